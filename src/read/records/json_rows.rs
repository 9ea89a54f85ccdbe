//! Tables in JSON whose rows are arrays: `{"columns": […], "data": [[…], …]}`, as pandas writes them ("split", "tight"), and
//! arrays of arrays ("values", also in the answers of spreadsheets).
//!
//! Rows are split as the bytes come. In an array of arrays the first row names the columns if it has names that are known;
//! otherwise they are called 1, 2, 3, as in a CSV without a header.

use std::io::{self, BufRead};
use std::sync::{Arc, LazyLock};

use regex::bytes::Regex;
use serde_json::{Map, Value};

use crate::model::{Origin, Scrape};
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::fields::lenient_json::parse_lenient_object;
use crate::read::fields::roles::is_known_field;
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::input::lookahead::LookaheadBuffer;
use crate::read::record::{Parser, Record, Splitter};
use crate::read::records::json_object::JsonObjectParser;
use crate::read::records::json_values::JsonValues;
use crate::read::records::table_columns::require_text_column;

/// Tables of rows in JSON.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "json-rows",
    description: "A table in JSON whose rows are arrays: pandas (split, tight, values)",
    precedence: 65,
    kind: FormatKind::Text { extensions: &[], recognise, open },
};

/// The longest name of a part of the table, in bytes.
const MAX_KEY_BYTES: usize = 100;

/// The most columns of a table.
const MAX_COLUMNS: usize = 5000;

fn recognise(head: &TextHead<'_>) -> bool {
    static START: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r#"^(?:\{\s*"columns"\s*:\s*\[\s*["\[]|\{\s*"index"\s*:\s*\[\s*["\[\d]|\[\s*\[\s*["\d\[n]|\{[^\[\]{}]*"values"\s*:\s*\[\s*\[)"#,
        )
        .ok()
    });
    START.as_ref().is_some_and(|start| start.is_match(head.trimmed))
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let values = JsonValues::new(
        LookaheadBuffer::new(stream, template.byte_offset),
        sampling.current_charset(),
        options.limits.record,
        options.fields.clone(),
    );
    let mut rows = RowArrays { values, template, number: 0, is_over: false };
    let columns = rows.open_table()?;
    require_text_column(columns.iter().map(String::as_str), &options.fields, None)?;
    let parser = Arc::new(RowArrayParser { columns, object: JsonObjectParser::new(options, None) });
    Ok(FormatRecords { splitter: Box::new(rows), sampling, parser })
}

/// Splits a stream into the arrays that are rows.
struct RowArrays<R> {
    values: JsonValues<R>,
    template: Origin,
    number: u64,
    is_over: bool,
}

impl<R: BufRead> RowArrays<R> {
    /// Goes to the first row; gives the names of the columns.
    fn open_table(&mut self) -> Result<Vec<String>, OpenError> {
        if self.values.skip_separators()? == Some(b'[') {
            self.values.buffer.consume(1);
            return self.columns_of_first_row();
        }
        self.values.buffer.consume(1);
        let mut columns = None;
        loop {
            let Some(key) = self.read_key()? else { return Err(no_rows().into()) };
            match key.as_str() {
                "columns" => columns = Some(column_names(&self.take_value()?)?),
                "data" if self.values.skip_separators()? == Some(b'[') => {
                    self.values.buffer.consume(1);
                    return columns.ok_or_else(|| no_rows().into());
                }
                "values" if self.values.skip_separators()? == Some(b'[') => {
                    self.values.buffer.consume(1);
                    return self.columns_of_first_row();
                }
                _ => drop(self.take_value()?),
            }
        }
    }

    /// The names in the first row, which is no record then; or numbers.
    fn columns_of_first_row(&mut self) -> Result<Vec<String>, OpenError> {
        self.values.skip_separators()?;
        let extent = self.values.measure(0, true)?;
        let first = self.values.buffer.peeked(extent.bytes()).to_vec();
        let names = column_names(&first)?;
        if names.iter().filter(|name| is_known_field(name)).count() > 1 {
            self.values.buffer.consume(extent.bytes());
            return Ok(names);
        }
        Ok((1..=names.len()).map(|number| number.to_string()).collect())
    }

