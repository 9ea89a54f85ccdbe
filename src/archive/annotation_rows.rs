//! The rows of what was found in a body: mentions, quotes, dates, sums.

use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

use super::ArchiveError;
use super::names::{Known, Named};
use crate::model::{Annotations, DateMention, Sum};

/// Stores the annotations of an article or teaser.
pub(super) fn insert(
    connection: &Connection,
    known: &mut Known,
    article: i64,
    annotations: &Annotations,
) -> Result<(), ArchiveError> {
    let named = known.named(connection, annotations)?;
    let mut mention = connection.prepare_cached(
        "INSERT INTO mentions (article_id, entity_id, start, \"end\", surface, title, name_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for found in &annotations.mentions {
        let (start, end) = (found.span.start as i64, found.span.end as i64);
        let Named { name, entity } = named[found.entity.0];
        mention.execute(params![article, entity, start, end, found.surface, found.title, name])?;
    }
    let mut quote = connection.prepare_cached(
        "INSERT INTO quotes (article_id, start, \"end\", text, kind, utterance, speaker, speaker_start, speaker_end,
             speaker_entity_id, cue, confidence, speaker_name_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
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
            found.speaker_entity.map(|speaker| named[speaker.0].entity),
            found.cue,
            found.confidence,
            found.speaker_entity.map(|speaker| named[speaker.0].name),
        ])?;
    }
    insert_given_forms(connection, article, annotations, &named)?;
    insert_sums(connection, article, &annotations.sums)?;
    insert_dates(connection, article, &annotations.dates)
}

/// Stores the forms of names that stand in no mention.
fn insert_given_forms(
    connection: &Connection,
    article: i64,
    annotations: &Annotations,
    named: &[Named],
) -> Result<(), ArchiveError> {
    let said: FxHashSet<(usize, &str)> =
        annotations.mentions.iter().map(|mention| (mention.entity.0, mention.surface.as_str())).collect();
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO given_forms (article_id, name_id, form) VALUES (?1, ?2, ?3)",
    )?;
    for (number, entity) in annotations.entities.iter().enumerate() {
        for form in entity.aliases.iter().chain([&entity.name]) {
            if !said.contains(&(number, form.as_str())) {
                insert.execute(params![article, named[number].name, form])?;
            }
        }
    }
    Ok(())
}

fn insert_sums(connection: &Connection, article: i64, sums: &[Sum]) -> Result<(), ArchiveError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO sums (article_id, start, \"end\", text, currency, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for sum in sums {
        insert.execute(params![
            article,
            sum.span.start as i64,
            sum.span.end as i64,
            sum.text,
            sum.currency,
            sum.amount
        ])?;
    }
    Ok(())
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

/// Takes away what was found in an earlier version of a body. The names that it said are noted: [`Known::settle`] takes
/// away those that nothing says any more.
pub(super) fn delete(connection: &Connection, known: &mut Known, article: i64) -> Result<(), ArchiveError> {
    for sql in [
        "SELECT DISTINCT name_id, surface FROM mentions WHERE article_id = ?1",
        "SELECT name_id, form FROM given_forms WHERE article_id = ?1",
    ] {
        let mut said = connection.prepare_cached(sql)?;
        let mut rows = said.query([article])?;
        while let Some(row) = rows.next()? {
            known.unsay(row.get(0)?, row.get(1)?, article);
        }
    }
    for table in ["mentions", "given_forms", "quotes", "dates", "sums", "blocks"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE article_id = ?1"))?
            .execute([article])?;
    }
    Ok(())
}
