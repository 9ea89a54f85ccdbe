//! A stream through which one can look ahead: bytes stay until they are claimed, so that a record that turns out to be
//! broken can be cut again.

use std::io::{self, BufRead};

/// After so many claimed bytes their room is used again.
const SLACK: usize = 256 << 10;

/// A stream and the bytes of it that are not claimed yet.
pub struct Window<R> {
    stream: R,
    bytes: Vec<u8>,
    claimed: usize,
    offset: u64,
}

impl<R: BufRead> Window<R> {
    /// Over a stream whose first byte stands at `offset`.
    pub fn new(stream: R, offset: u64) -> Window<R> {
        Window { stream, bytes: Vec::new(), claimed: 0, offset }
    }

    /// Where the first unclaimed byte stands in the stream.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The byte that stands `at` bytes after the first unclaimed one; `None` at the stream's end.
    #[inline]
    pub fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while self.claimed + at >= self.bytes.len() {
            let more = self.stream.fill_buf()?;
            if more.is_empty() {
                return Ok(None);
            }
            let length = more.len();
            self.bytes.extend_from_slice(more);
            self.stream.consume(length);
        }
        Ok(Some(self.bytes[self.claimed + at]))
    }

    /// The unclaimed bytes that were looked at, at most `length` of them.
    pub fn ahead(&self, length: usize) -> &[u8] {
        let bytes = &self.bytes[self.claimed..];
        &bytes[..length.min(bytes.len())]
    }

    /// Lets go of the next byte, looked at or not.
    pub fn claim_first(&mut self) -> io::Result<()> {
        self.byte(0)?;
        self.claim(1);
        Ok(())
    }

    /// Lets go of the first `length` bytes that were looked at.
    pub fn claim(&mut self, length: usize) {
        let length = length.min(self.bytes.len() - self.claimed);
        self.claimed += length;
        self.offset += length as u64;
        if self.claimed > SLACK && self.claimed * 2 > self.bytes.len() {
            self.bytes.drain(..self.claimed);
            self.claimed = 0;
            // One giant record must not keep its room for ever.
            if self.bytes.capacity() > 16 * SLACK && self.bytes.len() < SLACK {
                self.bytes.shrink_to(SLACK);
            }
        }
    }
}
