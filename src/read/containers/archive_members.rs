//! ZIP and tar: files in a file, each opened as a stream of its own, of whatever kind it is. Workbooks are ZIP files, whose
//! members are their sheets.
//!
//! All are first put aside in a temporary file, because a ZIP's list of members stands at its end, and so that one
//! member may be read while the list is kept. A member that cannot be read is a record that is turned away; the ones
//! after it are read. A record's origin names its member, and members inside of members as `outer.zip/inner.html`.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

use tempfile::SpooledTempFile;
use zip::ZipArchive;

use crate::model::{Origin, Scrape};
use crate::read::records::workbook::Sheets;
use crate::read::{Cut, Format, OpenError, Opened, Options, Parser, Record, Unreadable, detect};

/// How many archive files may lie one in another.
const DEEPEST: usize = 3;

/// A member is held in memory up to so many bytes, and beyond them on disk.
const IN_MEMORY: usize = 4 << 20;

/// A member is unpacked to so many bytes at the most: a small file may say that it holds petabytes.
const LARGEST_MEMBER: u64 = 16 << 30;

/// The members of an archive file, one after another.
pub struct Members {
    shelf: Shelf,
    next: usize,
    open: Option<Box<Opened<'static>>>,
    template: Origin,
    options: Options,
    depth: usize,
    passed_over: u64,
}

/// Where the members are.
enum Shelf {
    Zip(Box<ZipArchive<File>>),
    /// Name, place and length of each file.
    Tar(File, Vec<(String, u64, u64)>),
    Sheets(Box<Sheets>),
}

impl Members {
    /// Reads the list of members.
    pub fn open(
        mut stream: Box<dyn BufRead + '_>,
        format: Format,
        template: Origin,
        mut options: Options,
        depth: usize,
    ) -> Result<Members, OpenError> {
        if depth >= DEEPEST {
            let reason = format!("lies more than {DEEPEST} archive files deep: unpack it, and import that");
            return Err(Unreadable::new("too deep", reason).into());
        }
        let mut file = tempfile::tempfile()?;
        io::copy(&mut stream, &mut file)?;
        file.seek(SeekFrom::Start(0))?;
        let broken = |error: &dyn std::fmt::Display| {
            OpenError::from(Unreadable::new("broken archive", format!("is a broken {format} file: {error}")))
        };
        let shelf = match format {
            Format::Zip | Format::Workbook => {
                let archive = ZipArchive::new(file).map_err(|error| broken(&error))?;
                let has = |name: &str| archive.index_for_name(name).is_some();
                if let Some(what) = detect::document_in_zip(has) {
                    return Err(Unreadable::new("not text", what).into());
                }
                if has("xl/workbook.xml") {
                    Shelf::Sheets(Box::new(Sheets::open(archive, options.limits)?))
                } else {
                    Shelf::Zip(Box::new(archive))
                }
            }
            _ => {
                let places = tar_places(&file).map_err(|error| broken(&error))?;
                Shelf::Tar(file, places)
            }
        };
        // What was named is the archive file's kind, not its members'.
        options.format = match shelf {
            Shelf::Sheets(_) => Some(Format::Csv),
            _ => options.format.filter(|named| *named != format),
        };
        Ok(Members { shelf, next: 0, open: None, template, options, depth, passed_over: 0 })
    }

    /// What the archive file turned out to be.
    pub fn format(&self) -> Format {
        match self.shelf {
            Shelf::Zip(_) => Format::Zip,
            Shelf::Tar(..) => Format::Tar,
            Shelf::Sheets(_) => Format::Workbook,
        }
    }

