//! The text of a PDF in reading order, from where its glyphs are.
//!
//! Glyphs become lines by their baselines, lines become paragraphs by leading, indent and size. The surprising decision: columns are
//! read in the order in which they were drawn, because programs that set text draw column after column; what is at the same place on
//! most pages is a running head and left out.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::read::documents::pdf_glyphs::{Glyph, Page, PdfPages};
use crate::text::patterns::compile_pattern;

/// A gap between two words, in sizes of the font, where spaces are not drawn, as TeX does.
const WORD_GAP: f64 = 0.2;

/// The same where spaces are drawn: a smaller gap is between two letters that were moved apart.
const WORD_GAP_BESIDE_SPACES: f64 = 0.5;

/// A gap that no justified line has between two words, in sizes of the font.
const COLUMN_GAP: f64 = 1.4;

/// Running heads are in this part of the page's height, above and below.
const MARGIN_SHARE: f64 = 0.12;

/// A heading is larger than the text by this factor.
const HEADING_FACTOR: f64 = 1.15;

/// What a word that is divided ends with: a hyphen, one that is nothing else, one that was inserted.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

/// What the pages say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PdfText {
    /// Its paragraphs, with an empty line between them.
    pub text: String,
    /// The headline.
    pub title: Option<String>,
    /// The address that a browser printed below its pages.
    pub url: Option<String>,
}

/// A line, or the part of it that is in one column.
#[derive(Debug, Clone)]
struct Line {
    page: usize,
    text: String,
    x: (f64, f64),
    baseline: f64,
    size: f64,
}

/// A paragraph and the size of its font.
#[derive(Debug)]
struct Paragraph {
    page: usize,
    text: String,
    size: f64,
}

/// Reads pages as one text.
pub(crate) fn lay_out(document: &PdfPages) -> PdfText {
    let lines: Vec<Vec<Line>> =
        document.pages.iter().enumerate().map(|(number, page)| lines_of_page(number, page)).collect();
    let (lines, url) = remove_running_heads(lines, &document.pages);
    let text_size = most_common_size(&lines);
    let paragraphs = join_paragraphs(&lines);
    let title = title_of(document.title.as_deref(), &paragraphs, text_size);
    let text = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n");
    PdfText { text, title, url }
}

/// The glyphs of a page as lines, in the order in which they were drawn.
fn lines_of_page(number: usize, page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let spaces = page.glyphs.iter().filter(|glyph| glyph.text.trim().is_empty()).count();
    let draws_spaces = spaces * 12 > page.glyphs.len();
    let word_gap = if draws_spaces { WORD_GAP_BESIDE_SPACES } else { WORD_GAP };
    let mut is_open = false;
    for glyph in &page.glyphs {
        match lines.last_mut().filter(|line| is_open && continues_line(line, glyph)) {
            Some(line) => {
                push_glyph(line, glyph, word_gap);
            }
            None if glyph.text.trim().is_empty() => {}
            None => {
                is_open = true;
                lines.push(Line {
                    page: number,
                    text: plain_letters(&glyph.text),
                    x: glyph.x,
                    baseline: glyph.baseline,
                    size: glyph.size,
                });
            }
        }
    }
    for line in &mut lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lines
}

/// Whether a glyph is the next one of a line: a raised figure is, the first letter of another column is not.
fn continues_line(line: &Line, glyph: &Glyph) -> bool {
    let size = line.size.max(glyph.size);
    let gap = glyph.x.0 - line.x.1;
    (glyph.baseline - line.baseline).abs() < 0.4 * size && gap > -size && gap < COLUMN_GAP * size
}

fn push_glyph(line: &mut Line, glyph: &Glyph, word_gap: f64) {
    let gap = glyph.x.0 - line.x.1;
    let is_apart = line.text.ends_with(char::is_whitespace) || glyph.text.starts_with(char::is_whitespace);
    if gap > word_gap * glyph.size && !is_apart {
        line.text.push(' ');
    }
    line.text.push_str(&plain_letters(&glyph.text));
    // White space at the end of a line does not make it longer.
    if !glyph.text.trim().is_empty() {
        line.x.1 = line.x.1.max(glyph.x.1);
        line.size = line.size.max(glyph.size);
    } else if gap.abs() < glyph.size {
        line.x.1 = line.x.1.max(glyph.x.1);
    }
}

