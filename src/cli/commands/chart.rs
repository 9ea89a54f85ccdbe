//! `presscut chart`: a canned query as a picture, or as sparklines on the terminal.

use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::query_session::Question;
use crate::cli::commands::query::{ParameterOptions, seconds};
use crate::cli::{CliError, Global, Outcome};
use crate::output::chart::Choice;
use crate::query::catalogue;
use crate::query::catalogue::parameters;

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
    /// The column that parts the rows of one time into series
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Draws.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let query = catalogue::named(&args.name)?;
    let given = args.parameters.given()?;
    let archive = open::reading(&global.db)?;
    let values = parameters::values(&query, &given, &archive)?;
    let mut output = args.output;
    output.chart = true;
    output.choice = Choice { x: args.x, y: args.y, by: args.by };
    let question = Question {
        name: Some(&query.name),
        title: Some(&query.title),
        sql: &query.sql,
        values: &values,
        limit: None,
    };
    output.answer_named(global, archive, &question, seconds(args.timeout)?)
}
