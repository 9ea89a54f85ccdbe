//! A document into its file, which appears whole or not at all.

use std::path::Path;

use crate::output::document::{Document, DocumentFormat, write_document};
use crate::output::{Target, TargetError};

/// Writes a document to a file, "-" being stdout.
///
/// # Errors
/// Where the file is there already and may not be replaced, or cannot be written.
pub(crate) fn write_document_file(
    document: &Document,
    path: &Path,
    format: DocumentFormat,
    overwrite: bool,
) -> Result<(), TargetError> {
    let mut target = Target::file(path, overwrite)?;
    let written = write_document(document, format, &mut target.writer());
    written.map_err(|error| TargetError::Io { path: path.into(), error })?;
    target.finish()
}
