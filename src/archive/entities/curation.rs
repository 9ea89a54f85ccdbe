//! What people decide of entities, kept apart from what was found and applied over it.
//!
//! A decision is about names, each a type and a key, and never about row numbers: so it holds when rows go and come, with
//! another import or with the one that brought them taken back. What is in force stands in two small tables, `curated`
//! (what an entity is called, what it is, whether it is shown) and `curated_names` (which names are its); the log,
//! `decisions`, keeps of each change the rows before and after it. Undoing puts those before in place, and is refused
//! where a later decision has changed the same rows: they are undone in turn.

use std::path::Path;

use chrono::{SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::archive::ArchiveError;
use crate::archive::entities::decision_rows::{Rows, stored_name};
use crate::archive::entities::entity_resolution;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::model::EntityType;
use crate::text::name_key::name_key;

/// Why a decision is not undone.
#[derive(Debug, thiserror::Error)]
pub enum CurationError {
    /// There is no decision of that number.
    #[error("there is no decision {0}: `presscut entities history` lists them")]
    Unknown(i64),
    /// It was undone before.
    #[error("decision {number} was taken back at {at} by {by}")]
    Undone {
        /// The decision.
        number: i64,
        /// When, UTC.
        at: String,
        /// By whom.
        by: String,
    },
    /// A later decision has changed the same rows.
    #[error("decision {number} was built upon by {later}: take that back first")]
    BuiltUpon {
        /// The decision.
        number: i64,
        /// The later ones, in the order in which they have to be undone.
        later: String,
    },
    /// The log's row is damaged.
    #[error("decision {0} cannot be read: `presscut check` says more")]
    Unreadable(i64),
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<rusqlite::Error> for CurationError {
    fn from(error: rusqlite::Error) -> CurationError {
        CurationError::Archive(error.into())
    }
}

/// What people have decided of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curated {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Whether it is left out of lists.
    pub hidden: bool,
}

impl Curated {
    pub(crate) fn load(connection: &Connection, id: i64) -> Result<Option<Curated>, ArchiveError> {
        let found = connection
            .prepare_cached("SELECT name, type, hidden FROM curated WHERE id = ?1")?
            .query_row([id], |row| {
                let kind = EntityType::named(row.get_ref(1)?.as_str().unwrap_or_default());
                Ok(Curated { name: row.get(0)?, kind: kind.unwrap_or(EntityType::Misc), hidden: row.get(2)? })
            })
            .optional()?;
        Ok(found)
    }

    /// The names that are one by a decision: type as found, key, spelling.
    pub(crate) fn names(
        connection: &Connection,
        id: i64,
    ) -> Result<Vec<(EntityType, String, String)>, ArchiveError> {
        let names = connection
            .prepare_cached(
                "SELECT type, key, name FROM curated_names WHERE curated_id = ?1 ORDER BY type, key",
            )?
            .query_map([id], |row| {
                let kind = EntityType::named(row.get_ref(0)?.as_str().unwrap_or_default());
                Ok((kind.unwrap_or(EntityType::Misc), row.get(1)?, row.get(2)?))
            })?
            .collect::<Result<_, _>>()?;
        Ok(names)
    }
}

/// A name as a decision means it: by type and key, with a spelling to show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    /// The type as found.
    pub kind: EntityType,
    /// Without case, marks and punctuation.
    pub key: String,
    /// As somebody wrote it.
    pub name: String,
}

impl NameKey {
    /// The key of a name.
    pub fn new(kind: EntityType, name: &str) -> NameKey {
        let name = name.trim();
        let key = Some(name_key(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| name.to_string());
        NameKey { kind, key, name: name.to_string() }
    }

    fn id(&self) -> (EntityType, String) {
        (self.kind, self.key.clone())
    }
}

/// An entity as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its row.
    pub id: i64,
    /// What it is called, what it is, whether it is shown.
    pub shown: Curated,
    /// What people have decided of it, if anything.
    pub curated: Option<i64>,
}

impl Entity {
    /// The entity of a number.
    pub fn load(connection: &Connection, id: i64) -> Result<Option<Entity>, ArchiveError> {
        Self::found(connection, "SELECT id, name, type, hidden, curated_id FROM entities WHERE id = ?1", [id])
    }

