//! The headline: the heading that readers saw, if the page's metadata confirms it.

use std::collections::HashSet;

use dom_query::NodeRef;

use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::element_text;

/// What separates headline and site in a title.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " • ", " » ", " · ", " / "];

/// Finds a page's headline, without the site's name.
pub(crate) fn find_headline(page: &ParsedPage<'_>) -> Option<String> {
    let site = page.site.as_deref();
    let title = first_text(page, "title");
    let stated = page.linked.text("headline").or_else(|| {
        page.meta(&[
            "og:title",
            "twitter:title",
            "dc.title",
            "citation_title",
            "sailthru.title",
            "parsely-title",
        ])
    });
    let metadata: Vec<&str> = [&stated, &title].into_iter().flatten().map(String::as_str).collect();
    let is_site = |heading: &str| site.is_some_and(|site| names_site(heading, site));
    let headings = |tags: &str| {
        let found = page.document.select(tags);
        let nodes: Vec<NodeRef<'_>> = found.nodes().to_vec();
        nodes
            .into_iter()
            .filter(|node| !links_to_front_page(node))
            .map(|node| element_text(&node))
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
    };
    let large = headings("h1");
    // Of several large headings, the one that shares the most words with the metadata: a logo may share words with the title.
    let confirmed_words = |heading: &String| {
        let fits = !is_site(heading) && heading.chars().count() <= 300;
        metadata.iter().filter(|_| fits).filter_map(|stated| shared_words(heading, stated)).max()
    };
    let best = large
        .iter()
        .rev()
        .filter_map(|heading| Some((confirmed_words(heading)?, heading)))
        .max_by_key(|(shared, _)| *shared);
    if let Some((_, heading)) = best {
        return Some(heading.clone());
    }
    if let Some(stated) = stated.filter(|stated| !is_site(stated)) {
        return Some(strip_site(&stated, site));
    }
    // Old pages have the headline in a smaller heading, and the site in the largest.
    if let Some(title) = &title {
        let parts: Vec<String> = split_title(title).into_iter().map(comparable).collect();
        if parts.len() > 1
            && let Some(heading) =
                headings("h2, h3").into_iter().find(|heading| parts.contains(&comparable(heading)))
        {
            return Some(heading);
        }
    }
    let alone = || large.iter().find(|heading| !is_site(heading) && title.is_none()).cloned();
    title.clone().map(|title| strip_site(&title, site)).or_else(alone)
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

/// The words alone, in lower case.
fn comparable(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn names_site(text: &str, site: &str) -> bool {
    let (text, site) = (comparable(text), comparable(site));
    !site.is_empty()
        && (text == site
            || (text.starts_with(&site) && !text.contains(char::is_numeric) && text.split(' ').count() <= 6))
}

fn split_title(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for sign in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(sign)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// "Harbor wall leaks | Island Echo" without the site's name, at either end.
fn strip_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site.map(comparable).filter(|site| !site.is_empty()) else { return title.to_string() };
    let is_site = |part: &str| {
        let part = comparable(part);
        !part.is_empty() && (part.contains(&site) || site.contains(&part))
    };
    let several = |headline: &str| headline.split_whitespace().count() > 1;
    for sign in SEPARATORS {
        // A site's name may contain the separator, so the longest tail is tried first.
        let cuts = title.match_indices(sign).map(|(at, _)| (&title[..at], &title[at + sign.len()..]));
        for (head, tail) in cuts {
            if is_site(tail) && several(head) {
                return head.trim().to_string();
            }
            if comparable(head) == site && several(tail) {
                return tail.trim().to_string();
            }
        }
    }
    title.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn headline(html: &str) -> String {
        find_headline(&ParsedPage::read(&Document::from(html))).unwrap_or_default()
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
