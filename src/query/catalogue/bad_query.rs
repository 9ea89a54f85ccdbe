//! Where a canned query comes from, and the error that its file is wrong.

use std::path::PathBuf;

/// Where a canned query comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryOrigin {
    /// In presscut's own catalogue.
    Catalogue,
    /// In a file of the user's.
    File(PathBuf),
}

/// Why a file is no canned query: where, and what is wrong.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}, line {line}: {reason}")]
pub struct BadQuery {
    pub(crate) place: String,
    pub(crate) line: usize,
    pub(crate) reason: String,
}

/// The place as errors name it.
pub(crate) fn place_of(name: &str, origin: &QueryOrigin) -> String {
    match origin {
        QueryOrigin::Catalogue => format!("query {name}"),
        QueryOrigin::File(path) => path.display().to_string(),
    }
}
