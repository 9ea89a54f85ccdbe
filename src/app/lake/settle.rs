//! Settling a lake: its records become one archive by the importer's own writer, and the archive's tables Parquet files.
//!
//! So the result is what importing all scrapes into one archive gives: the same entities, stories, copies, dates and
//! revisions, with the same numbers. What was extracted is taken from the records, the dates for both days of an ambiguous
//! date too. The archive stays beside the tables, as `settled.db`: the next time only parts that it does not know are read,
//! and the tables are written anew. It takes one machine's disk; what people have decided in a smaller archive is merged
//! into it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::ask::error::AskError;
use crate::app::export::{Partition, TablesPlan, TablesWritten, export_setup, export_tables};
use crate::app::import;
use crate::app::import::{
    Event, ForgottenArticles, ImportContent, ImportError, ImportMode, ImportOutcome, ImportReport,
    ImportRequest,
};
use crate::app::lake::record_filter::RecordFilter;
use crate::app::merge;
use crate::app::merge::MergeError;
use crate::app::output::{FolderPlan, ManifestPlan, OutputPlan, OutputTarget};
use crate::app::reading::ReadingRequest;
use crate::output::parquet::PARQUET;
use crate::output::{RowView, Style};
use crate::query::TimeLimit;
use crate::query::catalogue::dialect::Dialect;

/// The archive beside the tables.
const ARCHIVE_NAME: &str = "settled.db";

/// A lake to be settled.
#[derive(Debug, Clone)]
pub struct SettleRequest {
    /// Its files and folders.
    pub lake: Vec<PathBuf>,
    /// The folder of the tables.
    pub tables: PathBuf,
    /// An archive whose decisions hold for the lake too.
    pub decisions: Option<PathBuf>,
    /// How many workers.
    pub jobs: usize,
    /// The user's command line, for the ledger.
    pub command: String,
}

/// How settling went.
#[derive(Debug)]
pub enum SettleOutcome {
    /// The user interrupted it; what was read is in the archive, and the tables are as they were.
    Interrupted,
    /// The tables are written.
    Settled(SettledLake),
}

/// A lake that is settled.
#[derive(Debug)]
pub struct SettledLake {
    /// The archive.
    pub archive: PathBuf,
    /// What the records became.
    pub report: ImportReport,
    /// Decisions that came from the smaller archive.
    pub decisions: u64,
    /// Files that were written.
    pub files: usize,
    /// Their rows.
    pub rows: u64,
}

/// Why a lake was not settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The records cannot be stored.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The decisions cannot be merged.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// The tables cannot be written.
    #[error(transparent)]
    Tables(#[from] AskError),
    /// The folder cannot be made.
    #[error("{folder} cannot be made: {error}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
}

/// Settles a lake.
///
/// # Errors
/// Where its files are not there, or the archive or the tables cannot be written.
pub fn run(
    request: &SettleRequest,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<SettleOutcome, SettleError> {
    let folder = &request.tables;
    std::fs::create_dir_all(folder).map_err(|error| SettleError::Folder { folder: folder.clone(), error })?;
    let archive = folder.join(ARCHIVE_NAME);
    let stored = import::run(&import_request(request, &archive), stop, report)?;
    let ImportOutcome::Ran(imported) = stored else { return Ok(SettleOutcome::Interrupted) };
    if stop.load(Ordering::Relaxed) {
        return Ok(SettleOutcome::Interrupted);
    }
    let mut decisions = 0;
    if let Some(from) = &request.decisions {
        merge::check(&archive, std::slice::from_ref(from))?;
        decisions = merge::run(&archive, from)?.merged.decisions;
    }
    let (mut files, mut rows) = (0, 0);
    let plan = TablesPlan::Folder(tables_plan(folder), Partition::Month);
    export_tables(&archive, &[], &plan, &mut |written| {
        if let TablesWritten::File(written) = written {
            files += 1;
            rows += written.end.rows;
        }
    })?;
    for dialect in [Dialect::DuckDb, Dialect::Spark] {
        export_setup(dialect, folder, true)?;
    }
    Ok(SettleOutcome::Settled(SettledLake { archive, report: imported, decisions, files, rows }))
}

fn import_request(request: &SettleRequest, archive: &Path) -> ImportRequest {
    ImportRequest {
        archive: archive.into(),
        paths: request.lake.clone(),
        content: ImportContent::Annotated(RecordFilter::default()),
        reading: ReadingRequest::default(),
        mode: ImportMode::Keep,
        jobs: request.jobs,
        stop_after: None,
        forgotten: ForgottenArticles::KeptOut,
        command: request.command.clone(),
    }
}

fn tables_plan(folder: &Path) -> FolderPlan {
    let each = OutputPlan {
        format: &PARQUET,
        target: OutputTarget::Stdout,
        style: Style::default(),
        view: RowView::default(),
        screen_lines: None,
        chart: None,
        max_rows: None,
        time: TimeLimit { time: None, on_overdue: || {} },
        manifest: ManifestPlan { beside_file: false, in_workbook: false },
    };
    FolderPlan { folder: folder.into(), overwrite: true, each }
}
