//! One row for one name, however many articles have it.
//!
//! A name is found by its type and [`name_key`]; spelling differences below that become aliases. A name that cannot be
//! merged with another is an entity of its own at once; where it may be, that is noted, and
//! [`entity_resolution`] decides before the batch is committed. So what a name costs on the way in does not depend on how
//! names are resolved. New rows are written many at a time: pending names are known here, and nothing else needs them before
//! [`NameRegistry::resolve`]. How often each form is used is counted here too, since an entity is called by its commonest
//! name: a name that has a choice of spellings or names is resolved again wherever it was counted.

use std::sync::LazyLock;

use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::archive::ArchiveError;
use crate::archive::bulk_insert::{BulkInsert, integer_value, text_value};
use crate::archive::entities::blocking_key;
use crate::archive::entities::entity_resolution;
use crate::archive::entities::entity_resolution::{DroppedForm, NameChanges};
use crate::archive::entities::name_rows;
use crate::archive::stored_values::stored_in;
use crate::model::{Annotations, Entity, EntityType};
use crate::text::name_key::{key_or_name, name_key};

/// Names and forms that are cached at most; then all are dropped.
const MAX_CACHED_FORMS: usize = 200_000;

/// Forms that are kept at most before they are written.
const MAX_PENDING_FORMS: usize = 16384;

static NAME_ALIASES: LazyLock<BulkInsert<4>> =
    LazyLock::new(|| BulkInsert::into_table("name_alias_rows", ["name_id", "alias", "key", "uses"]));

static ALIASES: LazyLock<BulkInsert<3>> =
    LazyLock::new(|| BulkInsert::into_table("alias_rows", ["entity_id", "alias", "key"]));

/// The names that a run has entered, so that a frequent name is looked up once.
#[derive(Debug, Default)]
pub struct NameRegistry {
    names: Vec<CachedName>,
    /// Indexes into `names`, by type and then by exact spelling.
    by_spelling: FxHashMap<EntityType, FxHashMap<String, usize>>,
    /// Indexes into `names`, by type and blocking key.
    by_block: FxHashMap<EntityType, FxHashMap<String, Vec<usize>>>,
    /// Forms that are cached.
    forms: usize,
    /// SQLite's `data_version`: it changes when another connection writes.
    version: i64,
    numbers: Option<Numbers>,
    /// The keys of names on which people have decided, by type.
    curated: Option<FxHashMap<EntityType, FxHashSet<String>>>,
    /// What may merge or split names, since they were last resolved.
    changes: NameChanges,
    pending: PendingNames,
    /// The first name that is not resolved yet, if there is one.
    unresolved: Option<i64>,
    /// Indexes into `names`: those with uses that are not written yet.
    counted: FxHashSet<usize>,
}

/// The numbers that names get.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    /// That of the next name.
    next: i64,
    /// Whether the archive has no names but those that are cached.
    all_cached: bool,
}

/// A name's row, the entity that it belongs to, and its forms.
#[derive(Debug)]
struct CachedName {
    row: NameRow,
    kind: EntityType,
    key: String,
    /// As `names` spells it.
    shown: String,
    /// The forms that are stored or pending; `None` where they were not looked up yet.
    forms: Option<Vec<CachedForm>>,
    /// Whether its entity can be called by several names or spellings, so that their uses decide.
    is_contested: bool,
}

/// A form of a name, and how often it was used since its row was written last.
#[derive(Debug)]
struct CachedForm {
    form: String,
    uses: i64,
}

/// A name and the entity that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameRow {
    /// The row in `names`.
    pub name: i64,
    /// The row in `entities`.
    pub entity: i64,
}

/// Rows that are still to be written.
#[derive(Debug, Default)]
struct PendingNames {
    names: Vec<NewName>,
    forms: Vec<NewForm>,
}

#[derive(Debug)]
struct NewName {
    id: i64,
    name: String,
    kind: EntityType,
    key: String,
    block: String,
    /// The entity's key, where it is another than the name's.
    entity_key: Option<String>,
}

impl NewName {
    fn entity_key(&self) -> &String {
        self.entity_key.as_ref().unwrap_or(&self.key)
    }
}

#[derive(Debug)]
struct NewForm {
    row: NameRow,
    form: String,
    key: String,
    /// Where it is cached: the index of its name, and its own among the forms of that.
    cached: (usize, usize),
}

