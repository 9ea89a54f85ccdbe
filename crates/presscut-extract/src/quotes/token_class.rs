//! The class of a token in the narrator's sentence, with what the lexicon knows of it.
//!
//! Filled in by [`context`](crate::quotes::context), once for a text. A file of its own, as finding surnames changes the
//! classes before the context is there.

use crate::quotes::lexicon::{FunctionWord, WordEntry};

/// The class of a token in the narrator's sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenClass {
    /// Inside a quote, or one of its marks.
    Quoted,
    /// A word of a closed class.
    Function(FunctionWord),
    /// A content word written with a capital.
    Capital,
    /// A content word in lower case.
    Lower,
    /// Digits.
    Number,
    /// The "’s" of a possessive or contraction.
    Clitic,
    /// ,
    Comma,
    /// :
    Colon,
    /// A dash, or a hyphen with space around it.
    Dash,
    /// A hyphen or slash inside a word, an ampersand between two.
    Joiner,
    /// . ! ? ;
    Stop,
    /// ( or [
    OpenBracket,
    /// ) or ]
    CloseBracket,
    /// Anything else.
    Other,
}

/// A token with its class and what the lexicon knows of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ContextToken {
    pub(super) hash: u64,
    pub(super) class: TokenClass,
    pub(super) entry: WordEntry,
}
