//! A piece of HTML as text: what a feed has as an entry's content, without a page around the story.

use std::sync::LazyLock;

use dom_query::Document;
use regex::Regex;

use crate::read::html::limits::enforce_limits;
use crate::read::html::rendered_text::{join_lines, render_lines};
use crate::read::html::visibility::is_hidden;
use crate::text::patterns::compile_pattern;

/// The text as [`crate::read::html::rendered_text`] gives it: an empty line between paragraphs, a line break for `<br>`. What is
/// no markup stays as it is. Empty if there is too much
/// markup to be parsed ([`crate::read::html::limits`]).
pub(crate) fn html_to_text(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.to_string();
    }
    let Ok(html) = enforce_limits(html) else { return String::new() };
    let document = Document::fragment(html);
    // A figure has its caption; the story goes on without it.
    join_lines(&render_lines(&document.root(), |node| !is_hidden(node) && !node.has_name("figure")))
}

/// Whether a text is certainly HTML: it has tags of paragraphs, which nobody writes in plain text.
pub(crate) fn is_markup(text: &str) -> bool {
    static TAGS: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"(?i)</p>|<p(?:\s+[a-z-]+=[^<>]*)?>|<br\s*/?>|</div>|</h[1-6]>|</li>|</blockquote>")
    });
    text.contains('<') && TAGS.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::{html_to_text, is_markup};

    #[test]
    fn paragraphs_stay_apart_and_entities_are_characters() {
        let html = "<p>“It’s <b>late</b>,”\n he said.</p><p>Tea &amp; milk<br>And more</p><script>x</script>";
        assert_eq!(html_to_text(html), "“It’s late,” he said.\n\nTea & milk\nAnd more");
        assert_eq!(html_to_text("plain\nwords"), "plain\nwords");
    }

    #[test]
    fn markup_is_told_from_text_with_angle_brackets() {
        for text in ["<p>It is.</p>", "One<br/>Two", "<P CLASS=a>x", "<div>It is.</div>"] {
            assert!(is_markup(text), "{text}");
        }
        for text in [
            "5 < 6, p > 0.05",
            "He wrote <sic>.",
            "See <https://a.example/p>",
            "if a <p and b> 0",
            "<pre> R&D",
        ] {
            assert!(!is_markup(text), "{text}");
        }
    }
}
