//! `<DOC>` in SGML: the collections of TREC, Gigaword, AQUAINT and others, and extracts of Wikipedia.
//!
//! They share the element and no more, so fields are known by their names: HEADLINE or HL or HEAD, BYLINE, DATELINE, TEXT. The
//! day is in a field, or else in the document's number ("AFP_ENG_19940512.0004", "WSJ870324-0001").

use std::sync::LazyLock;

use regex::Regex;

use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::records::xml::nitf::first_of_list;
use crate::read::records::xml::story_text::{paragraphs_of, paragraphs_without};
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{
    ArticleContext, XmlStory, elements_named, has_root, open_articles,
};

/// `<DOC>` in SGML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "sgml",
    description: "Documents in SGML, each a <DOC>: TREC, Gigaword, AQUAINT",
    precedence: 56,
    kind: FormatKind::Text {
        extensions: &[],
        recognise: |head| {
            has_root(head, &["doc", "docs", "docstream", "corpus", "gwenglish"]) && holds_docs(head.bytes)
        },
        open: |text| open_articles(text, elements_named(&["doc"]), read_article),
    },
};

/// Whether there is a document near the start.
fn holds_docs(head: &[u8]) -> bool {
    let is_tag = |window: &[u8]| {
        window[..4].eq_ignore_ascii_case(b"<doc") && (window[4] == b'>' || window[4].is_ascii_whitespace())
    };
    head.windows(5).any(is_tag)
}

/// The elements that hold the text, the best first.
const TEXT_NAMES: [&str; 6] = ["text", "body", "main", "content", "lp", "story"];
const TITLE_NAMES: [&str; 8] = ["headline", "hl", "head", "title", "tl", "ti", "headlines", "hd"];
const BYLINE_NAMES: [&str; 5] = ["byline", "by", "author", "au", "authors"];
const DATE_NAMES: [&str; 9] = [
    "date_time",
    "datetime",
    "date",
    "dd",
    "pubdate",
    "story_date",
    "publication_date",
    "date1",
    "timestamp",
];
const SOURCE_NAMES: [&str; 6] = ["pub", "so", "source", "newspaper", "publication", "sourcename"];
const SECTION_NAMES: [&str; 3] = ["section", "desk", "category"];

fn read_article(doc: &XmlElement, _: &ArticleContext) -> Result<XmlStory, Unreadable> {
    let below = doc.descendants();
    let has = |name: &str| below.iter().any(|element| element.name == name);
    let texts = TEXT_NAMES.iter().find(|name| has(name));
    let is_fact = |element: &XmlElement| is_fact(&element.name);
    let paragraphs: Vec<String> = match texts {
        Some(name) => below
            .iter()
            .filter(|element| element.name == **name)
            .flat_map(|text| paragraphs_without(text, is_fact))
            .collect(),
        None => paragraphs_without(doc, is_fact),
    };
    let title = doc.attribute("title").map(str::to_string).or_else(|| doc.line_of(&TITLE_NAMES));
    let mut paragraphs = paragraphs;
    if paragraphs.len() > 1 && paragraphs.first() == title.as_ref() {
        paragraphs.remove(0);
    }
    let mut story = XmlStory::of_text(&paragraphs);
    let number = document_number(doc);
    story.set("title", title);
    story.set("byline", doc.line_of(&BYLINE_NAMES).or_else(|| doc.attribute("author").map(str::to_string)));
    let date = doc.line_of(&DATE_NAMES).or_else(|| doc.attribute("date").map(str::to_string));
    let date = date.map(|date| spelt_day(&date));
    story.set("published", date.or_else(|| number.as_deref().and_then(day_in_number)));
    story.set("source", doc.line_of(&SOURCE_NAMES).or_else(|| doc.attribute("sitename").map(str::to_string)));
    story.set("section", doc.line_of(&SECTION_NAMES).map(|section| first_of_list(&section)));
    story.set("url", doc.attribute("url").map(str::to_string).or_else(|| doc.line_of(&["url"])));
    let dateline = doc.find("dateline").map(|dateline| paragraphs_of(dateline, &[]).join(" "));
    story.dateline = dateline.map(|line| line.trim_end_matches([' ', '-', '_', '–', '—']).to_string());
    story.page = doc.line_of(&["page"]);
    story.vendor_number = number;
    Ok(story)
}

/// Whether an element is something about the document.
fn is_fact(name: &str) -> bool {
    let lists: [&[&str]; 5] = [&TITLE_NAMES, &BYLINE_NAMES, &DATE_NAMES, &SOURCE_NAMES, &SECTION_NAMES];
    lists.iter().any(|names| names.contains(&name))
        || matches!(
            name,
            "docno"
                | "docid"
                | "doctype"
                | "fileid"
                | "first"
                | "second"
                | "dateline"
                | "page"
                | "profile"
                | "in"
                | "slug"
                | "keyword"
                | "header"
                | "footer"
                | "trailer"
                | "txttype"
                | "note"
                | "co"
                | "url"
                | "length"
                | "graphic"
                | "type"
                | "subject"
                | "correction-date"
                | "correction"
        )
}

/// The document's number.
fn document_number(doc: &XmlElement) -> Option<String> {
    let attribute = ["id", "docid"].iter().find_map(|name| doc.attribute(name));
    attribute.map(str::to_string).or_else(|| doc.line_of(&["docno", "docid", "fileid"]))
}

/// The day in a document's number: eight digits anywhere, or six after the letters of a paper that puts the year first.
fn day_in_number(number: &str) -> Option<String> {
    static EIGHT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|\D)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\D|$)").ok()
    });
    static SIX: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^\s*[A-Z]{2,4}(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-").ok());
    if let Some(found) = EIGHT.as_ref()?.captures(number) {
        return Some(format!("{}-{}-{}", &found[1], &found[2], &found[3]));
    }
    let found = SIX.as_ref()?.captures(number)?;
    Some(format!("19{}-{}-{}", &found[1], &found[2], &found[3]))
}

/// "January 1, 1989, Sunday, Home Edition" as the day that it is; "920214" with its century; anything else stays.
fn spelt_day(date: &str) -> String {
    static SPELT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^([A-Z][a-z]+ \d{1,2}, \d{4}),").ok());
    if let Some(found) = SPELT.as_ref().and_then(|spelt| spelt.captures(date)) {
        return found[1].to_string();
    }
    let is_short = date.len() == 6 && date.bytes().all(|byte| byte.is_ascii_digit());
    match is_short.then(|| (date.get(0..2), date.get(2..4), date.get(4..6))) {
        Some((Some(year), Some(month), Some(day))) => format!("19{year}-{month}-{day}"),
        _ => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_in_the_number_of_some_collections() {
        for (number, day) in [
            ("AFP_ENG_19940512.0004", Some("1994-05-12")),
            ("NYT20000101.0001", Some("2000-01-01")),
            ("WSJ870324-0001", Some("1987-03-24")),
            (" AP880212-0001 ", Some("1988-02-12")),
            ("FT911-3", None),
            ("FBIS3-1", None),
        ] {
            assert_eq!(day_in_number(number).as_deref(), day, "{number}");
        }
        assert_eq!(spelt_day("January 1, 1989, Sunday, Home Edition"), "January 1, 1989");
        assert_eq!(spelt_day("920214"), "1992-02-14");
    }
}
