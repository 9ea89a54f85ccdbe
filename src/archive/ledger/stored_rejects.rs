//! Rejected records read back, for people to look at and to choose from.

use rusqlite::OptionalExtension;

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;

/// A rejected record as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReject {
    /// The file, as it was named.
    pub path: String,
    /// The member of an archive file.
    pub member: Option<String>,
    /// Its number in the file, from 1; `None` where the whole file was rejected.
    pub record: Option<i64>,
    /// One or two words, for grouping.
    pub rule: String,
    /// For people, with the evidence.
    pub reason: String,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// The run that rejected it.
    pub import: i64,
    /// When it was readmitted, UTC.
    pub readmitted_at: Option<String>,
}

/// A reject; `None` where there is none of that number.
pub fn stored_reject(archive: &ArchiveReader, id: i64) -> Result<Option<StoredReject>, ArchiveError> {
    let found = archive
        .connection()
        .prepare_cached(
            "SELECT path, member, record, rule, reason, raw, import_id, readmitted_at FROM rejects WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(StoredReject {
                path: row.get(0)?,
                member: row.get(1)?,
                record: row.get(2)?,
                rule: row.get(3)?,
                reason: row.get(4)?,
                raw: row.get(5)?,
                import: row.get(6)?,
                readmitted_at: row.get(7)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// The numbers of the rejects that can be readmitted and are not; those of one rule, if one is given.
pub fn readmittable(archive: &ArchiveReader, rule: Option<&str>) -> Result<Vec<i64>, ArchiveError> {
    let ids = archive
        .connection()
        .prepare_cached(
            "SELECT id FROM rejects
             WHERE scrape IS NOT NULL AND readmitted_at IS NULL AND (?1 IS NULL OR rule = ?1) ORDER BY id",
        )?
        .query_map([rule], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}
