//! Where a name is stored: with the entity that is just this name, or in tables of its own.
//!
//! Nearly every name is an entity with its number, name, type and key. Such a name has no row of its own: the entity has the
//! number of its uses. `names` and `name_aliases` are views over both places. Whoever changes a name or moves it to
//! another entity first gives it rows of its own ([`set_apart`]); when its entity is written, [`fold_into_entity`] spares
//! them again where it can, so that where a name is stored follows from the name and its entity alone.

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;

/// Gives a name rows of its own, if it has none.
pub(crate) fn set_apart(connection: &Connection, name: i64) -> Result<(), ArchiveError> {
    let is_folded = "SELECT 1 FROM entities WHERE id = ?1 AND name_uses IS NOT NULL";
    if connection.prepare_cached(is_folded)?.exists([name])? {
        for sql in [
            "INSERT INTO name_rows (id, name, type, key, link, entity_id)
             SELECT id, name, type, key, name_link, id FROM entities WHERE id = ?1",
            "INSERT OR FAIL INTO name_alias_rows (name_id, alias, key, uses)
             SELECT id, name, key, name_uses FROM entities WHERE id = ?1",
            "UPDATE OR FAIL entities SET name_uses = NULL, name_link = NULL WHERE id = ?1",
        ] {
            connection.prepare_cached(sql)?.execute([name])?;
        }
    }
    Ok(())
}

/// Gives every name rows of its own, for changes of them all.
pub(crate) fn set_all_apart(connection: &Connection) -> Result<(), ArchiveError> {
    connection.execute_batch(
        "INSERT INTO name_rows (id, name, type, key, link, entity_id)
         SELECT id, name, type, key, name_link, id FROM entities WHERE name_uses IS NOT NULL ORDER BY id;
         INSERT INTO name_alias_rows (name_id, alias, key, uses)
         SELECT id, name, key, name_uses FROM entities WHERE name_uses IS NOT NULL ORDER BY id;
         UPDATE entities SET name_uses = NULL, name_link = NULL WHERE name_uses IS NOT NULL",
    )?;
    Ok(())
}

/// Spares a name its own rows, if it is just the entity with its number, and has a form that is spelled like it.
pub(crate) fn fold_into_entity(connection: &Connection, name: i64) -> Result<(), ArchiveError> {
    let folded = connection
        .prepare_cached(
            "UPDATE OR FAIL entities SET name_uses = a.uses, name_link = n.link
             FROM name_rows n JOIN name_alias_rows a ON a.name_id = n.id AND a.alias = n.name AND a.key = n.key
             WHERE entities.id = ?1 AND n.id = ?1 AND n.entity_id = ?1
               AND n.name = entities.name AND n.type = entities.type AND n.key = entities.key",
        )?
        .execute([name])?;
    if folded > 0 {
        connection.prepare_cached("DELETE FROM name_rows WHERE id = ?1")?.execute([name])?;
        connection
            .prepare_cached(
                "DELETE FROM name_alias_rows
                 WHERE name_id = ?1 AND alias = (SELECT name FROM entities WHERE id = ?1)",
            )?
            .execute([name])?;
    }
    Ok(())
}

/// Adds to the mentions that have a name in just this form; takes from them where `uses` is below 0.
pub(crate) fn add_uses(
    connection: &Connection,
    name: i64,
    form: &str,
    uses: i64,
) -> Result<(), ArchiveError> {
    for sql in [
        "UPDATE OR FAIL entities SET name_uses = name_uses + ?3
         WHERE id = ?1 AND name = ?2 AND name_uses IS NOT NULL",
        "UPDATE OR FAIL name_alias_rows SET uses = uses + ?3 WHERE name_id = ?1 AND alias = ?2",
    ] {
        // Only one of the two has the form.
        if connection.prepare_cached(sql)?.execute(params![name, form, uses])? > 0 {
            break;
        }
    }
    Ok(())
}

/// Writes how many mentions have a name in just this form.
pub(crate) fn set_uses(
    connection: &Connection,
    name: i64,
    form: &str,
    uses: i64,
) -> Result<(), ArchiveError> {
    for sql in [
        "UPDATE OR FAIL entities SET name_uses = ?3
         WHERE id = ?1 AND name = ?2 AND name_uses IS NOT NULL AND name_uses <> ?3",
        "UPDATE OR FAIL name_alias_rows SET uses = ?3 WHERE name_id = ?1 AND alias = ?2 AND uses <> ?3",
    ] {
        connection.prepare_cached(sql)?.execute(params![name, form, uses])?;
    }
    Ok(())
}

/// The highest number that a name has; 0 where there is none.
pub(crate) fn highest_number(connection: &Connection) -> Result<i64, ArchiveError> {
    // Every entity has the number of one of its names.
    let sql = "SELECT max((SELECT coalesce(max(id), 0) FROM entities), (SELECT coalesce(max(id), 0) FROM name_rows))";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}
