//! XLSX, by rust_xlsxwriter: a workbook that a newsroom can publish from.
//!
//! Days and moments are dates and numbers are numbers; everything else is a text, so that no cell can run as a formula.
//! Headings are words, with the column's name in a note; texts wrap at a width that can be read, addresses can be
//! clicked, and a title leads to the address beside it. A table that is too long for a sheet goes on in the next. Rows go
//! to a temporary file one by one, so that a million of them need little memory; the workbook itself is assembled at
//! the end.
//!
//! A workbook can hold several tables: [`Sink::title`] and [`Sink::begin`] begin one, [`Sink::end_rows`] ends it, and the
//! manifest is the last sheet.
//!
//! ```text
//! book.title("Speakers"); run(…, &mut book)?; let sheet = book.sheet_name().to_string(); let remarks = book.remarks();
//! book.title("Quotes"); run(…, &mut book)?; …
//! book.manifest(&manifest)?; book.finish()?;
//! ```

pub(crate) mod contents;
pub(crate) mod disk;
pub(crate) mod formats;
pub(crate) mod native_chart;
pub(crate) mod sheet_column;
pub(crate) mod sheet_names;
pub(crate) mod table_sheets;
pub(crate) mod text_lines;
pub(crate) mod values;

use std::io;

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook as Book, Worksheet};
use serde_json::Value;

use crate::output;
use crate::output::chart::DrawnChart;
use crate::output::chart::declaration::ChartKind;
use crate::output::report_facts::ReportFacts;
use crate::output::{Caption, Cell, Column, Manifest, Out, Sink, Style};
use contents::{ContentsLine, write_contents};
use disk::{Quiet, io_error, with_room};
use formats::Formats;
use native_chart::write_chart;
use sheet_names::SheetNames;
use table_sheets::TableSheets;
use values::{cut, is_exact};

/// A workbook for Excel, LibreOffice and their like.
pub static XLSX: output::Format = output::Format {
    is_binary: true,
    holds_several_results: true,
    ..output::Format::text("xlsx", &["xlsx"], |out, style| Box::new(Workbook::new(out, style)))
};

/// How many columns a sheet has.
const MAX_SHEET_COLUMNS: usize = 16_384;

/// Characters of a sheet's name that the name of its chart begins with.
const MAX_CHART_TITLE_CHARACTERS: usize = 20;

/// Writes a workbook.
pub struct Workbook<'w> {
    out: Out<'w>,
    style: Style,
    book: Book,
    formats: Formats,
    /// What the next table is.
    title: String,
    caption: Caption,
    /// The names of all sheets.
    names: SheetNames,
    table: Option<TableSheets>,
    /// What a report says of itself on its first sheet, and the sheets that it names.
    report: Option<(ReportFacts, Vec<ContentsLine>)>,
    rows: u64,
}

impl<'w> Workbook<'w> {
    /// Writes to `out`, at the end.
    pub fn new(out: Out<'w>, style: Style) -> Workbook<'w> {
        let (title, caption, names) = (String::new(), Caption::default(), SheetNames::default());
        let (book, formats) = (Book::new(), Formats::new());
        Workbook { out, style, book, formats, title, caption, names, table: None, report: None, rows: 0 }
    }

    /// A workbook whose first sheet says what the report is and what each sheet answers.
    ///
    /// # Errors
    /// Where the sheet cannot be added.
    pub fn of_report(out: Out<'w>, style: Style, facts: ReportFacts) -> io::Result<Workbook<'w>> {
        let mut book = Workbook::new(out, style);
        book.book.set_properties(&DocProperties::new().set_title(&facts.title));
        let name = book.names.take("Contents");
        book.book.add_worksheet().set_name(&name).map_err(io_error)?;
        book.report = Some((facts, Vec::new()));
        Ok(book)
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

    /// Ends the table, which may not have had its rows written yet.
    fn end_table(&mut self) -> io::Result<()> {
        self.end_rows()?;
        let Some(table) = self.table.take() else { return Ok(()) };
        table.end_sheet(last(&mut self.book, &self.names)?)?;
        if let Some((facts, lines)) = &mut self.report {
            let about = facts.answers.get(lines.len()).map(|answer| answer.about.clone());
            let (sheet, about, rows) = (table.name, about.unwrap_or_default(), self.rows);
            lines.push(ContentsLine { sheet, about, rows });
        }
        Ok(())
    }

    /// Adds a sheet with a chart of the table that was written last, which ends it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add_chart(&mut self, kind: ChartKind, drawn: &DrawnChart) -> io::Result<()> {
        let of = self.sheet_name().to_string();
        self.end_table()?;
        let most = MAX_CHART_TITLE_CHARACTERS;
        let name = self.names.take(&format!("{}, chart", of.chars().take(most).collect::<String>()));
        let sheet = self.book.add_worksheet();
        sheet.set_name(&name).map_err(io_error)?;
        write_chart(sheet, &name, kind, drawn).map_err(io_error)
    }

    /// Goes on in a new sheet where one is full.
    fn next_sheet(&mut self) -> io::Result<()> {
        let Some(mut table) = self.table.take() else { return Ok(()) };
        table.end_sheet(last(&mut self.book, &self.names)?)?;
        self.add_sheet(&table.name)?;
        table.sheets += 1;
        table.begin_sheet(last(&mut self.book, &self.names)?, &self.formats, 0)?;
        self.table = Some(table);
        Ok(())
    }
}

/// The sheet that is being written.
fn last<'b>(book: &'b mut Book, names: &SheetNames) -> io::Result<&'b mut Worksheet> {
    book.worksheet_from_index(names.count().saturating_sub(1)).map_err(io_error)
}

impl Sink for Workbook<'_> {
    fn title(&mut self, title: &str) {
        self.title = title.to_string();
    }

    fn caption(&mut self, caption: &Caption) {
        self.caption = caption.clone();
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        if columns.len() > MAX_SHEET_COLUMNS {
            return Err(io::Error::other(format!("a workbook has no more than {MAX_SHEET_COLUMNS} columns")));
        }
        self.end_table()?;
        let mut table = TableSheets::new(columns, &self.title, &self.caption, self.style);
        table.name = self.add_sheet(&self.title.clone())?;
        table.sheets = 1;
        self.table = Some(table);
        self.rows = 0;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.rows += 1;
        if self.table.as_ref().is_some_and(TableSheets::is_full) {
            self.next_sheet()?;
        }
        let Some(table) = &mut self.table else { return Ok(()) };
        if table.hold(cells) {
            if table.holds_much() {
                table.write_held(last(&mut self.book, &self.names)?, &mut self.formats, false)?;
            }
            return Ok(());
        }
        table.write_row(last(&mut self.book, &self.names)?, &mut self.formats, cells)
    }

    fn end_rows(&mut self) -> io::Result<()> {
        let Some(table) = &mut self.table else { return Ok(()) };
        table.write_held(last(&mut self.book, &self.names)?, &mut self.formats, true)
    }

    fn remarks(&self) -> Vec<String> {
        self.table.as_ref().map_or_else(Vec::new, TableSheets::remarks)
    }

    fn manifest(&mut self, manifest: &Manifest) -> io::Result<()> {
        self.end_table()?;
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
        self.end_table()?;
        if let Some((facts, lines)) = &self.report {
            let contents = self.book.worksheet_from_index(0).map_err(io_error)?;
            write_contents(contents, facts, lines).map_err(io_error)?;
            contents.set_active(true);
        }
        if self.names.count() == 0 {
            self.book.add_worksheet();
        }
        with_room(|| self.book.save_to_writer(Quiet::new(&mut self.out)))?;
        self.out.flush()
    }
}
