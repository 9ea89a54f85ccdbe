//! One row for one name, however many articles have it.
//!
//! A name is found by its type and [`name_key`]; spelling differences below that become aliases. A name that nothing
//! ties to another is an entity of its own at once; where something may, it is noted, and [`crate::archive::entities::entity_resolution`] decides
//! before the batch is committed. So what a name costs on the way in does not depend on how names are put together.
//! New rows wait for others of their kind: names that are waiting are known here, and nobody else needs them before
//! [`Known::settle`].

use std::sync::LazyLock;

use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::archive::ArchiveError;
use crate::archive::bulk_insert::{ManyRows, number, text};
use crate::archive::entities::blocking_key;
use crate::archive::entities::entity_resolution;
use crate::archive::entities::entity_resolution::Changes;
use crate::model::{Annotations, Entity, EntityType};
use crate::text::name_key::name_key;

/// So many names and forms are remembered; then all are forgotten.
const REMEMBERED: usize = 200_000;

/// So many forms wait before they are written.
const WAITING: usize = 16384;

static NAME_ALIASES: LazyLock<ManyRows<3>> =
    LazyLock::new(|| ManyRows::into("name_aliases", ["name_id", "alias", "key"]));

static ALIASES: LazyLock<ManyRows<3>> =
    LazyLock::new(|| ManyRows::into("aliases", ["entity_id", "alias", "key"]));

/// The names that a run has met, so that a name that everybody names is looked up once.
#[derive(Debug, Default)]
pub struct Known {
    names: Vec<Name>,
    /// Where a name stands in `names`, by type and then by spelling to the letter.
    by_spelling: FxHashMap<EntityType, FxHashMap<String, usize>>,
    /// Where all names with a link stand, by type and link.
    by_link: FxHashMap<EntityType, FxHashMap<String, Vec<usize>>>,
    /// Forms that are remembered.
    forms: usize,
    /// SQLite's number for what others have written so far.
    version: i64,
    numbers: Option<Numbers>,
    /// The keys of names about which somebody has decided something, by type.
    curated: Option<FxHashMap<EntityType, FxHashSet<String>>>,
    /// What may put names together or part them, since it was last settled.
    changes: Changes,
    waiting: Waiting,
    /// The first name that is not settled yet, if one is.
    unsettled: Option<i64>,
}

/// What is known of the names' numbers.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    /// That which the next name gets.
    next: i64,
    /// Whether the archive has no names but those that are remembered.
    all_remembered: bool,
}

/// A name's row, the entity that it belongs to, and its forms.
#[derive(Debug)]
struct Name {
    named: Named,
    kind: EntityType,
    key: String,
    /// As `names` spells it.
    shown: String,
    /// The forms that are there or waiting; none where they were not asked for yet.
    forms: Option<Vec<String>>,
}

/// A name and the entity that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The row in `names`.
    pub name: i64,
    /// The row in `entities`.
    pub entity: i64,
}

/// Rows that are still to be written.
#[derive(Debug, Default)]
struct Waiting {
    names: Vec<NewName>,
    forms: Vec<NewForm>,
}

#[derive(Debug)]
struct NewName {
    id: i64,
    name: String,
    kind: EntityType,
    key: String,
    link: String,
    /// If it is another than the name's.
    entity_key: Option<String>,
}

#[derive(Debug)]
struct NewForm {
    named: Named,
    form: String,
    key: String,
}

