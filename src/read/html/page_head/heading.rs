//! A heading of a page, and the kicker that is in it or above it.

use dom_query::{NodeId, NodeRef};

use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::{element_line, element_text, is_block};
use crate::text::characters::collapse_whitespace;

/// A heading's text.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// All of it.
    pub text: String,
    /// Its kicker and the rest, where its first element may be a kicker.
    pub parts: Option<HeadingParts>,
    id: NodeId,
}

/// The kicker in a heading and the rest of it.
#[derive(Debug, Clone)]
pub(crate) struct HeadingParts {
    /// Without the colon after it.
    pub kicker: String,
    /// Without the colon before it.
    pub headline: String,
    /// Whether the element says that it is a kicker.
    pub is_marked: bool,
}

/// Words in the names of elements that hold a kicker.
const KICKER_HINTS: &[&str] = &[
    "kicker",
    "overline",
    "eyebrow",
    "topline",
    "top-line",
    "surtitle",
    "surtitre",
    "supertitle",
    "suptitle",
    "overtitle",
    "over-title",
    "pretitle",
    "pre-title",
    "preheadline",
    "pre-headline",
    "roofline",
    "dachzeile",
    "spitzmarke",
    "antetitulo",
    "antetitle",
    "volanta",
    "cintillo",
    "occhiello",
    "vignette",
    "trompete",
    "stikktit",
    "headline-prefix",
    "title-prefix",
    "title__prefix",
    "headline__prefix",
    "title__sub",
];

/// A longer kicker is a sentence.
const MAX_KICKER_CHARS: usize = 60;
/// How many elements before a heading may be its kicker.
const MAX_ELEMENTS_ABOVE: usize = 10;

impl Heading {
    /// Reads a heading.
    pub fn read(node: &NodeRef<'_>) -> Heading {
        let segments = segments(node);
        let text = join_segments(&segments);
        Heading { text, parts: split_kicker(&segments), id: node.id }
    }
}

/// A piece of a heading: an element, or the text between two.
struct Segment {
    text: String,
    is_element: bool,
    is_kicker: bool,
}

fn segments(heading: &NodeRef<'_>) -> Vec<Segment> {
    let mut node = *heading;
    // A link around all of it, a span around all of it.
    loop {
        let mut children =
            node.children_it(false).filter(|child| !child.is_text() || !child.text().trim().is_empty());
        match (children.next(), children.next()) {
            (Some(only), None) if only.is_element() => node = only,
            _ => break,
        }
    }
    let mut segments: Vec<Segment> = Vec::new();
    for child in node.children_it(false) {
        if child.is_text() {
            segments.push(Segment { text: child.text().to_string(), is_element: false, is_kicker: false });
        } else if let Some(tag) = child.node_name() {
            if is_left_out(&child, tag.as_ref()) {
                continue;
            }
            // A space inside an element at its end is one between words; so is a line that a browser begins.
            let raw = child.text().to_string();
            let mut text = element_text(&child);
            let (starts, ends) = (raw.starts_with(char::is_whitespace), raw.ends_with(char::is_whitespace));
            if is_block(tag.as_ref()) || starts {
                text.insert(0, ' ');
            }
            if is_block(tag.as_ref()) || ends {
                text.push(' ');
            }
            let is_container =
                matches!(tag.as_ref(), "span" | "div" | "strong" | "small" | "p" | "b" | "em" | "a" | "i");
            segments.push(Segment { text, is_element: is_container, is_kicker: is_marked_kicker(&child) });
        }
    }
    segments
}

fn is_left_out(node: &NodeRef<'_>, tag: &str) -> bool {
    matches!(tag, "script" | "style" | "noscript" | "svg" | "template" | "button")
        || node.attr("hidden").is_some()
        || node.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
}

fn is_marked_kicker(node: &NodeRef<'_>) -> bool {
    ["class", "itemprop", "data-testid", "id"].iter().any(|name| {
        node.attr(name).is_some_and(|value| {
            let value = value.to_lowercase();
            KICKER_HINTS.iter().any(|hint| value.contains(hint))
        })
    })
}

/// The segments as one line. Two elements that nothing separates are separate where a word ends in one and begins in the
/// other: styles put them on two lines.
fn join_segments(segments: &[Segment]) -> String {
    let mut text = String::new();
    let mut after_element = false;
    for segment in segments {
        let ends_word = text.ends_with(|c: char| c.is_lowercase() || c.is_numeric() || "?!.”»".contains(c));
        let begins_word = segment.text.starts_with(|c: char| c.is_uppercase() || "„“«".contains(c));
        if after_element && segment.is_element && ends_word && begins_word {
            text.push(' ');
        }
        text.push_str(&segment.text);
        after_element = segment.is_element;
    }
    collapse_whitespace(&text)
}

fn split_kicker(segments: &[Segment]) -> Option<HeadingParts> {
    let is_said = |segment: &&Segment| segment.text.contains(char::is_alphanumeric);
    let first = segments.iter().position(|segment| is_said(&segment))?;
    let (kicker, rest) = (&segments[first], &segments[first + 1..]);
    let headline = join_segments(rest);
    let headline = strip_separators(&headline).to_string();
    let kicker_text = strip_separators(&collapse_whitespace(&kicker.text)).to_string();
    let fits = kicker.is_element
        && headline.contains(char::is_alphanumeric)
        && !kicker_text.is_empty()
        && kicker_text.chars().count() <= MAX_KICKER_CHARS;
    fits.then_some(HeadingParts { kicker: kicker_text, headline, is_marked: kicker.is_kicker })
}

/// A text without the signs that separate a kicker from its headline.
pub(crate) fn strip_separators(text: &str) -> &str {
    let is_sign = |c: char| c.is_whitespace() || matches!(c, ':' | '|' | '•' | '·' | '/' | '+');
    let text = text.trim_matches(is_sign);
    let text = text.strip_suffix(['–', '—', '-']).unwrap_or(text);
    let text = text
        .strip_prefix("- ")
        .or_else(|| text.strip_prefix("– "))
        .or_else(|| text.strip_prefix("— "))
        .unwrap_or(text);
    text.trim_matches(is_sign)
}

/// The kicker just above a heading, in an element that says that it is one.
pub(crate) fn kicker_above(page: &ParsedPage<'_>, heading: &Heading) -> Option<String> {
    let elements = &page.shown.elements;
    let at = elements.iter().position(|element| element.node.id == heading.id)?;
    let above = elements[at.saturating_sub(MAX_ELEMENTS_ABOVE)..at].iter().rev();
    let marked = above
        .take_while(|element| element.tag != "h1")
        .filter(|element| KICKER_HINTS.iter().any(|hint| element.hint.contains(hint)))
        .find(|element| !element.node.descendants_it().any(|inner| inner.id == heading.id))?;
    let kicker = element_line(&marked.node);
    let kicker = strip_separators(&kicker);
    let fits = kicker.contains(char::is_alphabetic)
        && kicker.chars().count() <= MAX_KICKER_CHARS
        && kicker.split_whitespace().count() <= 8;
    fits.then(|| kicker.to_string())
}
