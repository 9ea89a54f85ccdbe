//! Titles before people's names: minister, mr, judge.
//!
//! The list is a text file in `lists/` whose first lines say what it holds and where it is from; of titles of several
//! words every word is listed. It is here once more beside the model, which has its own copy, because what is no part
//! of a name is cut off by rule whatever model found the name.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static TITLES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines =
        include_str!("../../../languages/en/lists/titles.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// The bit of the list of titles.
pub const TITLE: u16 = 1;

/// The lists that a word, in small letters, is on, as bits.
pub fn lists_with(lower: &str) -> u16 {
    if TITLES.contains(lower) { TITLE } else { 0 }
}
