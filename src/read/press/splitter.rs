//! An export of a press database cut into its articles: at marks, which every format has of its own.
//!
//! Takes a stream and a pattern, gives the bytes between two places where it is found. The surprising decision: cutting knows
//! nothing of lines, because some databases write a hundred articles on one line of HTML.

use std::io::{self, BufRead};
use std::sync::Arc;

use regex::bytes::Regex;

use crate::model::{Origin, Scrape};
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatRecords, TextStream};
use crate::read::record::{Parser, Record, Splitter};

/// A mark that is found so near to the end of what is read may go on.
const MARGIN_BYTES: usize = 4 << 10;

/// How much is read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// Where an export is cut.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cut {
    /// Before a mark: it opens an article. What is before the first one is the cover, unless there is none.
    Before,
    /// After a mark: it closes an article, or parts two.
    After,
}

/// What makes articles of an export.
#[derive(Clone, Copy)]
pub(crate) struct PressFormat {
    /// Where it is cut.
    pub cut: Cut,
    /// At what.
    pub mark: fn() -> &'static Regex,
    /// Whether a piece is an article: covers and lists are none. Without it, a piece that has the mark is one.
    pub is_article: Option<fn(&[u8]) -> bool>,
    /// Reads an article.
    pub parse: fn(&str) -> Result<Scrape, Unreadable>,
}

/// Opens a text as the articles of an export.
pub(crate) fn open_export<'s>(
    text: TextStream<'s, '_>,
    format: PressFormat,
) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, head, template, options, sampling } = text;
    let declared = encoding::declared_charset(head);
    let splitter = MarkSplitter::new(stream, template, options.limits.record, format);
    let parser = Arc::new(PressParser { declared, parse: format.parse });
    Ok(FormatRecords { splitter: Box::new(splitter), sampling, parser })
}

/// Parses an article of an export.
struct PressParser {
    /// The character set that the beginning of the file declares.
    declared: Option<String>,
    parse: fn(&str) -> Result<Scrape, Unreadable>,
}

