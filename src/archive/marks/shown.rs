//! The tags and notes of one thing, as they are shown with it.

use crate::archive::ArchiveError;
use crate::archive::marks::subject::SubjectKind;
use crate::archive::schema::connection::ArchiveReader;

/// A note in force.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ShownNote {
    /// Its number.
    pub id: i64,
    /// The quote that it is about; `None` where it is about the thing itself.
    pub quote: Option<i64>,
    /// The paragraph.
    pub note: String,
    /// Who wrote it.
    pub by: String,
    /// When, UTC.
    pub at: String,
}

/// The tags of a row, in order.
///
/// # Errors
/// Where the archive cannot be read.
pub fn tags_of(archive: &ArchiveReader, kind: SubjectKind, row: i64) -> Result<Vec<String>, ArchiveError> {
    let sql = match kind {
        SubjectKind::Article => "SELECT tag FROM article_tags WHERE article_id = ?1 ORDER BY tag",
        SubjectKind::Quote => "SELECT tag FROM quote_tags WHERE quote_id = ?1 ORDER BY tag",
        SubjectKind::Entity => "SELECT tag FROM entity_tags WHERE entity_id = ?1 ORDER BY tag",
    };
    let tags = archive
        .connection()
        .prepare_cached(sql)?
        .query_map([row], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(tags)
}

/// The tags of the quotes of an article: the quote's number and a tag, a pair for each.
///
/// # Errors
/// Where the archive cannot be read.
pub fn tags_of_quotes(archive: &ArchiveReader, article: i64) -> Result<Vec<(i64, String)>, ArchiveError> {
    let sql = "SELECT t.quote_id, t.tag FROM quote_tags t JOIN quotes q ON q.id = t.quote_id
               WHERE q.article_id = ?1 ORDER BY t.quote_id, t.tag";
    let tags = archive
        .connection()
        .prepare_cached(sql)?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(tags)
}

const NOTES: &str = "SELECT n.id, CASE WHEN r.kind = 'quote' THEN r.row_id END, n.note, d.\"by\", d.at
    FROM notes n
    JOIN subject_rows r ON r.subject_id = n.subject_id
    JOIN decisions d ON d.id = n.decision_id
    WHERE n.removed_by IS NULL";

/// The notes of an entity, oldest first.
///
/// # Errors
/// Where the archive cannot be read.
pub fn notes_of_entity(archive: &ArchiveReader, entity: i64) -> Result<Vec<ShownNote>, ArchiveError> {
    notes(archive, "r.kind = 'entity' AND r.row_id = ?1", entity)
}

/// The notes of an article and of its quotes, oldest first.
///
/// # Errors
/// Where the archive cannot be read.
pub fn notes_of_article(archive: &ArchiveReader, article: i64) -> Result<Vec<ShownNote>, ArchiveError> {
    let of_article = "r.kind = 'article' AND r.row_id = ?1
        OR r.kind = 'quote' AND r.row_id IN (SELECT id FROM quotes WHERE article_id = ?1)";
    notes(archive, of_article, article)
}

fn notes(archive: &ArchiveReader, which: &str, row: i64) -> Result<Vec<ShownNote>, ArchiveError> {
    let notes = archive
        .connection()
        .prepare_cached(&format!("{NOTES} AND ({which}) ORDER BY n.id"))?
        .query_map([row], |row| {
            Ok(ShownNote {
                id: row.get(0)?,
                quote: row.get(1)?,
                note: row.get(2)?,
                by: row.get(3)?,
                at: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(notes)
}
