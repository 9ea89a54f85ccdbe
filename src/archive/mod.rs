//! The SQLite file: opened, migrated, written, checked.
//!
//! The only station that knows the schema's tables for writing. Commands that read get a connection that cannot
//! write ([`schema::open::reading`]); those that change an archive get one that can ([`schema::open::change`], and an
//! import's [`schema::open::importing`]). What has to be read again by the extractors is handed out as a request
//! ([`articles::reanalysis`]), which `app` carries out: the archive calls no station before it.

pub mod applied_corrections;
pub mod articles;
pub mod asked_questions;
pub(crate) mod body_texts;
pub(crate) mod bulk_insert;
pub mod check;
pub(crate) mod clock;
pub mod decision_log;
pub mod entities;
pub(crate) mod error;
pub mod forgetting;
pub mod full_text;
pub mod ledger;
pub mod marks;
pub mod merging;
pub(crate) mod near_duplicates;
pub mod quotes;
pub mod schema;
pub(crate) mod stored_values;
pub(crate) mod text_encoding;
pub mod undo_decision;
pub mod watches;

pub use articles::article_version::EXTRACTOR;
pub use error::ArchiveError;
pub use stored_values::UnknownValue;
