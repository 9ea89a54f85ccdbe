//! Entities, quotes with their speakers, dates and amounts of money in news text, as spans.
//!
//! Pure: no file, no clock, no database; the same text gives the same annotations.
//!
//! ```
//! use chrono::NaiveDate;
//! use presscut_extract::{Extractor, QuoteKind};
//!
//! let text = "“We go at once,” Mayor Jane Roe said in Nairobi on Tuesday. Repairs cost US$5 million.";
//! let found = Extractor::default().annotate(text, NaiveDate::from_ymd_opt(2031, 3, 13));
//!
//! let names: Vec<&str> = found.entities.iter().map(|entity| entity.name.as_str()).collect();
//! assert_eq!(names, ["Jane Roe", "Nairobi"]);
//! assert_eq!(found.quotes[0].kind, QuoteKind::Direct);
//! assert_eq!(found.quotes[0].speaker_entity, Some(found.mentions[0].entity));
//! assert_eq!(found.dates[0].value, "2031-03-11");
//! assert_eq!((found.money[0].currency, found.money[0].amount), (Some("USD"), Some(5e6)));
//! // Spans count characters; a span gives back the text that it covers.
//! assert_eq!(found.mentions[0].span.slice(text), Some("Jane Roe"));
//! ```
//!
//! [`Extractor`] is the front door; [`Annotations`] is what it gives. [`Language`] holds what is known of a language.
//! Inside, each kind of annotation has a room of its own that reads one [`Document`] (tokens and sentences, made once)
//! and knows nothing of the others; quotes are given the entities, so that a speaker can be one of them.

mod annotations;
mod dates;
mod document;
mod entities;
mod extractor;
mod hashing;
mod language;
mod quotes;
pub mod record;
mod span;
#[cfg(feature = "train")]
pub mod training;

pub use annotations::{
    Annotations, AttributionMethod, Certainty, DateMention, DateType, Entity, EntityType, LocalEntity,
    Mention, MoneyMention, Quote, QuoteKind, Utterance,
};
pub use document::{Document, Token, TokenKind};
pub use entities::crf::model::BadEntityModel;
pub use extractor::Extractor;
pub use language::{EXTRACTOR_VERSION, EmbeddedModel, Language, currency_with_code, embedded_models};
pub use span::Span;
