//! The wording of a text as a [`MinHashSketch`] of its shingles: runs of five words.
//!
//! Words are those of [`normalize_text`](crate::text::identity::normalize_text), so that case, punctuation and spaces do
//! not matter. In scripts without spaces each character is a word.

use crate::model::MinHashSketch;

/// Five words are rarely repeated by chance, and survive an editor who changes every twentieth word.
const SHINGLE_WORDS: usize = 5;

/// The sketch of a text, given its normal form.
pub fn sketch_of(normal: &str) -> MinHashSketch {
    // A word of a normal form has five letters and a space.
    let mut words: Vec<u64> = Vec::with_capacity(normal.len() / 5);
    for word in normal.split(' ').filter(|word| !word.is_empty()) {
        if !word.is_ascii() && word.chars().any(is_unspaced) {
            words.extend(word.chars().map(|c| splitmix64(u64::from(c))));
        } else {
            words.push(fnv1a_64(word.as_bytes()));
        }
    }
    MinHashSketch::of_shingles(words.windows(SHINGLE_WORDS).map(shingle_hash).collect())
}

/// Whether a character is of a script without spaces: Han, kana, Thai, Lao, Khmer, Burmese.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn shingle_hash(words: &[u64]) -> u32 {
    let all = words.iter().fold(0u64, |hash, word| splitmix64(hash.rotate_left(23) ^ word));
    (all >> 32) as u32
}

/// FNV-1a, 64 bits.
fn fnv1a_64(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// The finisher of SplitMix64 (Steele and Vigna): every bit of the number changes every bit of the hash.
fn splitmix64(number: u64) -> u64 {
    let z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_changed_word_costs_the_five_shingles_that_contain_it() {
        let one = sketch_of(&text(0..104));
        let other = sketch_of(&text(0..104).replace("w50", "changed"));
        assert_eq!(one.containment(&other), 0.95);
        assert_eq!(one.containment(&sketch_of(&text(200..304))), 0.0);
    }

    #[test]
    fn a_text_without_spaces_is_compared_by_characters() {
        let text = "市議会は火曜日に港の橋を二年間閉鎖することを決めた住民は反対している費用は州が負担すると市長は述べた";
        let shortened: String = text.chars().take(34).collect();
        assert_eq!(sketch_of(text).containment(&sketch_of(&shortened)), 1.0);
        assert!(sketch_of("short text of six words only").is_empty());
    }
}
