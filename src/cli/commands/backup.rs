//! `presscut backup`: a sound copy of the archive, even while an import is writing.

use std::path::{Path, PathBuf};

use crate::archive::schema::open;
use crate::cli::{CliError, Global, Outcome};

/// Write a sound, compact copy of the archive, even while an import is running
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut backup friday.db")]
pub struct Args {
    /// The copy; it must not be there yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Copies the archive.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let size = copy(&archive, &args.file)?;
    if !global.quiet {
        eprintln!("{}: a copy of {}, {:.1} MB", args.file.display(), global.db.display(), size as f64 / 1e6);
    }
    Ok(Outcome::Done)
}

/// Copies beside the target and renames, so that a copy is there whole or not at all; gives its size.
pub fn copy(archive: &rusqlite::Connection, to: &Path) -> Result<u64, CliError> {
    if to.exists() {
        return Err(CliError::Failed(format!("{} is there already: name a new file", to.display())));
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside =
        tempfile::Builder::new().prefix(".presscut-backup").tempdir_in(folder.unwrap_or(".".as_ref()))?;
    let copy = beside.path().join("copy.db");
    archive.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    std::fs::rename(&copy, to)?;
    Ok(to.metadata()?.len())
}
