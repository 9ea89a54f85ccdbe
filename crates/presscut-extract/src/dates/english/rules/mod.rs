//! Which expression begins at a token: all rules are asked, and the longest answer is taken.
//!
//! Rules look at a bounded number of tokens, and only where a word of time stands, so that the whole is linear in the
//! text. To add a form, add a rule to the file of its kind, and its name here, where a token stands that it begins with.

pub(crate) mod calendar;
pub(crate) mod clock;
pub(crate) mod counted_days;
pub(crate) mod durations;
pub(crate) mod eras;
pub(crate) mod holidays;
pub(crate) mod quarters;
pub(crate) mod ranges;
pub(crate) mod recurrence;
pub(crate) mod relative;
pub(crate) mod years;

use crate::dates::english::lexicon::{Lex, Unit};
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Base, Calendar, Expression, Modifier, Reference, Side, Time};

impl Scanner<'_, '_> {
    /// The longest expression that begins at a token; of equally long ones, that of the first rule.
    pub fn expression(&self, at: usize) -> Found<Expression> {
        if !self.may_begin(at) {
            return None;
        }
        let mut best = Best(None);
        best.offer(self.any_calendar(at), |found| Expression::Calendar(found, None));
        let number = matches!(self.lex(at), Lex::Digits { .. } | Lex::Figure(_) | Lex::Cardinal(_));
        let word = matches!(self.lex(at), Lex::Word(_));
        if word {
            best.offer(self.part_of_calendar(at), |found| found);
        }
        best.offer(self.time(at), |(time, day, modifier)| Expression::Time(time, day, modifier));
        if word {
            best.offer(self.context_time(at), |found| found);
        }
        best.offer(self.recurrence(at), Expression::Set);
        if word {
            best.offer(self.year_that_ends(at), Expression::Duration);
            best.offer(self.hyphened_period(at), Expression::Duration);
        }
        if word || number || matches!(self.lex(at), Lex::Unit { .. } | Lex::Ordinal(_)) {
            best.offer(self.duration(at), Expression::Duration);
            best.offer(self.vague(at), Expression::Reference);
        }
        best.0
    }

    /// A stretch of the calendar. Each rule is asked where a token stands that it can begin with.
    fn any_calendar(&self, at: usize) -> Found<Calendar> {
        let mut best = Best(None);
        let mut offer = |found| best.offer(found, |found| found);
        match self.lex(at) {
            Lex::Month { .. } => {
                offer(self.month_first(at));
                offer(self.holiday(at));
            }
            Lex::Weekday { .. } => {
                offer(self.weekday_and_date(at));
                offer(self.weekday_rule(at));
            }
            Lex::Season(_) => offer(self.season(at)),
            Lex::Dotted { .. } => offer(self.numeric(at)),
            Lex::Decade(_) => offer(self.decade(at)),
            Lex::Apostrophe => {
                offer(self.decade(at));
                offer(self.year(at));
            }
            Lex::Unit { .. } => {
                offer(self.quarter(at));
                offer(self.era(at));
                offer(self.ago(at));
                offer(self.year_end(at));
            }
            Lex::Digits { .. } | Lex::Figure(_) | Lex::Cardinal(_) | Lex::Ordinal(_) => {
                return self.numbered_calendar(at);
            }
            Lex::Word(_) => return self.worded_calendar(at),
            _ => {}
        }
        best.0
    }

    /// Of these, what begins with a number.
    fn numbered_calendar(&self, at: usize) -> Found<Calendar> {
        let mut best = Best(None);
        let mut offer = |found| best.offer(found, |found| found);
        offer(self.day_first(at));
        offer(self.quarter(at));
        offer(self.half(at));
        offer(self.century(at));
        offer(self.counted(at));
        offer(self.numbered_day(at));
        if !matches!(self.lex(at), Lex::Ordinal(_)) {
            offer(self.numeric(at));
            offer(self.holiday(at));
            offer(self.decade(at));
            offer(self.era(at));
            offer(self.year(at));
            offer(self.ago(at));
            offer(self.first_day(at));
        }
        best.0
    }

