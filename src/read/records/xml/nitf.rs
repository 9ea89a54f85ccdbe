//! NITF: the news industry's own text format, in which the New York Times corpus and many agencies' archives are.
//!
//! The full text goes before the lead paragraph, which repeats its beginning; the byline that was printed goes before the one
//! that an index made of it.

use crate::model::{Block, BlockKind};
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::records::xml::story_text::paragraphs_of;
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{
    ArticleContext, XmlStory, elements_named, has_root, open_articles,
};

/// NITF.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "nitf",
    description: "News in NITF: the New York Times corpus, agencies",
    precedence: 51,
    kind: FormatKind::Text {
        extensions: &[],
        recognise: |head| has_root(head, &["nitf"]),
        open: |text| open_articles(text, elements_named(&["nitf"]), read_article),
    },
};

fn read_article(nitf: &XmlElement, _: &ArticleContext) -> Result<XmlStory, Unreadable> {
    Ok(read_nitf(nitf))
}

/// Reads an element of NITF, wherever it is: NewsML wraps it.
pub(crate) fn read_nitf(nitf: &XmlElement) -> XmlStory {
    let below = nitf.descendants();
    let named = |name: &str| below.iter().find(|element| element.name == name).copied();
    let body_head = named("body.head");
    let content = named("body.content").or_else(|| named("body"));
    let mut story = XmlStory::of_text(&content.map(body_paragraphs).unwrap_or_default());
    let headline = body_head.and_then(|head| head.line_of(&["hl1", "hedline"]));
    story.set("title", headline.or_else(|| nitf.child("head").and_then(|head| head.line_of(&["title"]))));
    story.set("byline", body_head.and_then(printed_byline));
    let dateline = body_head.and_then(|head| head.find("dateline"));
    story.dateline =
        dateline.and_then(|dateline| dateline.line_of(&["location"]).or_else(|| dateline.line()));
    let attribute = |element: &str, attribute: &str| named(element)?.attribute(attribute);
    let meta = |name: &str| {
        let metas = below.iter().filter(|element| element.name == "meta");
        metas.filter(|meta| meta.attribute("name") == Some(name)).find_map(|meta| meta.attribute("content"))
    };
    let published = [
        attribute("pubdata", "date.publication"),
        attribute("date.issue", "norm"),
        attribute("date.release", "norm"),
        attribute("story.date", "norm"),
    ];
    story.set("published", published.into_iter().flatten().next().map(compact_time));
    story.set("source", attribute("pubdata", "name"));
    story.set("url", attribute("pubdata", "ex-ref"));
    let section = attribute("pubdata", "position.section").or_else(|| meta("online_sections"));
    story.set("section", section.or_else(|| meta("print_section")).map(first_of_list));
    let language = nitf.attribute("lang").or_else(|| named("body")?.attribute("lang"));
    story.set("language", language);
    story.page =
        meta("print_page_number").or_else(|| attribute("pubdata", "position.sequence")).map(str::to_string);
    story.vendor_number = attribute("doc-id", "id-string").map(str::to_string);
    let summary = body_head.and_then(|head| head.find("abstract")).and_then(XmlElement::line);
    story.blocks.extend(summary.map(|text| Block { kind: BlockKind::Abstract, text, line: 1 }));
    story
}

/// The paragraphs of a body: those of its full text, if it says which those are.
fn body_paragraphs(content: &XmlElement) -> Vec<String> {
    let full_text = content.children().find(|block| block.attribute("class") == Some("full_text"));
    let mut paragraphs = match full_text {
        Some(block) => paragraphs_of(block, &[]),
        None => paragraphs_of(content, &["correction"]),
    };
    // Old archives mark the first paragraph.
    if let Some(first) = paragraphs.first_mut()
        && let Some(rest) = first.strip_prefix("LEAD: ")
    {
        *first = rest.to_string();
    }
    paragraphs
}

/// The byline as it was printed.
fn printed_byline(head: &XmlElement) -> Option<String> {
    let below = head.descendants();
    let bylines = || below.iter().filter(|element| element.name == "byline");
    let printed =
        bylines().find(|byline| byline.attribute("class").is_none_or(|class| class != "normalized_byline"));
    printed.or_else(|| bylines().next())?.line()
}

/// "20310407T080000Z" as ISO 8601 has it with signs; anything else stays.
pub(crate) fn compact_time(time: &str) -> String {
    let digits = |range: std::ops::Range<usize>| {
        time.get(range).filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(4..6), digits(6..8)) else {
        return time.to_string();
    };
    let date = format!("{year}-{month}-{day}");
    let clock = time.as_bytes().get(8) == Some(&b'T');
    match (digits(9..11), digits(11..13), digits(13..15)) {
        // Midnight without a zone is a day that was given a time.
        (Some("00"), Some("00"), Some("00")) if time.len() == 15 => date,
        (Some(hour), Some(minute), Some(second)) if clock => {
            format!("{date}T{hour}:{minute}:{second}{}", time.get(15..).unwrap_or_default())
        }
        _ => date,
    }
}

/// The first of the sections in "Front Page; U.S.".
pub(crate) fn first_of_list(list: &str) -> String {
    list.split(';').next().unwrap_or(list).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::compact_time;

    #[test]
    fn times_without_signs_are_written_with_them() {
        for (time, iso) in [
            ("20310407T080500Z", "2031-04-07T08:05:00Z"),
            ("20310407T000000", "2031-04-07"),
            ("20310407", "2031-04-07"),
            ("20310407T080500+0200", "2031-04-07T08:05:00+0200"),
            ("2031-04-07", "2031-04-07"),
        ] {
            assert_eq!(compact_time(time), iso);
        }
    }
}
