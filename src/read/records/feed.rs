//! RSS and Atom: one record an entry.
//!
//! A feed is small, so it is held whole, up to the limit of one record. Its entries are found by their tags, so that
//! each keeps its own bytes and offset; what an entry lacks comes from its feed's opening: the paper's name, the language,
//! the author.

use std::io::BufRead;
use std::sync::{Arc, LazyLock};

use quick_xml::Reader;
use quick_xml::events::Event;
use regex::Regex;

use crate::model::{Origin, Scrape};
use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::encoding::sampling::CharsetSampling;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextStream};
use crate::read::record::{Limits, Parser, Record};
use crate::read::records::feed_elements::parse_elements;
use crate::read::records::feed_entry::{FeedHead, read_entry};
use crate::read::records::held_entries::{EntrySplitter, read_whole};

/// RSS and Atom.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "feed",
    description: "RSS or Atom",
    precedence: 50,
    kind: FormatKind::Text { extensions: &[], recognise: |head| looks_like_feed(head.trimmed), open },
};

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let charset = sampling.charset_of_single_record();
    let (entries, parser, charset) = open_feed(stream, template, options.limits, charset)?;
    let sampling = CharsetSampling::Settled(charset);
    Ok(FormatRecords { splitter: Box::new(entries), sampling, parser: Arc::new(parser) })
}

/// Reads a whole feed.
///
/// # Errors
/// Where it is larger than a record may be.
fn open_feed(
    stream: impl BufRead,
    template: Origin,
    limits: Limits,
    charset: Charset,
) -> Result<(EntrySplitter, EntryParser, Charset), OpenError> {
    let bytes = read_whole(stream, limits, "a feed")?;
    let ranges = entry_ranges(&bytes);
    let whole = encoding::decode_page(&bytes, charset, None);
    // One entry alone may be too short to tell what it is written in.
    let charset = match charset {
        Charset::Named(_) => charset,
        _ => Charset::Surrounding(whole.encoding),
    };
    let opening = &bytes[..ranges.first().map_or(0, |(start, _)| *start)];
    let opening = encoding::decode(opening, charset).text;
    let head = FeedHead::read(&parse_elements(&opening));
    let splitter = EntrySplitter::new(&bytes, &ranges, template);
    Ok((splitter, EntryParser { head }, charset))
}

/// Parses an entry's bytes.
struct EntryParser {
    /// What its feed says of all entries.
    head: FeedHead,
}

impl Parser for EntryParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let root = parse_elements(&decoded.text);
        let entry = root.children.first().filter(|root| is_entry(local_name(&root.name)));
        let Some(entry) = entry else {
            return Err(Unreadable::new("not a feed", "is no entry of a feed"));
        };
        let scrape = read_entry(entry, &self.head)?;
        Ok(Scrape { origin: record.origin.clone(), encoding: Some(decoded.encoding_name()), ..scrape })
    }
}

/// A name without its prefix.
fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Whether bytes begin as RSS or Atom does.
fn looks_like_feed(head: &[u8]) -> bool {
    static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?s)<!--.*?(?:-->|\z)").ok());
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    let head = COMMENT.as_ref().map_or(head.clone(), |comment| comment.replace_all(&head, " "));
    let root = head
        .match_indices('<')
        .map(|(at, _)| &head[at + 1..])
        .find(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && root.is_some_and(|tag| {
            ["rss", "feed", "rdf:RDF"].iter().any(|name| {
                tag.strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
            })
        })
}

/// Where each entry begins and ends, in bytes; one that breaks off ends with the feed. Tags are ASCII in every character set
/// that comes here, so other characters do not move them.
fn entry_ranges(bytes: &[u8]) -> Vec<(usize, usize)> {
    let text: String =
        bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { 'x' }).collect();
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    // Feeds have addresses and names with ampersands that are not escaped.
    reader.config_mut().allow_dangling_amp = true;
    let mut ranges = Vec::new();
    let mut open = None;
    loop {
        let before = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(tag)) if open.is_none() && is_entry(tag.local_name().as_ref()) => {
                open = Some(before)
            }
            Ok(Event::End(tag)) if is_entry(tag.local_name().as_ref()) => {
                if let Some(start) = open.take() {
                    ranges.push((start, reader.buffer_position() as usize));
                }
            }
            Ok(Event::Eof) | Err(_) => {
                ranges.extend(open.map(|start| (start, text.len())));
                return ranges;
            }
            Ok(_) => {}
        }
    }
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

#[cfg(test)]
mod tests {
    use super::looks_like_feed;

    #[test]
    fn a_feed_is_recognised_by_its_root_whatever_is_before_it() {
        for feed in [
            "<rss version='2.0'>",
            "\u{feff}<?xml version='1.0'?>\n<!-- an <item> -->\n<feed xmlns='x'>",
            "<?xml version='1.0'?><!DOCTYPE rss PUBLIC 'x'><rss>",
            "<rdf:RDF xmlns='x'>",
        ] {
            assert!(looks_like_feed(feed.as_bytes()), "{feed}");
        }
        for other in ["<html><!-- <rss> -->", "<rssx>", "rss <rss>", "<!-- <rss>"] {
            assert!(!looks_like_feed(other.as_bytes()), "{other}");
        }
    }
}
