//! A record's bytes, read again from the file that they were imported from.
//!
//! In a plain file the record is read from its offset, however large the file is. A compressed file or an archive file is
//! split as the import did, up to the record that is wanted.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

use crate::model::Origin;
use crate::read::containers::compression;
use crate::read::documents::rtf_lines::looks_like_rtf;
use crate::read::error::OpenError;
use crate::read::format::FormatKind;
use crate::read::open::open;
use crate::read::options::Options;
use crate::read::records::json_columns;
use crate::read::registry::detect_container;
use crate::text::fingerprint;

/// A larger file is not hashed if it was last changed before it was imported.
const MAX_ALWAYS_HASHED_BYTES: u64 = 256 << 20;

/// Where a record was when it was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLocation {
    /// The member, its number and its first byte.
    pub origin: Origin,
    /// Its length in bytes.
    pub length: u64,
}

/// Whether a file is the one that was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// It has the same bytes.
    Same,
    /// It has other bytes.
    Changed,
    /// The ledger does not know its bytes.
    Unknown,
}

/// Compares a file with what the ledger knows of it; `read_at` is when it was imported.
///
/// # Errors
/// Where the file cannot be read.
pub fn compare_with_import(
    path: &Path,
    sha256: Option<&str>,
    bytes: Option<u64>,
    read_at: Option<SystemTime>,
) -> io::Result<FileState> {
    let metadata = path.metadata()?;
    let Some(sha256) = sha256 else { return Ok(FileState::Unknown) };
    if bytes.is_some_and(|bytes| bytes != metadata.len()) {
        return Ok(FileState::Changed);
    }
    let untouched =
        matches!((metadata.modified(), read_at), (Ok(modified), Some(read_at)) if modified < read_at);
    if metadata.len() > MAX_ALWAYS_HASHED_BYTES && untouched {
        return Ok(FileState::Same);
    }
    let (now, _) = fingerprint::sha256_of_file(path)?;
    Ok(if now == sha256 { FileState::Same } else { FileState::Changed })
}

/// The bytes of the record at a location in a file; `None` if there is no such record.
///
/// # Errors
/// Where the file cannot be opened or read.
pub fn reread_record(
    path: &Path,
    location: &RecordLocation,
    options: &Options,
) -> Result<Option<Vec<u8>>, OpenError> {
    let mut file = BufReader::with_capacity(128 << 10, File::open(path)?);
    let head = file.fill_buf()?;
    let is_as_written = !compression::is_compressed(head) && !has_assembled_records(head);
    if location.origin.member.is_none() && is_as_written {
        return Ok(read_at_offset(file.into_inner(), location)?);
    }
    let options = Options { only_member: location.origin.member.clone(), ..options.clone() };
    let template = Origin { path: path.to_path_buf(), ..Origin::default() };
    let mut records = open(file, template, &options)?;
    while let Some(record) = records.next_record() {
        let (record, _) = record?;
        let found = &record.origin;
        if found.record == location.origin.record && found.member == location.origin.member {
            let same =
                found.byte_offset == location.origin.byte_offset && record.byte_length() == location.length;
            return Ok(same.then_some(record.bytes));
        }
    }
    Ok(None)
}

/// Whether the records of a file that begins with these bytes are made from it when it is split: their bytes are not in the file.
fn has_assembled_records(head: &[u8]) -> bool {
    looks_like_rtf(head)
        || json_columns::begins_columns(head.trim_ascii_start())
        || detect_container(head).is_some_and(|format| matches!(format.spec().kind, FormatKind::Table { .. }))
}

fn read_at_offset(mut file: File, location: &RecordLocation) -> io::Result<Option<Vec<u8>>> {
    file.seek(SeekFrom::Start(location.origin.byte_offset))?;
    let mut bytes = Vec::new();
    file.take(location.length).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 == location.length).then_some(bytes))
}
