//! The rows of what was found in a body: mentions, quotes, dates, amounts of money.

use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

use crate::archive::bulk_insert::{BulkInsert, integer_value, optional_value, text_value};
use crate::archive::entities::names::{NameRegistry, NameRow};
use crate::archive::{ArchiveError, full_text};
use crate::model::{Annotations, DateMention, Mention, MoneyMention, Quote};

static MENTIONS: LazyLock<BulkInsert<7>> = LazyLock::new(|| {
    BulkInsert::into_table(
        "mentions",
        ["article_id", "entity_id", "start", "\"end\"", "surface", "title", "name_id"],
    )
});

static QUOTES: LazyLock<BulkInsert<14>> = LazyLock::new(|| {
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
    BulkInsert::into_table("quotes", columns)
});

static DATES: LazyLock<BulkInsert<14>> = LazyLock::new(|| {
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
        "sentence_start",
        "sentence_end",
        "ahead",
    ];
    BulkInsert::into_table("dates", columns)
});

static SUMS: LazyLock<BulkInsert<6>> = LazyLock::new(|| {
    BulkInsert::into_table("sums", ["article_id", "start", "\"end\"", "text", "currency", "amount"])
});

/// Rows that are kept at most before they are written.
const MAX_PENDING_ROWS: usize = 16384;

/// What was found in one body, and the rows of the names in it and of their entities.
#[derive(Debug)]
struct BodyAnnotations {
    article: i64,
    names: Vec<Option<NameRow>>,
    annotations: Annotations,
}

/// What was found in the last bodies, to be written table by table: dozens of articles at once take less time than one
/// after the other, whose rows would go to pages all over the file.
#[derive(Debug, Default)]
pub(crate) struct PendingAnnotations {
    found: Vec<BodyAnnotations>,
    rows: usize,
}

impl PendingAnnotations {
    /// Adds the annotations of an article or teaser. Its names get their numbers at once.
    pub fn push(
        &mut self,
        connection: &Connection,
        names: &mut NameRegistry,
        article: i64,
        annotations: Annotations,
    ) -> Result<(), ArchiveError> {
        let names = names.enter_names(connection, &annotations)?;
        self.rows += annotations.mentions.len() + annotations.quotes.len() + annotations.dates.len();
        self.found.push(BodyAnnotations { article, names, annotations });
        if self.rows >= MAX_PENDING_ROWS { self.flush(connection) } else { Ok(()) }
    }