    /// The next record of any member.
    pub fn next_cut(&mut self) -> Option<io::Result<Cut>> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next_cut() {
                    Some(Ok(cut)) => return Some(Ok(cut)),
                    Some(Err(error)) => {
                        self.open = None;
                        let name = self.shelf.name(self.next - 1);
                        let reason = format!("the member cannot be read on from here: {error}");
                        return Some(Ok(self.turned_away(name, Unreadable::new("unreadable", reason))));
                    }
                    None => {
                        self.passed_over += open.passed_over();
                        self.open = None;
                    }
                }
            }
            if self.next >= self.shelf.len() {
                return None;
            }
            let number = self.next;
            self.next += 1;
            let name = self.shelf.name(number);
            if !matches!(self.shelf, Shelf::Sheets(_)) && is_nobodys(&name) {
                self.passed_over += 1;
                continue;
            }
            let full = self.full_name(&name);
            let is_wanted = |only: &String| *only == full || only.starts_with(&format!("{full}/"));
            if !self.options.only_member.as_ref().is_none_or(is_wanted) {
                continue;
            }
            match self.open_member(number, &name) {
                Ok(open) => self.open = Some(Box::new(open)),
                Err(OpenError::Unreadable(why)) => return Some(Ok(self.turned_away(name, why))),
                Err(OpenError::Io(error)) => {
                    let why = Unreadable::new("unreadable", format!("cannot be read: {error}"));
                    return Some(Ok(self.turned_away(name, why)));
                }
            }
        }
    }

    /// Members that are nobody's, and what their streams have passed over.
    pub fn passed_over(&self) -> u64 {
        self.passed_over + self.open.as_ref().map_or(0, |open| open.passed_over())
    }

    fn open_member(&mut self, number: usize, name: &str) -> Result<Opened<'static>, OpenError> {
        let mut bytes = SpooledTempFile::new(IN_MEMORY);
        self.shelf.copy(number, &mut bytes)?;
        bytes.seek(SeekFrom::Start(0))?;
        let template = Origin { member: Some(self.full_name(name)), ..self.template.clone() };
        crate::read::open_at(Box::new(BufReader::new(bytes)), template, &self.options, self.depth + 1)
    }

    fn full_name(&self, name: &str) -> String {
        match &self.template.member {
            Some(outer) => format!("{outer}/{name}"),
            None => name.to_string(),
        }
    }

    /// A member that gives no records, as a record that nothing can read.
    fn turned_away(&self, name: String, why: Unreadable) -> Cut {
        let origin = Origin { member: Some(self.full_name(&name)), record: 1, ..self.template.clone() };
        (Record { origin, ..Record::default() }, Arc::new(Refused(why)))
    }
}

impl Shelf {
    fn len(&self) -> usize {
        match self {
            Shelf::Zip(archive) => archive.len(),
            Shelf::Tar(_, places) => places.len(),
            Shelf::Sheets(sheets) => sheets.len(),
        }
    }

    fn name(&self, number: usize) -> String {
        match self {
            Shelf::Zip(archive) => {
                archive.name_for_index(number).and_then(Result::ok).map(Cow::into_owned).unwrap_or_default()
            }
            Shelf::Tar(_, places) => places[number].0.clone(),
            Shelf::Sheets(sheets) => sheets.name(number).to_string(),
        }
    }

    fn copy(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        let copied = match self {
            Shelf::Zip(archive) => {
                let member = archive.by_index(number).map_err(io::Error::other)?;
                io::copy(&mut member.take(LARGEST_MEMBER + 1), into)?
            }
            Shelf::Tar(file, places) => {
                let (_, place, length) = places[number];
                file.seek(SeekFrom::Start(place))?;
                io::copy(&mut file.by_ref().take(length), into)?
            }
            Shelf::Sheets(sheets) => {
                sheets.copy(number, into)?;
                return Ok(());
            }
        };
        if copied > LARGEST_MEMBER {
            return Err(io::Error::other("it is larger than 16 GB"));
        }
        Ok(())
    }
}

/// The files of a tar; links and devices are not looked at.
fn tar_places(file: &File) -> io::Result<Vec<(String, u64, u64)>> {
    let mut archive = tar::Archive::new(BufReader::new(file));
    let mut places = Vec::new();
    for entry in archive.entries()? {
        let entry = match entry {
            Ok(entry) => entry,
            // It breaks off: what was listed before is there.
            Err(_) if !places.is_empty() => break,
            Err(error) => return Err(error),
        };
        if entry.header().entry_type().is_file() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            places.push((name, entry.raw_file_position(), entry.size()));
        }
    }
    Ok(places)
}

/// Folders, and what systems add to archive files for themselves.
fn is_nobodys(name: &str) -> bool {
    name.ends_with('/')
        || name.split('/').any(|part| part == "__MACOSX" || (part.starts_with('.') && part.len() > 1))
}

/// Reads nothing.
struct Refused(Unreadable);

impl Parser for Refused {
    fn parse(&self, _: &Record) -> Result<Scrape, Unreadable> {
        Err(self.0.clone())
    }
}
