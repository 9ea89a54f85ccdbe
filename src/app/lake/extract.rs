//! Extraction as a filter: scrapes in, a lake's records out, one for each record that was read and in its order.
//!
//! The records are those that an import would store, and rejects those that it would keep: the gate is the same. A record that
//! makes presscut fail is a reject like any other.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

use presscut_extract::Extractor;
use serde_json::{Value, json};

use crate::app::entity_model::{EntityModel, EntityModelError};
use crate::app::lake::date_readings::date_readings;
use crate::app::lake::line::{LakeLine, LakeRecord, write_line};
use crate::app::lake::parts::{PartRow, PartsWriter};
use crate::app::ordered::{self, Closed, Queue};
use crate::app::reading::ReadingRequest;
use crate::app::record::annotate_record;
use crate::app::record_input::{Cut, id_in_json, send_files};
use crate::archive::EXTRACTOR;
use crate::clean;
use crate::model::Origin;
use crate::output::TargetError;
use crate::read;
use crate::read::input::files;
use crate::read::input::files::InputFile;
use crate::read::{BlankLines, Format};

pub use crate::app::lake::parts::PartsPlan;

/// What to extract from, and where the records go.
#[derive(Debug, Clone)]
pub struct LakeExtractRequest {
    /// Files and folders; "-" is standard input. Without any, lines of JSON come from standard input.
    pub paths: Vec<PathBuf>,
    /// The file that standard input is said to be.
    pub origin: Option<PathBuf>,
    /// An archive's file, which is left out where a folder holds it.
    pub archive: PathBuf,
    /// What the records are, and what they become.
    pub reading: ReadingRequest,
    /// How many workers.
    pub jobs: usize,
    /// Where the records go.
    pub output: LakeOutput,
}

/// Where a lake's records go.
#[derive(Debug, Clone)]
pub enum LakeOutput {
    /// To a stream, a line each.
    Lines,
    /// To Parquet files.
    Parts(PartsPlan),
}

/// What an extraction has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LakeExtractOutcome {
    /// Records that are articles.
    pub articles: u64,
    /// Records that are none.
    pub rejects: u64,
    /// Parts that were written.
    pub parts: usize,
}

/// Why an extraction ended early.
#[derive(Debug, thiserror::Error)]
pub enum LakeExtractError {
    /// None of the paths exists.
    #[error("{0} is not there: name files or folders, or - for standard input")]
    NothingThere(PathBuf),
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] EntityModelError),
    /// The lines cannot be written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A part cannot be written.
    #[error(transparent)]
    Part(#[from] TargetError),
}

/// A record's line or row, and whether it is a reject.
struct Made<T> {
    written: T,
    is_reject: bool,
}

/// Extracts. Lines go to `out`.
///
/// # Errors
/// Where there is nothing to read, the model cannot be used, or a line or part cannot be written.
pub fn run(
    request: &LakeExtractRequest,
    out: &mut dyn Write,
) -> Result<LakeExtractOutcome, LakeExtractError> {
    if let Some(first) = files::first_if_all_missing(&request.paths) {
        return Err(LakeExtractError::NothingThere(first.into()));
    }
    let model = EntityModel::load(request.reading.model.as_deref())?;
    let plan = ExtractPlan {
        input: Input::of_request(request),
        clean: &request.reading.clean,
        settings: request.reading.settings(&model),
        extractor: model.extractor,
        jobs: request.jobs,
    };
    let mut outcome = LakeExtractOutcome::default();
    match &request.output {
        LakeOutput::Lines => {
            plan.run(&mut outcome, write_line, |line| writeln!(out, "{line}"))?;
            out.flush()?;
        }
        LakeOutput::Parts(parts) => {
            let mut writer = PartsWriter::create(parts)?;
            plan.run(&mut outcome, PartRow::of_line, |row| writer.push(row))?;
            outcome.parts = writer.finish()?;
        }
    }
    Ok(outcome)
}

/// Where records come from, and how they are read.
struct Input {
    files: Vec<InputFile>,
    standard_input: Origin,
    read: read::Options,
}

impl Input {
    fn of_request(request: &LakeExtractRequest) -> Input {
        let mut read = request.reading.read.clone();
        let is_jsonl = read.format.is_none_or(|format| format == Format::JSONL);
        let is_lines = request.paths.is_empty() && is_jsonl;
        if is_lines {
            read.format = Some(Format::JSONL);
            read.records.blank_lines = BlankLines::Records;
        }
        let standard = [PathBuf::from("-")];
        let paths = if request.paths.is_empty() { &standard[..] } else { &request.paths };
        let path = request.origin.clone().unwrap_or_else(|| "-".into());
        Input {
            files: files::list_files(paths, &request.archive),
            standard_input: Origin { path, ..Origin::default() },
            read,
        }
    }

    fn send(&self, queue: &mut Queue<'_, Vec<Cut>>) -> Result<(), Closed> {
        send_files(&self.files, &self.standard_input, &self.read, queue)
    }
}

/// A request, ready to run.
struct ExtractPlan<'r> {
    input: Input,
    clean: &'r clean::Options,
    settings: String,
    extractor: Extractor,
    jobs: usize,
}

impl ExtractPlan<'_> {
    /// Runs it: `write` makes of each record what `consume` takes.
    fn run<T: Send, E: Into<LakeExtractError>>(
        &self,
        outcome: &mut LakeExtractOutcome,
        write: impl Fn(LakeLine) -> T + Sync,
        mut consume: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), LakeExtractError> {
        let produce = |mut queue: Queue<'_, Vec<Cut>>| {
            // Where the queue is closed, the consumer reports why.
            let _ = self.input.send(&mut queue);
        };
        let work = |cuts: Vec<Cut>| -> Vec<Made<T>> {
            cuts.into_iter()
                .map(|cut| {
                    let line = self.line_of(cut);
                    let is_reject = matches!(line.record, LakeRecord::Reject(_));
                    Made { written: write(line), is_reject }
                })
                .collect()
        };
        ordered::run(self.jobs, produce, work, |made| {
            for Made { written, is_reject } in made {
                outcome.articles += u64::from(!is_reject);
                outcome.rejects += u64::from(is_reject);
                consume(written).map_err(Into::into)?;
            }
            Ok(())
        })
    }

    fn line_of(&self, cut: Cut) -> LakeLine {
        let (id, taken) = match cut {
            Ok((record, parser)) => {
                let id = id_in_json(&record);
                (id, annotate_record((record, parser), self.clean, &self.extractor, &HashSet::new()))
            }
            Err(reject) => (None, Err(reject)),
        };
        let (id, record) = match taken {
            Ok(annotated) => {
                (id.unwrap_or_else(|| json!(annotated.given_id)), LakeRecord::Article(annotated))
            }
            Err(reject) => (id.unwrap_or(Value::Null), LakeRecord::Reject(reject)),
        };
        let readings = match &record {
            LakeRecord::Article(annotated) => date_readings(annotated, &self.extractor),
            LakeRecord::Reject(_) => Vec::new(),
        };
        LakeLine { id, extractor: EXTRACTOR.into(), settings: self.settings.clone(), record, readings }
    }
}
