//! JSONL: one JSON object a line.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use crate::model::Origin;
use crate::read::error::OpenError;
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::record::{Limits, Record, Splitter};
use crate::read::record_options::BlankLines;
use crate::read::records::json_detect::{holds_array_of_articles, looks_like_jsonl};
use crate::read::records::json_object::JsonObjectParser;

/// JSONL.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "jsonl",
    description: "One article a line, as a JSON object",
    precedence: 70,
    kind: FormatKind::Text { extensions: &["jsonl", "ndjson", "jl"], recognise, open },
};

fn recognise(head: &TextHead<'_>) -> bool {
    looks_like_jsonl(head, head.is_named_as(&FORMAT)) && !holds_array_of_articles(head)
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let splitter = Box::new(LineSplitter::new(stream, template, options.limits, options.blank_lines));
    let parser = Arc::new(JsonObjectParser::new(options, None));
    Ok(FormatRecords { splitter, sampling, parser })
}

/// Splits a stream into lines; empty lines are no records unless they are asked for, but they are counted.
pub(crate) struct LineSplitter<R> {
    stream: R,
    template: Origin,
    limits: Limits,
    blank_lines: BlankLines,
    line: u64,
    offset: u64,
}

impl<R: BufRead> LineSplitter<R> {
    /// Over a stream.
    pub fn new(stream: R, template: Origin, limits: Limits, blank_lines: BlankLines) -> LineSplitter<R> {
        LineSplitter { stream, limits, blank_lines, line: 0, offset: template.byte_offset, template }
    }

    /// Reads to the line's end and keeps no more than the limit; gives how many bytes the line has.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<u64> {
        let mut length =
            self.stream.by_ref().take(self.limits.record as u64 + 1).read_until(b'\n', bytes)? as u64;
        while bytes.len() > self.limits.record && bytes.last() != Some(&b'\n') {
            let buffer = self.stream.fill_buf()?;
            let end = buffer.iter().position(|&b| b == b'\n').map(|at| at + 1);
            let taken = end.unwrap_or(buffer.len());
            length += taken as u64;
            let over = end.is_some() || buffer.is_empty();
            self.stream.consume(taken);
            if over {
                break;
            }
        }
        Ok(length)
    }
}

impl<R: BufRead> Splitter for LineSplitter<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        loop {
            let mut bytes = Vec::new();
            let length = match self.read_line(&mut bytes) {
                Ok(0) => return None,
                Ok(length) => length,
                Err(error) => return Some(Err(error)),
            };
            self.line += 1;
            let origin = Origin { record: self.line, byte_offset: self.offset, ..self.template.clone() };
            self.offset += length;
            let newline = u64::from(bytes.last() == Some(&b'\n'));
            let too_long = length - newline > self.limits.record as u64;
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            bytes.truncate(self.limits.record);
            if self.blank_lines == BlankLines::Records || !bytes.trim_ascii().is_empty() {
                return Some(Ok(Record { origin, bytes, too_long, ..Record::default() }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(content: &[u8], limit: usize) -> Vec<Record> {
        let mut lines =
            LineSplitter::new(content, Origin::default(), Limits { record: limit }, BlankLines::Skipped);
        std::iter::from_fn(|| lines.next_record()).map(Result::unwrap).collect()
    }

    #[test]
    fn lines_have_numbers_and_offsets() {
        let found = records(b"{}\r\n\n{\"a\":1}", 100);
        let places: Vec<_> =
            found.iter().map(|r| (r.origin.record, r.origin.byte_offset, &r.bytes[..])).collect();
        assert_eq!(places, [(1, 0, &b"{}"[..]), (3, 5, &b"{\"a\":1}"[..])]);
    }

    #[test]
    fn a_line_over_the_limit_is_truncated_and_marked_and_the_next_is_whole() {
        let found = records(b"{\"text\":\"aaaaaaaaaaaaaaaaaaaa\"}\n{}\n", 10);
        assert_eq!(found.len(), 2);
        assert!(found[0].too_long && found[0].bytes.len() == 10);
        assert_eq!((found[1].origin.record, found[1].origin.byte_offset, found[1].too_long), (2, 32, false));
        assert!(!records(b"{\"a\":1234}\n", 10)[0].too_long);
    }
}
