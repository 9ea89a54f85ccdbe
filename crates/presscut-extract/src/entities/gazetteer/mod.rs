//! What is known of words and phrases wherever they stand: on which lists of facts they are, and which words stand in
//! like places (word clusters).
//!
//! Takes the lists as text when a model is trained, and its own bytes when one is loaded. Words are hashed and never
//! kept; the surprising part is that the lists are a part of the model's file and not of the program, so that a model
//! always sees the lists that it was trained with.

pub(crate) mod title_words;

use rustc_hash::FxHashMap;

use crate::entities::features::{hash, pair};

/// What is known of a word or of a phrase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Known {
    /// The path from the root of the tree of clusters, its first step in the lowest bit; 0 where there is none.
    pub cluster: u32,
    /// A bit for each list of words that it is on.
    pub lists: u32,
    /// A bit for each list of phrases that it is on as a whole.
    pub phrases: u16,
    /// Whether longer phrases begin like this.
    pub goes_on: bool,
}

/// Words and phrases, by their hashes, as they lie in the model's bytes.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon<'b> {
    /// Open addressing: the upper half of a hash, and the number of what is known of it, from 1 on; 0 is nothing. Eight
    /// bytes each.
    slots: &'b [[u8; 8]],
    /// Different things that are known, each once.
    known: &'b [[u8; 12]],
}

impl<'b> Lexicon<'b> {
    /// What is known of the word or phrase with this hash.
    pub fn get(&self, hash: u64) -> Option<Known> {
        let mask = self.slots.len().checked_sub(1)?;
        // No further than once round the table: the bytes may be anybody's.
        for step in 0..=mask {
            let slot = u64::from_le_bytes(self.slots[(hash as usize).wrapping_add(step) & mask]);
            if slot == 0 {
                return None;
            }
            if slot >> 32 == hash >> 32 {
                return self.known.get((slot as u32 as usize).checked_sub(1)?).map(Known::from_bytes);
            }
        }
        None
    }

    /// Takes a lexicon from the front of `bytes`; gives the rest too. None where they are too few, or make no table
    /// that can be searched.
    pub fn from_bytes(bytes: &'b [u8]) -> Option<(Lexicon<'b>, &'b [u8])> {
        let (slots, rest) = bytes.split_first_chunk()?;
        let (known, rest) = rest.split_first_chunk()?;
        let (slots, known) = (u32::from_le_bytes(*slots) as usize, u32::from_le_bytes(*known) as usize);
        let (slot_bytes, rest) = rest.split_at_checked(slots.checked_mul(8)?)?;
        let (known_bytes, rest) = rest.split_at_checked(known.checked_mul(12)?)?;
        (slots == 0 || slots.is_power_of_two())
            .then_some((Lexicon { slots: slot_bytes.as_chunks().0, known: known_bytes.as_chunks().0 }, rest))
    }
}

impl Known {
    fn from_bytes(bytes: &[u8; 12]) -> Known {
        let number = bytes.iter().rev().fold(0, |all: u128, byte| all << 8 | u128::from(*byte));
        Known {
            cluster: number as u32,
            lists: (number >> 32) as u32,
            phrases: (number >> 64) as u16,
            goes_on: number >> 80 & 1 == 1,
        }
    }

    fn to_bytes(self) -> [u8; 12] {
        let number = u128::from(self.cluster)
            | u128::from(self.lists) << 32
            | u128::from(self.phrases) << 64
            | u128::from(self.goes_on) << 80;
        std::array::from_fn(|at| (number >> (8 * at)) as u8)
    }
}

/// Collects lists into a lexicon.
#[derive(Debug, Default)]
pub struct Builder {
    known: FxHashMap<u64, Known>,
}

impl Builder {
    /// A list of words in small letters, parted by white space.
    pub fn words(&mut self, list: u32, text: &str) {
        for word in lines(text).flat_map(str::split_whitespace) {
            self.known.entry(hash(word.bytes())).or_default().lists |= 1 << list;
        }
    }

    /// A list of phrases, one a line; `tokens` cuts one as the text is cut, into words in small letters.
    pub fn phrases(&mut self, list: u32, text: &str, tokens: impl Fn(&str) -> Vec<String>) {
        for phrase in lines(text) {
            let words = tokens(phrase);
            let Some((last, before)) = words.split_last() else { continue };
            let mut sum = None;
            for word in before {
                sum = Some(phrase_hash(sum, hash(word.bytes())));
                self.known.entry(sum.unwrap_or_default()).or_default().goes_on = true;
            }
            let whole = phrase_hash(sum, hash(last.bytes()));
            self.known.entry(whole).or_default().phrases |= 1 << list;
        }
    }

    /// Clusters of words, one a line: the cluster's path as a number, then its words as they are written.
    pub fn clusters(&mut self, text: &str) {
        for line in lines(text) {
            let mut words = line.split_whitespace();
            let Some(cluster) = words.next().and_then(|number| number.parse().ok()) else { continue };
            for word in words {
                self.known.entry(hash(word.bytes())).or_default().cluster = cluster;
            }
        }
    }

    /// The lexicon's bytes, from which [`Lexicon::from_bytes`] reads; the same lists give the same.
    pub fn build(self) -> Vec<u8> {
        let mut entries: Vec<(u64, Known)> = self.known.into_iter().collect();
        entries.sort_unstable_by_key(|(hash, _)| *hash);
        let size = (entries.len() * 5 / 4).next_power_of_two();
        let mut slots = vec![0; size];
        let mut known = Vec::new();
        let mut numbers: FxHashMap<Known, u64> = FxHashMap::default();
        for (hash, one) in entries {
            let number = *numbers.entry(one).or_insert_with(|| {
                known.push(one);
                known.len() as u64
            });
            let mut at = hash as usize & (size - 1);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = hash >> 32 << 32 | number;
        }
        let mut bytes = Vec::with_capacity(8 * size);
        bytes.extend((size as u32).to_le_bytes());
        bytes.extend((known.len() as u32).to_le_bytes());
        bytes.extend(slots.iter().flat_map(|slot: &u64| slot.to_le_bytes()));
        bytes.extend(known.iter().flat_map(|known| known.to_bytes()));
        bytes
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The hash of a phrase from that of its words but the last, and that of its last.
pub fn phrase_hash(before: Option<u64>, word: u64) -> u64 {
    before.map_or(word, |before| pair(before, word))
}
