//! `presscut config`: each setting, and where it comes from.

use crate::app::settings::{describe_settings, settings_files};
use crate::cli::args::list_output::write_rows;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reported::say;
use crate::cli::{CliError, Global, Outcome};
use crate::output::OwnedCell;

/// Show the settings, and where each comes from
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut config",
    after_help = "Settings are in presscut.toml beside the archive, then in presscut/presscut.toml in your own settings \
                  ($XDG_CONFIG_HOME or ~/.config): archive = \"cuttings.db\", source = \"The Harbour Post\" (of imported records \
                  that do not say), dates = \"day first\" or \"month first\" (03/04/2024 in imports), report_folder = \
                  \"reports\", min_confidence = 0.7. Options and variables go over them."
)]
pub struct Args {
    #[command(flatten)]
    output: OutputOptions,
}

/// Shows them.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let rows = describe_settings(&global.settings).into_iter().map(|row| row.map(OwnedCell::from));
    let outcome = write_rows(&args.output, ["setting", "value", "from"], rows, global)?;
    for path in settings_files(&global.settings) {
        let is_there = if path.exists() { "read" } else { "not there" };
        say(global, &format!("{}: {is_there}", path.display()));
    }
    Ok(outcome)
}
