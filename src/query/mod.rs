//! Questions to the archive: the catalogue of canned queries, ad-hoc SQL in its sandbox, full-text search.
//!
//! Every question goes one way: an archive that it cannot change ([`QuerySession`]), SQL that is lexed once
//! ([`SqlScript`](sandbox::script::SqlScript)), and rows that stream from a
//! [`RowSource`](crate::output::RowSource) into a [`Sink`](crate::output::Sink).

pub mod catalogue;
pub mod chart_facts;
pub(crate) mod command_instead;
pub(crate) mod error;
pub mod export;
pub mod facets;
pub mod functions;
pub mod import_limit;
pub mod lists;
pub mod news;
pub mod provenance;
pub mod resolve;
pub mod sandbox;
pub mod search;
pub mod session;
pub mod suggest;
pub mod vocabulary;
pub mod why_empty;
pub mod write;

pub use error::QueryError;
pub use import_limit::{ImportChoice, ImportRange};
/// A value of a parameter.
pub use rusqlite::types::Value;
pub use session::{Provenance, QuerySession, TimeLimit, open_archive};
