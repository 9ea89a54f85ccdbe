//! The rows of what was found in a body: mentions, quotes, dates, sums.

use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

use crate::archive::bulk_insert::{ManyRows, number, optional, text};
use crate::archive::entities::names::{Known, Named};
use crate::archive::{ArchiveError, full_text};
use crate::model::{Annotations, DateMention, Mention, MoneyMention, Quote};

static MENTIONS: LazyLock<ManyRows<7>> = LazyLock::new(|| {
    ManyRows::into("mentions", ["article_id", "entity_id", "start", "\"end\"", "surface", "title", "name_id"])
});

static QUOTES: LazyLock<ManyRows<14>> = LazyLock::new(|| {
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
        "speaker_name_id",
        "method",
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

static SUMS: LazyLock<ManyRows<6>> = LazyLock::new(|| {
    ManyRows::into("sums", ["article_id", "start", "\"end\"", "text", "currency", "amount"])
});

/// So many rows wait before they are written.
const WAITING: usize = 16384;

/// What was found in one body, and the rows of the names in it and of their entities.
#[derive(Debug)]
struct Found {
    article: i64,
    named: Vec<Named>,
    annotations: Annotations,
}

/// What was found in the bodies of late, to be written table by table: dozens of articles at once take less time than one
/// after the other, whose rows would go here and there.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    found: Vec<Found>,
    rows: usize,
}

impl Waiting {
    /// Takes the annotations of an article or teaser. Its names get their rows at once.
    pub fn take(
        &mut self,
        connection: &Connection,
        known: &mut Known,
        article: i64,
        annotations: Annotations,
    ) -> Result<(), ArchiveError> {
        let named = known.named(connection, &annotations)?;
        self.rows += annotations.mentions.len() + annotations.quotes.len() + annotations.dates.len();
        self.found.push(Found { article, named, annotations });
        if self.rows >= WAITING { self.flush(connection) } else { Ok(()) }
    }

    /// Writes what is waiting: to be called before anybody reads or deletes such rows, and before names are settled.
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
        )?;
        SUMS.insert(
            connection,
            count(|found| found.annotations.money.len()),
            found.iter().flat_map(|found| {
                found.annotations.money.iter().map(|money| money_row(found.article, money))
            }),
        )?;
        found.iter().try_for_each(|found| found.insert_given_forms(connection))
    }
}

impl Found {
    fn mention_row<'f>(&self, mention: &'f Mention) -> [ToSqlOutput<'f>; 7] {
        let Named { name, entity } = self.named[mention.entity.0];
        [
            number(self.article),
            number(entity),
            number(mention.span.start as i64),
            number(mention.span.end as i64),
            text(&mention.surface),
            optional(mention.title.as_deref(), text),
            number(name),
        ]
    }

    fn quote_row<'f>(&self, quote: &'f Quote) -> [ToSqlOutput<'f>; 14] {
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
            optional(quote.speaker_entity, |speaker| number(self.named[speaker.0].entity)),
            optional(quote.cue.as_deref(), text),
            ToSqlOutput::Owned(Value::Real(quote.confidence)),
            optional(quote.speaker_entity, |speaker| number(self.named[speaker.0].name)),
            optional(quote.method.map(|method| method.as_str()), text),
        ]
    }

    /// Stores the forms of names that stand in no mention: few articles give any.
    fn insert_given_forms(&self, connection: &Connection) -> Result<(), ArchiveError> {
        let Annotations { entities, mentions, .. } = &self.annotations;
        let said: FxHashSet<(usize, &str)> =
            mentions.iter().map(|mention| (mention.entity.0, mention.surface.as_str())).collect();
        let mut insert = connection.prepare_cached(
            "INSERT OR IGNORE INTO given_forms (article_id, name_id, form) VALUES (?1, ?2, ?3)",
        )?;
        for (number, entity) in entities.iter().enumerate() {
            for form in entity.aliases.iter().chain([&entity.name]) {
                if !said.contains(&(number, form.as_str())) {
                    insert.execute(params![self.article, self.named[number].name, form])?;
                }
            }
        }
        Ok(())
    }
}

fn money_row(article: i64, money: &MoneyMention) -> [ToSqlOutput<'_>; 6] {
    [
        number(article),
        number(money.span.start as i64),
        number(money.span.end as i64),
        text(&money.text),
        optional(money.currency, text),
        optional(money.amount, |amount| ToSqlOutput::Owned(Value::Real(amount))),
    ]
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

/// Puts other dates in the place of those that were found in a body before.
pub(crate) fn replace_dates(
    connection: &Connection,
    article: i64,
    dates: &[DateMention],
) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM dates WHERE article_id = ?1")?.execute([article])?;
    DATES.insert(connection, dates.len(), dates.iter().map(|date| date_row(article, date)))
}

/// Takes away what was found in an earlier version of a body. The names that it said are noted: [`Known::settle`] takes
/// away those that nothing says any more.
pub(crate) fn delete(connection: &Connection, known: &mut Known, article: i64) -> Result<(), ArchiveError> {
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
    full_text::forget_quotes(connection, article)?;
    for table in ["mentions", "given_forms", "quotes", "dates", "sums", "blocks"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE article_id = ?1"))?
            .execute([article])?;
    }
    Ok(())
}
