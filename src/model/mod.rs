//! The records that travel from station to station: `Scrape`, `Article`, `Annotated`; with the extractors' `Annotations`.
//!
//! Nothing here does work; every station depends on this module and this module on none of them.

pub(crate) mod annotated;
pub(crate) mod article;
pub(crate) mod date_order;
mod gap_code;
pub(crate) mod minhash_sketch;
pub(crate) mod published;
pub(crate) mod scrape;

pub use annotated::{Annotated, AnnotatedTeaser, Identity, PublicationKey};
pub use article::{Article, ArticleKind, Block, BlockKind, Cutting, Dating, Teaser};
pub use date_order::{DateOrder, DecidedBy, Decision, NumericDate, PublishedFrom, Written};
pub use minhash_sketch::MinHashSketch;
pub use presscut_extract::Span;
pub use presscut_extract::{
    Annotations, AttributionMethod, Certainty, DateMention, DateType, EXTRACTOR_VERSION, Entity, EntityType,
    LocalEntity, Mention, MoneyMention, Quote, QuoteKind, Utterance,
};
pub use published::{BadDate, Precision, Published};
pub use scrape::{Origin, Picture, Scrape};
