//! An entry of a feed as a scrape: which of its elements is the text, the address, the author, the time.
//!
//! Feeds say the same in several elements, of RSS, Atom, Dublin Core, Media RSS and others, and most have only some. The
//! surprising decision: the text is the longest of those that an entry gives, whatever element it is in.

use url::Url;

use crate::model::{PublishedFrom, Scrape};
use crate::read::error::Unreadable;
use crate::read::fields::author_names::strip_addresses;
use crate::read::fields::excerpt::{Heading, ends_in_ellipsis, strip_excerpt_end};
use crate::read::fields::plain_text::{render_line, render_text};
use crate::read::records::feed_elements::FeedElement;
use crate::text::written_dates::parse_written_date;

/// The elements that hold a story or its summary.
const TEXT_ELEMENTS: [&str; 12] = [
    "content:encoded",
    "content",
    "yandex:full-text",
    "turbo:content",
    "fulltext",
    "body",
    "xhtml:body",
    "description",
    "summary",
    "excerpt:encoded",
    "itunes:summary",
    "abstract",
];

/// The elements that hold the publication time, the best first.
const PUBLISHED_ELEMENTS: [&str; 8] = [
    "pubdate",
    "published",
    "dc:date",
    "issued",
    "dcterms:issued",
    "dcterms:created",
    "created",
    "prism:publicationdate",
];

/// The elements that hold the time of the last change.
const MODIFIED_ELEMENTS: [&str; 3] = ["updated", "dcterms:modified", "modified"];

/// What a feed says of all its entries.
#[derive(Debug, Default)]
pub(crate) struct FeedHead {
    source: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    /// What relative addresses are relative to.
    base: Option<Url>,
}

impl FeedHead {
    /// Reads the elements before the first entry.
    pub fn read(opening: &FeedElement) -> FeedHead {
        let nothing = FeedElement::default();
        let feed = opening.find("channel").or_else(|| opening.find("feed")).unwrap_or(&nothing);
        let language = ["language", "dc:language"].iter().find_map(|name| feed.child(name)?.given_text());
        let language = language.or_else(|| feed.attribute("xml:lang"));
        let source = line_of(feed, &["title"]);
        // A paper that names itself as the author of everything says nothing.
        let is_source = |name: &String| source.as_ref().is_some_and(|source| source == name);
        let mut authors = author_names(feed, &["author"]);
        authors.retain(|name| !is_source(name));
        let base = feed.attribute("xml:base").map(str::to_string).or_else(|| address_of_link(feed, None));
        let base = base.and_then(|address| Url::parse(&address).ok());
        let language = language.map(str::to_string);
        FeedHead { source, language, authors, base }
    }
}

/// Reads an entry.
///
/// # Errors
/// Where it has no text.
pub(crate) fn read_entry(entry: &FeedElement, head: &FeedHead) -> Result<Scrape, Unreadable> {
    let source = entry.child("source").and_then(source_name).or_else(|| head.source.clone());
    let mut title = line_of(entry, &["title", "dc:title", "media:title"]);
    // Feeds of search services add the paper to each headline.
    if let (Some(title), Some(source)) = (&mut title, &source)
        && let Some(headline) = title.strip_suffix(source.as_str()).and_then(|rest| rest.strip_suffix(" - "))
    {
        *title = headline.trim_end().to_string();
    }
    let text = longest_text(entry);
    if !text.contains(char::is_alphanumeric) {
        return Err(Unreadable::new(
            "no text",
            "has no text: neither content nor description; fetch the page at its address, and import that",
        ));
    }
    let heading = Heading { title: title.as_deref(), source: source.as_deref() };
    let excerpt = strip_excerpt_end(text, heading);
    if !excerpt.text.contains(char::is_alphanumeric) {
        let reason = "has no text: only a link to the story; fetch the page at its address, and import that";
        return Err(Unreadable::new("no text", reason));
    }
    let mut authors = author_names(entry, &["author", "dc:creator", "creator", "itunes:author"]);
    if authors.is_empty() {
        authors.clone_from(&head.authors);
    }
    let modified = readable_date(entry, &MODIFIED_ELEMENTS);
    let published = readable_date(entry, &PUBLISHED_ELEMENTS).or_else(|| modified.clone());
    let language = ["dc:language", "language"].iter().find_map(|name| entry.child(name)?.given_text());
    let language = language.or_else(|| entry.attribute("xml:lang")).map(str::to_string);
    Ok(Scrape {
        cut_off: excerpt.cut_off || ends_in_ellipsis(&excerpt.text),
        text: excerpt.text,
        url: address_of_entry(entry, head),
        title,
        byline: (!authors.is_empty()).then(|| authors.join(", ")),
        published: published.or_else(|| written_dates(entry, &PUBLISHED_ELEMENTS).next().map(str::to_string)),
        published_from: Some(PublishedFrom::Feed),
        modified,
        section: section_of(entry),
        source,
        language: language.or_else(|| head.language.clone()),
        ..Scrape::default()
    })
}

