//! One row for one source and one row for one name, however many articles have it.
//!
//! A name is found by its type and [`name_key`]; spelling differences below that become aliases. A name that nothing
//! ties to another is an entity of its own at once; where something may, it is noted, and [`super::canonical`] decides
//! before the batch is committed. So what a name costs on the way in does not depend on how names are put together.

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::ArchiveError;
use super::canonical::{self, Changes};
use super::links;
use super::name_key::name_key;
use crate::model::{Annotations, Article, Entity, EntityType};

/// So many names are remembered; then all are forgotten.
const REMEMBERED: usize = 100_000;

/// The names that a run has met, so that a name that everybody names is looked up once.
#[derive(Debug, Default)]
pub struct Known {
    /// By type, then by name to the letter.
    names: FxHashMap<EntityType, FxHashMap<String, Row>>,
    count: usize,
    /// SQLite's number for what others have written so far.
    version: i64,
    /// The number that the next name gets.
    next: Option<i64>,
    /// The keys of names about which somebody has decided something, by type.
    curated: Option<FxHashMap<EntityType, FxHashSet<String>>>,
    /// What may put names together or part them, since it was last settled.
    changes: Changes,
}

/// A name's row, the entity that it belongs to, and the aliases that are known to be there.
#[derive(Debug)]
struct Row {
    named: Named,
    key: String,
    /// As `names` spells it.
    shown: String,
    aliases: Vec<String>,
}

