//! A newer extractor over the bodies that are there: what an older one found makes room for what this one finds.
//!
//! Whoever calls gets bodies by the hundred and gives back what was found in them; each hundred is a transaction, so an
//! interrupted run is taken up where it stopped. The surprising decision: which extractor read a body is kept on the
//! article, not on each row of what it found. All of an article's rows are written together, by one extractor.

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::archive::articles::annotation_rows;
use crate::archive::articles::annotation_rows::Waiting;
use crate::archive::entities::names;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::archive::{ArchiveError, EXTRACTOR, quotes};
use crate::model::Annotations;

/// A body to be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The article's number.
    pub article: i64,
    /// Its text.
    pub text: String,
    /// When it was published.
    pub day: Option<NaiveDate>,
}

/// Which bodies are read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that another version of the extractors has read.
    Outdated,
    /// All.
    All,
}

/// A hold on the archive, while its bodies are read again.
pub struct Reextraction {
    connection: Connection,
    which: Which,
    known: names::Known,
    /// The last article that was given out.
    last: i64,
    // Fields are dropped in order: the lock goes when the archive is closed.
    _lock: WriterLock,
}

const WANTED: &str = "not_extracted IS NULL AND (?1 OR extractor IS NOT ?2)";

impl Reextraction {
    /// Opens the archive.
    pub fn open(archive: &Path, which: Which, lock: WriterLock) -> Result<Reextraction, ArchiveError> {
        let connection = open::writing(archive)?;
        Ok(Reextraction { connection, which, known: names::Known::default(), last: 0, _lock: lock })
    }

    /// How many bodies are still to be read.
    pub fn count(&self) -> Result<u64, ArchiveError> {
        let sql = format!("SELECT count(*) FROM articles WHERE {WANTED} AND id > ?3");
        let count: i64 = self.connection.query_row(
            &sql,
            params![self.which == Which::All, EXTRACTOR, self.last],
            |row| row.get(0),
        )?;
        Ok(count as u64)
    }

    /// The next bodies, by their numbers; none when all are read.
    pub fn next(&mut self, most: usize) -> Result<Vec<Body>, ArchiveError> {
        let sql = format!(
            "SELECT id, body, published_day FROM articles WHERE {WANTED} AND id > ?3 ORDER BY id LIMIT ?4"
        );
        let bodies: Vec<Body> = self
            .connection
            .prepare_cached(&sql)?
            .query_map(params![self.which == Which::All, EXTRACTOR, self.last, most as i64], |row| {
                let day: Option<String> = row.get(2)?;
                let day = day.and_then(|day| day.parse().ok());
                Ok(Body { article: row.get(0)?, text: row.get(1)?, day })
            })?
            .collect::<Result<_, _>>()?;
        self.last = bodies.last().map_or(self.last, |body| body.article);
        Ok(bodies)
    }

    /// Puts what was found in some bodies in the place of what was found before, in one transaction.
    pub fn store(&mut self, found: &[(i64, Annotations)]) -> Result<(), ArchiveError> {
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // A name that goes may still stand as a corrected speaker, until the corrections are laid over.
        transaction.pragma_update(None, "defer_foreign_keys", true)?;
        for (article, annotations) in found {
            replace(&transaction, &mut self.known, *article, annotations)?;
        }
        self.known.settle(&transaction)?;
        quotes::apply(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// Closes the archive.
    pub fn finish(self) -> Result<(), ArchiveError> {
        open::close(self.connection)
    }
}

fn replace(
    connection: &Connection,
    known: &mut names::Known,
    article: i64,
    annotations: &Annotations,
) -> Result<(), ArchiveError> {
    // What stood around the body was not found by the extractors: it stays.
    let blocks: Vec<(String, String, i64)> = connection
        .prepare_cached("SELECT kind, text, line FROM blocks WHERE article_id = ?1 ORDER BY id")?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    annotation_rows::delete(connection, known, article)?;
    for (kind, text, line) in blocks {
        connection
            .prepare_cached("INSERT INTO blocks (article_id, kind, text, line) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![article, kind, text, line])?;
    }
    let mut waiting = Waiting::default();
    waiting.take(connection, known, article, annotations.clone())?;
    waiting.flush(connection)?;
    connection
        .prepare_cached("UPDATE articles SET extractor = ?2 WHERE id = ?1")?
        .execute(params![article, EXTRACTOR])?;
    Ok(())
}
