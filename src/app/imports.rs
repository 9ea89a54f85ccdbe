//! The ledger's runs: listed, one shown with its files, and one taken back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use presscut_extract::Extractor;

use crate::app::reanalyze;
use crate::archive::ArchiveError;
use crate::archive::ledger::runs;
use crate::archive::ledger::undo::{UndoError, UndoSession};
use crate::archive::schema::connection::ArchiveWriter;
use crate::archive::schema::open;
use crate::query::lists::ListQuery;
use crate::query::lists::imports;
use crate::text::count_phrase::count_phrase;

pub use crate::archive::ledger::undo::UndoneImport;

/// Which runs to take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoImportsRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The runs.
    pub imports: Vec<ImportChoice>,
    /// Whether a run is taken back too of which other runs have brought everything.
    pub all_seen_again: AllSeenAgain,
}

/// A run, as the user says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportChoice {
    /// The last one that was not taken back.
    Last,
    /// By its number.
    Number(i64),
}

/// What becomes of a run when all that it brought was seen again by others, so that nothing would be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllSeenAgain {
    /// It is not taken back.
    Refuse,
    /// It is: the others have brought everything then.
    HandOver,
}

/// Why a run is not shown or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ImportsError {
    /// There is none of that number.
    #[error("there is no import {0}: `presscut imports` lists them")]
    Unknown(i64),
    /// Every run was taken back before, or there is none.
    #[error("there is no import to take back: `presscut imports` lists them")]
    NoneLeft,
    /// It was taken back before.
    #[error("import {import} was taken back at {at}")]
    AlreadyUndone {
        /// The run.
        import: i64,
        /// When, UTC.
        at: String,
    },
    /// Other runs have brought everything too.
    #[error(
        "nothing was taken back: {articles} of import {import} would stay, since import {heirs} brought the same: all that it brought. \
         `presscut imports undo {import} {numbers}` takes back all of them; `presscut imports undo {import} --hand-over` leaves \
         the articles to import {heirs}",
        articles = count_phrase(*.count, "article"),
        heirs = .heirs.iter().map(i64::to_string).collect::<Vec<_>>().join(" and "),
        numbers = .heirs.iter().map(i64::to_string).collect::<Vec<_>>().join(" "),
    )]
    AllSeenAgain {
        /// The run.
        import: i64,
        /// How many articles and teasers.
        count: u64,
        /// The other runs.
        heirs: Vec<i64>,
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

/// Takes runs back, all of them or none: what they added goes, what they revised returns. Gives what became of each, the
/// last one first.
///
/// # Errors
/// Where there is no archive or no such run, where it was taken back before, where it would remove nothing, and where another
/// run is being written.
pub fn undo(request: &UndoImportsRequest) -> Result<Vec<(i64, UndoneImport)>, ImportsError> {
    drop(open::reading(&request.archive)?);
    let extractor = Extractor::default();
    open::change(&request.archive, |archive| {
        let mut numbers = BTreeSet::new();
        for choice in &request.imports {
            numbers.insert(match choice {
                ImportChoice::Number(number) => *number,
                ImportChoice::Last => runs::last_import(archive)?.ok_or(ImportsError::NoneLeft)?,
            });
        }
        let mut undone = Vec::new();
        for import in numbers.into_iter().rev() {
            let one = undo_one(archive, import, &extractor)?;
            if one.is_all_handed_over() && request.all_seen_again == AllSeenAgain::Refuse {
                return Err(ImportsError::AllSeenAgain { import, count: one.handed_over, heirs: one.heirs });
            }
            undone.push((import, one));
        }
        Ok(undone)
    })
}

fn undo_one(
    archive: &ArchiveWriter,
    import: i64,
    extractor: &Extractor,
) -> Result<UndoneImport, ImportsError> {
    let mut session = UndoSession::begin(archive, import)?;
    while let Some(body) = session.next_request()? {
        session.store_annotations(reanalyze::annotate(extractor, &body))?;
    }
    let (session, dates) = session.disambiguate_dates(archive)?;
    reanalyze::reanalyze_dates(extractor, archive, dates)?;
    Ok(session.finish()?)
}
