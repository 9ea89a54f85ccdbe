//! ARC, versions 1 and 2: what crawlers wrote before there was WARC.
//!
//! A record is a line of facts (address, IP address, time, media type …, length) and as many bytes of a server's response;
//! the first one describes the file. The surprising decision: the versions differ in the number of facts, and some writers
//! leave some out, so a line is parsed around its time, which has fourteen digits. Compression by record is undone before.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use crate::model::{Origin, Scrape};
use crate::read::containers::response::{is_page_response, read_block, read_response};
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::record::{Limits, Parser, Record, Splitter};

/// ARC.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "arc",
    description: "A crawl of the time before WARC: ARC 1 or 2, also compressed record by record",
    precedence: 35,
    kind: FormatKind::Bytes {
        recognise: looks_like_arc,
        open: |stream, template, limits| {
            (Box::new(ArcSplitter::new(stream, template, limits)), Arc::new(ArcParser))
        },
    },
};

/// The most bytes of a record's line of facts.
const MAX_HEADER_BYTES: u64 = 64 << 10;

/// The digits of a time: 20240502100000.
const TIME_DIGITS: usize = 14;

/// Whether bytes begin with the line of a record.
fn looks_like_arc(head: &[u8]) -> bool {
    let line = head.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or_default();
    ArcHeader::parse(line).is_some()
}

/// The line of facts above a response.
#[derive(Debug, PartialEq, Eq)]
struct ArcHeader {
    url: String,
    media_type: String,
    /// Of the response, in bytes.
    length: u64,
}

impl ArcHeader {
    /// Parses a line; `None` if it is none of a record.
    fn parse(line: &[u8]) -> Option<ArcHeader> {
        if line.len() as u64 > MAX_HEADER_BYTES {
            return None;
        }
        let line = std::str::from_utf8(line.trim_ascii_end()).ok()?;
        let words: Vec<&str> = line.split(' ').collect();
        let is_time = |word: &&str| word.len() == TIME_DIGITS && word.bytes().all(|b| b.is_ascii_digit());
        let time = words.iter().rposition(is_time).filter(|&at| at >= 2 && at + 2 < words.len())?;
        let url = words[..time - 1].join(" ");
        let is_ip = words[time - 1].chars().all(|c| c.is_ascii_hexdigit() || ".:-".contains(c));
        let scheme = url.split_once(':')?.0;
        let is_address = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric());
        let length = words.last()?.parse().ok()?;
        let media_type = words[time + 1].trim_end_matches(';').to_ascii_lowercase();
        (is_ip && is_address).then_some(ArcHeader { url, media_type, length })
    }

    /// Whether the block is a page, or an error page of the server.
    fn is_wanted(&self, block: &[u8]) -> bool {
        self.url.starts_with("http") && is_page_response(block, &self.media_type)
    }
}

/// Gives a stream's pages.
struct ArcSplitter<R> {
    stream: R,
    template: Origin,
    limits: Limits,
    record: u64,
    offset: u64,
    skipped: u64,
    ended: bool,
}

impl<R: BufRead> ArcSplitter<R> {
    /// Over a stream.
    fn new(stream: R, template: Origin, limits: Limits) -> ArcSplitter<R> {
        let offset = template.byte_offset;
        ArcSplitter { stream, template, limits, record: 0, offset, skipped: 0, ended: false }
    }

    /// Goes on to the line of the next record; lines before it belong to none.
    fn find_record(&mut self) -> io::Result<Option<(ArcHeader, Vec<u8>)>> {
        loop {
            let mut line = Vec::new();
            let length = self.stream.by_ref().take(MAX_HEADER_BYTES).read_until(b'\n', &mut line)? as u64;
            if length == 0 {
                return Ok(None);
            }
            if let Some(header) = ArcHeader::parse(&line) {
                return Ok(Some((header, line)));
            }
            self.offset += length;
        }
    }

    /// The next record, and whether it is a page.
    fn next_arc_record(&mut self) -> io::Result<Option<(Record, bool)>> {
        let Some((header, mut bytes)) = self.find_record()? else { return Ok(None) };
        self.record += 1;
        let origin = Origin { record: self.record, byte_offset: self.offset, ..self.template.clone() };
        let head = bytes.len();
        let kept = header.length.min(self.limits.record as u64);
        let read = self.stream.by_ref().take(kept).read_to_end(&mut bytes)? as u64;
        let rest = io::copy(&mut self.stream.by_ref().take(header.length - kept), &mut io::sink())?;
        self.offset += head as u64 + read + rest;
        self.ended = read + rest < header.length;
        let wanted = header.is_wanted(&bytes[head..]);
        Ok(Some((Record { origin, bytes, too_long: header.length > kept, ..Record::default() }, wanted)))
    }
}

impl<R: BufRead> Splitter for ArcSplitter<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        while !self.ended {
            match self.next_arc_record() {
                Ok(Some((record, true))) => return Some(Ok(record)),
                Ok(Some((_, false))) => self.skipped += 1,
                Ok(None) => return None,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }

    fn skipped(&self) -> u64 {
        self.skipped
    }
}

/// Parses a record that is a page from a server.
struct ArcParser;

impl Parser for ArcParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let line = record.bytes.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
        let header = ArcHeader::parse(line)
            .ok_or_else(|| Unreadable::new("not ARC", "has no line of facts above its response"))?;
        let block = read_block(record, line.len(), header.length)?;
        let scrape = read_response(record, block)?;
        // The page's own canonical address comes first; the crawler's is where it was fetched.
        Ok(Scrape { url: scrape.url.or(Some(header.url)), ..scrape })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_versions_are_parsed_around_their_time() {
        let header = |url: &str, media_type: &str, length| {
            Some(ArcHeader { url: url.into(), media_type: media_type.into(), length })
        };
        for line in [
            "http://a.example/p 192.0.2.1 20310407100000 text/html 477",
            "http://a.example/p 192.0.2.1 20310407100000 text/html 200 f00d - 1234 a.arc.gz 477\r\n",
            "http://a.example/p 2001:db8::1 20310407100000 text/html; charset=utf-8 477\n",
        ] {
            assert_eq!(
                ArcHeader::parse(line.as_bytes()),
                header("http://a.example/p", "text/html", 477),
                "{line}"
            );
        }
        let spaced = "http://a.example/a p 192.0.2.1 20310407100000 no-type 9";
        assert_eq!(ArcHeader::parse(spaced.as_bytes()), header("http://a.example/a p", "no-type", 9));
        for line in
            ["", "Sent 20310407100000 by: me 9", "http://a.example/p 192.0.2.1 2031 text/html 9", "a b c d e"]
        {
            assert_eq!(ArcHeader::parse(line.as_bytes()), None, "{line}");
        }
    }
}
