//! A report: several canned queries with their parameters, each into a sheet of one workbook or a part of one page.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;

use crate::app::ask::answer::{AskContext, LimitedSession};
use crate::app::ask::canned::{MIN_CONFIDENCE, check_query};
use crate::app::ask::error::AskError;
use crate::app::ask::scope::AskScope;
use crate::app::output::manifests::today;
use crate::app::output::{OutputPlan, OutputTarget, RowsAbout, Sheet, WrittenWorkbook, write_report_parts};
use crate::output::chart::ChartFacts;
use crate::output::registry::format_of_file;
use crate::output::report_facts::{ReportAnswer, ReportFacts};
use crate::output::workbook;
use crate::output::{TargetError, html};
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::day_phrases;
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::catalogue::report::{Report, ReportSheet};
use crate::query::catalogue::user_queries::QueryFolders;
use crate::query::resolve::sources::source_names;
use crate::query::sandbox::script::SqlScript;
use crate::query::{QueryError, TimeLimit, Value, open_archive};
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
    /// The workbook or the page, instead of the one that the file names.
    pub output: Option<&'r Path>,
    /// Where the workbook goes that the file names, instead of the file's own folder.
    pub folder: Option<&'r Path>,
    /// How sure queries have to be of a speaker where neither the file nor the user says: 0 to 1.
    pub min_confidence: Option<f64>,
}

/// A report that was read and checked: every sheet's query and values are known.
#[derive(Debug)]
pub struct PreparedReport {
    /// Where the workbook or the page goes: a path from this folder; "-" is standard output.
    pub place: PathBuf,
    title: String,
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
    let place = place_of(request, &report)?;
    let title = report.title.clone().unwrap_or_else(|| title_of_file(request.file));
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
    Ok(PreparedReport { place, title, folder, sheets })
}

/// "weekly-quotes.toml" → "Weekly quotes"
fn title_of_file(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
    let mut letters = stem.chars();
    letters.next().map_or_else(|| "Report".into(), |first| first.to_uppercase().chain(letters).collect())
}

/// Where the workbook or the page goes: the user's path counts from here, the report's from its own folder. A report may come from
/// somebody else, and what it names stays in its folder.
fn place_of(request: &ReportRequest, report: &Report) -> Result<PathBuf, AskError> {
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
                    "{shown}: its file {} would be outside of its folder: if that is what you want, give -o {}",
                    path.display(),
                    place.display()
                )));
            }
            place
        }
        (None, None) => {
            return Err(AskError::Usage(format!(
                "{shown} names no file to write to: write `output = \"report.xlsx\"` in it, or give -o FILE.xlsx or FILE.html"
            )));
        }
    };
    let is_report = |format: &_| *format == &workbook::XLSX || *format == &html::HTML;
    if path.as_os_str() != "-" && format_of_file(&path).filter(is_report).is_none() {
        return Err(AskError::Usage(format!(
            "{}: a report is a workbook or a page: name it with .xlsx or .html at the end",
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

/// Runs the queries of a report, over all of the archive or what some imports brought, and writes the workbook or the page.
///
/// # Errors
/// Where a query cannot be run, or the file cannot be written.
pub fn write_report(
    report: &PreparedReport,
    archive: &Path,
    scope: &AskScope,
    plan: &OutputPlan,
) -> Result<WrittenWorkbook, AskError> {
    let context = AskContext { archive, scope, time: plan.time, provenance: plan.provenance() };
    let LimitedSession { session, limited_to } = context.begin(open_archive(archive)?)?;
    let titles: Vec<String> =
        report.sheets.iter().map(|PreparedSheet { sheet, query, .. }| sheet.title(query)).collect();
    let texts: Vec<Cow<str>> = report.sheets.iter().map(|sheet| context.sql(&sheet.query.sql)).collect();
    let scripts: Vec<SqlScript> = texts.iter().map(|sql| SqlScript::parse(sql)).collect();
    let mut facts = report_facts(report, archive, &titles, source_names(session.unlimited())?);
    facts.known.extend(
        limited_to.clone().map(|imports| ("Limited to", format!("what {imports} brought or changed"))),
    );
    let chart_facts: Vec<ChartFacts> = report
        .sheets
        .iter()
        .map(|sheet| session.chart_facts(archive, Some(&sheet.query), &sheet.values))
        .collect::<Result<_, _>>()?;
    let mut sheets = Vec::new();
    let parts = report.sheets.iter().zip(&titles).zip(&scripts).zip(&chart_facts);
    for (((prepared, title), script), chart_facts) in parts {
        let PreparedSheet { sheet, query, values } = prepared;
        let about = RowsAbout {
            name: Some(&query.name),
            title: Some(title),
            sql: &query.sql,
            values,
            chart: query.chart.as_ref(),
            facts: Some(chart_facts),
            limited_to: limited_to.as_deref(),
            archive: session.state(),
            archive_file: session.path(),
            note: query.note.as_deref(),
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
    write_report_parts(plan, &facts, sheets).map_err(|error| match error {
        AskError::Target(TargetError::Exists(path)) => AskError::Failed(format!(
            "{} is there already: overwrite it with --force, or name another with -o; with {{date}} in the name that the \
             report gives it, each day has its own",
            path.display()
        )),
        error => error,
    })
}

/// What the report says of itself before its first answer.
fn report_facts(
    report: &PreparedReport,
    archive: &Path,
    titles: &[String],
    all_sources: Vec<String>,
) -> ReportFacts {
    let given = |name: &str| -> BTreeSet<Option<String>> {
        let values = report.sheets.iter().filter_map(|sheet| {
            let (_, value) = sheet.values.iter().find(|(parameter, _)| parameter == name)?;
            Some(match value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
        });
        values.collect()
    };
    let chosen: Vec<String> = given("source").into_iter().flatten().collect();
    let answers = report
        .sheets
        .iter()
        .zip(titles)
        .map(|(sheet, title)| ReportAnswer { title: title.clone(), about: sheet.query.about.clone() });
    ReportFacts {
        title: report.title.clone(),
        known: Vec::new(),
        period: Some(period_in_words(&given("from"), &given("to"))),
        sources: Some(list_in_words(if chosen.is_empty() { all_sources } else { chosen })),
        archive: archive.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        day: today(),
        answers: answers.collect(),
    }
}

/// The days of all parts, where they are the same.
pub(crate) fn period_in_words(from: &BTreeSet<Option<String>>, to: &BTreeSet<Option<String>>) -> String {
    if from.len() > 1 || to.len() > 1 {
        return "differs: each part says its own".into();
    }
    let only = |days: &BTreeSet<Option<String>>| days.first().cloned().flatten();
    match (only(from), only(to)) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "all days of the archive".into(),
    }
}

/// Sources that are named; of more the number is given.
const MAX_SOURCES_NAMED: usize = 8;

/// "Arden Post, Calder Tribune and 3 more"
pub(crate) fn list_in_words(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MAX_SOURCES_NAMED);
    let named = names.into_iter().take(MAX_SOURCES_NAMED).collect::<Vec<_>>().join(", ");
    match more {
        0 if named.is_empty() => "none".into(),
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
