//! Annotated records of a lake into the archive: read, checked and stored, but not extracted again.
//!
//! The rows are those that importing the scrapes would give, in the order of the records: a stretch of records from one
//! scrape is one file of the ledger, also where it goes on in the next part, so that a column of dates is seen whole. A part
//! is a row of the ledger too, written when all of its records are in: it is known the next time. Records of another version
//! of the extractors are annotated again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use presscut_extract::Extractor;

use crate::app::import::plan::ImportPlan;
use crate::app::import::steps::Step;
use crate::app::import::tally::Tally;
use crate::app::lake::date_readings::DateReading;
use crate::app::lake::line::{LakeLine, LakeRecord, read_line};
use crate::app::lake::record_filter::RecordFilter;
use crate::app::lake::stored_lines::StoredLines;
use crate::app::ordered;
use crate::app::ordered::{Closed, Queue};
use crate::app::record::{Refusal, Taken, annotate_again, catch_failure};
use crate::archive::articles::writer::Writer;
use crate::archive::ledger::{Ending, FileEnd, FileFacts, Reject, path_text};
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::archive::{ArchiveError, EXTRACTOR};
use crate::model::Origin;
use crate::text::fingerprint::sha256_of_file;

/// A chunk is sent when it has this many lines, or this many bytes.
const CHUNK_LINES: usize = 64;
const CHUNK_BYTES: usize = 512 << 10;

/// What the ledger has as the settings and the format of a part.
const PART_SETTINGS: &str = "annotated records";
const PART_FORMAT: &str = "lake";

/// An import of annotated records.
pub(crate) struct AnnotatedRun<'r> {
    pub plan: &'r ImportPlan,
    /// Which records are wanted.
    pub filter: &'r RecordFilter,
    pub stop: &'r AtomicBool,
    pub bytes: &'r AtomicU64,
}

/// What goes from the reader to the workers, and from them to the writer.
enum PartStep<R> {
    /// A part that some run has read to its end.
    Known(FileFacts),
    /// Some of its records.
    Records(Vec<R>),
    /// All of its records have gone before.
    Read(FileFacts),
}

/// A line with its place.
struct PlacedLine {
    part: PathBuf,
    number: u64,
    line: Result<String, String>,
}

/// A record with the scrape that it came from.
struct FromScrape {
    path: String,
    settings: String,
    taken: Taken,
    /// Both readings of its date, where it can be two days.
    readings: Vec<DateReading>,
}

impl AnnotatedRun<'_> {
    /// Reads the parts and writes their records.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn write_all(
        &self,
        tally: &mut Tally,
        writer: &mut Writer,
        after_step: &mut dyn FnMut(&Tally, &Writer),
    ) -> Result<(), ArchiveError> {
        let extractor = &self.plan.extractor;
        let work = |step: PartStep<PlacedLine>| match step {
            PartStep::Known(facts) => PartStep::Known(facts),
            PartStep::Read(facts) => PartStep::Read(facts),
            PartStep::Records(lines) => {
                let records = lines.into_iter().map(|line| read_record(line, extractor));
                PartStep::Records(records.filter(|record| self.wants(record)).collect())
            }
        };
        let mut scrapes = OpenScrape { extractor, open: None, read: Vec::new() };
        ordered::run(
            self.plan.jobs,
            |queue| self.read_all(queue),
            work,
            |step| {
                match step {
                    PartStep::Known(facts) => {
                        scrapes.end(tally, writer, Ending::Done)?;
                        tally.write(writer, Step::Known(facts), extractor)?;
                    }
                    PartStep::Records(records) => {
                        for record in records {
                            scrapes.write(tally, writer, record)?;
                        }
                    }
                    PartStep::Read(facts) => scrapes.read.push(facts),
                }
                after_step(tally, writer);
                Ok::<(), ArchiveError>(())
            },
        )?;
        let stopped = self.stop.load(Ordering::Relaxed);
        scrapes.end(tally, writer, if stopped { Ending::Interrupted } else { Ending::Done })
    }

    fn read_all(&self, mut queue: Queue<'_, PartStep<PlacedLine>>) {
        // A connection of its own, to ask which parts are known; without one, every part is read.
        let archive = open::reading(&self.plan.archive).ok();
        for file in &self.plan.files {
            if self.stop.load(Ordering::Relaxed)
                || self.read_part(&file.path, archive.as_ref(), &mut queue).is_err()
            {
                return;
            }
        }
    }

    fn read_part(
        &self,
        path: &Path,
        archive: Option<&ArchiveReader>,
        queue: &mut Queue<'_, PartStep<PlacedLine>>,
    ) -> Result<(), Closed> {
        // What engines write beside their files.
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_')) {
            return Ok(());
        }
        let mut facts = FileFacts {
            path: path_text(path),
            sha256: None,
            bytes: None,
            format: Some(PART_FORMAT),
            settings: format!("{PART_SETTINGS}{}", self.filter.describe()),
        };
        let placed = |number, line| PlacedLine { part: path.into(), number, line };
        let opened = sha256_of_file(path).and_then(|(sha256, length)| {
            let is_known = self.plan.knows(archive, &sha256, &facts.settings);
            (facts.sha256, facts.bytes) = (Some(sha256), Some(length));
            Ok((is_known, StoredLines::open(path)?))
        });
        let mut lines = match opened {
            Ok((true, _)) => {
                self.bytes.fetch_add(facts.bytes.unwrap_or(0), Ordering::Relaxed);
                return queue.send(PartStep::Known(facts), 0);
            }
            Ok((false, lines)) => lines,
            Err(error) => {
                let line = placed(0, Err(format!("cannot be read: {error}")));
                return queue.send(PartStep::Records(vec![line]), 0);
            }
        };
        let (mut chunk, mut size, mut number) = (Vec::new(), 0, 0);
        let mut is_whole = true;
        while let Some(line) = lines.next_line() {
            if self.stop.load(Ordering::Relaxed) {
                return queue.send(PartStep::Records(chunk), size);
            }
            number += 1;
            size += line.as_ref().map_or(0, String::len);
            is_whole = line.is_ok();
            chunk.push(placed(number, line.map_err(|error| format!("cannot be read on: {error}"))));
            if !is_whole {
                break;
            }
            if chunk.len() >= CHUNK_LINES || size >= CHUNK_BYTES {
                queue.send(PartStep::Records(std::mem::take(&mut chunk)), size)?;
                size = 0;
                queue.let_heavy_pass();
            }
        }
        queue.send(PartStep::Records(chunk), size)?;
        self.bytes.fetch_add(facts.bytes.unwrap_or(0), Ordering::Relaxed);
        if is_whole { queue.send(PartStep::Read(facts), 0) } else { Ok(()) }
    }

    /// Whether a record is wanted. What is wrong with the part itself is always told.
    fn wants(&self, record: &FromScrape) -> bool {
        match &record.taken {
            Ok(annotated) => self.filter.takes(annotated),
            Err(_) => self.filter.is_everything() || record.settings == PART_SETTINGS,
        }
    }
}

