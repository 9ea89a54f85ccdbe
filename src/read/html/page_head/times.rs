//! When the story was published and when it was last changed, according to the page; each as written, with its zone.
//!
//! What is made for machines comes first. A time that cannot be parsed is skipped for the next place that has one.

use crate::model::{Precision, PublishedFrom};
use crate::read::html::page_head::linked_data::value_text;
use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::{ShownElement, element_line};
use crate::text::characters::collapse_whitespace;
use crate::text::written_dates::{find_written_date, parse_written_date};

/// Names of `<meta>` for the publication time.
const PUBLISHED_META: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "date",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "published",
    "publication_date",
    "publicationdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "citation_online_date",
    "citation_publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
    "article.created",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "displaydate",
];
/// Names of `<meta>` for the time of the last change.
const MODIFIED_META: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "lastmodified",
    "modified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
];

/// Finds the publication time and its place. An ambiguous date, such as 03/04, counts only if no other place is clearer.
pub(crate) fn find_published(page: &ParsedPage<'_>) -> Option<(String, PublishedFrom)> {
    use PublishedFrom::{Address, JsonLd, Meta, Microdata, PageText, TimeElement};
    const PLACES: [PublishedFrom; 6] = [JsonLd, Meta, Microdata, TimeElement, PageText, Address];
    let in_place = |place: PublishedFrom| match place {
        JsonLd => {
            let linked = page.linked.values_of_page("datePublished").chain(page.linked.values("dateCreated"));
            linked.filter_map(value_text).find(|text| is_readable(text))
        }
        Meta => PUBLISHED_META.iter().flat_map(|name| page.metas(name)).find(|text| is_readable(text)),
        Microdata => item_date(page, "datepublished")
            .or_else(|| page.item_metas("datepublished").find(|text| is_readable(text))),
        TimeElement => time_element_date(page, false),
        PageText => marked_date(page),
        _ => page.url.as_deref().and_then(date_in_url),
    };
    let mut ambiguous = None;
    for place in PLACES {
        let Some(text) = in_place(place) else { continue };
        if parse_written_date(&text).is_ok_and(|written| written.ambiguous().is_none()) {
            return Some((text, place));
        }
        ambiguous = ambiguous.or(Some((text, place)));
    }
    ambiguous.or_else(|| date_under_headline(page).or_else(|| only_date(page)).map(|text| (text, PageText)))
}

fn is_readable(text: &str) -> bool {
    parse_written_date(text).is_ok()
}

/// Finds the time of the last change.
pub(crate) fn find_modified(page: &ParsedPage<'_>) -> Option<String> {
    let mut linked = page.linked.values_of_page("dateModified").filter_map(value_text);
    linked
        .find(|text| is_readable(text))
        .or_else(|| MODIFIED_META.iter().flat_map(|name| page.metas(name)).find(|text| is_readable(text)))
        .or_else(|| item_date(page, "datemodified"))
        .or_else(|| page.item_metas("datemodified").find(|text| is_readable(text)))
        .or_else(|| time_element_date(page, true))
        .or_else(|| elements_marked_as_dates(page).filter(|element| is_change(element)).find_map(date_of))
}

/// The date of an element with this `itemprop`.
fn item_date(page: &ParsedPage<'_>, name: &str) -> Option<String> {
    let mut items =
        page.shown.elements.iter().filter(|element| element.hint.split(' ').any(|word| word == name));
    items.find_map(date_of)
}

fn time_element_date(page: &ParsedPage<'_>, of_change: bool) -> Option<String> {
    let times =
        page.shown.elements.iter().filter(|element| element.tag == "time" && is_change(element) == of_change);
    // Under a picture it is the picture's.
    let dated = times.filter(|element| !element.in_figure).filter_map(date_of);
    dated.into_iter().next()
}

/// Whether an element is about a change, by its names or its words.
fn is_change(element: &ShownElement<'_>) -> bool {
    let about = |text: &str| ["updat", "modif", "revis"].iter().any(|word| text.contains(word));
    // WordPress calls the date of publication "published updated" where nothing was changed.
    let is_named =
        about(&element.hint) && !element.hint.contains("publish") && !element.hint.contains("entry-date");
    let opening: String = element_line(&element.node).chars().take(20).collect();
    let opening = opening.to_lowercase();
    is_named || (about(&opening) && !opening.contains("publish"))
}

