//! `presscut query`: a canned query, or, with no name, the catalogue.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;

use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::query_session::{Asked, Question};
use crate::cli::commands::batch;
use crate::cli::{CliError, Global, Outcome};
use crate::query::catalogue::canned_query::{Canned, Origin};
use crate::query::catalogue::parameters;
use crate::query::catalogue::user_queries::{Folders, Listed, new_query};
use crate::query::{QueryError, catalogue, facets, sandbox};

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
    #[arg(long, requires = "name", conflicts_with_all = ["new", "each"])]
    describe: bool,
    /// Run it once for each row of a CSV, whose columns are parameters; -o names the folder for what
    /// comes out
    #[arg(long, value_name = "CSV", requires_all = ["name", "output"])]
    each: Option<PathBuf>,
    /// Start a query of your own, in queries/ beside the archive
    #[arg(long, value_name = "NAME", conflicts_with_all = ["name", "each"])]
    new: Option<String>,
    /// A folder with queries of your own, beside those in queries/ next to the archive and in your
    /// settings
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Count the rows rather than show them: by source, year, month or any column
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["describe", "new", "each"])]
    facet: Option<String>,
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
    let folders = Folders::of(&global.db, args.queries.as_deref());
    if let Some(name) = &args.new {
        let path = new_query(folders.new_queries(), name)?;
        if !global.quiet {
            eprintln!("{}: edit it, then run it with `presscut query {name}`", path.display());
        }
        return Ok(Outcome::Done);
    }
    let Some(name) = &args.name else { return list(&folders) };
    let query = folders.named(name)?;
    if args.describe {
        return describe(&query);
    }
    let given = args.parameters.given()?;
    if let Some(table) = &args.each {
        return batch::run(&query, &given, table, &args.output, seconds(args.timeout)?, global);
    }
    let archive = open::reading(&global.db)?;
    let values = parameters::values(&query, &given, &archive)?;
    check(&query, global)?;
    let question = Question {
        name: Some(&query.name),
        title: Some(&query.title),
        sql: &query.sql,
        values: &values,
        limit: None,
    };
    let time = seconds(args.timeout)?;
    let Some(facet) = &args.facet else {
        return args.output.answer_named(global, archive, &question, time);
    };
    let asked = Asked::begin(global, archive, time, args.output.describes())?;
    let sql = facets::by(&asked.archive, &query.sql, facet)?;
    args.output.write(global, &asked, &Question { sql: &sql, ..question })
}

/// Whether the SQL of a user's own query prepares, with the functions and walls that it will have when it is run.
/// presscut's own do, and a test says so.
pub fn check(query: &Canned, global: &Global) -> Result<(), CliError> {
    if query.origin == Origin::Catalogue {
        return Ok(());
    }
    let mut archive = open::reading(&global.db)?;
    sandbox::close_in(&mut archive, None)?;
    Ok(query.check(&archive).map_err(QueryError::from)?)
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

/// The catalogue by subject, then the user's own.
fn list(folders: &Folders) -> Result<Outcome, CliError> {
    let mut listed = folders.list()?;
    let widest = listed.keys().map(String::len).max().unwrap_or(0);
    let schema = schema()?;
    let mut out = std::io::stdout().lock();
    for (subject, names) in catalogue::subjects() {
        writeln!(out, "{subject}")?;
        for name in names {
            if let Some(query) = listed.remove(name) {
                list_one(&mut out, name, &query, widest, &schema)?;
            }
        }
        writeln!(out)?;
    }
    if !listed.is_empty() {
        writeln!(out, "Your own")?;
        for (name, query) in &listed {
            list_one(&mut out, name, query, widest, &schema)?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "Run one with `presscut query NAME`; `presscut query NAME --describe` shows its parameters and SQL,\n\
         `presscut query --new NAME` starts one of your own."
    )?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// An archive with nothing in it, closed in like every other: what a query is checked with where no archive is at hand.
fn schema() -> Result<ArchiveReader, CliError> {
    let mut schema = ArchiveReader::of_empty_archive()?;
    sandbox::close_in(&mut schema, None)?;
    Ok(schema)
}

fn list_one(
    out: &mut impl Write,
    name: &str,
    listed: &Listed,
    widest: usize,
    schema: &Connection,
) -> Result<(), CliError> {
    let checked = match &listed.query {
        Ok(query) if query.origin == Origin::Catalogue => Ok(query),
        Ok(query) => query.check(schema).map(|()| query).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match checked {
        Ok(query) => {
            let indent = " ".repeat(widest + 4);
            let first = format!("  {name:widest$}  ");
            let options = textwrap::Options::new(width()).initial_indent(&first).subsequent_indent(&indent);
            writeln!(out, "{}", textwrap::fill(&query.about, options))?;
        }
        Err(error) => {
            writeln!(out, "  {name:widest$}  (cannot be used: see the warning)")?;
            eprintln!("warning: {error}");
        }
    }
    if let Origin::File(path) = &listed.origin {
        let hides: Vec<String> = listed.hides.iter().map(place).collect();
        let instead =
            if hides.is_empty() { String::new() } else { format!(", instead of {}", hides.join(" and ")) };
        writeln!(out, "  {:widest$}  [{}{instead}]", "", path.display())?;
    }
    Ok(())
}

/// How wide the list may be: as the terminal is; where there is none, each query has a line.
fn width() -> usize {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).or_else(told).unwrap_or(usize::MAX)
}

fn place(origin: &Origin) -> String {
    match origin {
        Origin::Catalogue => "presscut's own".into(),
        Origin::File(path) => path.display().to_string(),
    }
}

fn describe(query: &Canned) -> Result<Outcome, CliError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}\n{}\n", query.title, query.about)?;
    if let Some(note) = &query.note {
        writeln!(out, "Note: {note}\n")?;
    }
    let widest = query.parameters.iter().map(|parameter| parameter.name.len()).max().unwrap_or(0);
    for parameter in &query.parameters {
        let need = match &parameter.default {
            None => " (needed)".to_string(),
            Some(None) => String::new(),
            Some(Some(value)) => format!(" ({value} by default)"),
        };
        let kind = parameter.kind.describe();
        writeln!(out, "  {:widest$}  {}; {kind}{need}", parameter.name, parameter.help)?;
    }
    if let Origin::File(path) = &query.origin {
        writeln!(out, "\nIn {}", path.display())?;
    }
    writeln!(out, "\nExample: {}\n\n{}", query.example(), query.statement())?;
    out.flush()?;
    Ok(Outcome::Done)
}
