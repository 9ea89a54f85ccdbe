//! Where an article's row comes from: the run, the file and the record.

use crate::archive::ledger::records::{FileId, ImportId};
use crate::model::{Annotated, Article};

/// Where a row comes from.
pub(crate) struct Provenance<'a> {
    pub import: ImportId,
    pub file: FileId,
    pub annotated: &'a Annotated,
}

impl Provenance<'_> {
    /// The article of the row, or of the page that a teaser was on.
    pub fn article(&self) -> &Article {
        &self.annotated.cutting.article
    }
}
