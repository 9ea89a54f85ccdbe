//! A page of HTML parsed once, for everything that asks it about itself.

use dom_query::Document;

use crate::read::html::page_head::linked_data::LinkedData;
use crate::read::html::page_head::shown_elements::ShownElements;
use crate::text::characters::collapse_whitespace;

/// A page of HTML, parsed once.
pub(crate) struct ParsedPage<'d> {
    /// Its tree.
    pub document: &'d Document,
    /// Its headline, once it has been found.
    pub headline: Option<String>,
    /// Its JSON-LD.
    pub linked: LinkedData,
    /// What it shows.
    pub shown: ShownElements<'d>,
    meta_tags: Vec<MetaTag>,
}

impl<'d> ParsedPage<'d> {
    /// Reads a document whose canonical address is known or missing.
    pub fn read(document: &'d Document, canonical: Option<&str>) -> ParsedPage<'d> {
        ParsedPage {
            document,
            headline: None,
            linked: LinkedData::read(document, canonical),
            shown: ShownElements::find(document),
            meta_tags: meta_tags(document),
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
        let Some(content) = content.filter(|content| !content.is_empty()) else { continue };
        for attribute in ["property", "name", "itemprop"] {
            if let Some(name) = meta.attr(attribute) {
                tags.push(MetaTag { attribute, name: name.trim().to_lowercase(), content: content.clone() });
            }
        }
    }
    tags
}
