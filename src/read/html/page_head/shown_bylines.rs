//! The bylines that a page shows: in elements that are marked as such, in links to people's own pages, in lines that say "By".
//!
//! Takes the elements of a page, gives the authors that each byline names, the best marked first. An element without
//! separators between names has an element for each name; those that follow a byline with the same marks belong to it.

use dom_query::NodeRef;

use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::{ShownElement, element_line, element_text};
use crate::text::byline::{self, Author, AuthorKind, authors_of_shown_line, read_authors};
use crate::text::time_lines::read_time_line;

/// Parts of addresses of people's own pages.
const PROFILE_URL_PARTS: &[&str] = &[
    "/author",
    "/auteur",
    "/autor",
    "/autore",
    "/people/",
    "/person/",
    "/staff/",
    "/writer",
    "/contributor",
    "/profile",
    "/profil/",
    "/journalist",
    "/redakteur",
    "/redaktion/",
    "/reporter",
    "/by/",
    "/team/",
    "/newsteam/",
    "/columnist",
    "/correspondent",
    "/signataires/",
    "/firmas/",
    "/forfatter/",
    "/skribent/",
    "/yazar",
    "/muhabir",
];

/// Parts of addresses of people whom stories are about.
const PEOPLE_URL_PARTS: &[&str] =
    &["/people/", "/person/", "/profile", "/profil/", "/staff/", "/team/", "/by/", "/redaktion/"];

/// Attributes that hold authors' names.
const AUTHOR_ATTRIBUTES: &[&str] = &[
    "data-author",
    "data-authors",
    "data-author-name",
    "data-article-author",
    "data-article-authors",
    "data-byline",
];

/// What marks an element that may name the authors.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BylineMark {
    /// The markup says that it is the author: `rel=author`, `itemprop=author`.
    Declared,
    /// It is called "author" and nothing else: `class=author`.
    Author,
    /// Its name contains a word for bylines or authors.
    Byline,
    /// It is a link to a person's own page.
    Profile,
    /// Its name contains a word for information about the story.
    Credits,
    /// An attribute names the authors.
    Attribute,
    /// Nothing.
    None,
    /// Nothing but full names, beside the time or just above the story.
    Signature,
}

impl BylineMark {
    /// The surest first.
    const ALL: [BylineMark; 8] = [
        BylineMark::Declared,
        BylineMark::Author,
        BylineMark::Byline,
        BylineMark::Profile,
        BylineMark::Attribute,
        BylineMark::Credits,
        BylineMark::None,
        BylineMark::Signature,
    ];

    fn is_on(self, element: &ShownElement<'_>) -> bool {
        let any = |words: &[&str]| words.iter().any(|word| element.hint.contains(word));
        match self {
            BylineMark::Declared => ["rel", "itemprop"].iter().any(|name| {
                element
                    .node
                    .attr(name)
                    .is_some_and(|value| value.split_whitespace().any(|name| name == "author"))
            }),
            BylineMark::Author => element.hint.split(' ').any(|name| name == "author"),
            BylineMark::Byline => any(&[
                "byline",
                "by-line",
                "author",
                "writer",
                "reporter",
                "autor",
                "auteur",
                "journalist",
                "forfatter",
            ]),
            BylineMark::Profile => is_profile_link(&element.node) && !is_people_link(&element.node),
            BylineMark::Credits => {
                any(&["meta", "credit", "signature", "dateline", "article-info", "articleinfo"])
            }
            BylineMark::Attribute | BylineMark::None | BylineMark::Signature => true,
        }
    }

    fn people(self, element: &ShownElement<'_>) -> Vec<Author> {
        match self {
            BylineMark::Declared | BylineMark::Author => people_or_pen_name(&element.node),
            BylineMark::Byline => people_in_element(&element.node),
            BylineMark::Profile => full_names(authors_of_shown_line(&element_line(&element.node))),
            BylineMark::Attribute => people_in_attributes(&element.node),
            BylineMark::Signature => people_in_signature(&element.node),
            BylineMark::Credits | BylineMark::None => people_in_line(&element_line(&element.node), self),
        }
    }
}

