//! The sheets of a workbook (XLSX): each is a table, read as if it had been saved as CSV.
//!
//! Media monitors and colleagues hand cuttings over as workbooks. A sheet becomes a member of the workbook, of rows in CSV,
//! so that everything about tables applies to it: the header is found, columns are known by their names, a record has an
//! offset. Days and times are written as ISO 8601. The surprising decision: what a workbook holds besides its sheets, above
//! all its shared strings, is unpacked and counted before calamine sees it, because calamine holds it in memory as a whole
//! and trusts the size that the file declares.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::LazyLock;

use calamine::{DataType, ExcelDateTime, Reader, SheetType, Xlsx};
use regex::bytes::Regex;
use tempfile::SpooledTempFile;
use zip::ZipArchive;

use crate::read::error::Unreadable;
use crate::read::format::{ArchiveMembers, Format, FormatKind, FormatSpec, OpenedArchive};
use crate::read::record::Limits;
use crate::read::records::csv;

/// XLSX.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "workbook",
    description: "A workbook (XLSX): a table in each sheet",
    precedence: 11,
    kind: FormatKind::Zip {
        recognise: |archive| archive.index_for_name("xl/workbook.xml").is_some(),
        open: |archive, limits| {
            Ok(OpenedArchive {
                format: Format::of_spec(&FORMAT),
                members: Box::new(Sheets::open(archive, limits)?),
                member_format: Some(Format::of_spec(&csv::FORMAT)),
                facts: None,
            })
        },
    },
};

/// The most bytes of a sheet as CSV: cells may all point to one long text.
const MAX_SHEET_BYTES: u64 = 1 << 30;

/// The most sheets of a workbook.
const MAX_SHEETS: usize = 1000;

/// The sheet in which presscut says where the rows of a workbook came from that it wrote: its name and its first cell.
const OWN_MANIFEST: (&str, &str) = ("Manifest", "presscut");

/// The sheets of a workbook that hold something.
pub(crate) struct Sheets {
    book: Xlsx<BufReader<File>>,
    names: Vec<String>,
}

impl Sheets {
    /// Opens a ZIP that is a workbook.
    ///
    /// # Errors
    /// Where it is broken, or holds more text than a record may.
    pub fn open(archive: ZipArchive<File>, limits: Limits) -> Result<Sheets, Unreadable> {
        let mut file = enforce_limits(archive, limits)?;
        catch_panics(|| {
            file.seek(SeekFrom::Start(0))?;
            let mut book = Xlsx::new(BufReader::new(file)).map_err(io::Error::other)?;
            let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
            let mut names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
            if names.len() > MAX_SHEETS {
                return Err(io::Error::other(format!("it has more than {MAX_SHEETS} sheets")));
            }
            names.retain(|name| {
                match book.worksheet_cells_reader(name).and_then(|mut cells| cells.next_cell()) {
                    Ok(Some(first)) => {
                        name != OWN_MANIFEST.0 || cell_text(first.get_value()) != OWN_MANIFEST.1
                    }
                    Ok(None) => false,
                    // A broken one is kept, so that it is rejected by its name.
                    Err(_) => true,
                }
            });
            Ok(Sheets { book, names })
        })
        .map_err(|error| {
            let reason = format!(
                "is a workbook that cannot be read ({error}): save its sheet as CSV, and import that"
            );
            Unreadable::new("broken archive", reason)
        })
    }

    /// Writes a sheet as CSV; empty rows are left out.
    fn write_csv(&mut self, number: usize, into: &mut impl Write) -> io::Result<()> {
        let (book, name) = (&mut self.book, &self.names[number]);
        catch_panics(|| {
            let mut cells = book.worksheet_cells_reader(name).map_err(io::Error::other)?;
            let mut rows = ::csv::WriterBuilder::new().flexible(true).from_writer(into);
            let (mut row, mut at, mut written) = (Vec::<String>::new(), 0, 0);
            // Cells that are empty at the end of a row are in no workbook, but in the CSV that it would be saved as.
            let mut width = 0;
            while let Some(cell) = cells.next_cell().map_err(io::Error::other)? {
                let ((line, column), value) = (cell.get_position(), cell_text(cell.get_value()));
                if line != at && !row.is_empty() {
                    width = width.max(row.len());
                    row.resize(width, String::new());
                    rows.write_record(row.drain(..).as_slice())?;
                }
                let padding = if line == at { 0 } else { width as u64 };
                at = line;
                written += value.len() as u64 + 3 + padding;
                if written > MAX_SHEET_BYTES {
                    return Err(io::Error::other("the sheet is larger than 1 GB"));
                }
                let column = column as usize;
                if !value.is_empty() && column < MAX_COLUMNS {
                    row.resize(row.len().max(column + 1), String::new());
                    row[column] = value;
                }
            }
            if !row.is_empty() {
                row.resize(row.len().max(width), String::new());
                rows.write_record(&row)?;
            }
            rows.flush()
        })
    }
}

