//! The page in a server's response that a crawl stored: what WARC and ARC have in common.
//!
//! The surprising decision: the page of an error (404, 503) is given with its status, so that the gate can reject it and the
//! user may admit it.

use crate::model::Scrape;
use crate::read::containers::http::ResponseHead;
use crate::read::error::Unreadable;
use crate::read::html;
use crate::read::record::Record;

/// Whether a media type is that of a page; a crawler may not know it.
pub(crate) fn is_page(media_type: &str) -> bool {
    media_type.is_empty()
        || media_type.starts_with("text/html")
        || media_type.starts_with("application/xhtml+xml")
}

/// Whether a response is a page, or an error page of the server, and no redirect. `media_type` is what the crawl says of a
/// block that has no head of its own; empty if it says nothing.
pub(crate) fn is_page_response(block: &[u8], media_type: &str) -> bool {
    match ResponseHead::parse(block) {
        Some(head) => is_page(&head.media_type) && !matches!(head.status, 100..200 | 204 | 300..400),
        None => html::looks_like_html(block) || (!media_type.is_empty() && is_page(media_type)),
    }
}

/// The block of a record that has `header_bytes` of its own header above it.
///
/// # Errors
/// Where fewer than `length` bytes are there.
pub(crate) fn read_block(record: &Record, header_bytes: usize, length: u64) -> Result<&[u8], Unreadable> {
    let block = &record.bytes[header_bytes.min(record.bytes.len())..];
    if (block.len() as u64) < length {
        let reason =
            format!("breaks off: {} of {length} bytes are there; copy or fetch the file again", block.len());
        return Err(Unreadable::new("breaks off", reason));
    }
    Ok(block)
}

/// Reads the page of a response; one without a head (HTTP/0.9) is the page alone.
///
/// # Errors
/// Where the page has no main text, or too much markup.
pub(crate) fn read_response(record: &Record, block: &[u8]) -> Result<Scrape, Unreadable> {
    let Some(head) = ResponseHead::parse(block) else {
        return html::read_page(record, block, None);
    };
    let page = html::read_page(record, &head.body(block), head.charset.as_deref());
    if (200..300).contains(&head.status) {
        return page;
    }
    let nothing = Scrape { origin: record.origin.clone(), ..Scrape::default() };
    Ok(Scrape { status: Some(head.status), ..page.unwrap_or(nothing) })
}
