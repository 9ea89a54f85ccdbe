//! A newer extractor over the stored bodies: what it finds replaces what an older one found.
//!
//! The caller gets bodies by the hundred and gives back what was found in them; each hundred is a transaction, so an
//! interrupted run continues where it stopped. The surprising decision: which extractor read a body is kept on the
//! article, not on each row of what it found. All of an article's rows are written together, by one extractor.

use std::path::Path;

use rusqlite::{Connection, params};

use crate::archive::applied_corrections::{NamesChange, apply_corrections};
use crate::archive::articles::annotation_rows;
use crate::archive::articles::annotation_rows::PendingAnnotations;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::entities::names::NameRegistry;
use crate::archive::schema::connection::ArchiveWriter;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::archive::stored_values::stored_in;
use crate::archive::{ArchiveError, EXTRACTOR};
use crate::model::Annotations;

/// Which bodies are read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReextractScope {
    /// Those that another version of the extractors has read.
    Outdated,
    /// All.
    All,
}

/// What a body has come to.
#[derive(Debug)]
pub struct Reread {
    /// The article's number.
    pub article: i64,
    /// Its language.
    pub language: Option<String>,
    /// What was found in it.
    pub annotations: Annotations,
    /// Why nothing was looked for: it is in another language.
    pub not_extracted: Option<String>,
}

/// A hold on the archive, while its bodies are read again.
pub struct Reextraction {
    archive: ArchiveWriter,
    scope: ReextractScope,
    names: NameRegistry,
    /// The last article that was given out.
    last: i64,
    // Fields are dropped in order: the lock goes when the archive is closed.
    _lock: WriterLock,
}

const IN_SCOPE: &str = "not_extracted IS NULL AND (?1 OR extractor IS NOT ?2)";

impl Reextraction {
    /// Opens the archive.
    ///
    /// # Errors
    /// Where the file is no archive or cannot be written.
    pub fn open(
        archive: &Path,
        scope: ReextractScope,
        lock: WriterLock,
    ) -> Result<Reextraction, ArchiveError> {
        let archive = open::writing(archive)?;
        Ok(Reextraction { archive, scope, names: NameRegistry::default(), last: 0, _lock: lock })
    }

    /// How many bodies are still to be read.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn count(&self) -> Result<u64, ArchiveError> {
        let sql = format!("SELECT count(*) FROM articles WHERE {IN_SCOPE} AND id > ?3");
        let count: i64 = self.archive.connection().query_row(
            &sql,
            params![self.scope == ReextractScope::All, EXTRACTOR, self.last],
            |row| row.get(0),
        )?;
        Ok(count as u64)
    }

    /// The next bodies, `at_most` of them, by their numbers, each with its language; none when all are read.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn next_requests(
        &mut self,
        at_most: usize,
    ) -> Result<Vec<(ReanalysisRequest, Option<String>)>, ArchiveError> {
        let sql = format!(
            "SELECT id, body, published_day,
                 coalesce(language, (SELECT p.language FROM articles p WHERE p.id = a.parent_id))
             FROM articles a WHERE {IN_SCOPE} AND id > ?3 ORDER BY id LIMIT ?4"
        );
        let requests: Vec<(ReanalysisRequest, Option<String>)> = self
            .archive
            .connection()
            .prepare_cached(&sql)?
            .query_map(
                params![self.scope == ReextractScope::All, EXTRACTOR, self.last, at_most as i64],
                |row| {
                    let article = row.get(0)?;
                    let anchor =
                        stored_in("articles", &article)
                            .parsed_optional(row, "published_day", |day| day.parse().ok())?;
                    Ok((ReanalysisRequest { article, body: row.get(1)?, anchor }, row.get(3)?))
                },
            )?
            .collect::<Result<_, _>>()?;
        self.last = requests.last().map_or(self.last, |(request, _)| request.article);
        Ok(requests)
    }

    /// Replaces what was found in some bodies before with what was found now, in one transaction.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn store(&mut self, found: &[Reread]) -> Result<(), ArchiveError> {
        let names = &mut self.names;
        self.archive.in_transaction(|archive| {
            let connection = archive.connection();
            // A name that goes may still be the speaker of a corrected quote, until the corrections are applied.
            connection.pragma_update(None, "defer_foreign_keys", true)?;
            for reread in found {
                replace_annotations(connection, names, reread.article, &reread.annotations)?;
                // A teaser has no language of its own.
                connection
                    .prepare_cached(
                        "UPDATE articles SET language = iif(kind = 'article', ?2, language), not_extracted = ?3
                         WHERE id = ?1",
                    )?
                    .execute(params![reread.article, reread.language, reread.not_extracted])?;
            }
            names.resolve(connection)?;
            if apply_corrections(connection)? == NamesChange::Changed {
                names.clear();
            }
            Ok(())
        })
    }

    /// Closes the archive.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn finish(self) -> Result<(), ArchiveError> {
        open::close(self.archive)
    }
}

fn replace_annotations(
    connection: &Connection,
    names: &mut NameRegistry,
    article: i64,
    annotations: &Annotations,
) -> Result<(), ArchiveError> {
    // What was around the body was not found by the extractors: it stays.
    let blocks: Vec<(String, String, i64)> = connection
        .prepare_cached("SELECT kind, text, line FROM blocks WHERE article_id = ?1 ORDER BY id")?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    annotation_rows::delete_annotations(connection, names, article)?;
    for (kind, text, line) in blocks {
        connection
            .prepare_cached("INSERT INTO blocks (article_id, kind, text, line) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![article, kind, text, line])?;
    }
    let mut pending = PendingAnnotations::default();
    pending.push(connection, names, article, annotations.clone())?;
    pending.flush(connection)?;
    connection
        .prepare_cached("UPDATE articles SET extractor = ?2 WHERE id = ?1")?
        .execute(params![article, EXTRACTOR])?;
    Ok(())
}
