//! XLSX, by rust_xlsxwriter: a workbook that a newsroom can publish from.
//!
//! Days and moments are dates and numbers are numbers; everything else is a text, so that no cell can run as a formula.
//! The head is bold and stays in sight, columns are as wide as what is in them, addresses can be clicked, and so can a
//! title or an article that has its address beside it. A table that is too long for a sheet goes on in the next. Rows go
//! to a temporary file one by one, so that a million of them need little memory; the workbook itself is assembled at
//! the end.
//!
//! A workbook can hold several tables: [`Sink::title`] and [`Sink::begin`] begin one, and the manifest is the last
//! sheet.
//!
//! ```text
//! book.title("Speakers"); run(…, &mut book)?; let sheet = book.sheet_name().to_string(); let remarks = book.remarks();
//! book.title("Quotes"); run(…, &mut book)?; …
//! book.manifest(&manifest)?; book.finish()?;
//! ```

pub(crate) mod disk;
pub(crate) mod sheet_names;
pub(crate) mod values;

use std::collections::HashMap;
use std::io;

use rust_xlsxwriter::{Color, Format, FormatAlign, Url, Workbook as Book, Worksheet, XlsxError};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::output;
use crate::output::{Cell, Column, Manifest, Out, Sink, Style};
use disk::{Quiet, io_error, with_room};
use sheet_names::SheetNames;
use values::{MAX_LINKS, cut, is_exact, is_link, moment};

/// A workbook for Excel, LibreOffice and their like.
pub static XLSX: output::Format = output::Format {
    is_binary: true,
    holds_several_results: true,
    ..output::Format::text("xlsx", &["xlsx"], |out, style| Box::new(Workbook::new(out, style)))
};

/// How many rows a sheet has.
const MAX_SHEET_ROWS: u32 = 1_048_576;

/// How many columns.
const MAX_SHEET_COLUMNS: usize = 16_384;

/// The widest column, in characters.
const MAX_COLUMN_WIDTH: usize = 60;

/// Room for the button that opens a column's filter.
const FILTER_BUTTON_WIDTH: usize = 2;

/// Writes a workbook.
pub struct Workbook<'w> {
    out: Out<'w>,
    style: Style,
    book: Book,
    formats: Formats,
    /// What the next table is.
    title: String,
    /// The names of all sheets.
    names: SheetNames,
    table: Option<Table>,
}

/// The table that is being written.
struct Table {
    columns: Vec<String>,
    widths: Vec<usize>,
    /// The columns of titles that link to the address in another: (title, address).
    titles: Option<(usize, usize)>,
    /// The name of its first sheet, and how many sheets it has.
    name: String,
    sheets: usize,
    /// Of the current sheet.
    row: u32,
    links: usize,
    /// Of all sheets of the table.
    cut: u64,
    unlinked: u64,
}

/// Formats are made once: there are as many as there are shapes of dates.
struct Formats {
    head: Format,
    link: Format,
    dates: HashMap<String, Format>,
}

