//! `entities import`: the sheet of names that `entities export` has written, edited and taken back.

use std::path::PathBuf;

use crate::app::entities::sheet;
use crate::app::entities::sheet::{SheetMode, SheetRequest};
use crate::cli::commands::entities::args::Who;
use crate::cli::commands::entities::change::report_decision;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Takes an edited sheet, or says what it would do.
pub fn import(file: PathBuf, dry_run: bool, who: Who, global: &Global) -> Result<Outcome, CliError> {
    let outcome = sheet::import(&SheetRequest {
        archive: global.db.clone(),
        file,
        mode: if dry_run { SheetMode::DryRun } else { SheetMode::Decide },
        reason: who.into_reason(),
    })?;
    if !global.quiet {
        for change in &outcome.changes {
            say_line(&change.to_string());
        }
    }
    match &outcome.decided {
        Some(decided) => report_decision(decided, global),
        None if !global.quiet => {
            let changes = count_phrase(outcome.changes.len() as u64, "change");
            say_line(&format!("{}: {changes} to make; nothing was changed", global.db.display()));
        }
        None => {}
    }
    Ok(Outcome::Done)
}
