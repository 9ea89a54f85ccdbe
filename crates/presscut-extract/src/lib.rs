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

use std::sync::OnceLock;

use chrono::NaiveDate;

/// Finds everything in a body. `anchor` is the day of publication, from which relative dates are counted.
pub fn annotate(body: &str, anchor: Option<NaiveDate>) -> Annotations {
    let (grammar, models) = quote_resources();
    let document = Document::new(body);
    let (entities, mentions, sums) = entities::find(&document);
    let quotes = quotes::find_quotes(&document, &entities, &mentions, grammar, models);
    let dates = dates::find(&document, anchor);
    Annotations { entities, mentions, quotes, dates, sums }
}

/// The grammar and the models of quotes, read once.
fn quote_resources() -> &'static (quotes::QuoteGrammar, quotes::Models) {
    static RESOURCES: OnceLock<(quotes::QuoteGrammar, quotes::Models)> = OnceLock::new();
    RESOURCES.get_or_init(|| {
        let models = quotes::Models::embedded().expect("a test reads the embedded models");
        (quotes::english_grammar(), models)
    })
}
