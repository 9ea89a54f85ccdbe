//! A date that a page gives somewhere, and the choice among several.

use chrono::{Duration, NaiveTime};

use crate::model::{Precision, Published, PublishedFrom, Written};
use crate::text::address_dates::agrees_with_address;
use crate::text::written_dates::parse_written_date;

/// Zones are at most this far from UTC.
const MAX_ZONE_HOURS: i64 = 14;
/// Zones are whole quarters of an hour from UTC.
const ZONE_STEP_SECONDS: i64 = 900;

/// A date as it is written somewhere on a page.
pub(super) struct Candidate {
    text: String,
    place: PublishedFrom,
    written: Written,
}

impl Candidate {
    /// Reads what a place has; `None` where that is no date.
    pub fn read(text: &str, place: PublishedFrom) -> Option<Candidate> {
        let written = parse_written_date(text).ok()?;
        Some(Candidate { text: text.to_string(), place, written })
    }

    /// Whether it can be the date of the page's address.
    pub fn agrees_with(&self, address: &Candidate) -> bool {
        self.written.ambiguous().is_some()
            || agrees_with_address(&self.written.certain, &address.written.certain)
    }
}

/// The best of the dates of a page so far.
#[derive(Default)]
pub(super) struct Choice {
    best: Option<Candidate>,
    ambiguous: Option<Candidate>,
}

impl Choice {
    /// Takes a date into account. The first one stands, unless this one says the same with more.
    pub fn add(&mut self, candidate: Candidate) {
        if candidate.written.ambiguous().is_some() {
            self.ambiguous.get_or_insert(candidate);
            return;
        }
        let completes = |best: &Candidate| completes(&best.written.certain, &candidate.written.certain);
        if self.best.as_ref().is_none_or(completes) {
            self.best = Some(candidate);
        }
    }

    /// Whether nothing can be added: it has a time of day with its zone.
    pub fn is_complete(&self) -> bool {
        let certain = self.best.as_ref().map(|best| best.written.certain);
        certain.is_some_and(|time| time.precision == Precision::Minute && time.offset.is_some())
    }

    /// Whether the day is known.
    pub fn has_day(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.written.certain.precision >= Precision::Day)
    }

    /// The best: one that is clear if there is one. An ambiguous date has at least a day, so it goes before a month.
    pub fn into_best(self) -> Option<(String, PublishedFrom)> {
        let has_day = self.has_day();
        let best = match (self.best, self.ambiguous) {
            (Some(best), None) => best,
            (Some(best), Some(_)) if has_day => best,
            (_, Some(ambiguous)) => ambiguous,
            (None, None) => return None,
        };
        Some((best.text, best.place))
    }
}

/// Whether `more` is the time of `known`, said with more: a day in a month, a time on a day, a zone to a time.
fn completes(known: &Published, more: &Published) -> bool {
    use chrono::Datelike;
    let (day, other) = (known.local.date(), more.local.date());
    match known.precision {
        Precision::Year => more.precision > Precision::Year && day.year() == other.year(),
        Precision::Month => {
            more.precision > Precision::Month && (day.year(), day.month()) == (other.year(), other.month())
        }
        // Midnight is what programs make of a day.
        Precision::Day => {
            more.precision == Precision::Minute && day == other && more.local.time() != NaiveTime::MIN
        }
        Precision::Minute => {
            known.offset.is_none() && more.precision == Precision::Minute && is_same_time(known, more)
        }
    }
}

/// Whether a time without a zone can be one with a zone: the same clock; or one of them is in UTC and the other is local.
fn is_same_time(known: &Published, zoned: &Published) -> bool {
    let Some(offset) = zoned.offset else { return false };
    let is_whole_zone = |apart: Duration| {
        apart.abs() <= Duration::hours(MAX_ZONE_HOURS) && apart.num_seconds() % ZONE_STEP_SECONDS == 0
    };
    known.local == zoned.local
        || Some(known.local) == zoned.local.checked_sub_offset(offset)
        || (offset.local_minus_utc() == 0 && is_whole_zone(known.local - zoned.local))
}
