//! What an answer came from: the state of the archive and its imports, for manifests.

use std::path::Path;

use rusqlite::Connection;

use crate::output::manifest::{Archive, Import};
use crate::query::QueryError;
use crate::text::fingerprint;

/// The state of the archive that is open, in the transaction that is open.
///
/// The fingerprint is of the file's bytes, so that `sha256sum` proves which archive a figure came from; while an import
/// is writing, part of the archive is in another file, and there is no fingerprint.
///
/// # Errors
/// Where the archive cannot be read.
pub fn describe_archive(archive: &Connection, path: &Path) -> Result<Archive, QueryError> {
    let articles =
        archive.query_row("SELECT count(*) FROM articles WHERE kind = 'article'", [], |row| row.get(0))?;
    let mut statement = archive.prepare(
        "SELECT i.id, i.started_at, CASE WHEN i.undone_at IS NULL THEN i.status ELSE 'taken back' END, i.command,
                (SELECT count(*) FROM import_files f WHERE f.import_id = i.id), i.\"new\", i.version
         FROM imports i ORDER BY i.id",
    )?;
    let imports = statement.query_map([], |row| {
        Ok(Import {
            id: row.get(0)?,
            started_at: row.get(1)?,
            status: row.get(2)?,
            command: row.get(3)?,
            files: row.get(4)?,
            new: row.get(5)?,
            version: row.get(6)?,
        })
    })?;
    let imports = imports.collect::<Result<_, _>>()?;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let writing = std::fs::metadata(log).is_ok_and(|log| log.len() > 0);
    let sha256 = if writing { None } else { Some(fingerprint::sha256_of_file(path)?.0) };
    Ok(Archive { path: path.display().to_string(), sha256, articles, imports })
}
