//! Pairs of entities that may be one, for a person to decide.

use std::path::Path;

use crate::archive::ArchiveError;
use crate::archive::entities::suggestions;
use crate::archive::schema::open;
use crate::query::lists::entities::EntityFilter;
use crate::text::name_key::name_key;

pub use crate::archive::entities::suggestions::{Candidate, Suggestion};

/// The pairs of which a filter lets one through, the likeliest first.
///
/// # Errors
/// Where there is no archive.
pub fn suggest(archive: &Path, filter: &EntityFilter) -> Result<Vec<Suggestion>, ArchiveError> {
    let mut pairs = suggestions::suggest(&open::reading(archive)?)?;
    pairs.retain(|pair| lets_through(filter, &pair.keep) || lets_through(filter, &pair.merge));
    Ok(pairs)
}

fn lets_through(filter: &EntityFilter, candidate: &Candidate) -> bool {
    filter.kind.is_none_or(|kind| kind == candidate.kind)
        && filter.name.as_deref().is_none_or(|name| name_key(&candidate.name).contains(&name_key(name)))
        && candidate.mentions >= filter.min_mentions
}