fn elements_marked_as_dates<'p>(page: &'p ParsedPage<'_>) -> impl Iterator<Item = &'p ShownElement<'p>> {
    const MARKS: &[&str] =
        &["date", "time", "publish", "posted", "pubdate", "byline", "meta", "created", "stamp"];
    page.shown.elements.iter().filter(|element| {
        !element.in_figure
            && MARKS.iter().any(|mark| element.hint.contains(mark) && !element.hint.contains("update-"))
    })
}

fn marked_date(page: &ParsedPage<'_>) -> Option<String> {
    elements_marked_as_dates(page).filter(|element| !is_change(element)).find_map(date_of)
}

/// The date of an element: in an attribute for machines, else in its few words.
fn date_of(element: &ShownElement<'_>) -> Option<String> {
    let is_day = |text: &String| {
        parse_written_date(text)
            .is_ok_and(|date| date.certain.precision >= Precision::Day || date.numeric.is_some())
    };
    let stated = ["datetime", "content", "title", "data-datetime"]
        .iter()
        .find_map(|name| element.node.attr(name).map(|value| collapse_whitespace(&value)).filter(is_day));
    stated.or_else(|| {
        let text = element_line(&element.node);
        if text.len() > 200 {
            return None;
        }
        Some(text.clone()).filter(is_day).or_else(|| find_written_date(&text).map(str::to_string))
    })
}

/// "/2024/10/03/", "/2020/oct/02/", "/2024-10-03-": the day in an address.
fn date_in_url(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        let digits = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, 4) || !(year.starts_with("19") || year.starts_with("20")) || !digits(day, 2) {
            return None;
        }
        let date =
            if digits(month, 2) { format!("{year}-{month}-{day}") } else { format!("{day} {month} {year}") };
        parse_written_date(&date).is_ok_and(|date| date.certain.precision == Precision::Day).then_some(date)
    })
}

/// A line under the headline that is a date and nothing else.
fn date_under_headline(page: &ParsedPage<'_>) -> Option<String> {
    const NEAR: usize = 40;
    let headline = page.shown.elements.iter().position(|element| element.tag == "h1").unwrap_or(0);
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
fn only_date(page: &ParsedPage<'_>) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn times(html: &str) -> (Option<String>, Option<PublishedFrom>, Option<String>) {
        let document = Document::from(html);
        let page = ParsedPage::read(&document);
        let (published, from) = find_published(&page).unzip();
        (published, from, find_modified(&page))
    }

    #[test]
    fn times_are_found_in_every_place() {
        use PublishedFrom::*;
        for (html, published, from) in [
            ("<meta name=date content='2024-10-03T05:00:00+08:00'>", "2024-10-03T05:00:00+08:00", Meta),
            ("<span itemprop=datePublished content='2024-10-03'>today</span>", "2024-10-03", Microdata),
            (
                "<div class=comments><time datetime='2025-01-01'>x</time></div><time datetime='2024-10-03T05:00Z'>x</time>",
                "2024-10-03T05:00Z",
                TimeElement,
            ),
            ("<abbr class=published title='2006-12-04'>December 4, 2006</abbr>", "2006-12-04", PageText),
            ("<span class=date>8 January 2020, 3:51 pm</span> <p>x</p>", "8 January 2020, 3:51 pm", PageText),
            (
                "<small class=post-meta>Jane Roe | <b>May 10, 2022 01:52 PM</b></small>",
                "May 10, 2022 01:52 PM",
                PageText,
            ),
            ("<h1>Wall leaks</h1><p><i>Published on Oct 3, 2024</i></p>", "Oct 3, 2024", PageText),
            (
                "<link rel=canonical href='https://echo.example/coast/2020/oct/02/wall'>",
                "02 oct 2020",
                Address,
            ),
            ("<link rel=canonical href='https://echo.example/coast/2020/10/02/wall'>", "2020-10-02", Address),
        ] {
            let (found, place, _) = times(html);
            assert_eq!((found.as_deref(), place), (Some(published), Some(from)), "{html}");
        }
    }

    #[test]
    fn a_change_is_told_from_publication() {
        let (published, _, modified) = times(
            "<time class=updated datetime='2024-10-05'>x</time><p class=timestamp>Updated 2010 GMT (0410 HKT) March 14, 2021</p>
             <time datetime='2024-10-03'>x</time>",
        );
        assert_eq!((published.as_deref(), modified.as_deref()), (Some("2024-10-03"), Some("2024-10-05")));
        let (published, _, modified) =
            times("<p class=timestamp>Updated 2010 GMT (0410 HKT) March 14, 2021</p>");
        assert_eq!(
            (published.as_deref(), modified.as_deref()),
            (None, Some("2010 GMT (0410 HKT) March 14, 2021"))
        );
    }
}
