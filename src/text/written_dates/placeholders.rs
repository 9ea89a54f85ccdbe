//! Dates that stand for "none": what machines write where they know no date.
//!
//! Takes a date that was read, gives why it is none. The first newspaper is of 1605, and no story is of the next century:
//! years beyond are marks of an empty field (year 1, 9999) or slips. The beginning of Unix time is a zero, and midnight
//! of 1 January 1900 a spreadsheet's.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::model::{BadDate, Precision, Published};

/// Years in which news can have been published.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2099;

/// Refuses a date that is no publication time of any news.
pub(super) fn refuse_placeholder(text: &str, published: &Published) -> Result<(), BadDate> {
    use chrono::Datelike;
    let year = published.local.year();
    if !YEARS.contains(&year) {
        return Err(BadDate(format!("“{text}” stands for no date: no news is of the year {year}")));
    }
    if is_zero_of_machines(published) {
        return Err(BadDate(format!("“{text}” stands for no date: it is a machine's zero")));
    }
    Ok(())
}

/// Whether a time that was stored as one stands for no date.
pub fn is_placeholder(published: &Published) -> bool {
    refuse_placeholder("", published).is_err()
}

fn is_zero_of_machines(published: &Published) -> bool {
    if published.precision < Precision::Day {
        return false;
    }
    let midnight = |year, month, day| {
        NaiveDate::from_ymd_opt(year, month, day).map(|date: NaiveDate| date.and_time(NaiveTime::MIN))
    };
    let epoch = midnight(1970, 1, 1);
    let utc: Option<NaiveDateTime> =
        published.offset.and_then(|offset| published.local.checked_sub_offset(offset));
    if Some(published.local) == epoch || (utc.is_some() && utc == epoch) {
        return true;
    }
    let is_timed = published.precision == Precision::Minute;
    is_timed && [midnight(1900, 1, 1), midnight(1899, 12, 30)].contains(&Some(published.local))
}

/// Whether a field holds a word for nothing, as programs write it: `null`, `None`, `NaN`.
pub fn says_nothing(text: &str) -> bool {
    const WORDS: &[&str] =
        &["", "null", "none", "nan", "nat", "n/a", "na", "nil", "undefined", "unknown", "-", "–", "—"];
    let text = text.trim();
    text.len() <= 12 && WORDS.contains(&text.to_lowercase().as_str())
}
