//! The times in what a page shows: `<time>`, microdata, elements whose names say that they hold a date, and lines that
//! are nothing but a date.
//!
//! A page may show the times of other stories and of today. The one that is nearest to the headline in the page's tree
//! is the story's.

use dom_query::{NodeId, NodeRef};

use crate::model::Precision;
use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::{ShownElement, element_line, is_unrelated};
use crate::text::characters::collapse_whitespace;
use crate::text::written_dates::{find_written_date, parse_written_date};

/// Attributes in which elements say a time for machines.
const MACHINE_ATTRIBUTES: [&str; 5] = ["datetime", "content", "title", "data-datetime", "data-time"];

/// The dates of the elements with this `itemprop`, also outside of the story's own text.
pub(super) fn item_dates(page: &ParsedPage<'_>, name: &str) -> Vec<String> {
    let selector = format!("[itemprop~='{name}' i]");
    let items = page.document.select(&selector);
    let headline = around_headline(page);
    let of_story = items.nodes().iter().filter(|node| !is_of_something_else(node, &headline));
    let stated = of_story.filter_map(|node| {
        date_of(node).or_else(|| {
            // What cannot be read is still what the page says.
            ["content", "datetime"]
                .iter()
                .find_map(|name| node.attr(name))
                .map(|text| collapse_whitespace(&text))
        })
    });
    stated.collect()
}

/// Whether an element belongs to something else than the story. What is also around the headline is the whole page,
/// whatever its name ("with-sidebar").
fn is_of_something_else(node: &NodeRef<'_>, around_headline: &[NodeId]) -> bool {
    node.ancestors_it(None).any(|around| is_unrelated(&around) && !around_headline.contains(&around.id))
}

/// The dates of `<time>` elements about the publication, the story's first.
pub(super) fn time_elements(page: &ParsedPage<'_>) -> Vec<String> {
    let shown = page.shown.elements.iter().filter(|element| element.tag == "time" && !is_change(element));
    // Under a picture it is the picture's.
    let shown: Vec<NodeRef<'_>> =
        shown.filter(|element| !element.in_figure).map(|element| element.node).collect();
    if let Some(date) = nearest_date(page, &shown) {
        return vec![date];
    }
    // In what belongs to the story and is not its text: an aside or a footer of the article.
    let headline = around_headline(page);
    let is_shared = |node: &NodeRef<'_>| {
        let is_body = |around: &NodeRef<'_>| {
            around.node_name().is_none_or(|tag| matches!(tag.as_ref(), "body" | "html"))
        };
        node.ancestors_it(None).any(|around| headline.contains(&around.id) && !is_body(&around))
    };
    let beside: Vec<NodeRef<'_>> = page.document.select("time[datetime]").nodes().to_vec();
    let beside: Vec<NodeRef<'_>> =
        beside.into_iter().filter(|node| is_shared(node) && !is_of_something_else(node, &headline)).collect();
    nearest_date(page, &beside).into_iter().collect()
}

/// The time of a change that an element shows.
pub(super) fn time_of_change(page: &ParsedPage<'_>) -> Option<String> {
    let times = page
        .shown
        .elements
        .iter()
        .filter(|element| element.tag == "time" && !element.in_figure && is_change(element));
    let marked = elements_marked_as_dates(page).filter(|element| is_change(element));
    times.chain(marked).find_map(|element| date_of(&element.node))
}

/// The dates of elements whose names say that they hold one, the story's first.
pub(super) fn marked_dates(page: &ParsedPage<'_>) -> Vec<String> {
    let marked = elements_marked_as_dates(page).filter(|element| !is_change(element));
    let marked: Vec<NodeRef<'_>> = marked.map(|element| element.node).collect();
    nearest_date(page, &marked).into_iter().collect()
}

/// Of the elements with a date, the one that shares the most ancestors with the headline; the first of several.
fn nearest_date(page: &ParsedPage<'_>, nodes: &[NodeRef<'_>]) -> Option<String> {
    /// Elements that are looked at: a page of search results has hundreds.
    const MAX_ELEMENTS: usize = 60;
    let mut dated = nodes.iter().take(MAX_ELEMENTS).filter_map(|node| date_of(node).map(|date| (node, date)));
    let (first, date) = dated.next()?;
    let others: Vec<_> = dated.filter(|(_, other)| *other != date).collect();
    let around = around_headline(page);
    if others.is_empty() || around.is_empty() {
        return Some(date);
    }
    let shared = |node: &NodeRef<'_>| {
        let path = path_to_root(node);
        around.iter().rev().zip(path.iter().rev()).take_while(|(one, other)| one == other).count()
    };
    let mut best = (shared(first), date);
    for (node, date) in others {
        let shared = shared(node);
        if shared > best.0 {
            best = (shared, date);
        }
    }
    Some(best.1)
}

