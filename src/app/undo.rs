//! Takes a run back: the archive's part of it, with the extractors that an earlier version of an article is read with again.

use std::path::Path;

use crate::app::reanalyze::Extractors;
use crate::archive::ledger::undo;
use crate::archive::ledger::undo::{UndoError, Undone};
use crate::archive::schema::lock::WriterLock;

/// Takes run `import` back.
///
/// # Errors
/// Where there is no such run, where it was taken back before, and where another run is being written.
pub fn undo(archive: &Path, import: i64) -> Result<Undone, UndoError> {
    let lock = WriterLock::take_if_free(archive)?;
    undo::undo(archive, import, &Extractors::default(), lock)
}
