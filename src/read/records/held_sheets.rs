//! Workbooks that are held in memory as a whole: Excel's old form (XLS) and OpenDocument (ODS). Their sheets are read like those
//! of XLSX.
//!
//! calamine gives both as ranges of cells. The surprising decision: what a file repeats ("the next 1000 rows are like this
//! one") is looked at before, because a few bytes of it can fill any memory.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::LazyLock;

use calamine::{Data, Ods, Range, Reader, SheetType, SheetVisible, Xls};
use regex::bytes::Regex;
use tempfile::SpooledTempFile;
use zip::ZipArchive;

use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{ArchiveMembers, Format, FormatKind, FormatSpec, OpenedArchive};
use crate::read::record::Limits;
use crate::read::records::csv;
use crate::read::records::sheets::{catch_panics, cell_text};

/// XLS.
pub(crate) static XLS_FORMAT: FormatSpec = FormatSpec {
    name: "xls",
    description: "A workbook of Excel 97 to 2003 (XLS): a table in each sheet",
    precedence: 12,
    kind: FormatKind::Archive { recognise: |head| head.starts_with(&COMPOUND_FILE), open: open_xls },
};

/// ODS.
pub(crate) static ODS_FORMAT: FormatSpec = FormatSpec {
    name: "ods",
    description: "A workbook of LibreOffice (ODS): a table in each sheet",
    precedence: 13,
    kind: FormatKind::Zip { recognise: is_ods, open: open_ods },
};

/// The first bytes of Office files of the old kind.
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// How often a cell or row with something in it may be repeated.
const MAX_REPEATS: u64 = 10_000;

/// What a spreadsheet says of itself in the member "mimetype".
const SPREADSHEET_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The sheets of a workbook that hold something.
struct HeldSheets {
    sheets: Vec<(String, Range<Data>)>,
}

fn open_xls(file: File, _: Format, limits: Limits) -> Result<OpenedArchive, OpenError> {
    if file.metadata()?.len() > limits.record as u64 {
        return Err(too_long(limits).into());
    }
    let sheets = catch_panics(|| {
        let mut book = Xls::new(BufReader::new(file)).map_err(io::Error::other)?;
        Ok(held_sheets(&mut book))
    });
    let sheets = sheets.map_err(|_| {
        let reason = "is an Office file of the old kind, or one with a password: save a workbook as XLSX or CSV without one, a document as text or HTML, and import that";
        Unreadable::new("not text", reason)
    })?;
    Ok(opened(&XLS_FORMAT, sheets))
}

fn is_ods(archive: &ZipArchive<File>) -> bool {
    let has = |name: &str| archive.index_for_name(name).is_some();
    // A document of text has the same members; only what it says of itself tells them apart, and that takes reading.
    has("content.xml") && has("META-INF/manifest.xml")
}

fn open_ods(mut archive: ZipArchive<File>, limits: Limits) -> Result<OpenedArchive, OpenError> {
    let kind = read_member(&mut archive, "mimetype", limits).unwrap_or_default();
    if !String::from_utf8_lossy(&kind).starts_with(SPREADSHEET_TYPE) {
        let reason = "is an OpenDocument file: save a document as text or HTML, and import that";
        return Err(Unreadable::new("not text", reason).into());
    }
    let content = read_member(&mut archive, "content.xml", limits)?;
    if content.len() > limits.record || repeats_too_often(&content) {
        return Err(too_long(limits).into());
    }
    let mut file = archive.into_inner();
    let sheets = catch_panics(|| {
        let mut bytes = Vec::new();
        io::Seek::rewind(&mut file)?;
        file.read_to_end(&mut bytes)?;
        let mut book = Ods::new(Cursor::new(bytes)).map_err(io::Error::other)?;
        Ok(held_sheets(&mut book))
    });
    let sheets = sheets.map_err(|error| {
        let reason =
            format!("is a workbook that cannot be read ({error}): save its sheet as CSV, and import that");
        Unreadable::new("broken archive", reason)
    })?;
    Ok(opened(&ODS_FORMAT, sheets))
}

fn read_member(archive: &mut ZipArchive<File>, name: &str, limits: Limits) -> io::Result<Vec<u8>> {
    let member = archive.by_name(name).map_err(io::Error::other)?;
    let mut bytes = Vec::new();
    member.take(limits.record as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a cell or row that is not empty is repeated more often than people do.
fn repeats_too_often(content: &[u8]) -> bool {
    static REPEATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"<table:table-(cell|row)[^>]*?table:number-(?:rows|columns)-repeated="(\d+)"[^>]*>"#)
            .ok()
    });
    let count = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<u64>().ok();
    let is_filled = |end: usize, closing: &[u8]| {
        let rest = &content[end..];
        let close = memchr::memmem::find(rest, closing).unwrap_or(rest.len());
        memchr::memmem::find(&rest[..close], b"text:p").is_some()
    };
    let mut tags = REPEATED.iter().flat_map(|pattern| pattern.captures_iter(content));
    tags.any(|tag| {
        let (Some(whole), true) = (tag.get(0), count(&tag[2]).is_none_or(|count| count > MAX_REPEATS)) else {
            return false;
        };
        let closing: &[u8] = if &tag[1] == b"cell" { b"</table:table-cell>" } else { b"</table:table-row>" };
        !whole.as_bytes().ends_with(b"/>") && is_filled(whole.end(), closing)
    })
}

fn too_long(limits: Limits) -> Unreadable {
    let reason = format!(
        "is a workbook that holds more than {} MB: save its sheet as CSV, or say --max-record",
        limits.record >> 20
    );
    Unreadable::new("too long", reason)
}

fn held_sheets<R: io::Read + io::Seek, B: Reader<R>>(book: &mut B) -> Vec<(String, Range<Data>)> {
    let is_table = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible != SheetVisible::VeryHidden
    };
    let names: Vec<String> =
        book.sheets_metadata().iter().filter(is_table).map(|sheet| sheet.name.clone()).collect();
    let sheets = names.into_iter().filter_map(|name| {
        let range = book.worksheet_range(&name).ok()?;
        (!range.is_empty()).then_some((name, range))
    });
    sheets.collect()
}

fn opened(format: &'static FormatSpec, sheets: Vec<(String, Range<Data>)>) -> OpenedArchive {
    OpenedArchive {
        format: Format::of_spec(format),
        members: Box::new(HeldSheets { sheets }),
        member_format: Some(Format::of_spec(&csv::FORMAT)),
        facts: None,
    }
}

impl ArchiveMembers for HeldSheets {
    fn count(&self) -> usize {
        self.sheets.len()
    }

    fn name(&self, number: usize) -> String {
        self.sheets[number].0.clone()
    }

    fn is_ignored(&self, _: &str) -> bool {
        false
    }

    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        let mut rows = ::csv::WriterBuilder::new().flexible(true).from_writer(into);
        for row in self.sheets[number].1.rows() {
            let cells: Vec<String> = row.iter().map(cell_text).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.write_record(&cells)?;
            }
        }
        rows.flush()
    }
}
