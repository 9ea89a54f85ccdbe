//! The ledger's runs: listed, one shown with its files, and one taken back.

use std::path::{Path, PathBuf};

use presscut_extract::Extractor;

use crate::app::reanalyze;
use crate::archive::ArchiveError;
use crate::archive::ledger::undo::{UndoError, UndoSession};
use crate::archive::schema::open;
use crate::query::lists::ListQuery;
use crate::query::lists::imports;

pub use crate::archive::ledger::undo::UndoneImport;

/// Which run to take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoImportRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The run's number.
    pub import: i64,
}

/// Why a run is not shown or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ImportsError {
    /// There is none of that number.
    #[error("there is no import {0}: `presscut imports` lists them")]
    Unknown(i64),
    /// It was taken back before.
    #[error("import {import} was taken back at {at}")]
    AlreadyUndone {
        /// The run.
        import: i64,
        /// When, UTC.
        at: String,
    },
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<UndoError> for ImportsError {
    fn from(error: UndoError) -> ImportsError {
        match error {
            UndoError::Unknown(import) => ImportsError::Unknown(import),
            UndoError::Done(import, at) => ImportsError::AlreadyUndone { import, at },
            UndoError::Archive(error) => ImportsError::Archive(error),
        }
    }
}

/// All runs.
pub fn list() -> ListQuery {
    imports::runs()
}

/// The files of a run.
///
/// # Errors
/// Where there is no such run.
pub fn list_files(archive: &Path, import: i64) -> Result<ListQuery, ImportsError> {
    match imports::is_known(&open::reading(archive)?, import)? {
        true => Ok(imports::files(import)),
        false => Err(ImportsError::Unknown(import)),
    }
}

/// Takes a run back: what it added goes, what it revised returns.
///
/// # Errors
/// Where there is no archive or no such run, where it was taken back before, and where another run is being written.
pub fn undo(request: &UndoImportRequest) -> Result<UndoneImport, ImportsError> {
    drop(open::reading(&request.archive)?);
    let extractor = Extractor::default();
    open::change(&request.archive, |archive| {
        let mut session = UndoSession::begin(archive, request.import)?;
        while let Some(body) = session.next_request()? {
            session.store_annotations(reanalyze::annotate(&extractor, &body))?;
        }
        let (session, dates) = session.disambiguate_dates(archive)?;
        reanalyze::reanalyze_dates(&extractor, archive, dates)?;
        Ok(session.finish()?)
    })
}
