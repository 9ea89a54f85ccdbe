//! Takes a run back: what it added goes, what it revised returns, in one transaction.
//!
//! The archive is then as if the run had never been. So what a later run met just so does not go: it passes to that run,
//! which would have brought it. The ledger keeps the run's own row and says when it was taken back; its files are not
//! known any more, and importing them again brings all of it.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::articles::annotation_rows;
use crate::archive::articles::annotation_rows::Waiting;
use crate::archive::articles::article_version::REVISED;
use crate::archive::articles::date_disambiguation;
use crate::archive::articles::reread::Reread;
use crate::archive::entities::names;
use crate::archive::ledger::ImportId;
use crate::archive::near_duplicates;
use crate::archive::near_duplicates::TextId;
use crate::archive::near_duplicates::duplicates;
use crate::archive::near_duplicates::index::Shelves;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::archive::{ArchiveError, quotes};
use crate::text::word_count::word_count;

/// What taking back a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    /// Articles that went.
    pub articles: u64,
    /// Teasers that went.
    pub teasers: u64,
    /// Articles whose earlier version came back.
    pub restored: u64,
    /// Articles and teasers that a later run has brought too: they are that run's now.
    pub passed_on: u64,
    /// Rejects that went.
    pub rejects: u64,
}

/// Why a run is not taken back.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is none of that number.
    #[error("there is no import {0}: `presscut imports` lists them")]
    Unknown(i64),
    /// It was taken back before.
    #[error("import {0} was taken back at {1}")]
    Done(i64, String),
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<rusqlite::Error> for UndoError {
    fn from(error: rusqlite::Error) -> UndoError {
        UndoError::Archive(error.into())
    }
}

/// Takes a run back.
///
/// # Errors
/// Where there is no such run, where it was taken back before, and where another run is being written.
pub fn undo(archive: &Path, import: i64, reread: &dyn Reread, lock: WriterLock) -> Result<Undone, UndoError> {
    let mut connection = open::writing(archive)?;
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let known: Option<Option<String>> = transaction
        .query_row("SELECT undone_at FROM imports WHERE id = ?1", [import], |row| row.get(0))
        .optional()?;
    match known {
        None => return Err(UndoError::Unknown(import)),
        Some(Some(when)) => return Err(UndoError::Done(import, when)),
        Some(None) => {}
    }
    // Articles go before those that refer to them; at the end every reference leads to a row again.
    transaction.pragma_update(None, "defer_foreign_keys", true)?;
    let mut undo = Undo {
        connection: &transaction,
        import: ImportId(import),
        reread,
        done: Undone::default(),
        known: names::Known::default(),
        shelves: Shelves::default(),
        restored: Vec::new(),
    };
    undo.all()?;
    let done = undo.done;
    quotes::apply(&transaction)?;
    transaction.commit()?;
    open::close(connection)?;
    drop(lock);
    Ok(done)
}

struct Undo<'c> {
    connection: &'c Connection,
    import: ImportId,
    reread: &'c dyn Reread,
    done: Undone,
    known: names::Known,
    shelves: Shelves,
    /// Articles whose earlier version came back.
    restored: Vec<i64>,
}

