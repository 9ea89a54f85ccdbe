//! A dossier: what the archive has on a person, an organisation, a place or a topic, on one page or in one workbook.
//!
//! Takes a name or the words of a search; gives sections, each the answer of a canned query, all of one moment. Of a topic
//! the queries see only the articles that the search finds. The surprising decision: a dossier has no SQL of its own, so
//! that every section can be asked again, counted and exported by its query.

mod document;
mod gather;
mod gathered;
mod kept_rows;
mod sections;
mod subject;
mod workbook;

use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::output::document_file::write_document_file;
use crate::output::document::DocumentFormat;

pub use document::dossier_document;
pub use gather::gather_dossier;
pub use gathered::{Dossier, DossierRequest, DossierSubject};
pub use workbook::write_dossier_workbook;

/// Writes a dossier as Markdown, plain text or a page.
///
/// # Errors
/// Where the file is there already and may not be replaced, or cannot be written.
pub fn write_dossier_document(
    dossier: &Dossier,
    (path, format): (&Path, DocumentFormat),
    overwrite: bool,
) -> Result<(), AskError> {
    Ok(write_document_file(&dossier_document(dossier, format), path, format, overwrite)?)
}
