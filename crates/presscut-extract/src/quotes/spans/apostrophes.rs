//! What a language says of apostrophes, so that they are not taken for single quotation marks.
//!
//! A value that the language's grammar fills.

use crate::Document;

/// The rules that tell an apostrophe from a single quotation mark.
#[derive(Debug, Clone, Copy)]
pub struct ApostropheRules {
    /// Whether the mark at a token, right before a word, replaces letters at the front of that word: ’90s, ’em.
    pub is_elision: fn(&Document, usize) -> bool,
    /// Whether a word can be followed by an apostrophe of its own: ministers’, goin’.
    pub takes_apostrophe: fn(&str) -> bool,
}
