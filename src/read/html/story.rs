//! Where on a page its story is.
//!
//! Takes the lines that are left of a page without its boilerplate, gives those of the story: the lines of the smallest element
//! that holds nearly all of the page's prose.

use std::ops::Range;

use dom_query::NodeRef;

use rustc_hash::FxHashMap;

use crate::read::html::element_names::is_called_story;
use crate::read::html::outline::Outline;
use crate::read::html::rendered_text::RenderedLine;
use crate::text::characters::{ends_as_sentence, without_closing_marks};

/// A line of prose has at least as many characters without white space.
const MIN_PROSE_CHARS: usize = 60;

/// A sentence of a story has at least as many characters, or a sentence with links around them.
const MIN_SENTENCE_CHARS: usize = 25;

/// A line of the page, and where its block is in the outline.
pub(crate) struct PlacedLine {
    pub line: RenderedLine,
    pub index: usize,
}

impl PlacedLine {
    /// Whether it is a sentence, or long enough for one, and not a link.
    fn is_prose(&self) -> bool {
        let line = &self.line;
        let is_east_asian = line.text.chars().filter(|c| *c > '\u{2e7f}').count() * 2 > line.chars;
        let min = if is_east_asian { MIN_PROSE_CHARS / 3 } else { MIN_PROSE_CHARS };
        let is_one_word = !is_east_asian && !line.text.contains(' ');
        !self.is_link() && !is_one_word && (line.chars >= min || is_sentence(&line.text))
    }

    /// Whether most of it is links. A sentence that says something around them is none.
    fn is_link(&self) -> bool {
        let line = &self.line;
        let outside = line.chars - line.link_chars;
        line.link_chars * 2 > line.chars && !(is_sentence(&line.text) && outside >= MIN_SENTENCE_CHARS)
    }

    /// Whether it is a label: no prose, and in no element for a part of a text. A paragraph that is one link is no label if it is a
    /// sentence.
    fn is_label(&self, outline: &Outline<'_>) -> bool {
        let is_in_text = self.is_in_text(outline);
        let is_linked_sentence =
            is_in_text && is_sentence(&self.line.text) && self.line.chars >= MIN_SENTENCE_CHARS;
        !self.is_prose() && (self.is_link() && !is_linked_sentence || !is_in_text)
    }

