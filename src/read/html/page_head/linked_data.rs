//! The article that a page's JSON-LD describes, whether it is alone, in an array or in a `@graph`.
//!
//! If several are described, the page's own is the one with its address, else the first; others with the same headline add
//! what it leaves out. A WebPage's dates and author are used if no article has them.

use std::collections::HashMap;
use std::sync::LazyLock;

use dom_query::Document;
use regex::Regex;
use serde_json::{Map, Value};

use crate::read::html::page_head::script_json::parse_script;
use crate::text::characters::collapse_whitespace;
use crate::text::patterns::compile_pattern;

type Object = Map<String, Value>;

/// What JSON-LD says about the page's article.
#[derive(Debug, Default)]
pub(crate) struct LinkedData {
    /// The article's descriptions, the most trusted first.
    articles: Vec<Object>,
    /// The page's own description.
    pages: Vec<Object>,
    /// Objects that other descriptions refer to, by their `@id`.
    by_id: HashMap<String, Object>,
    /// The site's name.
    site: Option<String>,
}

/// How deep descriptions are searched.
const MAX_DEPTH: usize = 5;

impl LinkedData {
    /// Reads a page's scripts.
    pub fn read(document: &Document, canonical: Option<&str>) -> LinkedData {
        let mut linked = LinkedData::default();
        for script in document.select("script[type*='ld+json']").iter() {
            for value in parse_script(&script.text()) {
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
            |article: &Object| article.get("headline").and_then(value_text).map(|text| text.to_lowercase());
        let first = linked.articles.first().and_then(headline);
        let mut seen = 0;
        linked.articles.retain(|article| {
            seen += 1;
            seen == 1 || (first.is_some() && headline(article) == first)
        });
        linked
    }

    fn gather(&mut self, value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.gather(value, depth + 1)),
            Value::Object(object) => {
                if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.len() > 1) {
                    let known = self.by_id.entry(id.to_string()).or_insert_with(|| object.clone());
                    // A reference may say less than the description that comes later.
                    if !known.contains_key("name") {
                        *known = object.clone();
                    }
                }
                let is = |ends: &[&str]| types(object).any(|kind| ends.iter().any(|end| kind.ends_with(end)));
                if is(&["Article", "article", "Posting", "Report"]) {
                    self.articles.push(object.clone());
                } else if is(&["WebPage"]) {
                    self.pages.push(object.clone());
                } else if is(&["WebSite"]) && self.site.is_none() {
                    self.site = object.get("name").and_then(value_text);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    object.get(key).into_iter().for_each(|value| self.gather(value, depth + 1));
                }
            }
            _ => {}
        }
    }

    /// The values that the article's descriptions have under a key.
    pub fn values<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Value> {
        self.articles.iter().filter_map(move |article| article.get(key))
    }

    /// The same, then the values of the page's own description: for keys that both have.
    pub fn values_of_page<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Value> {
        self.values(key).chain(self.pages.iter().filter_map(move |page| page.get(key)))
    }

    /// The first text under a key.
    pub fn text(&self, key: &str) -> Option<String> {
        self.values(key).find_map(value_text)
    }

    /// The paper's name.
    pub fn publisher(&self) -> Option<String> {
        self.values("publisher")
            .find_map(|value| self.names(value).into_iter().next())
            .or_else(|| self.site.clone())
    }

    /// The names of people or organisations, also of those referred to by `@id`.
    pub fn names(&self, value: &Value) -> Vec<String> {
        self.creators(value).into_iter().map(|creator| creator.name).collect()
    }

    /// People or organisations, also those referred to by `@id`.
    pub fn creators(&self, value: &Value) -> Vec<Creator> {
        match value {
            Value::Array(values) => values.iter().flat_map(|value| self.creators(value)).collect(),
            Value::Object(object) => {
                let id = object.get("@id").and_then(Value::as_str);
                let referred = id.and_then(|id| self.by_id.get(id));
                let named = [Some(object), referred].into_iter().flatten().map(named);
                named.into_iter().find(|creators| !creators.is_empty()).unwrap_or_default()
            }
            other => {
                let name = value_text(other);
                name.map(|name| Creator { name, is_organisation: false }).into_iter().collect()
            }
        }
    }
}

/// Who made something, according to JSON-LD.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Creator {
    /// As written.
    pub name: String,
    /// Whether it is declared as an organisation. Many organisations are declared as people.
    pub is_organisation: bool,
}

fn named(object: &Object) -> Vec<Creator> {
    let is_organisation = types(object).any(|kind| kind.ends_with("Organization"));
    let texts = match object.get("name") {
        Some(Value::Array(names)) => names.iter().filter_map(value_text).collect(),
        Some(name) => value_text(name).into_iter().collect(),
        None => {
            let part = |key: &str| object.get(key).and_then(value_text);
            let parts: Vec<String> = [part("givenName"), part("familyName")].into_iter().flatten().collect();
            if parts.is_empty() { Vec::new() } else { vec![parts.join(" ")] }
        }
    };
    texts.into_iter().map(|name| Creator { name, is_organisation }).collect()
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
pub(crate) fn value_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(collapse_whitespace(&decode_html(text))).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(value_text),
        Value::Object(object) => object.get("@value").or_else(|| object.get("name")).and_then(value_text),
        _ => None,
    }
}

fn address_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("@id").or_else(|| object.get("url")).and_then(value_text),
        other => value_text(other),
    }
}

/// The text without tags and entities of HTML, which JSON-LD and attributes should not contain and often do.
pub(crate) fn decode_html(text: &str) -> String {
    static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
    });
    if MARKUP.is_match(text) { Document::fragment(text).text().to_string() } else { text.to_string() }
}
