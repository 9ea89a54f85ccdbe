//! What people can decide of entities: one function for each decision, with its rules.
//!
//! Takes a draft and entities that are there, changes the draft, gives the decision in words for the log. Nothing is
//! written before [`Draft::decide`].

use crate::archive::ArchiveError;
use crate::archive::entities::curated::{Curated, NameKey};
use crate::archive::entities::curation::Draft;
use crate::archive::entities::entity::Entity;
use crate::model::EntityType;
use crate::text::name_key::name_key;

/// What is wrong with a decision.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// An entity is to be merged with itself.
    #[error("{first} and {second} are one entity already")]
    AlreadyOne {
        /// The name of the one.
        first: String,
        /// The name of the other.
        second: String,
    },
    /// An entity with one name cannot be split.
    #[error("{entity} has one name only: there is nothing to split")]
    OneName {
        /// The entity.
        entity: String,
    },
    /// All names of an entity are to be split off as one entity.
    #[error("these are all its names: some have to stay")]
    AllNames,
    /// An entity has no such name, or several that are alike.
    #[error("{entity} has no name {text:?} that could be split off; its names are {}", .names.join(", "))]
    NoSuchName {
        /// The entity.
        entity: String,
        /// The name, as the user gave it.
        text: String,
        /// The names that it has.
        names: Vec<String>,
    },
    /// The new name is empty.
    #[error("the new name is empty")]
    EmptyName,
    /// The new name is that of another entity.
    #[error(
        "“{name}” is a name of another entity, {other}: merge them with `presscut entities merge {other_id} {entity_id}`"
    )]
    NameTaken {
        /// The name.
        name: String,
        /// The other entity.
        other: String,
        /// Its number.
        other_id: i64,
        /// The number of the entity that was to have the name.
        entity_id: i64,
    },
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// What becomes of names that are split off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Each is an entity of its own.
    Apart,
    /// They are one entity.
    Together,
}

/// Whether entities are left out of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// They are.
    Hidden,
    /// They are not.
    Shown,
}

/// Makes one entity of several; the name and the type of `into` stay.
///
/// # Errors
/// Where one of the others is `into` itself.
pub fn merge(draft: &mut Draft, into: &Entity, others: &[Entity]) -> Result<String, DecisionError> {
    if let Some(other) = others.iter().find(|other| other.id == into.id) {
        return Err(DecisionError::AlreadyOne {
            first: into.shown.name.clone(),
            second: other.shown.name.clone(),
        });
    }
    let kept = draft.curate(into)?;
    for other in others {
        let from = draft.curate(other)?;
        if from != kept {
            draft.merge(from, kept)?;
        }
    }
    let merged: Vec<String> = others.iter().map(Entity::describe).collect();
    Ok(format!("{} is {} too", into.describe(), merged.join(", ")))
}

/// Splits names off an entity; all of them where `names` is empty.
///
/// # Errors
/// Where the entity has one name only, has no such name, or would keep none.
pub fn split(
    draft: &mut Draft,
    entity: &Entity,
    names: &[String],
    grouping: Grouping,
) -> Result<String, DecisionError> {
    let all = entity.names(draft.archive())?;
    if all.len() < 2 {
        return Err(DecisionError::OneName { entity: entity.describe() });
    }
    let taken = match names {
        [] => all.clone(),
        names => names.iter().map(|name| name_of(entity, &all, name)).collect::<Result<Vec<_>, _>>()?,
    };
    if taken.len() == all.len() && grouping == Grouping::Together {
        return Err(DecisionError::AllNames);
    }
    let rest = draft.curate(entity)?;
    let mut group = None;
    for name in &taken {
        match group.filter(|_| grouping == Grouping::Together) {
            Some(group) => draft.give_name(name, group)?,
            None => {
                let shown = Curated { name: name.name.clone(), kind: name.kind, hidden: false };
                group = Some(draft.add_entity(shown)?);
            }
        }
    }
    draft.drop_unused(rest)?;
    let list: Vec<&str> = taken.iter().map(|name| name.name.as_str()).collect();
    Ok(format!("{} is not {}", entity.describe(), list.join(", ")))
}

/// The one name of an entity that a text means.
fn name_of(entity: &Entity, all: &[NameKey], text: &str) -> Result<NameKey, DecisionError> {
    let key = name_key(text);
    let found: Vec<&NameKey> = all.iter().filter(|name| name.key == key).collect();
    match found[..] {
        [one] => Ok(one.clone()),
        _ => Err(DecisionError::NoSuchName {
            entity: entity.describe(),
            text: text.to_string(),
            names: all.iter().map(|name| format!("{} ({})", name.name, name.kind.as_str())).collect(),
        }),
    }
}

/// Calls an entity by another name; spaces are tidied.
///
/// # Errors
/// Where the name is empty, or that of another entity.
pub fn rename(draft: &mut Draft, entity: &Entity, name: &str) -> Result<String, DecisionError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(DecisionError::EmptyName);
    }
    show(draft, entity, Curated { name: name.clone(), ..entity.shown.clone() })?;
    Ok(format!("{} is called {name}", entity.describe()))
}

/// Says what an entity is.
///
/// # Errors
/// Where another entity of that type has its name.
pub fn retype(draft: &mut Draft, entity: &Entity, kind: EntityType) -> Result<String, DecisionError> {
    show(draft, entity, Curated { kind, ..entity.shown.clone() })?;
    Ok(format!("{} is of type {}", entity.describe(), kind.as_str()))
}

/// Two entities of one type may not have the same name.
fn show(draft: &mut Draft, entity: &Entity, shown: Curated) -> Result<(), DecisionError> {
    let name = NameKey::new(shown.kind, &shown.name);
    let taken = match Entity::called(draft.archive(), &name)? {
        None => Entity::of_name(draft.archive(), &name)?,
        called => called,
    };
    if let Some(other) = taken.filter(|other| other.id != entity.id) {
        return Err(DecisionError::NameTaken {
            name: shown.name,
            other: other.describe(),
            other_id: other.id,
            entity_id: entity.id,
        });
    }
    let curated = draft.curate(entity)?;
    draft.set_shown(curated, shown)?;
    Ok(())
}

/// Leaves entities out of lists, or shows them again.
pub fn set_visibility(
    draft: &mut Draft,
    entities: &[Entity],
    visibility: Visibility,
) -> Result<String, DecisionError> {
    let hidden = visibility == Visibility::Hidden;
    for entity in entities {
        let curated = draft.curate(entity)?;
        draft.set_shown(curated, Curated { hidden, ..entity.shown.clone() })?;
    }
    let names: Vec<String> = entities.iter().map(Entity::describe).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let how = if hidden { "hidden" } else { "shown again" };
    Ok(format!("{} {verb} {how}", names.join(", ")))
}
