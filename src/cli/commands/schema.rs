//! `presscut schema`: the archive's tables and columns, to write SQL against; and the functions that SQL has here.

use crate::app::ask::schema::{write_functions, write_schema};
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reported::report_rows;
use crate::cli::{CliError, Global, Outcome};

/// Show the archive's tables, views and columns
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut schema quotes")]
pub struct Args {
    /// This table or view only
    #[arg(value_name = "TABLE")]
    name: Option<String>,
    /// Show the functions beyond SQLite's own, each with an example
    #[arg(long, conflicts_with = "name")]
    functions: bool,
    #[command(flatten)]
    output: OutputOptions,
}

/// Shows them.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let plan = args.output.plan(None)?;
    let written = match args.functions {
        true => write_functions(&plan)?,
        false => write_schema(&global.db, args.name.as_deref(), &plan)?,
    };
    Ok(report_rows(global, &written))
}
