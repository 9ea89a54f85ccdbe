//! Keys of names in an archive from before letters with strokes and ligatures were folded and initials joined.
//!
//! Gives every stored key its form of today, and merges names that then have the same: their mentions, quotes, forms and
//! decisions are kept. Which names are one entity is left to
//! [`resolve_all`](crate::archive::entities::entity_resolution::resolve_all), which has to run next. The surprising decision:
//! where people have decided on two names that are one now, the earlier decision holds for both; the log keeps the later.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::entities::decision_rows::DecisionRows;
use crate::archive::entities::entity_resolution::provisional_key;
use crate::archive::entities::name_rows::set_all_apart;
use crate::archive::stored_values::stored_in;
use crate::model::EntityType;
use crate::text::name_key::renewed_key;

/// Renews every key. Entities whose key changes have a provisional one afterwards.
///
/// # Errors
/// Where the archive cannot be read or written.
pub(crate) fn renew_keys(connection: &Connection) -> Result<(), ArchiveError> {
    renew_names(connection)?;
    renew_form_keys(connection)?;
    renew_entity_keys(connection)?;
    renew_curated_names(connection)?;
    renew_decisions(connection)
}

/// A name's row with the key that it gets.
struct RenewedName {
    id: i64,
    entity: i64,
    key: String,
    is_changed: bool,
}

/// Names that get the key of another are merged with it, whichever has the lower number.
fn renew_names(connection: &Connection) -> Result<(), ArchiveError> {
    set_all_apart(connection)?;
    let mut kept: BTreeMap<(EntityType, String), RenewedName> = BTreeMap::new();
    let mut merged = Vec::new();
    let mut statement = connection.prepare("SELECT id, type, key, entity_id FROM name_rows ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let kind = stored_in("names", &id).entity_type(row)?;
        let old: String = row.get(2)?;
        let key = renewed_key(&old);
        let is_changed = key != old;
        let name = RenewedName { id, entity: row.get(3)?, key: key.clone(), is_changed };
        match kept.get(&(kind, key.clone())) {
            Some(first) => merged.push((name, first.id, first.entity)),
            None => {
                kept.insert((kind, key), name);
            }
        }
    }
    for (name, into, entity) in merged {
        merge_name(connection, &name, into, entity)?;
    }
    // A key alone is looked up by its blocking key, which is renewed with it.
    // In two steps, since no two names of a type may have one key in between.
    let mut set = connection.prepare("UPDATE name_rows SET key = ?2, link = char(0) || id WHERE id = ?1")?;
    for name in kept.values().filter(|name| name.is_changed) {
        set.execute(params![name.id, provisional_key(name.id)])?;
    }
    for name in kept.values().filter(|name| name.is_changed) {
        set.execute(params![name.id, name.key])?;
    }
    Ok(())
}

/// Gives everything that a name has to another, and deletes it; its entity goes where it had no other name.
fn merge_name(
    connection: &Connection,
    name: &RenewedName,
    into: i64,
    entity: i64,
) -> Result<(), ArchiveError> {
    for sql in [
        "INSERT INTO name_alias_rows (name_id, alias, key, uses)
             SELECT ?2, alias, key, uses FROM name_alias_rows WHERE name_id = ?1
             ON CONFLICT (name_id, alias) DO UPDATE SET uses = uses + excluded.uses",
        "INSERT OR IGNORE INTO given_forms (article_id, name_id, form)
             SELECT article_id, ?2, form FROM given_forms WHERE name_id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([name.id, into])?;
    }
    for table in ["name_alias_rows", "given_forms"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE name_id = ?1"))?.execute([name.id])?;
    }
    for sql in [
        "UPDATE mentions SET name_id = ?2, entity_id = ?3 WHERE entity_id = ?4 AND name_id = ?1",
        "UPDATE quotes SET speaker_name_id = ?2, speaker_entity_id = ?3
             WHERE speaker_entity_id = ?4 AND speaker_name_id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([name.id, into, entity, name.entity])?;
    }
    connection.prepare_cached("DELETE FROM name_rows WHERE id = ?1")?.execute([name.id])?;
    let rest: i64 = connection
        .prepare_cached("SELECT count(*) FROM name_rows WHERE entity_id = ?1")?
        .query_row([name.entity], |row| row.get(0))?;
    if rest == 0 {
        connection.prepare_cached("DELETE FROM alias_rows WHERE entity_id = ?1")?.execute([name.entity])?;
        connection.prepare_cached("DELETE FROM entities WHERE id = ?1")?.execute([name.entity])?;
    }
    Ok(())
}

