//! Entity resolution: which names are one entity, by what they have in common and by what people have decided.
//!
//! The result follows from the names and forms in the archive, from how often each is used, and from people's decisions, and
//! from nothing else: neither the order of the records nor the number of workers changes it. An entity has the lowest number among its
//! names. [`resolve_changes`] looks only at names that something has changed for, and at those that may be one entity with
//! them; it runs before every commit, so that readers never see a merge half done. Where an acronym is given to two long forms
//! it belongs to neither: a wrong merge is worse than a missed one.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::archive::ArchiveError;
use crate::archive::entities::blocking_key::blocking_key;
use crate::archive::entities::clustering::cluster;
use crate::archive::entities::curated::Curated;
use crate::archive::entities::found_name::{
    FoundName, names_in_block, names_of_entity, names_with_form, names_with_key,
};
use crate::archive::entities::name_rows::{add_uses, fold_into_entity, set_all_apart, set_apart, set_uses};
use crate::archive::stored_values::stored_in;
use crate::model::EntityType;
use crate::text::name_key::key_or_name;

/// What may merge names or split them.
#[derive(Debug, Default)]
pub struct NameChanges {
    /// Names that are new and may be one entity with others, or have a form that may merge them with others.
    pub touched: BTreeSet<i64>,
    /// Forms of names that an article had and has no more.
    pub dropped_forms: FxHashMap<(i64, String), DroppedForm>,
}

/// A form that articles have no more.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DroppedForm {
    /// The last article that had it.
    pub article: i64,
    /// In how many mentions they had it.
    pub uses: i64,
}

/// What resolving has changed.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Names that belong to another entity now.
    pub moved: FxHashMap<i64, i64>,
    /// Entities of several names.
    pub shared: FxHashSet<i64>,
    /// Whether names or forms were deleted.
    pub names_deleted: bool,
}

/// A key that no name has, for an entity that is not resolved yet.
pub(crate) fn provisional_key(id: i64) -> String {
    format!("\0{id}")
}

/// Resolves the names that have changed, and those that may be one entity with them.
pub(crate) fn resolve_changes(
    connection: &Connection,
    changes: NameChanges,
) -> Result<Resolved, ArchiveError> {
    let mut resolved = Resolved::default();
    let mut seeds = changes.touched;
    let mut dropped: Vec<_> = changes.dropped_forms.into_iter().collect();
    dropped.sort_unstable();
    for ((name, form), DroppedForm { article, uses }) in dropped {
        if is_counting(connection)? {
            add_uses(connection, name, &form, -uses)?;
        } else {
            recount_uses(connection, name)?;
        }
        if !is_form_in_use(connection, name, &form, article)? {
            delete_form(connection, name, &form, &mut seeds)?;
            resolved.names_deleted = true;
        } else if is_contested(connection, name)? {
            seeds.insert(name);
        }
    }
    let mut seen = BTreeSet::new();
    for seed in seeds {
        if !seen.contains(&seed) {
            let names = candidate_names(connection, seed)?;
            seen.extend(names.keys().copied());
            write_entities(connection, names, &mut resolved)?;
        }
    }
    Ok(resolved)
}

/// Computes the blocking keys of all names, and resolves them.
pub(crate) fn resolve_all(connection: &Connection) -> Result<(), ArchiveError> {
    let mut changes = NameChanges::default();
    set_all_apart(connection)?;
    let mut names = connection.prepare("SELECT id, type, key FROM name_rows")?;
    let mut set_key = connection.prepare("UPDATE name_rows SET link = nullif(?2, key) WHERE id = ?1")?;
    let mut rows = names.query([])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let kind = stored_in("names", &id).entity_type(row)?;
        keys.push((id, blocking_key(kind, &row.get::<_, String>(2)?)));
    }
    for (id, key) in keys {
        set_key.execute(params![id, key])?;
        changes.touched.insert(id);
    }
    resolve_changes(connection, changes)?;
    Ok(())
}

/// Resolves the names of these types and keys.
pub(crate) fn resolve_names(
    connection: &Connection,
    names: &[(EntityType, String)],
) -> Result<(), ArchiveError> {
    let mut changes = NameChanges::default();
    for (kind, key) in names {
        changes.touched.extend(names_with_key(connection, *kind, key)?);
    }
    resolve_changes(connection, changes)?;
    Ok(())
}

