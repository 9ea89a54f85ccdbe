//! Undoes a run: what it added goes, what it revised returns, in one transaction.
//!
//! The archive is then as if the run had never been. So what a later run observed again does not go: it becomes that run's,
//! which would have brought it. The ledger keeps the run's own row and says when it was undone; its files are not
//! known any more, and importing them again brings all of it. An earlier version that comes back has to be read again by the
//! extractors before the next article is looked at, since rows get their numbers in that order: so undoing is a session
//! ([`UndoSession`]) that `app` drives.

use std::collections::{BTreeSet, VecDeque};

use rusqlite::{Connection, params};

use crate::archive::applied_corrections::apply_corrections;
use crate::archive::articles::annotation_rows;
use crate::archive::articles::annotation_rows::PendingAnnotations;
use crate::archive::articles::article_version::REVISION_COLUMNS;
use crate::archive::articles::date_disambiguation::PendingDates;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::articles::removal::Removal;
use crate::archive::clock::utc_now;
use crate::archive::ledger::ended_rejects;
use crate::archive::ledger::hand_over;
use crate::archive::ledger::records::ImportId;
use crate::archive::near_duplicates::{duplicates, stories};
use crate::archive::schema::connection::ArchiveWriter;
use crate::archive::stored_values::stored_in;
use crate::archive::{ArchiveError, EXTRACTOR};
use crate::model::{Annotations, MinHashSketch};
use crate::text::word_count::word_count;
use crate::text::{identity, shingles};

/// What undoing a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoneImport {
    /// Articles that were deleted.
    pub articles: u64,
    /// Teasers that were deleted.
    pub teasers: u64,
    /// Articles whose earlier version came back.
    pub restored: u64,
    /// Articles and teasers that a later run observed too: they are that run's now.
    pub handed_over: u64,
    /// Rejects that were deleted.
    pub rejects: u64,
    /// The runs that have what was handed over.
    pub heirs: Vec<i64>,
}

impl UndoneImport {
    /// Whether all that the run had brought is now of other runs, so that nothing was removed.
    pub fn is_all_handed_over(&self) -> bool {
        self.handed_over > 0 && self.articles + self.teasers + self.restored + self.rejects == 0
    }
}

/// Why a run is not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is no run of that number.
    #[error("there is no import {0}: `presscut imports` lists them")]
    Unknown(i64),
    /// It was undone before.
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

/// A run while it is undone, in the transaction of the writer that it borrows.
///
/// The caller calls [`UndoSession::next_request`] until there is none and answers each with
/// [`UndoSession::store_annotations`]; then [`UndoSession::disambiguate_dates`] gives the bodies whose dates have to be found
/// again, and [`ResolvedUndo::finish`] ends it. Where any of it fails, the transaction has to be rolled back.
pub struct UndoSession<'a> {
    connection: &'a Connection,
    import: ImportId,
    undone: UndoneImport,
    /// What the run's articles leave behind.
    removal: Removal,
    /// All that the run has brought.
    brought: Vec<i64>,
    /// Articles of the run that are still to be looked at.
    articles: VecDeque<i64>,
    /// The article whose earlier version came back and has no annotations yet.
    waiting: Option<i64>,
    /// Articles whose earlier version came back.
    restored: Vec<i64>,
}

/// A run of which all rows are undone, but for the dates of bodies that are still to be found again.
#[must_use]
pub struct ResolvedUndo<'a> {
    session: UndoSession<'a>,
}

impl ResolvedUndo<'_> {
    /// Ends it: what nothing refers to any more is deleted, and the run is marked as undone.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn finish(self) -> Result<UndoneImport, ArchiveError> {
        self.session.finish()
    }
}

impl<'a> UndoSession<'a> {
    /// Begins to undo run `import`.
    ///
    /// # Errors
    /// Where there is no such run, and where it was undone before.
    pub fn begin(archive: &'a ArchiveWriter, import: i64) -> Result<UndoSession<'a>, UndoError> {
        let connection = archive.connection();
        refuse_unknown(connection, import)?;
        // Articles go before those that refer to them; at the end every reference leads to a row again.
        connection.pragma_update(None, "defer_foreign_keys", true)?;
        let mut session = UndoSession {
            connection,
            import: ImportId(import),
            undone: UndoneImport::default(),
            removal: Removal::default(),
            brought: Vec::new(),
            articles: VecDeque::new(),
            waiting: None,
            restored: Vec::new(),
        };
        session.brought = session.list("SELECT id FROM articles WHERE import_id = ?1")?;
        session.undone.handed_over += hand_over::hand_over_files(connection, session.import)?;
        for article in session.list::<Vec<i64>>("SELECT id FROM articles WHERE import_id = ?1")? {
            session.removal.note(connection, article)?;
        }
        hand_over::hand_over_earlier_versions(connection, session.import)?;
        session.articles =
            session.list("SELECT id FROM articles WHERE import_id = ?1 AND kind = 'article' ORDER BY id")?;
        Ok(session)
    }

    /// Undoes articles until an earlier version has come back whose body has to be read again; `None` at the end. A request is
    /// given again until it is answered.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn next_request(&mut self) -> Result<Option<ReanalysisRequest>, ArchiveError> {
        loop {
            if let Some(article) = self.waiting {
                return self.request(article).map(Some);
            }
            let Some(article) = self.articles.pop_front() else { return Ok(None) };
            self.undo_article(article)?;
        }
    }

