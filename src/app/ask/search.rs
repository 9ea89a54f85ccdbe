//! A search: what it finds, ranked, with snippets; or how many.

use std::path::Path;

use crate::app::ask::answer::{AskContext, LimitedSession};
use crate::app::ask::error::AskError;
use crate::app::ask::question::Question;
use crate::app::ask::scope::{AskScope, WantedRows};
use crate::app::output::{OutputPlan, RowsAbout, WrittenRows};
use crate::archive::schema::connection::ArchiveReader;
use crate::output::RowSource;
use crate::query::catalogue::parameter_values::parameter_value;
use crate::query::catalogue::parameters::ParameterKind;
use crate::query::sandbox::script::SqlScript;
use crate::query::search;
use crate::query::search::hit_marks::{HitMarks, MarkStyle};
use crate::query::search::parser::ParsedSearch;
use crate::query::search::rows::{SearchRows, Shape};
use crate::query::search::{Filters, Reach, SearchSql};
use crate::query::why_empty::explain_empty_search;
use crate::query::{QueryError, QuerySession, Value, open_archive};

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
    /// What of the answer is wanted.
    pub scope: &'r AskScope,
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
    /// A tag.
    pub tag: Option<&'r str>,
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
    let SearchRequest { archive, scope, plan, .. } = *request;
    let context = AskContext { archive, scope, time: plan.time, provenance: plan.provenance() };
    let asked = request.asked();
    let written = answer_search(&context, &asked, |question, limited, about, rows| {
        context.write(question, limited, about, rows, plan)
    })?;
    if !written.is_empty_answer() {
        return Ok(written);
    }
    let filters = resolve_filters(&open_archive(archive)?, &asked.filters)?;
    let mut why_empty = vec![format!("“{}” finds nothing", asked.question(&filters).describe())];
    why_empty.extend(explain_empty_search(archive, asked.words, asked.target, &filters)?);
    Ok(WrittenRows { why_empty, ..written })
}

/// A search with what narrows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AskedSearch<'r> {
    /// The search as the user wrote it.
    pub words: &'r str,
    /// What is looked through.
    pub target: SearchTarget,
    /// What narrows it, as the user wrote it.
    pub filters: SearchFilters<'r>,
    /// What of it is given.
    pub form: SearchForm<'r>,
    /// How hits are marked.
    pub marks: MarkStyle,
    /// Whether only the first rows are wanted.
    pub is_limited: bool,
}

impl<'r> SearchRequest<'r> {
    fn asked(&self) -> AskedSearch<'r> {
        let SearchRequest { words, target, filters, form, plan, .. } = *self;
        let is_colored = plan.style.color && plan.format.is_colored && plan.chart.is_none();
        let marks = if is_colored { MarkStyle::Colors } else { MarkStyle::Guillemets };
        let is_limited = plan.max_rows.is_some() && plan.view.sort.is_empty();
        AskedSearch { words, target, filters, form, marks, is_limited }
    }
}

impl AskedSearch<'_> {
    /// The search as a question: days as they were given, so that "last week" is the same one next week.
    fn question(&self, filters: &Filters) -> Question {
        let day = |text: Option<&str>| text.map(|text| text.trim().to_lowercase());
        let given = [
            ("source", filters.source.clone()),
            ("from", day(self.filters.from)),
            ("to", day(self.filters.to)),
            ("tag", filters.tag.clone()),
        ];
        let form = match self.form {
            SearchForm::Snippets(None) => None,
            form => Some(format!("{form:?}").to_lowercase()),
        };
        Question::Search {
            words: self.words.split_whitespace().collect::<Vec<_>>().join(" "),
            quotes: self.target == SearchTarget::Quotes,
            filters: given.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect(),
            form,
        }
    }

    /// Which articles it is in. What counts, and what is compared with rows that were shown before, is never bounded.
    fn reach(&self, scope: &AskScope) -> Reach {
        let gives_rows = matches!(self.form, SearchForm::Snippets(_) | SearchForm::Kwic(_));
        match scope.imports {
            Some(_) => Reach::Session,
            None if self.is_limited && gives_rows && scope.rows == WantedRows::All => Reach::BestOfArchive,
            None => Reach::Archive,
        }
    }

    /// The SQL that gives its rows, and how they are shown; without a shape they are shown as they are.
    fn sql(&self, found: &SearchSql, session: &QuerySession) -> Result<(SearchSql, Option<Shape>), AskError> {
        Ok(match (self.form, self.target) {
            (SearchForm::Count, target) => (search::count_sql(found, target), None),
            (SearchForm::Facet(facet), target) => {
                let rows = search::facet_rows_sql(found, target);
                let sql = session.count_by(&SqlScript::parse(&rows.sql), facet)?;
                (SearchSql { sql, ..rows }, None)
            }
            (SearchForm::Kwic(words), target) => {
                (search::ranked_sql(found, target), Some(Shape::Lines(words)))
            }
            (SearchForm::Snippets(None), SearchTarget::Quotes) => {
                (search::ranked_sql(found, SearchTarget::Quotes), Some(Shape::Whole))
            }
            (SearchForm::Snippets(words), target) => {
                (search::ranked_sql(found, target), Some(Shape::Snippet(words.unwrap_or(SNIPPET_WORDS))))
            }
        })
    }
}

/// Searches, and lends the rows.
///
/// # Errors
/// Where there is nothing to look for, or a filter is wrong; and those of `work`.
pub(crate) fn answer_search<T>(
    context: &AskContext,
    asked: &AskedSearch,
    work: impl FnOnce(
        &Question,
        &LimitedSession,
        &RowsAbout,
        &mut dyn RowSource<Error = QueryError>,
    ) -> Result<T, AskError>,
) -> Result<T, AskError> {
    let words = asked.words;
    let parsed = ParsedSearch::parse(words);
    if parsed.is_empty() {
        return Err(AskError::NoSearchWords { words: words.to_string() });
    }
    let connection = open_archive(context.archive)?;
    let filters = resolve_filters(&connection, &asked.filters)?;
    let found = search::found_sql(&parsed, asked.target, &filters, asked.reach(context.scope));
    let limited = context.begin(connection)?;
    let (sql, shape) = asked.sql(&found, &limited.session)?;
    let about = RowsAbout { title: Some(words), sql: &sql.sql, values: &sql.values, ..RowsAbout::default() };
    let question = asked.question(&filters);
    let script = SqlScript::parse(&sql.sql);
    let mut rows = limited.session.single_result(&script, &sql.values)?;
    match shape {
        None => work(&question, &limited, &about, &mut rows),
        Some(shape) => {
            let mut shown = SearchRows::new(rows, HitMarks::of_search(&parsed).in_style(asked.marks), shape);
            work(&question, &limited, &about, &mut shown)
        }
    }
}

/// What narrows a search, with the names and days that the archive has for it.
///
/// # Errors
/// Where a filter is wrong.
pub(crate) fn resolve_filters(archive: &ArchiveReader, filters: &SearchFilters) -> Result<Filters, AskError> {
    let value = |name: &str, kind: ParameterKind, text: Option<&str>| -> Result<Option<String>, AskError> {
        let Some(text) = text else { return Ok(None) };
        match parameter_value(name, &kind, text, archive)? {
            Value::Text(value) => Ok(Some(value)),
            _ => Ok(None),
        }
    };
    Ok(Filters {
        source: value("source", ParameterKind::Source, filters.source)?,
        from: value("from", ParameterKind::Date, filters.from)?,
        to: value("to", ParameterKind::Date, filters.to)?,
        tag: value("tag", ParameterKind::Tag, filters.tag)?,
    })
}
