//! The members of an archive file, each opened as a stream of its own, in whatever format it is.
//!
//! A whole archive file is first copied to a temporary file, because a ZIP's list of members is at its end. A member that
//! cannot be read is a record to reject; the ones after it are read. A record's origin names its member, and members
//! inside members as `outer.zip/inner.html`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

use tempfile::{NamedTempFile, SpooledTempFile};

use crate::model::{Origin, Scrape};
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{OpenedArchive, RecordFacts};
use crate::read::options::Options;
use crate::read::record::{ParsableRecord, Parser, Record, RecordSource};

/// How many archive files may be nested.
const MAX_ARCHIVE_DEPTH: usize = 3;

/// A larger member goes to disk while it is read.
const MAX_MEMBER_BYTES_IN_MEMORY: usize = 4 << 20;

/// The most bytes of an unpacked member: a small file may claim to hold petabytes.
const MAX_MEMBER_BYTES: u64 = 16 << 30;

/// Opens a member as records; the last argument is the number of archive files around the archive file it is in.
pub(crate) type OpenMember =
    fn(Box<dyn BufRead>, Origin, &Options, usize) -> Result<Box<dyn RecordSource>, OpenError>;

/// Passes what lies `depth` archive files deep, if that is not too deep.
///
/// # Errors
/// Where it is.
pub(crate) fn enforce_depth(depth: usize) -> Result<(), Unreadable> {
    if depth < MAX_ARCHIVE_DEPTH {
        return Ok(());
    }
    let reason = format!("lies more than {MAX_ARCHIVE_DEPTH} archive files deep: unpack it, and import that");
    Err(Unreadable::new("too deep", reason))
}

/// Copies an archive file that lies `depth` archive files deep into a temporary file, read from its start.
///
/// # Errors
/// Where it cannot be copied, or is nested too deep.
pub(crate) fn copy_to_disk(stream: Box<dyn BufRead + '_>, depth: usize) -> Result<File, OpenError> {
    let mut file = tempfile::tempfile()?;
    copy_into(&mut file, stream, depth)?;
    Ok(file)
}

/// The same, to a file that has a name while it is kept: a database is opened by its name.
///
/// # Errors
/// As [`copy_to_disk`].
pub(crate) fn copy_to_named_file(
    stream: Box<dyn BufRead + '_>,
    depth: usize,
) -> Result<NamedTempFile, OpenError> {
    let mut file = NamedTempFile::new()?;
    copy_into(file.as_file_mut(), stream, depth)?;
    Ok(file)
}

