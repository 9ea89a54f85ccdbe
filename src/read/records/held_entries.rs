//! The entries of a file that is small enough to be held whole: a feed, a list of references.

use std::io::{self, BufRead, Read};

use crate::model::Origin;
use crate::read::error::{OpenError, Unreadable};
use crate::read::record::{Limits, Record, Splitter};

/// Gives the entries of a file, each with its own bytes and offset.
pub(crate) struct EntrySplitter {
    /// The offset and the bytes of each.
    entries: std::vec::IntoIter<(u64, Vec<u8>)>,
    template: Origin,
    record: u64,
}

impl EntrySplitter {
    /// Over the entries at these places of a file's bytes; each is from its start to before its end.
    pub fn new(bytes: &[u8], ranges: &[(usize, usize)], template: Origin) -> EntrySplitter {
        let base = template.byte_offset;
        let entry = |&(start, end): &(usize, usize)| (base + start as u64, bytes[start..end].to_vec());
        let entries: Vec<(u64, Vec<u8>)> = ranges.iter().map(entry).collect();
        EntrySplitter { entries: entries.into_iter(), template, record: 0 }
    }
}

impl Splitter for EntrySplitter {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        let (byte_offset, bytes) = self.entries.next()?;
        self.record += 1;
        let origin = Origin { record: self.record, byte_offset, ..self.template.clone() };
        Some(Ok(Record { origin, bytes, ..Record::default() }))
    }
}

/// Reads a whole stream; `what` names its kind for the user: "a feed".
///
/// # Errors
/// Where it is larger than a record may be, or cannot be read.
pub(crate) fn read_whole(stream: impl BufRead, limits: Limits, what: &str) -> Result<Vec<u8>, OpenError> {
    let mut bytes = Vec::new();
    stream.take(limits.record as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limits.record {
        let reason = format!("is {what} of more than {} MB: raise --max-record", limits.record >> 20);
        return Err(Unreadable::new("too long", reason).into());
    }
    Ok(bytes)
}
