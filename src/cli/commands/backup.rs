//! `presscut backup`: a sound copy of the archive, even while an import is writing.

use std::path::PathBuf;

use crate::app::backup;
use crate::app::backup::BackupRequest;
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Global, Outcome};

/// Write a sound, compact copy of the archive, even while an import is running
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut backup friday.db")]
pub struct Args {
    /// The copy; the file must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Copies the archive.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let request = BackupRequest { archive: global.db.clone(), to: args.file };
    let copy = backup::run(&request)?;
    if !global.quiet {
        let (to, archive) = (request.to.display(), request.archive.display());
        say_line(&format!("{to}: a copy of {archive}, {:.1} MB", copy.bytes as f64 / 1e6));
    }
    Ok(Outcome::Done)
}
