//! An article's row, as it is written and as it is compared with the next scrape of the same article.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::ArchiveError;
use super::writer::Place;
use crate::model::{Annotated, ArticleKind, Precision, Published, Teaser};

/// The version of the extractors, kept with every body that they read.
pub const EXTRACTOR: &str = concat!("presscut ", env!("CARGO_PKG_VERSION"));

/// What of an article's row comes from its scrape. Equality says whether there is anything to change.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stored {
    kind: &'static str,
    source_id: Option<i64>,
    url: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    dateline: Option<String>,
    kicker: Option<String>,
    published: Option<Published>,
    published_at: Option<String>,
    language: Option<String>,
    body: String,
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
            published: article.published,
            published_at: article.published.map(|published| published.to_iso()),
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
            published: None,
            published_at: None,
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
            .prepare_cached(
                "SELECT id, source_id, url, title, byline, dateline, published_at, language, body, identity, text_key,
                     not_extracted
                 FROM articles WHERE identity = ?1",
            )?
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
            published: None,
            published_at: row.get("published_at")?,
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
        if self.published_at.is_none() {
            self.published_at = old.published_at.clone();
        }
        // The same words with other spaces or marks are the same text.
        if self.text_key == old.text_key {
            self.body = old.body.clone();
            self.not_extracted = old.not_extracted.clone();
        }
        if self.published_at == old.published_at {
            self.published = None;
        }
        self
    }

    /// Adds the row; gives its id.
    pub fn insert(&self, connection: &Connection, place: &Place<'_>) -> Result<i64, ArchiveError> {
        let periods = Periods::of(self.published.as_ref());
        let origin = &place.annotated.origin;
        connection
            .prepare_cached(
                "INSERT INTO articles (kind, source_id, url, title, byline, dateline, kicker, published_at,
                     published_precision, published_day, published_week, published_month, published_year, language, body,
                     word_count, parent_id, cut_off, evidence, identity, text_key, extractor, not_extracted, import_id,
                     import_file_id,
                     member, record, byte_offset, byte_length)
                 VALUES (:kind, :source_id, :url, :title, :byline, :dateline, :kicker, :published_at, :precision, :day,
                     :week, :month, :year, :language, :body, :words, :parent_id, :cut_off, :evidence, :identity,
                     :text_key, :extractor, :not_extracted, :import_id, :file_id, :member, :record, :byte_offset, :byte_length)",
            )?
            .execute(named_params! {
                ":kind": self.kind, ":source_id": self.source_id, ":url": self.url, ":title": self.title,
                ":byline": self.byline, ":dateline": self.dateline, ":kicker": self.kicker,
                ":published_at": self.published_at, ":precision": periods.precision, ":day": periods.day,
                ":week": periods.week, ":month": periods.month, ":year": periods.year, ":language": self.language,
                ":body": self.body, ":words": word_count(&self.body), ":parent_id": self.parent_id,
                ":cut_off": self.cut_off, ":evidence": self.evidence, ":identity": self.identity,
                ":text_key": self.text_key, ":extractor": EXTRACTOR, ":not_extracted": self.not_extracted, ":import_id": place.import.0,
                ":file_id": place.file.0, ":member": origin.member, ":record": origin.record,
                ":byte_offset": origin.byte_offset, ":byte_length": place.annotated.byte_length,
            })?;
        let id = connection.last_insert_rowid();
        self.index(connection, id)?;
        Ok(id)
    }

    /// Adds the article to the full-text index, as the triggers do for everybody but an import.
    fn index(&self, connection: &Connection, id: i64) -> Result<(), ArchiveError> {
        connection
            .prepare_cached("INSERT INTO articles_fts (rowid, title, body) VALUES (?1, ?2, ?3)")?
            .execute(params![id, self.title, self.body])?;
        Ok(())
    }

    /// Keeps the row as it stands as a revision, and writes this version over it.
    pub fn revise(&self, connection: &Connection, id: i64, place: &Place<'_>) -> Result<(), ArchiveError> {
        connection
            .prepare_cached(
                "INSERT INTO articles_fts (articles_fts, rowid, title, body)
                 SELECT 'delete', id, title, body FROM articles WHERE id = ?1",
            )?
            .execute([id])?;
        self.index(connection, id)?;
        connection
            .prepare_cached(
                "INSERT INTO revisions (article_id, revision, source_id, url, title, byline, dateline, published_at,
                     published_precision, language, body, text_key, import_id, import_file_id, member, record,
                     byte_offset, byte_length, replaced_by_import)
                 SELECT id, revision, source_id, url, title, byline, dateline, published_at, published_precision, language,
                     body, text_key, import_id, import_file_id, member, record, byte_offset, byte_length, ?2
                 FROM articles WHERE id = ?1",
            )?
            .execute([id, place.import.0])?;
        let origin = &place.annotated.origin;
        connection
            .prepare_cached(
                "UPDATE articles SET source_id = :source_id, url = :url, title = :title, byline = :byline,
                     dateline = :dateline, language = :language, body = :body, word_count = :words, text_key = :text_key,
                     extractor = :extractor, not_extracted = :not_extracted, revision = revision + 1, import_id = :import_id,
                     import_file_id = :file_id, member = :member, record = :record, byte_offset = :byte_offset,
                     byte_length = :byte_length
                 WHERE id = :id",
            )?
            .execute(named_params! {
                ":id": id, ":source_id": self.source_id, ":url": self.url, ":title": self.title, ":byline": self.byline,
                ":dateline": self.dateline, ":language": self.language, ":body": self.body,
                ":words": word_count(&self.body), ":text_key": self.text_key, ":extractor": EXTRACTOR,
                ":not_extracted": self.not_extracted, ":import_id": place.import.0, ":file_id": place.file.0, ":member": origin.member,
                ":record": origin.record, ":byte_offset": origin.byte_offset,
                ":byte_length": place.annotated.byte_length,
            })?;
        match &self.published {
            Some(published) => self.redate(connection, id, published),
            None => Ok(()),
        }
    }

    fn redate(&self, connection: &Connection, id: i64, published: &Published) -> Result<(), ArchiveError> {
        let periods = Periods::of(Some(published));
        connection
            .prepare_cached(
                "UPDATE articles SET published_at = :published_at, published_precision = :precision,
                     published_day = :day, published_week = :week, published_month = :month, published_year = :year
                 WHERE id = :id",
            )?
            .execute(named_params! {
                ":id": id, ":published_at": self.published_at, ":precision": periods.precision, ":day": periods.day,
                ":week": periods.week, ":month": periods.month, ":year": periods.year,
            })?;
        Ok(())
    }
}

