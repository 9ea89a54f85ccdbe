//! Which articles to forget: looked up by number, address, source or day, and described before they go.

use rusqlite::{OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::schema::connection::ArchiveReader;
use crate::text::url::canonical_url;

/// An article that may be forgotten, as people tell it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenArticle {
    /// Its number.
    pub id: i64,
    /// The paper.
    pub source: Option<String>,
    /// The day.
    pub published: Option<String>,
    /// The headline; of a teaser, its first words.
    pub title: String,
    /// How many openings of other stories were on its page: they go with it.
    pub teasers: i64,
}

/// An article of a number; `None` where there is none.
pub fn by_number(archive: &ArchiveReader, id: i64) -> Result<Option<ChosenArticle>, ArchiveError> {
    let found = archive
        .connection()
        .prepare_cached(
            "SELECT a.id, s.name, a.published_at, coalesce(a.title, substr(a.body, 1, 60)),
                    (SELECT count(*) FROM articles t WHERE t.parent_id = a.id)
             FROM articles a LEFT JOIN sources s ON s.id = a.source_id WHERE a.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(ChosenArticle {
                id: row.get(0)?,
                source: row.get(1)?,
                published: row.get(2)?,
                title: row.get(3)?,
                teasers: row.get(4)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// The number of the article at an address.
pub fn by_address(archive: &ArchiveReader, url: &str) -> Result<Option<i64>, ArchiveError> {
    let Some(canonical) = canonical_url(url) else { return Ok(None) };
    let id = archive
        .connection()
        .prepare_cached("SELECT id FROM articles WHERE identity = 'url:' || ?1")?
        .query_row([canonical], |row| row.get(0))
        .optional()?;
    Ok(id)
}

/// The numbers of a source's articles (of all sources without one) that were published before a day (on any day without
/// one); an article whose day is not known is before no day.
pub fn by_source_and_day(
    archive: &ArchiveReader,
    source: Option<i64>,
    before: Option<&str>,
) -> Result<Vec<i64>, ArchiveError> {
    let ids = archive
        .connection()
        .prepare_cached(
            "SELECT id FROM articles
             WHERE kind = 'article' AND (?1 IS NULL OR source_id = ?1) AND (?2 IS NULL OR published_day < ?2) ORDER BY id",
        )?
        .query_map(params![source, before], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

/// Other articles with just the text that one of these has: they are not chosen, and say the same.
pub fn copies_of(archive: &ArchiveReader, ids: &[i64]) -> Result<Vec<i64>, ArchiveError> {
    let list = serde_json::to_string(ids).unwrap_or_default();
    let copies = archive
        .connection()
        .prepare_cached(
            "SELECT DISTINCT c.id FROM articles a JOIN articles c ON c.text_id = a.text_id
             WHERE a.id IN (SELECT value FROM json_each(?1)) AND c.id NOT IN (SELECT value FROM json_each(?1)) ORDER BY c.id",
        )?
        .query_map([list], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(copies)
}
