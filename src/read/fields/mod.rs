//! A crawler's record: which of its fields is the text, the headline, the date …, by [`crate::read::fields::roles`] and by
//! what the user says.
//!
//! For each role the names are in order of trust: the first that has a value wins. A field that holds a whole page of HTML
//! is read as a page, and the others fill in what it does not say. In all others, HTML and character references become plain
//! text. Where no field holds the story, a summary is taken.

pub(crate) mod author_names;
pub(crate) mod excerpt;
pub(crate) mod field_map;
pub(crate) mod lenient_json;
pub(crate) mod plain_text;
pub(crate) mod references;
pub(crate) mod roles;
pub(crate) mod story_blocks;
pub(crate) mod values;

use encoding_rs::UTF_8;

use crate::model::{PublishedFrom, Scrape};
use crate::read::encoding::Charset;
use crate::read::error::Unreadable;
use crate::read::fields::author_names::strip_addresses;
use crate::read::fields::excerpt::{Heading, strip_excerpt_end};
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::lenient_json::parse_cell_value;
use crate::read::fields::plain_text::{render_line, render_text};
use crate::read::fields::references::decode_address;
use crate::read::fields::roles::{
    FieldRole, HTML_PAGE_FIELDS, POSSIBLE_URL_NAMES, STATUS_NAMES, SUMMARY_NAMES, fold_name,
};
use crate::read::fields::values::{FieldValue, value_as_field};
use crate::read::html;
use crate::read::record::{Record, TEXT_SEPARATOR};
use crate::read::record_options::FieldText;
use crate::read::records::markdown::strip_markdown;
use crate::text::written_dates::parse_written_date;

/// The name, folded, of what a record is about: a headline or a section.
const SUBJECT: &str = "subject";

/// The name, folded, of the identifier that whoever gave a record has for it.
const GIVEN_ID: &str = "id";

/// A record's fields.
pub(crate) struct RecordFields<'m> {
    fields: Vec<Field>,
    map: &'m FieldMap,
}

struct Field {
    name: String,
    /// The name as names are compared: see [`fold_name`].
    folded: String,
    /// What the name is known for, and how much other names of that role are trusted more.
    known: Option<(FieldRole, usize)>,
    value: Option<String>,
    /// Whether the value is plain text for certain.
    is_rendered: bool,
}

impl Field {
    fn new(name: String, value: Option<FieldValue>, map: &FieldMap) -> Field {
        let folded = fold_name(&name);
        let known = FieldRole::of_name(&folded);
        let role = map.role_of(&name).or(known.map(|(role, _)| role));
        let value = value.and_then(|value| match value {
            FieldValue::Written(text) => match role.and_then(|_| parse_cell_value(&text)) {
                Some(list) => value_as_field(list, role),
                None => Some(FieldValue::Written(text)),
            },
            rendered @ FieldValue::Rendered(_) => Some(rendered),
        });
        let is_rendered = matches!(value, Some(FieldValue::Rendered(_)));
        let text = value.map(|value| match value {
            FieldValue::Written(text) | FieldValue::Rendered(text) => text,
        });
        Field { name, folded, known, value: text.filter(|text| is_given(text)), is_rendered }
    }
}

