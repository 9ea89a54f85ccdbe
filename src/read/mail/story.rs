//! A message that is a story: its page or text, with what its header says.
//!
//! The subject is the headline, the sender's name the source, the date the time of publication.

use mail_parser::{Message, MimeHeaders};

use crate::model::{PublishedFrom, Scrape};
use crate::read::error::Unreadable;
use crate::read::html;
use crate::read::html::fragment::html_to_text;
use crate::read::mail::body::{HtmlBody, html_body, text_body};
use crate::read::mail::boundaries::whole_message;
use crate::read::mail::letter_lines::strip_letter_lines;
use crate::read::mail::message::parse_message;
use crate::read::record::{Parser, Record};
use crate::text::characters::collapse_whitespace;

/// Parses a record that is a message.
pub(crate) struct MessageStoryParser;

impl Parser for MessageStoryParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let bytes = whole_message(&record.bytes);
        let message = parse_message(&bytes)?;
        let page = html_body(&message, &bytes);
        let text = text_body(&message).filter(|text| text.contains(char::is_alphanumeric));
        let shown = page.as_ref().map(|page| html_to_text(&page.decode())).unwrap_or_default();
        let plain = |text: String| Scrape { text, is_page: true, ..Scrape::default() };
        let scrape = match (page, text) {
            // Too short for a main text to be found, or cut off: what there is of either part.
            (Some(page), text) => read_page(record, &page).or_else(|error| {
                let longest = text.into_iter().chain([shown.clone()]).max_by_key(String::len);
                longest.filter(|text| text.contains(char::is_alphanumeric)).map(plain).ok_or(error)
            })?,
            (None, Some(text)) => plain(text),
            (None, None) => return Err(no_body(&message)),
        };
        let scrape = add_header(Scrape { origin: record.origin.clone(), ..scrape }, &message);
        let shown: Vec<&str> = shown.lines().collect();
        Ok(Scrape { text: strip_letter_lines(&scrape.text, scrape.source.as_deref(), &shown), ..scrape })
    }
}

fn read_page(record: &Record, page: &HtmlBody<'_>) -> Result<Scrape, Unreadable> {
    let record = Record { origin: record.origin.clone(), ..Record::default() };
    html::read_page(&record, &page.bytes, page.charset)
}

fn no_body(message: &Message<'_>) -> Unreadable {
    let boundary = message.parts.first().and_then(|part| part.content_type()?.attribute("boundary"));
    match boundary {
        Some(boundary) => {
            let reason = format!(
                "is a mail in parts, and the line that should separate them (“--{boundary}”) is not in it: \
                 export or save the mail again"
            );
            Unreadable::new("breaks off", reason)
        }
        None => Unreadable::new("no text", "is a mail without a text"),
    }
}

fn add_header(scrape: Scrape, message: &Message<'_>) -> Scrape {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name()).map(collapse_whitespace);
    let name = name.filter(|name| !name.is_empty() && !name.contains('@'));
    let host = sender.and_then(|sender| sender.address()).and_then(|address| address.rsplit_once('@'));
    let sent = message.date().filter(|date| date.is_valid()).map(|date| date.to_rfc3339());
    let sent = sent.or_else(|| message.header_raw("Date").map(|date| date.trim().to_string()));
    let subject = message.subject().map(subject_as_headline).filter(|subject| !subject.is_empty());
    Scrape {
        title: subject.or(scrape.title),
        domain: name.is_none().then(|| host.map(|(_, host)| host.to_string())).flatten(),
        source: name.or(scrape.source),
        published_from: sent.as_ref().map(|_| PublishedFrom::RecordField).or(scrape.published_from),
        published: sent.or(scrape.published),
        ..scrape
    }
}

/// A subject without what mail programs put before it: "Fwd: Re: Ferry is late" → "Ferry is late".
fn subject_as_headline(subject: &str) -> String {
    const PREFIXES: [&str; 10] = ["re:", "fw:", "fwd:", "aw:", "wg:", "sv:", "vs:", "tr:", "rv:", "vb:"];
    let mut subject = collapse_whitespace(subject);
    while let Some(prefix) = PREFIXES
        .iter()
        .find(|prefix| subject.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
    {
        subject = subject[prefix.len()..].trim_start().to_string();
    }
    subject
}

#[cfg(test)]
mod tests {
    use super::subject_as_headline;

    #[test]
    fn a_forwarded_subject_is_the_headline() {
        assert_eq!(subject_as_headline("Fwd: RE: Ferry\n is late"), "Ferry is late");
        assert_eq!(subject_as_headline("Red: a colour"), "Red: a colour");
    }
}
