//! Why a name is nobody's, or not one's alone; and numbers that the user writes instead of a name.

/// Candidates listed at most.
pub(crate) const MAX_CANDIDATES: usize = 8;

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
    #[error("{text:?} can be {candidates}: give the full name or the number (as \"#{first}\")")]
    AmbiguousEntity {
        /// As the user gave it.
        text: String,
        /// The number of the candidate that is named most.
        first: i64,
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
    /// Nothing has this tag.
    #[error("nothing is tagged {text:?}{near}: `presscut tags` lists the tags")]
    UnknownTag {
        /// As the user gave it.
        text: String,
        /// " (did you mean …?)", or nothing.
        near: String,
    },
    /// SQLite failed.
    #[error("the archive could not be read: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// What the user wrote where a number can be meant.
pub(crate) enum Number {
    /// `#12` is a number and nothing else.
    Marked(i64),
    /// `12` may also be a name.
    Bare(i64),
}

impl Number {
    pub(crate) fn parse(text: &str) -> Option<Number> {
        let text = text.trim();
        match text.strip_prefix('#') {
            Some(number) => number.parse().ok().map(Number::Marked),
            None => text.parse().ok().map(Number::Bare),
        }
    }
}
