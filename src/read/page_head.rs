//! What a page of HTML says of itself: in JSON-LD, in Open Graph and other `<meta>`, in `<link>`, `<time>` and `<h1>`.
//!
//! Takes the page's text, gives [`PageHead`]. Where two places say the same thing, the one that is made for machines
//! and describes an article wins: JSON-LD's NewsArticle, then Open Graph, then the older `<meta>` names, then what is
//! shown to readers.

use dom_query::Document;
use serde_json::Value;

/// A page's own statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageHead {
    /// The canonical address.
    pub url: Option<String>,
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// The authors, people before desks.
    pub authors: Vec<String>,
    /// The publication time as written, with its zone.
    pub published: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// The language as written: "en-GB".
    pub language: Option<String>,
}

impl PageHead {
    /// Reads a page.
    pub fn of(html: &str) -> PageHead {
        let document = Document::from(html);
        let linked = linked_data(&document);
        let of_article = |key: &str| linked.as_ref().and_then(|article| article.get(key));
        let meta = |names: &[&str]| names.iter().find_map(|name| meta(&document, name));
        let site = meta(&["og:site_name"]).or_else(|| of_article("publisher").and_then(name_of));
        let shown = |selector: &str| first_text(&document, selector);
        let title = of_article("headline")
            .and_then(text_of)
            .or_else(|| meta(&["og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title"]))
            .or_else(|| shown("h1"))
            .or_else(|| shown("title"));
        let mut authors = of_article("author").map(names_of).unwrap_or_default();
        if authors.is_empty() {
            let named =
                meta(&["author", "article:author", "dc.creator", "sailthru.author", "parsely-author", "byl"]);
            authors.extend(named.filter(|name| !name.contains("://")));
        }
        if authors.is_empty() {
            authors.extend(shown("[rel=author]").or_else(|| shown("[itemprop=author]")));
        }
        PageHead {
            url: attribute(&document, "link[rel=canonical]", "href")
                .or_else(|| meta(&["og:url"]))
                .or_else(|| of_article("url").and_then(text_of))
                .filter(|url| url.starts_with("http")),
            title: title.map(|title| without_site(&title, site.as_deref())),
            authors: authors.iter().map(|name| squeezed(name)).filter(|name| is_name(name)).collect(),
            published: of_article("datePublished")
                .and_then(text_of)
                .or_else(|| {
                    meta(&[
                        "article:published_time",
                        "og:article:published_time",
                        "datepublished",
                        "date",
                        "pubdate",
                        "publishdate",
                        "publish-date",
                        "dc.date",
                        "dc.date.issued",
                        "dcterms.created",
                        "sailthru.date",
                        "parsely-pub-date",
                        "article.published",
                        "cxenseparse:recs:publishtime",
                    ])
                })
                .or_else(|| attribute(&document, "[itemprop=datePublished]", "datetime"))
                .or_else(|| attribute(&document, "[itemprop=datePublished]", "content"))
                .or_else(|| attribute(&document, "time[datetime]", "datetime"))
                .filter(|date| crate::clean::parse_published(date).is_ok()),
            site,
            language: attribute(&document, "html", "lang")
                .or_else(|| of_article("inLanguage").and_then(text_of))
                .filter(|language| !language.is_empty()),
        }
    }
}

/// The first article that JSON-LD describes.
fn linked_data(document: &Document) -> Option<serde_json::Map<String, Value>> {
    for script in document.select("script[type='application/ld+json']").iter() {
        let text = script.text();
        // Line breaks inside of strings are the most usual mistake in it.
        let text = text.trim().replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = serde_json::from_str::<Value>(&text)
            && let Some(article) = article_in(&value, 0)
        {
            return Some(article.clone());
        }
    }
    None
}

/// How deep graphs are looked into.
const DEEPEST: usize = 4;

fn article_in(value: &Value, depth: usize) -> Option<&serde_json::Map<String, Value>> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| article_in(value, depth + 1)),
        Value::Object(object) => {
            let is_article =
                |kind: &str| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report";
            let found = match object.get("@type") {
                Some(Value::String(kind)) => is_article(kind),
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_article),
                _ => false,
            };
            if found {
                return Some(object);
            }
            ["@graph", "mainEntity"].iter().find_map(|key| article_in(object.get(*key)?, depth + 1))
        }
        _ => None,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(squeezed(&decoded(text))).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(object) => object.get("@value").or_else(|| object.get("@id")).and_then(text_of),
        _ => None,
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("name").and_then(text_of),
        other => text_of(other),
    }
}

fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(names_of).collect(),
        other => name_of(other).into_iter().collect(),
    }
}

/// JSON-LD may hold the entities of HTML, which belong into HTML alone.
fn decoded(text: &str) -> String {
    if text.contains('&') { Document::fragment(text).text().to_string() } else { text.to_string() }
}

fn meta(document: &Document, name: &str) -> Option<String> {
    // Names are written in any case, and under `property` as well as `name`.
    ["property", "name", "itemprop"].iter().find_map(|attribute| {
        let selector = format!("meta[{attribute}='{name}' i]");
        let found = document.try_select(&selector)?;
        found.iter().find_map(|meta| {
            let content = squeezed(meta.attr("content")?.as_ref());
            (!content.is_empty()).then_some(content)
        })
    })
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let found = document.select(selector);
    let value = found.iter().find_map(|element| element.attr(name))?;
    Some(squeezed(&value)).filter(|value| !value.is_empty())
}

fn first_text(document: &Document, selector: &str) -> Option<String> {
    let found = document.select(selector);
    found.iter().map(|element| squeezed(&element.text())).find(|text| !text.is_empty())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Harbor wall leaks | Island Echo" without the site's name.
fn without_site(title: &str, site: Option<&str>) -> String {
    let parted =
        [" | ", " - ", " – ", " — ", " :: ", " • "].iter().filter_map(|sign| title.rsplit_once(sign));
    for (headline, tail) in parted {
        let is_site = site.is_some_and(|site| {
            let (tail, site) = (tail.to_lowercase(), site.to_lowercase());
            tail.contains(&site) || site.contains(&tail)
        });
        if is_site && headline.split_whitespace().count() > 1 {
            return headline.trim().to_string();
        }
    }
    title.to_string()
}

/// Addresses and sentences are no names.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 100 && !text.contains("://") && !text.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_comes_first() {
        let head = PageHead::of(
            r#"<html lang="en-GB"><head><title>Harbor wall leaks | Island Echo</title>
            <meta property="og:title" content="Wall leaks"><meta property="og:site_name" content="Island Echo">
            <link rel="canonical" href="https://echo.example/1">
            <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
              {"@type": ["NewsArticle"], "headline": "Harbor wall leaks &amp; leaks", "datePublished": "2031-03-14T08:00:00+02:00",
               "author": [{"@type": "Person", "name": "Nora Quint"}, {"name": "Eino Vik"}]}]}</script></head><body></body></html>"#,
        );
        assert_eq!(head.title.as_deref(), Some("Harbor wall leaks & leaks"));
        assert_eq!(head.authors, ["Nora Quint", "Eino Vik"]);
        assert_eq!(head.published.as_deref(), Some("2031-03-14T08:00:00+02:00"));
        assert_eq!((head.site.as_deref(), head.language.as_deref()), (Some("Island Echo"), Some("en-GB")));
        assert_eq!(head.url.as_deref(), Some("https://echo.example/1"));
    }

    #[test]
    fn meta_and_what_is_shown_fill_in() {
        let head = PageHead::of(
            "<html><head><title>Ferry late - The Arden Post</title><meta NAME='Author' content='Jane Roe'>
             <meta property='og:site_name' content='Arden Post'><meta name='pubdate' content='2031-03-10'></head></html>",
        );
        assert_eq!(head.title.as_deref(), Some("Ferry late"));
        assert_eq!(head.authors, ["Jane Roe"]);
        assert_eq!(head.published.as_deref(), Some("2031-03-10"));
    }

    #[test]
    fn broken_statements_are_passed_over() {
        let head = PageHead::of("<script type='application/ld+json'>{\"@type\": </script><h1> A  head </h1>");
        assert_eq!(head.title.as_deref(), Some("A head"));
        assert_eq!(PageHead::of(""), PageHead::default());
    }
}