/// The periods that an article belongs to, as text, so that canned queries need no date functions.
struct Periods {
    precision: Option<&'static str>,
    day: Value,
    week: Value,
    month: Value,
    year: Value,
}

impl Periods {
    fn of(published: Option<&Published>) -> Periods {
        let text = |least: Precision, format: &str| match published {
            Some(published) if published.precision >= least => {
                Value::Text(published.local.format(format).to_string())
            }
            _ => Value::Null,
        };
        Periods {
            precision: published.map(|published| published.precision.as_str()),
            day: text(Precision::Day, "%Y-%m-%d"),
            week: text(Precision::Day, "%G-W%V"),
            month: text(Precision::Month, "%Y-%m"),
            year: text(Precision::Year, "%Y"),
        }
    }
}

/// Words as a word processor counts them: what stands between spaces and has a letter or digit.
fn word_count(body: &str) -> i64 {
    let (mut count, mut counted) = (0, false);
    for (at, &byte) in body.as_bytes().iter().enumerate() {
        let (space, letter) = match byte {
            _ if byte.is_ascii() => (matches!(byte, b' ' | b'\t'..=b'\r'), byte.is_ascii_alphanumeric()),
            // A character's first byte stands for it, the others for nothing.
            _ => match body.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) => (c.is_whitespace(), c.is_alphanumeric()),
                None => (false, false),
            },
        };
        count += i64::from(letter && !counted);
        counted = !space && (counted || letter);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::word_count;

    #[test]
    fn words_are_what_stands_between_spaces_and_has_a_letter_or_digit() {
        for (body, count) in [
            ("", 0),
            ("The ferry — a wooden one — sank.", 6),
            ("“Éclair”\u{a0}für 3\u{2003}Kronen … \n\n- 2,5 %", 5),
            ("東京 で", 2),
            ("\u{1c}a\u{b}b", 2),
        ] {
            assert_eq!(word_count(body), count, "{body}");
        }
    }
}
