//! The line's answers to what the archive asks back: see [`crate::archive::reread`].

use chrono::NaiveDate;

use crate::archive::reread::Reread;
use crate::clean::{self, identity, shingles};
use crate::extract::{self, Document};
use crate::model::{Annotations, DateMention, NumericDate, Sketch};

/// The cleaner's and the extractors' answers.
pub struct Extractors;

impl Reread for Extractors {
    fn numeric(&self, written: &str) -> Option<NumericDate> {
        clean::parse_written(written).ok()?.numeric
    }

    fn dates(&self, body: &str, anchor: Option<NaiveDate>) -> Vec<DateMention> {
        extract::dates::find(&Document::new(body), anchor)
    }

    fn annotations(&self, body: &str, anchor: Option<NaiveDate>) -> Annotations {
        extract::annotate(body, anchor)
    }

    fn sketch(&self, body: &str) -> Sketch {
        shingles::sketch(&identity::normal(body))
    }
}
