//! A sound, compact copy of an archive, even while an import is writing: it is of one moment.

use std::path::Path;

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;

/// Writes a copy of an archive to a file that does not exist yet.
pub(crate) fn write_copy(archive: &ArchiveReader, to: &Path) -> Result<(), ArchiveError> {
    archive.connection().execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    Ok(())
}
