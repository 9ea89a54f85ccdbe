//! JSON that is not one object a line: arrays, objects over many lines, and the answers of services with an array somewhere
//! inside.
//!
//! A file is taken as values one after another, so that arrays, single articles and objects that were written one behind the
//! other are all the same. An object that has a text is an article; of any other one, every array is taken whose objects
//! have texts, however deep it lies. The values are cut as the bytes come, by their brackets, and none is held that is
//! longer than a record may be. An element that is broken costs itself: cutting goes on at the next one that is whole.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead};

use serde_json::value::RawValue;

use crate::model::Origin;
use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::input::lookahead::Window;
use crate::read::records::json_extent::{Scan, is_space};
use crate::read::{FieldMap, Limits, Record, Splitter};

/// So many elements are looked at to see whether an array is one of articles.
const LOOKED_AT: usize = 5;

/// An object that is no article is taken apart in memory up to so many bytes, and beyond them as it comes.
const UNFOLDED: usize = 4 << 20;

/// Cuts JSON into its articles.
pub struct Elements<R> {
    window: Window<R>,
    template: Origin,
    limits: Limits,
    fields: FieldMap,
    charset: Charset,
    record: u64,
    place: Place,
    ready: VecDeque<Record>,
    /// The object that is walked through, until an article is found in it: its bytes, its place, whether it is too long.
    pending: Option<(Vec<u8>, u64, bool)>,
}

/// Where in the text the cutter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between two values of the file.
    Outside,
    /// Between two elements of an array; where that array stands.
    Array(Around),
    /// Inside of an object that is no article, so many brackets deep.
    Inside(usize),
    /// After the end.
    After,
}

/// What is around an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    Nothing,
    /// An object, so many brackets deep.
    Object(usize),
}

impl<R: BufRead> Elements<R> {
    /// Over a stream of which `charset` is known.
    pub fn new(
        stream: R,
        template: Origin,
        limits: Limits,
        fields: FieldMap,
        charset: Charset,
    ) -> Elements<R> {
        Elements {
            window: Window::new(stream, template.byte_offset),
            template,
            limits,
            fields,
            charset,
            record: 0,
            place: Place::Outside,
            ready: VecDeque::new(),
            pending: None,
        }
    }

    /// Goes on over white space and what parts values; gives the byte that follows.
    fn next_start(&mut self) -> io::Result<Option<u8>> {
        let mut at = 0;
        loop {
            match self.window.byte(at)? {
                Some(byte) if is_space(byte) || byte == b',' => at += 1,
                byte => {
                    self.window.claim(at);
                    return Ok(byte);
                }
            }
        }
    }

    fn step(&mut self) -> io::Result<Option<Record>> {
        match self.place {
            Place::After => Ok(None),
            Place::Inside(depth) => {
                self.walk(depth)?;
                match (self.place, self.pending.take()) {
                    // It held no articles.
                    (Place::Outside | Place::After, Some((bytes, offset, too_long))) => {
                        Ok(Some(self.record(bytes, offset, too_long)))
                    }
                    (_, pending) => {
                        self.pending = pending;
                        Ok(None)
                    }
                }
            }
            Place::Outside => match self.next_start()? {
                None => {
                    self.place = Place::After;
                    Ok(None)
                }
                Some(b'[') => {
                    self.window.claim(1);
                    self.place = Place::Array(Around::Nothing);
                    Ok(None)
                }
                Some(_) => self.value(Around::Nothing, false),
            },
            Place::Array(around) => match self.next_start()? {
                None => {
                    self.place = Place::After;
                    Ok(None)
                }
                Some(b']') => {
                    self.window.claim(1);
                    self.place = match around {
                        Around::Nothing => Place::Outside,
                        Around::Object(depth) => Place::Inside(depth),
                    };
                    Ok(None)
                }
                Some(_) => self.value(around, true),
            },
        }
    }

    /// The value that begins here: an article, or what articles are in, or what is to be turned away.
    fn value(&mut self, around: Around, in_array: bool) -> io::Result<Option<Record>> {
        let extent = self.extent(0, in_array)?;
        let is_large_object = !in_array
            && extent.end > UNFOLDED.min(self.limits.record / 4)
            && self.window.byte(0)? == Some(b'{');
        if is_large_object && (extent.too_long || !self.has_text(self.window.ahead(extent.end))) {
            // A whole collection, or else a record to turn away.
            let (bytes, offset) =
                (self.window.ahead(extent.end.min(self.limits.record)).to_vec(), self.window.offset());
            self.pending = Some((bytes, offset, extent.too_long));
            self.window.claim(1);
            self.place = Place::Inside(1);
            return Ok(None);
        }
        if extent.too_long {
            return self.skip_long(in_array).map(Some);
        }
        let (bytes, offset) = (self.window.ahead(extent.end).trim_ascii_end().to_vec(), self.window.offset());
        self.window.claim(extent.end);
        if around == Around::Nothing && bytes.first() == Some(&b'{') && !self.has_text(&bytes) {
            self.unfold(&bytes, offset)?;
            if !self.ready.is_empty() {
                return Ok(self.ready.pop_front());
            }
        }
        Ok(Some(self.record(bytes, offset, false)))
    }

