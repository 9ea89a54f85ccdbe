//! Takes a run back: the archive's part of it, with the extractors that an earlier version of an article is read with again.

use std::path::Path;

use crate::archive::lock::WriterLock;
use crate::archive::undo::{self, Remake, UndoError, Undone};
use crate::clean::{identity, shingles};
use crate::extract;

/// Takes run `import` back.
///
/// # Errors
/// Where there is no such run, where it was taken back before, and where another run is being written.
pub fn undo(archive: &Path, import: i64) -> Result<Undone, UndoError> {
    let lock = WriterLock::take_if_free(archive)?;
    let remake =
        Remake { annotate: extract::annotate, sketch: |body| shingles::sketch(&identity::normal(body)) };
    undo::undo(archive, import, remake, lock)
}
