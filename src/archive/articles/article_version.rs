//! An article's row, as it is written and as it is compared with the next scrape of the same article.

use std::sync::OnceLock;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use crate::archive::articles::publication::{COLUMNS, Publication, READ};
use crate::archive::articles::writer::Place;
use crate::archive::near_duplicates::TextId;
use crate::archive::{ArchiveError, full_text};
use crate::model::{Annotated, ArticleKind, Teaser};
use crate::text::word_count::word_count;

/// The version of the extractors and their language pack, kept with every body that they read. `presscut reextract` reads
/// again what another version has read.
pub const EXTRACTOR: &str = crate::model::EXTRACTOR_VERSION;

/// What a revision keeps of an article's row, under the same names.
pub(crate) const REVISED: &str =
    "source_id, url, title, byline, dateline, section, published_at, published_precision, published_utc, modified_at,
    published_from, published_text, date_order, digits_order, language, body,
    text_key, not_extracted, import_id, import_file_id, member, record, byte_offset, byte_length, encoding, repair";

/// What of an article's row comes from its scrape. Equality says whether there is anything to change.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    kind: &'static str,
    source_id: Option<i64>,
    url: Option<String>,
    pub title: Option<String>,
    byline: Option<String>,
    dateline: Option<String>,
    kicker: Option<String>,
    section: Option<String>,
    publication: Publication,
    language: Option<String>,
    pub body: String,
    parent_id: Option<i64>,
    cut_off: bool,
    evidence: Option<String>,
    not_extracted: Option<String>,
    identity: String,
    /// SHA-256 of the normalised body.
    pub text_key: String,
}

impl Stored {
    /// An article's row.
    pub fn from_annotated(annotated: &Annotated, source_id: Option<i64>) -> Stored {
        let article = &annotated.cutting.article;
        Stored {
            kind: ArticleKind::Article.as_str(),
            source_id,
            url: article.url.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            dateline: article.dateline.clone(),
            kicker: None,
            section: article.section.clone(),
            publication: Publication::of(article),
            language: article.language.clone(),
            body: article.body.clone(),
            parent_id: None,
            cut_off: false,
            evidence: None,
            not_extracted: annotated.not_extracted.clone(),
            identity: annotated.identity.key(),
            text_key: annotated.identity.text_key.clone(),
        }
    }

    /// A teaser's row: it belongs to another story, so it has neither the page's date nor its address.
    pub fn from_teaser(teaser: &Teaser, text_key: &str, page: i64, identity: String) -> Stored {
        Stored {
            kind: ArticleKind::Teaser.as_str(),
            source_id: None,
            url: None,
            title: None,
            byline: None,
            dateline: None,
            kicker: teaser.kicker.clone(),
            section: None,
            publication: Publication::default(),
            language: None,
            body: teaser.body.clone(),
            parent_id: Some(page),
            cut_off: teaser.cut_off,
            evidence: Some(teaser.evidence.clone()),
            not_extracted: None,
            identity,
            text_key: text_key.to_string(),
        }
    }

    /// The row that has this identity.
    pub fn find(connection: &Connection, identity: &str) -> Result<Option<(i64, Stored)>, ArchiveError> {
        let found = connection
            .prepare_cached(&format!(
                "SELECT id, source_id, url, title, byline, dateline, section, language, body, identity, text_key,
                     not_extracted, {READ}
                 FROM articles WHERE identity = ?1"
            ))?
            .query_row([identity], |row| Ok((row.get(0)?, Stored::read(row)?)))
            .optional()?;
        Ok(found)
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
        Ok(Stored {
            kind: ArticleKind::Article.as_str(),
            source_id: row.get("source_id")?,
            url: row.get("url")?,
            title: row.get("title")?,
            byline: row.get("byline")?,
            dateline: row.get("dateline")?,
            kicker: None,
            section: row.get("section")?,
            publication: Publication::read(row)?,
            language: row.get("language")?,
            body: row.get("body")?,
            parent_id: None,
            cut_off: false,
            evidence: None,
            not_extracted: row.get("not_extracted")?,
            identity: row.get("identity")?,
            text_key: row.get("text_key")?,
        })
    }