impl PendingNames {
    /// Writes the rows. Names with the number `unresolved` and above are not resolved yet.
    fn flush(
        &mut self,
        connection: &Connection,
        unresolved: Option<i64>,
        cached: &mut [CachedName],
    ) -> Result<(), ArchiveError> {
        let PendingNames { names, forms } = std::mem::take(self);
        // The form that is the entity's name is no row of its own, and neither is the name then.
        let new_names: FxHashMap<i64, &NewName> = names.iter().map(|new| (new.id, new)).collect();
        let is_name_of_entity = |form: &NewForm| {
            new_names.get(&form.row.entity).is_some_and(|new| {
                form.row.name == new.id && form.form == new.name && form.key == *new.entity_key()
            })
        };
        let (called_so, forms): (Vec<NewForm>, Vec<NewForm>) = forms.into_iter().partition(is_name_of_entity);
        let own_uses: FxHashMap<i64, i64> =
            called_so.iter().map(|form| (form.row.entity, take_uses(cached, form.cached))).collect();
        insert_names(connection, &names, &own_uses)?;
        let rows = forms.iter().map(|new| {
            let uses = take_uses(cached, new.cached);
            [integer_value(new.row.name), text_value(&new.form), text_value(&new.key), integer_value(uses)]
        });
        NAME_ALIASES.insert(connection, forms.len(), rows)?;
        // Several names of one entity may have a form in common; a name that is not resolved yet is its entity's only one.
        let (own, shared): (Vec<_>, Vec<_>) =
            forms.iter().partition(|new| unresolved.is_some_and(|first| new.row.name >= first));
        let rows = own
            .iter()
            .map(|new| [integer_value(new.row.entity), text_value(&new.form), text_value(&new.key)]);
        ALIASES.insert(connection, own.len(), rows)?;
        let mut insert = connection.prepare_cached(
            "INSERT OR IGNORE INTO alias_rows (entity_id, alias, key)
             SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM entities WHERE id = ?1 AND name = ?2 AND is_alias = 1)",
        )?;
        for new in shared {
            insert.execute(params![new.row.entity, new.form, new.key])?;
        }
        Ok(())
    }
}

/// Writes new names and their entities. Those that are just an entity come with the uses of the form that it is called by.
fn insert_names(
    connection: &Connection,
    names: &[NewName],
    own_uses: &FxHashMap<i64, i64>,
) -> Result<(), ArchiveError> {
    // Rows that bring their number go in one by one: several in a statement would cost a savepoint.
    let mut insert_entity = connection.prepare_cached(
        "INSERT INTO entities (id, name, type, key, is_alias, name_uses, name_link)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, ?4))",
    )?;
    let mut insert_name = connection.prepare_cached(
        "INSERT INTO name_rows (id, name, type, key, link, entity_id) VALUES (?1, ?2, ?3, ?4, nullif(?5, ?4), ?1)",
    )?;
    for new in names {
        let (kind, uses) = (new.kind.as_str(), own_uses.get(&new.id));
        let link = uses.map(|_| &new.block);
        insert_entity.execute(params![
            new.id,
            new.name,
            kind,
            new.entity_key(),
            uses.is_some(),
            uses,
            link
        ])?;
        if uses.is_none() {
            insert_name.execute(params![new.id, new.name, kind, new.key, new.block])?;
        }
    }
    Ok(())
}

/// The uses of a form that are not written yet, which are then taken as written.
fn take_uses(names: &mut [CachedName], (at, form): (usize, usize)) -> i64 {
    let forms = names.get_mut(at).and_then(|name| name.forms.as_mut());
    forms.and_then(|forms| forms.get_mut(form)).map_or(0, |form| std::mem::take(&mut form.uses))
}

impl NameRegistry {
    /// Drops what another program may have changed: to be called where a transaction has begun.
    pub fn refresh(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if version != self.version {
            self.clear();
            self.version = version;
        }
        Ok(())
    }

    /// Drops every cached name: to be called where names were added or deleted elsewhere, since numbers are given again.
    /// None may be pending.
    pub(crate) fn clear(&mut self) {
        self.names.clear();
        self.by_spelling.clear();
        self.by_block.clear();
        self.forms = 0;
        self.numbers = None;
        self.curated = None;
    }

    /// Merges and splits names, as far as something has changed: to be called before a transaction is committed.
    pub fn resolve(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        self.flush(connection)?;
        self.unresolved = None;
        let resolved = entity_resolution::resolve_changes(connection, std::mem::take(&mut self.changes))?;
        if resolved.names_deleted {
            self.clear();
        } else if !resolved.moved.is_empty() || !resolved.shared.is_empty() {
            for name in &mut self.names {
                name.row.entity = resolved.moved.get(&name.row.name).copied().unwrap_or(name.row.entity);
                name.is_contested |= resolved.shared.contains(&name.row.entity);
            }
        }
        Ok(())
    }

