//! What the ledger holds of forgotten articles: rejected records with their text, and paths of files that held nothing else.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use crate::archive::ArchiveError;

/// What a path becomes.
const FORGOTTEN_PATH: &str = "(forgotten)";

/// Characters of a text by which it is found in records. Fewer may be a phrase that other articles have.
const PROBE_CHARACTERS: usize = 100;

/// Where articles and their versions came from: rows of a temporary table.
pub(super) fn note_places(connection: &Connection, articles: &[i64]) -> Result<(), ArchiveError> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS forgotten_places (article_id, import_file_id, member, record);
         DELETE FROM forgotten_places",
    )?;
    let mut note = connection.prepare_cached(
        "INSERT INTO forgotten_places
         SELECT ?1, import_file_id, member, record FROM articles WHERE id = ?1
         UNION SELECT ?1, import_file_id, member, record FROM revisions WHERE article_id = ?1
         UNION SELECT ?1, import_file_id, member, record FROM sightings WHERE article_id = ?1",
    )?;
    for article in articles {
        note.execute([article])?;
    }
    Ok(())
}

/// SHA-256 of the rejected records that were deleted, by the article that they were of.
pub(super) type DeletedRecords = BTreeMap<i64, BTreeSet<String>>;

/// Deletes the rejected records that were at the place of an article, from which it was let in, or that hold one of its texts.
pub(super) fn delete_records(
    connection: &Connection,
    bodies: &[(i64, String)],
) -> Result<DeletedRecords, ArchiveError> {
    let (patterns, articles): (Vec<String>, Vec<i64>) =
        bodies.iter().flat_map(|(article, body)| probes(body).map(|probe| (probe, *article))).unzip();
    let texts = AhoCorasick::new(patterns).map_err(|_| ArchiveError::TooMuchToForget)?;
    let mut deleted = DeletedRecords::new();
    for table in ["rejects", "ended_rejects"] {
        let mut found = records_at_places(connection, table)?;
        let mut all =
            connection.prepare(&format!("SELECT id, raw_sha256, raw, scrape, reason FROM {table}"))?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            for column in 2..5 {
                let (ValueRef::Blob(bytes) | ValueRef::Text(bytes)) = row.get_ref(column)? else { continue };
                for hit in texts.find_overlapping_iter(bytes) {
                    found.insert((articles[hit.pattern().as_usize()], row.get(0)?, row.get(1)?));
                }
            }
        }
        for (article, id, raw_sha256) in found {
            connection
                .prepare_cached(&format!(
                    "UPDATE import_files SET rejected = max(rejected - 1, 0)
                     WHERE id = (SELECT import_file_id FROM {table} WHERE id = ?1)"
                ))?
                .execute([id])?;
            if table == "rejects" {
                connection.prepare_cached("DELETE FROM sightings WHERE reject_id = ?1")?.execute([id])?;
            }
            connection.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id])?;
            deleted.entry(article).or_default().insert(raw_sha256);
        }
    }
    Ok(deleted)
}

/// The records of a table that were at the place of an article, or from which it was let in: article, record, SHA-256.
fn records_at_places(
    connection: &Connection,
    table: &str,
) -> Result<BTreeSet<(i64, i64, String)>, ArchiveError> {
    let sql = format!(
        "SELECT p.article_id, r.id, r.raw_sha256
         FROM forgotten_places p JOIN import_files f ON f.id = p.import_file_id
         JOIN import_files g ON g.id = f.id OR g.sha256 = f.sha256
         JOIN {table} r ON r.import_file_id = g.id AND r.member IS p.member AND r.record IS p.record
         UNION
         SELECT p.article_id, r.id, r.raw_sha256 FROM forgotten_places p JOIN import_files f ON f.id = p.import_file_id
         JOIN {table} r ON r.id = CAST(substr(f.settings, 8) AS INTEGER)
         WHERE f.settings GLOB 'reject [0-9]*'"
    );
    let found = connection
        .prepare(&sql)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// The beginning of a text's longest paragraph, as it is and as JSON has it. A paragraph, since a record may have other breaks
/// between them.
fn probes(body: &str) -> impl Iterator<Item = String> {
    let longest = body.split("\n\n").max_by_key(|paragraph| paragraph.len()).unwrap_or_default();
    let probe: String = longest.chars().take(PROBE_CHARACTERS).collect();
    let escaped = serde_json::to_string(&probe).unwrap_or_default();
    let escaped = Some(escaped.trim_matches('"').to_string()).filter(|escaped| *escaped != probe);
    [Some(probe), escaped].into_iter().flatten().filter(|probe| !probe.is_empty())
}

/// Forgets the paths of files that have brought nothing but forgotten articles, since a page's file is often called as its
/// headline; in the commands of their runs too.
pub(super) fn forget_paths(connection: &Connection) -> Result<(), ArchiveError> {
    // Tables, since looking for what each file has brought would take a scan a file.
    connection.execute_batch(
        "CREATE TEMP TABLE used_files AS
             SELECT id, sha256 FROM import_files WHERE id IN (
                 SELECT import_file_id FROM articles UNION SELECT import_file_id FROM revisions
                 UNION SELECT import_file_id FROM rejects UNION SELECT import_file_id FROM ended_rejects
                 UNION SELECT import_file_id FROM sightings);
         CREATE TEMP TABLE unused_files AS
             SELECT DISTINCT o.id, o.sha256 FROM forgotten_places p JOIN import_files o ON o.id = p.import_file_id
             WHERE o.id NOT IN (SELECT id FROM used_files)
               AND (o.sha256 IS NULL OR o.sha256 NOT IN (SELECT sha256 FROM used_files WHERE sha256 IS NOT NULL))",
    )?;
    let files: Vec<(i64, i64, String)> = connection
        .prepare(
            "SELECT id, import_id, path FROM import_files
             WHERE path NOT IN ('-', ?1)
               AND (id IN (SELECT id FROM unused_files)
                    OR sha256 IN (SELECT sha256 FROM unused_files WHERE sha256 IS NOT NULL))",
        )?
        .query_map([FORGOTTEN_PATH], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    connection
        .execute_batch("DROP TABLE used_files; DROP TABLE unused_files; DROP TABLE forgotten_places")?;
    for (id, import, path) in files {
        connection
            .prepare_cached("UPDATE import_files SET path = ?2 WHERE id = ?1")?
            .execute(params![id, FORGOTTEN_PATH])?;
        connection
            .prepare_cached("UPDATE imports SET command = replace(command, ?2, ?3) WHERE id = ?1")?
            .execute(params![import, path, FORGOTTEN_PATH])?;
    }
    Ok(())
}
