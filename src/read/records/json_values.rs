//! Values of JSON in a stream that is looked ahead in: how long each is, whether it is an article, and where to go on after a
//! broken one.
//!
//! Nothing here consumes the stream. Looking ahead may look at the same bytes again and again: an array in an array in an
//! array is looked at once a level, and a broken value is followed until a whole one comes. The surprising decision: all of that
//! has an allowance, a multiple of what the stream has given. Where it is used up, no more articles are looked for ahead, and
//! the value in question is a record as it is, so that reading takes time in proportion to the stream.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead};

use serde_json::Value;
use serde_json::value::RawValue;

use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::lenient_json::parse_lenient_object;
use crate::read::fields::roles::{FieldRole, SUMMARY_NAMES, fold_name, is_wrapper_name};
use crate::read::fields::story_blocks::is_block;
use crate::read::fields::values::value_at_path;
use crate::read::input::lookahead::LookaheadBuffer;
use crate::read::records::json_scan::{JsonScan, is_space};

/// How many elements are looked at to see whether an array is one of articles.
const PROBED_ELEMENTS: usize = 5;

/// How many objects may be nested around an article.
const MAX_WRAPPER_DEPTH: usize = 3;

/// The longest name that is looked for at an object's start, in bytes.
const MAX_KEY_BYTES: usize = 200;

/// How often each byte of a stream may be looked at ahead, on average.
const MAX_LOOKS_PER_BYTE: u64 = 16;

/// How many bytes may be looked at ahead in any stream, however short.
const MIN_LOOKAHEAD_ALLOWANCE_BYTES: u64 = 1 << 20;

/// The values that follow in a stream.
pub(crate) struct JsonValues<R> {
    /// The stream.
    pub buffer: LookaheadBuffer<R>,
    /// Its character set.
    pub charset: Charset,
    /// The longest value that is measured, in bytes.
    pub max_bytes: usize,
    /// The names of fields that the user gave.
    pub fields: FieldMap,
    /// How many bytes were looked at ahead, each as often as it was.
    looked_at_bytes: u64,
}

/// How long a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// It has this length in bytes.
    Whole(usize),
    /// It is longer than allowed; this many bytes of it were looked at.
    TooLong(usize),
}

impl Extent {
    /// How many bytes were looked at.
    pub fn bytes(self) -> usize {
        match self {
            Extent::Whole(bytes) | Extent::TooLong(bytes) => bytes,
        }
    }

    /// Whether the value is longer than allowed.
    pub fn is_too_long(self) -> bool {
        matches!(self, Extent::TooLong(_))
    }
}

impl<R: BufRead> JsonValues<R> {
    /// Of a stream.
    pub fn new(
        buffer: LookaheadBuffer<R>,
        charset: Charset,
        max_bytes: usize,
        fields: FieldMap,
    ) -> JsonValues<R> {
        JsonValues { buffer, charset, max_bytes, fields, looked_at_bytes: 0 }
    }

    /// Whether the allowance for looking ahead is not used up.
    fn may_look_ahead(&self) -> bool {
        self.looked_at_bytes < MIN_LOOKAHEAD_ALLOWANCE_BYTES + MAX_LOOKS_PER_BYTE * self.buffer.received()
    }

    /// Whether one of the first elements of the array that is open at `at` has a text.
    pub fn begins_articles(&mut self, mut at: usize) -> io::Result<bool> {
        for _ in 0..PROBED_ELEMENTS {
            if !self.may_look_ahead() {
                return Ok(false);
            }
            while self.buffer.peek_byte(at)?.is_some_and(|byte| is_space(byte) || byte == b',') {
                at += 1;
            }
            if self.buffer.peek_byte(at)? != Some(b'{') {
                return Ok(false);
            }
            let extent = self.measure(at, true)?;
            // To measure it, and to see what it is.
            self.looked_at_bytes += 2 * extent.bytes() as u64;
            let ahead = self.buffer.peeked(at + extent.bytes());
            if extent.is_too_long() || self.is_article(&ahead[at.min(ahead.len())..]) {
                return Ok(!extent.is_too_long());
            }
            at += extent.bytes();
        }
        Ok(false)
    }

    /// Whether an object is an article: it, or an object in it that wraps an article, has a field that is known to hold a text,
    /// with something in it; or it has an address, a headline and a summary.
    pub fn is_article(&self, object: &[u8]) -> bool {
        let text = encoding::decode(object, self.charset).text;
        is_article_object(text.trim(), &self.fields, 0)
    }

