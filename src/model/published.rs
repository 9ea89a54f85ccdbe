//! A publication time with its precision: how much of it was given.
//!
//! "2024-10" is a month, not its first day: [`Precision`] travels with the time, and the archive's text
//! form ([`Published::to_iso`]) has no more digits than were given.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

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
        Published { local: date.and_time(NaiveTime::MIN), offset: None, precision: Precision::Day }
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

    /// What [`Published::to_iso`] has written, read back; `None` for anything else.
    pub fn from_iso(text: &str) -> Option<Published> {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        match text.len() {
            4 => Some(Published {
                precision: Precision::Year,
                ..Published::day(day(&format!("{text}-01-01"))?)
            }),
            7 => {
                Some(Published { precision: Precision::Month, ..Published::day(day(&format!("{text}-01"))?) })
            }
            10 => day(text).map(Published::day),
            _ => {
                let (local, zone) = text.split_at_checked(19)?;
                let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M:%S").ok()?;
                let offset = match zone {
                    "" => None,
                    "Z" => FixedOffset::east_opt(0),
                    _ => Some(zone.parse().ok()?),
                };
                Some(Published { local, offset, precision: Precision::Minute })
            }
        }
    }

    /// The same time in UTC, "2024-10-02T21:00:00Z"; `None` where the zone or the time of day is not known.
    pub fn to_utc(&self) -> Option<String> {
        let offset = self.offset.filter(|_| self.precision == Precision::Minute)?;
        let utc = self.local.checked_sub_offset(offset)?;
        Some(utc.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_utc_needs_a_zone() {
        for (iso, utc) in [
            ("2024", None),
            ("2024-10", None),
            ("2024-10-03", None),
            ("2024-10-03T05:00:00", None),
            ("2024-10-03T05:00:00Z", Some("2024-10-03T05:00:00Z")),
            ("2024-10-03T05:00:00+08:00", Some("2024-10-02T21:00:00Z")),
            ("2024-10-03T22:30:00-03:30", Some("2024-10-04T02:00:00Z")),
        ] {
            let published = Published::from_iso(iso).unwrap();
            assert_eq!(published.to_iso(), iso);
            assert_eq!(published.to_utc().as_deref(), utc, "{iso}");
        }
        for other in ["", "24", "2024-13", "2024-10-03 05:00:00", "2024-10-03T05:00:00 GMT", "é€024"] {
            assert_eq!(Published::from_iso(other), None, "{other}");
        }
    }
}