/// Which elements may be bylines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Those whose markup says that they are the author.
    Declared,
    /// Those that say so.
    Marked,
    /// Those that look like one, too.
    Any,
    /// Only those that are nothing but names, where a byline would be.
    Signature,
}

/// The bylines that the page shows, the best marked first.
pub(crate) fn shown_bylines<'p>(
    page: &'p ParsedPage<'_>,
    trust: Trust,
) -> impl Iterator<Item = Vec<Author>> + 'p {
    let marks = match trust {
        Trust::Declared => &BylineMark::ALL[..1],
        Trust::Marked => &BylineMark::ALL[..3],
        Trust::Any => &BylineMark::ALL[..],
        Trust::Signature => &BylineMark::ALL[7..],
    };
    marks.iter().copied().flat_map(move |mark| {
        let elements = &page.shown.elements;
        let is_marked = move |element: &ShownElement<'_>| {
            !element.in_figure && !element.hint.contains("bio") && mark.is_on(element)
        };
        let marked = elements.iter().enumerate().filter(move |(_, element)| is_marked(element));
        marked.map(move |(at, element)| {
            let mut people = mark.people(element);
            if !people.is_empty()
                && !matches!(mark, BylineMark::None | BylineMark::Attribute | BylineMark::Signature)
            {
                let others =
                    elements[at + 1..].iter().filter(|other| is_marked(other) && is_beside(element, other));
                people.extend(others.flat_map(|other| mark.people(other)));
            }
            people
        })
    })
}

/// How far apart in the tree the elements of one byline are.
const MAX_BYLINE_LEVELS: usize = 5;

/// Whether two elements are of one kind in one line: a byline has an element for each author.
fn is_beside(element: &ShownElement<'_>, other: &ShownElement<'_>) -> bool {
    if element.tag != other.tag || element.hint != other.hint {
        return false;
    }
    let around = element.node.ancestors_it(Some(MAX_BYLINE_LEVELS));
    let both = around.zip(other.node.ancestors_it(Some(MAX_BYLINE_LEVELS)));
    let shared = both.enumerate().find(|(_, (one, two))| one.id == two.id);
    // One after the other, or further apart in what is no more than a line.
    shared.is_some_and(|(levels, (around, _))| levels < 2 || !element_line(&around).is_empty())
}

fn is_profile_link(node: &NodeRef<'_>) -> bool {
    let href = node.attr("href").unwrap_or_default().to_lowercase();
    node.node_name().is_some_and(|tag| tag.as_ref() == "a")
        && PROFILE_URL_PARTS.iter().any(|part| href.contains(part))
}

/// Whether a link may be to a person whom the story is about.
fn is_people_link(node: &NodeRef<'_>) -> bool {
    let href = node.attr("href").unwrap_or_default().to_lowercase();
    PEOPLE_URL_PARTS.iter().any(|part| href.contains(part))
}

/// The people in an element that is called nothing but "author": a pen name need not look like a name.
fn people_or_pen_name(node: &NodeRef<'_>) -> Vec<Author> {
    let names = people_in_element(node);
    let text = element_line(node);
    let is_pen_name = names.is_empty()
        && text.split_whitespace().count() <= 3
        && !text.is_empty()
        && text.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c));
    if is_pen_name { read_authors(&text) } else { names }
}

/// Longer elements are no bylines, but may hold one.
const MAX_BYLINE_CHILDREN: usize = 40;
const MAX_BYLINE_DEPTH: usize = 6;

/// The people that a byline names, each in an element of its own or all in one line; else those that it links to.
fn people_in_element(node: &NodeRef<'_>) -> Vec<Author> {
    let line = element_line(node);
    if !line.is_empty() {
        return people_in_tree(node, 0);
    }
    let links = node.descendants_it().filter(is_profile_link);
    links.flat_map(|link| full_names(authors_of_shown_line(&element_line(&link)))).collect()
}