fn copy_into(file: &mut File, mut stream: Box<dyn BufRead + '_>, depth: usize) -> Result<(), OpenError> {
    enforce_depth(depth)?;
    io::copy(&mut stream, file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

/// Copies a member's content, unpacked.
///
/// # Errors
/// Where it cannot be read, or is larger than any member may be.
pub(crate) fn copy_member(member: impl Read, into: &mut SpooledTempFile) -> io::Result<()> {
    if io::copy(&mut member.take(MAX_MEMBER_BYTES + 1), into)? > MAX_MEMBER_BYTES {
        return Err(io::Error::other("it is larger than 16 GB"));
    }
    Ok(())
}

/// Whether a member is a folder, or a file that a system adds to archive files for itself.
pub(crate) fn is_system_file(name: &str) -> bool {
    name.ends_with('/')
        // Word and Excel write a file beside each that is open, which has the name of its user.
        || name.rsplit(['/', '\\']).next().is_some_and(|file| file.starts_with("~$"))
        || name
            .split(['/', '\\'])
            .any(|part| part == "__MACOSX" || (part.starts_with('.') && !matches!(part, "." | "..")))
}

/// Whether a member's name leads out of the folder into which somebody unpacks the archive file: such names are made to
/// overwrite files.
fn leads_outside(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "..")
}

/// The records of all members of an archive file, one member after another.
pub(crate) struct MemberRecords {
    archive: OpenedArchive,
    /// The number of the member that is opened next.
    next: usize,
    open: Option<Box<dyn RecordSource>>,
    template: Origin,
    options: Options,
    depth: usize,
    open_member: OpenMember,
    skipped: u64,
}

impl MemberRecords {
    /// Over an archive file that lies `depth` archive files deep.
    pub fn new(
        archive: OpenedArchive,
        template: Origin,
        options: Options,
        depth: usize,
        open_member: OpenMember,
    ) -> MemberRecords {
        // The format that the user named is the archive file's, not its members'.
        let options = Options { format: archive.member_format, ..options };
        MemberRecords { archive, next: 0, open: None, template, options, depth, open_member, skipped: 0 }
    }

    /// The next record of the open member; `None` if there is no open member, or it has no more.
    fn next_of_open(&mut self) -> Option<ParsableRecord> {
        match self.open.as_mut()?.next_record() {
            Some(Ok((record, parser))) => match &self.archive.facts {
                Some(facts) => {
                    Some((record, Arc::new(CompletingParser { parser, facts: Arc::clone(facts) })))
                }
                None => Some((record, parser)),
            },
            Some(Err(error)) => {
                self.open = None;
                let name = self.archive.members.name(self.next - 1);
                let reason = format!("the member cannot be read on from here: {error}");
                Some(self.rejected_member(&name, Unreadable::new("unreadable", reason)))
            }
            None => {
                self.skipped += self.open.take().map_or(0, |open| open.skipped());
                None
            }
        }
    }

    /// Opens the next member; gives a record only if that fails.
    fn open_next(&mut self) -> Option<ParsableRecord> {
        let number = self.next;
        self.next += 1;
        let name = self.archive.members.name(number);
        if self.archive.members.is_ignored(&name) {
            self.skipped += 1;
            return None;
        }
        let full = self.full_name(&name);
        let is_wanted = |only: &String| *only == full || only.starts_with(&format!("{full}/"));
        if !self.options.only_member.as_ref().is_none_or(is_wanted) {
            return None;
        }
        if leads_outside(&name) {
            let reason = "the member's name leads out of the archive file: if it is a scrape, unpack it under another name, \
                          and import that";
            return Some(self.rejected_member(&name, Unreadable::new("unsafe name", reason)));
        }
        match self.open_numbered(number, full) {
            Ok(open) => {
                self.open = Some(open);
                None
            }
            Err(OpenError::Unreadable(why)) => Some(self.rejected_member(&name, why)),
            Err(OpenError::Io(error)) => {
                let why = Unreadable::new("unreadable", format!("cannot be read: {error}"));
                Some(self.rejected_member(&name, why))
            }
        }
    }

    fn open_numbered(
        &mut self,
        number: usize,
        full_name: String,
    ) -> Result<Box<dyn RecordSource>, OpenError> {
        let mut bytes = SpooledTempFile::new(MAX_MEMBER_BYTES_IN_MEMORY);
        self.archive.members.extract(number, &mut bytes)?;
        bytes.seek(SeekFrom::Start(0))?;
        let template = Origin { member: Some(full_name), ..self.template.clone() };
        (self.open_member)(Box::new(BufReader::new(bytes)), template, &self.options, self.depth)
    }

    fn full_name(&self, name: &str) -> String {
        match &self.template.member {
            Some(outer) => format!("{outer}/{name}"),
            None => name.to_string(),
        }
    }

    /// A member that gives no records, as a record that no parser accepts.
    fn rejected_member(&self, name: &str, why: Unreadable) -> ParsableRecord {
        let origin = Origin { member: Some(self.full_name(name)), record: 1, ..self.template.clone() };
        (Record { origin, ..Record::default() }, Arc::new(RejectingParser(why)))
    }
}

impl RecordSource for MemberRecords {
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        loop {
            if let Some(record) = self.next_of_open() {
                return Some(Ok(record));
            }
            if self.next >= self.archive.members.count() {
                return None;
            }
            if let Some(rejected) = self.open_next() {
                return Some(Ok(rejected));
            }
        }
    }

    fn skipped(&self) -> u64 {
        self.skipped + self.open.as_ref().map_or(0, |open| open.skipped())
    }
}

/// Parses a member's record, and adds what its archive file knows of it.
struct CompletingParser {
    parser: Arc<dyn Parser>,
    facts: Arc<dyn RecordFacts>,
}

impl Parser for CompletingParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let mut scrape = self.parser.parse(record)?;
        self.facts.complete(record, &mut scrape);
        Ok(scrape)
    }
}

/// Accepts no record.
pub(crate) struct RejectingParser(pub Unreadable);

impl Parser for RejectingParser {
    fn parse(&self, _: &Record) -> Result<Scrape, Unreadable> {
        Err(self.0.clone())
    }
}
