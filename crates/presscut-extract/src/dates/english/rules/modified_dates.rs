//! Rules for parts and approximations of dates: "early March", "the end of the week", "about 20 years ago".

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{Anchor, DateExpression, Modifier, TimeExpression};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[],
    expressions: &[Rule { starts: &[FirstToken::Word], read: |scanner, at| scanner.read_modified_date(at) }],
};

impl Scanner<'_> {
    /// "early March", "mid-2024", "later this year", "the end of the week", "the late 1960s", "earlier in the year".
    fn read_modified_date(&self, at: usize) -> Match<TimeExpression> {
        let the = self.skip_any(at, &["the"]);
        let (start, modifier) = match self.word(the) {
            "early" => (self.skip_hyphen(the + 1), Modifier::Start),
            "late" => (self.skip_hyphen(the + 1), Modifier::End),
            "mid" => (self.skip_hyphen(the + 1), Modifier::Mid),
            "earlier" if the == at => (self.skip_any(the + 1, &["in", "on"]), Modifier::Earlier),
            "later" if the == at => (self.skip_any(the + 1, &["in", "on"]), Modifier::Later),
            "beginning" | "start" if self.is_word(the + 1, "of") => (the + 2, Modifier::Start),
            "middle" | "midst" if self.is_word(the + 1, "of") => (the + 2, Modifier::Mid),
            "end" | "close" if self.is_word(the + 1, "of") => (the + 2, Modifier::End),
            "turn" if self.is_word(the + 1, "of") => (the + 2, Modifier::Start),
            "circa" if the == at => (the + 1, Modifier::Approx),
            _ => return self.read_approximate_offset(at),
        };
        // "the early 1990s" has its article before "early".
        if let Some((end, (time, Some(day), _))) = self.read_time(start).filter(|_| the == at) {
            return Some((end, TimeExpression::Time(time, Some(day), Some(modifier))));
        }
        let (end, calendar) = self.longest_date(start).or_else(|| self.read_the_unit(start))?;
        let vague =
            matches!(&calendar, DateExpression::Offset { anchor: Anchor::Context, unit: Unit::Day, .. });
        let of_day = matches!(modifier, Modifier::Earlier | Modifier::Later);
        (!vague || of_day).then_some((end, TimeExpression::Date(calendar, Some(modifier))))
    }

    /// "almost two years ago", "about 20 years earlier", "around Nov. 1", "around year end".
    fn read_approximate_offset(&self, at: usize) -> Match<TimeExpression> {
        let (start, modifier) = self.read_approximator(at)?;
        let day = || {
            let found = if self.is_word(at, "around") { self.read_month_first(start) } else { None };
            found.or_else(|| self.read_year_end(start).filter(|_| self.is_any_word(at, &["around", "about"])))
        };
        let (end, calendar) = self.read_offset(start).or_else(day)?;
        Some((end, TimeExpression::Date(calendar, Some(modifier))))
    }

    /// "the year", "the month" after "the end of" and "earlier in".
    fn read_the_unit(&self, at: usize) -> Match<DateExpression> {
        if !self.is_word(at, "the") {
            return None;
        }
        match self.meaning(at + 1) {
            Meaning::Unit {
                unit: unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century),
                plural: false,
            } => Some((at + 2, DateExpression::Offset { unit, count: 0, anchor: Anchor::Publication })),
            Meaning::Unit { unit: Unit::Day, plural: false } if !self.is_word(at + 2, "of") => {
                Some((at + 2, DateExpression::Offset { unit: Unit::Day, count: 0, anchor: Anchor::Context }))
            }
            _ => None,
        }
    }
}
