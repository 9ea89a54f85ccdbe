//! A publication time that knows how much of it was said.
//!
//! "2024-10" is a month, not its first day: [`Precision`] travels with the time, and the archive's text
//! form ([`Published::to_iso`]) has no more digits than were given.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime};

/// How much of a publication time was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// A calendar day.
    Day,
    /// A time of day too.
    Minute,
}

impl Precision {
    /// The word in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Minute => "minute",
        }
    }
}

/// When an article was published: local wall-clock time, with its zone's offset where it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Wall-clock time at the publisher; midnight of the first day where less than a day was given.
    pub local: NaiveDateTime,
    /// The zone's offset from UTC, if it was given.
    pub offset: Option<FixedOffset>,
    /// How much of it was given.
    pub precision: Precision,
}

/// Why a text is not a publication time. Its message says what was wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadDate(pub String);

impl Published {
    /// A calendar day.
    pub fn day(date: NaiveDate) -> Published {
        Published { local: date.and_time(chrono::NaiveTime::MIN), offset: None, precision: Precision::Day }
    }

    /// The day that relative dates in the article are counted from; `None` where less than a day is known.
    pub fn anchor(&self) -> Option<NaiveDate> {
        (self.precision >= Precision::Day).then(|| self.local.date())
    }

    /// ISO 8601 with as many digits as were given: "2024", "2024-10", "2024-10-03", "2024-10-03T05:00:00+08:00".
    pub fn to_iso(&self) -> String {
        let (local, date) = (self.local, self.local.date());
        match (self.precision, self.offset) {
            (Precision::Year, _) => format!("{:04}", date.year()),
            (Precision::Month, _) => format!("{:04}-{:02}", date.year(), date.month()),
            (Precision::Day, _) => date.format("%Y-%m-%d").to_string(),
            (Precision::Minute, None) => local.format("%Y-%m-%dT%H:%M:%S").to_string(),
            (Precision::Minute, Some(offset)) if offset.local_minus_utc() == 0 => {
                local.format("%Y-%m-%dT%H:%M:%SZ").to_string()
            }
            (Precision::Minute, Some(offset)) => format!("{}{offset}", local.format("%Y-%m-%dT%H:%M:%S")),
        }
    }
}
