//! An article's row, as it is written and as it is compared with the next scrape of the same article.

use std::sync::OnceLock;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Params, Row, ToSql};

use crate::archive::articles::provenance::Provenance;
use crate::archive::articles::publication::{Publication, READ_COLUMNS, WRITTEN_COLUMNS};
use crate::archive::articles::vendor_fields::VendorFields;
use crate::archive::near_duplicates::text_id::TextId;
use crate::archive::stored_values::stored_in;
use crate::archive::{ArchiveError, full_text};
use crate::model::{Annotated, AnnotatedTeaser, ArticleKind, Teaser};
use crate::text::word_count::word_count;

/// The version of the extractors and their language pack, kept with every body that they read. `presscut reextract` reads
/// again what another version has read.
pub const EXTRACTOR: &str = crate::model::EXTRACTOR_VERSION;

/// What a revision keeps of an article's row, under the same names.
pub(crate) const REVISION_COLUMNS: &str =
    "source_id, url, title, byline, dateline, section, page, vendor, vendor_number, stated_words, published_at, published_precision, published_utc, modified_at,
    published_from, published_text, date_order, digits_order, language, body,
    text_key, not_extracted, import_id, import_file_id, member, record, byte_offset, byte_length, encoding, repair";

/// A stored version, with its article's number.
pub(crate) type StoredVersion = (i64, ArticleVersion);

/// What [`ArticleVersion::read`] needs, beside the columns of the publication.
const COMPARED_COLUMNS: &str = "id, source_id, url, title, byline, dateline, kicker, section, page, vendor, vendor_number, stated_words, language, body, identity, text_key, cut_off, not_extracted";

/// What of an article's row comes from its scrape. Two that are equal leave nothing to change.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ArticleVersion {
    kind: &'static str,
    pub source_id: Option<i64>,
    url: Option<String>,
    pub title: Option<String>,
    byline: Option<String>,
    dateline: Option<String>,
    kicker: Option<String>,
    section: Option<String>,
    vendor: VendorFields,
    pub publication: Publication,
    language: Option<String>,
    pub body: String,
    parent_id: Option<i64>,
    cut_off: bool,
    evidence: Option<String>,
    not_extracted: Option<String>,
    pub identity: String,
    /// SHA-256 of the normalised body.
    pub text_key: String,
}

impl ArticleVersion {
    /// An article's row.
    pub fn from_annotated(annotated: &Annotated, source_id: Option<i64>) -> ArticleVersion {
        let article = &annotated.cutting.article;
        ArticleVersion {
            kind: ArticleKind::Article.as_str(),
            source_id,
            url: article.url.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            dateline: article.dateline.clone(),
            kicker: article.kicker.clone(),
            section: article.section.clone(),
            vendor: VendorFields::from_article(article),
            publication: Publication::from_article(article),
            language: article.language.clone(),
            body: article.body.clone(),
            parent_id: None,
            cut_off: article.cut_off,
            evidence: None,
            not_extracted: annotated.not_extracted.clone(),
            identity: annotated.identity.key(),
            text_key: annotated.identity.text_key.clone(),
        }
    }

    /// A teaser's row: it belongs to another story, so it has neither the page's date nor its address.
    pub fn from_teaser(
        teaser: &Teaser,
        found: &AnnotatedTeaser,
        page: i64,
        identity: String,
    ) -> ArticleVersion {
        ArticleVersion {
            kind: ArticleKind::Teaser.as_str(),
            source_id: None,
            url: None,
            title: None,
            byline: None,
            dateline: None,
            kicker: teaser.kicker.clone(),
            section: None,
            vendor: VendorFields::default(),
            publication: Publication::default(),
            language: None,
            body: teaser.body.clone(),
            parent_id: Some(page),
            cut_off: teaser.cut_off,
            evidence: Some(teaser.evidence.clone()),
            not_extracted: found.not_extracted.clone(),
            identity,
            text_key: found.text_key.clone(),
        }
    }

    /// The row that has this identity.
    pub fn find(connection: &Connection, identity: &str) -> Result<Option<StoredVersion>, ArchiveError> {
        let found = connection
            .prepare_cached(&format!(
                "SELECT {COMPARED_COLUMNS}, {READ_COLUMNS} FROM articles WHERE identity = ?1"
            ))?
            .query_row([identity], ArticleVersion::read)
            .optional()?;
        Ok(found)
    }

