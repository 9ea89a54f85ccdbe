//! Values that a word begun on the command line can become. Whatever is wrong gives none: nobody wants an error in the
//! middle of a line.

use std::path::Path;

use crate::query::open_archive;
use crate::query::resolve::names_like::{entity_names_like, source_names_like};
use crate::query::resolve::tags::tags_like;

/// Names of entities, with their types.
pub fn complete_entities(archive: &Path, begun: &str) -> Vec<(String, String)> {
    let Ok(archive) = open_archive(archive) else { return Vec::new() };
    entity_names_like(&archive, begun).unwrap_or_default()
}

/// Names of sources.
pub fn complete_sources(archive: &Path, begun: &str) -> Vec<String> {
    let Ok(archive) = open_archive(archive) else { return Vec::new() };
    source_names_like(&archive, begun).unwrap_or_default()
}

/// Tags that something has.
pub fn complete_tags(archive: &Path, begun: &str) -> Vec<String> {
    let Ok(archive) = open_archive(archive) else { return Vec::new() };
    tags_like(&archive, begun).unwrap_or_default()
}