impl Parser for PressParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let labels: Vec<&str> = self.declared.as_deref().into_iter().collect();
        let decoded = encoding::decode_declared(&record.bytes, record.charset, &labels);
        let scrape = (self.parse)(&decoded.text)?;
        Ok(Scrape { origin: record.origin.clone(), encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

/// Splits a stream at marks.
struct MarkSplitter<'s> {
    stream: Box<dyn BufRead + 's>,
    format: PressFormat,
    template: Origin,
    max_bytes: usize,
    /// What was read and is in no record yet.
    buffer: Vec<u8>,
    /// The offset of its first byte.
    offset: u64,
    at_end: bool,
    /// Whether the buffer begins with a mark that opens an article.
    begins_with_mark: bool,
    /// Whether what is in the buffer belongs to a record that was too long.
    is_rest: bool,
    number: u64,
    skipped: u64,
}

impl<'s> MarkSplitter<'s> {
    fn new(
        stream: Box<dyn BufRead + 's>,
        template: Origin,
        max_bytes: usize,
        format: PressFormat,
    ) -> MarkSplitter<'s> {
        MarkSplitter {
            stream,
            format,
            offset: template.byte_offset,
            template,
            max_bytes,
            buffer: Vec::new(),
            at_end: false,
            begins_with_mark: false,
            is_rest: false,
            number: 0,
            skipped: 0,
        }
    }

    /// Reads on; at the stream's end, notes that.
    fn read_more(&mut self) -> io::Result<()> {
        let before = self.buffer.len();
        while self.buffer.len() < before + CHUNK_BYTES {
            let more = self.stream.fill_buf()?;
            if more.is_empty() {
                self.at_end = true;
                break;
            }
            self.buffer.extend_from_slice(more);
            let length = more.len();
            self.stream.consume(length);
        }
        Ok(())
    }

    /// Where the piece in the buffer ends, if its end was read, and whether a mark ends it.
    fn find_end(&self, from: usize) -> Option<(usize, bool)> {
        let after_own = if self.begins_with_mark { 1 } else { 0 };
        let found = (self.format.mark)().find_at(&self.buffer, from.max(after_own));
        let is_whole = |end: usize| self.at_end || end + MARGIN_BYTES <= self.buffer.len();
        match found.filter(|found| is_whole(found.end())) {
            Some(found) => Some(match self.format.cut {
                Cut::Before => (found.start(), true),
                Cut::After => (found.end(), true),
            }),
            None => self.at_end.then_some((self.buffer.len(), false)),
        }
    }

    /// The next piece, with whether a mark opened it, and whether one ended it.
    fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        let mut searched = 0;
        loop {
            if let Some((end, at_mark)) = self.find_end(searched) {
                if end == 0 && !at_mark {
                    return Ok(None);
                }
                let bytes: Vec<u8> = self.buffer.drain(..end).collect();
                let piece = Piece {
                    offset: self.offset,
                    opened: std::mem::replace(&mut self.begins_with_mark, at_mark),
                    is_last: !at_mark,
                    is_rest: std::mem::take(&mut self.is_rest),
                    is_cut: false,
                    bytes,
                };
                if matches!(self.format.cut, Cut::After) {
                    self.begins_with_mark = false;
                }
                self.offset += end as u64;
                return Ok(Some(piece));
            }
            if self.buffer.len() > self.max_bytes {
                return Ok(Some(self.cut_long_piece()));
            }
            searched = self.buffer.len().saturating_sub(MARGIN_BYTES);
            self.read_more()?;
        }
    }

    /// The beginning of a piece that is longer than any record; the rest of it is given as such.
    fn cut_long_piece(&mut self) -> Piece {
        let bytes: Vec<u8> = self.buffer.drain(..self.max_bytes).collect();
        let piece = Piece {
            offset: self.offset,
            opened: std::mem::take(&mut self.begins_with_mark),
            is_last: false,
            is_rest: std::mem::replace(&mut self.is_rest, true),
            is_cut: true,
            bytes,
        };
        self.offset += self.max_bytes as u64;
        piece
    }

    /// Whether a piece is a record.
    fn is_record(&self, piece: &Piece) -> bool {
        let is_cover = matches!(self.format.cut, Cut::Before) && !piece.opened && !piece.is_last;
        let is_article = || match self.format.is_article {
            Some(is_article) => is_article(&piece.bytes),
            None => (self.format.mark)().is_match(&piece.bytes),
        };
        !piece.is_rest && !is_cover && (piece.is_cut || is_article())
    }
}

/// The bytes between two marks.
struct Piece {
    bytes: Vec<u8>,
    offset: u64,
    /// Whether it begins with a mark.
    opened: bool,
    /// Whether it ends with the stream, and not at a mark.
    is_last: bool,
    /// Whether it is what is left of a piece that was too long.
    is_rest: bool,
    /// Whether it is the beginning of a piece that is too long.
    is_cut: bool,
}

impl Splitter for MarkSplitter<'_> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        loop {
            let piece = match self.next_piece() {
                Ok(piece) => piece?,
                Err(error) => return Some(Err(error)),
            };
            if !self.is_record(&piece) {
                self.skipped += u64::from(piece.bytes.iter().any(|byte| !byte.is_ascii_whitespace()));
                continue;
            }
            self.number += 1;
            let origin = Origin { record: self.number, byte_offset: piece.offset, ..self.template.clone() };
            return Some(Ok(Record {
                origin,
                bytes: piece.bytes,
                too_long: piece.is_cut,
                ..Record::default()
            }));
        }
    }

    fn skipped(&self) -> u64 {
        self.skipped
    }
}

/// Compiles a constant pattern over bytes.
pub(crate) fn mark(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests of its module")]
    Regex::new(pattern).expect("a constant pattern")
}
