//! Copies: articles with the same normalised text at other addresses. They are never deleted, only related.
//!
//! Of several copies the original is the one published first, then the one with an address, then the one whose
//! identity sorts first: nothing that depends on the order of imports. A new copy is compared with the original alone, so
//! that the thousandth copy of a text costs what the second did.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::near_duplicates::text_id::{ORIGINAL_FIRST, TextId};

/// Relates the articles with this text: all but the original become duplicates of it.
pub(crate) fn relate_copies(connection: &Connection, text: TextId) -> Result<(), ArchiveError> {
    let copies: Vec<(i64, Option<i64>)> = connection
        .prepare_cached(&format!(
            "SELECT id, duplicate_of FROM articles WHERE text_id = ?1 ORDER BY {ORIGINAL_FIRST}"
        ))?
        .query_map([text.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let Some(&(original, _)) = copies.first() else { return Ok(()) };
    for (copy, duplicate_of) in copies {
        let should = (copy != original).then_some(original);
        if duplicate_of != should {
            connection
                .prepare_cached("UPDATE articles SET duplicate_of = ?2 WHERE id = ?1")?
                .execute(params![copy, should])?;
        }
    }
    Ok(())
}

/// Relates a new article with a text that others have, if it is no original; gives whether it is a copy. Where it is the
/// original, all others have to be related to it, with [`relate_copies`].
pub(crate) fn relate_if_copy(
    connection: &Connection,
    article: i64,
    text: TextId,
) -> Result<bool, ArchiveError> {
    let original: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM articles WHERE text_id = ?1 AND duplicate_of IS NULL AND id <> ?2 LIMIT 1",
        )?
        .query_row(params![text.0, article], |row| row.get(0))
        .optional()?;
    let Some(original) = original else { return Ok(false) };
    let first: i64 = connection
        .prepare_cached(&format!(
            "SELECT id FROM articles WHERE id IN (?1, ?2) ORDER BY {ORIGINAL_FIRST} LIMIT 1"
        ))?
        .query_row([article, original], |row| row.get(0))?;
    if first == article {
        return Ok(false);
    }
    connection
        .prepare_cached("UPDATE articles SET duplicate_of = ?2 WHERE id = ?1")?
        .execute([article, original])?;
    Ok(true)
}
