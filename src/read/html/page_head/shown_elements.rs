//! What a page shows, walked once: its elements in page order, without those of other stories, of comments and of
//! navigation.

use dom_query::{Document, NodeRef};

use crate::text::characters::collapse_whitespace;

/// The elements of a page that may say something about its story.
pub(crate) struct ShownElements<'d> {
    /// In page order.
    pub elements: Vec<ShownElement<'d>>,
}

/// An element and its names.
pub(crate) struct ShownElement<'d> {
    /// Itself.
    pub node: NodeRef<'d>,
    /// Its tag.
    pub tag: String,
    /// Its class, id, itemprop, rel, test id and property, in lower case, separated by spaces.
    pub hint: String,
    /// Whether it is a figure or inside one.
    pub in_figure: bool,
}

/// Elements that are not shown, or belong to no story.
const SKIPPED_TAGS: &[&str] = &[
    "nav", "footer", "script", "style", "noscript", "svg", "template", "iframe", "head", "select", "button",
];

/// Words in the names of elements that belong to something else.
const UNRELATED_HINTS: &[&str] = &[
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

impl<'d> ShownElements<'d> {
    /// Walks a page.
    pub fn find(document: &'d Document) -> ShownElements<'d> {
        let mut elements = Vec::new();
        // A stack of its own: a page may nest deeper than calls can.
        let mut open: Vec<(NodeRef<'d>, bool)> = vec![(document.root(), false)];
        while let Some((node, in_figure)) = open.pop() {
            let mut inside = in_figure;
            if node.is_element() {
                let tag = node.node_name().map(|name| name.to_string()).unwrap_or_default();
                if SKIPPED_TAGS.contains(&tag.as_str()) || (tag == "aside" && !is_line_of_story(&node)) {
                    continue;
                }
                let hint = hint(&node);
                let is_whole_page = matches!(tag.as_str(), "html" | "body" | "main" | "article");
                let is_unrelated = !is_whole_page && UNRELATED_HINTS.iter().any(|word| hint.contains(word));
                // A misleading class around the whole story costs nothing.
                if is_unrelated && !holds_headline(&node) {
                    continue;
                }
                inside |= tag == "figure";
                elements.push(ShownElement { node, tag, hint, in_figure: inside });
            }
            let from = open.len();
            open.extend(node.children_it(false).filter(NodeRef::is_element).map(|child| (child, inside)));
            open[from..].reverse();
        }
        ShownElements { elements }
    }
}

fn holds_headline(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|inner| inner.has_name("h1"))
}

/// Whether an `aside` has no more than a byline and a time: a longer one holds other stories.
fn is_line_of_story(aside: &NodeRef<'_>) -> bool {
    let is_story = |node: &NodeRef<'_>| {
        node.node_name().is_some_and(|tag| matches!(tag.as_ref(), "article" | "main" | "header"))
    };
    !element_line(aside).is_empty() && aside.ancestors_it(None).any(|around| is_story(&around))
}

/// Whether an element belongs to something else than the story, by its names.
pub(crate) fn is_unrelated(node: &NodeRef<'_>) -> bool {
    let is_whole_page =
        node.node_name().is_some_and(|tag| matches!(tag.as_ref(), "html" | "body" | "main" | "article"));
    let hint = hint(node);
    !is_whole_page && UNRELATED_HINTS.iter().any(|word| hint.contains(word))
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

/// An element's text with the white space that a browser shows.
pub(crate) fn element_text(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    gather_text(node, Spacing::Browser, 0, usize::MAX, &mut text);
    collapse_whitespace(&text)
}

/// The text of an element that has no more than a line, with a space at each `span`: styles keep "By", the name and the
/// role apart. Empty for any other.
pub(crate) fn element_line(node: &NodeRef<'_>) -> String {
    const MAX_LINE_BYTES: usize = 200;
    // White space of the markup is no text, but a page of it belongs to no line.
    let mut text = String::new();
    gather_text(node, Spacing::AtSpans, 0, MAX_LINE_BYTES * 8, &mut text);
    Some(collapse_whitespace(&text)).filter(|text| text.len() <= MAX_LINE_BYTES).unwrap_or_default()
}

/// Where an element separates words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// Where a browser begins a new line.
    Browser,
    /// At elements without a meaning of their own too.
    AtSpans,
}

/// An element with a deeper tree holds no short text.
const MAX_TEXT_DEPTH: usize = 60;

fn gather_text(node: &NodeRef<'_>, spacing: Spacing, depth: usize, max_bytes: usize, text: &mut String) {
    for child in node.children_it(false) {
        if text.len() > max_bytes {
            return;
        }
        if child.is_text() {
            text.push_str(&child.text());
            continue;
        }
        let Some(tag) = child.node_name() else { continue };
        if depth > MAX_TEXT_DEPTH
            || matches!(tag.as_ref(), "script" | "style" | "noscript" | "svg" | "template")
        {
            continue;
        }
        let is_apart = is_block(tag.as_ref())
            || (spacing == Spacing::AtSpans && matches!(tag.as_ref(), "span" | "font" | "label" | "time"));
        if is_apart {
            text.push(' ');
        }
        gather_text(&child, spacing, depth + 1, max_bytes, text);
        if is_apart {
            text.push(' ');
        }
    }
}

/// Whether a browser begins a new line at an element.
pub(crate) fn is_block(tag: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "img",
        "input",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "picture",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
    ];
    BLOCKS.contains(&tag)
}
