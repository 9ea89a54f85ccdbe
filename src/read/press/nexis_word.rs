//! Nexis Uni and Lexis+ as Word documents: one file of many documents, or a ZIP of single ones.
//!
//! Takes a DOCX, whose text is its member `word/document.xml`; headers and footers are other members. Documents are separated
//! by structure first (an empty paragraph with a bookmark, then one of the first outline level) and by the words "End of
//! Document" second, because the words depend on the interface's language. A list of documents alone gives none.

use std::fs::File;
use std::io::{self, BufRead};
use std::sync::Arc;

use tempfile::SpooledTempFile;
use zip::ZipArchive;

use crate::model::{Origin, Scrape};
use crate::read::containers::archive_members::copy_member;
use crate::read::documents::docx_lines::{DocxLine, docx_lines};
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{
    ArchiveMembers, Format, FormatKind, FormatRecords, FormatSpec, OpenedArchive, TextStream,
};
use crate::read::press::nexis::{DocumentLine, HeadOrder, read_document};
use crate::read::press::nexis_labels::{NexisHead, head_of};
use crate::read::record::{Parser, Record, Splitter};

/// DOCX.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "nexis-word",
    description: "Nexis Uni or Lexis+ as Word (DOCX)",
    precedence: 14,
    kind: FormatKind::Zip { recognise: |archive| archive.index_for_name(TEXT_MEMBER).is_some(), open },
};

/// The text of a DOCX: what its one member is read as.
static TEXT_FORMAT: FormatSpec = FormatSpec {
    name: "nexis-word-text",
    description: "The text of a Word document",
    precedence: 0,
    kind: FormatKind::Text { extensions: &[], recognise: |_| false, open: open_text },
};

const TEXT_MEMBER: &str = "word/document.xml";

fn open(archive: ZipArchive<File>, _: crate::read::record::Limits) -> Result<OpenedArchive, OpenError> {
    Ok(OpenedArchive {
        format: Format::of_spec(&FORMAT),
        members: Box::new(TextMember(archive)),
        member_format: Some(Format::of_spec(&TEXT_FORMAT)),
        facts: None,
    })
}

/// The one member that is read.
struct TextMember(ZipArchive<File>);

impl ArchiveMembers for TextMember {
    fn count(&self) -> usize {
        1
    }

    fn name(&self, _: usize) -> String {
        TEXT_MEMBER.to_string()
    }

    fn is_ignored(&self, _: &str) -> bool {
        false
    }

    fn extract(&mut self, _: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        copy_member(self.0.by_name(TEXT_MEMBER).map_err(io::Error::other)?, into)
    }
}

fn open_text<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let splitter = DocumentSplitter {
        stream,
        template,
        max_bytes: options.limits.record,
        buffer: Vec::new(),
        offset: 0,
        open: OpenDocument::default(),
        ready: Vec::new(),
        number: 0,
        skipped: 0,
        is_list: false,
    };
    Ok(FormatRecords { splitter: Box::new(splitter), sampling, parser: Arc::new(DocumentParser) })
}

/// The end of a paragraph in WordprocessingML.
const PARAGRAPH_END: &[u8] = b"</w:p>";

/// A paragraph with more markup is not looked at for the words that end a document.
const MAX_INSPECTED_BYTES: usize = 64 << 10;

/// Words of the cover and the list of documents.
const COVER_WORDS: [&str; 8] = [
    "job number:",
    "search terms:",
    "documents (",
    "client/matter:",
    "user name:",
    "auftragsnummer:",
    "suchbegriffe:",
    "dokumente (",
];

/// Splits the XML of a DOCX into the documents of the export.
struct DocumentSplitter<'s> {
    stream: Box<dyn BufRead + 's>,
    template: Origin,
    max_bytes: usize,
    /// What was read and is in no paragraph yet.
    buffer: Vec<u8>,
    /// The offset of its first byte.
    offset: u64,
    open: OpenDocument,
    ready: Vec<OpenDocument>,
    number: u64,
    skipped: u64,
    /// Whether a cover or a list of documents was seen.
    is_list: bool,
}

/// A document whose end is not reached.
#[derive(Default)]
struct OpenDocument {
    bytes: Vec<u8>,
    offset: u64,
    /// Where in the bytes the empty paragraph begins that has the bookmark of the next document.
    bookmark_at: Option<usize>,
    has_heading: bool,
    has_body: bool,
    has_end: bool,
    is_too_long: bool,
}

impl OpenDocument {
    /// Whether it is a document, and no cover and no rest.
    fn is_document(&self) -> bool {
        self.has_end || self.has_heading && self.has_body
    }
}

