//! The ledger's runs, and the files of one.

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;
use crate::query::lists::ListQuery;

const RUNS: &str = "
    SELECT i.id, i.started_at, CASE WHEN i.undone_at IS NULL THEN i.status ELSE 'taken back' END AS status, i.\"new\", i.unchanged, i.revised, i.duplicate, i.rejected, i.teasers,
           (SELECT count(*) FROM import_files f WHERE f.import_id = i.id) AS files, i.command, i.version,
           i.finished_at, i.undone_at
    FROM imports i
    ORDER BY i.id";

const FILES: &str = "
    SELECT f.id, f.path, f.status, f.format, f.encoding, f.bytes, f.records, f.rejected, f.passed_over, substr(f.sha256, 1, 12) AS sha256
    FROM import_files f
    WHERE f.import_id = :id
    ORDER BY f.id";

/// All runs.
pub fn runs() -> ListQuery {
    ListQuery::new(RUNS)
}

/// The runs from one to another, without those that were taken back.
pub fn runs_between(first: i64, last: i64) -> ListQuery {
    let runs =
        format!("SELECT * FROM ({RUNS}) WHERE undone_at IS NULL AND id BETWEEN :first AND :last ORDER BY id");
    ListQuery::new(runs).with("first", first).with("last", last)
}

/// The files of a run.
pub fn files(import: i64) -> ListQuery {
    ListQuery::new(FILES).with("id", import)
}

/// Whether there is a run of that number.
pub fn is_known(archive: &ArchiveReader, import: i64) -> Result<bool, ArchiveError> {
    let known: i64 =
        archive
            .connection()
            .query_row("SELECT count(*) FROM imports WHERE id = ?1", [import], |row| row.get(0))?;
    Ok(known > 0)
}
