//! Where output goes: to stdout, or to a file that is there whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal};
use std::path::{Path, PathBuf};

use crate::output::Out;
use crate::output::packing::{PackedFile, Packing};
use crate::output::pager::Pager;
use crate::output::printable::PrintableWriter;
use crate::output::unfinished_file::UnfinishedFile;

/// Bytes that are written at a time.
const BUFFER_BYTES: usize = 1 << 17;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// It is there already.
    #[error("{0} is there already: name another file, or overwrite it with --force")]
    Exists(PathBuf),
    /// It cannot be made or written.
    #[error("{path} cannot be written: {error}{}", hint(.error))]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

/// What may help: Windows lets nobody replace a file that another program has open, as Excel does, and says no more than that
/// access is denied.
fn hint(error: &io::Error) -> &'static str {
    /// ERROR_SHARING_VIOLATION: the file is in use.
    const IN_USE: i32 = 32;
    let may_be_open = error.kind() == io::ErrorKind::PermissionDenied || error.raw_os_error() == Some(IN_USE);
    if cfg!(windows) && may_be_open {
        ". If it is open in another program, such as Excel, close it there"
    } else {
        ""
    }
}

/// Where output goes.
pub enum Target {
    /// Standard output.
    Stdout,
    /// A terminal, by way of a pager where the output is longer than the screen.
    Screen {
        /// Holds the output back until it is known whether it fits.
        pager: Pager,
        /// Whether what is written is printable already, and may have colours.
        is_printable: bool,
    },
    /// A device, a pipe: written to in its place, never replaced.
    Device {
        /// Its place.
        path: PathBuf,
        /// What it is written by.
        file: BufWriter<File>,
    },
    /// A file, written beside its place and put there at the end.
    File {
        /// Its place.
        path: PathBuf,
        /// What is written so far.
        file: Box<PackedFile>,
        /// Whether an older file may go.
        overwrite: bool,
    },
}

impl Target {
    /// Standard output: a terminal with this many lines, or none.
    pub fn stdout(screen_lines: Option<usize>, is_printable: bool) -> Target {
        match io::stdout().is_terminal() {
            true => Target::Screen { pager: Pager::new(screen_lines), is_printable },
            false => Target::Stdout,
        }
    }

    /// Opens a file to write, "-" being stdout.
    ///
    /// # Errors
    /// Where it is there already and may not be overwritten, or its folder cannot be written to.
    pub fn file(path: &Path, overwrite: bool) -> Result<Target, TargetError> {
        if path == Path::new("-") {
            return Ok(Target::Stdout);
        }
        let failed = |error| TargetError::Io { path: path.into(), error };
        // Through links: a link to a report goes on being one.
        let place = match path.metadata() {
            Ok(there) if there.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(there) if !there.is_file() => {
                let file = OpenOptions::new().write(true).open(path).map_err(failed)?;
                return Ok(Target::Device {
                    path: path.into(),
                    file: BufWriter::with_capacity(BUFFER_BYTES, file),
                });
            }
            Ok(_) if !overwrite => return Err(TargetError::Exists(path.into())),
            Ok(_) => path.canonicalize().map_err(failed)?,
            Err(_) => path.into(),
        };
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = UnfinishedFile::in_folder(folder, overwrite.then_some(&place)).map_err(failed)?;
        let file = BufWriter::with_capacity(BUFFER_BYTES, file);
        let file = PackedFile::new(file, Packing::of_file(path)).map_err(failed)?;
        Ok(Target::File { path: place, file: Box::new(file), overwrite })
    }

    /// What to write to.
    pub fn writer(&mut self) -> Out<'_> {
        match self {
            // Rows are data, and go out as they are, but to a terminal.
            Target::Stdout if io::stdout().is_terminal() => {
                Box::new(BufWriter::with_capacity(BUFFER_BYTES, PrintableWriter::new(io::stdout())))
            }
            Target::Stdout => Box::new(BufWriter::with_capacity(BUFFER_BYTES, io::stdout())),
            Target::Screen { pager, is_printable: true } => Box::new(BufWriter::new(pager)),
            Target::Screen { pager, is_printable: false } => {
                Box::new(BufWriter::new(PrintableWriter::new(pager)))
            }
            Target::Device { file, .. } => Box::new(file),
            Target::File { file, .. } => Box::new(file),
        }
    }

    /// An error of writing, with the file that could not be written; a broken pipe is given back as it is.
    pub fn explain(&self, error: io::Error) -> Result<TargetError, io::Error> {
        match self {
            Target::Device { path, .. } | Target::File { path, .. }
                if error.kind() != io::ErrorKind::BrokenPipe =>
            {
                Ok(TargetError::Io { path: path.clone(), error })
            }
            _ => Err(error),
        }
    }

    /// Puts a file in its place.
    ///
    /// # Errors
    /// Where the disk is full, or the place was taken in the meantime.
    pub fn finish(self) -> Result<(), TargetError> {
        let (path, file, overwrite) = match self {
            Target::Stdout => return Ok(()),
            // Whoever leaves the pager before the end has seen enough.
            Target::Screen { pager, .. } => {
                let failed = |error| TargetError::Io { path: "the screen".into(), error };
                return match pager.finish() {
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                    finished => finished.map_err(failed),
                };
            }
            Target::Device { path, file } => {
                let failed = |error| TargetError::Io { path, error };
                return file.into_inner().map(drop).map_err(|error| failed(error.into_error()));
            }
            Target::File { path, file, overwrite } => (path, file, overwrite),
        };
        let failed = |error| TargetError::Io { path: path.clone(), error };
        let file = file.finish().map_err(failed)?;
        let placed = if overwrite { file.replace(&path) } else { file.place(&path) };
        match placed {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(TargetError::Exists(path)),
            placed => placed.map_err(failed),
        }
    }
}
