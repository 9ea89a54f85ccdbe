//! Which names are one entity: by what they have in common, and by what people have decided.
//!
//! What is decided follows from the names and forms that are in the archive and from [`crate::archive::entities::curation`], and from nothing
//! else: neither the order of the records nor the number of workers changes it. An entity has the lowest number among its
//! names. [`settle`] looks only at names that something has changed for, and at those that may be one with them; it runs
//! before every commit, so that readers never see names half put together. Where an acronym is given to two long forms it
//! belongs to neither: a wrong merge is worse than a missed one.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use crate::archive::ArchiveError;
use crate::archive::entities::blocking_key;
use crate::archive::entities::clustering::together;
use crate::archive::entities::curation::Curated;
use crate::model::EntityType;
use crate::text::name_key::name_key;

/// What may put names together or part them.
#[derive(Debug, Default)]
pub struct Changes {
    /// Names that are new and may be one with others, or have a form that may tie them to others.
    pub touched: BTreeSet<i64>,
    /// Forms of names that an article said and does not say any more.
    pub unsaid: FxHashMap<(i64, String), i64>,
}

/// What settling has changed.
#[derive(Debug, Default)]
pub struct Settled {
    /// Names that belong to another entity now.
    pub moved: FxHashMap<i64, i64>,
    /// Whether names or forms were taken away.
    pub names_went: bool,
}

/// A key that no name has, for an entity that is not settled yet.
pub(crate) fn unsettled_key(id: i64) -> String {
    format!("\0{id}")
}

/// Settles what has changed.
pub fn settle(connection: &Connection, changes: Changes) -> Result<Settled, ArchiveError> {
    let mut settled = Settled::default();
    let mut seeds = changes.touched;
    let mut unsaid: Vec<_> = changes.unsaid.into_iter().collect();
    unsaid.sort_unstable();
    for ((name, form), article) in unsaid {
        if !is_said(connection, name, &form, article)? {
            unsay(connection, name, &form, &mut seeds)?;
            settled.names_went = true;
        }
    }
    let mut seen = BTreeSet::new();
    for seed in seeds {
        if !seen.contains(&seed) {
            let names = neighbourhood(connection, seed)?;
            seen.extend(names.keys().copied());
            apply(connection, names, &mut settled)?;
        }
    }
    Ok(settled)
}

/// Works out for all names what they have in common, and settles them.
pub(crate) fn settle_all(connection: &Connection) -> Result<(), ArchiveError> {
    let mut changes = Changes::default();
    let mut names = connection.prepare("SELECT id, type, key FROM names")?;
    let mut relink = connection.prepare("UPDATE names SET link = ?2 WHERE id = ?1")?;
    let mut rows = names.query([])?;
    let mut links = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = kind_of(row.get_ref(1)?.as_str().unwrap_or_default());
        let link = blocking_key::link(kind, row.get_ref(2)?.as_str().unwrap_or_default());
        links.push((row.get::<_, i64>(0)?, link));
    }
    for (id, link) in links {
        relink.execute(params![id, link])?;
        changes.touched.insert(id);
    }
    settle(connection, changes)?;
    Ok(())
}

/// Settles the names of these types and keys, and those of entities on which something was decided.
pub(crate) fn settle_names(
    connection: &Connection,
    names: &[(EntityType, String)],
) -> Result<(), ArchiveError> {
    let mut changes = Changes::default();
    for (kind, key) in names {
        changes.touched.extend(by_key(connection, *kind, key)?);
    }
    settle(connection, changes)?;
    Ok(())
}

