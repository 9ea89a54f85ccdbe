//! Boilerplate around a page's story, removed from its tree before the story is looked for.
//!
//! Takes a parsed page and removes elements from it: hidden ones, those whose class says share bar or newsletter box, and
//! those made of links. Size limits every rule: an element with a good part of the page's prose in it is never removed,
//! whatever its class says, because templates put misleading names on the whole story.

use dom_query::{Document, NodeRef};

use crate::read::error::Unreadable;

/// Deeper trees overflow the stack of recursive code. [`crate::read::html::limits`] prevents them; this is a second check.
const MAX_TREE_DEPTH: usize = 600;

/// Removes boilerplate.
///
/// # Errors
/// Where the tree is too deep.
pub(crate) fn remove_boilerplate(document: &Document) -> Result<(), Unreadable> {
    let outline = Outline::count(document)?;
    let mut removed_until = 0;
    let mut prose_above = 0;
    for (number, element) in outline.elements.iter().enumerate() {
        if number < removed_until {
            continue;
        }
        if outline.is_boilerplate(number, prose_above) {
            element.node.remove_from_parent();
            removed_until = element.end;
        } else {
            prose_above += element.prose;
        }
    }
    Ok(())
}

/// A text without markup inside it is prose if it has at least as many characters.
const MIN_PROSE_CHARS: usize = 60;

/// Elements called comments are comments if there are at least as many characters of prose above them.
const MIN_STORY_CHARS: usize = 200;

/// An element, with counts over everything in it.
struct CountedElement<'a> {
    node: NodeRef<'a>,
    name: String,
    parent: usize,
    /// The index after that of its last descendant.
    end: usize,
    /// Visible characters without white space.
    chars: usize,
    /// Those of them in links.
    link_chars: usize,
    links: usize,
    /// Elements in it that begin a new line.
    blocks: usize,
    /// Characters of prose directly in it.
    prose: usize,
    inside_link: bool,
}

impl CountedElement<'_> {
    fn text_chars(&self) -> usize {
        self.chars - self.link_chars
    }

    fn is_block(&self) -> bool {
        is_block(&self.name)
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dd"
            | "dt"
            | "table"
            | "tbody"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "nav"
            | "main"
            | "form"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "pre"
            | "center"
            | "address"
    )
}

/// Whether an element is not shown, or holds no text.
fn is_without_text(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "noscript" | "svg" | "head" | "iframe" | "select" | "textarea"
    )
}

/// All elements of a page's body in the order in which they begin.
struct Outline<'a> {
    elements: Vec<CountedElement<'a>>,
    headings: usize,
}

