//! Errors as the user meets them: what to print, and the exit code.

use std::io;

use crate::app::ask::AskError;
use crate::archive::ArchiveError;
use crate::query::QueryError;

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The arguments make no sense together; exit code 2.
    #[error("{0}")]
    Usage(String),
    /// Something failed; exit code 1.
    #[error("{0}")]
    Failed(String),
    /// The archive's own errors; exit code 1.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Reading or writing failed; a closed pipe on stdout is no error to the user.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl CliError {
    /// Whether the reader of our output has gone away, as `head` does.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, CliError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// 1 for an error, 2 for wrong usage.
    pub fn exit_code(&self) -> u8 {
        match self {
            CliError::Usage(_) => 2,
            _ => 1,
        }
    }
}

impl From<rusqlite::Error> for CliError {
    fn from(error: rusqlite::Error) -> CliError {
        CliError::Archive(error.into())
    }
}

impl From<AskError> for CliError {
    fn from(error: AskError) -> CliError {
        match error {
            error if error.is_usage() => CliError::Usage(error.to_string()),
            AskError::Io(error) => CliError::Io(error),
            AskError::Query(QueryError::Archive(error)) => error.into(),
            AskError::Query(QueryError::Sqlite(error)) => CliError::Archive(error.into()),
            error => CliError::Failed(error.to_string()),
        }
    }
}
