//! What stands around a page's story, taken out of its tree before the story is looked for.
//!
//! Takes a parsed page and removes elements from it: what cannot be seen, what calls itself a share bar or a newsletter
//! box in its class, and what is made of links. Every rule is held back by size: an element with a good part of the
//! page's prose in it is never removed, whatever it is called, for templates hang the oddest names on the whole story.

use dom_query::{Document, NodeRef};

use crate::read::Unreadable;

/// Deeper trees overflow the stack of those who walk them by calling themselves; [`crate::read::html::limits`] sees to it
/// that there are none, and this is the second look.
const DEEPEST: usize = 600;

/// Weighs all elements, and removes.
///
/// # Errors
/// Where the tree is too deep to be handed on.
pub(crate) fn remove(document: &Document) -> Result<(), Unreadable> {
    let outline = Outline::of(document)?;
    let mut gone_until = 0;
    let mut prose_so_far = 0;
    for (number, element) in outline.elements.iter().enumerate() {
        if number < gone_until {
            continue;
        }
        if outline.is_surrounding(number, prose_so_far) {
            element.node.remove_from_parent();
            gone_until = element.end;
        } else {
            prose_so_far += element.prose;
        }
    }
    Ok(())
}

/// Characters of a stretch of text, without markup inside it, that make it prose.
const PROSE: usize = 60;

/// Characters of prose above them that make comments comments.
const ENOUGH_FOR_A_STORY: usize = 200;

/// An element with what is in it, counted over all that it holds.
struct Element<'a> {
    node: NodeRef<'a>,
    name: String,
    parent: usize,
    /// The number after its last descendant's.
    end: usize,
    /// Visible characters without white space.
    chars: usize,
    /// Those of them that are links.
    linked: usize,
    links: usize,
    /// Elements in it that begin a new line.
    blocks: usize,
    /// Characters of prose directly in it.
    prose: usize,
    inside_link: bool,
}

impl Element<'_> {
    fn plain(&self) -> usize {
        self.chars - self.linked
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

/// Not shown, or no text.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "noscript" | "svg" | "head" | "iframe" | "select" | "textarea"
    )
}

/// All elements of a page's body in the order in which they begin.
struct Outline<'a> {
    elements: Vec<Element<'a>>,
    headings: usize,
}

impl<'a> Outline<'a> {
    fn of(document: &'a Document) -> Result<Outline<'a>, Unreadable> {
        let mut elements: Vec<Element<'a>> = Vec::new();
        let mut left = vec![(document.root(), 0, 0)];
        while let Some((node, parent, depth)) = left.pop() {
            if depth > DEEPEST {
                let reason = format!("is a page of elements more than {DEEPEST} deep");
                return Err(Unreadable::new("too much markup", reason));
            }
            if node.is_text() {
                let chars = node.text().chars().filter(|c| !c.is_whitespace()).count();
                if let Some(element) = elements.get_mut(parent) {
                    element.chars += chars;
                    element.linked += if element.inside_link { chars } else { 0 };
                    element.prose += if element.inside_link || chars < PROSE { 0 } else { chars };
                }
                continue;
            }
            let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
            let number = elements.len();
            let is_link = name == "a" && node.has_attr("href");
            let inside_link = is_link || elements.get(parent).is_some_and(|parent| parent.inside_link);
            if !is_silent(&name) {
                left.extend(node.children_it(true).map(|child| (child, number, depth + 1)));
            }
            let links = usize::from(is_link);
            elements.push(Element {
                node,
                name,
                parent,
                end: 0,
                chars: 0,
                linked: 0,
                links,
                blocks: 0,
                prose: 0,
                inside_link,
            });
        }
        Ok(Outline::summed(elements))
    }

    /// Adds what is in each element to the one around it.
    fn summed(mut elements: Vec<Element<'a>>) -> Outline<'a> {
        for number in (1..elements.len()).rev() {
            let element = &mut elements[number];
            element.end = element.end.max(number + 1);
            let (parent, end, chars, linked) = (element.parent, element.end, element.chars, element.linked);
            let (links, blocks) = (element.links, element.blocks + usize::from(element.is_block()));
            let outer = &mut elements[parent];
            outer.end = outer.end.max(end);
            outer.chars += chars;
            outer.linked += linked;
            outer.links += links;
            outer.blocks += blocks;
        }
        let headings = elements.iter().filter(|element| element.name == "h1").count();
        Outline { elements, headings }
    }

    fn is_surrounding(&self, number: usize, prose_so_far: usize) -> bool {
        let element = &self.elements[number];
        if matches!(element.name.as_str(), "html" | "body" | "main" | "head" | "") {
            return false;
        }
        let share = element.plain() * 100 / self.elements[0].plain().max(1);
        // What readers write under a story may be longer than the story.
        let most =
            if prose_so_far >= ENOUGH_FOR_A_STORY && is_called_comments(&element.node) { 95 } else { 30 };
        if share > most || element.chars == 0 {
            return false;
        }
        matches!(element.name.as_str(), "nav" | "button" | "dialog")
            || element.name == "h1" && self.headings == 1
            || is_hidden(&element.node)
            || self.is_made_of_links(number)
            || is_called_so(&element.node, prose_so_far)
            || element.name == "header" && self.is_head_of_story(number)
    }

    /// The head of a story holds its headline, deck and byline, and no more than a short paragraph.
    fn is_head_of_story(&self, number: usize) -> bool {
        let element = &self.elements[number];
        element.plain() < 600
    }

    /// A list of links, or a paragraph that is one link: the headline of another story.
    fn is_made_of_links(&self, number: usize) -> bool {
        let element = &self.elements[number];
        if !element.is_block() || element.links == 0 || element.linked * 100 < element.chars * 75 {
            return false;
        }
        if element.links >= 3 && element.blocks >= 2 && element.linked * 100 >= element.chars * 85 {
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
            let words = words_of(token);
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

/// Words in classes and identifiers.
const WORDS: &[&str] = &[
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

/// Such words side by side.
const PAIRS: &[(&str, &str)] = &[
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

/// What stands between headline and story.
const DECKS: &[&str] = &[
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

fn is_called_so(node: &NodeRef<'_>, prose_so_far: usize) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|value| {
        value.split_whitespace().any(|token| {
            let words = words_of(token);
            let listed = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
            listed(WORDS)
                || words.windows(2).any(|pair| PAIRS.contains(&(pair[0].as_str(), pair[1].as_str())))
                || prose_so_far == 0 && listed(DECKS)
        })
    })
}

/// "articleShareBar", "article__share-bar" → article, share, bar.
fn words_of(token: &str) -> Vec<String> {
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
