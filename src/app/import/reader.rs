//! The reading thread: files in order, cut into chunks of records, numbered.
//!
//! A file is hashed before it is read, so that one that an earlier run has read whole is skipped; a pipe, which can be read
//! only once, is not hashed. A file that cannot be read, or that breaks off, becomes a reject like any record.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::app::import::plan::ImportPlan;
use crate::app::import::steps::{Cut, Step};
use crate::app::ordered::{Closed, Queue};
use crate::archive::ledger::{Ending, FileEnd, FileFacts, Reject, path_text};
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::model::Origin;
use crate::read;
use crate::read::OpenError;
use crate::read::input::files;
use crate::text::fingerprint;

/// A chunk is sent when it has this many records, or this many bytes.
const CHUNK_RECORDS: usize = 64;
const CHUNK_BYTES: usize = 512 << 10;

/// How much of a file that is not a text is kept with its reject.
const MAX_KEPT_BYTES: u64 = 1 << 20;

/// Reads every file of the plan.
pub(crate) fn read_all(plan: &ImportPlan, stop: &AtomicBool, bytes: &AtomicU64, queue: Queue<'_, Step<Cut>>) {
    // A connection of its own, to ask which files are known; without one, every file is read.
    let archive = open::reading(&plan.archive).ok();
    let mut reading = Reading { plan, stop, bytes, queue, archive, seen: HashSet::new() };
    for found in &plan.files {
        if stop.load(Ordering::Relaxed) || reading.file(&found.path).is_err() {
            return;
        }
    }
}

struct Reading<'p> {
    plan: &'p ImportPlan,
    stop: &'p AtomicBool,
    bytes: &'p AtomicU64,
    queue: Queue<'p, Step<Cut>>,
    archive: Option<ArchiveReader>,
    /// Hashes of this run's files.
    seen: HashSet<String>,
}

impl Reading<'_> {
    fn file(&mut self, path: &Path) -> Result<(), Closed> {
        let mut facts = FileFacts {
            path: path_text(path),
            sha256: None,
            bytes: None,
            format: None,
            settings: self.plan.settings.clone(),
        };
        if path == Path::new("-") {
            return self.stream(BufReader::new(io::stdin()), path, facts);
        }
        if files::is_read_once(path) {
            return match File::open(path) {
                Ok(pipe) => self.stream(BufReader::with_capacity(128 << 10, pipe), path, facts),
                Err(error) => self.refuse(path, facts, &OpenError::Io(error), Vec::new()),
            };
        }
        let opened = fingerprint::sha256_of_file(path)
            .and_then(|(sha256, length)| Ok((sha256, length, File::open(path)?)));
        let (sha256, length, file) = match opened {
            Ok(opened) => opened,
            Err(error) => return self.refuse(path, facts, &OpenError::Io(error), Vec::new()),
        };
        let known = !self.seen.insert(sha256.clone())
            || self.plan.knows(self.archive.as_ref(), &sha256, &self.plan.settings);
        facts.sha256 = Some(sha256);
        facts.bytes = Some(length);
        if known {
            self.bytes.fetch_add(length, Ordering::Relaxed);
            return self.queue.send(Step::Known(facts), 0);
        }
        let counted = Counted { inner: file, bytes: self.bytes };
        self.stream(BufReader::with_capacity(128 << 10, counted), path, facts)
    }

    fn stream(&mut self, stream: impl BufRead, path: &Path, mut facts: FileFacts) -> Result<(), Closed> {
        let template = Origin { path: path.to_path_buf(), ..Origin::default() };
        let records = match read::open(stream, template, &self.plan.read) {
            Ok(records) => records,
            Err(error) => {
                let raw = start_of(path).unwrap_or_default();
                return self.refuse(path, facts, &error, raw);
            }
        };
        facts.format = Some(records.format.name());
        self.queue.send(Step::Begin(facts), 0)?;
        let end = self.records(records, path)?;
        self.queue.send(Step::End(end), 0)
    }

    fn records(&mut self, mut records: read::RecordStream<'_>, path: &Path) -> Result<FileEnd, Closed> {
        let mut chunk = Vec::new();
        let mut size = 0;
        let mut last = 0;
        let ending = loop {
            if self.stop.load(Ordering::Relaxed) {
                break Ending::Interrupted;
            }
            self.queue.let_heavy_pass();
            match records.next_record() {
                None => break Ending::Done,
                Some(Ok((record, parser))) => {
                    size += record.bytes.len();
                    last = record.origin.record;
                    chunk.push(Ok((record, parser)));
                }
                Some(Err(error)) => {
                    let origin = Origin { path: path.to_path_buf(), record: last + 1, ..Origin::default() };
                    let reason = format!("the file cannot be read on from here: {error}");
                    let reject =
                        Reject { origin, rule: "unreadable".into(), reason, raw: Vec::new(), scrape: None };
                    chunk.push(Err(Box::new(reject)));
                    break Ending::Failed;
                }
            }
            if chunk.len() >= CHUNK_RECORDS || size >= CHUNK_BYTES {
                self.queue.send(Step::Records(std::mem::take(&mut chunk)), size)?;
                size = 0;
            }
        };
        if !chunk.is_empty() {
            self.queue.send(Step::Records(chunk), size)?;
        }
        Ok(FileEnd { ending, passed_over: records.skipped() })
    }

    /// A file that gives no records at all.
    fn refuse(
        &mut self,
        path: &Path,
        facts: FileFacts,
        error: &OpenError,
        raw: Vec<u8>,
    ) -> Result<(), Closed> {
        // What could not be read may be readable next time; what is no scrape will never be one.
        let ending = if matches!(error, OpenError::Io(_)) { Ending::Failed } else { Ending::Done };
        let origin = Origin { path: path.to_path_buf(), ..Origin::default() };
        let reject =
            Reject { origin, rule: error.rule().into(), reason: error.to_string(), raw, scrape: None };
        self.queue.send(Step::Begin(facts), 0)?;
        self.queue.send(Step::Records(vec![Err(Box::new(reject))]), 0)?;
        self.queue.send(Step::End(FileEnd { ending, passed_over: 0 }), 0)
    }
}

/// Counts the bytes that pass.
struct Counted<'c, R> {
    inner: R,
    bytes: &'c AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.bytes.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

fn start_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path != Path::new("-") && !files::is_read_once(path) {
        File::open(path)?.take(MAX_KEPT_BYTES).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
