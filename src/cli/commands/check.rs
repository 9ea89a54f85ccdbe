//! `presscut check`: proves that the archive keeps its promises.

use std::io::Write;

use crate::app::check;
use crate::cli::terminal::streams::page_out;
use crate::cli::{CliError, Global, Outcome};

/// Prove that the archive is sound: spans, references, counts, index, file
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut check")]
pub struct Args {}

/// Checks, one line a promise.
pub fn run(_: Args, global: &Global) -> Result<Outcome, CliError> {
    let checks = check::run(&global.db)?;
    let mut out = page_out();
    for check in &checks {
        let mark = if check.broken == 0 { "ok    " } else { "BROKEN" };
        write!(out, "{mark}  {} ({} looked at", check.promise, check.checked)?;
        match &check.example {
            Some(example) => writeln!(out, ", {} broken, for instance {example})", check.broken)?,
            None => writeln!(out, ")")?,
        }
    }
    out.flush()?;
    match checks.iter().filter(|check| check.broken > 0).count() {
        0 => Ok(Outcome::Done),
        n => Err(CliError::Failed(format!(
            "{n} of {} promises are broken: restore a backup, or import the scrapes again into a new archive",
            checks.len()
        ))),
    }
}
