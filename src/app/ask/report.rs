//! A report: several canned queries with their parameters, each into a sheet of one workbook.

use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;

use crate::app::ask::canned::{MIN_CONFIDENCE, check_query};
use crate::app::ask::error::AskError;
use crate::app::output::{OutputPlan, OutputTarget, RowsAbout, Sheet, WrittenWorkbook, write_workbook};
use crate::output::TargetError;
use crate::output::registry::format_of_file;
use crate::output::workbook;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::day_phrases;
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::catalogue::report::{Report, ReportSheet};
use crate::query::catalogue::user_queries::QueryFolders;
use crate::query::sandbox::script::SqlScript;
use crate::query::{QueryError, QuerySession, TimeLimit, Value, open_archive};
use crate::text::text_file::read_text_file;

/// A report to be written.
#[derive(Debug, Clone, Copy)]
pub struct ReportRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// The report's file.
    pub file: &'r Path,
    /// Parameters for every sheet whose query has them; they go over the file's.
    pub parameters: &'r [(String, String)],
    /// A folder with queries of the user's own.
    pub queries: Option<&'r Path>,
    /// The workbook, instead of the one that the file names.
    pub output: Option<&'r Path>,
    /// Where the workbook goes that the file names, instead of the file's own folder.
    pub folder: Option<&'r Path>,
    /// How sure queries have to be of a speaker where neither the file nor the user says: 0 to 1.
    pub min_confidence: Option<f64>,
}

/// A report that was read and checked: every sheet's query and values are known.
#[derive(Debug)]
pub struct PreparedReport {
    /// Where the workbook goes: a path from this folder; "-" is standard output.
    pub workbook: PathBuf,
    /// The folder of the settings that it goes to, if it does.
    folder: Option<PathBuf>,
    sheets: Vec<PreparedSheet>,
}

#[derive(Debug)]
struct PreparedSheet {
    sheet: ReportSheet,
    query: CannedQuery,
    values: Vec<(String, Value)>,
}

/// Reads a report and checks all of it, before anything is run.
///
/// # Errors
/// What is wrong with it, with its place in the file.
pub fn prepare_report(request: &ReportRequest, time: TimeLimit) -> Result<PreparedReport, AskError> {
    let shown = request.file.display();
    let text = read_text_file(request.file)
        .map_err(|error| AskError::Failed(format!("{shown} cannot be read: {error}")))?;
    let wrong = |what: String| AskError::Usage(format!("{shown}: {what}"));
    let report = Report::parse(&text).map_err(wrong)?;
    let workbook = workbook_of(request, &report)?;
    let folders = QueryFolders::for_archive(request.archive, request.queries);
    let mut sheets = Vec::new();
    for sheet in report.sheets(&text, request.parameters).map_err(wrong)? {
        let place = sheet.place.clone();
        sheets.push(
            prepare_sheet(sheet, &folders, (request.archive, request.min_confidence), time).map_err(
                |error| match error {
                    AskError::Io(_) | AskError::Query(QueryError::Archive(_) | QueryError::Sqlite(_)) => {
                        error
                    }
                    error if error.is_usage() => wrong(format!("{place}: {error}")),
                    error => AskError::Failed(format!("{shown}: {place}: {error}")),
                },
            )?,
        );
    }
    let folder = request.folder.filter(|_| request.output.is_none()).map(Path::to_path_buf);
    Ok(PreparedReport { workbook, folder, sheets })
}

/// Where the workbook goes: the user's path counts from here, the report's from its own folder. A report may come from
/// somebody else, and what it names stays in its folder.
fn workbook_of(request: &ReportRequest, report: &Report) -> Result<PathBuf, AskError> {
    let shown = request.file.display();
    let today = day_phrases::today()?;
    let dated =
        |path: &Path| with_date(path, today).map_err(|what| AskError::Usage(format!("{shown}: {what}")));
    let path = match (request.output, &report.output) {
        (Some(path), _) => dated(path)?,
        (None, Some(path)) => {
            let path = &dated(path)?;
            let folder = request.folder.or(request.file.parent()).unwrap_or(Path::new(""));
            let place = folder.join(path);
            if !is_below(folder, path) {
                return Err(AskError::Usage(format!(
                    "{shown}: its workbook {} would be outside of its folder: if that is what you want, give -o {}",
                    path.display(),
                    place.display()
                )));
            }
            place
        }
        (None, None) => {
            return Err(AskError::Usage(format!(
                "{shown} names no workbook: write `output = \"report.xlsx\"` in it, or give -o FILE.xlsx"
            )));
        }
    };
    if path.as_os_str() != "-" && format_of_file(&path) != Some(&workbook::XLSX) {
        return Err(AskError::Usage(format!(
            "{}: a report is a workbook: name it with .xlsx at the end",
            path.display()
        )));
    }
    Ok(path)
}

