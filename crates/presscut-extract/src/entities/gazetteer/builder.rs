//! Builds a gazetteer's bytes from lists of words, phrases, clusters and groups. Only training does this.
//!
//! Takes lists as text, whose lines beginning with # are comments. The surprising part: entries are sorted by hash, so
//! that the same lists give the same bytes in whatever order a hash map held them.

use rustc_hash::FxHashMap;

use crate::entities::gazetteer::{ENTRY_BYTES, GazetteerEntry, hash_phrase, word_group};
use crate::hashing::hash_word;

/// Collects lists into a gazetteer.
#[derive(Debug, Default)]
pub struct GazetteerBuilder {
    entries: FxHashMap<u64, GazetteerEntry>,
}

impl GazetteerBuilder {
    /// Adds a list of words in small letters, separated by white space, under the bit `list`.
    pub fn add_words(&mut self, list: u32, text: &str) {
        for word in content_lines(text).flat_map(str::split_whitespace) {
            self.entries.entry(hash_word(word.bytes())).or_default().lists |= 1 << list;
        }
    }

    /// Adds a list of phrases, one a line, under the bit `list`. `tokenize` splits a phrase into words in small letters,
    /// as articles are split.
    pub fn add_phrases(&mut self, list: u32, text: &str, tokenize: impl Fn(&str) -> Vec<String>) {
        for phrase in content_lines(text) {
            let words = tokenize(phrase);
            let Some((last, before)) = words.split_last() else { continue };
            let mut beginning = None;
            for word in before {
                let longer = hash_phrase(beginning, hash_word(word.bytes()));
                self.entries.entry(longer).or_default().opens_phrases = true;
                beginning = Some(longer);
            }
            let whole = hash_phrase(beginning, hash_word(last.bytes()));
            self.entries.entry(whole).or_default().phrases |= 1 << list;
        }
    }

    /// Adds clusters of words, one a line: the cluster's path as a number, then its words as they are written.
    pub fn add_clusters(&mut self, text: &str) {
        for line in content_lines(text) {
            let mut words = line.split_whitespace();
            let Some(cluster) = words.next().and_then(|number| number.parse().ok()) else { continue };
            for word in words {
                self.entries.entry(hash_word(word.bytes())).or_default().cluster = cluster;
            }
        }
    }

    /// Adds groups of words with similar vectors, one a line: the numbers of the group on each level, from 0 on, then its
    /// words in small letters. Lines with a number that is too large are left out.
    pub fn add_groups(&mut self, text: &str) {
        for line in content_lines(text) {
            let mut words = line.split_whitespace();
            let mut number = |level: usize| {
                let group: u16 = words.next()?.parse().ok()?;
                (group + 1 < 1 << word_group::BITS[level]).then_some(group + 1)
            };
            let numbers = [number(word_group::FINE), number(word_group::MIDDLE), number(word_group::COARSE)];
            let [Some(fine), Some(middle), Some(coarse)] = numbers else { continue };
            for word in words {
                self.entries.entry(hash_word(word.bytes())).or_default().groups = [fine, middle, coarse];
            }
        }
    }

    /// The bytes that [`crate::entities::gazetteer::Gazetteer::from_bytes`] reads.
    pub fn build(self) -> Vec<u8> {
        let mut sorted: Vec<(u64, GazetteerEntry)> = self.entries.into_iter().collect();
        sorted.sort_unstable_by_key(|(hash, _)| *hash);
        let size = (sorted.len() * 5 / 4).next_power_of_two();
        let mut slots = vec![0; size];
        let mut entries = Vec::new();
        let mut numbers: FxHashMap<GazetteerEntry, u64> = FxHashMap::default();
        for (hash, entry) in sorted {
            let number = *numbers.entry(entry).or_insert_with(|| {
                entries.push(entry);
                entries.len() as u64
            });
            let mut at = hash as usize & (size - 1);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = hash >> 32 << 32 | number;
        }
        let mut bytes = Vec::with_capacity(8 * size);
        bytes.extend((size as u32).to_le_bytes());
        bytes.extend((entries.len() as u32).to_le_bytes());
        bytes.extend(slots.iter().flat_map(|slot: &u64| slot.to_le_bytes()));
        bytes.extend(entries.iter().flat_map(entry_bytes));
        bytes
    }
}

fn entry_bytes(entry: &GazetteerEntry) -> [u8; ENTRY_BYTES] {
    let [fine, middle, _] = word_group::BITS;
    let groups = entry.groups.map(u128::from);
    let number = u128::from(entry.cluster)
        | u128::from(entry.lists) << 32
        | u128::from(entry.phrases) << 64
        | u128::from(entry.opens_phrases) << 80
        | groups[word_group::FINE] << 88
        | groups[word_group::MIDDLE] << (88 + fine)
        | groups[word_group::COARSE] << (88 + fine + middle);
    number.to_le_bytes()
}

fn content_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::gazetteer::Gazetteer;

    #[test]
    fn a_gazetteer_knows_its_words_phrases_and_clusters() {
        let mut builder = GazetteerBuilder::default();
        builder.add_words(8, "# titles\nmayor");
        builder.add_phrases(1, "New Ruvalia", |phrase| {
            phrase.to_lowercase().split(' ').map(String::from).collect()
        });
        builder.add_clusters("37 Mayor mayor");
        builder.add_groups("# groups\n1999 511 127 mayor harbours\n5 6 7 quay\n9999 1 1 pier");
        let bytes = builder.build();
        let (gazetteer, rest) = Gazetteer::from_bytes(&bytes).unwrap();
        let get = |word: &str| gazetteer.get(hash_word(word.bytes()));
        assert!(rest.is_empty());
        assert_eq!(get("mayor").map(|entry| (entry.lists, entry.cluster)), Some((1 << 8, 37)));
        assert_eq!(get("Mayor").map(|entry| (entry.lists, entry.cluster)), Some((0, 37)));
        assert_eq!(get("new").map(|entry| (entry.opens_phrases, entry.phrases)), Some((true, 0)));
        let whole = hash_phrase(Some(hash_word("new".bytes())), hash_word("ruvalia".bytes()));
        assert_eq!(gazetteer.get(whole).map(|entry| (entry.opens_phrases, entry.phrases)), Some((false, 2)));
        assert_eq!(get("mayor").map(|entry| entry.groups), Some([2000, 512, 128]));
        assert_eq!(get("quay").map(|entry| (entry.groups, entry.lists)), Some(([6, 7, 8], 0)));
        assert_eq!(get("harbour"), None);
        assert_eq!(get("pier"), None);
        assert_eq!(get("titles"), None);
    }
}
