//! A table on its way into one or more sheets.
//!
//! The first rows are held, to see what the columns are. Where these are all rows, the sheet is an Excel table and each
//! row is as high as its texts; a longer result goes to disk row by row, has a filter instead, and its heights are left
//! to the spreadsheet, since both would be kept in memory by the library below.

use std::io;

use rust_xlsxwriter::{
    Note, ObjectMovement, Table as ExcelTable, TableColumn, TableStyle, Url, Worksheet, XlsxError,
};

use crate::output::title_links::TitleLinks;
use crate::output::workbook::disk::{io_error, with_room};
use crate::output::workbook::formats::Formats;
use crate::output::workbook::sheet_column::{SheetColumn, shown_width};
use crate::output::workbook::text_lines::row_points;
use crate::output::workbook::values::{MAX_LINKS, cut, is_exact, is_link, moment};
use crate::output::{Caption, Cell, Column, OwnedCell, Style};

/// How many rows a sheet has.
pub(crate) const MAX_SHEET_ROWS: u32 = 1_048_576;

/// Rows, and bytes of their texts, that are held before the first is written.
const MAX_HELD_ROWS: usize = 5_000;
const MAX_HELD_BYTES: usize = 4 << 20;

/// Points that a head is higher than its lines, so that the filter's button covers no letter.
const HEAD_BUTTON_POINTS: f64 = 15.0;

/// Characters of a heading at most: Excel's limit for a table's columns.
const MAX_HEADING_CHARACTERS: usize = 250;

/// The table that is being written.
pub(crate) struct TableSheets {
    /// What it is, for those who cannot see it.
    pub title: String,
    /// The name of its first sheet, and how many sheets it has.
    pub name: String,
    pub sheets: usize,
    /// Texts that were cut, and addresses that are no links.
    pub cut: u64,
    pub unlinked: u64,
    style: Style,
    columns: Vec<Column>,
    headings: Vec<String>,
    links: TitleLinks,
    /// Rows that wait until the columns are known.
    held: Option<HeldRows>,
    layout: Vec<SheetColumn>,
    is_excel_table: bool,
    /// Of the current sheet.
    row: u32,
    links_written: usize,
}

#[derive(Default)]
struct HeldRows {
    rows: Vec<Vec<OwnedCell>>,
    bytes: usize,
}

impl TableSheets {
    /// A table of these columns.
    pub fn new(columns: &[Column], title: &str, caption: &Caption, style: Style) -> TableSheets {
        let links = TitleLinks::of(columns, style.urls);
        let headings = unique_headings(columns, caption);
        TableSheets {
            title: title.to_string(),
            name: String::new(),
            sheets: 0,
            cut: 0,
            unlinked: 0,
            style,
            columns: columns.to_vec(),
            headings,
            links,
            held: Some(HeldRows::default()),
            layout: Vec::new(),
            is_excel_table: false,
            row: 0,
            links_written: 0,
        }
    }

    /// Whether the current sheet has no room for another row.
    pub fn is_full(&self) -> bool {
        self.row == MAX_SHEET_ROWS
    }

    /// Holds a row back; gives whether it was, and not whether it has to be written.
    pub fn hold(&mut self, cells: &[Cell]) -> bool {
        let Some(held) = &mut self.held else { return false };
        held.bytes += cells.iter().map(|cell| bytes_of(*cell)).sum::<usize>();
        held.rows.push(cells.iter().map(|cell| OwnedCell::copy_of(*cell)).collect());
        true
    }

    /// Whether more rows are held than should be.
    pub fn holds_much(&self) -> bool {
        self.held.as_ref().is_some_and(|held| held.rows.len() > MAX_HELD_ROWS || held.bytes > MAX_HELD_BYTES)
    }