/// The keys of the forms of names and entities.
fn renew_form_keys(connection: &Connection) -> Result<(), ArchiveError> {
    for (table, owner) in [("name_alias_rows", "name_id"), ("alias_rows", "entity_id")] {
        let changed: Vec<(i64, String, String)> = connection
            .prepare(&format!("SELECT {owner}, alias, key FROM {table}"))?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?
            .filter(|row| row.as_ref().map_or(true, |(_, _, key)| renewed_key(key) != *key))
            .collect::<Result<_, _>>()?;
        let mut set =
            connection.prepare(&format!("UPDATE {table} SET key = ?3 WHERE {owner} = ?1 AND alias = ?2"))?;
        for (id, alias, key) in changed {
            set.execute(params![id, alias, renewed_key(&key)])?;
        }
    }
    Ok(())
}

fn renew_entity_keys(connection: &Connection) -> Result<(), ArchiveError> {
    let changed: Vec<i64> = connection
        .prepare("SELECT id, key FROM entities")?
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?
        .filter(|row| row.as_ref().map_or(true, |(_, key)| renewed_key(key) != *key))
        .map(|row| row.map(|(id, _)| id))
        .collect::<Result<_, _>>()?;
    let mut set = connection.prepare("UPDATE entities SET key = ?2 WHERE id = ?1")?;
    for id in changed {
        set.execute(params![id, provisional_key(id)])?;
    }
    Ok(())
}

/// The names of curated entities. Where two entities have one name now, the one with the lower number has the names of both.
fn renew_curated_names(connection: &Connection) -> Result<(), ArchiveError> {
    let stored: Vec<(String, String, String, i64)> = connection
        .prepare("SELECT type, key, name, curated_id FROM curated_names ORDER BY curated_id, type, key")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<Result<_, _>>()?;
    if stored.iter().all(|(_, key, _, _)| renewed_key(key) == *key) {
        return Ok(());
    }
    let mut names: BTreeMap<(String, String), (String, i64)> = BTreeMap::new();
    let mut merged: BTreeMap<i64, i64> = BTreeMap::new();
    let kept_of = |merged: &BTreeMap<i64, i64>, mut curated: i64| {
        while let Some(into) = merged.get(&curated) {
            curated = *into;
        }
        curated
    };
    for (kind, key, name, curated) in stored {
        let (_, first) = names.entry((kind, renewed_key(&key))).or_insert((name, curated));
        let (first, other) = (kept_of(&merged, *first), kept_of(&merged, curated));
        if first != other {
            merged.insert(first.max(other), first.min(other));
        }
    }
    connection.execute("DELETE FROM curated_names", [])?;
    let mut insert = connection
        .prepare("INSERT INTO curated_names (type, key, name, curated_id) VALUES (?1, ?2, ?3, ?4)")?;
    for ((kind, key), (name, curated)) in names {
        insert.execute(params![kind, key, name, kept_of(&merged, curated)])?;
    }
    for from in merged.keys() {
        let into = kept_of(&merged, *from);
        connection.execute("UPDATE entities SET curated_id = ?2 WHERE curated_id = ?1", [*from, into])?;
        connection.execute("DELETE FROM curated WHERE id = ?1", [from])?;
    }
    Ok(())
}

