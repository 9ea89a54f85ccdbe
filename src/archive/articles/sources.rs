//! One row for one source, however many articles have it.
//!
//! A source is found by the name that the user or the page gave, else by the host that it was fetched from: a source that was
//! known by its host alone takes the first name that comes with it.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::model::Article;

struct Source {
    id: i64,
    name: String,
    domain: Option<String>,
}

/// The row of an article's source: by name where one is given, else by domain; `None` where neither is.
///
/// A given name is better than the host that an article was fetched from, so a source that was
/// known by its domain alone takes the first name that comes with that domain.
pub(crate) fn source_id(connection: &Connection, article: &Article) -> Result<Option<i64>, ArchiveError> {
    let domain = article.domain.as_deref();
    let by_domain = match domain {
        Some(domain) => {
            find_source(connection, "SELECT id, name, domain FROM sources WHERE domain = ?1", domain)?
        }
        None => None,
    };
    let Some(name) = article.source.as_deref() else {
        return match (by_domain, domain) {
            (Some(source), _) => Ok(Some(source.id)),
            (None, Some(domain)) => insert_source(connection, domain, Some(domain)).map(Some),
            (None, None) => Ok(None),
        };
    };
    let by_name = find_source(connection, "SELECT id, name, domain FROM sources WHERE name = ?1", name)?;
    match (by_name, by_domain) {
        (Some(source), by_domain) => {
            if source.domain.is_none() && by_domain.is_none() && domain.is_some() {
                let mut update = connection.prepare_cached("UPDATE sources SET domain = ?2 WHERE id = ?1")?;
                update.execute(params![source.id, domain])?;
            }
            Ok(Some(source.id))
        }
        (None, Some(source)) if Some(source.name.as_str()) == domain => {
            connection
                .prepare_cached("UPDATE sources SET name = ?2 WHERE id = ?1")?
                .execute(params![source.id, name])?;
            Ok(Some(source.id))
        }
        (None, by_domain) => {
            insert_source(connection, name, domain.filter(|_| by_domain.is_none())).map(Some)
        }
    }
}

fn insert_source(connection: &Connection, name: &str, domain: Option<&str>) -> Result<i64, ArchiveError> {
    // A paper may have another's domain as its name: only the names must differ.
    connection
        .prepare_cached("INSERT INTO sources (name, domain) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING")?
        .execute(params![name, domain])?;
    let id = connection
        .prepare_cached("SELECT id FROM sources WHERE name = ?1")?
        .query_row([name], |row| row.get(0))?;
    Ok(id)
}

fn find_source(connection: &Connection, sql: &str, value: &str) -> Result<Option<Source>, ArchiveError> {
    let source = connection
        .prepare_cached(sql)?
        .query_row([value], |row| Ok(Source { id: row.get(0)?, name: row.get(1)?, domain: row.get(2)? }))
        .optional()?;
    Ok(source)
}
