//! Exports as RTF: Nexis, LexisNexis (also as `.doc`), Factiva, ProQuest.
//!
//! Takes the lines of a document as they come and cuts them into articles. The surprising decision: a record's bytes are its text,
//! decoded, and not those of the file, which cannot be understood from the middle and are page scans for the most part. Its place
//! in the file is kept beside them.

use std::io::{self, BufRead};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::model::{Origin, Scrape};
use crate::read::documents::rtf_lines::{RtfLine, RtfLines, looks_like_rtf};
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::press::factiva::accession_number;
use crate::read::press::nexis::{DocumentLine, HeadOrder, is_document_counter, read_document};
use crate::read::press::nexis_labels::{NexisHead, head_of};
use crate::read::press::nexis_text;
use crate::read::press::{factiva_text, proquest};
use crate::read::record::{Limits, Parser, Record, Splitter};
use crate::text::patterns::compile_pattern;

/// RTF.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "rtf",
    description: "Nexis, Factiva or ProQuest as RTF",
    precedence: 21,
    kind: FormatKind::Bytes {
        recognise: looks_like_rtf,
        open: |stream, template, limits| {
            (Box::new(RtfSplitter::new(stream, template, limits)), Arc::new(RtfParser))
        },
    },
};

/// What a line that is centred begins with in a record, as in a plain text.
const CENTRING: &str = "        ";

/// What a heading begins with in a record: a form feed.
const HEADING_MARK: char = '\u{c}';

/// Splits a document into the articles of the export.
struct RtfSplitter<R> {
    lines: RtfLines<R>,
    template: Origin,
    max_bytes: usize,
    open: OpenArticle,
    ready: Vec<Record>,
    number: u64,
    skipped: u64,
    is_done: bool,
}

/// The lines of an article whose end is not reached.
#[derive(Default)]
struct OpenArticle {
    text: String,
    offset: Option<u64>,
    /// How many lines the last page of it has: of ProQuest, a head.
    has_details: bool,
    is_article: bool,
    is_too_long: bool,
}

impl<R: BufRead> RtfSplitter<R> {
    fn new(stream: R, template: Origin, limits: Limits) -> RtfSplitter<R> {
        RtfSplitter {
            lines: RtfLines::new(stream),
            template,
            max_bytes: limits.record,
            open: OpenArticle::default(),
            ready: Vec::new(),
            number: 0,
            skipped: 0,
            is_done: false,
        }
    }

    fn add_line(&mut self, line: RtfLine) {
        let text = line.text.trim();
        let is_empty = text.is_empty();
        // A new document of LexisNexis, or of ProQuest below the details of the one before.
        let is_row = line.text.contains('\t') || proquest::split_label(text).is_some();
        let opens_next =
            is_document_counter(text) || self.open.has_details && !is_empty && (line.begins_page || !is_row);
        if opens_next && proquest::head_of(text).is_none() {
            self.end_article(line.offset);
        }
        if is_empty {
            return;
        }
        self.open.offset.get_or_insert(line.offset);
        self.open.is_article |= is_document_counter(text) || proquest::is_document_link(text);
        self.open.has_details |= proquest::head_of(text) == Some("details");
        if self.open.text.len() + line.text.len() > self.max_bytes {
            self.open.is_too_long = true;
        } else {
            if line.is_heading {
                self.open.text.push(HEADING_MARK);
            } else if line.is_centred {
                self.open.text.push_str(CENTRING);
            }
            self.open.text.push_str(&line.text.replace(['\n', '\r'], " "));
            self.open.text.push('\n');
        }
        if head_of(text) == Some(NexisHead::End) || is_last_of_factiva(text) {
            self.open.is_article = true;
            self.end_article(self.lines.offset());
        }
    }

    fn end_article(&mut self, end: u64) {
        let article = std::mem::take(&mut self.open);
        let Some(offset) = article.offset else { return };
        let is_other_document = self.number == 0 && self.is_done;
        if !article.is_article && !is_other_document {
            self.skipped += 1;
            return;
        }
        self.number += 1;
        let origin = Origin { record: self.number, byte_offset: offset, ..self.template.clone() };
        self.ready.push(Record {
            origin,
            bytes: article.text.into_bytes(),
            too_long: article.is_too_long,
            length_in_file: Some(end.saturating_sub(offset)),
            ..Record::default()
        });
    }
}

impl<R: BufRead> Splitter for RtfSplitter<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        loop {
            if !self.ready.is_empty() {
                return Some(Ok(self.ready.remove(0)));
            }
            if self.is_done {
                return None;
            }
            match self.lines.next_line() {
                Ok(Some(line)) => self.add_line(line),
                Ok(None) => {
                    self.is_done = true;
                    self.end_article(self.lines.offset());
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn skipped(&self) -> u64 {
        self.skipped
    }
}

/// "AN\tDocument ALDEYE0020310506ex560000a", "Dokument ALDEYE0020310506ex560000a".
fn is_last_of_factiva(line: &str) -> bool {
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"^(?:AN\s+)?(?:\p{Lu}\p{L}{5,9}[\s\x{a0}]+)?[A-Z][A-Z0-9]{2,9}\d{8,}[a-z0-9]*$")
    });
    LAST.is_match(line) && accession_number(line).is_some()
}

/// Parses an article.
struct RtfParser;

impl Parser for RtfParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let text = String::from_utf8_lossy(&record.bytes);
        let scrape = read_article(&text)?;
        Ok(Scrape { origin: record.origin.clone(), ..scrape })
    }
}

fn read_article(text: &str) -> Result<Scrape, Unreadable> {
    let lines = || text.lines().map(|line| line.trim_matches([' ', HEADING_MARK]));
    if lines().any(is_document_counter) {
        // Each line of RTF is a paragraph.
        let spaced = text.replace('\n', "\n\n").replace(HEADING_MARK, "");
        return read_document(nexis_text::document_lines(&spaced), HeadOrder::SourceFirst);
    }
    if lines().any(|line| head_of(line) == Some(NexisHead::End)) {
        let lines = text.lines().enumerate().map(|(block, line)| DocumentLine {
            text: line.trim_matches([' ', HEADING_MARK]).to_string(),
            is_heading: line.starts_with(HEADING_MARK),
            is_centred: line.starts_with(CENTRING),
            block,
        });
        return read_document(lines.collect(), HeadOrder::TitleFirst);
    }
    if lines().any(proquest::is_document_link) {
        return proquest::read_lines(&lines().map(str::to_string).collect::<Vec<_>>(), None, None);
    }
    if lines().any(is_last_of_factiva) {
        return factiva_text::read_text(&text.replace('\n', "\n\n"));
    }
    let reason = "is an RTF document, and no export of Nexis, Factiva or ProQuest: save it as text or HTML in the program that \
                  wrote it, and import that";
    Err(Unreadable::new("not text", reason))
}
