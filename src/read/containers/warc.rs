//! WARC 1.0 and 1.1 (ISO 28500): the responses with pages of HTML, and texts that were made of pages.
//!
//! A record's bytes are the whole WARC record, so that `trace` shows what the crawler stored; the parser takes the page out
//! of it, on any thread. Requests, metadata, revisits, redirects, pictures and style sheets are skipped and counted: they
//! are no scrapes that could have been imported. Compression by record is undone before.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use crate::model::{Origin, Scrape};
use crate::read::containers::http::parse_media_type;
use crate::read::containers::response::{is_page, is_page_response, read_block, read_response};
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::record::{Limits, Parser, Record, Splitter};
use crate::read::{encoding, html};

/// WARC.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "warc",
    description: "A crawl: WARC 1.0 or 1.1, also compressed record by record",
    precedence: 30,
    kind: FormatKind::Bytes {
        recognise: |head| head.trim_ascii_start().starts_with(b"WARC/"),
        open: |stream, template, limits| {
            (Box::new(WarcSplitter::new(stream, template, limits)), Arc::new(WarcParser))
        },
    },
};

/// The most bytes of a record's own header.
const MAX_HEADER_BYTES: u64 = 256 << 10;

/// Gives a stream's pages.
struct WarcSplitter<R> {
    stream: R,
    template: Origin,
    limits: Limits,
    record: u64,
    offset: u64,
    skipped: u64,
    ended: bool,
}

impl<R: BufRead> WarcSplitter<R> {
    /// Over a stream.
    pub fn new(stream: R, template: Origin, limits: Limits) -> WarcSplitter<R> {
        WarcSplitter {
            stream,
            limits,
            record: 0,
            offset: template.byte_offset,
            skipped: 0,
            ended: false,
            template,
        }
    }

    /// Goes on to the line that opens a record; lines before it belong to no record.
    fn find_record(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let mut line = Vec::new();
            let length = self.stream.by_ref().take(MAX_HEADER_BYTES).read_until(b'\n', &mut line)? as u64;
            if length == 0 {
                return Ok(None);
            }
            if line.starts_with(b"WARC/") {
                return Ok(Some(line));
            }
            self.offset += length;
        }
    }

    /// The header lines after the first, with the empty one that ends them.
    fn read_header(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let mut left = MAX_HEADER_BYTES;
        loop {
            let before = bytes.len();
            let length = self.stream.by_ref().take(left).read_until(b'\n', bytes)? as u64;
            left -= length;
            if left == 0 || bytes[before..].trim_ascii().is_empty() {
                return Ok(());
            }
        }
    }

    /// The next WARC record, and whether it is a page or text.
    fn next_warc_record(&mut self) -> io::Result<Option<(Record, bool)>> {
        let Some(mut bytes) = self.find_record()? else { return Ok(None) };
        self.read_header(&mut bytes)?;
        self.record += 1;
        let origin = Origin { record: self.record, byte_offset: self.offset, ..self.template.clone() };
        let header = WarcHeader::parse(&bytes);
        let head = bytes.len() as u64;
        let Some(length) = header.length else {
            self.offset += head;
            return Ok(Some((Record { origin, bytes, too_long: false, ..Record::default() }, true)));
        };
        let kept = length.min(self.limits.record as u64);
        let read = self.stream.by_ref().take(kept).read_to_end(&mut bytes)? as u64;
        let rest = io::copy(&mut self.stream.by_ref().take(length - kept), &mut io::sink())?;
        self.offset += head + read + rest;
        if read + rest < length {
            self.ended = true;
        }
        let wanted = header.is_wanted(&bytes[head as usize..]);
        Ok(Some((Record { origin, bytes, too_long: length > kept, ..Record::default() }, wanted)))
    }
}

impl<R: BufRead> Splitter for WarcSplitter<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        while !self.ended {
            match self.next_warc_record() {
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

/// The address that a record's bytes were fetched from.
pub(crate) fn target_address(record: &[u8]) -> Option<String> {
    WarcHeader::parse(record).url
}

/// A record's own header.
#[derive(Debug, Default)]
struct WarcHeader {
    kind: String,
    url: Option<String>,
    media_type: String,
    charset: Option<String>,
    /// What the browser of the crawl asked for: "document", "xhr"; empty if the crawl does not say.
    resource_type: String,
    /// Of the block, in bytes; `None` if the header has no number for it.
    length: Option<u64>,
    /// Of the header itself, in bytes.
    size: usize,
}

impl WarcHeader {
    fn parse(bytes: &[u8]) -> WarcHeader {
        let mut header = WarcHeader::default();
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            header.size += line.len();
            let line = String::from_utf8_lossy(line);
            if line.trim().is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                // 1.0's grammar has angle brackets around it, and some crawlers write them.
                "warc-target-uri" => {
                    header.url = Some(value.trim_matches(['<', '>']).to_string());
                }
                "warc-resource-type" => header.resource_type = value.to_ascii_lowercase(),
                "content-type" => (header.media_type, header.charset) = parse_media_type(value),
                "content-length" => header.length = value.parse().ok(),
                _ => {}
            }
        }
        header
    }

    /// Whether the record is a page, or a text made of one, or an error page of the server.
    fn is_wanted(&self, block: &[u8]) -> bool {
        // A browser's crawl stores what it made of a page under names of its own: its text, its picture.
        let is_address = self.url.as_deref().is_none_or(|url| !url.starts_with("urn:"));
        // A piece of HTML that a script fetched is no page.
        let is_document = matches!(self.resource_type.as_str(), "" | "document" | "page");
        is_address && is_document && self.holds_page(block)
    }

    fn holds_page(&self, block: &[u8]) -> bool {
        match self.kind.as_str() {
            "response" => is_page_response(block, ""),
            "resource" => is_page(&self.media_type),
            "conversion" => self.media_type == "text/plain" || is_page(&self.media_type),
            _ => false,
        }
    }
}

/// Parses a record that is a page from a server.
struct WarcParser;

impl Parser for WarcParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let header = WarcHeader::parse(&record.bytes);
        let Some(length) = header.length else {
            return Err(Unreadable::new("not WARC", "has no Content-Length that is a number"));
        };
        let block = read_block(record, header.size, length)?;
        let mut scrape = match header.kind.as_str() {
            "response" => read_response(record, block)?,
            "conversion" if header.media_type == "text/plain" => {
                let labels: Vec<&str> = header.charset.as_deref().into_iter().collect();
                let decoded = encoding::decode_declared(block, record.charset, &labels);
                let (encoding, text) = (Some(decoded.encoding_name()), decoded.text.into_owned());
                Scrape { origin: record.origin.clone(), text, encoding, is_page: true, ..Scrape::default() }
            }
            _ => html::read_page(record, block, header.charset.as_deref())?,
        };
        // The page's own canonical address comes first; the crawler's is where it was fetched.
        scrape.url = scrape.url.or(header.url);
        Ok(scrape)
    }
}
