//! The XML that trafilatura writes: `<doc sitename=… title=…>` around the main text and the comments of a page.

use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::records::xml::document_type::DocumentHead;
use crate::read::records::xml::story_text::paragraphs_of;
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{ArticleContext, XmlStory, elements_named, open_articles};

/// trafilatura's XML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "trafilatura",
    description: "Pages as XML by trafilatura",
    precedence: 54,
    kind: FormatKind::Text {
        extensions: &[],
        recognise,
        open: |text| open_articles(text, elements_named(&["doc"]), read_article),
    },
};

fn recognise(head: &TextHead<'_>) -> bool {
    DocumentHead::read(head.trimmed)
        .is_some_and(|document| document.root == "doc" && document.first_child.as_deref() == Some("main"))
}

fn read_article(doc: &XmlElement, _: &ArticleContext) -> Result<XmlStory, Unreadable> {
    let mut paragraphs = doc.child("main").map(|main| paragraphs_of(main, &[])).unwrap_or_default();
    let title = doc.attribute("title");
    if paragraphs.len() > 1 && paragraphs.first().map(String::as_str) == title {
        paragraphs.remove(0);
    }
    let mut story = XmlStory::of_text(&paragraphs);
    story.set("title", title);
    story.set("byline", doc.attribute("author").map(|authors| authors.replace("; ", ", ")));
    story.set("published", doc.attribute("date"));
    story.set("url", doc.attribute("url").or_else(|| doc.attribute("source")));
    story.set("source", doc.attribute("sitename"));
    story.set("domain", doc.attribute("hostname"));
    story.set("section", doc.attribute("categories").and_then(|list| list.split([';', ',']).next()));
    story.set("language", doc.attribute("language"));
    Ok(story)
}
