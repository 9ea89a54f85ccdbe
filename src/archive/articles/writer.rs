//! The one writer of an archive: annotated cuttings in, rows out, in batches that are there whole or not at all.
//!
//! What a cutting becomes ([`Fate`]) is decided here and nowhere else, by its identity: unknown is new, known
//! with the same text is unchanged, known with another text (or with a field that was missing) is a revision,
//! and the older version is kept. Where both versions say when they were last changed, the later one is current, whichever
//! comes first; otherwise the one that comes last is. A text that the article had before in some earlier version is no
//! revision, unless it says that it was changed since: importing old scrapes again changes nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::articles::annotation_rows;
use crate::archive::articles::annotation_rows::Waiting;
use crate::archive::articles::article_version::Stored;
use crate::archive::articles::reread::Reread;
use crate::archive::articles::{date_disambiguation, sources};
use crate::archive::entities::names;
use crate::archive::full_text::Unindexed;
use crate::archive::ledger;
use crate::archive::ledger::observations;
use crate::archive::ledger::observations::Met;
use crate::archive::ledger::{Counts, Ending, FileEnd, FileFacts, FileId, ImportId, Readmission, Reject};
use crate::archive::near_duplicates::duplicates;
use crate::archive::near_duplicates::index::Shelves;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::archive::{ArchiveError, full_text, near_duplicates, quotes};
use crate::model::{Annotated, Article, Teaser};

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
    /// The number that the next article gets.
    next_article: i64,
    reread: Box<dyn Reread>,
    known: names::Known,
    shelves: Shelves,
    waiting: Waiting,
    unindexed: Unindexed,
    // Fields are dropped in order: the lock goes when the archive is closed.
    _lock: WriterLock,
}

