//! A story that is a list of blocks, as content systems keep it: typed paragraphs (Arc, Editor.js, Draft.js), trees of nodes
//! (Contentful, Portable Text, ProseMirror, Lexical, Slate), changes (Quill), sections with paragraphs (Fundus), or the bare
//! strings that a crawler gathered.
//!
//! No system is named in the code: a block is known by what it holds. What is no text of the story (pictures, embeds, related
//! stories) is left out by its type. The surprising decision: whether the parts of a list are paragraphs or pieces of one is
//! decided by the parts, since some systems call a paragraph "text" and others a piece of one.

use serde_json::{Map, Value};

use crate::read::fields::plain_text::render_text;
use crate::read::fields::roles::fold_name;

/// How deep blocks may be nested.
const MAX_DEPTH: usize = 40;

/// The fields that hold a block's type.
const TYPE_KEYS: [&str; 8] =
    ["type", "_type", "nodeType", "blockType", "block_type", "kind", "tag", "component"];

/// The fields that hold what comes first in a block: a section's headline, a body's summary.
const HEADING_KEYS: [&str; 7] =
    ["headline", "heading", "title", "header", "subheading", "subtitle", "summary"];

/// The fields that hold what is in a block, the best first: only one is read.
const CONTENT_KEYS: [&str; 33] = [
    "paragraphs",
    "sections",
    "content_elements",
    "children",
    "blocks",
    "nodes",
    "root",
    "items",
    "listItems",
    "elements",
    "ops",
    "rows",
    "cells",
    "content",
    "text",
    "bodyHtml",
    "html",
    "value",
    "processed",
    "rendered",
    "body",
    "paragraph",
    "p",
    "insert",
    "copy",
    "quote",
    "bodyTextSummary",
    "markdown",
    "plaintext",
    "data",
    "props",
    // Databases that write the type of a value as its name.
    "S",
    "stringValue",
];

/// Words in the types of what is no text of the story.
const LEFT_OUT: [&str; 24] = [
    "image",
    "picture",
    "photo",
    "gallery",
    "video",
    "audio",
    "embed",
    "iframe",
    "advert",
    "promo",
    "related",
    "newsletter",
    "interstitial",
    "social",
    "tweet",
    "divider",
    "delimiter",
    "separator",
    "slideshow",
    "podcast",
    "readmore",
    "signup",
    "subscri",
    "caption",
];

/// Whole types of what is no text of the story.
const LEFT_OUT_WHOLE: [&str; 12] =
    ["ad", "ads", "hr", "media", "map", "chart", "button", "figure", "script", "style", "file", "asset"];

/// The types of pieces of a paragraph.
const INLINE_TYPES: [&str; 27] = [
    "text",
    "span",
    "link",
    "a",
    "hyperlink",
    "entryhyperlink",
    "assethyperlink",
    "autolink",
    "bold",
    "strong",
    "b",
    "em",
    "i",
    "italic",
    "emphasis",
    "underline",
    "u",
    "mark",
    "linebreak",
    "hardbreak",
    "br",
    "mention",
    "emoji",
    "code",
    "sub",
    "sup",
    "highlight",
];

/// The text of a story in blocks; a paragraph a line with an empty line between.
pub(crate) fn story_of_blocks(value: &Value) -> String {
    let mut story = Story::default();
    story.add_block(value, 0);
    story.paragraphs.join("\n\n")
}

/// Whether an object is a block of a story, and not a story itself or something else that lists hold.
pub(crate) fn is_block<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> bool {
    let has = |known: &[&str]| keys.clone().any(|key| known.contains(&key));
    let is_story = has(&["url", "link", "href", "webUrl"]) && has(&["title", "headline", "webTitle"]);
    !is_story
        && (has(&TYPE_KEYS)
            || has(&["text", "content", "insert", "html", "paragraphs", "children", "p", "value"]))
}

#[derive(Default)]
struct Story {
    paragraphs: Vec<String>,
}

impl Story {
    fn push(&mut self, text: &str) {
        let text = text.trim();
        // A summary that repeats the first paragraph, or a text in two forms.
        let is_repeated = self.paragraphs.last().is_some_and(|last| last == text);
        if text.contains(char::is_alphanumeric) && !is_repeated {
            self.paragraphs.push(text.to_string());
        }
    }