    /// Stores what was found in the body of the last request.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn store_annotations(&mut self, annotations: Annotations) -> Result<(), ArchiveError> {
        let Some(article) = self.waiting.take() else { return Ok(()) };
        let mut pending = PendingAnnotations::default();
        pending.push(self.connection, &mut self.removal.names, article, annotations)?;
        pending.flush(self.connection)?;
        self.finish_restored(article)
    }

    /// Undoes everything but articles, and decides again how the ambiguous dates of the run's sources are read: they may
    /// show less now of how they write. Gives the articles whose bodies have to be read again.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn disambiguate_dates(
        mut self,
        archive: &ArchiveWriter,
    ) -> Result<(ResolvedUndo<'a>, PendingDates), ArchiveError> {
        let teasers: Vec<i64> =
            self.list("SELECT id FROM articles WHERE import_id = ?1 AND kind = 'teaser' ORDER BY id")?;
        for teaser in teasers {
            self.undo_teaser(teaser)?;
        }
        self.undo_earlier_versions()?;
        self.undo_rejects()?;
        self.regroup_stories()?;
        self.removal.names.resolve(self.connection)?;
        for &article in &self.restored {
            self.removal.note(self.connection, article)?;
        }
        let pending = self.removal.disambiguate_dates(archive)?;
        Ok((ResolvedUndo { session: self }, pending))
    }

    /// Deletes what nothing refers to any more, and marks the run as undone.
    fn finish(mut self) -> Result<UndoneImport, ArchiveError> {
        self.removal.finish(self.connection)?;
        let mut heirs = BTreeSet::new();
        let mut import = self.connection.prepare_cached("SELECT import_id FROM articles WHERE id = ?1")?;
        for article in &self.brought {
            heirs.extend(
                import.query_map([article], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?,
            );
        }
        heirs.remove(&self.import.0);
        self.undone.heirs = heirs.into_iter().collect();
        self.connection
            .execute("UPDATE imports SET undone_at = ?2 WHERE id = ?1", params![self.import.0, utc_now()])?;
        // The session ends here, and with it what it knows of names.
        let _ = apply_corrections(self.connection)?;
        Ok(self.undone)
    }

    fn list<C: FromIterator<i64>>(&self, sql: &str) -> Result<C, ArchiveError> {
        let numbers = self
            .connection
            .prepare(sql)?
            .query_map([self.import.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// Undoes an article whose current version this run has brought.
    fn undo_article(&mut self, article: i64) -> Result<(), ArchiveError> {
        if hand_over::hand_over(self.connection, self.import, "articles", article, article)? {
            let teasers = "UPDATE articles SET import_id = p.import_id, import_file_id = p.import_file_id, member = p.member,
                               record = p.record, byte_offset = p.byte_offset, byte_length = p.byte_length
                           FROM articles p WHERE p.id = ?1 AND articles.parent_id = ?1 AND articles.import_id = ?2";
            self.undone.handed_over += 1 + self.connection.execute(teasers, [article, self.import.0])? as u64;
            return Ok(());
        }
        let earlier: Option<i64> = self.connection.query_row(
            "SELECT max(revision) FROM revisions WHERE article_id = ?1 AND import_id <> ?2",
            [article, self.import.0],
            |row| row.get(0),
        )?;
        match earlier {
            Some(revision) => self.restore_version(article, revision),
            None => self.delete_article(article),
        }
    }

    fn delete_article(&mut self, article: i64) -> Result<(), ArchiveError> {
        for teaser in self.numbers("SELECT id FROM articles WHERE parent_id = ?1", article)? {
            self.removal.delete_row(self.connection, teaser)?;
            self.undone.teasers += 1;
        }
        self.removal.delete_row(self.connection, article)?;
        self.undone.articles += 1;
        Ok(())
    }

    fn undo_teaser(&mut self, teaser: i64) -> Result<(), ArchiveError> {
        if hand_over::hand_over(self.connection, self.import, "articles", teaser, teaser)? {
            self.undone.handed_over += 1;
            return Ok(());
        }
        self.removal.delete_row(self.connection, teaser)?;
        self.undone.teasers += 1;
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

    /// Makes an earlier version the current one. Its body has to be read again, unless the extractors are not to read it.
    fn restore_version(&mut self, article: i64, revision: i64) -> Result<(), ArchiveError> {
        annotation_rows::delete_annotations(self.connection, &mut self.removal.names, article)?;
        for teaser in
            self.list_two("SELECT id FROM articles WHERE parent_id = ?1 AND import_id = ?2", article)?
        {
            self.undo_teaser(teaser)?;
        }
        self.connection
            .prepare_cached(&format!(
                "UPDATE articles SET (revision, {REVISION_COLUMNS}) =
                     (SELECT revision, {REVISION_COLUMNS} FROM revisions WHERE article_id = ?1 AND revision = ?2)
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
        self.restored.push(article);
        self.undone.restored += 1;
        let is_extracted = self
            .connection
            .prepare_cached("SELECT not_extracted IS NULL FROM articles WHERE id = ?1")?
            .query_row([article], |row| row.get(0))?;
        if is_extracted {
            self.waiting = Some(article);
            return Ok(());
        }
        self.finish_restored(article)
    }

    fn request(&self, article: i64) -> Result<ReanalysisRequest, ArchiveError> {
        let request = self
            .connection
            .prepare_cached("SELECT body, published_day FROM articles WHERE id = ?1")?
            .query_row([article], |row| {
                let anchor =
                    stored_in("articles", &article)
                        .parsed_optional(row, "published_day", |day| day.parse().ok())?;
                Ok(ReanalysisRequest { article, body: row.get(0)?, anchor })
            })?;
        Ok(request)
    }

    fn list_two(&self, sql: &str, of: i64) -> Result<Vec<i64>, ArchiveError> {
        let numbers = self
            .connection
            .prepare_cached(sql)?
            .query_map([of, self.import.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// The row of the text that came back, and what is computed from it.
    fn finish_restored(&mut self, article: i64) -> Result<(), ArchiveError> {
        let (body, text_key): (String, String) = self
            .connection
            .prepare_cached("SELECT body, text_key FROM articles WHERE id = ?1")?
            .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sketch: MinHashSketch = shingles::sketch_of(&identity::normalize_text(&body));
        let text = stories::enter_text(self.connection, &mut self.removal.sketch_index, &text_key, &sketch)?;
        self.connection
            .prepare_cached(
                "UPDATE articles SET text_id = ?2, word_count = ?3, extractor = ?4 WHERE id = ?1",
            )?
            .execute(params![article, text.id.0, word_count(&body) as i64, EXTRACTOR])?;
        Ok(())
    }

    /// Versions of this run that others have replaced since then.
    fn undo_earlier_versions(&mut self) -> Result<(), ArchiveError> {
        let versions: Vec<(i64, i64)> = self
            .connection
            .prepare("SELECT id, article_id FROM revisions WHERE import_id = ?1")?
            .query_map([self.import.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (version, article) in versions {
            if !hand_over::hand_over(self.connection, self.import, "revisions", version, article)? {
                self.delete_version(version, article)?;
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

    /// Deletes an earlier version, and counts those after it one down.
    fn delete_version(&self, version: i64, article: i64) -> Result<(), ArchiveError> {
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

    /// Deletes the rejects that no other run observed. Those that the user has let in since stay, so that they stay let in.
    fn undo_rejects(&mut self) -> Result<(), ArchiveError> {
        self.connection.execute(
            "UPDATE rejects SET readmitted_at = NULL
             WHERE id IN (SELECT substr(settings, 8) FROM import_files WHERE import_id = ?1 AND settings LIKE 'reject %')",
            [self.import.0],
        )?;
        self.connection.execute(
            "UPDATE rejects SET import_id = s.import_id, import_file_id = s.import_file_id
             FROM (SELECT reject_id, min(id), import_id, import_file_id FROM sightings
                   WHERE import_id <> ?1 AND reject_id > 0 GROUP BY reject_id) s
             WHERE rejects.import_id = ?1 AND s.reject_id = rejects.id",
            [self.import.0],
        )?;
        self.connection.execute("DELETE FROM sightings WHERE import_id = ?1", [self.import.0])?;
        self.undone.rejects = self
            .connection
            .execute("DELETE FROM rejects WHERE import_id = ?1 AND readmitted_at IS NULL", [self.import.0])?
            as u64;
        ended_rejects::undo(self.connection, self.import)
    }

    /// Relates copies and stories anew.
    fn regroup_stories(&mut self) -> Result<(), ArchiveError> {
        self.removal.regroup_stories(self.connection)?;
        for &article in &self.restored {
            let (_, text) = stories::story_and_text(self.connection, article)?;
            duplicates::relate_copies(self.connection, text)?;
            stories::join_stories(self.connection, article, text)?;
        }
        Ok(())
    }
}

/// Refuses a run that does not exist, or that was undone before.
fn refuse_unknown(connection: &Connection, import: i64) -> Result<(), UndoError> {
    let mut statement = connection.prepare_cached("SELECT undone_at FROM imports WHERE id = ?1")?;
    let mut rows = statement.query([import])?;
    let Some(row) = rows.next()? else { return Err(UndoError::Unknown(import)) };
    match row.get(0)? {
        Some(when) => Err(UndoError::Done(import, when)),
        None => Ok(()),
    }
}
