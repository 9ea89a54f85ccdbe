//! What a page shows, walked once: its elements in page order, without those that belong to other stories, to comments
//! or to the page's furniture.

use dom_query::{Document, NodeRef};

use crate::read::html::page_head::squeezed;

/// The elements of a page that may say something of its story.
pub struct Shown<'d> {
    /// In page order.
    pub elements: Vec<Element<'d>>,
}

/// An element and what its attributes call it.
pub struct Element<'d> {
    /// Itself.
    pub node: NodeRef<'d>,
    /// Its tag.
    pub tag: String,
    /// Its class, id, itemprop, rel and test name, in lower case: what its makers took it for.
    pub hint: String,
    /// Whether it stands inside of a figure.
    pub in_figure: bool,
}

const NOT_SHOWN: &[&str] = &[
    "nav", "footer", "aside", "script", "style", "noscript", "svg", "template", "iframe", "head", "select",
    "button",
];

/// Words in the names of what belongs to something else.
const ELSEWHERE: &[&str] = &[
    "comment",
    "related",
    "recommend",
    "sidebar",
    "most-read",
    "mostread",
    "popular",
    "trending",
    "promo",
    "teaser",
    "newsletter",
    "footer",
    "citation",
    "reference",
    "read-more",
    "readmore",
    "latest",
    "carousel",
    "bibliograph",
    "cookie",
    "breadcrumb",
    "also-like",
    "more-from",
    "more-stories",
    "up-next",
    "liveblog",
];

impl<'d> Shown<'d> {
    /// Walks a page.
    pub fn of(document: &'d Document) -> Shown<'d> {
        let mut elements = Vec::new();
        // Pages nest deeper than a stack of calls.
        let mut open: Vec<(NodeRef<'d>, bool)> = vec![(document.root(), false)];
        while let Some((node, in_figure)) = open.pop() {
            let mut inside = in_figure;
            if node.is_element() {
                let tag = node.node_name().map(|name| name.to_string()).unwrap_or_default();
                if NOT_SHOWN.contains(&tag.as_str()) {
                    continue;
                }
                let hint = hint(&node);
                let is_whole_page = matches!(tag.as_str(), "html" | "body" | "main" | "article");
                if !is_whole_page && ELSEWHERE.iter().any(|word| hint.contains(word)) {
                    continue;
                }
                inside |= tag == "figure";
                elements.push(Element { node, tag, hint, in_figure: inside });
            }
            let from = open.len();
            open.extend(node.children_it(false).filter(NodeRef::is_element).map(|child| (child, inside)));
            open[from..].reverse();
        }
        Shown { elements }
    }
}

fn hint(node: &NodeRef<'_>) -> String {
    let mut hint = String::new();
    for name in ["class", "id", "itemprop", "rel", "data-testid", "property"] {
        if let Some(value) = node.attr(name) {
            hint.push_str(&value.to_lowercase());
            hint.push(' ');
        }
    }
    hint
}

/// An element's text, with a space where an element other than a mark of emphasis or a link begins or ends.
pub fn text_of(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    gather(node, 0, usize::MAX, &mut text);
    squeezed(&text)
}

/// The same of an element that has no more than a line of it; empty for any other, whatever its length.
pub fn line_of(node: &NodeRef<'_>) -> String {
    const LONGEST: usize = 200;
    // Space of the markup is no text, but a page's worth of it is not a line's.
    let mut text = String::new();
    gather(node, 0, LONGEST * 8, &mut text);
    Some(squeezed(&text)).filter(|text| text.len() <= LONGEST).unwrap_or_default()
}

/// Deeper than this, what a short text is looked for in is no short text.
const DEEPEST: usize = 60;

fn gather(node: &NodeRef<'_>, depth: usize, most: usize, text: &mut String) {
    for child in node.children_it(false) {
        if text.len() > most {
            return;
        }
        if child.is_text() {
            text.push_str(&child.text());
            continue;
        }
        let Some(tag) = child.node_name() else { continue };
        if depth > DEEPEST || matches!(tag.as_ref(), "script" | "style" | "noscript" | "svg" | "template") {
            continue;
        }
        let is_inline = matches!(
            tag.as_ref(),
            "b" | "i"
                | "em"
                | "strong"
                | "a"
                | "sup"
                | "sub"
                | "mark"
                | "abbr"
                | "u"
                | "small"
                | "q"
                | "cite"
                | "wbr"
        );
        if !is_inline {
            text.push(' ');
        }
        gather(&child, depth + 1, most, text);
        if !is_inline {
            text.push(' ');
        }
    }
}
