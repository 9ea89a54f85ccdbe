//! A sound, compact copy of the archive, even while an import is writing.

use std::path::{Path, PathBuf};

use crate::archive::ArchiveError;
use crate::archive::schema::{compact_copy, open};

/// What to copy, and to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The copy's file, which must not exist yet.
    pub to: PathBuf,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupOutcome {
    /// The copy's size.
    pub bytes: u64,
}

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file is there already; it was not touched.
    #[error("{path} is there already: name a new file")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The copy cannot be written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Writes a copy beside its target and renames it, so that the copy is there whole or not at all.
///
/// # Errors
/// Where there is no archive, where the target exists, and where it cannot be written.
pub fn run(request: &BackupRequest) -> Result<BackupOutcome, BackupError> {
    let archive = open::reading(&request.archive)?;
    let to = &request.to;
    if to.exists() {
        return Err(BackupError::Exists { path: to.clone() });
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside =
        tempfile::Builder::new().prefix(".presscut-backup").tempdir_in(folder.unwrap_or(Path::new(".")))?;
    let copy = beside.path().join("copy.db");
    compact_copy::write_copy(&archive, &copy)?;
    std::fs::rename(&copy, to)?;
    Ok(BackupOutcome { bytes: to.metadata()?.len() })
}
