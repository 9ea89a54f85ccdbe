//! Rules for weeks and weekdays that are counted: "a week on Tuesday", "Friday week", "three Fridays ago", "the weekend
//! after next".
//!
//! Each is one day or one week. The surprising case: "a week on Tuesday" is a day only where the words around it do not
//! point to the past, since "was shut for a week on Tuesday" has a length of time and a day.

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::rules::rule::{FirstToken, Rule, RuleSet};
use crate::dates::english::scanner::{Match, Scanner};
use crate::dates::english::tense::tense_around;
use crate::dates::expression::{Amount, Anchor, DateExpression, Deixis, Direction};
use crate::dates::units::Unit;

pub const RULES: RuleSet = RuleSet {
    words: "",
    dates: &[
        Rule {
            starts: &[FirstToken::Number, FirstToken::Word],
            read: |scanner, at| scanner.read_counted_weeks_or_weekdays(at),
        },
        Rule {
            starts: &[FirstToken::Weekday, FirstToken::Word],
            read: |scanner, at| scanner.read_day_and_week(at),
        },
        Rule {
            starts: &[FirstToken::Weekday, FirstToken::Unit, FirstToken::Word],
            read: |scanner, at| scanner.read_one_but_next(at),
        },
    ],
    expressions: &[],
};

/// Nobody counts more weeks from a weekday, or days from a feast, than this.
const MAX_COUNT: u32 = 366;

