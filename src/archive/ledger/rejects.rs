//! The rows of records that were not taken, and of those that the user has let in since.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::clock::utc_now;
use crate::archive::ledger::files::path_text;
use crate::archive::ledger::observations;
use crate::archive::ledger::observations::Observed;
use crate::archive::ledger::records::{FileId, ImportId, Reject};
use crate::model::Origin;
use crate::text::fingerprint::sha256_hex;

/// Keeps a record that is not taken; gives whether it is new. The same record, rejected again for the same reason, is kept
/// once.
pub fn enter_reject(
    connection: &Connection,
    import: ImportId,
    file: FileId,
    reject: &Reject,
) -> Result<bool, ArchiveError> {
    let origin = &reject.origin;
    let raw_sha256 = sha256_hex(&reject.raw);
    let path = path_text(&origin.path);
    let record = (origin.record > 0).then_some(origin.record);
    let known = connection
        .prepare_cached(
            "SELECT id FROM rejects
             WHERE path = ?1 AND member IS ?2 AND record IS ?3 AND raw_sha256 = ?4 AND rule = ?5",
        )?
        .query_row(params![path, origin.member, record, raw_sha256, reject.rule], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        observations::record(
            connection,
            Observed::Reject(id),
            (import, file),
            origin,
            reject.raw.len() as u64,
        )?;
        return Ok(false);
    }
    connection
        .prepare_cached(
            "INSERT INTO rejects (import_id, import_file_id, path, member, record, byte_offset, rule, reason, raw, raw_sha256,
                 scrape)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            import.0, file.0, path, origin.member, record, record.map(|_| origin.byte_offset), reject.rule,
            reject.reason, reject.raw, raw_sha256, reject.scrape
        ])?;
    Ok(true)
}

/// What letting a reject in needs, or why it cannot be let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readmission {
    /// There is no reject of that number.
    Unknown,
    /// The record could not be read, so that there is nothing to let in.
    NotReadable,
    /// It was let in before.
    Done,
    /// The gate rejected it, and it can be let in.
    Ready(RejectedRecord),
}

/// A record that the gate rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRecord {
    /// Where it was.
    pub origin: Origin,
    /// What was read of it, as JSON.
    pub scrape: String,
    /// Bytes of its record.
    pub byte_length: u64,
}

/// Looks up what letting a reject in needs.
///
/// # Errors
/// Where the archive cannot be read.
pub fn readmission(connection: &Connection, id: i64) -> Result<Readmission, ArchiveError> {
    let found = connection
        .prepare_cached(
            "SELECT path, member, coalesce(record, 1), coalesce(byte_offset, 0), scrape, length(raw),
                    readmitted_at IS NOT NULL
             FROM rejects WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let path: String = row.get(0)?;
            let origin = Origin {
                path: path.into(),
                member: row.get(1)?,
                record: row.get(2)?,
                byte_offset: row.get(3)?,
            };
            let (scrape, byte_length, done): (Option<String>, _, bool) =
                (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok(match scrape {
                None => Readmission::NotReadable,
                Some(_) if done => Readmission::Done,
                Some(scrape) => Readmission::Ready(RejectedRecord { origin, scrape, byte_length }),
            })
        })
        .optional()?;
    Ok(found.unwrap_or(Readmission::Unknown))
}

/// Enters that a reject was let in.
pub fn enter_readmission(connection: &Connection, id: i64) -> Result<(), ArchiveError> {
    connection.execute("UPDATE rejects SET readmitted_at = ?2 WHERE id = ?1", params![id, utc_now()])?;
    Ok(())
}

/// SHA-256 of the records that were let in: later imports take them too.
pub fn readmitted_hashes(connection: &Connection) -> Result<HashSet<String>, ArchiveError> {
    let hashes = connection
        .prepare("SELECT raw_sha256 FROM rejects WHERE readmitted_at IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(hashes)
}
