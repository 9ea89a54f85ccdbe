//! A sound, compact copy of an archive, even while an import is writing: it is of one moment.

use std::path::Path;

use rusqlite::Connection;

use crate::archive::ArchiveError;

/// Writes a copy of an archive to a file that does not exist yet.
pub(crate) fn write_copy(archive: &Connection, to: &Path) -> Result<(), ArchiveError> {
    archive.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    Ok(())
}
