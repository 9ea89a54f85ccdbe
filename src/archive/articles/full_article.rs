//! One article with everything that belongs to it, in the order in which it is read.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::archive::ArchiveError;
use crate::archive::marks::shown;
use crate::archive::marks::shown::ShownNote;
use crate::archive::marks::subject::SubjectKind;
use crate::archive::schema::connection::ArchiveReader;

/// An article's row, with its source's name.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ArticleRow {
    /// Its number in the archive.
    pub id: i64,
    /// article or teaser.
    pub kind: String,
    /// The paper's name.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The authors.
    pub byline: Option<String>,
    /// The dateline.
    pub dateline: Option<String>,
    /// What is above its headline; of a teaser, what leads it.
    pub kicker: Option<String>,
    /// ISO 8601, as many digits as were given.
    pub published_at: Option<String>,
    /// How a date that can be two days was read; "undecided" where it was not.
    pub date_order: Option<String>,
    /// That date as it was written, and any other date in digits whose order could differ.
    pub published_text: Option<String>,
    /// When it was last changed.
    pub modified_at: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// The page of the printed paper.
    pub page: Option<String>,
    /// The database that it was exported from.
    pub vendor: Option<String>,
    /// The number that the database gives to it.
    pub vendor_number: Option<String>,
    /// How many words it has, as the database says.
    pub stated_words: Option<i64>,
    /// Two letters.
    pub language: Option<String>,
    /// Words of the body.
    pub word_count: i64,
    /// The page that a teaser was on.
    pub parent_id: Option<i64>,
    /// Whether the text stops in mid-sentence.
    pub cut_off: bool,
    /// Why it was classified as a teaser.
    pub evidence: Option<String>,
    /// The article that this one is a copy of.
    pub duplicate_of: Option<i64>,
    /// The first article of its story; its own number if that is itself.
    pub story_id: Option<i64>,
    /// How much of the shorter of the two texts the other contains, 0 to 1.
    pub similarity: Option<f64>,
    /// 1 for the first version.
    pub revision: i64,
    /// The text.
    pub body: String,
}

/// An entity as an article has it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct EntityRow {
    /// The canonical name.
    pub name: String,
    /// person, organization …
    #[serde(rename = "type")]
    pub kind: String,
    /// How often the article names it.
    pub mentions: i64,
    /// The title that it has somewhere in the article.
    pub title: Option<String>,
}

/// A quote.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct QuoteRow {
    /// Its number in the archive.
    pub id: i64,
    /// direct, partial or term.
    pub kind: String,
    /// The text between the quotation marks.
    pub text: String,
    /// The speaker as written.
    pub speaker: Option<String>,
    /// The canonical name of that speaker.
    pub speaker_name: Option<String>,
    /// The reporting word.
    pub cue: Option<String>,
    /// Which utterance of the article it belongs to.
    pub utterance: i64,
    /// What people have tagged it with.
    pub tags: Vec<String>,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct DateRow {
    /// As written in the text.
    pub text: String,
    /// DATE, TIME, DURATION or SET.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3.
    pub value: String,
    /// The first day that it can mean.
    pub earliest: Option<String>,
    /// The last.
    pub latest: Option<String>,
}

/// Something that was removed from the body.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct BlockRow {
    /// What it is.
    pub kind: String,
    /// Its text.
    pub text: String,
    /// The line of the page, from 1.
    pub line: i64,
}

/// An article with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FullArticle {
    /// The article.
    pub article: ArticleRow,
    /// What people have tagged it with.
    pub tags: Vec<String>,
    /// What people have written on it and on its quotes.
    pub notes: Vec<ShownNote>,
    /// Most mentioned first.
    pub entities: Vec<EntityRow>,
    /// In reading order.
    pub quotes: Vec<QuoteRow>,
    /// In reading order.
    pub dates: Vec<DateRow>,
    /// In page order.
    pub blocks: Vec<BlockRow>,
    /// The openings of other stories on its page, in page order.
    pub teasers: Vec<ArticleRow>,
}

const ARTICLE_COLUMNS: &str =
    "a.id, a.kind, s.name AS source, a.url, a.title, a.byline, a.dateline, a.kicker, a.published_at,
    a.date_order, a.published_text, a.modified_at, a.section, a.page, a.vendor, a.vendor_number, a.stated_words, a.language, a.word_count, a.parent_id, a.cut_off,
    a.evidence, a.duplicate_of, a.story_id, a.similarity, a.revision, a.body
    FROM articles a LEFT JOIN sources s ON s.id = a.source_id";

