//! CSV: one article a row, under a row of column names; fields may run over lines.
//!
//! The splitter finds where each row ends and keeps its bytes as they stood, for the ledger; the parser reads them with the
//! csv crate, on another thread. The surprising decision: a quotation mark that is never closed would take the rest of the
//! file with it, so a row that runs over lines and does not come out right ends before the first of its lines that is a
//! whole row by itself.

use std::borrow::Cow;
use std::io::{self, BufRead};

use ::csv::{ByteRecord, ReaderBuilder};

use crate::model::{Origin, Scrape};
use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::fields::{FieldMap, Fields};
use crate::read::input::lookahead::Window;
use crate::read::records::csv_dialect::Shape;
use crate::read::{Options, Parser, Record, Splitter, Unreadable};

/// After so many lines inside of quotation marks that look like rows, the marks are taken for unclosed.
const LOOK_LIKE_ROWS: usize = 50;

/// A row that is tried out may have so many bytes.
const TRIED: usize = 1 << 20;

/// Opens a stream whose first bytes are `head` as rows.
pub fn open<'s>(
    mut stream: Box<dyn BufRead + 's>,
    head: &[u8],
    template: Origin,
    options: &Options,
    charset: Charset,
) -> Result<(Rows<'s>, Row), Unreadable> {
    let Some(shape) = Shape::find(head, options.header, &options.fields, charset) else {
        return Err(Unreadable::new("empty", "the file is empty"));
    };
    let mut left = shape.begin;
    while left > 0 {
        let ready = stream.fill_buf().map_or(0, <[u8]>::len).min(left);
        if ready == 0 {
            break;
        }
        stream.consume(ready);
        left -= ready;
    }
    let window = Window::new(stream, template.byte_offset + shape.begin as u64);
    let (delimiter, wanted) = (shape.delimiter, shape.columns.len());
    let rows = Rows { window, delimiter, wanted, template, limit: options.limits.record, number: 0 };
    Ok((rows, Row { columns: shape.columns, delimiter, fields: options.fields.clone() }))
}

/// Gives a stream row by row, the header left out.
pub struct Rows<'s> {
    window: Window<Box<dyn BufRead + 's>>,
    delimiter: u8,
    wanted: usize,
    template: Origin,
    limit: usize,
    number: u64,
}

/// A row that was followed to its end, or as far as it was worth.
struct Extent {
    /// How many bytes, its line end left out.
    length: usize,
    /// Its last quotation mark is closed.
    closed: bool,
    /// It runs over lines.
    folded: bool,
    /// A mark inside of quotation marks is not doubled.
    sloppy: bool,
    fields: usize,
    too_long: bool,
}

impl Rows<'_> {
    /// Follows the row that begins at a place, for at most `limit` bytes.
    fn follow(&mut self, start: usize, limit: usize) -> io::Result<Extent> {
        let mut scan = Scan::new(self.delimiter);
        let mut at = start;
        let (mut folded, mut too_long) = (false, false);
        // Lines inside of quotation marks that would be rows.
        let (mut line, mut alike) = (Scan::new(self.delimiter), 0);
        let closed = loop {
            let Some(byte) = self.window.byte(at)? else { break !scan.is_quoted() };
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
                    alike = if line.fields == self.wanted && self.wanted > 1 { alike + 1 } else { 0 };
                    (line, folded) = (Scan::new(self.delimiter), true);
                    if alike == LOOK_LIKE_ROWS {
                        break false;
                    }
                }
                b'\r' => folded = true,
                _ => {
                    line.push(byte);
                }
            }
        };
        let length = at - start;
        Ok(Extent { length, closed, folded, sloppy: scan.sloppy, fields: scan.fields, too_long })
    }

    /// Where, inside of a row that does not come out right, the next row begins.
    fn next_row(&mut self, length: usize) -> io::Result<Option<usize>> {
        if self.wanted < 2 {
            return Ok(None);
        }
        for at in 1..length {
            if self.window.byte(at - 1)? == Some(b'\n') {
                let tried = self.follow(at, TRIED)?;
                if tried.closed && !tried.sloppy && tried.fields == self.wanted {
                    return Ok(Some(at));
                }
            }
        }
        Ok(None)
    }

    fn next(&mut self) -> io::Result<Option<Record>> {
        while let Some(b'\n' | b'\r') = self.window.byte(0)? {
            self.window.claim(1);
        }
        if self.window.byte(0)?.is_none() {
            return Ok(None);
        }
        let row = self.follow(0, self.limit)?;
        let right = row.closed && (!row.folded || (!row.sloppy && row.fields == self.wanted));
        let cut = if right { None } else { self.next_row(row.length)? };
        let mut length = cut.unwrap_or(row.length);
        let mut too_long = row.too_long && cut.is_none();
        if !row.closed && !row.too_long && cut.is_none() {
            // What looked like rows was none.
            let whole = self.follow_on()?;
            (length, too_long) = (whole.0.min(self.limit), whole.1);
        }
        self.number += 1;
        let origin =
            Origin { record: self.number, byte_offset: self.window.offset(), ..self.template.clone() };
        let mut bytes = self.window.ahead(length).to_vec();
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        match too_long {
            true => self.pass_long()?,
            false => self.window.claim(length),
        }
        Ok(Some(Record { origin, bytes, too_long, ..Record::default() }))
    }

    /// A row's length to its end, whatever is in it, and whether that is too long.
    fn follow_on(&mut self) -> io::Result<(usize, bool)> {
        let mut scan = Scan::new(self.delimiter);
        let mut at = 0;
        while let Some(byte) = self.window.byte(at)? {
            if scan.ends_at(byte) {
                break;
            }
            if at >= self.limit {
                return Ok((at, true));
            }
            scan.push(byte);
            at += 1;
        }
        Ok((at, false))
    }

    /// Goes on to the end of a row without keeping it.
    fn pass_long(&mut self) -> io::Result<()> {
        let mut scan = Scan::new(self.delimiter);
        while let Some(byte) = self.window.byte(0)? {
            if scan.ends_at(byte) {
                break;
            }
            scan.push(byte);
            self.window.claim(1);
        }
        Ok(())
    }
}

