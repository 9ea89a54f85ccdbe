//! A noun phrase of the narrator's text: its tokens and the kind of its head.
//!
//! A value only. The language's grammar finds the phrases; attribution and coreference read them.

use std::ops::Range;

/// The kind of a phrase's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhraseKind {
    /// A name: "Roe", "Prime Minister Ana Roe", "the Washington Star".
    Name,
    /// A personal pronoun, or "who".
    Pronoun,
    /// Anything else: "the minister", "a senior official", "the report".
    Nominal,
}

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NounPhrase {
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// The kind of its head.
    pub kind: PhraseKind,
    /// The first token of the larger phrase that it is an apposition in: "the" of "the mayor, Ana Roe"; else its own.
    pub outer_start: usize,
}

impl NounPhrase {
    /// A phrase of its own.
    pub fn new(tokens: Range<usize>, kind: PhraseKind) -> NounPhrase {
        NounPhrase { outer_start: tokens.start, tokens, kind }
    }

    /// The last token.
    pub fn last_token(&self) -> usize {
        self.tokens.end - 1
    }

    /// Whether some token belongs to both phrases, or to one and the role that the other names.
    pub fn overlaps(&self, other: &NounPhrase) -> bool {
        self.outer_start < other.tokens.end && other.outer_start < self.tokens.end
    }
}
