//! What imports brought: the sections of the news, and what is new to the questions that are watched.

use std::path::Path;

use crate::app::ask::collected::{CollectSink, CollectedRows};
use crate::app::ask::error::AskError;
use crate::app::ask::scope::ImportChoice;
use crate::app::ask::watch::{WatchNews, WatchRequest, remember, to_remember};
use crate::app::output::{
    OutputPlan, RowsAbout, Sheet, WrittenRows, WrittenWorkbook, write_rows, write_workbook,
};
use crate::archive::schema::read_only::can_be_changed;
use crate::output::{IterRows, RowSource};
use crate::query::lists::imports;
use crate::query::news::{NewsSection, SECTIONS};
use crate::query::sandbox::script::SqlScript;
use crate::query::{Provenance, QueryError, QuerySession, TimeLimit, Value, open_archive};

/// What to tell.
#[derive(Debug, Clone, Copy)]
pub struct NewsRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// Of which imports.
    pub imports: &'r ImportChoice,
    /// Quotes count whose speaker is at least this likely to be right, 0 to 1.
    pub min_confidence: f64,
    /// A folder with queries of the user's own, for watches.
    pub queries: Option<&'r Path>,
    /// Whether it is remembered what was shown of the watches.
    pub is_remembered: bool,
    /// How long one question may take.
    pub time: TimeLimit,
}

/// The news.
#[derive(Debug)]
pub struct News {
    /// Of which imports, in words.
    pub imports: String,
    /// The imports themselves, as `presscut imports` lists them.
    pub runs: CollectedRows,
    /// The sections, each with its first rows.
    pub sections: Vec<(&'static NewsSection, CollectedRows)>,
    /// The watches, each with what is new to it.
    pub watches: Vec<WatchNews>,
    /// Whether it will be remembered what was shown of the watches.
    pub memory: NewsMemory,
}

/// Whether it is remembered what was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewsMemory {
    /// It is.
    Remembered,
    /// It is not, as the user wants it.
    Unwanted,
    /// It is not, as the archive cannot be written.
    ReadOnly,
}

/// The names of the sections.
pub fn section_names() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().map(|section| section.name)
}

/// Gathers the news, of each part this many rows at most.
///
/// # Errors
/// Where there is no such import, or the archive cannot be read.
pub fn gather_news(request: &NewsRequest, max_rows: Option<u64>) -> Result<News, AskError> {
    let archive = open_archive(request.archive)?;
    let range = request.imports.range(&archive)?;
    let session = QuerySession::begin(archive, request.archive, request.time, Provenance::NotDescribed)?;
    let most = max_rows.unwrap_or(u64::MAX);
    let runs = imports::runs_between(range.first, range.last);
    let runs = collect(&session, &runs.sql, &runs.values, u64::MAX)?;
    let mut sections = Vec::new();
    for section in SECTIONS {
        let values = section.values(&range, request.min_confidence);
        sections.push((section, collect(&session, section.sql, &values, most)?));
    }
    drop(session);
    let watches = request.watches().news(max_rows)?;
    let memory = match request.is_remembered {
        false => NewsMemory::Unwanted,
        true if can_be_changed(request.archive) => NewsMemory::Remembered,
        true => NewsMemory::ReadOnly,
    };
    let imports =
        if range.is_empty() { format!("no import {}", request.imports.describe()) } else { range.describe() };
    Ok(News { imports, runs, sections, watches, memory })
}

fn collect(
    session: &QuerySession,
    sql: &str,
    values: &[(String, Value)],
    max_rows: u64,
) -> Result<CollectedRows, AskError> {
    let script = SqlScript::parse(sql);
    let mut sink = CollectSink::new(max_rows);
    session.single_result(&script, values)?.stream_into(None, &mut sink)?;
    Ok(sink.into_rows())
}

/// Remembers what was shown of the watches, where that is wanted and can be.
///
/// # Errors
/// Where the archive cannot be written.
pub fn remember_news(archive: &Path, news: &News) -> Result<(), AskError> {
    let shown = to_remember(&news.watches);
    if news.memory != NewsMemory::Remembered || shown.is_empty() {
        return Ok(());
    }
    remember(archive, &shown)
}

/// Writes the rows of one section.
///
/// # Errors
/// Where there is no such import, or the rows cannot be written.
pub fn write_section(
    request: &NewsRequest,
    section: &str,
    plan: &OutputPlan,
) -> Result<WrittenRows, AskError> {
    let Some(section) = SECTIONS.iter().find(|known| known.name == section) else {
        let names: Vec<&str> = section_names().collect();
        return Err(AskError::Usage(format!("there is no part {section}: there is {}", names.join(", "))));
    };
    let archive = open_archive(request.archive)?;
    let range = request.imports.range(&archive)?;
    let session = QuerySession::begin(archive, request.archive, plan.time, plan.provenance())?;
    let values = section.values(&range, request.min_confidence);
    let script = SqlScript::parse(section.sql);
    let about = RowsAbout {
        name: Some(section.name),
        title: Some(section.title),
        sql: section.sql,
        values: &values,
        archive: session.state(),
        ..RowsAbout::default()
    };
    write_rows(plan, &about, &mut session.single_result(&script, &values)?)
}

/// Writes gathered news into a workbook, a sheet each part.
///
/// # Errors
/// Where the workbook cannot be written.
pub fn write_news(news: &News, plan: &OutputPlan) -> Result<WrittenWorkbook, AskError> {
    let sections = news.sections.iter().map(|(section, rows)| sheet(section.title, section.sql, rows));
    let watches = news.watches.iter().filter_map(|watch| {
        let answer = watch.answer.as_ref().ok()?;
        Some(sheet(&watch.name, &watch.question, &answer.rows))
    });
    write_workbook(plan, sections.chain(watches).collect())
}

fn sheet<'n>(title: &'n str, sql: &'n str, rows: &'n CollectedRows) -> Sheet<'n> {
    let cells = rows.rows.iter().map(|row| Ok::<_, QueryError>(row.clone()));
    let about = RowsAbout { title: Some(title), sql, ..RowsAbout::default() };
    Sheet { about, rows: Box::new(IterRows::new(rows.columns.clone(), cells)), limit: None }
}

impl<'r> NewsRequest<'r> {
    fn watches(&self) -> WatchRequest<'r> {
        WatchRequest { archive: self.archive, queries: self.queries, time: self.time }
    }
}
