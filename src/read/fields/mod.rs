//! A crawler's record: which of its fields is the text, the headline, the date …, by [`crate::read::fields::roles`] and by
//! what the user says.
//!
//! For each role the names are in order of trust: the first that has a value wins. A field that holds a whole page of HTML
//! is read as a page, and the others fill in what it does not say.

pub(crate) mod field_map;
pub(crate) mod roles;

use encoding_rs::UTF_8;

use crate::model::{PublishedFrom, Scrape};
use crate::read::encoding::Charset;
use crate::read::error::Unreadable;
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::roles::{FieldRole, HTML_PAGE_FIELDS, fold_name};
use crate::read::html;
use crate::read::html::fragment::{html_to_text, is_markup};
use crate::read::record::Record;
use crate::read::records::markdown::strip_markdown;
use crate::text::written_dates::parse_written_date;

/// A record's fields.
pub(crate) struct RecordFields<'m> {
    fields: Vec<Field>,
    map: &'m FieldMap,
}

struct Field {
    name: String,
    /// The name as names are compared: see [`fold_name`].
    folded: String,
    value: Option<String>,
}

impl<'m> RecordFields<'m> {
    /// From names and values; an empty value, or a word that programs write for none, is none.
    pub fn new<N: Into<String>>(
        fields: impl Iterator<Item = (N, Option<String>)>,
        map: &'m FieldMap,
    ) -> RecordFields<'m> {
        let fields = fields
            .map(|(name, value)| {
                let name = name.into();
                Field { folded: fold_name(&name), name, value: value.filter(|value| is_given(value)) }
            })
            .collect();
        RecordFields { fields, map }
    }

    fn get(&self, role: FieldRole) -> Option<&str> {
        self.fields[self.index_of(role)?].value.as_deref()
    }

    /// The index of the field that holds a role's value.
    fn index_of(&self, role: FieldRole) -> Option<usize> {
        let known = |name: &&str| self.position(|_, folded| folded == *name);
        self.index_of_mapped(role).or_else(|| role.known_names().iter().find_map(known))
    }

    /// The index of the field that the user named for a role.
    fn index_of_mapped(&self, role: FieldRole) -> Option<usize> {
        self.map.names_for(role).find_map(|name| self.position(|given, _| given == name))
    }

    /// The index of the first field with a value whose name, as given and folded, is meant.
    fn position(&self, is_meant: impl Fn(&str, &str) -> bool) -> Option<usize> {
        self.fields.iter().position(|field| field.value.is_some() && is_meant(&field.name, &field.folded))
    }

    /// The index of the field that holds a whole page of HTML: the text's, or one named for pages if there is no text.
    fn index_of_page(&self) -> Option<usize> {
        let is_page = |at: &usize| {
            self.fields[*at].value.as_deref().is_some_and(|value| html::looks_like_html(value.as_bytes()))
        };
        let named_so = || self.position(|_, folded| HTML_PAGE_FIELDS.contains(&folded));
        self.index_of(FieldRole::Text).or_else(named_so).filter(is_page)
    }

    /// Makes a scrape of the fields.
    ///
    /// # Errors
    /// Where none of them holds a text.
    pub fn into_scrape(mut self, record: &Record) -> Result<Scrape, Unreadable> {
        // Moved out, not copied: it is nearly all of the record.
        if let Some(at) = self.index_of_page() {
            let page = self.fields[at].value.take().unwrap_or_default();
            let decoded =
                Record { origin: record.origin.clone(), charset: Charset::Named(UTF_8), ..Record::default() };
            return Ok(self.fill_in(html::read_page(&decoded, page.as_bytes(), None)?));
        }
        let Some(at) = self.index_of(FieldRole::Text) else {
            return Err(self.no_text());
        };
        let text = self.fields[at].value.take().unwrap_or_default();
        let is_page = self.fields[at].folded.ends_with("markdown");
        let text = if is_page { strip_markdown(&text) } else { strip_markup(text) };
        Ok(self.fill_in(Scrape { origin: record.origin.clone(), text, is_page, ..Scrape::default() }))
    }

    /// Adds what the other fields say to a text or page that does not say it itself. A time beside a page is often that of
    /// the crawl: the page's own is better, unless the user has named the field.
    fn fill_in(&self, scrape: Scrape) -> Scrape {
        let field = |role, own: &Option<String>| {
            self.get(role).filter(|_| own.is_none() || self.index_of_mapped(role).is_some())
        };
        let own_or_field = |role, own: Option<String>| field(role, &own).map(str::to_string).or(own);
        // A page's own date that cannot be read is none.
        let mut scrape = scrape;
        let unreadable = scrape.published.take_if(|text| parse_written_date(text).is_err());
        let unreadable_from = unreadable.as_ref().and(scrape.published_from);
        let from_record = field(FieldRole::Published, &scrape.published).map(|_| PublishedFrom::RecordField);
        let mut scrape = Scrape {
            url: own_or_field(FieldRole::Url, scrape.url),
            title: own_or_field(FieldRole::Title, scrape.title),
            byline: own_or_field(FieldRole::Byline, scrape.byline),
            published: own_or_field(FieldRole::Published, scrape.published).or(unreadable),
            published_from: from_record.or(scrape.published_from).or(unreadable_from),
            modified: own_or_field(FieldRole::Modified, scrape.modified),
            section: own_or_field(FieldRole::Section, scrape.section),
            source: own_or_field(FieldRole::Source, scrape.source),
            domain: own_or_field(FieldRole::Domain, scrape.domain),
            language: own_or_field(FieldRole::Language, scrape.language),
            ..scrape
        };
        // trafilatura writes the page's address as "source".
        if let Some(source) = scrape.source.take_if(|source| source.contains("://")) {
            scrape.url.get_or_insert(source);
        }
        scrape
    }

    fn no_text(&self) -> Unreadable {
        let names: Vec<&str> = self.fields.iter().map(|field| field.name.as_str()).collect();
        let is_known = |field: &&Field| FieldRole::Text.known_names().contains(&field.folded.as_str());
        match self.fields.iter().find(is_known) {
            Some(Field { name, .. }) => {
                Unreadable::new("no text", format!("has no text: its field “{name}” is empty"))
            }
            None if names.is_empty() => Unreadable::new("no text", "has no text: it has no fields"),
            None => Unreadable::new(
                "no text",
                format!(
                    "has no text: none of its fields ({}) is known to hold it; name it with --map text=FIELD",
                    names.join(", ")
                ),
            ),
        }
    }
}

