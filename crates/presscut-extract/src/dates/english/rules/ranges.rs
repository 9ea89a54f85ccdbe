//! Rules for ranges and lists whose halves share a month or a year: "May 3-5, 2024", "3 to 5 May", "1989-90", "between
//! March and June 2022".
//!
//! Both halves are expressions of their own, as in the annotated corpora. Each takes from the other what it leaves out.

use std::ops::Range;

use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, TimeExpression, YearReference};

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[Rule { starts: &[FirstToken::Number], read: |scanner, at| scanner.read_first_of_day_range(at) }],
    expressions: &[],
};

/// The second half of a range: its tokens and its expression.
type Second = (Range<usize>, TimeExpression);

impl Scanner<'_> {
    /// The second half of a range or list, if `expression`, which ends before `end`, is the first. What the second half
    /// says of the first, such as its year, is written into `expression`.
    pub fn read_second_of_pair(&self, end: usize, expression: &mut TimeExpression) -> Option<Second> {
        match expression {
            TimeExpression::Date(DateExpression::Day { year, month, .. }, None) => {
                if let Some((start, end, given)) = self.read_second_day(end) {
                    if given != YearReference::Context {
                        *year = given;
                    }
                    let (day, _) = self.digits(start)?;
                    return Some((start..end, TimeExpression::Date(DateExpression::DayOfMonth(day), None)));
                }
                self.borrow_year_of_second(end, *month, year);
                None
            }
            TimeExpression::Date(DateExpression::Month { year, month }, _) => {
                self.borrow_year_of_second(end, *month, year);
                None
            }
            TimeExpression::Date(DateExpression::Year(YearReference::Known(first)), None) => {
                let (start, end, year) = self.read_second_year(end, *first)?;
                Some((
                    start..end,
                    TimeExpression::Date(DateExpression::Year(YearReference::Known(year)), None),
                ))
            }
            _ => None,
        }
    }

    /// "3" in "3 to 5 May 2023": a day of the month that follows.
    pub fn read_first_of_day_range(&self, at: usize) -> Match<DateExpression> {
        let (day, 1 | 2) = self.digits(at)? else { return None };
        let free = at == 0 || !self.is_glued(at) || self.is_mark(at - 1, &["(", "“", "\""]);
        let second = self.skip_range_link(at + 1)?;
        match self.read_day_first(second)? {
            (_, DateExpression::Day { year, month, day: last })
                if free && day < last && !self.is_word(second, "the") =>
            {
                Some((at + 1, DateExpression::Day { year, month, day }))
            }
            _ => None,
        }
    }

    /// The token after "-", "to", "and", "or" or "through"; `None` where there is none of them.
    fn skip_range_link(&self, at: usize) -> Option<usize> {
        let link = self.is_joining_hyphen(at) || self.is_any_word(at, &["and", "to", "or", "through"]);
        link.then_some(at + 1)
    }

    /// Gives "March" in "between March and June 2022" the year of June, or the one before if March comes later.
    fn borrow_year_of_second(&self, end: usize, month: u32, year: &mut YearReference) {
        let YearReference::Deictic(_) = *year else { return };
        let second = self.skip_range_link(end).and_then(|second| self.read_month_first(second));
        if let Some((
            _,
            DateExpression::Month { year: YearReference::Known(given), month: second }
            | DateExpression::Day { year: YearReference::Known(given), month: second, .. },
        )) = second
        {
            *year = YearReference::Known(given - i32::from(month > second));
        }
    }

    /// The second day of "May 3-5" and "April 24 and 25"; `at` is the token after the first.
    fn read_second_day(&self, at: usize) -> Option<(usize, usize, YearReference)> {
        let number = self.skip_range_link(at)?;
        let (day, 1 | 2) = self.digits(number)? else { return None };
        let suffix = self.is_glued(number + 1) && self.is_any_word(number + 1, &["st", "nd", "rd", "th"]);
        let end = number + 1 + usize::from(suffix);
        let year = match self.text(end) {
            "," => self.digits(end + 1).filter(|(year, length)| *length == 4 && (1900..2100).contains(year)),
            _ => None,
        };
        let longer =
            self.is_glued(end) && self.is_mark(end, &["/", "-", "–", "."]) && self.digits(end + 1).is_some();
        let clock = self.read_clock(number).is_some() || self.read_month(end).is_some();
        if longer
            || clock
            || !(1..=31).contains(&day)
            || self.is_counted(end)
            || self.is_mark(end, &["%", ":"])
        {
            return None;
        }
        match year {
            Some((year, _)) => Some((number, end + 2, YearReference::Known(year as i32))),
            None => Some((number, end, YearReference::Context)),
        }
    }

    /// The second year of "1989-90" and "2023/24"; `at` is the token after the first.
    fn read_second_year(&self, at: usize, first: i32) -> Option<(usize, usize, i32)> {
        let slash = self.text(at) == "/" && self.is_glued(at) && self.is_glued(at + 1);
        let (year, 2) = self.digits(at + 1).filter(|_| slash || self.is_joining_hyphen(at))? else {
            return None;
        };
        let year = first - first.rem_euclid(100) + year as i32;
        (year > first && !self.is_joining_hyphen(at + 2) && self.text(at + 2) != "/").then_some((
            at + 1,
            at + 2,
            year,
        ))
    }
}
