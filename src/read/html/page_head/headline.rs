//! The headline: the heading that readers saw, if the page's metadata confirms it.
//!
//! Takes a parsed page, gives its headline and kicker. Where the heading is the kicker and the headline in one, and the
//! metadata has the headline alone, they part. The surprising decision: where heading and metadata are two different
//! headlines, the heading wins; the other was written for search engines or social networks.

use std::collections::HashSet;

use dom_query::NodeRef;

use crate::read::html::page_head::heading::{Heading, kicker_above, strip_separators};
use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::element_text;
use crate::read::html::page_head::site_in_title::{comparable, names_site, split_title, strip_sites};

/// A headline and what is above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headline {
    /// Without the site's name.
    pub text: String,
    /// "Harbour" above or before "Pier to be rebuilt".
    pub kicker: Option<String>,
}

impl Headline {
    fn alone(text: String) -> Headline {
        Headline { text, kicker: None }
    }
}

/// `<meta>` that repeat the headline.
const HEADLINE_META: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "sailthru.title",
    "parsely-title",
    "title",
];

/// A longer kicker is a sentence.
const MAX_KICKER_CHARS: usize = 60;

/// Finds a page's headline, without the site's name.
pub(crate) fn find_headline(page: &ParsedPage<'_>) -> Option<Headline> {
    let sites = page.site_names();
    let title = first_text(page, "title");
    let linked = page.linked.text("headline");
    let metas = HEADLINE_META.iter().flat_map(|name| page.metas(name));
    let stated: Vec<String> =
        linked.into_iter().chain(metas).map(|stated| strip_sites(&stated, &sites)).collect();
    let is_site = |heading: &str| sites.iter().any(|site| names_site(heading, site));
    let large = headings(page, "h1");
    // Of several large headings, the one that shares the most words with the metadata: a logo may share words with the title.
    let confirmed_words = |heading: &Heading| {
        let fits = !is_site(&heading.text) && heading.text.chars().count() <= 300;
        let statements = stated.iter().chain(&title).filter(|_| fits);
        statements.filter_map(|stated| shared_words(&heading.text, stated)).max()
    };
    let best = large
        .iter()
        .rev()
        .filter_map(|heading| Some((confirmed_words(heading)?, heading)))
        .max_by_key(|(shared, _)| *shared);
    if let Some((_, heading)) = best {
        let mut headline = headline_of(heading, &stated);
        if headline.kicker.is_none() {
            let same = large.iter().filter(|other| other.text == heading.text);
            headline.kicker = same
                .filter_map(|heading| kicker_above(page, heading))
                .find(|kicker| !is_site(kicker) && comparable(kicker) != comparable(&headline.text));
        }
        headline.text = without_section(&headline.text, page);
        return Some(headline);
    }
    let stated_alone = stated.iter().find(|stated| !is_site(stated));
    if let Some(stated) = stated_alone {
        return Some(Headline::alone(without_section(stated, page)));
    }
    // Old pages have the headline in a smaller heading, and the site in the largest.
    if let Some(title) = &title {
        let parts: Vec<String> = split_title(title).into_iter().map(comparable).collect();
        let fits = |heading: &Heading| parts.contains(&comparable(&heading.text));
        if parts.len() > 1
            && let Some(heading) = headings(page, "h2, h3").into_iter().find(fits)
        {
            return Some(Headline::alone(heading.text));
        }
    }
    let alone = || large.iter().find(|heading| !is_site(&heading.text) && title.is_none());
    let title = title.as_ref().map(|title| strip_sites(title, &sites));
    title.or_else(|| Some(alone()?.text.clone())).map(|title| Headline::alone(without_section(&title, page)))
}

fn headings(page: &ParsedPage<'_>, tags: &str) -> Vec<Heading> {
    let found = page.document.select(tags);
    let nodes = found.nodes().iter().filter(|node| !links_to_front_page(node));
    nodes.map(Heading::read).filter(|heading| !heading.text.is_empty()).collect()
}

/// The headline in a heading, written as the statement that agrees with it; with its kicker where that is apart.
fn headline_of(heading: &Heading, stated: &[String]) -> Headline {
    let stated_as = |text: &str| stated.iter().find(|stated| comparable(stated) == comparable(text));
    let whole = comparable(&heading.text);
    let parts = heading.parts.as_ref();
    if let Some(parts) = parts
        && (stated_as(&parts.headline).is_some() || (parts.is_marked && stated_as(&heading.text).is_none()))
        && comparable(&parts.headline) != whole
    {
        return Headline { text: as_stated(&parts.headline, stated), kicker: Some(parts.kicker.clone()) };
    }
    if stated.iter().all(|stated| comparable(stated) != whole) || parts.is_none() {
        // "Harbour: Pier to be rebuilt", where the metadata has "Pier to be rebuilt".
        let shorter = stated.iter().filter_map(|stated| kicker_before(&heading.text, stated)).next();
        if let Some((kicker, text)) = shorter {
            return Headline { text: as_stated(&text, stated), kicker: Some(kicker) };
        }
    }
    let kicker = parts.filter(|parts| parts.is_marked).map(|parts| parts.kicker.clone());
    Headline { text: as_stated(&heading.text, stated), kicker }
}

