//! The words of a text, counted: for comparing what two sides write.
//!
//! Words are runs of letters and digits by the rules of Unicode (Annex 29), in lower case, without a possessive ('s). In
//! Chinese, Japanese, Thai and the like a dictionary finds them. What has no letter is no word: figures say nothing of a
//! vocabulary.

use std::collections::BTreeMap;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::shingles::is_unspaced;

/// Each word of a text with how often it is there, in the order of the words.
pub fn count_words(text: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    let mut count = |word: &str| {
        if let Some(word) = plain_word(word) {
            *counts.entry(word).or_insert(0) += 1;
        }
    };
    if text.contains(is_unspaced) {
        let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
        let ends: Vec<usize> = segmenter.segment_str(text).collect();
        ends.windows(2).filter_map(|pair| text.get(pair[0]..pair[1])).for_each(&mut count);
    } else {
        text.unicode_words().for_each(&mut count);
    }
    counts
}

fn plain_word(word: &str) -> Option<String> {
    if !word.contains(char::is_alphabetic) {
        return None;
    }
    let word = word.replace('’', "'").to_lowercase();
    let stem = word.strip_suffix("'s").unwrap_or(&word);
    Some(stem.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_without_case_figures_and_possessives() {
        let counts = count_words("The ferry’s captain: “The FERRY won't sail” — 12 of 1,200, Vitamin B12.");
        let expected = [
            ("b12", 1),
            ("captain", 1),
            ("ferry", 2),
            ("of", 1),
            ("sail", 1),
            ("the", 2),
            ("vitamin", 1),
            ("won't", 1),
        ];
        let counted: Vec<(&str, u64)> = counts.iter().map(|(word, count)| (word.as_str(), *count)).collect();
        assert_eq!(counted, expected);
        assert_eq!(count_words("台北市政府，台北").get("台北"), Some(&1));
        assert!(count_words(" 12 — ").is_empty());
    }
}