impl Splitter for Rows<'_> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        self.next().transpose()
    }
}

/// Follows a row's quotation marks and delimiters, byte by byte.
struct Scan {
    delimiter: u8,
    state: State,
    fields: usize,
    sloppy: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Bare,
    Quoted,
    /// After a mark inside of quotation marks: the closing one, or the first of two.
    MarkInQuoted,
}

impl Scan {
    fn new(delimiter: u8) -> Scan {
        Scan { delimiter, state: State::FieldStart, fields: 1, sloppy: false }
    }

    fn is_quoted(&self) -> bool {
        self.state == State::Quoted
    }

    fn ends_at(&self, byte: u8) -> bool {
        matches!(byte, b'\n' | b'\r') && !self.is_quoted()
    }

    /// Takes a byte; says whether the mark before it was one of the text's own, not doubled.
    fn push(&mut self, byte: u8) -> bool {
        let was_mark = self.state == State::MarkInQuoted;
        if self.state == State::Quoted {
            if byte == b'"' {
                self.state = State::MarkInQuoted;
            }
        } else if byte == self.delimiter {
            self.fields += 1;
            self.state = State::FieldStart;
        } else {
            self.state = match (self.state, byte) {
                (State::FieldStart, b'"') | (State::MarkInQuoted, _) => State::Quoted,
                _ => State::Bare,
            };
            let stray = was_mark && byte != b'"';
            self.sloppy |= stray;
            return stray;
        }
        false
    }
}

/// A row with every mark doubled that should be; `None` where its last quotation mark is not closed.
fn mended(row: &str, delimiter: u8) -> Option<Cow<'_, str>> {
    let mut scan = Scan::new(delimiter);
    let mut stray = Vec::new();
    for (at, byte) in row.bytes().enumerate() {
        if scan.push(byte) {
            stray.push(at);
        }
    }
    if scan.is_quoted() {
        return None;
    }
    if stray.is_empty() {
        return Some(Cow::Borrowed(row));
    }
    let mut mended = String::with_capacity(row.len() + stray.len());
    let mut done = 0;
    for at in stray {
        mended.push_str(&row[done..at]);
        mended.push('"');
        done = at;
    }
    mended.push_str(&row[done..]);
    Some(Cow::Owned(mended))
}

/// Reads a row's bytes under its header.
pub struct Row {
    columns: Vec<String>,
    delimiter: u8,
    fields: FieldMap,
}

impl Parser for Row {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let Some(text) = mended(&decoded.text, self.delimiter) else {
            let reason =
                "has a quotation mark that is never closed: the rows after it are read as rows again";
            return Err(Unreadable::new("unclosed quote", reason));
        };
        let mut row = ByteRecord::new();
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        reader.read_byte_record(&mut row).map_err(|error| Unreadable::new("not CSV", error.to_string()))?;
        let (has, wants) = (row.len(), self.columns.len());
        if has < wants {
            return Err(Unreadable::new(
                "too few fields",
                format!("has {has} fields, its header has {wants}"),
            ));
        }
        if has > wants && row.iter().skip(wants).any(|field| !field.trim_ascii().is_empty()) {
            let reason = format!(
                "has {has} fields, its header has {wants}: a delimiter or quotation mark that is not escaped?"
            );
            return Err(Unreadable::new("too many fields", reason));
        }
        let values = row.iter().map(|field| Some(String::from_utf8_lossy(field).into_owned()));
        let fields = Fields::new(self.columns.iter().map(String::as_str).zip(values), &self.fields);
        let scrape = fields.into_scrape(record)?;
        Ok(Scrape { encoding: Some(decoded.name()), ..scrape })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;

    fn read_with(content: &str, limit: usize) -> (Vec<Record>, Vec<Result<String, &'static str>>) {
        let stream = Box::new(io::Cursor::new(content.as_bytes().to_vec()));
        let options = Options { limits: Limits { record: limit }, ..Options::default() };
        let (mut rows, row) =
            open(stream, content.as_bytes(), Origin::default(), &options, Charset::Unknown).unwrap();
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
    fn rows_keep_their_bytes_and_places() {
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
    fn an_unclosed_mark_costs_its_row() {
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
    fn marks_that_should_be_doubled_are_the_texts_own() {
        let rows = read("url,text,title\nu1,\"She said \"no\" to him.\nAnd left.\",t\nu2,x2,t\n");
        assert_eq!(rows, [ok("She said \"no\" to him.\nAnd left."), ok("x2")]);
    }

    #[test]
    fn a_row_that_is_too_long_is_passed_and_the_next_is_whole() {
        let (records, scrapes) = read_with(&format!("url,text\nu1,\"{}\n\"\nu2,x2\n", "a".repeat(500)), 100);
        assert_eq!((records[0].bytes.len(), records[0].too_long, records.len()), (100, true, 2));
        assert_eq!(scrapes[1], ok("x2"));
    }
}
