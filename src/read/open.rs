//! A stream opened: decompressed, its format and character set found, its records ready to be split and parsed.

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use zip::ZipArchive;

use crate::model::Origin;
use crate::read::containers::archive_members;
use crate::read::containers::archive_members::MemberRecords;
use crate::read::containers::compression;
use crate::read::containers::zip::broken_zip;
use crate::read::encoding::sampling::CharsetSampling;
use crate::read::encoding::{Charset, NamedEncoding, detect_utf16_without_bom, utf16};
use crate::read::error::OpenError;
use crate::read::format::{
    Format, FormatKind, FormatRecords, HEAD_BYTES, OpenText, OpenedArchive, PartOpener, TableFile, TextStream,
};
use crate::read::input::peek::peek;
use crate::read::options::Options;
use crate::read::record::{ParsableRecord, RecordSource, TEXT_SEPARATOR};
use crate::read::registry::{detect_container, detect_text, detect_zip};

/// The most articles in one record.
const MAX_JOINED_TEXTS: usize = 1000;

/// How many bytes of a text that is not UTF-8 are looked at to find its character set.
const CHARSET_SAMPLE_BYTES: usize = 1 << 20;

/// A stream whose format is known, as records.
pub struct RecordStream<'s> {
    /// The format it was taken for.
    pub format: Format,
    records: Box<dyn RecordSource + 's>,
}

impl RecordStream<'_> {
    /// The next record with what parses it; `None` at the end. An error is the stream's own, and ends it.
    pub fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        self.records.next_record()
    }

    /// How many things were skipped so far that are neither a record nor worth a reject: requests of a crawl, folders of
    /// an archive file.
    pub fn skipped(&self) -> u64 {
        self.records.skipped()
    }
}

/// Opens a stream that starts at its first byte. `template` is the origin of its records, except number and offset.
///
/// # Errors
/// Where the bytes cannot be read, or are in no format that is read.
pub fn open<'s>(
    stream: impl BufRead + 's,
    template: Origin,
    options: &Options,
) -> Result<RecordStream<'s>, OpenError> {
    let (format, records) = open_nested(Box::new(stream), template, options, 0)?;
    Ok(RecordStream { format, records: Box::new(JoinedTexts { records, last: None, left: 0 }) })
}

/// Gives a record in which the texts of several articles are joined once for each of them.
struct JoinedTexts<'s> {
    records: Box<dyn RecordSource + 's>,
    last: Option<ParsableRecord>,
    /// How many more articles the last record has.
    left: usize,
}

impl RecordSource for JoinedTexts<'_> {
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        if let Some((record, _)) = self.last.as_mut().filter(|_| self.left > 0) {
            record.part += 1;
            self.left -= 1;
            return self.last.clone().map(Ok);
        }
        let next = self.records.next_record();
        self.last = None;
        if let Some(Ok((record, parser))) = &next
            && parser.reads_fields()
        {
            self.left = count_separators(&record.bytes);
            self.last = (self.left > 0).then(|| (record.clone(), Arc::clone(parser)));
        }
        next
    }

    fn skipped(&self) -> u64 {
        self.records.skipped()
    }
}

/// How many texts follow another one in a record's bytes; what ends a field follows none.
fn count_separators(bytes: &[u8]) -> usize {
    let separator = TEXT_SEPARATOR.as_bytes();
    let follows = |at: &usize| {
        let rest = bytes[at + separator.len()..].trim_ascii_start();
        !matches!(rest, [b'"' | b'<' | b',' | b'|', ..] | [] | [b'\\', b'n', b'"', ..])
    };
    memchr::memmem::find_iter(bytes, separator).filter(follows).count().min(MAX_JOINED_TEXTS)
}

/// A stream's format and its records.
type Opened<'s> = (Format, Box<dyn RecordSource + 's>);

/// Opens a stream that lies `depth` archive files deep.
fn open_nested<'s>(
    stream: Box<dyn BufRead + 's>,
    template: Origin,
    options: &Options,
    depth: usize,
) -> Result<Opened<'s>, OpenError> {
    let mut stream = compression::decompress(stream)?;
    let head = peek(&mut stream, HEAD_BYTES)?;
    // Members and records of bytes are each in a character set of their own: nothing may be decoded before they are apart.
    let detected = || detect_container(&head);
    let Some(format) = options.format.or_else(detected) else {
        return open_text(stream, head, template, options, None);
    };
    match format.spec().kind {
        // Only the list of members tells one from another.
        FormatKind::Zip { .. } => {
            let archive = open_zip(stream, &head, options, depth)?;
            Ok(members_of(archive, template, options, depth))
        }
        FormatKind::Archive { open, .. } => {
            let file = archive_members::copy_to_disk(stream, depth)?;
            let archive = open(file, format, options.records.limits)?;
            Ok(members_of(archive, template, options, depth))
        }
        FormatKind::Table { open, .. } => {
            let file = archive_members::copy_to_named_file(stream, depth)?;
            Ok((format, open(TableFile { file, template, options: &options.records })?))
        }
        FormatKind::Bytes { open, .. } => {
            let (splitter, parser) = open(stream, template, options.records.limits);
            let charset = options.encoding.map_or(Charset::Unknown, |NamedEncoding(set)| Charset::Named(set));
            let sampling = CharsetSampling::Settled(charset);
            Ok((format, Box::new(FormatRecords { splitter, sampling, parser })))
        }
        FormatKind::Parts { open, .. } => {
            archive_members::enforce_depth(depth)?;
            let parts = Box::new(NestedParts { options: options.clone(), depth });
            Ok((format, open(stream, template, options.records.limits, parts)))
        }
        FormatKind::Text { open, .. } => open_text(stream, head, template, options, Some((format, open))),
    }
}

