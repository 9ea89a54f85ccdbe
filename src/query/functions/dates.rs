//! Days and what they lie in, from ISO dates as the archive has them: with a time or without, or no more than a month.

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use crate::query::functions::{pure, text_of, wrong};

pub(crate) fn register(archive: &Connection) -> rusqlite::Result<()> {
    archive.create_scalar_function("date_bucket", 2, pure(), |context| {
        let (Some(first), Some(second)) = (text_of(context, 0), text_of(context, 1)) else { return Ok(None) };
        // Nobody remembers which comes first.
        let (unit, date) = match (Unit::named(&first), Unit::named(&second)) {
            (Some(unit), _) => (unit, second),
            (None, Some(unit)) => (unit, first),
            (None, None) => {
                return Err(wrong(format!(
                    "date_bucket: {first:?} is none of day, week, month, quarter or year"
                )));
            }
        };
        Ok(bucket(unit, &date))
    })?;
    archive.create_scalar_function("days_between", 2, pure(), |context| {
        let day = |at| text_of(context, at).and_then(|text| day(&text));
        Ok(day(0).zip(day(1)).map(|(from, to)| (to - from).num_days()))
    })?;
    archive.create_scalar_function("weekday", 1, pure(), |context| {
        Ok(text_of(context, 0).and_then(|text| day(&text)).map(|day| day.format("%A").to_string()))
    })
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    fn named(name: &str) -> Option<Unit> {
        Some(match name.to_ascii_lowercase().as_str() {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            _ => return None,
        })
    }
}

/// The day that a text begins with.
fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

fn bucket(unit: Unit, date: &str) -> Option<String> {
    let year: i32 = date.get(..4)?.parse().ok()?;
    let month = || -> Option<u32> {
        let month = date.get(4..7)?.strip_prefix('-')?.parse().ok()?;
        (1..=12).contains(&month).then_some(month)
    };
    Some(match unit {
        Unit::Year => format!("{year:04}"),
        Unit::Quarter => format!("{year:04}-Q{}", month()?.div_ceil(3)),
        Unit::Month => format!("{year:04}-{:02}", month()?),
        Unit::Day => day(date)?.to_string(),
        Unit::Week => {
            let week = day(date)?.iso_week();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_lies_in_what_it_says_and_in_nothing_finer() {
        assert_eq!(bucket(Unit::Week, "2024-12-30T08:00").as_deref(), Some("2025-W01"));
        assert_eq!(bucket(Unit::Month, "2024-10").as_deref(), Some("2024-10"));
        assert_eq!(bucket(Unit::Quarter, "2024-10").as_deref(), Some("2024-Q4"));
        assert_eq!(bucket(Unit::Day, "2024-10"), None);
        assert_eq!(bucket(Unit::Month, "2024"), None);
        assert_eq!(bucket(Unit::Year, "2024").as_deref(), Some("2024"));
        assert_eq!(bucket(Unit::Year, "é024"), None);
    }
}
