//! The rows of runs: begun, counted while they go on, ended.

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::clock::utc_now;
use crate::archive::ledger::records::{Counts, Ending, FileId, ImportId};
use crate::archive::schema::connection::ArchiveReader;

/// Enters a run.
pub fn begin_import(connection: &Connection, command: &str) -> Result<ImportId, ArchiveError> {
    connection.execute(
        "INSERT INTO imports (started_at, status, command, version) VALUES (?1, 'running', ?2, ?3)",
        params![utc_now(), command, env!("CARGO_PKG_VERSION")],
    )?;
    Ok(ImportId(connection.last_insert_rowid()))
}

/// The last run that was not undone.
pub(crate) fn last_import(archive: &ArchiveReader) -> Result<Option<i64>, ArchiveError> {
    let last =
        archive
            .connection()
            .query_row("SELECT max(id) FROM imports WHERE undone_at IS NULL", [], |row| row.get(0))?;
    Ok(last)
}

/// Enters that runs which were killed are over. The writer's lock has to be held.
pub fn close_killed_imports(connection: &Connection) -> Result<(), ArchiveError> {
    connection.execute_batch(
        "UPDATE imports SET status = 'interrupted' WHERE status = 'running';
         UPDATE import_files SET status = 'interrupted' WHERE status = 'reading';",
    )?;
    Ok(())
}

/// Enters how far a run has come, so that one that is killed has its counts too.
pub fn enter_progress(
    connection: &Connection,
    import: ImportId,
    counts: &Counts,
    file: Option<(FileId, &Counts)>,
) -> Result<(), ArchiveError> {
    enter_counts(connection, import, counts)?;
    if let Some((file, counts)) = file {
        connection
            .prepare_cached("UPDATE import_files SET records = ?2, rejected = ?3 WHERE id = ?1")?
            .execute(params![file.0, counts.records(), counts.rejected])?;
    }
    Ok(())
}

fn enter_counts(connection: &Connection, import: ImportId, counts: &Counts) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "UPDATE imports SET \"new\" = ?2, unchanged = ?3, revised = ?4, duplicate = ?5, rejected = ?6, teasers = ?7, forgotten = ?8
             WHERE id = ?1",
        )?
        .execute(params![
            import.0, counts.new, counts.unchanged, counts.revised, counts.duplicate, counts.rejected, counts.teasers,
            counts.forgotten
        ])?;
    Ok(())
}

/// Enters how a run ended.
pub fn end_import(
    connection: &Connection,
    import: ImportId,
    ending: Ending,
    counts: &Counts,
) -> Result<(), ArchiveError> {
    enter_counts(connection, import, counts)?;
    connection.execute(
        "UPDATE imports SET finished_at = ?2, status = ?3 WHERE id = ?1",
        params![import.0, utc_now(), ending.as_str()],
    )?;
    Ok(())
}

/// Enters that a run broke off by an error; its counts are those of its last batch.
pub fn fail_import(connection: &Connection, import: ImportId) -> Result<(), ArchiveError> {
    connection.execute(
        "UPDATE imports SET finished_at = ?2, status = 'failed' WHERE id = ?1",
        params![import.0, utc_now()],
    )?;
    connection.execute(
        "UPDATE import_files SET status = 'failed' WHERE import_id = ?1 AND status = 'reading'",
        [import.0],
    )?;
    Ok(())
}

/// Deletes a run that has brought nothing.
pub(crate) fn delete_import(connection: &Connection, import: ImportId) -> Result<(), ArchiveError> {
    connection.execute("DELETE FROM import_files WHERE import_id = ?1", [import.0])?;
    connection.execute("DELETE FROM imports WHERE id = ?1", [import.0])?;
    Ok(())
}
