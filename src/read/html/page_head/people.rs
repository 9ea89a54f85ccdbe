//! The people who wrote the story, as the page states them, else as it shows them.
//!
//! The site itself, addresses and handles are nobody. Agencies and desks stand in where no people are named anywhere.

use dom_query::NodeRef;

use crate::read::html::page_head::Page;
use crate::read::html::page_head::shown_elements::{Element, line_of};
use crate::text::byline;

const META: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "sailthru.author",
    "parsely-author",
    "cxenseparse:author",
    "byl",
    "byline",
    "twitter:creator:name",
];

/// What addresses of people's own pages contain.
const OWN_PAGES: &[&str] = &[
    "/author",
    "/people/",
    "/person/",
    "/staff/",
    "/writer",
    "/contributor",
    "/profile",
    "/journalist",
    "/reporter",
    "/by/",
    "/team/",
    "/newsteam/",
    "/columnist",
    "/correspondent",
];

/// A page's authors.
pub fn of(page: &Page<'_>, site: Option<&str>) -> Vec<String> {
    let mut desks = Vec::new();
    let linked = page.linked.values_of_page("author").chain(page.linked.values_of_page("creator"));
    let linked = linked.map(|value| page.linked.names(value)).collect::<Vec<_>>();
    let metas = META.iter().map(|name| page.metas(name));
    let stated = linked.into_iter().chain(metas).map(|names| {
        names.iter().flat_map(|name| byline::split_authors(Some(name))).collect::<Vec<String>>()
    });
    let headline = page.headline.as_deref().unwrap_or_default();
    let shown =
        shown(page).map(|names| names.into_iter().filter(|name| !headline.contains(name.as_str())).collect());
    for names in stated.chain(shown) {
        let mut named: Vec<String> = Vec::new();
        for name in names {
            if site.is_none_or(|site| !is_site(&name, site)) && !named.contains(&name) {
                named.push(name);
            }
        }
        let (people, others): (Vec<String>, Vec<String>) =
            named.into_iter().partition(|name| byline::is_person(name));
        if !people.is_empty() {
            return people;
        }
        if desks.is_empty() {
            desks = others;
        }
    }
    desks
}

/// "Echo" and "WWW.ISLANDECHO.EXAMPLE" are the site "Island Echo" or "Echo International".
fn is_site(name: &str, site: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = text.to_lowercase();
        let words =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !matches!(*word, "" | "the" | "www"));
        words.map(str::to_string).collect()
    };
    let (name, site) = (words(name), words(site));
    !name.is_empty()
        && !site.is_empty()
        && (name.concat() == site.concat() || site.starts_with(&name) || name.starts_with(&site))
}

/// What marks an element that may name the authors.
#[derive(Clone, Copy)]
enum Mark {
    /// It is called "author" and nothing else: `rel=author`, `itemprop=author`, `class=author`.
    Author,
    /// Its name speaks of bylines or authors.
    Byline,
    /// Its name speaks of what stands about the story.
    Credits,
    /// Nothing.
    None,
}

impl Mark {
    /// The surest first.
    const ALL: [Mark; 4] = [Mark::Author, Mark::Byline, Mark::Credits, Mark::None];

    fn is_on(self, element: &Element<'_>) -> bool {
        let any = |words: &[&str]| words.iter().any(|word| element.hint.contains(word));
        match self {
            Mark::Author => element.hint.split(' ').any(|name| name == "author"),
            Mark::Byline => any(&["byline", "by-line", "author", "writer", "reporter"]),
            Mark::Credits => any(&["meta", "credit"]),
            Mark::None => true,
        }
    }

    fn people(self, element: &Element<'_>) -> Vec<String> {
        match self {
            Mark::Author => named(&element.node),
            Mark::Byline => of_element(&element.node),
            Mark::Credits | Mark::None => of_line(&line_of(&element.node), self),
        }
    }
}