impl ArchiveMembers for Sheets {
    fn count(&self) -> usize {
        self.names.len()
    }

    fn name(&self, number: usize) -> String {
        self.names[number].clone()
    }

    fn is_ignored(&self, _: &str) -> bool {
        false
    }

    fn extract(&mut self, number: usize, into: &mut SpooledTempFile) -> io::Result<()> {
        self.write_csv(number, into)
    }
}

/// Excel has no more columns.
const MAX_COLUMNS: usize = 16_384;

/// A cell's value as text.
pub(crate) fn cell_text(value: &impl DataType) -> String {
    let moment = || value.get_datetime().map(|moment| iso_moment(&moment));
    let text =
        || value.get_string().or_else(|| value.get_datetime_iso()).or_else(|| value.get_duration_iso());
    value
        .get_int()
        .map(|number| number.to_string())
        .or_else(|| value.get_float().map(|number| number.to_string()))
        .or_else(|| value.get_bool().map(|truth| truth.to_string()))
        .or_else(moment)
        .or_else(|| text().map(str::to_string))
        .unwrap_or_default()
}

/// A day, with its time if it has one: "2031-03-14T08:05:00".
fn iso_moment(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match () {
        () if !moment.is_datetime() => moment.as_f64().to_string(),
        () if (hour, minute, second, milli) == (0, 0, 0, 0) => date,
        () => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

/// The workbook's file, if what calamine holds in memory of it is no more than a record may be.
fn enforce_limits(mut archive: ZipArchive<File>, limits: Limits) -> Result<File, Unreadable> {
    static COUNT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"uniqueCount\s*=\s*["']\s*\+?0*([0-9]+)"#).ok());
    let too_long = || {
        let reason = format!(
            "is a workbook that holds more than {} MB of texts: save its sheet as CSV, or say --max-record",
            limits.record >> 20
        );
        Unreadable::new("too long", reason)
    };
    let broken = |error: &dyn std::fmt::Display| {
        Unreadable::new("broken archive", format!("is a broken workbook: {error}"))
    };
    let mut bytes = 0;
    for number in 0..archive.len() {
        let member = archive.by_index(number).map_err(|error| broken(&error))?;
        let name = member
            .name()
            .map(|name| name.to_ascii_lowercase().replace('\\', "/"))
            .map_err(|error| broken(&error))?;
        if is_streamed(&name) {
            continue;
        }
        let mut member = member.take((limits.record - bytes) as u64 + 1);
        let mut texts = Vec::new();
        bytes += match name.ends_with("sharedstrings.xml") {
            true => member.read_to_end(&mut texts),
            false => io::copy(&mut member, &mut io::sink()).map(|length| length as usize),
        }
        .map_err(|error| broken(&error))?;
        // calamine reserves room for as many strings as the file declares; each takes at least eight bytes of the file.
        let max_count = limits.record as u64 / 8;
        let count = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<u64>().ok();
        let mut counts =
            COUNT.iter().flat_map(|pattern| pattern.captures_iter(&texts)).map(|found| count(&found[1]));
        if bytes > limits.record || counts.any(|count| count.is_none_or(|count| count > max_count)) {
            return Err(too_long());
        }
    }
    Ok(archive.into_inner())
}

/// Whether calamine reads a member bit by bit, or not at all: sheets, pictures. It may hold everything else in memory.
fn is_streamed(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_held = last.ends_with(".rels")
        || ["sharedstrings", "styles", "workbook", "theme"].iter().any(|part| last.starts_with(part));
    !is_held && (name.contains("worksheets/") || name.contains("media/"))
}

/// Runs a library on a file that it may not be made for; a panic becomes an error.
pub(crate) fn catch_panics<T>(read: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(io::Error::other("it is damaged")))
}

/// The first sheet of a workbook that holds something, but for presscut's own manifest, as CSV.
///
/// # Errors
/// Where the file is no workbook, is broken, or holds too much.
pub(crate) fn first_sheet_as_csv(path: &Path) -> io::Result<Vec<u8>> {
    let archive = ZipArchive::new(File::open(path)?).map_err(io::Error::other)?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(io::Error::other("it is no XLSX"));
    }
    let mut sheets =
        Sheets::open(archive, Limits::default()).map_err(|error| io::Error::other(error.reason))?;
    let mut csv = Vec::new();
    if sheets.count() > 0 {
        sheets.write_csv(0, &mut csv)?;
    }
    Ok(csv)
}