impl<'m> RecordFields<'m> {
    /// From names and values; an empty value, or a word that programs write for none, is none.
    pub fn new<N: Into<String>, V: Into<FieldValue>>(
        fields: impl Iterator<Item = (N, Option<V>)>,
        map: &'m FieldMap,
    ) -> RecordFields<'m> {
        let fields =
            fields.map(|(name, value)| Field::new(name.into(), value.map(Into::into), map)).collect();
        RecordFields { fields, map }
    }

    fn get(&self, role: FieldRole) -> Option<&str> {
        let at = self.index_of(role).or_else(|| match role {
            FieldRole::Url => self.index_of_possible_url(),
            FieldRole::Title => self.index_of_name(&[SUBJECT]),
            _ => None,
        });
        // The subject of a message is its headline; beside a headline it is a section.
        let is_headline = |at: &usize| {
            role == FieldRole::Section
                && self.fields[*at].folded == SUBJECT
                && self.index_of(FieldRole::Title).is_none()
        };
        self.fields[at.filter(|at| !is_headline(at))?].value.as_deref()
    }

    /// The index of the field that holds a role's value.
    fn index_of(&self, role: FieldRole) -> Option<usize> {
        let rank = |field: &Field| field.known.filter(|known| known.0 == role && field.value.is_some());
        let known = self.fields.iter().enumerate().filter_map(|(at, field)| Some((rank(field)?.1, at)));
        self.index_of_mapped(role).or_else(|| known.min().map(|(_, at)| at))
    }

    /// The index of the field that the user named for a role.
    fn index_of_mapped(&self, role: FieldRole) -> Option<usize> {
        self.map.names_for(role).find_map(|name| self.position(|field| field.name == name))
    }

    /// The index of the first field with a value that is meant.
    fn position(&self, is_meant: impl Fn(&Field) -> bool) -> Option<usize> {
        self.fields.iter().position(|field| field.value.is_some() && is_meant(field))
    }

    /// The index of the first of these names, folded, that has a value.
    fn index_of_name(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.position(|field| field.folded == *name))
    }

    /// The index of a field that may be something else than the article's address, and is one: with more than a site's name.
    fn index_of_possible_url(&self) -> Option<usize> {
        let is_of_page = |value: &str| {
            let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
            rest.and_then(|rest| rest.split_once('/')).is_some_and(|(_, path)| !path.is_empty())
        };
        self.position(|field| {
            POSSIBLE_URL_NAMES.contains(&field.folded.as_str())
                && field.value.as_deref().is_some_and(is_of_page)
        })
    }

    /// The index of the field that holds a whole page of HTML: the text's, or one named for pages if there is no text.
    fn index_of_page(&self) -> Option<usize> {
        let is_page = |at: &usize| {
            self.fields[*at].value.as_deref().is_some_and(|value| html::looks_like_html(value.as_bytes()))
        };
        let named_so = || self.position(|field| HTML_PAGE_FIELDS.contains(&field.folded.as_str()));
        self.index_of(FieldRole::Text).or_else(named_so).filter(is_page)
    }

    /// Makes a scrape of the fields.
    ///
    /// # Errors
    /// Where none of them holds a text.
    pub fn into_scrape(mut self, record: &Record, field_text: FieldText) -> Result<Scrape, Unreadable> {
        // Moved out, not copied: it is nearly all of the record.
        if let Some(at) = self.index_of_page() {
            let page = self.fields[at].value.take().unwrap_or_default();
            let decoded =
                Record { origin: record.origin.clone(), charset: Charset::Named(UTF_8), ..Record::default() };
            return Ok(self.fill_in(html::read_page(&decoded, page.as_bytes(), None)?));
        }
        let text_at = self.index_of(FieldRole::Text);
        let Some(at) = text_at.or_else(|| self.index_of_name(&SUMMARY_NAMES)) else {
            return Err(self.no_text());
        };
        let text = self.fields[at].value.take().unwrap_or_default();
        let text = part_of_text(text, record.part)?;
        if field_text == FieldText::AsGiven {
            return Ok(self.fill_in(Scrape { origin: record.origin.clone(), text, ..Scrape::default() }));
        }
        let is_page = self.fields[at].folded.ends_with("markdown");
        let text = match is_page {
            true => strip_markdown(&text),
            false if self.fields[at].is_rendered => text,
            false => render_text(text),
        };
        let title = self.get(FieldRole::Title).map(render_line);
        let heading = Heading { title: title.as_deref(), source: self.get(FieldRole::Source) };
        let excerpt = strip_excerpt_end(text, heading);
        let (text, cut_off) = (excerpt.text, excerpt.cut_off);
        Ok(self.fill_in(Scrape {
            origin: record.origin.clone(),
            text,
            cut_off,
            is_page,
            ..Scrape::default()
        }))
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
        let own_or_line = |role, own: Option<String>| field(role, &own).map(render_line).or(own);
        let from_record = field(FieldRole::Published, &scrape.published).map(|_| PublishedFrom::RecordField);
        let url = field(FieldRole::Url, &scrape.url).map(|url| decode_address(url).into_owned());
        let given_id = self.index_of_name(&[GIVEN_ID]).and_then(|at| self.fields[at].value.clone());
        let mut scrape = Scrape {
            given_id: given_id.or(scrape.given_id),
            url: url.or(scrape.url),
            title: own_or_line(FieldRole::Title, scrape.title),
            byline: own_or_line(FieldRole::Byline, scrape.byline)
                .and_then(|byline| strip_addresses(&byline))
                .filter(|byline| byline.contains(char::is_alphabetic)),
            published: own_or_field(FieldRole::Published, scrape.published).or(unreadable),
            published_from: from_record.or(scrape.published_from).or(unreadable_from),
            modified: own_or_field(FieldRole::Modified, scrape.modified),
            section: own_or_line(FieldRole::Section, scrape.section),
            page: own_or_line(FieldRole::Page, scrape.page).filter(|page| is_page_number(page)),
            vendor_number: own_or_line(FieldRole::VendorNumber, scrape.vendor_number)
                .filter(|number| is_vendor_number(number)),
            source: own_or_line(FieldRole::Source, scrape.source),
            domain: own_or_field(FieldRole::Domain, scrape.domain),
            language: own_or_field(FieldRole::Language, scrape.language).or_else(|| self.language_of_names()),
            status: scrape.status.or_else(|| self.error_status()),
            ..scrape
        };
        // trafilatura writes the page's address as "source".
        if let Some(source) = scrape.source.take_if(|source| source.contains("://")) {
            scrape.url.get_or_insert(source);
        }
        scrape
    }

    /// The language in which a database has named its fields, where these say it: a short text alone may not.
    fn language_of_names(&self) -> Option<String> {
        let is_russian =
            |field: &&Field| field.known.is_some() && field.folded.starts_with(|c| matches!(c, 'а'..='я'));
        (self.fields.iter().filter(is_russian).nth(1).is_some()).then(|| "ru".to_string())
    }

    /// The status that a server answered with, if it is that of an error.
    fn error_status(&self) -> Option<u16> {
        let value = self.fields[self.index_of_name(&STATUS_NAMES)?].value.as_deref()?;
        value.trim().parse().ok().filter(|status| (400..600).contains(status))
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
                    "has no text: none of its fields ({}) is known to hold it; name it with --map text=FIELD{}",
                    names.join(", "),
                    if self.get(FieldRole::Url).is_some() {
                        ", or fetch the page at its address and import that"
                    } else {
                        ""
                    }
                ),
            ),
        }
    }
}

