//! What a question has shown: hashes of the rows that were there when it was last asked for new ones.
//!
//! Takes the question as text, which is its key, and the hashes of its rows. The surprising decision: the hashes are one
//! value and not a row each. They are read and replaced together, and 8 bytes a row is all they take.

use rusqlite::{OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::clock::utc_now;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::archive::stored_values::stored_in;

/// Rows of one question that are remembered at most: 4 MB of hashes.
pub const MAX_ROWS_REMEMBERED: usize = 500_000;

/// What a question has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRows {
    /// When it was last asked, UTC, ISO 8601.
    pub asked_at: String,
    /// The hashes of the rows that were there.
    pub hashes: Vec<u64>,
}

/// What a question has shown; none where it was never asked for new rows.
///
/// # Errors
/// Where the archive cannot be read.
pub fn shown_rows(archive: &ArchiveReader, question: &str) -> Result<Option<ShownRows>, ArchiveError> {
    let sql = "SELECT asked_at, row_hashes, id FROM asked_questions WHERE question = ?1";
    let shown = archive
        .connection()
        .query_row(sql, [question], |row| {
            let id: i64 = row.get(2)?;
            let hashes = stored_in("asked_questions", &id).parsed_bytes(row, "row_hashes", hashes_of)?;
            Ok(ShownRows { asked_at: row.get(0)?, hashes })
        })
        .optional()?;
    Ok(shown)
}

/// Remembers what a question has shown, in place of what it had shown before.
///
/// # Errors
/// Where the archive cannot be written.
pub fn remember_rows(archive: &ArchiveWriter, question: &str, hashes: &[u64]) -> Result<(), ArchiveError> {
    let mut sorted = hashes.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let bytes: Vec<u8> = sorted.iter().flat_map(|hash| hash.to_be_bytes()).collect();
    archive.connection().execute(
        "INSERT INTO asked_questions (question, asked_at, row_count, row_hashes) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (question) DO UPDATE SET asked_at = excluded.asked_at, row_count = excluded.row_count,
             row_hashes = excluded.row_hashes",
        params![question, utc_now(), sorted.len() as i64, bytes],
    )?;
    Ok(())
}

/// The hashes of a value; none where its length is no multiple of 8.
fn hashes_of(bytes: &[u8]) -> Option<Vec<u64>> {
    let (hashes, rest) = bytes.as_chunks::<8>();
    rest.is_empty().then(|| hashes.iter().map(|hash| u64::from_be_bytes(*hash)).collect())
}
