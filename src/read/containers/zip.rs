//! ZIP: files in one file, each of any format.
//!
//! Takes a file, gives its members. A document or collection that is a ZIP inside (a workbook, a Word file) is a format of its
//! own, declared as [`FormatKind::Zip`] in its own file; what is left to this one is a ZIP that someone packed, and the
//! documents that are not read.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io;

use tempfile::SpooledTempFile;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::containers::archive_members::{copy_member, is_system_file};
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{ArchiveMembers, Format, FormatKind, FormatSpec, OpenedArchive};
use crate::read::record::Limits;

/// ZIP.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "zip",
    description: "Files of any of these kinds",
    // After every format that is a ZIP inside.
    precedence: 19,
    kind: FormatKind::Zip { recognise: |_| true, open: open_members },
};

/// Whether bytes begin as a ZIP does.
pub(crate) fn looks_like_zip(head: &[u8]) -> bool {
    matches!(head, [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..])
}

/// The error for a ZIP whose list of members cannot be read, by its first bytes.
pub(crate) fn broken_zip(head: &[u8], error: &ZipError) -> OpenError {
    const OFFICE_MARK: &[u8] = b"[Content_Types].xml";
    let has = |mark: &[u8]| head.windows(mark.len()).any(|window| window == mark);
    let what = match () {
        () if has(b"word/document.xml") => "Word",
        () if has(b"xl/worksheets") => "Excel",
        () if has(OFFICE_MARK) => "Word or Excel",
        () => "zip",
    };
    let reason =
        format!("is a broken {what} file: {error}; it may have been cut off: export or copy it again");
    Unreadable::new("broken archive", reason).into()
}

/// Opens a ZIP that is no document, or one that is not read.
///
/// # Errors
/// Where it is a document that is not read, with what to do about it.
pub(crate) fn open_members(archive: ZipArchive<File>, _: Limits) -> Result<OpenedArchive, OpenError> {
    if let Some(what) = unread_document(|name| archive.index_for_name(name).is_some()) {
        return Err(Unreadable::new("not text", what).into());
    }
    let members = Box::new(ZipMembers::new(archive));
    Ok(OpenedArchive { format: Format::of_spec(&FORMAT), members, member_format: None, facts: None })
}

/// What a ZIP is whose members are the parts of one document that is not read, and what to do about it; `has` says whether
/// it has a member of a name.
fn unread_document(has: impl Fn(&str) -> bool) -> Option<&'static str> {
    match () {
        () if has("xl/workbook.bin") => {
            Some("is a workbook in Excel's binary form: save it as XLSX or CSV, and import that")
        }
        () if has("ppt/presentation.xml") => Some("is a presentation, not a text"),
        () => None,
    }
}

struct ZipMembers {
    archive: ZipArchive<File>,
    /// The numbers of members whose bytes are another one's too.
    overlapping: HashSet<usize>,
}

impl ZipMembers {
    fn new(mut archive: ZipArchive<File>) -> ZipMembers {
        let overlapping = find_overlapping(&mut archive);
        ZipMembers { archive, overlapping }
    }
}

/// The members whose bytes belong to a member before them. No program packs so: a few bytes are made to be a thousand large
/// files.
fn find_overlapping(archive: &mut ZipArchive<File>) -> HashSet<usize> {
    let mut ranges: Vec<(u64, u64, usize)> = (0..archive.len())
        .filter_map(|number| {
            let member = archive.by_index_raw(number).ok()?;
            let end = member.data_start()? + member.compressed_size();
            Some((member.header_start(), end, number))
        })
        .collect();
    ranges.sort_unstable();
    let mut reached = 0;
    let overlaps = |&(start, end, _): &(u64, u64, usize)| {
        let overlaps = start < reached;
        reached = reached.max(end);
        overlaps
    };
    ranges.into_iter().filter(overlaps).map(|(_, _, number)| number).collect()
}

impl ArchiveMembers for ZipMembers {
    fn count(&self) -> usize {
        self.archive.len()
    }

    fn name(&self, number: usize) -> String {
        self.archive.name_for_index(number).and_then(Result::ok).map(Cow::into_owned).unwrap_or_default()
    }

    fn is_ignored(&self, name: &str) -> bool {
        is_system_file(name)
    }

    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        if self.overlapping.contains(&number) {
            return Err(io::Error::other("its bytes are another member's too"));
        }
        copy_member(self.archive.by_index(number).map_err(io::Error::other)?, into)
    }
}
