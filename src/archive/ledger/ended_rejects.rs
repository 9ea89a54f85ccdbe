//! Rejects that have ended: their file was read again, with other options or by a later presscut, and went in.
//!
//! They are set apart, so that `rejects` lists what is still missing, and come back where the run that ended them is undone.
//! A record that was rejected again, or let in by the user, is not touched; nor is one of a run with the same settings, which
//! this run may go on from instead of reading it again.

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::ledger::records::{FileId, ImportId};

/// The columns that a reject keeps.
const COLUMNS: &str =
    "id, import_id, import_file_id, path, member, record, byte_offset, rule, reason, raw, raw_sha256, scrape";

/// Ends the earlier rejects of a file that a run has read to its end and taken records of.
pub(crate) fn end_earlier(
    connection: &Connection,
    import: ImportId,
    file: FileId,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(&format!(
            "INSERT INTO ended_rejects ({COLUMNS}, ended_by)
             SELECT {}, ?1 FROM import_files own
             CROSS JOIN import_files f ON f.sha256 = own.sha256 AND f.settings <> own.settings
             CROSS JOIN rejects r ON r.import_id = f.import_id AND r.import_file_id = f.id
             WHERE own.id = ?2 AND r.readmitted_at IS NULL
               AND NOT EXISTS (
                   SELECT 1 FROM sightings s JOIN import_files g ON g.id = s.import_file_id
                   WHERE s.reject_id = r.id AND g.sha256 = own.sha256 AND g.settings = own.settings)",
            COLUMNS.split(", ").map(|column| format!("r.{column}")).collect::<Vec<_>>().join(", ")
        ))?
        .execute(params![import.0, file.0])?;
    connection
        .prepare_cached("DELETE FROM rejects WHERE id IN (SELECT id FROM ended_rejects WHERE ended_by = ?1)")?
        .execute([import.0])?;
    Ok(())
}

/// Brings back what a run has ended, and forgets what it has brought itself: the run is undone.
pub(crate) fn undo(connection: &Connection, import: ImportId) -> Result<(), ArchiveError> {
    connection.execute("DELETE FROM ended_rejects WHERE import_id = ?1", [import.0])?;
    connection.execute(
        &format!("INSERT INTO rejects ({COLUMNS}) SELECT {COLUMNS} FROM ended_rejects WHERE ended_by = ?1"),
        [import.0],
    )?;
    connection.execute("DELETE FROM ended_rejects WHERE ended_by = ?1", [import.0])?;
    Ok(())
}
