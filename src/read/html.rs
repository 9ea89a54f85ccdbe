//! A saved page of HTML: its main text by [`super::main_text`], and what its head says of it by [`super::page_head`].
//!
//! The surprising decision: headline, authors and date are taken from the page's own statements (JSON-LD, Open Graph)
//! before anything that is guessed from its looks.

use super::page_head::PageHead;
use super::{Parser, Record, Unreadable, encoding, main_text};
use crate::model::Scrape;

/// Bytes of a page, without its scripts, above which nothing is guessed: it takes as long as finding the story.
const LARGEST_GUESSED: usize = 1 << 20;

/// Reads a record as a page of HTML.
pub struct HtmlPage;

impl Parser for HtmlPage {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        read_page(record, &record.bytes, None)
    }
}

/// Reads a page that a record holds; `charset` is what came with it said, before what it says itself.
pub fn read_page(record: &Record, page: &[u8], charset: Option<&str>) -> Result<Scrape, Unreadable> {
    let decoded = encoding::decode_page(page, record.charset, charset);
    let page = main_text::bounded(&decoded.text)?;
    let text = main_text::find(&page)?;
    let head = PageHead::of(&page);
    let stated = head.title.is_some() && !head.authors.is_empty() && head.published.is_some();
    let guessed = if stated || page.len() > LARGEST_GUESSED {
        main_text::Guess::default()
    } else {
        main_text::guess(&page)
    };
    if !text.contains(char::is_alphanumeric) {
        return Err(Unreadable::new("no text", "has no main text: nothing on the page looks like a story"));
    }
    Ok(Scrape {
        origin: record.origin.clone(),
        text,
        encoding: Some(decoded.name()),
        url: head.url,
        title: head.title.or(guessed.title),
        byline: (!head.authors.is_empty()).then(|| head.authors.join(", ")).or(guessed.author),
        published: head.published.or(guessed.date),
        source: head.site,
        language: head.language,
        ..Scrape::default()
    })
}

/// Whether bytes begin as a page of HTML does.
pub fn looks_like_html(head: &[u8]) -> bool {
    let start: Vec<u8> = head.trim_ascii_start().iter().take(2048).map(u8::to_ascii_lowercase).collect();
    if !start.starts_with(b"<") {
        return false;
    }
    let has = |tag: &[u8]| start.windows(tag.len()).any(|window| window == tag);
    has(b"<html") || has(b"<!doctype html") || has(b"<head") || has(b"<body")
}
