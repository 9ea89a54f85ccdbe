//! Tables in JSON by column, as pandas writes them unless it is told otherwise: `{"title": {"0": …, "1": …}, "text": {…}}`.
//!
//! A row's values are as far apart as the file is long, so the file is copied to disk and the places of the values are kept,
//! not the values. A row becomes a record whose bytes are an object of its values; its offset is that of its first value.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, LazyLock};

use regex::bytes::Regex;
use tempfile::NamedTempFile;

use crate::model::Origin;
use crate::read::encoding::Charset;
use crate::read::error::{OpenError, Unreadable};
use crate::read::fields::field_map::FieldMap;
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextStream};
use crate::read::input::lookahead::LookaheadBuffer;
use crate::read::record::{Record, Splitter};
use crate::read::records::json_object::JsonObjectParser;
use crate::read::records::json_scan::is_space;
use crate::read::records::json_values::JsonValues;
use crate::read::records::table_columns::require_text_column;

/// Tables by column in JSON.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "json-columns",
    description: "A table in JSON by column: pandas (columns)",
    precedence: 66,
    kind: FormatKind::Text { extensions: &[], recognise: |head| begins_columns(head.trimmed), open },
};

/// The most columns, and the most rows: each value's place takes memory.
const MAX_COLUMNS: usize = 1000;
const MAX_ROWS: usize = 4_000_000;

/// The longest name of a column or row, in bytes.
const MAX_KEY_BYTES: usize = 1000;

/// Whether bytes begin with a column: an object of objects whose first name is a number, a day or an address, as the rows of
/// pandas are called, and not the other way round.
pub(crate) fn begins_columns(head: &[u8]) -> bool {
    static START: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r#"^\{\s*"[^"\\]*[^"\\\d][^"\\]*"\s*:\s*\{\s*"(?:\d[^"]*|https?:[^"]*)"\s*:\s*["\[\dntf-]"#,
        )
        .ok()
    });
    START.as_ref().is_some_and(|start| start.is_match(head))
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { mut stream, template, options, sampling, .. } = text;
    let mut file = NamedTempFile::new()?;
    io::copy(&mut stream, &mut file)?;
    let charset = sampling.current_charset();
    let places = find_values(&file, charset, options.limits.record, &options.fields)?;
    require_text_column(places.iter().map(|column| column.name.as_str()), &options.fields, None)?;
    let rows = places.iter().map(|column| column.values.len()).max().unwrap_or(0);
    let mut columns = Vec::new();
    for column in places {
        columns.push((column, BufReader::new(file.reopen()?)));
    }
    let splitter =
        ColumnRows { columns, rows, next: 0, template, max_bytes: options.limits.record, _file: file };
    let parser = Arc::new(JsonObjectParser::new(options, None));
    Ok(FormatRecords { splitter: Box::new(splitter), sampling, parser })
}

/// A column: its name, and where the value of each row is.
struct ColumnPlaces {
    name: String,
    /// First byte and length; `None` where the row has none.
    values: Vec<Option<(u64, u32)>>,
}

/// Finds the values of all columns.
fn find_values(
    file: &NamedTempFile,
    charset: Charset,
    max_bytes: usize,
    fields: &FieldMap,
) -> Result<Vec<ColumnPlaces>, OpenError> {
    let buffer = LookaheadBuffer::new(BufReader::with_capacity(128 << 10, file.reopen()?), 0);
    let mut table = JsonTable { values: JsonValues::new(buffer, charset, max_bytes, fields.clone()) };
    let mut rows: HashMap<String, usize> = HashMap::new();
    let mut columns: Vec<ColumnPlaces> = Vec::new();
    table.open_object()?;
    while let Some(name) = table.next_key()? {
        if columns.len() >= MAX_COLUMNS {
            return Err(broken(format!("has more than {MAX_COLUMNS} columns")).into());
        }
        table.open_object()?;
        let mut values: Vec<Option<(u64, u32)>> = Vec::new();
        while let Some(key) = table.next_key()? {
            let known = rows.len();
            let row = *rows.entry(key).or_insert(known);
            if row >= MAX_ROWS {
                return Err(broken(format!("has more than {MAX_ROWS} rows")).into());
            }
            if values.len() <= row {
                values.resize(row + 1, None);
            }
            values[row] = Some(table.skip_value()?);
        }
        columns.push(ColumnPlaces { name, values });
    }
    Ok(columns)
}

fn broken(what: impl std::fmt::Display) -> Unreadable {
    Unreadable::new("broken table", format!("is a table by column in JSON that cannot be read: it {what}"))
}

/// Walks through a table's objects.
struct JsonTable {
    values: JsonValues<BufReader<File>>,
}

