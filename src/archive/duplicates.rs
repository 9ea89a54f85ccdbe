//! Copies: articles with the same normalised text at other addresses. Never deleted, only related.
//!
//! Of several copies the original is the one published first, then the one with an address, then the one whose
//! identity sorts first: nothing that depends on the order of imports.

use rusqlite::{Connection, params};

use super::ArchiveError;

/// Whether some article has this text.
pub fn text_is_known(connection: &Connection, text_key: &str) -> Result<bool, ArchiveError> {
    let known = connection
        .prepare_cached(
            "SELECT 1 FROM articles INDEXED BY articles_text_key WHERE text_key = ?1 AND kind = 'article'",
        )?
        .exists([text_key])?;
    Ok(known)
}

/// Relates the articles with this text: all but the original become duplicates of it.
pub fn relate(connection: &Connection, text_key: &str) -> Result<(), ArchiveError> {
    let copies: Vec<(i64, Option<i64>)> = connection
        .prepare_cached(
            "SELECT id, duplicate_of FROM articles INDEXED BY articles_text_key
             WHERE text_key = ?1 AND kind = 'article'
             ORDER BY published_at IS NULL, published_at, url IS NULL, identity",
        )?
        .query_map([text_key], |row| Ok((row.get(0)?, row.get(1)?)))?
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
