//! What was found in a body, copied from another archive: not extracted again, but its names settled among those of this one.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use crate::archive::ArchiveError;
use crate::archive::entities::names::{NameRegistry, NameRow};
use crate::archive::merging::stored_row::StoredRow;
use crate::archive::stored_values::stored_in;
use crate::model::{Annotations, Entity, LocalEntity, Mention, Span};
use crate::text::name_key::key_or_name;

/// Copies what was found in the body of an article or teaser.
pub(super) fn copy_annotations(
    (to, from): (&Connection, &Connection),
    registry: &mut NameRegistry,
    (there, here): (i64, i64),
) -> Result<(), ArchiveError> {
    let names = enter_names((to, from), registry, there)?;
    let row_of =
        |row: &StoredRow, column: &str| row.integer(column).and_then(|name| names.get(&name).copied());
    let other_name = |name: NameRow| (name.name != name.entity).then_some(name.name);
    for mention in rows_of(from, ("mention_rows", "start"), there)? {
        let Some(name) = row_of(&mention, "name_id").or_else(|| row_of(&mention, "entity_id")) else {
            continue;
        };
        mention
            .with("article_id", here)
            .with("name_id", other_name(name))
            .with("entity_id", name.entity)
            .insert(to, "mention_rows")?;
    }
    for quote in rows_of(from, ("quote_rows", "id"), there)? {
        let speaker = row_of(&quote, "speaker_name_id").or_else(|| row_of(&quote, "speaker_entity_id"));
        quote
            .with("article_id", here)
            .with("speaker_name_id", speaker.and_then(other_name))
            .with("speaker_entity_id", speaker.map(|speaker| speaker.entity))
            // Corrections are applied again when all are here.
            .with("correction_id", None::<i64>)
            .insert(to, "quote_rows")?;
    }
    for form in StoredRow::select(from, "SELECT * FROM given_forms WHERE article_id = ?1", [there])? {
        let Some(name) = row_of(&form, "name_id") else { continue };
        form.with("article_id", here).with("name_id", name.name).insert(to, "given_forms")?;
    }
    for (table, order) in [("date_rows", "start"), ("sums", "id"), ("blocks", "id")] {
        for row in rows_of(from, (table, order), there)? {
            row.with("article_id", here).insert(to, table)?;
        }
    }
    Ok(())
}

fn rows_of(
    from: &Connection,
    (table, order): (&str, &str),
    article: i64,
) -> Result<Vec<StoredRow>, ArchiveError> {
    let rows = StoredRow::select(
        from,
        &format!("SELECT * FROM {table} WHERE article_id = ?1 ORDER BY {order}"),
        [article],
    )?;
    Ok(rows.into_iter().map(|row| row.without(&["id"])).collect())
}

/// Enters the names of an article: their rows here, by their number there.
fn enter_names(
    (to, from): (&Connection, &Connection),
    registry: &mut NameRegistry,
    article: i64,
) -> Result<HashMap<i64, NameRow>, ArchiveError> {
    let mut statement = from.prepare_cached(
        "SELECT n.id, n.name, n.type, n.key, f.form, f.start FROM (
             SELECT name_id, surface AS form, start FROM mentions WHERE article_id = ?1
             UNION ALL SELECT name_id, form, NULL FROM given_forms WHERE article_id = ?1) f
         JOIN names n ON n.id = f.name_id ORDER BY n.id, f.start, f.form",
    )?;
    let mut entities: BTreeMap<i64, (Entity, String)> = BTreeMap::new();
    let mut mentioned = Vec::new();
    let mut rows = statement.query([article])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let (shown, key, form): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(4)?);
        let kind = stored_in("names", &id).entity_type(row)?;
        let (entity, _) = entities
            .entry(id)
            .or_insert_with(|| (Entity { name: shown, kind, aliases: Vec::new(), is_identified: true }, key));
        if row.get::<_, Option<i64>>(5)?.is_some() {
            mentioned.push((id, form.clone()));
        }
        if !entity.aliases.contains(&form) {
            entity.aliases.push(form);
        }
    }
    // The name inside the article is one of its forms, and has the name's key.
    for (entity, key) in entities.values_mut() {
        if !entity.aliases.contains(&entity.name)
            && let Some(own) = entity.aliases.iter().find(|form| key_or_name(form) == *key)
        {
            entity.name.clone_from(own);
        }
    }
    let numbers: Vec<i64> = entities.keys().copied().collect();
    let at = |id: i64| numbers.binary_search(&id).unwrap_or_default();
    let mention = |(id, surface): (i64, String)| Mention {
        span: Span { start: 0, end: 1 },
        surface,
        entity: LocalEntity(at(id)),
        title: None,
    };
    let annotations = Annotations {
        mentions: mentioned.into_iter().map(mention).collect(),
        entities: entities.into_values().map(|(entity, _)| entity).collect(),
        ..Annotations::default()
    };
    let entered = registry.enter_names(to, &annotations)?;
    Ok(numbers.into_iter().zip(entered).filter_map(|(id, row)| Some((id, row?))).collect())
}