/// Deletes a name that no mention has, with its forms, and resolves those that it may have been merged with.
pub(crate) fn delete_name(connection: &Connection, name: i64) -> Result<(), ArchiveError> {
    let mut changes = NameChanges::default();
    if let Some(found) = FoundName::load(connection, name)? {
        for form in found.forms {
            changes.dropped_forms.insert((name, form.form), DroppedForm::default());
        }
    }
    resolve_changes(connection, changes)?;
    Ok(())
}

/// Whether some article still has a name in this form; the one that had it before is looked at first.
fn is_form_in_use(
    connection: &Connection,
    name: i64,
    form: &str,
    article: i64,
) -> Result<bool, ArchiveError> {
    let here = "SELECT 1 FROM mentions WHERE article_id = ?3 AND name_id = ?1 AND surface = ?2";
    if connection.prepare_cached(here)?.exists(params![name, form, article])? {
        return Ok(true);
    }
    let given = "SELECT 1 FROM given_forms WHERE name_id = ?1 AND form = ?2";
    if connection.prepare_cached(given)?.exists(params![name, form])? {
        return Ok(true);
    }
    for anywhere in [
        "SELECT 1 FROM mention_rows m INDEXED BY mention_rows_name JOIN articles a ON a.id = m.article_id
         WHERE m.name_id = ?1 AND substr(a.body, m.start + 1, m.length) = ?2",
        "SELECT 1 FROM mention_rows m INDEXED BY mention_rows_entity JOIN articles a ON a.id = m.article_id
         WHERE m.entity_id = ?1 AND m.name_id IS NULL AND substr(a.body, m.start + 1, m.length) = ?2",
    ] {
        if connection.prepare_cached(anywhere)?.exists(params![name, form])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether uses of forms are counted as mentions come and go: in an import, between whose batches nobody else writes mentions.
/// Elsewhere they are counted anew.
pub(crate) fn is_counting(connection: &Connection) -> Result<bool, ArchiveError> {
    Ok(!connection.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER)?)
}

/// Counts the uses of the forms of a name anew.
pub(crate) fn recount_uses(connection: &Connection, name: i64) -> Result<(), ArchiveError> {
    let mut uses: FxHashMap<String, i64> = FxHashMap::default();
    for mentions in [
        "SELECT substr(a.body, m.start + 1, m.length) FROM mention_rows m INDEXED BY mention_rows_name
         JOIN articles a ON a.id = m.article_id WHERE m.name_id = ?1",
        "SELECT substr(a.body, m.start + 1, m.length) FROM mention_rows m INDEXED BY mention_rows_entity
         JOIN articles a ON a.id = m.article_id WHERE m.entity_id = ?1 AND m.name_id IS NULL",
    ] {
        let mut statement = connection.prepare_cached(mentions)?;
        let mut rows = statement.query([name])?;
        while let Some(row) = rows.next()? {
            *uses.entry(row.get(0)?).or_default() += 1;
        }
    }
    let forms: Vec<String> = connection
        .prepare_cached("SELECT alias FROM name_aliases WHERE name_id = ?1")?
        .query_map([name], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for form in forms {
        set_uses(connection, name, &form, uses.get(&form).copied().unwrap_or_default())?;
    }
    Ok(())
}

/// Whether the entity of a name can be called by several names or spellings, so that their uses decide.
fn is_contested(connection: &Connection, name: i64) -> Result<bool, ArchiveError> {
    let contested = "SELECT EXISTS (SELECT 1 FROM name_rows o WHERE o.entity_id = e.id)
            OR EXISTS (SELECT 1 FROM name_alias_rows a WHERE a.name_id = e.id AND a.key = e.key)
        FROM entities e WHERE e.id = ?1 AND e.name_uses IS NOT NULL
        UNION ALL
        SELECT n.entity_id <> n.id
            OR EXISTS (SELECT 1 FROM name_rows o WHERE o.entity_id = n.id AND o.id <> n.id)
            OR (SELECT count(*) FROM name_alias_rows a WHERE a.name_id = n.id AND a.key = n.key) > 1
        FROM name_rows n WHERE n.id = ?1";
    Ok(connection.prepare_cached(contested)?.query_row([name], |row| row.get(0)).optional()?.unwrap_or(false))
}

/// Deletes a form, and its name where that was its last one. Names that they may have been merged with become seeds.
fn delete_form(
    connection: &Connection,
    name: i64,
    form: &str,
    seeds: &mut BTreeSet<i64>,
) -> Result<(), ArchiveError> {
    let Some(node) = FoundName::load(connection, name)? else { return Ok(()) };
    set_apart(connection, name)?;
    connection
        .prepare_cached("DELETE FROM name_alias_rows WHERE name_id = ?1 AND alias = ?2")?
        .execute(params![name, form])?;
    seeds.insert(name);
    if node.may_merge_by(form) {
        seeds.extend(names_with_form(connection, node.kind, form)?);
    }
    if node.forms.iter().any(|other| other.form != form) {
        return Ok(());
    }
    seeds.remove(&name);
    let others = names_of_entity(connection, node.entity)?;
    seeds.extend(others.into_iter().filter(|other| *other != name));
    seeds.extend(
        names_in_block(connection, node.kind, &node.block)?.into_iter().filter(|other| *other != name),
    );
    seeds.remove(&name);
    connection.prepare_cached("DELETE FROM name_rows WHERE id = ?1")?.execute([name])?;
    if names_of_entity(connection, node.entity)?.is_empty() {
        delete_entity(connection, node.entity)?;
    }
    Ok(())
}

fn delete_entity(connection: &Connection, entity: i64) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM alias_rows WHERE entity_id = ?1")?.execute([entity])?;
    connection.prepare_cached("DELETE FROM entities WHERE id = ?1")?.execute([entity])?;
    Ok(())
}

/// All names that may be one entity with a name, those that may be one with them, and so on.
fn candidate_names(connection: &Connection, seed: i64) -> Result<BTreeMap<i64, FoundName>, ArchiveError> {
    let mut found = BTreeMap::new();
    let mut ahead = vec![seed];
    while let Some(id) = ahead.pop() {
        if found.contains_key(&id) {
            continue;
        }
        let Some(name) = FoundName::load(connection, id)? else { continue };
        ahead.extend(names_in_block(connection, name.kind, &name.block)?);
        ahead.extend(names_of_entity(connection, name.entity)?);
        let mut forms: BTreeSet<&str> = name.east_asian_forms().collect();
        forms.extend(name.acronyms());
        if name.is_distinctive_acronym() {
            forms.insert(&name.key);
        }
        for form in forms {
            ahead.extend(names_with_form(connection, name.kind, form)?);
        }
        if let Some(curated) = name.curated {
            for name in Curated::names(connection, curated)? {
                ahead.extend(names_with_key(connection, name.kind, &name.key)?);
            }
        }
        found.insert(id, name);
    }
    Ok(found)
}

/// Clusters names, writes their entities, and moves mentions and quotes to them.
fn write_entities(
    connection: &Connection,
    names: BTreeMap<i64, FoundName>,
    resolved: &mut Resolved,
) -> Result<(), ArchiveError> {
    let names: Vec<FoundName> = names.into_values().collect();
    for name in &names {
        set_apart(connection, name.id)?;
    }
    for name in names.iter().filter(|name| !name.stored.is_empty()) {
        connection
            .prepare_cached("UPDATE name_rows SET name = ?2 WHERE id = ?1")?
            .execute(params![name.id, name.name])?;
    }
    let all: Vec<&FoundName> = names.iter().collect();
    let mut before: BTreeSet<i64> = names.iter().map(|name| name.entity).collect();
    let mut entities = Vec::new();
    for members in cluster(&all).members().into_values() {
        let members: Vec<&FoundName> = members.into_iter().map(|at| all[at]).collect();
        let entity = ResolvedEntity::from_names(connection, &members)?;
        if members.len() > 1 {
            resolved.shared.insert(entity.id);
        }
        entities.push((entity, members));
    }
    // Entities may swap keys, which are unique: none may be in the way of another.
    for id in before.iter().copied().chain(entities.iter().map(|(entity, _)| entity.id)) {
        connection.prepare_cached("UPDATE entities SET key = char(0) || id WHERE id = ?1")?.execute([id])?;
    }
    for (entity, members) in &entities {
        before.remove(&entity.id);
        entity.write(connection)?;
        for name in members.iter().filter(|name| name.entity != entity.id) {
            move_name(connection, name, entity.id)?;
            resolved.moved.insert(name.id, entity.id);
        }
    }
    for (entity, members) in &entities {
        entity.write_aliases(connection, members)?;
    }
    for entity in before {
        delete_entity(connection, entity)?;
    }
    for (entity, _) in &entities {
        fold_into_entity(connection, entity.id)?;
    }
    Ok(())
}

/// An entity as it is to be written.
struct ResolvedEntity {
    id: i64,
    name: String,
    kind: EntityType,
    hidden: bool,
    curated: Option<i64>,
}

impl ResolvedEntity {
    fn from_names(connection: &Connection, names: &[&FoundName]) -> Result<ResolvedEntity, ArchiveError> {
        let id = names.iter().map(|name| name.id).min().unwrap_or_default();
        if let Some(curated) = names.iter().find_map(|name| name.curated)
            && let Some(decided) = Curated::load(connection, curated)?
        {
            let Curated { name, kind, hidden } = decided;
            return Ok(ResolvedEntity { id, name, kind, hidden, curated: Some(curated) });
        }
        let best = names
            .iter()
            .map(|name| (name.rank(), name))
            .min_by(|(a, _), (b, _)| a.cmp(b))
            .map(|(_, name)| *name);
        let (name, kind) =
            best.map_or((String::new(), EntityType::Misc), |best| (best.name.clone(), best.kind));
        Ok(ResolvedEntity { id, name, kind, hidden: false, curated: None })
    }

    fn write(&self, connection: &Connection) -> Result<(), ArchiveError> {
        let key = key_or_name(&self.name);
        connection
            .prepare_cached(
                "INSERT INTO entities (id, name, type, key, hidden, curated_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, key = excluded.key,
                     hidden = excluded.hidden, curated_id = excluded.curated_id, is_alias = 0",
            )?
            .execute(params![self.id, self.name, self.kind.as_str(), key, self.hidden, self.curated])?;
        Ok(())
    }

    fn write_aliases(&self, connection: &Connection, names: &[&FoundName]) -> Result<(), ArchiveError> {
        connection.prepare_cached("DELETE FROM alias_rows WHERE entity_id = ?1")?.execute([self.id])?;
        let own_key = key_or_name(&self.name);
        let mut is_alias = false;
        let mut insert = connection
            .prepare_cached("INSERT OR IGNORE INTO alias_rows (entity_id, alias, key) VALUES (?1, ?2, ?3)")?;
        let mut add = |alias: &str, key: &str| {
            if alias == self.name && (is_alias || key == own_key) {
                is_alias = true;
                return Ok(0);
            }
            insert.execute(params![self.id, alias, key])
        };
        for alias in names.iter().flat_map(|name| &name.forms) {
            add(&alias.form, &alias.key)?;
        }
        if let Some(curated) = self.curated {
            for name in Curated::names(connection, curated)? {
                add(&name.name, &name.key)?;
            }
        }
        if is_alias {
            connection
                .prepare_cached("UPDATE entities SET is_alias = 1 WHERE id = ?1")?
                .execute([self.id])?;
            connection
                .prepare_cached("DELETE FROM alias_rows WHERE entity_id = ?1 AND alias = ?2")?
                .execute(params![self.id, self.name])?;
        }
        Ok(())
    }
}

/// Moves a name to another entity, with the mentions and quotes that have it. `OR FAIL` spares a savepoint: see [`crate::archive::bulk_insert`].
fn move_name(connection: &Connection, name: &FoundName, entity: i64) -> Result<(), ArchiveError> {
    let mentions = if name.id == name.entity {
        "UPDATE OR FAIL mention_rows INDEXED BY mention_rows_entity SET entity_id = ?2, name_id = nullif(?1, ?2)
         WHERE entity_id = ?3 AND name_id IS NULL"
    } else {
        "UPDATE OR FAIL mention_rows INDEXED BY mention_rows_name SET entity_id = ?2, name_id = nullif(?1, ?2)
         WHERE name_id = ?1 AND entity_id = ?3"
    };
    for sql in [
        mentions,
        "UPDATE OR FAIL quote_rows SET speaker_entity_id = ?2, speaker_name_id = nullif(?1, ?2)
         WHERE speaker_entity_id = ?3 AND coalesce(speaker_name_id, speaker_entity_id) = ?1",
        "UPDATE OR FAIL name_rows SET entity_id = ?2 WHERE id = ?1 AND entity_id = ?3",
    ] {
        connection.prepare_cached(sql)?.execute([name.id, entity, name.entity])?;
    }
    Ok(())
}