    /// The entity that is called so.
    pub fn called(connection: &Connection, name: &NameKey) -> Result<Option<Entity>, ArchiveError> {
        let sql = "SELECT id, name, type, hidden, curated_id FROM entities WHERE type = ?1 AND key = ?2";
        Self::found(connection, sql, params![name.kind.as_str(), name.key])
    }

    /// The entity that a name belongs to.
    pub fn of_name(connection: &Connection, name: &NameKey) -> Result<Option<Entity>, ArchiveError> {
        let sql = "SELECT e.id, e.name, e.type, e.hidden, e.curated_id FROM names n JOIN entities e ON e.id = n.entity_id
                   WHERE n.link = ?1 AND n.type = ?2 AND n.key = ?3";
        let link = crate::archive::entities::blocking_key::link(name.kind, &name.key);
        Self::found(connection, sql, params![link, name.kind.as_str(), name.key])
    }

    fn found(
        connection: &Connection,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Option<Entity>, ArchiveError> {
        let found = connection
            .prepare_cached(sql)?
            .query_row(values, |row| {
                let kind = EntityType::named(row.get_ref(2)?.as_str().unwrap_or_default());
                let kind = kind.unwrap_or(EntityType::Misc);
                let shown = Curated { name: row.get(1)?, kind, hidden: row.get(3)? };
                Ok(Entity { id: row.get(0)?, shown, curated: row.get(4)? })
            })
            .optional()?;
        Ok(found)
    }

    /// Its names, as found.
    pub fn names(&self, connection: &Connection) -> Result<Vec<NameKey>, ArchiveError> {
        let mut names = Vec::new();
        for id in entity_resolution::of_entity(connection, self.id)? {
            names.push(
                connection.prepare_cached("SELECT type, key, name FROM names WHERE id = ?1")?.query_row(
                    [id],
                    |row| {
                        let kind = EntityType::named(row.get_ref(0)?.as_str().unwrap_or_default());
                        Ok(NameKey {
                            kind: kind.unwrap_or(EntityType::Misc),
                            key: row.get(1)?,
                            name: row.get(2)?,
                        })
                    },
                )?,
            );
        }
        names.sort();
        Ok(names)
    }

    /// "Nora Quint (person)".
    pub fn describe(&self) -> String {
        format!("{} ({})", self.shown.name, self.shown.kind.as_str())
    }
}

/// Who decides, and why.
#[derive(Debug, Clone, Copy)]
pub struct Because<'a> {
    /// Who.
    pub by: &'a str,
    /// Why, if somebody said it.
    pub why: Option<&'a str>,
}

/// A change of what is decided, put together before anything is written.
pub struct Draft<'c> {
    connection: &'c Connection,
    before: Rows,
    after: Rows,
    next: i64,
}

impl<'c> Draft<'c> {
    /// Nothing yet.
    pub fn new(connection: &'c Connection) -> Result<Draft<'c>, ArchiveError> {
        // Numbers of what was undone are not given again: the log still names them.
        let next = connection.query_row(
            "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM curated),
                            (SELECT coalesce(max(c.value ->> 0), 0) FROM decisions d, json_each(d.after, '$.curated') c))",
            [],
            |row| row.get(0),
        )?;
        Ok(Draft { connection, before: Rows::default(), after: Rows::default(), next })
    }

    /// The archive that the draft is about.
    pub(crate) fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// What holds of an entity by decision; where nothing was decided, all its names are one by decision from now on.
    pub fn curate(&mut self, entity: &Entity) -> Result<i64, ArchiveError> {
        if let Some(curated) = entity.curated {
            return Ok(curated);
        }
        // An entity that was curated in this draft already is known by its name.
        let names = entity.names(self.connection)?;
        for name in &names {
            if let Some(curated) = self.curated_id(name)? {
                return Ok(curated);
            }
        }
        let curated = self.add(entity.shown.clone())?;
        for name in &names {
            self.give(name, curated)?;
        }
        Ok(curated)
    }

    /// A new curated entity, without names but the one that it is called by.
    pub fn add(&mut self, shown: Curated) -> Result<i64, ArchiveError> {
        let id = self.next;
        self.next += 1;
        self.show(id, shown)?;
        Ok(id)
    }

