//! Rules for vague dates: "now", "recently", "several years ago", "the future", "these days".

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{Direction, TimeExpression, VagueReference};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[],
    expressions: &[Rule {
        starts: &[FirstToken::Word, FirstToken::Number, FirstToken::Unit, FirstToken::Ordinal],
        read: |scanner, at| {
            scanner.read_vague_reference(at).map(|(end, reference)| (end, TimeExpression::Vague(reference)))
        },
    }],
};

/// "Today’s youth" is that of these times, "today’s vote" is on one day.
const PEOPLE_AND_THINGS_OF_A_TIME: &[&str] = &[
    "adults",
    "cars",
    "children",
    "cities",
    "computers",
    "consumers",
    "culture",
    "economy",
    "environment",
    "families",
    "generation",
    "generations",
    "kids",
    "leaders",
    "money",
    "parents",
    "people",
    "policies",
    "politics",
    "problems",
    "society",
    "standards",
    "students",
    "technology",
    "teenagers",
    "voters",
    "women",
    "world",
    "youngsters",
    "youth",
];

impl Scanner<'_> {
    /// "will one day be", "at a later date"; "current" before a noun.
    fn read_vague_day(&self, at: usize) -> Match<VagueReference> {
        if self.is_one_day(at) {
            return Some((at + 2, VagueReference::Future));
        }
        if self.is_word(at, "a")
            && self.is_word(at + 1, "later")
            && matches!(self.text(at + 2), "date" | "time")
        {
            return Some((at + 3, VagueReference::Future));
        }
        let current = self.is_word(at, "current") && self.is_lower(at);
        let noun = || self.is_noun_like(at + 1) || self.is_capital(at + 1);
        (current && noun()).then_some((at + 1, VagueReference::Present))
    }

    /// "today’s youth", "the people of tomorrow": of these times, of times to come.
    pub fn is_vague_today(&self, at: usize) -> bool {
        let noun = |token: usize| PEOPLE_AND_THINGS_OF_A_TIME.contains(&self.text(token));
        let owner = self.is_mark(at + 1, &["'s", "’s"]) && (noun(at + 2) || noun(at + 3));
        let owned = at > 1 && self.is_word(at - 1, "of") && noun(at - 2);
        self.is_any_word(at, &["yesterday", "today", "tomorrow"]) && (owner || owned)
    }

    /// The token after "and months" in "recent weeks and months".
    fn skip_and_unit(&self, at: usize) -> usize {
        let more =
            self.is_word(at, "and") && matches!(self.meaning(at + 1), Meaning::Unit { plural: true, .. });
        at + if more { 2 } else { 0 }
    }

    /// "now", "recently", "several years ago", "the future", "these days".
    fn read_vague_reference(&self, at: usize) -> Match<VagueReference> {
        if let Some((end, direction)) = self.read_vague_offset(at) {
            return Some((
                end,
                if direction == Direction::Past { VagueReference::Past } else { VagueReference::Future },
            ));
        }
        if let Some(found) = self.read_vague_day(at) {
            return Some(found);
        }
        if self.is_vague_today(at) {
            let reference = match self.word(at) {
                "yesterday" => VagueReference::Past,
                "today" => VagueReference::Present,
                _ => VagueReference::Future,
            };
            return Some((at + 1, reference));
        }
        let the = self.skip_any(at, &["the"]);
        let pronoun = |at: usize| {
            matches!(self.text(at), "it" | "he" | "she" | "they" | "we" | "you" | "has" | "had" | "have")
        };
        let noun_after = |at: usize| {
            (self.is_noun_like(at) && !pronoun(at)) || matches!(self.meaning(at), Meaning::Unit { .. })
        };
        match (self.word(the), the > at) {
            ("now" | "currently" | "nowadays", false) => {
                let title = self.is_capital(at) && !self.opens_sentence(at);
                (!title && !self.is_joining_hyphen(at + 1)).then_some((at + 1, VagueReference::Present))
            }
            ("just", false) if self.is_word(at + 1, "now") => Some((at + 2, VagueReference::Present)),
            ("more", false) if self.is_word(at + 1, "recently") => Some((at + 2, VagueReference::Past)),
            ("recently", false) => Some((at + 1, VagueReference::Past)),
            ("soon", false) if !self.is_word(at + 1, "after") && !self.is_word(at + 1, "as") => {
                // "was soon released", "soon became" are in the past.
                let past = self.text(at + 1).ends_with("ed")
                    || matches!(self.text(at + 1), "became" | "began" | "found" | "came" | "got" | "went")
                    || at > 0 && matches!(self.text(at - 1), "was" | "were" | "as" | "too" | "how");
                (!past).then_some((at + 1, VagueReference::Future))
            }
            ("future", true) if !noun_after(the + 1) => Some((the + 1, VagueReference::Future)),
            ("short", true) if self.is_word(the + 1, "term") => Some((the + 2, VagueReference::Future)),
            ("near" | "distant" | "foreseeable" | "immediate", true)
                if self.is_any_word(the + 1, &["future", "term"]) =>
            {
                Some((the + 2, VagueReference::Future))
            }
            ("past", true) if !noun_after(the + 1) && self.read_amount(the + 1).is_none() => {
                Some((the + 1, VagueReference::Past))
            }
            ("these", false) if self.meaning(at + 1) == (Meaning::Unit { unit: Unit::Day, plural: true }) => {
                Some((at + 2, VagueReference::Present))
            }
            ("recent", _) if matches!(self.meaning(the + 1), Meaning::Unit { plural: true, .. }) => {
                Some((self.skip_and_unit(the + 2), VagueReference::Past))
            }
            ("coming" | "future", false)
                if matches!(self.meaning(at + 1), Meaning::Unit { plural: true, .. }) =>
            {
                Some((self.skip_and_unit(at + 2), VagueReference::Future))
            }
            ("past", false)
                if matches!(self.meaning(at + 1), Meaning::Unit { unit: Unit::Year, plural: true }) =>
            {
                Some((at + 2, VagueReference::Past))
            }
            _ => None,
        }
    }
}
