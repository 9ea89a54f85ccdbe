//! A piece of HTML as text: what a feed gives for an entry's content, where there is no page around the story.

use dom_query::{Document, NodeRef};

/// The text, a paragraph a line with an empty line between; what is no markup stays as it is.
pub fn text_of(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.to_string();
    }
    let document = Document::fragment(html);
    let mut text = String::new();
    gather(&document.root(), &mut text);
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n\n")
}

fn gather(node: &NodeRef<'_>, text: &mut String) {
    for child in node.children() {
        if child.is_text() {
            // Line breaks of the markup are spaces; those of the text come from its elements.
            text.push_str(&child.text().replace(['\n', '\r'], " "));
            continue;
        }
        let name = child.node_name().map(|name| name.to_string()).unwrap_or_default();
        if matches!(name.as_str(), "script" | "style" | "noscript" | "iframe" | "figure") {
            continue;
        }
        let parted = matches!(
            name.as_str(),
            "p" | "div"
                | "br"
                | "li"
                | "ul"
                | "ol"
                | "blockquote"
                | "table"
                | "tr"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
        );
        if parted {
            text.push('\n');
        }
        gather(&child, text);
        if parted {
            text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn paragraphs_stay_apart_and_entities_are_characters() {
        let html = "<p>“It’s <b>late</b>,”\n he said.</p><p>Tea &amp; milk<br>And more</p><script>x</script>";
        assert_eq!(text_of(html), "“It’s late,” he said.\n\nTea & milk\n\nAnd more");
        assert_eq!(text_of("plain\nwords"), "plain\nwords");
    }
}
