//! TEI: texts as scholars and corpora write them, one or many in a file, and as trafilatura gives them.

use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::records::xml::nitf::first_of_list;
use crate::read::records::xml::story_text::paragraphs_without;
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{
    ArticleContext, XmlStory, elements_named, has_root, open_articles,
};

/// TEI.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "tei",
    description: "Texts in TEI, also of trafilatura",
    precedence: 53,
    kind: FormatKind::Text {
        extensions: &[],
        recognise: |head| has_root(head, &["TEI", "TEI.2", "teiCorpus"]),
        open: |text| open_articles(text, elements_named(&["TEI", "TEI.2"]), read_article),
    },
};

fn read_article(tei: &XmlElement, _: &ArticleContext) -> Result<XmlStory, Unreadable> {
    let Some(text) = tei.child("text") else {
        return Err(Unreadable::new("no text", "has no text: the TEI has no element “text”"));
    };
    let body = text.child("body").unwrap_or(text);
    let header = tei.child("teiheader");
    let title =
        header.and_then(|header| header.find("titlestmt")).and_then(|title| title.line_of(&["title"]));
    let mut paragraphs = paragraphs_without(body, is_comments);
    // A heading that repeats the title is no paragraph.
    if paragraphs.first() == title.as_ref() && paragraphs.len() > 1 {
        paragraphs.remove(0);
    }
    let mut story = XmlStory::of_text(&paragraphs);
    story.set("title", title);
    let Some(header) = header else { return Ok(story) };
    story.set("byline", authors(header));
    story.set("published", published(header));
    story.set("source", source(header));
    story.set("url", address(header));
    story.set("section", section(header));
    let language = header.find("language").and_then(|language| language.attribute("ident"));
    story.set("language", language.or_else(|| tei.attribute("lang")).or_else(|| text.attribute("lang")));
    Ok(story)
}

fn is_comments(part: &XmlElement) -> bool {
    part.attribute("type") == Some("comments")
}

/// The names of the authors.
fn authors(header: &XmlElement) -> Option<String> {
    let below = header.descendants();
    let authors = below.iter().filter(|element| element.name == "author");
    let mut names: Vec<String> = Vec::new();
    for name in authors.filter_map(|author| author.line()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// When the source was published; the day of the TEI itself is that of its making.
fn published(header: &XmlElement) -> Option<String> {
    let of_date = |date: &XmlElement| {
        let stated = ["when", "when-iso", "value", "from"].iter().find_map(|name| date.attribute(name));
        stated.map(str::to_string).or_else(|| date.line())
    };
    let date_in = |part: &str| {
        let part = header.find(part)?;
        part.descendants().into_iter().filter(|element| element.name == "date").find_map(of_date)
    };
    date_in("sourcedesc").or_else(|| date_in("publicationstmt")).or_else(|| date_in("creation"))
}

/// The paper: the journal of the source, or whoever published it.
fn source(header: &XmlElement) -> Option<String> {
    let described = header.find("sourcedesc");
    let below = described.map(XmlElement::descendants).unwrap_or_default();
    let of_level = |level: &str| {
        below
            .iter()
            .filter(|element| element.name == "title" && element.attribute("level") == Some(level))
            .find_map(|title| title.line())
    };
    let publisher = |part: Option<&XmlElement>| part.and_then(|part| part.line_of(&["publisher"]));
    of_level("j")
        .or_else(|| of_level("m").filter(|_| below.iter().any(|element| element.name == "analytic")))
        .or_else(|| publisher(described))
        .or_else(|| publisher(header.find("publicationstmt")))
}

/// The first category that it has.
fn section(header: &XmlElement) -> Option<String> {
    let class = header.find("textclass")?;
    let terms = class.descendants();
    let category =
        terms.iter().filter(|term| term.attribute("type") == Some("categories")).find_map(|term| term.line());
    category.map(|list| first_of_list(&list)).or_else(|| class.line_of(&["catdesc"]))
}

/// The address of the source.
fn address(header: &XmlElement) -> Option<String> {
    let below = header.descendants();
    let is_address = |text: &str| text.starts_with("http://") || text.starts_with("https://");
    let targets = below
        .iter()
        .filter(|element| matches!(element.name.as_str(), "ptr" | "ref"))
        .filter_map(|element| element.attribute("target").map(str::to_string).or_else(|| element.line()));
    let identifiers =
        below.iter().filter(|element| element.name == "idno").filter_map(|element| element.line());
    targets.chain(identifiers).find(|text| is_address(text))
}
