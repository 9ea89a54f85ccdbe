//! Markup that no reader knows: XML or SGML with another root.
//!
//! Read as a page of text it would be one article, with its tags in it and all its stories in one. A text that begins with a
//! tag of HTML is a text; so is one with a word in angle brackets.

use crate::read::error::Unreadable;
use crate::read::html::tag_names::{element_name, is_html_element};

/// How many opening tags of other markup show that it is none of HTML.
const MIN_TAGS: usize = 2;

/// How many bytes are looked at.
const SEARCHED_BYTES: usize = 16 << 10;

/// Passes what may be text.
///
/// # Errors
/// Where it begins as XML or SGML; the error names the first element.
pub(crate) fn reject_unknown_markup(head: &[u8]) -> Result<(), Unreadable> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if !head.starts_with(b"<") {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&head[..head.len().min(SEARCHED_BYTES)]);
    let is_declared = text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("<?xml"));
    let names: Vec<&str> = text.split('<').skip(1).filter_map(element_name).collect();
    let Some(first) = names.first() else { return Ok(()) };
    let is_closed = |name: &&&str| text.contains(&format!("</{name}"));
    let others = names.iter().filter(|name| !is_html_element(&name.to_ascii_lowercase()));
    if !is_declared
        && (is_html_element(&first.to_ascii_lowercase()) || others.filter(is_closed).count() < MIN_TAGS)
    {
        return Ok(());
    }
    let kind = if is_declared { "XML" } else { "XML or SGML" };
    let reason = format!(
        "is {kind} whose first element is <{first}>, and no format that is read begins so: save its articles as JSONL or CSV, and \
         import that"
    );
    Err(Unreadable::new("unknown markup", reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_other_kinds_is_refused_and_text_is_not() {
        for markup in [
            "<?xml version=\"1.0\"?><archive><story>It was late.</story></archive>",
            "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\"><DATE>1987</DATE><TEXT>It was.</TEXT></REUTERS>",
            "<nitf><body.head><hedline>Owls</hedline></body.head></nitf>",
        ] {
            assert_eq!(
                reject_unknown_markup(markup.as_bytes()).map_err(|error| error.rule),
                Err("unknown markup"),
                "{markup}"
            );
        }
        for text in ["<b>Bold</b> words", "<sic> he wrote.", "It is.", "<3 owls", "<p>It was late.</p>"] {
            assert_eq!(reject_unknown_markup(text.as_bytes()), Ok(()), "{text}");
        }
    }
}