fn article_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: row.get("id")?,
        kind: row.get("kind")?,
        source: row.get("source")?,
        url: row.get("url")?,
        title: row.get("title")?,
        byline: row.get("byline")?,
        dateline: row.get("dateline")?,
        kicker: row.get("kicker")?,
        published_at: row.get("published_at")?,
        date_order: row.get("date_order")?,
        published_text: row.get("published_text")?,
        modified_at: row.get("modified_at")?,
        section: row.get("section")?,
        page: row.get("page")?,
        vendor: row.get("vendor")?,
        vendor_number: row.get("vendor_number")?,
        stated_words: row.get("stated_words")?,
        language: row.get("language")?,
        word_count: row.get("word_count")?,
        parent_id: row.get("parent_id")?,
        cut_off: row.get("cut_off")?,
        evidence: row.get("evidence")?,
        duplicate_of: row.get("duplicate_of")?,
        story_id: row.get("story_id")?,
        similarity: row.get("similarity")?,
        revision: row.get("revision")?,
        body: row.get("body")?,
    })
}

/// An article as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedArticle {
    /// Its number in the archive.
    pub id: i64,
    /// The paper's name.
    pub source: Option<String>,
    /// ISO 8601, as many digits as were given.
    pub published_at: Option<String>,
    /// The headline.
    pub title: Option<String>,
}

/// All articles without teasers, in the order of their numbers.
///
/// # Errors
/// Where the archive cannot be read.
pub fn listed_articles(archive: &ArchiveReader) -> Result<Vec<ListedArticle>, ArchiveError> {
    let listed = archive
        .connection()
        .prepare(
            "SELECT a.id, s.name, a.published_at, a.title FROM articles a LEFT JOIN sources s ON s.id = a.source_id
             WHERE a.kind = 'article' ORDER BY a.id",
        )?
        .query_map([], |row| {
            Ok(ListedArticle { id: row.get(0)?, source: row.get(1)?, published_at: row.get(2)?, title: row.get(3)? })
        })?
        .collect::<Result<_, _>>()?;
    Ok(listed)
}

/// Reads an article or teaser by its number; `None` where there is none.
///
/// # Errors
/// Where the archive cannot be read.
pub fn full_article(archive: &ArchiveReader, id: i64) -> Result<Option<FullArticle>, ArchiveError> {
    let connection = archive.connection();
    let article = connection
        .prepare(&format!("SELECT {ARTICLE_COLUMNS} WHERE a.id = ?1"))?
        .query_row([id], article_row)
        .optional()?;
    let Some(article) = article else { return Ok(None) };
    let entities = rows(
        connection,
        id,
        "SELECT e.name, e.type, count(*), max(m.title) FROM mentions m JOIN entities e ON e.id = m.entity_id
         WHERE m.article_id = ?1 AND e.hidden = 0 GROUP BY e.id ORDER BY count(*) DESC, min(m.start)",
        |row| {
            Ok(EntityRow { name: row.get(0)?, kind: row.get(1)?, mentions: row.get(2)?, title: row.get(3)? })
        },
    )?;
    let mut quotes = rows(
        connection,
        id,
        "SELECT q.id, q.kind, q.text, q.speaker, e.name, q.cue, q.utterance
         FROM quotes q LEFT JOIN entities e ON e.id = q.speaker_entity_id
         WHERE q.article_id = ?1 AND q.kind IN ('direct', 'partial', 'term') ORDER BY q.start",
        |row| {
            Ok(QuoteRow {
                id: row.get(0)?,
                kind: row.get(1)?,
                text: row.get(2)?,
                speaker: row.get(3)?,
                speaker_name: row.get(4)?,
                cue: row.get(5)?,
                utterance: row.get(6)?,
                tags: Vec::new(),
            })
        },
    )?;
    for (quote, tag) in shown::tags_of_quotes(archive, id)? {
        quotes
            .iter_mut()
            .filter(|row: &&mut QuoteRow| row.id == quote)
            .for_each(|row| row.tags.push(tag.clone()));
    }
    let tags = shown::tags_of(archive, SubjectKind::Article, id)?;
    let notes = shown::notes_of_article(archive, id)?;
    let dates = rows(
        connection,
        id,
        "SELECT text, type, value, earliest, latest FROM dates WHERE article_id = ?1 ORDER BY start",
        |row| {
            let (text, kind, value) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(DateRow { text, kind, value, earliest: row.get(3)?, latest: row.get(4)? })
        },
    )?;
    let blocks = rows(
        connection,
        id,
        "SELECT kind, text, line FROM blocks WHERE article_id = ?1 ORDER BY line, id",
        |row| Ok(BlockRow { kind: row.get(0)?, text: row.get(1)?, line: row.get(2)? }),
    )?;
    let teasers = rows(
        connection,
        id,
        &format!("SELECT {ARTICLE_COLUMNS} WHERE a.parent_id = ?1 ORDER BY a.id"),
        article_row,
    )?;
    Ok(Some(FullArticle { article, tags, notes, entities, quotes, dates, blocks, teasers }))
}

fn rows<T>(
    connection: &Connection,
    id: i64,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, ArchiveError> {
    Ok(connection.prepare(sql)?.query_map([id], read)?.collect::<Result<_, _>>()?)
}