    /// Of these, what begins with a word.
    fn worded_calendar(&self, at: usize) -> Found<Calendar> {
        longest([
            self.weekday_and_date(at),
            self.day_first(at),
            self.holiday(at),
            self.quarter(at),
            self.half(at),
            self.season(at),
            self.decade(at),
            self.century(at),
            self.era(at),
            self.year(at),
            self.deictic_day(at),
            self.weekday_rule(at),
            self.this_unit(at),
            self.same_unit(at),
            self.ago(at),
            self.year_end(at),
            self.weekend(at),
            self.week_of(at),
            self.day_of_month(at),
            self.numbered_day(at),
            self.counted(at),
            self.latest_quarter(at),
            self.comparable_period(at),
            self.fiscal_year(at),
        ])
    }

    /// "early March", "mid-2024", "later this year", "the end of the week", "the late 1960s", "earlier in the year".
    fn part_of_calendar(&self, at: usize) -> Found<Expression> {
        let the = self.after(at, &["the"]);
        let (start, modifier) = match self.word(the) {
            "early" => (self.after_hyphen(the + 1), Modifier::Start),
            "late" => (self.after_hyphen(the + 1), Modifier::End),
            "mid" => (self.after_hyphen(the + 1), Modifier::Mid),
            "earlier" if the == at => (self.after(the + 1, &["in", "on"]), Modifier::Earlier),
            "later" if the == at => (self.after(the + 1, &["in", "on"]), Modifier::Later),
            "beginning" | "start" if self.is(the + 1, "of") => (the + 2, Modifier::Start),
            "middle" | "midst" if self.is(the + 1, "of") => (the + 2, Modifier::Mid),
            "end" | "close" if self.is(the + 1, "of") => (the + 2, Modifier::End),
            "turn" if self.is(the + 1, "of") => (the + 2, Modifier::Start),
            "circa" if the == at => (the + 1, Modifier::Approx),
            _ => return self.approximate_shift(at),
        };
        // "the early 1990s" has its article before "early".
        if let Some((end, (time, Some(day), _))) = self.time(start).filter(|_| the == at) {
            return Some((end, Expression::Time(time, Some(day), Some(modifier))));
        }
        let (end, calendar) = self.any_calendar(start).or_else(|| self.the_unit(start))?;
        let vague = matches!(&calendar, Calendar::Shift { base: Base::Context, unit: Unit::Day, .. });
        let of_day = matches!(modifier, Modifier::Earlier | Modifier::Later);
        (!vague || of_day).then_some((end, Expression::Calendar(calendar, Some(modifier))))
    }

    /// "almost two years ago", "about 20 years earlier", "around Nov. 1", "around year end".
    fn approximate_shift(&self, at: usize) -> Found<Expression> {
        let (start, modifier) = self.approximator(at)?;
        let day = || {
            let found = if self.is(at, "around") { self.month_first(start) } else { None };
            found.or_else(|| self.year_end(start).filter(|_| self.is_any(at, &["around", "about"])))
        };
        let (end, calendar) = self.ago(start).or_else(day)?;
        Some((end, Expression::Calendar(calendar, Some(modifier))))
    }

