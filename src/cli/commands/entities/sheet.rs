//! `entities import`: the sheet of names that `entities export` has written, edited and taken back.

use std::path::PathBuf;

use crate::app::entities::curate::Decided;
use crate::app::entities::sheet;
use crate::app::entities::sheet::{SheetMode, SheetRequest};
use crate::cli::args::reason::ReasonOptions;
use crate::cli::args::reported::say;
use crate::cli::commands::entities::change::report_decision;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Takes an edited sheet, or says what it would do.
pub fn import(
    file: PathBuf,
    dry_run: bool,
    who: ReasonOptions,
    global: &Global,
) -> Result<Outcome, CliError> {
    let outcome = sheet::import(&SheetRequest {
        archive: global.db.clone(),
        file,
        mode: if dry_run { SheetMode::DryRun } else { SheetMode::Decide },
        reason: who.into_reason(),
    })?;
    report_sheet(&outcome.changes, outcome.decided.as_ref(), global);
    Ok(Outcome::Done)
}

/// Says what a sheet has changed, or would change.
pub fn report_sheet(changes: &[String], decided: Option<&Decided>, global: &Global) {
    for change in changes {
        say(global, change);
    }
    match decided {
        Some(decided) => report_decision(decided, global),
        None => {
            let changes = count_phrase(changes.len() as u64, "change");
            say(global, &format!("{}: {changes} to make; nothing was changed", global.db.display()));
        }
    }
}
