//! The plain text of a field that may be HTML: a story that an API gives in paragraphs of HTML, a title with a tag or a
//! character reference in it, text between the marks of CDATA.
//!
//! The surprising decision: a text is taken for HTML by its tags of paragraphs and by pairs of tags that nobody writes in
//! prose, never by an angle bracket alone. In HTML without paragraphs, empty lines part them, as content systems store it.

use std::borrow::Cow;

use crate::read::fields::references::decode_if_escaped;
use crate::read::html::fragment::{html_to_text, is_markup};

/// How often a text is taken for HTML inside HTML.
const MAX_ROUNDS: usize = 3;

/// How many closing tags are looked at to see whether a text is HTML.
const MAX_LOOKED_AT_TAGS: usize = 8;

/// The elements inside paragraphs whose tags show HTML.
const INLINE_ELEMENTS: [&str; 22] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "figure", "time", "title",
];

/// The text of a field without its HTML; a paragraph a line with an empty line between.
pub(crate) fn render_text(text: String) -> String {
    let mut text = text;
    for _ in 0..MAX_ROUNDS {
        if !text.contains(['<', '&']) {
            return text;
        }
        let unwrapped = unwrap_cdata(&text);
        if is_markup(&unwrapped) || has_inline_tags(&unwrapped) {
            let rendered = html_to_text(&break_at_empty_lines(&unwrapped));
            if rendered.is_empty() {
                // Too much markup to be parsed.
                return text;
            }
            if !(rendered.starts_with('<') && is_markup(&rendered)) {
                return decode_if_escaped(&rendered).into_owned();
            }
            text = rendered;
            continue;
        }
        match decode_if_escaped(&unwrapped) {
            Cow::Owned(decoded) if is_escaped_page(&unwrapped, &decoded) => text = decoded,
            // What is a tag now was escaped to be read as text.
            Cow::Owned(decoded) => return decoded,
            Cow::Borrowed(_) => return unwrapped.into_owned(),
        }
    }
    text
}

/// The same for a headline, a name or a section: one line.
pub(crate) fn render_line(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_string();
    }
    render_text(text.to_string()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether all of a text was HTML that was escaped as a whole, and not a text about tags.
fn is_escaped_page(escaped: &str, decoded: &str) -> bool {
    let is_wrapped =
        escaped.trim_start().starts_with("&lt;") && (is_markup(decoded) || has_inline_tags(decoded));
    let is_unwrapped = unwrap_cdata(decoded).len() < decoded.len();
    let paragraphs = |tag: &str| decoded.matches(tag).count();
    is_wrapped || is_unwrapped || paragraphs("</p>") > 1 && paragraphs("<p") > 1 || has_inline_tags(decoded)
}

/// The text without the marks of CDATA, which is also written as a comment by programs that know HTML alone.
fn unwrap_cdata(text: &str) -> Cow<'_, str> {
    const OPENINGS: [&str; 3] = ["<![CDATA[", "<!--[CDATA[", "&lt;![CDATA["];
    if !OPENINGS.iter().any(|opening| text.contains(opening)) {
        return Cow::Borrowed(text);
    }
    let text = OPENINGS.iter().fold(text.to_string(), |text, opening| text.replace(opening, ""));
    let text = ["]]-->", "]]>", "]]&gt;"].iter().fold(text, |text, closing| text.replace(closing, ""));
    Cow::Owned(text.trim().to_string())
}

/// Whether a text has a pair of tags inside a paragraph, or a picture.
fn has_inline_tags(text: &str) -> bool {
    let opens = |name: &str, before: &str| {
        before.match_indices('<').any(|(at, _)| {
            let tag = &before[at + 1..];
            tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && tag[name.len()..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
        })
    };
    let is_pair = |at: usize| {
        let name = text[at + 2..].split('>').next().unwrap_or_default().trim();
        INLINE_ELEMENTS.iter().any(|known| name.eq_ignore_ascii_case(known) && opens(known, &text[..at]))
    };
    text.match_indices("</").take(MAX_LOOKED_AT_TAGS).any(|(at, _)| is_pair(at))
        || (text.contains("<img ") && text.contains("src="))
}

/// HTML whose empty lines part paragraphs, with tags there: content systems store it like that, and add the tags when they
/// show it. Without empty lines, a line that ends as a sentence does ends its paragraph.
fn break_at_empty_lines(html: &str) -> Cow<'_, str> {
    let lower_has =
        |tags: &[&str]| tags.iter().any(|tag| html.contains(tag) || html.contains(&tag.to_uppercase()));
    if !html.contains('\n') || lower_has(&["<p>", "<p ", "<br", "</p>"]) {
        return Cow::Borrowed(html);
    }
    let has_empty_lines = html.lines().any(|line| line.trim().is_empty());
    let mut broken = String::with_capacity(html.len() + 64);
    for line in html.lines() {
        let ends_paragraph = match has_empty_lines {
            true => line.trim().is_empty(),
            false => line.trim_end().ends_with(['.', '!', '?', '”', '"', '»', '。', ':']),
        };
        broken.push_str(line);
        broken.push_str(if ends_paragraph { "<p>" } else { "\n" });
    }
    Cow::Owned(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        render_text(text.to_string())
    }

    #[test]
    fn html_becomes_text_however_often_it_was_wrapped() {
        for html in [
            "<p>The ferry was late &amp; full.</p><p>It left.</p>",
            "<![CDATA[<p>The ferry was late &amp; full.</p><p>It left.</p>]]>",
            "<!--[CDATA[<p>The ferry was late &amp; full.</p><p>It left.</p>]]-->",
            "&lt;p&gt;The ferry was late &amp;amp; full.&lt;/p&gt;&lt;p&gt;It left.&lt;/p&gt;",
            "&lt;![CDATA[<p>The ferry was late &amp; full.</p><p>It left.</p>]]&gt;",
            "The ferry was <b>late</b> &amp; full.\n\nIt left.",
            "The ferry was <b>late</b> &amp; full.\nIt left.",
        ] {
            assert_eq!(rendered(html), "The ferry was late & full.\n\nIt left.", "{html}");
        }
    }

    #[test]
    fn references_in_plain_text_keep_its_lines() {
        assert_eq!(rendered("Orla&#8217;s hall.\n\nIt&rsquo;s\nlate."), "Orla’s hall.\n\nIt’s\nlate.");
        assert_eq!(rendered("<p>Orla&amp;#8217;s hall.</p>"), "Orla’s hall.");
        assert_eq!(render_line("Orla&#8217;s <em>hall</em>\n closes"), "Orla’s hall closes");
    }

    #[test]
    fn text_with_angle_brackets_stays() {
        for text in [
            "5 < 6, and p > 0.05",
            "He wrote <sic> twice.",
            "if a <b and c> d",
            "See <https://a.example/>.",
            "R&D",
            "a </b> alone",
        ] {
            assert_eq!(rendered(text), text);
        }
        assert_eq!(rendered("The tag &lt;p&gt; opens one &amp; more."), "The tag <p> opens one & more.");
    }
}
