//! A page of HTML parsed once, for everything that reads its metadata.

use dom_query::Document;

use crate::read::html::page_head::linked_data::{LinkedData, decode_html};
use crate::read::html::page_head::shown_elements::ShownElements;
use crate::text::characters::collapse_whitespace;

/// A page of HTML, parsed once.
pub(crate) struct ParsedPage<'d> {
    /// Its tree.
    pub document: &'d Document,
    /// Its canonical address.
    pub url: Option<String>,
    /// The name of its site.
    pub site: Option<String>,
    /// Its JSON-LD.
    pub linked: LinkedData,
    /// What it shows.
    pub shown: ShownElements<'d>,
    meta_tags: Vec<MetaTag>,
}

/// A longer name is that of a page.
const MAX_SITE_WORDS: usize = 7;

impl<'d> ParsedPage<'d> {
    /// Reads a document.
    pub fn read(document: &'d Document) -> ParsedPage<'d> {
        let canonical =
            attribute(document, "link[rel~=canonical]", "href").filter(|url| url.starts_with("http"));
        let mut page = ParsedPage {
            document,
            url: None,
            site: None,
            linked: LinkedData::read(document, canonical.as_deref()),
            shown: ShownElements::find(document),
            meta_tags: meta_tags(document),
        };
        page.url = page.canonical_url(canonical);
        page.site = page
            .meta(&["og:site_name"])
            .or_else(|| page.linked.publisher())
            .or_else(|| page.meta(&["application-name"]));
        page
    }

    /// What the site is called: by itself, by its publisher, by its host.
    pub fn site_names(&self) -> Vec<String> {
        let host = self.url.as_deref().and_then(crate::text::url::domain_of);
        let stated = [self.site.clone(), self.linked.publisher(), self.meta(&["application-name"]), host];
        let mut names: Vec<String> = Vec::new();
        let headline = self.linked.text("headline");
        for name in stated.into_iter().flatten() {
            // Some templates call the site what they call the page.
            let is_page =
                name.split_whitespace().count() > MAX_SITE_WORDS || headline.as_ref() == Some(&name);
            if !is_page && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The attribute of the first element that a selector finds with it, if it is not empty.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        attribute(self.document, selector, name)
    }

    /// The canonical address. A link to the front page, which some templates declare on every page, does not count.
    fn canonical_url(&self, canonical: Option<String>) -> Option<String> {
        let is_deep = |url: &String| url::Url::parse(url).is_ok_and(|url| url.path().len() > 1);
        let others = || [self.meta(&["og:url"]), self.linked.text("url")].into_iter().flatten();
        let mut others = others().filter(|url| url.starts_with("http"));
        match canonical {
            Some(url) if is_deep(&url) => Some(url),
            canonical => {
                let other = others.next();
                other.filter(is_deep).or(canonical)
            }
        }
    }

    /// The content of the first of these `<meta>` that has any.
    pub fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.metas(name).into_iter().next())
    }

    /// The contents of all `<meta>` with this name. Names are written in any case, and under `property` as well as `name`.
    pub fn metas(&self, name: &str) -> Vec<String> {
        let of_name = |attribute: &str| {
            let found =
                self.meta_tags.iter().filter(move |meta| meta.attribute == attribute && meta.name == name);
            found.map(|meta| meta.content.clone()).collect::<Vec<_>>()
        };
        [of_name("property"), of_name("name")].concat()
    }

    /// The same for a name that is written without signs: "article:author", "articleAuthor" and "article-author" are one.
    pub fn metas_like(&self, letters: &str) -> Vec<String> {
        let is_name = |meta: &&MetaTag| {
            meta.attribute != "itemprop"
                && meta.name.chars().filter(|c| c.is_alphanumeric()).eq(letters.chars())
        };
        self.meta_tags.iter().filter(is_name).map(|meta| meta.content.clone()).collect()
    }

    /// The names and contents of all `<meta>` with a `property` or `name`; names in lower case.
    pub fn named_metas(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.meta_tags.iter().filter(|meta| meta.attribute != "itemprop");
        named.map(|meta| (meta.name.as_str(), meta.content.as_str()))
    }

    /// The contents of the `<meta>` with this `itemprop`.
    pub fn item_metas<'s>(&'s self, name: &'s str) -> impl Iterator<Item = String> + 's {
        let found =
            self.meta_tags.iter().filter(move |meta| meta.attribute == "itemprop" && meta.name == name);
        found.map(|meta| meta.content.clone())
    }
}

/// A `<meta>` with content.
struct MetaTag {
    /// `property`, `name` or `itemprop`.
    attribute: &'static str,
    /// In lower case.
    name: String,
    /// With single spaces.
    content: String,
}

fn meta_tags(document: &Document) -> Vec<MetaTag> {
    let mut tags = Vec::new();
    for meta in document.select("meta").nodes() {
        let content =
            meta.attr("content").or_else(|| meta.attr("value")).map(|content| collapse_whitespace(&content));
        let content = content.map(|content| decode_html(&content));
        let Some(content) = content.filter(|content| !content.is_empty()) else { continue };
        for attribute in ["property", "name", "itemprop"] {
            if let Some(name) = meta.attr(attribute) {
                tags.push(MetaTag { attribute, name: name.trim().to_lowercase(), content: content.clone() });
            }
        }
    }
    tags
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let found = document.select(selector);
    let value = found.iter().find_map(|element| element.attr(name))?;
    Some(collapse_whitespace(&value)).filter(|value| !value.is_empty())
}
