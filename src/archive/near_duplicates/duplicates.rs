//! Copies: articles with the same normalised text at other addresses. They are never deleted, only related.
//!
//! Of several copies the original is the one published first, then the one with an address, then the one whose
//! identity sorts first: nothing that depends on the order of imports.

use rusqlite::{Connection, params};

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
