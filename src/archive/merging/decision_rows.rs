//! What people have decided in another archive: of entities, tags, notes, quotes, and what they watch.
//!
//! Decisions are about names, identities and texts, so they hold here as they do there. Where both archives have decided
//! of one name, the later decision holds (also one to take something back); of two at one moment, the one that sorts last.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::entities::curated::{Curated, NameKey, curated_name};
use crate::archive::entities::decision_rows::DecisionRows;
use crate::archive::entities::entity_resolution;
use crate::archive::merging::stored_row::StoredRow;

/// When somebody last decided of a name, by type and key.
type Decided = HashMap<(String, String), String>;

/// Merges decisions about entities, tags and notes; gives how many were added.
pub(super) fn merge_decisions(
    to: &Connection,
    from: &Connection,
    identities: &HashMap<String, String>,
) -> Result<u64, ArchiveError> {
    let curated = merge_curated(to, from)?;
    let (decisions, added) = copy_log(to, from, &curated)?;
    merge_marks(to, from, &decisions, identities)?;
    Ok(added)
}

/// When each name was last decided of, as the log says.
fn decided_at(connection: &Connection) -> Result<Decided, ArchiveError> {
    let mut decided = Decided::new();
    let mut statement = connection.prepare(
        "SELECT n.value ->> 0, n.value ->> 1, max(max(d.at, coalesce(d.undone_at, d.at)))
         FROM decisions d, json_each(d.after, '$.names') n GROUP BY 1, 2",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        decided.insert((row.get(0)?, row.get(1)?), row.get(2)?);
    }
    Ok(decided)
}

/// Merges what is decided of entities; gives the curated entities here by their number there.
fn merge_curated(to: &Connection, from: &Connection) -> Result<HashMap<i64, i64>, ArchiveError> {
    let (here, there) = (decided_at(to)?, decided_at(from)?);
    let mut next: i64 = to.query_row(
        "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM curated),
                        (SELECT coalesce(max(c.value ->> 0), 0) FROM decisions d, json_each(d.after, '$.curated') c))",
        [],
        |row| row.get(0),
    )?;
    let mut map = HashMap::new();
    let ids: Vec<i64> = from
        .prepare("SELECT id FROM curated ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in ids {
        let Some(shown) = Curated::load(from, id)? else { continue };
        let names = Curated::names(from, id)?;
        let ours =
            names.iter().map(|name| curated_name(to, name.kind, &name.key)).collect::<Result<Vec<_>, _>>()?;
        let known: Vec<i64> = ours.iter().flatten().map(|(_, curated)| *curated).collect();
        // An entity here that has all of its names and is called the same is that entity.
        if let Some(first) = known.first()
            && known.len() == names.len()
            && known.iter().all(|curated| curated == first)
            && Curated::load(to, *first)?.as_ref() == Some(&shown)
        {
            map.insert(id, *first);
            continue;
        }
        let key = |name: &NameKey| (name.kind.as_str().to_string(), name.key.clone());
        let last = |decided: &Decided| names.iter().filter_map(|name| decided.get(&key(name)).cloned()).max();
        let other = known.first().map(|curated| Curated::load(to, *curated)).transpose()?.flatten();
        let rank = |decided: &Decided, shown: Option<&Curated>| {
            (last(decided), shown.map(|shown| (shown.name.clone(), shown.kind.as_str(), shown.hidden)))
        };
        if rank(&here, other.as_ref()) > rank(&there, Some(&shown)) {
            if let Some(first) = known.first() {
                map.insert(id, *first);
            }
            continue;
        }
        // What is called the same here goes on under its number.
        let called = curated_name(to, shown.kind, &NameKey::new(shown.kind, &shown.name).key)?;
        let number = called.map_or(next, |(_, curated)| curated);
        next = next.max(number + 1);
        take_over(to, number, &shown, &names)?;
        map.insert(id, number);
    }
    Ok(map)
}

/// Makes a curated entity as it is there; entities here that lose their last name go.
fn take_over(to: &Connection, number: i64, shown: &Curated, names: &[NameKey]) -> Result<(), ArchiveError> {
    let mut rows = DecisionRows::default();
    rows.curated.insert(number, Some(shown.clone()));
    let mut touched = Vec::new();
    for name in names {
        touched.extend(curated_name(to, name.kind, &name.key)?.map(|(_, curated)| curated));
        rows.names.insert(name.id(), Some((name.name.clone(), number)));
    }
    rows.write(to)?;
    let mut changed: Vec<_> = names.iter().map(NameKey::id).collect();
    for other in touched {
        let left = Curated::names(to, other)?;
        changed.extend(left.iter().map(NameKey::id));
        if left.is_empty() {
            to.prepare_cached("DELETE FROM curated WHERE id = ?1")?.execute([other])?;
        }
    }
    entity_resolution::resolve_names(to, &changed)
}