/// Opens files beside records that lie `depth` archive files deep.
struct NestedParts {
    options: Options,
    depth: usize,
}

impl PartOpener for NestedParts {
    fn open_files(&self, files: OpenedArchive, template: Origin) -> Box<dyn RecordSource> {
        Box::new(MemberRecords::new(files, template, self.options.clone(), self.depth, open_member))
    }

    fn is_of_own_format(&self, text: &[u8]) -> bool {
        let head = &text[..text.len().min(HEAD_BYTES)];
        let detected = detect_text(head, Path::new(""), &self.options.records);
        detected.is_ok_and(|(format, _)| !matches!(format.name(), "html" | "text"))
    }
}

/// The members of an archive file as records.
fn members_of<'s>(archive: OpenedArchive, template: Origin, options: &Options, depth: usize) -> Opened<'s> {
    let format = archive.format;
    (format, Box::new(MemberRecords::new(archive, template, options.clone(), depth, open_member)))
}

/// Opens a ZIP as whatever it is inside.
fn open_zip(
    stream: Box<dyn BufRead + '_>,
    head: &[u8],
    options: &Options,
    depth: usize,
) -> Result<OpenedArchive, OpenError> {
    let file = archive_members::copy_to_disk(stream, depth)?;
    let archive = ZipArchive::new(file).map_err(|error| broken_zip(head, &error))?;
    detect_zip(&archive)(archive, options.records.limits)
}

/// Opens a member of an archive file that lies `depth` archive files deep.
fn open_member(
    stream: Box<dyn BufRead>,
    template: Origin,
    options: &Options,
    depth: usize,
) -> Result<Box<dyn RecordSource>, OpenError> {
    open_nested(stream, template, options, depth + 1).map(|(_, records)| records)
}

/// Opens a stream that is text as a whole, in the format that the user named, or else in the one that it shows.
fn open_text<'s>(
    mut stream: Box<dyn BufRead + 's>,
    mut head: Vec<u8>,
    mut template: Origin,
    options: &Options,
    named: Option<(Format, OpenText)>,
) -> Result<Opened<'s>, OpenError> {
    let (encoding, mark_bytes) = encoding_of_stream(&head, options.encoding);
    io::copy(&mut stream.by_ref().take(mark_bytes as u64), &mut io::sink())?;
    head.drain(..mark_bytes);
    let mut utf16 = None;
    if let Some(encoding) = encoding.filter(|set| [UTF_16LE, UTF_16BE].contains(set)) {
        let (utf_8, offsets) = utf16::transcode_to_utf8(stream, encoding, mark_bytes as u64);
        (stream, utf16) = (utf_8, Some((offsets, encoding)));
        head = peek(&mut stream, HEAD_BYTES)?;
    } else {
        template.byte_offset = mark_bytes as u64;
    }
    let sampling = match (encoding, options.encoding) {
        (Some(set), Some(_)) => CharsetSampling::Settled(Charset::Named(set)),
        _ if utf16.is_some() || std::str::from_utf8(&head).is_ok() => CharsetSampling::from_lines(&[]),
        _ => CharsetSampling::from_lines(&peek(&mut stream, CHARSET_SAMPLE_BYTES)?),
    };
    let (format, open) = match named {
        Some(named) => named,
        None => {
            let name = template.member.as_ref().map_or(template.path.as_path(), Path::new);
            detect_text(&head, &compression::strip_extensions(name), &options.records)?
        }
    };
    let mut records =
        open(TextStream { stream, head: &head, template, options: &options.records, sampling })?;
    if let Some((offsets, encoding)) = utf16 {
        records.splitter = Box::new(utf16::Utf16Splitter { inner: records.splitter, offsets, encoding });
        records.sampling = CharsetSampling::Settled(Charset::Named(encoding));
    }
    Ok((format, Box::new(records)))
}

/// The character set of a whole stream, as far as its first bytes or the user say, and the length of its byte order mark.
fn encoding_of_stream(head: &[u8], named: Option<NamedEncoding>) -> (Option<&'static Encoding>, usize) {
    match (named, Encoding::for_bom(head)) {
        (Some(NamedEncoding(set)), Some((marked, length))) if set == marked => (Some(set), length),
        (Some(NamedEncoding(set)), _) => (Some(set), 0),
        (None, Some((marked, length))) => (Some(marked), length),
        (None, None) => (detect_utf16_without_bom(head), 0),
    }
}