    /// How long the value is that begins at `start`.
    pub fn measure(&mut self, start: usize, in_array: bool) -> io::Result<Extent> {
        let mut scan = JsonScan::new(self.charset);
        let mut at = start;
        let mut looked_for_next = false;
        loop {
            if at - start > self.max_bytes {
                return Ok(match self.find_next_whole(start, in_array)? {
                    Some(next) if scan.malformed => Extent::Whole(next - start),
                    _ => Extent::TooLong(at - start),
                });
            }
            let Some(byte) = self.buffer.peek_byte(at)? else {
                let end = self.find_next_whole(start, in_array)?.unwrap_or(at);
                return Ok(Extent::Whole(end - start));
            };
            if scan.ends_before(byte, in_array) {
                break;
            }
            scan.push(byte);
            at += 1;
            if scan.complete {
                break;
            }
            if scan.malformed && !looked_for_next {
                looked_for_next = true;
                if let Some(next) = self.find_next_whole(start, in_array)? {
                    return Ok(Extent::Whole(next - start));
                }
            }
        }
        Ok(Extent::Whole(at - start))
    }

    /// Consumes white space and what separates values and names; gives the byte that follows.
    pub fn skip_separators(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.buffer.peek_byte(0)? {
            if !is_space(byte) && byte != b',' && byte != b':' {
                return Ok(Some(byte));
            }
            self.buffer.consume(1);
        }
        Ok(None)
    }

    /// How long the value is that begins at `start`, without looking for the next one where it is broken; `None` where it does
    /// not end within the limit.
    pub fn measure_plain(&mut self, start: usize, limit: usize) -> io::Result<Option<usize>> {
        let mut scan = JsonScan::new(self.charset);
        let is_string = self.buffer.peek_byte(start)? == Some(b'"');
        for at in start..start.saturating_add(limit.min(self.max_bytes)) {
            let Some(byte) = self.buffer.peek_byte(at)? else { return Ok(None) };
            scan.push(byte);
            if scan.malformed {
                return Ok(None);
            }
            if scan.complete || is_string && !scan.in_string {
                return Ok(Some(at + 1 - start));
            }
        }
        Ok(None)
    }

    /// Whether the object that begins at `start` is whole and an article with a text of its own.
    pub fn is_article_at(&mut self, start: usize, limit: usize) -> io::Result<bool> {
        let Some(length) = self.measure_plain(start, limit)? else { return Ok(false) };
        let ahead = self.buffer.peeked(start + length);
        let text = encoding::decode(&ahead[start.min(ahead.len())..], self.charset).text;
        Ok(has_own_text(text.trim(), &self.fields, 1))
    }

    /// Where after a broken value the next whole one begins.
    fn find_next_whole(&mut self, start: usize, in_array: bool) -> io::Result<Option<usize>> {
        let first_key = self.first_key(start)?;
        let mut at = start + 1;
        let mut after = 0;
        while at - start <= self.max_bytes && self.may_look_ahead() {
            self.looked_at_bytes += 1;
            let Some(byte) = self.buffer.peek_byte(at)? else { return Ok(None) };
            let is_separated = match in_array {
                true => after == b',',
                false => {
                    matches!(self.buffer.peek_byte(at - 1)?, Some(b'\n' | 0x1e)) && !b",[:".contains(&after)
                }
            };
            if byte == b'{' && is_separated && self.is_whole_article(at, first_key.as_deref(), in_array)? {
                return Ok(Some(at));
            }
            if !is_space(byte) {
                after = byte;
            }
            at += 1;
        }
        Ok(None)
    }

    /// Whether the object at `start` is whole, and one of the articles. Between two values of a file, only an object that
    /// begins like the first is known not to be inside it.
    fn is_whole_article(
        &mut self,
        start: usize,
        first_key: Option<&[u8]>,
        in_array: bool,
    ) -> io::Result<bool> {
        let mut scan = JsonScan::new(self.charset);
        let mut at = start;
        while let Some(byte) = self.buffer.peek_byte(at)? {
            scan.push(byte);
            at += 1;
            self.looked_at_bytes += 1;
            if scan.malformed || at - start > self.max_bytes {
                return Ok(false);
            }
            if scan.complete {
                break;
            }
        }
        let begins_alike = first_key.is_some() && self.first_key(start)?.as_deref() == first_key;
        let ahead = self.buffer.peeked(at);
        Ok(scan.complete && (begins_alike || in_array && self.is_article(&ahead[start..])))
    }

