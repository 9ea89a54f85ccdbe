//! Features as numbers: a feature is the hash of its template and its value, a word the hash of its letters.
//!
//! Takes template numbers and values; gives feature hashes to a [`FeatureSink`]. The surprising decision: features are
//! never named in a model. So a model has one size whatever it learned from, and the words of the texts cannot be read
//! out of it. The arithmetic here is part of the model file's format.

use crate::hashing::fnv1a;

/// The feature hashes of one example, 32 bits each, before a model cuts them to its size.
pub type Features = Vec<u32>;

/// A receiver of features: a list of them, or the sum of their weights.
pub trait FeatureSink {
    /// Takes one feature hash.
    fn take(&mut self, feature: u32);
}

impl FeatureSink for Features {
    #[inline]
    fn take(&mut self, feature: u32) {
        self.push(feature);
    }
}

/// The hash of a feature: the template that it fills, and with which value.
#[inline]
pub fn feature_hash(template: u32, value: u64) -> u32 {
    let mixed = (value ^ (u64::from(template) << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// FNV-1a over a word's bytes, its ASCII letters in lower case.
#[inline]
pub fn word_hash(word: &str) -> u64 {
    fnv1a(word.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// A distance in tokens as one of eleven classes: exact while it is short, coarse when it is long.
#[inline]
pub fn distance_bucket(tokens: usize) -> u64 {
    match tokens {
        0..=4 => tokens as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_no_case_and_templates_differ() {
        assert_eq!(word_hash("Said"), word_hash("said"));
        assert_ne!(feature_hash(1, 5), feature_hash(2, 5));
        assert_eq!([4, 5, 14, 60].map(distance_bucket), [4, 5, 7, 10]);
    }
}
