//! The body of a message: its page of HTML, or else its text without the line breaks that mail programs put into it.

use std::borrow::Cow;

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use crate::read::containers::mhtml::decode_transfer_encoding;
use crate::read::encoding;
use crate::read::encoding::Charset;

/// The page of a message, as bytes, and the character set that its part declares.
pub(crate) struct HtmlBody<'m> {
    /// Without the transfer encoding.
    pub bytes: Cow<'m, [u8]>,
    /// As declared.
    pub charset: Option<&'m str>,
}

impl HtmlBody<'_> {
    /// The page as text.
    pub fn decode(&self) -> String {
        encoding::decode_page(&self.bytes, Charset::Unknown, self.charset).text.into_owned()
    }
}

/// Whether a part belongs to the body: a page or text that is not attached. The mail parser takes the last part of a message
/// that breaks off for an attachment.
pub(crate) fn is_body_part(part: &MessagePart<'_>) -> bool {
    let is_text = matches!(part.body, PartType::Html(_) | PartType::Text(_));
    let is_attached = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
    is_text && !is_attached && part.attachment_name().is_none()
}

/// The page among the parts that are the body; some programs part it at its pictures.
pub(crate) fn html_body<'m>(message: &'m Message<'_>, bytes: &'m [u8]) -> Option<HtmlBody<'m>> {
    let pages = message.parts.iter().filter(|part| is_body_part(part)).filter_map(|part| match &part.body {
        PartType::Html(html) => Some(html_of_part(part, html, bytes)),
        _ => None,
    });
    let mut pages: Vec<HtmlBody<'m>> = pages.collect();
    if pages.len() <= 1 {
        return pages.pop();
    }
    let joined: String = pages.iter().map(|page| page.decode() + "\n").collect();
    Some(HtmlBody { bytes: Cow::Owned(joined.into_bytes()), charset: Some("utf-8") })
}

fn html_of_part<'m>(part: &'m MessagePart<'_>, html: &'m str, bytes: &'m [u8]) -> HtmlBody<'m> {
    // Where the transfer encoding is broken, the mail parser has decoded what it could, into UTF-8.
    let decoded = decode_transfer_encoding(part, bytes).filter(|_| !part.is_encoding_problem);
    match decoded {
        Some(bytes) => HtmlBody { bytes, charset: declared_charset(part) },
        None => HtmlBody { bytes: Cow::Borrowed(html.as_bytes()), charset: Some("utf-8") },
    }
}

/// The first text among the parts that are the body, its wrapped lines joined where the sender says how (RFC 3676).
pub(crate) fn text_body(message: &Message<'_>) -> Option<String> {
    message.parts.iter().filter(|part| is_body_part(part)).find_map(|part| match &part.body {
        PartType::Text(text) => {
            let attribute = |name: &str| part.content_type().and_then(|kind| kind.attribute(name));
            let is_flowed = attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
            let drops_space = attribute("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
            Some(if is_flowed { join_flowed_lines(text, drops_space) } else { text.to_string() })
        }
        _ => None,
    })
}

fn declared_charset<'m>(part: &'m MessagePart<'_>) -> Option<&'m str> {
    part.content_type()?.attribute("charset")
}

/// A line that ends with a blank goes on in the next one; a signature (`-- `) ends the text, and a blank that begins a line
/// is stuffing.
fn join_flowed_lines(text: &str, drops_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut goes_on = false;
    for line in text.lines() {
        if line == "-- " {
            break;
        }
        if !goes_on && !joined.is_empty() {
            joined.push('\n');
        }
        let line = line.strip_prefix(' ').unwrap_or(line);
        goes_on = line.ends_with(' ');
        joined.push_str(if goes_on && drops_space { &line[..line.len() - 1] } else { line });
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::join_flowed_lines;

    #[test]
    fn flowed_lines_are_joined_and_the_signature_is_left_out() {
        let text = "The ferry was \nlate.\n\n From here it \nwent on.\n-- \nJane Roe";
        assert_eq!(join_flowed_lines(text, false), "The ferry was late.\n\nFrom here it went on.");
        assert_eq!(join_flowed_lines("渡し \n船", true), "渡し船");
    }
}
