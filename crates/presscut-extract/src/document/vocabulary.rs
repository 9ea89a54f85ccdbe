//! The vocabulary: a number for each word form that a thread has met, so that a word is looked up once for all stages.
//!
//! Takes the words of a text; gives their numbers. Each stage keeps what it knows of a word in a [`WordMemo`], under that
//! number. The surprising decision: when there are too many words, all are forgotten at once and the numbers get a new
//! [`Generation`]; a memo of another generation is emptied, so that no result depends on what is remembered.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

/// What the numbers of words mean. No two vocabularies of a process have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Generation(u64);

static NEXT_GENERATION: AtomicU64 = AtomicU64::new(1);

impl Generation {
    fn new() -> Generation {
        Generation(NEXT_GENERATION.fetch_add(1, Ordering::Relaxed))
    }
}

/// Words remembered from text to text at most; beyond that, all are forgotten. One text can have more.
const MAX_REMEMBERED_WORDS: usize = 1 << 15;

/// The word forms met so far.
#[derive(Debug)]
struct Vocabulary {
    /// Those of at most [`SHORT_BYTES`], which most are: their bytes lie in the table itself.
    short: FxHashMap<ShortWord, u32>,
    long: FxHashMap<Box<str>, u32>,
    generation: Generation,
}

/// The bytes of a word, and zeros. No word has a zero at its end, so that the length need not be kept.
type ShortWord = (u64, u64);

/// The bytes of the longest [`ShortWord`].
const SHORT_BYTES: usize = size_of::<ShortWord>();

thread_local! {
    static VOCABULARY: RefCell<Vocabulary> = RefCell::new(Vocabulary {
        short: FxHashMap::default(),
        long: FxHashMap::default(),
        generation: Generation::new(),
    });
}

/// The numbers of the words of a text, given their places in it, and what the numbers mean.
pub(super) fn number_words(text: &str, places: impl Iterator<Item = Range<usize>>) -> (Vec<u32>, Generation) {
    VOCABULARY.with_borrow_mut(|vocabulary| {
        if vocabulary.word_count() > MAX_REMEMBERED_WORDS {
            vocabulary.short.clear();
            vocabulary.long.clear();
            vocabulary.generation = Generation::new();
        }
        let numbers = places.map(|place| vocabulary.number_of(text, place)).collect();
        (numbers, vocabulary.generation)
    })
}

impl Vocabulary {
    fn word_count(&self) -> usize {
        self.short.len() + self.long.len()
    }

    #[inline]
    fn number_of(&mut self, text: &str, place: Range<usize>) -> u32 {
        let next = self.word_count() as u32;
        match short_word(text.as_bytes(), place.clone()) {
            Some(word) => *self.short.entry(word).or_insert(next),
            None => self.number_of_long(&text[place], next),
        }
    }

    fn number_of_long(&mut self, word: &str, next: u32) -> u32 {
        if let Some(number) = self.long.get(word) {
            return *number;
        }
        self.long.insert(word.into(), next);
        next
    }
}

/// A word as a [`ShortWord`]; `None` where it is too long or ends in a zero, which belongs to no word but may be a token.
#[inline]
fn short_word(text: &[u8], place: Range<usize>) -> Option<ShortWord> {
    let word = text.get(place.clone())?;
    if word.len() > SHORT_BYTES || word.last() == Some(&0) {
        return None;
    }
    // Sixteen bytes of the text at once, of which those after the word are cut off.
    let bytes = match text.get(place.start..).and_then(|ahead| ahead.first_chunk()) {
        Some(ahead) => u128::from_le_bytes(*ahead),
        None => word.iter().rev().fold(0, |bytes, byte| bytes << 8 | u128::from(*byte)),
    };
    let unused = 8 * (SHORT_BYTES - word.len()) as u32;
    let bytes = bytes.checked_shl(unused)? >> unused;
    Some((bytes as u64, (bytes >> 64) as u64))
}

/// What a stage knows of words, by their numbers.
#[derive(Debug)]
pub struct WordMemo<T> {
    known: Vec<Option<T>>,
    generation: Generation,
}

impl<T> Default for WordMemo<T> {
    fn default() -> WordMemo<T> {
        WordMemo { known: Vec::new(), generation: Generation::default() }
    }
}

impl<T: Copy> WordMemo<T> {
    /// Forgets everything if the numbers have another meaning than before; says whether it did.
    pub fn prepare_for(&mut self, generation: Generation) -> bool {
        let is_new = self.generation != generation;
        if is_new {
            self.known.clear();
            self.generation = generation;
        }
        is_new
    }

    /// What is known of the word with this number; `look_up` is asked where it is not known yet.
    #[inline]
    pub fn get_or_look_up(&mut self, number: u32, look_up: impl FnOnce() -> T) -> T {
        let at = number as usize;
        match self.known.get(at) {
            Some(Some(known)) => *known,
            _ => self.remember(at, look_up()),
        }
    }

    #[cold]
    fn remember(&mut self, at: usize, known: T) -> T {
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        self.known[at] = Some(known);
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the words of a text that spaces separate.
    fn number(text: &str) -> (Vec<u32>, Generation) {
        let ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]);
        let mut start = 0;
        number_words(text, ends.map(|end| std::mem::replace(&mut start, end + 1)..end))
    }

    #[test]
    fn a_word_keeps_its_number_until_all_are_forgotten() {
        let (first, generation) = number("sea wall sea");
        assert_eq!(first[0], first[2]);
        assert_ne!(first[0], first[1]);
        assert_eq!(number("wall sea"), (vec![first[1], first[0]], generation));
        let many: Vec<String> = (0..=MAX_REMEMBERED_WORDS).map(|number| format!("w{number}")).collect();
        assert_eq!(number(&many.join(" ")).1, generation);
        assert_ne!(number("sea").1, generation);
    }

    #[test]
    fn different_words_have_different_numbers_whatever_their_length() {
        let words: Vec<String> =
            (1..40).flat_map(|length| ["x", "é", "\0"].map(|c| c.repeat(length))).collect();
        let (numbers, _) = number(&words.join(" "));
        let different: std::collections::HashSet<&u32> = numbers.iter().collect();
        assert_eq!(different.len(), words.len());
        let backwards: Vec<&str> = words.iter().rev().map(String::as_str).collect();
        let (again, _) = number(&backwards.join(" "));
        assert!(again.iter().rev().eq(&numbers));
    }

    #[test]
    fn a_memo_forgets_with_the_numbers() {
        let (mut memo, one, other) = (WordMemo::default(), Generation::new(), Generation::new());
        assert!(memo.prepare_for(one));
        assert_eq!(memo.get_or_look_up(3, || 'a'), 'a');
        assert!(!memo.prepare_for(one));
        assert_eq!(memo.get_or_look_up(3, || 'b'), 'a');
        assert!(memo.prepare_for(other));
        assert_eq!(memo.get_or_look_up(3, || 'c'), 'c');
    }
}
