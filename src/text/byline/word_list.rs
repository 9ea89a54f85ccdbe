//! Lists of words in text files: a word or a name a line, with lines of comments that begin with "#".

use rustc_hash::FxHashSet;

/// The words of a list.
pub(super) type WordList = FxHashSet<&'static str>;

/// Reads a list.
pub(super) fn word_list(text: &'static str) -> WordList {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}
