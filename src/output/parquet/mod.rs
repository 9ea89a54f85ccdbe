//! Parquet, by the parquet crate: typed columns for DuckDB, Spark, pandas and Polars.
//!
//! A table whose schema is declared has the types of that, and its rows go out as they come. Of all other rows a column's
//! type is what they have in common: whole numbers are INT64, numbers are DOUBLE, bytes are bytes, and everything else,
//! mixed columns too, is text, as the other formats write it; days stay text, so that the same SQL runs on them as on the
//! archive. That is known after the last row only, so these rows wait in memory, and from [`MAX_BYTES_IN_MEMORY`] bytes on
//! in a temporary file. Nothing is guessed from the first rows, and no query is run twice.

pub(crate) mod table_file;

use std::io::{self, BufReader, Read, Seek, Write};

use tempfile::SpooledTempFile;

use crate::output::column_names::unique_column_names;
use crate::output::parquet::table_file::TableFile;
use crate::output::table_schema::{ColumnKind, TableColumn, TableSchema};
use crate::output::{Cell, Column, Format, Out, Sink};

/// Typed columns for DuckDB, Spark, pandas and their like.
pub static PARQUET: Format =
    Format { is_binary: true, ..Format::text("parquet", &["parquet"], |out, _| Box::new(Parquet::new(out))) };

/// Bytes of rows that wait in memory at most.
const MAX_BYTES_IN_MEMORY: usize = 16 << 20;

/// Whole numbers up to this are the same as numbers with a fraction.
const MAX_EXACT_INTEGER: u64 = 1 << 53;

/// What the rows of a column have in common so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// There is nothing in it.
    Nothing,
    Integers,
    Reals,
    Texts,
    Bytes,
}

/// Writes Parquet.
pub struct Parquet<'w> {
    out: Option<Out<'w>>,
    declared: Option<TableSchema>,
    /// The file, where its schema is declared.
    file: Option<TableFile<'w>>,
    names: Vec<String>,
    kinds: Vec<Kind>,
    /// Whether a column has whole numbers that no number with a fraction can be.
    large: Vec<bool>,
    rows: u64,
    waiting: SpooledTempFile,
    buffer: Vec<u8>,
}

fn spool_failed(error: io::Error) -> io::Error {
    let folder = std::env::temp_dir();
    let what = format!("{error} (rows wait in {}; TMPDIR names another folder)", folder.display());
    io::Error::new(error.kind(), what)
}

