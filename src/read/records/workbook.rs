//! Workbooks (XLSX): each sheet is a table, read as if it had been saved as CSV.
//!
//! Media monitors and colleagues hand cuttings over as workbooks. A sheet becomes a member of the workbook, of rows in CSV,
//! so that all that holds for tables holds for it: the header is found, columns are known by their names, a record has its
//! place. Days and times are written as ISO 8601. The surprising decision: what a workbook holds besides its sheets, its
//! texts above all, is unpacked and counted before the library sees it, because that keeps it in memory as a whole and
//! believes what a file says of its own size.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};
use regex::bytes::Regex;
use zip::ZipArchive;

use crate::read::{Limits, Unreadable};

/// A sheet is written out to so many bytes at the most: cells may all point to one long text.
const LARGEST_SHEET: u64 = 1 << 30;

/// A workbook has no more sheets than this.
const MOST_SHEETS: usize = 1000;

/// The sheet in which presscut says where the rows of a workbook of its own came from, and how it begins.
const OWN: (&str, &str) = ("Manifest", "presscut");

/// The sheets of a workbook that hold something.
pub(crate) struct Sheets {
    book: Xlsx<BufReader<File>>,
    names: Vec<String>,
}

impl Sheets {
    /// Opens a workbook, whose ZIP has been found to be one.
    pub fn open(archive: ZipArchive<File>, limits: Limits) -> Result<Sheets, Unreadable> {
        let mut file = within_limits(archive, limits)?;
        guarded(|| {
            file.seek(SeekFrom::Start(0))?;
            let mut book = Xlsx::new(BufReader::new(file)).map_err(io::Error::other)?;
            let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
            let mut names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
            if names.len() > MOST_SHEETS {
                return Err(io::Error::other(format!("it has more than {MOST_SHEETS} sheets")));
            }
            names.retain(|name| {
                match book.worksheet_cells_reader(name).and_then(|mut cells| cells.next_cell()) {
                    Ok(Some(first)) => name != OWN.0 || text_of(first.get_value()) != OWN.1,
                    Ok(None) => false,
                    // One that is broken is kept, to be turned away by its name.
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

    /// How many sheets there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// What a sheet is called.
    pub fn name(&self, number: usize) -> &str {
        &self.names[number]
    }

    /// Writes a sheet out as CSV; empty rows are left out.
    pub fn copy(&mut self, number: usize, into: &mut impl Write) -> io::Result<()> {
        let (book, name) = (&mut self.book, &self.names[number]);
        guarded(|| {
            let mut cells = book.worksheet_cells_reader(name).map_err(io::Error::other)?;
            let mut rows = csv::WriterBuilder::new().flexible(true).from_writer(into);
            let (mut row, mut at, mut written) = (Vec::<String>::new(), 0, 0);
            while let Some(cell) = cells.next_cell().map_err(io::Error::other)? {
                let ((line, column), value) = (cell.get_position(), text_of(cell.get_value()));
                if line != at && !row.is_empty() {
                    rows.write_record(row.drain(..).as_slice())?;
                }
                at = line;
                written += value.len() as u64 + 3;
                if written > LARGEST_SHEET {
                    return Err(io::Error::other("the sheet is larger than 1 GB"));
                }
                let column = column as usize;
                if !value.is_empty() && column < MOST_COLUMNS {
                    row.resize(row.len().max(column + 1), String::new());
                    row[column] = value;
                }
            }
            if !row.is_empty() {
                rows.write_record(&row)?;
            }
            rows.flush()
        })
    }
}

/// Excel has no more columns.
const MOST_COLUMNS: usize = 16_384;

/// What a cell says.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => moment_of(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A day, with its time if it has one: "2031-03-14T08:05:00".
fn moment_of(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match () {
        () if !moment.is_datetime() => moment.as_f64().to_string(),
        () if (hour, minute, second, milli) == (0, 0, 0, 0) => date,
        () => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

/// The workbook's file, if what is kept in memory of it is no more than a record may be.
fn within_limits(mut archive: ZipArchive<File>, limits: Limits) -> Result<File, Unreadable> {
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
        // Room is made for as many texts as it says that it has, each of which takes eight bytes of the file at the least.
        let most = limits.record as u64 / 8;
        let count = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<u64>().ok();
        let mut counts =
            COUNT.iter().flat_map(|pattern| pattern.captures_iter(&texts)).map(|found| count(&found[1]));
        if bytes > limits.record || counts.any(|count| count.is_none_or(|count| count > most)) {
            return Err(too_long());
        }
    }
    Ok(archive.into_inner())
}

/// Whether a member is read bit by bit, or not at all: sheets, pictures. All else the library may keep.
fn is_streamed(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_kept = last.ends_with(".rels")
        || ["sharedstrings", "styles", "workbook", "theme"].iter().any(|part| last.starts_with(part));
    !is_kept && (name.contains("worksheets/") || name.contains("media/"))
}

/// What a library says of a file that it may not be made for, its panics included.
fn guarded<T>(read: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(io::Error::other("it is damaged")))
}