    fn record(&mut self, bytes: Vec<u8>, byte_offset: u64, too_long: bool) -> Record {
        self.record += 1;
        self.pending = None;
        let origin = Origin { record: self.record, byte_offset, ..self.template.clone() };
        Record { origin, bytes, too_long, ..Record::default() }
    }

    /// The articles inside of an object that is none itself.
    fn unfold(&mut self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let template = Origin { byte_offset: offset, ..self.template.clone() };
        let mut inner = Elements::new(bytes, template, self.limits, self.fields.clone(), self.charset);
        inner.window.claim_first()?;
        inner.place = Place::Inside(1);
        while let Some(record) = inner.next_record() {
            let record = record?;
            let numbered = self.record(record.bytes, record.origin.byte_offset, record.too_long);
            self.ready.push_back(numbered);
        }
        Ok(())
    }

    /// Goes on through an object, to the next array of articles or to the object's end.
    fn walk(&mut self, mut depth: usize) -> io::Result<()> {
        let mut scan = Scan::new(self.charset);
        let mut at = 0;
        loop {
            let Some(byte) = self.window.byte(at)? else {
                self.place = Place::After;
                return Ok(());
            };
            let in_text = scan.in_string || scan.trail;
            scan.push(byte);
            at += 1;
            if in_text || scan.in_string || scan.trail {
                continue;
            }
            match byte {
                b'{' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'[' if self.begins_articles(at)? => {
                    self.window.claim(at);
                    self.place = Place::Array(Around::Object(depth));
                    return Ok(());
                }
                b'[' => depth += 1,
                _ => {}
            }
            if depth == 0 {
                self.window.claim(at);
                self.place = Place::Outside;
                return Ok(());
            }
            // Between two tokens the scan has nothing to remember.
            if at > 64 << 10 {
                self.window.claim(at);
                at = 0;
            }
        }
    }

    /// Whether one of the first elements of the array that is open at a place has a text.
    fn begins_articles(&mut self, mut at: usize) -> io::Result<bool> {
        for _ in 0..LOOKED_AT {
            while self.window.byte(at)?.is_some_and(|byte| is_space(byte) || byte == b',') {
                at += 1;
            }
            if self.window.byte(at)? != Some(b'{') {
                return Ok(false);
            }
            let extent = self.extent(at, true)?;
            let ahead = self.window.ahead(at + extent.end);
            if extent.too_long || self.has_text(&ahead[at.min(ahead.len())..]) {
                return Ok(!extent.too_long);
            }
            at += extent.end;
        }
        Ok(false)
    }

    /// Whether an object has a field that is known to hold a text, with something in it.
    fn has_text(&self, bytes: &[u8]) -> bool {
        let text = encoding::decode(bytes, self.charset).text;
        let fields = serde_json::from_str::<HashMap<Cow<'_, str>, &RawValue>>(text.trim());
        fields.is_ok_and(|fields| {
            fields.iter().any(|(name, value)| self.fields.is_text(name) && holds_text(value.get()))
        })
    }

    /// How long the value is that begins at a place.
    fn extent(&mut self, start: usize, in_array: bool) -> io::Result<Extent> {
        let mut scan = Scan::new(self.charset);
        let mut at = start;
        loop {
            if at - start > self.limits.record {
                return Ok(match self.next_whole(start, in_array)? {
                    Some(next) if scan.malformed => Extent { end: next - start, too_long: false },
                    _ => Extent { end: at - start, too_long: true },
                });
            }
            let Some(byte) = self.window.byte(at)? else {
                let end = self.next_whole(start, in_array)?.unwrap_or(at);
                return Ok(Extent { end: end - start, too_long: false });
            };
            if scan.ends_before(byte, in_array) {
                return Ok(Extent { end: at - start, too_long: false });
            }
            scan.push(byte);
            at += 1;
            if scan.complete {
                break;
            }
            if scan.malformed && !scan.tried {
                scan.tried = true;
                if let Some(next) = self.next_whole(start, in_array)? {
                    return Ok(Extent { end: next - start, too_long: false });
                }
            }
        }
        Ok(Extent { end: at - start, too_long: false })
    }

