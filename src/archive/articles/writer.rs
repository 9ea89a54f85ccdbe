//! The one writer of an archive: annotated cuttings in, rows out, in batches that are stored as a whole or not at all.
//!
//! What a cutting becomes ([`ArticleOutcome`]) is decided here and nowhere else, by its identity: unknown is new, known
//! with the same text is unchanged, known with another text (or with a field that was missing) is a revision,
//! and the older version is kept. Where both versions say when they were last changed, the later one is current, whichever
//! comes first; otherwise the one that comes last is. A text that the article had before in some earlier version is no
//! revision, unless it says that it was changed since: importing old scrapes again changes nothing. An article without an
//! address is found by its imprint and its text, or one that is nearly the same (`imprint`).
//!
//! A revision may take its day from an earlier scrape; then its body has to be read again with that day. The writer asks for
//! that before it writes anything of the revision: [`StoreOutcome::NeedsReanalysis`].

mod contents;

use std::collections::HashSet;
use std::path::Path;

use rusqlite::params;

use crate::archive::ArchiveError;
use crate::archive::applied_corrections::{NamesChange, apply_corrections};
use crate::archive::articles::annotation_rows;
use crate::archive::articles::annotation_rows::PendingAnnotations;
use crate::archive::articles::article_version::{ArticleVersion, StoredVersion};
use crate::archive::articles::date_disambiguation::PendingDates;
use crate::archive::articles::open_file::OpenFile;
use crate::archive::articles::provenance::Provenance;
use crate::archive::articles::store_outcome::{ArticleOutcome, PendingRevision, StoreOutcome};
use crate::archive::articles::{date_disambiguation, imprint, sources};
use crate::archive::entities::names::NameRegistry;
use crate::archive::forgetting::entries::KeptOut;
use crate::archive::full_text::PendingFullText;
use crate::archive::ledger::observations::Observed;
use crate::archive::ledger::records::{Counts, Ending, FileEnd, FileFacts, ImportId, Reject};
use crate::archive::ledger::rejects::Readmission;
use crate::archive::ledger::{ended_rejects, files, observations, rejects, runs};
use crate::archive::near_duplicates::index::SketchIndex;
use crate::archive::near_duplicates::stories;
use crate::archive::near_duplicates::stories::{EnteredText, PendingFirsts};
use crate::archive::schema::connection::ArchiveWriter;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::model::{Annotated, Annotations, PublicationKey};

/// Articles or rejects after which a batch is committed.
const MAX_BATCH_RECORDS: u64 = 4000;

/// What a cutting is to the archive, before that is written.
enum Decided {
    Stored(ArticleOutcome),
    Revision(Box<PendingRevision>),
}

/// What becomes of articles that were forgotten when they come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForgottenArticles {
    /// They are kept out.
    KeptOut,
    /// They are let in, and are articles like any other from then on.
    LetIn,
}

/// An import's hold on the archive.
pub struct Writer {
    archive: ArchiveWriter,
    import: ImportId,
    total: Counts,
    in_batch: u64,
    /// The number that the next article gets.
    next_article: i64,
    names: NameRegistry,
    sketch_index: SketchIndex,
    pending_firsts: PendingFirsts,
    pending_annotations: PendingAnnotations,
    pending_full_text: PendingFullText,
    /// What was forgotten, and is kept out or let in again.
    kept_out: KeptOut,
    forgotten: ForgottenArticles,
    // Fields are dropped in order: the lock goes when the archive is closed.
    _lock: WriterLock,
}

