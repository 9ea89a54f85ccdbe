//! `presscut query`: a canned query, or, with no name, the catalogue.

use std::ffi::OsString;
use std::io::Write;
use std::time::Duration;

use super::output_options::{OutputOptions, Question};
use super::{CliError, Global, Outcome};
use crate::archive::open;
use crate::query::catalogue::Canned;
use crate::query::{canned, parameters};

/// Run a canned query; with no name, list them
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut query quotes-by-speaker -p speaker \"Jane Roe\" -o quotes.csv")]
pub struct Args {
    /// The query's name
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// Show the query's parameters and SQL, and do not run it
    #[arg(long, requires = "name")]
    describe: bool,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    output: OutputOptions,
}

/// Parameters of a query.
#[derive(Debug, Clone, clap::Args)]
pub struct ParameterOptions {
    /// A parameter: -p NAME=VALUE or -p NAME VALUE
    #[arg(short, long = "parameter", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    parameter: Vec<String>,
    /// What a query that counts puts first: most articles, stories (versions of one text are one) or
    /// papers
    #[arg(long, value_name = "WHAT", value_parser = ["article", "story", "source"], hide_possible_values = true)]
    count_by: Option<String>,
}

impl ParameterOptions {
    /// Names and values, in the order in which they were given.
    pub fn given(&self) -> Result<Vec<(String, String)>, CliError> {
        let pair = |both: &String| match both.split_once('=') {
            Some((name, value)) => Ok((name.into(), value.into())),
            None => Err(CliError::Usage(format!("-p {both}: write -p {both} VALUE or -p {both}=VALUE"))),
        };
        let count_by = self.count_by.iter().map(|what| Ok(("count_by".to_string(), what.clone())));
        self.parameter.iter().map(pair).chain(count_by).collect()
    }
}

/// Makes `-p NAME=VALUE` of `-p NAME VALUE`, which an option that can be given many times cannot take by itself.
pub fn join_parameters(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut joined = Vec::new();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let option = argument == "-p" || argument == "--parameter";
        joined.push(argument);
        if !option {
            continue;
        }
        let Some(mut name) = rest.next() else { break };
        if !name.to_string_lossy().contains('=')
            && let Some(value) = rest.next()
        {
            name.push("=");
            name.push(value);
        }
        joined.push(name);
    }
    joined
}

/// Runs it.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let Some(name) = &args.name else { return list() };
    let query = canned::named(name)?;
    if args.describe {
        return describe(&query);
    }
    let given = args.parameters.given()?;
    let archive = open::reading(&global.db)?;
    let values = parameters::values(&query, &given, &archive)?;
    let question =
        Question { name: Some(&query.name), title: Some(&query.title), sql: &query.sql, values: &values };
    args.output.answer_named(global, archive, &question, seconds(args.timeout)?)
}

/// A number of seconds as a time limit; 0 is none.
pub fn seconds(seconds: f64) -> Result<Option<Duration>, CliError> {
    if seconds == 0.0 {
        return Ok(None);
    }
    Duration::try_from_secs_f64(seconds).map(Some).map_err(|_| {
        CliError::Usage(format!("--timeout {seconds}: write a number of seconds, 0 for no limit"))
    })
}

fn list() -> Result<Outcome, CliError> {
    let queries = canned::all()?;
    let widest = queries.iter().map(|query| query.name.len()).max().unwrap_or(0);
    let mut out = std::io::stdout().lock();
    for query in &queries {
        writeln!(out, "{:widest$}  {}", query.name, query.about)?;
    }
    writeln!(
        out,
        "\nRun one with `presscut query NAME`; `presscut query NAME --describe` shows its parameters and SQL."
    )?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn describe(query: &Canned) -> Result<Outcome, CliError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}\n{}\n", query.title, query.about)?;
    let widest = query.parameters.iter().map(|parameter| parameter.name.len()).max().unwrap_or(0);
    for parameter in &query.parameters {
        let need = if parameter.default.is_none() { " (needed)" } else { "" };
        writeln!(
            out,
            "  {:widest$}  {}; {}{need}",
            parameter.name,
            parameter.help,
            parameter.kind.describe()
        )?;
    }
    let sql: Vec<&str> = query.sql.lines().filter(|line| !line.starts_with("--")).collect();
    writeln!(out, "\n{}", sql.join("\n"))?;
    out.flush()?;
    Ok(Outcome::Done)
}
