//! What a run that is undone leaves to others: rows that another run observed again, which would have brought them. Its
//! number may be lower, where it came with another archive.

use rusqlite::{Connection, OptionalExtension};

use crate::archive::ArchiveError;
use crate::archive::ledger::records::ImportId;

/// Hands over the files that another run has read to their end, or passed over because this one had. Gives how many articles
/// and teasers were handed over with them.
pub(crate) fn hand_over_files(connection: &Connection, import: ImportId) -> Result<u64, ArchiveError> {
    let mut handed_over = 0;
    // All files in one statement a table: looking for what each file has brought would take a scan a file.
    connection.execute_batch(
        "CREATE TEMP TABLE heirs (file INTEGER PRIMARY KEY, heir INTEGER NOT NULL, import INTEGER NOT NULL)",
    )?;
    connection.execute(
        "INSERT INTO heirs
         SELECT f.id, min(h.id), h.import_id
         FROM import_files f
         JOIN import_files h ON h.sha256 = f.sha256 AND h.settings = f.settings AND h.import_id <> f.import_id
         JOIN imports i ON i.id = h.import_id
         WHERE f.import_id = ?1 AND h.status IN ('done', 'skipped') AND i.undone_at IS NULL
         GROUP BY f.id",
        [import.0],
    )?;
    for table in ["articles", "revisions", "sightings", "rejects"] {
        let sql = format!(
            "UPDATE {table} SET import_file_id = h.heir, import_id = h.import
             FROM heirs h WHERE {table}.import_file_id = h.file"
        );
        let rows = connection.execute(&sql, [])? as u64;
        handed_over += if table == "articles" { rows } else { 0 };
    }
    connection.execute_batch(
        "UPDATE import_files SET status = 'done' WHERE id IN (SELECT heir FROM heirs) AND status = 'skipped';
         DROP TABLE heirs",
    )?;
    Ok(handed_over)
}

/// Hands over earlier versions that a later run observed. This comes before the current versions are looked at, so that an
/// article of which a version stays is not deleted. An observation of the current version's text counts for the current
/// version.
pub(crate) fn hand_over_earlier_versions(
    connection: &Connection,
    import: ImportId,
) -> Result<(), ArchiveError> {
    let versions: Vec<(i64, i64)> = connection
        .prepare(
            "SELECT r.id, r.article_id FROM revisions r JOIN articles a ON a.id = r.article_id
             WHERE r.import_id = ?1 AND a.import_id = ?1 AND r.text_key <> a.text_key ORDER BY r.id",
        )?
        .query_map([import.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (version, article) in versions {
        hand_over(connection, import, "revisions", version, article)?;
    }
    Ok(())
}

/// Hands a row over to another run which observed the same version; says whether there is one.
pub(crate) fn hand_over(
    connection: &Connection,
    import: ImportId,
    table: &str,
    row: i64,
    article: i64,
) -> Result<bool, ArchiveError> {
    let observation: Option<i64> = connection
        .query_row(
            &format!(
                "SELECT s.id FROM sightings s JOIN {table} v ON v.id = ?1
                 WHERE s.article_id = ?2 AND s.import_id <> ?3 AND s.text_key = v.text_key ORDER BY s.id LIMIT 1"
            ),
            [row, article, import.0],
            |row| row.get(0),
        )
        .optional()?;
    let Some(observation) = observation else { return Ok(false) };
    connection.execute(
        &format!(
            "UPDATE {table} SET import_id = s.import_id, import_file_id = s.import_file_id, member = s.member,
                 record = s.record, byte_offset = s.byte_offset, byte_length = s.byte_length
             FROM sightings s WHERE {table}.id = ?1 AND s.id = ?2"
        ),
        [row, observation],
    )?;
    connection.execute("DELETE FROM sightings WHERE id = ?1", [observation])?;
    Ok(true)
}
