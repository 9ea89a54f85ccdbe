//! Watches: questions of the user's that are asked again and again.
//!
//! Takes and gives the question as JSON, which this station does not read.

use rusqlite::params;

use crate::archive::ArchiveError;
use crate::archive::clock::utc_now;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};

/// A watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Its name; no two are the same in small letters.
    pub name: String,
    /// Its question, as JSON.
    pub question: String,
    /// When it was added, UTC, ISO 8601.
    pub added_at: String,
}

/// All watches, in the order in which they were added.
///
/// # Errors
/// Where the archive cannot be read.
pub fn watches(archive: &ArchiveReader) -> Result<Vec<Watch>, ArchiveError> {
    let watches = archive
        .connection()
        .prepare("SELECT name, question, added_at FROM watches ORDER BY id")?
        .query_map([], |row| Ok(Watch { name: row.get(0)?, question: row.get(1)?, added_at: row.get(2)? }))?
        .collect::<Result<_, _>>()?;
    Ok(watches)
}

/// Adds a watch; false where there is one of that name.
///
/// # Errors
/// Where the archive cannot be written.
pub fn add_watch(archive: &ArchiveWriter, name: &str, question: &str) -> Result<bool, ArchiveError> {
    let added = archive.connection().execute(
        "INSERT INTO watches (name, question, added_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING",
        params![name, question, utc_now()],
    )?;
    Ok(added > 0)
}

/// Removes a watch; false where there is none of that name.
///
/// # Errors
/// Where the archive cannot be written.
pub fn remove_watch(archive: &ArchiveWriter, name: &str) -> Result<bool, ArchiveError> {
    Ok(archive.connection().execute("DELETE FROM watches WHERE name = ?1", [name])? > 0)
}
