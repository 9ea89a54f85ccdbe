//! Bytes of any kind of scrape, cut into records and read as [`Scrape`]s.
//!
//! Two steps, because they run on different threads: a [`Splitter`] walks the bytes in order and cuts them into
//! [`Record`]s as cheaply as it can; a [`Parser`] makes a [`Scrape`] of one record, on any thread. A format is
//! one file with one of each, and one line in [`Format`]. Nothing here judges what a text is worth.

pub mod containers;
pub mod detect;
pub mod encoding;
pub mod fields;
pub mod html;
pub mod input;
pub mod records;
pub mod settings;

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::model::{Origin, Scrape};
use encoding::sampling::Sampling;
use encoding::{Charset, Named};

pub use detect::Format;
pub use fields::FieldMap;

/// One record's bytes, and where they stood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Where.
    pub origin: Origin,
    /// Its bytes; cut short where they were more than the reader takes, and then `too_long` is set.
    pub bytes: Vec<u8>,
    /// Set if the record was longer than [`Limits::record`].
    pub too_long: bool,
    /// What is known of its character set before its bytes are looked at.
    pub charset: Charset,
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
    /// Records of one kind.
    Records(Records<'s>),
    /// Files, each a stream of its own.
    Members(containers::archive_members::Members),
}

/// Records of one kind: what cuts them, what they are written in, and what reads what was cut.
struct Records<'s> {
    splitter: Box<dyn Splitter + 's>,
    sampling: Sampling,
    parser: Arc<dyn Parser>,
}

impl Records<'_> {
    fn next_cut(&mut self) -> Option<io::Result<Cut>> {
        let cut = self.splitter.next_record()?.map(|mut record| {
            record.charset = self.sampling.of_record(&record.bytes);
            (record, Arc::clone(&self.parser))
        });
        Some(cut)
    }
}

impl Opened<'_> {
    /// The next record; `None` at the end. An error is the stream's own, and ends it.
    pub fn next_cut(&mut self) -> Option<io::Result<Cut>> {
        match &mut self.content {
            Content::Records(records) => records.next_cut(),
            Content::Members(members) => members.next_cut(),
        }
    }

    /// How many things were met that are no records of a scrape and nothing to turn away.
    pub fn passed_over(&self) -> u64 {
        match &self.content {
            Content::Records(records) => records.splitter.passed_over(),
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
    pub encoding: Option<Named>,
    /// Whether a CSV's first row names its columns.
    pub header: records::csv_dialect::Header,
    /// Of an archive file, the one member that is wanted.
    pub only_member: Option<String>,
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
    let mut stream = containers::compression::unpacked(stream)?;
    let head = detect::peek(&mut stream, detect::HEAD)?;
    // Containers hold texts in sets of their own each: nothing may be decoded before they are taken apart.
    let container =
        options.format.or_else(|| detect::container(&head)).filter(|format| format.is_container());
    let settled =
        Sampling::Settled(options.encoding.map_or(Charset::Unknown, |Named(set)| Charset::Named(set)));
    let limits = options.limits;
    let (splitter, parser): (Box<dyn Splitter + 's>, Arc<dyn Parser>) = match container {
        None => return open_text(stream, head, template, options),
        Some(format @ (Format::Zip | Format::Tar | Format::Workbook)) => {
            let members =
                containers::archive_members::Members::open(stream, format, template, options.clone(), depth)?;
            return Ok(Opened { format: members.format(), content: Content::Members(members) });
        }
        Some(Format::Mhtml) => (
            Box::new(records::text::Whole::new(stream, template, limits)),
            Arc::new(containers::mhtml::SavedPage),
        ),
        Some(_) => (
            Box::new(containers::warc::Responses::new(stream, template, limits)),
            Arc::new(containers::warc::Response),
        ),
    };
    let records = Records { splitter, sampling: settled, parser };
    Ok(Opened { format: container.unwrap_or(Format::Warc), content: Content::Records(records) })
}

/// Opens a stream that is text as a whole.
fn open_text<'s>(
    mut stream: Box<dyn BufRead + 's>,
    mut head: Vec<u8>,
    mut template: Origin,
    options: &Options,
) -> Result<Opened<'s>, OpenError> {
    let (encoding, mark) = of_stream(&head, options.encoding);
    io::copy(&mut stream.by_ref().take(mark as u64), &mut io::sink())?;
    head.drain(..mark);
    let mut wide = None;
    if let Some(encoding) = encoding.filter(|set| [UTF_16LE, UTF_16BE].contains(set)) {
        let (utf_8, passed) = encoding::utf16::transcoded(stream, encoding, mark as u64);
        (stream, wide) = (utf_8, Some((passed, encoding)));
        head = detect::peek(&mut stream, detect::HEAD)?;
    } else {
        template.byte_offset = mark as u64;
    }
    let sampling = match (encoding, options.encoding) {
        (Some(set), Some(_)) => Sampling::Settled(Charset::Named(set)),
        _ if wide.is_some() || std::str::from_utf8(&head).is_ok() => Sampling::of_lines(&[]),
        _ => Sampling::of_lines(&detect::peek(&mut stream, SAMPLE)?),
    };
    let format = match options.format {
        Some(format) => format,
        None => {
            let name = template.member.as_ref().map_or(template.path.as_path(), Path::new);
            let found = detect::detect(&head, &containers::compression::inner_name(name), &options.fields)?;
            if found == Format::Text && options.header == records::csv_dialect::Header::Numbered {
                Format::Csv
            } else {
                found
            }
        }
    };
    let mut records = of_format(format, stream, &head, template, options, sampling)?;
    if let Some((passed, encoding)) = wide {
        records.splitter = Box::new(encoding::utf16::Wide { inner: records.splitter, passed, encoding });
        records.sampling = Sampling::Settled(Charset::Named(encoding));
    }
    Ok(Opened { format, content: Content::Records(records) })
}