impl<'w> Workbook<'w> {
    /// Writes to `out`, at the end.
    pub fn new(out: Out<'w>, style: Style) -> Workbook<'w> {
        let formats = Formats {
            head: Format::new().set_bold().set_background_color(Color::RGB(0x00E8_ECEF)),
            link: Format::new().set_hyperlink(),
            dates: HashMap::new(),
        };
        let (title, names) = (String::new(), SheetNames::default());
        Workbook { out, style, book: Book::new(), formats, title, names, table: None }
    }

    /// The name of the (first) sheet of the table that is being written.
    pub fn sheet_name(&self) -> &str {
        self.table.as_ref().map_or("", |table| &table.name)
    }

    /// Adds a sheet whose rows go to disk; gives its name.
    fn add_sheet(&mut self, title: &str) -> io::Result<String> {
        let name = self.names.take(title);
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(io_error)?;
        sheet.set_name(&name).map_err(io_error)?;
        Ok(name)
    }

    /// Begins a sheet of the table with its head.
    fn begin_sheet(&mut self) -> io::Result<()> {
        let Some(mut table) = self.table.take() else { return Ok(()) };
        let title = if table.name.is_empty() { self.title.clone() } else { table.name.clone() };
        let name = self.add_sheet(&title)?;
        if table.name.is_empty() {
            table.name = name;
        }
        table.sheets += 1;
        (table.row, table.links) = (0, 0);
        if !self.style.no_headers && !table.columns.is_empty() {
            let sheet = last(&mut self.book, &self.names)?;
            for (at, name) in (0..).zip(&table.columns) {
                let name = cut(name).unwrap_or_else(|| name.clone());
                sheet.write_string_with_format(0, at, name, &self.formats.head).map_err(io_error)?;
            }
            sheet.set_freeze_panes(1, 0).map_err(io_error)?;
            table.row = 1;
        }
        self.table = Some(table);
        Ok(())
    }

    /// Ends a sheet with its widths and filter.
    fn end_sheet(&mut self) -> io::Result<()> {
        let Some(table) = self.table.as_ref().filter(|table| !table.columns.is_empty()) else {
            return Ok(());
        };
        let sheet = last(&mut self.book, &self.names)?;
        for (at, width) in (0..).zip(&table.widths) {
            sheet.set_column_width(at, (*width).min(MAX_COLUMN_WIDTH) as f64 + 1.0).map_err(io_error)?;
        }
        if !self.style.no_headers {
            let end = table.row.saturating_sub(1);
            // On paper: as wide as a page, the head on each.
            sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0).map_err(io_error)?;
            sheet.autofilter(0, 0, end, table.columns.len() as u16 - 1).map_err(io_error)?;
        }
        Ok(())
    }
}

/// The sheet that is being written.
fn last<'b>(book: &'b mut Book, names: &SheetNames) -> io::Result<&'b mut Worksheet> {
    book.worksheet_from_index(names.count().saturating_sub(1)).map_err(io_error)
}

impl Table {
    fn new(columns: &[Column]) -> Table {
        let columns: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let of = |names: &[&str]| {
            columns.iter().position(|column| names.contains(&column.to_lowercase().as_str()))
        };
        let titles = of(&["title", "article", "headline"]).zip(of(&["url", "link"]));
        let widths = columns.iter().map(|name| name.width() + FILTER_BUTTON_WIDTH).collect();
        let (name, sheets) = (String::new(), 0);
        Table { columns, widths, titles, name, sheets, row: 0, links: 0, cut: 0, unlinked: 0 }
    }