    /// "the year", "the month" after "the end of" and "earlier in".
    fn the_unit(&self, at: usize) -> Found<Calendar> {
        if !self.is(at, "the") {
            return None;
        }
        match self.lex(at + 1) {
            Lex::Unit {
                unit: unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century),
                plural: false,
            } => Some((at + 2, Calendar::Shift { unit, count: 0, base: Base::Publication })),
            Lex::Unit { unit: Unit::Day, plural: false } if !self.is(at + 2, "of") => {
                Some((at + 2, Calendar::Shift { unit: Unit::Day, count: 0, base: Base::Context }))
            }
            _ => None,
        }
    }

    /// "the next morning", "that night".
    fn context_time(&self, at: usize) -> Found<Expression> {
        let (end, (time, count)) = self.context_part(at)?;
        let Time::Part(_) = time else { return None };
        let day = Calendar::Shift { unit: Unit::Day, count, base: Base::Context };
        Some((end, Expression::Time(time, Some(day), None)))
    }

    /// "will one day be", "at a later date"; "current" before a noun.
    fn some_day(&self, at: usize) -> Found<Reference> {
        if self.is_one_day(at) {
            return Some((at + 2, Reference::Future));
        }
        if self.is(at, "a") && self.is(at + 1, "later") && matches!(self.text(at + 2), "date" | "time") {
            return Some((at + 3, Reference::Future));
        }
        let current = self.is(at, "current") && self.is_lower(at);
        let noun = || self.is_noun_like(at + 1) || self.is_capital(at + 1);
        (current && noun()).then_some((at + 1, Reference::Present))
    }

    /// The token after "and months" in "recent weeks and months".
    fn and_unit(&self, at: usize) -> usize {
        let more = self.is(at, "and") && matches!(self.lex(at + 1), Lex::Unit { plural: true, .. });
        at + if more { 2 } else { 0 }
    }

    /// "now", "recently", "several years ago", "the future", "these days".
    fn vague(&self, at: usize) -> Found<Reference> {
        if let Some((end, side)) = self.vaguely_ago(at) {
            return Some((end, if side == Side::Past { Reference::Past } else { Reference::Future }));
        }
        if let Some(found) = self.some_day(at) {
            return Some(found);
        }
        let the = self.after(at, &["the"]);
        let pronoun = |at: usize| {
            matches!(self.text(at), "it" | "he" | "she" | "they" | "we" | "you" | "has" | "had" | "have")
        };
        let noun_after =
            |at: usize| (self.is_noun_like(at) && !pronoun(at)) || matches!(self.lex(at), Lex::Unit { .. });
        match (self.word(the), the > at) {
            ("now" | "currently" | "nowadays", false) => {
                let title = self.is_capital(at) && !self.opens_sentence(at);
                (!title && !self.joined(at + 1)).then_some((at + 1, Reference::Present))
            }
            ("just", false) if self.is(at + 1, "now") => Some((at + 2, Reference::Present)),
            ("more", false) if self.is(at + 1, "recently") => Some((at + 2, Reference::Past)),
            ("recently", false) => Some((at + 1, Reference::Past)),
            ("soon", false) if !self.is(at + 1, "after") && !self.is(at + 1, "as") => {
                // "was soon released", "soon became": in the past.
                let past = self.text(at + 1).ends_with("ed")
                    || matches!(self.text(at + 1), "became" | "began" | "found" | "came" | "got" | "went")
                    || at > 0 && matches!(self.text(at - 1), "was" | "were" | "as" | "too" | "how");
                (!past).then_some((at + 1, Reference::Future))
            }
            ("future", true) if !noun_after(the + 1) => Some((the + 1, Reference::Future)),
            ("short", true) if self.is(the + 1, "term") => Some((the + 2, Reference::Future)),
            ("near" | "distant" | "foreseeable" | "immediate", true)
                if self.is_any(the + 1, &["future", "term"]) =>
            {
                Some((the + 2, Reference::Future))
            }
            ("past", true) if !noun_after(the + 1) && self.amount(the + 1).is_none() => {
                Some((the + 1, Reference::Past))
            }
            ("these", false) if self.lex(at + 1) == (Lex::Unit { unit: Unit::Day, plural: true }) => {
                Some((at + 2, Reference::Present))
            }
            ("recent", _) if matches!(self.lex(the + 1), Lex::Unit { plural: true, .. }) => {
                Some((self.and_unit(the + 2), Reference::Past))
            }
            ("coming" | "future", false) if matches!(self.lex(at + 1), Lex::Unit { plural: true, .. }) => {
                Some((self.and_unit(at + 2), Reference::Future))
            }
            ("past", false) if matches!(self.lex(at + 1), Lex::Unit { unit: Unit::Year, plural: true }) => {
                Some((at + 2, Reference::Past))
            }
            _ => None,
        }
    }
}

/// The best of several answers so far: that which reaches furthest, and of equally long ones the first.
struct Best<T>(Found<T>);

impl<T> Best<T> {
    fn offer<U>(&mut self, found: Found<U>, make: impl FnOnce(U) -> T) {
        if let Some((end, found)) = found
            && self.0.as_ref().is_none_or(|(best, _)| end > *best)
        {
            self.0 = Some((end, make(found)));
        }
    }
}

/// The answer that reaches furthest; of equally long ones, the first.
fn longest<T>(answers: impl IntoIterator<Item = Found<T>>) -> Found<T> {
    answers.into_iter().flatten().reduce(|best, next| if next.0 > best.0 { next } else { best })
}
