//! MHTML: a page and all that belongs to it, as browsers save it in one file (RFC 2557).
//!
//! The first part that is HTML is the page; pictures and style sheets are not looked at.

use mail_parser::{MessageParser, MimeHeaders, PartType};

use super::{Parser, Record, Unreadable, html};
use crate::model::Scrape;

/// Reads a record as a saved page.
pub struct SavedPage;

impl Parser for SavedPage {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let message = MessageParser::default()
            .parse(&record.bytes)
            .ok_or_else(|| Unreadable::new("not MHTML", "is not MHTML: it has no header"))?;
        let page = message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(html) => Some((html, part.content_location())),
            _ => None,
        });
        let Some((page, location)) = page else {
            return Err(Unreadable::new("no text", "has no page of HTML among its parts"));
        };
        let address = message
            .header_raw("Snapshot-Content-Location")
            .map(str::trim)
            .or(location)
            .filter(|address| address.starts_with("http"))
            .map(str::to_string);
        let mut scrape = html::read_page(record, page.as_bytes(), Some("utf-8"))?;
        scrape.url = scrape.url.or(address);
        Ok(scrape)
    }
}

/// Whether bytes begin with a mail header that announces a page with its parts.
pub fn looks_like_mhtml(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    let header = head.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    let first = header.lines().next().unwrap_or_default();
    let named = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    named
        && header.contains("mime-version:")
        && (header.contains("multipart/related") || header.contains("content-type: text/html"))
}
