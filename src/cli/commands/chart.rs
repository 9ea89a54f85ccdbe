//! `presscut chart`: a canned query as a picture, or as sparklines on the terminal.

use std::path::PathBuf;

use crate::app::ask::canned::{CannedRequest, find_query, run_canned};
use crate::cli::args::chart_options::ChartOptions;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::reported::report_rows;
use crate::cli::args::scope_options::ImportOption;
use crate::cli::args::time_limit::seconds;
use crate::cli::{CliError, Global, Outcome};

/// Draw a canned query: the chart that its file declares, or the columns that you name
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut chart entity-timeline -p entity \"Jane Roe\" -o jane.svg",
    after_help = "With -o FILE.svg, .png, .html or .vl.json (a Vega-Lite specification); a table has sparklines. Where a query \
                  declares no chart, the first column of times or names is x, the first of numbers that are no ids, ranks \
                  or codes is y, and the first of texts that separates rows of one time is the series."
)]
pub struct Args {
    /// The query's name
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    parameters: ParameterOptions,
    #[command(flatten)]
    chart: ChartOptions,
    #[command(flatten)]
    import: ImportOption,
    /// A folder with queries of your own
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Stop after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Draws.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let query = find_query(&global.db, args.queries.as_deref(), &args.name)?;
    let parameters = args.parameters.given()?;
    let plan = args.output.chart_plan(seconds(args.timeout)?, args.chart.columns())?;
    let request = CannedRequest {
        scope: &args.import.scope("a chart", global)?,
        archive: &global.db,
        query: &query,
        parameters: &parameters,
        facet: None,
        plan: &plan,
    };
    Ok(report_rows(global, &run_canned(&request)?))
}
