//! Rules for ranges and lists whose halves share a month or a year: "May 3-5, 2024", "3 to 5 May", "1989-90", "between
//! March and June 2022".
//!
//! Both halves are expressions of their own, as in the annotated corpora. Each takes from the other what it leaves out.

use std::ops::Range;

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::expression::{DateExpression, TimeExpression, YearReference};

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[
        Rule {
            starts: &[FirstToken::Weekday, FirstToken::Number, FirstToken::Word],
            read: |scanner, at| scanner.read_first_of_day_range(at),
        },
        Rule { starts: &[FirstToken::Weekday], read: |scanner, at| scanner.read_weekday_of_dated_range(at) },
    ],
    expressions: &[],
};

/// Nobody lists more days than this before their month.
const MAX_DAYS_IN_LIST: usize = 8;

/// The second half of a range: its tokens and its expression.
type Second = (Range<usize>, TimeExpression);

impl Scanner<'_> {
    /// The second half of a range or list, if `expression`, which ends before `end`, is the first. What the second half
    /// says of the first, such as its year, is written into `expression`.
    pub fn read_second_of_pair(&self, end: usize, expression: &mut TimeExpression) -> Option<Second> {
        match expression {
            TimeExpression::Date(DateExpression::Day { year, month, day: first }, None) => {
                if let Some((tokens, day, given)) = self.read_next_day(end, *first) {
                    *year = given.unwrap_or(*year);
                    let next = DateExpression::Day { year: *year, month: *month, day };
                    return Some((tokens, TimeExpression::Date(next, None)));
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

    /// "3" in "3 to 5 May 2023", "the 5th" in "the 5th and 6th of June", "5" in "5, 6 and 7 June", "Friday 5" in "Friday 5
    /// to Sunday 7 July": a day of the month that follows.
    pub fn read_first_of_day_range(&self, at: usize) -> Match<DateExpression> {
        let begins = match self.meaning(at) {
            Meaning::Digits { length: 1 | 2, .. } | Meaning::Weekday { .. } => true,
            Meaning::Word(word) => word == "the" && self.digits(at + 1).is_some(),
            _ => false,
        };
        if !begins {
            return None;
        }
        let free = at == 0 || !self.is_glued(at) || self.is_mark(at - 1, &["(", "“", "\""]);
        let (end, day) = self.read_day_of_list(at).filter(|_| free)?;
        let (_, month) = self.read_rest_of_day_list(end, day, MAX_DAYS_IN_LIST)?;
        match month {
            DateExpression::Day { year, month, .. } => Some((end, DateExpression::Day { year, month, day })),
            _ => None,
        }
    }

    /// A day of a list without its month: "5", "5th", "the 5th", "Friday 5".
    fn read_day_of_list(&self, at: usize) -> Match<u32> {
        let start = self.read_weekday(at).map_or(at, |(end, _)| end);
        let number = self.skip_any(start, &["the"]);
        let (end, day) = match self.read_ordinal(number) {
            Some(found) if self.digits(number).is_some() => found,
            _ => match self.digits(number)? {
                (day, 1 | 2) => (number + 1, day),
                _ => return None,
            },
        };
        (1..=31).contains(&day).then_some((end, day))
    }

    /// The rest of a list of days, up to the month: "to 5 May 2023", ", 6 and 7 June". Gives its last day.
    fn read_rest_of_day_list(&self, at: usize, day: u32, most: usize) -> Match<DateExpression> {
        let comma = self.text(at) == ",";
        let next = if comma || self.is_slash(at) { at + 1 } else { self.skip_range_link(at)? };
        let dated = self.read_weekday_and_date(next).or_else(|| self.read_day_first(next)).filter(|_| !comma);
        if let Some((end, DateExpression::Day { year, month, day: last })) = dated {
            let days = self.read_day_of_list(next).is_some();
            return (days && day < last).then_some((end, DateExpression::Day { year, month, day: last }));
        }
        let (end, second) = self.read_day_of_list(next).filter(|(_, second)| day < *second)?;
        self.read_rest_of_day_list(end, second, most.checked_sub(1)?)
    }

    /// The token after "-6 July" in "5-6 July".
    pub fn read_rest_of_range(&self, at: usize) -> Option<usize> {
        self.read_rest_of_day_list(at, 0, MAX_DAYS_IN_LIST).map(|(end, _)| end)
    }

    /// Whether what stands between two dates joins them: "and" in "on March 4 and April 5", the comma in "5, 6 and 7 June".
    pub fn joins_dates(&self, between: Range<usize>) -> bool {
        let listed = self.text(between.start) == "," && self.digits(between.end).is_some();
        match between.len() {
            1 => listed || self.is_slash(between.start) || self.skip_range_link(between.start).is_some(),
            2 => self.text(between.start) == "," && self.skip_range_link(between.start + 1).is_some(),
            _ => false,
        }
    }

    fn is_slash(&self, at: usize) -> bool {
        self.text(at) == "/" && self.is_glued(at) && self.is_glued(at + 1)
    }

    /// "Friday" and "Sunday" of "Friday to Sunday, July 5-7": each is the day that the range gives it.
    pub fn read_weekday_of_dated_range(&self, at: usize) -> Match<DateExpression> {
        let (end, _) = self.read_weekday(at)?;
        if let Some((first, _)) = self.read_days_of_weekdays(at) {
            return Some((end, first));
        }
        let before = (2..=3).filter_map(|back| at.checked_sub(back)).find(|before| {
            let follows = self.read_weekday(*before).and_then(|(end, _)| self.skip_range_link(end));
            follows == Some(at)
        })?;
        self.read_days_of_weekdays(before).map(|(_, last)| (end, last))
    }

    /// The first and the last day of "Friday to Sunday, July 5-7", "Saturday and Sunday, 5-6 July".
    fn read_days_of_weekdays(&self, at: usize) -> Option<(DateExpression, DateExpression)> {
        let (end, _) = self.read_weekday(at)?;
        let (end, _) = self.read_weekday(self.skip_range_link(end)?)?;
        let range = end + usize::from(self.text(end) == ",");
        if let Some((end, first)) = self.read_first_of_day_range(range) {
            let DateExpression::Day { day, .. } = first else { return None };
            let (_, last) = self.read_rest_of_day_list(end, day, MAX_DAYS_IN_LIST)?;
            return Some((first, last));
        }
        let DateExpression::Day { year, month, day } = self.read_month_first(range)?.1 else { return None };
        let after = self.read_month(range)?.0 + 1;
        let (_, last, given) = self.read_next_day(after, day)?;
        let year = given.unwrap_or(year);
        Some((DateExpression::Day { year, month, day }, DateExpression::Day { year, month, day: last }))
    }

    /// The token after what joins the two halves of a pair: a slash, or the link of a range.
    pub fn skip_pair_link(&self, at: usize) -> Option<usize> {
        if self.is_slash(at) { Some(at + 1) } else { self.skip_range_link(at) }
    }

    /// The token after "-", "to", "and", "or" or "through"; `None` where there is none of them.
    fn skip_range_link(&self, at: usize) -> Option<usize> {
        let link = self.is_joining_hyphen(at)
            || self.is_any_word(at, &["and", "to", "or", "through", "until"])
            || self.text(at) == "&";
        link.then_some(at + 1)
    }

    /// Gives "March" in "between March and June 2022" the year of June, or the one before if March comes later.
    fn borrow_year_of_second(&self, end: usize, month: u32, year: &mut YearReference) {
        let YearReference::Deictic(_) = *year else { return };
        let second = self.skip_range_link(end).and_then(|second| {
            self.read_month_first(second)
                .or_else(|| self.read_weekday_and_date(second))
                .or_else(|| self.read_day_first(second))
        });
        if let Some((
            _,
            DateExpression::Month { year: YearReference::Known(given), month: second }
            | DateExpression::Day { year: YearReference::Known(given), month: second, .. },
        )) = second
        {
            *year = YearReference::Known(given - i32::from(month > second));
        }
    }

    /// The next day of "May 3-5", "April 24 and 25" and "July 5, 6 and 7": its tokens, the day, and the year that the list
    /// ends with. `at` is the token after the day before it.
    fn read_next_day(&self, at: usize, before: u32) -> Option<(Range<usize>, u32, Option<YearReference>)> {
        let comma = self.text(at) == ",";
        let number = if comma { at + 1 } else { self.skip_range_link(at)? };
        let (day, 1 | 2) = self.digits(number)? else { return None };
        let suffix = self.is_glued(number + 1) && self.is_any_word(number + 1, &["st", "nd", "rd", "th"]);
        let end = number + 1 + usize::from(suffix);
        let rest = self.read_next_day(end, day);
        if let Some((_, _, year)) = rest {
            return (before < day).then_some((number..end, day, year));
        }
        let year = match self.text(end) {
            "," => self.digits(end + 1).filter(|(year, length)| *length == 4 && (1900..2100).contains(year)),
            _ => None,
        };
        // "July 5, 6 and 7" and "July 5, 6, 2024" are lists, "July 5, 6 people" is none.
        if comma && (year.is_none() || day <= before) {
            return None;
        }
        let longer =
            self.is_glued(end) && self.is_mark(end, &["/", "-", "–", "."]) && self.digits(end + 1).is_some();
        let of = self.skip_any(end, &["of"]);
        let clock = self.read_clock(number).is_some() || self.read_month(of).is_some();
        if longer
            || clock
            || !(1..=31).contains(&day)
            || self.is_counted(end)
            || self.is_mark(end, &["%", ":"])
        {
            return None;
        }
        match year {
            Some((year, _)) => Some((number..end + 2, day, Some(YearReference::Known(year as i32)))),
            None => Some((number..end, day, None)),
        }
    }

    /// The second year of "1989-90", "2023/24" and "2025/2026"; `at` is the token after the first.
    fn read_second_year(&self, at: usize, first: i32) -> Option<(usize, usize, i32)> {
        let slash = self.text(at) == "/" && self.is_glued(at) && self.is_glued(at + 1);
        let year = match self.digits(at + 1).filter(|_| slash || self.is_joining_hyphen(at))? {
            (year, 2) => first - first.rem_euclid(100) + year as i32,
            (year, 4) if slash && (1000..=2999).contains(&year) => year as i32,
            _ => return None,
        };
        (year > first && !self.is_joining_hyphen(at + 2) && self.text(at + 2) != "/").then_some((
            at + 1,
            at + 2,
            year,
        ))
    }
}
