//! Lists of facts about names: given names, countries, nationalities, cities, and the words that stand beside names.
//!
//! Each list is a text file in `lists/` whose first lines say what it holds and where it is from. A word can be on
//! several lists; of names of several words every word is listed.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A title before a person's name: minister, mr, judge.
pub const TITLE: u16 = 1 << 8;
/// A form of a reporting verb.
pub const SAYING: u16 = 1 << 9;

const LISTS: &[(u16, &str)] = &[
    (1, include_str!("../quotes/given_names.txt")),
    (1 << 1, include_str!("lists/surnames.txt")),
    (1 << 2, include_str!("lists/countries.txt")),
    (1 << 3, include_str!("lists/nationalities.txt")),
    (1 << 4, include_str!("lists/cities.txt")),
    (1 << 5, include_str!("lists/organization_words.txt")),
    (1 << 6, include_str!("lists/place_words.txt")),
    (1 << 7, include_str!("lists/facility_words.txt")),
    (TITLE, include_str!("lists/titles.txt")),
    (SAYING, include_str!("lists/saying.txt")),
    (1 << 10, include_str!("lists/event_words.txt")),
    (1 << 11, include_str!("lists/currencies.txt")),
];

static WORDS: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u16> = FxHashMap::default();
    for (list, text) in LISTS {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for word in lines.flat_map(str::split_whitespace) {
            *words.entry(word).or_default() |= list;
        }
    }
    words
});

/// The lists that a word, in small letters, is on, as bits.
pub fn lists_with(lower: &str) -> u16 {
    WORDS.get(lower).copied().unwrap_or(0)
}
