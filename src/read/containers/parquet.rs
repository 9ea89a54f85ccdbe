//! Parquet: one article a row. A row becomes a record whose bytes are its values as JSON.
//!
//! Rows are read one by one from the pages of their columns, so that memory holds a page of each column and no more,
//! however large a row group is. The surprising decision: a page that is broken costs the rest of its row group, because
//! rows cannot be made without it; reading goes on with the next group, and the reject says which rows are lost.
//! Arrow is not used: it would double the size of the binary for what the record reader of the same crate does.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use ::parquet::basic::{LogicalType, TimeUnit, Type as PhysicalType};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::reader::{ReaderIter, TreeBuilder};
use ::parquet::record::{Field, Row};
use ::parquet::schema::types::{SchemaDescriptor, TypePtr};
use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};

use crate::model::Origin;
use crate::read::containers::archive_members::RejectingParser;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatSpec, TableFile};
use crate::read::record::{ParsableRecord, Parser, Record, RecordSource};
use crate::read::records::json_object::JsonObjectParser;
use crate::read::records::sheets::catch_panics;
use crate::read::records::table_columns::require_text_column;

/// Parquet.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "parquet",
    description: "One article a row, in Parquet",
    precedence: 36,
    kind: FormatKind::Table { extensions: &["parquet"], recognise: |head| head.starts_with(b"PAR1"), open },
};

/// How many values of a column are decoded at once: texts are long.
const BATCH_VALUES: usize = 64;

fn open(table: TableFile<'_>) -> Result<Box<dyn RecordSource>, OpenError> {
    let TableFile { file, template, options } = table;
    let reader = catch_panics(|| SerializedFileReader::new(file.into_file()).map_err(io::Error::other))
        .map_err(|error| {
            let reason = format!(
                "is a Parquet file that cannot be read ({error}): it may have been cut off; fetch it again"
            );
            Unreadable::new("broken table", reason)
        })?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let paths: Vec<String> = schema.columns().iter().map(|column| column.path().parts().join(".")).collect();
    require_text_column(paths.iter().map(String::as_str), &options.fields, None)?;
    let moments = moment_columns(schema);
    Ok(Box::new(ParquetRows {
        reader,
        moments,
        parser: Arc::new(JsonObjectParser::new(options, None)),
        template,
        max_bytes: options.limits.record,
        next_group: 0,
        rows: None,
        row: 0,
        group_end: 0,
    }))
}

/// A column of points in time that the record reader gives as bare numbers, or without its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MomentColumn {
    is_utc: bool,
    is_nanos: bool,
}

/// The top columns that hold points in time, by name.
fn moment_columns(schema: &SchemaDescriptor) -> HashMap<String, MomentColumn> {
    let fields = schema.root_schema().get_fields().iter();
    let moment = |info: &::parquet::schema::types::BasicTypeInfo| match info.logical_type_ref() {
        Some(LogicalType::Timestamp(time)) => {
            Some(MomentColumn { is_utc: time.is_adjusted_to_u_t_c, is_nanos: time.unit == TimeUnit::NANOS })
        }
        _ => None,
    };
    // The times of Impala and old Spark have no zone.
    let old = MomentColumn { is_utc: false, is_nanos: false };
    let is_old = |field: &TypePtr| field.is_primitive() && field.get_physical_type() == PhysicalType::INT96;
    fields
        .filter_map(|field| {
            Some((field.name().to_string(), moment(field.get_basic_info()).or(is_old(field).then_some(old))?))
        })
        .collect()
}

/// The rows of a file, row group by row group.
struct ParquetRows {
    reader: SerializedFileReader<std::fs::File>,
    moments: HashMap<String, MomentColumn>,
    parser: Arc<dyn Parser>,
    template: Origin,
    /// The most bytes of a row as JSON.
    max_bytes: usize,
    next_group: usize,
    /// The rows of the open group.
    rows: Option<ReaderIter>,
    /// The number of the last row, from 1.
    row: u64,
    /// The number of the open group's last row.
    group_end: u64,
}

impl ParquetRows {
    /// The next row of the open group; `None` at its end.
    fn next_row(&mut self) -> Option<io::Result<Row>> {
        let rows = self.rows.as_mut()?;
        catch_panics(|| Ok(rows.next().map(|row| row.map_err(io::Error::other))))
            .unwrap_or_else(|error| Some(Err(error)))
    }

    /// Opens the next row group; `None` after the last one.
    fn open_group(&mut self) -> Option<io::Result<()>> {
        let number = self.next_group;
        if number >= self.reader.num_row_groups() {
            return None;
        }
        self.next_group += 1;
        self.row = self.group_end;
        let declared = self.reader.metadata().row_group(number).num_rows();
        self.group_end += u64::try_from(declared).unwrap_or(0);
        let reader = &self.reader;
        let opened = catch_panics(|| {
            let group = reader.get_row_group(number).map_err(io::Error::other)?;
            let schema = reader.metadata().file_metadata().schema_descr_ptr();
            TreeBuilder::new()
                .with_batch_size(BATCH_VALUES)
                .as_iter(schema, group.as_ref())
                .map_err(io::Error::other)
        });
        Some(opened.map(|rows| self.rows = Some(rows)))
    }

