//! RSS and Atom: one record an entry.
//!
//! A feed is small, so it is held whole, up to the limit of one record. Its entries are found by their tags, so that
//! each keeps its own bytes and offset; feed-rs then parses an entry inside its feed's opening, which carries the
//! feed's title, language and namespaces.

use std::io::{self, BufRead, Read};
use std::sync::{Arc, LazyLock};

use feed_rs::model::Entry as FeedEntry;
use quick_xml::Reader;
use quick_xml::events::Event;
use regex::Regex;

use crate::model::{Origin, PublishedFrom, Scrape};
use crate::read::encoding;
use crate::read::encoding::Charset;
use crate::read::encoding::sampling::CharsetSampling;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextStream};
use crate::read::html::fragment::html_to_text;
use crate::read::record::{Limits, Parser, Record, Splitter};
use crate::text::written_dates::parse_written_date;

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

/// Gives the entries of a feed.
struct EntrySplitter {
    /// The offset and the bytes of each.
    entries: std::vec::IntoIter<(u64, Vec<u8>)>,
    template: Origin,
    record: u64,
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
    let mut bytes = Vec::new();
    stream.take(limits.record as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limits.record {
        let reason = format!("is a feed of more than {} MB: raise --max-record", limits.record >> 20);
        return Err(Unreadable::new("too long", reason).into());
    }
    let ranges = entry_ranges(&bytes);
    let whole = encoding::decode_page(&bytes, charset, None);
    // One entry alone may be too short to tell what it is written in.
    let charset = match charset {
        Charset::Named(_) => charset,
        _ => Charset::Surrounding(whole.encoding),
    };
    let opening = &bytes[..ranges.first().map_or(0, |(start, _)| *start)];
    let opening = encoding::decode(opening, charset).text;
    // It is decoded by now: the character set that it declares is no longer true.
    let opening = opening.split_once("?>").map_or(&*opening, |(_, rest)| rest).to_string();
    let base = template.byte_offset;
    let entry = |&(start, end): &(usize, usize)| (base + start as u64, bytes[start..end].to_vec());
    let entries: Vec<(u64, Vec<u8>)> = ranges.iter().map(entry).collect();
    let splitter = EntrySplitter { entries: entries.into_iter(), template, record: 0 };
    Ok((splitter, EntryParser { opening }, charset))
}

impl Splitter for EntrySplitter {
    fn next_record(&mut self) -> Option<io::Result<Record>> {
        let (byte_offset, bytes) = self.entries.next()?;
        self.record += 1;
        let origin = Origin { record: self.record, byte_offset, ..self.template.clone() };
        Some(Ok(Record { origin, bytes, ..Record::default() }))
    }
}

/// Parses an entry's bytes inside its feed's opening.
struct EntryParser {
    opening: String,
}

impl Parser for EntryParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let entry = &decoded.text;
        let is_atom = entry.trim_start().starts_with("<entry") || self.opening.contains("<feed");
        let closing = match () {
            () if is_atom => "</feed>",
            () if self.opening.contains("<rdf:RDF") => "</rdf:RDF>",
            () => "</channel></rss>",
        };
        let document = format!("{}{entry}{closing}", self.opening);
        let feed = feed_rs::parser::parse(document.as_bytes())
            .map_err(|error| Unreadable::new("not a feed", format!("is no entry of a feed: {error}")))?;
        let feed_title = feed.title.map(|title| html_to_text(&title.content));
        let Some(entry_model) = feed.entries.into_iter().next() else {
            return Err(Unreadable::new("not a feed", "is no entry of a feed"));
        };
        let text = longest_text(&entry_model);
        if !text.contains(char::is_alphanumeric) {
            return Err(Unreadable::new("no text", "has no text: neither content nor description"));
        }
        let page =
            entry_model.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
        let byline: Vec<&str> =
            entry_model.authors.iter().filter_map(|author| author.name.as_deref()).collect();
        Ok(Scrape {
            origin: record.origin.clone(),
            text,
            encoding: Some(decoded.encoding_name()),
            url: page.map(|link| link.href.clone()).filter(|address| address.starts_with("http")),
            title: entry_model.title.as_ref().map(|title| html_to_text(&title.content)),
            byline: (!byline.is_empty()).then(|| byline.join(", ")),
            published: date_as_written(entry, &["pubDate", "published", "dc:date", "issued"])
                .or_else(|| entry_model.published.or(entry_model.updated).map(|time| time.to_rfc3339()))
                .or_else(|| unreadable_date(entry, &["pubDate", "published", "dc:date", "issued"])),
            published_from: Some(PublishedFrom::Feed),
            modified: date_as_written(entry, &["updated", "atom:updated", "dcterms:modified", "modified"])
                .or_else(|| entry_model.updated.map(|time| time.to_rfc3339())),
            section: entry_model.categories.iter().find_map(|category| {
                let name = category.label.as_deref().unwrap_or(&category.term).trim();
                (!name.is_empty() && !name.contains("://")).then(|| html_to_text(name))
            }),
            source: feed_title,
            language: feed.language.or(entry_model.language),
            ..Scrape::default()
        })
    }
}

/// The content, or the summary where that is all there is.
fn longest_text(entry: &FeedEntry) -> String {
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let texts = [content, summary].into_iter().flatten().map(html_to_text);
    texts.max_by_key(String::len).unwrap_or_default()
}

/// The first of these times with its zone; feed-rs itself converts times to UTC.
fn date_as_written(entry: &str, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let (_, rest) = entry.split_once(&format!("<{name}>"))?;
        let date = rest.split('<').next()?.trim();
        parse_written_date(date).is_ok().then(|| date.to_string())
    })
}

/// What one of these has where it is no date: it is kept.
fn unreadable_date(entry: &str, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let (_, rest) = entry.split_once(&format!("<{name}>"))?;
        rest.split('<').next().map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
    })
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
