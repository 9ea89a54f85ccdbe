//! What can go wrong with an archive's file, in words for the person who named it.

use std::path::{Path, PathBuf};

use crate::archive::stored_values::UnknownValue;

/// What can go wrong with an archive's file.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A command that reads was given the name of a file that does not exist.
    #[error(
        "there is no archive at {path}: make one with `presscut --db {path} import PATH…`, or name another with --db or PRESSCUT_DB"
    )]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else; it was not touched.
    #[error(
        "{path} is not a presscut archive ({what}); nothing in it was changed. Name another file with --db"
    )]
    NotAnArchive {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        what: String,
    },
    /// A later presscut wrote it.
    #[error(
        "the archive has schema version {version}, this presscut knows up to {current}: use a newer presscut"
    )]
    TooNew {
        /// Of the file.
        version: i32,
        /// Of this program.
        current: i32,
    },
    /// Too many texts to look for in rejected records at once.
    #[error(
        "these are too many articles to forget at once: forget them in parts, with --before DAY or --source NAME"
    )]
    TooMuchToForget,
    /// An older presscut wrote it, and a command that reads may not change it.
    #[error(
        "the archive has schema version {version}, this presscut needs {current}: any `presscut import` brings it up to date"
    )]
    TooOld {
        /// Of the file.
        version: i32,
        /// Of this program.
        current: i32,
    },
    /// Two imports at once.
    #[error(
        "another import is writing to {path}{by}: run this again when it has finished, or let it wait with --wait SECONDS",
        by = if holder.is_empty() { String::new() } else { format!(" ({holder})") }
    )]
    Busy {
        /// The archive.
        path: PathBuf,
        /// Who is writing, where that is known.
        holder: String,
    },
    /// Somebody else has put something into the archive's schema that acts on presscut's tables.
    #[error(
        "{path} has something in its schema that is not presscut's own ({what}) and would act on what is written: nothing was \
         changed. `presscut check` lists it; remove it with another SQLite program (DROP TRIGGER …, DROP VIEW …) if you trust \
         the rest"
    )]
    ForeignSchema {
        /// The archive.
        path: PathBuf,
        /// What it is.
        what: String,
    },
    /// The user has made a table of a name that the schema needs since.
    #[error(
        "{path} is from an older presscut, and {what}, which is your own, has a name that the newer schema needs: nothing was \
         changed. Take it out of the way with another SQLite program, and run this again: sqlite3 {path} '{remedy}'"
    )]
    NameTaken {
        /// The archive.
        path: PathBuf,
        /// What it is: "the table tags".
        what: String,
        /// SQL that takes it out of the way.
        remedy: String,
    },
    /// Another program keeps SQLite's own lock.
    #[error("another program is using {path}: close it there, or wait for it longer with --wait SECONDS")]
    InUse {
        /// The archive.
        path: PathBuf,
    },
    /// A program was killed while it wrote, and what it left cannot be taken back where the file is.
    #[error(
        "{path} was being written to when a program was killed, and it is in a place that cannot be written: copy it, with the \
         files beside it whose names begin with its name, to a folder that can be written, and open it there"
    )]
    NotRecovered {
        /// The archive.
        path: PathBuf,
    },
    /// An archive is copied before its schema is changed, and the copy cannot be written; the archive was not changed.
    #[error(
        "the archive is from an older presscut, and is copied before it is brought up to date, but {path} cannot be written: \
         {reason}. The archive is as it was"
    )]
    NotBackedUp {
        /// The copy's file.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The file that keeps two imports apart cannot be made.
    #[error("cannot write beside the archive, at {path}: {error}")]
    Lock {
        /// The lock's file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// A row holds a value that no presscut writes.
    #[error(
        "the archive is damaged: {0}. `presscut check` says more; go back to a `presscut backup`, or correct the row with `presscut sql --write`"
    )]
    UnknownValue(UnknownValue),
    /// SQLite's own words.
    #[error("the archive could not be read or written: {reason}{remedy}", reason = reason(.0), remedy = remedy(.0))]
    Sqlite(rusqlite::Error),
}

impl ArchiveError {
    /// Whether a question was stopped because it took too long.
    pub fn is_time_up(&self) -> bool {
        let ArchiveError::Sqlite(error) = self else { return false };
        error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted)
    }

    /// An error of SQLite, as [`ArchiveError::InUse`] where it means that another program keeps the archive.
    pub(crate) fn where_in_use(path: &Path, error: rusqlite::Error) -> ArchiveError {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy) => ArchiveError::InUse { path: path.into() },
            _ => error.into(),
        }
    }
}

impl From<rusqlite::Error> for ArchiveError {
    fn from(error: rusqlite::Error) -> ArchiveError {
        match error {
            rusqlite::Error::FromSqlConversionFailure(column, kind, cause) => {
                match cause.downcast::<UnknownValue>() {
                    Ok(unknown) => ArchiveError::UnknownValue(*unknown),
                    Err(cause) => {
                        ArchiveError::Sqlite(rusqlite::Error::FromSqlConversionFailure(column, kind, cause))
                    }
                }
            }
            error => ArchiveError::Sqlite(error),
        }
    }
}

/// What SQLite says, without the text of the statement, which is presscut's own and can be long.
fn reason(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

/// What the user can do about an error of SQLite, where that is known.
fn remedy(error: &rusqlite::Error) -> &'static str {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::OperationInterrupted) => {
            ". It took longer than it may where the schema is not presscut's own: `presscut check` says what is foreign in it"
        }
        Some(rusqlite::ErrorCode::DiskFull) => ". Make room on the disk; what was imported before is in",
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => {
            ". Its file and the folder that it is in have to be writable: see their permissions, or copy it elsewhere"
        }
        Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            ". `presscut check` says more; go back to a `presscut backup`"
        }
        _ => "",
    }
}
