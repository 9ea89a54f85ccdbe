//! The ledger of another archive: its sources, runs and files, found in this one or added, and its rejected records.
//!
//! Runs have no name of their own. Two archives have one run in common where one began as a copy of the other: then it began
//! and ended at the same time, with the same counts, and read the same files.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::articles::sources;
use crate::archive::merging::stored_row::StoredRow;
use crate::model::Article;

/// Rows of the other archive, by their number there: their number here.
#[derive(Debug, Default)]
pub(super) struct LedgerMap {
    pub sources: HashMap<i64, i64>,
    pub imports: HashMap<i64, i64>,
    pub files: HashMap<i64, i64>,
    /// How many runs were added.
    pub new_imports: u64,
}

impl LedgerMap {
    /// A row with its numbers of source, run and file replaced.
    pub fn translate(&self, row: StoredRow) -> StoredRow {
        let mut row = row;
        for (column, map) in [
            ("source_id", &self.sources),
            ("import_id", &self.imports),
            ("replaced_by_import", &self.imports),
            ("ended_by", &self.imports),
            ("import_file_id", &self.files),
        ] {
            if let Some(here) = row.integer(column).and_then(|there| map.get(&there)) {
                row = row.with(column, *here);
            }
        }
        row
    }
}

/// Finds or adds the sources, runs and files of another archive.
pub(super) fn map_ledger(to: &Connection, from: &Connection) -> Result<LedgerMap, ArchiveError> {
    let mut map = LedgerMap::default();
    for source in StoredRow::select(from, "SELECT * FROM sources ORDER BY id", [])? {
        let (name, domain) = (source.text("name"), source.text("domain"));
        let article = Article {
            source: name.filter(|name| Some(*name) != domain).map(str::to_string),
            domain: domain.map(str::to_string),
            ..Article::default()
        };
        if let (Some(there), Some(here)) = (source.integer("id"), sources::source_id(to, &article)?) {
            map.sources.insert(there, here);
        }
    }
    let known: HashMap<String, i64> = runs(to)?.into_iter().map(|(id, key)| (key, id)).collect();
    for (there, key) in runs(from)? {
        let here = match known.get(&key) {
            Some(here) => *here,
            None => {
                map.new_imports += 1;
                add_run(to, from, there)?
            }
        };
        map.imports.insert(there, here);
        map_files(to, from, (there, here), &mut map)?;
    }
    copy_date_orders(to, from, &map)?;
    Ok(map)
}

