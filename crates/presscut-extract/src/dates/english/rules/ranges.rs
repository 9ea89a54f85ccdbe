//! Rules for ranges and lists whose halves share a month or a year: "May 3-5, 2024", "3 to 5 May", "1989-90", "between
//! March and June 2022".
//!
//! Both halves are expressions of their own, as the annotated corpora have it; the one that says less takes what it
//! lacks from the other.

use std::ops::Range;

use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Calendar, Expression, Year};

/// The second half: its tokens, and what it says.
type Second = (Range<usize>, Expression);

impl Scanner<'_, '_> {
    /// The second half of a pair, if `expression`, which ends before `end`, is a first one. What the second tells of the
    /// first is put into `expression`.
    pub fn second_of_pair(&self, end: usize, expression: &mut Expression) -> Option<Second> {
        match expression {
            Expression::Calendar(Calendar::Day { year, month, .. }, None) => {
                if let Some((start, end, told)) = self.second_day(end) {
                    if told != Year::Context {
                        *year = told;
                    }
                    let (day, _) = self.digits(start)?;
                    return Some((start..end, Expression::Calendar(Calendar::DayOfMonth(day), None)));
                }
                self.borrow_year(end, *month, year);
                None
            }
            Expression::Calendar(Calendar::Month { year, month }, _) => {
                self.borrow_year(end, *month, year);
                None
            }
            Expression::Calendar(Calendar::Year(Year::Known(first)), None) => {
                let (start, end, year) = self.second_year(end, *first)?;
                Some((start..end, Expression::Calendar(Calendar::Year(Year::Known(year)), None)))
            }
            _ => None,
        }
    }

    /// "3" of "3 to 5 May 2023": the day of the month that follows.
    pub fn first_day(&self, at: usize) -> Found<Calendar> {
        let (day, 1 | 2) = self.digits(at)? else { return None };
        let free = at == 0 || !self.glued(at) || self.is_mark(at - 1, &["(", "“", "\""]);
        let second = self.link(at + 1)?;
        match self.day_first(second)? {
            (_, Calendar::Day { year, month, day: last })
                if free && day < last && !self.is(second, "the") =>
            {
                Some((at + 1, Calendar::Day { year, month, day }))
            }
            _ => None,
        }
    }

    /// The token after "-", "to", "and", "or", "through".
    fn link(&self, at: usize) -> Option<usize> {
        let link = self.joined(at) || self.is_any(at, &["and", "to", "or", "through"]);
        link.then_some(at + 1)
    }

    /// The year of "March" in "between March and June 2022" is that of June, or the one before it.
    fn borrow_year(&self, end: usize, month: u32, year: &mut Year) {
        let Year::Which(_) = *year else { return };
        let second = self.link(end).and_then(|second| self.month_first(second));
        if let Some((
            _,
            Calendar::Month { year: Year::Known(told), month: second }
            | Calendar::Day { year: Year::Known(told), month: second, .. },
        )) = second
        {
            *year = Year::Known(told - i32::from(month > second));
        }
    }

    /// The second day of "May 3-5" and "April 24 and 25"; `at` is the token after the first.
    fn second_day(&self, at: usize) -> Option<(usize, usize, Year)> {
        let number = self.link(at)?;
        let (day, 1 | 2) = self.digits(number)? else { return None };
        let suffix = self.glued(number + 1) && self.is_any(number + 1, &["st", "nd", "rd", "th"]);
        let end = number + 1 + usize::from(suffix);
        let year = match self.text(end) {
            "," => self.digits(end + 1).filter(|(year, length)| *length == 4 && (1900..2100).contains(year)),
            _ => None,
        };
        let longer =
            self.glued(end) && self.is_mark(end, &["/", "-", "–", "."]) && self.digits(end + 1).is_some();
        let clock = self.clock(number).is_some() || self.month(end).is_some();
        if longer || clock || !(1..=31).contains(&day) || self.counts(end) || self.is_mark(end, &["%", ":"]) {
            return None;
        }
        match year {
            Some((year, _)) => Some((number, end + 2, Year::Known(year as i32))),
            None => Some((number, end, Year::Context)),
        }
    }

    /// The second year of "1989-90" and "2023/24"; `at` is the token after the first.
    fn second_year(&self, at: usize, first: i32) -> Option<(usize, usize, i32)> {
        let slash = self.text(at) == "/" && self.glued(at) && self.glued(at + 1);
        let (year, 2) = self.digits(at + 1).filter(|_| slash || self.joined(at))? else { return None };
        let year = first - first.rem_euclid(100) + year as i32;
        (year > first && !self.joined(at + 2) && self.text(at + 2) != "/").then_some((at + 1, at + 2, year))
    }
}
