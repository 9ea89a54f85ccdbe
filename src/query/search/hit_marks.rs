//! Where the words of a search are in a text: to mark them, to cut a snippet around them, to line them up.
//!
//! The index says which texts have the words; where they are is found again here, in the same way as the index's
//! tokenizer cuts words (letters and digits, without case and accents), and only for texts that are shown. So a snippet of
//! Chinese, of a quote and of an article come out of one place.

use std::borrow::Cow;
use std::ops::Range;

use crate::archive::full_text::is_unspaced;
use crate::output::colors::{MARK_BEGIN, MARK_END};
use crate::query::search::initials;
use crate::query::search::parser::{ParsedSearch, Term};
use crate::text::letter_folding::{fold_letter, is_letter_mark};

/// A word of a text, as it is compared, and where it is, in bytes.
struct Word {
    folded: String,
    place: Range<usize>,
    is_in_capitals: bool,
}

/// Words of a search that are beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    prefix: bool,
    /// Indexes of words that are meant in capitals alone: "US" is no "us".
    capitals: Vec<usize>,
}

/// What is to be marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HitMarks {
    phrases: Vec<Phrase>,
    style: MarkStyle,
}

/// How hits are marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MarkStyle {
    /// Between « and ».
    #[default]
    Guillemets,
    /// Each word between two characters that a coloured table makes colours of.
    Colors,
}

impl HitMarks {
    /// What a search looks for.
    pub fn of_search(search: &ParsedSearch) -> HitMarks {
        let phrases = search.any.iter().flatten().flat_map(phrases).collect();
        HitMarks { phrases, style: MarkStyle::default() }
    }

    /// The same, marked in another way.
    pub fn in_style(self, style: MarkStyle) -> HitMarks {
        HitMarks { style, ..self }
    }

    /// A hit with its marks.
    fn put_on(&self, hit: &str) -> String {
        match self.style {
            MarkStyle::Guillemets => format!("«{hit}»"),
            // A line may end between two words, and a mark goes no further than its line.
            MarkStyle::Colors => {
                let words = hit.split(' ').map(|word| format!("{MARK_BEGIN}{word}{MARK_END}"));
                words.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// A hit that has a cell of its own: coloured, or as it is.
    pub fn lone_hit<'h>(&self, hit: &'h str) -> Cow<'h, str> {
        match self.style {
            MarkStyle::Guillemets => hit.into(),
            MarkStyle::Colors => self.put_on(hit).into(),
        }
    }

    /// Where they are, in order, none over another.
    fn hits(&self, words: &[Word]) -> Vec<Range<usize>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = self.phrases.iter().filter_map(|phrase| phrase.length(&words[at..])).max();
            if let Some(length) = longest {
                hits.push(at..at + length);
            }
            at += longest.unwrap_or(1);
        }
        hits
    }

    /// The whole text with the hits between « and ».
    pub fn marked(&self, text: &str) -> String {
        let words = words(text);
        let hits = self.hits(&words);
        self.put_marks(text, 0..text.len(), &words, &hits)
    }

    fn put_marks(&self, text: &str, place: Range<usize>, words: &[Word], hits: &[Range<usize>]) -> String {
        let mut marked = String::with_capacity(place.len() + 16);
        let mut at = place.start;
        for hit in hits {
            let hit = words[hit.start].place.start..words[hit.end - 1].place.end;
            if hit.start < at || hit.end > place.end {
                continue;
            }
            marked.push_str(&text[at..hit.start]);
            marked.push_str(&self.put_on(&text[hit.start..hit.end]));
            at = hit.end;
        }
        marked.push_str(&text[at..place.end]);
        marked
    }

    /// `length` words of the text, where most hits are, on one line; its beginning where there are none.
    pub fn snippet(&self, text: &str, length: usize) -> String {
        let words = words(text);
        let hits = self.hits(&words);
        let within =
            |from: usize| hits.iter().filter(|hit| hit.start >= from && hit.end <= from + length).count();
        // Of the places with most hits, the first.
        let mut best: Option<(usize, usize)> = None;
        for hit in &hits {
            let found = within(hit.start);
            if best.is_none_or(|(most, _)| found > most) {
                best = Some((found, hit.start));
            }
        }
        let first = best.map_or(0, |(_, start)| start);
        let last = hits.iter().rfind(|hit| hit.start >= first && hit.end <= first + length);
        let span = last.map_or(1, |hit| hit.end - first);
        let before = length.saturating_sub(span) / 2;
        let from = sentence(text, &words, first, before);
        let to = (from + length).min(words.len());
        let from = if to - from < length { to.saturating_sub(length) } else { from };
        let place = place(text, &words, from..to);
        let (head, tail) = (place.start > 0, place.end < text.trim_end().len());
        let middle = one_line(&self.put_marks(text, place, &words, &hits));
        format!("{}{middle}{}", if head { "…" } else { "" }, if tail { "…" } else { "" })
    }

    /// Every hit with `context` words to its left and right.
    pub fn lines(&self, text: &str, context: usize) -> Vec<[String; 3]> {
        let words = words(text);
        self.hits(&words)
            .into_iter()
            .map(|hit| {
                let left = place(text, &words, hit.start.saturating_sub(context)..hit.start);
                let right = place(text, &words, hit.end..(hit.end + context).min(words.len()));
                let middle = words[hit.start].place.start..words[hit.end - 1].place.end;
                let left = if hit.start == 0 { 0 } else { left.start }..middle.start;
                let right = middle.end..right.end.max(middle.end);
                [left, middle, right].map(|part| one_line(&text[part]))
            })
            .collect()
    }
}