impl<'a> Outline<'a> {
    fn count(document: &'a Document) -> Result<Outline<'a>, Unreadable> {
        let mut elements: Vec<CountedElement<'a>> = Vec::new();
        let mut left = vec![(document.root(), 0, 0)];
        while let Some((node, parent, depth)) = left.pop() {
            if depth > MAX_TREE_DEPTH {
                let reason = format!("is a page of elements more than {MAX_TREE_DEPTH} deep");
                return Err(Unreadable::new("too much markup", reason));
            }
            if node.is_text() {
                let chars = node.text().chars().filter(|c| !c.is_whitespace()).count();
                if let Some(element) = elements.get_mut(parent) {
                    element.chars += chars;
                    element.link_chars += if element.inside_link { chars } else { 0 };
                    element.prose += if element.inside_link || chars < MIN_PROSE_CHARS { 0 } else { chars };
                }
                continue;
            }
            let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
            let number = elements.len();
            let is_link = name == "a" && node.has_attr("href");
            let inside_link = is_link || elements.get(parent).is_some_and(|parent| parent.inside_link);
            if !is_without_text(&name) {
                left.extend(node.children_it(true).map(|child| (child, number, depth + 1)));
            }
            let links = usize::from(is_link);
            elements.push(CountedElement {
                node,
                name,
                parent,
                end: 0,
                chars: 0,
                link_chars: 0,
                links,
                blocks: 0,
                prose: 0,
                inside_link,
            });
        }
        Ok(Outline::add_up(elements))
    }

    /// Adds the counts of each element to the one around it.
    fn add_up(mut elements: Vec<CountedElement<'a>>) -> Outline<'a> {
        for number in (1..elements.len()).rev() {
            let element = &mut elements[number];
            element.end = element.end.max(number + 1);
            let (parent, end, chars, link_chars) =
                (element.parent, element.end, element.chars, element.link_chars);
            let (links, blocks) = (element.links, element.blocks + usize::from(element.is_block()));
            let outer = &mut elements[parent];
            outer.end = outer.end.max(end);
            outer.chars += chars;
            outer.link_chars += link_chars;
            outer.links += links;
            outer.blocks += blocks;
        }
        let headings = elements.iter().filter(|element| element.name == "h1").count();
        Outline { elements, headings }
    }

    fn is_boilerplate(&self, number: usize, prose_above: usize) -> bool {
        let element = &self.elements[number];
        if matches!(element.name.as_str(), "html" | "body" | "main" | "head" | "") {
            return false;
        }
        let share = element.text_chars() * 100 / self.elements[0].text_chars().max(1);
        // Readers' comments may be longer than the story.
        let max_share =
            if prose_above >= MIN_STORY_CHARS && is_called_comments(&element.node) { 95 } else { 30 };
        if share > max_share || element.chars == 0 {
            return false;
        }
        matches!(element.name.as_str(), "nav" | "button" | "dialog")
            || element.name == "h1" && self.headings == 1
            || is_hidden(&element.node)
            || self.is_made_of_links(number)
            || has_boilerplate_name(&element.node, prose_above)
            || element.name == "header" && self.is_story_header(number)
    }

    /// The header of a story has its headline, deck and byline, and no more than a short paragraph.
    fn is_story_header(&self, number: usize) -> bool {
        let element = &self.elements[number];
        element.text_chars() < 600
    }

    /// Whether an element is a list of links, or a paragraph that is one link: the headline of another story.
    fn is_made_of_links(&self, number: usize) -> bool {
        let element = &self.elements[number];
        if !element.is_block() || element.links == 0 || element.link_chars * 100 < element.chars * 75 {
            return false;
        }
        if element.links >= 3 && element.blocks >= 2 && element.link_chars * 100 >= element.chars * 85 {
            return true;
        }
        if matches!(element.name.as_str(), "li" | "ul" | "ol" | "dl" | "dt" | "dd") {
            return false;
        }
        let text = element.node.text();
        let text = text.trim();
        let sentence = text.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?', ':', '。']);
        !sentence && text.split_whitespace().count() >= 3
    }
}

fn is_called_comments(node: &NodeRef<'_>) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|value| {
        value.split_whitespace().any(|token| {
            let words = split_name(token);
            words.first().is_some_and(|word| word == "comments" || word == "disqus")
        })
    })
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let style = style.to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Words of boilerplate in classes and identifiers.
const BOILERPLATE_WORDS: &[&str] = &[
    "related",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "newsletter",
    "newsletters",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "pager",
    "disqus",
    "taboola",
    "outbrain",
    "share",
    "sharing",
    "sharebar",
    "social",
    "sponsored",
    "advert",
    "advertisement",
    "promo",
    "promos",
    "promotion",
    "trending",
    "subscribe",
    "subscription",
    "signup",
    "ticker",
    "copyright",
    "bio",
    "rollover",
    "comments",
    "tags",
    "taglist",
    "caption",
    "credit",
    "credits",
    "similar",
    "readmore",
    "breadcrumbs",
    "paywall",
    "cookie",
    "cookies",
    "gdpr",
    "toolbar",
    "submeta",
    "imagecredit",
    "cta",
];

/// Pairs of words next to each other.
const BOILERPLATE_WORD_PAIRS: &[(&str, &str)] = &[
    ("read", "more"),
    ("more", "on"),
    ("more", "stories"),
    ("more", "from"),
    ("also", "read"),
    ("read", "also"),
    ("read", "next"),
    ("next", "prev"),
    ("prev", "next"),
    ("most", "read"),
    ("most", "popular"),
    ("most", "viewed"),
    ("tag", "list"),
    ("author", "bio"),
    ("author", "info"),
    ("author", "box"),
    ("about", "author"),
    ("sign", "up"),
    ("video", "title"),
    ("comment", "list"),
    ("comments", "area"),
    ("story", "timeline"),
    ("print", "only"),
    ("print", "block"),
    ("see", "also"),
];

/// Words for what is between headline and story.
const DECK_WORDS: &[&str] = &[
    "dek",
    "deck",
    "standfirst",
    "subhead",
    "subheading",
    "subheadline",
    "subtitle",
    "summary",
    "strapline",
    "sub",
];

fn has_boilerplate_name(node: &NodeRef<'_>, prose_above: usize) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|value| {
        value.split_whitespace().any(|token| {
            let words = split_name(token);
            let listed = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
            listed(BOILERPLATE_WORDS)
                || words
                    .windows(2)
                    .any(|pair| BOILERPLATE_WORD_PAIRS.contains(&(pair[0].as_str(), pair[1].as_str())))
                || prose_above == 0 && listed(DECK_WORDS)
        })
    })
}

/// "articleShareBar", "article__share-bar" → article, share, bar.
fn split_name(token: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in token.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && lower {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}
