//! One row for one source and one row for one entity, however many articles name it.
//!
//! An entity is found by its type and [`name_key`]; spelling differences below that become aliases. Which row an
//! entity gets does not depend on how sure anybody is: merging by evidence is done over these rows, never here.

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::ArchiveError;
use super::name_key::name_key;
use crate::model::{Annotations, Article, Entity, EntityType};

/// So many names are remembered; then all are forgotten.
const REMEMBERED: usize = 100_000;

/// The entities that a run has met, so that a name that everybody names is looked up once.
#[derive(Debug, Default)]
pub struct Known {
    /// By type, then by name to the letter.
    names: FxHashMap<EntityType, FxHashMap<String, Row>>,
    count: usize,
    /// SQLite's number for what others have written so far.
    version: i64,
}

/// An entity's row, and the aliases that are known to be there.
#[derive(Debug)]
struct Row {
    id: i64,
    aliases: Vec<String>,
}

impl Known {
    /// Forgets what another program may have changed: to be called where a transaction has begun.
    pub fn refresh(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if version != self.version {
            self.forget();
            self.version = version;
        }
        Ok(())
    }

    /// Forgets everything: to be called where entities were taken away, since their numbers are given again.
    pub fn forget(&mut self) {
        self.names.clear();
        self.count = 0;
    }

    /// The rows of an annotation's entities, by their local number.
    pub fn entity_ids(
        &mut self,
        connection: &Connection,
        annotations: &Annotations,
    ) -> Result<Vec<i64>, ArchiveError> {
        annotations.entities.iter().map(|entity| self.entity_id(connection, entity)).collect()
    }

    fn entity_id(&mut self, connection: &Connection, entity: &Entity) -> Result<i64, ArchiveError> {
        if self.count >= REMEMBERED {
            self.forget();
        }
        let names = self.names.entry(entity.kind).or_default();
        if let Some(row) = names.get_mut(&entity.name) {
            for alias in &entity.aliases {
                if !row.aliases.contains(alias) {
                    add_alias(connection, row.id, alias)?;
                    row.aliases.push(alias.clone());
                    self.count += 1;
                }
            }
            return Ok(row.id);
        }
        let id = find_or_add(connection, entity)?;
        for alias in entity.aliases.iter().chain([&entity.name]) {
            add_alias(connection, id, alias)?;
        }
        self.count += 1 + entity.aliases.len();
        names.insert(entity.name.clone(), Row { id, aliases: entity.aliases.clone() });
        Ok(id)
    }
}

fn find_or_add(connection: &Connection, entity: &Entity) -> Result<i64, ArchiveError> {
    // A name of marks alone still has to be told from others.
    let key =
        Some(name_key(&entity.name)).filter(|key| !key.is_empty()).unwrap_or_else(|| entity.name.clone());
    let kind = entity.kind.as_str();
    let known = connection
        .prepare_cached("SELECT id FROM entities WHERE type = ?1 AND key = ?2")?
        .query_row(params![kind, key], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection
        .prepare_cached("INSERT INTO entities (name, type, key) VALUES (?1, ?2, ?3)")?
        .execute(params![entity.name, kind, key])?;
    Ok(connection.last_insert_rowid())
}

fn add_alias(connection: &Connection, id: i64, alias: &str) -> Result<(), ArchiveError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO aliases (entity_id, alias, key) VALUES (?1, ?2, ?3)")?
        .execute(params![id, alias, name_key(alias)])?;
    Ok(())
}

/// Takes away the aliases of an entity that no text uses any more.
pub(super) fn forget_unsaid_aliases(connection: &Connection, entity: i64) -> Result<(), ArchiveError> {
    connection
        .prepare_cached(
            "DELETE FROM aliases WHERE entity_id = ?1 AND key <> (SELECT key FROM entities WHERE id = ?1)
               AND alias NOT IN (SELECT surface FROM mentions WHERE entity_id = ?1)",
        )?
        .execute([entity])?;
    Ok(())
}

struct Source {
    id: i64,
    name: String,
    domain: Option<String>,
}

/// The row of an article's source: by name where one is given, else by domain; `None` where neither is.
///
/// A name that the user or the page gave says more than the host that it was fetched from, so a source that was
/// known by its domain alone takes the first name that comes with that domain.
pub fn source_id(connection: &Connection, article: &Article) -> Result<Option<i64>, ArchiveError> {
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
    // A paper may be called as another's domain is: the name alone is what must differ.
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