    /// Writes what is pending: new rows, and the uses of forms that have a row.
    fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        self.pending.flush(connection, self.unresolved, &mut self.names)?;
        let is_counting = entity_resolution::is_counting(connection)?;
        for at in std::mem::take(&mut self.counted) {
            let name = &mut self.names[at];
            if !is_counting {
                entity_resolution::recount_uses(connection, name.row.name)?;
                name.forms.iter_mut().flatten().for_each(|form| form.uses = 0);
            }
            for form in name.forms.iter_mut().flatten().filter(|form| form.uses > 0) {
                name_rows::add_uses(connection, name.row.name, &form.form, std::mem::take(&mut form.uses))?;
            }
            if name.is_contested {
                self.changes.touched.insert(name.row.name);
            }
        }
        Ok(())
    }

    /// Notes that an article has no name in this form any more, which it had in `uses` mentions.
    pub(crate) fn note_dropped_form(&mut self, name: i64, form: String, article: i64, uses: i64) {
        let dropped = self.changes.dropped_forms.entry((name, form)).or_default();
        *dropped = DroppedForm { article, uses: dropped.uses + uses };
    }

    /// Enters the names of annotations. Gives the rows of their entities, by their local number; `None` for what is no
    /// entity across articles: a given name alone.
    pub fn enter_names(
        &mut self,
        connection: &Connection,
        annotations: &Annotations,
    ) -> Result<Vec<Option<NameRow>>, ArchiveError> {
        if self.pending.forms.len() >= MAX_PENDING_FORMS {
            self.pending.flush(connection, self.unresolved, &mut self.names)?;
        }
        if self.names.len() + self.forms >= MAX_CACHED_FORMS {
            self.flush(connection)?;
            self.clear();
        }
        let names: Vec<Option<usize>> = annotations
            .entities
            .iter()
            .map(|entity| entity.is_identified.then(|| self.enter_name(connection, entity)).transpose())
            .collect::<Result<_, _>>()?;
        for mention in &annotations.mentions {
            if let Some(at) = names[mention.entity.0] {
                self.count_use(at, &mention.surface);
            }
        }
        Ok(names.into_iter().map(|at| at.map(|at| self.names[at].row)).collect())
    }

    fn count_use(&mut self, at: usize, surface: &str) {
        let forms = self.names[at].forms.iter_mut().flatten();
        if let Some(form) = forms.into_iter().find(|form| form.form == surface) {
            form.uses += 1;
            self.counted.insert(at);
        }
    }

    /// Gives the index of the name.
    fn enter_name(&mut self, connection: &Connection, entity: &Entity) -> Result<usize, ArchiveError> {
        let spelled = self.by_spelling.get(&entity.kind).and_then(|names| names.get(&entity.name)).copied();
        let at = match spelled {
            Some(at) => at,
            None => {
                let at = self.find_or_add(connection, entity)?;
                self.by_spelling.entry(entity.kind).or_default().insert(entity.name.clone(), at);
                self.add_form(connection, at, &entity.name)?;
                at
            }
        };
        for alias in &entity.aliases {
            self.add_form(connection, at, alias)?;
        }
        Ok(at)
    }

    fn find_or_add(&mut self, connection: &Connection, entity: &Entity) -> Result<usize, ArchiveError> {
        let key = key_or_name(&entity.name);
        let block = blocking_key::blocking_key(entity.kind, &key);
        let in_block = self.names_in_block(connection, entity.kind, &block)?;
        if let Some(at) = in_block.iter().copied().find(|at| self.names[*at].key == key) {
            return Ok(at);
        }
        let others = !in_block.is_empty();
        let numbers = self.numbers(connection)?;
        let id = numbers.next;
        self.numbers = Some(Numbers { next: id + 1, ..numbers });
        self.unresolved.get_or_insert(id);
        let curated = self.is_curated(connection, entity.kind, &key)?;
        if others || curated || may_merge(entity.kind, &entity.name) {
            self.changes.touched.insert(id);
        }
        let name = CachedName {
            row: NameRow { name: id, entity: id },
            kind: entity.kind,
            key: key.clone(),
            shown: entity.name.clone(),
            forms: Some(Vec::new()),
            is_contested: curated,
        };
        let at = self.cache(name, &block);
        self.pending.names.push(NewName {
            id,
            name: entity.name.clone(),
            kind: entity.kind,
            key,
            block,
            entity_key: curated.then(|| entity_resolution::provisional_key(id)),
        });
        Ok(at)
    }

    /// Indexes of the names of a type and blocking key.
    fn names_in_block(
        &mut self,
        connection: &Connection,
        kind: EntityType,
        block: &str,
    ) -> Result<Vec<usize>, ArchiveError> {
        if let Some(names) = self.by_block.get(&kind).and_then(|blocks| blocks.get(block)) {
            return Ok(names.clone());
        }
        if self.numbers(connection)?.all_cached {
            return Ok(Vec::new());
        }
        let names: Vec<CachedName> = connection
            .prepare_cached(
                "SELECT id, id, key, name, EXISTS (SELECT 1 FROM name_rows o WHERE o.entity_id = e.id)
                 FROM entities e
                 WHERE id IN (SELECT id FROM entities
                              WHERE key = ?1 AND type = ?2 AND name_link IS NULL AND name_uses IS NOT NULL
                              UNION ALL SELECT id FROM entities WHERE name_link = ?1 AND type = ?2)
                 UNION ALL
                 SELECT id, entity_id, key, name, entity_id <> id OR EXISTS (
                     SELECT 1 FROM name_rows o WHERE o.entity_id = n.id AND o.id <> n.id)
                 FROM name_rows n
                 WHERE id IN (SELECT id FROM name_rows WHERE key = ?1 AND type = ?2 AND link IS NULL
                              UNION ALL SELECT id FROM name_rows WHERE link = ?1 AND type = ?2)",
            )?
            .query_map(params![block, kind.as_str()], |row| {
                let named = NameRow { name: row.get(0)?, entity: row.get(1)? };
                let (key, shown, is_contested) = (row.get(2)?, row.get(3)?, row.get(4)?);
                Ok(CachedName { row: named, kind, key, shown, forms: None, is_contested })
            })?
            .collect::<Result<_, _>>()?;
        Ok(names.into_iter().map(|name| self.cache(name, block)).collect())
    }

    fn cache(&mut self, name: CachedName, block: &str) -> usize {
        let at = self.names.len();
        let blocks = self.by_block.entry(name.kind).or_default();
        match blocks.get_mut(block) {
            Some(names) => names.push(at),
            None => {
                blocks.insert(block.to_string(), vec![at]);
            }
        }
        self.names.push(name);
        at
    }

    fn numbers(&mut self, connection: &Connection) -> Result<Numbers, ArchiveError> {
        if let Some(numbers) = self.numbers {
            return Ok(numbers);
        }
        let last = name_rows::highest_number(connection)?;
        Ok(*self.numbers.insert(Numbers { next: last + 1, all_cached: last == 0 }))
    }

    /// Adds a form of a name, unless it is known, and notes it where it may merge the name with another.
    fn add_form(&mut self, connection: &Connection, at: usize, form: &str) -> Result<(), ArchiveError> {
        let CachedName { row, kind, key: own, shown, forms, is_contested } = &mut self.names[at];
        let forms = match forms {
            Some(forms) => forms,
            None => {
                let there: Vec<(String, String)> = connection
                    .prepare_cached("SELECT alias, key FROM name_aliases WHERE name_id = ?1")?
                    .query_map([row.name], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<Result<_, _>>()?;
                self.forms += there.len();
                *is_contested |= there.iter().filter(|(_, key)| key == own).count() > 1;
                forms.insert(there.into_iter().map(|(form, _)| CachedForm { form, uses: 0 }).collect())
            }
        };
        if forms.iter().any(|there| there.form == form) {
            return Ok(());
        }
        let cached = (at, forms.len());
        forms.push(CachedForm { form: form.to_string(), uses: 0 });
        self.forms += 1;
        // A name of marks alone is its own key, and has none as a form.
        let key = if form == shown && shown != own { own.clone() } else { name_key(form) };
        // The best spelling of a name is shown; people with and without a middle initial may be one.
        let initial = *kind == EntityType::Person
            && key != *own
            && key.split(' ').next() == own.split(' ').next()
            && blocking_key::middle_names(&key) != blocking_key::middle_names(own);
        *is_contested |= key == *own && form != shown;
        if may_merge(*kind, form) || initial || (key == *own && form != shown) {
            self.changes.touched.insert(row.name);
        }
        self.pending.forms.push(NewForm { row: *row, form: form.to_string(), key, cached });
        Ok(())
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
                    let key: String = row.get(1)?;
                    let kind = stored_in("curated_names", &key).entity_type(row)?;
                    all.entry(kind).or_default().insert(key);
                }
                self.curated.insert(all)
            }
        };
        Ok(curated.get(&kind).is_some_and(|keys| keys.contains(key)))
    }
}

/// Whether a form may merge a name with others.
fn may_merge(kind: EntityType, form: &str) -> bool {
    blocking_key::is_east_asian_form(form, kind)
        || (blocking_key::is_acronym(form) && blocking_key::is_distinctive(form))
}
