//! JSON that is not one object a line: an array of objects, alone or somewhere inside of an object.
//!
//! The array is cut into its objects as the bytes come, by counting brackets outside of strings; each object is then
//! read by the parser of JSONL. Of several arrays the first one with an object in it is taken, `{"status": "ok",
//! "articles": [{…}]}` being what services give. The file is never held whole.

use std::io::{self, BufRead};

use super::{Limits, Record, Splitter};
use crate::model::Origin;

/// Cuts an array into its objects.
pub struct Elements<R> {
    stream: R,
    template: Origin,
    limits: Limits,
    offset: u64,
    record: u64,
    place: Place,
}

/// Where in the text the cutter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the array.
    Before,
    /// Between two of its elements.
    Between,
    /// After its end.
    After,
}

impl<R: BufRead> Elements<R> {
    /// Over a stream.
    pub fn new(stream: R, template: Origin, limits: Limits) -> Elements<R> {
        Elements { stream, template, limits, offset: 0, record: 0, place: Place::Before }
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.stream.fill_buf()?.first().copied();
        if byte.is_some() {
            self.stream.consume(1);
            self.offset += 1;
        }
        Ok(byte)
    }

    /// Goes on to the first array that begins with an object; its bracket is read, and the white space after it.
    fn find_array(&mut self) -> io::Result<bool> {
        let (mut in_string, mut escaped, mut bracket) = (false, false, false);
        loop {
            if bracket && self.stream.fill_buf()?.first() == Some(&b'{') {
                return Ok(true);
            }
            let Some(byte) = self.next_byte()? else { return Ok(false) };
            if in_string {
                in_string = escaped || byte != b'"';
                escaped = byte == b'\\' && !escaped;
                continue;
            }
            in_string = byte == b'"';
            bracket = byte == b'[' || (bracket && byte.is_ascii_whitespace());
        }
    }

    /// The bytes of the element that begins here, to the comma or bracket that ends it.
    fn element(&mut self) -> io::Result<Option<Record>> {
        let mut bytes = Vec::new();
        let mut start = self.offset;
        let (mut depth, mut in_string, mut escaped, mut too_long) = (0usize, false, false, false);
        loop {
            let Some(byte) = self.next_byte()? else {
                self.place = Place::After;
                break;
            };
            if bytes.is_empty() && byte.is_ascii_whitespace() {
                start = self.offset;
                continue;
            }
            if !in_string && depth == 0 && matches!(byte, b',' | b']') {
                if byte == b']' {
                    self.place = Place::After;
                }
                break;
            }
            match byte {
                _ if in_string => {
                    in_string = escaped || byte != b'"';
                    escaped = byte == b'\\' && !escaped;
                }
                b'"' => in_string = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if bytes.len() < self.limits.record {
                bytes.push(byte);
            } else {
                too_long = true;
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.record += 1;
        let origin = Origin { record: self.record, byte_offset: start, ..self.template.clone() };
        Ok(Some(Record { origin, bytes, too_long }))
    }
}

impl<R: BufRead> Splitter for Elements<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        if self.place == Place::Before {
            match self.find_array() {
                Ok(true) => self.place = Place::Between,
                Ok(false) => self.place = Place::After,
                Err(error) => return Some(Err(error)),
            }
        }
        while self.place == Place::Between {
            match self.element() {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {}
                Err(error) => {
                    self.place = Place::After;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(u64, String)> {
        let mut elements = Elements::new(text.as_bytes(), Origin::default(), Limits::default());
        let mut found = Vec::new();
        while let Some(record) = elements.next_record() {
            let record = record.unwrap();
            found.push((record.origin.byte_offset, String::from_utf8(record.bytes).unwrap()));
        }
        found
    }

    #[test]
    fn an_array_is_cut_into_its_objects_with_their_places() {
        let text = "[\n {\"a\": \"]}, [\"},\n {\"b\": [1, {}]} ]";
        let found = cut(text);
        assert_eq!(found.len(), 2);
        for (offset, object) in found {
            assert!(text[offset as usize..].starts_with(object.trim_end()), "{object}");
            assert!(serde_json::from_str::<serde_json::Value>(&object).is_ok(), "{object}");
        }
    }

    #[test]
    fn the_first_array_of_objects_inside_of_an_object_is_taken() {
        let text =
            r#"{"status": "a [ \" [{", "tags": ["x"], "articles": [{"t": 1}, {"t": 2}], "more": [{"t": 3}]}"#;
        let objects: Vec<String> = cut(text).into_iter().map(|(_, object)| object).collect();
        assert_eq!(objects, ["{\"t\": 1}", "{\"t\": 2}"]);
        assert_eq!(cut("{\"a\": 1}"), []);
    }

    #[test]
    fn an_array_that_breaks_off_gives_the_broken_element_too() {
        assert_eq!(cut("[{\"a\": 1}, {\"b\": ").len(), 2);
    }
}