impl Writer {
    /// Opens the archive (made if it is not there, migrated if it is old) and enters the run.
    ///
    /// # Errors
    /// Where the file is no archive or cannot be written, and where another program keeps it.
    pub fn open(
        path: &Path,
        command: &str,
        forgotten: ForgottenArticles,
        lock: WriterLock,
    ) -> Result<Writer, ArchiveError> {
        let archive = open::importing(path)?;
        let connection = archive.connection();
        connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(|error| ArchiveError::where_in_use(path, error))?;
        runs::close_killed_imports(connection)?;
        let import = runs::begin_import(connection, command)?;
        connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        let last: i64 =
            connection.query_row("SELECT coalesce(max(id), 0) FROM articles", [], |row| row.get(0))?;
        let kept_out = KeptOut::load(connection)?;
        Ok(Writer {
            archive,
            import,
            total: Counts::default(),
            in_batch: 0,
            next_article: last + 1,
            names: NameRegistry::default(),
            sketch_index: SketchIndex::default(),
            pending_firsts: PendingFirsts::default(),
            pending_annotations: PendingAnnotations::default(),
            pending_full_text: PendingFullText::default(),
            kept_out,
            forgotten,
            _lock: lock,
        })
    }

    /// The archive that is written, in the transaction of the current batch.
    pub fn archive(&self) -> &ArchiveWriter {
        &self.archive
    }

