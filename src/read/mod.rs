//! Bytes of any kind of scrape, cut into records and read as [`Scrape`]s.
//!
//! Two steps, because they run on different threads: a [`Splitter`] walks the bytes in order and cuts them into
//! [`Record`]s as cheaply as it can; a [`Parser`] makes a [`Scrape`] of one record, on any thread. A format is
//! one file with one of each, and one line in [`Format`]. Nothing here judges what a text is worth.

pub mod csv;
pub mod encoding;
pub mod feed;
pub mod fields;
pub mod format;
pub mod html;
pub mod http;
pub mod json;
pub mod jsonl;
mod loose_text;
pub mod main_text;
mod markup;
pub mod members;
pub mod mhtml;
pub mod packed;
pub mod page_head;
mod shallow;
mod surroundings;
pub mod text;
pub mod walk;
pub mod warc;

use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;

use crate::model::{Origin, Scrape};

pub use fields::FieldMap;
pub use format::Format;

/// One record's bytes, and where they stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Where.
    pub origin: Origin,
    /// Its bytes; cut short where they were more than the reader takes, and then `too_long` is set.
    pub bytes: Vec<u8>,
    /// Set if the record was longer than [`Limits::record`].
    pub too_long: bool,
}

/// What a reader takes at the most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes in one record.
    pub record: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { record: 64 << 20 }
    }
}

/// Cuts a stream of bytes into records, in order, holding one at a time.
pub trait Splitter {
    /// The next record; `None` at the end. An error is the stream's own, and ends it.
    fn next_record(&mut self) -> Option<io::Result<Record>>;

    /// How many things it has met that are no records of a scrape and nothing to turn away: requests, pictures.
    fn passed_over(&self) -> u64 {
        0
    }
}

/// Makes a scrape of one record.
pub trait Parser: Send + Sync {
    /// Reads a record, or says why it cannot.
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable>;
}

/// Why a record is not a scrape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unreadable {
    /// One or two words, for grouping: "not JSON", "too few fields".
    pub rule: &'static str,
    /// For people, with what was found and what to do.
    pub reason: String,
}

impl Unreadable {
    /// With a rule and a reason.
    pub fn new(rule: &'static str, reason: impl Into<String>) -> Unreadable {
        Unreadable { rule, reason: reason.into() }
    }
}

/// A record and what reads it: the members of one archive file may be of several kinds.
pub type Cut = (Record, Arc<dyn Parser>);

/// A stream opened as a format.
pub struct Opened<'s> {
    /// What it was taken for.
    pub format: Format,
    content: Content<'s>,
}

/// What is in a stream.
enum Content<'s> {
    /// Records of one kind: what cuts them, and what reads what was cut.
    Records(Box<dyn Splitter + 's>, Arc<dyn Parser>),
    /// Files, each a stream of its own.
    Members(members::Members),
}

impl Opened<'_> {
    /// The next record; `None` at the end. An error is the stream's own, and ends it.
    pub fn next_cut(&mut self) -> Option<io::Result<Cut>> {
        match &mut self.content {
            Content::Records(splitter, parser) => {
                splitter.next_record().map(|record| Ok((record?, Arc::clone(parser))))
            }
            Content::Members(members) => members.next_cut(),
        }
    }

    /// How many things were met that are no records of a scrape and nothing to turn away.
    pub fn passed_over(&self) -> u64 {
        match &self.content {
            Content::Records(splitter, _) => splitter.passed_over(),
            Content::Members(members) => members.passed_over(),
        }
    }
}

/// How to read: what the user said, over what is found.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, if it was named.
    pub format: Option<Format>,
    /// Which field is what, beyond the names that are known.
    pub fields: FieldMap,
    /// The character set, if it was named.
    pub encoding: Option<encoding::Named>,
    /// What is too much.
    pub limits: Limits,
}

/// Opens a stream that starts at its first byte. `template` is the origin of its records, but for number and offset.
pub fn open<'s>(
    stream: impl BufRead + 's,
    template: Origin,
    options: &Options,
) -> Result<Opened<'s>, OpenError> {
    open_at(Box::new(stream), template, options, 0)
}

/// Opens a stream that lies `depth` archive files deep.
fn open_at<'s>(
    stream: Box<dyn BufRead + 's>,
    template: Origin,
    options: &Options,
    depth: usize,
) -> Result<Opened<'s>, OpenError> {
    let mut stream = packed::unpacked(stream)?;
    let mut head = format::peek(&mut stream)?;
    // Containers hold texts in sets of their own each: nothing may be decoded before they are taken apart.
    let format = match options.format.or_else(|| format::container(&head)) {
        Some(format) if format.is_container() => format,
        named => {
            stream = encoding::transcoded(stream, options.encoding)?;
            head = format::peek(&mut stream)?;
            let name = template.member.as_ref().map_or(template.path.as_path(), Path::new);
            named.map_or_else(|| format::detect(&head, &packed::inner_name(name)), Ok)?
        }
    };
    let limits = options.limits;
    let (splitter, parser): (Box<dyn Splitter + 's>, Arc<dyn Parser>) = match format {
        Format::Text => (Box::new(text::Whole::new(stream, template, limits)), Arc::new(text::Page)),
        Format::Jsonl => (
            Box::new(jsonl::Lines::new(stream, template, limits)),
            Arc::new(jsonl::Object::new(options.fields.clone())),
        ),
        Format::Json => (
            Box::new(json::Elements::new(stream, template, limits)),
            Arc::new(jsonl::Object::new(options.fields.clone())),
        ),
        Format::Html => (Box::new(text::Whole::new(stream, template, limits)), Arc::new(html::HtmlPage)),
        Format::Feed => {
            let (entries, entry) = feed::open(stream, template, limits)?;
            (Box::new(entries), Arc::new(entry))
        }
        Format::Csv => {
            let (rows, row) = csv::open(stream, &head, template, options)?;
            (Box::new(rows), Arc::new(row))
        }
        Format::Warc => (Box::new(warc::Responses::new(stream, template, limits)), Arc::new(warc::Response)),
        Format::Mhtml => (Box::new(text::Whole::new(stream, template, limits)), Arc::new(mhtml::SavedPage)),
        Format::Zip | Format::Tar => {
            let members = members::Members::open(stream, format, template, options.clone(), depth)?;
            return Ok(Opened { format, content: Content::Members(members) });
        }
    };
    Ok(Opened { format, content: Content::Records(splitter, parser) })
}

/// Why a stream gives no records at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is nothing that can be taken apart.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl OpenError {
    /// One or two words, for grouping.
    pub fn rule(&self) -> &'static str {
        match self {
            OpenError::Io(_) => "unreadable",
            OpenError::Unreadable(unreadable) => unreadable.rule,
        }
    }
}
