//! Text in, annotations out: entities, quotes and dates as spans over the text.
//!
//! Pure: no file, no clock, no database, and the same input gives the same output. Each extractor reads one
//! [`Document`] (tokens and sentences, made once) and none knows how another works; quotes are given the
//! entities so that a speaker can be one of them.

pub mod dates;
pub mod document;
pub mod entities;
pub mod quotes;
pub mod record;

pub use document::Document;

use chrono::NaiveDate;

use crate::model::Annotations;

/// Finds everything in a body. `anchor` is the day of publication, from which relative dates are counted.
pub fn annotate(body: &str, anchor: Option<NaiveDate>) -> Annotations {
    let document = Document::new(body);
    let (entities, mentions, sums) = entities::find(&document);
    let quotes = quotes::find(&document, &entities, &mentions);
    let dates = dates::find(&document, anchor);
    Annotations { entities, mentions, quotes, dates, sums }
}
