//! The line's answers to what the archive asks back: see [`crate::archive::articles::reread`].

use chrono::NaiveDate;

use crate::archive::articles::reread::Reread;
use crate::clean;
use crate::model::{Annotations, DateMention, NumericDate, Sketch};
use crate::text::{identity, shingles};
use presscut_extract::Extractor;

/// The cleaner's and the extractors' answers. By default, the extractors of this version.
#[derive(Debug, Clone, Default)]
pub struct Extractors {
    extractor: Extractor,
}

impl Extractors {
    /// The answers of these extractors.
    pub fn new(extractor: Extractor) -> Extractors {
        Extractors { extractor }
    }
}

impl Reread for Extractors {
    fn numeric(&self, written: &str) -> Option<NumericDate> {
        clean::parse_written_date(written).ok()?.numeric
    }

    fn dates(&self, body: &str, anchor: Option<NaiveDate>) -> Vec<DateMention> {
        self.extractor.find_dates(&self.extractor.segment(body), anchor)
    }

    fn annotations(&self, body: &str, anchor: Option<NaiveDate>) -> Annotations {
        self.extractor.annotate(body, anchor)
    }

    fn sketch(&self, body: &str) -> Sketch {
        shingles::sketch_of(&identity::normalize_text(body))
    }
}
