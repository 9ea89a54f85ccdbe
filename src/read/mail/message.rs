//! What a message holds: a story, or stories that it lists, and attachments.
//!
//! The surprising decision: a few words above an attachment are a note about it and no story.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::read::error::Unreadable;
use crate::read::html::fragment::html_to_text;
use crate::read::mail::body::{html_body, is_body_part, text_body};
use crate::read::mail::boundaries::whole_message;
use crate::read::mail::listed_stories::{ListedStory, find_listed_stories};

/// A body with attachments and fewer words is a note about them.
const MAX_NOTE_WORDS: usize = 60;

/// What a message holds.
#[derive(Debug, Default)]
pub(crate) struct MessageContents {
    /// What its body is.
    pub body: BodyContents,
    /// Its attachments that may be read: names, and bytes without the transfer encoding.
    pub attachments: Vec<(String, Vec<u8>)>,
    /// How many parts are nothing to read: pictures, signatures.
    pub passed_over: u64,
}

/// What the body of a message is.
#[derive(Debug, Default)]
pub(crate) enum BodyContents {
    /// A story, or something that parsing it will judge.
    #[default]
    Story,
    /// A list of stories.
    Stories(Vec<ListedStory>),
    /// The export of another program, pasted or sent as a page.
    Export(Vec<u8>),
    /// A note above attachments.
    Note,
}

/// Takes a message apart. `is_export` says whether a body is in a format of its own.
pub(crate) fn read_contents(record: &[u8], is_export: impl Fn(&[u8]) -> bool) -> MessageContents {
    let bytes = whole_message(record);
    let Ok(message) = parse_message(&bytes) else { return MessageContents::default() };
    let mut contents = MessageContents::default();
    for part in message.attachments().filter(|part| !is_body_part(part)) {
        match attached_file(part) {
            Some(bytes) => {
                let name = attachment_name(part, contents.attachments.len() + 1);
                contents.attachments.push((unused_name(name, &contents.attachments), bytes));
            }
            None => contents.passed_over += 1,
        }
    }
    contents.body = read_body(&message, &bytes, is_export, !contents.attachments.is_empty());
    contents
}

/// Parses a message.
///
/// # Errors
/// Where it has no header.
pub(crate) fn parse_message(bytes: &[u8]) -> Result<Message<'_>, Unreadable> {
    MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| Unreadable::new("not mail", "is no mail: it has no header"))
}

fn read_body(
    message: &Message<'_>,
    bytes: &[u8],
    is_export: impl Fn(&[u8]) -> bool,
    has_attachments: bool,
) -> BodyContents {
    let page = html_body(message, bytes).map(|html| html.decode());
    let text = text_body(message);
    for body in [&page, &text].into_iter().flatten() {
        if is_export(body.as_bytes()) {
            return BodyContents::Export(body.clone().into_bytes());
        }
    }
    if let Some(page) = &page {
        let stories = find_listed_stories(page);
        if !stories.is_empty() {
            return BodyContents::Stories(stories);
        }
    }
    let words = text
        .or_else(|| page.map(|page| html_to_text(&page)))
        .map_or(0, |text| text.split_whitespace().count());
    if has_attachments && words < MAX_NOTE_WORDS { BodyContents::Note } else { BodyContents::Story }
}

/// An attachment's bytes, unless it is nothing to read.
fn attached_file(part: &MessagePart<'_>) -> Option<Vec<u8>> {
    if let PartType::Message(message) = &part.body {
        return Some(message.raw_message().to_vec());
    }
    let kind = part.content_type();
    let (main, sub) = kind.map_or(("", ""), |kind| (kind.ctype(), kind.subtype().unwrap_or_default()));
    let (main, sub) = (main.to_ascii_lowercase(), sub.to_ascii_lowercase());
    let is_other = matches!(main.as_str(), "image" | "audio" | "video" | "font" | "multipart")
        || [
            "calendar",
            "vcard",
            "x-vcard",
            "css",
            "pgp-signature",
            "pkcs7-signature",
            "x-pkcs7-signature",
            "ics",
            "rfc822-headers",
            "delivery-status",
        ]
        .contains(&sub.as_str());
    (!is_other && !part.contents().is_empty()).then(|| part.contents().to_vec())
}

fn attachment_name(part: &MessagePart<'_>, number: usize) -> String {
    let name = part.attachment_name().map(|name| name.replace(['/', '\\'], "_"));
    let is_message = matches!(part.body, PartType::Message(_));
    name.filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| format!("{} {number}", if is_message { "message" } else { "attachment" }))
}

/// A name that no attachment has yet: two may be called the same.
fn unused_name(name: String, known: &[(String, Vec<u8>)]) -> String {
    let is_used = |name: &String| known.iter().any(|(other, _)| other == name);
    let mut numbers = 2..;
    let mut unused = name.clone();
    while is_used(&unused) {
        unused = format!("{name} ({})", numbers.next().unwrap_or_default());
    }
    unused
}
