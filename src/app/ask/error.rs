//! Why a question was not answered, or its rows not written.

use std::io;

use crate::archive::ArchiveError;
use crate::output::TargetError;
use crate::query::QueryError;

/// Why a question was not answered, or its rows not written. The messages say what to do.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The question is wrong, or could not be answered.
    #[error(transparent)]
    Query(QueryError),
    /// A file could not be made or written.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// Several statements, for a file that holds one result.
    #[error(
        "there are {results} statements, each with a result of its own, and a file of this format holds one: see them with \
         -t or --markdown, or write -o FILE.xlsx, a sheet each"
    )]
    SeveralResults {
        /// How many.
        results: usize,
    },
    /// There is nothing in a search that could be looked for.
    #[error("there is no word to look for in {words:?}")]
    NoSearchWords {
        /// As given.
        words: String,
    },
    /// Anything else that is wrong with the request.
    #[error("{0}")]
    Usage(String),
    /// Anything else that failed.
    #[error("{0}")]
    Failed(String),
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl AskError {
    /// Whether the request itself is wrong, so that asking in another way helps.
    pub fn is_usage(&self) -> bool {
        match self {
            AskError::Query(error) => error.is_usage(),
            AskError::SeveralResults { .. } | AskError::NoSearchWords { .. } | AskError::Usage(_) => true,
            AskError::Target(_) | AskError::Failed(_) | AskError::Io(_) => false,
        }
    }

    /// Whether whoever reads the output has gone away, as `head` does.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, AskError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<QueryError> for AskError {
    fn from(error: QueryError) -> AskError {
        match error {
            QueryError::Io(error) => AskError::Io(error),
            other => AskError::Query(other),
        }
    }
}

impl From<ArchiveError> for AskError {
    fn from(error: ArchiveError) -> AskError {
        AskError::Query(QueryError::Archive(error))
    }
}