impl Scanner<'_> {
    /// What an amount of weeks or weekdays counts; the amount is read once, since most amounts count something else.
    fn read_counted_weeks_or_weekdays(&self, at: usize) -> Match<DateExpression> {
        let (noun, Amount::Whole(count @ 1..=MAX_COUNT)) = self.read_amount(at)? else { return None };
        match self.meaning(noun) {
            Meaning::Unit { unit: Unit::Week, .. } => self.read_weeks_from_day(at, noun + 1, count as i32),
            Meaning::Unit { unit: Unit::Fortnight, .. } => {
                self.read_weeks_from_day(at, noun + 1, 2 * count as i32)
            }
            Meaning::Weekdays(day) => self.read_counted_weekdays(noun, day, count),
            Meaning::Weekday { day, certain: true } if count == 1 => {
                self.read_counted_weekdays(noun, day, count)
            }
            Meaning::Unit { unit: unit @ (Unit::Day | Unit::Month), .. } => {
                self.read_units_beside_date(noun, unit, count)
            }
            _ => None,
        }
    }

    /// "a week on Tuesday", "two weeks from Monday", "a fortnight on Saturday", "a week tomorrow", "a week last Friday",
    /// "a week yesterday".
    /// "two weeks before Christmas" as well. `end` is the token after the weeks.
    fn read_weeks_from_day(&self, at: usize, end: usize, weeks: i32) -> Match<DateExpression> {
        if self.is_any_word(end, &["before", "after"]) {
            return self.read_units_beside_date(end - 1, Unit::Week, weeks.unsigned_abs());
        }
        let day_at = self.skip_any(end, &["on", "from"]);
        let (end, day) = self.read_day_counted_from(day_at)?;
        let linked = day_at > 0 && self.is_any_word(day_at - 1, &["on", "from"]);
        let (past, future) = match &day {
            DateExpression::Weekday { deixis: Deixis::Last, .. } => (true, false),
            DateExpression::Weekday { deixis: Deixis::Next, .. } => (false, true),
            DateExpression::Offset { count, .. } => (*count < 0, *count >= 0),
            _ => (false, false),
        };
        // "It was shut for a week on Tuesday" and "it lasted two weeks Tuesday to Monday".
        let length = matches!(self.word_before(at), "within" | "in" | "during" | "of")
            || !linked && self.word_before(at) == "for"
            || past && linked
            || !linked && !past && !future;
        if length || linked && self.lies_in_the_past(at..end) {
            return None;
        }
        let weeks = if past { -weeks } else { weeks };
        // "A week on Tuesday" is counted from the Tuesday to come.
        let day = match day {
            DateExpression::Weekday { day, deixis: Deixis::Unmarked, weeks: None } => {
                DateExpression::Weekday { day, deixis: Deixis::Next, weeks: None }
            }
            other => other,
        };
        Some((end, DateExpression::Shifted { date: Box::new(day), unit: Unit::Week, count: weeks }))
    }

    /// A weekday, "today", "tomorrow" or "yesterday".
    fn read_day_counted_from(&self, at: usize) -> Match<DateExpression> {
        self.read_relative_weekday(at)
            .filter(|(_, day)| matches!(day, DateExpression::Weekday { .. }))
            .or_else(|| self.read_deictic_day(at).filter(|(end, _)| *end == at + 1))
    }

    fn lies_in_the_past(&self, tokens: std::ops::Range<usize>) -> bool {
        tense_around(self, tokens).is_some_and(|tense| tense.direction == Direction::Past)
    }

    /// "Friday week", "Tuesday fortnight", "tomorrow week", "this Friday week".
    fn read_day_and_week(&self, at: usize) -> Match<DateExpression> {
        let begins = matches!(self.meaning(at), Meaning::Weekday { .. })
            || self.is_any_word(at, &["today", "tomorrow"])
            || self.is_word(at, "this") && matches!(self.meaning(at + 1), Meaning::Weekday { .. });
        if !begins {
            return None;
        }
        let (end, day) = self.read_day_counted_from(at)?;
        let count = match self.meaning(end) {
            Meaning::Unit { unit: Unit::Week, plural: false } => 1,
            Meaning::Unit { unit: Unit::Fortnight, plural: false } => 2,
            _ => return None,
        };
        // "the Friday week-long strike", "a Monday week of talks".
        if self.is_joining_hyphen(end + 1) || self.is_word(end + 1, "of") || self.is_noun_like(end + 1) {
            return None;
        }
        let day = match day {
            DateExpression::Weekday { day, deixis: Deixis::Unmarked | Deixis::This, .. } => {
                DateExpression::Weekday { day, deixis: Deixis::Next, weeks: None }
            }
            day @ DateExpression::Offset { count: 0.., .. } => day,
            _ => return None,
        };
        Some((end + 1, DateExpression::Shifted { date: Box::new(day), unit: Unit::Week, count }))
    }

    /// "three Fridays ago", "two Sundays from now", "in three Mondays’ time".
    fn read_counted_weekdays(&self, noun: usize, day: u32, count: u32) -> Match<DateExpression> {
        let (end, deixis, sign) = match self.word(noun + 1) {
            "ago" | "back" => (noun + 2, Deixis::Last, -1),
            "hence" => (noun + 2, Deixis::Next, 1),
            "from" if self.is_any_word(noun + 2, &["now", "today"]) => (noun + 3, Deixis::Next, 1),
            _ if self.is_mark(noun + 1, &["'", "’", "'s", "’s"]) && self.is_word(noun + 2, "time") => {
                (noun + 3, Deixis::Next, 1)
            }
            _ => return None,
        };
        let date = Box::new(DateExpression::Weekday { day, deixis, weeks: None });
        let count = sign * (count as i32 - 1);
        Some((end, DateExpression::Shifted { date, unit: Unit::Week, count }))
    }

    /// "the week after next", "the Friday before last", "the year before last".
    fn read_one_but_next(&self, at: usize) -> Match<DateExpression> {
        let noun = self.skip_any(at, &["the"]);
        if !matches!(self.meaning(noun), Meaning::Weekday { .. } | Meaning::Unit { plural: false, .. }) {
            return None;
        }
        let weekday = self.read_weekday(noun);
        let end = match (weekday, self.meaning(noun)) {
            (Some((end, _)), _) => end,
            (None, Meaning::Unit { plural: false, .. }) => noun + 1,
            _ => return None,
        };
        let (count, deixis) = match (self.word(end), self.word(end + 1)) {
            ("after", "next") => (1, Deixis::Next),
            ("before", "last") => (-1, Deixis::Last),
            _ => return None,
        };
        // "the week before last Christmas" has another date.
        let goes_on = matches!(
            self.meaning(end + 2),
            Meaning::Unit { .. } | Meaning::Weekday { .. } | Meaning::Month { .. } | Meaning::Season(_)
        ) || self.is_capital(end + 2)
            || matches!(self.meaning(end + 2), Meaning::DayPart(_))
            || self.read_holiday(end + 1).is_some();
        if goes_on {
            return None;
        }
        let date = match (weekday, self.meaning(noun)) {
            (Some((_, day)), _) => {
                let date = Box::new(DateExpression::Weekday { day, deixis, weeks: None });
                DateExpression::Shifted { date, unit: Unit::Week, count }
            }
            (None, Meaning::Unit { unit, .. })
                if !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Day) =>
            {
                DateExpression::Offset { unit, count: 2 * count, anchor: Anchor::Publication }
            }
            _ => return None,
        };
        Some((end + 2, date))
    }
}
