//! Why a stream or a record gives no scrape.

use std::io;

/// Why a record is not a scrape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unreadable {
    /// One or two words, for grouping: "not JSON", "too few fields". The archive keeps them.
    pub rule: &'static str,
    /// For people: what was found and what to do.
    pub reason: String,
}

impl Unreadable {
    /// With a rule and a reason.
    pub fn new(rule: &'static str, reason: impl Into<String>) -> Unreadable {
        Unreadable { rule, reason: reason.into() }
    }
}

/// Why a stream gives no records at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its bytes cannot be read.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Its bytes are in no format that is read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl OpenError {
    /// One or two words, for grouping.
    pub fn rule(&self) -> &'static str {
        match self {
            OpenError::Io(_) => "unreadable",
            OpenError::Unreadable(unreadable) => unreadable.rule,
        }
    }
}
