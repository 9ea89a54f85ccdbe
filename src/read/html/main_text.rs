//! The main text of a page, by rs-trafilatura on a prepared page.
//!
//! Takes a page within the limits of [`crate::read::html::limits`], gives the story as paragraphs separated by empty lines.
//! Boilerplate is removed from the tree ([`crate::read::html::boilerplate`]), and implicit paragraphs are wrapped
//! ([`crate::read::html::implicit_paragraphs`]) before the crate sees it. The surprising decision: the crate's own fallbacks,
//! which take the whole page or the JSON-LD's copy of the story without paragraphs, are tried last, and only where hardly
//! anything was found. Figures, and what else was tried, are in docs/quality.md.

use std::collections::HashMap;

use dom_query::{Document, NodeId};
use rs_trafilatura::page_type::PageType;
use rs_trafilatura::{ExtractResult, Options};
use serde_json::Value;

use crate::read::error::Unreadable;
use crate::read::html::boilerplate::remove_boilerplate;
use crate::read::html::fragment::html_to_text;
use crate::read::html::implicit_paragraphs::wrap_implicit_paragraphs;

/// A shorter text is no story: something else is tried.
const MIN_STORY_CHARS: usize = 250;
/// A shorter text may be one part of a story that is in several elements.
const MIN_WHOLE_STORY_CHARS: usize = 1000;
/// A paragraph of prose has at least as many characters.
const MIN_PROSE_CHARS: usize = 80;

/// Finds the story on a page that [`crate::read::html::limits::enforce_limits`] gave.
///
/// # Errors
/// Where the page's tree is too deep, and where rs-trafilatura fails.
pub(crate) fn extract_main_text(page: &str) -> Result<String, Unreadable> {
    let document = Document::from(page);
    let stated = body_in_json_ld(&document);
    // Scripts repeat the story without its paragraphs.
    document.select("script").remove();
    remove_boilerplate(&document)?;
    wrap_implicit_paragraphs(&document);
    let bare = document.html();
    let mut extracted = extract(&bare, false)?;
    let length = |text: &str| text.chars().count();
    let mut found = length(&extracted.content_text);
    if found < MIN_WHOLE_STORY_CHARS
        && let Some((text, prose)) = smallest_with_prose(&document)
        && found * 5 < prose
    {
        found = length(&text);
        extracted.content_text = text;
    }
    if found < MIN_STORY_CHARS {
        let second = extract(&bare, true)?;
        if length(&second.content_text) > found {
            extracted = second;
            found = length(&extracted.content_text);
        }
    }
    // The JSON-LD of a story for subscribers often has all of it.
    if found < MIN_WHOLE_STORY_CHARS
        && let Some(stated) = stated.filter(|stated| length(stated) > found * 2)
    {
        extracted.content_text = stated;
    }
    // Everything was taken for boilerplate: a wall, an error page. The gate needs to see it.
    if !extracted.content_text.contains(char::is_alphanumeric) {
        extracted = extract(page, true)?;
    }
    Ok(extracted.content_text)
}

fn extract(page: &str, fallback: bool) -> Result<ExtractResult, Unreadable> {
    let options = Options {
        // Its guess costs a quarter of the time, and takes stories for forums and shops.
        page_type: Some(PageType::Article),
        use_fallback_extraction: fallback,
        ..Options::default()
    };
    rs_trafilatura::extract_with_options(page, &options)
        .map_err(|error| Unreadable::new("no text", format!("has no main text: {error}")))
}

/// The text of the smallest element that holds nearly all of the page's prose, and how many characters of prose that is.
fn smallest_with_prose(document: &Document) -> Option<(String, usize)> {
    let mut node = document.body()?;
    let mut prose: HashMap<NodeId, usize> = HashMap::new();
    for paragraph in node.descendants_it().filter(|node| node.has_name("p")) {
        let chars = paragraph.text().trim().chars().count();
        if chars >= MIN_PROSE_CHARS {
            paragraph.ancestors_it(None).for_each(|around| *prose.entry(around.id).or_default() += chars);
        }
    }
    let total = prose.get(&node.id).copied()?;
    let has_most = |id: &NodeId| prose.get(id).is_some_and(|chars| chars * 100 >= total * 85);
    while let Some(inner) = node.children_it(false).find(|child| has_most(&child.id)) {
        node = inner;
    }
    Some((html_to_text(&node.inner_html()), total))
}

/// The story in the page's JSON-LD.
fn body_in_json_ld(document: &Document) -> Option<String> {
    let scripts = document.select("script[type='application/ld+json']");
    let stated = scripts.iter().map(|script| script.text()).filter(|text| text.contains("articleBody"));
    stated.filter_map(|text| article_body(&text)).next()
}

fn article_body(statement: &str) -> Option<String> {
    let statement = statement.trim().replace(['\n', '\r', '\t'], " ");
    let statement: Value = serde_json::from_str(&statement).ok()?;
    let mut left = vec![&statement];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(values) => left.extend(values),
            Value::Object(object) => match object.get("articleBody") {
                Some(Value::String(body)) => return Some(html_to_text(body)),
                _ => left.extend(object.values()),
            },
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::limits::enforce_limits;

    const STORY: &str = "The ferry from Port Arden was late on Tuesday by almost three hours, and the harbour office \
                         said that it would be late again on the following days of this week.";

    fn found(body: &str) -> String {
        let page = format!("<html><head><title>Ferry late</title></head><body>{body}</body></html>");
        extract_main_text(&enforce_limits(&page).unwrap()).unwrap()
    }

    #[test]
    fn boilerplate_is_left_out() {
        let page = format!(
            "<nav><a href=/>Home</a></nav><article><header><h1>Ferry late</h1><h2>A deck about it</h2></header>
             <p>{STORY}</p><p><strong><a href=/2>OTHER FERRIES THAT WERE LATE</a></strong></p>
             <p>{STORY} “Nobody told us,” <a href=/okafor>Tomas Okafor</a> said.</p>
             <div class='share-bar'>Tell your friends of this story</div>
             <div class=relatedStories><h3>More</h3><p>The storms of the last autumn have been the worst.</p></div></article>"
        );
        assert_eq!(found(&page), format!("{STORY}\n\n{STORY} “Nobody told us,” Tomas Okafor said."));
    }

    #[test]
    fn a_misleading_class_on_the_whole_story_costs_nothing() {
        let page =
            format!("<div class='social share related'><p>{STORY}</p><p>{STORY}</p><p>{STORY}</p></div>");
        assert_eq!(found(&page), [STORY; 3].join("\n\n"));
    }

    #[test]
    fn implicit_paragraphs_are_paragraphs() {
        let page = format!("<div id=story>{STORY}<br><br>{STORY} It <b>is</b> so.<br><br>{STORY}</div>");
        assert_eq!(found(&page), format!("{STORY}\n\n{STORY} It is so.\n\n{STORY}"));
    }

    #[test]
    fn a_story_that_only_json_ld_has_is_taken_from_there() {
        let body = format!("<p>{STORY}</p><p>{STORY}</p>");
        let page = format!(
            "<script type='application/ld+json'>{}</script><p>Subscribe to read on.</p>",
            serde_json::json!({"@graph": [{"@type": "NewsArticle", "articleBody": body}]})
        );
        assert_eq!(found(&page), [STORY; 2].join("\n\n"));
    }
}
