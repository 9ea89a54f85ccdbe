//! A file of corrections, as `presscut quotes corrections -o FILE.csv` writes it.

use std::fmt;

use crate::archive::quotes::{Change, CorrectedSpeaker, Subject};
use crate::model::QuoteKind;

/// A line of the file.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct CorrectionLine {
    identity: String,
    text: String,
    occurrence: Option<i64>,
    kind: Option<String>,
    speaker: Option<String>,
    new_person: Option<String>,
    rejected: Option<String>,
    /// Who said so.
    pub by: Option<String>,
    /// Why.
    pub why: Option<String>,
    ended_at: Option<String>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineError {
    /// Its kind is none.
    UnknownKind(String),
    /// It corrects nothing.
    Empty,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineError::UnknownKind(word) => {
                write!(f, "“{word}” is no kind of quote: direct, partial, term and indirect are")
            }
            LineError::Empty => {
                f.write_str("nothing is corrected: give a kind, a speaker, or 1 for rejected")
            }
        }
    }
}

/// Reads a file; a byte order mark is skipped.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<CorrectionLine>, csv::Error> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    csv::Reader::from_reader(bytes).into_deserialize().collect()
}

impl CorrectionLine {
    /// Whether it was taken back or replaced.
    pub fn has_ended(&self) -> bool {
        self.ended_at.as_deref().is_some_and(|ended| !ended.is_empty())
    }

    /// The correction, and the quote that it is about.
    pub fn correction(&self) -> Result<(Subject, Change), LineError> {
        let subject = Subject {
            identity: self.identity.clone(),
            text: self.text.clone(),
            occurrence: self.occurrence.unwrap_or(1),
        };
        let is_yes = |cell: &Option<String>| matches!(cell.as_deref(), Some("1" | "true" | "yes"));
        if is_yes(&self.rejected) {
            return Ok((subject, Change::Reject));
        }
        let kind = match self.kind.as_deref().filter(|kind| !kind.is_empty()) {
            Some(word) => {
                Some(QuoteKind::named(word).ok_or_else(|| LineError::UnknownKind(word.to_string()))?)
            }
            None => None,
        };
        let name = self.speaker.clone().filter(|speaker| !speaker.is_empty());
        let speaker = name.map(|name| match is_yes(&self.new_person) {
            true => CorrectedSpeaker::NewPerson(name),
            false => CorrectedSpeaker::Named(name),
        });
        if kind.is_none() && speaker.is_none() {
            return Err(LineError::Empty);
        }
        Ok((subject, Change::Fix { kind, speaker }))
    }
}
