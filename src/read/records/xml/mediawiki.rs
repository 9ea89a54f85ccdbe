//! Dumps of MediaWiki: each page of the main namespace that is no redirect; Wikinews above all.
//!
//! Talk pages, templates and redirects are counted and no rejects. The time of a revision is that of a change: a page was
//! published on the day that it says itself.

use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec};
use crate::read::records::xml::element_splitter::ArticleElements;
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{
    ArticleContext, XmlStory, elements_named, has_root, open_articles,
};
use crate::read::records::xml::wikitext::{publication_date, wikitext_paragraphs};

/// Dumps of MediaWiki.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "mediawiki",
    description: "A dump of a wiki's pages: Wikinews",
    precedence: 58,
    kind: FormatKind::Text {
        extensions: &[],
        recognise: |head| has_root(head, &["mediawiki"]),
        open: |text| {
            let elements = ArticleElements { is_wanted: is_story_page, ..elements_named(&["page"]) };
            open_articles(text, elements, read_article)
        },
    },
};

/// Whether a page is in the main namespace and no redirect.
fn is_story_page(page: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&page[..page.len().min(8 << 10)]);
    let before_text = head.split("<text").next().unwrap_or_default();
    let is_main = before_text.split_once("<ns>").is_none_or(|(_, ns)| ns.trim_start().starts_with("0<"));
    is_main && !before_text.contains("<redirect")
}

fn read_article(page: &XmlElement, context: &ArticleContext) -> Result<XmlStory, Unreadable> {
    // A full dump has every revision, the last one last.
    let revision = page.children().filter(|child| child.name == "revision").last().unwrap_or(page);
    let mut wikitext = String::new();
    if let Some(text) = revision.child("text") {
        text.push_text(&mut wikitext);
    }
    let mut story = XmlStory::of_text(&wikitext_paragraphs(&wikitext));
    let title = page.child("title").and_then(XmlElement::line);
    story.set("url", title.as_deref().and_then(|title| page_address(&context.head, title)));
    story.set("title", title);
    story.set("published", publication_date(&wikitext));
    story.set("modified", revision.child("timestamp").and_then(XmlElement::line));
    story.set("source", between(&context.head, "<sitename>", "</sitename>"));
    story.set("language", between(&context.head, "xml:lang=\"", "\""));
    Ok(story)
}

/// A page's address, made like that of the main page, which the dump gives as its base.
fn page_address(head: &str, title: &str) -> Option<String> {
    let base = between(head, "<base>", "</base>")?;
    let (site, _) = base.rsplit_once('/')?;
    Some(format!("{site}/{}", title.replace(' ', "_")))
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (value, _) = text.split_once(before)?.1.split_once(after)?;
    Some(value.trim()).filter(|value| !value.is_empty())
}
