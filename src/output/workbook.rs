//! XLSX, by rust_xlsxwriter: a workbook that a newsroom can publish from.
//!
//! Days are dates and numbers are numbers; everything else is a text, so that no cell can run as a formula. The head is
//! bold and stays in sight, columns are as wide as what is in them, and addresses can be clicked. Rows go to a
//! temporary file one by one, so that a million of them need little memory; the workbook itself is put together at the end.

use std::io::{self, Write};

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Url, Workbook as Book, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::{Cell, Column, Sink, Style};

/// Excel's limits: rows of a sheet, characters of a cell, links of a sheet, characters of a link.
const ROWS: u32 = 1_048_576;
const CELL: usize = 32_767;
const LINKS: usize = 65_530;
const LINK: usize = 2_000;

/// Whole numbers beyond this lose their last digits in a spreadsheet: they are written as text.
const EXACT: u64 = 1 << 53;

/// The widest column, in characters.
const WIDEST: usize = 60;

/// Marks a text that was cut.
const CUT: &str = " […]";

/// Writes a workbook.
pub struct Workbook<'w> {
    out: Box<dyn Write + 'w>,
    style: Style,
    book: Book,
    title: Option<String>,
    columns: Vec<String>,
    widths: Vec<usize>,
    sheets: usize,
    /// Whether the last sheet has its widths and filter.
    ended: bool,
    row: u32,
    links: usize,
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(format!("the workbook cannot be written: {error}"))
}

impl<'w> Workbook<'w> {
    /// Writes to `out`, at the end.
    pub fn new(out: Box<dyn Write + 'w>, style: Style) -> Workbook<'w> {
        let (columns, widths) = (Vec::new(), Vec::new());
        Workbook {
            out,
            style,
            book: Book::new(),
            title: None,
            columns,
            widths,
            sheets: 0,
            ended: false,
            row: 0,
            links: 0,
        }
    }

    fn sheet(&mut self) -> io::Result<&mut Worksheet> {
        self.book.worksheet_from_index(self.sheets - 1).map_err(failed)
    }

    /// Ends a sheet with its widths and filter, and begins the next with its head.
    fn begin_sheet(&mut self) -> io::Result<()> {
        self.end_sheet()?;
        let title = self.title.take();
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        if let Some(title) = title {
            sheet.set_name(title).map_err(failed)?;
        }
        self.sheets += 1;
        (self.row, self.links) = (0, 0);
        if self.style.no_headers {
            return Ok(());
        }
        let bold = Format::new().set_bold();
        let columns = self.columns.clone();
        let sheet = self.sheet()?;
        for (at, name) in (0..).zip(&columns) {
            sheet.write_string_with_format(0, at, name, &bold).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        self.row = 1;
        Ok(())
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        // Of a result before, whose columns are not known any more.
        if std::mem::take(&mut self.ended) || self.sheets == 0 || self.columns.is_empty() {
            return Ok(());
        }
        let (widths, last, head) = (self.widths.clone(), self.row.saturating_sub(1), !self.style.no_headers);
        let sheet = self.sheet()?;
        for (at, width) in (0..).zip(&widths) {
            sheet.set_column_width(at, (*width).min(WIDEST) as f64 + 2.0).map_err(failed)?;
        }
        if head {
            sheet.autofilter(0, 0, last, widths.len() as u16 - 1).map_err(failed)?;
        }
        Ok(())
    }

    fn write(&mut self, at: u16, cell: Cell) -> io::Result<()> {
        let (row, links) = (self.row, self.links);
        let sheet = self.sheet()?;
        let written = match cell {
            Cell::Null => return Ok(()),
            Cell::Integer(number) if number.unsigned_abs() < EXACT => {
                sheet.write_number(row, at, number as f64)
            }
            Cell::Real(number) if number.is_finite() => sheet.write_number(row, at, number),
            Cell::Integer(_) | Cell::Real(_) | Cell::Blob(_) => {
                sheet.write_string(row, at, cut(&cell.text()))
            }
            Cell::Text(text) => match day(text) {
                Some(day) => sheet.write_datetime_with_format(
                    row,
                    at,
                    &day,
                    &Format::new().set_num_format("yyyy-mm-dd"),
                ),
                None if is_link(text) && links < LINKS => {
                    let written = sheet.write_url(row, at, Url::new(text));
                    // What only looks like an address is a text like any other.
                    match written {
                        Ok(sheet) => Ok(sheet),
                        Err(_) => return self.write_text(at, text),
                    }
                }
                None => sheet.write_string(row, at, cut(text)),
            },
        };
        written.map_err(failed)?;
        self.links += usize::from(matches!(cell, Cell::Text(text) if is_link(text)));
        Ok(())
    }

    fn write_text(&mut self, at: u16, text: &str) -> io::Result<()> {
        let row = self.row;
        self.sheet()?.write_string(row, at, cut(text)).map_err(failed)?;
        Ok(())
    }
}

impl Sink for Workbook<'_> {
    fn title(&mut self, title: &str) {
        self.title = Some(title.into());
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.end_sheet()?;
        self.ended = true;
        self.columns = columns.iter().map(|column| column.name.clone()).collect();
        self.widths = self.columns.iter().map(|name| name.width()).collect();
        self.begin_sheet()
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.row == ROWS {
            self.begin_sheet()?;
        }
        for (at, &cell) in (0..).zip(cells) {
            self.write(at, cell)?;
            let slot = &mut self.widths[usize::from(at)];
            if *slot < WIDEST {
                *slot = (*slot).max(cell.text().width());
            }
        }
        self.row += 1;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.sheets == 0 {
            self.book.add_worksheet();
        }
        self.end_sheet()?;
        let bytes = self.book.save_to_buffer().map_err(failed)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

/// A text that is a day and nothing else. Spreadsheets count days from 1900 on: older ones stay texts.
fn day(text: &str) -> Option<ExcelDateTime> {
    if text.len() != 10 || text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    let mut parts = text.split('-').map(|part| part.parse::<u16>());
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    if !(1900..=9999).contains(&year) {
        return None;
    }
    ExcelDateTime::from_ymd(year, month as u8, day as u8).ok()
}

fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && text.len() <= LINK
        && !text.contains(char::is_whitespace)
}

/// As much of a text as a cell can hold; Excel counts UTF-16.
fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    if text.encode_utf16().count() <= CELL {
        return text.into();
    }
    let mut length = 0;
    let room = CELL - CUT.encode_utf16().count();
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > room
    });
    format!("{}{CUT}", &text[..end.map_or(text.len(), |(at, _)| at)]).into()
}
