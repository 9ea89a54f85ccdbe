//! A Parquet file whose columns have types from the start: cells in, row groups out as they fill up.
//!
//! A cell that does not fit its column is an error with the column's name: a type is a promise to whoever reads many files
//! together. Only a column of texts takes everything, as the other formats write it.

use std::io::{self, Write};
use std::sync::Arc;

use chrono::NaiveDate;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::output::table_schema::{ColumnKind, TableSchema};
use crate::output::{Cell, Out};

/// What a group of rows has at most: rows, and bytes of text.
const MAX_GROUP_ROWS: usize = 65_536;
const MAX_GROUP_BYTES: usize = 32 << 20;

/// A file that is being written.
pub(crate) struct TableFile<'w> {
    file: SerializedFileWriter<Out<'w>>,
    schema: TableSchema,
    group: Vec<Values>,
    rows: usize,
    bytes: usize,
}

pub(super) fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(format!("Parquet cannot be written: {error}")),
        },
        other => io::Error::other(format!("Parquet cannot be written: {other}")),
    }
}

impl<'w> TableFile<'w> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where there is no column, or nothing can be written.
    pub fn create(out: Out<'w>, schema: TableSchema) -> io::Result<TableFile<'w>> {
        if schema.columns.is_empty() {
            return Err(io::Error::other("Parquet needs a column"));
        }
        let facts = schema.facts.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone()));
        let facts: Vec<KeyValue> = facts.collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_created_by(concat!("presscut ", env!("CARGO_PKG_VERSION")).into())
            .set_key_value_metadata((!facts.is_empty()).then_some(facts))
            .build();
        let root = parquet_schema(&schema).map_err(failed)?;
        let file = SerializedFileWriter::new(out, root, Arc::new(properties)).map_err(failed)?;
        let group = new_group(&schema);
        Ok(TableFile { file, schema, group, rows: 0, bytes: 0 })
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.schema.columns.len()
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Where a cell does not fit its column, or nothing can be written.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for (at, cell) in cells.iter().enumerate() {
            self.push_cell(at, *cell)?;
        }
        self.end_row()
    }

    /// Adds a cell of the current row.
    ///
    /// # Errors
    /// Where it does not fit its column.
    pub fn push_cell(&mut self, column: usize, cell: Cell) -> io::Result<()> {
        let (Some(values), Some(declared)) = (self.group.get_mut(column), self.schema.columns.get(column))
        else {
            return Err(io::Error::other("a row has more cells than its table has columns"));
        };
        let size = values.push(cell).ok_or_else(|| {
            io::Error::other(format!(
                "the column {} of {} is to hold {}, and a row has {:?}",
                declared.name,
                self.schema.name,
                declared.kind.describe(),
                cell.text()
            ))
        })?;
        self.bytes += size;
        Ok(())
    }

    /// Ends the current row.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn end_row(&mut self) -> io::Result<()> {
        self.rows += 1;
        if self.rows >= MAX_GROUP_ROWS || self.bytes >= MAX_GROUP_BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    fn write_group(&mut self) -> io::Result<()> {
        let group = std::mem::replace(&mut self.group, new_group(&self.schema));
        let mut writer = self.file.next_row_group().map_err(failed)?;
        for values in group {
            values.write(&mut writer).map_err(failed)?;
        }
        writer.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    /// Writes what is left, and the file's foot.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.file.into_inner().map_err(failed)?.flush()
    }
}

fn new_group(schema: &TableSchema) -> Vec<Values> {
    schema.columns.iter().map(|column| Values::of(column.kind)).collect()
}

fn parquet_schema(schema: &TableSchema) -> Result<TypePtr, ParquetError> {
    let fields = schema.columns.iter().map(|column| {
        let (physical, logical) = match column.kind {
            ColumnKind::Integer => (Physical::INT64, None),
            ColumnKind::Real => (Physical::DOUBLE, None),
            ColumnKind::Bytes => (Physical::BYTE_ARRAY, None),
            ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnKind::Day => (Physical::INT32, Some(LogicalType::Date)),
            ColumnKind::Flag => (Physical::BOOLEAN, None),
        };
        let field = Type::primitive_type_builder(&column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        field.build().map(Arc::new)
    });
    let fields = fields.collect::<Result<_, _>>()?;
    Type::group_type_builder("rows").with_fields(fields).build().map(Arc::new)
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
    /// Days since 1970-01-01.
    Days(Vec<i32>),
    Flags(Vec<bool>),
}

impl Values {
    fn of(kind: ColumnKind) -> Values {
        let values = match kind {
            ColumnKind::Integer => TypedValues::Integers(Vec::new()),
            ColumnKind::Real => TypedValues::Reals(Vec::new()),
            ColumnKind::Bytes => TypedValues::Bytes(Vec::new()),
            ColumnKind::Text => TypedValues::Texts(Vec::new()),
            ColumnKind::Day => TypedValues::Days(Vec::new()),
            ColumnKind::Flag => TypedValues::Flags(Vec::new()),
        };
        Values { there: Vec::new(), values }
    }

    /// Takes a value and gives its size; nothing where it does not fit.
    fn push(&mut self, cell: Cell) -> Option<usize> {
        if cell == Cell::Null {
            self.there.push(0);
            return Some(2);
        }
        let mut size = 16;
        match (&mut self.values, cell) {
            (TypedValues::Integers(values), Cell::Integer(number)) => values.push(number),
            (TypedValues::Reals(values), Cell::Integer(number)) => values.push(number as f64),
            (TypedValues::Reals(values), Cell::Real(number)) => values.push(number),
            (TypedValues::Bytes(values), Cell::Blob(bytes)) => {
                size += bytes.len();
                values.push(bytes.to_vec().into());
            }
            (TypedValues::Texts(values), cell) => {
                let text = cell.text();
                size += text.len();
                values.push(text.as_bytes().to_vec().into());
            }
            (TypedValues::Days(values), Cell::Text(text)) => values.push(days_since_1970(text)?),
            (TypedValues::Flags(values), Cell::Integer(number @ (0 | 1))) => values.push(number == 1),
            _ => return None,
        }
        self.there.push(1);
        Some(size)
    }

    fn write<W: Write + Send>(self, group: &mut SerializedRowGroupWriter<W>) -> Result<(), ParquetError> {
        match self.values {
            TypedValues::Integers(values) => write::<Int64Type, W>(group, &values, &self.there),
            TypedValues::Reals(values) => write::<DoubleType, W>(group, &values, &self.there),
            TypedValues::Days(values) => write::<Int32Type, W>(group, &values, &self.there),
            TypedValues::Flags(values) => write::<BoolType, W>(group, &values, &self.there),
            TypedValues::Texts(values) | TypedValues::Bytes(values) => {
                write::<ByteArrayType, W>(group, &values, &self.there)
            }
        }
    }
}

/// "2031-03-14" as Parquet counts days.
fn days_since_1970(text: &str) -> Option<i32> {
    let day: NaiveDate = text.parse().ok()?;
    i32::try_from((day - NaiveDate::from_ymd_opt(1970, 1, 1)?).num_days()).ok()
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