/// The line of text in the first of these elements that has one.
fn line_of(parent: &FeedElement, names: &[&str]) -> Option<String> {
    let lines = names.iter().flat_map(|name| parent.children_named(name));
    lines.map(|element| render_line(element.content().trim())).find(|line| !line.is_empty())
}

/// The paper that an entry of another feed was taken from.
fn source_name(source: &FeedElement) -> Option<String> {
    line_of(source, &["title"]).or_else(|| {
        let name = render_line(source.given_text()?);
        (!name.contains("://")).then_some(name)
    })
}

/// The longest text of an entry; what Media RSS says of a picture is a text only where there is no other.
fn longest_text(entry: &FeedElement) -> String {
    let holds_text = |element: &&FeedElement| {
        let media_type = element.attribute("type").unwrap_or("text");
        let is_other = ["image/", "audio/", "video/", "application/octet"]
            .iter()
            .any(|kind| media_type.starts_with(kind));
        !is_other && element.attribute("src").is_none()
    };
    let texts = TEXT_ELEMENTS.iter().flat_map(|name| entry.children_named(name)).filter(holds_text);
    let longest =
        texts.map(|element| render_text(element.content())).max_by_key(String::len).unwrap_or_default();
    if longest.contains(char::is_alphanumeric) {
        return longest;
    }
    let described = entry.find("media:description").map(FeedElement::content).unwrap_or_default();
    render_text(described)
}

/// The names of an entry's authors, each once.
fn author_names(parent: &FeedElement, elements: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for element in elements.iter().flat_map(|name| parent.children_named(name)) {
        let written = line_of(element, &["name"]).unwrap_or_else(|| render_line(element.text.trim()));
        let is_address = written.contains("://") && !written.contains(' ');
        let Some(name) = strip_addresses(&written).filter(|name| !name.is_empty() && !is_address) else {
            continue;
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What is written in these elements.
fn written_dates<'e>(entry: &'e FeedElement, names: &'e [&str]) -> impl Iterator<Item = &'e str> {
    names.iter().flat_map(|name| entry.children_named(name)).filter_map(FeedElement::given_text)
}

/// The first of these times that can be read, as it is written: with its zone.
fn readable_date(entry: &FeedElement, names: &[&str]) -> Option<String> {
    written_dates(entry, names).find(|date| parse_written_date(date).is_ok()).map(str::to_string)
}

fn section_of(entry: &FeedElement) -> Option<String> {
    let is_tag = |category: &&FeedElement| matches!(category.attribute("domain"), Some("post_tag" | "tag"));
    let mut names = entry
        .children_named("category")
        .filter(|category| !is_tag(category))
        .chain(entry.children_named("dc:subject"));
    names.find_map(|category| {
        let name = category.attribute("label").or(category.given_text()).or(category.attribute("term"))?;
        (!name.contains("://")).then(|| render_line(name)).filter(|name| !name.is_empty())
    })
}

/// Where the story is: the entry's link, or a guid or id that is an address.
fn address_of_entry(entry: &FeedElement, head: &FeedHead) -> Option<String> {
    let text_of = |name: &str| entry.child(name).and_then(FeedElement::given_text).map(str::to_string);
    let is_permanent = |guid: &&FeedElement| {
        guid.attribute("ispermalink").is_none_or(|is| !is.eq_ignore_ascii_case("false"))
    };
    let guid = || entry.children_named("guid").find(is_permanent)?.given_text().map(str::to_string);
    let base = entry.attribute("xml:base").and_then(|base| Url::parse(base).ok());
    let base = base.as_ref().or(head.base.as_ref());
    let found = text_of("feedburner:origlink").or_else(|| address_of_link(entry, base));
    found
        .or_else(guid)
        .or_else(|| entry.attribute("rdf:about").map(str::to_string))
        .or_else(|| text_of("id"))
        .filter(|address| is_web_address(address))
}

/// The address of the page that an element links to as itself.
fn address_of_link(parent: &FeedElement, base: Option<&Url>) -> Option<String> {
    let addresses = parent.children_named("link").filter_map(|link| {
        let is_page = link.attribute("rel").is_none_or(|rel| rel == "alternate");
        let is_html = link.attribute("type").is_none_or(|kind| kind.contains("html"));
        link.given_text().or_else(|| link.attribute("href").filter(|_| is_page && is_html))
    });
    addresses
        .map(|address| match base {
            Some(base) if !address.contains("://") => {
                base.join(address).map(String::from).unwrap_or_default()
            }
            _ => address.to_string(),
        })
        .find(|address| is_web_address(address))
}

fn is_web_address(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}