/// A path with the day, week or month in place of `{date}`, `{week}` or `{month}`.
fn with_date(path: &Path, today: NaiveDate) -> Result<PathBuf, String> {
    let Some(text) = path.to_str().filter(|text| text.contains('{')) else { return Ok(path.into()) };
    let dated = [("{date}", "%Y-%m-%d"), ("{week}", "%G-W%V"), ("{month}", "%Y-%m")]
        .iter()
        .fold(text.to_string(), |text, (name, form)| text.replace(name, &today.format(form).to_string()));
    match dated.contains(['{', '}']) {
        true => Err(format!("{text}: between {{ and }} there can be date, week or month")),
        false => Ok(dated.into()),
    }
}

/// Whether a path from a folder leads to a place in it, links included.
fn is_below(folder: &Path, path: &Path) -> bool {
    let goes_down = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let leads_to = |place: &Path| place.canonicalize().ok();
    let Some(top) = leads_to(folder) else { return goes_down };
    let place = folder.join(path);
    let parts_stay = place
        .ancestors()
        .take_while(|part| *part != folder)
        .filter_map(leads_to)
        .all(|part| part.starts_with(&top));
    goes_down && parts_stay
}

fn prepare_sheet(
    sheet: ReportSheet,
    folders: &QueryFolders,
    (archive, min_confidence): (&Path, Option<f64>),
    time: TimeLimit,
) -> Result<PreparedSheet, AskError> {
    let query = folders.query_named(&sheet.query)?;
    let takes = query.parameters.iter().any(|parameter| parameter.name == MIN_CONFIDENCE);
    let setting =
        min_confidence.filter(|_| takes).map(|share| (MIN_CONFIDENCE.to_string(), share.to_string()));
    let given: Vec<(String, String)> = setting.into_iter().chain(sheet.given(&query)).collect();
    let values = parameter_values(&query, &given, &open_archive(archive)?)?;
    check_query(archive, &query, time)?;
    Ok(PreparedSheet { sheet, query, values })
}

/// Runs the queries of a report and writes the workbook.
///
/// # Errors
/// Where a query cannot be run, or the workbook cannot be written.
pub fn write_report(
    report: &PreparedReport,
    archive: &Path,
    plan: &OutputPlan,
) -> Result<WrittenWorkbook, AskError> {
    let session = QuerySession::begin(open_archive(archive)?, archive, plan.time, plan.provenance())?;
    let titles: Vec<String> =
        report.sheets.iter().map(|PreparedSheet { sheet, query, .. }| sheet.title(query)).collect();
    let scripts: Vec<SqlScript> =
        report.sheets.iter().map(|sheet| SqlScript::parse(&sheet.query.sql)).collect();
    let mut sheets = Vec::new();
    for ((prepared, title), script) in report.sheets.iter().zip(&titles).zip(&scripts) {
        let PreparedSheet { sheet, query, values } = prepared;
        let about = RowsAbout {
            name: Some(&query.name),
            title: Some(title),
            sql: &query.sql,
            values,
            chart: query.chart.as_ref(),
            facts: None,
            archive: session.state(),
            ..RowsAbout::default()
        };
        let rows = Box::new(session.single_result(script, values)?);
        sheets.push(Sheet { about, rows, limit: sheet.limit });
    }
    if let (OutputTarget::File { path, .. }, Some(_)) = (&plan.target, &report.folder) {
        // The folder of the settings is made where it is not there.
        let folder = path.parent().unwrap_or(Path::new(""));
        std::fs::create_dir_all(folder)
            .map_err(|error| AskError::Failed(format!("{} cannot be made: {error}", folder.display())))?;
    }
    write_workbook(plan, sheets).map_err(|error| match error {
        AskError::Target(TargetError::Exists(path)) => AskError::Failed(format!(
            "{} is there already: overwrite it with --force, or name another with -o; with {{date}} in the name that the \
             report gives it, each day has its own",
            path.display()
        )),
        error => error,
    })
}
