//! ZIP, and the formats that are ZIP files inside.
//!
//! Takes a file, gives its members. A workbook is a ZIP too, and so is a web archive, and only the list of members shows it.
//! A workbook is declared here: its members are its sheets.

use std::borrow::Cow;
use std::fs::File;
use std::io;

use tempfile::SpooledTempFile;
use zip::ZipArchive;

use crate::read::containers::archive_members::{copy_member, is_system_file};
use crate::read::containers::wacz;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{ArchiveMembers, Format, FormatKind, FormatSpec, OpenedArchive, broken_archive};
use crate::read::record::Limits;
use crate::read::records::csv;
use crate::read::records::sheets::Sheets;

/// ZIP.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "zip",
    description: "Files of any of these kinds",
    precedence: 10,
    kind: FormatKind::Archive {
        recognise: |head| matches!(head, [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..]),
        open,
    },
};

/// XLSX. Its first bytes are those of a ZIP.
pub(crate) static WORKBOOK_FORMAT: FormatSpec = FormatSpec {
    name: "workbook",
    description: "A workbook (XLSX): a table in each sheet",
    precedence: 11,
    kind: FormatKind::Archive { recognise: |_| false, open },
};

fn open(file: File, asked_for: Format, limits: Limits) -> Result<OpenedArchive, OpenError> {
    let archive = ZipArchive::new(file).map_err(|error| broken_archive(asked_for, error))?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if let Some(what) = unread_document(has) {
        return Err(Unreadable::new("not text", what).into());
    }
    if has("xl/workbook.xml") {
        return Ok(OpenedArchive {
            format: Format::of_spec(&WORKBOOK_FORMAT),
            members: Box::new(Sheets::open(archive, limits)?),
            member_format: Some(Format::of_spec(&csv::FORMAT)),
            facts: None,
        });
    }
    if wacz::is_wacz(&archive) {
        return Ok(wacz::open_members(archive, limits));
    }
    let members = Box::new(ZipMembers(archive));
    Ok(OpenedArchive { format: Format::of_spec(&FORMAT), members, member_format: None, facts: None })
}

/// What a ZIP is whose members are the parts of one document that is not read, and what to do about it; `has` says whether
/// it has a member of a name.
fn unread_document(has: impl Fn(&str) -> bool) -> Option<&'static str> {
    match () {
        () if has("xl/workbook.bin") => {
            Some("is a workbook in Excel's binary form: save it as XLSX or CSV, and import that")
        }
        () if has("word/document.xml") => {
            Some("is a Word document: save it as text or HTML, and import that")
        }
        () if has("ppt/presentation.xml") => Some("is a presentation, not a text"),
        () if has("content.xml") && has("META-INF/manifest.xml") => {
            Some("is an OpenDocument file: save a sheet as CSV, a document as text or HTML, and import that")
        }
        () => None,
    }
}

struct ZipMembers(ZipArchive<File>);

impl ArchiveMembers for ZipMembers {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn name(&self, number: usize) -> String {
        self.0.name_for_index(number).and_then(Result::ok).map(Cow::into_owned).unwrap_or_default()
    }

    fn is_ignored(&self, name: &str) -> bool {
        is_system_file(name)
    }

    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        copy_member(self.0.by_index(number).map_err(io::Error::other)?, into)
    }
}