impl Writer {
    /// Opens the archive (made if it is not there, migrated if it is old) and enters the run.
    pub fn open(
        path: &Path,
        command: &str,
        reread: Box<dyn Reread>,
        lock: WriterLock,
    ) -> Result<Writer, ArchiveError> {
        let connection = open::importing(path)?;
        connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| open::in_use(path, error))?;
        ledger::close_killed_imports(&connection)?;
        let import = ledger::begin_import(&connection, command)?;
        connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        let last: i64 =
            connection.query_row("SELECT coalesce(max(id), 0) FROM articles", [], |row| row.get(0))?;
        Ok(Writer {
            connection,
            import,
            total: Counts::default(),
            in_batch: 0,
            next_article: last + 1,
            reread,
            known: names::Known::default(),
            shelves: Shelves::default(),
            waiting: Waiting::default(),
            unindexed: Unindexed::default(),
            _lock: lock,
        })
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
        self.step(None)
    }

    /// Enters a file; its records follow.
    pub fn begin_file(&mut self, file: &FileFacts) -> Result<OpenFile, ArchiveError> {
        Ok(OpenFile {
            id: ledger::begin_file(&self.connection, self.import, file)?,
            counts: Counts::default(),
            encodings: BTreeMap::new(),
        })
    }

    /// Reads what dates can be two days, now that a file has shown how its sources write.
    pub fn settle_dates(&mut self, file: &OpenFile) -> Result<(), ArchiveError> {
        self.waiting.flush(&self.connection)?;
        date_disambiguation::after_file(&self.connection, file.id, &*self.reread)
    }

    /// Enters the end of a file.
    pub fn end_file(&mut self, file: OpenFile, end: FileEnd) -> Result<(), ArchiveError> {
        self.total.add(&file.counts);
        ledger::end_file(&self.connection, file.id, end, &file.counts, file.encodings().as_deref())?;
        self.step(None)
    }

    /// Stores a cutting.
    pub fn store(
        &mut self,
        file: &mut OpenFile,
        mut annotated: Box<Annotated>,
    ) -> Result<Fate, ArchiveError> {
        if let Some(encoding) = &annotated.cutting.article.encoding {
            *file.encodings.entry(encoding.clone()).or_insert(0) += 1;
        }
        let fate = self.article(file, &mut annotated)?;
        match fate {
            Fate::New => file.counts.new += 1,
            Fate::Unchanged => file.counts.unchanged += 1,
            Fate::Revised => file.counts.revised += 1,
            Fate::Duplicate => file.counts.duplicate += 1,
        }
        self.step(Some(file))?;
        Ok(fate)
    }

    /// Keeps a record that is not taken; gives whether it is new.
    pub fn reject(&mut self, file: &mut OpenFile, reject: &Reject) -> Result<bool, ArchiveError> {
        let is_new = ledger::reject(&self.connection, self.import, file.id, reject)?;
        file.counts.rejected += 1;
        self.step(Some(file))?;
        Ok(is_new)
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
    pub fn finish(mut self, ending: Ending) -> Result<Counts, ArchiveError> {
        self.flush()?;
        self.known.settle(&self.connection)?;
        ledger::end_import(&self.connection, self.import, ending, &self.total)?;
        quotes::apply(&self.connection)?;
        full_text::index_new_quotes(&self.connection)?;
        self.connection.execute_batch("COMMIT; PRAGMA optimize")?;
        open::close(self.connection)?;
        Ok(self.total)
    }

    /// Gives up after an error: the batch that was being written is undone, and the run is entered as failed.
    pub fn abandon(self) {
        // The error that led here is the one to tell; the archive is sound whether or not this succeeds.
        let _ = self.connection.execute_batch("ROLLBACK");
        let _ = ledger::fail_import(&self.connection, self.import);
        let _ = open::close(self.connection);
    }

    fn step(&mut self, file: Option<&OpenFile>) -> Result<(), ArchiveError> {
        self.in_batch += 1;
        if self.in_batch >= BATCH {
            let mut counts = self.total;
            counts.add(&file.map(|file| file.counts).unwrap_or_default());
            let file = file.map(|file| (file.id, &file.counts));
            ledger::enter_progress(&self.connection, self.import, &counts, file)?;
            self.flush()?;
            self.known.settle(&self.connection)?;
            quotes::apply(&self.connection)?;
            full_text::index_new_quotes(&self.connection)?;
            self.connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
            self.known.refresh(&self.connection)?;
            self.in_batch = 0;
        }
        Ok(())
    }

    /// Writes what waits to be written with others of its kind.
    fn flush(&mut self) -> Result<(), ArchiveError> {
        self.waiting.flush(&self.connection)?;
        self.unindexed.flush(&self.connection)?;
        self.shelves.flush(&self.connection)
    }

    fn article(&mut self, file: &mut OpenFile, annotated: &mut Annotated) -> Result<Fate, ArchiveError> {
        let source_id = sources::source_id(&self.connection, &annotated.cutting.article)?;
        let version = Stored::from_annotated(annotated, source_id);
        match Stored::find(&self.connection, &annotated.identity.key())? {
            None => self.add(file, version, annotated),
            Some((id, old)) => self.meet_again(file, id, &old, version, annotated),
        }
    }

    fn add(
        &mut self,
        file: &mut OpenFile,
        version: Stored,
        annotated: &mut Annotated,
    ) -> Result<Fate, ArchiveError> {
        let text = near_duplicates::enter(
            &self.connection,
            &mut self.shelves,
            &version.text_key,
            &annotated.sketch,
        )?;
        let id = self.next_article();
        version.insert(&self.connection, id, Some(text.id), &self.place(file, annotated))?;
        self.unindexed.take(&self.connection, id, version.title, version.body)?;
        self.fill(file, id, annotated)?;
        if text.known {
            duplicates::relate(&self.connection, text.id)?;
        }
        if text.known || text.linked {
            near_duplicates::join(&self.connection, id, text.id)?;
        }
        Ok(if text.known { Fate::Duplicate } else { Fate::New })
    }

    /// An article that is there, in this version or another.
    fn meet_again(
        &mut self,
        file: &mut OpenFile,
        id: i64,
        old: &Stored,
        version: Stored,
        annotated: &mut Annotated,
    ) -> Result<Fate, ArchiveError> {
        let met = Met::Article(id, &annotated.identity.text_key);
        let place = (self.import, file.id);
        let comes_back = old.is_earlier_than(&version);
        if old.text_key != version.text_key && !comes_back && self.had_before(id, &version)? {
            observations::note(&self.connection, met, place, &annotated.origin, annotated.byte_length)?;
            return Ok(Fate::Unchanged);
        }
        if version.is_earlier_than(old) {
            return self.keep_as_earlier(file, id, old, &version, annotated);
        }
        let merged = version.over(old);
        if merged == *old {
            observations::note(&self.connection, met, place, &annotated.origin, annotated.byte_length)?;
            return Ok(Fate::Unchanged);
        }
        let (story, old_text) = near_duplicates::of_article(&self.connection, id)?;
        let text =
            near_duplicates::enter(&self.connection, &mut self.shelves, &merged.text_key, &annotated.sketch)?;
        self.unindexed.flush(&self.connection)?;
        merged.revise(&self.connection, id, text.id, &self.place(file, annotated))?;
        self.waiting.flush(&self.connection)?;
        annotation_rows::delete(&self.connection, &mut self.known, id)?;
        let own_day = annotated.cutting.article.published.and_then(|published| published.anchor());
        let day = self.day_of(id)?;
        if own_day != day && annotated.not_extracted.is_none() {
            // The day is known from an earlier scrape: relative dates are counted from it.
            annotated.annotations = self.reread.annotations(&annotated.cutting.article.body, day);
        }
        self.fill(file, id, annotated)?;
        near_duplicates::move_text(&self.connection, &mut self.shelves, id, story, (old_text, text.id))?;
        Ok(Fate::Revised)
    }

    /// A version that was changed before the one that is there: it goes among the older ones.
    fn keep_as_earlier(
        &mut self,
        file: &mut OpenFile,
        id: i64,
        current: &Stored,
        version: &Stored,
        annotated: &Annotated,
    ) -> Result<Fate, ArchiveError> {
        let same_title = version.title.is_none() || version.title == current.title;
        if version.text_key == current.text_key && (same_title || self.had_before(id, version)?) {
            let met = Met::Article(id, &annotated.identity.text_key);
            let place = (self.import, file.id);
            observations::note(&self.connection, met, place, &annotated.origin, annotated.byte_length)?;
            return Ok(Fate::Unchanged);
        }
        version.insert_as_revision(&self.connection, id, &self.place(file, annotated))?;
        Ok(Fate::Revised)
    }

    fn day_of(&self, id: i64) -> Result<Option<NaiveDate>, ArchiveError> {
        let day: Option<String> = self
            .connection
            .prepare_cached("SELECT published_day FROM articles WHERE id = ?1")?
            .query_row([id], |row| row.get(0))?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    fn next_article(&mut self) -> i64 {
        let id = self.next_article;
        self.next_article += 1;
        id
    }

    /// Stores what hangs on an article: blocks, mentions, quotes, dates, teasers.
    fn fill(&mut self, file: &mut OpenFile, id: i64, annotated: &mut Annotated) -> Result<(), ArchiveError> {
        for block in &annotated.cutting.blocks {
            self.connection
                .prepare_cached("INSERT INTO blocks (article_id, kind, text, line) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![id, block.kind.as_str(), block.text, block.line as i64])?;
        }
        let annotations = std::mem::take(&mut annotated.annotations);
        self.waiting.take(&self.connection, &mut self.known, id, annotations)?;
        let teasers = std::mem::take(&mut annotated.teasers);
        for (teaser, (text_key, annotations)) in annotated.cutting.teasers.iter().zip(teasers) {
            if let Some(teaser_id) = self.teaser(file, id, annotated, teaser, &text_key)? {
                self.waiting.take(&self.connection, &mut self.known, teaser_id, annotations)?;
                file.counts.teasers += 1;
            }
        }
        Ok(())
    }

    /// Stores a teaser, unless the page had it before.
    fn teaser(
        &mut self,
        file: &OpenFile,
        page: i64,
        annotated: &Annotated,
        teaser: &Teaser,
        text_key: &str,
    ) -> Result<Option<i64>, ArchiveError> {
        let identity = format!("teaser:{text_key}:{}", annotated.identity.key());
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM articles WHERE identity = ?1")?
            .query_row([&identity], |row| row.get(0))
            .optional()?;
        if let Some(known) = known {
            let (met, place) = (Met::Article(known, text_key), (self.import, file.id));
            observations::note(&self.connection, met, place, &annotated.origin, annotated.byte_length)?;
            return Ok(None);
        }
        let stored = Stored::from_teaser(teaser, text_key, page, identity);
        let id = self.next_article();
        stored.insert(&self.connection, id, None, &self.place(file, annotated))?;
        self.unindexed.take(&self.connection, id, stored.title, stored.body)?;
        Ok(Some(id))
    }

    /// Whether an earlier version has this text, and this headline if there is one: another headline is another version.
    fn had_before(&self, id: i64, version: &Stored) -> Result<bool, ArchiveError> {
        let had = self.connection.prepare_cached(
            "SELECT 1 FROM revisions WHERE article_id = ?1 AND text_key = ?2 AND (?3 IS NULL OR title IS ?3)",
        )?.exists(params![id, version.text_key, version.title])?;
        Ok(had)
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
    /// What its records were decoded from, and how many of them.
    encodings: BTreeMap<Cow<'static, str>, u64>,
}

impl OpenFile {
    /// What its records were decoded from, the most frequent first.
    fn encodings(&self) -> Option<String> {
        let mut found: Vec<_> = self.encodings.iter().collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let names: Vec<&str> = found.into_iter().map(|(name, _)| name.as_ref()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

/// Where a row comes from.
pub(crate) struct Place<'a> {
    pub import: ImportId,
    pub file: FileId,
    pub annotated: &'a Annotated,
}

impl Place<'_> {
    /// The article of the row, or of the page that it stood on.
    pub fn article(&self) -> &Article {
        &self.annotated.cutting.article
    }
}
