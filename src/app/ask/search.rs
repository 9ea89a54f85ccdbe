//! A search: what it finds, ranked, with snippets; or how many.

use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::ask::rows::write_single_result;
use crate::app::output::{OutputPlan, RowsAbout, WrittenRows, write_rows};
use crate::query::catalogue::parameter_values::parameter_value;
use crate::query::catalogue::parameters::ParameterKind;
use crate::query::sandbox::script::SqlScript;
use crate::query::search;
use crate::query::search::Filters;
use crate::query::search::hit_marks::HitMarks;
use crate::query::search::parser::ParsedSearch;
use crate::query::search::rows::{SearchRows, Shape};
use crate::query::{QuerySession, Value, open_archive};

pub use crate::query::search::SearchTarget;

/// A search.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'r> {
    /// The archive's file.
    pub archive: &'r Path,
    /// The search as the user wrote it.
    pub words: &'r str,
    /// What is looked through.
    pub target: SearchTarget,
    /// What narrows it, as the user wrote it.
    pub filters: SearchFilters<'r>,
    /// What of it is given.
    pub form: SearchForm<'r>,
    /// What becomes of the rows.
    pub plan: &'r OutputPlan,
}

/// What narrows a search, as the user wrote it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SearchFilters<'r> {
    /// A source, by any of its names.
    pub source: Option<&'r str>,
    /// The first day.
    pub from: Option<&'r str>,
    /// The last day.
    pub to: Option<&'r str>,
}

/// What of a search is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchForm<'r> {
    /// What was found, with snippets of this many words; `None`: 16, and quotes whole.
    Snippets(Option<usize>),
    /// A row for each hit, with this many words to each side.
    Kwic(usize),
    /// How many there are.
    Count,
    /// How many there are for each source, year …
    Facet(&'r str),
}

/// Words that a snippet has.
pub(crate) const SNIPPET_WORDS: usize = 16;

/// Searches.
///
/// # Errors
/// Where there is nothing to look for, a filter is wrong, or the rows cannot be written.
pub fn run_search(request: &SearchRequest) -> Result<WrittenRows, AskError> {
    let SearchRequest { archive, words, target, filters, form, plan } = *request;
    let parsed = ParsedSearch::parse(words);
    if parsed.is_empty() {
        return Err(AskError::NoSearchWords { words: words.to_string() });
    }
    let connection = open_archive(archive)?;
    let value = |name: &str, kind: ParameterKind, text: Option<&str>| -> Result<Option<String>, AskError> {
        let Some(text) = text else { return Ok(None) };
        match parameter_value(name, &kind, text, &connection)? {
            Value::Text(value) => Ok(Some(value)),
            _ => Ok(None),
        }
    };
    let filters = Filters {
        source: value("source", ParameterKind::Source, filters.source)?,
        from: value("from", ParameterKind::Date, filters.from)?,
        to: value("to", ParameterKind::Date, filters.to)?,
    };
    let found = search::found_sql(&parsed, target, &filters);
    let session = QuerySession::begin(connection, archive, plan.time, plan.provenance())?;
    let shape = match (form, target) {
        (SearchForm::Count, _) => {
            let count = search::count_sql(&found, target);
            let about = RowsAbout { sql: &count.sql, values: &count.values, ..RowsAbout::default() };
            return write_single_result(&session, &about, plan);
        }
        (SearchForm::Facet(facet), _) => {
            let rows = search::facet_rows_sql(&found, target);
            let sql = session.count_by(&SqlScript::parse(&rows.sql), facet)?;
            let about =
                RowsAbout { title: Some(words), sql: &sql, values: &rows.values, ..RowsAbout::default() };
            return write_single_result(&session, &about, plan);
        }
        (SearchForm::Kwic(words), _) => Shape::Lines(words),
        (SearchForm::Snippets(None), SearchTarget::Quotes) => Shape::Whole,
        (SearchForm::Snippets(words), _) => Shape::Snippet(words.unwrap_or(SNIPPET_WORDS)),
    };
    let ranked = search::ranked_sql(&found, target);
    let script = SqlScript::parse(&ranked.sql);
    let rows = session.single_result(&script, &ranked.values)?;
    let about = RowsAbout {
        title: Some(words),
        sql: &ranked.sql,
        values: &ranked.values,
        archive: session.state(),
        archive_file: session.path(),
        ..RowsAbout::default()
    };
    write_rows(plan, &about, &mut SearchRows::new(rows, HitMarks::of_search(&parsed), shape))
}
