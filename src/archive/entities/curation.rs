//! What people decide of entities, kept apart from what was found and applied over it.
//!
//! A decision is about names, each a type and a key, and never about row numbers: so it holds when rows go and come, with
//! another import or when the one that brought them is undone. What is in force is in two small tables, `curated`
//! (what an entity is called, what it is, whether it is shown) and `curated_names` (which names belong to it); the log,
//! `decisions`, keeps of each change the rows before and after it. Undoing writes those before back, and is refused
//! where a later decision has changed the same rows: they are undone in turn.

use rusqlite::Connection;

use crate::archive::ArchiveError;
use crate::archive::decision_log;
use crate::archive::decision_log::{Logged, NewDecision, Reason, UndoDecisionError};
use crate::archive::entities::curated::{Curated, NameKey, curated_name};
use crate::archive::entities::decision_rows::DecisionRows;
use crate::archive::entities::display_name;
use crate::archive::entities::entity::Entity;
use crate::archive::entities::entity_resolution;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::model::EntityType;

/// A change of what is decided, prepared before anything is written: it only reads.
pub struct Draft<'c> {
    archive: &'c ArchiveReader,
    before: DecisionRows,
    after: DecisionRows,
    next: i64,
}

impl<'c> Draft<'c> {
    /// A draft without changes.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn new(archive: &'c ArchiveReader) -> Result<Draft<'c>, ArchiveError> {
        // Numbers of what was undone are not given again: the log still names them.
        let next = archive.connection().query_row(
            "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM curated),
                            (SELECT coalesce(max(c.value ->> 0), 0) FROM decisions d, json_each(d.after, '$.curated') c))",
            [],
            |row| row.get(0),
        )?;
        Ok(Draft { archive, before: DecisionRows::default(), after: DecisionRows::default(), next })
    }

    /// The archive that the draft is about.
    pub(crate) fn archive(&self) -> &'c ArchiveReader {
        self.archive
    }

    /// The curated entity of an entity; where nothing was decided yet, one with all its names.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn curate(&mut self, entity: &Entity) -> Result<i64, ArchiveError> {
        if let Some(curated) = entity.curated {
            return Ok(curated);
        }
        // An entity that was curated in this draft already is known by its name.
        let names = entity.names(self.archive)?;
        for name in &names {
            if let Some(curated) = self.curated_id(name)? {
                return Ok(curated);
            }
        }
        let curated = self.add_entity(entity.shown.clone())?;
        for name in &names {
            self.give_name(name, curated)?;
        }
        Ok(curated)
    }

    /// A new curated entity, with no name but the one that it is called by.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn add_entity(&mut self, shown: Curated) -> Result<i64, ArchiveError> {
        let id = self.next;
        self.next += 1;
        self.set_shown(id, shown)?;
        Ok(id)
    }

    /// Sets what a curated entity is called, what it is, and whether it is shown; what it is called becomes a name of it.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn set_shown(&mut self, curated: i64, shown: Curated) -> Result<(), ArchiveError> {
        let name = NameKey::new(shown.kind, &shown.name);
        self.keep_curated_before(curated)?;
        self.after.curated.insert(curated, Some(shown));
        self.give_name(&name, curated)
    }

    /// Gives a name to a curated entity.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn give_name(&mut self, name: &NameKey, curated: i64) -> Result<(), ArchiveError> {
        self.keep_name_before(name)?;
        let spelled = match self.after.names.get(&name.id()) {
            Some(Some((spelled, _))) => spelled.clone(),
            _ => name.name.clone(),
        };
        self.after.names.insert(name.id(), Some((spelled, curated)));
        Ok(())
    }

    /// The curated entity of a name.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn curated_id(&self, name: &NameKey) -> Result<Option<i64>, ArchiveError> {
        let row = match self.after.names.get(&name.id()) {
            Some(row) => row.clone(),
            None => curated_name(self.archive.connection(), name.kind, &name.key)?,
        };
        Ok(row.map(|(_, curated)| curated))
    }

    /// What is decided of a curated entity.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn shown(&self, curated: i64) -> Result<Option<Curated>, ArchiveError> {
        match self.after.curated.get(&curated) {
            Some(row) => Ok(row.clone()),
            None => Curated::load(self.archive.connection(), curated),
        }
    }

    /// The names of a curated entity.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn names(&self, curated: i64) -> Result<Vec<NameKey>, ArchiveError> {
        let stored = Curated::names(self.archive.connection(), curated)?;
        let mut names: Vec<NameKey> =
            stored.into_iter().filter(|name| !self.after.names.contains_key(&name.id())).collect();
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

    /// Gives all names of a curated entity to another.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn merge(&mut self, from: i64, into: i64) -> Result<(), ArchiveError> {
        for name in self.names(from)? {
            self.give_name(&name, into)?;
        }
        self.keep_curated_before(from)?;
        self.after.curated.insert(from, None);
        Ok(())
    }

    /// Cleans up after names were given away: a curated entity without any name that was found is deleted; one that lost the
    /// name that it was called by is called by another.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn drop_unused(&mut self, curated: i64) -> Result<(), ArchiveError> {
        let Some(shown) = self.shown(curated)? else { return Ok(()) };
        let names = self.names(curated)?;
        let mut found = Vec::new();
        for name in &names {
            if Entity::of_name(self.archive, name)?.is_some() {
                found.push(name.clone());
            }
        }
        let called = NameKey::new(shown.kind, &shown.name);
        if names.iter().any(|name| name.id() == called.id()) && !found.is_empty() {
            return Ok(());
        }
        match found.iter().min_by_key(|name| display_name::name_rank(name.kind, &name.name, 0)) {
            Some(best) => self.set_shown(curated, Curated { name: best.name.clone(), ..shown }),
            None => {
                for name in names {
                    self.keep_name_before(&name)?;
                    self.after.names.insert(name.id(), None);
                }
                self.keep_curated_before(curated)?;
                self.after.curated.insert(curated, None);
                Ok(())
            }
        }
    }

    fn keep_name_before(&mut self, name: &NameKey) -> Result<(), ArchiveError> {
        if !self.before.names.contains_key(&name.id()) {
            let row = curated_name(self.archive.connection(), name.kind, &name.key)?;
            self.before.names.insert(name.id(), row.clone());
            self.after.names.insert(name.id(), row);
        }
        Ok(())
    }

    fn keep_curated_before(&mut self, curated: i64) -> Result<(), ArchiveError> {
        if !self.before.curated.contains_key(&curated) {
            let row = Curated::load(self.archive.connection(), curated)?;
            self.before.curated.insert(curated, row.clone());
            self.after.curated.insert(curated, row);
        }
        Ok(())
    }

    /// Writes it, enters it in the log, and resolves the entities; gives its number. `None` where it changes nothing.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn decide(
        self,
        archive: &ArchiveWriter,
        action: &'static str,
        what: &str,
        reason: &Reason,
    ) -> Result<Option<i64>, ArchiveError> {
        if self.before == self.after {
            return Ok(None);
        }
        let connection = archive.connection();
        self.after.write(connection)?;
        let (before, after) = (self.before.to_json(), self.after.to_json());
        let decision = NewDecision { action, what, before: &before, after: &after };
        let number = decision_log::enter(connection, &decision, reason)?;
        resolve_decided(connection, &self.before, &self.after)?;
        Ok(Some(number))
    }
}

