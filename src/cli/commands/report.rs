//! `presscut report FILE.toml`: several queries, with their parameters, into one workbook or one page.

use std::path::PathBuf;

use crate::app::ask::report::{ReportRequest, prepare_report, write_report};
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::reported::report_workbook;
use crate::cli::args::scope_options::ImportOption;
use crate::cli::args::time_limit::{seconds, time_limit};
use crate::cli::{CliError, Global, Outcome};

/// Run the queries of a report, each into a sheet of one workbook or a part of one page
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut report weekly.toml -p from \"last week\" -o week.xlsx",
    after_help = "A report is a file in TOML: `output` names the workbook or the page, `title` says what it is, each [[sheet]] has a \
                  `query`, and if you like a `name`, `parameters` and a `limit`; a table [parameters] holds for all sheets. \
                  {date}, {week} and {month} in `output` are those of today; it counts from the report's folder, or from \
                  report_folder in presscut.toml."
)]
pub struct Args {
    /// The report
    #[arg(value_name = "FILE.toml")]
    file: PathBuf,
    #[command(flatten)]
    parameters: ParameterOptions,
    #[command(flatten)]
    import: ImportOption,
    /// A folder with queries of your own
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Write to this workbook, or to this page, rather than to the one that the report names
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
    /// Stop a query after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
}

/// Writes the report.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let time = seconds(args.timeout)?;
    let parameters = args.parameters.given()?;
    let request = ReportRequest {
        archive: &global.db,
        file: &args.file,
        parameters: &parameters,
        queries: args.queries.as_deref(),
        output: args.output.as_deref(),
        folder: global.settings.report_folder.value.as_deref(),
        min_confidence: global.settings.min_confidence.value,
    };
    let scope = args.import.scope("a report", global)?;
    let report = prepare_report(&request, time_limit(time))?;
    let plan = OutputOptions::to_report(report.place.clone(), args.force).plan(time)?;
    Ok(report_workbook(global, &write_report(&report, &global.db, &scope, &plan)?))
}