impl JsonTable {
    fn open_object(&mut self) -> Result<(), OpenError> {
        if self.values.skip_separators()? != Some(b'{') {
            return Err(broken("has a column that is no object").into());
        }
        self.values.buffer.consume(1);
        Ok(())
    }

    /// The next name in the open object; `None` at its end, which is consumed.
    fn next_key(&mut self) -> Result<Option<String>, OpenError> {
        match self.values.skip_separators()? {
            Some(b'"') => {}
            Some(b'}') => {
                self.values.buffer.consume(1);
                return Ok(None);
            }
            _ => return Err(broken("breaks off").into()),
        }
        let mut at = 1;
        loop {
            match self.values.buffer.peek_byte(at)? {
                Some(b'\\') => at += 2,
                Some(b'"') => break,
                Some(_) if at < MAX_KEY_BYTES => at += 1,
                _ => return Err(broken("has a name that is never closed").into()),
            }
        }
        let key: String = serde_json::from_slice(self.values.buffer.peeked(at + 1))
            .map_err(|error| broken(format!("has a name that is none: {error}")))?;
        self.values.buffer.consume(at + 1);
        Ok(Some(key))
    }

    /// Skips a value; gives where it is.
    fn skip_value(&mut self) -> Result<(u64, u32), OpenError> {
        let first = self.values.skip_separators()?;
        let start = self.values.buffer.offset();
        let length = match first {
            Some(b'"' | b'{' | b'[') => self.values.measure_plain(0, usize::MAX)?,
            _ => self.scalar_length()?,
        };
        let length = length.ok_or_else(|| broken("has a value that is too long or never ends"))?;
        self.values.buffer.consume(length);
        Ok((start, u32::try_from(length).map_err(|_| broken("has a value that is too long"))?))
    }

    /// The length of a number or word.
    fn scalar_length(&mut self) -> io::Result<Option<usize>> {
        let mut at = 0;
        while let Some(byte) = self.values.buffer.peek_byte(at)?.filter(|_| at < MAX_KEY_BYTES) {
            if is_space(byte) || matches!(byte, b',' | b'}') {
                return Ok(Some(at).filter(|length| *length > 0));
            }
            at += 1;
        }
        Ok(None)
    }
}

/// Gives the rows of a table.
struct ColumnRows {
    columns: Vec<(ColumnPlaces, BufReader<File>)>,
    rows: usize,
    next: usize,
    template: Origin,
    max_bytes: usize,
    /// Kept as long as it is read.
    _file: NamedTempFile,
}

impl ColumnRows {
    fn assemble(&mut self, row: usize) -> io::Result<Record> {
        let mut bytes = vec![b'{'];
        let (mut first, mut too_long) = (None, false);
        for (column, reader) in &mut self.columns {
            let Some((start, length)) = column.values.get(row).copied().flatten() else { continue };
            if bytes.len() + length as usize > self.max_bytes {
                too_long = true;
                break;
            }
            if bytes.len() > 1 {
                bytes.push(b',');
            }
            bytes.extend_from_slice(serde_json::to_string(&column.name)?.as_bytes());
            bytes.push(b':');
            let at = reader.stream_position()?;
            match i64::try_from(start).and_then(|start| Ok(start - i64::try_from(at)?)) {
                Ok(distance) => reader.seek_relative(distance)?,
                Err(_) => drop(reader.seek(SeekFrom::Start(start))?),
            }
            let begin = bytes.len();
            bytes.resize(begin + length as usize, 0);
            reader.read_exact(&mut bytes[begin..])?;
            first.get_or_insert(start);
        }
        bytes.push(b'}');
        let byte_offset = self.template.byte_offset + first.unwrap_or(0);
        let origin = Origin { record: row as u64 + 1, byte_offset, ..self.template.clone() };
        Ok(Record { origin, bytes, too_long, ..Record::default() })
    }
}

impl Splitter for ColumnRows {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        let row = self.next;
        self.next += 1;
        (row < self.rows).then(|| self.assemble(row))
    }
}

#[cfg(test)]
mod tests {
    use super::begins_columns;

    #[test]
    fn a_table_by_column_is_told_from_objects_by_name() {
        assert!(begins_columns(br#"{"title":{"0":"A","1":"B"}}"#));
        assert!(begins_columns(br#"{"title":{"https:\/\/a.example\/1":"A"}}"#));
        assert!(begins_columns(br#"{"Unnamed: 0": {"0": 5}}"#));
        assert!(!begins_columns(br#"{"0":{"title":"A"},"1":{"title":"B"}}"#));
        assert!(!begins_columns(br#"{"title":{"rendered":"A"}}"#));
        assert!(!begins_columns(br#"{"articles":{"12":{"title":"A"}}}"#));
    }
}
