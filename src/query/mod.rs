//! Questions to the archive: the catalogue of canned queries, ad-hoc SQL in its sandbox, full-text search.
//!
//! Whatever is asked goes one way: a connection that cannot change anything ([`sandbox`]), a prepared statement, and
//! rows that stream into a [`Sink`] ([`run`]).

pub mod catalogue;
pub mod export;
pub mod facets;
pub mod functions;
pub mod lists;
pub mod provenance;
pub mod resolve;
pub mod sandbox;
pub mod search;
pub mod suggest;
pub mod vocabulary;
pub mod write;

use crate::output::Sink;

/// Why a question was not answered. The messages are for people and say what to do.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The question itself is wrong: an unknown query, a missing parameter, a mistyped value.
    #[error("{0}")]
    Usage(String),
    /// A canned query's file is wrong.
    #[error(transparent)]
    BadQuery(#[from] catalogue::canned_query::BadQuery),
    /// The SQL is wrong, or does what is not allowed.
    #[error("{0}")]
    Sql(String),
    /// The archive cannot be opened, or is being written.
    #[error(transparent)]
    Archive(crate::archive::ArchiveError),
    /// SQLite failed.
    #[error("the archive could not be read: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The rows could not be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// All rows were given.
    Complete {
        /// How many.
        rows: u64,
    },
    /// There were more rows than asked for.
    RowLimit {
        /// How many were given.
        rows: u64,
    },
    /// Time was up.
    TimeLimit {
        /// How many were given.
        rows: u64,
    },
    /// The user stopped it.
    Interrupted {
        /// How many were given.
        rows: u64,
    },
}

impl Answer {
    /// How many rows were given.
    pub fn rows(&self) -> u64 {
        match self {
            Answer::Complete { rows }
            | Answer::RowLimit { rows }
            | Answer::TimeLimit { rows }
            | Answer::Interrupted { rows } => *rows,
        }
    }
}

/// A sink of any format.
pub type DynSink<'s> = dyn Sink + 's;