fn people_in_tree(node: &NodeRef<'_>, depth: usize) -> Vec<Author> {
    let whole = authors_of_shown_line(&element_line(node));
    let children: Vec<NodeRef<'_>> = node.children_it(false).filter(NodeRef::is_element).collect();
    if depth > MAX_BYLINE_DEPTH || children.is_empty() || children.len() > MAX_BYLINE_CHILDREN {
        return whole;
    }
    let own: String =
        node.children_it(false).filter(NodeRef::is_text).map(|text| text.text().to_string()).collect();
    let names_people = !full_names(authors_of_shown_line(own.trim())).is_empty();
    if names_people && !whole.is_empty() {
        return whole;
    }
    let mut people: Vec<Author> = Vec::new();
    for child in &children {
        for person in full_names(people_in_tree(child, depth + 1)) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }
    let has_surname_beside = matches!((people.as_slice(), whole.as_slice()), ([part], [all])
        if all.name.contains(&part.name) && all.name.split(' ').count() == part.name.split(' ').count() + 1);
    if people.is_empty() || has_surname_beside { whole } else { people }
}

/// Those that cannot be a first name or a surname alone.
fn full_names(authors: Vec<Author>) -> Vec<Author> {
    let is_full = |author: &Author| {
        author.name.contains(' ') || author.kind == AuthorKind::Organisation || !author.name.is_ascii()
    };
    authors.into_iter().filter(is_full).collect()
}

fn people_in_attributes(node: &NodeRef<'_>) -> Vec<Author> {
    let values = AUTHOR_ATTRIBUTES.iter().filter_map(|name| node.attr(name));
    values.flat_map(|value| full_names(authors_of_shown_line(&value))).collect()
}

/// A shorter text is no paragraph of a story.
const MIN_PARAGRAPH_CHARS: usize = 80;

/// The people in an element that has nothing but full names, if a time follows it in its line, or if it is all bold and
/// the story's first paragraph follows it.
fn people_in_signature(node: &NodeRef<'_>) -> Vec<Author> {
    let line = element_line(node);
    if line.is_empty() || line.chars().count() > 80 || node.has_name("a") || node.has_name("h1") {
        return Vec::new();
    }
    if !byline::has_form_of_names(&line) {
        return Vec::new();
    }
    let authors = read_authors(&line);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let named: usize = authors.iter().map(|author| letters(&author.name)).sum();
    let is_name = |author: &Author| {
        author.kind == AuthorKind::Person && (2..=4).contains(&author.name.split(' ').count())
    };
    if byline::has_label(&line)
        || authors.is_empty()
        || !authors.iter().all(is_name)
        || named != letters(&line)
    {
        return Vec::new();
    }
    let next = node.next_element_sibling();
    let is_before_time = || {
        let next = next.as_ref().map(element_line).unwrap_or_default();
        read_time_line(&next).is_some()
            && node.prev_sibling().is_none_or(|before| before.text().trim().is_empty())
    };
    let is_bold = || {
        let mut children =
            node.children_it(false).filter(|child| !child.is_text() || !child.text().trim().is_empty());
        node.has_name("p")
            && children.next().is_some_and(|child| child.has_name("strong") || child.has_name("b"))
            && children.next().is_none()
    };
    let is_above_story = || {
        let is_long = |node: &NodeRef<'_>| element_text(node).chars().count() >= MIN_PARAGRAPH_CHARS;
        let mut before =
            node.ancestors_it(Some(1)).flat_map(|around| around.children_it(false).collect::<Vec<_>>());
        next.as_ref().is_some_and(|next| next.has_name("p") && is_long(next))
            && before
                .by_ref()
                .take_while(|child| child.id != node.id)
                .all(|child| !child.has_name("p") || !is_long(&child))
    };
    if (is_bold() && is_above_story()) || is_before_time() { authors } else { Vec::new() }
}

/// A line in an element that is not marked as a byline counts as one only if it says "By", or, among credits, if it is an
/// agency.
fn people_in_line(text: &str, mark: BylineMark) -> Vec<Author> {
    if text.chars().count() > 120 {
        return Vec::new();
    }
    // "By Design" is nobody: a single name needs more than "By".
    if byline::says_who_wrote(text) {
        return authors_of_shown_line(text);
    }
    if mark != BylineMark::Credits {
        return Vec::new();
    }
    let mut authors = authors_of_shown_line(text);
    authors.retain(|author| byline::is_agency(&author.name));
    authors
}
