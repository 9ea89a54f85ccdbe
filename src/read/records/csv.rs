//! CSV: one article a row, under a row of column names; fields may run over lines.
//!
//! The splitter finds where each row ends and keeps its bytes as they are in the file, for the ledger; the parser reads them
//! with csv-core, on another thread. The surprising decision: a quotation mark that is never closed would swallow the
//! rest of the file, so a broken row that runs over several lines ends before the first of its lines that is a whole row by
//! itself. Rows in which backslashes escape are read here too, because csv-core knows these in quotation marks only.
//!
//! As a splitter, csv-core 0.1 would be 1.2 times as fast (218 against 272 ms for 30 MB), but after an unclosed mark it takes the rest of the file
//! as one row, and it does not report marks that should be doubled.

use std::io::{self, BufRead};
use std::sync::Arc;

use ::csv::ReaderBuilder;

use crate::model::{Origin, Scrape};
use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::error::{OpenError, Unreadable};
use crate::read::fields::RecordFields;
use crate::read::fields::field_map::FieldMap;
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::input::lookahead::LookaheadBuffer;
use crate::read::record::{Parser, Record, Splitter};
use crate::read::record_options::{FieldText, RecordOptions};
use crate::read::records::csv_dialect::{Dialect, HeaderRow, has_known_header};
use crate::read::records::csv_row::{
    Escaping, RowScan, RowSyntax, double_stray_quotes, split_escaped_row, split_quoted_row,
};
use crate::read::records::table_columns::require_text_column;

/// After this many lines in a row that look like rows inside quotation marks, the marks count as unclosed.
const MAX_ROWLIKE_LINES: usize = 50;

/// How many rows are looked at to say which column looks like the text.
const LOOKED_AT_ROWS: usize = 20;

/// The most bytes of a row that is only tried.
const MAX_TRIED_BYTES: usize = 1 << 20;

/// CSV, TSV, and tables with other delimiters.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "csv",
    description: "One article a row, under a row of column names",
    precedence: 90,
    kind: FormatKind::Text { extensions: &["csv", "tsv"], recognise, open },
};

fn recognise(head: &TextHead<'_>) -> bool {
    head.is_named_as(&FORMAT) || has_known_header(head.bytes) || head.options.header == HeaderRow::Numbered
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, head, template, options, sampling } = text;
    let (rows, parser) = open_rows(stream, head, template, options, sampling.current_charset())?;
    Ok(FormatRecords { splitter: Box::new(rows), sampling, parser: Arc::new(parser) })
}

/// Opens a stream whose first bytes are `head` as rows.
fn open_rows<'s>(
    mut stream: Box<dyn BufRead + 's>,
    head: &[u8],
    template: Origin,
    options: &RecordOptions,
    charset: Charset,
) -> Result<(RowSplitter<'s>, RowParser), Unreadable> {
    let Some(dialect) = Dialect::detect(head, options.header, &options.fields, charset) else {
        return Err(Unreadable::new("empty", "the file is empty"));
    };
    let likely = likely_text_column(&head[dialect.begin.min(head.len())..], &dialect);
    require_text_column(dialect.columns.iter().map(String::as_str), &options.fields, likely.as_deref())
        .map_err(|error| with_header_hint(error, options.header))?;
    let mut left = dialect.begin;
    while left > 0 {
        let ready = stream.fill_buf().map_or(0, <[u8]>::len).min(left);
        if ready == 0 {
            break;
        }
        stream.consume(ready);
        left -= ready;
    }
    let buffer = LookaheadBuffer::new(stream, template.byte_offset + dialect.begin as u64);
    let (syntax, columns) = (dialect.syntax, dialect.columns.len());
    let max_bytes = options.limits.record;
    let rows = RowSplitter {
        buffer,
        syntax,
        columns,
        template,
        max_bytes,
        number: 0,
        tried_to: 0,
        hopeless: HopelessScan::default(),
    };
    let (columns, fields) = (dialect.columns, options.fields.clone());
    Ok((rows, RowParser { columns, syntax, fields, field_text: options.field_text }))
}

/// A reason that also says what to do where the first row is no header.
fn with_header_hint(error: Unreadable, header: HeaderRow) -> Unreadable {
    match header {
        HeaderRow::Named => Unreadable {
            reason: format!("{}, or say --no-headers if its first row is no header", error.reason),
            ..error
        },
        HeaderRow::Numbered => error,
    }
}

