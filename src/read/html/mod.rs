//! A saved page of HTML: its main text by [`crate::read::html::main_text`], and what its head says of it by [`crate::read::html::page_head`].
//!
//! The surprising decision: headline, authors and date are taken from the page's own statements (JSON-LD, Open Graph)
//! before anything that is guessed from its looks.

pub(crate) mod boilerplate;
pub(crate) mod fragment;
pub(crate) mod implicit_paragraphs;
pub(crate) mod limits;
pub mod main_text;
pub mod page_head;

use crate::model::Scrape;
use crate::read::{Parser, Record, Unreadable, encoding};
use page_head::PageHead;

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
    if !text.contains(char::is_alphanumeric) {
        return Err(Unreadable::new("no text", "has no main text: nothing on the page looks like a story"));
    }
    let pictures = head.pictures_in(&text);
    let (published, published_from) = head.published.unzip();
    Ok(Scrape {
        origin: record.origin.clone(),
        text,
        encoding: Some(decoded.name()),
        pictures,
        url: head.url,
        title: head.title,
        byline: (!head.authors.is_empty()).then(|| head.authors.join(", ")),
        published,
        published_from,
        modified: head.modified,
        section: head.section,
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