impl Waiting {
    /// Writes the rows. Names with the number `unsettled` and above are not settled yet.
    fn flush(&mut self, connection: &Connection, unsettled: Option<i64>) -> Result<(), ArchiveError> {
        let Waiting { names, forms } = std::mem::take(self);
        // Of rows whose number is given, many a statement would cost a savepoint.
        let mut insert_name = connection.prepare_cached(
            "INSERT INTO names (id, name, type, key, link, entity_id) VALUES (?1, ?2, ?3, ?4, ?5, ?1)",
        )?;
        for new in &names {
            insert_name.execute(params![new.id, new.name, new.kind.as_str(), new.key, new.link])?;
        }
        let mut insert_entity = connection
            .prepare_cached("INSERT INTO entities (id, name, type, key) VALUES (?1, ?2, ?3, ?4)")?;
        for new in &names {
            let key = new.entity_key.as_ref().unwrap_or(&new.key);
            insert_entity.execute(params![new.id, new.name, new.kind.as_str(), key])?;
        }
        let rows = forms.iter().map(|new| [number(new.named.name), text(&new.form), text(&new.key)]);
        NAME_ALIASES.insert(connection, forms.len(), rows)?;
        // Several names of one entity may have a form in common; a name that is still to be settled is an entity's only one.
        let (own, shared): (Vec<_>, Vec<_>) =
            forms.iter().partition(|new| unsettled.is_some_and(|first| new.named.name >= first));
        let rows = own.iter().map(|new| [number(new.named.entity), text(&new.form), text(&new.key)]);
        ALIASES.insert(connection, own.len(), rows)?;
        let mut insert = connection
            .prepare_cached("INSERT OR IGNORE INTO aliases (entity_id, alias, key) VALUES (?1, ?2, ?3)")?;
        for new in shared {
            insert.execute(params![new.named.entity, new.form, new.key])?;
        }
        Ok(())
    }
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

    /// Forgets every name: to be called where names were taken away, since their numbers are given again. None may be
    /// waiting.
    fn forget(&mut self) {
        self.names.clear();
        self.by_spelling.clear();
        self.by_link.clear();
        self.forms = 0;
        self.numbers = None;
        self.curated = None;
    }

    /// Puts together what belongs together and parts what does not, as far as something has changed: to be called before
    /// a transaction is committed.
    pub fn settle(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        self.waiting.flush(connection, self.unsettled)?;
        self.unsettled = None;
        let settled = entity_resolution::settle(connection, std::mem::take(&mut self.changes))?;
        if settled.names_went {
            self.forget();
        } else if !settled.moved.is_empty() {
            for name in &mut self.names {
                name.named.entity = settled.moved.get(&name.named.name).copied().unwrap_or(name.named.entity);
            }
        }
        Ok(())
    }

    /// Notes that an article does not say a name in this form any more.
    pub(crate) fn unsay(&mut self, name: i64, form: String, article: i64) {
        self.changes.unsaid.insert((name, form), article);
    }

    /// The rows of an annotation's entities, by their local number.
    pub fn named(
        &mut self,
        connection: &Connection,
        annotations: &Annotations,
    ) -> Result<Vec<Named>, ArchiveError> {
        if self.waiting.forms.len() >= WAITING {
            self.waiting.flush(connection, self.unsettled)?;
        }
        if self.names.len() + self.forms >= REMEMBERED {
            self.waiting.flush(connection, self.unsettled)?;
            self.forget();
        }
        annotations.entities.iter().map(|entity| self.name(connection, entity)).collect()
    }

    fn name(&mut self, connection: &Connection, entity: &Entity) -> Result<Named, ArchiveError> {
        let spelled = self.by_spelling.get(&entity.kind).and_then(|names| names.get(&entity.name)).copied();
        let at = match spelled {
            Some(at) => at,
            None => {
                let at = self.find_or_add(connection, entity)?;
                self.by_spelling.entry(entity.kind).or_default().insert(entity.name.clone(), at);
                self.form(connection, at, &entity.name)?;
                at
            }
        };
        for alias in &entity.aliases {
            self.form(connection, at, alias)?;
        }
        Ok(self.names[at].named)
    }

