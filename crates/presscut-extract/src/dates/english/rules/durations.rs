//! Rules for durations: "about two years", "the past three months", "a two-week".

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{Amount, Direction, DurationExpression, Modifier, TimeExpression};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[],
    expressions: &[
        Rule {
            starts: &[FirstToken::Word],
            read: |scanner, at| {
                let (end, duration) = scanner.read_ended_year(at)?;
                Some((end, TimeExpression::Duration(duration)))
            },
        },
        Rule {
            starts: &[FirstToken::Word],
            read: |scanner, at| {
                let (end, duration) = scanner.read_hyphenated_period(at)?;
                Some((end, TimeExpression::Duration(duration)))
            },
        },
        Rule {
            starts: &[FirstToken::Word, FirstToken::Number, FirstToken::Unit, FirstToken::Ordinal],
            read: |scanner, at| {
                let (end, duration) = scanner.read_duration(at)?;
                Some((end, TimeExpression::Duration(duration)))
            },
        },
    ],
};

/// Words between a number and its unit that do not change the duration: "three more years", "six straight days".
pub const WORDS_BEFORE_UNIT: &[&str] = &[
    "more",
    "additional",
    "full",
    "straight",
    "consecutive",
    "trading",
    "working",
    "business",
    "calendar",
    "solid",
    "long",
    "whole",
    "other",
    "fiscal",
];

