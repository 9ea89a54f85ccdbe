//! Where output goes: to stdout, or to a file that is there whole or not at all.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Out;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// It is there already.
    #[error("{0} is there already: name another file, or overwrite it with --force")]
    Exists(PathBuf),
    /// It cannot be made or written.
    #[error("{path} cannot be written: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

/// Where output goes.
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, written beside its place and put there at the end.
    File {
        /// Its place.
        path: PathBuf,
        /// What is written so far.
        file: BufWriter<NamedTempFile>,
        /// Whether an older file may go.
        overwrite: bool,
    },
}

impl Target {
    /// Opens a file to write, "-" being stdout.
    ///
    /// # Errors
    /// Where it is there already and may not be overwritten, or its folder cannot be written to.
    pub fn file(path: &Path, overwrite: bool) -> Result<Target, TargetError> {
        if path == Path::new("-") {
            return Ok(Target::Stdout);
        }
        if path.exists() && !overwrite {
            return Err(TargetError::Exists(path.into()));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".presscut-").tempfile_in(folder);
        let file = file.map_err(|error| TargetError::Io { path: path.into(), error })?;
        Ok(Target::File { path: path.into(), file: BufWriter::new(file), overwrite })
    }

    /// What to write to.
    pub fn writer(&mut self) -> Out<'_> {
        match self {
            Target::Stdout => Box::new(BufWriter::with_capacity(1 << 16, io::stdout())),
            Target::File { file, .. } => Box::new(file),
        }
    }

    /// Puts a file in its place.
    ///
    /// # Errors
    /// Where the disk is full, or the place was taken in the meantime.
    pub fn finish(self) -> Result<(), TargetError> {
        let Target::File { path, file, overwrite } = self else { return Ok(()) };
        let failed = |error| TargetError::Io { path: path.clone(), error };
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        share(&file).map_err(failed)?;
        let placed = if overwrite { file.persist(&path) } else { file.persist_noclobber(&path) };
        match placed {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(TargetError::Exists(path))
            }
            Err(error) => Err(failed(error.error)),
        }
    }
}

/// A temporary file is its owner's alone; a report is like any file that its owner makes.
#[cfg(unix)]
fn share(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}
