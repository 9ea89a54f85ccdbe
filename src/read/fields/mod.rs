//! A crawler's record, its fields sorted by what they are: by [`crate::read::fields::roles`], and by what the user says.
//!
//! For each role the names are in order of trust: the first that has a value wins. A field that holds a whole page of HTML
//! is read as a page, and the others fill in what it does not say.

pub(crate) mod roles;

use encoding_rs::UTF_8;

use crate::model::{PublishedFrom, Scrape};
use crate::read::encoding::Charset;
use crate::read::html::fragment;
use crate::read::records::markdown;
use crate::read::{Record, Unreadable, html};
use roles::{PAGES, Role, fold};

/// Field names that the user gave, over the known ones: `text=story,published=when`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldMap {
    named: Vec<(Role, String)>,
}

impl std::str::FromStr for FieldMap {
    type Err = String;

    fn from_str(text: &str) -> Result<FieldMap, String> {
        let named = text.split(',').map(|pair| {
            let (role, field) = pair.split_once('=').ok_or_else(|| {
                format!("“{pair}” is not ROLE=FIELD, as in --map text=story,published=when")
            })?;
            let role = role.trim();
            let found = Role::ALL.into_iter().find(|known| known.as_str() == role).ok_or_else(|| {
                let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
                format!("“{role}” is nothing that a field can be mapped to; these are: {}", roles.join(", "))
            })?;
            Ok((found, field.trim().to_string()))
        });
        Ok(FieldMap { named: named.collect::<Result<_, String>>()? })
    }
}

impl FieldMap {
    /// As the user could have written it.
    pub fn to_text(&self) -> String {
        let pairs: Vec<String> =
            self.named.iter().map(|(role, field)| format!("{}={field}", role.as_str())).collect();
        pairs.join(",")
    }

    /// Whether a field of this name is one that holds the text, or the page that it is on.
    pub fn is_text(&self, name: &str) -> bool {
        let folded = fold(name);
        self.names_for(Role::Text).any(|named| named == name)
            || Role::Text.known_names().iter().chain(&PAGES).any(|known| folded == *known)
    }

    /// Whether the user named this field, for whatever it is.
    pub fn is_named(&self, name: &str) -> bool {
        self.named.iter().any(|(_, field)| field == name)
    }

    fn names_for(&self, role: Role) -> impl Iterator<Item = &str> {
        self.named.iter().filter(move |(named, _)| *named == role).map(|(_, field)| field.as_str())
    }
}

/// A record's fields, by name.
pub struct Fields<'m> {
    fields: Vec<(String, String, Option<String>)>,
    map: &'m FieldMap,
}

impl<'m> Fields<'m> {
    /// From names and values; an empty value, or a word that programs write for none, is none.
    pub fn new<N: Into<String>>(
        fields: impl Iterator<Item = (N, Option<String>)>,
        map: &'m FieldMap,
    ) -> Fields<'m> {
        let fields = fields
            .map(|(name, value)| {
                let name = name.into();
                let folded = fold(&name);
                (name, folded, value.filter(|value| is_given(value)))
            })
            .collect();
        Fields { fields, map }
    }

    fn get(&self, role: Role) -> Option<&str> {
        self.fields[self.place(role)?].2.as_deref()
    }

    /// Which field holds a role's value.
    fn place(&self, role: Role) -> Option<usize> {
        let known = |name: &&str| self.position(|_, folded| folded == *name);
        self.mapped(role).or_else(|| role.known_names().iter().find_map(known))
    }

    /// Which field holds it as the user said.
    fn mapped(&self, role: Role) -> Option<usize> {
        self.map.names_for(role).find_map(|name| self.position(|given, _| given == name))
    }

    /// The first field with a value whose name, as given and folded, is meant.
    fn position(&self, is_meant: impl Fn(&str, &str) -> bool) -> Option<usize> {
        self.fields.iter().position(|(given, folded, value)| value.is_some() && is_meant(given, folded))
    }

    /// Which field holds a whole page of HTML: that of the text, or one that is called so where there is no text.
    fn page(&self) -> Option<usize> {
        let is_page = |at: &usize| {
            self.fields[*at].2.as_deref().is_some_and(|value| html::looks_like_html(value.as_bytes()))
        };
        let called_so = || self.position(|_, folded| PAGES.contains(&folded));
        self.place(Role::Text).or_else(called_so).filter(is_page)
    }

    /// Sorts the fields into a scrape.
    pub fn into_scrape(mut self, record: &Record) -> Result<Scrape, Unreadable> {
        // Moved out, not copied: it is nearly all of the record.
        if let Some(place) = self.page() {
            let page = self.fields[place].2.take().unwrap_or_default();
            let decoded =
                Record { origin: record.origin.clone(), charset: Charset::Named(UTF_8), ..Record::default() };
            return Ok(self.complete(html::read_page(&decoded, page.as_bytes(), None)?));
        }
        let Some(place) = self.place(Role::Text) else {
            return Err(self.no_text());
        };
        let text = self.fields[place].2.take().unwrap_or_default();
        let is_page = self.fields[place].1.ends_with("markdown");
        let text = if is_page { markdown::plain(&text) } else { plain(text) };
        Ok(self.complete(Scrape { origin: record.origin.clone(), text, is_page, ..Scrape::default() }))
    }

    /// A text or a page, with what the other fields know where it does not say it itself. A time beside a page is as often
    /// as not that of the crawl: the page's own is better, unless the user has named the field.
    fn complete(&self, scrape: Scrape) -> Scrape {
        let field = |role, own: &Option<String>| {
            self.get(role).filter(|_| own.is_none() || self.mapped(role).is_some())
        };
        let fill = |role, own: Option<String>| field(role, &own).map(str::to_string).or(own);
        let from_record = field(Role::Published, &scrape.published).map(|_| PublishedFrom::RecordField);
        let mut scrape = Scrape {
            url: fill(Role::Url, scrape.url),
            title: fill(Role::Title, scrape.title),
            byline: fill(Role::Byline, scrape.byline),
            published: fill(Role::Published, scrape.published),
            published_from: from_record.or(scrape.published_from),
            modified: fill(Role::Modified, scrape.modified),
            section: fill(Role::Section, scrape.section),
            source: fill(Role::Source, scrape.source),
            domain: fill(Role::Domain, scrape.domain),
            language: fill(Role::Language, scrape.language),
            ..scrape
        };
        // trafilatura writes the page's address as "source".
        if let Some(source) = scrape.source.take_if(|source| source.contains("://")) {
            scrape.url.get_or_insert(source);
        }
        scrape
    }

    fn no_text(&self) -> Unreadable {
        let names: Vec<&str> = self.fields.iter().map(|(name, ..)| name.as_str()).collect();
        let known = |(_, folded, _): &&(String, String, Option<String>)| {
            Role::Text.known_names().contains(&folded.as_str())
        };
        match self.fields.iter().find(known) {
            Some((name, ..)) => {
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

/// News APIs give a story as HTML.
fn plain(text: String) -> String {
    if !fragment::is_markup(&text) {
        return text;
    }
    let plain = fragment::text_of(&text);
    if plain.is_empty() { text } else { plain }
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
        Fields::new(fields.iter().map(|(name, value)| (*name, Some(value.to_string()))), &map)
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

    #[test]
    fn a_wrong_map_says_what_is_right() {
        let error = "txt=story".parse::<FieldMap>().unwrap_err();
        assert!(error.contains("“txt”") && error.contains("text, url, title"), "{error}");
    }
}
