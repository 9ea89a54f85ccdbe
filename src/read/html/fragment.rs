//! A piece of HTML as text: what a feed has as an entry's content, without a page around the story.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use regex::Regex;

use crate::read::html::limits::enforce_limits;
use crate::text::characters::collapse_whitespace;
use crate::text::patterns::compile_pattern;

/// The text, a paragraph a line with an empty line between; what is no markup stays as it is. Empty if there is too much
/// markup to be parsed ([`crate::read::html::limits`]).
pub(crate) fn html_to_text(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.to_string();
    }
    let Ok(html) = enforce_limits(html) else { return String::new() };
    let document = Document::fragment(html);
    let text = gather_text(document.root());
    let lines: Vec<String> =
        text.split('\n').map(collapse_whitespace).filter(|line| !line.is_empty()).collect();
    lines.join("\n\n")
}

/// Whether a text is certainly HTML: it has tags of paragraphs, which nobody writes in plain text.
pub(crate) fn is_markup(text: &str) -> bool {
    static TAGS: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"(?i)</p>|<p(?:\s+[a-z-]+=[^<>]*)?>|<br\s*/?>|</div>|</h[1-6]>|</li>|</blockquote>")
    });
    text.contains('<') && TAGS.is_match(text)
}

/// A step of the walk over a tree, which keeps its own stack because a tree may be deep.
enum Step<'a> {
    Node(NodeRef<'a>),
    NewLine,
}

fn gather_text(root: NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut left: Vec<Step<'_>> = vec![Step::Node(root)];
    while let Some(step) = left.pop() {
        let Step::Node(node) = step else {
            text.push('\n');
            continue;
        };
        if node.is_text() {
            // Line breaks of the markup are spaces; those of the text come from its elements.
            text.push_str(&node.text().replace(['\n', '\r'], " "));
            continue;
        }
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        if matches!(name.as_str(), "script" | "style" | "noscript" | "iframe" | "figure") {
            continue;
        }
        if is_block(&name) {
            text.push('\n');
            left.push(Step::NewLine);
        }
        left.extend(node.children_it(true).map(Step::Node));
    }
    text
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "br"
            | "li"
            | "ul"
            | "ol"
            | "dd"
            | "dt"
            | "blockquote"
            | "table"
            | "tr"
            | "section"
            | "article"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

#[cfg(test)]
mod tests {
    use super::{html_to_text, is_markup};

    #[test]
    fn paragraphs_stay_apart_and_entities_are_characters() {
        let html = "<p>“It’s <b>late</b>,”\n he said.</p><p>Tea &amp; milk<br>And more</p><script>x</script>";
        assert_eq!(html_to_text(html), "“It’s late,” he said.\n\nTea & milk\n\nAnd more");
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
