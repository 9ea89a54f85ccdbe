//! Rules for days and weeks that are counted inside of a month or a year: "the first Monday in September", "the last day of
//! 2012", "the second week of April".
//!
//! The n-th week of a month is the ISO week that has most of its days among the month's n-th seven.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::dates::english::lexicon::{Lex, Unit};
use crate::dates::english::rules::holidays::Holiday;
use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Calendar, Which, Year};

/// Which of several: from the front, or the last of them.
#[derive(Clone, Copy)]
enum Place {
    Nth(u32),
    Last,
}

impl Scanner<'_, '_> {
    /// "the first Monday in September", "the last day of March", "the first day of the year", "the first week of April 2024".
    pub fn counted(&self, at: usize) -> Found<Calendar> {
        let start = self.after(at, &["the"]);
        let (noun, place) = match self.word(start) {
            "last" | "final" => (start + 1, Place::Last),
            _ if !matches!(self.lex(start), Lex::Ordinal(_) | Lex::Digits { .. } | Lex::Cardinal(_)) => {
                return None;
            }
            _ => self.ordinal(start).map(|(noun, number)| (noun, Place::Nth(number)))?,
        };
        let whole = match self.lex(noun) {
            Lex::Weekday { .. } if self.is_any(noun + 1, &["of", "in"]) => noun + 2,
            Lex::Unit { unit: Unit::Day | Unit::Week, plural: false } if self.is(noun + 1, "of") => noun + 2,
            _ => return None,
        };
        if let Some((end, Calendar::Month { year, month })) = self.month_first(whole) {
            return Some((end, self.in_month(noun, place, year, month)?));
        }
        let this_year = || Some((self.of_the_year(noun + 1)?.0, Year::Which(Which::This)));
        let (end, year) =
            self.plain_year(whole).map(|(end, year)| (end, Year::Known(year))).or_else(this_year)?;
        match (self.is_unit(noun, Unit::Day), place) {
            (true, Place::Nth(1)) => Some((end, Calendar::Day { year, month: 1, day: 1 })),
            (true, Place::Last) => Some((end, Calendar::Day { year, month: 12, day: 31 })),
            _ => None,
        }
    }

    fn in_month(&self, noun: usize, place: Place, year: Year, month: u32) -> Option<Calendar> {
        let days = days_in(year, month)?;
        match (self.lex(noun), place) {
            (Lex::Weekday { day, .. }, place) => {
                let weekday = Weekday::try_from((day - 1) as u8).ok()?;
                let holiday = match place {
                    Place::Nth(number @ 1..=5) => Holiday::Nth(month, weekday, number as u8),
                    Place::Last => Holiday::Last(month, weekday),
                    Place::Nth(_) => return None,
                };
                Some(Calendar::Holiday { holiday, year })
            }
            (Lex::Unit { unit: Unit::Week, .. }, Place::Nth(number @ 1..=4)) => {
                Some(Calendar::WeekOf { year, month, day: 7 * number - 3, weekend: false })
            }
            (Lex::Unit { unit: Unit::Week, .. }, Place::Last) => {
                Some(Calendar::WeekOf { year, month, day: days - 3, weekend: false })
            }
            (Lex::Unit { unit: Unit::Day, .. }, Place::Nth(day)) if day <= days => {
                Some(Calendar::Day { year, month, day })
            }
            (Lex::Unit { unit: Unit::Day, .. }, Place::Last) => {
                Some(Calendar::Day { year, month, day: days })
            }
            _ => None,
        }
    }
}

/// How many days a month has; a February whose year is not told has 28.
fn days_in(year: Year, month: u32) -> Option<u32> {
    let year = if let Year::Known(year) = year { year } else { 2023 };
    Some(NaiveDate::from_ymd_opt(year, month, 1)?.num_days_in_month().into())
}
