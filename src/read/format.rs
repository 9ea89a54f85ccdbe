//! What a format is: its name, how its first bytes are recognised, and how a stream of it is opened.
//!
//! Every format's own file declares one `static FORMAT: FormatSpec`; `read/registry.rs` lists them. Names in
//! `--format`, help, completion, detection and opening all follow from these declarations.

use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead};
use std::path::Path;
use std::sync::Arc;

use tempfile::{NamedTempFile, SpooledTempFile};
use zip::ZipArchive;

use crate::model::{Origin, Scrape};
use crate::read::encoding::Charset;
use crate::read::encoding::sampling::CharsetSampling;
use crate::read::error::{OpenError, Unreadable};
use crate::read::record::{Limits, ParsableRecord, Parser, Record, RecordSource, Splitter};
use crate::read::record_options::RecordOptions;

/// How many bytes of a stream detection sees.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// The declaration of a format.
pub struct FormatSpec {
    /// The word for it in `--format` and in the archive's ledger.
    pub name: &'static str,
    /// One line for help and completion.
    pub description: &'static str,
    /// Detection asks the formats in this order, the lowest first, and takes the first that recognises its own.
    pub(crate) precedence: u8,
    /// How it is recognised and opened.
    pub(crate) kind: FormatKind,
}

/// How streams of a format are recognised and opened.
pub(crate) enum FormatKind {
    /// Files in one file, each of any format.
    Archive {
        /// By the first bytes.
        recognise: fn(&[u8]) -> bool,
        /// Reads the list of members.
        open: fn(File, Format, Limits) -> Result<OpenedArchive, OpenError>,
    },
    /// A table in a file that is read from any place in it, such as a database: it is copied to a temporary file first.
    Table {
        /// Extensions of file names; the first bytes alone decide.
        extensions: &'static [&'static str],
        /// By the first bytes.
        recognise: fn(&[u8]) -> bool,
        /// What gives its rows.
        open: OpenTable,
    },
    /// A document or collection whose parts are the members of a ZIP: only the list of members shows it.
    Zip {
        /// By the names of the members.
        recognise: fn(&ZipArchive<File>) -> bool,
        /// Reads the list of those that are read.
        open: OpenZip,
    },
    /// Records that declare their own character sets: nothing is decoded before they are split.
    Bytes {
        /// By the first bytes.
        recognise: fn(&[u8]) -> bool,
        /// What splits and parses it.
        open: OpenBytes,
    },
    /// Records, and files of any format beside them: messages and their attachments.
    Parts {
        /// By the first bytes.
        recognise: fn(&[u8]) -> bool,
        /// What gives its records.
        open: OpenParts,
    },
    /// Text in one character set as a whole.
    Text {
        /// Extensions of file names, in lower case, that decide where the first bytes leave it open.
        extensions: &'static [&'static str],
        /// By the first bytes, then by the name.
        recognise: fn(&TextHead<'_>) -> bool,
        /// What splits and parses it.
        open: OpenText,
    },
}

/// What opens a file of tables.
pub(crate) type OpenTable = fn(TableFile<'_>) -> Result<Box<dyn RecordSource>, OpenError>;

/// A file of tables, copied from wherever it was.
pub(crate) struct TableFile<'o> {
    /// The copy; whoever reads it keeps it.
    pub file: NamedTempFile,
    /// The origin of its rows, except table and number.
    pub template: Origin,
    /// What the user said.
    pub options: &'o RecordOptions,
}

/// What opens a ZIP of a format.
pub(crate) type OpenZip = fn(ZipArchive<File>, Limits) -> Result<OpenedArchive, OpenError>;

/// What splits a stream of bytes, and what parses its records.
type SplitterAndParser<'s> = (Box<dyn Splitter + 's>, Arc<dyn Parser>);

/// What opens a stream of bytes of a format.
pub(crate) type OpenBytes = for<'s> fn(Box<dyn BufRead + 's>, Origin, Limits) -> SplitterAndParser<'s>;

/// What opens a stream of records that has files beside them.
pub(crate) type OpenParts =
    for<'s> fn(Box<dyn BufRead + 's>, Origin, Limits, Box<dyn PartOpener>) -> Box<dyn RecordSource + 's>;

/// Opens the files that lie beside the records of a format, whatever format they are in.
pub(crate) trait PartOpener {
    /// The records of files; the origin is that of the files together, without their names.
    fn open_files(&self, files: OpenedArchive, template: Origin) -> Box<dyn RecordSource>;

    /// Whether a text is in a format of its own: neither a page of HTML nor plain text.
    fn is_of_own_format(&self, text: &[u8]) -> bool;
}

/// What opens a text of a format.
pub(crate) type OpenText = for<'s, 'o> fn(TextStream<'s, 'o>) -> Result<FormatRecords<'s>, OpenError>;