    /// Says what a curated entity is called and what it is; what it is called is a name of it.
    pub fn show(&mut self, curated: i64, shown: Curated) -> Result<(), ArchiveError> {
        let name = NameKey::new(shown.kind, &shown.name);
        self.remember_curated(curated)?;
        self.after.curated.insert(curated, Some(shown));
        self.give(&name, curated)
    }

    /// Makes a name that of a curated entity.
    pub fn give(&mut self, name: &NameKey, curated: i64) -> Result<(), ArchiveError> {
        self.remember_name(name)?;
        let spelled = match self.after.names.get(&name.id()) {
            Some(Some((spelled, _))) => spelled.clone(),
            _ => name.name.clone(),
        };
        self.after.names.insert(name.id(), Some((spelled, curated)));
        Ok(())
    }

    /// The curated entity of a name.
    pub fn curated_id(&self, name: &NameKey) -> Result<Option<i64>, ArchiveError> {
        let row = match self.after.names.get(&name.id()) {
            Some(row) => row.clone(),
            None => stored_name(self.connection, name.kind, &name.key)?,
        };
        Ok(row.map(|(_, curated)| curated))
    }

    /// What is decided of a curated entity.
    pub fn shown(&self, curated: i64) -> Result<Option<Curated>, ArchiveError> {
        match self.after.curated.get(&curated) {
            Some(row) => Ok(row.clone()),
            None => Curated::load(self.connection, curated),
        }
    }

    /// The names of a curated entity.
    pub fn names(&self, curated: i64) -> Result<Vec<NameKey>, ArchiveError> {
        let stored = Curated::names(self.connection, curated)?;
        let mut names: Vec<NameKey> = stored
            .into_iter()
            .filter(|(kind, key, _)| !self.after.names.contains_key(&(*kind, key.clone())))
            .map(|(kind, key, name)| NameKey { kind, key, name })
            .collect();
        let changed = self.after.names.iter().filter_map(|((kind, key), row)| match row {
            Some((name, id)) if *id == curated => {
                Some(NameKey { kind: *kind, key: key.clone(), name: name.clone() })
            }
            _ => None,
        });
        names.extend(changed);
        names.sort();
        Ok(names)
    }

    /// Makes all names of a curated entity those of another.
    pub fn pour(&mut self, from: i64, into: i64) -> Result<(), ArchiveError> {
        for name in self.names(from)? {
            self.give(&name, into)?;
        }
        self.remember_curated(from)?;
        self.after.curated.insert(from, None);
        Ok(())
    }

    /// Tidies up after names were given away: a curated entity without a name that was found is none; one that lost the
    /// name that it was called by is called by another.
    pub fn tidy(&mut self, curated: i64) -> Result<(), ArchiveError> {
        let Some(shown) = self.shown(curated)? else { return Ok(()) };
        let names = self.names(curated)?;
        let mut found = Vec::new();
        for name in &names {
            if Entity::of_name(self.connection, name)?.is_some() {
                found.push(name.clone());
            }
        }
        let called = NameKey::new(shown.kind, &shown.name);
        if names.iter().any(|name| name.id() == called.id()) && !found.is_empty() {
            return Ok(());
        }
        match found
            .iter()
            .min_by_key(|name| crate::archive::entities::blocking_key::rank(name.kind, &name.name))
        {
            Some(best) => self.show(curated, Curated { name: best.name.clone(), ..shown }),
            None => {
                for name in names {
                    self.remember_name(&name)?;
                    self.after.names.insert(name.id(), None);
                }
                self.remember_curated(curated)?;
                self.after.curated.insert(curated, None);
                Ok(())
            }
        }
    }

    fn remember_name(&mut self, name: &NameKey) -> Result<(), ArchiveError> {
        if !self.before.names.contains_key(&name.id()) {
            let row = stored_name(self.connection, name.kind, &name.key)?;
            self.before.names.insert(name.id(), row.clone());
            self.after.names.insert(name.id(), row);
        }
        Ok(())
    }

