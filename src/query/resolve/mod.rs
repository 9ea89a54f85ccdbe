//! Which entity or source the user means: one answer for every command and every parameter of a query.
//!
//! Takes a name as a person writes it, in any case and without accents or stops, or a number as `presscut entities` and
//! `presscut sources` list it. Where that can be several, the user is asked which: nothing is guessed.

pub mod entities;
pub mod names_like;
pub mod sources;

pub use entities::{EntityCandidate, EntityChoice, resolve_entity};
pub use sources::{SourceChoice, resolve_source};

/// Candidates listed at most.
const MAX_CANDIDATES: usize = 8;

/// Why a name is nobody's, or not one's alone.
#[derive(Debug, thiserror::Error)]
pub enum NotResolved {
    /// No entity has this name or number.
    #[error(
        "nobody and nothing in the archive is named {text:?}{near}: `presscut entities --name TEXT` lists names"
    )]
    UnknownEntity {
        /// As the user gave it.
        text: String,
        /// " (did you mean …?)", or nothing.
        near: String,
    },
    /// Several entities have this name.
    #[error("{text:?} can be {candidates}: say which, by its name or number")]
    AmbiguousEntity {
        /// As the user gave it.
        text: String,
        /// "A (person, 3 mentions, #12) or B …", the most named first.
        candidates: String,
    },
    /// No source has this name, domain or number.
    #[error("the archive has no source {text:?}{near}: `presscut sources` lists them")]
    UnknownSource {
        /// As the user gave it.
        text: String,
        /// " (did you mean …?)", or nothing.
        near: String,
    },
    /// Several sources have this in their names.
    #[error("{text:?} can be {candidates}: say which")]
    AmbiguousSource {
        /// As the user gave it.
        text: String,
        /// "A or B".
        candidates: String,
    },
    /// SQLite failed.
    #[error("the archive could not be read: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// What the user wrote where a number can be meant.
enum Number {
    /// `#12` is a number and nothing else.
    Marked(i64),
    /// `12` may also be a name.
    Bare(i64),
}

impl Number {
    fn read(text: &str) -> Option<Number> {
        let text = text.trim();
        match text.strip_prefix('#') {
            Some(number) => number.parse().ok().map(Number::Marked),
            None => text.parse().ok().map(Number::Bare),
        }
    }
}