    fn find_or_add(&mut self, connection: &Connection, entity: &Entity) -> Result<usize, ArchiveError> {
        // A name of marks alone still has to be told from others.
        let key =
            Some(name_key(&entity.name)).filter(|key| !key.is_empty()).unwrap_or_else(|| entity.name.clone());
        let link = blocking_key::link(entity.kind, &key);
        let linked = self.linked(connection, entity.kind, &link)?;
        if let Some(at) = linked.iter().copied().find(|at| self.names[*at].key == key) {
            return Ok(at);
        }
        let others = !linked.is_empty();
        let numbers = self.numbers(connection)?;
        let id = numbers.next;
        self.numbers = Some(Numbers { next: id + 1, ..numbers });
        self.unsettled.get_or_insert(id);
        let curated = self.is_curated(connection, entity.kind, &key)?;
        if others || curated || ties(entity.kind, &entity.name) {
            self.changes.touched.insert(id);
        }
        let name = Name {
            named: Named { name: id, entity: id },
            kind: entity.kind,
            key: key.clone(),
            shown: entity.name.clone(),
            forms: Some(Vec::new()),
        };
        let at = self.remember(name, &link);
        self.waiting.names.push(NewName {
            id,
            name: entity.name.clone(),
            kind: entity.kind,
            key,
            link,
            entity_key: curated.then(|| entity_resolution::unsettled_key(id)),
        });
        Ok(at)
    }

    /// Where the names of a type and link stand in `names`.
    fn linked(
        &mut self,
        connection: &Connection,
        kind: EntityType,
        link: &str,
    ) -> Result<Vec<usize>, ArchiveError> {
        if let Some(names) = self.by_link.get(&kind).and_then(|links| links.get(link)) {
            return Ok(names.clone());
        }
        if self.numbers(connection)?.all_remembered {
            return Ok(Vec::new());
        }
        let names: Vec<Name> = connection
            .prepare_cached("SELECT id, entity_id, key, name FROM names WHERE link = ?1 AND type = ?2")?
            .query_map(params![link, kind.as_str()], |row| {
                let named = Named { name: row.get(0)?, entity: row.get(1)? };
                Ok(Name { named, kind, key: row.get(2)?, shown: row.get(3)?, forms: None })
            })?
            .collect::<Result<_, _>>()?;
        Ok(names.into_iter().map(|name| self.remember(name, link)).collect())
    }

    fn remember(&mut self, name: Name, link: &str) -> usize {
        let at = self.names.len();
        let links = self.by_link.entry(name.kind).or_default();
        match links.get_mut(link) {
            Some(names) => names.push(at),
            None => {
                links.insert(link.to_string(), vec![at]);
            }
        }
        self.names.push(name);
        at
    }

    fn numbers(&mut self, connection: &Connection) -> Result<Numbers, ArchiveError> {
        if let Some(numbers) = self.numbers {
            return Ok(numbers);
        }
        let last: i64 =
            connection.query_row("SELECT coalesce(max(id), 0) FROM names", [], |row| row.get(0))?;
        Ok(*self.numbers.insert(Numbers { next: last + 1, all_remembered: last == 0 }))
    }

    /// Adds a form of a name, unless it is there, and notes it where it may tie the name to another.
    fn form(&mut self, connection: &Connection, at: usize, form: &str) -> Result<(), ArchiveError> {
        let Name { named, kind, key: own, shown, forms } = &mut self.names[at];
        let forms = match forms {
            Some(forms) => forms,
            None => {
                let there: Vec<String> = connection
                    .prepare_cached("SELECT alias FROM name_aliases WHERE name_id = ?1")?
                    .query_map([named.name], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                self.forms += there.len();
                forms.insert(there)
            }
        };
        if forms.iter().any(|there| there == form) {
            return Ok(());
        }
        forms.push(form.to_string());
        self.forms += 1;
        // A name of marks alone is its own key, and has none as a form.
        let key = if form == shown && shown != own { own.clone() } else { name_key(form) };
        // Of one name the best spelling is shown; who is called with and without an initial may be one.
        let initial = *kind == EntityType::Person
            && key != *own
            && key.split(' ').next() == own.split(' ').next()
            && blocking_key::initials(&key) != blocking_key::initials(own);
        if ties(*kind, form) || initial || (key == *own && form != shown) {
            self.changes.touched.insert(named.name);
        }
        self.waiting.forms.push(NewForm { named: *named, form: form.to_string(), key });
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
    blocking_key::is_native(form, kind) || (blocking_key::is_acronym(form) && blocking_key::is_telling(form))
}
