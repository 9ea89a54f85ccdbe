//! Text in, annotations out: entities, quotes and dates as spans over the text.
//!
//! Pure: no file, no clock, no database, and the same input gives the same output. Each extractor reads one
//! [`Document`] (tokens and sentences, made once) and none knows how another works; quotes are given the
//! entities so that a speaker can be one of them.

pub(crate) mod annotations;
pub mod dates;
pub mod document;
pub mod entities;
pub mod quotes;
pub mod record;
pub(crate) mod span;

pub use annotations::{
    Annotations, DateMention, DateType, Entity, EntityType, LocalEntity, Mention, Method, Quote, QuoteKind,
    Sum, Utterance,
};
pub use document::Document;
pub use span::Span;

use chrono::NaiveDate;

/// Finds everything in a body. `anchor` is the day of publication, from which relative dates are counted.
pub fn annotate(body: &str, anchor: Option<NaiveDate>) -> Annotations {
    let document = Document::new(body);
    let (entities, mentions, sums) = entities::find(&document);
    let quotes = quotes::find(&document, &entities, &mentions);
    let dates = dates::find_dates(&document, anchor, dates::english::DATE_GRAMMAR);
    Annotations { entities, mentions, quotes, dates, sums }
}