/// Whether a field called "page" holds the page of a printed paper: "7", "B4", "1, 4". It may hold a whole page of a site.
fn is_page_number(value: &str) -> bool {
    const MAX_PAGE_CHARS: usize = 30;
    value.chars().count() <= MAX_PAGE_CHARS
        && value.contains(|c: char| c.is_ascii_digit())
        && !value.contains("://")
}

/// Whether a value is the number of an article in a database of millions: a short one counts rows.
fn is_vendor_number(value: &str) -> bool {
    const MIN_NUMBER_CHARS: usize = 6;
    value.chars().count() >= MIN_NUMBER_CHARS && value.contains(|c: char| c.is_ascii_digit())
}

/// One of the texts of several articles that are joined in one field.
fn part_of_text(text: String, part: usize) -> Result<String, Unreadable> {
    if !text.contains(TEXT_SEPARATOR) {
        return match part {
            0 => Ok(text),
            _ => Err(Unreadable::new("no text", "has fewer texts in its text than separators")),
        };
    }
    let mut parts = text.split(TEXT_SEPARATOR).map(str::trim).filter(|part| !part.is_empty());
    parts
        .nth(part)
        .map(str::to_string)
        .ok_or_else(|| Unreadable::new("no text", "has no text between its separators"))
}

fn is_given(value: &str) -> bool {
    let value = value.trim();
    // What R, pandas and databases write for nothing; "Na" may be somebody's name.
    !matches!(value, "" | "NA" | "<NA>" | "NaT" | "\\N" | "-nan")
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
        RecordFields::new(fields.iter().map(|(name, value)| (*name, Some((*value).to_string()))), &map)
            .into_scrape(&record, FieldText::Rendered)
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
    fn a_subject_is_a_section_beside_a_headline_and_a_headline_without_one() {
        let beside = scrape(&[("title", "Hall"), ("subject", "Local"), ("text", "T")], "").unwrap();
        assert_eq!((beside.title.as_deref(), beside.section.as_deref()), (Some("Hall"), Some("Local")));
        let alone = scrape(&[("subject", "Hall"), ("text", "T")], "").unwrap();
        assert_eq!((alone.title.as_deref(), alone.section.as_deref()), (Some("Hall"), None));
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
