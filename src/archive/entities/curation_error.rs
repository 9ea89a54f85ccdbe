//! Why a decision about entities is not made, or not taken back.

use crate::archive::ArchiveError;

/// What is wrong with a decision.
#[derive(Debug, thiserror::Error)]
pub enum CurationError {
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
    /// There is no decision of that number.
    #[error("there is no decision {0}: `presscut entities history` lists them")]
    UnknownDecision(i64),
    /// A decision was taken back before.
    #[error("decision {decision} was taken back at {at} by {by}")]
    AlreadyUndone {
        /// Its number.
        decision: i64,
        /// When, UTC.
        at: String,
        /// By whom.
        by: String,
    },
    /// A decision's rows in the log are damaged.
    #[error("decision {0} cannot be read: `presscut check` says more")]
    Damaged(i64),
    /// A later decision has changed the same rows.
    #[error("decision {decision} was built upon by {later}: take that back first")]
    BuiltUpon {
        /// Its number.
        decision: i64,
        /// The later ones, the last first.
        later: String,
    },
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<rusqlite::Error> for CurationError {
    fn from(error: rusqlite::Error) -> CurationError {
        CurationError::Archive(error.into())
    }
}
