//! Undoes an import: the archive's session, with the extractors that read an article's earlier version again.

use std::path::Path;

use presscut_extract::Extractor;

use crate::app::reanalyze;
use crate::archive::ledger::undo::{UndoError, UndoSession, UndoneImport};
use crate::archive::schema::open;

/// Undoes run `import`.
///
/// # Errors
/// Where there is no such run, where it was undone before, and where another run is writing.
pub fn undo(archive: &Path, import: i64) -> Result<UndoneImport, UndoError> {
    let extractor = Extractor::default();
    open::change(archive, |archive| {
        let mut session = UndoSession::begin(archive, import)?;
        while let Some(request) = session.next_request()? {
            session.store_annotations(reanalyze::annotate(&extractor, &request))?;
        }
        let (undo, dates) = session.disambiguate_dates(archive)?;
        reanalyze::reanalyze_dates(&extractor, archive, dates)?;
        Ok(undo.finish()?)
    })
}
