//! The article that a page's JSON-LD describes, wherever in it that stands: alone, in an array, in a `@graph`.
//!
//! Where several are described, the page's own is the one that names its address, else the first; the others with the
//! same headline add what it leaves out. A WebPage's dates and author stand in where no article is described.

use std::collections::HashMap;

use dom_query::Document;
use serde_json::{Map, Value};

use crate::read::html::page_head::squeezed;

type Object = Map<String, Value>;

/// What JSON-LD says of the page's article.
#[derive(Debug, Default)]
pub struct LinkedData {
    /// The article's descriptions, the most trusted first.
    articles: Vec<Object>,
    /// The page's own description.
    pages: Vec<Object>,
    /// What other descriptions point to, by its `@id`.
    by_id: HashMap<String, Object>,
    /// The names of sites.
    site: Option<String>,
}

/// How deep descriptions are looked into.
const DEEPEST: usize = 5;

impl LinkedData {
    /// Reads a page's scripts.
    pub fn of(document: &Document, canonical: Option<&str>) -> LinkedData {
        let mut linked = LinkedData::default();
        for script in document.select("script[type*='ld+json']").iter() {
            if let Some(value) = parsed(&script.text()) {
                linked.gather(&value, 0);
            }
        }
        let own = linked.articles.iter().position(|article| {
            let names = |value: Option<&Value>| value.and_then(address_of).as_deref() == canonical;
            canonical.is_some()
                && (names(article.get("url"))
                    || names(article.get("mainEntityOfPage"))
                    || names(article.get("@id")))
        });
        if let Some(own) = own {
            let own = linked.articles.remove(own);
            linked.articles.insert(0, own);
        }
        let headline =
            |article: &Object| article.get("headline").and_then(text_of).map(|text| text.to_lowercase());
        let first = linked.articles.first().and_then(headline);
        let mut seen = 0;
        linked.articles.retain(|article| {
            seen += 1;
            seen == 1 || (first.is_some() && headline(article) == first)
        });
        linked
    }

    fn gather(&mut self, value: &Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.gather(value, depth + 1)),
            Value::Object(object) => {
                if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.len() > 1) {
                    self.by_id.entry(id.to_string()).or_insert_with(|| object.clone());
                }
                let is = |ends: &[&str]| types(object).any(|kind| ends.iter().any(|end| kind.ends_with(end)));
                if is(&["Article", "article", "Posting", "Report"]) {
                    self.articles.push(object.clone());
                } else if is(&["WebPage"]) {
                    self.pages.push(object.clone());
                } else if is(&["WebSite"]) && self.site.is_none() {
                    self.site = object.get("name").and_then(text_of);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    object.get(key).into_iter().for_each(|value| self.gather(value, depth + 1));
                }
            }
            _ => {}
        }
    }

    /// What the article's descriptions have under a key.
    pub fn values<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Value> {
        self.articles.iter().filter_map(move |article| article.get(key))
    }

    /// The same, then what the page's has: for what belongs to both.
    pub fn values_of_page<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Value> {
        self.values(key).chain(self.pages.iter().filter_map(move |page| page.get(key)))
    }

    /// The first text under a key.
    pub fn text(&self, key: &str) -> Option<String> {
        self.values(key).find_map(text_of)
    }

    /// The paper's name.
    pub fn publisher(&self) -> Option<String> {
        self.values("publisher")
            .find_map(|value| self.names(value).into_iter().next())
            .or_else(|| self.site.clone())
    }

    /// The names of people or organisations, those that are pointed to by `@id` too.
    pub fn names(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Array(values) => values.iter().flat_map(|value| self.names(value)).collect(),
            Value::Object(object) => {
                let named = object.get("name").map(|name| self.names(name)).filter(|names| !names.is_empty());
                let id = object.get("@id").and_then(Value::as_str);
                let pointed = || self.by_id.get(id?)?.get("name").map(|name| self.names(name));
                named.or_else(pointed).unwrap_or_default()
            }
            other => text_of(other).into_iter().collect(),
        }
    }
}

/// JSON as pages have it: inside of a comment, with line breaks inside of strings, with a comma too many.
fn parsed(script: &str) -> Option<Value> {
    let text = script.replace(['\n', '\r', '\t'], " ");
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let text = text.get(start..=end)?;
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&without_spare_commas(text)).ok())
}

fn without_spare_commas(json: &str) -> String {
    let (mut kept, mut in_string, mut escaped) = (String::with_capacity(json.len()), false, false);
    for c in json.chars() {
        match c {
            '"' if !escaped => in_string = !in_string,
            '}' | ']' if !in_string => {
                let end = kept.trim_end().len();
                if kept[..end].ends_with(',') {
                    kept.truncate(end - 1);
                }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        kept.push(c);
    }
    kept
}

fn types(object: &Object) -> impl Iterator<Item = &str> {
    let (one, many) = match object.get("@type") {
        Some(Value::String(kind)) => (Some(kind.as_str()), None),
        Some(Value::Array(kinds)) => (None, Some(kinds.iter().filter_map(Value::as_str))),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten())
}

/// The first text in a value.
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(squeezed(&decoded(text))).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(object) => object.get("@value").or_else(|| object.get("name")).and_then(text_of),
        _ => None,
    }
}

fn address_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("@id").or_else(|| object.get("url")).and_then(text_of),
        other => text_of(other),
    }
}

/// JSON-LD may hold the tags and entities of HTML, which belong into HTML alone.
fn decoded(text: &str) -> String {
    if text.contains(['&', '<']) { Document::fragment(text).text().to_string() } else { text.to_string() }
}
