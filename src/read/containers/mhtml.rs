//! MHTML: a page and all that belongs to it, as browsers save it in one file (RFC 2557).
//!
//! The first part that is HTML is the page; pictures and style sheets are not looked at. The page's characters are decoded
//! here and not by the parser of mails, because what a part declares is not always true.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders, PartType};

use encoding_rs::UTF_8;

use crate::model::Scrape;
use crate::read::encoding::Charset;
use crate::read::{Parser, Record, Unreadable, html};

/// Reads a record as a saved page.
pub struct SavedPage;

impl Parser for SavedPage {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let message = MessageParser::default()
            .parse(&record.bytes)
            .ok_or_else(|| Unreadable::new("not MHTML", "is not MHTML: it has no header"))?;
        let page = message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(html) => Some((part, html)),
            _ => None,
        });
        let Some((part, html)) = page else {
            return Err(Unreadable::new("no text", "has no page of HTML among its parts"));
        };
        let address = message
            .header_raw("Snapshot-Content-Location")
            .map(str::trim)
            .or(part.content_location())
            .filter(|address| address.starts_with("http"))
            .map(str::to_string);
        let mut scrape = match content(part, &record.bytes) {
            Some(page) => {
                let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
                html::read_page(record, &page, charset)?
            }
            // Its packing is broken: the parser of mails has read what could be read.
            None => {
                let decoded = Record { charset: Charset::Named(UTF_8), ..record.clone() };
                html::read_page(&decoded, html.as_bytes(), None)?
            }
        };
        scrape.url = scrape.url.or(address);
        Ok(scrape)
    }
}

/// A part's bytes without the packing that mails need.
fn content<'m>(part: &MessagePart<'_>, message: &'m [u8]) -> Option<Cow<'m, [u8]>> {
    let packed = message.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)?;
    match part.encoding {
        Encoding::None => Some(Cow::Borrowed(packed)),
        Encoding::QuotedPrintable => quoted_printable_decode(packed).map(Cow::Owned),
        Encoding::Base64 => base64_decode(packed).map(Cow::Owned),
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