    /// This scrape's version of an article that is there as `old`: what this one does not say, the old one still does.
    pub fn over(mut self, old: &Stored) -> Stored {
        self.source_id = self.source_id.or(old.source_id);
        self.title = self.title.or_else(|| old.title.clone());
        self.byline = self.byline.or_else(|| old.byline.clone());
        self.dateline = self.dateline.or_else(|| old.dateline.clone());
        self.language = self.language.or_else(|| old.language.clone());
        // The address differs at most in what the identity leaves out; the first one seen stays.
        self.url = old.url.clone().or(self.url);
        self.section = self.section.or_else(|| old.section.clone());
        self.publication = self.publication.over(&old.publication, self.text_key == old.text_key);
        // The same words with other spaces or marks are the same text; where something else is new, they come with it.
        if self.text_key == old.text_key {
            let same_text =
                Stored { body: old.body.clone(), not_extracted: old.not_extracted.clone(), ..self.clone() };
            if same_text == *old {
                return same_text;
            }
        }
        self
    }

    /// Whether this version was changed before `other` was, as far as both say when that was.
    pub fn is_earlier_than(&self, other: &Stored) -> bool {
        self.publication.changed_before(&other.publication)
    }

    /// Adds the row under a number that is free; the full-text indexes do not know of it yet. An article with a text is a story of its own until it joins another.
    pub fn insert(
        &self,
        connection: &Connection,
        id: i64,
        text: Option<TextId>,
        place: &Place<'_>,
    ) -> Result<(), ArchiveError> {
        static SQL: OnceLock<String> = OnceLock::new();
        let (text_id, story_id) = (text.map(|text| text.0), text.map(|_| id));
        let worked_out = WorkedOut::of(self, place);
        let mut values = self.version(place, &worked_out);
        values.extend::<[(&str, &dyn ToSql); 9]>([
            ("id", &id),
            ("text_id", &text_id),
            ("story_id", &story_id),
            ("kind", &self.kind),
            ("kicker", &self.kicker),
            ("parent_id", &self.parent_id),
            ("cut_off", &self.cut_off),
            ("evidence", &self.evidence),
            ("identity", &self.identity),
        ]);
        let sql = SQL.get_or_init(|| {
            let columns: Vec<&str> = values.iter().map(|(column, _)| *column).collect();
            let marks = vec!["?"; columns.len()].join(", ");
            format!("INSERT INTO articles ({}) VALUES ({marks})", columns.join(", "))
        });
        execute(connection, sql, &values, &[])
    }

