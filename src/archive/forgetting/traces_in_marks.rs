//! Tags and notes on what is forgotten: on articles and their quotes, and on names that no other article has.

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::decision_log::NO_ENTITY_ROWS;
use crate::archive::forgetting::traces_in_decisions::{Names, without_words};

/// Deletes the marks with what they are about; decisions about nothing else go too, and the others lose the names.
pub(super) fn forget_marks(
    connection: &Connection,
    identities: &[String],
    gone: &Names,
) -> Result<(), ArchiveError> {
    let mut find = connection
        .prepare_cached("SELECT id FROM subjects WHERE identity = ?1 AND (kind = 'entity') = ?2")?;
    let entities = gone.keys().map(|(kind, key)| (format!("{}:{key}", kind.as_str()), true));
    let articles = identities.iter().map(|identity| (identity.clone(), false));
    let mut subjects: Vec<i64> = Vec::new();
    for (identity, is_entity) in articles.chain(entities) {
        let found = find.query_map(params![identity, is_entity], |row| row.get::<_, i64>(0))?;
        subjects.extend(found.collect::<Result<Vec<_>, _>>()?);
    }
    for subject in &subjects {
        for table in ["tags", "notes"] {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE subject_id = ?1"))?
                .execute([subject])?;
        }
        connection.prepare_cached("DELETE FROM subjects WHERE id = ?1")?.execute([subject])?;
    }
    if subjects.is_empty() && gone.is_empty() {
        return Ok(());
    }
    // A decision that was undone has no marks, and its words say what it was about.
    connection.execute(
        "DELETE FROM decisions WHERE before = ?1 AND after = ?1 AND id NOT IN (
             SELECT decision_id FROM tags UNION SELECT decision_id FROM notes
             UNION SELECT removed_by FROM tags WHERE removed_by IS NOT NULL
             UNION SELECT removed_by FROM notes WHERE removed_by IS NOT NULL)
           AND (undone_at IS NULL OR ?2)",
        params![NO_ENTITY_ROWS, !gone.is_empty()],
    )?;
    let mut decisions =
        connection.prepare("SELECT id, what, why FROM decisions WHERE before = ?1 AND after = ?1")?;
    let mut rows = decisions.query([NO_ENTITY_ROWS])?;
    while let Some(row) = rows.next()? {
        let (what, why): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        connection.prepare_cached("UPDATE decisions SET what = ?2, why = ?3 WHERE id = ?1")?.execute(
            params![
                row.get::<_, i64>(0)?,
                without_words(what, gone),
                why.map(|why| without_words(why, gone))
            ],
        )?;
    }
    Ok(())
}
