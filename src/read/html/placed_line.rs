//! A line of a page, and what it is by its looks: prose, another part of a text, links, or a label.

use crate::read::html::outline::Outline;
use crate::read::html::rendered_text::RenderedLine;
use crate::text::characters::{ends_as_sentence, without_closing_marks};

/// A line of prose has at least as many characters without white space, if it does not end as a sentence does.
const MIN_PROSE_CHARS: usize = 60;
/// The same in Chinese and Japanese, which write a word with two or three.
const MIN_EAST_ASIAN_PROSE_CHARS: usize = 20;
/// A sentence that is one link has at least as many characters, and so has what a sentence says around its links.
const MIN_SENTENCE_CHARS: usize = 25;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// A sentence, or long enough for one.
    Prose,
    /// Another part of a text: a subheading, an item of a list, a cell, a sentence that is one link.
    Part,
    /// Most of it is links.
    Links,
    /// Short, and in no element for a part of a text: a button, a byline, a time.
    Label,
}

/// A line, its kind, and where in the outline its block is.
pub(crate) struct PlacedLine {
    /// The line.
    pub line: RenderedLine,
    /// What it is.
    pub kind: LineKind,
    /// The index of its block.
    pub index: usize,
    /// Whether its block is an element for a part of a text, such as a paragraph or a heading.
    pub is_in_text: bool,
}

impl PlacedLine {
    /// Places a line of the page that the outline is of.
    pub fn place(line: RenderedLine, outline: &Outline<'_>) -> PlacedLine {
        let index = outline.index_of(line.block);
        let is_in_text = is_tag_of_text(&outline.elements[index].tag);
        PlacedLine { kind: judge_line(&line, is_in_text), line, index, is_in_text }
    }

    /// Whether it is no part of a text.
    pub fn is_label(&self) -> bool {
        matches!(self.kind, LineKind::Label | LineKind::Links)
    }
}

fn judge_line(line: &RenderedLine, is_in_text: bool) -> LineKind {
    let is_east_asian = line.text.chars().filter(|c| *c > '\u{2e7f}').count() * 2 > line.chars;
    let min_chars = if is_east_asian { MIN_EAST_ASIAN_PROSE_CHARS } else { MIN_PROSE_CHARS };
    let is_sentence = ends_as_sentence(&line.text) || without_closing_marks(&line.text).ends_with([':', ';']);
    let outside_links = line.chars - line.link_chars;
    if line.link_chars * 2 > line.chars && !(is_sentence && outside_links >= MIN_SENTENCE_CHARS) {
        let is_linked_sentence = is_in_text && is_sentence && line.chars >= MIN_SENTENCE_CHARS;
        return if is_linked_sentence { LineKind::Part } else { LineKind::Links };
    }
    // An address of the web is one long word.
    let has_words = is_east_asian || line.text.contains(' ');
    match has_words && (is_sentence || line.chars >= min_chars) {
        true => LineKind::Prose,
        false if is_in_text => LineKind::Part,
        false => LineKind::Label,
    }
}

fn is_tag_of_text(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "li"
            | "dd"
            | "dt"
            | "tr"
            | "td"
            | "th"
            | "pre"
            | "blockquote"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}
