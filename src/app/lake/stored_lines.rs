//! The records of a file of a lake, as the lines that they were written as: lines of JSON, packed or not, or the column
//! `record` of a Parquet file.
//!
//! One record is in memory at a time, and of Parquet the pages of one column.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use crate::app::lake::parts::RECORD_COLUMN;
use crate::model::Origin;
use crate::read;
use crate::read::{Format, Limits, RecordOptions};

/// The bytes of a line at most: a record of the largest size that is taken, in hexadecimal.
const MAX_LINE_BYTES: usize = 2 << 30;

/// Bytes by which a Parquet file begins.
const PARQUET_MARK: &[u8] = b"PAR1";

/// The lines of a file.
pub(crate) enum StoredLines {
    /// Of lines of JSON.
    Lines(read::RecordStream<'static>),
    /// Of a Parquet file.
    Parquet(Box<RowIter<'static>>),
}

impl StoredLines {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it cannot be read, or is a Parquet file without such a column.
    pub fn open(path: &Path) -> io::Result<StoredLines> {
        let mut file = File::open(path)?;
        let mut mark = Vec::new();
        file.by_ref().take(PARQUET_MARK.len() as u64).read_to_end(&mut mark)?;
        let file = File::open(path)?;
        if mark == PARQUET_MARK {
            return open_parquet(file);
        }
        let options = read::Options {
            format: Some(Format::JSONL),
            records: RecordOptions { limits: Limits { record: MAX_LINE_BYTES }, ..RecordOptions::default() },
            ..read::Options::default()
        };
        let origin = Origin { path: path.into(), ..Origin::default() };
        let stream = read::open(BufReader::with_capacity(128 << 10, file), origin, &options);
        stream.map(StoredLines::Lines).map_err(io::Error::other)
    }

    /// The next line; `None` at the end.
    pub fn next_line(&mut self) -> Option<io::Result<String>> {
        match self {
            StoredLines::Lines(stream) => Some(stream.next_record()?.and_then(|(record, _)| {
                String::from_utf8(record.bytes).map_err(|_| io::Error::other("a line is not UTF-8"))
            })),
            StoredLines::Parquet(rows) => {
                let row = rows.next()?.map_err(io::Error::other);
                Some(row.and_then(|row| row.get_string(0).cloned().map_err(io::Error::other)))
            }
        }
    }
}

fn open_parquet(file: File) -> io::Result<StoredLines> {
    let reader = SerializedFileReader::new(file).map_err(io::Error::other)?;
    let root = reader.metadata().file_metadata().schema();
    let Some(column) = root.get_fields().iter().find(|field| field.name() == RECORD_COLUMN) else {
        return Err(io::Error::other(format!(
            "the Parquet file has no column {RECORD_COLUMN}: is it a part of a lake?"
        )));
    };
    let projection = Type::group_type_builder(root.name())
        .with_fields(vec![Arc::clone(column)])
        .build()
        .map_err(io::Error::other)?;
    let rows =
        RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(io::Error::other)?;
    Ok(StoredLines::Parquet(Box::new(rows)))
}
