//! `presscut query`: a canned query, or, with no name, the catalogue.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::app::ask::batch::{BatchEvent, BatchRequest, run_batch};
use crate::app::ask::canned::{
    CannedQuery, CannedRequest, DefaultValue, Dialect, QueryOrigin, find_query, run_canned, translate_query,
};
use crate::app::ask::listing::{QueryEntry, list_queries, start_query};
use crate::cli::args::chart_options::ChartOptions;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::parameters::ParameterOptions;
use crate::cli::args::reported::{report_rows, say};
use crate::cli::args::scope_options::ScopeOptions;
use crate::cli::args::time_limit::seconds;
use crate::cli::terminal::streams::{page_out, say_line};
use crate::cli::terminal::width::known_width;
use crate::cli::{CliError, Global, Outcome};
use crate::output::registry::{format_named, format_of_file};

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
    /// Print its SQL for this engine, with the parameters in it, and do not run it; `presscut export --setup`
    /// gives the engine the tables
    #[arg(long, value_name = "ENGINE", value_enum, requires = "name", conflicts_with_all = ["describe", "new", "each", "facet"])]
    dialect: Option<DialectName>,
    /// Run it once for each row of a CSV, whose columns are parameters; -o names the folder for what
    /// comes out
    #[arg(long, value_name = "CSV", requires_all = ["name", "output"])]
    each: Option<PathBuf>,
    /// After a query's name: only rows that were not there when you last asked this with --new.
    /// Without one: start a query NAME of your own, in queries/ beside the archive
    #[arg(long, value_name = "NAME", num_args = 0..=1)]
    new: Option<Option<String>>,
    #[command(flatten)]
    scope: ScopeOptions,
    /// A folder with queries of your own, beside those in queries/ next to the archive and in your
    /// settings
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Count the rows rather than show them: by source, year, month or any column
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["describe", "each"])]
    facet: Option<String>,
    /// Stop after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
    #[command(flatten)]
    chart: ChartOptions,
    #[command(flatten)]
    output: OutputOptions,
}

/// The engines whose SQL is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DialectName {
    /// DuckDB
    Duckdb,
    /// Spark
    Spark,
    /// SQLite without presscut's functions
    Sqlite,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Dialect {
        match name {
            DialectName::Duckdb => Dialect::DuckDb,
            DialectName::Spark => Dialect::Spark,
            DialectName::Sqlite => Dialect::Sqlite,
        }
    }
}

/// Runs the query, or lists the catalogue.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let queries = args.queries.as_deref();
    if let Some(name) = started_query(&args)? {
        let path = start_query(&global.db, queries, name)?;
        say(global, &format!("{}: edit it, then run it with `presscut query {name}`", path.display()));
        return Ok(Outcome::Done);
    }
    let Some(name) = &args.name else { return list(global, queries) };
    let query = find_query(&global.db, queries, name)?;
    if args.describe {
        return describe(&query);
    }
    let parameters = args.parameters.given()?;
    if let Some(dialect) = args.dialect {
        let mut out = page_out();
        out.write_all(translate_query(&query, dialect.into(), &parameters)?.as_bytes())?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if let Some(table) = &args.each {
        return run_each(&args, &query, &parameters, table, global);
    }
    let plan = args.output.plan_drawn(seconds(args.timeout)?, &args.chart)?;
    let facet = args.facet.as_deref();
    let request = CannedRequest {
        archive: &global.db,
        query: &query,
        parameters: &parameters,
        facet,
        scope: &args.scope.scope(args.new.is_some(), global),
        plan: &plan,
    };
    Ok(report_rows(global, &run_canned(&request)?))
}

/// The query of the user's own that `--new` is to start; none where it asks for new rows.
fn started_query(args: &Args) -> Result<Option<&str>, CliError> {
    match (&args.name, &args.new) {
        (_, None) | (Some(_), Some(None)) => Ok(None),
        (None, Some(Some(name))) => Ok(Some(name)),
        (None, Some(None)) => Err(CliError::Usage(
            "--new goes after a query's name and gives its new rows; `presscut query --new NAME` starts a query of your own"
                .into(),
        )),
        (Some(query), Some(Some(name))) => Err(CliError::Usage(format!(
            "`presscut query {query} --new` gives the new rows of {query}, `presscut query --new {name}` starts a query of your \
             own: which one is meant?"
        ))),
    }
}

