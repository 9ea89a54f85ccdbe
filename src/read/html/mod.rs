//! A saved page of HTML: its main text by [`crate::read::html::main_text`], and what it says about itself by
//! [`crate::read::html::page_head`].
//!
//! The surprising decision: headline, authors and date are taken from the page's own statements (JSON-LD, Open Graph)
//! before anything that is guessed from its looks.

pub(crate) mod boilerplate;
pub(crate) mod element_names;
pub(crate) mod embedded_story;
pub(crate) mod fragment;
pub(crate) mod label_lines;
pub(crate) mod limits;
pub(crate) mod main_text;
pub(crate) mod outline;
pub(crate) mod page_head;
pub(crate) mod placed_line;
pub(crate) mod rendered_text;
pub(crate) mod saved_address;
pub(crate) mod story;
pub(crate) mod tag_names;
pub(crate) mod visibility;

use dom_query::Document;

use crate::model::Scrape;
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::html::main_text::find_main_text;
use crate::read::html::page_head::PageHead;
use crate::read::html::saved_address::saved_address;
use crate::read::html::tag_names::{element_name, is_html_element};
use crate::read::record::{Parser, Record};
use crate::read::records::whole_stream::WholeStreamSplitter;
use crate::text::identity::text_key;

/// HTML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "html",
    description: "One page, saved as HTML",
    precedence: 60,
    kind: FormatKind::Text { extensions: &["html", "htm"], recognise, open },
};

fn recognise(head: &TextHead<'_>) -> bool {
    looks_like_html(head.trimmed) || (head.is_named_as(&FORMAT) && head.trimmed.starts_with(b"<"))
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let splitter = WholeStreamSplitter::new(stream, template, options.limits);
    Ok(FormatRecords::single(splitter, sampling.charset_of_single_record(), HtmlParser))
}

/// Parses a record that is a page of HTML.
struct HtmlParser;

impl Parser for HtmlParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        read_page(record, &record.bytes, None)
    }
}

/// Reads a page that a record holds; `charset` is the one that came with it, which goes before its own declaration.
///
/// # Errors
/// Where the page has no main text, or too much markup.
pub(crate) fn read_page(record: &Record, page: &[u8], charset: Option<&str>) -> Result<Scrape, Unreadable> {
    let decoded = encoding::decode_page(page, record.charset, charset);
    let document = Document::from(limits::enforce_limits(&decoded.text)?);
    let head = PageHead::read(&document);
    let names = head.authors.iter().map(|author| &author.name);
    let known: Vec<String> = names.chain(&head.title).map(|text| text_key(text)).collect();
    let text = find_main_text(&decoded.text, &document, |line| known.contains(&text_key(line)))?;
    if !text.contains(char::is_alphanumeric) {
        return Err(Unreadable::new("no text", "has no main text: nothing on the page looks like a story"));
    }
    let pictures = head.pictures_in(&text);
    let byline = head.byline();
    let (published, published_from) = head.published.unzip();
    Ok(Scrape {
        origin: record.origin.clone(),
        text,
        encoding: Some(decoded.encoding_name()),
        pictures,
        url: head.url.or_else(|| saved_address(&decoded.text)),
        title: head.title,
        kicker: head.kicker,
        byline,
        published,
        published_from,
        modified: head.modified,
        section: head.section,
        source: head.site,
        language: head.language,
        ..Scrape::default()
    })
}

/// How many bytes are searched for the tags of a page.
const TAG_SEARCH_BYTES: usize = 2048;

/// Whether bytes begin as a page of HTML does.
pub(crate) fn looks_like_html(head: &[u8]) -> bool {
    let start: Vec<u8> =
        head.trim_ascii_start().iter().take(TAG_SEARCH_BYTES).map(u8::to_ascii_lowercase).collect();
    if !start.starts_with(b"<") {
        return false;
    }
    // "<HEADLINE>" and "<body.head>" belong to other markup.
    let ends_name =
        |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    let has = |tag: &[u8]| {
        let found = start.windows(tag.len()).enumerate().filter(|(_, window)| *window == tag);
        found.map(|(at, _)| start.get(at + tag.len())).any(ends_name)
    };
    // Other markup has a head and a body too.
    let begins_as_html = || {
        let text = String::from_utf8_lossy(&start);
        text.split('<')
            .skip(1)
            .find_map(element_name)
            .is_some_and(|name| name == "title" || is_html_element(name))
    };
    has(b"<html") || has(b"<!doctype html") || ((has(b"<head") || has(b"<body")) && begins_as_html())
}