    /// Whether its element is one for a part of a text.
    fn is_in_text(&self, outline: &Outline<'_>) -> bool {
        matches!(
            outline.elements[self.index].tag.as_str(),
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

    /// How much a line speaks for its element being the story, in characters: prose for it, links and labels against it.
    fn worth(&self, outline: &Outline<'_>) -> f64 {
        let chars = self.line.chars as f64;
        if self.is_prose() {
            chars
        } else if self.is_link() {
            -COST_OF_LINKS * chars
        } else if self.is_label(outline) {
            -COST_OF_LABELS * chars
        } else {
            0.0
        }
    }
}

fn is_sentence(text: &str) -> bool {
    ends_as_sentence(text) || without_closing_marks(text).ends_with([':', ';'])
}

/// How much a character of a line of links counts against an element, compared to one of prose.
const COST_OF_LINKS: f64 = 1.5;
/// How much a character of a label counts.
const COST_OF_LABELS: f64 = 1.0;

/// `<main>` and `<article>` hold the story if they are worth as much of the element that is worth most.
const MIN_SHARE_OF_ARTICLE: f64 = 0.6;
/// Elements that are called the story hold it if they are worth as much.
const MIN_SHARE_OF_NAMED: f64 = 0.4;

/// The indices of the element of the story.
pub(crate) fn find_story(outline: &Outline<'_>, lines: &[PlacedLine]) -> Range<usize> {
    let worth = add_up_worth(outline, lines, |_| true);
    let most = most_worth(&worth);
    let is_article = |node: &NodeRef<'_>| {
        node.has_name("article")
            || node.has_name("main")
            || node.attr("role").is_some_and(|role| &*role == "main")
    };
    let article = narrow(outline, lines, (most, worth[most]), MIN_SHARE_OF_ARTICLE, is_article);
    let (story, _) = narrow(outline, lines, article, MIN_SHARE_OF_NAMED, is_called_story);
    story..outline.elements[story].end
}

/// The smallest element around those that are `marked` inside another, if they are worth as much of it. What is around them is
/// something else then.
fn narrow(
    outline: &Outline<'_>,
    lines: &[PlacedLine],
    (outer, outer_worth): (usize, f64),
    min_share: f64,
    is_marked: impl Fn(&NodeRef<'_>) -> bool,
) -> (usize, f64) {
    let mut marked = vec![false; outline.elements.len()];
    let mut marked_until = 0;
    for (index, element) in outline.elements.iter().enumerate().take(outline.elements[outer].end).skip(outer)
    {
        if index >= marked_until && is_marked(&element.node) {
            marked_until = element.end;
        }
        marked[index] = index < marked_until;
    }
    let worth = add_up_worth(outline, lines, |line| marked[line.index]);
    let inner = most_worth(&worth);
    if inner > outer && worth[inner] >= outer_worth * min_share {
        (inner, worth[inner])
    } else {
        (outer, outer_worth)
    }
}

/// A sentence at the story's ends that is in no element of text is a notice if it is as short.
const MAX_NOTICE_CHARS: usize = 60;

/// Below as many paragraphs, nothing belongs to a story's head.
const PARAGRAPHS_OF_HEAD: usize = 1;

/// Leaves out what is before and after the text of a story: buttons, times, and what `is_known` of its head, its headline and
/// authors.
pub(crate) fn trim_labels(
    outline: &Outline<'_>,
    lines: &mut Vec<PlacedLine>,
    is_known: impl Fn(&str) -> bool,
) {
    let is_heading = |line: &PlacedLine| outline.elements[line.index].tag.starts_with('h');
    let is_outside = |line: &PlacedLine| {
        line.is_label(outline)
            || !line.is_in_text(outline) && line.line.chars < MAX_NOTICE_CHARS
            || is_known(&line.line.text)
    };
    let last = lines.iter().rposition(|line| !is_outside(line) && !is_heading(line));
    lines.truncate(last.map_or(0, |last| last + 1));
    let first = lines.iter().position(|line| !is_outside(line)).unwrap_or_default();
    lines.drain(..first);
    // Bylines and times may be below the first paragraph.
    let mut prose = 0;
    lines.retain(|line| {
        prose += usize::from(line.is_prose());
        prose > PARAGRAPHS_OF_HEAD || !line.is_label(outline) && !is_known(&line.line.text)
    });
}

/// A label is as short.
const MAX_REPEATED_CHARS: usize = 30;
/// Labels are on the page as often.
const MIN_REPETITIONS: usize = 3;

/// Leaves out labels that are between paragraphs again and again: "Advertisement" in any language.
pub(crate) fn drop_repeated_labels(outline: &Outline<'_>, lines: &mut Vec<PlacedLine>) {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let is_short = |line: &PlacedLine| {
        line.line.chars <= MAX_REPEATED_CHARS
            && !line.is_prose()
            && !line.line.text.contains(|c: char| c.is_ascii_digit())
            && (!line.is_in_text(outline) || outline.elements[line.index].tag == "p")
    };
    for line in lines.iter().filter(|line| is_short(line)) {
        *counts.entry(line.line.text.clone()).or_default() += 1;
    }
    lines.retain(|line| {
        let times = counts.get(&line.line.text).copied().unwrap_or_default();
        !is_short(line)
            || times < if line.is_in_text(outline) { MIN_REPETITIONS } else { MIN_REPETITIONS - 1 }
    });
}

/// What each element is worth, by the lines in it.
fn add_up_worth(
    outline: &Outline<'_>,
    lines: &[PlacedLine],
    counts: impl Fn(&PlacedLine) -> bool,
) -> Vec<f64> {
    let mut worth = vec![0.0; outline.elements.len()];
    for line in lines.iter().filter(|line| counts(line)) {
        let found = line.worth(outline);
        worth[line.index] += found;
        outline.around(line.index).for_each(|(index, _)| worth[index] += found);
    }
    worth
}

/// The innermost of the elements that are worth most.
fn most_worth(worth: &[f64]) -> usize {
    let mut best = 0;
    for (index, found) in worth.iter().enumerate() {
        if *found >= worth[best] && *found > 0.0 {
            best = index;
        }
    }
    best
}