    /// Passes over a file that some run has read to its end under the same settings.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn skip_file(&mut self, file: &FileFacts) -> Result<(), ArchiveError> {
        let known = match &file.sha256 {
            Some(sha256) => files::known_file(&self.archive, sha256, &file.settings)?,
            None => None,
        };
        let counts = known.unwrap_or_default();
        self.total.add(&counts);
        files::skip_file(self.archive.connection(), self.import, file, &counts)?;
        self.count_record(None)
    }

    /// Enters a file; its records follow.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn begin_file(&mut self, file: &FileFacts) -> Result<OpenFile, ArchiveError> {
        Ok(OpenFile::new(files::begin_file(self.archive.connection(), self.import, file)?))
    }

    /// Decides how ambiguous dates are read, now that a file has shown how its sources write them. Gives the
    /// articles whose bodies have to be read again.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn disambiguate_dates(&mut self, file: &OpenFile) -> Result<PendingDates, ArchiveError> {
        self.pending_annotations.flush(self.archive.connection())?;
        self.pending_firsts.flush(self.archive.connection())?;
        date_disambiguation::disambiguate_file(self.archive.connection(), file.id)
    }

    /// Enters the end of a file.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn end_file(&mut self, file: OpenFile, end: FileEnd) -> Result<(), ArchiveError> {
        self.total.add(&file.counts);
        let encodings = file.encodings();
        files::end_file(self.archive.connection(), file.id, end, &file.counts, encodings.as_deref())?;
        if end.ending == Ending::Done && file.counts.records() > file.counts.rejected {
            ended_rejects::end_earlier(self.archive.connection(), self.import, file.id)?;
        }
        self.count_record(None)
    }

    /// Stores a cutting, or says that its body has to be read again first.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn store(
        &mut self,
        file: &mut OpenFile,
        annotated: Box<Annotated>,
    ) -> Result<StoreOutcome, ArchiveError> {
        file.count_encoding(&annotated.cutting.article);
        if self.is_kept_out(&annotated)? {
            self.count_outcome(file, ArticleOutcome::Forgotten)?;
            return Ok(StoreOutcome::Stored(ArticleOutcome::Forgotten));
        }
        let source_id = sources::source_id(self.archive.connection(), &annotated.cutting.article)?;
        let version = ArticleVersion::from_annotated(&annotated, source_id);
        let (stored, entered) = self.find_stored(&version, &annotated)?;
        let decided = match stored {
            None => Decided::Stored(self.add_article(file, version, entered, annotated)?),
            Some((id, old)) => {
                let decided = self.compare_with_stored(file, (id, &old), version, annotated)?;
                if let (Decided::Stored(_), Some(text)) = (&decided, entered) {
                    stories::remove_unused_text(self.archive.connection(), &mut self.sketch_index, text.id)?;
                }
                decided
            }
        };
        let outcome = match decided {
            Decided::Stored(outcome) => outcome,
            Decided::Revision(revision) if revision.needs_reanalysis() => {
                return Ok(StoreOutcome::NeedsReanalysis(revision));
            }
            Decided::Revision(revision) => self.write_revision(file, *revision)?,
        };
        self.count_outcome(file, outcome)?;
        Ok(StoreOutcome::Stored(outcome))
    }

    /// Stores a revision with what was found in its body when it was read again.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn store_reanalyzed(
        &mut self,
        file: &mut OpenFile,
        mut revision: Box<PendingRevision>,
        annotations: Annotations,
    ) -> Result<ArticleOutcome, ArchiveError> {
        revision.annotated.annotations = annotations;
        let outcome = self.write_revision(file, *revision)?;
        self.count_outcome(file, outcome)?;
        Ok(outcome)
    }

    /// Keeps a record that is not taken; gives whether it is new.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn reject(&mut self, file: &mut OpenFile, reject: &Reject) -> Result<bool, ArchiveError> {
        if self.forgotten == ForgottenArticles::KeptOut
            && self.kept_out.keeps_out_record(&reject.raw, reject.scrape.as_deref())
        {
            file.counts.forgotten += 1;
            self.count_record(Some(file))?;
            return Ok(false);
        }
        let is_new = rejects::enter_reject(self.archive.connection(), self.import, file.id, reject)?;
        file.counts.rejected += 1;
        self.count_record(Some(file))?;
        Ok(is_new)
    }

    /// The records that the user has let in, by the SHA-256 of their bytes.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn readmitted_hashes(&self) -> Result<HashSet<String>, ArchiveError> {
        rejects::readmitted_hashes(self.archive.connection())
    }

    /// What letting a reject in needs.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn readmission(&self, id: i64) -> Result<Readmission, ArchiveError> {
        rejects::readmission(self.archive.connection(), id)
    }

    /// Enters that a reject was let in.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn enter_readmission(&self, id: i64) -> Result<(), ArchiveError> {
        rejects::enter_readmission(self.archive.connection(), id)
    }

    /// What the run has done with the files that have ended.
    pub fn counts(&self) -> &Counts {
        &self.total
    }

    /// Enters the run's end, commits, and closes the archive.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn finish(mut self, ending: Ending) -> Result<Counts, ArchiveError> {
        self.complete_batch()?;
        runs::end_import(self.archive.connection(), self.import, ending, &self.total)?;
        self.archive.connection().execute_batch("COMMIT; PRAGMA optimize")?;
        open::close(self.archive)?;
        Ok(self.total)
    }

    /// Gives up after an error: the current batch is rolled back, and the run is entered as failed.
    pub fn abandon(self) {
        // The error that led here is the one to report; the archive is sound whether or not this succeeds.
        let _ = self.archive.connection().execute_batch("ROLLBACK");
        let _ = runs::fail_import(self.archive.connection(), self.import);
        let _ = open::close(self.archive);
    }

    /// Whether an article was forgotten, unless such are let in again: then its entry says so.
    fn is_kept_out(&mut self, annotated: &Annotated) -> Result<bool, ArchiveError> {
        let text_key = matches!(annotated.identity.publication, PublicationKey::Imprint(_))
            .then_some(annotated.identity.text_key.as_str());
        let entries = self.kept_out.entries_of(&annotated.identity.key(), text_key);
        if self.forgotten == ForgottenArticles::LetIn && !entries.is_empty() {
            self.kept_out.readmit(self.archive.connection(), &entries)?;
            return Ok(false);
        }
        Ok(!entries.is_empty())
    }

    /// Closes the archive as if the run had never begun: where it has changed nothing.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn discard(self) -> Result<(), ArchiveError> {
        self.archive.connection().execute_batch("ROLLBACK")?;
        runs::delete_import(self.archive.connection(), self.import)?;
        open::close(self.archive)
    }

    fn count_outcome(&mut self, file: &mut OpenFile, outcome: ArticleOutcome) -> Result<(), ArchiveError> {
        match outcome {
            ArticleOutcome::New => file.counts.new += 1,
            ArticleOutcome::Unchanged => file.counts.unchanged += 1,
            ArticleOutcome::Revised => file.counts.revised += 1,
            ArticleOutcome::Duplicate => file.counts.duplicate += 1,
            ArticleOutcome::Forgotten => file.counts.forgotten += 1,
        }
        self.count_record(Some(file))
    }

    /// Counts a record, and commits where a batch is full.
    fn count_record(&mut self, file: Option<&OpenFile>) -> Result<(), ArchiveError> {
        self.in_batch += 1;
        if self.in_batch < MAX_BATCH_RECORDS {
            return Ok(());
        }
        let mut counts = self.total;
        counts.add(&file.map(|file| file.counts).unwrap_or_default());
        let file = file.map(|file| (file.id, &file.counts));
        runs::enter_progress(self.archive.connection(), self.import, &counts, file)?;
        self.complete_batch()?;
        self.archive.connection().execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        self.names.refresh(self.archive.connection())?;
        self.in_batch = 0;
        Ok(())
    }

    /// Makes the transaction complete, before it is committed. The order matters: rows that refer to names are written before
    /// names are resolved, and corrections follow what is then in `quotes`.
    fn complete_batch(&mut self) -> Result<(), ArchiveError> {
        let connection = self.archive.connection();
        self.pending_annotations.flush(connection)?;
        self.pending_firsts.flush(connection)?;
        self.pending_full_text.flush(connection)?;
        self.sketch_index.flush(connection)?;
        self.names.resolve(connection)?;
        if apply_corrections(connection)? == NamesChange::Changed {
            self.names.clear();
        }
        Ok(())
    }

    /// The stored article that a version is of, if there is one; and the version's text, if it had to be entered to know.
    fn find_stored(
        &mut self,
        version: &ArticleVersion,
        annotated: &Annotated,
    ) -> Result<(Option<StoredVersion>, Option<EnteredText>), ArchiveError> {
        let connection = self.archive.connection();
        if !matches!(annotated.identity.publication, PublicationKey::Imprint(_)) {
            return Ok((ArticleVersion::find(connection, &version.identity)?, None));
        }
        if let Some(found) = imprint::find_by_text(connection, version)? {
            return Ok((Some(found), None));
        }
        let text =
            stories::enter_text(connection, &mut self.sketch_index, &version.text_key, &annotated.sketch)?;
        let found = match text.is_known || text.is_linked {
            true => imprint::find_by_near_text(connection, version, text.id)?,
            false => None,
        };
        Ok((found, Some(text)))
    }

    /// Adds an article whose text is `entered`, if it is already.
    fn add_article(
        &mut self,
        file: &mut OpenFile,
        mut version: ArticleVersion,
        entered: Option<EnteredText>,
        mut annotated: Box<Annotated>,
    ) -> Result<ArticleOutcome, ArchiveError> {
        let id = self.next_article();
        let connection = self.archive.connection();
        let text = match entered {
            Some(text) => text,
            None => {
                stories::enter_text(connection, &mut self.sketch_index, &version.text_key, &annotated.sketch)?
            }
        };
        if let PublicationKey::Imprint(_) = annotated.identity.publication {
            version.identity = imprint::free_identity(connection, &version.identity)?;
        }
        version.insert(connection, id, Some(text.id), &self.provenance(file, &annotated))?;
        self.pending_full_text.push(connection, id, version.title, version.body)?;
        self.store_contents(file, (id, &version.identity), &mut annotated)?;
        let connection = self.archive.connection();
        self.pending_firsts.add(connection, id, text)?;
        Ok(if text.is_known { ArticleOutcome::Duplicate } else { ArticleOutcome::New })
    }

    /// Decides what a scrape is of an article that is stored, in this version or another.
    fn compare_with_stored(
        &mut self,
        file: &mut OpenFile,
        (id, old): (i64, &ArticleVersion),
        version: ArticleVersion,
        annotated: Box<Annotated>,
    ) -> Result<Decided, ArchiveError> {
        let is_same_text = old.text_key == version.text_key;
        if !is_same_text && !old.is_earlier_than(&version) && self.had_before(id, &version)? {
            self.observe_again(file, id, &annotated.identity.text_key, &annotated)?;
            return Ok(Decided::Stored(ArticleOutcome::Unchanged));
        }
        if version.is_earlier_than(old) {
            return self.keep_as_earlier(file, id, old, &version, &annotated).map(Decided::Stored);
        }
        let merged = version.merged_over(old);
        if merged == *old {
            self.observe_again(file, id, &annotated.identity.text_key, &annotated)?;
            return Ok(Decided::Stored(ArticleOutcome::Unchanged));
        }
        Ok(Decided::Revision(Box::new(PendingRevision { article: id, merged, annotated })))
    }

    /// Writes a revision over the version that is stored.
    fn write_revision(
        &mut self,
        file: &mut OpenFile,
        revision: PendingRevision,
    ) -> Result<ArticleOutcome, ArchiveError> {
        let PendingRevision { article, merged, mut annotated } = revision;
        let connection = self.archive.connection();
        self.pending_firsts.flush(connection)?;
        let (story, old_text) = stories::story_and_text(connection, article)?;
        let text =
            stories::enter_text(connection, &mut self.sketch_index, &merged.text_key, &annotated.sketch)?;
        self.pending_full_text.flush(connection)?;
        self.pending_annotations.flush(connection)?;
        // Before the body goes, from which names and quotes are read; its blocks are kept with the earlier version.
        annotation_rows::delete_findings(connection, &mut self.names, article)?;
        merged.revise(connection, article, text.id, &self.provenance(file, &annotated))?;
        annotation_rows::delete_blocks(self.archive.connection(), article)?;
        self.store_contents(file, (article, &merged.identity), &mut annotated)?;
        let connection = self.archive.connection();
        stories::replace_text(connection, &mut self.sketch_index, article, story, (old_text, text.id))?;
        Ok(ArticleOutcome::Revised)
    }

    /// Keeps a version that was changed before the one that is stored, among the older ones.
    fn keep_as_earlier(
        &mut self,
        file: &mut OpenFile,
        id: i64,
        current: &ArticleVersion,
        version: &ArticleVersion,
        annotated: &Annotated,
    ) -> Result<ArticleOutcome, ArchiveError> {
        let same_title = version.title.is_none() || version.title == current.title;
        if version.text_key == current.text_key && (same_title || self.had_before(id, version)?) {
            self.observe_again(file, id, &annotated.identity.text_key, annotated)?;
            return Ok(ArticleOutcome::Unchanged);
        }
        let provenance = self.provenance(file, annotated);
        version.insert_as_revision(self.archive.connection(), id, &provenance)?;
        Ok(ArticleOutcome::Revised)
    }

    fn observe_again(
        &self,
        file: &OpenFile,
        article: i64,
        text_key: &str,
        annotated: &Annotated,
    ) -> Result<(), ArchiveError> {
        let observed = Observed::Article(article, text_key);
        let (run, origin) = ((self.import, file.id), &annotated.origin);
        observations::record(self.archive.connection(), observed, run, origin, annotated.byte_length)
    }

    /// Whether an earlier version has this text, and this headline if there is one: another headline is another version.
    fn had_before(&self, id: i64, version: &ArticleVersion) -> Result<bool, ArchiveError> {
        let had = self.archive.connection().prepare_cached(
            "SELECT 1 FROM revisions WHERE article_id = ?1 AND text_key = ?2 AND (?3 IS NULL OR title IS ?3)",
        )?.exists(params![id, version.text_key, version.title])?;
        Ok(had)
    }

    fn provenance<'a>(&self, file: &OpenFile, annotated: &'a Annotated) -> Provenance<'a> {
        Provenance { import: self.import, file: file.id, annotated }
    }
}
