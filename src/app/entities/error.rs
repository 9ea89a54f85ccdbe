//! Why nothing was shown of an entity, or decided about it.

use std::path::PathBuf;

use crate::app::edited_file::EditedFileError;
use crate::archive::ArchiveError;
use crate::archive::entities::decisions::DecisionError;
use crate::query::resolve::NotResolved;

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum EntitiesError {
    /// A name is nobody's, or that of several entities.
    #[error(transparent)]
    NotResolved(#[from] NotResolved),
    /// An entity that has a name has no row.
    #[error("entity {0} has no row: see `presscut check`")]
    NoRow(i64),
    /// The decision makes no sense in this archive.
    #[error(transparent)]
    Decision(#[from] DecisionError),
    /// The sheet cannot be read.
    #[error(transparent)]
    File(#[from] EditedFileError),
    /// The sheet has wrong lines; nothing was changed.
    #[error("{path}: nothing was changed\n  {}", .wrong.join("\n  "))]
    BadSheet {
        /// The sheet's file.
        path: PathBuf,
        /// All that is wrong, each with its line.
        wrong: Vec<String>,
    },
}

impl From<ArchiveError> for EntitiesError {
    fn from(error: ArchiveError) -> EntitiesError {
        EntitiesError::Decision(error.into())
    }
}
