//! `entities merge`, `split`, `rename`, `retype`, `hide` and `undo`: one decision each.

use crate::app::entities::curate;
use crate::app::entities::curate::{CurateRequest, Decided, EntityChange, UndoDecisionRequest};
use crate::cli::args::reason::{ReasonOptions, WhoOptions};
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};

/// Decides.
pub fn run(change: EntityChange, who: ReasonOptions, global: &Global) -> Result<Outcome, CliError> {
    let request = CurateRequest { archive: global.db.clone(), change, reason: who.into_reason() };
    report_decision(&curate::decide(&request)?, global);
    Ok(Outcome::Done)
}

/// Takes a decision back.
pub fn undo(decision: i64, by: WhoOptions, global: &Global) -> Result<Outcome, CliError> {
    let request = UndoDecisionRequest { archive: global.db.clone(), decision, by: by.into_name() };
    let what = curate::undo(&request)?;
    if !global.quiet {
        say_line(&format!("{}: decision {decision} is taken back: {what}", global.db.display()));
    }
    Ok(Outcome::Done)
}

/// Says what was decided, and under which number.
pub fn report_decision(decided: &Decided, global: &Global) {
    if global.quiet {
        return;
    }
    match decided {
        Decided::Changed { number, what } => {
            say_line(&format!("{}: decision {number}: {what}", global.db.display()))
        }
        Decided::AlreadySo => {
            say_line(&format!("{}: nothing to change: it is so already", global.db.display()))
        }
    }
}
