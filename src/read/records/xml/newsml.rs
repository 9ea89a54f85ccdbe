//! NewsML: the items of Reuters RCV1 ("newsitem"), NewsML-G2 ("newsItem" in a "newsMessage") and NewsML 1 ("NewsItem").
//!
//! All three are elements of one name but for their case, and each holds its text as paragraphs, as NITF or as HTML.

use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::records::xml::nitf::{compact_time, read_nitf};
use crate::read::records::xml::story_text::paragraphs_of;
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{
    ArticleContext, XmlStory, elements_named, has_root, open_articles,
};

/// NewsML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "newsml",
    description: "News in NewsML 1, NewsML-G2 or as Reuters RCV1",
    precedence: 52,
    kind: FormatKind::Text {
        extensions: &[],
        recognise,
        open: |text| open_articles(text, elements_named(&["newsitem"]), read_article),
    },
};

fn recognise(head: &TextHead<'_>) -> bool {
    has_root(head, &["newsitem", "newsmessage", "newsml", "newsitems"])
}

fn read_article(item: &XmlElement, _: &ArticleContext) -> Result<XmlStory, Unreadable> {
    if item.child("text").is_some() {
        return Ok(read_rcv1(item));
    }
    let content =
        ["contentset", "newscomponent"].into_iter().find_map(|name| item.child(name)).unwrap_or(item);
    let mut story = match content.find("nitf") {
        Some(nitf) => read_nitf(nitf),
        None => {
            let body = ["body", "datacontent", "inlinedata", "inlinexml"]
                .into_iter()
                .find_map(|name| content.find(name));
            XmlStory::of_text(&body.map(|body| paragraphs_of(body, &["head"])).unwrap_or_default())
        }
    };
    // The first value of a name counts, so what the text itself says goes before this.
    story.set("title", item.line_of(&["headline", "hl1", "title"]));
    story.set("byline", item.line_of(&["by", "byline", "bylinetitle"]).or_else(|| creator(item)));
    let times = ["contentcreated", "firstcreated", "versioncreated", "dateandtime", "thisrevisioncreated"];
    story.set("published", item.line_of(&times).map(|time| compact_time(&time)));
    story.set("source", source(item));
    let language = item
        .find("language")
        .and_then(|language| language.attribute("tag").or(language.attribute("formalname")));
    story.set("language", language.or_else(|| item.attribute("lang")));
    story.dateline = story.dateline.or_else(|| item.line_of(&["dateline"]));
    story.vendor_number =
        item.attribute("guid").map(str::to_string).or_else(|| item.line_of(&["newsitemid"]));
    Ok(story)
}

/// The names of whoever made it, if they are people's.
fn creator(item: &XmlElement) -> Option<String> {
    let below = item.descendants();
    let creators = below.iter().filter(|element| matches!(element.name.as_str(), "creator" | "contributor"));
    let names: Vec<String> = creators.filter_map(|creator| creator.line_of(&["name"])).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Who gave it out.
fn source(item: &XmlElement) -> Option<String> {
    let provider = item.find("provider").or_else(|| item.find("infosource"))?;
    let literal = || provider.attribute("literal").map(str::to_string);
    let party = || provider.find("party")?.attribute("formalname").map(str::to_string);
    provider.line().or_else(literal).or_else(party)
}

/// An item of RCV1: fields beside the text, and facts of the corpus as pairs of name and value.
fn read_rcv1(item: &XmlElement) -> XmlStory {
    let text = item.child("text").map(|text| paragraphs_of(text, &[])).unwrap_or_default();
    let mut story = XmlStory::of_text(&text);
    let line = |name: &str| item.child(name).and_then(XmlElement::line);
    let below = item.descendants();
    let fact = |name: &str| {
        let facts = below.iter().filter(|element| element.name == "dc");
        facts.filter(|fact| fact.attribute("element") == Some(name)).find_map(|fact| fact.attribute("value"))
    };
    story.set("title", line("headline").or_else(|| line("title")));
    story.set("byline", line("byline"));
    story.set("published", item.attribute("date").or_else(|| fact("dc.date.published")));
    story.set("source", fact("dc.source").or_else(|| fact("dc.publisher")));
    story.set("language", item.attribute("lang"));
    story.dateline = line("dateline");
    story.vendor_number = item.attribute("itemid").map(str::to_string);
    story
}