/// What a term puts marks on; a headline's is not the text's.
fn phrases(term: &Term) -> Vec<Phrase> {
    if term.title {
        return Vec::new();
    }
    let each = term.phrases.iter().flat_map(|phrase| {
        let only_in_capitals = initials::only_in_capitals(&phrase.text);
        let spellings = match phrase.prefix {
            true => vec![phrase.text.as_str().into()],
            false => initials::spellings(&phrase.text),
        };
        spellings.into_iter().map(move |text| {
            let words: Vec<String> = words(&text).into_iter().map(|word| word.folded).collect();
            let is_meant = |word: &str| only_in_capitals.iter().any(|letters| letters.to_lowercase() == word);
            let capitals = (0..words.len()).filter(|at| is_meant(&words[*at])).collect();
            Phrase { words, prefix: phrase.prefix, capitals }
        })
    });
    each.filter(|phrase| !phrase.words.is_empty()).collect()
}

impl Phrase {
    /// How many of these words it takes, if they begin with it.
    fn length(&self, words: &[Word]) -> Option<usize> {
        let length = self.words.len();
        let here = words.get(..length)?;
        let is = |(at, wanted): (usize, &String)| {
            let word = &here[at].folded;
            if self.capitals.contains(&at) && !here[at].is_in_capitals {
                return false;
            }
            if self.prefix && at + 1 == length { word.starts_with(wanted.as_str()) } else { word == wanted }
        };
        self.words.iter().enumerate().all(is).then_some(length)
    }
}

/// The words of a text; each letter of a script without spaces is one.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let within = c.is_alphanumeric() || is_letter_mark(c) && open;
        if !within {
            open = false;
            continue;
        }
        if is_unspaced(c) || !open {
            words.push(Word { folded: String::new(), place: at..end, is_in_capitals: true });
        }
        if let Some(word) = words.last_mut() {
            fold_letter(&mut word.folded, c);
            word.place.end = end;
            word.is_in_capitals &= !c.is_lowercase();
        }
        open = !is_unspaced(c);
    }
    words
}

/// The text from the first to the last of these words, with the punctuation that belongs to it.
fn place(text: &str, words: &[Word], range: Range<usize>) -> Range<usize> {
    let start = match range.start {
        0 => 0,
        at => words.get(at).map_or(text.len(), |word| word.place.start),
    };
    let end = match words.get(range.end) {
        // To the next word's beginning, less the blanks and what opens before it.
        Some(next) if range.end > 0 => {
            let from = words[range.end - 1].place.end;
            let between = &text[from..next.place.start];
            from + between.find(char::is_whitespace).unwrap_or(between.len())
        }
        Some(_) => start,
        None => text.len(),
    };
    start..end.max(start)
}

/// The beginning of the sentence of a word, if it is at most `before` words before it; otherwise `before` words before.
fn sentence(text: &str, words: &[Word], first: usize, before: usize) -> usize {
    let earliest = first.saturating_sub(before);
    let begins = |at: &usize| {
        *at == 0
            || text[words[*at - 1].place.end..words[*at].place.start].contains(['.', '!', '?', '。', '\n'])
    };
    (earliest..=first).find(begins).filter(|_| !words.is_empty()).unwrap_or(earliest)
}

/// Without line ends and blanks at the ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks(search: &str) -> HitMarks {
        HitMarks::of_search(&ParsedSearch::parse(search))
    }

    const TEXT: &str =
        "The old ferry sank.\n\nNobody of the Éclair’s crew was hurt; two ferries sail on, said O'Neil.";

    #[test]
    fn hits_are_marked_without_case_and_accents() {
        assert_eq!(marks("FERR*").marked(TEXT).matches('«').count(), 2);
        assert!(marks("eclair").marked(TEXT).contains("the «Éclair»’s crew"));
        assert!(marks("golab").marked("Paweł Gołąb").contains("«Gołąb»"));
        assert_eq!(marks("U.S.").marked("The US told us: U.S. law"), "The «US» told us: «U.S». law");
        assert!(marks("\"o neil\"").marked(TEXT).contains("«O'Neil»"));
        assert!(marks("積電").marked("台積電今天").contains("台«積電»今天"));
        assert_eq!(marks("ferry -old title:sank").marked(TEXT).matches('«').count(), 1);
    }

    #[test]
    fn a_snippet_is_cut_around_the_hits() {
        assert_eq!(marks("crew hurt").snippet(TEXT, 8), "…Éclair’s «crew» was «hurt»; two ferries sail…");
        assert_eq!(marks("ferry").snippet(TEXT, 3), "…old «ferry» sank.…");
        assert_eq!(marks("nothing").snippet(TEXT, 2), "The old…");
        assert_eq!(marks("neil").snippet("", 5), "");
    }

    #[test]
    fn hits_are_lined_up() {
        let lines = marks("ferr*").lines(TEXT, 2);
        assert_eq!(lines, [["The old", "ferry", "sank. Nobody"], ["hurt; two", "ferries", "sail on,"]]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut(text in "[a-c é台.\\n“”\u{301}]{0,40}", search in "[a-cé台]{1,3}", length in 1_usize..9) {
            let marks = marks(&search);
            marks.snippet(&text, length);
            let unmarked: String = marks.marked(&text).chars().filter(|c| !matches!(c, '«' | '»')).collect();
            prop_assert_eq!(&unmarked, &text);
            for [left, hit, right] in marks.lines(&text, length) {
                prop_assert!(!hit.is_empty() && left.len() + hit.len() + right.len() <= text.len());
            }
        }
    }
}
