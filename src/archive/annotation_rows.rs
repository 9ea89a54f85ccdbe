//! The rows of what was found in a body: mentions, quotes, dates.

use std::sync::LazyLock;

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use super::ArchiveError;
use super::many_rows::ManyRows;
use super::names::Known;
use crate::model::{Annotations, DateMention, Mention, Quote};

static MENTIONS: LazyLock<ManyRows<6>> = LazyLock::new(|| {
    ManyRows::into("mentions", ["article_id", "entity_id", "start", "\"end\"", "surface", "title"])
});

static QUOTES: LazyLock<ManyRows<12>> = LazyLock::new(|| {
    let columns = [
        "article_id",
        "start",
        "\"end\"",
        "text",
        "kind",
        "utterance",
        "speaker",
        "speaker_start",
        "speaker_end",
        "speaker_entity_id",
        "cue",
        "confidence",
    ];
    ManyRows::into("quotes", columns)
});

static DATES: LazyLock<ManyRows<11>> = LazyLock::new(|| {
    let columns = [
        "article_id",
        "start",
        "\"end\"",
        "text",
        "type",
        "value",
        "\"mod\"",
        "quant",
        "freq",
        "earliest",
        "latest",
    ];
    ManyRows::into("dates", columns)
});

/// So many rows wait before they are written.
const WAITING: usize = 4096;

/// What was found in one body, and the rows of the entities that it names.
#[derive(Debug)]
struct Found {
    article: i64,
    entities: Vec<i64>,
    annotations: Annotations,
}

/// What was found in the bodies of late, to be written table by table: dozens of articles at once take less time than one
/// after the other, whose rows would go here and there.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    found: Vec<Found>,
    rows: usize,
}

impl Waiting {
    /// Takes the annotations of an article or teaser. Its entities get their rows at once.
    pub fn take(
        &mut self,
        connection: &Connection,
        known: &mut Known,
        article: i64,
        annotations: Annotations,
    ) -> Result<(), ArchiveError> {
        let entities = known.entity_ids(connection, &annotations)?;
        self.rows += annotations.mentions.len() + annotations.quotes.len() + annotations.dates.len();
        self.found.push(Found { article, entities, annotations });
        if self.rows >= WAITING { self.flush(connection) } else { Ok(()) }
    }

    /// Writes what is waiting: to be called before anybody reads or deletes such rows, and before the batch is committed.
    pub fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let found = std::mem::take(&mut self.found);
        self.rows = 0;
        let count = |of: fn(&Found) -> usize| found.iter().map(of).sum();
        MENTIONS.insert(
            connection,
            count(|found| found.annotations.mentions.len()),
            found.iter().flat_map(|found| {
                found.annotations.mentions.iter().map(|mention| found.mention_row(mention))
            }),
        )?;
        QUOTES.insert(
            connection,
            count(|found| found.annotations.quotes.len()),
            found
                .iter()
                .flat_map(|found| found.annotations.quotes.iter().map(|quote| found.quote_row(quote))),
        )?;
        DATES.insert(
            connection,
            count(|found| found.annotations.dates.len()),
            found
                .iter()
                .flat_map(|found| found.annotations.dates.iter().map(|date| date_row(found.article, date))),
        )
    }
}

impl Found {
    fn mention_row<'f>(&self, mention: &'f Mention) -> [ToSqlOutput<'f>; 6] {
        [
            number(self.article),
            number(self.entities[mention.entity.0]),
            number(mention.span.start as i64),
            number(mention.span.end as i64),
            text(&mention.surface),
            optional(mention.title.as_deref(), text),
        ]
    }

    fn quote_row<'f>(&self, quote: &'f Quote) -> [ToSqlOutput<'f>; 12] {
        [
            number(self.article),
            number(quote.span.start as i64),
            number(quote.span.end as i64),
            text(&quote.text),
            text(quote.kind.as_str()),
            number(quote.utterance.0 as i64),
            optional(quote.speaker.as_deref(), text),
            optional(quote.speaker_span, |span| number(span.start as i64)),
            optional(quote.speaker_span, |span| number(span.end as i64)),
            optional(quote.speaker_entity, |entity| number(self.entities[entity.0])),
            optional(quote.cue.as_deref(), text),
            ToSqlOutput::Owned(Value::Real(quote.confidence.into())),
        ]
    }
}

fn date_row(article: i64, date: &DateMention) -> [ToSqlOutput<'_>; 11] {
    let day = |day: chrono::NaiveDate| ToSqlOutput::Owned(Value::Text(day.to_string()));
    [
        number(article),
        number(date.span.start as i64),
        number(date.span.end as i64),
        text(&date.text),
        text(date.kind.as_str()),
        text(&date.value),
        optional(date.modifier.as_deref(), text),
        optional(date.quantifier.as_deref(), text),
        optional(date.frequency.as_deref(), text),
        optional(date.earliest, day),
        optional(date.latest, day),
    ]
}

fn number<'v>(number: i64) -> ToSqlOutput<'v> {
    ToSqlOutput::Owned(Value::Integer(number))
}

fn text(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

fn optional<'v, T>(value: Option<T>, give: impl FnOnce(T) -> ToSqlOutput<'v>) -> ToSqlOutput<'v> {
    value.map_or(ToSqlOutput::Owned(Value::Null), give)
}

/// Puts other dates in the place of those that were found in a body before.
pub(super) fn replace_dates(
    connection: &Connection,
    article: i64,
    dates: &[DateMention],
) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM dates WHERE article_id = ?1")?.execute([article])?;
    DATES.insert(connection, dates.len(), dates.iter().map(|date| date_row(article, date)))
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
    // An import's connection follows no foreign keys.
    let mut forget_aliases = connection.prepare_cached("DELETE FROM aliases WHERE entity_id = ?1")?;
    let mut forgotten = 0;
    for entity in &named {
        if forget.execute([entity])? > 0 {
            forget_aliases.execute([entity])?;
            forgotten += 1;
        }
    }
    if forgotten > 0 {
        known.forget();
    }
    Ok(named)
}
