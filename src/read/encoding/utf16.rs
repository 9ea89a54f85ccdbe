//! UTF-16, cut into records as UTF-8, with the places and bytes that the records have in the file.
//!
//! A stream of UTF-16 has to be turned into UTF-8 before it can be cut. Each UTF-8 byte tells how many bytes of UTF-16 its
//! character had, so a record's place in the file follows from the bytes before it, and its own bytes from its text.

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_16BE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::read::{Record, Splitter};

/// The UTF-8 that was read and lies after the last record's beginning.
#[derive(Default)]
pub struct Passed {
    bytes: std::collections::VecDeque<u8>,
    /// Where the first of them stands, in the UTF-8 and in the file.
    utf_8: u64,
    file: u64,
}

impl Passed {
    /// Where in the file a place of the UTF-8 is; what lies before it is forgotten.
    fn place(&mut self, utf_8: u64) -> u64 {
        let length = (utf_8.saturating_sub(self.utf_8) as usize).min(self.bytes.len());
        self.file += self.bytes.drain(..length).map(units).sum::<u64>() * 2;
        self.utf_8 += length as u64;
        self.file
    }
}

/// How many UTF-16 code units the character has that a UTF-8 byte begins.
fn units(byte: u8) -> u64 {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

/// A stream of UTF-16 as UTF-8; what passes is noted for [`Wide`]. `mark` is the length of its byte order mark, which the
/// stream has no more.
pub fn transcoded<'s>(
    stream: Box<dyn BufRead + 's>,
    encoding: &'static Encoding,
    mark: u64,
) -> (Box<dyn BufRead + 's>, Rc<RefCell<Passed>>) {
    let passed = Rc::new(RefCell::new(Passed { file: mark, ..Passed::default() }));
    let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(stream);
    let noted = Noted { stream: decoder, passed: Rc::clone(&passed) };
    (Box::new(BufReader::with_capacity(64 << 10, noted)), passed)
}

struct Noted<R> {
    stream: R,
    passed: Rc<RefCell<Passed>>,
}

impl<R: Read> Read for Noted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        self.passed.borrow_mut().bytes.extend(&buffer[..length]);
        Ok(length)
    }
}

/// Gives the records of a transcoded stream as they stand in the file.
pub struct Wide<'s> {
    /// What cuts the UTF-8.
    pub inner: Box<dyn Splitter + 's>,
    /// What the stream has passed on.
    pub passed: Rc<RefCell<Passed>>,
    /// What the file is in.
    pub encoding: &'static Encoding,
}

impl Splitter for Wide<'_> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        let mut record = match self.inner.next_record()? {
            Ok(record) => record,
            Err(error) => return Some(Err(error)),
        };
        record.origin.byte_offset = self.passed.borrow_mut().place(record.origin.byte_offset);
        let order = if self.encoding == UTF_16BE { u16::to_be_bytes } else { u16::to_le_bytes };
        record.bytes = String::from_utf8_lossy(&record.bytes).encode_utf16().flat_map(order).collect();
        Some(Ok(record))
    }

    fn passed_over(&self) -> u64 {
        self.inner.passed_over()
    }
}
