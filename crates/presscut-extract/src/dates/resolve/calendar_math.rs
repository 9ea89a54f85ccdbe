//! Days around a day: the nearest year of a name without one, weeks, shifts, and the lengths of units.
//!
//! All of it is pure arithmetic, and gives `None` rather than a day outside of the years 1 to 9999.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::dates::english::lexicon::Unit;
use crate::dates::expression::{Amount, Side, Tense, Which};
use crate::dates::resolve::interval::Interval;

/// A name without its year is rarely for a day further away than this, whatever the tense. In days.
const FAR: i64 = 345;

/// The same where the telling word is not surely the expression's own.
const FAR_IF_UNSURE: i64 = 300;

/// The side that a tense asks for.
pub fn side_of(tense: Option<Tense>) -> Option<Side> {
    tense.map(|tense| tense.side)
}

/// The year whose stretch a name without its year means.
pub fn nearest(
    today: NaiveDate,
    which: Which,
    tense: Option<Tense>,
    stretch: impl Fn(i32) -> Option<Interval>,
) -> Option<i32> {
    // In days: below zero where the stretch is over, above where it is to come.
    let distance = |year: i32| {
        let (start, end) = stretch(year)?;
        let (start, end) = ((start - today).num_days(), (end - today).num_days());
        Some(if end < 0 { end } else { start.max(0) })
    };
    let years = || (today.year() - 9..=today.year() + 9).filter_map(|year| Some((year, distance(year)?)));
    let last = |most: i64| years().filter(|(_, away)| *away <= most).max_by_key(|(_, away)| *away);
    let next = |least: i64| years().filter(|(_, away)| *away >= least).min_by_key(|(_, away)| *away);
    let far = if tense.is_some_and(|tense| tense.sure) { FAR } else { FAR_IF_UNSURE };
    let found = match (which, side_of(tense)) {
        (Which::Last, _) => last(-1),
        (Which::Next, _) => next(1),
        (Which::This, _) => Some((today.year(), 0)),
        // A paper may carry tomorrow's date.
        (Which::Bare, Some(Side::Past)) => last(1).filter(|(_, away)| *away > -far),
        (Which::Bare, Some(Side::Future)) => next(-1).filter(|(_, away)| *away < far),
        (Which::Bare, None) => None,
    };
    found.or_else(|| years().min_by_key(|(_, away)| away.abs())).map(|(year, _)| year)
}

/// A length in months and days.
pub fn length(amount: Amount, unit: Unit) -> Option<(i32, i64)> {
    let Amount::Whole(count) = amount else { return None };
    let count = i32::try_from(count).ok().filter(|&count| count < 100_000)?;
    match unit {
        Unit::Day => Some((0, i64::from(count))),
        Unit::Week => Some((0, 7 * i64::from(count))),
        Unit::Fortnight => Some((0, 14 * i64::from(count))),
        Unit::Hour => Some((0, (i64::from(count) + 23) / 24)),
        Unit::Month => Some((count, 0)),
        Unit::Quarter => Some((3 * count, 0)),
        Unit::Year => Some((12 * count, 0)),
        Unit::Decade => Some((120 * count, 0)),
        _ => None,
    }
}

pub fn four(year: i32) -> String {
    format!("{year:04}")
}

pub fn week(day: NaiveDate, part: &str) -> String {
    let week = day.iso_week();
    format!("{:04}-W{:02}{part}", week.year(), week.week())
}

pub fn shift_days(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let shifted = day.checked_add_signed(chrono::TimeDelta::try_days(count)?)?;
    (1..=9999).contains(&shifted.year()).then_some(shifted)
}

pub fn shift_months(day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let months = Months::new(count.unsigned_abs());
    let shifted = if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }?;
    (1..=9999).contains(&shifted.year()).then_some(shifted)
}

/// The last such day of the week (Monday = 1) up to a day.
pub fn on_or_before(today: NaiveDate, day: u32) -> Option<NaiveDate> {
    let weekday = Weekday::try_from((day - 1) as u8).ok()?;
    let back = (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    today.checked_sub_days(Days::new(u64::from(back)))
}

/// The first such day of the week (Monday = 1) after a day, or the last before it.
pub fn weekday_beside(from: NaiveDate, day: u32, side: Side) -> Option<NaiveDate> {
    match side {
        Side::Past => on_or_before(shift_days(from, -1)?, day),
        Side::Future => on_or_before(shift_days(from, 7)?, day),
    }
}

/// The year of a quarter that is named without one: the last that has begun, or the next that has not ended.
pub fn quarter_year(today: NaiveDate, quarter: u32, tense: Option<Tense>) -> i32 {
    let current = today.month0() / 3 + 1;
    match side_of(tense) {
        // A report "on the third quarter" comes after it has ended.
        Some(Side::Future) if (current, quarter) != (1, 4) => today.year() + i32::from(quarter + 1 < current),
        _ => today.year() - i32::from(quarter > current),
    }
}
