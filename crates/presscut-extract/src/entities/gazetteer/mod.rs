//! The gazetteer: on which lists of facts a word or phrase is, and to which clusters and groups of similar words it belongs.
//!
//! Reads its own part of a model's bytes and answers by hash; words are never kept. The surprising part: the lists are
//! part of the model file and not of the program, so that a model always sees the lists that it was trained with.

#[cfg(any(test, feature = "train"))]
pub mod builder;

use crate::hashing::mix_hashes;

/// The levels of [`GazetteerEntry::groups`].
pub mod word_group {
    /// Of some 2,000 groups.
    pub const FINE: usize = 0;
    /// Of some 500.
    pub const MIDDLE: usize = 1;
    /// Of at most [`COARSE_GROUPS`].
    pub const COARSE: usize = 2;
    /// The most groups of the coarse level.
    pub const COARSE_GROUPS: usize = 128;
    /// The bits that hold a group's number in a model's bytes, by level.
    pub(super) const BITS: [u32; 3] = [12, 10, 8];
}

/// What is known of a word or phrase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct GazetteerEntry {
    /// The path from the root of the tree of clusters, its first step in the lowest bit; 0 for no cluster.
    pub cluster: u32,
    /// The groups of words with similar vectors that it belongs to, from 1 on; 0 for none. See [`word_group`].
    pub groups: [u16; 3],
    /// One bit for each list of words that has it.
    pub lists: u32,
    /// One bit for each list of phrases that has it as a whole phrase.
    pub phrases: u16,
    /// Whether longer phrases begin with it.
    pub opens_phrases: bool,
}

/// The bytes of an entry.
const ENTRY_BYTES: usize = 16;

/// Words and phrases by their hashes, as they lie in the model's bytes.
#[derive(Debug, Clone, Copy)]
pub struct Gazetteer<'b> {
    /// Open addressing, eight bytes a slot: the upper half of a hash, and the number of its entry, from 1 on; 0 is an
    /// empty slot.
    slots: &'b [[u8; 8]],
    /// The different entries, each once.
    entries: &'b [[u8; ENTRY_BYTES]],
}

impl<'b> Gazetteer<'b> {
    /// A gazetteer that knows nothing.
    pub const EMPTY: Gazetteer<'static> = Gazetteer { slots: &[], entries: &[] };

    /// The entry of the word or phrase with this hash.
    pub fn get(&self, hash: u64) -> Option<GazetteerEntry> {
        let mask = self.slots.len().checked_sub(1)?;
        // At most once around the table: a damaged file may have no empty slot.
        for step in 0..=mask {
            let slot = u64::from_le_bytes(self.slots[(hash as usize).wrapping_add(step) & mask]);
            if slot == 0 {
                return None;
            }
            if slot >> 32 == hash >> 32 {
                let entry = self.entries.get((slot as u32 as usize).checked_sub(1)?);
                return entry.map(GazetteerEntry::from_bytes);
            }
        }
        None
    }

    /// Reads a gazetteer from the front of `bytes`; also gives the bytes after it. `None` where they are too few, or
    /// are no table that can be searched.
    pub fn from_bytes(bytes: &'b [u8]) -> Option<(Gazetteer<'b>, &'b [u8])> {
        let (slots, rest) = bytes.split_first_chunk()?;
        let (entries, rest) = rest.split_first_chunk()?;
        let (slots, entries) = (u32::from_le_bytes(*slots) as usize, u32::from_le_bytes(*entries) as usize);
        let (slot_bytes, rest) = rest.split_at_checked(slots.checked_mul(8)?)?;
        let (entry_bytes, rest) = rest.split_at_checked(entries.checked_mul(ENTRY_BYTES)?)?;
        let gazetteer = Gazetteer { slots: slot_bytes.as_chunks().0, entries: entry_bytes.as_chunks().0 };
        (slots == 0 || slots.is_power_of_two()).then_some((gazetteer, rest))
    }
}

impl GazetteerEntry {
    fn from_bytes(bytes: &[u8; ENTRY_BYTES]) -> GazetteerEntry {
        let number = u128::from_le_bytes(*bytes);
        let [fine, middle, coarse] = word_group::BITS;
        let group = |shift: u32, bits: u32| (number >> (88 + shift)) as u16 & ((1 << bits) - 1);
        GazetteerEntry {
            cluster: number as u32,
            groups: [group(0, fine), group(fine, middle), group(fine + middle, coarse)],
            lists: (number >> 32) as u32,
            phrases: (number >> 64) as u16,
            opens_phrases: number >> 80 & 1 == 1,
        }
    }
}

/// The hash of a phrase: that of its words before the last, and that of its last word.
pub fn hash_phrase(before: Option<u64>, word: u64) -> u64 {
    before.map_or(word, |before| mix_hashes(before, word))
}