    /// The address that a cell leads to.
    fn address<'r>(&self, at: usize, cell: Cell<'r>, cells: &[Cell<'r>]) -> Option<&'r str> {
        match (cell, self.titles) {
            (Cell::Text(text), _) if is_link(text) => Some(text),
            (Cell::Text(text), Some((title, url))) if title == at && !text.is_empty() => match cells[url] {
                Cell::Text(address) if is_link(address) => Some(address),
                _ => None,
            },
            _ => None,
        }
    }

    /// Writes one cell; gives the width of what it shows.
    fn write(
        &mut self,
        sheet: &mut Worksheet,
        formats: &mut Formats,
        at: usize,
        cells: &[Cell],
    ) -> Result<usize, XlsxError> {
        let (row, column, cell) = (self.row, at as u16, cells[at]);
        let text = match cell {
            Cell::Null => return Ok(0),
            Cell::Integer(number) if is_exact(number) => {
                sheet.write_number(row, column, number as f64)?;
                return Ok(digits(number));
            }
            Cell::Real(number) if number.is_finite() => {
                sheet.write_number(row, column, number)?;
                return Ok(cell.text().len().min(20));
            }
            Cell::Integer(_) | Cell::Real(_) | Cell::Blob(_) => cell.text(),
            Cell::Text(text) => text.into(),
        };
        if let Some(moment) = moment(&text).filter(|_| matches!(cell, Cell::Text(_))) {
            let format = formats
                .dates
                .entry(moment.format)
                .or_insert_with_key(|shown| Format::new().set_num_format(shown.as_str()));
            sheet.write_number_with_format(row, column, moment.serial, format)?;
            return Ok(text.len());
        }
        let short = cut(&text);
        self.cut += u64::from(short.is_some());
        let shown = short.as_deref().unwrap_or(&text);
        if let Some(address) = self.address(at, cell, cells) {
            // What only looks like an address is a text like any other, and Excel opens no sheet with more links.
            let url = Url::new(address).set_text(shown);
            if self.links < MAX_LINKS && sheet.write_url_with_format(row, column, url, &formats.link).is_ok()
            {
                self.links += 1;
                return Ok(width(shown));
            }
            self.unlinked += 1;
        }
        sheet.write_string(row, column, shown)?;
        Ok(width(shown))
    }
}

/// How many characters a whole number takes.
fn digits(number: i64) -> usize {
    let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    digits + usize::from(number < 0)
}

/// How wide a text is shown: its widest line, and no more of it than the widest column shows.
fn width(text: &str) -> usize {
    let end = text.char_indices().nth(4 * MAX_COLUMN_WIDTH).map_or(text.len(), |(at, _)| at);
    text[..end].lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

impl Sink for Workbook<'_> {
    fn title(&mut self, title: &str) {
        self.title = title.to_string();
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        if columns.len() > MAX_SHEET_COLUMNS {
            return Err(io::Error::other(format!("a workbook has no more than {MAX_SHEET_COLUMNS} columns")));
        }
        self.end_sheet()?;
        self.table = Some(Table::new(columns));
        self.begin_sheet()
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.table.as_ref().is_some_and(|table| table.row == MAX_SHEET_ROWS) {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        let Some(table) = &mut self.table else { return Ok(()) };
        let sheet = last(&mut self.book, &self.names)?;
        with_room(|| {
            for at in 0..cells.len() {
                let width = table.write(sheet, &mut self.formats, at, cells)?;
                table.widths[at] = table.widths[at].max(width);
            }
            Ok(())
        })?;
        table.row += 1;
        Ok(())
    }

    fn remarks(&self) -> Vec<String> {
        let Some(table) = &self.table else { return Vec::new() };
        let mut remarks = Vec::new();
        if table.sheets > 1 {
            remarks.push(format!(
                "goes on over {} sheets: Excel has {MAX_SHEET_ROWS} rows a sheet",
                table.sheets
            ));
        }
        if table.cut > 0 {
            let cells = if table.cut == 1 { "1 text is".into() } else { format!("{} texts are", table.cut) };
            remarks.push(format!("{cells} cut at Excel's 32,767 characters a cell, and marked with […]"));
        }
        if table.unlinked > 0 {
            remarks.push(format!(
                "{} addresses cannot be clicked: Excel has {MAX_LINKS} links a sheet",
                table.unlinked
            ));
        }
        remarks
    }

    fn manifest(&mut self, manifest: &Manifest) -> io::Result<()> {
        self.end_sheet()?;
        self.table = None;
        self.add_sheet("Manifest")?;
        let sheet = last(&mut self.book, &self.names)?;
        let bold = Format::new().set_bold().set_align(FormatAlign::Top);
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
        for (row, (what, value)) in (0..).zip(manifest.lines()) {
            sheet.write_string_with_format(row, 0, what, &bold).map_err(io_error)?;
            let written = match value {
                Value::Null => continue,
                Value::Number(number) if number.as_i64().is_none_or(is_exact) => {
                    sheet.write_number_with_format(row, 1, number.as_f64().unwrap_or_default(), &wrapped)
                }
                Value::String(text) => {
                    let text = cut(&text).unwrap_or(text);
                    sheet.write_string_with_format(row, 1, text, &wrapped)
                }
                other => sheet.write_string_with_format(row, 1, other.to_string(), &wrapped),
            };
            written.map_err(io_error)?;
        }
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_column_width(0, 20).map_err(io_error)?;
        sheet.set_column_width(1, 100).map_err(io_error)?;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.end_sheet()?;
        if self.names.count() == 0 {
            self.book.add_worksheet();
        }
        with_room(|| self.book.save_to_writer(Quiet::new(&mut self.out)))?;
        self.out.flush()
    }
}