    /// The name of the next part of the table; `None` where there is none.
    fn read_key(&mut self) -> io::Result<Option<String>> {
        if self.values.skip_separators()? != Some(b'"') {
            return Ok(None);
        }
        self.values.buffer.consume(1);
        let mut key = Vec::new();
        while let Some(byte) = self.values.buffer.peek_byte(0)?.filter(|_| key.len() < MAX_KEY_BYTES) {
            self.values.buffer.consume(1);
            if byte == b'"' {
                self.values.skip_separators()?;
                return Ok(Some(String::from_utf8_lossy(&key).into_owned()));
            }
            key.push(byte);
        }
        Ok(None)
    }

    /// The value that begins here, consumed.
    fn take_value(&mut self) -> io::Result<Vec<u8>> {
        let extent = self.values.measure(0, true)?;
        let bytes = self.values.buffer.peeked(extent.bytes()).to_vec();
        self.values.buffer.consume(extent.bytes());
        Ok(bytes)
    }

    fn split_next(&mut self) -> io::Result<Option<Record>> {
        match self.values.skip_separators()? {
            None | Some(b']' | b'}') => return Ok(None),
            Some(_) => {}
        }
        let byte_offset = self.values.buffer.offset();
        let extent = self.values.measure(0, true)?;
        let length = extent.bytes().max(1);
        let bytes = self.values.buffer.peeked(length.min(self.values.max_bytes)).trim_ascii_end().to_vec();
        self.values.buffer.consume(length);
        self.number += 1;
        let origin = Origin { record: self.number, byte_offset, ..self.template.clone() };
        Ok(Some(Record { origin, bytes, too_long: extent.is_too_long(), ..Record::default() }))
    }
}

impl<R: BufRead> Splitter for RowArrays<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        if self.is_over {
            return None;
        }
        let next = self.split_next();
        // After a row that is too long, nothing says where the next one begins.
        self.is_over = !matches!(&next, Ok(Some(record)) if !record.too_long);
        next.transpose()
    }
}

fn no_rows() -> Unreadable {
    Unreadable::new("broken table", "is a table in JSON without “columns” before its “data”")
}

/// The names in an array; a name of several levels is a list.
fn column_names(array: &[u8]) -> Result<Vec<String>, Unreadable> {
    let names: Vec<Value> = serde_json::from_slice(array).map_err(|_| no_rows())?;
    if names.len() > MAX_COLUMNS {
        return Err(Unreadable::new("broken table", format!("has more than {MAX_COLUMNS} columns")));
    }
    let name = |value: Value| match value {
        Value::String(name) => name,
        Value::Array(levels) => {
            let levels = levels.iter().filter_map(Value::as_str).filter(|level| !level.is_empty());
            levels.collect::<Vec<_>>().join(".")
        }
        other => other.to_string(),
    };
    Ok(names.into_iter().map(name).collect())
}

/// Parses a row under its columns.
struct RowArrayParser {
    columns: Vec<String>,
    object: JsonObjectParser,
}

impl Parser for RowArrayParser {
    fn reads_fields(&self) -> bool {
        true
    }

    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let row: Vec<Value> = match serde_json::from_str(&decoded.text) {
            Ok(row) => row,
            // NaN, and what else pandas lets through.
            Err(error) => parse_lenient_object(&format!("{{\"row\": {}}}", decoded.text))
                .and_then(|mut object| match object.remove("row") {
                    Some(Value::Array(row)) => Some(row),
                    _ => None,
                })
                .ok_or_else(|| Unreadable::new("not JSON", format!("is no row in JSON: {error}")))?,
        };
        if row.len() > self.columns.len() {
            let reason = format!("has {} values, its table has {} columns", row.len(), self.columns.len());
            return Err(Unreadable::new("too many fields", reason));
        }
        let object: Map<String, Value> = self.columns.iter().cloned().zip(row).collect();
        let scrape = self.object.read_object(object, record)?;
        Ok(Scrape { encoding: Some(decoded.encoding_name()), ..scrape })
    }
}
