//! Compiles constant regular expressions, which the tests of their modules check.
//!
//! The surprising decision: patterns that are tried on every line find word boundaries by ASCII. Unicode boundaries are
//! many times as slow in any text that has a curly quotation mark.

use std::panic::{RefUnwindSafe, UnwindSafe};

use regex::Regex;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Input, MatchKind};

/// Compiles a constant pattern.
pub fn compile_pattern(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests of its module")]
    Regex::new(pattern).expect("a constant pattern")
}

/// Constant patterns that are tried together, and of which only is asked whether they match: nothing but a lazy automaton that
/// reads forwards. It is made in a third of the time that a [`Regex`] takes, which can also say where its match begins.
#[derive(Debug)]
pub struct PatternSet {
    automaton: DFA,
    /// The states that each thread has come by.
    caches: Pool<Cache, MakeCache>,
}

type MakeCache = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

impl PatternSet {
    /// Compiles patterns. Word boundaries in them have to be [those of ASCII](with_ascii_words).
    pub fn new(patterns: impl IntoIterator<Item = String>) -> PatternSet {
        let patterns: Vec<String> = patterns.into_iter().collect();
        let automaton = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All).skip_cache_capacity_check(true))
            .thompson(thompson::Config::new().which_captures(WhichCaptures::None))
            .build_many(&patterns);
        #[expect(clippy::expect_used, reason = "constant patterns, compiled by the tests of their module")]
        let automaton = automaton.expect("constant patterns");
        let maker = automaton.clone();
        PatternSet { caches: Pool::new(Box::new(move || maker.create_cache())), automaton }
    }

    /// Whether any pattern matches somewhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        let input = Input::new(text).earliest(true);
        // It never gives up: that would have to be asked for, and so would bytes that it does not read.
        matches!(self.automaton.try_search_fwd(&mut self.caches.get(), &input), Ok(Some(_)))
    }

    /// The patterns that match somewhere in a text, by their numbers, in order.
    pub fn matches(&self, text: &str) -> Vec<usize> {
        let mut found = regex_automata::PatternSet::new(self.automaton.pattern_len());
        let cache = &mut self.caches.get();
        match self.automaton.try_which_overlapping_matches(cache, &Input::new(text), &mut found) {
            Ok(()) => found.iter().map(|pattern| pattern.as_usize()).collect(),
            Err(_) => Vec::new(),
        }
    }
}

/// The same pattern with ASCII word boundaries.
pub fn with_ascii_words(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_patterns_matches_what_the_patterns_match() {
        let patterns = [r"^(?i:straße \d+)$", r"(?i)foto[^.]{2,6}(?-u:\b)", "é.ü", "^$"];
        let set = PatternSet::new(patterns.map(String::from));
        let texts = [
            "STRAſſE 3",
            "Straße 12",
            "a FOTO of it",
            "foto.",
            "éñü",
            "é\u{10ffff}ü",
            "",
            "ef",
            "foto ab é1ü",
        ];
        for text in texts {
            let expected: Vec<usize> =
                (0..patterns.len()).filter(|&at| compile_pattern(patterns[at]).is_match(text)).collect();
            assert_eq!(set.matches(text), expected, "{text}");
            assert_eq!(set.is_match(text), !expected.is_empty(), "{text}");
        }
    }
}