/// Runs it for each row of a table, and says what became of each.
fn run_each(
    args: &Args,
    query: &CannedQuery,
    parameters: &[(String, String)],
    table: &Path,
    global: &Global,
) -> Result<Outcome, CliError> {
    let folder = args.output.path().unwrap_or(Path::new(""));
    if let Some(format) = format_of_file(folder) {
        let (folder, format) = (folder.display(), format.extension());
        let instead = format!("name a folder, and the format with --format {format}");
        return Err(CliError::Usage(format!("{folder}: --each makes a file for each row: {instead}")));
    }
    let Some(csv) = format_named("csv") else { return Ok(Outcome::Done) };
    let plan = args.output.folder_plan(seconds(args.timeout)?, csv)?;
    let scope = args.scope.scope(args.new.is_some(), global);
    let request = BatchRequest { archive: &global.db, query, parameters, table, scope: &scope, plan: &plan };
    let outcome = run_batch(&request, &mut |event| match event {
        BatchEvent::Written(written) => {
            report_rows(global, written);
        }
        BatchEvent::Wrong { line, error } => say_line(&format!("{}, line {line}: {error}", table.display())),
    })?;
    let files =
        if outcome.written == 1 { "1 file".to_string() } else { format!("{} files", outcome.written) };
    let left = match outcome.wrong {
        0 => String::new(),
        wrong => format!("; rows that were wrong: {wrong}"),
    };
    say(global, &format!("{}: {files}{left}", folder.display()));
    match (outcome.wrong, outcome.stopped) {
        (0, false) => Ok(Outcome::Done),
        (0, true) => Ok(Outcome::Stopped),
        _ if outcome.written == 0 => {
            Err(CliError::Failed(format!("no row of {} could be run", table.display())))
        }
        _ => Ok(Outcome::SomeRejected),
    }
}

/// The catalogue by subject, then the user's own.
fn list(global: &Global, queries: Option<&Path>) -> Result<Outcome, CliError> {
    let groups = list_queries(&global.db, queries)?;
    let names = groups.iter().flat_map(|group| &group.queries).map(|query| query.name.len());
    let widest = names.max().unwrap_or(0);
    let mut out = page_out();
    for group in &groups {
        writeln!(out, "{}", group.subject.unwrap_or("Your own"))?;
        for query in &group.queries {
            list_one(&mut out, query, widest)?;
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

fn list_one(out: &mut impl Write, query: &QueryEntry, widest: usize) -> Result<(), CliError> {
    let name = &query.name;
    match &query.about {
        Ok(about) => {
            // Where there is no terminal, each query has a line.
            let width = known_width().unwrap_or(usize::MAX);
            let indent = " ".repeat(widest + 4);
            let first = format!("  {name:widest$}  ");
            let options = textwrap::Options::new(width).initial_indent(&first).subsequent_indent(&indent);
            writeln!(out, "{}", textwrap::fill(about, options))?;
        }
        Err(error) => {
            writeln!(out, "  {name:widest$}  (cannot be used: see the warning)")?;
            say_line(&format!("warning: {error}"));
        }
    }
    if let Some(path) = &query.file {
        let hides: Vec<String> = query.hides.iter().map(place_of).collect();
        let instead =
            if hides.is_empty() { String::new() } else { format!(", instead of {}", hides.join(" and ")) };
        writeln!(out, "  {:widest$}  [{}{instead}]", "", path.display())?;
    }
    Ok(())
}

fn place_of(origin: &QueryOrigin) -> String {
    match origin {
        QueryOrigin::Catalogue => "presscut's own".into(),
        QueryOrigin::File(path) => path.display().to_string(),
    }
}

fn describe(query: &CannedQuery) -> Result<Outcome, CliError> {
    let mut out = page_out();
    writeln!(out, "{}\n{}\n", query.title, query.about)?;
    if let Some(note) = &query.note {
        writeln!(out, "Note: {note}\n")?;
    }
    if let Some(effort) = &query.effort {
        writeln!(out, "Time: {effort}\n")?;
    }
    let widest = query.parameters.iter().map(|parameter| parameter.name.len()).max().unwrap_or(0);
    for parameter in &query.parameters {
        let need = match &parameter.default {
            DefaultValue::Required => " (needed)".to_string(),
            DefaultValue::Null => String::new(),
            DefaultValue::Text(value) => format!(" ({value} by default)"),
        };
        let kind = parameter.kind.describe();
        writeln!(out, "  {:widest$}  {}; {kind}{need}", parameter.name, parameter.help)?;
    }
    if let QueryOrigin::File(path) = &query.origin {
        writeln!(out, "\nIn {}", path.display())?;
    }
    writeln!(out, "\nExample: {}\n\n{}", query.example(), query.statement())?;
    out.flush()?;
    Ok(Outcome::Done)
}
