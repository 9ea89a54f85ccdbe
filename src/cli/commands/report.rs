//! `presscut report FILE.toml`: several queries, with their parameters, into one workbook.

use std::path::{Path, PathBuf};

use rusqlite::types::Value;

use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::query_session::{Asked, Question};
use crate::cli::commands::query;
use crate::cli::commands::query::{ParameterOptions, seconds};
use crate::cli::{CliError, Global, Outcome};
use crate::output::Format;
use crate::query::catalogue::canned_query::Canned;
use crate::query::catalogue::parameters;
use crate::query::catalogue::report::{Report, Sheet};
use crate::query::catalogue::user_queries::Folders;

/// Run the queries of a report, each into a sheet of one workbook
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut report weekly.toml -p from \"last week\" -o week.xlsx",
    after_help = "A report is a file in TOML: `output` names the workbook, each [[sheet]] has a `query`, and if you like a \
                  `name`, `parameters` and a `limit`; a table [parameters] holds for all sheets."
)]
pub struct Args {
    /// The report
    #[arg(value_name = "FILE.toml")]
    file: PathBuf,
    #[command(flatten)]
    parameters: ParameterOptions,
    /// A folder with queries of your own
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Write to this workbook rather than to the one that the report names
    #[arg(long, short, value_name = "FILE.xlsx")]
    output: Option<PathBuf>,
    /// Overwrite the workbook
    #[arg(long)]
    force: bool,
    /// Stop a query after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    timeout: f64,
}

/// A sheet whose query and values are known.
struct Ready {
    sheet: Sheet,
    query: Canned,
    values: Vec<(String, Value)>,
}

/// Writes the workbook.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let shown = args.file.display();
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| CliError::Failed(format!("{shown} cannot be read: {error}")))?;
    let wrong = |what: String| CliError::Usage(format!("{shown}: {what}"));
    let report = Report::read(&text).map_err(wrong)?;
    let path = workbook(&args, &report)?;
    let sheets = report.sheets(&text, &args.parameters.given()?).map_err(wrong)?;
    let folders = Folders::of(&global.db, args.queries.as_deref());
    let mut ready = Vec::new();
    for sheet in sheets {
        let place = sheet.place.clone();
        ready.push(prepare(sheet, &folders, global).map_err(|error| match error {
            CliError::Usage(what) => wrong(format!("{place}: {what}")),
            CliError::Failed(what) => CliError::Failed(format!("{shown}: {place}: {what}")),
            other => other,
        })?);
    }
    write(&ready, &path, &args, global)
}

/// Where the workbook goes: what was typed counts from here, what the report says from its own folder.
fn workbook(args: &Args, report: &Report) -> Result<PathBuf, CliError> {
    let beside = |path: &PathBuf| args.file.parent().unwrap_or(Path::new("")).join(path);
    let path = args.output.clone().or_else(|| report.output.as_ref().map(beside)).ok_or_else(|| {
        CliError::Usage(format!(
            "{} names no workbook: write `output = \"report.xlsx\"` in it, or give -o FILE.xlsx",
            args.file.display()
        ))
    })?;
    if path.as_os_str() != "-" && Format::of_file(&path) != Some(Format::Xlsx) {
        return Err(CliError::Usage(format!(
            "{}: a report is a workbook: name it with .xlsx at the end",
            path.display()
        )));
    }
    Ok(path)
}

fn prepare(sheet: Sheet, folders: &Folders, global: &Global) -> Result<Ready, CliError> {
    let query = folders.named(&sheet.query)?;
    let archive = open::reading(&global.db)?;
    let values = parameters::values(&query, &sheet.given(&query), &archive)?;
    query::check(&query, global)?;
    Ok(Ready { sheet, query, values })
}

fn write(sheets: &[Ready], path: &Path, args: &Args, global: &Global) -> Result<Outcome, CliError> {
    let output = OutputOptions::to_workbook(path.into(), args.force);
    let asked = Asked::begin(global, open::reading(&global.db)?, seconds(args.timeout)?, output.describes())?;
    let titles: Vec<String> = sheets.iter().map(|Ready { sheet, query, .. }| sheet.title(query)).collect();
    let questions: Vec<Question> = sheets
        .iter()
        .zip(&titles)
        .map(|(Ready { sheet, query, values }, title)| Question {
            name: Some(&query.name),
            title: Some(title),
            sql: &query.sql,
            values,
            limit: sheet.limit,
        })
        .collect();
    output.write_workbook(global, &asked, &questions)
}
