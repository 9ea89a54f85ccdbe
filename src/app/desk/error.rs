//! Why nothing was tagged, noted or taken in.

use std::path::PathBuf;

use crate::app::ask::AskError;
use crate::app::edited_file::EditedFileError;
use crate::app::entities::EntitiesError;
use crate::archive::ArchiveError;
use crate::archive::marks::words::WordsError;
use crate::query::resolve::NotResolved;

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum MarksError {
    /// There is no article of that number.
    #[error(
        "there is no article {0}: `presscut query articles` and `presscut search WORDS` list the numbers"
    )]
    UnknownArticle(i64),
    /// There is no quote of that number.
    #[error("there is no quote {0}: `presscut quotes` lists the numbers")]
    UnknownQuote(i64),
    /// There is no note of that number.
    #[error("there is no note {0}: `presscut notes` lists them")]
    UnknownNote(i64),
    /// Nothing has a tag.
    #[error(transparent)]
    NotResolved(#[from] NotResolved),
    /// An entity is not found, or cannot be read.
    #[error(transparent)]
    Entity(#[from] EntitiesError),
    /// A tag or note that cannot be one.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The search or query that was to give the articles is wrong.
    #[error(transparent)]
    Selection(#[from] AskError),
    /// The search or query gives nothing.
    #[error("nothing was found, so nothing is changed")]
    NothingFound,
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
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}
