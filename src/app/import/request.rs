//! What an import is asked to do, what it reports on its way, and what it has done: the types of [`super::run`].

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::entity_model::EntityModelError;
use crate::app::lake::record_filter::RecordFilter;
use crate::app::reading::ReadingRequest;
use crate::archive::ArchiveError;
use crate::archive::ledger::Counts;

pub use crate::archive::articles::writer::ForgottenArticles;
use crate::model::Origin;

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The archive's file; it is made if it is not there.
    pub archive: PathBuf,
    /// Files and folders, in the order in which they are read; "-" is standard input.
    pub paths: Vec<PathBuf>,
    /// Whether these hold scrapes, or records that are annotated already.
    pub content: ImportContent,
    /// What the records are, and what they become.
    pub reading: ReadingRequest,
    /// Whether the archive is changed.
    pub mode: ImportMode,
    /// How many workers.
    pub jobs: usize,
    /// Stop when this many records have changed the archive.
    pub stop_after: Option<u64>,
    /// Whether articles that were forgotten are let in again; known files are then read again.
    pub forgotten: ForgottenArticles,
    /// The user's command line, for the ledger.
    pub command: String,
}

/// What an import reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportContent {
    /// Scrapes.
    Scrapes,
    /// Annotated records of a lake, as JSON lines or in Parquet: those that the filter takes.
    Annotated(RecordFilter),
}

/// Whether an import changes the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// It does.
    Keep,
    /// It runs on a copy of the archive, which is thrown away.
    DryRun,
}

/// What an import reports while it runs.
#[derive(Debug, Clone, Copy)]
pub enum Event<'e> {
    /// The files were found: their bytes, where these are known.
    Found {
        /// Of all files together.
        bytes: u64,
    },
    /// Another import is writing.
    Waiting {
        /// Who it is, if its lock says so.
        holder: &'e str,
        /// How long it is waited for; `None` is as long as it takes.
        limit: Option<Duration>,
    },
    /// The archive was from an older presscut and is now up to date; this is a copy of it as it was.
    BroughtUpToDate(&'e Path),
    /// This much is done.
    Progress(Progress),
}

/// What an import has done so far.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes of the files that were read.
    pub bytes: u64,
    /// What became of the records.
    pub counts: Counts,
}

/// How an import went.
#[derive(Debug)]
pub enum ImportOutcome {
    /// The user interrupted it while it waited for another import: nothing was read.
    NotBegun,
    /// It ran.
    Ran(ImportReport),
}

/// What an import that ran has done.
#[derive(Debug)]
pub struct ImportReport {
    /// What became of the records.
    pub counts: Counts,
    /// How many files were read, known ones left out.
    pub files_read: u64,
    /// How many files were known and skipped.
    pub files_known: u64,
    /// Articles that went in, or were changed, whose date cannot be read or stands for none.
    pub unreadable_dates: u64,
    /// Articles that went in, or were changed, and have clearly more or fewer words than their database says.
    pub other_lengths: u64,
    /// The first records that were rejected, ten at most.
    pub rejects: Vec<RejectSummary>,
    /// How it ended.
    pub end: ImportEnd,
}

/// A rejected record, for people; its bytes are in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectSummary {
    /// Where it was; record 0 is the whole file.
    pub origin: Origin,
    /// Why.
    pub reason: String,
}

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportEnd {
    /// All files were read.
    Complete,
    /// It had changed as many records as it was to change, and there were more.
    StoppedAfter,
    /// The user interrupted it; what was read by then is in.
    Interrupted,
}

/// Why an import was not begun, or failed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// None of the paths exists.
    #[error("{path} is not there: name files or folders to import, or - for standard input")]
    NothingThere {
        /// The first of them.
        path: PathBuf,
    },
    /// The folders are empty.
    #[error("there are no files in these folders")]
    NoFiles,
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] EntityModelError),
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The folder for a dry run cannot be made.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}