    /// Where after a broken value the next one that is whole begins.
    fn next_whole(&mut self, start: usize, in_array: bool) -> io::Result<Option<usize>> {
        let first_key = self.first_key(start)?;
        let mut at = start + 1;
        let mut after = 0;
        while at - start <= self.limits.record {
            let Some(byte) = self.window.byte(at)? else { return Ok(None) };
            let parted = match in_array {
                true => after == b',',
                false => matches!(self.window.byte(at - 1)?, Some(b'\n' | 0x1e)) && !b",[:".contains(&after),
            };
            if byte == b'{' && parted && self.is_whole(at, first_key.as_deref(), in_array)? {
                return Ok(Some(at));
            }
            if !is_space(byte) {
                after = byte;
            }
            at += 1;
        }
        Ok(None)
    }

    /// Whether an object that stands here is whole, and one of the articles.
    /// Of two values of a file, only one like the first is known not to lie inside of it.
    fn is_whole(&mut self, start: usize, first_key: Option<&[u8]>, in_array: bool) -> io::Result<bool> {
        let mut scan = Scan::new(self.charset);
        let mut at = start;
        while let Some(byte) = self.window.byte(at)? {
            scan.push(byte);
            at += 1;
            if scan.malformed || at - start > self.limits.record {
                return Ok(false);
            }
            if scan.complete {
                break;
            }
        }
        let alike = first_key.is_some() && self.first_key(start)?.as_deref() == first_key;
        let ahead = self.window.ahead(at);
        Ok(scan.complete && (alike || in_array && self.has_text(&ahead[start..])))
    }

    /// The name of an object's first field, with its quotation marks.
    fn first_key(&mut self, start: usize) -> io::Result<Option<Vec<u8>>> {
        /// Names are shorter.
        const LONGEST: usize = 200;
        self.window.byte(start + LONGEST)?;
        let ahead = self.window.ahead(start + LONGEST);
        let object = ahead.get(start + 1..).unwrap_or_default().trim_ascii_start();
        let end = object.iter().skip(1).position(|&byte| byte == b'"');
        Ok(end.filter(|_| object.first() == Some(&b'"')).map(|end| object[..end + 2].to_vec()))
    }

    /// A value that is longer than a record may be: its beginning, and on to its end.
    fn skip_long(&mut self, in_array: bool) -> io::Result<Record> {
        let offset = self.window.offset();
        let bytes = self.window.ahead(self.limits.record).to_vec();
        let mut scan = Scan::new(self.charset);
        let mut at = 0;
        while let Some(byte) = self.window.byte(at)? {
            if scan.ends_before(byte, in_array) {
                break;
            }
            scan.push(byte);
            at += 1;
            if scan.complete {
                break;
            }
            if at > 64 << 10 {
                self.window.claim(at);
                at = 0;
            }
        }
        self.window.claim(at);
        Ok(self.record(bytes, offset, true))
    }
}

/// How long a value is, in bytes; too long, so far.
struct Extent {
    end: usize,
    too_long: bool,
}

/// Whether a field's value can be a text: more than an empty string, and no number.
fn holds_text(value: &str) -> bool {
    match value.as_bytes() {
        [b'"', ..] => value.len() > 2,
        [b'[', rest @ ..] => matches!(rest.trim_ascii_start().first(), Some(b'"')),
        [b'{', ..] => value.len() > 2,
        _ => false,
    }
}

