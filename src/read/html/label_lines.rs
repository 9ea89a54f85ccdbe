//! Labels among the lines of a story, left out: buttons, bylines and times at its ends, and "Advertisement" between its paragraphs.

use rustc_hash::FxHashMap;

use crate::read::html::outline::Outline;
use crate::read::html::placed_line::{LineKind, PlacedLine};

/// A sentence at the story's ends that is in no element of text is a notice if it is shorter.
const MAX_NOTICE_CHARS: usize = 60;
/// A shorter text keeps what is below it.
const MIN_STORY_CHARS: usize = 250;
/// Below as many paragraphs, nothing belongs to a story's head.
const PARAGRAPHS_OF_HEAD: usize = 1;
/// A label that is repeated has at most as many characters.
const MAX_REPEATED_CHARS: usize = 30;
/// Paragraphs that are the same short words as often are labels.
const MIN_REPEATED_PARAGRAPHS: usize = 3;
/// The same for words in no element of text.
const MIN_REPEATED_LABELS: usize = 2;

/// Leaves out what is before and after the text of a story, and what `is_known` of its head: its headline and authors.
pub(crate) fn trim_labels(
    outline: &Outline<'_>,
    lines: &mut Vec<PlacedLine>,
    is_known: impl Fn(&str) -> bool,
) {
    let is_heading = |line: &PlacedLine| outline.elements[line.index].tag.starts_with('h');
    let is_outside = |line: &PlacedLine| {
        line.is_label() || !line.is_in_text && line.line.chars < MAX_NOTICE_CHARS || is_known(&line.line.text)
    };
    let last = lines.iter().rposition(|line| !is_outside(line) && !is_heading(line));
    let first = lines.iter().position(|line| !is_outside(line)).unwrap_or_default();
    let end = last.map_or(0, |last| last + 1);
    let chars: usize = lines[..end].iter().map(|line| line.line.chars).sum();
    // Below a short text may be why it is short: "Subscribe to continue reading".
    if chars < MIN_STORY_CHARS {
        lines.drain(..first);
        return;
    }
    lines.truncate(end);
    lines.drain(..first);
    // Bylines and times may be below the first paragraph.
    let mut paragraphs = 0;
    lines.retain(|line| {
        paragraphs += usize::from(line.kind == LineKind::Prose);
        paragraphs > PARAGRAPHS_OF_HEAD || !line.is_label() && !is_known(&line.line.text)
    });
}

/// Leaves out what is between paragraphs again and again, in any language: labels, and notices of boxes.
pub(crate) fn drop_repeated_labels(outline: &Outline<'_>, lines: &mut Vec<PlacedLine>) {
    let may_be_label = |line: &PlacedLine| match line.kind {
        // A notice of a box that is on the page again and again: nobody writes the same paragraph three times.
        LineKind::Prose => line.line.chars > MAX_REPEATED_CHARS,
        _ => {
            line.line.chars <= MAX_REPEATED_CHARS
                && !line.line.text.contains(|c: char| c.is_ascii_digit())
                && (!line.is_in_text || outline.elements[line.index].tag == "p")
        }
    };
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for line in lines.iter().filter(|line| may_be_label(line)) {
        *counts.entry(line.line.text.clone()).or_default() += 1;
    }
    lines.retain(|line| {
        let is_paragraph = line.is_in_text || line.kind == LineKind::Prose;
        let min = if is_paragraph { MIN_REPEATED_PARAGRAPHS } else { MIN_REPEATED_LABELS };
        !may_be_label(line) || counts.get(&line.line.text).is_none_or(|count| *count < min)
    });
}