impl DocumentSplitter<'_> {
    /// The bytes of the next paragraph, with what is between it and the one before.
    fn next_paragraph(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut searched = 0;
        loop {
            let found = find(&self.buffer[searched..], PARAGRAPH_END);
            if let Some(at) = found {
                let end = searched + at + PARAGRAPH_END.len();
                self.offset += end as u64;
                return Ok(Some(self.buffer.drain(..end).collect()));
            }
            if self.buffer.len() > self.max_bytes {
                // No paragraph is so long; what was cut off is looked at as another one.
                self.offset += self.buffer.len() as u64;
                return Ok(Some(std::mem::take(&mut self.buffer)));
            }
            searched = self.buffer.len().saturating_sub(PARAGRAPH_END.len());
            let more = self.stream.fill_buf()?;
            if more.is_empty() {
                return Ok(None);
            }
            let length = more.len();
            self.buffer.extend_from_slice(more);
            self.stream.consume(length);
        }
    }

    fn add_paragraph(&mut self, paragraph: Vec<u8>) {
        let begins_at = self.offset - paragraph.len() as u64;
        let facts = inspect(&paragraph);
        self.is_list |= facts.is_cover;
        if facts.is_heading
            && let Some(at) = self.open.bookmark_at.take()
        {
            let rest = self.open.bytes.split_off(at);
            let offset = self.open.offset + at as u64;
            let done = std::mem::replace(
                &mut self.open,
                OpenDocument { bytes: rest, offset, ..OpenDocument::default() },
            );
            self.ready.push(done);
        }
        if self.open.bytes.is_empty() {
            self.open.offset = begins_at;
        }
        if !facts.is_empty {
            self.open.bookmark_at = None;
        } else if facts.has_bookmark {
            self.open.bookmark_at = Some(self.open.bytes.len());
        }
        self.open.has_heading |= facts.is_heading;
        self.open.has_body |= facts.head == Some(NexisHead::Body);
        self.open.has_end |= facts.head == Some(NexisHead::End);
        self.open.bytes.extend_from_slice(&paragraph);
        if self.open.bytes.len() > self.max_bytes {
            self.open.bytes.truncate(self.max_bytes);
            (self.open.is_too_long, self.open.bookmark_at) = (true, None);
        }
        if self.open.has_end {
            self.ready.push(std::mem::take(&mut self.open));
        }
    }

    fn record_of(&mut self, document: OpenDocument) -> Record {
        self.number += 1;
        let origin = Origin { record: self.number, byte_offset: document.offset, ..self.template.clone() };
        Record { origin, bytes: document.bytes, too_long: document.is_too_long, ..Record::default() }
    }
}

impl Splitter for DocumentSplitter<'_> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        loop {
            while !self.ready.is_empty() {
                let document = self.ready.remove(0);
                if document.is_document() {
                    return Some(Ok(self.record_of(document)));
                }
                self.skipped += 1;
            }
            match self.next_paragraph() {
                Ok(Some(paragraph)) => self.add_paragraph(paragraph),
                // Without a paragraph it is no export either.
                Ok(None) if self.open.bytes.is_empty() && self.number == 0 && !self.is_list => {
                    let bytes = std::mem::take(&mut self.buffer);
                    return Some(Ok(self.record_of(OpenDocument { bytes, ..OpenDocument::default() })));
                }
                Ok(None) if self.open.bytes.is_empty() => return None,
                Ok(None) => {
                    let rest = std::mem::take(&mut self.open);
                    // A Word file of something else becomes a reject; a list of documents does not.
                    if rest.is_document() || (self.number == 0 && !self.is_list) {
                        return Some(Ok(self.record_of(rest)));
                    }
                    self.skipped += 1;
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn skipped(&self) -> u64 {
        self.skipped
    }
}

/// What the splitter has to know of a paragraph.
#[derive(Default)]
struct ParagraphFacts {
    is_empty: bool,
    is_heading: bool,
    has_bookmark: bool,
    is_cover: bool,
    head: Option<NexisHead>,
}

fn inspect(paragraph: &[u8]) -> ParagraphFacts {
    if paragraph.len() > MAX_INSPECTED_BYTES {
        return ParagraphFacts::default();
    }
    let lines = docx_lines(&String::from_utf8_lossy(paragraph));
    // Rows of a table that closed before the paragraph are lines too.
    let Some(last) = lines.last() else {
        return ParagraphFacts { is_empty: true, ..ParagraphFacts::default() };
    };
    let text = last.text.trim();
    let folded = text.to_lowercase();
    ParagraphFacts {
        is_empty: text.is_empty(),
        is_heading: last.is_heading && !text.is_empty(),
        has_bookmark: last.has_bookmark,
        is_cover: COVER_WORDS.iter().any(|word| folded.starts_with(word)),
        head: head_of(text),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// Parses a document of the export.
struct DocumentParser;

impl Parser for DocumentParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let lines = docx_lines(&decoded.text);
        let has_head = lines
            .iter()
            .any(|line| matches!(head_of(line.text.trim()), Some(NexisHead::Body | NexisHead::End)));
        if !has_head {
            let reason =
                "is a Word document, and no export of Nexis: save it as text or HTML, and import that";
            return Err(Unreadable::new("not text", reason));
        }
        let scrape = read_document(document_lines(lines), HeadOrder::TitleFirst)?;
        Ok(Scrape { origin: record.origin.clone(), encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

/// The lines of a DOCX as those of a document; line breaks part all but headlines.
fn document_lines(lines: Vec<DocxLine>) -> Vec<DocumentLine> {
    let mut found = Vec::new();
    for (block, line) in lines.into_iter().enumerate() {
        if line.is_heading {
            found.push(DocumentLine { text: line.text, is_heading: true, is_centred: true, block });
            continue;
        }
        for part in line.text.lines() {
            found.push(DocumentLine { text: part.to_string(), block, ..DocumentLine::default() });
        }
    }
    found
}