/// The column whose fields are the longest in the first rows.
fn likely_text_column(rows: &[u8], dialect: &Dialect) -> Option<String> {
    let mut reader = ReaderBuilder::new()
        .delimiter(dialect.syntax.delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(rows);
    let mut lengths = vec![0; dialect.columns.len()];
    for row in reader.byte_records().flatten().take(LOOKED_AT_ROWS) {
        lengths.iter_mut().zip(row.iter()).for_each(|(length, field)| *length += field.len());
    }
    let (at, length) = lengths.into_iter().enumerate().max_by_key(|(_, length)| *length)?;
    dialect.columns.get(at).filter(|_| length > 0).cloned()
}

/// Splits a stream into rows, without the header.
struct RowSplitter<'s> {
    buffer: LookaheadBuffer<Box<dyn BufRead + 's>>,
    syntax: RowSyntax,
    /// How many columns the header names.
    columns: usize,
    template: Origin,
    /// The most bytes of a row.
    max_bytes: usize,
    number: u64,
    /// Up to here in the file, no line that was tried begins a row, but for the last one that did.
    tried_to: u64,
    hopeless: HopelessScan,
}

/// Where the last quotation mark that is never closed has left its traces: a row that is inside quotation marks at one of
/// these line starts is inside them to the same end, and need not be followed there.
#[derive(Default)]
struct HopelessScan {
    /// Offsets in the file, in order; not of every line.
    quoted_at: Vec<u64>,
    /// The end of the file, or of what was looked at.
    end: u64,
    too_long: bool,
}

/// How far such line starts are from one another, in bytes.
const HOPELESS_STEP_BYTES: u64 = 1024;

/// How far a row goes that was followed to its end, or until it was evidently broken.
struct RowExtent {
    /// Bytes, without its line end.
    length: usize,
    /// Whether its last quotation mark is closed.
    closed: bool,
    /// Whether it runs over several lines.
    multiline: bool,
    /// Whether a mark inside quotation marks is not doubled.
    has_stray_quote: bool,
    fields: usize,
    too_long: bool,
}