/// What the page shows as its byline, the best marked first.
fn shown<'p>(page: &'p Page<'_>) -> impl Iterator<Item = Vec<String>> + 'p {
    Mark::ALL.into_iter().flat_map(move |mark| {
        let elements = page.shown.elements.iter();
        let marked = elements.filter(move |element| {
            !element.in_figure && !element.hint.contains("bio") && mark.is_on(element)
        });
        marked.map(move |element| mark.people(element))
    })
}

/// The people in an element that is called nothing but "author": a pen name need not look like a name.
fn named(node: &NodeRef<'_>) -> Vec<String> {
    let names = of_element(node);
    let text = line_of(node);
    let is_pen_name = names.is_empty()
        && text.split_whitespace().count() <= 3
        && !text.is_empty()
        && text.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c));
    if is_pen_name { byline::split_authors(Some(&text)) } else { names }
}

/// The people that a byline links to, else those that it names.
fn of_element(node: &NodeRef<'_>) -> Vec<String> {
    let is_link = |node: &NodeRef<'_>| {
        let href = node.attr("href").unwrap_or_default().to_lowercase();
        node.node_name().is_some_and(|tag| tag.as_ref() == "a")
            && OWN_PAGES.iter().any(|part| href.contains(part))
    };
    let links =
        node.descendants_it().filter(is_link).map(|link| byline::authors_of_shown_line(&line_of(&link)));
    let linked: Vec<String> = links.flatten().collect();
    if linked.is_empty() { byline::authors_of_shown_line(&line_of(node)) } else { linked }
}

/// A line that nothing calls a byline counts as one only where it says "By", or, among credits, where it is an agency.
fn of_line(text: &str, mark: Mark) -> Vec<String> {
    if text.chars().count() > 120 {
        return Vec::new();
    }
    let names = byline::authors_of_shown_line(text);
    let agency = matches!(mark, Mark::Credits) && names.iter().all(|name| byline::is_agency(name));
    let starts = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let said = starts("posted by ") || starts("written by ");
    // "By Design" is no one: a name alone needs more than "By".
    let by = starts("by ") && names.iter().all(|name| name.contains(' '));
    if agency || said || by { names } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::read::html::page_head::PageHead;

    fn authors(html: &str) -> Vec<String> {
        PageHead::of(&format!("<meta property=og:site_name content='The Island Echo'>{html}")).authors
    }

    #[test]
    fn people_are_people() {
        for (html, names) in [
            ("<meta name=author content='Jane Roe, Island Echo'>", &["Jane Roe"] as &[&str]),
            (
                "<meta name=author content='By Jane Roe and Tomas Okafor, Staff Writers'>",
                &["Jane Roe", "Tomas Okafor"],
            ),
            (
                "<meta property=article:author content='Jane Roe'><meta property=article:author content='Tomas Okafor'>",
                &["Jane Roe", "Tomas Okafor"],
            ),
            (
                "<meta name=author content='@islandecho'><meta property=article:author content='https://social.example/echo'>",
                &[],
            ),
            (
                "<meta name=author content='The Island Echo'><div class=byline>By <a href='/people/jane'>Jane Roe</a></div>",
                &["Jane Roe"],
            ),
            ("<meta name=author content=AFP>", &["AFP"]),
            ("<div class='comment'><span class=author>Angry Reader</span></div>", &[]),
            ("<p class='article-meta'>By Jane Roe | 3 October 2024</p>", &["Jane Roe"]),
            ("<span itemprop=author itemscope><span itemprop=name>Jane Roe</span></span>", &["Jane Roe"]),
            ("<span class='author vcard fn'>konrad</span>", &["konrad"]),
            ("<p class=credit>AFP</p>", &["AFP"]),
            ("<span class=category>Posted by Konrad</span>", &["Konrad"]),
            ("<i>By Jane Roe</i>", &["Jane Roe"]),
            ("<i>By Design</i>", &[]),
            (
                "<title>Blue Coats and I</title><h1>Blue Coats and I</h1><div class='author-story'>Blue Coats and I</div>",
                &[],
            ),
            ("<figure><figcaption class=author>Eino Vik</figcaption></figure>", &[]),
        ] {
            assert_eq!(authors(html), names, "{html}");
        }
    }
}
