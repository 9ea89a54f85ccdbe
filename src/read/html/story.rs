//! Where on a page its story is.
//!
//! Takes the lines of a page without its boilerplate, gives the element of the story. Every element is worth the characters of
//! prose in it, less those of links and labels, and the innermost that is worth most is taken: going out from the story adds
//! links and labels to it, going in loses paragraphs. Then the marks of authors of pages are heeded, if they agree well enough:
//! `<main>` and `<article>`, and names such as "article-body".
//!
//! Sources: text and link density as in boilerpipe (Kohlschütter, Fankhauser, Nejdl, WSDM 2010) and in CETD (Sun, Song, Liao,
//! SIGIR 2011), whose maximum over sums of densities this is in characters; names as in Readability and trafilatura. The
//! surprising decision: no sums decay with depth, as Readability's do, so a story in many small elements is found whole.

use std::ops::Range;

use dom_query::NodeRef;

use crate::read::html::element_names::is_called_story;
use crate::read::html::outline::Outline;
use crate::read::html::placed_line::{LineKind, PlacedLine};

/// How much a character of a line of links counts against an element, compared to one of prose.
const COST_OF_LINKS: f64 = 1.5;
/// How much a character of a label counts.
const COST_OF_LABELS: f64 = 1.0;
/// `<main>` and `<article>` hold the story if they are worth as great a share of the element that is worth most.
const MIN_SHARE_OF_ARTICLE: f64 = 0.6;
/// Elements that are called the story hold it if they are worth as great a share.
const MIN_SHARE_OF_NAMED: f64 = 0.4;

/// The indices of the element of the story and of what is in it.
pub(crate) fn find_story(outline: &Outline<'_>, lines: &[PlacedLine]) -> Range<usize> {
    let worth = add_up_worth(outline, lines, |_| true);
    let most = most_worth(&worth);
    let article = narrow(outline, lines, (most, worth[most]), MIN_SHARE_OF_ARTICLE, is_article);
    let (mut story, _) = narrow(outline, lines, article, MIN_SHARE_OF_NAMED, is_called_story);
    // A story of one paragraph is what is around it as well.
    while outline.elements[story].tag == "p" {
        story = outline.elements[story].parent;
    }
    story..outline.elements[story].end
}

fn is_article(node: &NodeRef<'_>) -> bool {
    node.has_name("article")
        || node.has_name("main")
        || node.attr("role").is_some_and(|role| &*role == "main")
}

/// The smallest element around those that are `marked` inside another, if they are worth as great a share of it. What is around
/// them is something else then.
fn narrow(
    outline: &Outline<'_>,
    lines: &[PlacedLine],
    (outer, outer_worth): (usize, f64),
    min_share: f64,
    is_marked: impl Fn(&NodeRef<'_>) -> bool,
) -> (usize, f64) {
    let mut marked = vec![false; outline.elements.len()];
    let mut marked_until = 0;
    let end = outline.elements[outer].end;
    for (index, element) in outline.elements.iter().enumerate().take(end).skip(outer) {
        if index >= marked_until && is_marked(&element.node) {
            marked_until = element.end;
        }
        marked[index] = index < marked_until;
    }
    let worth = add_up_worth(outline, lines, |line| marked[line.index]);
    let inner = most_worth(&worth);
    let is_enough = inner > outer && worth[inner] >= outer_worth * min_share;
    if is_enough { (inner, worth[inner]) } else { (outer, outer_worth) }
}

/// What each element is worth, by the lines in it that count.
fn add_up_worth(
    outline: &Outline<'_>,
    lines: &[PlacedLine],
    counts: impl Fn(&PlacedLine) -> bool,
) -> Vec<f64> {
    let mut worth = vec![0.0; outline.elements.len()];
    for line in lines.iter().filter(|line| counts(line)) {
        worth[line.index] += worth_of(line);
    }
    // Elements come after those around them.
    for index in (1..worth.len()).rev() {
        worth[outline.elements[index].parent] += worth[index];
    }
    worth
}

/// What a line is worth for the elements around it, in characters of prose.
fn worth_of(line: &PlacedLine) -> f64 {
    let chars = line.line.chars as f64;
    match line.kind {
        LineKind::Prose => chars,
        LineKind::Part => 0.0,
        LineKind::Links => -COST_OF_LINKS * chars,
        LineKind::Label => -COST_OF_LABELS * chars,
    }
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
