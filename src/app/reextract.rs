//! Reads the archive's bodies again with the extractors of this presscut, some hundreds at a time on all cores.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use presscut_extract::Extractor;

use crate::app::reanalyze;
use crate::archive::ArchiveError;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::articles::reextract::{ReextractScope, Reextraction};
use crate::archive::schema::lock::WriterLock;
use crate::model::Annotations;

/// Bodies in one transaction.
const BATCH_BODIES: usize = 256;

/// How far a run is, or was when it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReextractProgress {
    /// Bodies that were read.
    pub done: u64,
    /// Bodies to read in all.
    pub total: u64,
}

/// Reads bodies again until all are read or `stop` is set; `report` is called with the progress after each batch.
///
/// # Errors
/// Where another run is writing to the archive, and where it cannot be read or written.
pub fn run(
    archive: &Path,
    scope: ReextractScope,
    jobs: usize,
    stop: &AtomicBool,
    report: &mut dyn FnMut(ReextractProgress),
) -> Result<ReextractProgress, ArchiveError> {
    let lock = WriterLock::take_if_free(archive)?;
    let mut reextraction = Reextraction::open(archive, scope, lock)?;
    let extractor = Extractor::default();
    let mut progress = ReextractProgress { done: 0, total: reextraction.count()? };
    while !stop.load(Ordering::Relaxed) {
        let requests = reextraction.next_requests(BATCH_BODIES)?;
        if requests.is_empty() {
            break;
        }
        reextraction.store(&annotate(&extractor, &requests, jobs))?;
        progress.done += requests.len() as u64;
        report(progress);
    }
    reextraction.finish()?;
    Ok(progress)
}

/// What is found in some bodies, in their order.
fn annotate(extractor: &Extractor, requests: &[ReanalysisRequest], jobs: usize) -> Vec<(i64, Annotations)> {
    let share = requests.len().div_ceil(jobs.max(1)).max(1);
    let read = |part: &[ReanalysisRequest]| -> Vec<(i64, Annotations)> {
        part.iter().map(|request| (request.article, reanalyze::annotate(extractor, request))).collect()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = requests.chunks(share).map(|part| scope.spawn(move || read(part))).collect();
        let finish = |worker: thread::ScopedJoinHandle<'_, _>| match worker.join() {
            Ok(found) => found,
            // The extractors do not panic; if one does, the run ends as it would have without threads.
            Err(panic) => std::panic::resume_unwind(panic),
        };
        workers.into_iter().flat_map(finish).collect()
    })
}
