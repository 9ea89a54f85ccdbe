//! `presscut chart`: a canned query as a picture, or as sparklines on the terminal.

use crate::app::ask::canned::{CannedRequest, find_own_query, run_canned};
use crate::app::ask::scope::AskScope;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::reported::report_rows;
use crate::cli::args::time_limit::seconds;
use crate::cli::{CliError, Global, Outcome};
use crate::output::chart::ChartColumns;

/// Draw a canned query: over time if it has a column of days, weeks, months or years, as bars otherwise
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut chart entity-timeline -p entity \"Jane Roe\" -o jane.svg")]
pub struct Args {
    /// The query's name
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// The column of times or categories [default: the first that looks like one]
    #[arg(long, value_name = "COLUMN")]
    x: Option<String>,
    /// The column of numbers [default: the first]
    #[arg(long, value_name = "COLUMN")]
    y: Option<String>,
    /// The column that separates the rows of one time into series
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Stop after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Draws.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let query = find_own_query(&args.name)?;
    let parameters = args.parameters.given()?;
    let columns = ChartColumns { x: args.x, y: args.y, by: args.by };
    let plan = args.output.chart_plan(seconds(args.timeout)?, columns)?;
    let request = CannedRequest {
        scope: &AskScope::default(),
        archive: &global.db,
        query: &query,
        parameters: &parameters,
        facet: None,
        plan: &plan,
    };
    Ok(report_rows(global, &run_canned(&request)?))
}
