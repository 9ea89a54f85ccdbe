//! Reuters-21578: `<REUTERS>` in SGML, as the best known test collection has it.

use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{
    ArticleContext, XmlStory, elements_named, has_root, open_articles,
};
use crate::read::records::xml::wrapped_lines::unwrap_lines;

/// Reuters-21578.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "reuters",
    description: "Stories as SGML of Reuters-21578",
    precedence: 55,
    kind: FormatKind::Text {
        extensions: &[],
        recognise: |head| has_root(head, &["REUTERS"]),
        open: |text| open_articles(text, elements_named(&["REUTERS"]), read_article),
    },
};

fn read_article(story: &XmlElement, _: &ArticleContext) -> Result<XmlStory, Unreadable> {
    let Some(text) = story.child("text") else {
        return Err(Unreadable::new("no text", "has no text: there is no element “TEXT”"));
    };
    // What was never split is directly in TEXT; a brief is a headline and nothing more.
    let mut written = String::new();
    text.child("body").unwrap_or(text).push_text(&mut written);
    let mut paragraphs = unwrap_lines(&written);
    if paragraphs.last().is_some_and(|last| is_signature(last)) {
        paragraphs.pop();
    } else if let Some(last) = paragraphs.last_mut() {
        let signature = last.rsplit_once(' ').filter(|(_, word)| is_signature(word));
        if let Some((rest, _)) = signature {
            *last = rest.to_string();
        }
    }
    let mut read = XmlStory::of_text(&paragraphs);
    read.set("title", text.line_of(&["title"]));
    read.set(
        "byline",
        text.line_of(&["author"]).map(|author| author.trim_end_matches(", Reuters").to_string()),
    );
    // Hundredths of a second are in no other date.
    let date = story.child("date").and_then(XmlElement::line);
    read.set("published", date.map(|date| date.split('.').next().unwrap_or_default().to_string()));
    read.dateline =
        text.line_of(&["dateline"]).map(|dateline| dateline.trim_end_matches([' ', '-']).to_string());
    read.set("source", Some("Reuters"));
    read.vendor_number = story.attribute("newid").map(str::to_string);
    Ok(read)
}

/// Whether a word is the agency's signature under its stories.
fn is_signature(word: &str) -> bool {
    word.trim_end_matches('.').eq_ignore_ascii_case("reuter") || word.eq_ignore_ascii_case("reuters")
}
