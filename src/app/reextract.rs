//! Reads the archive's bodies again with the extractors of this presscut, some hundreds at a time on all cores.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::archive::ArchiveError;
use crate::archive::articles::reextract::{Body, Reextraction, Which};
use crate::archive::schema::lock::WriterLock;
use crate::model::Annotations;
use presscut_extract::Extractor;

/// So many bodies are one transaction.
const BATCH: usize = 256;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reread {
    /// Bodies that were read.
    pub read: u64,
    /// Bodies that were to be read.
    pub wanted: u64,
}

/// Reads bodies again until all are read or `stop` is set; `tell` hears how many there are by now.
///
/// # Errors
/// Where somebody else is writing to the archive, and where it cannot be read or written.
pub fn run(
    archive: &Path,
    which: Which,
    jobs: usize,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Reread),
) -> Result<Reread, ArchiveError> {
    let lock = WriterLock::take_if_free(archive)?;
    let mut reextraction = Reextraction::open(archive, which, lock)?;
    let extractor = Extractor::default();
    let mut done = Reread { read: 0, wanted: reextraction.count()? };
    while !stop.load(Ordering::Relaxed) {
        let bodies = reextraction.next(BATCH)?;
        if bodies.is_empty() {
            break;
        }
        reextraction.store(&annotate(&bodies, &extractor, jobs))?;
        done.read += bodies.len() as u64;
        tell(done);
    }
    reextraction.finish()?;
    Ok(done)
}

/// What is found in some bodies, in their order.
fn annotate(bodies: &[Body], extractor: &Extractor, jobs: usize) -> Vec<(i64, Annotations)> {
    let share = bodies.len().div_ceil(jobs.max(1)).max(1);
    let read = |part: &[Body]| -> Vec<(i64, Annotations)> {
        part.iter().map(|body| (body.article, extractor.annotate(&body.text, body.day))).collect()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = bodies.chunks(share).map(|part| scope.spawn(move || read(part))).collect();
        let finish = |worker: thread::ScopedJoinHandle<'_, _>| match worker.join() {
            Ok(found) => found,
            // The extractors do not panic; if one does, the run ends as it would have without threads.
            Err(panic) => std::panic::resume_unwind(panic),
        };
        workers.into_iter().flat_map(finish).collect()
    })
}
