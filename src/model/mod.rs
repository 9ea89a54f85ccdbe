//! The types that travel on the line: `Scrape`, `Article`, `Annotations`, `Span`.
//!
//! Nothing here does work; every station depends on this module and this module on none of them.

mod annotated;
mod annotations;
mod article;
mod date_order;
mod published;
mod scrape;
mod sketch;
mod span;
mod words;

pub use annotated::{Annotated, Identity};
pub use annotations::{
    Annotations, DateMention, DateType, Entity, EntityType, LocalEntity, Mention, Quote, QuoteKind, Utterance,
};
pub use article::{Article, ArticleKind, Block, BlockKind, Cutting, Dating, Teaser};
pub use date_order::{DateOrder, DecidedBy, Decision, NumericDate, PublishedFrom, Written};
pub use published::{BadDate, Precision, Published};
pub use scrape::{Origin, Picture, Scrape};
pub use sketch::Sketch;
pub use span::Span;
pub use words::word_count;
