//! What a document says of a word in all the places where it stands: how it is written, what company it keeps, and the
//! longest run of capitals that it is part of.
//!
//! The surprising part is why: "Ishiba" in the tenth sentence is seen together with the "Shigeru" of the first, and
//! "FDMC" with the "Manufacturing Co" of the long form that stood before its parenthesis.

use std::ops::Range;

use crate::Document;
use crate::entities::features::word_types::{EDGE, Form, Words, list};
use crate::entities::features::{Family, Seen, Sink, pair};

/// What a document says of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Elsewhere {
    /// How it is written inside of sentences: bit 0 capitalised, bit 1 in small letters.
    pub cases: u8,
    /// In the longest run with this word: the word before it, after it, the first and the last.
    before: u64,
    after: u64,
    first: u64,
    last: u64,
    last_lists: u32,
    first_lists: u32,
    last_cluster: u32,
    length: u8,
    place: u8,
    /// Evidence beside it anywhere: bit 0 a title before, bit 1 a reporting verb beside, bit 2 "in" or "at" before it,
    /// bit 3 a possessive after it, bit 4 "the" before it.
    company: u8,
    /// The last word of the long form whose initials it is, and its lists.
    long_form: u64,
    long_form_lists: u32,
    /// The lists of phrases that its run is on anywhere.
    phrases: u16,
    /// How often it stands there with a capital.
    count: u8,
}

impl Elsewhere {
    /// What this says of a token of the word.
    pub fn features(&self, form: &Form, flags: u64, sink: &mut Sink) {
        let length = u64::from(self.length);
        let place = length << 8 | u64::from(self.place);
        let capital = u64::from(form.capital);
        sink.put_some(Family::Document, 1101, if self.before == 0 { 0 } else { pair(self.before, capital) });
        sink.put_some(Family::Document, 1102, if self.after == 0 { 0 } else { pair(self.after, capital) });
        if self.last != 0 {
            sink.put(Family::Document, 1103, pair(self.last, length));
            sink.put(Family::Document, 1104, pair(self.first, length));
            sink.put(Family::Document, 1105, place << 8 | capital);
            sink.put(Family::Document, 1106, pair(u64::from(self.last_lists), place));
            sink.put(Family::Document, 1107, pair(u64::from(self.first_lists), place));
            sink.put(Family::Document, 1108, pair(u64::from(self.last_cluster), place));
        }
        if self.company != 0 {
            sink.put(Family::Document, 1110, pair(u64::from(self.company), flags));
            sink.put(Family::Document, 1111, pair(u64::from(self.company), form.suffixes[1]));
            sink.put(Family::Document, 1112, pair(u64::from(self.company), place));
        }
        if self.long_form != 0 {
            sink.put(Family::Document, 1113, self.long_form);
            sink.put(Family::Document, 1114, 1 + u64::from(self.long_form_lists));
            sink.put(Family::Document, 1115, 1);
        }
        sink.put_some(Family::Document, 1116, u64::from(self.phrases));
        sink.put(Family::Document, 1117, u64::from(self.count.min(4)) << 8 | capital);
    }
}

/// Notes what a document says of its words, and gives each token the number of what is said of its own.
pub(crate) fn note(document: &Document, words: &Words, seen: &mut [Seen]) -> Vec<Elsewhere> {
    let mut noted: Vec<Elsewhere> = Vec::new();
    let mut numbers = vec![0; words.spellings()];
    for sentence in &document.sentences {
        for at in sentence.clone() {
            let token = seen[at];
            let form = words.form(token.form);
            if !(form.capital || form.lower) {
                continue;
            }
            let slot = &mut numbers[form.spelling as usize];
            if *slot == 0 {
                noted.push(Elsewhere::default());
                *slot = noted.len() as u32;
            }
            let number = *slot;
            seen[at].elsewhere = number;
            let entry = &mut noted[number as usize - 1];
            if form.lower {
                entry.cases |= 2;
                continue;
            }
            if !token.opens {
                entry.cases |= 1;
            }
            entry.count = entry.count.saturating_add(1);
            entry.phrases |= token.phrase.lists;
            let inside = |at: Option<usize>| at.filter(|at| sentence.contains(at));
            let near = |at: Option<usize>| inside(at).map_or(&EDGE, |at| words.form(seen[at].form));
            let (previous, following) = (near(at.checked_sub(1)), near(Some(at + 1)));
            entry.company |= company(document, sentence, at, [previous, following]);
            let run = token.run;
            if run.length > entry.length {
                let (first, last) = (near(Some(run.start as usize)), near(Some(run.end as usize - 1)));
                entry.length = run.length;
                entry.place = run.place;
                entry.first = first.word;
                entry.last = last.word;
                entry.first_lists = first.lists;
                entry.last_lists = last.lists;
                entry.last_cluster = last.cluster;
                entry.before = if run.place == 0 { 1 } else { previous.word };
                entry.after = if run.place == 9 { 1 } else { following.word };
            }
            if let Some(long) = long_form(document, words, seen, at) {
                entry.long_form = long.word;
                entry.long_form_lists = long.lists;
            }
        }
    }
    noted
}

/// What stands right beside a token, as bits of [`Elsewhere::company`].
fn company(document: &Document, sentence: &Range<usize>, at: usize, [previous, following]: [&Form; 2]) -> u8 {
    let word = |at: Option<usize>| at.filter(|at| sentence.contains(at)).map_or("", |at| document.word(at));
    let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
    u8::from(previous.lists & list::TITLE != 0)
        | u8::from((previous.lists | following.lists) & list::SAYING != 0) << 1
        | u8::from(matches!(before, "in" | "at" | "In" | "At" | "from" | "to")) << 2
        | u8::from(matches!(after, "’s" | "'s")) << 3
        | u8::from(matches!(before, "the" | "The")) << 4
}

/// The last word of the run before a parenthesis that opens with its initials.
fn long_form<'w>(document: &Document, words: &'w Words, seen: &[Seen], at: usize) -> Option<&'w Form> {
    if !words.form(seen[at].form).all_capital || document.word(at.checked_sub(1)?) != "(" {
        return None;
    }
    let last = at.checked_sub(2)?;
    let run = seen[last].run;
    let first = document.word(run.start as usize);
    let letter = document.word(at).chars().next();
    (run.length > 1
        && (run.start as usize..=last).any(|at| document.word(at).chars().next() == letter)
        && !first.is_empty())
    .then(|| words.form(seen[last].form))
}
