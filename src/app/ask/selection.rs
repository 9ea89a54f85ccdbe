//! The articles or quotes that a command is about: by their numbers, by a search, by a canned query.
//!
//! A search and a query are run as they are when somebody reads their rows; the numbers are those of the column
//! `article_id` (of quotes: `quote_id`), or else `id`. All of them are of one moment.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use crate::app::ask::canned::{CannedQuery, check_query};
use crate::app::ask::error::AskError;
use crate::app::ask::search::{SearchFilters, SearchTarget, resolve_filters};
use crate::archive::schema::connection::ArchiveReader;
use crate::output::{Cell, Column, RowSource, Sink};
use crate::query::catalogue::parameter_values::parameter_values;
use crate::query::sandbox::script::SqlScript;
use crate::query::search;
use crate::query::search::parser::ParsedSearch;
use crate::query::{Provenance, QuerySession, TimeLimit, Value, open_archive};

/// What a command is about.
#[derive(Debug, Clone, Default)]
pub struct Selection<'s> {
    /// Numbers.
    pub ids: &'s [i64],
    /// What a search finds, as the user wrote it.
    pub search: Option<&'s str>,
    /// What narrows the search.
    pub filters: SearchFilters<'s>,
    /// What a canned query gives, with the parameters as the user gave them.
    pub query: Option<(&'s CannedQuery, &'s [(String, String)])>,
}

impl Selection<'_> {
    /// Whether it names nothing at all.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.search.is_none() && self.query.is_none()
    }
}

/// The numbers that a selection means, in the order in which it gives them, each once. That they are there is for
/// those to find out who look them up.
///
/// # Errors
/// Where the search or the query is wrong or takes too long, and where the query's rows have no such numbers.
pub fn selected_ids(
    archive: &Path,
    selection: &Selection,
    target: SearchTarget,
    time: TimeLimit,
) -> Result<Vec<i64>, AskError> {
    let mut ids = IdSink { names: id_columns(target), column: None, ids: selection.ids.to_vec() };
    if let Some(words) = selection.search {
        let parsed = ParsedSearch::parse(words);
        if parsed.is_empty() {
            return Err(AskError::NoSearchWords { words: words.to_string() });
        }
        let connection = open_archive(archive)?;
        let filters = resolve_filters(&connection, &selection.filters)?;
        let found = search::found_sql(&parsed, target, &filters, search::Reach::Session);
        let sql = format!("SELECT id FROM ({}) ORDER BY rank, id", found.sql);
        ids.add((archive, time), connection, &sql, &found.values)?;
    }
    if let Some((query, parameters)) = selection.query {
        let connection = open_archive(archive)?;
        let values = parameter_values(query, parameters, &connection)?;
        check_query(archive, query, time)?;
        ids.add((archive, time), connection, &query.sql, &values)?;
        if ids.column.is_none() {
            let (name, columns) = (&query.name, ids.names.join(" nor "));
            let kind = match target {
                SearchTarget::Articles => "articles",
                SearchTarget::Quotes => "quotes",
            };
            let what = format!("the rows of {name} have neither {columns}: they name no {kind}");
            return Err(AskError::Usage(what));
        }
    }
    let mut seen = HashSet::new();
    ids.ids.retain(|id| seen.insert(*id));
    Ok(ids.ids)
}

fn id_columns(target: SearchTarget) -> [&'static str; 2] {
    match target {
        SearchTarget::Articles => ["article_id", "id"],
        SearchTarget::Quotes => ["quote_id", "id"],
    }
}

/// Takes rows, keeps the numbers in one of their columns.
struct IdSink {
    /// What the column can be called, the likeliest first.
    names: [&'static str; 2],
    /// Where it is.
    column: Option<usize>,
    ids: Vec<i64>,
}

impl IdSink {
    fn add(
        &mut self,
        (path, time): (&Path, TimeLimit),
        archive: ArchiveReader,
        sql: &str,
        values: &[(String, Value)],
    ) -> Result<(), AskError> {
        let session = QuerySession::begin(archive, path, time, Provenance::NotDescribed)?;
        let script = SqlScript::parse(sql);
        let end = session.single_result(&script, values)?.stream_into(None, self)?;
        match end.stopped {
            None => Ok(()),
            // Half of what was meant is not what was meant.
            Some(_) => Err(AskError::Failed(
                "time was up before all rows were found, and nothing was done: give it more with --timeout SECONDS".into(),
            )),
        }
    }
}

impl Sink for IdSink {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        let at = |name: &&str| columns.iter().position(|column| column.name == *name);
        self.column = self.names.iter().find_map(at);
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if let Some(Cell::Integer(id)) = self.column.and_then(|column| cells.get(column)) {
            self.ids.push(*id);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
