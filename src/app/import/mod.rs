//! From files to the archive: one reader, several workers, one writer.
//!
//! The reader cuts files into chunks of records; workers parse, clean and annotate the chunks; the writer, on the caller's
//! thread, gets them back in order, so that the rows do not depend on the number of workers.

mod annotated;
mod plan;
mod reader;
mod request;
mod steps;
mod tally;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use crate::app::{ordered, record};
use crate::archive::ArchiveError;
use crate::archive::articles::writer::Writer;
use crate::archive::ledger::Ending;
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::waiting::chosen_limit;
use plan::ImportPlan;
use steps::{Cut, Step};
use tally::Tally;

pub use request::{
    Event, ForgottenArticles, ImportContent, ImportEnd, ImportError, ImportMode, ImportOutcome, ImportReport,
    ImportRequest, Progress, RejectSummary,
};

/// Imports. `stop` may be set from another thread: what has been read by then goes in, and the rest is for the next run.
///
/// # Errors
/// Where there is nothing to read, the model cannot be used, or the archive cannot be written.
pub fn run(
    request: &ImportRequest,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Event<'_>),
) -> Result<ImportOutcome, ImportError> {
    let plan = ImportPlan::prepare(request)?;
    report(Event::Found { bytes: plan.bytes() });
    let (limit, begun) = (chosen_limit(), Instant::now());
    let lock = WriterLock::take(&plan.archive, &mut |holder| {
        let goes_on = limit.is_none_or(|limit| begun.elapsed() < limit);
        if goes_on {
            report(Event::Waiting { holder, limit });
        }
        goes_on && !stop.load(Ordering::Relaxed)
    });
    let lock = match lock {
        Err(ArchiveError::Busy { .. }) if stop.load(Ordering::Relaxed) => return Ok(ImportOutcome::NotBegun),
        lock => lock?,
    };
    let writer = Writer::open(&plan.archive, &plan.command, plan.forgotten, lock)?;
    if let Some(backup) = writer.archive().migration_backup() {
        report(Event::BroughtUpToDate(backup));
    }
    let report = read_and_write(&plan, writer, stop, &mut |progress| report(Event::Progress(progress)))?;
    Ok(ImportOutcome::Ran(report))
}

fn read_and_write(
    plan: &ImportPlan,
    mut writer: Writer,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Progress),
) -> Result<ImportReport, ArchiveError> {
    let readmitted = writer.readmitted_hashes()?;
    let bytes = AtomicU64::new(0);
    let mut tally = Tally::new(plan.stop_after);
    let mut after_step = |tally: &Tally, writer: &Writer| {
        if tally.left_out {
            stop.store(true, Ordering::Relaxed);
        }
        report(Progress { bytes: bytes.load(Ordering::Relaxed), counts: tally.counts(writer) });
    };
    let result = match &plan.content {
        ImportContent::Scrapes => ordered::run(
            plan.jobs,
            |queue| reader::read_all(plan, stop, &bytes, queue),
            |step: Step<Cut>| {
                step.map(|cut| record::annotate_record(cut?, &plan.clean, &plan.extractor, &readmitted))
            },
            |step| {
                tally.write(&mut writer, step, &plan.extractor)?;
                after_step(&tally, &writer);
                Ok(())
            },
        ),
        ImportContent::Annotated(filter) => {
            let run = annotated::AnnotatedRun { plan, filter, stop, bytes: &bytes };
            run.write_all(&mut tally, &mut writer, &mut after_step)
        }
    };
    if let Err(error) = result {
        writer.abandon();
        return Err(error);
    }
    let stopped = stop.load(Ordering::Relaxed);
    let counts = writer.finish(if stopped { Ending::Interrupted } else { Ending::Done })?;
    let Tally { files_read, files_known, unreadable_dates, other_lengths, rejects, left_out, .. } = tally;
    let end = match (stopped, left_out) {
        (false, _) => ImportEnd::Complete,
        (true, true) => ImportEnd::StoppedAfter,
        (true, false) => ImportEnd::Interrupted,
    };
    Ok(ImportReport { counts, files_read, files_known, unreadable_dates, other_lengths, rejects, end })
}
