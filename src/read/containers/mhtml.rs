//! MHTML: a page and everything that belongs to it, as browsers save it in one file (RFC 2557).
//!
//! The first part that is HTML is the page; pictures and style sheets are ignored. The page is decoded here and not by the
//! mail parser, because a part's declared character set is not always true.

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::UTF_8;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::model::Scrape;
use crate::read::encoding::Charset;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::html;
use crate::read::record::{Parser, Record};
use crate::read::records::whole_stream::WholeStreamSplitter;

/// MHTML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "mhtml",
    description: "One page with its pictures, as browsers save it in one file",
    precedence: 40,
    kind: FormatKind::Bytes {
        recognise: looks_like_mhtml,
        open: |stream, template, limits| {
            (Box::new(WholeStreamSplitter::new(stream, template, limits)), Arc::new(MhtmlParser))
        },
    },
};

/// How many bytes of a file are searched for a mail header.
const HEADER_SEARCH_BYTES: usize = 4096;

/// Parses a record that is a saved page.
struct MhtmlParser;

impl Parser for MhtmlParser {
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
        let mut scrape = match decode_transfer_encoding(part, &record.bytes) {
            Some(page) => {
                let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
                html::read_page(record, &page, charset)?
            }
            // Its transfer encoding is broken: the mail parser has decoded what it could.
            None => {
                let decoded = Record { charset: Charset::Named(UTF_8), ..record.clone() };
                html::read_page(&decoded, html.as_bytes(), None)?
            }
        };
        scrape.url = scrape.url.or(address);
        Ok(scrape)
    }
}

/// A part's bytes without the transfer encoding of mails.
pub(crate) fn decode_transfer_encoding<'m>(
    part: &MessagePart<'_>,
    message: &'m [u8],
) -> Option<Cow<'m, [u8]>> {
    let encoded = message.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)?;
    match part.encoding {
        Encoding::None => Some(Cow::Borrowed(encoded)),
        Encoding::QuotedPrintable => quoted_printable_decode(encoded).map(Cow::Owned),
        Encoding::Base64 => base64_decode(encoded).map(Cow::Owned),
    }
}

/// Whether bytes begin with a mail header that announces a page with its parts.
fn looks_like_mhtml(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(HEADER_SEARCH_BYTES)]).to_ascii_lowercase();
    let header = head.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    let first = header.lines().next().unwrap_or_default();
    let is_header_line = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    is_header_line
        && header.contains("mime-version:")
        && (header.contains("multipart/related") || header.contains("content-type: text/html"))
}