    fn remember_curated(&mut self, curated: i64) -> Result<(), ArchiveError> {
        if !self.before.curated.contains_key(&curated) {
            let row = Curated::load(self.connection, curated)?;
            self.before.curated.insert(curated, row.clone());
            self.after.curated.insert(curated, row);
        }
        Ok(())
    }

    /// Writes it, enters it in the log, and lets everything follow; gives its number. `None` where it changes nothing.
    pub fn decide(self, action: &str, what: &str, because: Because) -> Result<Option<i64>, ArchiveError> {
        if self.before == self.after {
            return Ok(None);
        }
        let connection = self.connection;
        self.after.write(connection)?;
        connection.execute(
            "INSERT INTO decisions (at, \"by\", why, action, what, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![now(), because.by, because.why, action, what, self.before.to_json(), self.after.to_json()],
        )?;
        let number = connection.last_insert_rowid();
        follow(connection, &self.before, &self.after)?;
        Ok(Some(number))
    }
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Lets the entities follow what was decided of these names, before and now.
fn follow(connection: &Connection, before: &Rows, after: &Rows) -> Result<(), ArchiveError> {
    let mut names: Vec<(EntityType, String)> =
        before.names.keys().chain(after.names.keys()).cloned().collect();
    // What an entity is called may have changed with none of its names.
    for (id, _) in before.curated.iter().chain(&after.curated) {
        names.extend(Curated::names(connection, *id)?.into_iter().map(|(kind, key, _)| (kind, key)));
    }
    names.sort();
    names.dedup();
    entity_resolution::settle_names(connection, &names)
}

/// Takes a decision back; gives what it was.
pub fn undo(connection: &Connection, number: i64, by: &str) -> Result<String, CurationError> {
    type Logged = (String, String, String, Option<String>, Option<String>);
    let logged: Option<Logged> = connection
        .query_row(
            "SELECT what, before, after, undone_at, undone_by FROM decisions WHERE id = ?1",
            [number],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
        )
        .optional()?;
    let Some((what, before, after, undone_at, undone_by)) = logged else {
        return Err(CurationError::Unknown(number));
    };
    if let Some(at) = undone_at {
        let by = undone_by.unwrap_or_default();
        return Err(CurationError::Undone { number, at, by });
    }
    let (Some(before), Some(after)) = (Rows::from_json(&before), Rows::from_json(&after)) else {
        return Err(CurationError::Unreadable(number));
    };
    if !after.are_in_force(connection)? {
        let later = later_ones(connection, number, &after)?;
        return Err(CurationError::BuiltUpon { number, later });
    }
    before.write(connection)?;
    connection.execute(
        "UPDATE decisions SET undone_at = ?2, undone_by = ?3 WHERE id = ?1",
        params![number, now(), by],
    )?;
    follow(connection, &before, &after)?;
    Ok(what)
}

/// The later decisions, still in force, that changed the same rows.
fn later_ones(connection: &Connection, number: i64, rows: &Rows) -> Result<String, ArchiveError> {
    let mut statement = connection
        .prepare("SELECT id, after FROM decisions WHERE id > ?1 AND undone_at IS NULL ORDER BY id DESC")?;
    let mut found = statement.query([number])?;
    let mut later = Vec::new();
    while let Some(row) = found.next()? {
        let Some(other) = Rows::from_json(row.get_ref(1)?.as_str().unwrap_or_default()) else { continue };
        let shared = other.names.keys().any(|name| rows.names.contains_key(name))
            || other.curated.keys().any(|id| rows.curated.contains_key(id));
        if shared {
            later.push(format!("decision {}", row.get::<_, i64>(0)?));
        }
    }
    Ok(if later.is_empty() { "a later decision".into() } else { later.join(", then ") })
}

/// Opens an archive to decide something in it, in one transaction that is committed if `decide` gives a result.
///
/// # Errors
/// Where an import is writing, where the archive cannot be written, and what `decide` says.
pub fn change<T, E: From<ArchiveError>>(
    archive: &Path,
    decide: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    let lock = WriterLock::take_if_free(archive)?;
    let mut connection = open::writing(archive)?;
    let result = {
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| open::in_use(archive, error))?;
        let result = decide(&transaction)?;
        transaction.commit().map_err(ArchiveError::from)?;
        result
    };
    open::close(connection)?;
    drop(lock);
    Ok(result)
}
