//! One record's bytes, and the two steps that make a scrape of a stream: a [`Splitter`] and a [`Parser`].
//!
//! They are two because they run on different threads: splitting must follow the stream, parsing may happen anywhere.

use std::io;
use std::sync::Arc;

use crate::model::{Origin, Scrape};
use crate::read::encoding::Charset;
use crate::read::error::Unreadable;

/// One record's bytes, and where they were.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// File, archive member, number and first byte.
    pub origin: Origin,
    /// Its bytes; truncated at [`Limits::record`] if there were more, and then `too_long` is set.
    pub bytes: Vec<u8>,
    /// Whether the record was longer than [`Limits::record`].
    pub too_long: bool,
    /// How many bytes of the file it takes, where `bytes` are not those of the file: a record of RTF is decoded when it is split.
    pub length_in_file: Option<u64>,
    /// What is known of its character set before its bytes are looked at.
    pub charset: Charset,
    /// Which of the texts in its text it is for, from 0, where several are joined with `TEXT_SEPARATOR`.
    pub part: usize,
}

impl Record {
    /// How many bytes of the file it takes.
    pub fn byte_length(&self) -> u64 {
        self.length_in_file.unwrap_or(self.bytes.len() as u64)
    }
}
/// What separates the texts of several articles in one field, in data sets of summaries.
pub(crate) const TEXT_SEPARATOR: &str = "|||||";

/// The most that a reader takes.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one record.
    pub record: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { record: 64 << 20 }
    }
}

/// Splits a stream of bytes into records, in order, holding one at a time.
pub trait Splitter {
    /// The next record; `None` at the end. An error is the stream's own, and ends it.
    fn next_record(&mut self) -> Option<io::Result<Record>>;

    /// How many things were skipped that are neither a scrape's record nor worth a reject: requests, pictures.
    fn skipped(&self) -> u64 {
        0
    }
}

/// Makes a scrape of one record.
pub trait Parser: Send + Sync {
    /// Parses a record.
    ///
    /// # Errors
    /// Where its bytes are not what its format asks for, or hold no text.
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable>;

    /// Whether its records have fields, so that the text in one may be several texts joined with `TEXT_SEPARATOR`.
    fn reads_fields(&self) -> bool {
        false
    }
}

/// A record and what parses it: the members of one archive file may be in several formats.
pub type ParsableRecord = (Record, Arc<dyn Parser>);

/// Records with their parsers, in order.
pub(crate) trait RecordSource {
    /// The next record; `None` at the end. An error is the stream's own, and ends it.
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>>;

    /// How many things were skipped so far that are neither a record nor worth a reject.
    fn skipped(&self) -> u64;
}