impl RowSplitter<'_> {
    /// Follows the row that begins at `start`, for at most `limit` bytes.
    fn measure_row(&mut self, start: usize, limit: usize) -> io::Result<RowExtent> {
        let mut scan = RowScan::new(self.syntax);
        let mut at = start;
        let (mut multiline, mut too_long) = (false, false);
        let offset = self.buffer.offset();
        let mut quoted_at: Vec<u64> = Vec::new();
        let mut is_rowlike = false;
        // Lines inside quotation marks that could be rows.
        let (mut line, mut rowlike) = (RowScan::new(self.syntax), 0);
        let closed = loop {
            let Some(byte) = self.buffer.peek_byte(at)? else { break !scan.is_quoted() };
            if scan.ends_at(byte) {
                break true;
            }
            if at - start >= limit {
                too_long = true;
                break false;
            }
            scan.push(byte);
            at += 1;
            if !scan.is_quoted() {
                continue;
            }
            match byte {
                b'\n' => {
                    rowlike = if line.fields == self.columns && self.columns > 1 { rowlike + 1 } else { 0 };
                    (line, multiline) = (RowScan::new(self.syntax), true);
                    if rowlike == MAX_ROWLIKE_LINES {
                        is_rowlike = true;
                        break false;
                    }
                    let place = offset + at as u64;
                    if self.hopeless.quoted_at.binary_search(&place).is_ok() {
                        too_long = self.hopeless.too_long;
                        at = usize::try_from(self.hopeless.end - offset).unwrap_or(at).max(at);
                        break false;
                    }
                    if quoted_at.last().is_none_or(|last| place - last >= HOPELESS_STEP_BYTES) {
                        quoted_at.push(place);
                    }
                }
                b'\r' => multiline = true,
                _ => {
                    line.push(byte);
                }
            }
        };
        let length = at - start;
        if !closed && !is_rowlike && limit == self.max_bytes && self.hopeless.end != offset + at as u64 {
            self.hopeless = HopelessScan { quoted_at, end: offset + at as u64, too_long };
        }
        Ok(RowExtent {
            length,
            closed,
            multiline,
            has_stray_quote: scan.has_stray_quote,
            fields: scan.fields,
            too_long,
        })
    }

    /// Where the next row begins inside a row that is broken.
    fn find_next_row(&mut self, length: usize) -> io::Result<Option<usize>> {
        if self.columns < 2 {
            return Ok(None);
        }
        let offset = self.buffer.offset();
        // What was tried in vain within the row before this one is not tried again.
        let first = usize::try_from(self.tried_to.saturating_sub(offset)).unwrap_or(length).max(1);
        for at in first..length {
            if self.buffer.peek_byte(at - 1)? == Some(b'\n') {
                self.tried_to = offset + at as u64 + 1;
                let tried = self.measure_row(at, MAX_TRIED_BYTES)?;
                if tried.closed && !tried.has_stray_quote && tried.fields == self.columns {
                    return Ok(Some(at));
                }
            }
        }
        Ok(None)
    }

    fn split_next(&mut self) -> io::Result<Option<Record>> {
        while let Some(b'\n' | b'\r') = self.buffer.peek_byte(0)? {
            self.buffer.consume(1);
        }
        if self.buffer.peek_byte(0)?.is_none() {
            return Ok(None);
        }
        let row = self.measure_row(0, self.max_bytes)?;
        let is_sound = row.closed && (!row.multiline || (!row.has_stray_quote && row.fields == self.columns));
        let broken_at = if is_sound { None } else { self.find_next_row(row.length)? };
        let mut length = broken_at.unwrap_or(row.length);
        let mut too_long = row.too_long && broken_at.is_none();
        if !row.closed && !row.too_long && broken_at.is_none() {
            // The lines that looked like rows are part of the text.
            let whole = self.measure_to_line_end()?;
            (length, too_long) = (whole.0.min(self.max_bytes), whole.1);
        }
        self.number += 1;
        let origin =
            Origin { record: self.number, byte_offset: self.buffer.offset(), ..self.template.clone() };
        let mut bytes = self.buffer.peeked(length).to_vec();
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        match too_long {
            true => self.skip_long_row()?,
            false => self.buffer.consume(length),
        }
        Ok(Some(Record { origin, bytes, too_long, ..Record::default() }))
    }

    /// A row's length to the end of its last line, whatever is in it, and whether that is too long.
    fn measure_to_line_end(&mut self) -> io::Result<(usize, bool)> {
        let mut scan = RowScan::new(self.syntax);
        let mut at = 0;
        while let Some(byte) = self.buffer.peek_byte(at)? {
            if scan.ends_at(byte) {
                break;
            }
            if at >= self.max_bytes {
                return Ok((at, true));
            }
            scan.push(byte);
            at += 1;
        }
        Ok((at, false))
    }

    /// Skips to the end of a row without keeping it.
    fn skip_long_row(&mut self) -> io::Result<()> {
        let mut scan = RowScan::new(self.syntax);
        while let Some(byte) = self.buffer.peek_byte(0)? {
            if scan.ends_at(byte) {
                break;
            }
            scan.push(byte);
            self.buffer.consume(1);
        }
        Ok(())
    }
}

impl Splitter for RowSplitter<'_> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        self.split_next().transpose()
    }
}

/// Parses a row's bytes under its header.
struct RowParser {
    columns: Vec<String>,
    syntax: RowSyntax,
    fields: FieldMap,
    field_text: FieldText,
}

impl RowParser {
    /// The fields of a row.
    fn split_fields(&self, row: &str) -> Result<Vec<Option<String>>, Unreadable> {
        let unclosed = || {
            let reason =
                "has a quotation mark that is never closed: the rows after it are read as rows again";
            Unreadable::new("unclosed quote", reason)
        };
        if self.syntax.escaping == Escaping::Backslash {
            return split_escaped_row(row, self.syntax.delimiter).ok_or_else(unclosed);
        }
        if self.syntax.escaping == Escaping::Literal {
            let fields = row.split(char::from(self.syntax.delimiter));
            return Ok(fields.map(|field| Some(field.to_string())).collect());
        }
        let row = double_stray_quotes(row, self.syntax).ok_or_else(unclosed)?;
        Ok(split_quoted_row(&row, self.syntax.delimiter).into_iter().map(Some).collect())
    }
}