    /// The name of an object's first field, with its quotation marks.
    fn first_key(&mut self, start: usize) -> io::Result<Option<Vec<u8>>> {
        self.buffer.peek_byte(start + MAX_KEY_BYTES)?;
        let ahead = self.buffer.peeked(start + MAX_KEY_BYTES);
        let object = ahead.get(start + 1..).unwrap_or_default().trim_ascii_start();
        let end = object.iter().skip(1).position(|&byte| byte == b'"');
        Ok(end.filter(|_| object.first() == Some(&b'"')).map(|end| object[..end + 2].to_vec()))
    }
}

/// Whether an object has a field that is known to hold a text, with something in it, or an object around one, `depth` deep.
fn has_own_text(object: &str, map: &FieldMap, depth: usize) -> bool {
    let fields = serde_json::from_str::<HashMap<Cow<'_, str>, &RawValue>>(object);
    let is_text = |name: &str, value: &str| map.is_text(name) && value.starts_with('"') && can_be_text(value);
    fields.is_ok_and(|fields| {
        fields.iter().any(|(name, value)| {
            is_text(name, value.get())
                || (is_wrapper_name(name) && depth > 0 && has_own_text(value.get(), map, depth - 1))
        })
    })
}

/// Whether the way that the user gave to the text leads to one: "fields.bodyText".
fn has_text_on_a_path(fields: &HashMap<Cow<'_, str>, &RawValue>, map: &FieldMap) -> bool {
    map.names_for(FieldRole::Text).any(|path| {
        let Some((first, rest)) = path.split_once('.') else { return false };
        let Some(value) = fields.get(first) else { return false };
        serde_json::from_str::<Value>(value.get())
            .ok()
            .and_then(|value| value_at_path(&value, rest))
            .is_some_and(|value| can_be_text(&value.to_string()))
    })
}

fn is_article_object(object: &str, map: &FieldMap, depth: usize) -> bool {
    let Ok(fields) = serde_json::from_str::<HashMap<Cow<'_, str>, &RawValue>>(object) else {
        // Not quite JSON: only that is parsed as a whole.
        return depth == 0
            && parse_lenient_object(object)
                .and_then(|object| serde_json::to_string(&object).ok())
                .is_some_and(|object| is_article_object(&object, map, 1));
    };
    let wraps = |name: &str, value: &RawValue| value.get().starts_with('{') && is_wrapper_name(name);
    let is_text = |name: &str, value: &RawValue| map.is_text(name) && can_be_text(value.get());
    if fields.iter().any(|(name, value)| is_text(name, value) && !wraps(name, value))
        || has_text_on_a_path(&fields, map)
    {
        return true;
    }
    let has_role = |role| {
        fields.iter().any(|(name, value)| {
            FieldRole::of_name(&fold_name(name)).is_some_and(|(known, _)| known == role)
                && can_be_text(value.get())
        })
    };
    let has_summary = || {
        fields.iter().any(|(name, value)| {
            SUMMARY_NAMES.contains(&fold_name(name).as_str()) && can_be_text(value.get())
        })
    };
    let is_headed = has_role(FieldRole::Title) || has_role(FieldRole::Url);
    let wraps_article = |(name, value): (&Cow<'_, str>, &&RawValue)| {
        let is_around_text =
            || is_headed && value.get().starts_with('{') && has_own_text(value.get(), map, 0);
        wraps(name, value) && is_article_object(value.get(), map, depth + 1) || is_around_text()
    };
    depth < MAX_WRAPPER_DEPTH
        && (has_role(FieldRole::Url) && has_role(FieldRole::Title) && has_summary()
            || fields.iter().any(wraps_article))
}

/// Whether a field's value can be a text: more than an empty string, and no number.
fn can_be_text(value: &str) -> bool {
    match value.as_bytes() {
        [b'"', ..] => value.len() > 2,
        [b'[', rest @ ..] => match rest.trim_ascii_start().first() {
            Some(b'"') => true,
            Some(b'{') => begins_with_block(value),
            _ => false,
        },
        [b'{', ..] => value.len() > 2,
        _ => false,
    }
}

/// Whether the first element of an array is a block of a story, and not an article.
fn begins_with_block(array: &str) -> bool {
    let elements: Result<Vec<HashMap<Cow<'_, str>, &RawValue>>, _> = serde_json::from_str(array);
    elements.is_ok_and(|elements| {
        elements.first().is_some_and(|first| is_block(first.keys().map(|key| key.as_ref())))
    })
}
