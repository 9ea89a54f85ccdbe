//! The file of a table that comes back from a spreadsheet program: CSV, or the first sheet of a workbook as CSV.

use std::path::{Path, PathBuf};

use crate::read::records::sheets;
use crate::text::text_file::{MAX_WHOLE_FILE_BYTES, read_whole_file};

/// Why such a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EditedFileError {
    /// It cannot be opened or read.
    #[error("{path} cannot be read: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// It is a workbook that cannot be read.
    #[error(
        "{path} is a workbook that cannot be read ({reason}): save its sheet as CSV UTF-8, and import that"
    )]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// The table of a file, as CSV.
///
/// # Errors
/// Where it cannot be read.
pub fn read_edited_file(path: &Path) -> Result<Vec<u8>, EditedFileError> {
    let bytes = read_whole_file(path, MAX_WHOLE_FILE_BYTES)
        .map_err(|error| EditedFileError::Unreadable { path: path.into(), error })?;
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(bytes);
    }
    sheets::first_sheet_as_csv(path)
        .map_err(|error| EditedFileError::Workbook { path: path.into(), reason: error.to_string() })
}

/// A file's name without its folders, for the log.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