/// The keys in the log of decisions, so that a decision can still be undone.
fn renew_decisions(connection: &Connection) -> Result<(), ArchiveError> {
    let decisions: Vec<(i64, String, String)> = connection
        .prepare("SELECT id, before, after FROM decisions")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut set = connection.prepare("UPDATE decisions SET before = ?2, after = ?3 WHERE id = ?1")?;
    for (id, before, after) in decisions {
        // One that cannot be read stays as it is: undoing it says so.
        let (Some(old_before), Some(old_after)) =
            (DecisionRows::from_json(&before), DecisionRows::from_json(&after))
        else {
            continue;
        };
        let renewed = |rows: &DecisionRows| rows.with_keys(renewed_key);
        let (new_before, new_after) = (renewed(&old_before), renewed(&old_after));
        if (&new_before, &new_after) != (&old_before, &old_after) {
            set.execute(params![id, new_before.to_json(), new_after.to_json()])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::entities::entity_resolution::resolve_all;
    use crate::archive::schema::migrations;

    fn rows(archive: &Connection, sql: &str) -> Vec<String> {
        let mut statement = archive.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let values = (0..columns).map(|at| {
                let value: rusqlite::types::Value = row.get(at)?;
                Ok(match value {
                    rusqlite::types::Value::Text(text) => text,
                    rusqlite::types::Value::Integer(number) => number.to_string(),
                    other => format!("{other:?}"),
                })
            });
            Ok(values.collect::<Result<Vec<_>, rusqlite::Error>>()?.join("|"))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// An archive whose names have the keys of an earlier presscut: number, name, key, curated entity, uses.
    fn earlier_archive(names: &[(i64, &str, &str, Option<i64>, i64)]) -> Connection {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        archive.pragma_update(None, "foreign_keys", false).unwrap();
        for (id, name, key, curated, uses) in names {
            let curated = curated.map_or("NULL".to_string(), |curated: i64| curated.to_string());
            let sql = format!(
                "INSERT INTO name_rows (id, name, type, key, link, entity_id) VALUES ({id}, '{name}', 'person', '{key}', '{key}', {id});
                 INSERT INTO entities (id, name, type, key, curated_id) VALUES ({id}, '{name}', 'person', '{key}', {curated});
                 INSERT INTO aliases (entity_id, alias, key) VALUES ({id}, '{name}', '{key}');
                 INSERT INTO name_alias_rows (name_id, alias, key, uses) VALUES ({id}, '{name}', '{key}', {uses});
                 INSERT INTO mentions (article_id, entity_id, name_id, start, \"end\", surface)
                     SELECT value, {id}, {id}, {id} * 10, {id} * 10 + 1, '{name}' FROM json_each('[1,2,3,4,5,6,7,8,9]') WHERE value <= {uses};
                 INSERT INTO curated (id, name, type) SELECT {curated}, '{name}', 'person' WHERE {curated} IS NOT NULL;
                 INSERT INTO curated_names (type, key, name, curated_id)
                     SELECT 'person', '{key}', '{name}', {curated} WHERE {curated} IS NOT NULL"
            );
            archive.execute_batch(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
        archive
    }

    fn renew(archive: &Connection) {
        renew_keys(archive).unwrap();
        resolve_all(archive).unwrap();
    }

    #[test]
    fn names_that_have_one_key_now_are_one_with_everything_that_they_had() {
        let archive = earlier_archive(&[
            (1, "Pawel Golab", "pawel golab", None, 2),
            (2, "Paweł Gołąb", "paweł gołab", None, 3),
            (3, "J. K. Rowan", "j k rowan", None, 1),
        ]);
        archive
            .execute(
                "INSERT INTO quotes (article_id, start, \"end\", text, kind, utterance, speaker_entity_id, speaker_name_id,
                                     confidence) VALUES (1, 0, 1, 'x', 'direct', 1, 2, 2, 1.0)",
                [],
            )
            .unwrap();
        renew(&archive);
        assert_eq!(
            rows(&archive, "SELECT id, name, key FROM entities ORDER BY id"),
            ["1|Paweł Gołąb|pawel golab", "3|J. K. Rowan|jk rowan"]
        );
        assert_eq!(
            rows(
                &archive,
                "SELECT name_id, alias, key, uses FROM name_aliases WHERE name_id < 3 ORDER BY alias"
            ),
            ["1|Pawel Golab|pawel golab|2", "1|Paweł Gołąb|pawel golab|3"]
        );
        assert_eq!(
            rows(&archive, "SELECT entity_id, name_id, count(*) FROM mentions GROUP BY 1, 2"),
            ["1|1|5", "3|3|1"]
        );
        assert_eq!(rows(&archive, "SELECT speaker_entity_id, speaker_name_id FROM quotes"), ["1|1"]);
        assert_eq!(
            rows(&archive, "SELECT entity_id, alias, key FROM aliases ORDER BY alias"),
            ["3|J. K. Rowan|jk rowan", "1|Pawel Golab|pawel golab", "1|Paweł Gołąb|pawel golab"]
        );
    }

    #[test]
    fn what_people_have_decided_is_kept() {
        let archive = earlier_archive(&[
            (1, "Łukasz Østby", "łukasz østby", Some(7), 2),
            (2, "Lukasz Ostby", "lukasz ostby", Some(8), 3),
            (3, "Søren Vik", "søren vik", Some(9), 1),
        ]);
        let after =
            r#"{"names":[["person","søren vik","Søren Vik",9]],"curated":[[9,"Søren Vik","person",false]]}"#;
        archive
            .execute(
                "INSERT INTO decisions (at, \"by\", action, what, before, after)
                 VALUES ('', '', 'rename', '', '{\"names\":[[\"person\",\"søren vik\"]],\"curated\":[[9]]}', ?1)",
                [after],
            )
            .unwrap();
        renew(&archive);
        assert_eq!(
            rows(&archive, "SELECT id, name, key, curated_id FROM entities ORDER BY id"),
            ["1|Łukasz Østby|lukasz ostby|7", "3|Søren Vik|soren vik|9"]
        );
        assert_eq!(
            rows(&archive, "SELECT key, name, curated_id FROM curated_names ORDER BY key"),
            ["lukasz ostby|Łukasz Østby|7", "soren vik|Søren Vik|9"]
        );
        assert_eq!(rows(&archive, "SELECT id FROM curated ORDER BY id"), ["7", "9"]);
        let after = &rows(&archive, "SELECT after FROM decisions")[0];
        assert!(DecisionRows::from_json(after).unwrap().are_in_force(&archive).unwrap(), "{after}");
    }
}
