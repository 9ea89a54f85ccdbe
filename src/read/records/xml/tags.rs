//! The tags of XML and SGML in a stream, found without a grammar: names, where they begin and end, and what may hold
//! something that looks like a tag (comments, CDATA, processing instructions, a document type).
//!
//! Works on bytes: tags are ASCII in every character set that comes here. Nothing is consumed.

use std::io::{self, BufRead};

use crate::read::input::lookahead::LookaheadBuffer;

/// The longest name of an element, in bytes.
const MAX_NAME_BYTES: usize = 200;

/// The longest tag, comment or document type that is looked through; what is longer is taken for text.
const MAX_MARKUP_BYTES: usize = 1 << 20;

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagKind {
    /// `<name …>`
    Open,
    /// `<name …/>`
    Empty,
    /// `</name>`
    Close,
}

/// A tag in a stream; its place counts from the first unconsumed byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// What it does.
    pub kind: TagKind,
    /// The element's name without its prefix, as written.
    pub name: String,
    /// Where its "<" is.
    pub start: usize,
    /// After its ">".
    pub end: usize,
}

/// The next tag from byte `at` on; `None` where the stream ends before one, or where none begins in the first `limit` bytes.
pub(crate) fn next_tag<R: BufRead>(
    buffer: &mut LookaheadBuffer<R>,
    mut at: usize,
    limit: usize,
) -> io::Result<Option<Tag>> {
    while at < limit {
        let Some(byte) = buffer.peek_byte(at)? else { return Ok(None) };
        if byte != b'<' {
            at += 1;
            continue;
        }
        match buffer.peek_byte(at + 1)? {
            Some(b'!' | b'?') => at = skip_declaration(buffer, at)?,
            Some(b'/') => match read_tag(buffer, at, at + 2, TagKind::Close)? {
                Some(tag) => return Ok(Some(tag)),
                None => at += 1,
            },
            Some(_) => match read_tag(buffer, at, at + 1, TagKind::Open)? {
                Some(tag) => return Ok(Some(tag)),
                None => at += 1,
            },
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// The tag that begins at `start`, its name at `name_at`; `None` if it is none.
fn read_tag<R: BufRead>(
    buffer: &mut LookaheadBuffer<R>,
    start: usize,
    name_at: usize,
    kind: TagKind,
) -> io::Result<Option<Tag>> {
    let mut name = Vec::new();
    let mut at = name_at;
    while let Some(byte) = buffer.peek_byte(at)? {
        let is_name =
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':') || byte >= 0x80;
        let is_start = byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80;
        if !is_name || (name.is_empty() && !is_start) || name.len() > MAX_NAME_BYTES {
            break;
        }
        name.push(byte);
        at += 1;
    }
    if name.is_empty() {
        return Ok(None);
    }
    let (mut quote, mut last) = (None, 0);
    while at - start < MAX_MARKUP_BYTES {
        let Some(byte) = buffer.peek_byte(at)? else { return Ok(None) };
        at += 1;
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (None, b'>') => {
                let kind = if kind == TagKind::Open && last == b'/' { TagKind::Empty } else { kind };
                let name = String::from_utf8_lossy(&name).into_owned();
                let name = name.rsplit(':').next().unwrap_or_default().to_string();
                return Ok(Some(Tag { kind, name, start, end: at }));
            }
            // A tag that is not closed, or a bare angle bracket in a text.
            (None, b'<') => return Ok(None),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    Ok(None)
}

/// After a comment, CDATA, processing instruction or document type that begins at `start`.
fn skip_declaration<R: BufRead>(buffer: &mut LookaheadBuffer<R>, start: usize) -> io::Result<usize> {
    buffer.peek_byte(start + 9)?;
    let ahead = buffer.peeked(start + 9);
    let opening = &ahead[start.min(ahead.len())..];
    let end: &[u8] = match opening {
        [b'<', b'!', b'-', b'-', ..] => b"-->",
        _ if opening.starts_with(b"<![CDATA[") => b"]]>",
        [b'<', b'?', ..] => b"?>",
        _ => return skip_document_type(buffer, start),
    };
    let mut at = start + 2;
    while at - start < MAX_MARKUP_BYTES {
        if buffer.peek_byte(at + end.len() - 1)?.is_none() {
            return Ok(start + 1);
        }
        if &buffer.peeked(at + end.len())[at..] == end {
            return Ok(at + end.len());
        }
        at += 1;
    }
    Ok(start + 1)
}

/// After a document type, whose own declarations are in brackets.
fn skip_document_type<R: BufRead>(buffer: &mut LookaheadBuffer<R>, start: usize) -> io::Result<usize> {
    let (mut at, mut in_brackets, mut quote) = (start + 2, false, None);
    while at - start < MAX_MARKUP_BYTES {
        let Some(byte) = buffer.peek_byte(at)? else { break };
        at += 1;
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => in_brackets = true,
            (None, b']') => in_brackets = false,
            (None, b'>') if !in_brackets => return Ok(at),
            _ => {}
        }
    }
    Ok(start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<(TagKind, String)> {
        let mut buffer = LookaheadBuffer::new(text.as_bytes(), 0);
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(tag) = next_tag(&mut buffer, at, usize::MAX).unwrap() {
            assert!(text[tag.start..tag.end].starts_with('<') && text[tag.start..tag.end].ends_with('>'));
            at = tag.end;
            found.push((tag.kind, tag.name));
        }
        found
    }

    #[test]
    fn tags_are_found_between_what_only_looks_like_some() {
        use TagKind::{Close, Empty, Open};
        let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"<c>\">]><!-- <d> --><n:a x='1>2'><![CDATA[<e>]]> 1 < 2 <br/></n:a>";
        let expected = [(Open, "a"), (Empty, "br"), (Close, "a")];
        assert_eq!(tags(text), expected.map(|(kind, name)| (kind, name.to_string())));
        assert_eq!(tags("if a <b and c> d"), [(Open, "b".to_string())]);
        assert_eq!(tags("<!-- never closed <a>"), [(Open, "a".to_string())]);
        assert_eq!(tags("<a <b>"), [(Open, "b".to_string())]);
    }
}