impl<R: BufRead> Splitter for Elements<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Some(Ok(record));
            }
            if self.place == Place::After {
                return None;
            }
            match self.step() {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {}
                Err(error) => {
                    self.place = Place::After;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// Whether an object is one that articles are in, and none itself.
pub fn holds_articles(object: &[u8], fields: &FieldMap) -> bool {
    let mut elements =
        Elements::new(object, Origin::default(), Limits::default(), fields.clone(), Charset::Unknown);
    match elements.next_record() {
        Some(Ok(first)) => first.origin.byte_offset > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_with(text: &str, limit: usize) -> Vec<(u64, String)> {
        let (limits, charset) = (Limits { record: limit }, Charset::Unknown);
        let mut elements =
            Elements::new(text.as_bytes(), Origin::default(), limits, FieldMap::default(), charset);
        let mut found = Vec::new();
        while let Some(record) = elements.next_record() {
            let record = record.unwrap();
            found.push((record.origin.byte_offset, String::from_utf8(record.bytes).unwrap()));
        }
        for (offset, object) in &found {
            assert!(text[*offset as usize..].starts_with(object.as_str()), "{object}");
        }
        found
    }

    fn cut(text: &str) -> Vec<String> {
        cut_with(text, 1000).into_iter().map(|(_, object)| object).collect()
    }

    #[test]
    fn an_array_is_cut_into_its_objects() {
        assert_eq!(
            cut("[\n {\"a\": \"]}, [\"},\n {\"b\": [1, {}]} ]"),
            ["{\"a\": \"]}, [\"}", "{\"b\": [1, {}]}"]
        );
        assert_eq!(cut("[\"one\", \"t, ]wo\",]"), ["\"one\"", "\"t, ]wo\""]);
    }

    #[test]
    fn of_several_arrays_those_of_articles_are_taken() {
        let answer = r#"{"status": "a [ \" [{", "tags": ["x"], "facets": [{"name": "x"}], "response": {"n": 2, "results":
            [{"url": "u"}, {"text": "1"}]}, "pages": [{"items": [{"body": "2"}]}]}"#;
        assert_eq!(cut(answer), ["{\"url\": \"u\"}", "{\"text\": \"1\"}", "{\"body\": \"2\"}"]);
        assert_eq!(cut(r#"[{"section": "a", "stories": [{"text": "1"}]}]"#), ["{\"text\": \"1\"}"]);
        // The same where the whole is longer than a record may be.
        let long = cut_with(answer, 60).into_iter().map(|(_, object)| object).collect::<Vec<_>>();
        assert_eq!(long, ["{\"url\": \"u\"}", "{\"text\": \"1\"}", "{\"body\": \"2\"}"]);
    }

    #[test]
    fn objects_one_behind_the_other_are_articles_each() {
        let two = "{\n \"images\": [{\"text\": \"x\"}],\n \"text\": \"1\"\n}\n{\"text\":\n\"2\"}";
        assert_eq!(cut(two), [two.split_at(two.len() - 14).0, "{\"text\":\n\"2\"}"]);
        assert_eq!(cut("\u{1e}{\"text\": \"1\"}\n\u{1e}{\"text\": \"2\"}\n").len(), 2);
        assert_eq!(cut("{\"a\": 1}"), ["{\"a\": 1}"]);
    }

    #[test]
    fn a_broken_element_costs_itself() {
        let broken = [
            r#"{"text": "never closed}"#,
            r#"{"text": "a", "b": [1, 2}"#,
            r#"{"text": "it was "said" so"}"#,
            "{\"text\": \"a\nb\"}",
            "{\"text\": ",
            "{\"text\": \"a\", \"authors\": [{\"n\": 1}, {\"n\": \"x}]}",
        ];
        for bad in broken {
            let found =
                cut(&format!("[{{\"text\": \"1\"}}, {bad}, {{\"text\": \"2\"}}, {{\"text\": \"3\"}},]"));
            assert_eq!(found.len(), 4, "{bad}: {found:?}");
            assert_eq!((found[2].as_str(), found[3].as_str()), ("{\"text\": \"2\"}", "{\"text\": \"3\"}"));
        }
        assert_eq!(cut("[{\"a\": 1}, {\"b\": "), ["{\"a\": 1}", "{\"b\":"]);
    }

    #[test]
    fn an_element_that_is_too_long_is_passed_and_the_next_is_whole() {
        let long = format!("[{{\"text\": \"{}\"}}, {{\"text\": \"2\"}}]", "a".repeat(3000));
        let found = cut_with(&long, 100);
        assert_eq!((found[0].1.len(), found[1].1.as_str()), (100, "{\"text\": \"2\"}"));
    }

    #[test]
    fn a_large_object_without_articles_is_turned_away_and_not_lost() {
        let long = format!("{{\"tags\": [\"{}\"]}}\n{{\"text\": \"2\"}}", "a".repeat(600));
        let (whole, next) = long.split_at(long.len() - 14);
        assert_eq!(cut(&long), [whole.trim_end(), next.trim_start()]);
        assert_eq!(cut_with(&long, 100).len(), 2);
    }

    #[test]
    fn holders_of_articles_are_told_from_articles() {
        let map = FieldMap::default();
        assert!(holds_articles(br#"{"a": {"b": [{"text": "x"}]}}"#, &map));
        assert!(!holds_articles(br#"{"images": [{"text": "x"}], "text": "y"}"#, &map));
        assert!(!holds_articles(br#"{"images": [{"url": "x"}]}"#, &map));
    }
}