/// Copies the decisions that are not in the log here; gives the numbers of all of them here, by their number there.
fn copy_log(
    to: &Connection,
    from: &Connection,
    curated: &HashMap<i64, i64>,
) -> Result<(HashMap<i64, i64>, u64), ArchiveError> {
    let (mut map, mut added) = (HashMap::new(), 0);
    let mut find = to.prepare(
        "SELECT id FROM decisions WHERE at = ?1 AND \"by\" = ?2 AND action = ?3 AND what = ?4 AND why IS ?5 ORDER BY id",
    )?;
    for row in StoredRow::select(from, "SELECT * FROM decisions ORDER BY at, id", [])? {
        let Some(there) = row.integer("id") else { continue };
        let key = params![row.get("at"), row.get("by"), row.get("action"), row.get("what"), row.get("why")];
        let known: Vec<i64> = find.query_map(key, |row| row.get(0))?.collect::<Result<_, _>>()?;
        if let Some(here) = known.into_iter().find(|here| !map.values().any(|taken| taken == here)) {
            to.prepare_cached(
                "UPDATE decisions SET undone_at = ?2, undone_by = ?3 WHERE id = ?1 AND undone_at IS NULL AND ?2 IS NOT NULL",
            )?
            .execute(params![here, row.get("undone_at"), row.get("undone_by")])?;
            map.insert(there, here);
            continue;
        }
        let renumbered = |column: &str| -> String {
            let text = row.text(column).unwrap_or_default();
            DecisionRows::from_json(text)
                .map_or_else(|| text.to_string(), |rows| with_numbers(rows, curated).to_json())
        };
        let (before, after) = (renumbered("before"), renumbered("after"));
        let here =
            row.without(&["id"]).with("before", before).with("after", after).insert(to, "decisions")?;
        map.insert(there, here);
        added += 1;
    }
    Ok((map, added))
}

/// The rows of a decision with the numbers that curated entities have here. One that is no more keeps a number of its own,
/// below zero, so that it is never taken for another.
fn with_numbers(rows: DecisionRows, curated: &HashMap<i64, i64>) -> DecisionRows {
    let number = |there: i64| curated.get(&there).copied().unwrap_or(-there);
    DecisionRows {
        names: rows
            .names
            .into_iter()
            .map(|(name, row)| (name, row.map(|(shown, there)| (shown, number(there)))))
            .collect(),
        curated: rows
            .curated
            .into_iter()
            .map(|(there, row)| (number(there), row))
            .collect::<BTreeMap<_, _>>(),
    }
}

/// Copies tags and notes that are not here, with the decisions that made them and took them off.
fn merge_marks(
    to: &Connection,
    from: &Connection,
    decisions: &HashMap<i64, i64>,
    identities: &HashMap<String, String>,
) -> Result<(), ArchiveError> {
    let mut subjects = HashMap::new();
    for row in StoredRow::select(from, "SELECT * FROM subjects ORDER BY id", [])? {
        let own = row.text("identity").unwrap_or_default();
        let identity = identities.get(own).cloned().unwrap_or_else(|| own.to_string());
        let known: Option<i64> = to
            .prepare_cached(
                "SELECT id FROM subjects WHERE kind = ?1 AND identity = ?2 AND text = ?3 AND occurrence = ?4",
            )?
            .query_row(params![row.get("kind"), identity, row.get("text"), row.get("occurrence")], |row| {
                row.get(0)
            })
            .optional()?;
        let there = row.integer("id").unwrap_or_default();
        let here = match known {
            Some(here) => here,
            None => row.without(&["id"]).with("identity", identity).insert(to, "subjects")?,
        };
        subjects.insert(there, here);
    }
    let mapped = |row: &StoredRow, column: &str, map: &HashMap<i64, i64>| {
        row.integer(column).and_then(|id| map.get(&id).copied())
    };
    for (table, words) in [("tags", "tag"), ("notes", "note")] {
        for row in StoredRow::select(from, &format!("SELECT * FROM {table} ORDER BY id"), [])? {
            let subject = mapped(&row, "subject_id", &subjects);
            let (made, removed) =
                (mapped(&row, "decision_id", decisions), mapped(&row, "removed_by", decisions));
            let same = format!(
                "SELECT id FROM {table} WHERE subject_id = ?1 AND {words} = ?2
                   AND (decision_id = ?3 OR (?4 IS NULL AND removed_by IS NULL)) ORDER BY decision_id = ?3 DESC LIMIT 1"
            );
            let known: Option<i64> = to
                .prepare_cached(&same)?
                .query_row(params![subject, row.get(words), made, removed], |row| row.get(0))
                .optional()?;
            match known {
                Some(here) => {
                    to.prepare_cached(&format!(
                        "UPDATE {table} SET removed_by = coalesce(removed_by, ?2) WHERE id = ?1"
                    ))?
                    .execute(params![here, removed])?;
                }
                None => {
                    let (subject, made) = (Value::from(subject), Value::from(made));
                    let row = row.without(&["id"]).with("subject_id", subject).with("decision_id", made);
                    row.with("removed_by", removed).insert(to, table)?;
                }
            }
        }
    }
    to.execute(
        "DELETE FROM subjects WHERE id NOT IN (SELECT subject_id FROM tags UNION SELECT subject_id FROM notes)",
        [],
    )?;
    Ok(())
}