impl<'w> Parquet<'w> {
    /// Writes to `out`, at the end.
    pub fn new(out: Out<'w>) -> Parquet<'w> {
        Parquet {
            out: Some(out),
            declared: None,
            file: None,
            names: Vec::new(),
            kinds: Vec::new(),
            large: Vec::new(),
            rows: 0,
            waiting: SpooledTempFile::new(MAX_BYTES_IN_MEMORY),
            buffer: Vec::with_capacity(1 << 16),
        }
    }

    /// The columns, by what their rows have in common.
    fn schema(&self) -> TableSchema {
        let column = |(name, kind): (&String, &Kind)| TableColumn {
            name: name.clone(),
            kind: match kind {
                Kind::Integers => ColumnKind::Integer,
                Kind::Reals => ColumnKind::Real,
                Kind::Bytes => ColumnKind::Bytes,
                Kind::Texts | Kind::Nothing => ColumnKind::Text,
            },
        };
        TableSchema {
            name: "the rows".into(),
            columns: self.names.iter().zip(&self.kinds).map(column).collect(),
            facts: Vec::new(),
        }
    }
}

impl Kind {
    /// What a column has in common with one more value.
    fn with(self, cell: Cell) -> Kind {
        let kind = match cell {
            Cell::Null => return self,
            Cell::Integer(_) => Kind::Integers,
            Cell::Real(_) => Kind::Reals,
            Cell::Text(_) => Kind::Texts,
            Cell::Blob(_) => Kind::Bytes,
        };
        match (self, kind) {
            (Kind::Nothing, kind) => kind,
            (one, other) if one == other => one,
            (Kind::Integers | Kind::Reals, Kind::Integers | Kind::Reals) => Kind::Reals,
            _ => Kind::Texts,
        }
    }
}

impl Sink for Parquet<'_> {
    fn declare(&mut self, schema: &TableSchema) {
        self.declared = Some(schema.clone());
    }

    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        if columns.is_empty() {
            return Err(io::Error::other("Parquet needs a column"));
        }
        self.names = unique_column_names(columns);
        // A view of some of the columns has the types of these.
        let declared = self.declared.take().and_then(|schema| of_columns(schema, &self.names));
        if let Some(schema) = declared
            && let Some(out) = self.out.take()
        {
            self.file = Some(TableFile::create(out, schema)?);
        }
        self.kinds = vec![Kind::Nothing; columns.len()];
        self.large = vec![false; columns.len()];
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            return file.row(cells);
        }
        for (at, &cell) in cells.iter().enumerate() {
            self.kinds[at] = self.kinds[at].with(cell);
            self.large[at] |=
                matches!(cell, Cell::Integer(number) if number.unsigned_abs() > MAX_EXACT_INTEGER);
            put(&mut self.buffer, cell);
        }
        self.rows += 1;
        if self.buffer.len() >= 1 << 16 {
            self.waiting.write_all(&self.buffer).map_err(spool_failed)?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            return file.finish();
        }
        let Some(out) = self.out.take() else { return Ok(()) };
        for (kind, large) in self.kinds.iter_mut().zip(&self.large) {
            if *kind == Kind::Reals && *large {
                *kind = Kind::Texts;
            }
        }
        self.waiting.write_all(&self.buffer).map_err(spool_failed)?;
        self.waiting.rewind()?;
        let mut file = TableFile::create(out, self.schema())?;
        let mut waiting = BufReader::with_capacity(1 << 16, &mut self.waiting);
        let mut bytes = Vec::new();
        for _ in 0..self.rows {
            for column in 0..file.columns() {
                file.push_cell(column, take(&mut waiting, &mut bytes)?)?;
            }
            file.end_row()?;
        }
        file.finish()
    }
}

/// The declared columns of these names; none where one of them is not declared.
fn of_columns(schema: TableSchema, names: &[String]) -> Option<TableSchema> {
    let find = |name: &String| schema.columns.iter().find(|column| column.name == *name).cloned();
    let columns = names.iter().map(find).collect::<Option<Vec<_>>>()?;
    Some(TableSchema { columns, ..schema })
}

/// A value as it waits: a letter, and what it needs.
fn put(buffer: &mut Vec<u8>, cell: Cell) {
    let mut long = |tag: u8, bytes: &[u8]| {
        buffer.push(tag);
        buffer.extend((bytes.len() as u64).to_le_bytes());
        buffer.extend(bytes);
    };
    match cell {
        Cell::Null => buffer.push(b'n'),
        Cell::Integer(number) => {
            buffer.push(b'i');
            buffer.extend(number.to_le_bytes());
        }
        Cell::Real(number) => {
            buffer.push(b'r');
            buffer.extend(number.to_le_bytes());
        }
        Cell::Text(text) => long(b't', text.as_bytes()),
        Cell::Blob(bytes) => long(b'b', bytes),
    }
}

/// The next value that waits; `bytes` holds it.
fn take<'b>(waiting: &mut impl Read, bytes: &'b mut Vec<u8>) -> io::Result<Cell<'b>> {
    let mut tag = [0];
    waiting.read_exact(&mut tag)?;
    if tag == *b"n" {
        return Ok(Cell::Null);
    }
    let mut eight = [0; 8];
    waiting.read_exact(&mut eight)?;
    Ok(match tag {
        [b'i'] => Cell::Integer(i64::from_le_bytes(eight)),
        [b'r'] => Cell::Real(f64::from_le_bytes(eight)),
        [tag] => {
            bytes.resize(u64::from_le_bytes(eight) as usize, 0);
            waiting.read_exact(bytes)?;
            match std::str::from_utf8(bytes) {
                Ok(text) if tag == b't' => Cell::Text(text),
                _ => Cell::Blob(bytes),
            }
        }
    })
}