    fn add_block(&mut self, block: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match block {
            Value::String(text) => self.push(&render_text(text.clone())),
            Value::Array(items) => self.add_list(items, depth),
            Value::Object(object) => self.add_object(object, depth),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn add_list(&mut self, items: &[Value], depth: usize) {
        let strings: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
        if strings.len() == items.len() {
            for paragraph in join_pieces(&strings) {
                self.push(&render_text(paragraph));
            }
        } else if is_paragraph_of_pieces(items, depth) {
            let mut text = String::new();
            push_pieces(items, &mut text, depth);
            text.split('\n').for_each(|paragraph| self.push(paragraph));
        } else {
            items.iter().for_each(|item| self.add_block(item, depth + 1));
        }
    }

    fn add_object(&mut self, object: &Map<String, Value>, depth: usize) {
        let kind = block_type(object);
        if kind.as_deref().is_some_and(is_left_out) {
            return;
        }
        let content = CONTENT_KEYS.iter().find_map(|key| object.get(*key).filter(|value| is_filled(value)));
        // A typed block's own title is that of a card; its content is its text.
        let has_headings = content.is_none() || kind.is_none_or(|kind| kind.contains("section"));
        if has_headings {
            let headings = HEADING_KEYS.iter().filter_map(|key| object.get(*key));
            headings.for_each(|heading| self.add_block(heading, depth + 1));
        }
        match content {
            // Elements of this name are whole paragraphs, whatever their type is.
            Some(Value::Array(items)) if object.contains_key("content_elements") => {
                items.iter().for_each(|item| self.add_block(item, depth + 1));
            }
            Some(content) => self.add_block(content, depth + 1),
            None => {}
        }
    }
}

/// A block's type as types are compared.
fn block_type(object: &Map<String, Value>) -> Option<String> {
    TYPE_KEYS.iter().find_map(|key| object.get(*key)?.as_str()).map(fold_name)
}

fn is_left_out(kind: &str) -> bool {
    LEFT_OUT_WHOLE.contains(&kind) || LEFT_OUT.iter().any(|word| kind.contains(word))
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(object) => !object.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The text that is directly in a piece of a paragraph.
fn text_of_piece(piece: &Map<String, Value>) -> Option<&str> {
    ["text", "value", "insert", "content"].iter().find_map(|key| piece.get(*key)?.as_str())
}

/// Whether a list's items are pieces of one paragraph: strings, or objects with a text and no type but one of pieces. A
/// story itself is a list of paragraphs, except one of changes.
fn is_paragraph_of_pieces(items: &[Value], depth: usize) -> bool {
    let is_change = |item: &Value| item.get("insert").is_some();
    if depth == 0 {
        return items.iter().any(is_change);
    }
    let is_piece = |item: &Value| match item {
        Value::Object(piece) => {
            let is_inline = block_type(piece).is_none_or(|kind| INLINE_TYPES.contains(&kind.as_str()));
            is_inline && (text_of_piece(piece).is_some() || piece.contains_key("children") || is_change(item))
        }
        Value::String(_) => true,
        _ => false,
    };
    let has_text =
        items.iter().any(|item| item.as_object().is_some_and(|piece| text_of_piece(piece).is_some()));
    let is_block = |item: &Value| {
        let kind = item.as_object().and_then(block_type);
        item.get("items").is_some()
            || kind.is_some_and(|kind| !INLINE_TYPES.contains(&kind.as_str()) && !is_left_out(&kind))
    };
    has_text && items.iter().any(is_piece) && !items.iter().any(is_block)
}

fn push_pieces(items: &[Value], text: &mut String, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    for item in items {
        let piece = match item {
            Value::String(piece) => Some(piece.as_str()),
            Value::Object(object) => {
                let kind = block_type(object).unwrap_or_default();
                match kind.as_str() {
                    "linebreak" | "hardbreak" | "br" => Some("\n"),
                    kind if is_left_out(kind) => None,
                    _ => match ["children", "content"].iter().find_map(|key| object.get(*key)?.as_array()) {
                        Some(inner) => {
                            push_pieces(inner, text, depth + 1);
                            None
                        }
                        None => text_of_piece(object),
                    },
                }
            }
            _ => None,
        };
        if let Some(piece) = piece {
            if ends_sentence(text) && begins_sentence(piece) {
                text.push('\n');
            }
            text.push_str(piece);
        }
    }
}

/// Whether a text of more than a few words ends as a sentence does, without a blank.
fn ends_sentence(text: &str) -> bool {
    text.len() > 30 && text.ends_with(['.', '!', '?', '”', '"', '»', '。'])
}

fn begins_sentence(piece: &str) -> bool {
    piece.len() > 30 && piece.starts_with(|c: char| c.is_uppercase() || "“\"«„".contains(c))
}

/// Strings as paragraphs. A crawler that takes the texts of a page one by one cuts a paragraph at each of its links: a piece
/// that ends or begins with a blank belongs to its neighbour.
fn join_pieces(strings: &[&str]) -> Vec<String> {
    let is_blank = |c: char| c == ' ' || c == '\u{a0}';
    let mut paragraphs: Vec<String> = Vec::new();
    // Whether the last string ended its paragraph.
    let mut is_over = false;
    for string in strings {
        if string.trim().is_empty() {
            is_over |= string.contains('\n');
            if let Some(last) = paragraphs.last_mut() {
                last.push(' ');
            }
            continue;
        }
        let goes_on = |last: &String| {
            let is_joined = last.ends_with(is_blank) || string.starts_with(is_blank);
            let is_closed = ends_sentence(last.trim_end()) && !string.starts_with(is_blank);
            !is_over && (is_joined || string.starts_with([',', '.', ';', ':', ')'])) && !is_closed
        };
        match paragraphs.last_mut().filter(|last| goes_on(last)) {
            Some(last) => last.push_str(string),
            None => paragraphs.push((*string).to_string()),
        }
        is_over = string.ends_with('\n');
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ONE: &str = "The council voted on Tuesday to close the hall.";
    const TWO: &str = "It was built in 1921, the mayor said.";

    #[test]
    fn blocks_of_every_kind_are_paragraphs() {
        let (start, link, end) = ("The council ", "voted on Tuesday", " to close the hall.");
        let picture = json!({"type": "image", "caption": "A hall.", "url": "https://a.example/1.jpg"});
        for blocks in [
            json!([{"type": "paragraph", "text": ONE}, picture, {"type": "paragraph", "text": TWO}]),
            json!([{"type": "text", "content": ONE}, {"type": "interstitial_link", "content": "Read this"}, {"type": "text", "content": format!("<b>{TWO}</b>")}]),
            json!({"time": 1, "blocks": [{"type": "paragraph", "data": {"text": ONE}}, {"type": "image", "data": {"caption": "A hall."}}, {"type": "paragraph", "data": {"text": TWO}}]}),
            json!([{"_type": "block", "children": [{"_type": "span", "text": start}, {"_type": "span", "text": link, "marks": ["x"]}, {"_type": "span", "text": end}]}, {"_type": "image"}, {"_type": "block", "children": [{"_type": "span", "text": TWO}]}]),
            json!({"nodeType": "document", "data": {}, "content": [{"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": start, "marks": [], "data": {}}, {"nodeType": "hyperlink", "data": {"uri": "x"}, "content": [{"nodeType": "text", "value": link}]}, {"nodeType": "text", "value": end}]}, {"nodeType": "embedded-asset-block", "content": []}, {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": TWO}]}]}),
            json!({"ops": [{"insert": start}, {"insert": link, "attributes": {"link": "x"}}, {"insert": format!("{end}\n")}, {"insert": {"image": "x"}}, {"insert": format!("{TWO}\n")}]}),
            json!([{"insert": format!("{ONE}\n{TWO}\n")}]),
            json!({"root": {"type": "root", "children": [{"type": "paragraph", "children": [{"type": "text", "text": ONE}]}, {"type": "paragraph", "children": [{"type": "text", "text": TWO}]}]}}),
            json!({"blocks": [{"key": "a", "type": "unstyled", "text": ONE}, {"key": "b", "type": "atomic", "text": " "}, {"key": "c", "type": "unstyled", "text": TWO}], "entityMap": {}}),
            json!({"summary": [ONE], "sections": [{"headline": [], "paragraphs": [ONE, TWO]}]}),
            json!([ONE, "\n", TWO]),
            json!([start, link, end, TWO]),
            json!([format!("<p>{ONE}</p>"), format!("<p>{TWO}</p>")]),
            json!([{"p": ONE}, {"p": TWO}]),
            json!([{"type": "section", "content": [{"type": "text", "text": ONE}, {"type": "text", "text": TWO}]}]),
            json!([{"type": "quote", "content_elements": [{"type": "text", "content": ONE}, {"type": "text", "content": TWO}]}]),
        ] {
            assert_eq!(story_of_blocks(&blocks), format!("{ONE}\n\n{TWO}"), "{blocks}");
        }
    }

    #[test]
    fn headings_and_lists_are_paragraphs_of_their_own() {
        let blocks =
            json!({"summary": [], "sections": [{"headline": ["What is next"], "paragraphs": [ONE]}]});
        assert_eq!(story_of_blocks(&blocks), format!("What is next\n\n{ONE}"));
        let blocks = json!([{"type": "header", "data": {"text": "What is next", "level": 2}}, {"type": "list", "data": {"items": ["A roof", {"content": "A floor", "items": []}]}}]);
        assert_eq!(story_of_blocks(&blocks), "What is next\n\nA roof\n\nA floor");
    }

    #[test]
    fn stories_in_a_list_are_no_blocks() {
        assert!(is_block(["type", "text"].into_iter()) && is_block(["text"].into_iter()));
        assert!(!is_block(["url", "title", "text"].into_iter()) && !is_block(["name", "count"].into_iter()));
    }
}