/// Copies the corrections of quotes that are not here. Of two that hold for one quote the later one does.
pub(super) fn merge_corrections(
    to: &Connection,
    from: &Connection,
    identities: &HashMap<String, String>,
) -> Result<u64, ArchiveError> {
    let mut added = 0;
    for row in StoredRow::select(from, "SELECT * FROM quote_corrections ORDER BY made_at, id", [])? {
        let own = row.text("identity").unwrap_or_default();
        let identity = identities.get(own).cloned().unwrap_or_else(|| own.to_string());
        let key = [row.get("text"), row.get("occurrence")];
        let known: Option<i64> = to
            .prepare_cached(
                "SELECT id FROM quote_corrections WHERE identity = ?1 AND text = ?2 AND occurrence = ?3 AND made_at = ?4
                   AND \"by\" = ?5 AND kind IS ?6 AND speaker IS ?7 AND rejected = ?8 LIMIT 1",
            )?
            .query_row(
                params![identity, key[0], key[1], row.get("made_at"), row.get("by"), row.get("kind"), row.get("speaker"), row.get("rejected")],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(here) = known {
            to.prepare_cached(
                "UPDATE quote_corrections SET ended_at = ?2, ended_by = ?3 WHERE id = ?1 AND ended_at IS NULL AND ?2 IS NOT NULL",
            )?
            .execute(params![here, row.get("ended_at"), row.get("ended_by")])?;
            continue;
        }
        let mut row = row.without(&["id"]).with("identity", identity.clone());
        if row.text("ended_at").is_none() {
            let current = StoredRow::select(
                to,
                "SELECT * FROM quote_corrections WHERE identity = ?1 AND text = ?2 AND occurrence = ?3 AND ended_at IS NULL",
                params![identity, row.get("text"), row.get("occurrence")],
            )?;
            for ours in current {
                let rank = |row: &StoredRow| -> Vec<String> {
                    ["made_at", "speaker", "kind", "by"]
                        .iter()
                        .map(|c| row.text(c).unwrap_or_default().to_string())
                        .collect()
                };
                if rank(&ours) > rank(&row) {
                    row = row
                        .with("ended_at", ours.get("made_at").clone())
                        .with("ended_by", ours.get("by").clone());
                } else {
                    to.prepare_cached(
                        "UPDATE quote_corrections SET ended_at = ?2, ended_by = ?3 WHERE id = ?1",
                    )?
                    .execute(params![
                        ours.get("id"),
                        row.get("made_at"),
                        row.get("by")
                    ])?;
                }
            }
        }
        row.insert(to, "quote_corrections")?;
        added += 1;
    }
    Ok(added)
}

/// Copies the questions that are watched there and not here; one of the same name here stays.
pub(super) fn merge_watches(to: &Connection, from: &Connection) -> Result<(), ArchiveError> {
    for row in StoredRow::select(from, "SELECT * FROM watches ORDER BY id", [])? {
        let known = to.prepare_cached("SELECT 1 FROM watches WHERE name = ?1")?.exists([row.get("name")])?;
        if !known {
            row.without(&["id"]).insert(to, "watches")?;
        }
    }
    Ok(())
}