/// Ligatures as the letters that they are made of.
fn plain_letters(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars() {
        match letter {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            '\u{a0}' => plain.push(' '),
            letter if letter.is_control() => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    plain
}

/// What is above and below each page, and the address in it.
fn remove_running_heads(pages: Vec<Vec<Line>>, sizes: &[Page]) -> (Vec<Line>, Option<String>) {
    let in_margin = |line: &Line| {
        let share = line.baseline / sizes[line.page].height.max(1.0);
        !(MARGIN_SHARE..=1.0 - MARGIN_SHARE).contains(&share)
    };
    let key = |line: &Line| {
        let words: String = line.text.chars().map(|c| if c.is_numeric() { '#' } else { c }).collect();
        (words.replace("##", "#").replace("##", "#"), (line.baseline / 4.0).round() as i64)
    };
    let mut places: HashMap<(String, i64), HashSet<usize>> = HashMap::new();
    for line in pages.iter().flatten().filter(|line| in_margin(line)) {
        places.entry(key(line)).or_default().insert(line.page);
    }
    // Left and right pages may have heads of their own.
    let needed = (pages.len() / 3).max(2);
    let mut url = None;
    let mut kept = Vec::new();
    for line in pages.into_iter().flatten() {
        let is_running = in_margin(&line)
            && (places.get(&key(&line)).is_some_and(|pages| pages.len() >= needed)
                || PAGE_FURNITURE.is_match(&line.text));
        if is_running {
            url = url.or_else(|| ADDRESS.find(&line.text).map(|found| found.as_str().to_string()));
        } else {
            kept.push(line);
        }
    }
    (kept, url)
}

/// Page numbers, addresses, and the day of printing: a browser prints them around a page, even around a single one.
static PAGE_FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?ix) ^ (?: (?: (?:page|seite|p\.) \s* )? \d{1,4} (?: \s* (?:/|of|von|sur|de) \s* \d{1,4} )?
        | [-–—] \s* \d{1,4} \s* [-–—]
        | (?:https?|file):// \S+ (?: \s+ \d+ / \d+ )?
        | \d{1,2} [./] \d{1,2} [./] \d{2,4} , \s \d{1,2} : \d{2} (?: \s [AP]M )? .* ) $",
    )
});

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"https?://\S+"));

/// The size that most letters have, in tenths of points.
fn most_common_size(lines: &[Line]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for line in lines {
        *letters.entry((line.size * 10.0).round() as i64).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(0.0, |(size, _)| size as f64 / 10.0)
}

fn join_paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let leading = usual_leading(lines);
    let heading_size = HEADING_FACTOR * most_common_size(lines);
    let words = whole_words(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let before = number.checked_sub(1).map(|before| &lines[before]);
        let right = right_edge(lines, number);
        match (before, paragraphs.last_mut()) {
            (Some(before), Some(paragraph))
                if continues_heading(before, line, heading_size)
                    || !begins_paragraph(before, line, leading, right) =>
            {
                push_line(&mut paragraph.text, &line.text, &words);
            }
            _ => paragraphs.push(Paragraph { page: line.page, text: line.text.clone(), size: line.size }),
        }
    }
    paragraphs
}