/// Whether some article still says a name in this form; the one that did before is looked at first.
fn is_said(connection: &Connection, name: i64, form: &str, article: i64) -> Result<bool, ArchiveError> {
    let here = "SELECT 1 FROM mentions INDEXED BY mentions_article WHERE article_id = ?3 AND name_id = ?1 AND surface = ?2";
    if connection.prepare_cached(here)?.exists(params![name, form, article])? {
        return Ok(true);
    }
    let given = "SELECT 1 FROM given_forms WHERE name_id = ?1 AND form = ?2";
    if connection.prepare_cached(given)?.exists(params![name, form])? {
        return Ok(true);
    }
    for anywhere in [
        "SELECT 1 FROM mentions INDEXED BY mentions_name WHERE name_id = ?1 AND name_id <> entity_id AND surface = ?2",
        "SELECT 1 FROM mentions INDEXED BY mentions_entity WHERE entity_id = ?1 AND name_id = ?1 AND surface = ?2",
    ] {
        if connection.prepare_cached(anywhere)?.exists(params![name, form])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes a form away, and its name where that was the last one; what they were tied to is looked at again.
fn unsay(
    connection: &Connection,
    name: i64,
    form: &str,
    seeds: &mut BTreeSet<i64>,
) -> Result<(), ArchiveError> {
    let Some(node) = Name::load(connection, name)? else { return Ok(()) };
    connection
        .prepare_cached("DELETE FROM name_aliases WHERE name_id = ?1 AND alias = ?2")?
        .execute(params![name, form])?;
    let tied = node.tied_by(form);
    seeds.insert(name);
    if tied {
        seeds.extend(tied_by_form(connection, node.kind, form)?);
    }
    if node.aliases.iter().any(|(alias, _)| alias != form) {
        return Ok(());
    }
    seeds.remove(&name);
    let others = of_entity(connection, node.entity)?;
    seeds.extend(others.into_iter().filter(|other| *other != name));
    seeds.extend(linked(connection, node.kind, &node.link)?.into_iter().filter(|other| *other != name));
    seeds.remove(&name);
    connection.prepare_cached("DELETE FROM names WHERE id = ?1")?.execute([name])?;
    if of_entity(connection, node.entity)?.is_empty() {
        forget_entity(connection, node.entity)?;
    }
    Ok(())
}

fn forget_entity(connection: &Connection, entity: i64) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM aliases WHERE entity_id = ?1")?.execute([entity])?;
    connection.prepare_cached("DELETE FROM entities WHERE id = ?1")?.execute([entity])?;
    Ok(())
}

/// A name as it was found, with what people have decided of it.
#[derive(Debug)]
pub(crate) struct Name {
    id: i64,
    /// In the best of its spellings.
    name: String,
    /// The spelling that its row has, if it is another.
    stored: String,
    pub(crate) kind: EntityType,
    pub(crate) key: String,
    pub(crate) link: String,
    entity: i64,
    pub(crate) aliases: Vec<(String, String)>,
    pub(crate) curated: Option<i64>,
}

impl Name {
    fn load(connection: &Connection, id: i64) -> Result<Option<Name>, ArchiveError> {
        let name = connection
            .prepare_cached("SELECT name, type, key, link, entity_id FROM names WHERE id = ?1")?
            .query_row([id], |row| {
                Ok(Name {
                    id,
                    name: row.get(0)?,
                    stored: String::new(),
                    kind: kind_of(row.get_ref(1)?.as_str().unwrap_or_default()),
                    key: row.get(2)?,
                    link: row.get(3)?,
                    entity: row.get(4)?,
                    aliases: Vec::new(),
                    curated: None,
                })
            })
            .optional()?;
        let Some(mut name) = name else { return Ok(None) };
        name.aliases = connection
            .prepare_cached("SELECT alias, key FROM name_aliases WHERE name_id = ?1 ORDER BY alias")?
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        name.curated = connection
            .prepare_cached("SELECT curated_id FROM curated_names WHERE type = ?1 AND key = ?2")?
            .query_row(params![name.kind.as_str(), name.key], |row| row.get(0))
            .optional()?;
        if let Some(best) = name.best_spelling() {
            name.stored = std::mem::replace(&mut name.name, best);
        }
        Ok(Some(name))
    }

    /// Whether it is nothing but letters for a long form.
    pub(crate) fn is_short(&self) -> bool {
        blocking_key::is_acronym(&self.name) && blocking_key::is_telling(&self.name)
    }

    /// Whether a form may tie it to other names.
    fn tied_by(&self, form: &str) -> bool {
        blocking_key::is_native(form, self.kind)
            || (blocking_key::is_acronym(form) && blocking_key::is_telling(form))
    }

    /// The keys of the acronyms that the articles give to it.
    pub(crate) fn acronyms(&self) -> impl Iterator<Item = &str> {
        let given = self.aliases.iter().filter(|(alias, key)| {
            *key != self.key
                && self.kind != EntityType::Person
                && blocking_key::is_acronym(alias)
                && blocking_key::fits(alias, &self.name)
        });
        given.map(|(_, key)| key.as_str())
    }

    /// Its forms in East Asian script.
    pub(crate) fn native(&self) -> impl Iterator<Item = &str> {
        let native = self.aliases.iter().filter(|(alias, _)| blocking_key::is_native(alias, self.kind));
        native.map(|(_, key)| key.as_str())
    }

    /// The best of its spellings, if it is another than the one that is there.
    fn best_spelling(&self) -> Option<String> {
        let own = self.aliases.iter().filter(|(_, key)| *key == self.key).map(|(alias, _)| alias);
        own.min_by_key(|alias| blocking_key::rank(self.kind, alias))
            .filter(|best| **best != self.name)
            .cloned()
    }
}

fn kind_of(word: &str) -> EntityType {
    EntityType::named(word).unwrap_or(EntityType::Misc)
}

fn numbers(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<i64>, ArchiveError> {
    let numbers =
        connection.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(numbers)
}

fn linked(connection: &Connection, kind: EntityType, link: &str) -> Result<Vec<i64>, ArchiveError> {
    numbers(connection, "SELECT id FROM names WHERE link = ?1 AND type = ?2", params![link, kind.as_str()])
}

fn by_key(connection: &Connection, kind: EntityType, key: &str) -> Result<Vec<i64>, ArchiveError> {
    let link = blocking_key::link(kind, key);
    let sql = "SELECT id FROM names WHERE link = ?1 AND type = ?2 AND key = ?3";
    numbers(connection, sql, params![link, kind.as_str(), key])
}

/// The names of an entity.
pub(crate) fn of_entity(connection: &Connection, entity: i64) -> Result<Vec<i64>, ArchiveError> {
    let sql = "SELECT id FROM names WHERE id = ?1 AND entity_id = ?1
               UNION ALL SELECT id FROM names WHERE entity_id = ?1 AND entity_id <> id";
    numbers(connection, sql, [entity])
}

/// The names that have a form, or are it.
fn tied_by_form(connection: &Connection, kind: EntityType, form: &str) -> Result<Vec<i64>, ArchiveError> {
    let key = name_key(form);
    let mut tied = linked(connection, kind, &blocking_key::link(kind, &key))?;
    for entity in numbers(connection, "SELECT DISTINCT entity_id FROM aliases WHERE key = ?1", [&key])? {
        for name in of_entity(connection, entity)? {
            let has = "SELECT 1 FROM name_aliases a JOIN names n ON n.id = a.name_id
                       WHERE a.name_id = ?1 AND a.key = ?2 AND n.type = ?3";
            if connection.prepare_cached(has)?.exists(params![name, key, kind.as_str()])? {
                tied.push(name);
            }
        }
    }
    Ok(tied)
}

/// All names that may be one with a name, those that may be one with them, and so on.
fn neighbourhood(connection: &Connection, seed: i64) -> Result<BTreeMap<i64, Name>, ArchiveError> {
    let mut found = BTreeMap::new();
    let mut ahead = vec![seed];
    while let Some(id) = ahead.pop() {
        if found.contains_key(&id) {
            continue;
        }
        let Some(name) = Name::load(connection, id)? else { continue };
        ahead.extend(linked(connection, name.kind, &name.link)?);
        ahead.extend(of_entity(connection, name.entity)?);
        let mut forms: BTreeSet<&str> = name.native().collect();
        forms.extend(name.acronyms());
        if name.is_short() {
            forms.insert(&name.key);
        }
        for form in forms {
            ahead.extend(tied_by_form(connection, name.kind, form)?);
        }
        if let Some(curated) = name.curated {
            for (kind, key, _) in Curated::names(connection, curated)? {
                ahead.extend(by_key(connection, kind, &key)?);
            }
        }
        found.insert(id, name);
    }
    Ok(found)
}

/// Makes entities of names, and moves what names them.
fn apply(
    connection: &Connection,
    names: BTreeMap<i64, Name>,
    settled: &mut Settled,
) -> Result<(), ArchiveError> {
    let names: Vec<Name> = names.into_values().collect();
    for name in names.iter().filter(|name| !name.stored.is_empty()) {
        connection
            .prepare_cached("UPDATE names SET name = ?2 WHERE id = ?1")?
            .execute(params![name.id, name.name])?;
    }
    let all: Vec<&Name> = names.iter().collect();
    let mut before: BTreeSet<i64> = names.iter().map(|name| name.entity).collect();
    let mut entities = Vec::new();
    for members in together(&all).members().into_values() {
        let members: Vec<&Name> = members.into_iter().map(|at| all[at]).collect();
        entities.push((Entity::of(connection, &members)?, members));
    }
    // Names and keys may change places: none may be in the way of another.
    for id in before.iter().copied().chain(entities.iter().map(|(entity, _)| entity.id)) {
        connection.prepare_cached("UPDATE entities SET key = char(0) || id WHERE id = ?1")?.execute([id])?;
    }
    for (entity, members) in &entities {
        before.remove(&entity.id);
        entity.write(connection)?;
        for name in members.iter().filter(|name| name.entity != entity.id) {
            move_name(connection, name, entity.id)?;
            settled.moved.insert(name.id, entity.id);
        }
    }
    for (entity, members) in &entities {
        entity.write_aliases(connection, members)?;
    }
    for entity in before {
        forget_entity(connection, entity)?;
    }
    Ok(())
}

/// An entity as it is to be.
struct Entity {
    id: i64,
    name: String,
    kind: EntityType,
    hidden: bool,
    curated: Option<i64>,
}

impl Entity {
    fn of(connection: &Connection, names: &[&Name]) -> Result<Entity, ArchiveError> {
        let id = names.iter().map(|name| name.id).min().unwrap_or_default();
        if let Some(curated) = names.iter().find_map(|name| name.curated)
            && let Some(decided) = Curated::load(connection, curated)?
        {
            let Curated { name, kind, hidden } = decided;
            return Ok(Entity { id, name, kind, hidden, curated: Some(curated) });
        }
        let best = names
            .iter()
            .map(|name| (blocking_key::rank(name.kind, &name.name), name))
            .min_by(|(a, _), (b, _)| a.cmp(b))
            .map(|(_, name)| *name);
        let (name, kind) =
            best.map_or((String::new(), EntityType::Misc), |best| (best.name.clone(), best.kind));
        Ok(Entity { id, name, kind, hidden: false, curated: None })
    }

    fn write(&self, connection: &Connection) -> Result<(), ArchiveError> {
        let key =
            Some(name_key(&self.name)).filter(|key| !key.is_empty()).unwrap_or_else(|| self.name.clone());
        connection
            .prepare_cached(
                "INSERT INTO entities (id, name, type, key, hidden, curated_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, key = excluded.key,
                     hidden = excluded.hidden, curated_id = excluded.curated_id",
            )?
            .execute(params![self.id, self.name, self.kind.as_str(), key, self.hidden, self.curated])?;
        Ok(())
    }

    fn write_aliases(&self, connection: &Connection, names: &[&Name]) -> Result<(), ArchiveError> {
        connection.prepare_cached("DELETE FROM aliases WHERE entity_id = ?1")?.execute([self.id])?;
        let mut insert = connection
            .prepare_cached("INSERT OR IGNORE INTO aliases (entity_id, alias, key) VALUES (?1, ?2, ?3)")?;
        for (alias, key) in names.iter().flat_map(|name| &name.aliases) {
            insert.execute(params![self.id, alias, key])?;
        }
        if let Some(curated) = self.curated {
            for (_, key, name) in Curated::names(connection, curated)? {
                insert.execute(params![self.id, name, key])?;
            }
        }
        Ok(())
    }
}

/// Moves a name to another entity, with what names it. `OR FAIL` spares a savepoint: see [`crate::archive::bulk_insert`].
fn move_name(connection: &Connection, name: &Name, entity: i64) -> Result<(), ArchiveError> {
    let mentions = if name.id == name.entity {
        "UPDATE OR FAIL mentions INDEXED BY mentions_entity SET entity_id = ?2 WHERE entity_id = ?3 AND name_id = ?1"
    } else {
        "UPDATE OR FAIL mentions INDEXED BY mentions_name SET entity_id = ?2
         WHERE name_id = ?1 AND name_id <> entity_id AND entity_id = ?3"
    };
    for sql in [
        mentions,
        "UPDATE OR FAIL quotes SET speaker_entity_id = ?2 WHERE speaker_entity_id = ?3 AND speaker_name_id = ?1",
        "UPDATE OR FAIL names SET entity_id = ?2 WHERE id = ?1 AND entity_id = ?3",
    ] {
        connection.prepare_cached(sql)?.execute([name.id, entity, name.entity])?;
    }
    Ok(())
}
