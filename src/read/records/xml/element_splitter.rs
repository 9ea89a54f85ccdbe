//! Splits a stream of XML or SGML into the elements that are articles, one in memory at a time.
//!
//! An element ends with its end tag. Where that is missing, as SGML allows, it ends where the next article begins, so an
//! article that is not closed never takes the others with it. What is between the articles is consumed as it comes.

use std::io::{self, BufRead};

use crate::model::Origin;
use crate::read::input::lookahead::LookaheadBuffer;
use crate::read::record::{Limits, Record, Splitter};
use crate::read::records::xml::tags::{TagKind, next_tag};

/// How many bytes without a tag are looked at before they are consumed.
const CONSUME_AFTER_BYTES: usize = 256 << 10;

/// Which elements are articles.
pub(crate) struct ArticleElements {
    /// By their names without prefix, in any case.
    pub is_article: Box<dyn Fn(&str) -> bool + Send>,
    /// Whether an article may hold an element of its own name; otherwise one that opens ends the one before it.
    pub nests: bool,
    /// By the element's bytes: what is not wanted is counted and no reject.
    pub is_wanted: fn(&[u8]) -> bool,
}

/// Gives a stream's articles.
pub(crate) struct ElementSplitter<R> {
    buffer: LookaheadBuffer<R>,
    elements: ArticleElements,
    template: Origin,
    limits: Limits,
    number: u64,
    skipped: u64,
}

impl<R: BufRead> ElementSplitter<R> {
    /// Over a stream.
    pub fn new(stream: R, elements: ArticleElements, template: Origin, limits: Limits) -> ElementSplitter<R> {
        let buffer = LookaheadBuffer::new(stream, template.byte_offset);
        ElementSplitter { buffer, elements, template, limits, number: 0, skipped: 0 }
    }

    /// Goes to the next article's tag, and consumes what is before it; gives its name and the tag's length.
    fn find_article(&mut self) -> io::Result<Option<(String, usize, TagKind)>> {
        loop {
            let Some(tag) = next_tag(&mut self.buffer, 0, CONSUME_AFTER_BYTES)? else {
                if self.buffer.peek_byte(CONSUME_AFTER_BYTES)?.is_none() {
                    return Ok(None);
                }
                self.buffer.consume(CONSUME_AFTER_BYTES);
                continue;
            };
            if tag.kind == TagKind::Close || !(self.elements.is_article)(&tag.name) {
                self.buffer.consume(tag.end);
                continue;
            }
            self.buffer.consume(tag.start);
            return Ok(Some((tag.name, tag.end - tag.start, tag.kind)));
        }
    }

    /// How long the article is whose tag has `opening` bytes, and whether it is longer than a record may be.
    fn measure(&mut self, name: &str, opening: usize) -> io::Result<(usize, bool)> {
        let (mut at, mut depth) = (opening, 1_usize);
        let limit = self.limits.record;
        while let Some(tag) = next_tag(&mut self.buffer, at, limit)? {
            at = tag.end;
            if !tag.name.eq_ignore_ascii_case(name) {
                continue;
            }
            match tag.kind {
                TagKind::Open if self.elements.nests => depth += 1,
                TagKind::Open | TagKind::Empty if !self.elements.nests => return Ok((tag.start, false)),
                TagKind::Open | TagKind::Empty => {}
                TagKind::Close => depth -= 1,
            }
            if depth == 0 {
                return Ok((tag.end, tag.end > limit));
            }
        }
        let is_longer = self.buffer.peek_byte(limit)?.is_some();
        let rest = self.buffer.peeked(limit).len();
        Ok((rest, is_longer))
    }

    fn split_next(&mut self) -> io::Result<Option<Record>> {
        let Some((name, opening, kind)) = self.find_article()? else { return Ok(None) };
        let (length, too_long) = match kind {
            TagKind::Empty => (opening, false),
            TagKind::Open | TagKind::Close => self.measure(&name, opening)?,
        };
        self.number += 1;
        let origin =
            Origin { record: self.number, byte_offset: self.buffer.offset(), ..self.template.clone() };
        let bytes = self.buffer.peeked(length.min(self.limits.record)).to_vec();
        // What is left of one that is too long has no article's tag before the next article.
        self.buffer.consume(length);
        Ok(Some(Record { origin, bytes, too_long, ..Record::default() }))
    }
}

impl<R: BufRead> Splitter for ElementSplitter<R> {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        loop {
            match self.split_next() {
                Ok(Some(record)) if record.too_long || (self.elements.is_wanted)(&record.bytes) => {
                    return Some(Ok(record));
                }
                Ok(Some(_)) => self.skipped += 1,
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn skipped(&self) -> u64 {
        self.skipped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, nests: bool, limit: usize) -> Vec<(u64, String, bool)> {
        let elements = ArticleElements {
            is_article: Box::new(|name| name.eq_ignore_ascii_case("doc")),
            nests,
            is_wanted: |bytes| !bytes.windows(4).any(|window| window == b"skip"),
        };
        let mut splitter =
            ElementSplitter::new(text.as_bytes(), elements, Origin::default(), Limits { record: limit });
        let mut found = Vec::new();
        while let Some(record) = splitter.next_record() {
            let Record { origin, bytes, too_long, .. } = record.unwrap();
            assert!(text.as_bytes()[origin.byte_offset as usize..].starts_with(&bytes));
            found.push((origin.record, String::from_utf8(bytes).unwrap(), too_long));
        }
        found
    }

    #[test]
    fn articles_are_split_at_their_tags_and_keep_their_numbers() {
        let found = split("<set>\n<DOC>a</DOC> x <doc>skip</doc><doc id='3'>c</doc></set>", false, 100);
        assert_eq!(found, [(1, "<DOC>a</DOC>".into(), false), (3, "<doc id='3'>c</doc>".into(), false)]);
    }

    #[test]
    fn an_article_without_an_end_ends_where_the_next_begins() {
        let found = split("<DOC>a\n<DOC>b\n", false, 100);
        assert_eq!(found, [(1, "<DOC>a\n".into(), false), (2, "<DOC>b\n".into(), false)]);
        assert_eq!(split("<doc>a<doc>b</doc></doc><doc/>", true, 100).len(), 2);
    }

    #[test]
    fn an_article_that_is_too_long_is_marked_and_the_next_is_whole() {
        let found = split(&format!("<doc>{}</doc><doc>b</doc>", "a".repeat(300)), false, 100);
        assert_eq!((found[0].1.len(), found[0].2), (100, true));
        assert_eq!(found[1], (2, "<doc>b</doc>".into(), false));
    }
}