/// The words of the text that are not divided between two lines.
fn whole_words(lines: &[Line]) -> HashSet<&str> {
    let mut words = HashSet::new();
    let mut is_rest = false;
    for line in lines {
        let is_divided = line.text.ends_with(HYPHENS);
        let count = line.text.split_whitespace().count();
        let of_line = line.text.split_whitespace().take(count - usize::from(is_divided && count > 0));
        words.extend(of_line.skip(usize::from(is_rest)).map(bare));
        is_rest = is_divided;
    }
    words
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// How far lines of a paragraph are apart, in sizes of the font: the median.
fn usual_leading(lines: &[Line]) -> f64 {
    let step = |pair: &[Line]| (pair[0].baseline - pair[1].baseline) / pair[0].size.max(1.0);
    let mut steps: Vec<f64> = lines
        .windows(2)
        .filter(|pair| is_same_size(&pair[0], &pair[1]))
        .map(step)
        .filter(|step| (0.8..2.5).contains(step))
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(1.3)
}

fn is_same_size(one: &Line, other: &Line) -> bool {
    (one.size - other.size).abs() <= 0.08 * one.size.max(other.size)
}

/// The right edge of the column that the line before a line is in, by its neighbours.
fn right_edge(lines: &[Line], number: usize) -> f64 {
    let Some(before) = number.checked_sub(1).map(|before| &lines[before]) else { return 0.0 };
    let near = &lines[number.saturating_sub(12)..(number + 12).min(lines.len())];
    let in_column = |line: &&Line| {
        line.page == before.page
            && is_same_size(line, before)
            && (line.x.0 - before.x.0).abs() < 3.0 * before.size
    };
    near.iter().filter(in_column).map(|line| line.x.1).fold(before.x.1, f64::max)
}

/// Whether a line goes on with a heading, whose lines are short wherever they were broken.
fn continues_heading(before: &Line, line: &Line, heading_size: f64) -> bool {
    let step = before.baseline - line.baseline;
    before.size > heading_size
        && is_same_size(before, line)
        && before.page == line.page
        && (0.5 * before.size..1.5 * before.size).contains(&step)
}

fn begins_paragraph(before: &Line, line: &Line, leading: f64, right: f64) -> bool {
    if !is_same_size(before, line) {
        return true;
    }
    let size = before.size;
    let step = before.baseline - line.baseline;
    let ends_sentence = before.text.ends_with(['.', '!', '?', ':', '”', '"', '»', '’', '…', ')']);
    let is_short = before.x.1 < right - 2.0 * size;
    // Beside it, above it or on another page: the text goes on in the next column unless a sentence ends there.
    if line.page != before.page || step < 0.5 * size || (line.x.0 > before.x.1 && step < size) {
        let begins_small = line.text.starts_with(char::is_lowercase);
        return !begins_small && is_short;
    }
    let indent = line.x.0 - before.x.0;
    step > (leading + 0.3) * size
        || (0.7 * size..4.0 * size).contains(&indent)
        || ends_sentence && is_short
        || is_short
            && before.x.1 < right - 0.35 * (right - before.x.0)
            && !line.text.starts_with(char::is_lowercase)
}

/// Adds a line to a paragraph; a word that was divided at its end is one again.
fn push_line(paragraph: &mut String, line: &str, words: &HashSet<&str>) {
    let is_divided = paragraph.ends_with(HYPHENS) && line.starts_with(char::is_alphabetic);
    if !is_divided {
        paragraph.push(' ');
        paragraph.push_str(line);
        return;
    }
    let first = paragraph.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = first.trim_end_matches(HYPHENS);
    let second = line.split_whitespace().next().unwrap_or_default();
    let (first, second) = (bare(first).to_string(), bare(second));
    let has_hyphen = words.contains(format!("{first}-{second}").as_str())
        || line.starts_with(char::is_uppercase)
        || !words.contains(format!("{first}{second}").as_str())
            && words.contains(first.as_str())
            && words.contains(second)
        || NUMERALS.is_match(&first);
    let end = paragraph.trim_end_matches(HYPHENS).len();
    paragraph.truncate(end);
    if has_hyphen {
        paragraph.push('-');
    }
    paragraph.push_str(line);
}

/// What is written with a hyphen before a numeral.
static NUMERALS: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern("(?i)^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$"));

/// The headline: the title that the file gives itself if its first page has it, otherwise the largest heading there.
fn title_of(own: Option<&str>, paragraphs: &[Paragraph], text_size: f64) -> Option<String> {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let first_page = || paragraphs.iter().filter(|paragraph| paragraph.page == 0);
    if let Some(own) = own {
        let wanted = letters(own).to_lowercase();
        let is_there = |paragraph: &Paragraph| letters(&paragraph.text).to_lowercase() == wanted;
        if let Some(found) = first_page().find(|paragraph| is_there(paragraph)) {
            return Some(found.text.clone());
        }
    }
    let largest = first_page()
        .filter(|paragraph| paragraph.size > HEADING_FACTOR * text_size && letters(&paragraph.text).len() > 3)
        .fold(None::<&Paragraph>, |best, next| match best {
            Some(best) if best.size >= next.size => Some(best),
            _ => Some(next),
        });
    largest.map(|heading| heading.text.clone())
}
