//! Rules for what recurs: "every Monday", "daily", "twice a week", "$5 a year".

use crate::dates::english::lexicon::{Lex, Unit};
use crate::dates::english::rules::durations::{BETWEEN, period};
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Amount, Recurrence};

impl Scanner<'_, '_> {
    /// "daily", "every day", "each Monday", "every two weeks", "once a week", "$5 a year", "Mondays".
    pub fn recurrence(&self, at: usize) -> Found<Recurrence> {
        let plain =
            |(end, value): (usize, String)| (end, Recurrence { value, quantifier: None, times: None });
        if let Lex::Frequency(unit) = self.lex(at) {
            let value = (at + 1, period(Amount::Whole(1), unit));
            // "the Communist Party daily Granma" is a paper.
            let paper = at > 0
                && (self.is_capital(at - 1) || matches!(self.text(at - 1), "the" | "a"))
                && !self.is_noun_like(at + 1);
            let name = self.is_capital(at) && !self.opens_sentence(at);
            return (!name && !paper).then(|| plain(value));
        }
        let quantified = |quantifier: &'static str| {
            let (end, value) = self.every(at + 1)?;
            Some((end, Recurrence { value, quantifier: Some(quantifier), times: None }))
        };
        match self.word(at) {
            "each" => quantified("EACH"),
            "every" => quantified("EVERY"),
            "weekdays" => Some(plain((at + 1, "XXXX-WXX-WD".to_string()))),
            "nightly" if self.is_lower(at) => Some(plain((at + 1, "XXXX-XX-XXTNI".to_string()))),
            "a" | "an" | "per" if self.follows_rate(at) => self.in_each(at).map(plain),
            _ => self.so_often(at).or_else(|| self.again_and_again(at).map(plain)),
        }
    }

    /// "a week", "per day": each of them.
    fn in_each(&self, at: usize) -> Found<String> {
        match self.lex(at + 1) {
            Lex::Unit { unit, plural: false }
                if unit != Unit::Quarter && unit != Unit::Second && !self.joined(at + 2) =>
            {
                Some((at + 2, period(Amount::Whole(1), unit)))
            }
            _ => None,
        }
    }

    /// "once a week", "twice a month", "three times per day".
    fn so_often(&self, at: usize) -> Found<Recurrence> {
        let (end, times) = match self.word(at) {
            "once" => (at + 1, 1),
            "twice" => (at + 1, 2),
            _ => match self.number(at)? {
                (end, Amount::Whole(times)) if self.is(end, "times") => (end + 1, times),
                _ => return None,
            },
        };
        if !self.is_any(end, &["a", "an", "per"]) {
            return None;
        }
        let (end, value) = self.in_each(end)?;
        Some((end, Recurrence { value, quantifier: None, times: Some(times) }))
    }

    /// "each", "every" have been read: "day", "other week", "two weeks", "Monday", "October".
    fn every(&self, at: usize) -> Found<String> {
        if self.is(at, "of") {
            return None;
        }
        if let Some((end, day)) = self.weekday(at) {
            return Some((end, format!("XXXX-WXX-{day}")));
        }
        if let Some((end, month)) = self.month(at) {
            return Some((end, format!("XXXX-{month:02}")));
        }
        if let Some((end, holiday)) = self.holiday_name(at) {
            return Some((end, holiday.open_value()));
        }
        if let Lex::Season(season) = self.lex(at) {
            return Some((at + 1, format!("XXXX-{}", season.as_str())));
        }
        if let Lex::DayPart(part) = self.lex(at) {
            return Some((at + 1, format!("XXXX-XX-XXT{}", part.as_str())));
        }
        let (noun, amount) = match self.word(at) {
            "other" => (at + 1, Amount::Whole(2)),
            "few" | "couple" => (at + 1, Amount::Some),
            _ => self.amount(at).unwrap_or((at, Amount::Whole(1))),
        };
        let noun = self.after(noun, BETWEEN);
        match self.lex(noun) {
            Lex::Unit { unit, .. } => Some((noun + 1, period(amount, unit))),
            _ => None,
        }
    }

    /// "Mondays", "Tuesday nights", "weekends".
    fn again_and_again(&self, at: usize) -> Found<String> {
        match self.lex(at) {
            Lex::Weekdays(day) if self.is_capital(at) => Some((at + 1, format!("XXXX-WXX-{day}"))),
            Lex::Weekday { day, sure: true } => match self.lex(at + 1) {
                Lex::DayPart(part) if self.text(at + 1).ends_with('s') && self.is_lower(at + 1) => {
                    Some((at + 2, format!("XXXX-WXX-{day}T{}", part.as_str())))
                }
                _ => None,
            },
            Lex::Unit { unit: Unit::Weekend, plural: true } => Some((at + 1, "XXXX-WXX-WE".into())),
            _ => None,
        }
    }

    /// Whether "a" at `at` means "in each": a figure, "once", "twice" or "times" stands before it.
    fn follows_rate(&self, at: usize) -> bool {
        if self.is(at, "per") || self.is_any(at.wrapping_sub(1), &["once", "twice", "times"]) {
            return true;
        }
        // "$5 a year", "50 cents a day", "2 million tons a year".
        let money = |token: usize| self.is_mark(token, &["$", "£", "€", "¥"]);
        let figure = |token: usize| matches!(self.lex(token), Lex::Digits { .. } | Lex::Figure(_));
        // "12 hours a day", "six days a week".
        if at > 1 && matches!(self.lex(at - 1), Lex::Unit { plural: true, .. }) {
            return figure(at - 2) || matches!(self.lex(at - 2), Lex::Cardinal(_));
        }
        let noun =
            at.checked_sub(2).is_some_and(|token| figure(token) || self.text(token).ends_with("illion"));
        at > 1
            && ((figure(at - 1) && money(at - 2))
                || (self.text(at - 1).ends_with("illion") && figure(at - 2))
                || self.is_mark(at - 1, &["percent", "%"])
                || (self.is(at - 2, "of")
                    && self.text(at - 1).ends_with('s')
                    && self.text(at.saturating_sub(3)).ends_with("ions"))
                || (noun && (self.text(at - 1).ends_with('s') || self.text(at - 1) == "people")))
    }
}
