//! Dates of bodies that need not be found again: annotated records bring them for both days that their article can be of.
//!
//! They are a store beside the extractors, which would find the same. So it may be bounded: what is not kept is found again.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::DateMention;
use crate::text::fingerprint::sha256_hex;

/// Bodies kept at most, each for one day: some hundred megabytes.
const MAX_KNOWN_BODIES: usize = 100_000;

/// Dates by the body's SHA-256 and the day that they are counted from.
#[derive(Default)]
pub(crate) struct KnownDates {
    by_body: HashMap<(String, NaiveDate), Vec<DateMention>>,
}

impl KnownDates {
    /// Keeps the dates of a body, counted from a day.
    pub fn keep(&mut self, body: &str, day: NaiveDate, dates: Vec<DateMention>) {
        if self.by_body.len() < MAX_KNOWN_BODIES {
            self.by_body.insert((sha256_hex(body.as_bytes()), day), dates);
        }
    }

    /// The dates of a body, counted from a day; `None` where they have to be found.
    pub fn dates_of(&self, body: &str, day: Option<NaiveDate>) -> Option<&Vec<DateMention>> {
        if self.by_body.is_empty() {
            return None;
        }
        self.by_body.get(&(sha256_hex(body.as_bytes()), day?))
    }
}
