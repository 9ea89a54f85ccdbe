//! Which tag the user means: one that something has, in whatever case and with whatever spaces it is written.

use crate::archive::marks::words::tag_key;
use crate::archive::schema::connection::ArchiveReader;
use crate::query::resolve::not_resolved::NotResolved;
use crate::query::suggest::did_you_mean;

/// The tag in the form in which it is kept.
///
/// # Errors
/// Where nothing has it, with tags that are near.
pub fn resolve_tag(archive: &ArchiveReader, text: &str) -> Result<String, NotResolved> {
    let tag = tag_key(text);
    let known = tags_like(archive, "")?;
    if known.contains(&tag) {
        return Ok(tag);
    }
    let near = did_you_mean(&tag, known.iter().map(String::as_str));
    Err(NotResolved::UnknownTag { text: text.to_string(), near })
}

/// The tags that begin with `begun`, those on most things first.
///
/// # Errors
/// Where the archive cannot be read.
pub fn tags_like(archive: &ArchiveReader, begun: &str) -> Result<Vec<String>, NotResolved> {
    let tags = archive
        .connection()
        .prepare_cached(
            "SELECT tag FROM tags WHERE removed_by IS NULL AND substr(tag, 1, length(?1)) = ?1
             GROUP BY tag ORDER BY count(*) DESC, tag",
        )?
        .query_map([tag_key(begun)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(tags)
}
