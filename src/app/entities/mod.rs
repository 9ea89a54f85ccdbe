//! Entities: listed, shown, suggested for merging, and decided about one by one or with a sheet.

pub mod curate;
mod error;
pub mod sheet;
pub mod suggest;

use std::path::Path;

use crate::archive::entities::entity_details;
use crate::archive::schema::open;
use crate::query::lists::ListQuery;
use crate::query::lists::entities;

pub use crate::archive::decision_log::UndoDecisionError;
pub use crate::archive::entities::decisions::DecisionError;
pub use crate::archive::entities::entity_details::{DecisionInForce, EntityDetails, NameDetails};
pub use crate::query::lists::entities::EntityFilter;
pub use error::EntitiesError;

/// The entities that a filter lets through.
pub fn list(filter: &EntityFilter) -> ListQuery {
    entities::entities(filter)
}

/// All decisions.
pub fn history() -> ListQuery {
    entities::history()
}

/// One entity with its names and the decisions about it; `name` is any of its names, or its number.
///
/// # Errors
/// Where there is no archive, and where the name is nobody's or that of several.
pub fn show(archive: &Path, name: &str) -> Result<EntityDetails, EntitiesError> {
    let archive = open::reading(archive)?;
    let entity = curate::resolve(&archive, name, None)?;
    Ok(entity_details::entity_details(&archive, entity)?)
}
