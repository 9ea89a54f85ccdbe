//! Quotes corrected: one at a time, or many from a file that another archive has written.

use std::path::PathBuf;

use presscut_extract::Extractor;

use crate::app::quotes::corrections_file;
use crate::app::quotes::corrections_file::{CorrectionLine, LineError};
use crate::app::reanalyze;
use crate::archive::ArchiveError;
use crate::archive::quotes;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::query::resolve::{NotResolved, resolve_entity};
use crate::text::text_file::{MAX_WHOLE_FILE_BYTES, read_whole_file};

pub use crate::archive::decision_log::Reason;
pub use crate::archive::quotes::{Change, CorrectedSpeaker, CorrectionError, Subject};

/// A correction of one quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixQuoteRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The quote's number.
    pub quote: i64,
    /// What is changed.
    pub change: Change,
    /// Who says so, and why.
    pub reason: Reason,
}

/// A correction that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixQuoteOutcome {
    /// Its number.
    pub correction: i64,
    /// The quote that it is about.
    pub subject: Subject,
    /// How many quotes are corrected: this one, and the same in copies of its article.
    pub quotes: u64,
}

/// A correction to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoCorrectionRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The correction's number.
    pub correction: i64,
    /// Who takes it back.
    pub by: String,
}

/// A file of corrections to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportCorrectionsRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// The file, CSV.
    pub file: PathBuf,
    /// Who says so, where the file does not say.
    pub by: String,
}

/// What an import of corrections has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCorrectionsOutcome {
    /// Corrections that were made.
    pub corrections: u64,
    /// Those whose quotes the archive does not have now: they are corrected when they are imported.
    pub dormant: u64,
}

/// Why nothing was corrected.
#[derive(Debug, thiserror::Error)]
pub enum QuotesError {
    /// The correction makes no sense.
    #[error(transparent)]
    Correction(#[from] CorrectionError),
    /// Nobody has the speaker's name.
    #[error(
        "nobody and nothing in the archive is named {text:?}{near}: with --new-person it is a person whom no article names"
    )]
    UnknownSpeaker {
        /// As the user gave it.
        text: String,
        /// " (did you mean …?)", or nothing.
        near: String,
    },
    /// A new person is none.
    #[error("{name} is in the archive already: leave --new-person out")]
    NotNew {
        /// The name.
        name: String,
    },
    /// Several can be meant by the speaker's name.
    #[error(transparent)]
    Speaker(NotResolved),
    /// The file cannot be read.
    #[error("{path} cannot be read: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// The file is no CSV with the right columns.
    #[error("{path}: {error}. Its first line has to name at least the columns identity and text")]
    BadFile {
        /// The file.
        path: PathBuf,
        /// The parser's words.
        error: csv::Error,
    },
    /// A line of the file is wrong; none was taken.
    #[error("{path}, line {line}: {why}")]
    BadLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        why: LineError,
    },
}

impl From<ArchiveError> for QuotesError {
    fn from(error: ArchiveError) -> QuotesError {
        QuotesError::Correction(error.into())
    }
}

/// Corrects a quote; imports and newer extractors leave that alone.
///
/// # Errors
/// Where there is no such quote, where the correction makes no sense, and where several can be meant by the speaker's name.
pub fn fix(request: &FixQuoteRequest) -> Result<FixQuoteOutcome, QuotesError> {
    open::refuse_missing(&request.archive)?;
    open::change(&request.archive, |archive| {
        let subject = quotes::find_subject(archive, request.quote)?
            .ok_or(CorrectionError::UnknownQuote(request.quote))?;
        let mut change = request.change.clone();
        if let Change::Fix { speaker: Some(speaker), .. } = &mut change {
            *speaker = resolve_speaker(archive, speaker)?;
        }
        let correction = quotes::correct(archive, &subject, &change, &request.reason)?;
        let quotes = quotes::count_corrected(archive, correction)?;
        Ok(FixQuoteOutcome { correction, subject, quotes })
    })
}

/// The speaker whom the user means, by a name that leads to them.
fn resolve_speaker(
    archive: &ArchiveReader,
    speaker: &CorrectedSpeaker,
) -> Result<CorrectedSpeaker, QuotesError> {
    let name = match speaker {
        CorrectedSpeaker::Nobody => return Ok(CorrectedSpeaker::Nobody),
        CorrectedSpeaker::NewPerson(name) => {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            return match quotes::is_persons_name(archive, &name)? {
                true => Err(QuotesError::NotNew { name }),
                false => Ok(CorrectedSpeaker::NewPerson(name)),
            };
        }
        CorrectedSpeaker::Named(name) => name,
    };
    let linked = quotes::is_linked_as_written(archive, name)?;
    match resolve_entity(archive, name) {
        // The name that the user gave is kept, unless only the entity's own name leads to it.
        Ok(_) if linked => Ok(speaker.clone()),
        Ok(choice) => Ok(CorrectedSpeaker::Named(choice.single(archive).map_err(QuotesError::Speaker)?.name)),
        Err(NotResolved::UnknownEntity { text, near }) => Err(QuotesError::UnknownSpeaker { text, near }),
        Err(error) => Err(QuotesError::Speaker(error)),
    }
}

/// Takes a correction back: its quote is again as it was found.
///
/// # Errors
/// Where there is no such correction, or it is not in force.
pub fn undo(request: &UndoCorrectionRequest) -> Result<Subject, QuotesError> {
    open::refuse_missing(&request.archive)?;
    open::change(&request.archive, |archive| {
        Ok(reanalyze::undo_correction(&Extractor::default(), archive, request.correction, &request.by)?)
    })
}

/// Takes in the corrections of a file, all of them or none.
///
/// # Errors
/// Where the file cannot be read, and where a line is wrong.
pub fn import(request: &ImportCorrectionsRequest) -> Result<ImportCorrectionsOutcome, QuotesError> {
    let path = &request.file;
    let bytes = read_whole_file(path, MAX_WHOLE_FILE_BYTES)
        .map_err(|error| QuotesError::Unreadable { path: path.clone(), error })?;
    let lines =
        corrections_file::read(&bytes).map_err(|error| QuotesError::BadFile { path: path.clone(), error })?;
    open::refuse_missing(&request.archive)?;
    open::change(&request.archive, |archive| {
        let mut outcome = ImportCorrectionsOutcome::default();
        for (line, number) in lines.iter().zip(2..).filter(|(line, _)| !line.has_ended()) {
            let (subject, change) = line.correction().map_err(|why| QuotesError::BadLine {
                path: path.clone(),
                line: number,
                why,
            })?;
            quotes::correct(archive, &subject, &change, &line_reason(line, &request.by))?;
            outcome.corrections += 1;
            outcome.dormant += u64::from(quotes::find_quote(archive, &subject)?.is_none());
        }
        Ok(outcome)
    })
}

fn line_reason(line: &CorrectionLine, by: &str) -> Reason {
    let why = line.why.clone().filter(|why| !why.is_empty());
    Reason { by: line.by.clone().unwrap_or_else(|| by.to_string()), why }
}
