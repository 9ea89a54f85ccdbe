//! A written date parsed: the canonical form, the forms of dates, and what is refused.

use crate::model::{BadDate, Published, Written};
use crate::text::written_dates::canonical::canonicalize;
use crate::text::written_dates::forms::{read_date, read_month_or_year, read_time_then_date};
use crate::text::written_dates::placeholders::refuse_placeholder;
use crate::text::written_dates::unix_time::read_unix_time;

/// A longer text is no date.
const MAX_DATE_BYTES: usize = 200;

/// Reads a publication time that must be certain.
///
/// # Errors
/// Where the text is no date, names a day that does not exist, stands for no date, or could mean two days.
pub fn parse_published(text: &str) -> Result<Published, BadDate> {
    let written = parse_written_date(text)?;
    match written.ambiguous() {
        None => Ok(written.certain),
        Some(numeric) => Err(BadDate(format!(
            "“{}” could be two days: which of {} and {} is the month is not said",
            collapse_spaces(text),
            numeric.first,
            numeric.second
        ))),
    }
}

/// Reads a publication time as far as it is certain.
///
/// # Errors
/// Where the text is no date, names a day that does not exist, or stands for no date.
pub fn parse_written_date(text: &str) -> Result<Written, BadDate> {
    if text.len() > MAX_DATE_BYTES * 8 {
        return Err(not_a_date(text));
    }
    let text = collapse_spaces(text);
    if !text.contains(char::is_numeric) || text.len() > MAX_DATE_BYTES {
        return Err(not_a_date(&text));
    }
    if let Some(published) = read_unix_time(&text) {
        return Ok(Written::plain(published));
    }
    let canonical = canonicalize(&text);
    let mut wrong = None;
    for read in [read_date(&text, &canonical), read_time_then_date(&text, &canonical)].into_iter().flatten() {
        match read {
            Ok(written) => return refuse_placeholder(&text, &written.certain).map(|()| written),
            Err(error) => wrong = wrong.or(Some(error)),
        }
    }
    if let Some(error) = wrong {
        return Err(error);
    }
    match read_month_or_year(&text, &canonical)? {
        Some(published) => refuse_placeholder(&text, &published).map(|()| Written::plain(published)),
        None => Err(not_a_date(&text)),
    }
}

fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn not_a_date(text: &str) -> BadDate {
    let shown: String = text.chars().take(80).collect();
    BadDate(format!("“{shown}” is no date that can be read: write 2024-10-03"))
}
