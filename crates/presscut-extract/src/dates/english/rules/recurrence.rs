//! Rules for what recurs: "every Monday", "daily", "twice a week", "$5 a year".

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::durations::WORDS_BEFORE_UNIT;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{
    Amount, DateExpression, Quantifier, Recurrence, Recurring, TimeExpression, YearReference,
};
use crate::dates::units::{DayPart, Unit};

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[],
    expressions: &[Rule {
        starts: FirstToken::ALL,
        read: |scanner, at| {
            let (end, recurrence) = scanner.read_recurrence(at)?;
            Some((end, TimeExpression::Set(recurrence)))
        },
    }],
};

impl Scanner<'_> {
    /// "daily", "every day", "each Monday", "every two weeks", "once a week", "$5 a year", "Mondays".
    pub fn read_recurrence(&self, at: usize) -> Match<Recurrence> {
        if let Some(found) = self.read_yearly_date(at) {
            return Some(found);
        }
        let plain = |(end, recurring): (usize, Recurring)| {
            (end, Recurrence { recurring, quantifier: None, frequency: None })
        };
        if let Meaning::Frequency(unit) = self.meaning(at) {
            let every = (at + 1, Recurring::Period(Amount::Whole(1), unit));
            // "the Communist Party daily Granma" is a newspaper.
            let paper = at > 0
                && (self.is_capital(at - 1) || matches!(self.text(at - 1), "the" | "a"))
                && !self.is_noun_like(at + 1);
            let name = self.is_capital(at) && !self.opens_sentence(at);
            return (!name && !paper).then(|| plain(every));
        }
        let quantified = |quantifier: Quantifier| {
            let (end, recurring) = self.read_recurring(at + 1)?;
            Some((end, Recurrence { recurring, quantifier: Some(quantifier), frequency: None }))
        };
        match self.word(at) {
            "each" => quantified(Quantifier::Each),
            "every" => quantified(Quantifier::Every),
            "weekdays" => Some(plain((at + 1, Recurring::WorkingDays))),
            "nightly" if self.is_lower(at) => Some(plain((at + 1, Recurring::DayPart(DayPart::Night)))),
            "a" | "an" | "per" if self.follows_rate(at) => self.read_rate_unit(at).map(plain),
            _ => self.read_frequency(at).or_else(|| self.read_plural_recurrence(at).map(plain)),
        }
    }

    /// The unit of a rate: "a week", "per day".
    fn read_rate_unit(&self, at: usize) -> Match<Recurring> {
        match self.meaning(at + 1) {
            Meaning::Unit { unit, plural: false }
                if unit != Unit::Quarter && unit != Unit::Second && !self.is_joining_hyphen(at + 2) =>
            {
                Some((at + 2, Recurring::Period(Amount::Whole(1), unit)))
            }
            _ => None,
        }
    }

    /// "once a week", "twice a month", "three times per day".
    fn read_frequency(&self, at: usize) -> Match<Recurrence> {
        let (end, times) = match self.word(at) {
            "once" => (at + 1, 1),
            "twice" => (at + 1, 2),
            _ => match self.read_number(at)? {
                (end, Amount::Whole(times)) if self.is_word(end, "times") => (end + 1, times),
                _ => return None,
            },
        };
        if !self.is_any_word(end, &["a", "an", "per"]) {
            return None;
        }
        let (end, recurring) = self.read_rate_unit(end)?;
        Some((end, Recurrence { recurring, quantifier: None, frequency: Some(times) }))
    }

    /// What follows "each" or "every": "day", "other week", "two weeks", "Monday", "October".
    fn read_recurring(&self, at: usize) -> Match<Recurring> {
        if self.is_word(at, "of") {
            return None;
        }
        if let Some((end, day)) = self.read_weekday(at) {
            return Some((end, Recurring::Weekday(day)));
        }
        if let Some(found) = self.read_recurring_calendar_name(at) {
            return Some(found);
        }
        if let Some((end, holiday)) = self.read_holiday_name(at) {
            return Some((end, Recurring::Holiday(holiday)));
        }
        if let Meaning::Season(season) = self.meaning(at) {
            return Some((at + 1, Recurring::Season(season)));
        }
        if let Meaning::DayPart(part) = self.meaning(at) {
            return Some((at + 1, Recurring::DayPart(part)));
        }
        let (noun, amount) = match self.word(at) {
            "other" => (at + 1, Amount::Whole(2)),
            "few" | "couple" => (at + 1, Amount::Unspecified),
            _ => self.read_amount(at).unwrap_or((at, Amount::Whole(1))),
        };
        let noun = self.skip_any(noun, WORDS_BEFORE_UNIT);
        match self.meaning(noun) {
            Meaning::Unit { unit, .. } => Some((noun + 1, Recurring::Period(amount, unit))),
            _ => None,
        }
    }

    /// "October", "2 April", "October 3": without a year.
    fn read_recurring_calendar_name(&self, at: usize) -> Match<Recurring> {
        let (end, date) = self.read_month_first(at).or_else(|| self.read_day_first(at))?;
        let recurring = match date {
            DateExpression::Month { year: YearReference::Deictic(_), month } => Recurring::Month(month),
            DateExpression::Day { year: YearReference::Deictic(_), month, day } => {
                Recurring::Day { month, day }
            }
            _ => return None,
        };
        Some((end, recurring))
    }

    /// "on March 8 each year", "in May every year", "every year on March 8".
    fn read_yearly_date(&self, at: usize) -> Match<Recurrence> {
        let each = |at: usize| {
            let quantifier = match self.word(at) {
                "each" => Quantifier::Each,
                "every" => Quantifier::Every,
                _ => return None,
            };
            self.is_unit(at + 1, Unit::Year).then_some((at + 2, quantifier))
        };
        let (end, recurring, quantifier) = match each(at) {
            Some((end, quantifier)) => {
                let (end, recurring) =
                    self.read_recurring_calendar_name(self.skip_any(end, &["on", "in"]))?;
                (end, recurring, quantifier)
            }
            None => {
                let (end, recurring) = self.read_recurring_calendar_name(at)?;
                let (end, quantifier) = each(self.skip_any(end, &["of"]))?;
                (end, recurring, quantifier)
            }
        };
        Some((end, Recurrence { recurring, quantifier: Some(quantifier), frequency: None }))
    }

    /// "Mondays", "Tuesday nights", "weekends".
    fn read_plural_recurrence(&self, at: usize) -> Match<Recurring> {
        match self.meaning(at) {
            Meaning::Weekdays(day) if self.is_capital(at) => Some((at + 1, Recurring::Weekday(day))),
            // "Monday" of "Monday and Tuesday nights".
            Meaning::Weekday { day, certain: true } if self.is_any_word(at + 1, &["and", "or"]) => {
                match (self.read_plural_recurrence(at + 2), self.meaning(at + 2)) {
                    (Some((_, Recurring::WeekdayPart(_, part))), Meaning::Weekday { .. }) => {
                        Some((at + 1, Recurring::WeekdayPart(day, part)))
                    }
                    _ => None,
                }
            }
            Meaning::Weekday { day, certain: true } => match self.meaning(at + 1) {
                Meaning::DayPart(part) if self.text(at + 1).ends_with('s') && self.is_lower(at + 1) => {
                    Some((at + 2, Recurring::WeekdayPart(day, part)))
                }
                _ => None,
            },
            Meaning::Unit { unit: Unit::Weekend, plural: true } => Some((at + 1, Recurring::Weekends)),
            _ => None,
        }
    }

    /// Whether "a" at `at` means "in each": a figure, "once", "twice" or "times" precedes it.
    fn follows_rate(&self, at: usize) -> bool {
        if self.is_word(at, "per") || self.is_any_word(at.wrapping_sub(1), &["once", "twice", "times"]) {
            return true;
        }
        // "$5 a year", "50 cents a day", "2 million tons a year".
        let money = |token: usize| self.is_mark(token, &["$", "£", "€", "¥"]);
        let figure =
            |token: usize| matches!(self.meaning(token), Meaning::Digits { .. } | Meaning::Figure(_));
        // "12 hours a day", "six days a week".
        if at > 1 && matches!(self.meaning(at - 1), Meaning::Unit { plural: true, .. }) {
            return figure(at - 2) || matches!(self.meaning(at - 2), Meaning::Cardinal(_));
        }
        let noun =
            at.checked_sub(2).is_some_and(|token| figure(token) || self.text(token).ends_with("illion"));
        at > 1
            && ((figure(at - 1) && money(at - 2))
                || (self.text(at - 1).ends_with("illion") && figure(at - 2))
                || matches!(self.text(at - 1), "percent" | "%")
                || (self.is_word(at - 2, "of")
                    && self.text(at - 1).ends_with('s')
                    && self.text(at.saturating_sub(3)).ends_with("ions"))
                || (noun && (self.text(at - 1).ends_with('s') || self.text(at - 1) == "people")))
    }
}
