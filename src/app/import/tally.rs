//! The writer's side of an import: each step written to the archive, and what became of the records counted.

use presscut_extract::Extractor;

use crate::app::import::request::RejectSummary;
use crate::app::import::steps::Step;
use crate::app::known_dates::KnownDates;
use crate::app::reanalyze;
use crate::app::record::Taken;
use crate::archive::ArchiveError;
use crate::archive::articles::open_file::OpenFile;
use crate::archive::articles::store_outcome::ArticleOutcome;
use crate::archive::articles::writer::Writer;
use crate::archive::ledger::{Counts, Ending, FileEnd};
use crate::model::Annotated;

/// Rejects that a report names at most.
const MAX_NAMED_REJECTS: usize = 10;

/// What the writer's thread remembers between two steps.
#[derive(Default)]
pub(crate) struct Tally {
    open: Option<OpenFile>,
    /// How many files were read, known ones left out.
    pub files_read: u64,
    /// How many files were known and skipped.
    pub files_known: u64,
    /// Articles that went in, or were changed, whose date cannot be read.
    pub unreadable_dates: u64,
    /// Articles that went in, or were changed, and have clearly more or fewer words than their database says.
    pub other_lengths: u64,
    /// The first records that were rejected.
    pub rejects: Vec<RejectSummary>,
    /// How many records may still change the archive.
    remaining: Option<u64>,
    /// Dates of bodies that annotated records bring for each day that they can be of.
    pub known_dates: KnownDates,
    /// Whether there were records after those: what follows is for the next run.
    pub left_out: bool,
}

impl Tally {
    /// Of an import that may change the archive by `stop_after` records at most.
    pub fn new(stop_after: Option<u64>) -> Tally {
        Tally { remaining: stop_after, ..Tally::default() }
    }

    /// What became of the records so far, those of the open file included.
    pub fn counts(&self, writer: &Writer) -> Counts {
        let mut counts = *writer.counts();
        if let Some(file) = &self.open {
            counts.add(&file.counts);
        }
        counts
    }

    /// Writes a step.
    pub fn write(
        &mut self,
        writer: &mut Writer,
        step: Step<Taken>,
        extractor: &Extractor,
    ) -> Result<(), ArchiveError> {
        self.left_out |= self.remaining == Some(0) && !matches!(step, Step::End(_));
        match step {
            Step::Begin(_) | Step::Known(_) if self.left_out => {}
            Step::Begin(facts) => {
                self.open = Some(writer.begin_file(&facts)?);
                self.files_read += 1;
            }
            Step::Known(facts) => {
                writer.skip_file(&facts)?;
                self.files_known += 1;
            }
            Step::Records(records) => {
                // The reader sends no records outside of a file.
                let Some(mut file) = self.open.take() else { return Ok(()) };
                for record in records {
                    if self.remaining == Some(0) {
                        self.left_out = true;
                        break;
                    }
                    self.write_record(writer, &mut file, record, extractor)?;
                }
                self.open = Some(file);
            }
            Step::End(end) => {
                if let Some(file) = self.open.take() {
                    reanalyze::disambiguate_file(extractor, &self.known_dates, writer, &file)?;
                    let ending = if self.left_out { Ending::Interrupted } else { end.ending };
                    writer.end_file(file, FileEnd { ending, ..end })?;
                }
            }
        }
        Ok(())
    }

    fn write_record(
        &mut self,
        writer: &mut Writer,
        file: &mut OpenFile,
        record: Taken,
        extractor: &Extractor,
    ) -> Result<(), ArchiveError> {
        let changes = match record {
            Ok(annotated) => {
                let has_unreadable_date = annotated.cutting.article.has_unreadable_date();
                let has_other_length = has_other_length(&annotated);
                let outcome = reanalyze::store_article(extractor, writer, file, annotated)?;
                let changes = !matches!(outcome, ArticleOutcome::Unchanged | ArticleOutcome::Forgotten);
                self.unreadable_dates += u64::from(changes && has_unreadable_date);
                self.other_lengths += u64::from(changes && has_other_length);
                changes
            }
            Err(reject) => {
                let is_new = writer.reject(file, &reject)?;
                if self.rejects.len() < MAX_NAMED_REJECTS {
                    self.rejects.push(RejectSummary { origin: reject.origin, reason: reject.reason });
                }
                is_new
            }
        };
        if let Some(remaining) = self.remaining.as_mut().filter(|_| changes) {
            *remaining -= 1;
        }
        Ok(())
    }
}

/// Words by which a database's count may differ from ours: it counts headlines and bylines too, and parts words its own way.
const LENGTH_TOLERANCE_WORDS: u64 = 40;

/// Whether an article has clearly more or fewer words than its database says: part of it is missing, or it is two.
fn has_other_length(annotated: &Annotated) -> bool {
    let Some(stated) = annotated.cutting.article.stated_words else { return false };
    let differs_by = stated.abs_diff(annotated.words as u64);
    differs_by > LENGTH_TOLERANCE_WORDS && differs_by * 4 > stated
}