/// What a line holds. One that is no record of a lake is a reject of its part.
fn read_record(placed: PlacedLine, extractor: &Extractor) -> FromScrape {
    let PlacedLine { part, number, line } = placed;
    let path = path_text(&part);
    let origin = Origin { path: part, record: number, ..Origin::default() };
    let reject = |rule: &str, reason: String, raw: Vec<u8>| FromScrape {
        path: path.clone(),
        settings: PART_SETTINGS.into(),
        taken: Err(Box::new(Reject { origin: origin.clone(), rule: rule.into(), reason, raw, scrape: None })),
        readings: Vec::new(),
    };
    let text = match line {
        Ok(text) => text,
        Err(reason) => return reject("unreadable", reason, Vec::new()),
    };
    let LakeLine { extractor: version, settings, record, readings, .. } = match read_line(&text) {
        Ok(line) => line,
        Err(error) => {
            let reason = format!(
                "is no annotated record ({error}): `presscut lake extract` makes them of scrapes, and without --annotated \
                 scrapes are imported"
            );
            return reject("not annotated", reason, text.into_bytes());
        }
    };
    match record {
        LakeRecord::Reject(reject) => {
            FromScrape { path: path_text(&reject.origin.path), settings, taken: Err(reject), readings }
        }
        LakeRecord::Article(mut annotated) => {
            let path = path_text(&annotated.origin.path);
            let readings = if version == EXTRACTOR { readings } else { Vec::new() };
            let current = || {
                if version != EXTRACTOR {
                    annotate_again(&mut annotated, extractor);
                }
                Ok(annotated)
            };
            match catch_failure(current) {
                Ok(annotated) => FromScrape { path, settings, taken: Ok(annotated), readings },
                Err(Refusal { rule, reason, .. }) => reject(&rule, reason, text.into_bytes()),
            }
        }
    }
}

/// The scrape whose records are being written.
struct OpenScrape<'e> {
    extractor: &'e Extractor,
    /// Its path, and the settings that it was read with.
    open: Option<(String, String)>,
    /// Parts whose records have all gone to the archive or to the open scrape.
    read: Vec<FileFacts>,
}

impl OpenScrape<'_> {
    fn write(
        &mut self,
        tally: &mut Tally,
        writer: &mut Writer,
        record: FromScrape,
    ) -> Result<(), ArchiveError> {
        let FromScrape { path, settings, taken, readings } = record;
        if let Ok(annotated) = &taken {
            for reading in readings {
                if let Some(day) = reading.published.anchor() {
                    tally.known_dates.keep(&annotated.cutting.article.body, day, reading.dates);
                }
            }
        }
        if self.open.as_ref().is_none_or(|(open, with)| *open != path || *with != settings) {
            self.end(tally, writer, Ending::Done)?;
            let facts = FileFacts {
                path: path.clone(),
                sha256: None,
                bytes: None,
                format: None,
                settings: settings.clone(),
            };
            tally.write(writer, Step::Begin(facts), self.extractor)?;
            self.open = Some((path, settings));
        }
        tally.write(writer, Step::Records(vec![taken]), self.extractor)
    }

    /// Ends the scrape, and enters the parts that were read by then, unless it was interrupted.
    fn end(&mut self, tally: &mut Tally, writer: &mut Writer, ending: Ending) -> Result<(), ArchiveError> {
        if self.open.take().is_some() {
            tally.write(writer, Step::End(FileEnd { ending, passed_over: 0 }), self.extractor)?;
        }
        let read = std::mem::take(&mut self.read);
        if ending != Ending::Done || tally.left_out {
            return Ok(());
        }
        for facts in read {
            let part = writer.begin_file(&facts)?;
            writer.end_file(part, FileEnd { ending: Ending::Done, passed_over: 0 })?;
        }
        Ok(())
    }
}
