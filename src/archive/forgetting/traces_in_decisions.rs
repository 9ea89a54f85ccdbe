//! What decisions hold of names that only forgotten articles had.
//!
//! A decision outlives the rows that it is about, so that it holds when an article comes again. A name that nobody but a
//! forgotten article had is another matter: it leaves what was decided, and the log of it. A decision that was about such names
//! alone goes; one about others too stays, without them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use crate::archive::ArchiveError;
use crate::archive::entities::curated::{Curated, NameKey};
use crate::archive::entities::decision_rows::DecisionRows;
use crate::archive::entities::entity_resolution;
use crate::archive::stored_values::stored_in;
use crate::model::EntityType;

/// What a name becomes in the words of a decision.
const FORGOTTEN_NAME: &str = "(forgotten)";

/// Names by type and key, each with the forms that articles had.
pub(super) type Names = BTreeMap<(EntityType, String), BTreeSet<String>>;

/// The names of some articles.
pub(super) fn names_of_articles(connection: &Connection, articles: &[i64]) -> Result<Names, ArchiveError> {
    let mut names = Names::new();
    let mut of_article = connection.prepare_cached(
        "SELECT f.name_id, coalesce(n.type, e.type) AS type, coalesce(n.key, e.key), coalesce(n.name, e.name), f.form FROM (
             SELECT name_id, surface AS form FROM mentions WHERE article_id = ?1
             UNION SELECT name_id, form FROM given_forms WHERE article_id = ?1) f
         LEFT JOIN name_rows n ON n.id = f.name_id LEFT JOIN entities e ON e.id = f.name_id
         WHERE n.id IS NOT NULL OR e.name_uses IS NOT NULL",
    )?;
    for article in articles {
        let mut rows = of_article.query([article])?;
        while let Some(row) = rows.next()? {
            let kind = stored_in("names", &row.get::<_, i64>(0)?).entity_type(row)?;
            names.entry((kind, row.get(2)?)).or_default().extend([row.get::<_, String>(3)?, row.get(4)?]);
        }
    }
    Ok(names)
}

/// Removes the names that no article has any more from what was decided; gives them.
pub(super) fn forget_names(connection: &Connection, mut names: Names) -> Result<Names, ArchiveError> {
    let mut is_known = connection.prepare_cached("SELECT 1 FROM names WHERE type = ?1 AND key = ?2")?;
    let mut gone = Names::new();
    while let Some((name, forms)) = names.pop_first() {
        if !is_known.exists(params![name.0.as_str(), name.1])? {
            gone.insert(name, forms);
        }
    }
    if !gone.is_empty() {
        let renamed = forget_curated_names(connection, &mut gone)?;
        forget_in_log(connection, &gone, &renamed)?;
    }
    Ok(gone)
}

/// A text in which each form of a name is replaced.
pub(super) fn without_words(text: String, gone: &Names) -> String {
    let mut forms: Vec<&String> = gone.values().flatten().collect();
    // "Jane Roe" before "Roe".
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.into_iter().fold(text, |text, form| text.replace(form.as_str(), FORGOTTEN_NAME))
}

/// Takes the names from curated entities; an entity of which no article has any name goes whole, with the names that somebody
/// has made up for it, which are gone then too. Gives what entities that were called by one are called now.
fn forget_curated_names(
    connection: &Connection,
    gone: &mut Names,
) -> Result<BTreeMap<i64, NameKey>, ArchiveError> {
    let mut touched = BTreeSet::new();
    let mut delete = connection
        .prepare_cached("DELETE FROM curated_names WHERE type = ?1 AND key = ?2 RETURNING curated_id")?;
    for (kind, key) in gone.keys() {
        let found = delete.query_map(params![kind.as_str(), key], |row| row.get::<_, i64>(0))?;
        touched.extend(found.collect::<Result<Vec<_>, _>>()?);
    }
    let mut renamed = BTreeMap::new();
    for id in touched {
        let Some(shown) = Curated::load(connection, id)? else { continue };
        let left = Curated::names(connection, id)?;
        let called = NameKey::new(shown.kind, &shown.name);
        let mut is_known = connection.prepare_cached("SELECT 1 FROM names WHERE type = ?1 AND key = ?2")?;
        let mut found = None;
        for name in &left {
            if found.is_none() && is_known.exists(params![name.kind.as_str(), name.key])? {
                found = Some(name.clone());
            }
        }
        match found {
            None => {
                for name in left {
                    delete.query_map(params![name.kind.as_str(), name.key], |_| Ok(()))?.for_each(drop);
                    gone.entry(name.id()).or_default().insert(name.name);
                }
                gone.entry(called.id()).or_default().insert(shown.name);
                connection
                    .prepare_cached("UPDATE entities SET curated_id = NULL WHERE curated_id = ?1")?
                    .execute([id])?;
                connection.prepare_cached("DELETE FROM curated WHERE id = ?1")?.execute([id])?;
            }
            Some(other) if gone.contains_key(&called.id()) => {
                connection
                    .prepare_cached("UPDATE curated SET name = ?2 WHERE id = ?1")?
                    .execute(params![id, other.name])?;
                renamed.insert(id, other);
            }
            Some(_) => {}
        }
        let names: Vec<_> = Curated::names(connection, id)?.iter().map(NameKey::id).collect();
        entity_resolution::resolve_names(connection, &names)?;
    }
    Ok(renamed)
}

/// Takes the names from the log: decisions about nothing else go.
fn forget_in_log(
    connection: &Connection,
    gone: &Names,
    renamed: &BTreeMap<i64, NameKey>,
) -> Result<(), ArchiveError> {
    let mut decisions = connection.prepare_cached("SELECT id, what, why, before, after FROM decisions")?;
    let mut rows = decisions.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let (before, after): (String, String) = (row.get(3)?, row.get(4)?);
        let (Some(before), Some(after)) = (DecisionRows::from_json(&before), DecisionRows::from_json(&after))
        else {
            continue;
        };
        let all = || before.names.keys().chain(after.names.keys());
        if !all().any(|name| gone.contains_key(name)) {
            continue;
        }
        if all().all(|name| gone.contains_key(name)) {
            connection.prepare_cached("DELETE FROM decisions WHERE id = ?1")?.execute([id])?;
            continue;
        }
        let [before, after] = [before, after].map(|rows| without_names(rows, gone, renamed));
        let [what, why] = [1, 2].map(|column| row.get::<_, Option<String>>(column));
        let strip = |text| without_words(text, gone);
        connection
            .prepare_cached(
                "UPDATE decisions SET what = ?2, why = ?3, before = ?4, after = ?5 WHERE id = ?1",
            )?
            .execute(params![id, what?.map(strip), why?.map(strip), before.to_json(), after.to_json()])?;
    }
    Ok(())
}

/// The rows of a decision without names; what was called by one of them is called as it is now, or by no name.
fn without_names(mut rows: DecisionRows, gone: &Names, renamed: &BTreeMap<i64, NameKey>) -> DecisionRows {
    rows.names.retain(|name, _| !gone.contains_key(name));
    for (id, curated) in &mut rows.curated {
        if let Some(shown) = curated
            && gone.contains_key(&NameKey::new(shown.kind, &shown.name).id())
        {
            *curated = renamed.get(id).map(|name| Curated { name: name.name.clone(), ..shown.clone() });
        }
    }
    rows
}