/// The runs of an archive, each with what tells it from others.
fn runs(connection: &Connection) -> Result<Vec<(i64, String)>, ArchiveError> {
    let found = connection
        .prepare(
            "SELECT i.id, json_array(i.started_at, i.finished_at, i.version, i.\"new\", i.unchanged, i.revised, i.duplicate,
                 i.rejected, (SELECT json_group_array(json_array(f.sha256, f.settings, f.bytes) ORDER BY f.id)
                              FROM import_files f WHERE f.import_id = i.id))
             FROM imports i ORDER BY i.id",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

fn add_run(to: &Connection, from: &Connection, there: i64) -> Result<i64, ArchiveError> {
    let mut here = 0;
    for run in StoredRow::select(from, "SELECT * FROM imports WHERE id = ?1", [there])? {
        // One that is writing now is not at its end; what it writes comes with the next merge.
        let run = match run.text("status") {
            Some("running") => run.with("status", "interrupted".to_string()),
            _ => run,
        };
        here = run.without(&["id"]).insert(to, "imports")?;
    }
    for file in
        StoredRow::select(from, "SELECT * FROM import_files WHERE import_id = ?1 ORDER BY id", [there])?
    {
        let file = match file.text("status") {
            Some("reading") => file.with("status", "interrupted".to_string()),
            _ => file,
        };
        file.without(&["id"]).with("import_id", here).insert(to, "import_files")?;
    }
    Ok(here)
}

/// Files of one run are in one order in both archives.
fn map_files(
    to: &Connection,
    from: &Connection,
    (there, here): (i64, i64),
    map: &mut LedgerMap,
) -> Result<(), ArchiveError> {
    let of_run = "SELECT id FROM import_files WHERE import_id = ?1 ORDER BY id";
    let list = |connection: &Connection, run: i64| -> Result<Vec<i64>, ArchiveError> {
        let found =
            connection.prepare_cached(of_run)?.query_map([run], |row| row.get(0))?.collect::<Result<_, _>>();
        Ok(found?)
    };
    map.files.extend(list(from, there)?.into_iter().zip(list(to, here)?));
    Ok(())
}

/// What the user has said of how sources write dates. Where both archives have a rule for one source, the one here stays.
fn copy_date_orders(to: &Connection, from: &Connection, map: &LedgerMap) -> Result<(), ArchiveError> {
    for rule in StoredRow::select(from, "SELECT * FROM date_orders", [])? {
        let here = rule.integer("source_id").and_then(|there| map.sources.get(&there));
        if let (Some(here), Some(rule)) = (here, rule.text("rule")) {
            to.execute(
                "INSERT OR IGNORE INTO date_orders (source_id, rule) VALUES (?1, ?2)",
                params![here, rule],
            )?;
        }
    }
    Ok(())
}

/// What tells a rejected record from others.
const SAME_RECORD: &str = "path = ?1 AND member IS ?2 AND record IS ?3 AND raw_sha256 = ?4 AND rule = ?5";

/// Adds the rejected records that this archive has not; gives their numbers here, and how many were added. One that has ended
/// in either archive has ended; one that was let in by the user in either is let in.
pub(super) fn copy_rejects(
    to: &Connection,
    from: &Connection,
    map: &LedgerMap,
    is_kept_out: impl Fn(&StoredRow) -> bool,
) -> Result<(HashMap<i64, i64>, u64), ArchiveError> {
    let (mut rejects, mut added) = (HashMap::new(), 0);
    let mut next: i64 = to.query_row(
        "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM rejects), (SELECT coalesce(max(id), 0) FROM ended_rejects))",
        [],
        |row| row.get(0),
    )?;
    for table in ["ended_rejects", "rejects"] {
        for row in StoredRow::select(from, &format!("SELECT * FROM {table} ORDER BY id"), [])? {
            if is_kept_out(&row) {
                continue;
            }
            let key = params![
                row.get("path"),
                row.get("member"),
                row.get("record"),
                row.get("raw_sha256"),
                row.get("rule")
            ];
            let find = |table: &str| -> Result<Option<i64>, ArchiveError> {
                let sql = format!("SELECT id FROM {table} WHERE {SAME_RECORD}");
                Ok(to.prepare_cached(&sql)?.query_row(key, |row| row.get(0)).optional()?)
            };
            let (active, ended) = (find("rejects")?, find("ended_rejects")?);
            let here = match (table, active, ended) {
                ("rejects", Some(here), _) => {
                    to.prepare_cached(
                        "UPDATE rejects SET readmitted_at = coalesce(readmitted_at, ?2) WHERE id = ?1",
                    )?
                    .execute(params![here, row.get("readmitted_at")])?;
                    Some(here)
                }
                ("rejects", None, Some(_)) | ("ended_rejects", _, Some(_)) => None,
                _ => {
                    let here = next;
                    next += 1;
                    map.translate(row.clone()).with("id", here).insert(to, table)?;
                    added += u64::from(table == "rejects");
                    Some(here)
                }
            };
            if let ("ended_rejects", Some(active)) = (table, active) {
                to.prepare_cached("DELETE FROM sightings WHERE reject_id = ?1")?.execute([active])?;
                to.prepare_cached("DELETE FROM rejects WHERE id = ?1 AND readmitted_at IS NULL")?
                    .execute([active])?;
            }
            if let (Some(there), Some(here)) = (row.integer("id"), here) {
                rejects.insert(there, here);
            }
        }
    }
    Ok((rejects, added))
}

/// Copies where rejected records were met again.
pub(super) fn copy_reject_sightings(
    to: &Connection,
    from: &Connection,
    map: &LedgerMap,
    rejects: &HashMap<i64, i64>,
) -> Result<(), ArchiveError> {
    for row in StoredRow::select(from, "SELECT * FROM sightings WHERE reject_id IS NOT NULL ORDER BY id", [])?
    {
        let Some(&here) = row.integer("reject_id").and_then(|there| rejects.get(&there)) else { continue };
        let row = map.translate(row).without(&["id"]).with("reject_id", here);
        let known = to
            .prepare_cached(
                "SELECT 1 FROM (SELECT import_file_id, record FROM sightings WHERE reject_id = ?1
                                UNION ALL SELECT import_file_id, record FROM rejects WHERE id = ?1)
                 WHERE import_file_id = ?2 AND record IS ?3",
            )?
            .exists(params![here, row.get("import_file_id"), row.get("record")])?;
        if !known {
            row.insert(to, "sightings")?;
        }
    }
    Ok(())
}