    /// Writes what is held; `complete` where there are no more rows.
    pub fn write_held(
        &mut self,
        sheet: &mut Worksheet,
        formats: &mut Formats,
        complete: bool,
    ) -> io::Result<()> {
        let Some(held) = self.held.take() else { return Ok(()) };
        let shown: Vec<usize> = self.links.shown().collect();
        self.layout = shown
            .iter()
            .map(|&at| {
                let values = held.rows.iter().map(|row| &row[at]);
                let has_links = self.links.address_of(at).is_some();
                SheetColumn::of(&self.columns[at].name, &self.headings[at], has_links, values)
            })
            .collect();
        let rows = held.rows.len() as u32;
        self.is_excel_table = complete && rows > 0 && !self.style.no_headers && !self.layout.is_empty();
        self.begin_sheet(sheet, formats, rows)?;
        for row in &held.rows {
            let heights = self.layout.iter().zip(&shown).map(|(column, &at)| column.lines_of(&row[at]));
            let lines = heights.max().unwrap_or(1);
            if lines > 1 {
                sheet.set_row_height(self.row, row_points(lines)).map_err(io_error)?;
            }
            let cells: Vec<Cell> = row.iter().map(OwnedCell::as_cell).collect();
            self.write_row(sheet, formats, &cells)?;
        }
        Ok(())
    }

    /// Begins a sheet with its formats and its head; `rows` are those of an Excel table.
    pub fn begin_sheet(&mut self, sheet: &mut Worksheet, formats: &Formats, rows: u32) -> io::Result<()> {
        (self.row, self.links_written) = (0, 0);
        for (at, column) in (0..).zip(&self.layout) {
            sheet.set_column_format(at, &column.format).map_err(io_error)?;
        }
        if self.style.no_headers || self.layout.is_empty() {
            return Ok(());
        }
        let lines = self.layout.iter().map(SheetColumn::heading_lines).max().unwrap_or(1);
        sheet.set_row_height(0, row_points(lines) + HEAD_BUTTON_POINTS).map_err(io_error)?;
        if self.is_excel_table {
            let columns: Vec<TableColumn> = self
                .layout
                .iter()
                .map(|column| {
                    TableColumn::new()
                        .set_header(&column.heading)
                        .set_header_format(column.heading_format(&formats.head))
                })
                .collect();
            let table = ExcelTable::new()
                .set_columns(&columns)
                .set_style(TableStyle::Light1)
                .set_alt_text_title(&self.title)
                .set_alt_text(format!("{}: a row of heads, then {rows} rows.", self.title));
            sheet.add_table(0, 0, rows, self.layout.len() as u16 - 1, &table).map_err(io_error)?;
        } else {
            for (at, column) in (0..).zip(&self.layout) {
                let format = column.heading_format(&formats.head);
                sheet.write_string_with_format(0, at, &column.heading, &format).map_err(io_error)?;
            }
        }
        self.write_notes(sheet)?;
        sheet.set_freeze_panes(1, 0).map_err(io_error)?;
        self.row = 1;
        Ok(())
    }

    /// The column's name in the query, beside headings that are others.
    fn write_notes(&self, sheet: &mut Worksheet) -> io::Result<()> {
        let differing = (0..).zip(&self.layout).filter(|(_, column)| column.heading != column.name);
        for (at, column) in differing {
            let name: String = column.name.chars().take(MAX_HEADING_CHARACTERS).collect();
            let note = Note::new(format!("Column: {name}"))
                .add_author_prefix(false)
                .set_alt_text(format!("The column's name in the query: {name}"))
                .set_width(180)
                .set_height(40)
                .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
            sheet.insert_note(0, at, &note).map_err(io_error)?;
        }
        Ok(())
    }

    /// Ends a sheet with its widths, its filter and its looks on paper.
    pub fn end_sheet(&self, sheet: &mut Worksheet) -> io::Result<()> {
        for (at, column) in (0..).zip(&self.layout) {
            sheet.set_column_width(at, column.width() as f64).map_err(io_error)?;
        }
        // On paper: as wide as a page, the head on each.
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(PAPER_A4);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&L&A&RPage &P of &N");
        if !self.style.no_headers && !self.layout.is_empty() {
            sheet.set_repeat_rows(0, 0).map_err(io_error)?;
            if !self.is_excel_table {
                let end = self.row.saturating_sub(1);
                sheet.autofilter(0, 0, end, self.layout.len() as u16 - 1).map_err(io_error)?;
            }
        }
        Ok(())
    }

    /// Writes one row.
    pub fn write_row(
        &mut self,
        sheet: &mut Worksheet,
        formats: &mut Formats,
        cells: &[Cell],
    ) -> io::Result<()> {
        with_room(|| {
            let shown: Vec<usize> = self.links.shown().collect();
            for (place, at) in shown.into_iter().enumerate() {
                self.write_cell(sheet, formats, place as u16, at, cells)?;
                self.layout[place].widen(shown_width(cells[at]));
            }
            Ok(())
        })?;
        self.row += 1;
        Ok(())
    }