impl Undo<'_> {
    fn all(&mut self) -> Result<(), ArchiveError> {
        self.pass_on_files()?;
        let stories: BTreeSet<i64> =
            self.list("SELECT DISTINCT story_id FROM articles WHERE import_id = ?1 AND story_id > 0")?;
        let texts: BTreeSet<i64> =
            self.list("SELECT DISTINCT text_id FROM articles WHERE import_id = ?1 AND text_id > 0")?;
        let mut sources: BTreeSet<i64> =
            self.list("SELECT DISTINCT source_id FROM articles WHERE import_id = ?1 AND source_id > 0")?;
        self.pass_on_earlier_versions()?;
        for article in self
            .list::<Vec<_>>("SELECT id FROM articles WHERE import_id = ?1 AND kind = 'article' ORDER BY id")?
        {
            self.current_version(article)?;
        }
        for teaser in self
            .list::<Vec<_>>("SELECT id FROM articles WHERE import_id = ?1 AND kind = 'teaser' ORDER BY id")?
        {
            self.teaser(teaser)?;
        }
        self.earlier_versions()?;
        self.rejects()?;
        self.relate_again(&stories, &texts)?;
        self.known.settle(self.connection)?;
        for &article in &self.restored {
            sources.extend(
                self.numbers("SELECT source_id FROM articles WHERE id = ?1 AND source_id > 0", article)?,
            );
        }
        for source in sources {
            // Its other dates may say less now of how it writes them.
            date_disambiguation::settle(self.connection, Some(source), None, self.reread)?;
        }
        // Any source, since an earlier version that went may have named another one; but what the user has said of one stays.
        self.connection.execute(
            "DELETE FROM sources WHERE NOT EXISTS (SELECT 1 FROM articles WHERE source_id = sources.id)
               AND id NOT IN (SELECT source_id FROM revisions WHERE source_id > 0)
               AND id NOT IN (SELECT source_id FROM date_orders)",
            [],
        )?;
        self.shelves.flush(self.connection)?;
        let now = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
        self.connection
            .execute("UPDATE imports SET undone_at = ?2 WHERE id = ?1", params![self.import.0, now])?;
        Ok(())
    }

    fn list<C: FromIterator<i64>>(&self, sql: &str) -> Result<C, ArchiveError> {
        let numbers = self
            .connection
            .prepare(sql)?
            .query_map([self.import.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// A file that another run has read whole, or passed over because this one had, is that run's from now on.
    fn pass_on_files(&mut self) -> Result<(), ArchiveError> {
        // All files in one statement a table: what a file has brought is not to be looked for file by file.
        self.connection.execute_batch(
            "CREATE TEMP TABLE heirs (file INTEGER PRIMARY KEY, heir INTEGER NOT NULL, import INTEGER NOT NULL)",
        )?;
        self.connection.execute(
            "INSERT INTO heirs
             SELECT f.id, min(h.id), h.import_id
             FROM import_files f
             JOIN import_files h ON h.sha256 = f.sha256 AND h.settings = f.settings AND h.import_id <> f.import_id
             JOIN imports i ON i.id = h.import_id
             WHERE f.import_id = ?1 AND h.status IN ('done', 'skipped') AND i.undone_at IS NULL
             GROUP BY f.id",
            [self.import.0],
        )?;
        for table in ["articles", "revisions", "sightings", "rejects"] {
            let sql = format!(
                "UPDATE {table} SET import_file_id = h.heir, import_id = h.import
                 FROM heirs h WHERE {table}.import_file_id = h.file"
            );
            let passed_on = self.connection.execute(&sql, [])? as u64;
            self.done.passed_on += if table == "articles" { passed_on } else { 0 };
        }
        self.connection.execute_batch(
            "UPDATE import_files SET status = 'done' WHERE id IN (SELECT heir FROM heirs) AND status = 'skipped';
             DROP TABLE heirs",
        )?;
        Ok(())
    }

    /// An article whose current version this run has brought.
    fn current_version(&mut self, article: i64) -> Result<(), ArchiveError> {
        if self.pass_on("articles", article, article)? {
            let teasers = "UPDATE articles SET import_id = p.import_id, import_file_id = p.import_file_id, member = p.member,
                               record = p.record, byte_offset = p.byte_offset, byte_length = p.byte_length
                           FROM articles p WHERE p.id = ?1 AND articles.parent_id = ?1 AND articles.import_id = ?2";
            self.done.passed_on += 1 + self.connection.execute(teasers, [article, self.import.0])? as u64;
            return Ok(());
        }
        let earlier: Option<i64> = self.connection.query_row(
            "SELECT max(revision) FROM revisions WHERE article_id = ?1 AND import_id <> ?2",
            [article, self.import.0],
            |row| row.get(0),
        )?;
        match earlier {
            Some(revision) => self.bring_back(article, revision),
            None => self.take_away(article),
        }
    }

    /// Earlier versions that a later run met become that run's before the current one is judged, so that an article of
    /// which a version stays is not taken away. A sighting of the current version's text is the current version's.
    fn pass_on_earlier_versions(&self) -> Result<(), ArchiveError> {
        let versions: Vec<(i64, i64)> = self
            .connection
            .prepare(
                "SELECT r.id, r.article_id FROM revisions r JOIN articles a ON a.id = r.article_id
                 WHERE r.import_id = ?1 AND a.import_id = ?1 AND r.text_key <> a.text_key ORDER BY r.id",
            )?
            .query_map([self.import.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (version, article) in versions {
            self.pass_on("revisions", version, article)?;
        }
        Ok(())
    }

    /// Makes a row of this run that of a later one which met the same version; says whether there is one.
    fn pass_on(&self, table: &str, row: i64, article: i64) -> Result<bool, ArchiveError> {
        let sighting: Option<i64> = self
            .connection
            .query_row(
                &format!(
                    "SELECT s.id FROM sightings s JOIN {table} v ON v.id = ?1
                     WHERE s.article_id = ?2 AND s.import_id > ?3 AND s.text_key = v.text_key ORDER BY s.id LIMIT 1"
                ),
                [row, article, self.import.0],
                |row| row.get(0),
            )
            .optional()?;
        let Some(sighting) = sighting else { return Ok(false) };
        self.connection.execute(
            &format!(
                "UPDATE {table} SET import_id = s.import_id, import_file_id = s.import_file_id, member = s.member,
                     record = s.record, byte_offset = s.byte_offset, byte_length = s.byte_length
                 FROM sightings s WHERE {table}.id = ?1 AND s.id = ?2"
            ),
            [row, sighting],
        )?;
        self.connection.execute("DELETE FROM sightings WHERE id = ?1", [sighting])?;
        Ok(true)
    }

    fn take_away(&mut self, article: i64) -> Result<(), ArchiveError> {
        for teaser in self.numbers("SELECT id FROM articles WHERE parent_id = ?1", article)? {
            self.delete(teaser)?;
            self.done.teasers += 1;
        }
        self.delete(article)?;
        self.done.articles += 1;
        Ok(())
    }

    fn teaser(&mut self, teaser: i64) -> Result<(), ArchiveError> {
        if self.pass_on("articles", teaser, teaser)? {
            self.done.passed_on += 1;
            return Ok(());
        }
        self.delete(teaser)?;
        self.done.teasers += 1;
        Ok(())
    }

    fn numbers(&self, sql: &str, of: i64) -> Result<Vec<i64>, ArchiveError> {
        let numbers = self
            .connection
            .prepare_cached(sql)?
            .query_map([of], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// Revisions and blocks go with their article.
    fn delete(&mut self, article: i64) -> Result<(), ArchiveError> {
        annotation_rows::delete(self.connection, &mut self.known, article)?;
        self.connection.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([article])?;
        Ok(())
    }

    /// Makes an earlier version the current one, and finds again what was found in it.
    fn bring_back(&mut self, article: i64, revision: i64) -> Result<(), ArchiveError> {
        annotation_rows::delete(self.connection, &mut self.known, article)?;
        for teaser in
            self.list_two("SELECT id FROM articles WHERE parent_id = ?1 AND import_id = ?2", article)?
        {
            self.teaser(teaser)?;
        }
        self.connection
            .prepare_cached(&format!(
                "UPDATE articles SET (revision, {REVISED}) =
                     (SELECT revision, {REVISED} FROM revisions WHERE article_id = ?1 AND revision = ?2)
                 WHERE id = ?1"
            ))?
            .execute([article, revision])?;
        self.connection
            .prepare_cached(
                "UPDATE articles SET published_year = substr(published_at, 1, 4),
                     published_month = CASE WHEN published_precision <> 'year' THEN substr(published_at, 1, 7) END,
                     published_day = CASE WHEN published_precision IN ('day', 'minute') THEN substr(published_at, 1, 10) END,
                     published_week = CASE WHEN published_precision IN ('day', 'minute')
                                           THEN strftime('%G-W%V', substr(published_at, 1, 10)) END
                 WHERE id = ?1",
            )?
            .execute([article])?;
        self.connection
            .prepare_cached(
                "INSERT INTO blocks (article_id, kind, text, line)
                 SELECT r.article_id, b.value ->> 0, b.value ->> 1, b.value ->> 2
                 FROM revisions r, json_each(r.blocks) b WHERE r.article_id = ?1 AND r.revision = ?2 ORDER BY b.key",
            )?
            .execute([article, revision])?;
        self.connection
            .prepare_cached("DELETE FROM revisions WHERE article_id = ?1 AND revision >= ?2")?
            .execute([article, revision])?;
        self.find_again(article)?;
        self.restored.push(article);
        self.done.restored += 1;
        Ok(())
    }

    fn list_two(&self, sql: &str, of: i64) -> Result<Vec<i64>, ArchiveError> {
        let numbers = self
            .connection
            .prepare_cached(sql)?
            .query_map([of, self.import.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// What the body that came back holds: words, entities, quotes, dates, its text's row.
    fn find_again(&mut self, article: i64) -> Result<(), ArchiveError> {
        type Body = (String, String, Option<String>, Option<String>);
        let (body, text_key, day, not_extracted): Body = self
            .connection
            .prepare_cached(
                "SELECT body, text_key, published_day, not_extracted FROM articles WHERE id = ?1",
            )?
            .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        if not_extracted.is_none() {
            let day = day.and_then(|day| day.parse().ok());
            let annotations = self.reread.annotations(&body, day);
            let mut waiting = Waiting::default();
            waiting.take(self.connection, &mut self.known, article, annotations)?;
            waiting.flush(self.connection)?;
        }
        let text = near_duplicates::enter(
            self.connection,
            &mut self.shelves,
            &text_key,
            &self.reread.sketch(&body),
        )?;
        self.connection
            .prepare_cached(
                "UPDATE articles SET text_id = ?2, word_count = ?3, extractor = ?4 WHERE id = ?1",
            )?
            .execute(params![article, text.id.0, word_count(&body) as i64, crate::archive::EXTRACTOR])?;
        Ok(())
    }

    /// Versions of this run that others have replaced since.
    fn earlier_versions(&mut self) -> Result<(), ArchiveError> {
        let versions: Vec<(i64, i64)> = self
            .connection
            .prepare("SELECT id, article_id FROM revisions WHERE import_id = ?1")?
            .query_map([self.import.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (version, article) in versions {
            if !self.pass_on("revisions", version, article)? {
                self.forget_version(version, article)?;
            }
        }
        // Of the versions before, the one that now comes after has replaced them.
        self.connection.execute(
            "UPDATE revisions SET replaced_by_import = coalesce(
                 (SELECT n.import_id FROM revisions n
                  WHERE n.article_id = revisions.article_id AND n.revision > revisions.revision ORDER BY n.revision LIMIT 1),
                 (SELECT a.import_id FROM articles a WHERE a.id = revisions.article_id))
             WHERE replaced_by_import = ?1",
            [self.import.0],
        )?;
        self.connection.execute(
            "DELETE FROM sightings WHERE import_id = ?1 AND article_id IS NOT NULL",
            [self.import.0],
        )?;
        Ok(())
    }

    /// Takes an earlier version away, and counts those after it one down.
    fn forget_version(&self, version: i64, article: i64) -> Result<(), ArchiveError> {
        let number: i64 = self
            .connection
            .prepare_cached("DELETE FROM revisions WHERE id = ?1 RETURNING revision")?
            .query_row([version], |row| row.get(0))?;
        // In two steps, since no two versions may have one number in between.
        for sql in [
            "UPDATE revisions SET revision = -(revision - 1) WHERE article_id = ?1 AND revision > ?2",
            "UPDATE revisions SET revision = -revision WHERE article_id = ?1 AND revision < 0 AND ?2",
            "UPDATE articles SET revision = revision - 1 WHERE id = ?1 AND ?2",
        ] {
            self.connection.prepare_cached(sql)?.execute([article, number])?;
        }
        Ok(())
    }

    /// Rejects that no other run has met; those that the user has let in since stay, so that they stay let in.
    fn rejects(&mut self) -> Result<(), ArchiveError> {
        self.connection.execute(
            "UPDATE rejects SET readmitted_at = NULL
             WHERE id IN (SELECT substr(settings, 8) FROM import_files WHERE import_id = ?1 AND settings LIKE 'reject %')",
            [self.import.0],
        )?;
        self.connection.execute(
            "UPDATE rejects SET import_id = s.import_id, import_file_id = s.import_file_id
             FROM (SELECT reject_id, min(id), import_id, import_file_id FROM sightings
                   WHERE import_id > ?1 AND reject_id > 0 GROUP BY reject_id) s
             WHERE rejects.import_id = ?1 AND s.reject_id = rejects.id",
            [self.import.0],
        )?;
        self.connection.execute("DELETE FROM sightings WHERE import_id = ?1", [self.import.0])?;
        self.done.rejects = self
            .connection
            .execute("DELETE FROM rejects WHERE import_id = ?1 AND readmitted_at IS NULL", [self.import.0])?
            as u64;
        Ok(())
    }

    fn relate_again(&mut self, stories: &BTreeSet<i64>, texts: &BTreeSet<i64>) -> Result<(), ArchiveError> {
        let now: BTreeSet<i64> = self
            .connection
            .prepare("SELECT DISTINCT text_id FROM articles WHERE story_id = ?1")
            .and_then(|mut found| {
                let mut all = BTreeSet::new();
                for story in stories {
                    for text in found.query_map([story], |row| row.get(0))? {
                        all.insert(text?);
                    }
                }
                Ok(all)
            })?;
        for &text in texts.union(&now) {
            duplicates::relate(self.connection, TextId(text))?;
            near_duplicates::leave(self.connection, &mut self.shelves, TextId(text))?;
        }
        for &story in stories {
            near_duplicates::regroup(self.connection, story)?;
        }
        for &article in &self.restored {
            let (_, text) = near_duplicates::of_article(self.connection, article)?;
            duplicates::relate(self.connection, text)?;
            near_duplicates::join(self.connection, article, text)?;
        }
        Ok(())
    }
}
