//! Rejected records, read back: to be shown, or to be readmitted past the gate.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::ledger::now;
use crate::model::Origin;

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
    Ready(RejectedRecord),
}

/// A record that the gate rejected, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRecord {
    /// Where it was.
    pub origin: Origin,
    /// What was read of it, as JSON.
    pub scrape: String,
    /// Bytes of its record.
    pub byte_length: u64,
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
                Some(scrape) => Readmission::Ready(RejectedRecord { origin, scrape, byte_length }),
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
pub fn readmitted_hashes(connection: &Connection) -> Result<HashSet<String>, ArchiveError> {
    let hashes = connection
        .prepare("SELECT raw_sha256 FROM rejects WHERE readmitted_at IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(hashes)
}
