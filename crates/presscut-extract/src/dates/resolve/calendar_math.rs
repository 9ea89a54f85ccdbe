//! Calendar arithmetic around a day: the nearest year of a name without one, weekdays, weeks, offsets, quarters.
//!
//! Pure functions of days. They give `None` rather than a day outside the years 1 to 9999.

use std::fmt::{Display, Formatter, Result as FmtResult};

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::dates::expression::{Amount, Deixis, Direction, Tense};
use crate::dates::resolve::interval::{Interval, YEARS};
use crate::dates::units::Unit;

/// A name without its year rarely means a day further away than this, whatever the tense.
const MAX_DISTANCE_DAYS: i64 = 345;

/// The same where the tense is not certain.
const MAX_UNCERTAIN_DISTANCE_DAYS: i64 = 300;

/// How many years around publication a name without its year can lie in.
const MAX_DISTANCE_YEARS: i32 = 9;

/// Durations of more units than this have no days.
const MAX_DURATION_UNITS: i32 = 99_999;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearMonth {
    pub year: i32,
    /// From 1.
    pub month: u32,
}

impl YearMonth {
    pub fn of_day(day: NaiveDate) -> YearMonth {
        YearMonth { year: day.year(), month: day.month() }
    }
}

/// The TIMEX3 value: "2024-10".
impl Display for YearMonth {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearQuarter {
    pub year: i32,
    /// From 1 to 4.
    pub quarter: u32,
}

impl YearQuarter {
    pub fn of_day(day: NaiveDate) -> YearQuarter {
        YearQuarter { year: day.year(), quarter: day.month0() / 3 + 1 }
    }

    /// The quarter of a TIMEX3 value such as "2024-Q3"; `None` for any other value.
    pub fn from_value(value: &str) -> Option<YearQuarter> {
        let (year, quarter) = value.split_once("-Q")?;
        Some(YearQuarter { year: year.parse().ok()?, quarter: quarter.parse().ok()? })
    }

    /// The quarter before.
    pub fn previous(self) -> YearQuarter {
        match self.quarter {
            ..=1 => YearQuarter { year: self.year - 1, quarter: 4 },
            quarter => YearQuarter { year: self.year, quarter: quarter - 1 },
        }
    }

    /// The same quarter of the year before; `None` before the year 1.
    pub fn year_before(self) -> Option<YearQuarter> {
        (self.year > 1).then_some(YearQuarter { year: self.year - 1, ..self })
    }
}

/// The TIMEX3 value: "2024-Q3".
impl Display for YearQuarter {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        write!(formatter, "{:04}-Q{}", self.year, self.quarter)
    }
}

/// The direction that a tense asks for.
pub fn direction_of(tense: Option<Tense>) -> Option<Direction> {
    tense.map(|tense| tense.direction)
}

/// The year that a name without its year means; `days_in` gives the days that have this name in a year.
pub fn nearest_year(
    today: NaiveDate,
    deixis: Deixis,
    tense: Option<Tense>,
    days_in: impl Fn(i32) -> Option<Interval>,
) -> Option<i32> {
    // In days: below zero where the days are over, above where they are to come.
    let distance = |year: i32| {
        let (start, end) = days_in(year)?;
        let (start, end) = ((start - today).num_days(), (end - today).num_days());
        Some(if end < 0 { end } else { start.max(0) })
    };
    let span = today.year() - MAX_DISTANCE_YEARS..=today.year() + MAX_DISTANCE_YEARS;
    let years = || span.clone().filter_map(|year| Some((year, distance(year)?)));
    let last = |most: i64| years().filter(|(_, away)| *away <= most).max_by_key(|(_, away)| *away);
    let next = |least: i64| years().filter(|(_, away)| *away >= least).min_by_key(|(_, away)| *away);
    let certain = tense.is_some_and(|tense| tense.certain);
    let far = if certain { MAX_DISTANCE_DAYS } else { MAX_UNCERTAIN_DISTANCE_DAYS };
    let found = match (deixis, direction_of(tense)) {
        (Deixis::Last, _) => last(-1),
        (Deixis::Next, _) => next(1),
        (Deixis::This, _) => Some((today.year(), 0)),
        // A paper may carry tomorrow's date.
        (Deixis::Unmarked, Some(Direction::Past)) => last(1).filter(|(_, away)| *away > -far),
        (Deixis::Unmarked, Some(Direction::Future)) => next(-1).filter(|(_, away)| *away < far),
        (Deixis::Unmarked, None) => None,
    };
    found.or_else(|| years().min_by_key(|(_, away)| away.abs())).map(|(year, _)| year)
}

/// The length of a duration in months and days; `None` where it is not exact enough.
pub fn months_and_days(amount: Amount, unit: Unit) -> Option<(i32, i64)> {
    let Amount::Whole(count) = amount else { return None };
    let count = i32::try_from(count).ok().filter(|&count| count <= MAX_DURATION_UNITS)?;
    match unit {
        Unit::Day => Some((0, i64::from(count))),
        Unit::Week => Some((0, 7 * i64::from(count))),
        Unit::Fortnight => Some((0, 14 * i64::from(count))),
        Unit::Hour => Some((0, (i64::from(count) + 23) / 24)),
        Unit::Month => Some((count, 0)),
        Unit::Quarter => Some((3 * count, 0)),
        Unit::Year => Some((12 * count, 0)),
        Unit::Decade => Some((120 * count, 0)),
        Unit::Second | Unit::Minute | Unit::Weekend | Unit::Century => None,
    }
}

/// A day this many days later; earlier where `count` is negative.
pub fn shift_days(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let shifted = day.checked_add_signed(chrono::TimeDelta::try_days(count)?)?;
    YEARS.contains(&shifted.year()).then_some(shifted)
}

/// A day this many months later; earlier where `count` is negative.
pub fn shift_months(day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let months = Months::new(count.unsigned_abs());
    let shifted = if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }?;
    YEARS.contains(&shifted.year()).then_some(shifted)
}

/// The last such weekday (Monday = 1) on or before a day.
pub fn weekday_on_or_before(today: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let weekday = Weekday::try_from((weekday - 1) as u8).ok()?;
    let back = (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    today.checked_sub_days(Days::new(u64::from(back)))
}

/// The first such weekday (Monday = 1) after a day, or the last before it.
pub fn adjacent_weekday(from: NaiveDate, weekday: u32, direction: Direction) -> Option<NaiveDate> {
    match direction {
        Direction::Past => weekday_on_or_before(shift_days(from, -1)?, weekday),
        Direction::Future => weekday_on_or_before(shift_days(from, 7)?, weekday),
    }
}

/// The year of a quarter that is named without one: the last that has begun, or the next that has not ended.
pub fn year_of_bare_quarter(today: NaiveDate, quarter: u32, tense: Option<Tense>) -> i32 {
    let current = YearQuarter::of_day(today).quarter;
    match direction_of(tense) {
        // A report "on the third quarter" comes after it has ended; in January "the fourth quarter" has just ended.
        Some(Direction::Future) if (current, quarter) != (1, 4) => {
            today.year() + i32::from(quarter + 1 < current)
        }
        _ => today.year() - i32::from(quarter > current),
    }
}