    /// What is left of a group that cannot be read on, as a record to reject.
    fn lost_rows(&mut self, error: &io::Error) -> ParsableRecord {
        let first = self.row + 1;
        let last = self.group_end.max(first);
        (self.rows, self.row) = (None, last);
        let reason = format!(
            "the rows {first} to {last} cannot be read: a page of row group {} is broken ({error}); the others are read",
            self.next_group
        );
        let origin = Origin { record: first, ..self.template.clone() };
        let why = Unreadable::new("broken page", reason);
        (Record { origin, ..Record::default() }, Arc::new(RejectingParser(why)))
    }

    fn record(&mut self, row: Row) -> ParsableRecord {
        self.row += 1;
        let mut object = Map::new();
        for (name, field) in row.into_columns() {
            let moment = self.moments.get(&name).copied();
            let value = value_of_field(field, moment);
            object.insert(name, value);
        }
        let mut bytes = Value::Object(object).to_string().into_bytes();
        let too_long = bytes.len() > self.max_bytes;
        bytes.truncate(self.max_bytes);
        let origin = Origin { record: self.row, ..self.template.clone() };
        (Record { origin, bytes, too_long, ..Record::default() }, Arc::clone(&self.parser))
    }
}

impl RecordSource for ParquetRows {
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        loop {
            match self.next_row() {
                Some(Ok(row)) => return Some(Ok(self.record(row))),
                Some(Err(error)) => return Some(Ok(self.lost_rows(&error))),
                None if self.rows.is_some() && self.row < self.group_end => {
                    let error = io::Error::other("it has fewer rows than its footer says");
                    return Some(Ok(self.lost_rows(&error)));
                }
                None => {}
            }
            self.rows = None;
            if let Err(error) = self.open_group()? {
                return Some(Ok(self.lost_rows(&error)));
            }
        }
    }

    fn skipped(&self) -> u64 {
        0
    }
}

/// A value of a row as JSON. Days and points in time are ISO 8601; bytes are text if they can be.
fn value_of_field(field: Field, moment: Option<MomentColumn>) -> Value {
    let is_utc = moment.is_none_or(|moment| moment.is_utc);
    match field {
        Field::Long(nanos) if moment.is_some_and(|moment| moment.is_nanos) => {
            Some(DateTime::from_timestamp_nanos(nanos)).map_or(Value::Null, |time| iso_moment(time, is_utc))
        }
        Field::TimestampMillis(millis) => {
            DateTime::from_timestamp_millis(millis).map_or(Value::Null, |time| iso_moment(time, is_utc))
        }
        Field::TimestampMicros(micros) => {
            DateTime::from_timestamp_micros(micros).map_or(Value::Null, |time| iso_moment(time, is_utc))
        }
        Field::Date(days) => NaiveDate::from_ymd_opt(1970, 1, 1)
            .and_then(|epoch| epoch.checked_add_signed(chrono::TimeDelta::try_days(i64::from(days))?))
            .map_or(Value::Null, |day| Value::String(day.to_string())),
        Field::Null | Field::Decimal(_) => Value::Null,
        Field::Bool(truth) => Value::Bool(truth),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) | Field::TimeMillis(number) => number.into(),
        Field::Long(number) | Field::TimeMicros(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float16(number) => f32::from(number).into(),
        Field::Float(number) => number.into(),
        Field::Double(number) => number.into(),
        Field::Str(text) => Value::String(text),
        Field::Bytes(bytes) => {
            std::str::from_utf8(bytes.data()).map_or(Value::Null, |text| Value::String(text.to_string()))
        }
        Field::Group(row) => Value::Object(
            row.into_columns().into_iter().map(|(name, field)| (name, value_of_field(field, None))).collect(),
        ),
        Field::ListInternal(list) => {
            list.elements().iter().map(|field| value_of_field(field.clone(), None)).collect()
        }
        Field::MapInternal(map) => Value::Object(
            map.entries()
                .iter()
                .map(|(key, value)| {
                    let key = match value_of_field(key.clone(), None) {
                        Value::String(key) => key,
                        other => other.to_string(),
                    };
                    (key, value_of_field(value.clone(), None))
                })
                .collect(),
        ),
    }
}

/// A point in time as ISO 8601, with its zone if it has one.
fn iso_moment(time: DateTime<chrono::Utc>, is_utc: bool) -> Value {
    Value::String(format!("{}{}", time.format("%Y-%m-%dT%H:%M:%S"), if is_utc { "Z" } else { "" }))
}