impl Parser for RowParser {
    fn reads_fields(&self) -> bool {
        true
    }

    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let row = self.split_fields(&decoded.text)?;
        let (has, wants) = (row.len(), self.columns.len());
        if has < wants {
            return Err(Unreadable::new(
                "too few fields",
                format!("has {has} fields, its header has {wants}"),
            ));
        }
        let is_filled = |field: &Option<String>| field.as_ref().is_some_and(|field| !field.trim().is_empty());
        if row.iter().skip(wants).any(is_filled) {
            let reason = format!(
                "has {has} fields, its header has {wants}: a delimiter or quotation mark that is not escaped?"
            );
            return Err(Unreadable::new("too many fields", reason));
        }
        let fields = RecordFields::new(self.columns.iter().map(String::as_str).zip(row), &self.fields);
        let scrape = fields.into_scrape(record, self.field_text)?;
        Ok(Scrape { encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::record::Limits;

    fn read_with(content: &str, limit: usize) -> (Vec<Record>, Vec<Result<String, &'static str>>) {
        let stream = Box::new(io::Cursor::new(content.as_bytes().to_vec()));
        let options = RecordOptions { limits: Limits { record: limit }, ..RecordOptions::default() };
        let (mut rows, row) =
            open_rows(stream, content.as_bytes(), Origin::default(), &options, Charset::Unknown).unwrap();
        let records: Vec<Record> = std::iter::from_fn(|| rows.next_record()).map(Result::unwrap).collect();
        for record in &records {
            assert!(content.as_bytes()[record.origin.byte_offset as usize..].starts_with(&record.bytes));
        }
        let parse = |record| row.parse(record).map(|scrape| scrape.text).map_err(|error| error.rule);
        let scrapes = records.iter().map(parse).collect();
        (records, scrapes)
    }

    fn read(content: &str) -> Vec<Result<String, &'static str>> {
        read_with(content, 1 << 20).1
    }

    fn ok(text: &str) -> Result<String, &'static str> {
        Ok(text.into())
    }

    #[test]
    fn rows_keep_their_bytes_and_offsets() {
        let (records, scrapes) = read_with("url;text\r\nu1;\"a\nb; \"\"c\"\"\"\r\n\r\nu2;d\n", 1000);
        let places: Vec<_> = records
            .iter()
            .map(|r| (r.origin.record, r.origin.byte_offset, String::from_utf8_lossy(&r.bytes).into_owned()))
            .collect();
        assert_eq!(places, [(1, 10, "u1;\"a\nb; \"\"c\"\"\"".to_string()), (2, 29, "u2;d".to_string())]);
        assert_eq!(scrapes, [ok("a\nb; \"c\""), ok("d")]);
    }

    #[test]
    fn a_short_row_is_refused_and_the_next_is_read() {
        let rows = read("url,title,text\nu1,t1\nu2,t2,x2\nu3,t3,x3,x4\nu4,t4,x4,,\n");
        assert_eq!(rows, [Err("too few fields"), ok("x2"), Err("too many fields"), ok("x4")]);
    }

    #[test]
    fn an_unclosed_quotation_mark_costs_its_row() {
        let head = "url,title,text\nu0,t,x0\n";
        let more = "u2,t,\"x2\"\nu3,t,x3\n";
        assert_eq!(
            read(&format!("{head}u1,t,\"never\nclosed\n{more}")),
            [ok("x0"), Err("unclosed quote"), ok("x2"), ok("x3")]
        );
        // No other mark follows: the rest of the file would be inside.
        let plain: String = (2..200).map(|n| format!("u{n},t,x{n}\n")).collect();
        let rows = read(&format!("{head}u1,\"t,x1\n{plain}"));
        assert_eq!((rows.len(), &rows[1], &rows[2]), (200, &Err("unclosed quote"), &ok("x2")));
        // It breaks off.
        assert_eq!(read(&format!("{head}u1,t,\"a\nb")), [ok("x0"), Err("unclosed quote")]);
    }

    #[test]
    fn quotation_marks_that_should_be_doubled_belong_to_the_text() {
        let rows = read("url,text,title\nu1,\"She said \"no\" to him.\nAnd left.\",t\nu2,x2,t\n");
        assert_eq!(rows, [ok("She said \"no\" to him.\nAnd left."), ok("x2")]);
    }

    #[test]
    fn a_row_that_is_too_long_is_skipped_and_the_next_is_whole() {
        let (records, scrapes) = read_with(&format!("url,text\nu1,\"{}\n\"\nu2,x2\n", "a".repeat(500)), 100);
        assert_eq!((records[0].bytes.len(), records[0].too_long, records.len()), (100, true, 2));
        assert_eq!(scrapes[1], ok("x2"));
    }
}