/// So much of a file that is not UTF-8 is looked at to tell what it is.
const SAMPLE: usize = 1 << 20;

/// The character set that a whole stream is in, as far as its first bytes or the user say; and the length of its mark.
fn of_stream(head: &[u8], named: Option<Named>) -> (Option<&'static Encoding>, usize) {
    let marked = Encoding::for_bom(head);
    match (named, marked) {
        (Some(Named(set)), Some((of_mark, length))) if set == of_mark => (Some(set), length),
        (Some(Named(set)), _) => (Some(set), 0),
        (None, Some((of_mark, length))) => (Some(of_mark), length),
        (None, None) => (encoding::utf_16_without_mark(head), 0),
    }
}

/// What cuts and reads a text of a format; what a page is written in is for its reader to find.
fn of_format<'s>(
    format: Format,
    stream: Box<dyn BufRead + 's>,
    head: &[u8],
    template: Origin,
    options: &Options,
    sampling: Sampling,
) -> Result<Records<'s>, OpenError> {
    let (limits, so_far) = (options.limits, sampling.so_far());
    let object = || Arc::new(records::jsonl::Object::new(options.fields.clone()));
    let alone = |sampling| match sampling {
        Sampling::Settled(charset) => Sampling::Settled(charset),
        Sampling::Open(_) => Sampling::Settled(Charset::Unknown),
    };
    Ok(match format {
        Format::Jsonl => Records {
            splitter: Box::new(records::jsonl::Lines::new(stream, template, limits)),
            sampling,
            parser: object(),
        },
        Format::Json => {
            let fields = options.fields.clone();
            let splitter = Box::new(records::json::Elements::new(stream, template, limits, fields, so_far));
            Records { splitter, sampling, parser: object() }
        }
        Format::Csv => {
            let (rows, row) = records::csv::open(stream, head, template, options, so_far)?;
            Records { splitter: Box::new(rows), sampling, parser: Arc::new(row) }
        }
        Format::Feed => {
            let named = alone(sampling).so_far();
            let (entries, entry, charset) = records::feed::open(stream, template, limits, named)?;
            let sampling = Sampling::Settled(charset);
            Records { splitter: Box::new(entries), sampling, parser: Arc::new(entry) }
        }
        Format::Html => Records {
            splitter: Box::new(records::text::Whole::new(stream, template, limits)),
            sampling: alone(sampling),
            parser: Arc::new(html::HtmlPage),
        },
        // The containers were opened before.
        Format::Text | Format::Warc | Format::Mhtml | Format::Zip | Format::Tar | Format::Workbook => {
            Records {
                splitter: Box::new(records::text::Whole::new(stream, template, limits)),
                sampling: alone(sampling),
                parser: Arc::new(records::text::Page { map: options.fields.clone() }),
            }
        }
    })
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
