//! JSONL: one JSON object a line, under whatever names the crawler gave its fields.

use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use crate::model::{Origin, Scrape};
use crate::read::fields::{FieldMap, Fields};
use crate::read::{Limits, Parser, Record, Splitter, Unreadable, encoding};

/// Gives a stream line by line; empty lines are no records, but they count as lines.
pub struct Lines<R> {
    stream: R,
    template: Origin,
    limits: Limits,
    line: u64,
    offset: u64,
}

impl<R: BufRead> Lines<R> {
    /// Over a stream.
    pub fn new(stream: R, template: Origin, limits: Limits) -> Lines<R> {
        Lines { stream, limits, line: 0, offset: template.byte_offset, template }
    }

    /// Reads to the line's end, keeps at most the limit; gives how many bytes it was.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<u64> {
        let mut length =
            self.stream.by_ref().take(self.limits.record as u64 + 1).read_until(b'\n', bytes)? as u64;
        while bytes.len() > self.limits.record && bytes.last() != Some(&b'\n') {
            let buffer = self.stream.fill_buf()?;
            let end = buffer.iter().position(|&b| b == b'\n').map(|at| at + 1);
            let taken = end.unwrap_or(buffer.len());
            length += taken as u64;
            let over = end.is_some() || buffer.is_empty();
            self.stream.consume(taken);
            if over {
                break;
            }
        }
        Ok(length)
    }
}

impl<R: BufRead> Splitter for Lines<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        loop {
            let mut bytes = Vec::new();
            let length = match self.read_line(&mut bytes) {
                Ok(0) => return None,
                Ok(length) => length,
                Err(error) => return Some(Err(error)),
            };
            self.line += 1;
            let origin = Origin { record: self.line, byte_offset: self.offset, ..self.template.clone() };
            self.offset += length;
            let newline = u64::from(bytes.last() == Some(&b'\n'));
            let too_long = length - newline > self.limits.record as u64;
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            bytes.truncate(self.limits.record);
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok(Record { origin, bytes, too_long, ..Record::default() }));
            }
        }
    }
}

/// Reads a record as a JSON object.
pub struct Object {
    fields: FieldMap,
}

impl Object {
    /// With the user's names for fields.
    pub fn new(fields: FieldMap) -> Object {
        Object { fields }
    }
}

impl Parser for Object {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let text = decoded.text.trim_start_matches('\u{1e}');
        let scrape = match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(object) => {
                Fields::new(named(object, &self.fields, 0).into_iter(), &self.fields).into_scrape(record)?
            }
            // An array may hold the texts themselves.
            Err(error) => match serde_json::from_str::<Value>(text) {
                Ok(Value::String(text)) if text.contains(char::is_alphanumeric) => {
                    Scrape { origin: record.origin.clone(), text, ..Scrape::default() }
                }
                _ => return Err(not_an_object(text, &error)),
            },
        };
        Ok(Scrape { encoding: Some(decoded.name()), ..scrape })
    }
}

fn not_an_object(text: &str, error: &serde_json::Error) -> Unreadable {
    match serde_json::from_str::<Value>(text) {
        Ok(_) => {
            Unreadable::new("not JSON", "is JSON, but not an object: each line must be {\"text\": …, …}")
        }
        // Each record is a line, so serde's line number would always be 1.
        Err(_) if error.is_eof() => {
            Unreadable::new("not JSON", "is not JSON: the line ends before its object does")
        }
        Err(_) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or(&what);
            Unreadable::new("not JSON", format!("is not JSON: {what} at byte {}", error.column()))
        }
    }
}

/// So many objects may lie one in another around an article.
const DEEPEST: usize = 3;

/// The fields of an object, and after them those that some crawlers keep below it: what they know of a page, and, where
/// nothing above holds a text, the article itself.
fn named(object: Map<String, Value>, map: &FieldMap, depth: usize) -> Vec<(String, Option<String>)> {
    let holds_article =
        |name: &str| matches!(name, "data" | "article" | "result" | "page" | "document" | "item" | "record");
    let has_text = || object.iter().any(|(name, value)| map.is_text(name) && !value.is_null());
    // Most records are flat: only of others is more asked.
    let is_wrapper =
        object.iter().any(|(name, value)| value.is_object() && holds_article(name)) && !has_text();
    let is_lifted = |name: &str| {
        depth < DEEPEST && (matches!(name, "metadata" | "markdown") || (is_wrapper && holds_article(name)))
    };
    let (mut fields, mut below) = (Vec::new(), Vec::new());
    for (name, value) in object {
        match value {
            Value::Object(inner) if is_lifted(&name) => below.extend(named(inner, map, depth + 1)),
            value => fields.push((name, flatten(value))),
        }
    }
    fields.extend(below);
    fields
}

/// A field's value as text: names of a list joined, the name of an object, numbers as they are.
fn flatten(value: Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(_) => None,
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Vec<String> = items.into_iter().filter_map(flatten).collect();
            // Paragraphs are sentences; names of authors are not.
            let paragraphs = items.iter().any(|item| item.len() > 120 || item.ends_with(['.', '”', '"']));
            Some(items.join(if paragraphs { "\n\n" } else { ", " }))
        }
        Value::Object(mut object) => {
            ["name", "title", "text", "@value", "url"].iter().find_map(|key| flatten(object.remove(*key)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(content: &[u8], limit: usize) -> Vec<Record> {
        let mut lines = Lines::new(content, Origin::default(), Limits { record: limit });
        std::iter::from_fn(|| lines.next_record()).map(Result::unwrap).collect()
    }

    #[test]
    fn lines_are_numbered_and_placed() {
        let found = records(b"{}\r\n\n{\"a\":1}", 100);
        let places: Vec<_> =
            found.iter().map(|r| (r.origin.record, r.origin.byte_offset, &r.bytes[..])).collect();
        assert_eq!(places, [(1, 0, &b"{}"[..]), (3, 5, &b"{\"a\":1}"[..])]);
    }

    #[test]
    fn a_line_over_the_limit_is_cut_and_marked_and_the_next_is_whole() {
        let found = records(b"{\"text\":\"aaaaaaaaaaaaaaaaaaaa\"}\n{}\n", 10);
        assert_eq!(found.len(), 2);
        assert!(found[0].too_long && found[0].bytes.len() == 10);
        assert_eq!((found[1].origin.record, found[1].origin.byte_offset, found[1].too_long), (2, 32, false));
        assert!(!records(b"{\"a\":1234}\n", 10)[0].too_long);
    }

    #[test]
    fn a_truncated_object_is_said_to_be_one() {
        let record = &records(b"{\"text\": \"The may", 100)[0];
        let error = Object::new(FieldMap::default()).parse(record).unwrap_err();
        assert_eq!(error.to_string(), "is not JSON: the line ends before its object does");
    }
}