impl Scanner<'_> {
    /// "nearly", "more than", "at least", "up to", "about".
    pub fn read_approximator(&self, at: usize) -> Match<Modifier> {
        let than = |modifier| self.is_word(at + 1, "than").then_some((at + 2, modifier));
        match self.word(at) {
            "about" | "around" | "roughly" | "approximately" => Some((at + 1, Modifier::Approx)),
            "nearly" | "almost" | "under" => Some((at + 1, Modifier::LessThan)),
            "over" => Some((at + 1, Modifier::MoreThan)),
            "well" if self.is_word(at + 1, "over") => Some((at + 2, Modifier::MoreThan)),
            "more" => than(Modifier::MoreThan),
            "less" => than(Modifier::LessThan),
            "no" if self.is_any_word(at + 1, &["more", "less"]) && self.is_word(at + 2, "than") => Some((
                at + 3,
                if self.is_word(at + 1, "more") { Modifier::EqualOrLess } else { Modifier::EqualOrMore },
            )),
            "up" if self.is_word(at + 1, "to") => Some((at + 2, Modifier::EqualOrLess)),
            "at" if self.is_word(at + 1, "least") => Some((at + 2, Modifier::EqualOrMore)),
            "at" if self.is_word(at + 1, "most") => Some((at + 2, Modifier::EqualOrLess)),
            _ => None,
        }
    }

    /// "two years", "the past three months", "a two-week", "nearly forty years", "weeks", "a year and a half".
    pub fn read_duration(&self, at: usize) -> Match<DurationExpression> {
        let (start, modifier) = match self.read_approximator(at) {
            // In "for over three years", "over" belongs to the duration; in "spread over three years" and "over the next
            // three years" it is a preposition.
            Some((start, _))
                if self.is_word(at, "over")
                    && !(self.is_exact_number(start) && self.can_lead_more_than(at)) =>
            {
                (start, None)
            }
            Some((start, modifier)) => (start, Some(modifier)),
            None => (at, None),
        };
        if start > at && modifier.is_none() {
            return None;
        }
        let (number_at, direction, led) = self.read_direction(start);
        if let Some(found) = self.read_adjacent_decade(start, number_at, direction, modifier) {
            return Some(found);
        }
        let (end, amount) = match self.read_amount(number_at) {
            Some((_, Amount::Whole(1))) if led && self.is_any_word(number_at, &["a", "an"]) => return None,
            Some(found) => found,
            None => (number_at, Amount::Unspecified),
        };
        let counted = end > number_at;
        let unit_at = self.skip_any(self.skip_hyphen(end), WORDS_BEFORE_UNIT);
        let Meaning::Unit { unit, plural } =
            self.meaning(unit_at).or_second_unit(self, unit_at, amount, counted)
        else {
            return None;
        };
        // "the summer months".
        let season = unit_at > 0 && matches!(self.meaning(unit_at - 1), Meaning::Season(_));
        if !counted && (!plural || season || !self.can_lack_number(at, unit_at, direction)) {
            return None;
        }
        let hyphen = counted && unit_at > end && self.is_joining_hyphen(end);
        let one = matches!(amount, Amount::Whole(1) | Amount::WithHalf(0));
        if counted && !plural && !hyphen && !one && !self.is_spoken_singular(number_at) {
            return None;
        }
        if self.is_any_word(number_at, &["a", "an"]) && one && self.is_not_single_duration(unit_at) {
            return None;
        }
        // "the two-week crisis", "the two day rally": the article belongs to the noun. "three-quarters" is a share, "a
        // 6-year-old" an age.
        let attribute = hyphen || counted && !plural && !one && direction.is_none();
        if (attribute && number_at > at && modifier.is_none())
            || (hyphen && (unit, plural) == (Unit::Quarter, true))
            || self.is_age(unit_at + 1)
            || self.is_not_duration(at, unit_at)
        {
            return None;
        }
        let (end, amount, modifier) = self.read_duration_tail(unit_at + 1, amount, modifier);
        let end = if counted { end } else { self.skip_any(end, &["ahead"]) };
        if let Some((end, rest)) =
            self.read_smaller_unit(end, unit).filter(|_| matches!(amount, Amount::Whole(_)) && !hyphen)
        {
            return Some((end, DurationExpression { amount, unit, rest: Some(rest), modifier, direction }));
        }
        Some((end, DurationExpression { amount, unit, rest: None, modifier, direction }))
    }

    /// "the past decade", "the next decade": ten years up to publication, or from it.
    fn read_adjacent_decade(
        &self,
        at: usize,
        noun: usize,
        direction: Option<Direction>,
        modifier: Option<Modifier>,
    ) -> Match<DurationExpression> {
        let decade = self.is_unit(noun, Unit::Decade) && direction.is_some() && self.is_word(at, "the");
        let (amount, unit) = (Amount::Whole(1), Unit::Decade);
        decade.then_some((noun + 1, DurationExpression { amount, unit, rest: None, modifier, direction }))
    }

    /// "and two months" after "three years", "30 minutes" after "2 hours".
    fn read_smaller_unit(&self, at: usize, unit: Unit) -> Match<(u32, Unit)> {
        let (end, Amount::Whole(count)) = self.read_number(self.skip_any(at, &["and"]))? else { return None };
        let Meaning::Unit { unit: smaller, .. } = self.meaning(end) else { return None };
        let pair = matches!(
            (unit, smaller),
            (Unit::Year, Unit::Month | Unit::Day)
                | (Unit::Month, Unit::Day | Unit::Week)
                | (Unit::Week, Unit::Day)
                | (Unit::Day, Unit::Hour)
                | (Unit::Hour, Unit::Minute)
                | (Unit::Minute, Unit::Second)
        );
        let shift = self.is_any_word(end + 1, &["ago", "later", "earlier"]);
        (pair && !shift).then_some((end + 1, (count, smaller)))
    }

    /// "the year ended June 30", "the fiscal year ending in March", "in the year since".
    pub fn read_ended_year(&self, at: usize) -> Match<DurationExpression> {
        let noun = self.skip_any(at + 1, &["fiscal"]);
        let ends = matches!(self.text(noun + 1), "ended" | "ending" | "since");
        let year = self.is_word(at, "the") && self.is_unit(noun, Unit::Year) && ends;
        let (amount, unit) = (Amount::Whole(1), Unit::Year);
        year.then_some((noun + 1, DurationExpression::plain(amount, unit)))
    }

    /// "a three-year period", "the 12-month period".
    pub fn read_hyphenated_period(&self, at: usize) -> Match<DurationExpression> {
        let start = self.skip_any(at, &["a", "an", "the"]);
        let (end, amount) = self.read_amount(start).filter(|_| start > at)?;
        let Meaning::Unit { unit, plural: false } = self.meaning(end + 1) else { return None };
        let period = self.is_joining_hyphen(end) && self.is_word(end + 2, "period");
        period.then_some((end + 3, DurationExpression::plain(amount, unit)))
    }

    /// "will one day be" and "past years" are vague, and "60 Minutes" is a programme.
    fn is_not_duration(&self, at: usize, unit_at: usize) -> bool {
        let programme = self.digits(at).is_some() && self.is_capital(unit_at) && !self.is_upper(unit_at);
        let past = unit_at == at + 1 && self.is_word(at, "past") && self.is_plural_years(unit_at);
        self.is_one_day(at) || past || programme
    }

    /// "years".
    pub fn is_plural_years(&self, at: usize) -> bool {
        self.meaning(at) == Meaning::Unit { unit: Unit::Year, plural: true }
    }

    /// "one day" after "will", "would" and the like.
    pub fn is_one_day(&self, at: usize) -> bool {
        let modal = |before: usize| {
            matches!(self.text(before), "will" | "would" | "could" | "may" | "might" | "can" | "must" | "to")
        };
        self.meaning(at) == Meaning::Cardinal(1)
            && self.is_unit(at + 1, Unit::Day)
            && at.checked_sub(1).is_some_and(modal)
    }

    /// Whether the words before "over" let it mean "more than".
    fn can_lead_more_than(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.is_any_word(
            before,
            &["for", "in", "of", "after", "within", "than", "by", "with", "just", "well", "at", "to", "a"],
        ) || matches!(
            self.text(before),
            "last"
                | "lasted"
                | "lasting"
                | "took"
                | "taken"
                | "spent"
                | "served"
                | "is"
                | "was"
                | "been"
                | "little"
        )
    }

    fn is_exact_number(&self, at: usize) -> bool {
        matches!(self.meaning(at), Meaning::Digits { .. } | Meaning::Figure(_) | Meaning::Cardinal(_))
            || self.is_any_word(at, &["a", "an"])
    }

    /// "-old", "old": the duration is an age.
    fn is_age(&self, at: usize) -> bool {
        self.is_word(self.skip_hyphen(at), "old") || self.is_word(self.skip_hyphen(at), "older")
    }

    /// "the past", "the next", "the first", "those" before the number: the token after them, the direction,
    /// and whether there were any.
    fn read_direction(&self, at: usize) -> (usize, Option<Direction>, bool) {
        let the = self.skip_any(at, &["the", "these", "those", "this"]);
        match self.word(the) {
            "past" | "last" | "previous" => (the + 1, Some(Direction::Past), true),
            "next" | "coming" | "following" | "upcoming" => (the + 1, Some(Direction::Future), true),
            "final" | "latest" | "additional" | "other" => (the + 1, None, true),
            // "the early hours" are a part of a day.
            "early" | "late" | "closing" if the > at && !self.is_plural_hours(the + 1) => {
                (the + 1, None, true)
            }
            _ if self.meaning(the) == Meaning::Ordinal(1) => (the + 1, None, true),
            _ => (the, None, the > at),
        }
    }

    /// Whether a unit is a duration without a number: "weeks", "the coming months", "the first hours".
    fn can_lack_number(&self, at: usize, unit_at: usize, direction: Option<Direction>) -> bool {
        let Meaning::Unit { unit, .. } = self.meaning(unit_at) else { return false };
        let long = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
        let short = matches!(unit, Unit::Minute | Unit::Hour | Unit::Day)
            && matches!(self.word_before(at), "for" | "within" | "in");
        // "the days before the vote"; in "the months-long siege" the article belongs to the noun.
        let the = unit_at == at + 1 && self.is_word(at, "the") && !self.is_joining_hyphen(unit_at + 1);
        let goes_on = self.is_any_word(unit_at + 1, &["before", "after", "since", "following", "ahead"]);
        let days = unit == Unit::Day && the && goes_on;
        let edge = unit_at > at + 1
            && (self.is_any_word(unit_at - 1, &["final", "early", "late", "closing"])
                || self.meaning(unit_at - 1) == Meaning::Ordinal(1));
        let plain = (long || short) && (at == unit_at || long && the) && !self.is_part_of_set(unit_at);
        edge || days || direction.is_some() || plain
    }

    fn is_part_of_set(&self, at: usize) -> bool {
        self.is_word(at + 1, "a") || self.word_before(at) == "other"
    }

    /// "four year" for "four-year", "two day", as transcripts of speech have it.
    fn is_spoken_singular(&self, number_at: usize) -> bool {
        matches!(self.meaning(number_at), Meaning::Cardinal(_)) || self.word_before(number_at) == "a"
    }

    /// "a day’s work", "a second" and "a quarter of the votes" are no durations.
    fn is_not_single_duration(&self, unit_at: usize) -> bool {
        match self.meaning(unit_at) {
            _ if self.is_any_word(unit_at - 1, &["fiscal", "calendar"]) => true,
            // "a day’s work".
            _ if self.is_mark(unit_at + 1, &["'s", "’s"]) => true,
            Meaning::Unit { unit: Unit::Quarter, .. } => true,
            Meaning::Unit { unit: Unit::Second, .. } => true,
            _ => self.is_joining_hyphen(unit_at + 1),
        }
    }

    /// What can follow the unit: "and a half", "or two", "or so".
    fn read_duration_tail(
        &self,
        at: usize,
        amount: Amount,
        modifier: Option<Modifier>,
    ) -> (usize, Amount, Option<Modifier>) {
        let half = self.is_word(at, "and") && self.is_word(at + 1, "a") && self.is_word(at + 2, "half");
        if let (true, Amount::Whole(whole)) = (half, amount) {
            return (at + 3, Amount::WithHalf(whole), modifier);
        }
        if self.is_word(at, "or") && self.meaning(at + 1) == Meaning::Cardinal(2) {
            return (at + 2, Amount::Unspecified, modifier);
        }
        if self.is_word(at, "or") && self.text(at + 1) == "so" {
            return (at + 2, amount, Some(Modifier::Approx));
        }
        (at, amount, modifier)
    }
}

impl Meaning {
    /// "30 second", "a 30-second": "second" is a unit after any number but one.
    fn or_second_unit(self, scanner: &Scanner, at: usize, amount: Amount, counted: bool) -> Meaning {
        let second = self == Meaning::Ordinal(2)
            && counted
            && amount != Amount::Whole(1)
            && scanner.is_joining_hyphen(at - 1);
        if second { Meaning::Unit { unit: Unit::Second, plural: false } } else { self }
    }
}
