//! The one writer of an archive: annotated cuttings in, rows out, in batches that are there whole or not at all.
//!
//! What a cutting becomes ([`Fate`]) is decided here and nowhere else, by its identity: unknown is new, known
//! with the same text is unchanged, known with another text (or with a field that was missing) is a revision,
//! and the older version is kept. A text that the article had before in some earlier version is no revision:
//! importing old scrapes again changes nothing.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

use super::ledger::{self, Counts, Ending, FileEnd, FileFacts, FileId, ImportId, Readmission, Reject};
use super::settling::{self, Reread};
use super::{ArchiveError, annotation_rows, duplicates, names, open, stored::Stored};
use crate::model::{Annotated, Teaser};

/// After so many articles or rejects a batch is committed.
const BATCH: u64 = 4000;

/// What became of a cutting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The archive did not have it.
    New,
    /// The archive has it just so.
    Unchanged,
    /// The archive had another version.
    Revised,
    /// New, and its text is that of another article.
    Duplicate,
}

/// An import's hold on the archive.
pub struct Writer {
    connection: Connection,
    import: ImportId,
    total: Counts,
    in_batch: u64,
}

impl Writer {
    /// Opens the archive (made if it is not there, migrated if it is old) and enters the run.
    pub fn open(path: &Path, command: &str) -> Result<Writer, ArchiveError> {
        let connection = open::writing(path)?;
        connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| busy(path, error))?;
        let import = ledger::begin_import(&connection, command)?;
        connection.execute_batch("COMMIT; BEGIN")?;
        Ok(Writer { connection, import, total: Counts::default(), in_batch: 0 })
    }

    /// Passes over a file that some run has read to its end under the same settings.
    pub fn skip_file(&mut self, file: &FileFacts) -> Result<(), ArchiveError> {
        let known = match &file.sha256 {
            Some(sha256) => ledger::known_file(&self.connection, sha256, &file.settings)?,
            None => None,
        };
        let counts = known.unwrap_or_default();
        self.total.add(&counts);
        ledger::skip_file(&self.connection, self.import, file, &counts)?;
        self.step()
    }

    /// Enters a file; its records follow.
    pub fn begin_file(&mut self, file: &FileFacts) -> Result<OpenFile, ArchiveError> {
        Ok(OpenFile {
            id: ledger::begin_file(&self.connection, self.import, file)?,
            counts: Counts::default(),
        })
    }

    /// Reads what dates can be two days, now that a file has shown how its sources write.
    pub fn settle_dates(&self, file: &OpenFile, reread: &dyn Reread) -> Result<(), ArchiveError> {
        settling::after_file(&self.connection, file.id, reread)
    }

    /// Enters the end of a file.
    pub fn end_file(&mut self, file: OpenFile, end: FileEnd) -> Result<(), ArchiveError> {
        self.total.add(&file.counts);
        ledger::end_file(&self.connection, file.id, end, &file.counts)?;
        self.step()
    }

    /// Stores a cutting.
    pub fn store(&mut self, file: &mut OpenFile, annotated: &Annotated) -> Result<Fate, ArchiveError> {
        let fate = self.article(file, annotated)?;
        match fate {
            Fate::New => file.counts.new += 1,
            Fate::Unchanged => file.counts.unchanged += 1,
            Fate::Revised => file.counts.revised += 1,
            Fate::Duplicate => file.counts.duplicate += 1,
        }
        self.step()?;
        Ok(fate)
    }

    /// Keeps a record that is not taken.
    pub fn reject(&mut self, file: &mut OpenFile, reject: &Reject) -> Result<(), ArchiveError> {
        ledger::reject(&self.connection, self.import, file.id, reject)?;
        file.counts.rejected += 1;
        self.step()
    }

    /// The records that the user has let in, by the SHA-256 of their bytes.
    pub fn readmitted(&self) -> Result<HashSet<String>, ArchiveError> {
        ledger::readmitted(&self.connection)
    }

    /// What a reject needs to be let in: see [`ledger::readmission`].
    pub fn readmission(&self, id: i64) -> Result<Option<Option<Readmission>>, ArchiveError> {
        ledger::readmission(&self.connection, id)
    }

    /// Enters that a reject was let in.
    pub fn enter_readmission(&self, id: i64) -> Result<(), ArchiveError> {
        ledger::enter_readmission(&self.connection, id)
    }

    /// What the run has done with the files that have ended.
    pub fn counts(&self) -> &Counts {
        &self.total
    }

    /// Enters the run's end, commits, and closes the archive.
    pub fn finish(self, ending: Ending) -> Result<Counts, ArchiveError> {
        ledger::end_import(&self.connection, self.import, ending, &self.total)?;
        self.connection.execute_batch("COMMIT; PRAGMA optimize")?;
        open::close(self.connection)?;
        Ok(self.total)
    }

    /// Gives up after an error: the batch that was being written is undone, and the run is entered as failed.
    pub fn abandon(self) {
        // The error that led here is the one to tell; the archive is sound whether or not this succeeds.
        let _ = self.connection.execute_batch("ROLLBACK");
        let _ = ledger::end_import(&self.connection, self.import, Ending::Failed, &self.total);
        let _ = open::close(self.connection);
    }

    fn step(&mut self) -> Result<(), ArchiveError> {
        self.in_batch += 1;
        if self.in_batch >= BATCH {
            self.connection.execute_batch("COMMIT; BEGIN")?;
            self.in_batch = 0;
        }
        Ok(())
    }

    fn article(&self, file: &mut OpenFile, annotated: &Annotated) -> Result<Fate, ArchiveError> {
        let (connection, text_key) = (&self.connection, annotated.identity.text_key.as_str());
        let source_id = names::source_id(connection, &annotated.cutting.article)?;
        let new = Stored::from_annotated(annotated, source_id);
        let Some((id, old)) = Stored::find(connection, &annotated.identity.key())? else {
            let known_text = duplicates::text_is_known(connection, text_key)?;
            let id = new.insert(connection, &self.place(file, annotated))?;
            self.fill(file, id, annotated)?;
            if known_text {
                duplicates::relate(connection, text_key)?;
            }
            return Ok(if known_text { Fate::Duplicate } else { Fate::New });
        };
        if old.text_key != new.text_key && self.had_before(id, &new.text_key)? {
            return Ok(Fate::Unchanged);
        }
        let merged = new.over(&old);
        if merged == old {
            return Ok(Fate::Unchanged);
        }
        merged.revise(connection, id, &self.place(file, annotated))?;
        annotation_rows::delete(connection, id)?;
        self.fill(file, id, annotated)?;
        duplicates::relate(connection, &old.text_key)?;
        duplicates::relate(connection, text_key)?;
        Ok(Fate::Revised)
    }

    /// Stores what hangs on an article: blocks, mentions, quotes, dates, teasers.
    fn fill(&self, file: &mut OpenFile, id: i64, annotated: &Annotated) -> Result<(), ArchiveError> {
        for block in &annotated.cutting.blocks {
            self.connection
                .prepare_cached("INSERT INTO blocks (article_id, kind, text, line) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![id, block.kind.as_str(), block.text, block.line as i64])?;
        }
        annotation_rows::insert(&self.connection, id, &annotated.annotations)?;
        for (teaser, (text_key, annotations)) in annotated.cutting.teasers.iter().zip(&annotated.teasers) {
            if let Some(teaser_id) = self.teaser(file, id, annotated, teaser, text_key)? {
                annotation_rows::insert(&self.connection, teaser_id, annotations)?;
                file.counts.teasers += 1;
            }
        }
        Ok(())
    }

    /// Stores a teaser, unless the page had it before.
    fn teaser(
        &self,
        file: &OpenFile,
        page: i64,
        annotated: &Annotated,
        teaser: &Teaser,
        text_key: &str,
    ) -> Result<Option<i64>, ArchiveError> {
        let identity = format!("teaser:{text_key}:{}", annotated.identity.key());
        let known = self
            .connection
            .prepare_cached("SELECT id FROM articles WHERE identity = ?1")?
            .exists([&identity])?;
        if known {
            return Ok(None);
        }
        let stored = Stored::from_teaser(teaser, text_key, page, identity);
        stored.insert(&self.connection, &self.place(file, annotated)).map(Some)
    }

    fn had_before(&self, id: i64, text_key: &str) -> Result<bool, ArchiveError> {
        let had = self
            .connection
            .prepare_cached("SELECT 1 FROM revisions WHERE article_id = ?1 AND text_key = ?2")?
            .query_row(params![id, text_key], |_| Ok(()))
            .optional()?;
        Ok(had.is_some())
    }

    fn place<'a>(&self, file: &OpenFile, annotated: &'a Annotated) -> Place<'a> {
        Place { import: self.import, file: file.id, annotated }
    }
}

/// A file whose records are being stored, and what became of them so far.
#[derive(Debug)]
pub struct OpenFile {
    id: FileId,
    /// So far.
    pub counts: Counts,
}

/// Where a row comes from.
pub(super) struct Place<'a> {
    pub import: ImportId,
    pub file: FileId,
    pub annotated: &'a Annotated,
}

fn busy(path: &Path, error: rusqlite::Error) -> ArchiveError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy) => ArchiveError::Busy { path: path.into() },
        _ => error.into(),
    }
}
