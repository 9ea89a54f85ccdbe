//! What a chart says around its picture: the period, the sources and the number of articles that a question is about.

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::output::chart::ChartFacts;
use crate::query::QueryError;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::catalogue::day_phrases;
use crate::query::catalogue::parameters::ParameterKind;

const COUNTED: &str = "
    SELECT count(*), min(a.published_day), max(a.published_day)
    FROM articles a LEFT JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article' AND (?1 IS NULL OR a.published_day >= ?1) AND (?2 IS NULL OR a.published_day <= ?2)
      AND (?3 IS NULL OR s.name = ?3)
      AND (?4 IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = ?4))";

const SOURCES: &str = "
    SELECT s.name
    FROM articles a JOIN sources s ON s.id = a.source_id
    WHERE a.kind = 'article' AND (?1 IS NULL OR a.published_day >= ?1) AND (?2 IS NULL OR a.published_day <= ?2)
      AND (?3 IS NULL OR s.name = ?3)
      AND (?4 IS NULL OR a.id IN (SELECT g.article_id FROM article_tags g WHERE g.tag = ?4))
    GROUP BY s.id, s.name ORDER BY count(*) DESC, s.name, s.id";

/// Gathers them, for a canned query with the values of its parameters `from`, `to`, `source` and `tag`, or for all articles.
///
/// # Errors
/// Where the archive cannot be read.
pub fn chart_facts(
    archive: &Connection,
    path: &Path,
    query: Option<&CannedQuery>,
    values: &[(String, Value)],
) -> Result<ChartFacts, QueryError> {
    let text_of = |wanted: &str| {
        let is_declared = query.is_some_and(|query| query.parameters.iter().any(|one| one.name == wanted));
        let value = values.iter().find(|(name, _)| is_declared && name == wanted);
        value.and_then(|(_, value)| if let Value::Text(text) = value { Some(text.clone()) } else { None })
    };
    let (from, to) = (text_of("from"), text_of("to"));
    let (source, tag) = (text_of("source"), text_of("tag"));
    let given = (&from, &to, &source, &tag);
    let (articles, first, last): (u64, Option<String>, Option<String>) = archive
        .prepare_cached(COUNTED)?
        .query_row(given, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let sources =
        archive.prepare_cached(SOURCES)?.query_map(given, |row| row.get(0))?.collect::<Result<_, _>>()?;
    let day = |text: Option<&String>| text.and_then(|text| text.parse::<NaiveDate>().ok());
    let period = day(from.as_ref().or(first.as_ref())).zip(day(to.as_ref().or(last.as_ref())));
    let mut named = Vec::new();
    for (name, value) in values {
        named.push((name.clone(), in_words(archive, query, name, value)?));
    }
    Ok(ChartFacts {
        query: query.map(|query| query.title.clone()),
        values: named,
        period: period.filter(|(first, last)| first <= last),
        period_was_chosen: from.is_some() || to.is_some(),
        sources,
        archive: path.file_name().map(|name| name.to_string_lossy().into_owned()),
        articles,
        day: Some(day_phrases::today()?),
    })
}

/// A value as readers know it: of an entity its name, not its key.
fn in_words(
    archive: &Connection,
    query: Option<&CannedQuery>,
    name: &str,
    value: &Value,
) -> Result<String, QueryError> {
    let kind =
        query.and_then(|query| query.parameters.iter().find(|one| one.name == name)).map(|one| &one.kind);
    Ok(match (kind, value) {
        (Some(ParameterKind::Entity), Value::Text(key)) => archive
            .prepare_cached("SELECT name FROM entities WHERE key = ?1 ORDER BY id LIMIT 1")?
            .query_row([key], |row| row.get(0))
            .optional()?
            .unwrap_or_else(|| key.clone()),
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Integer(number)) => number.to_string(),
        (_, Value::Real(number)) => number.to_string(),
        (_, Value::Null | Value::Blob(_)) => String::new(),
    })
}
