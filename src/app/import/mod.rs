//! Runs the line from files to the archive: one reader, workers, one writer.
//!
//! The reader cuts files into chunks of records; workers read, clean and annotate the chunks; the writer, on the
//! caller's thread, gets them back in order, so that the rows do not depend on how many workers there are.

pub mod ordered;
pub(crate) mod reader;
pub mod record;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::app::reanalyze::Extractors;
use crate::archive::ArchiveError;
use crate::archive::articles::writer::{Fate, OpenFile, Writer};
use crate::archive::ledger::{Counts, Ending, FileEnd, FileFacts, Reject};
use crate::archive::schema::lock::WriterLock;
use crate::model::Annotated;
use crate::read::input::files::Found;
use crate::{clean, read};
use presscut_extract::Extractor;

/// How many rejected records a report names.
const NAMED_REJECTS: usize = 10;

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The archive's file.
    pub archive: PathBuf,
    /// The files, in order.
    pub files: Vec<Found>,
    /// How to read them.
    pub read: read::Options,
    /// What to give to records that lack it.
    pub clean: clean::Options,
    /// What finds entities, quotes and dates.
    pub extractor: Extractor,
    /// The options above as text: a file is known only under the same ones.
    pub settings: String,
    /// How many workers.
    pub jobs: usize,
    /// What the user typed, for the ledger.
    pub command: String,
    /// Stop when so many records have changed the archive.
    pub stop_after: Option<u64>,
}

/// What an import tells while it runs.
#[derive(Debug, Clone, Copy)]
pub enum Event<'e> {
    /// Another import is writing; who it is, if it says so.
    Waiting(&'e str),
    /// So much is done.
    Progress(Progress),
}

/// What an import has done so far, for whoever shows it.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes of the files that were read.
    pub bytes: u64,
    /// What became of the records.
    pub counts: Counts,
}

/// What an import has done.
#[derive(Debug)]
pub struct Report {
    /// What became of the records.
    pub counts: Counts,
    /// How many files were read, known ones left out.
    pub files_read: u64,
    /// How many files were known and passed over.
    pub files_known: u64,
    /// The first records that were not taken.
    pub rejects: Vec<Reject>,
    /// How it ended.
    pub ending: Ending,
    /// Whether it ended because it had done as much as it was to do.
    pub stopped_after: bool,
}

/// Work in the order of the files.
pub(crate) enum Step<R> {
    Begin(FileFacts),
    Known(FileFacts),
    Records(Vec<R>),
    End(FileEnd),
}

/// What a record became before the archive sees it.
pub(crate) type Taken = Result<Box<Annotated>, Box<Reject>>;

/// Imports. `stop` may be set from elsewhere: what has been read by then goes in, and the rest is for the next run.
pub fn run(plan: &Plan, stop: &AtomicBool, tell: &mut dyn FnMut(Event<'_>)) -> Result<Report, ArchiveError> {
    let lock = WriterLock::take(&plan.archive, &mut |holder| {
        tell(Event::Waiting(holder));
        !stop.load(Ordering::Relaxed)
    })?;
    let reread = Box::new(Extractors::new(plan.extractor.clone()));
    let mut writer = Writer::open(&plan.archive, &plan.command, reread, lock)?;
    let readmitted = writer.readmitted()?;
    let bytes = AtomicU64::new(0);
    let mut tally = Tally { still_to_take: plan.stop_after, ..Tally::default() };
    let result = ordered::run(
        plan.jobs,
        |queue| reader::read_all(plan, stop, &bytes, queue),
        |step: Step<reader::Cut>| {
            step.map(|cut| record::take(cut, &plan.clean, &plan.extractor, &readmitted))
        },
        |step| {
            tally.write(&mut writer, step)?;
            if tally.left_out {
                stop.store(true, Ordering::Relaxed);
            }
            let counts = tally.counts(&writer);
            tell(Event::Progress(Progress { bytes: bytes.load(Ordering::Relaxed), counts }));
            Ok(())
        },
    );
    if let Err(error) = result {
        writer.abandon();
        return Err(error);
    }
    let ending = if stop.load(Ordering::Relaxed) { Ending::Interrupted } else { Ending::Done };
    let counts = writer.finish(ending)?;
    let Tally { files_read, files_known, rejects, left_out, .. } = tally;
    Ok(Report { counts, files_read, files_known, rejects, ending, stopped_after: left_out })
}

impl<R> Step<R> {
    fn map<S>(self, take: impl Fn(R) -> S) -> Step<S> {
        match self {
            Step::Begin(facts) => Step::Begin(facts),
            Step::Known(facts) => Step::Known(facts),
            Step::Records(records) => Step::Records(records.into_iter().map(take).collect()),
            Step::End(end) => Step::End(end),
        }
    }
}

/// What the writer's thread keeps in mind between two steps.
#[derive(Default)]
struct Tally {
    open: Option<OpenFile>,
    files_read: u64,
    files_known: u64,
    rejects: Vec<Reject>,
    /// How many records may still change the archive.
    still_to_take: Option<u64>,
    /// Whether there were records after those: what follows is for the next run.
    left_out: bool,
}

impl Tally {
    fn counts(&self, writer: &Writer) -> Counts {
        let mut counts = *writer.counts();
        if let Some(file) = &self.open {
            counts.add(&file.counts);
        }
        counts
    }

    fn write(&mut self, writer: &mut Writer, step: Step<Taken>) -> Result<(), ArchiveError> {
        self.left_out |= self.still_to_take == Some(0) && !matches!(step, Step::End(_));
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
                    if self.still_to_take == Some(0) {
                        self.left_out = true;
                        break;
                    }
                    self.record(writer, &mut file, record)?;
                }
                self.open = Some(file);
            }
            Step::End(end) => {
                if let Some(file) = self.open.take() {
                    writer.settle_dates(&file)?;
                    let ending = if self.left_out { Ending::Interrupted } else { end.ending };
                    writer.end_file(file, FileEnd { ending, ..end })?;
                }
            }
        }
        Ok(())
    }

    fn record(
        &mut self,
        writer: &mut Writer,
        file: &mut OpenFile,
        record: Taken,
    ) -> Result<(), ArchiveError> {
        let changes = match record {
            Ok(annotated) => writer.store(file, annotated)? != Fate::Unchanged,
            Err(reject) => {
                let is_new = writer.reject(file, &reject)?;
                if self.rejects.len() < NAMED_REJECTS {
                    // Its bytes are in the archive now.
                    self.rejects.push(Reject { raw: Vec::new(), scrape: None, ..*reject });
                }
                is_new
            }
        };
        if let Some(still) = self.still_to_take.as_mut().filter(|_| changes) {
            *still -= 1;
        }
        Ok(())
    }
}
