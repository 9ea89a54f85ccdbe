//! Rules for lengths of time: "about two years", "the past three months", "a two-week".

use crate::dates::english::lexicon::{Lex, Unit};
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Amount, Duration, Modifier, Side};

/// Words between a number and its unit that change nothing: "three more years", "six straight days".
pub const BETWEEN: &[&str] = &[
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

impl Scanner<'_, '_> {
    /// "nearly", "more than", "at least", "up to", "about".
    pub fn approximator(&self, at: usize) -> Found<Modifier> {
        let than = |modifier| self.is(at + 1, "than").then_some((at + 2, modifier));
        match self.word(at) {
            "about" | "around" | "roughly" | "approximately" => Some((at + 1, Modifier::Approx)),
            "nearly" | "almost" | "under" => Some((at + 1, Modifier::LessThan)),
            "over" => Some((at + 1, Modifier::MoreThan)),
            "well" if self.is(at + 1, "over") => Some((at + 2, Modifier::MoreThan)),
            "more" => than(Modifier::MoreThan),
            "less" => than(Modifier::LessThan),
            "no" if self.is_any(at + 1, &["more", "less"]) && self.is(at + 2, "than") => Some((
                at + 3,
                if self.is(at + 1, "more") { Modifier::EqualOrLess } else { Modifier::EqualOrMore },
            )),
            "up" if self.is(at + 1, "to") => Some((at + 2, Modifier::EqualOrLess)),
            "at" if self.is(at + 1, "least") => Some((at + 2, Modifier::EqualOrMore)),
            "at" if self.is(at + 1, "most") => Some((at + 2, Modifier::EqualOrLess)),
            _ => None,
        }
    }

    /// "two years", "the past three months", "a two-week", "nearly forty years", "weeks", "a year and a half".
    pub fn duration(&self, at: usize) -> Found<Duration> {
        let (start, modifier) = match self.approximator(at) {
            // "for over three years" is a length, "spread over three years" and "over the next three years" a length after
            // a preposition.
            Some((start, _)) if self.is(at, "over") && !(self.is_exact(start) && self.leads_more(at)) => {
                (start, None)
            }
            Some((start, modifier)) => (start, Some(modifier)),
            None => (at, None),
        };
        if start > at && modifier.is_none() {
            return None;
        }
        let (number_at, side, led) = self.side(start);
        if let Some(found) = self.decade_beside(start, number_at, side, modifier) {
            return Some(found);
        }
        let (end, amount) = match self.amount(number_at) {
            Some((_, Amount::Whole(1))) if led && self.is_any(number_at, &["a", "an"]) => return None,
            Some(found) => found,
            None => (number_at, Amount::Some),
        };
        let counted = end > number_at;
        let unit_at = self.after(self.after_hyphen(end), BETWEEN);
        let Lex::Unit { unit, plural } = self.lex(unit_at).or_second(self, unit_at, amount, counted) else {
            return None;
        };
        if !counted && (!plural || !self.may_be_bare(at, unit_at, side)) {
            return None;
        }
        let hyphen = counted && unit_at > end && self.joined(end);
        let one = matches!(amount, Amount::Whole(1) | Amount::AndHalf(0));
        if counted && !plural && !hyphen && !one && !self.spoken_singular(number_at) {
            return None;
        }
        if self.is_any(number_at, &["a", "an"]) && one && self.is_no_length(unit_at) {
            return None;
        }
        // "the two-week crisis", "the two day rally": the article is the noun's. "three-quarters" is a share, "a 6-year-old"
        // an age.
        let attribute = hyphen || counted && !plural && !one && side.is_none();
        if (attribute && number_at > at && modifier.is_none())
            || (hyphen && (unit, plural) == (Unit::Quarter, true))
            || self.is_age(unit_at + 1)
            || self.is_other_than_length(at, unit_at)
        {
            return None;
        }
        let (end, amount, modifier) = self.tail(unit_at + 1, amount, modifier);
        let end = if counted { end } else { self.after(end, &["ahead"]) };
        if let Some((end, rest)) =
            self.smaller(end, unit).filter(|_| matches!(amount, Amount::Whole(_)) && !hyphen)
        {
            return Some((end, Duration { amount, unit, rest: Some(rest), modifier, side }));
        }
        Some((end, Duration { amount, unit, rest: None, modifier, side }))
    }

    /// "the past decade", "the next decade": ten years up to publication, or from it.
    fn decade_beside(
        &self,
        at: usize,
        noun: usize,
        side: Option<Side>,
        modifier: Option<Modifier>,
    ) -> Found<Duration> {
        let decade = self.is_unit(noun, Unit::Decade) && side.is_some() && self.is(at, "the");
        let (amount, unit) = (Amount::Whole(1), Unit::Decade);
        decade.then_some((noun + 1, Duration { amount, unit, rest: None, modifier, side }))
    }

    /// "and two months" after "three years", "30 minutes" after "2 hours".
    fn smaller(&self, at: usize, unit: Unit) -> Found<(u32, Unit)> {
        let (end, Amount::Whole(count)) = self.number(self.after(at, &["and"]))? else { return None };
        let Lex::Unit { unit: smaller, .. } = self.lex(end) else { return None };
        let pair = matches!(
            (unit, smaller),
            (Unit::Year, Unit::Month | Unit::Day)
                | (Unit::Month, Unit::Day | Unit::Week)
                | (Unit::Week, Unit::Day)
                | (Unit::Day, Unit::Hour)
                | (Unit::Hour, Unit::Minute)
                | (Unit::Minute, Unit::Second)
        );
        let shift = self.is_any(end + 1, &["ago", "later", "earlier"]);
        (pair && !shift).then_some((end + 1, (count, smaller)))
    }

    /// "the year ended June 30", "the fiscal year ending in March".
    pub fn year_that_ends(&self, at: usize) -> Found<Duration> {
        let noun = self.after(at + 1, &["fiscal"]);
        let ends = matches!(self.text(noun + 1), "ended" | "ending");
        let year = self.is(at, "the") && self.is_unit(noun, Unit::Year) && ends;
        let (amount, unit) = (Amount::Whole(1), Unit::Year);
        year.then_some((noun + 1, Duration { amount, unit, rest: None, modifier: None, side: None }))
    }

    /// "a three-year period", "the 12-month period".
    pub fn hyphened_period(&self, at: usize) -> Found<Duration> {
        let start = self.after(at, &["a", "an", "the"]);
        let (end, amount) = self.amount(start).filter(|_| start > at)?;
        let Lex::Unit { unit, plural: false } = self.lex(end + 1) else { return None };
        let period = self.joined(end) && self.is(end + 2, "period");
        period.then_some((end + 3, Duration { amount, unit, rest: None, modifier: None, side: None }))
    }

    /// "will one day be" is some day, "past years" are the past, and "60 Minutes" is a programme.
    fn is_other_than_length(&self, at: usize, unit_at: usize) -> bool {
        let programme = self.digits(at).is_some() && self.is_capital(unit_at) && !self.is_upper(unit_at);
        let past = unit_at == at + 1 && self.is(at, "past") && self.is_years(unit_at);
        self.is_one_day(at) || past || programme
    }

    /// "years".
    pub fn is_years(&self, at: usize) -> bool {
        self.lex(at) == Lex::Unit { unit: Unit::Year, plural: true }
    }

    /// "one day" after "will", "would" and their like.
    pub fn is_one_day(&self, at: usize) -> bool {
        let modal = |before: usize| {
            matches!(self.text(before), "will" | "would" | "could" | "may" | "might" | "can" | "must" | "to")
        };
        self.lex(at) == Lex::Cardinal(1)
            && self.is_unit(at + 1, Unit::Day)
            && at.checked_sub(1).is_some_and(modal)
    }

    /// Words before an "over" that means "more than".
    fn leads_more(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.is_any(
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

    fn is_exact(&self, at: usize) -> bool {
        matches!(self.lex(at), Lex::Digits { .. } | Lex::Figure(_) | Lex::Cardinal(_))
            || self.is_any(at, &["a", "an"])
    }

    /// "-old", "old": the length is somebody's age.
    fn is_age(&self, at: usize) -> bool {
        self.is(self.after_hyphen(at), "old") || self.is(self.after_hyphen(at), "older")
    }

    /// "the past", "the next", "the first", "those": what may stand before the number.
    fn side(&self, at: usize) -> (usize, Option<Side>, bool) {
        let the = self.after(at, &["the", "these", "those", "this"]);
        match self.word(the) {
            "past" | "last" | "previous" => (the + 1, Some(Side::Past), true),
            "next" | "coming" | "following" | "upcoming" => (the + 1, Some(Side::Future), true),
            "final" | "latest" | "additional" | "other" => (the + 1, None, true),
            // "the early hours" are of a day.
            "early" | "late" | "closing" if the > at && !self.is_hours(the + 1) => (the + 1, None, true),
            _ if self.lex(the) == Lex::Ordinal(1) => (the + 1, None, true),
            _ => (the, None, the > at),
        }
    }

    /// "weeks", "the coming months", "the first hours": no number.
    fn may_be_bare(&self, at: usize, unit_at: usize, side: Option<Side>) -> bool {
        let Lex::Unit { unit, .. } = self.lex(unit_at) else { return false };
        let long = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
        let short = matches!(unit, Unit::Minute | Unit::Hour | Unit::Day)
            && matches!(self.before(at), "for" | "within" | "in");
        // "the days before the vote"; in "the months-long siege" the article is the noun's.
        let the = unit_at == at + 1 && self.is(at, "the") && !self.joined(unit_at + 1);
        let goes_on = self.is_any(unit_at + 1, &["before", "after", "since", "following", "ahead"]);
        let days = unit == Unit::Day && the && goes_on;
        let edge = unit_at > at + 1
            && (self.is_any(unit_at - 1, &["final", "early", "late", "closing"])
                || self.lex(unit_at - 1) == Lex::Ordinal(1));
        let plain = (long || short) && (at == unit_at || long && the) && !self.makes_set(unit_at);
        edge || days || side.is_some() || plain
    }

    fn makes_set(&self, at: usize) -> bool {
        self.is(at + 1, "a") || self.before(at) == "other"
    }

    /// "four year" for "four-year", "two day": speech written down.
    fn spoken_singular(&self, number_at: usize) -> bool {
        matches!(self.lex(number_at), Lex::Cardinal(_)) || self.before(number_at) == "a"
    }

    /// "a day’s work" is, "a second" and "a quarter of the votes" are no lengths.
    fn is_no_length(&self, unit_at: usize) -> bool {
        match self.lex(unit_at) {
            _ if self.is_any(unit_at - 1, &["fiscal", "calendar"]) => true,
            // "a day’s work".
            _ if self.is_mark(unit_at + 1, &["'s", "’s"]) => true,
            Lex::Unit { unit: Unit::Quarter, .. } => true,
            Lex::Unit { unit: Unit::Second, .. } => true,
            _ => self.joined(unit_at + 1),
        }
    }

    /// "and a half", "-old", "-long", "or two", "or so".
    fn tail(
        &self,
        at: usize,
        amount: Amount,
        modifier: Option<Modifier>,
    ) -> (usize, Amount, Option<Modifier>) {
        let half = self.is(at, "and") && self.is(at + 1, "a") && self.is(at + 2, "half");
        if let (true, Amount::Whole(whole)) = (half, amount) {
            return (at + 3, Amount::AndHalf(whole), modifier);
        }
        if self.is(at, "or") && self.lex(at + 1) == Lex::Cardinal(2) {
            return (at + 2, Amount::Some, modifier);
        }
        if self.is(at, "or") && self.text(at + 1) == "so" {
            return (at + 2, amount, Some(Modifier::Approx));
        }
        (at, amount, modifier)
    }
}

impl Lex {
    /// "30 second", "a 30-second": the ordinal is a unit after any number but one.
    fn or_second(self, scanner: &Scanner, at: usize, amount: Amount, counted: bool) -> Lex {
        let second =
            self == Lex::Ordinal(2) && counted && amount != Amount::Whole(1) && scanner.joined(at - 1);
        if second { Lex::Unit { unit: Unit::Second, plural: false } } else { self }
    }
}

/// The TIMEX3 value of a length: "P2Y", "PT3H", "P1Y6M", "PXM".
pub fn period(amount: Amount, unit: Unit) -> String {
    let (letter, factor) = match unit {
        Unit::Second => ("S", 1),
        Unit::Minute => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Weekend => ("WE", 1),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("Q", 1),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
    };
    let time = if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) { "T" } else { "" };
    match amount {
        Amount::Some if unit == Unit::Decade => "PXDE".into(),
        Amount::Some if unit == Unit::Century => "PXCE".into(),
        Amount::Some => format!("P{time}X{letter}"),
        Amount::Whole(count) => format!("P{time}{}{letter}", u64::from(count) * factor),
        Amount::AndHalf(count) => and_half(count, unit, letter, time),
    }
}

/// The TIMEX3 value of a length of two units: "P3Y2M", "PT2H30M", "P1DT12H".
pub fn long_period(count: u32, unit: Unit, (rest, smaller): (u32, Unit)) -> String {
    let first = period(Amount::Whole(count), unit);
    let second = period(Amount::Whole(rest), smaller);
    let time = |value: &str| value.starts_with("PT");
    let cut = if time(&first) { 2 } else { 1 };
    first + second.get(cut..).unwrap_or_default()
}

fn and_half(count: u32, unit: Unit, letter: &str, time: &str) -> String {
    let (half, smaller) = match unit {
        Unit::Year => (6, "M"),
        Unit::Month => (15, "D"),
        Unit::Day => (12, "H"),
        Unit::Hour => (30, "M"),
        Unit::Minute => (30, "S"),
        Unit::Fortnight => return format!("P{}W", u64::from(count) * 2 + 1),
        Unit::Decade => return format!("P{}Y", u64::from(count) * 10 + 5),
        Unit::Century => return format!("P{}Y", u64::from(count) * 100 + 50),
        _ => return format!("P{time}{count}.5{letter}"),
    };
    let whole = if count > 0 { format!("{count}{letter}") } else { String::new() };
    let clock = if unit == Unit::Day { "T" } else { "" };
    format!("P{time}{whole}{clock}{half}{smaller}")
}