/// The text without HTML: news APIs give a story as HTML.
fn strip_markup(text: String) -> String {
    if !is_markup(&text) {
        return text;
    }
    let stripped = html_to_text(&text);
    if stripped.is_empty() { text } else { stripped }
}

fn is_given(value: &str) -> bool {
    let value = value.trim();
    !value.is_empty()
        && !["null", "none", "nan", "n/a", "nil", "undefined"]
            .iter()
            .any(|none| value.eq_ignore_ascii_case(none))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrape(fields: &[(&str, &str)], map: &str) -> Result<Scrape, Unreadable> {
        let map = if map.is_empty() { FieldMap::default() } else { map.parse().unwrap() };
        let record = Record::default();
        RecordFields::new(fields.iter().map(|(name, value)| (*name, Some(value.to_string()))), &map)
            .into_scrape(&record)
    }

    #[test]
    fn crawlers_names_are_known() {
        let news_please = [
            ("maintext", "T"),
            ("date_publish", "2024-10-03"),
            ("source_domain", "a.example"),
            ("title", "H"),
        ];
        let found = scrape(&news_please, "").unwrap();
        assert_eq!(
            (
                found.text.as_str(),
                found.published.as_deref(),
                found.domain.as_deref(),
                found.title.as_deref()
            ),
            ("T", Some("2024-10-03"), Some("a.example"), Some("H"))
        );
        let scrapy = [
            ("link", "http://a.example/1"),
            ("headline", "H"),
            ("article_text", "T"),
            ("pubDate", "2024"),
            ("byline", "B"),
        ];
        let found = scrape(&scrapy, "").unwrap();
        assert_eq!((found.url.as_deref(), found.byline.as_deref()), (Some("http://a.example/1"), Some("B")));
    }

    #[test]
    fn what_media_monitors_and_press_databases_call_their_columns_is_known() {
        let monitor = [
            ("News Date", "14/03/2031"),
            ("News Headline", "H"),
            ("Outlet Name", "Island Echo"),
            ("Journalist", "Jane Roe"),
            ("News Text", "T"),
        ];
        let database = [
            ("pubdate", "14/03/2031"),
            ("Title", "H"),
            ("pubtitle", "Island Echo"),
            ("Authors", "Jane Roe"),
            ("Full text", "T"),
        ];
        for export in [monitor, database] {
            let found = scrape(&export, "").unwrap();
            assert_eq!(found.text, "T");
            let facts = [found.published, found.title, found.source, found.byline];
            assert_eq!(
                facts.each_ref().map(Option::as_deref),
                [Some("14/03/2031"), Some("H"), Some("Island Echo"), Some("Jane Roe")]
            );
        }
    }

    #[test]
    fn a_mapped_name_comes_first_and_an_empty_field_is_none() {
        let found =
            scrape(&[("text", "short"), ("Story So Far", "long"), ("title", "NaN")], "text=Story So Far")
                .unwrap();
        assert_eq!((found.text.as_str(), found.title), ("long", None));
    }

    #[test]
    fn a_story_given_as_html_becomes_text() {
        let found = scrape(&[("content", "<p>Tea &amp; milk</p>\n<p>And <b>more</b></p>")], "").unwrap();
        assert_eq!(found.text, "Tea & milk\n\nAnd more");
        let found = scrape(&[("content", "5 < 6 &amp; 7 > 6")], "").unwrap();
        assert_eq!(found.text, "5 < 6 &amp; 7 > 6");
    }

    #[test]
    fn a_record_without_text_says_which_fields_it_has() {
        assert_eq!(
            scrape(&[("when", "2024"), ("blurb", "x")], "").unwrap_err().reason,
            "has no text: none of its fields (when, blurb) is known to hold it; name it with --map text=FIELD"
        );
        assert_eq!(
            scrape(&[("text", " ")], "").unwrap_err().reason,
            "has no text: its field “text” is empty"
        );
    }
}
