//! ALTO: a page of a paper as character recognition gave it, in blocks, lines and words.
//!
//! A block is a paragraph. A word that was divided at a line's end is joined again: from what the file says the whole word
//! is, or by its hyphen. A page is one article, because nothing in ALTO says where one ends.

use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{
    ArticleContext, XmlStory, elements_named, has_root, open_articles,
};

/// ALTO.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "alto",
    description: "A page of a paper in ALTO, from character recognition",
    precedence: 57,
    kind: FormatKind::Text {
        extensions: &[],
        recognise: |head| has_root(head, &["alto"]),
        open: |text| open_articles(text, elements_named(&["alto"]), read_page),
    },
};

/// Lines of a block that are much shorter than the others end a paragraph; without measures, none does.
fn read_page(alto: &XmlElement, _: &ArticleContext) -> Result<XmlStory, Unreadable> {
    let below = alto.descendants();
    let blocks = below.iter().filter(|element| element.name == "textblock");
    let paragraphs: Vec<String> =
        blocks.map(|block| block_text(block)).filter(|text| !text.is_empty()).collect();
    let mut story = XmlStory::of_text(&paragraphs);
    let language =
        below.iter().find_map(|element| element.attribute("lang").or(element.attribute("language")));
    story.set("language", language);
    Ok(story)
}

/// The words of a block on one line.
fn block_text(block: &XmlElement) -> String {
    let mut text = String::new();
    // Whether the last word goes on in the next line.
    let mut is_parted = false;
    for line in block.descendants().into_iter().filter(|element| element.name == "textline") {
        let mut words =
            line.children().filter(|element| matches!(element.name.as_str(), "string" | "hyp")).peekable();
        let mut ends_parted = false;
        while let Some(word) = words.next() {
            if word.name == "hyp" {
                ends_parted = words.peek().is_none() && !text.ends_with(char::is_whitespace);
                continue;
            }
            let is_last = words.peek().is_none_or(|next| next.name == "hyp");
            let (whole, part) = (word.attribute("subs_content"), word.attribute("subs_type"));
            let content = word.attribute("content").unwrap_or_default();
            match (part, whole) {
                (Some("HypPart1"), Some(whole)) => push_word(&mut text, whole, false),
                (Some("HypPart2"), Some(_)) => {}
                _ => {
                    let stem = content.trim_end_matches(['-', '¬', '\u{ad}']);
                    let is_hyphenated =
                        is_last && stem.len() < content.len() && stem.ends_with(char::is_alphabetic);
                    push_word(&mut text, if is_hyphenated { stem } else { content }, is_parted);
                    ends_parted |= is_hyphenated;
                }
            }
            is_parted = false;
        }
        is_parted = ends_parted && !last_is_whole(line);
    }
    text
}

/// Whether the last word of a line says what the whole word is.
fn last_is_whole(line: &XmlElement) -> bool {
    let last = line.children().filter(|element| element.name == "string").last();
    last.is_some_and(|word| word.attribute("subs_content").is_some())
}

fn push_word(text: &mut String, word: &str, is_rest: bool) {
    if !is_rest && !text.is_empty() && !word.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::records::xml::tree::parse_xml;

    #[test]
    fn parted_words_are_put_together() {
        for line in [
            r#"<String CONTENT="the"/><SP/><String CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour"/><HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour"/>"#,
            r#"<String CONTENT="the"/><String CONTENT="har"/><HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="bour"/>"#,
            r#"<String CONTENT="the"/><String CONTENT="har-"/></TextLine><TextLine><String CONTENT="bour"/>"#,
        ] {
            let page = format!(
                "<TextBlock><TextLine>{line}<SP/><String CONTENT=\"office\"/></TextLine></TextBlock>"
            );
            let parsed = parse_xml(&page);
            assert_eq!(block_text(parsed.root.child("textblock").unwrap()), "the harbour office", "{line}");
        }
    }
}
