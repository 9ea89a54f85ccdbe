//! A piece of HTML as text: what a feed gives for an entry's content, where there is no page around the story.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use regex::Regex;

use crate::read::html::limits;

/// The text, a paragraph a line with an empty line between; what is no markup stays as it is, and of what is too much
/// to be read ([`crate::read::html::limits`]) there is none.
pub fn text_of(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.to_string();
    }
    let Ok(html) = limits::bounded(html) else { return String::new() };
    let document = Document::fragment(html);
    let text = gathered(document.root());
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n\n")
}

/// Whether a text is certainly HTML: it has tags of paragraphs in it, which nobody writes in plain text.
pub fn is_markup(text: &str) -> bool {
    static TAGS: LazyLock<Regex> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "the pattern is constant, compiled by this module's tests")]
        Regex::new(r"(?i)</p>|<p(?:\s+[a-z-]+=[^<>]*)?>|<br\s*/?>|</div>|</h[1-6]>|</li>|</blockquote>")
            .expect("a constant pattern")
    });
    text.contains('<') && TAGS.is_match(text)
}

/// A step of the walk over a tree, whose depth is not trusted: it keeps its own stack.
enum Step<'a> {
    Node(NodeRef<'a>),
    NewLine,
}

fn gathered(root: NodeRef<'_>) -> String {
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
        if parts_lines(&name) {
            text.push('\n');
            left.push(Step::NewLine);
        }
        left.extend(node.children_it(true).map(Step::Node));
    }
    text
}

fn parts_lines(name: &str) -> bool {
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
    use super::{is_markup, text_of};

    #[test]
    fn paragraphs_stay_apart_and_entities_are_characters() {
        let html = "<p>“It’s <b>late</b>,”\n he said.</p><p>Tea &amp; milk<br>And more</p><script>x</script>";
        assert_eq!(text_of(html), "“It’s late,” he said.\n\nTea & milk\n\nAnd more");
        assert_eq!(text_of("plain\nwords"), "plain\nwords");
    }

    #[test]
    fn markup_is_told_from_text_with_signs_in_it() {
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