    /// Writes what is pending: to be called before such rows are read or deleted, and before names are resolved.
    pub fn flush(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let found = std::mem::take(&mut self.found);
        self.rows = 0;
        let count = |of: fn(&BodyAnnotations) -> usize| found.iter().map(of).sum();
        MENTIONS.insert(
            connection,
            found.iter().map(|found| found.mentions().count()).sum(),
            found
                .iter()
                .flat_map(|found| found.mentions().map(|(mention, name)| found.mention_row(mention, name))),
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

impl BodyAnnotations {
    /// The mentions of names that are entered, with their rows.
    fn mentions(&self) -> impl Iterator<Item = (&Mention, NameRow)> {
        self.annotations.mentions.iter().filter_map(|mention| Some((mention, self.names[mention.entity.0]?)))
    }

    fn mention_row<'f>(
        &self,
        mention: &'f Mention,
        NameRow { name, entity }: NameRow,
    ) -> [ToSqlOutput<'f>; 7] {
        [
            integer_value(self.article),
            integer_value(entity),
            integer_value(mention.span.start as i64),
            integer_value(mention.span.end as i64),
            text_value(&mention.surface),
            optional_value(mention.title.as_deref(), text_value),
            integer_value(name),
        ]
    }

    fn quote_row<'f>(&self, quote: &'f Quote) -> [ToSqlOutput<'f>; 14] {
        let speaker = quote.speaker_entity.and_then(|speaker| self.names[speaker.0]);
        [
            integer_value(self.article),
            integer_value(quote.span.start as i64),
            integer_value(quote.span.end as i64),
            text_value(&quote.text),
            text_value(quote.kind.as_str()),
            integer_value(quote.utterance.0 as i64),
            optional_value(quote.speaker.as_deref(), text_value),
            optional_value(quote.speaker_span, |span| integer_value(span.start as i64)),
            optional_value(quote.speaker_span, |span| integer_value(span.end as i64)),
            optional_value(speaker, |speaker| integer_value(speaker.entity)),
            optional_value(quote.cue.as_deref(), text_value),
            ToSqlOutput::Owned(Value::Real(quote.confidence)),
            optional_value(speaker, |speaker| integer_value(speaker.name)),
            optional_value(quote.method.map(|method| method.as_str()), text_value),
        ]
    }

    /// Stores the forms of names that are no mention: few articles give any.
    fn insert_given_forms(&self, connection: &Connection) -> Result<(), ArchiveError> {
        let Annotations { entities, mentions, .. } = &self.annotations;
        let mentioned: FxHashSet<(usize, &str)> =
            mentions.iter().map(|mention| (mention.entity.0, mention.surface.as_str())).collect();
        let mut insert = connection.prepare_cached(
            "INSERT OR IGNORE INTO given_forms (article_id, name_id, form) VALUES (?1, ?2, ?3)",
        )?;
        for (number, entity) in entities.iter().enumerate() {
            let Some(row) = self.names[number] else { continue };
            for form in entity.aliases.iter().chain([&entity.name]) {
                if !mentioned.contains(&(number, form.as_str())) {
                    insert.execute(params![self.article, row.name, form])?;
                }
            }
        }
        Ok(())
    }
}

fn money_row(article: i64, money: &MoneyMention) -> [ToSqlOutput<'_>; 6] {
    [
        integer_value(article),
        integer_value(money.span.start as i64),
        integer_value(money.span.end as i64),
        text_value(&money.text),
        optional_value(money.currency, text_value),
        optional_value(money.amount, |amount| ToSqlOutput::Owned(Value::Real(amount))),
    ]
}

fn date_row(article: i64, date: &DateMention) -> [ToSqlOutput<'_>; 14] {
    let day = |day: chrono::NaiveDate| ToSqlOutput::Owned(Value::Text(day.to_string()));
    [
        integer_value(article),
        integer_value(date.span.start as i64),
        integer_value(date.span.end as i64),
        text_value(&date.text),
        text_value(date.kind.as_str()),
        text_value(&date.value),
        optional_value(date.modifier.as_deref(), text_value),
        optional_value(date.quantifier.as_deref(), text_value),
        optional_value(date.frequency.as_deref(), text_value),
        optional_value(date.earliest, day),
        optional_value(date.latest, day),
        integer_value(date.sentence.start as i64),
        integer_value(date.sentence.end as i64),
        optional_value(date.ahead, |certainty| text_value(certainty.as_str())),
    ]
}

/// Replaces the dates that were found in a body before.
pub(crate) fn replace_dates(
    connection: &Connection,
    article: i64,
    dates: &[DateMention],
) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM dates WHERE article_id = ?1")?.execute([article])?;
    DATES.insert(connection, dates.len(), dates.iter().map(|date| date_row(article, date)))
}

/// Deletes what was found in an earlier version of a body. Its names are noted: [`NameRegistry::resolve`] deletes those that
/// no article has any more.
pub(crate) fn delete_annotations(
    connection: &Connection,
    names: &mut NameRegistry,
    article: i64,
) -> Result<(), ArchiveError> {
    for sql in [
        "SELECT name_id, surface, count(*) FROM mentions WHERE article_id = ?1 GROUP BY name_id, surface",
        "SELECT name_id, form, 0 FROM given_forms WHERE article_id = ?1",
    ] {
        let mut names_of_article = connection.prepare_cached(sql)?;
        let mut rows = names_of_article.query([article])?;
        while let Some(row) = rows.next()? {
            names.note_dropped_form(row.get(0)?, row.get(1)?, article, row.get(2)?);
        }
    }
    full_text::remove_quotes(connection, article)?;
    for table in ["mentions", "given_forms", "quotes", "dates", "sums", "blocks"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE article_id = ?1"))?
            .execute([article])?;
    }
    Ok(())
}
