//! What the archive asks back of the line: it stores articles, and knows neither the cleaner nor the extractors.
//!
//! Where a version of an article is put together from two scrapes, where one comes back, and where its day is settled
//! later, something of it has to be read again.

use chrono::NaiveDate;

use crate::model::{Annotations, DateMention, NumericDate, Sketch};

/// What only the stations before the archive can read.
pub trait Reread {
    /// The parts of a date as it was written.
    fn numeric(&self, written: &str) -> Option<NumericDate>;
    /// The dates in a body that was published on this day.
    fn dates(&self, body: &str, anchor: Option<NaiveDate>) -> Vec<DateMention>;
    /// Entities, quotes and dates in a body that was published on this day.
    fn annotations(&self, body: &str, anchor: Option<NaiveDate>) -> Annotations;
    /// The wording of a body.
    fn sketch(&self, body: &str) -> Sketch;
}
