//! Text directly in a `<div>` or a table's cell, with paragraphs separated by `<br><br>`, put into `<p>`.
//!
//! Takes a parsed page and changes its tree. Old templates write such text, and main-text extraction looks for `<p>`.

use dom_query::{Document, NodeRef};

/// Shorter text is a label, not a paragraph.
const MIN_PARAGRAPH_CHARS: usize = 40;

/// Wraps every run of such text.
pub(crate) fn wrap_implicit_paragraphs(document: &Document) {
    let boxes: Vec<NodeRef<'_>> = document.root().descendants_it().filter(has_implicit_paragraphs).collect();
    for node in boxes {
        let mut run: Vec<NodeRef<'_>> = Vec::new();
        let mut breaks = 0;
        for child in node.children() {
            let is_break = child.has_name("br");
            let blank = child.is_text() && child.text().trim().is_empty();
            if is_break {
                breaks += 1;
            }
            let ends_paragraph = breaks >= 2 || !is_break && !is_inline(&child);
            if ends_paragraph {
                wrap_run(document, &run);
                run.clear();
            }
            if !is_break && !blank {
                breaks = 0;
            }
            if is_inline(&child) && !(run.is_empty() && (blank || is_break)) {
                run.push(child);
            }
        }
        wrap_run(document, &run);
    }
}

fn has_implicit_paragraphs(node: &NodeRef<'_>) -> bool {
    let fits = node.node_name().is_some_and(|name| {
        matches!(
            name.as_ref(),
            "div" | "td" | "section" | "article" | "main" | "center" | "body" | "blockquote"
        )
    });
    fits && node
        .children_it(false)
        .any(|child| child.is_text() && child.text().trim().chars().count() >= MIN_PARAGRAPH_CHARS)
}

fn is_inline(node: &NodeRef<'_>) -> bool {
    node.is_text()
        || node.node_name().is_some_and(|name| {
            matches!(
                name.as_ref(),
                "a" | "b"
                    | "i"
                    | "u"
                    | "em"
                    | "strong"
                    | "span"
                    | "font"
                    | "br"
                    | "sup"
                    | "sub"
                    | "small"
                    | "big"
                    | "q"
                    | "cite"
                    | "code"
                    | "abbr"
                    | "mark"
                    | "time"
                    | "s"
                    | "strike"
                    | "ins"
                    | "wbr"
                    | "tt"
            )
        })
}

fn wrap_run(document: &Document, run: &[NodeRef<'_>]) {
    let Some(first) = run.first() else { return };
    if !run.iter().any(|node| !node.text().trim().is_empty()) {
        return;
    }
    let paragraph = document.tree.new_element("p");
    first.insert_before(&paragraph);
    for node in run {
        paragraph.append_child(node);
    }
}
