//! English datelines: "NAIROBI, May 16 (Wire) — The minister said", "NEW DELHI: The minister said".
//!
//! Takes a [`QuoteContext`] and a sentence; gives the token at which its first clause begins. The surprising decision: a
//! name before a dash is a dateline only if it is in capitals, in brackets with its agency, or a place: "Roe — a lawyer —
//! said" is none.

use std::ops::Range;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::lexicon::FunctionWord;

/// A dateline has no more tokens.
const MAX_DATELINE_TOKENS: usize = 16;

/// The first token after a dateline; without one, the first token of the sentence.
pub fn clause_start(context: &QuoteContext, sentence: &Range<usize>) -> usize {
    let start = sentence.start;
    if context.class(start) != TokenClass::Capital {
        return start;
    }
    let limit = sentence.end.min(start + MAX_DATELINE_TOKENS);
    let mut bracket = false;
    for at in start..limit {
        match context.class(at) {
            TokenClass::Dash if at > start && (bracket || is_place_like(context, start, at)) => {
                return at + 1;
            }
            TokenClass::Colon
                if at > start
                    && is_in_capitals(context, start)
                    && context.class(at + 1) != TokenClass::Quoted
                    && opens_paragraph(context, start) =>
            {
                return at + 1;
            }
            TokenClass::OpenBracket => bracket = true,
            TokenClass::Capital
            | TokenClass::Comma
            | TokenClass::Number
            | TokenClass::CloseBracket
            | TokenClass::Joiner
            | TokenClass::Function(FunctionWord::Time | FunctionWord::Particle) => {}
            _ => return start,
        }
    }
    start
}

/// Whether a token is in the dateline of its sentence.
pub fn is_in_dateline(context: &QuoteContext, token: usize) -> bool {
    // No dateline has a word in lower case before its name.
    if token > 0 && context.class(token - 1) == TokenClass::Lower {
        return false;
    }
    let sentence = &context.sentences[context.sentence_of(token)];
    token - sentence.start < MAX_DATELINE_TOKENS && token < clause_start(context, sentence)
}

fn opens_paragraph(context: &QuoteContext, token: usize) -> bool {
    let paragraph = context.document.paragraph_of(token);
    context.document.paragraphs.get(paragraph).is_some_and(|paragraph| paragraph.start == token)
}

/// "NAIROBI": long enough to be no initial.
fn is_in_capitals(context: &QuoteContext, token: usize) -> bool {
    let word = context.word(token);
    word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

fn is_place_like(context: &QuoteContext, start: usize, end: usize) -> bool {
    let name_end = (start..end).find(|&at| context.class(at) == TokenClass::Comma).unwrap_or(end);
    is_in_capitals(context, start) || context.is_place(start..name_end)
}
