//! The sheet of tags and notes that goes out to a spreadsheet, and comes back edited as one decision.

use std::path::{Path, PathBuf};

use crate::app::ask::search::SearchTarget;
use crate::app::ask::selection::{Selection, selected_ids};
use crate::app::desk::WhichMarks;
use crate::app::desk::error::MarksError;
use crate::app::edited_file::{file_name, read_edited_file};
use crate::app::entities::curate::{Decided, Reason};
use crate::app::entities::sheet::SheetMode;
use crate::archive::marks::changes;
use crate::archive::marks::changes::Action;
use crate::archive::marks::sheet;
use crate::archive::marks::sheet::{Plan, SheetRow};
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::query::TimeLimit;
use crate::query::lists::ListQuery;
use crate::query::lists::marks;
use crate::text::count_phrase::count_phrase;

/// What has a mark, to be edited.
///
/// # Errors
/// Where nothing has the tag.
pub fn export_marked(archive: &Path, which: &WhichMarks) -> Result<ListQuery, MarksError> {
    Ok(marks::marked_sheet(&which.resolve(archive)?))
}

/// Articles with their marks, if they have some, to be edited.
///
/// # Errors
/// Where the search or query is wrong, takes too long or finds nothing.
pub fn export_articles(
    archive: &Path,
    selection: &Selection,
    time: TimeLimit,
) -> Result<ListQuery, MarksError> {
    match selected_ids(archive, selection, SearchTarget::Articles, time)? {
        ids if ids.is_empty() => Err(MarksError::NothingFound),
        ids => Ok(marks::article_sheet(&ids)),
    }
}

/// A sheet to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkSheetRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The sheet's file, CSV or XLSX.
    pub file: PathBuf,
    /// Whether the archive is changed.
    pub mode: SheetMode,
    /// Who decides, and why.
    pub reason: Reason,
}

/// What a sheet has changed, or would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkSheetOutcome {
    /// One line for each thing that is changed.
    pub changes: Vec<String>,
    /// The decision; `None` in a dry run.
    pub decided: Option<Decided>,
}

/// Takes an edited sheet as one decision, or works out what it would change.
///
/// # Errors
/// Where there is no archive, and where anything in the sheet is wrong: then nothing is changed.
pub fn import(request: &MarkSheetRequest) -> Result<MarkSheetOutcome, MarksError> {
    let archive = open::reading(&request.archive)?;
    let bytes = read_edited_file(&request.file)?;
    let bad = |wrong| MarksError::BadSheet { path: request.file.clone(), wrong };
    let rows = sheet::read(&bytes).map_err(bad)?;
    let plan = |archive: &ArchiveReader, rows: &[SheetRow]| -> Result<Plan, MarksError> {
        sheet::plan(archive, rows)?.map_err(bad)
    };
    if request.mode == SheetMode::DryRun {
        return Ok(MarkSheetOutcome { changes: plan(&archive, &rows)?.lines, decided: None });
    }
    drop(archive);
    open::change(&request.archive, |archive| {
        let Plan { changes, lines } = plan(archive, &rows)?;
        let count = count_phrase(lines.len() as u64, "row");
        let what = format!("{}: {count} changed", file_name(&request.file));
        let changes = changes::effective(archive, changes)?;
        let number = changes::decide(archive, &changes, (Action::Sheet, &what), &request.reason)?;
        Ok(MarkSheetOutcome { changes: lines, decided: Some(Decided::new(number, what)) })
    })
}
