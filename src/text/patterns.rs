//! The patterns of cleaning: constants, which the tests of their modules compile.
//!
//! The surprising decision: those that are tried on every line or text look for the ends of words by ASCII. Where a word ends
//! by Unicode is for a machine many times as slow, wherever a text has a curly mark.

use regex::{Regex, RegexSet};

/// A pattern.
pub fn constant(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests of its module")]
    Regex::new(pattern).expect("a constant pattern")
}

/// Patterns that are tried together.
pub fn constants(patterns: impl IntoIterator<Item = String>) -> RegexSet {
    #[expect(clippy::expect_used, reason = "constant patterns, compiled by the tests of their module")]
    RegexSet::new(patterns).expect("constant patterns")
}

/// The same pattern, whose words end by ASCII.
pub fn with_ascii_words(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}
