//! The sheet of names that goes out to a spreadsheet, and comes back edited as one decision.

use std::path::{Path, PathBuf};

use crate::app::edited_file::{file_name, read_edited_file};
use crate::app::entities::curate::{Decided, Reason};
use crate::app::entities::error::EntitiesError;
use crate::archive::entities::entity_sheet;
use crate::archive::entities::entity_sheet::SheetRow;
use crate::archive::schema::open;
use crate::query::lists::ListQuery;
use crate::query::lists::entities;
use crate::query::lists::entities::EntityFilter;
use crate::text::count_phrase::count_phrase;

/// A sheet to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The sheet's file, CSV or XLSX.
    pub file: PathBuf,
    /// Whether the archive is changed.
    pub mode: SheetMode,
    /// Who decides, and why.
    pub reason: Reason,
}

/// Whether a sheet changes the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetMode {
    /// It does.
    Decide,
    /// Its changes are worked out only.
    DryRun,
}

/// What a sheet has changed, or would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetOutcome {
    /// One line for each change.
    pub changes: Vec<String>,
    /// The decision; `None` in a dry run.
    pub decided: Option<Decided>,
}

/// The names of the entities that a filter lets through, to be edited.
pub fn export(filter: &EntityFilter) -> ListQuery {
    entities::sheet(filter)
}

/// Takes an edited sheet as one decision, or works out what it would change.
///
/// # Errors
/// Where there is no archive, and where anything in the sheet is wrong: then nothing is changed.
pub fn import(request: &SheetRequest) -> Result<SheetOutcome, EntitiesError> {
    let archive = open::reading(&request.archive)?;
    let rows = read(&request.file)?;
    match request.mode {
        SheetMode::DryRun => {
            Ok(SheetOutcome { changes: entity_sheet::plan(&archive, &rows)?.changes, decided: None })
        }
        SheetMode::Decide => {
            drop(archive);
            decide(request, &rows)
        }
    }
}

fn decide(request: &SheetRequest, rows: &[SheetRow]) -> Result<SheetOutcome, EntitiesError> {
    let name = file_name(&request.file);
    open::change(&request.archive, |archive| {
        let plan = entity_sheet::plan(archive, rows)?;
        let what = format!("{name}, {}", count_phrase(plan.changes.len() as u64, "change"));
        let number = match plan.changes.is_empty() {
            true => None,
            false => plan.draft.decide(archive, "import", &what, &request.reason)?,
        };
        Ok(SheetOutcome { changes: plan.changes, decided: Some(Decided::new(number, what)) })
    })
}

fn read(file: &Path) -> Result<Vec<SheetRow>, EntitiesError> {
    let bytes = read_edited_file(file)?;
    entity_sheet::read(&bytes).map_err(|wrong| EntitiesError::BadSheet { path: file.into(), wrong })
}