    /// The columns that every version of an article has its own values of.
    fn version<'v>(
        &'v self,
        place: &'v Place<'_>,
        worked_out: &'v WorkedOut,
    ) -> Vec<(&'static str, &'v dyn ToSql)> {
        let origin = &place.annotated.origin;
        let mut values: Vec<(&str, &dyn ToSql)> = vec![
            ("source_id", &self.source_id),
            ("url", &self.url),
            ("title", &self.title),
            ("byline", &self.byline),
            ("dateline", &self.dateline),
            ("section", &self.section),
            ("language", &self.language),
            ("body", &self.body),
            ("word_count", &worked_out.words),
            ("text_key", &self.text_key),
            ("extractor", &EXTRACTOR),
            ("not_extracted", &self.not_extracted),
            ("import_id", &place.import.0),
            ("import_file_id", &place.file.0),
            ("member", &origin.member),
            ("record", &origin.record),
            ("byte_offset", &origin.byte_offset),
            ("byte_length", &place.annotated.byte_length),
            ("encoding", &worked_out.encoding),
            ("repair", &place.article().repair),
        ];
        let publication = worked_out.publication.iter().map(|value| value as &dyn ToSql);
        values.extend(COLUMNS.into_iter().zip(publication));
        values
    }

    /// Keeps the row as it stands as a revision, and writes this version over it.
    pub fn revise(
        &self,
        connection: &Connection,
        id: i64,
        text: TextId,
        place: &Place<'_>,
    ) -> Result<(), ArchiveError> {
        static SQL: OnceLock<String> = OnceLock::new();
        connection
            .prepare_cached(
                "INSERT INTO articles_fts (articles_fts, rowid, title, body)
                 SELECT 'delete', id, title, body FROM articles WHERE id = ?1",
            )?
            .execute([id])?;
        full_text::forget_unspaced(connection, id)?;
        full_text::index(connection, id, self.title.as_deref(), &self.body)?;
        connection
            .prepare_cached(&format!(
                "INSERT INTO revisions (article_id, revision, {REVISED}, blocks, replaced_by_import)
                 SELECT id, revision, {REVISED},
                     (SELECT json_group_array(json_array(kind, text, line) ORDER BY line, b.id) FROM blocks b
                      WHERE b.article_id = a.id), ?2
                 FROM articles a WHERE id = ?1"
            ))?
            .execute([id, place.import.0])?;
        let worked_out = WorkedOut::of(self, place);
        let values = self.version(place, &worked_out);
        let sql = SQL.get_or_init(|| {
            let columns: Vec<String> = values.iter().map(|(column, _)| format!("{column} = ?")).collect();
            format!(
                "UPDATE articles SET {}, text_id = ?, revision = revision + 1 WHERE id = ?",
                columns.join(", ")
            )
        });
        execute(connection, sql, &values, &[&text.0, &id])
    }

    /// Keeps this version as one from before the row as it stands.
    pub fn insert_as_revision(
        &self,
        connection: &Connection,
        id: i64,
        place: &Place<'_>,
    ) -> Result<(), ArchiveError> {
        static SQL: OnceLock<String> = OnceLock::new();
        let worked_out = WorkedOut::of(self, place);
        let mut values = self.version(place, &worked_out);
        values.retain(|(column, _)| REVISED.split([',', ' ', '\n']).any(|kept| kept == *column));
        let sql = SQL.get_or_init(|| {
            let columns: Vec<&str> = values.iter().map(|(column, _)| *column).collect();
            format!(
                "INSERT INTO revisions ({}, blocks, article_id, revision, replaced_by_import)
                 SELECT {}, ?, id, revision, import_id FROM articles WHERE id = ?",
                columns.join(", "),
                vec!["?"; columns.len()].join(", ")
            )
        });
        let blocks = &place.annotated.cutting.blocks;
        let blocks: Vec<_> =
            blocks.iter().map(|block| (block.kind.as_str(), &block.text, block.line)).collect();
        let blocks = serde_json::to_string(&blocks).unwrap_or_default();
        execute(connection, sql, &values, &[&blocks, &id])?;
        connection
            .prepare_cached("UPDATE articles SET revision = revision + 1 WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }
}

/// What has to be worked out of a version before it is written.
struct WorkedOut {
    words: i64,
    encoding: Option<String>,
    publication: [Value; COLUMNS.len()],
}

impl WorkedOut {
    fn of(stored: &Stored, place: &Place<'_>) -> WorkedOut {
        WorkedOut {
            words: match stored.body == place.article().body {
                true => place.annotated.words as i64,
                false => word_count(&stored.body) as i64,
            },
            encoding: place.article().encoding.as_ref().map(ToString::to_string),
            publication: stored.publication.columns(),
        }
    }
}

/// Runs a statement with the columns' values, and others after them.
fn execute(
    connection: &Connection,
    sql: &str,
    values: &[(&str, &dyn ToSql)],
    others: &[&dyn ToSql],
) -> Result<(), ArchiveError> {
    let values: Vec<&dyn ToSql> =
        values.iter().map(|(_, value)| *value).chain(others.iter().copied()).collect();
    connection.prepare_cached(sql)?.execute(values.as_slice())?;
    Ok(())
}