/// The page's headline: of several headings, the one that its metadata repeat, else the first with words.
fn headline_of<'p, 'd>(page: &'p ParsedPage<'d>) -> Option<(usize, &'p ShownElement<'d>)> {
    let title = page.meta(&["og:title", "twitter:title"]).unwrap_or_default().to_lowercase();
    let headings = page.shown.elements.iter().enumerate().filter(|(_, element)| element.tag == "h1");
    let with_words: Vec<_> = headings
        .map(|(at, element)| (at, element, element_line(&element.node).to_lowercase()))
        .filter(|(_, _, words)| !words.is_empty())
        .collect();
    let repeated = with_words.iter().find(|(_, _, words)| title.contains(words.as_str()));
    repeated.or(with_words.first()).map(|(at, element, _)| (*at, *element))
}

/// The headline's element and all around it, from the inside; empty where the page has none.
fn around_headline(page: &ParsedPage<'_>) -> Vec<NodeId> {
    if let Some((_, headline)) = headline_of(page) {
        return path_to_root(&headline.node);
    }
    let headings = page.document.select("h1");
    let first = headings.nodes().iter().find(|heading| !element_line(heading).is_empty());
    first.map(path_to_root).unwrap_or_default()
}

fn path_to_root(node: &NodeRef<'_>) -> Vec<NodeId> {
    std::iter::once(node.id).chain(node.ancestors_it(None).map(|around| around.id)).collect()
}

/// Whether an element is about a change, by its names or its words.
fn is_change(element: &ShownElement<'_>) -> bool {
    const NAMES: &[&str] = &["updat", "modif", "revis"];
    const WORDS: &[&str] = &[
        "updat",
        "modif",
        "revis",
        "aktualis",
        "actualis",
        "actualiz",
        "aggiorn",
        "atualiz",
        "bijgewerkt",
        "oppdater",
        "uppdater",
        "opdater",
        "paivitet",
        "päivitet",
        "aktualiz",
        "güncell",
        "обновл",
        "оновл",
        "更新",
        "수정",
    ];
    let is_about = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    // WordPress calls the date of publication "published updated" where nothing was changed.
    let is_named = is_about(&element.hint, NAMES)
        && !element.hint.contains("publish")
        && !element.hint.contains("entry-date");
    let line = element_line(&element.node);
    let opening: String = line.chars().take(20).take_while(|c| !c.is_numeric()).collect();
    let opening = opening.to_lowercase();
    is_named || (is_about(&opening, WORDS) && !opening.contains("publi"))
}

fn elements_marked_as_dates<'p>(page: &'p ParsedPage<'_>) -> impl Iterator<Item = &'p ShownElement<'p>> {
    const MARKS: &[&str] = &[
        "date", "time", "publish", "posted", "pubdate", "byline", "meta", "created", "stamp", "datum",
        "fecha", "tarih", "pubinfo",
    ];
    page.shown.elements.iter().filter(|element| {
        !element.in_figure
            && MARKS.iter().any(|mark| element.hint.contains(mark) && !element.hint.contains("update-"))
    })
}

/// The date of an element: in an attribute for machines, else in its few words.
fn date_of(node: &NodeRef<'_>) -> Option<String> {
    let is_day = |text: &String| {
        parse_written_date(text)
            .is_ok_and(|date| date.certain.precision >= Precision::Day || date.numeric.is_some())
    };
    let stated = MACHINE_ATTRIBUTES
        .iter()
        .find_map(|name| node.attr(name).map(|value| collapse_whitespace(&value)).filter(is_day));
    stated.or_else(|| {
        let text = element_line(node);
        if text.len() > 200 {
            return None;
        }
        Some(text.clone()).filter(is_day).or_else(|| find_written_date(&text).map(str::to_string))
    })
}

/// A line under the headline that is a date and nothing else.
pub(super) fn date_under_headline(page: &ParsedPage<'_>) -> Option<String> {
    const NEAR: usize = 40;
    let headline = headline_of(page).map_or(0, |(at, _)| at);
    let near = page
        .shown
        .elements
        .iter()
        .skip(headline)
        .take(NEAR)
        .filter(|element| !element.in_figure && !is_change(element));
    near.map(|element| element_line(&element.node)).filter(|text| text.len() <= 80).find_map(|text| {
        let date = find_written_date(&text)?;
        // With more words than a label's it is a sentence.
        (text.split_whitespace().count() <= date.split_whitespace().count() + 4).then(|| date.to_string())
    })
}

/// The one date that short lines of the page begin with; if there are several, none of them is the story's.
pub(super) fn only_date(page: &ParsedPage<'_>) -> Option<String> {
    let lines = page.shown.elements.iter().filter(|element| !element.in_figure && !is_change(element));
    let mut dates = lines
        .map(|element| element_line(&element.node))
        .filter(|text| text.len() <= 160)
        .filter_map(|text| {
            let date = find_written_date(&text)?;
            text.starts_with(date).then(|| date.to_string())
        });
    let first = dates.next()?;
    dates.all(|other| other == first).then_some(first)
}
