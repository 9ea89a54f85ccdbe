//! CSV: one article a row, under a row of column names; the delimiter is found, fields may run over lines.
//!
//! The splitter lets the csv crate find where each row ends and keeps the row's bytes as they stood, for the
//! ledger; the parser reads those bytes again, on another thread, with the same dialect.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use ::csv::{ByteRecord, Reader, ReaderBuilder};

use super::fields::{self, FieldMap, Fields};
use super::{Options, Parser, Record, Splitter, Unreadable, encoding};
use crate::model::{Origin, Scrape};

/// The delimiters that are looked for, in order of preference.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Opens a stream whose first bytes are `head` as rows under a header.
pub fn open<'s>(
    stream: Box<dyn BufRead + 's>,
    head: &[u8],
    template: Origin,
    options: &Options,
) -> Result<(Rows<'s>, Row), Unreadable> {
    let delimiter = find_delimiter(head);
    let recent = Rc::new(RefCell::new(Recent::default()));
    let recorded = Recorded { stream, recent: Rc::clone(&recent) };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(recorded);
    let mut header = ByteRecord::new();
    let found = reader.read_byte_record(&mut header);
    if !found.is_ok_and(|found| found) {
        return Err(Unreadable::new("empty", "the file is empty"));
    }
    recent.borrow_mut().take_to(reader.position().byte());
    let columns = header.iter().map(|name| encoding::decode(name).trim().to_string()).collect();
    let rows =
        Rows { reader, recent, record: ByteRecord::new(), template, limit: options.limits.record, number: 0 };
    Ok((rows, Row { columns, delimiter, fields: options.fields.clone() }))
}

/// Whether the first row names at least two columns that crawlers use, one of them its own.
pub fn has_known_header(head: &[u8]) -> bool {
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    DELIMITERS.into_iter().any(|delimiter| {
        let names = header_fields(line, delimiter);
        let known = names.iter().filter(|name| fields::is_known(name)).count();
        names.len() > 1 && known * 2 >= names.len() && known > 1 && names.iter().all(|name| name.len() < 40)
    })
}

/// The delimiter that cuts the header into the most columns that are known, or else the most columns.
fn find_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    let score = |delimiter: u8| {
        let names = header_fields(line, delimiter);
        (names.iter().filter(|name| fields::is_known(name)).count(), names.len())
    };
    // max_by_key takes the last of equals: the preferred one must come last.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b',')
}

fn header_fields(line: &[u8], delimiter: u8) -> Vec<String> {
    let mut record = ByteRecord::new();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(line);
    match reader.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(|name| encoding::decode(name).trim().to_string()).collect(),
        _ => Vec::new(),
    }
}

/// The bytes that the csv reader has taken and no row has claimed yet.
#[derive(Default)]
struct Recent {
    bytes: Vec<u8>,
    start: u64,
}

impl Recent {
    /// The bytes up to a place in the stream, counted from its start.
    fn take_to(&mut self, place: u64) -> Vec<u8> {
        let length = (place.saturating_sub(self.start) as usize).min(self.bytes.len());
        self.start += length as u64;
        self.bytes.drain(..length).collect()
    }
}

/// Passes a stream on and remembers it.
struct Recorded<'s> {
    stream: Box<dyn BufRead + 's>,
    recent: Rc<RefCell<Recent>>,
}

impl Read for Recorded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        self.recent.borrow_mut().bytes.extend_from_slice(&buffer[..length]);
        Ok(length)
    }
}

/// Gives a stream row by row, the header left out.
pub struct Rows<'s> {
    reader: Reader<Recorded<'s>>,
    recent: Rc<RefCell<Recent>>,
    record: ByteRecord,
    template: Origin,
    limit: usize,
    number: u64,
}

impl Splitter for Rows<'_> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        match self.reader.read_byte_record(&mut self.record) {
            Ok(false) => return None,
            Ok(true) => {}
            Err(error) => return Some(Err(io::Error::other(error))),
        }
        self.number += 1;
        let mut recent = self.recent.borrow_mut();
        let mut byte_offset = recent.start;
        let mut bytes = recent.take_to(self.reader.position().byte());
        let empty = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        bytes.drain(..empty);
        byte_offset += empty as u64;
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        let too_long = bytes.len() > self.limit;
        bytes.truncate(self.limit);
        let origin = Origin { record: self.number, byte_offset, ..self.template.clone() };
        Some(Ok(Record { origin, bytes, too_long }))
    }
}

/// Reads a row's bytes under its header.
pub struct Row {
    columns: Vec<String>,
    delimiter: u8,
    fields: FieldMap,
}

impl Parser for Row {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let mut row = ByteRecord::new();
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(&record.bytes[..]);
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
        let values = row.iter().map(|field| Some(encoding::decode(field).into_owned()));
        let fields = Fields::new(self.columns.iter().map(String::as_str).zip(values), &self.fields);
        fields.into_scrape(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> (Vec<Record>, Vec<Result<Scrape, Unreadable>>) {
        let stream = Box::new(io::Cursor::new(content.as_bytes().to_vec()));
        let (mut rows, row) =
            open(stream, content.as_bytes(), Origin::default(), &Options::default()).unwrap();
        let records: Vec<Record> = std::iter::from_fn(|| rows.next_record()).map(Result::unwrap).collect();
        let scrapes = records.iter().map(|record| row.parse(record)).collect();
        (records, scrapes)
    }

    #[test]
    fn rows_keep_their_bytes_and_places() {
        let (records, scrapes) = read("url;text\r\nu1;\"a\nb; \"\"c\"\"\"\r\n\r\nu2;d\n");
        let places: Vec<_> = records
            .iter()
            .map(|r| (r.origin.record, r.origin.byte_offset, String::from_utf8_lossy(&r.bytes).into_owned()))
            .collect();
        assert_eq!(places, [(1, 10, "u1;\"a\nb; \"\"c\"\"\"".to_string()), (2, 29, "u2;d".to_string())]);
        let texts: Vec<String> = scrapes.into_iter().map(|scrape| scrape.unwrap().text).collect();
        assert_eq!(texts, ["a\nb; \"c\"", "d"]);
    }

    #[test]
    fn a_short_row_is_refused_and_the_next_is_read() {
        let (_, scrapes) = read("url,title,text\nu1,t1\nu2,t2,x2\nu3,t3,x3,x4\n");
        let rules: Vec<_> = scrapes
            .iter()
            .map(|scrape| scrape.as_ref().map(|s| s.text.as_str()).map_err(|e| e.rule))
            .collect();
        assert_eq!(rules, [Err("too few fields"), Ok("x2"), Err("too many fields")]);
    }

    #[test]
    fn delimiters_are_found_in_the_header() {
        assert_eq!(find_delimiter(b"url\ttitle, and more\ttext\n"), b'\t');
        assert_eq!(find_delimiter(b"a;b;c\n1;2;3"), b';');
        assert_eq!(find_delimiter(b"text\n"), b',');
        assert!(has_known_header(b"\"url\",\"date\",\"text\"\n"));
        assert!(!has_known_header(b"The date, the time and the text were wrong, he said.\n"));
    }
}
