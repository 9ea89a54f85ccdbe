//! Rejected records, read back: to be shown, or to be readmitted past the gate.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::ledger::now;
use crate::model::Origin;

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

/// What can be done about a reject that the user wants to readmit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readmission {
    /// There is none of that number.
    Unknown,
    /// Nothing could be read of its record, so there is nothing to readmit.
    NotReadable,
    /// It was readmitted before.
    Done,
    /// It can be readmitted.
    Ready(ReadyReject),
}

/// A record that the gate rejected, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyReject {
    /// Where it was.
    pub origin: Origin,
    /// What was read of it, as JSON.
    pub scrape: String,
    /// Bytes of its record.
    pub byte_length: u64,
}

/// A reject; `None` where there is none of that number.
pub fn stored_reject(connection: &Connection, id: i64) -> Result<Option<StoredReject>, ArchiveError> {
    let found = connection
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
pub fn readmittable(connection: &Connection, rule: Option<&str>) -> Result<Vec<i64>, ArchiveError> {
    let ids = connection
        .prepare_cached(
            "SELECT id FROM rejects
             WHERE scrape IS NOT NULL AND readmitted_at IS NULL AND (?1 IS NULL OR rule = ?1) ORDER BY id",
        )?
        .query_map([rule], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

/// What can be done about a reject.
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
            let (scrape, byte_length, done): (Option<String>, _, _) = (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok(match scrape {
                None => Readmission::NotReadable,
                Some(_) if done => Readmission::Done,
                Some(scrape) => Readmission::Ready(ReadyReject { origin, scrape, byte_length }),
            })
        })
        .optional()?;
    Ok(found.unwrap_or(Readmission::Unknown))
}

/// Enters that a reject was readmitted.
pub fn enter_readmission(connection: &Connection, id: i64) -> Result<(), ArchiveError> {
    connection.execute("UPDATE rejects SET readmitted_at = ?2 WHERE id = ?1", params![id, now()])?;
    Ok(())
}

/// SHA-256 of the records that were readmitted: later imports take them too.
pub fn readmitted(connection: &Connection) -> Result<HashSet<String>, ArchiveError> {
    let hashes = connection
        .prepare("SELECT raw_sha256 FROM rejects WHERE readmitted_at IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(hashes)
}
