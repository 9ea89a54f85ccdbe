//! The rows of files: read, or known from an earlier run and passed over.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::ledger::records::{Counts, FileEnd, FileFacts, FileId, ImportId};
use crate::archive::schema::connection::ArchiveReader;

/// Enters a file that is about to be read.
pub fn begin_file(
    connection: &Connection,
    import: ImportId,
    file: &FileFacts,
) -> Result<FileId, ArchiveError> {
    connection
        .prepare_cached(
            "INSERT INTO import_files (import_id, path, sha256, bytes, format, settings, status)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'reading')",
        )?
        .execute(params![import.0, file.path, file.sha256, file.bytes, file.format, file.settings])?;
    Ok(FileId(connection.last_insert_rowid()))
}

/// Enters how a file ended.
pub fn end_file(
    connection: &Connection,
    file: FileId,
    end: FileEnd,
    counts: &Counts,
    encoding: Option<&str>,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "UPDATE import_files SET status = ?2, records = ?3, rejected = ?4, passed_over = ?5, encoding = ?6
             WHERE id = ?1",
        )?
        .execute(params![
            file.0, end.ending.as_str(), counts.records(), counts.rejected, end.passed_over, encoding
        ])?;
    Ok(())
}

/// The records of a file that some run has read to its end, counted as unchanged and rejected; `None` where no run has.
/// A run of an earlier version that rejected records for their dates does not count: they are no reason any more.
///
/// # Errors
/// Where the archive cannot be read.
pub fn known_file(
    archive: &ArchiveReader,
    sha256: &str,
    settings: &str,
) -> Result<Option<Counts>, ArchiveError> {
    let counts = archive
        .connection()
        .prepare_cached(
            "SELECT f.records, f.rejected -
                 (SELECT count(*) FROM rejects r WHERE r.readmitted_at IS NOT NULL AND r.import_file_id = f.id) -
                 (SELECT count(*) FROM rejects r JOIN sightings s ON s.reject_id = r.id
                  WHERE r.readmitted_at IS NOT NULL AND s.import_file_id = f.id)
             FROM import_files f JOIN imports i ON i.id = f.import_id
             WHERE f.sha256 = ?1 AND f.settings = ?2 AND f.status = 'done' AND i.undone_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM rejects r WHERE r.import_file_id = f.id AND r.rule = 'bad date')
             LIMIT 1",
        )?
        .query_row(params![sha256, settings], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, i64>(1)?)))
        .optional()?;
    // What was let in since is an article like the others.
    let counts =
        counts.map(|(records, rejected)| (records, u64::try_from(rejected).unwrap_or(0).min(records)));
    Ok(counts.map(|(records, rejected)| Counts {
        unchanged: records - rejected,
        rejected,
        ..Counts::default()
    }))
}

/// Enters a file that need not be read again.
pub fn skip_file(
    connection: &Connection,
    import: ImportId,
    file: &FileFacts,
    counts: &Counts,
) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "INSERT INTO import_files (import_id, path, sha256, bytes, format, settings, status, records, rejected)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'skipped', ?7, ?8)",
        )?
        .execute(params![
            import.0, file.path, file.sha256, file.bytes, file.format, file.settings, counts.records(), counts.rejected
        ])?;
    Ok(())
}

/// A path as the ledger writes it; bytes that are not valid text become U+FFFD.
pub fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