/// A text as the statement writes it that has the same words: a heading's elements may have lost its white space.
fn as_stated(text: &str, stated: &[String]) -> String {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let same = stated.iter().find(|stated| letters(stated) == letters(text));
    same.map_or(text, String::as_str).to_string()
}

/// The kicker and the headline of a heading that ends with a statement.
fn kicker_before(heading: &str, stated: &str) -> Option<(String, String)> {
    let wanted = comparable(stated);
    if wanted.split(' ').count() < 2 {
        return None;
    }
    let separators = heading.match_indices([':', '|', '–', '—', '•', '·', '+']);
    let mut cuts = separators
        .map(|(at, sign)| (&heading[..at], &heading[at + sign.len()..]))
        .chain(heading.match_indices(" - ").map(|(at, sign)| (&heading[..at], &heading[at + sign.len()..])));
    let (kicker, text) = cuts.find(|(_, rest)| comparable(rest) == wanted)?;
    let kicker = strip_separators(kicker);
    let fits = !kicker.is_empty() && kicker.chars().count() <= MAX_KICKER_CHARS;
    fits.then(|| (kicker.to_string(), strip_separators(text).to_string()))
}

/// "Wall leaks - Coast" without the section, where the page says that this is one.
fn without_section(headline: &str, page: &ParsedPage<'_>) -> String {
    let sections = page.linked.text("articleSection").into_iter().chain(page.metas("article:section"));
    let sections: Vec<String> = sections.map(|section| comparable(&section)).collect();
    let Some((at, sign)) = headline.rmatch_indices(['|', '-', '–', '—', '·', '•']).next() else {
        return headline.to_string();
    };
    let (head, tail) = (headline[..at].trim_end(), &headline[at + sign.len()..]);
    let is_section = sections.contains(&comparable(tail)) && head.chars().count() > tail.chars().count();
    if is_section { strip_separators(head).to_string() } else { headline.to_string() }
}

fn first_text(page: &ParsedPage<'_>, selector: &str) -> Option<String> {
    let found = page.document.select(selector);
    found.nodes().iter().map(element_text).find(|text| !text.is_empty())
}

/// Whether a heading is nothing but a link to the front page.
fn links_to_front_page(heading: &NodeRef<'_>) -> bool {
    let links: Vec<NodeRef<'_>> = heading
        .descendants_it()
        .filter(|node| node.node_name().is_some_and(|tag| tag.as_ref() == "a"))
        .collect();
    let [link] = links.as_slice() else { return false };
    let href = link.attr("href").unwrap_or_default();
    let path =
        href.split_once("://").map_or(href.as_ref(), |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    matches!(path, "" | "/" | "/index.html" | "./")
}

fn word_set(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How many words two texts share, if that is most words of the shorter one.
fn shared_words(heading: &str, statement: &str) -> Option<usize> {
    let (heading, statement) = (word_set(heading), word_set(statement));
    let shared = heading.intersection(&statement).count();
    // One word alone is a section's or a site's name as easily as a headline.
    let least = heading.len().min(statement.len());
    (shared * 2 > least && (shared > 1 || heading.len() == statement.len())).then_some(shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn headline(html: &str) -> String {
        find_headline(&ParsedPage::read(&Document::from(html)))
            .map(|headline| headline.text)
            .unwrap_or_default()
    }

    #[test]
    fn the_heading_that_readers_saw_comes_first_if_the_metadata_confirms_it() {
        let page = |heading: &str| {
            format!(
                "<head><title>Wall leaks, says Brandt - Island Echo</title><meta property=og:title content='Wall leaks, says Brandt'>
                 <meta property=og:site_name content='Island Echo'></head>
                 <h1><a href='/'>Island Echo</a></h1><h1>{heading}</h1>"
            )
        };
        assert_eq!(
            headline(&page("Harbour wall leaks again, says Brandt")),
            "Harbour wall leaks again, says Brandt"
        );
        assert_eq!(headline(&page("Sections")), "Wall leaks, says Brandt");
        let logo = "<title>Wall leaks again, says Brandt | Echo World</title><h1><a href='/home?lang=e'>Echo World</a></h1>
            <h1>Wall leaks again, says Brandt</h1>";
        assert_eq!(headline(logo), "Wall leaks again, says Brandt");
        assert_eq!(headline(&page("Island Echo, the paper of the islands")), "Wall leaks, says Brandt");
    }

    #[test]
    fn the_sites_name_is_removed_at_either_end() {
        for (title, site, is) in [
            ("Wall leaks | Island Echo", "Island Echo", "Wall leaks"),
            ("Wall leaks - Island Echo - News, Sport", "Island Echo - News, Sport", "Wall leaks"),
            ("Island Echo | Wall leaks", "Island Echo", "Wall leaks"),
            ("Wall leaks - and nobody knows why", "Island Echo", "Wall leaks - and nobody knows why"),
        ] {
            let page = format!("<title>{title}</title><meta property=og:site_name content='{site}'>");
            assert_eq!(headline(&page), is);
        }
    }

    #[test]
    fn a_smaller_heading_is_the_headline_where_the_largest_is_the_site() {
        let page = "<title>Four Winds » Blog Archive » Small boats in winter</title>
            <h1><a href='http://winds.example'>Four Winds</a></h1><h2>Small boats in winter</h2>";
        assert_eq!(headline(page), "Small boats in winter");
    }
}
