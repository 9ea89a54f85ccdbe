//! What the archive asks back when an article's day is settled: its written date, and the dates of its body.
//!
//! The archive knows neither the cleaner nor the extractors, so it is handed these two questions' answers.

use chrono::NaiveDate;

use crate::archive::settling::Reread;
use crate::clean;
use crate::extract::{self, Document};
use crate::model::{DateMention, NumericDate};

/// The cleaner's and the extractors' answers.
pub struct Extractors;

impl Reread for Extractors {
    fn numeric(&self, written: &str) -> Option<NumericDate> {
        clean::parse_written(written).ok()?.numeric
    }

    fn dates(&self, body: &str, anchor: Option<NaiveDate>) -> Vec<DateMention> {
        extract::dates::find(&Document::new(body), anchor)
    }
}
