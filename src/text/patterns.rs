//! Compiles constant regular expressions, which the tests of their modules check.
//!
//! The surprising decision: patterns that are tried on every line find word boundaries by ASCII. Unicode boundaries are
//! many times as slow in any text that has a curly quotation mark.

use regex::{Regex, RegexSet};

/// Compiles a constant pattern.
pub fn compile_pattern(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests of its module")]
    Regex::new(pattern).expect("a constant pattern")
}

/// Compiles constant patterns that are tried together.
pub fn compile_patterns(patterns: impl IntoIterator<Item = String>) -> RegexSet {
    #[expect(clippy::expect_used, reason = "constant patterns, compiled by the tests of their module")]
    RegexSet::new(patterns).expect("constant patterns")
}

/// The same pattern with ASCII word boundaries.
pub fn with_ascii_words(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}