/// A name and the entity that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The row in `names`.
    pub name: i64,
    /// The row in `entities`.
    pub entity: i64,
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

    /// Forgets every name: to be called where names were taken away, since their numbers are given again.
    fn forget(&mut self) {
        self.names.clear();
        self.count = 0;
        self.next = None;
        self.curated = None;
    }

    /// Puts together what belongs together and parts what does not, as far as something has changed: to be called before
    /// a transaction is committed.
    pub fn settle(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let settled = canonical::settle(connection, std::mem::take(&mut self.changes))?;
        if settled.names_went {
            self.forget();
        } else if !settled.moved.is_empty() {
            for row in self.names.values_mut().flat_map(FxHashMap::values_mut) {
                row.named.entity = settled.moved.get(&row.named.name).copied().unwrap_or(row.named.entity);
            }
        }
        Ok(())
    }

    /// Notes that an article does not say a name in this form any more.
    pub(super) fn unsay(&mut self, name: i64, form: String, article: i64) {
        self.changes.unsaid.insert((name, form), article);
    }

    /// The rows of an annotation's entities, by their local number.
    pub fn named(
        &mut self,
        connection: &Connection,
        annotations: &Annotations,
    ) -> Result<Vec<Named>, ArchiveError> {
        annotations.entities.iter().map(|entity| self.name(connection, entity)).collect()
    }

    fn name(&mut self, connection: &Connection, entity: &Entity) -> Result<Named, ArchiveError> {
        if self.count >= REMEMBERED {
            self.forget();
        }
        if let Some(row) = self.names.get_mut(&entity.kind).and_then(|names| names.get_mut(&entity.name)) {
            for alias in &entity.aliases {
                if !row.aliases.contains(alias) {
                    add_alias(connection, &mut self.changes, entity.kind, row, alias)?;
                    row.aliases.push(alias.clone());
                    self.count += 1;
                }
            }
            return Ok(row.named);
        }
        let mut row = self.find_or_add(connection, entity)?;
        for alias in entity.aliases.iter().chain([&entity.name]) {
            add_alias(connection, &mut self.changes, entity.kind, &row, alias)?;
        }
        row.aliases.clone_from(&entity.aliases);
        self.count += 1 + entity.aliases.len();
        let named = row.named;
        self.names.entry(entity.kind).or_default().insert(entity.name.clone(), row);
        Ok(named)
    }

    fn find_or_add(&mut self, connection: &Connection, entity: &Entity) -> Result<Row, ArchiveError> {
        // A name of marks alone still has to be told from others.
        let key =
            Some(name_key(&entity.name)).filter(|key| !key.is_empty()).unwrap_or_else(|| entity.name.clone());
        let link = links::link(entity.kind, &key);
        let kind = entity.kind.as_str();
        let mut others = false;
        let mut linked = connection
            .prepare_cached("SELECT id, entity_id, key, name FROM names WHERE link = ?1 AND type = ?2")?;
        let mut rows = linked.query([&link, kind])?;
        while let Some(row) = rows.next()? {
            if row.get_ref(2)?.as_str().is_ok_and(|other| other == key) {
                let named = Named { name: row.get(0)?, entity: row.get(1)? };
                return Ok(Row { named, key, shown: row.get(3)?, aliases: Vec::new() });
            }
            others = true;
        }
        let id = self.next_name(connection)?;
        connection
            .prepare_cached(
                "INSERT INTO names (id, name, type, key, link, entity_id) VALUES (?1, ?2, ?3, ?4, ?5, ?1)",
            )?
            .execute(params![id, entity.name, kind, key, link])?;
        let curated = self.is_curated(connection, entity.kind, &key)?;
        let tied = others || curated || ties(entity.kind, &entity.name);
        if tied {
            self.changes.touched.insert(id);
        }
        let entity_key = if curated { canonical::unsettled_key(id) } else { key.clone() };
        connection
            .prepare_cached("INSERT INTO entities (id, name, type, key) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, entity.name, kind, entity_key])?;
        let named = Named { name: id, entity: id };
        Ok(Row { named, key, shown: entity.name.clone(), aliases: Vec::new() })
    }

    fn next_name(&mut self, connection: &Connection) -> Result<i64, ArchiveError> {
        let id = match self.next {
            Some(id) => id,
            None => {
                connection.query_row("SELECT coalesce(max(id), 0) + 1 FROM names", [], |row| row.get(0))?
            }
        };
        self.next = Some(id + 1);
        Ok(id)
    }

    fn is_curated(
        &mut self,
        connection: &Connection,
        kind: EntityType,
        key: &str,
    ) -> Result<bool, ArchiveError> {
        let curated = match &mut self.curated {
            Some(curated) => curated,
            None => {
                let mut all: FxHashMap<EntityType, FxHashSet<String>> = FxHashMap::default();
                let mut keys = connection.prepare("SELECT type, key FROM curated_names")?;
                let mut rows = keys.query([])?;
                while let Some(row) = rows.next()? {
                    let kind = EntityType::named(row.get_ref(0)?.as_str().unwrap_or_default());
                    if let Some(kind) = kind {
                        all.entry(kind).or_default().insert(row.get(1)?);
                    }
                }
                self.curated.insert(all)
            }
        };
        Ok(curated.get(&kind).is_some_and(|keys| keys.contains(key)))
    }
}

/// Whether a form may tie a name to others.
fn ties(kind: EntityType, form: &str) -> bool {
    links::is_native(form, kind) || (links::is_acronym(form) && links::is_telling(form))
}

/// Adds a form of a name, and notes it where it may tie the name to another.
fn add_alias(
    connection: &Connection,
    changes: &mut Changes,
    kind: EntityType,
    row: &Row,
    alias: &str,
) -> Result<(), ArchiveError> {
    let key = name_key(alias);
    let added = connection
        .prepare_cached("INSERT OR IGNORE INTO name_aliases (name_id, alias, key) VALUES (?1, ?2, ?3)")?
        .execute(params![row.named.name, alias, key])?;
    if added == 0 {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT OR IGNORE INTO aliases (entity_id, alias, key) VALUES (?1, ?2, ?3)")?
        .execute(params![row.named.entity, alias, key])?;
    // Of one name the best spelling is shown.
    if ties(kind, alias) || (key == row.key && alias != row.shown) {
        changes.touched.insert(row.named.name);
    }
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
