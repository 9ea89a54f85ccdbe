//! A stream of rows, written as a table, CSV, TSV, JSON, JSONL, Markdown, HTML, a workbook, Parquet or a chart.
//!
//! Knows nothing of articles or of SQLite: takes [`Column`]s, then [`Cell`]s row by row, and writes each row as soon as
//! it can. Where a format has to know all rows before it can write the first (the types of Parquet's columns, a
//! workbook's widths), they wait in a temporary file; a table holds its first rows back, a chart what it shows.

pub mod chart;
pub(crate) mod column_names;
pub(crate) mod format;
pub mod graph;
pub(crate) mod html;
pub(crate) mod json;
pub mod manifest;
pub(crate) mod parquet;
pub(crate) mod table;
pub(crate) mod target;
pub mod text;
pub mod workbook;

use std::io::{self, Write};

pub use format::Format;
pub use manifest::Manifest;
pub use target::{Target, TargetError};
pub use workbook::Workbook;

/// What a sink writes to.
pub type Out<'w> = Box<dyn Write + Send + 'w>;

/// A column's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As the query names it.
    pub name: String,
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'r> {
    /// Nothing is known.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Text.
    Text(&'r str),
    /// Bytes that are no text.
    Blob(&'r [u8]),
}

impl Cell<'_> {
    fn is_number(&self) -> bool {
        matches!(self, Cell::Integer(_) | Cell::Real(_))
    }

    /// As text; nothing is empty, bytes are hexadecimal.
    fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Cell::Null => "".into(),
            Cell::Integer(number) => number.to_string().into(),
            // Very large and very small ones by their exponent, not by hundreds of digits.
            Cell::Real(number) if number.abs() < 1e15 && number.fract() == 0.0 => number.to_string().into(),
            Cell::Real(number) => format!("{number:?}").into(),
            Cell::Text(text) => (*text).into(),
            Cell::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
        }
    }
}

/// How rows are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Leave the line of column names out.
    pub no_headers: bool,
    /// For spreadsheets: a byte order mark and CRLF, and unless told otherwise no cell that can run as a formula.
    pub excel: bool,
    /// Let formulas in a CSV for spreadsheets run.
    pub no_guard: bool,
    /// How many columns of characters a table may take.
    pub width: usize,
}

/// Takes rows and writes them in one format.
pub trait Sink {
    /// What the rows are, before they begin: a workbook names the sheet by it.
    fn title(&mut self, _title: &str) {}
    /// The columns, before any row; again where another result begins, in the formats that hold several.
    fn begin(&mut self, columns: &[Column]) -> io::Result<()>;
    /// One row, with as many cells as there are columns.
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;
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
    /// After all; nothing may follow.
    fn finish(&mut self) -> io::Result<()>;
}

/// The sink of a format; where a chart is asked for, see [`chart::sink`].
pub fn sink<'w>(format: Format, style: Style, out: Out<'w>) -> Box<dyn Sink + 'w> {
    match format {
        Format::Table => Box::new(table::Table::new(out, style)),
        Format::Csv => Box::new(text::delimited::Delimited::csv(out, style)),
        Format::Tsv => Box::new(text::delimited::Delimited::tsv(out, style)),
        Format::Json => Box::new(json::Json::array(out)),
        Format::Jsonl => Box::new(json::Json::lines(out)),
        Format::Markdown => Box::new(text::markdown::Markdown::new(out, style)),
        Format::Html => Box::new(html::Html::new(out, style)),
        Format::Xlsx => Box::new(Workbook::new(out, style)),
        Format::Parquet => Box::new(parquet::Parquet::new(out)),
        Format::Svg => Box::new(chart::Chart::svg(out, chart::Choice::default())),
    }
}
