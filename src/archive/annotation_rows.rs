//! The rows of what was found in a body: mentions, quotes, dates.

use rusqlite::{Connection, params};

use super::names::Known;
use super::{ArchiveError, full_text};
use crate::model::{Annotations, DateMention};

/// Stores the annotations of an article or teaser.
pub(super) fn insert(
    connection: &Connection,
    known: &mut Known,
    article: i64,
    annotations: &Annotations,
) -> Result<(), ArchiveError> {
    let entities = known.entity_ids(connection, annotations)?;
    let mut mention = connection.prepare_cached(
        "INSERT INTO mentions (article_id, entity_id, start, \"end\", surface, title) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for found in &annotations.mentions {
        let (start, end) = (found.span.start as i64, found.span.end as i64);
        mention.execute(params![
            article,
            entities[found.entity.0],
            start,
            end,
            found.surface,
            found.title
        ])?;
    }
    let mut quote = connection.prepare_cached(
        "INSERT INTO quotes (article_id, start, \"end\", text, kind, utterance, speaker, speaker_start, speaker_end,
             speaker_entity_id, cue, confidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for found in &annotations.quotes {
        quote.execute(params![
            article,
            found.span.start as i64,
            found.span.end as i64,
            found.text,
            found.kind.as_str(),
            found.utterance.0 as i64,
            found.speaker,
            found.speaker_span.map(|span| span.start as i64),
            found.speaker_span.map(|span| span.end as i64),
            found.speaker_entity.map(|entity| entities[entity.0]),
            found.cue,
            found.confidence,
        ])?;
    }
    insert_dates(connection, article, &annotations.dates)
}

fn insert_dates(connection: &Connection, article: i64, dates: &[DateMention]) -> Result<(), ArchiveError> {
    let mut date = connection.prepare_cached(
        "INSERT INTO dates (article_id, start, \"end\", text, type, value, \"mod\", quant, freq, earliest, latest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for found in dates {
        date.execute(params![
            article,
            found.span.start as i64,
            found.span.end as i64,
            found.text,
            found.kind.as_str(),
            found.value,
            found.modifier,
            found.quantifier,
            found.frequency,
            found.earliest.map(|day| day.to_string()),
            found.latest.map(|day| day.to_string()),
        ])?;
    }
    Ok(())
}

/// Puts other dates in the place of those that were found in a body before.
pub(super) fn replace_dates(
    connection: &Connection,
    article: i64,
    dates: &[DateMention],
) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM dates WHERE article_id = ?1")?.execute([article])?;
    insert_dates(connection, article, dates)
}

/// Takes away what was found in an earlier version of a body, and the entities that nothing names any more; gives the
/// entities that it named.
pub(super) fn delete(
    connection: &Connection,
    known: &mut Known,
    article: i64,
) -> Result<Vec<i64>, ArchiveError> {
    let named: Vec<i64> = connection
        .prepare_cached("SELECT DISTINCT entity_id FROM mentions WHERE article_id = ?1")?
        .query_map([article], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    full_text::forget_quotes(connection, article)?;
    for table in ["mentions", "quotes", "dates", "blocks"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE article_id = ?1"))?
            .execute([article])?;
    }
    let mut forget = connection.prepare_cached(
        "DELETE FROM entities WHERE id = ?1
           AND NOT EXISTS (SELECT 1 FROM mentions WHERE entity_id = ?1)
           AND NOT EXISTS (SELECT 1 FROM quotes WHERE speaker_entity_id = ?1)",
    )?;
    let mut forgotten = 0;
    for entity in &named {
        forgotten += forget.execute([entity])?;
    }
    if forgotten > 0 {
        known.forget();
    }
    Ok(named)
}
