//! Reads the archive's bodies again with the extractors of this presscut, some hundreds at a time, on all cores.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use presscut_extract::Extractor;

use crate::app::reanalyze;
use crate::app::record::not_extracted_language;
use crate::archive::ArchiveError;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::articles::reextract::{Reextraction, Reread};
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::open;
use crate::model::Annotations;
use crate::text::language::identify_language;

pub use crate::archive::articles::reextract::ReextractScope;

/// Bodies that are one transaction.
const BATCH_BODIES: usize = 256;

/// What to read again, and how.
#[derive(Debug, Clone)]
pub struct ReextractRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// Which bodies.
    pub scope: ReextractScope,
    /// How many workers.
    pub jobs: usize,
}

/// How far a run is, and what it has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReextractProgress {
    /// Bodies that were read.
    pub read: u64,
    /// Bodies that were to be read.
    pub wanted: u64,
}

impl ReextractProgress {
    /// Whether there is nothing left to read.
    pub fn is_complete(self) -> bool {
        self.read >= self.wanted
    }
}

/// Reads bodies again until all are read or `stop` is set; reports after each batch.
///
/// # Errors
/// Where there is no archive, where another program is writing to it, and where it cannot be read or written.
pub fn run(
    request: &ReextractRequest,
    stop: &AtomicBool,
    report: &mut dyn FnMut(ReextractProgress),
) -> Result<ReextractProgress, ArchiveError> {
    open::refuse_missing(&request.archive)?;
    let lock = WriterLock::take_soon(&request.archive)?;
    let mut reextraction = Reextraction::open(&request.archive, request.scope, lock)?;
    let mut done = ReextractProgress { read: 0, wanted: reextraction.count()? };
    let extractor = Extractor::default();
    while !stop.load(Ordering::Relaxed) {
        let bodies = reextraction.next_requests(BATCH_BODIES)?;
        if bodies.is_empty() {
            break;
        }
        reextraction.store(&annotate(&bodies, &extractor, request.jobs))?;
        done.read += bodies.len() as u64;
        report(done);
    }
    reextraction.finish()?;
    Ok(done)
}

/// Reads a body that was read as English: another presscut may have known fewer languages.
fn read_again(extractor: &Extractor, body: &ReanalysisRequest, language: Option<&str>) -> Reread {
    let language = identify_language(&body.body, language);
    let not_extracted = not_extracted_language(language.as_deref());
    let annotations = match not_extracted {
        None => reanalyze::annotate(extractor, body),
        Some(_) => Annotations::default(),
    };
    Reread { article: body.article, language, annotations, not_extracted }
}

/// What is found in the bodies, in their order.
fn annotate(
    bodies: &[(ReanalysisRequest, Option<String>)],
    extractor: &Extractor,
    jobs: usize,
) -> Vec<Reread> {
    let share = bodies.len().div_ceil(jobs.max(1)).max(1);
    let read = |part: &[(ReanalysisRequest, Option<String>)]| -> Vec<Reread> {
        part.iter().map(|(body, language)| read_again(extractor, body, language.as_deref())).collect()
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
