//! tar: the files in it; links and devices are skipped.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use tempfile::SpooledTempFile;

use crate::read::containers::archive_members::{copy_member, is_system_file};
use crate::read::error::OpenError;
use crate::read::format::{ArchiveMembers, Format, FormatKind, FormatSpec, OpenedArchive, broken_archive};
use crate::read::record::Limits;

/// tar.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "tar",
    description: "Files of any of these kinds",
    precedence: 20,
    kind: FormatKind::Archive { recognise: |head| head.get(257..262) == Some(b"ustar"), open },
};

fn open(file: File, asked_for: Format, _: Limits) -> Result<OpenedArchive, OpenError> {
    let entries = list_files(&file).map_err(|error| broken_archive(asked_for, error))?;
    let members = Box::new(TarMembers { file, entries });
    Ok(OpenedArchive { format: Format::of_spec(&FORMAT), members, member_format: None, facts: None })
}

struct TarMembers {
    file: File,
    entries: Vec<TarEntry>,
}

/// A file in a tar: where its content is, in bytes.
struct TarEntry {
    name: String,
    offset: u64,
    length: u64,
}

impl ArchiveMembers for TarMembers {
    fn count(&self) -> usize {
        self.entries.len()
    }

    fn name(&self, number: usize) -> String {
        self.entries[number].name.clone()
    }

    fn is_ignored(&self, name: &str) -> bool {
        is_system_file(name)
    }

    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        let TarEntry { offset, length, .. } = self.entries[number];
        self.file.seek(SeekFrom::Start(offset))?;
        copy_member(self.file.by_ref().take(length), into)
    }
}

fn list_files(file: &File) -> io::Result<Vec<TarEntry>> {
    let mut archive = tar::Archive::new(BufReader::new(file));
    let mut entries = Vec::new();
    for entry in archive.entries()? {
        let entry = match entry {
            Ok(entry) => entry,
            // It breaks off: what was listed before can be read.
            Err(_) if !entries.is_empty() => break,
            Err(error) => return Err(error),
        };
        if entry.header().entry_type().is_file() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            entries.push(TarEntry { name, offset: entry.raw_file_position(), length: entry.size() });
        }
    }
    Ok(entries)
}
