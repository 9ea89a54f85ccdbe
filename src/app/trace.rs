//! A row of the archive, traced back to the bytes of the record that it came from.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::archive::ArchiveError;
use crate::archive::articles::trace;
use crate::archive::schema::open;
use crate::model::Origin;
use crate::read::Options;
use crate::read::encoding::{Charset, NamedEncoding, decode};
use crate::read::input::reopen;
use crate::read::input::reopen::RecordLocation;

pub use crate::archive::articles::trace::{RowKind, Trace};
pub use crate::read::input::reopen::FileState;

/// Which row to trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// What kind of row.
    pub kind: RowKind,
    /// Its number.
    pub id: i64,
}

/// Where a row came from, and the bytes that are there now.
#[derive(Debug)]
pub struct TraceOutcome {
    /// What the archive knows.
    pub trace: Trace,
    /// The record in its file, or why it cannot be had.
    pub record: Result<FoundRecord, RecordError>,
}

/// A record, as its file has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRecord {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether the file is the one that was imported.
    pub state: FileState,
}

/// Why a row cannot be traced.
#[derive(Debug, thiserror::Error)]
pub enum TraceError {
    /// There is none of that number.
    #[error("there is no {} {id} in {archive}", .kind.as_str())]
    Unknown {
        /// What kind of row.
        kind: RowKind,
        /// Its number.
        id: i64,
        /// Where it was looked for.
        archive: PathBuf,
    },
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Why a record's bytes cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordError {
    /// It came from standard input.
    Stdin,
    /// Its file is gone.
    FileGone {
        /// Where it was looked for.
        tried: Vec<PathBuf>,
    },
    /// Its file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Its file is unchanged, and has no such record.
    NoSuchRecord {
        /// The file.
        path: PathBuf,
    },
    /// Its file was changed, and has no such record now.
    ChangedWithoutRecord,
    /// Its file was changed, and cannot be read now.
    ChangedUnreadable,
}

/// What is said of a file that was changed.
pub const CHANGED: &str = "The file has changed since it was imported: its SHA-256 is another one.";

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordError::Stdin => f.write_str("It came from standard input, which is not kept."),
            RecordError::FileGone { tried } => {
                let tried: Vec<String> = tried.iter().map(|path| path.display().to_string()).collect();
                write!(
                    f,
                    "The file is not there now; looked for: {}. Go to the folder that it was imported from, or put it back.",
                    tried.join(", ")
                )
            }
            RecordError::Unreadable { path, why } => write!(f, "{} {why}.", path.display()),
            RecordError::NoSuchRecord { path } => write!(f, "{} has no such record.", path.display()),
            RecordError::ChangedWithoutRecord => write!(f, "{CHANGED} The record is not there any more."),
            RecordError::ChangedUnreadable => write!(f, "{CHANGED} It cannot be read any more."),
        }
    }
}

/// Traces a row.
///
/// # Errors
/// Where there is no archive or no such row. A record that cannot be had is no error: the outcome says why.
pub fn run(request: &TraceRequest) -> Result<TraceOutcome, TraceError> {
    let archive = open::reading(&request.archive)?;
    let trace = trace::trace(&archive, request.kind, request.id)?.ok_or_else(|| TraceError::Unknown {
        kind: request.kind,
        id: request.id,
        archive: request.archive.clone(),
    })?;
    let record = find_record(&trace, &request.archive);
    Ok(TraceOutcome { trace, record })
}

impl TraceOutcome {
    /// The first bytes of a record as text, in the character set that it was imported with.
    pub fn decode(&self, bytes: &[u8]) -> String {
        let named = self.trace.encoding.as_deref().and_then(|name| name.parse::<NamedEncoding>().ok());
        let charset = named.map_or(Charset::Unknown, |NamedEncoding(charset)| Charset::Named(charset));
        decode(bytes, charset).text.into_owned()
    }
}

fn find_record(trace: &Trace, archive: &Path) -> Result<FoundRecord, RecordError> {
    if trace.path == "-" {
        return Err(RecordError::Stdin);
    }
    let path = find_file(&trace.path, archive)?;
    let read_at = chrono::DateTime::parse_from_rfc3339(&trace.imported_at).ok().map(SystemTime::from);
    let state = reopen::compare_with_import(&path, trace.sha256.as_deref(), trace.bytes, read_at).map_err(
        |error| RecordError::Unreadable { path: path.clone(), why: format!("cannot be read: {error}") },
    )?;
    let origin = Origin {
        path: path.clone(),
        member: trace.member.clone(),
        record: trace.record as u64,
        byte_offset: trace.byte_offset as u64,
    };
    let place = RecordLocation { origin, length: trace.byte_length as u64 };
    match reopen::reread_record(&path, &place, &Options::from_settings(&trace.settings)) {
        Ok(Some(bytes)) => Ok(FoundRecord { bytes, state }),
        Ok(None) if state == FileState::Changed => Err(RecordError::ChangedWithoutRecord),
        Ok(None) => Err(RecordError::NoSuchRecord { path }),
        Err(_) if state == FileState::Changed => Err(RecordError::ChangedUnreadable),
        Err(error) => Err(RecordError::Unreadable { path, why: error.to_string() }),
    }
}

/// A file that was named from the folder of its import: here, or beside the archive.
fn find_file(named: &str, archive: &Path) -> Result<PathBuf, RecordError> {
    let beside = archive.parent().unwrap_or(Path::new("")).join(named);
    let mut tried = vec![PathBuf::from(named)];
    if beside != tried[0] {
        tried.push(beside);
    }
    match tried.iter().find(|path| path.is_file()) {
        Some(path) => Ok(path.clone()),
        None => Err(RecordError::FileGone { tried }),
    }
}
