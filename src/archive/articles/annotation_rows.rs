//! The rows of what was found in a body: mentions, quotes, dates, amounts of money.
//!
//! They go to the tables (`mention_rows` …) behind the views of the names that users know. The tables have places in the body
//! and not its words: whoever changes a body first deletes what was found in it.

use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

use crate::archive::articles::word_codes::{
    date_type_code, permille_value, quote_kind_code, quote_method_code,
};
use crate::archive::bulk_insert::{BulkInsert, integer_value, optional_value, text_value};
use crate::archive::entities::names::{NameRegistry, NameRow};
use crate::archive::{ArchiveError, full_text};
use crate::model::{Annotations, DateMention, Mention, MoneyMention, Quote, Span};

static MENTIONS: LazyLock<BulkInsert<6>> = LazyLock::new(|| {
    BulkInsert::into_table("mention_rows", ["article_id", "start", "length", "entity_id", "name_id", "title"])
});

static QUOTES: LazyLock<BulkInsert<13>> = LazyLock::new(|| {
    let columns = [
        "article_id",
        "start",
        "length",
        "kind",
        "utterance",
        "speaker",
        "speaker_start",
        "speaker_length",
        "speaker_entity_id",
        "speaker_name_id",
        "cue",
        "confidence_permille",
        "method",
    ];
    BulkInsert::into_table("quote_rows", columns)
});

static DATES: LazyLock<BulkInsert<13>> = LazyLock::new(|| {
    let columns = [
        "article_id",
        "start",
        "length",
        "type",
        "value",
        "\"mod\"",
        "quant",
        "freq",
        "earliest",
        "latest",
        "sentence_back",
        "sentence_length",
        "ahead",
    ];
    BulkInsert::into_table("date_rows", columns)
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
        let quotes = || found.iter().flat_map(|found| &found.annotations.quotes);
        QUOTES.insert(
            connection,
            quotes().count(),
            found
                .iter()
                .flat_map(|found| found.annotations.quotes.iter().map(|quote| found.quote_row(quote))),
        )?;
        full_text::index_last_quotes(connection, quotes().map(|quote| quote.text.as_str()))?;
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
    ) -> [ToSqlOutput<'f>; 6] {
        [
            integer_value(self.article),
            integer_value(mention.span.start as i64),
            integer_value(length(mention.span)),
            integer_value(entity),
            name_value(NameRow { name, entity }),
            optional_value(mention.title.as_deref(), text_value),
        ]
    }

    fn quote_row<'f>(&self, quote: &'f Quote) -> [ToSqlOutput<'f>; 13] {
        let speaker = quote.speaker_entity.and_then(|speaker| self.names[speaker.0]);
        // What stands in the body is not kept twice.
        let elsewhere = quote.speaker.as_deref().filter(|_| quote.speaker_span.is_none());
        [
            integer_value(self.article),
            integer_value(quote.span.start as i64),
            integer_value(length(quote.span)),
            quote_kind_code(quote.kind.as_str()),
            integer_value(quote.utterance.0 as i64),
            optional_value(elsewhere, text_value),
            optional_value(quote.speaker_span, |span| integer_value(span.start as i64)),
            optional_value(quote.speaker_span, |span| integer_value(length(span))),
            optional_value(speaker, |speaker| integer_value(speaker.entity)),
            speaker.map_or(ToSqlOutput::Owned(Value::Null), name_value),
            optional_value(quote.cue.as_deref(), text_value),
            permille_value(quote.confidence),
            optional_value(quote.method.map(|method| method.as_str()), quote_method_code),
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

/// Characters of a span.
fn length(span: Span) -> i64 {
    span.end as i64 - span.start as i64
}

/// The number of a name; null where it is its entity's too, as nearly always.
fn name_value<'v>(NameRow { name, entity }: NameRow) -> ToSqlOutput<'v> {
    optional_value((name != entity).then_some(name), integer_value)
}

fn date_row(article: i64, date: &DateMention) -> [ToSqlOutput<'_>; 13] {
    let day = |day: chrono::NaiveDate| ToSqlOutput::Owned(Value::Text(day.to_string()));
    let is_earliest = date.earliest.is_some_and(|day| day.to_string() == date.value);
    let latest = match date.latest {
        Some(latest) if date.earliest == Some(latest) => integer_value(0),
        latest => optional_value(latest, day),
    };
    [
        integer_value(article),
        integer_value(date.span.start as i64),
        integer_value(length(date.span)),
        date_type_code(date.kind.as_str()),
        optional_value((!is_earliest).then_some(date.value.as_str()), text_value),
        optional_value(date.modifier.as_deref(), text_value),
        optional_value(date.quantifier.as_deref(), text_value),
        optional_value(date.frequency.as_deref(), text_value),
        optional_value(date.earliest, day),
        latest,
        integer_value(date.span.start as i64 - date.sentence.start as i64),
        integer_value(length(date.sentence)),
        optional_value(date.ahead, |certainty| text_value(certainty.as_str())),
    ]
}

/// Replaces the dates that were found in a body before.
pub(crate) fn replace_dates(
    connection: &Connection,
    article: i64,
    dates: &[DateMention],
) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM date_rows WHERE article_id = ?1")?.execute([article])?;
    DATES.insert(connection, dates.len(), dates.iter().map(|date| date_row(article, date)))
}

/// Deletes what was found in an earlier version of a body, and what was taken out of it. Its names are noted:
/// [`NameRegistry::resolve`] deletes those that no article has any more. To be called while the article still has that body,
/// from which mentions and quotes are read.
pub(crate) fn delete_annotations(
    connection: &Connection,
    names: &mut NameRegistry,
    article: i64,
) -> Result<(), ArchiveError> {
    delete_findings(connection, names, article)?;
    delete_blocks(connection, article)
}

/// As [`delete_annotations`], without what was taken out of the body.
pub(crate) fn delete_findings(
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
    for table in ["mention_rows", "given_forms", "quote_rows", "date_rows", "sums"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE article_id = ?1"))?
            .execute([article])?;
    }
    Ok(())
}

/// Deletes what was taken out of a body.
pub(crate) fn delete_blocks(connection: &Connection, article: i64) -> Result<(), ArchiveError> {
    connection.prepare_cached("DELETE FROM blocks WHERE article_id = ?1")?.execute([article])?;
    Ok(())
}
