//! Where a later run observed a row again, exactly so: what undoing the run that brought it has to know.
//!
//! A file that is read twice under the same settings is one place, whatever it is called: reading it again, or going on
//! after an interruption, adds no observation.

use rusqlite::{Connection, named_params};

use crate::archive::ArchiveError;
use crate::archive::ledger::records::{FileId, ImportId};
use crate::model::Origin;

/// What was observed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Observed<'t> {
    /// An article, with the key of this text.
    Article(i64, &'t str),
    /// A reject.
    Reject(i64),
}

/// Enters an observation, unless it was made at a place that is known.
pub(crate) fn record(
    connection: &Connection,
    observed: Observed<'_>,
    (import, file): (ImportId, FileId),
    origin: &Origin,
    byte_length: u64,
) -> Result<(), ArchiveError> {
    let (article, reject, text_key) = match observed {
        Observed::Article(id, text_key) => (Some(id), None, Some(text_key)),
        Observed::Reject(id) => (None, Some(id), None),
    };
    // A run that has read the same file, or is this one.
    connection
        .prepare_cached(
            "INSERT INTO sightings (article_id, reject_id, text_key, import_id, import_file_id, member, record, byte_offset,
                 byte_length)
             SELECT :article, :reject, :text_key, :import, :file, :member, :record, :byte_offset, :byte_length
             WHERE NOT EXISTS (
                 SELECT 1
                 FROM (SELECT import_file_id, member, record FROM articles WHERE id = :article
                       UNION ALL SELECT import_file_id, member, record FROM rejects WHERE id = :reject
                       UNION ALL SELECT import_file_id, member, record FROM revisions
                           WHERE article_id = :article AND record IS :record
                       UNION ALL SELECT import_file_id, member, record FROM sightings
                           WHERE article_id = :article AND record IS :record
                       UNION ALL SELECT import_file_id, member, record FROM sightings
                           WHERE reject_id = :reject AND record IS :record) place
                 JOIN import_files f ON f.id = place.import_file_id
                 JOIN import_files own ON own.id = :file
                 WHERE place.member IS :member AND place.record IS :record
                   AND (f.id = own.id OR (f.sha256 = own.sha256 AND f.settings = own.settings)))",
        )?
        .execute(named_params! {
            ":article": article, ":reject": reject, ":text_key": text_key, ":import": import.0, ":file": file.0,
            ":member": origin.member, ":record": (origin.record > 0).then_some(origin.record),
            ":byte_offset": origin.byte_offset, ":byte_length": byte_length,
        })?;
    Ok(())
}
