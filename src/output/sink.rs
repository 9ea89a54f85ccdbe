//! What takes rows: the trait that every format implements, and the style that it writes in.

use std::io::{self, Write};

use crate::output::caption::Caption;
use crate::output::manifest::Manifest;
use crate::output::rows::{Cell, Column};
use crate::output::table_schema::TableSchema;

/// What a sink writes to.
pub type Out<'w> = Box<dyn Write + Send + 'w>;

/// How rows are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Leave the line of column names out.
    pub no_headers: bool,
    /// For spreadsheets: a byte order mark, CRLF, and, unless `no_guard` is set, no cell that can run as a formula.
    pub excel: bool,
    /// Let formulas in a CSV for spreadsheets run.
    pub no_guard: bool,
    /// What parts the values of a CSV, where it is no comma.
    pub separator: Separator,
    /// Write 0.5 as 0,5 in a CSV.
    pub decimal_comma: bool,
    /// Keep columns of addresses beside titles that link to them, on pages and in workbooks.
    pub urls: bool,
    /// How wide a table may be, in characters.
    pub width: usize,
    /// Whether a table that has no room for all columns is written as a record a block.
    pub turns: bool,
    /// Whether a table and a record a block are coloured.
    pub color: bool,
}

/// What parts the values of a CSV.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Separator {
    /// As RFC 4180 has it.
    #[default]
    Comma,
    /// For spreadsheets in countries that write numbers with a comma.
    Semicolon,
    /// A tab.
    Tab,
}

/// Takes rows and writes them in one format.
pub trait Sink {
    /// What the rows are, before they begin: a workbook names the sheet by it.
    fn title(&mut self, _title: &str) {}
    /// What is said beside the rows, before they begin.
    fn caption(&mut self, _caption: &Caption) {}
    /// What is known of the table before its columns begin: formats with types have these instead of what the rows show.
    fn declare(&mut self, _schema: &TableSchema) {}
    /// The columns, before any row; again where another result begins, in the formats that hold several.
    fn begin(&mut self, columns: &[Column]) -> io::Result<()>;
    /// One row, with as many cells as there are columns.
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;
    /// After the last row of a result, before its remarks are asked for.
    ///
    /// # Errors
    /// Where rows that were held back cannot be written.
    fn end_rows(&mut self) -> io::Result<()> {
        Ok(())
    }
    /// What the reader should know of the rows so far: what the format could not hold.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }
    /// Where the rows came from, after the last of them, in formats that have a place for it.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn manifest(&mut self, _manifest: &Manifest) -> io::Result<()> {
        Ok(())
    }
    /// After the last row; nothing may follow.
    fn finish(&mut self) -> io::Result<()>;
}