    /// The rows whose numbers a query gives, in the order of their identities.
    pub fn select(
        connection: &Connection,
        numbers: &str,
        parameters: impl Params,
    ) -> Result<Vec<StoredVersion>, ArchiveError> {
        let found = connection
            .prepare_cached(&format!(
                "SELECT {COMPARED_COLUMNS}, {READ_COLUMNS} FROM articles WHERE id IN ({numbers}) ORDER BY identity"
            ))?
            .query_map(parameters, ArticleVersion::read)?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<StoredVersion> {
        let id: i64 = row.get("id")?;
        let version = ArticleVersion {
            kind: ArticleKind::Article.as_str(),
            source_id: row.get("source_id")?,
            url: row.get("url")?,
            title: row.get("title")?,
            byline: row.get("byline")?,
            dateline: row.get("dateline")?,
            kicker: row.get("kicker")?,
            section: row.get("section")?,
            vendor: VendorFields::read(row)?,
            publication: Publication::read(row, stored_in("articles", &id))?,
            language: row.get("language")?,
            body: row.get("body")?,
            parent_id: None,
            cut_off: row.get("cut_off")?,
            evidence: None,
            not_extracted: row.get("not_extracted")?,
            identity: row.get("identity")?,
            text_key: row.get("text_key")?,
        };
        Ok((id, version))
    }

    /// This scrape's version merged with the one that is stored: what this scrape does not say is taken from `old`.
    pub fn merged_over(mut self, old: &ArticleVersion) -> ArticleVersion {
        self.source_id = self.source_id.or(old.source_id);
        self.title = self.title.or_else(|| old.title.clone());
        self.byline = self.byline.or_else(|| old.byline.clone());
        self.dateline = self.dateline.or_else(|| old.dateline.clone());
        self.language = self.language.or_else(|| old.language.clone());
        // The address differs at most in what the identity leaves out; the first one seen stays.
        self.url = old.url.clone().or(self.url);
        // Without an address, a scrape that says less or more than the first one has another.
        self.identity = old.identity.clone();
        self.section = self.section.or_else(|| old.section.clone());
        self.vendor = self.vendor.merged_over(&old.vendor);
        self.publication = self.publication.merged_over(&old.publication, self.text_key == old.text_key);
        // The same words with other spaces or marks are the same text; where something else is new, they come with it.
        if self.text_key == old.text_key {
            let is_read_alike = self.not_extracted == old.not_extracted;
            let same_text = ArticleVersion {
                body: old.body.clone(),
                // Another presscut may have another code for it.
                language: if is_read_alike { old.language.clone() } else { self.language.clone() },
                not_extracted: old.not_extracted.clone(),
                ..self.clone()
            };
            if same_text == *old {
                return same_text;
            }
        }
        self
    }

    /// The day that relative dates in its body are counted from, local to the publisher.
    pub fn anchor(&self) -> Option<NaiveDate> {
        self.publication.anchor()
    }

    /// Whether this version was changed before `other` was, as far as both have a time of change.
    pub fn is_earlier_than(&self, other: &ArticleVersion) -> bool {
        self.publication.changed_before(&other.publication)
    }

    /// Adds the row under a number that is free. The full-text indexes do not have it yet. An article with a text is a story
    /// of its own until it joins another.
    pub fn insert(
        &self,
        connection: &Connection,
        id: i64,
        text: Option<TextId>,
        provenance: &Provenance<'_>,
    ) -> Result<(), ArchiveError> {
        static SQL: OnceLock<String> = OnceLock::new();
        let (text_id, story_id) = (text.map(|text| text.0), text.map(|_| id));
        let derived = DerivedColumns::derive(self, provenance);
        let mut values = self.version_columns(provenance, &derived);
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
    fn version_columns<'v>(
        &'v self,
        provenance: &'v Provenance<'_>,
        derived: &'v DerivedColumns,
    ) -> Vec<(&'static str, &'v dyn ToSql)> {
        let origin = &provenance.annotated.origin;
        let mut values: Vec<(&str, &dyn ToSql)> = vec![
            ("source_id", &self.source_id),
            ("url", &self.url),
            ("title", &self.title),
            ("byline", &self.byline),
            ("dateline", &self.dateline),
            ("section", &self.section),
            ("page", &self.vendor.page),
            ("vendor", &self.vendor.vendor),
            ("vendor_number", &self.vendor.number),
            ("stated_words", &self.vendor.stated_words),
            ("language", &self.language),
            ("body", &self.body),
            ("word_count", &derived.words),
            ("text_key", &self.text_key),
            ("extractor", &EXTRACTOR),
            ("not_extracted", &self.not_extracted),
            ("import_id", &provenance.import.0),
            ("import_file_id", &provenance.file.0),
            ("member", &origin.member),
            ("record", &origin.record),
            ("byte_offset", &origin.byte_offset),
            ("byte_length", &provenance.annotated.byte_length),
            ("encoding", &derived.encoding),
            ("repair", &provenance.article().repair),
        ];
        let publication = derived.publication.iter().map(|value| value as &dyn ToSql);
        values.extend(WRITTEN_COLUMNS.into_iter().zip(publication));
        values
    }

    /// Keeps the stored row as a revision, and writes this version over it.
    pub fn revise(
        &self,
        connection: &Connection,
        id: i64,
        text: TextId,
        provenance: &Provenance<'_>,
    ) -> Result<(), ArchiveError> {
        static SQL: OnceLock<String> = OnceLock::new();
        connection
            .prepare_cached(
                "INSERT INTO articles_fts (articles_fts, rowid, title, body)
                 SELECT 'delete', id, title, body FROM folded_articles WHERE id = ?1",
            )?
            .execute([id])?;
        full_text::remove_unspaced(connection, id)?;
        full_text::index_article(connection, id, self.title.as_deref(), &self.body)?;
        connection
            .prepare_cached(&format!(
                "INSERT INTO revisions (article_id, revision, {REVISION_COLUMNS}, blocks, replaced_by_import)
                 SELECT id, revision, {REVISION_COLUMNS},
                     (SELECT json_group_array(json_array(kind, text, line) ORDER BY line, b.id) FROM blocks b
                      WHERE b.article_id = a.id), ?2
                 FROM articles a WHERE id = ?1"
            ))?
            .execute([id, provenance.import.0])?;
        let derived = DerivedColumns::derive(self, provenance);
        let values = self.version_columns(provenance, &derived);
        let sql = SQL.get_or_init(|| {
            let columns: Vec<String> = values.iter().map(|(column, _)| format!("{column} = ?")).collect();
            format!(
                "UPDATE articles SET {}, text_id = ?, revision = revision + 1 WHERE id = ?",
                columns.join(", ")
            )
        });
        execute(connection, sql, &values, &[&text.0, &id])
    }

    /// Keeps this version as a revision from before the stored row.
    pub fn insert_as_revision(
        &self,
        connection: &Connection,
        id: i64,
        provenance: &Provenance<'_>,
    ) -> Result<(), ArchiveError> {
        static SQL: OnceLock<String> = OnceLock::new();
        let derived = DerivedColumns::derive(self, provenance);
        let mut values = self.version_columns(provenance, &derived);
        values.retain(|(column, _)| REVISION_COLUMNS.split([',', ' ', '\n']).any(|kept| kept == *column));
        let sql = SQL.get_or_init(|| {
            let columns: Vec<&str> = values.iter().map(|(column, _)| *column).collect();
            format!(
                "INSERT INTO revisions ({}, blocks, article_id, revision, replaced_by_import)
                 SELECT {}, ?, id, revision, import_id FROM articles WHERE id = ?",
                columns.join(", "),
                vec!["?"; columns.len()].join(", ")
            )
        });
        let blocks = &provenance.annotated.cutting.blocks;
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

/// Columns that are computed from a version before it is written.
struct DerivedColumns {
    words: i64,
    encoding: Option<String>,
    publication: [Value; WRITTEN_COLUMNS.len()],
}

impl DerivedColumns {
    fn derive(stored: &ArticleVersion, provenance: &Provenance<'_>) -> DerivedColumns {
        DerivedColumns {
            words: match stored.body == provenance.article().body {
                true => provenance.annotated.words as i64,
                false => word_count(&stored.body) as i64,
            },
            encoding: provenance.article().encoding.as_ref().map(ToString::to_string),
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
