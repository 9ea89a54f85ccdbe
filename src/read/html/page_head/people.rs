//! The people who wrote the story, according to the page's metadata, else as it shows them.
//!
//! The site itself, addresses and handles do not count. Agencies and desks do only where no people are named anywhere.

use dom_query::NodeRef;

use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::{ShownElement, element_line};
use crate::text::byline;

/// Names of `<meta>` for authors.
const AUTHOR_META: &[&str] = &[
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

/// Parts of addresses of people's own pages.
const PROFILE_URL_PARTS: &[&str] = &[
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

/// Finds a page's authors, on a page whose headline has been found.
pub(crate) fn find_authors(page: &ParsedPage<'_>, headline: Option<&str>) -> Vec<String> {
    let site = page.site.as_deref();
    let mut desks = Vec::new();
    let linked = page.linked.values_of_page("author").chain(page.linked.values_of_page("creator"));
    let linked = linked.map(|value| page.linked.names(value)).collect::<Vec<_>>();
    let metas = AUTHOR_META.iter().map(|name| page.metas(name));
    let stated = linked.into_iter().chain(metas).map(|names| {
        names.iter().flat_map(|name| byline::split_authors(Some(name))).collect::<Vec<String>>()
    });
    let headline = headline.unwrap_or_default();
    let shown = shown_bylines(page)
        .map(|names| names.into_iter().filter(|name| !headline.contains(name.as_str())).collect());
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
enum BylineMark {
    /// It is called "author" and nothing else: `rel=author`, `itemprop=author`, `class=author`.
    Author,
    /// Its name contains a word for bylines or authors.
    Byline,
    /// Its name contains a word for information about the story.
    Credits,
    /// Nothing.
    None,
}

impl BylineMark {
    /// The surest first.
    const ALL: [BylineMark; 4] =
        [BylineMark::Author, BylineMark::Byline, BylineMark::Credits, BylineMark::None];

    fn is_on(self, element: &ShownElement<'_>) -> bool {
        let any = |words: &[&str]| words.iter().any(|word| element.hint.contains(word));
        match self {
            BylineMark::Author => element.hint.split(' ').any(|name| name == "author"),
            BylineMark::Byline => any(&["byline", "by-line", "author", "writer", "reporter"]),
            BylineMark::Credits => any(&["meta", "credit"]),
            BylineMark::None => true,
        }
    }

    fn people(self, element: &ShownElement<'_>) -> Vec<String> {
        match self {
            BylineMark::Author => people_or_pen_name(&element.node),
            BylineMark::Byline => people_in_element(&element.node),
            BylineMark::Credits | BylineMark::None => people_in_line(&element_line(&element.node), self),
        }
    }
}

/// The bylines that the page shows, the best marked first.
fn shown_bylines<'p>(page: &'p ParsedPage<'_>) -> impl Iterator<Item = Vec<String>> + 'p {
    BylineMark::ALL.into_iter().flat_map(move |mark| {
        let elements = page.shown.elements.iter();
        let marked = elements.filter(move |element| {
            !element.in_figure && !element.hint.contains("bio") && mark.is_on(element)
        });
        marked.map(move |element| mark.people(element))
    })
}

/// The people in an element that is called nothing but "author": a pen name need not look like a name.
fn people_or_pen_name(node: &NodeRef<'_>) -> Vec<String> {
    let names = people_in_element(node);
    let text = element_line(node);
    let is_pen_name = names.is_empty()
        && text.split_whitespace().count() <= 3
        && !text.is_empty()
        && text.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c));
    if is_pen_name { byline::split_authors(Some(&text)) } else { names }
}

/// The people that a byline links to, else those that it names.
fn people_in_element(node: &NodeRef<'_>) -> Vec<String> {
    let is_link = |node: &NodeRef<'_>| {
        let href = node.attr("href").unwrap_or_default().to_lowercase();
        node.node_name().is_some_and(|tag| tag.as_ref() == "a")
            && PROFILE_URL_PARTS.iter().any(|part| href.contains(part))
    };
    let links =
        node.descendants_it().filter(is_link).map(|link| byline::authors_of_shown_line(&element_line(&link)));
    let linked: Vec<String> = links.flatten().collect();
    if linked.is_empty() { byline::authors_of_shown_line(&element_line(node)) } else { linked }
}

/// A line in an element that is not marked as a byline counts as one only if it says "By", or, among credits, if it is an
/// agency.
fn people_in_line(text: &str, mark: BylineMark) -> Vec<String> {
    if text.chars().count() > 120 {
        return Vec::new();
    }
    let names = byline::authors_of_shown_line(text);
    let agency = matches!(mark, BylineMark::Credits) && names.iter().all(|name| byline::is_agency(name));
    let starts = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let says_written = starts("posted by ") || starts("written by ");
    // "By Design" is nobody: a single name needs more than "By".
    let by = starts("by ") && names.iter().all(|name| name.contains(' '));
    if agency || says_written || by { names } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::page_head::headline::find_headline;
    use dom_query::Document;

    fn authors(html: &str) -> Vec<String> {
        let html = format!("<meta property=og:site_name content='The Island Echo'>{html}");
        let document = Document::from(html);
        let page = ParsedPage::read(&document);
        find_authors(&page, find_headline(&page).as_deref())
    }

    #[test]
    fn authors_are_people() {
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
