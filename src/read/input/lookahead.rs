//! A stream to look ahead in: bytes stay until they are consumed, so that a record that turns out to be broken can be split
//! again.

use std::io::{self, BufRead};

/// The room of consumed bytes is used again when there are more than this.
const COMPACT_AFTER_BYTES: usize = 256 << 10;

/// A stream, and the bytes of it that were looked at and are not consumed yet.
pub(crate) struct LookaheadBuffer<R> {
    stream: R,
    bytes: Vec<u8>,
    consumed: usize,
    offset: u64,
    /// How many bytes the stream has given.
    received: u64,
}

impl<R: BufRead> LookaheadBuffer<R> {
    /// Over a stream whose first byte is at `offset`.
    pub fn new(stream: R, offset: u64) -> LookaheadBuffer<R> {
        LookaheadBuffer { stream, bytes: Vec::new(), consumed: 0, offset, received: 0 }
    }

    /// The offset of the first unconsumed byte in the stream.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// How many bytes the stream has given so far, consumed or not.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The byte that is `at` bytes after the first unconsumed one; `None` at the stream's end.
    #[inline]
    pub fn peek_byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while self.consumed + at >= self.bytes.len() {
            let more = self.stream.fill_buf()?;
            if more.is_empty() {
                return Ok(None);
            }
            let length = more.len();
            self.bytes.extend_from_slice(more);
            self.received += length as u64;
            self.stream.consume(length);
        }
        Ok(Some(self.bytes[self.consumed + at]))
    }

    /// The unconsumed bytes that were looked at, at most `length` of them.
    pub fn peeked(&self, length: usize) -> &[u8] {
        let bytes = &self.bytes[self.consumed..];
        &bytes[..length.min(bytes.len())]
    }

    /// Consumes the next byte, looked at or not.
    pub fn consume_one(&mut self) -> io::Result<()> {
        self.peek_byte(0)?;
        self.consume(1);
        Ok(())
    }

    /// Consumes the first `length` bytes that were looked at.
    pub fn consume(&mut self, length: usize) {
        let length = length.min(self.bytes.len() - self.consumed);
        self.consumed += length;
        self.offset += length as u64;
        if self.consumed > COMPACT_AFTER_BYTES && self.consumed * 2 > self.bytes.len() {
            self.bytes.drain(..self.consumed);
            self.consumed = 0;
            // One giant record must not hold its room forever.
            if self.bytes.capacity() > 16 * COMPACT_AFTER_BYTES && self.bytes.len() < COMPACT_AFTER_BYTES {
                self.bytes.shrink_to(COMPACT_AFTER_BYTES);
            }
        }
    }
}
