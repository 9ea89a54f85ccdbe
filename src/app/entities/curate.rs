//! Decisions about entities: made in one transaction each, entered in the log, and taken back.

use std::path::PathBuf;

use crate::app::entities::error::EntitiesError;
use crate::archive::decision_log::UndoDecisionError;
use crate::archive::entities::curation::Draft;
use crate::archive::entities::decisions;
use crate::archive::entities::entity::Entity;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::archive::undo_decision;
use crate::model::EntityType;
use crate::query::resolve::resolve_entity_beside;

pub use crate::archive::decision_log::Reason;
pub use crate::archive::entities::decisions::{Grouping, Visibility};

/// A decision to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurateRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// What is decided.
    pub change: EntityChange,
    /// Who decides, and why.
    pub reason: Reason,
}

/// What is decided; entities go by any of their names, or their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntityChange {
    /// Several entities are one.
    Merge {
        /// The one whose name and type stay.
        into: String,
        /// The others.
        others: Vec<String>,
    },
    /// Names are not the entity's.
    Split {
        /// The entity.
        entity: String,
        /// The names; all where there are none.
        names: Vec<String>,
        /// Whether they are one entity.
        grouping: Grouping,
    },
    /// An entity has another name.
    Rename {
        /// The entity.
        entity: String,
        /// The name.
        name: String,
    },
    /// An entity is of another type.
    Retype {
        /// The entity.
        entity: String,
        /// The type.
        kind: EntityType,
    },
    /// Entities are left out of lists, or shown again.
    SetVisibility {
        /// The entities.
        entities: Vec<String>,
        /// Which of the two.
        visibility: Visibility,
    },
}

impl EntityChange {
    /// The log's word for it.
    fn action(&self) -> &'static str {
        match self {
            EntityChange::Merge { .. } => "merge",
            EntityChange::Split { .. } => "split",
            EntityChange::Rename { .. } => "rename",
            EntityChange::Retype { .. } => "retype",
            EntityChange::SetVisibility { visibility: Visibility::Hidden, .. } => "hide",
            EntityChange::SetVisibility { visibility: Visibility::Shown, .. } => "unhide",
        }
    }
}

/// A decision, as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It was made.
    Changed {
        /// Its number.
        number: i64,
        /// In words.
        what: String,
    },
    /// It changes nothing, and was not entered.
    AlreadySo,
}

impl Decided {
    pub(crate) fn new(number: Option<i64>, what: String) -> Decided {
        number.map_or(Decided::AlreadySo, |number| Decided::Changed { number, what })
    }
}

/// A decision to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoDecisionRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The decision's number.
    pub decision: i64,
    /// Who takes it back.
    pub by: String,
}

/// Makes a decision: later imports follow it.
///
/// # Errors
/// Where there is no archive, where an entity's name is nobody's or that of several, and where the decision makes no sense.
pub fn decide(request: &CurateRequest) -> Result<Decided, EntitiesError> {
    drop(open::reading(&request.archive)?);
    open::change(&request.archive, |archive| {
        let mut draft = Draft::new(archive)?;
        let what = change(&mut draft, &request.change, &|name, beside| resolve(archive, name, beside))?;
        let number = draft.decide(archive, request.change.action(), &what, &request.reason)?;
        Ok(Decided::new(number, what))
    })
}

/// Finds the entity that a name or a number means, beside another if there is one.
type ResolveName<'r> = dyn Fn(&str, Option<i64>) -> Result<Entity, EntitiesError> + 'r;

fn change(
    draft: &mut Draft,
    change: &EntityChange,
    resolved: &ResolveName<'_>,
) -> Result<String, EntitiesError> {
    let entity = |name: &String| resolved(name, None);
    let all = |names: &[String]| names.iter().map(entity).collect::<Result<Vec<Entity>, _>>();
    let what = match change {
        EntityChange::Merge { into, others } => {
            let into = entity(into)?;
            // "merge 'Jane Roe' Roe" is about another than Jane Roe, though she is called so too.
            let others = others.iter().map(|name| resolved(name, Some(into.id)));
            decisions::merge(draft, &into, &others.collect::<Result<Vec<Entity>, _>>()?)
        }
        EntityChange::Split { entity: of, names, grouping } => {
            decisions::split(draft, &entity(of)?, names, *grouping)
        }
        EntityChange::Rename { entity: of, name } => decisions::rename(draft, &entity(of)?, name),
        EntityChange::Retype { entity: of, kind } => decisions::retype(draft, &entity(of)?, *kind),
        EntityChange::SetVisibility { entities, visibility } => {
            decisions::set_visibility(draft, &all(entities)?, *visibility)
        }
    };
    Ok(what?)
}

/// Takes a decision back; gives it in words.
///
/// # Errors
/// Where there is no such decision, it was taken back before, or a later one builds upon it.
pub fn undo(request: &UndoDecisionRequest) -> Result<String, UndoDecisionError> {
    drop(open::reading(&request.archive)?);
    open::change(&request.archive, |archive| undo_decision::undo(archive, request.decision, &request.by))
}

/// The one entity that a name or a number means, beside another if there is one.
pub(crate) fn resolve(
    archive: &ArchiveReader,
    name: &str,
    beside: Option<i64>,
) -> Result<Entity, EntitiesError> {
    let id = resolve_entity_beside(archive, name, beside)?.single(archive)?.id;
    Entity::load(archive, id)?.ok_or(EntitiesError::NoRow(id))
}
