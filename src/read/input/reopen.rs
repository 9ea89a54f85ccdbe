//! A record's bytes, read again from the file that they were imported from.
//!
//! In a file that is not packed a record is where it was, so that it is read from there, however large the file. In any
//! other the records are cut as the import cut them, up to the one that is wanted.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

use crate::model::Origin;
use crate::read::Options;
use crate::read::containers::compression;
use crate::text::fingerprint;

/// A larger file is hashed only where its date or size do not show that it is the same.
const HASHED_AT_ONCE: u64 = 256 << 20;

/// Where a record was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The member, its number and its first byte.
    pub origin: Origin,
    /// How many bytes it had.
    pub length: u64,
}

/// Whether a file is the one that was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has the same bytes.
    Same,
    /// It has others.
    Changed,
    /// Nobody knows what it had.
    Unknown,
}

/// Compares a file with what the ledger knows of it; `read_at` is when it was imported.
pub fn state(
    path: &Path,
    sha256: Option<&str>,
    bytes: Option<u64>,
    read_at: Option<SystemTime>,
) -> io::Result<State> {
    let metadata = path.metadata()?;
    let Some(sha256) = sha256 else { return Ok(State::Unknown) };
    if bytes.is_some_and(|bytes| bytes != metadata.len()) {
        return Ok(State::Changed);
    }
    let untouched =
        matches!((metadata.modified(), read_at), (Ok(modified), Some(read_at)) if modified < read_at);
    if metadata.len() > HASHED_AT_ONCE && untouched {
        return Ok(State::Same);
    }
    let (now, _) = fingerprint::sha256_of_file(path)?;
    Ok(if now == sha256 { State::Same } else { State::Changed })
}

/// The bytes of the record at a place of a file; `None` where there is none.
pub fn record_bytes(
    path: &Path,
    place: &Place,
    options: &Options,
) -> Result<Option<Vec<u8>>, crate::read::OpenError> {
    let mut file = BufReader::with_capacity(128 << 10, File::open(path)?);
    if place.origin.member.is_none() && !compression::is_packed(file.fill_buf()?) {
        return Ok(at_place(file.into_inner(), place)?);
    }
    let options = Options { only_member: place.origin.member.clone(), ..options.clone() };
    let template = Origin { path: path.to_path_buf(), ..Origin::default() };
    let mut opened = crate::read::open(file, template, &options)?;
    while let Some(cut) = opened.next_cut() {
        let (record, _) = cut?;
        let found = &record.origin;
        if found.record == place.origin.record && found.member == place.origin.member {
            let same =
                found.byte_offset == place.origin.byte_offset && record.bytes.len() as u64 == place.length;
            return Ok(same.then_some(record.bytes));
        }
    }
    Ok(None)
}

fn at_place(mut file: File, place: &Place) -> io::Result<Option<Vec<u8>>> {
    file.seek(SeekFrom::Start(place.origin.byte_offset))?;
    let mut bytes = Vec::new();
    file.take(place.length).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 == place.length).then_some(bytes))
}
