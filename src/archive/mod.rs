//! The SQLite file: opened, migrated, written, checked.
//!
//! The only station that knows the schema's tables for writing. Reading commands get a connection that cannot
//! write ([`schema::open::reading`]); the importer gets the only one that can ([`schema::open::importing`]).

pub mod articles;
pub(crate) mod bulk_insert;
pub mod check;
pub mod entities;
pub mod full_text;
pub mod ledger;
pub(crate) mod near_duplicates;
pub mod quotes;
pub mod schema;

pub use articles::article_version::EXTRACTOR;

use std::path::PathBuf;

/// What can go wrong with an archive's file.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A reading command was pointed at nothing.
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
    /// Another program, or a later presscut, wrote it.
    #[error(
        "the archive has schema version {version}, this presscut knows up to {current}: use a newer presscut"
    )]
    TooNew {
        /// Of the file.
        version: i32,
        /// Of this program.
        current: i32,
    },
    /// An older presscut wrote it, and a reading command may not change it.
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
    #[error("another import is writing to {path}: wait until it has finished, then run this one again")]
    Busy {
        /// The archive.
        path: PathBuf,
    },
    /// Another program keeps it open, and will not let go.
    #[error("another program is using {path}: close it there, then run this again")]
    InUse {
        /// The archive.
        path: PathBuf,
    },
    /// The file that keeps two imports apart cannot be made.
    #[error("cannot write beside the archive, at {path}: {error}")]
    Lock {
        /// The lock's file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// SQLite's own words.
    #[error("the archive could not be read or written: {0}{remedy}", remedy = remedy(.0))]
    Sqlite(#[from] rusqlite::Error),
}

/// What the user can do about an error of SQLite, where that is known.
fn remedy(error: &rusqlite::Error) -> &'static str {
    match error.sqlite_error_code() {
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
