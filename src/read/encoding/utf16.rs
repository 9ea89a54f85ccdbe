//! UTF-16, split into records as UTF-8, with the offsets and bytes that the records have in the file.
//!
//! A stream of UTF-16 is converted to UTF-8 before it is split. Each UTF-8 byte tells how many bytes of UTF-16 its character
//! had, so a record's offset in the file follows from the bytes before it, and its own bytes from its text.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_16BE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::read::record::{Record, Splitter};

/// Converts offsets in the UTF-8 to offsets in the file.
#[derive(Default)]
pub(crate) struct Utf16Offsets {
    /// The UTF-8 that was read, from the last record's beginning on.
    bytes: VecDeque<u8>,
    /// The offset of the first of them in the UTF-8.
    utf_8_offset: u64,
    /// The same in the file.
    file_offset: u64,
}

impl Utf16Offsets {
    /// The offset in the file of an offset in the UTF-8. Offsets must not decrease: what is before one is forgotten.
    fn file_offset_of(&mut self, utf_8_offset: u64) -> u64 {
        let length = (utf_8_offset.saturating_sub(self.utf_8_offset) as usize).min(self.bytes.len());
        self.file_offset += self.bytes.drain(..length).map(utf16_units).sum::<u64>() * 2;
        self.utf_8_offset += length as u64;
        self.file_offset
    }
}

/// How many UTF-16 code units the character has that a UTF-8 byte begins; 0 for a byte inside a character.
fn utf16_units(byte: u8) -> u64 {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

/// A stream of UTF-16 as UTF-8, and the offsets for [`Utf16Splitter`]. `mark_bytes` is the length of the byte order mark,
/// which has been read already.
pub(crate) fn transcode_to_utf8<'s>(
    stream: Box<dyn BufRead + 's>,
    encoding: &'static Encoding,
    mark_bytes: u64,
) -> (Box<dyn BufRead + 's>, Rc<RefCell<Utf16Offsets>>) {
    let offsets = Utf16Offsets { file_offset: mark_bytes, ..Utf16Offsets::default() };
    let offsets = Rc::new(RefCell::new(offsets));
    let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(stream);
    let recorder = OffsetRecorder { stream: decoder, offsets: Rc::clone(&offsets) };
    (Box::new(BufReader::with_capacity(64 << 10, recorder)), offsets)
}

/// Keeps the bytes that are read through it.
struct OffsetRecorder<R> {
    stream: R,
    offsets: Rc<RefCell<Utf16Offsets>>,
}

impl<R: Read> Read for OffsetRecorder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        self.offsets.borrow_mut().bytes.extend(&buffer[..length]);
        Ok(length)
    }
}

/// Gives the records of a converted stream as they are in the file.
pub(crate) struct Utf16Splitter<'s> {
    /// Splits the UTF-8.
    pub inner: Box<dyn Splitter + 's>,
    /// Of the same stream.
    pub offsets: Rc<RefCell<Utf16Offsets>>,
    /// The byte order of the file.
    pub encoding: &'static Encoding,
}

impl Splitter for Utf16Splitter<'_> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        let mut record = match self.inner.next_record()? {
            Ok(record) => record,
            Err(error) => return Some(Err(error)),
        };
        record.origin.byte_offset = self.offsets.borrow_mut().file_offset_of(record.origin.byte_offset);
        let order = if self.encoding == UTF_16BE { u16::to_be_bytes } else { u16::to_le_bytes };
        record.bytes = String::from_utf8_lossy(&record.bytes).encode_utf16().flat_map(order).collect();
        Some(Ok(record))
    }

    fn skipped(&self) -> u64 {
        self.inner.skipped()
    }
}
