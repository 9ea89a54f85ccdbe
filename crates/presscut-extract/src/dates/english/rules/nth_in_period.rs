//! Rules for days and weeks that are counted inside a month or a year: "the first Monday in September", "the last day of
//! 2012", "the second week of April".
//!
//! The n-th week of a month is the ISO week that has most of its days among the month's n-th seven.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, Deixis, PositionInMonth, YearReference};
use crate::dates::holiday::Holiday;
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[Rule {
        starts: &[FirstToken::Number, FirstToken::Ordinal, FirstToken::Word],
        read: |scanner, at| scanner.read_nth_in_period(at),
    }],
    expressions: &[],
};

/// Any year whose February has 28 days.
const NON_LEAP_YEAR: i32 = 2023;

/// Which of several: the n-th, from 1, or the last.
#[derive(Clone, Copy)]
enum PositionInPeriod {
    Nth(u32),
    Last,
}

impl Scanner<'_> {
    /// "the first Monday in September", "the last day of March", "the first day of the year", "the first week of April 2024".
    pub fn read_nth_in_period(&self, at: usize) -> Match<DateExpression> {
        let start = self.skip_any(at, &["the"]);
        let (noun, position) = match self.word(start) {
            "last" | "final" => (start + 1, PositionInPeriod::Last),
            _ if !matches!(
                self.meaning(start),
                Meaning::Ordinal(_) | Meaning::Digits { .. } | Meaning::Cardinal(_)
            ) =>
            {
                return None;
            }
            _ => self.read_ordinal(start).map(|(noun, number)| (noun, PositionInPeriod::Nth(number)))?,
        };
        if let Some(found) = self.read_day_of_relative_month(at, noun, position) {
            return Some(found);
        }
        let whole = match self.meaning(noun) {
            Meaning::Weekday { .. } if self.is_any_word(noun + 1, &["of", "in"]) => noun + 2,
            Meaning::Unit { unit: Unit::Day | Unit::Week, plural: false } if self.is_word(noun + 1, "of") => {
                noun + 2
            }
            _ => return None,
        };
        if let Some((end, DateExpression::Month { year, month })) = self.read_month_first(whole) {
            return Some((end, self.nth_in_month(noun, position, year, month)?));
        }
        let this_year = || Some((self.read_of_the_year(noun + 1)?.0, YearReference::Deictic(Deixis::This)));
        let (end, year) = self
            .read_plain_year(whole)
            .map(|(end, year)| (end, YearReference::Known(year)))
            .or_else(this_year)?;
        match (self.is_unit(noun, Unit::Day), position) {
            (true, PositionInPeriod::Nth(1)) => Some((end, DateExpression::Day { year, month: 1, day: 1 })),
            (true, PositionInPeriod::Last) => Some((end, DateExpression::Day { year, month: 12, day: 31 })),
            _ => None,
        }
    }

    /// "the 3rd of last month", "the first Monday of next month", "the last day of the month", "the first week of that
    /// month". `noun` is the token after the ordinal.
    fn read_day_of_relative_month(
        &self,
        at: usize,
        noun: usize,
        position: PositionInPeriod,
    ) -> Match<DateExpression> {
        let (of, position) = match (self.meaning(noun), position) {
            (Meaning::Weekday { day, .. }, PositionInPeriod::Nth(number @ 1..=5)) => {
                (noun + 1, PositionInMonth::NthWeekday(day, number))
            }
            (Meaning::Weekday { day, .. }, PositionInPeriod::Last) => {
                (noun + 1, PositionInMonth::LastWeekday(day))
            }
            (Meaning::Unit { unit: Unit::Week, plural: false }, PositionInPeriod::Nth(number @ 1..=4)) => {
                (noun + 1, PositionInMonth::NthWeek(number))
            }
            (Meaning::Unit { unit: Unit::Week, plural: false }, PositionInPeriod::Last) => {
                (noun + 1, PositionInMonth::LastWeek)
            }
            (Meaning::Unit { unit: Unit::Day, plural: false }, PositionInPeriod::Nth(day @ 1..=31)) => {
                (noun + 1, PositionInMonth::Day(day))
            }
            (Meaning::Unit { unit: Unit::Day, plural: false }, PositionInPeriod::Last) => {
                (noun + 1, PositionInMonth::LastDay)
            }
            (_, PositionInPeriod::Nth(day @ 1..=31)) if self.is_word(at, "the") => {
                (noun, PositionInMonth::Day(day))
            }
            _ => return None,
        };
        let (end, month) =
            self.read_relative_month_unit(of + 1).filter(|_| self.is_any_word(of, &["of", "in"]))?;
        Some((end, DateExpression::InMonth { position, month: Box::new(month) }))
    }

    /// "last month", "the following month", "that month", "the month".
    fn read_relative_month_unit(&self, at: usize) -> Match<DateExpression> {
        let named = self.read_relative_unit(at).or_else(|| self.read_same_unit(at));
        let the_month =
            self.is_word(at, "the") && self.is_unit(at + 1, Unit::Month) && !self.is_word(at + 2, "of");
        named
            .filter(|(_, month)| matches!(month, DateExpression::Offset { unit: Unit::Month, .. }))
            .or(the_month.then_some((at + 2, DateExpression::DiscourseMonth)))
    }

    fn nth_in_month(
        &self,
        noun: usize,
        position: PositionInPeriod,
        year: YearReference,
        month: u32,
    ) -> Option<DateExpression> {
        let days = days_in_month(year, month)?;
        match (self.meaning(noun), position) {
            (Meaning::Weekday { day, .. }, position) => {
                let weekday = Weekday::try_from((day - 1) as u8).ok()?;
                let holiday = match position {
                    PositionInPeriod::Nth(number @ 1..=5) => {
                        Holiday::NthWeekday(month, weekday, number as u8)
                    }
                    PositionInPeriod::Last => Holiday::LastWeekday(month, weekday),
                    PositionInPeriod::Nth(_) => return None,
                };
                Some(DateExpression::Holiday { holiday, year })
            }
            (Meaning::Unit { unit: Unit::Week, .. }, PositionInPeriod::Nth(number @ 1..=4)) => {
                Some(DateExpression::WeekOf { year, month, day: 7 * number - 3, weekend: false })
            }
            (Meaning::Unit { unit: Unit::Week, .. }, PositionInPeriod::Last) => {
                Some(DateExpression::WeekOf { year, month, day: days - 3, weekend: false })
            }
            (Meaning::Unit { unit: Unit::Day, .. }, PositionInPeriod::Nth(day)) if day <= days => {
                Some(DateExpression::Day { year, month, day })
            }
            (Meaning::Unit { unit: Unit::Day, .. }, PositionInPeriod::Last) => {
                Some(DateExpression::Day { year, month, day: days })
            }
            _ => None,
        }
    }
}

/// How many days a month has. A February of an unknown year has 28.
fn days_in_month(year: YearReference, month: u32) -> Option<u32> {
    let year = if let YearReference::Known(year) = year { year } else { NON_LEAP_YEAR };
    Some(NaiveDate::from_ymd_opt(year, month, 1)?.num_days_in_month().into())
}
