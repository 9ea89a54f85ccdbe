//! What a document says of a word in all of its occurrences: how it is written, which words are beside it, and the
//! longest run of capitals that it is part of.
//!
//! Takes the contexts of all tokens; gives one [`DocumentWord`] for each different word. The surprising part is the use:
//! "Ishiba" in the tenth sentence is seen together with the "Shigeru" of the first, and "FDMC" with the "Manufacturing
//! Co" of the long form before its parenthesis.

use std::ops::Range;

use crate::Document;
use crate::entities::features::sink::{FeatureFamily, FeatureSink};
use crate::entities::features::token_context::TokenContext;
use crate::entities::features::word_types::{EDGE, WordType, WordTypes, word_list};
use crate::entities::gazetteer::word_group;
use crate::entities::grammar::EntityGrammar;
use crate::hashing::mix_hashes as pair;

/// What a document says of a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocumentWord {
    /// How it is written inside sentences: bit 0 capitalised, bit 1 in small letters.
    pub cases: u8,
    /// In the longest run with this word: the words before and after it, the first and the last.
    before: u64,
    after: u64,
    first: u64,
    last: u64,
    last_lists: u32,
    first_lists: u32,
    last_group: u16,
    length: u8,
    position: u8,
    /// Evidence beside any occurrence: bit 0 a title before, bit 1 a reporting verb beside, bit 2 a preposition of position
    /// before, bit 3 a possessive after, bit 4 the definite article before.
    neighbours: u8,
    /// The last word of the long form whose initials it is, and its lists.
    long_form: u64,
    long_form_lists: u32,
    /// The lists of the phrases that it is part of anywhere.
    phrases: u16,
    /// How often it is written with a capital.
    count: u8,
}

impl DocumentWord {
    /// Puts what this says of one occurrence of the word.
    pub fn put_features(&self, word: &WordType, flags: u64, sink: &mut FeatureSink) {
        let length = u64::from(self.length);
        let position = length << 8 | u64::from(self.position);
        let capital = u64::from(word.form.capital);
        sink.put_nonzero(
            FeatureFamily::Document,
            1101,
            if self.before == 0 { 0 } else { pair(self.before, capital) },
        );
        sink.put_nonzero(
            FeatureFamily::Document,
            1102,
            if self.after == 0 { 0 } else { pair(self.after, capital) },
        );
        if self.last != 0 {
            sink.put(FeatureFamily::Document, 1103, pair(self.last, length));
            sink.put(FeatureFamily::Document, 1104, pair(self.first, length));
            sink.put(FeatureFamily::Document, 1105, position << 8 | capital);
            sink.put(FeatureFamily::Document, 1106, pair(u64::from(self.last_lists), position));
            sink.put(FeatureFamily::Document, 1107, pair(u64::from(self.first_lists), position));
            sink.put(FeatureFamily::Document, 1108, pair(u64::from(self.last_group), position));
        }
        if self.neighbours != 0 {
            sink.put(FeatureFamily::Document, 1110, pair(u64::from(self.neighbours), flags));
            sink.put(FeatureFamily::Document, 1111, pair(u64::from(self.neighbours), word.suffixes[1]));
            sink.put(FeatureFamily::Document, 1112, pair(u64::from(self.neighbours), position));
        }
        if self.long_form != 0 {
            sink.put(FeatureFamily::Document, 1113, self.long_form);
            sink.put(FeatureFamily::Document, 1114, 1 + u64::from(self.long_form_lists));
            sink.put(FeatureFamily::Document, 1115, 1);
        }
        sink.put_nonzero(FeatureFamily::Document, 1116, u64::from(self.phrases));
        sink.put(FeatureFamily::Document, 1117, u64::from(self.count.min(4)) << 8 | capital);
    }
}

/// Collects what a document says of its words, and notes for each token the number of its own word's entry.
pub(super) fn note_document_words(
    document: &Document,
    words: &WordTypes,
    grammar: &dyn EntityGrammar,
    contexts: &mut [TokenContext],
) -> Vec<DocumentWord> {
    let mut entries: Vec<DocumentWord> = Vec::new();
    let mut numbers = vec![0; words.spelling_count()];
    for sentence in &document.sentences {
        for at in sentence.clone() {
            let token = contexts[at];
            if !(token.form.capital || token.form.lower) {
                continue;
            }
            let slot = &mut numbers[token.spelling as usize];
            if *slot == 0 {
                entries.push(DocumentWord::default());
                *slot = entries.len() as u32;
            }
            let number = *slot;
            contexts[at].document_word = number;
            let entry = &mut entries[number as usize - 1];
            if token.form.lower {
                entry.cases |= 2;
                continue;
            }
            if !token.opens_sentence {
                entry.cases |= 1;
            }
            entry.count = entry.count.saturating_add(1);
            entry.phrases |= token.phrase.lists;
            let inside = |at: Option<usize>| at.filter(|at| sentence.contains(at));
            let near = |at: Option<usize>| inside(at).map_or(&EDGE, |at| words.get(contexts[at].word_type));
            let (previous, following) = (near(at.checked_sub(1)), near(Some(at + 1)));
            entry.neighbours |= neighbour_bits(document, sentence, at, [previous, following], grammar);
            let run = token.run;
            if run.length > entry.length {
                let (first, last) = (near(Some(run.start as usize)), near(Some(run.end as usize - 1)));
                entry.length = run.length;
                entry.position = run.position;
                entry.first = first.word;
                entry.last = last.word;
                entry.first_lists = first.lists;
                entry.last_lists = last.lists;
                entry.last_group = last.groups[word_group::MIDDLE];
                entry.before = if run.position == 0 { 1 } else { previous.word };
                entry.after = if run.position == 9 { 1 } else { following.word };
            }
            if let Some(long) = long_form_of(document, words, contexts, at) {
                entry.long_form = long.word;
                entry.long_form_lists = long.lists;
            }
        }
    }
    entries
}

/// The evidence right beside a token, as bits of [`DocumentWord::neighbours`].
fn neighbour_bits(
    document: &Document,
    sentence: &Range<usize>,
    at: usize,
    [previous, following]: [&WordType; 2],
    grammar: &dyn EntityGrammar,
) -> u8 {
    let word = |at: Option<usize>| at.filter(|at| sentence.contains(at)).map_or("", |at| document.word(at));
    let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
    u8::from(previous.lists & word_list::TITLE != 0)
        | u8::from((previous.lists | following.lists) & word_list::SAYING != 0) << 1
        | u8::from(grammar.is_place_preposition(before)) << 2
        | u8::from(grammar.is_possessive(after)) << 3
        | u8::from(grammar.is_definite_article(before)) << 4
}

/// The last word of the long form whose initials open a parenthesis at this token.
fn long_form_of<'w>(
    document: &Document,
    words: &'w WordTypes,
    contexts: &[TokenContext],
    at: usize,
) -> Option<&'w WordType> {
    if !contexts[at].form.all_capital || document.word(at.checked_sub(1)?) != "(" {
        return None;
    }
    let last = at.checked_sub(2)?;
    let run = contexts[last].run;
    let first = document.word(run.start as usize);
    let letter = document.word(at).chars().next();
    (run.length > 1
        && (run.start as usize..=last).any(|at| document.word(at).chars().next() == letter)
        && !first.is_empty())
    .then(|| words.get(contexts[last].word_type))
}