    fn write_cell(
        &mut self,
        sheet: &mut Worksheet,
        formats: &mut Formats,
        place: u16,
        at: usize,
        cells: &[Cell],
    ) -> Result<(), XlsxError> {
        let (row, cell) = (self.row, cells[at]);
        let text = match cell {
            Cell::Integer(number) if is_exact(number) => {
                return sheet.write_number(row, place, number as f64).map(drop);
            }
            Cell::Real(number) if number.is_finite() => {
                return sheet.write_number(row, place, number).map(drop);
            }
            Cell::Null => "".into(),
            Cell::Integer(_) | Cell::Real(_) | Cell::Blob(_) => cell.text(),
            Cell::Text(text) => text.into(),
        };
        if let Some(moment) = moment(&text).filter(|_| matches!(cell, Cell::Text(_))) {
            return sheet
                .write_number_with_format(row, place, moment.serial, formats.of_moment(moment.format))
                .map(drop);
        }
        let short = cut(&text);
        self.cut += u64::from(short.is_some());
        let shown = short.as_deref().unwrap_or(&text);
        let address = self.address(at, cells);
        let shown = if shown.is_empty() { address.unwrap_or_default() } else { shown };
        if shown.is_empty() {
            return if cell == Cell::Null { Ok(()) } else { sheet.write_string(row, place, "").map(drop) };
        }
        if let Some(address) = address {
            // What only looks like an address is a text like any other, and Excel opens no sheet with more links.
            let url = Url::new(address).set_text(shown);
            if self.links_written < MAX_LINKS
                && sheet.write_url_with_format(row, place, url, &formats.link).is_ok()
            {
                self.links_written += 1;
                return Ok(());
            }
            self.unlinked += 1;
        }
        sheet.write_string(row, place, shown).map(drop)
    }

    /// The address that a cell leads to: the one beside a title, or the one that it is.
    fn address<'r>(&self, at: usize, cells: &[Cell<'r>]) -> Option<&'r str> {
        let of = |cell: Cell<'r>| match cell {
            Cell::Text(text) if is_link(text) => Some(text),
            _ => None,
        };
        of(cells[at]).or_else(|| of(cells[self.links.address_of(at)?]))
    }

    /// What the reader should know of the rows.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.sheets > 1 {
            remarks.push(format!(
                "goes on over {} sheets: Excel has {MAX_SHEET_ROWS} rows a sheet",
                self.sheets
            ));
        }
        if self.cut > 0 {
            let cells = if self.cut == 1 { "1 text is".into() } else { format!("{} texts are", self.cut) };
            remarks.push(format!("{cells} cut at Excel's 32,767 characters a cell, and marked with […]"));
        }
        if self.unlinked > 0 {
            let all = self.links.shown().count() == self.columns.len();
            let instead = if all { "" } else { " (--urls keeps them in a column)" };
            remarks.push(format!(
                "{} addresses cannot be clicked: Excel has {MAX_LINKS} links a sheet{instead}",
                self.unlinked
            ));
        }
        remarks
    }
}

/// A4 in Excel's list of papers.
const PAPER_A4: u8 = 9;

/// Bytes that a held cell takes.
fn bytes_of(cell: Cell) -> usize {
    let text = match cell {
        Cell::Text(text) => text.len(),
        Cell::Blob(bytes) => 2 * bytes.len(),
        _ => 0,
    };
    text + size_of::<OwnedCell>()
}

/// The headings, each once whatever their case, as Excel wants them of a table; never empty, and on one line.
fn unique_headings(columns: &[Column], caption: &Caption) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let headings = columns.iter().enumerate().map(|(at, column)| {
        let heading: String = caption
            .heading_of(&column.name)
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(MAX_HEADING_CHARACTERS)
            .collect();
        let heading = if heading.trim().is_empty() { format!("Column {}", at + 1) } else { heading };
        let mut name = heading.clone();
        let mut number = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{heading} ({number})");
            number += 1;
        }
        name
    });
    headings.collect()
}
