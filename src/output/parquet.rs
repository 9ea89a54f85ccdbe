//! Parquet, by the parquet crate: typed columns for DuckDB, Spark, pandas and Polars.
//!
//! A column's type is what all its rows have in common: whole numbers are INT64, numbers are DOUBLE, bytes are bytes, and
//! everything else, mixed columns too, is text, as the other formats write it; days stay text, so that the same SQL runs
//! on them as on the archive. That is known after the last row only, so the rows wait in memory, and from
//! [`MAX_BYTES_IN_MEMORY`] bytes on in a temporary file. Nothing is guessed from the first rows, and no query is run twice.

use std::io::{self, BufReader, Read, Seek, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use tempfile::SpooledTempFile;

use crate::output::Format;
use crate::output::column_names::unique_column_names;
use crate::output::{Cell, Column, Out, Sink};

/// TypedValues columns for DuckDB, Spark, pandas and their like.
pub static PARQUET: Format =
    Format { is_binary: true, ..Format::text("parquet", &["parquet"], |out, _| Box::new(Parquet::new(out))) };

/// Bytes of rows that wait in memory at most.
const MAX_BYTES_IN_MEMORY: usize = 16 << 20;

/// What a group of rows has at most: rows, and bytes of text.
const MAX_GROUP_ROWS: usize = 65_536;
const MAX_GROUP_BYTES: usize = 32 << 20;

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
    names: Vec<String>,
    kinds: Vec<Kind>,
    /// Whether a column has whole numbers that no number with a fraction can be.
    large: Vec<bool>,
    rows: u64,
    waiting: SpooledTempFile,
    buffer: Vec<u8>,
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(format!("Parquet cannot be written: {error}")),
        },
        other => io::Error::other(format!("Parquet cannot be written: {other}")),
    }
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
            names: Vec::new(),
            kinds: Vec::new(),
            large: Vec::new(),
            rows: 0,
            waiting: SpooledTempFile::new(MAX_BYTES_IN_MEMORY),
            buffer: Vec::with_capacity(1 << 16),
        }
    }

    fn schema(&self) -> Result<TypePtr, ParquetError> {
        let fields = self.names.iter().zip(&self.kinds).map(|(name, kind)| {
            let (physical, logical) = match kind {
                Kind::Integers => (Physical::INT64, None),
                Kind::Reals => (Physical::DOUBLE, None),
                Kind::Bytes => (Physical::BYTE_ARRAY, None),
                Kind::Texts | Kind::Nothing => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            };
            let field = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical);
            field.build().map(Arc::new)
        });
        let fields = fields.collect::<Result<_, _>>()?;
        Type::group_type_builder("rows").with_fields(fields).build().map(Arc::new)
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
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        if columns.is_empty() {
            return Err(io::Error::other("Parquet needs a column"));
        }
        self.names = unique_column_names(columns);
        self.kinds = vec![Kind::Nothing; columns.len()];
        self.large = vec![false; columns.len()];
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
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
        let Some(out) = self.out.take() else { return Ok(()) };
        for (kind, large) in self.kinds.iter_mut().zip(&self.large) {
            if *kind == Kind::Reals && *large {
                *kind = Kind::Texts;
            }
        }
        self.waiting.write_all(&self.buffer).map_err(spool_failed)?;
        self.waiting.rewind()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_created_by(concat!("presscut ", env!("CARGO_PKG_VERSION")).into())
            .build();
        let schema = self.schema().map_err(failed)?;
        let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(failed)?;
        let mut waiting = BufReader::with_capacity(1 << 16, &mut self.waiting);
        let mut left = self.rows;
        while left > 0 {
            let mut group: Vec<Values> = self.kinds.iter().map(|kind| Values::of(*kind)).collect();
            let (mut rows, mut bytes) = (0, 0);
            while left > 0 && rows < MAX_GROUP_ROWS && bytes < MAX_GROUP_BYTES {
                for values in &mut group {
                    bytes += values.take(&mut waiting)?;
                }
                rows += 1;
                left -= 1;
            }
            let mut writer = file.next_row_group().map_err(failed)?;
            for values in group {
                values.write(&mut writer).map_err(failed)?;
            }
            writer.close().map_err(failed)?;
        }
        let mut out = file.into_inner().map_err(failed)?;
        out.flush()
    }
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

/// The values of a column in one group of rows, and which rows have one.
struct Values {
    there: Vec<i16>,
    values: TypedValues,
}

enum TypedValues {
    Integers(Vec<i64>),
    Reals(Vec<f64>),
    Texts(Vec<ByteArray>),
    Bytes(Vec<ByteArray>),
}

impl Values {
    fn of(kind: Kind) -> Values {
        let values = match kind {
            Kind::Integers => TypedValues::Integers(Vec::new()),
            Kind::Reals => TypedValues::Reals(Vec::new()),
            Kind::Bytes => TypedValues::Bytes(Vec::new()),
            Kind::Texts | Kind::Nothing => TypedValues::Texts(Vec::new()),
        };
        Values { there: Vec::new(), values }
    }

    /// Takes the next value that waits; gives its size.
    fn take(&mut self, waiting: &mut impl Read) -> io::Result<usize> {
        let mut tag = [0];
        waiting.read_exact(&mut tag)?;
        self.there.push(i16::from(tag != *b"n"));
        if tag == *b"n" {
            return Ok(2);
        }
        let mut eight = [0; 8];
        waiting.read_exact(&mut eight)?;
        let mut bytes = Vec::new();
        let cell = match tag {
            [b'i'] => Cell::Integer(i64::from_le_bytes(eight)),
            [b'r'] => Cell::Real(f64::from_le_bytes(eight)),
            [tag] => {
                bytes.resize(u64::from_le_bytes(eight) as usize, 0);
                waiting.read_exact(&mut bytes)?;
                match std::str::from_utf8(&bytes) {
                    Ok(text) if tag == b't' => Cell::Text(text),
                    _ => Cell::Blob(&bytes),
                }
            }
        };
        match (&mut self.values, cell) {
            (TypedValues::Integers(values), Cell::Integer(number)) => values.push(number),
            (TypedValues::Reals(values), Cell::Integer(number)) => values.push(number as f64),
            (TypedValues::Reals(values), Cell::Real(number)) => values.push(number),
            (TypedValues::Bytes(values), Cell::Blob(_)) | (TypedValues::Texts(values), Cell::Text(_)) => {
                let length = bytes.len();
                values.push(bytes.into());
                return Ok(length + 16);
            }
            (TypedValues::Texts(values), other) => values.push(other.text().as_bytes().to_vec().into()),
            // The kind was made from these very values.
            _ => return Err(io::Error::other("a row that waited has changed")),
        }
        Ok(16)
    }

    fn write<W: Write + Send>(self, group: &mut SerializedRowGroupWriter<W>) -> Result<(), ParquetError> {
        match self.values {
            TypedValues::Integers(values) => write::<Int64Type, W>(group, &values, &self.there),
            TypedValues::Reals(values) => write::<DoubleType, W>(group, &values, &self.there),
            TypedValues::Texts(values) | TypedValues::Bytes(values) => {
                write::<ByteArrayType, W>(group, &values, &self.there)
            }
        }
    }
}

fn write<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<W>,
    values: &[T::T],
    there: &[i16],
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("there are more columns than the schema has".into()));
    };
    column.typed::<T>().write_batch(values, Some(there), None)?;
    column.close()
}
