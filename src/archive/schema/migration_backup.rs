//! The copy of an archive as it was before its schema is changed.
//!
//! Takes a connection to an archive of an older schema, gives the path of the copy: `presscut-schema-12.db` beside
//! `presscut.db`. A migration is one transaction and loses nothing, but an older presscut can no longer open the archive;
//! the copy is for whoever has to go back to it. It is never overwritten: a second one gets a number.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::archive::ArchiveError;

/// Writes the copy.
///
/// # Errors
/// [`ArchiveError::NotBackedUp`] where it cannot be written; the archive is then left as it is.
pub(super) fn write_backup(
    archive: &Path,
    connection: &Connection,
    version: i32,
) -> Result<PathBuf, ArchiveError> {
    let to = free_name(archive, version);
    let failed = |reason: String| ArchiveError::NotBackedUp { path: to.clone(), reason };
    // Under another name first, so that the copy is there whole or not at all.
    let begun = to.with_extension("part");
    match std::fs::remove_file(&begun) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error.to_string())),
        _ => {}
    }
    let written = connection.execute("VACUUM INTO ?1", [begun.to_string_lossy()]);
    let written = written.map_err(|error| error.to_string());
    if let Err(reason) = written.and_then(|_| std::fs::rename(&begun, &to).map_err(|error| error.to_string()))
    {
        let _ = std::fs::remove_file(&begun);
        return Err(failed(reason));
    }
    Ok(to)
}

/// "presscut-schema-12.db" of "presscut.db"; "presscut-schema-12-2.db" where that is there.
fn free_name(archive: &Path, version: i32) -> PathBuf {
    let stem = archive.file_stem().unwrap_or_default().to_string_lossy();
    let extension = archive.extension().map_or("db".into(), |extension| extension.to_string_lossy());
    let name = |number: u32| match number {
        1 => archive.with_file_name(format!("{stem}-schema-{version}.{extension}")),
        number => archive.with_file_name(format!("{stem}-schema-{version}-{number}.{extension}")),
    };
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(1))
}