/// A format: a reference to its declaration, equal by name.
#[derive(Clone, Copy)]
pub struct Format(&'static FormatSpec);

impl Format {
    /// The format that a declaration declares.
    pub(crate) const fn of_spec(spec: &'static FormatSpec) -> Format {
        Format(spec)
    }

    /// Its declaration.
    pub fn spec(self) -> &'static FormatSpec {
        self.0
    }

    /// The word for it in `--format` and in the archive's ledger.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The extensions of file names that speak for it.
    pub fn extensions(self) -> &'static [&'static str] {
        match self.0.kind {
            FormatKind::Text { extensions, .. } | FormatKind::Table { extensions, .. } => extensions,
            FormatKind::Archive { .. }
            | FormatKind::Zip { .. }
            | FormatKind::Bytes { .. }
            | FormatKind::Parts { .. } => &[],
        }
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Format {}

impl Hash for Format {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Format({})", self.name())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What detection sees of a text.
pub(crate) struct TextHead<'h> {
    /// Its first bytes, at most [`HEAD_BYTES`], without a byte order mark; UTF-16 is UTF-8 by now.
    pub bytes: &'h [u8],
    /// The same without the white space at the start.
    pub trimmed: &'h [u8],
    /// What the user said.
    pub options: &'h RecordOptions,
    /// The extension of the file's name, in lower case; empty if there is none.
    extension: String,
}

impl<'h> TextHead<'h> {
    /// The head of a file called `path`.
    pub fn new(bytes: &'h [u8], path: &Path, options: &'h RecordOptions) -> TextHead<'h> {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let trimmed = bytes.trim_ascii_start();
        TextHead { bytes, trimmed, options, extension: extension.to_ascii_lowercase() }
    }

    /// Whether the file's name has an extension that speaks for a format.
    pub fn is_named_as(&self, format: &'static FormatSpec) -> bool {
        Format(format).extensions().contains(&self.extension.as_str())
    }
}

/// A text whose format is known.
pub(crate) struct TextStream<'s, 'o> {
    /// From its first character on, as UTF-8 if it was UTF-16.
    pub stream: Box<dyn BufRead + 's>,
    /// Its first bytes, which `stream` still has.
    pub head: &'o [u8],
    /// The origin of its records, except number and offset; its offset is that of the first byte.
    pub template: Origin,
    /// What the user said.
    pub options: &'o RecordOptions,
    /// What is known of its character set.
    pub sampling: CharsetSampling,
}

/// Records of one format: what splits them, their character set, and what parses them.
pub(crate) struct FormatRecords<'s> {
    /// Splits the stream.
    pub splitter: Box<dyn Splitter + 's>,
    /// Knows the character set of each record.
    pub sampling: CharsetSampling,
    /// Parses the records.
    pub parser: Arc<dyn Parser>,
}

impl<'s> FormatRecords<'s> {
    /// A text that is one record: only its own bytes say what character set it is in.
    pub fn single(splitter: impl Splitter + 's, charset: Charset, parser: impl Parser + 'static) -> Self {
        FormatRecords {
            splitter: Box::new(splitter),
            sampling: CharsetSampling::Settled(charset),
            parser: Arc::new(parser),
        }
    }
}

impl RecordSource for FormatRecords<'_> {
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        let record = self.splitter.next_record()?.map(|mut record| {
            record.charset = self.sampling.charset_of_record(&record.bytes);
            (record, Arc::clone(&self.parser))
        });
        Some(record)
    }

    fn skipped(&self) -> u64 {
        self.splitter.skipped()
    }
}

/// An archive file whose list of members has been read.
pub(crate) struct OpenedArchive {
    /// The format that the list shows: a ZIP may be a workbook.
    pub format: Format,
    /// Its members.
    pub members: Box<dyn ArchiveMembers>,
    /// The format of every member, if it is known; otherwise each is detected.
    pub member_format: Option<Format>,
    /// What the archive file itself knows of its members' records, if anything.
    pub facts: Option<Arc<dyn RecordFacts>>,
}

/// What an archive file says about its members' records in a place of its own: a web archive's list of pages.
pub(crate) trait RecordFacts: Send + Sync {
    /// Adds to a record's scrape what that does not say itself.
    fn complete(&self, record: &Record, scrape: &mut Scrape);
}

/// The members of an archive file, by number from 0.
pub(crate) trait ArchiveMembers {
    /// How many there are.
    fn count(&self) -> usize;

    /// A member's name, with its folders.
    fn name(&self, number: usize) -> String;

    /// Whether a member of this name is nothing that a person put there.
    fn is_ignored(&self, name: &str) -> bool;

    /// Writes a member's content, unpacked.
    ///
    /// # Errors
    /// Where it is broken or too large.
    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()>;
}

/// The error for an archive file whose list of members cannot be read.
pub(crate) fn broken_archive(format: Format, error: impl fmt::Display) -> OpenError {
    Unreadable::new("broken archive", format!("is a broken {format} file: {error}")).into()
}
