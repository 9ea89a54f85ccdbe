//! The line's answers to what the archive asks back: see [`crate::archive::articles::reread`].

use chrono::NaiveDate;

use crate::archive::articles::reread::Reread;
use crate::model::{Annotations, DateMention, NumericDate, Sketch};
use crate::text::written_dates;
use crate::text::{identity, shingles};
use presscut_extract;
use presscut_extract::Document;

/// The cleaner's and the extractors' answers.
pub struct Extractors;

impl Reread for Extractors {
    fn numeric(&self, written: &str) -> Option<NumericDate> {
        written_dates::parse_written(written).ok()?.numeric
    }

    fn dates(&self, body: &str, anchor: Option<NaiveDate>) -> Vec<DateMention> {
        presscut_extract::dates::find(&Document::new(body), anchor)
    }

    fn annotations(&self, body: &str, anchor: Option<NaiveDate>) -> Annotations {
        presscut_extract::annotate(body, anchor)
    }

    fn sketch(&self, body: &str) -> Sketch {
        shingles::sketch(&identity::normal(body))
    }
}