/// Resolves the entities of the names that a decision is about, before and after it.
fn resolve_decided(
    connection: &Connection,
    before: &DecisionRows,
    after: &DecisionRows,
) -> Result<(), ArchiveError> {
    let mut names: Vec<(EntityType, String)> =
        before.names.keys().chain(after.names.keys()).cloned().collect();
    // What an entity is called may have changed with none of its names.
    for (id, _) in before.curated.iter().chain(&after.curated) {
        names.extend(Curated::names(connection, *id)?.into_iter().map(|name| (name.kind, name.key)));
    }
    names.sort();
    names.dedup();
    entity_resolution::resolve_names(connection, &names)
}

/// Undoes a decision about entities.
///
/// # Errors
/// Where a later one has to be undone first.
pub(crate) fn undo(
    archive: &ArchiveWriter,
    number: i64,
    logged: &Logged,
    by: &str,
) -> Result<(), UndoDecisionError> {
    let connection = archive.connection();
    let rows = |json: &str| DecisionRows::from_json(json).ok_or(UndoDecisionError::Unreadable(number));
    let (before, after) = (rows(&logged.before)?, rows(&logged.after)?);
    if !after.are_in_force(connection)? {
        let later = later_decisions(connection, number, &after)?;
        return Err(UndoDecisionError::Superseded { number, later });
    }
    before.write(connection)?;
    decision_log::mark_undone(connection, number, by)?;
    Ok(resolve_decided(connection, &before, &after)?)
}

/// The later decisions, still in force, that changed the same rows: "decision 7, then decision 5".
fn later_decisions(
    connection: &Connection,
    number: i64,
    rows: &DecisionRows,
) -> Result<String, UndoDecisionError> {
    let mut statement = connection
        .prepare("SELECT id, after FROM decisions WHERE id > ?1 AND undone_at IS NULL ORDER BY id DESC")?;
    let mut found = statement.query([number])?;
    let mut later = Vec::new();
    while let Some(row) = found.next()? {
        let id: i64 = row.get(0)?;
        let other =
            DecisionRows::from_json(&row.get::<_, String>(1)?).ok_or(UndoDecisionError::Unreadable(id))?;
        let shared = other.names.keys().any(|name| rows.names.contains_key(name))
            || other.curated.keys().any(|id| rows.curated.contains_key(id));
        if shared {
            later.push(id);
        }
    }
    Ok(decision_log::in_order_of_undoing(&later))
}
