//! What a document shows of each token beside its word: whether it opens its sentence, its run of capitals, the
//! listed phrase that it is part of.
//!
//! Takes a document and the types of its words; gives one [`TokenContext`] a token. The surprising decision: a run of
//! capitals goes on over up to two small words ("Bank of the West") if a capital follows them.

use std::ops::Range;

use crate::Document;
use crate::document::TokenKind;
use crate::entities::features::word_types::{WordForm, WordTypes};
use crate::entities::gazetteer::{Gazetteer, hash_phrase, word_group};
use crate::entities::grammar::EntityGrammar;

/// What is known of a token beside its word.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokenContext {
    /// The number of its word's type.
    pub word_type: u32,
    /// How its word is written. This and the next two are also in the type of its word; they are here so that the passes over
    /// all tokens read memory in order.
    pub form: WordForm,
    /// The number of its word in small letters among the words remembered.
    pub spelling: u32,
    /// The group of its word on the coarse level; 0 for none.
    pub coarse_group: u16,
    /// Whether it is the first word of its sentence.
    pub opens_sentence: bool,
    /// Whether it may be part of a name by itself.
    pub is_candidate: bool,
    /// Whether it is inside parentheses.
    pub parenthesised: bool,
    /// The run of capitals that it is in.
    pub run: CapitalRun,
    /// The number of what the document says of its word, from 1 on; 0 for nothing.
    pub document_word: u32,
    /// The longest listed phrase that it is part of.
    pub phrase: ListedPhrase,
}

/// A run of capitalised words, small words between them allowed ("Bank of Japan").
#[derive(Debug, Clone, Copy, Default)]
pub struct CapitalRun {
    /// Tokens, at most 7.
    pub length: u8,
    /// 9 for the last word, else how many are before it, at most 5.
    pub position: u8,
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
}

/// The lists that a phrase is on, and a token's position in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListedPhrase {
    /// One bit for each list.
    pub lists: u16,
    /// Tokens, at most 4.
    pub length: u8,
    /// 1 for the only word, 2 for the first, 3 between, 4 for the last.
    pub position: u8,
}

/// Makes the contexts of all tokens, with parentheses and sentence openings filled in.
pub(crate) fn make_contexts(document: &Document, word_types: &[u32], words: &WordTypes) -> Vec<TokenContext> {
    let mut depth = 0u32;
    let make = |(at, word_type): (usize, &u32)| {
        // Parentheses are single-byte marks, which is cheap to check.
        let token = &document.tokens[at];
        if token.kind == TokenKind::Punct && token.end - token.start == 1 {
            depth = match document.word(at) {
                "(" => depth + 1,
                ")" => depth.saturating_sub(1),
                _ => depth,
            };
        }
        let known = words.get(*word_type);
        TokenContext {
            word_type: *word_type,
            form: known.form,
            spelling: known.spelling,
            coarse_group: known.groups[word_group::COARSE],
            parenthesised: depth > 0,
            ..TokenContext::default()
        }
    };
    let mut contexts: Vec<TokenContext> = word_types.iter().enumerate().map(make).collect();
    for sentence in &document.sentences {
        let opening = sentence.clone().find(|&at| document.tokens[at].kind == TokenKind::Word);
        if let Some(at) = opening {
            contexts[at].opens_sentence = true;
        }
    }
    contexts
}

/// Notes for each token the run of capitals that it is in.
pub(super) fn note_runs(document: &Document, grammar: &dyn EntityGrammar, contexts: &mut [TokenContext]) {
    for sentence in &document.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if !contexts[at].form.capital {
                at += 1;
                continue;
            }
            let end = run_end(document, grammar, contexts, at..sentence.end);
            let run = CapitalRun {
                length: (end - at).min(7) as u8,
                position: 0,
                start: at as u32,
                end: end as u32,
            };
            for (position, token) in (0..).zip(at..end) {
                let last = token + 1 == end;
                contexts[token].run =
                    CapitalRun { position: if last { 9 } else { std::cmp::min(position, 5) }, ..run };
            }
            at = end;
        }
    }
}

/// The token after the run of capitals that begins with the first of `tokens`; up to two small words are skipped if a
/// capital follows them.
fn run_end(
    document: &Document,
    grammar: &dyn EntityGrammar,
    contexts: &[TokenContext],
    tokens: Range<usize>,
) -> usize {
    let capital = |at: usize| contexts[at].form.capital;
    let limit = tokens.end;
    let mut end = tokens.start + 1;
    loop {
        let mut next = end;
        while next < limit
            && next < end + 2
            && !capital(next)
            && grammar.links_name_words(document.word(next))
        {
            next += 1;
        }
        if next < limit && capital(next) {
            end = next + 1;
        } else {
            return end;
        }
    }
}

/// The longest listed phrase, in tokens.
const MAX_PHRASE_TOKENS: usize = 8;

/// Notes for each token the longest listed phrase that it is part of, from left to right.
pub(super) fn note_phrases(
    document: &Document,
    gazetteer: Gazetteer,
    words: &WordTypes,
    contexts: &mut [TokenContext],
) {
    for sentence in &document.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if !contexts[at].form.capital {
                at += 1;
                continue;
            }
            let first = words.get(contexts[at].word_type);
            if !(first.opens_phrases || first.phrases != 0) {
                at += 1;
                continue;
            }
            let (mut lists, mut end) = (first.phrases, at + 1);
            let (mut beginning, mut goes_on) = (first.word, first.opens_phrases);
            let mut next = at + 1;
            while goes_on && next < sentence.end.min(at + MAX_PHRASE_TOKENS) {
                beginning = hash_phrase(Some(beginning), words.get(contexts[next].word_type).word);
                let Some(entry) = gazetteer.get(beginning) else { break };
                next += 1;
                goes_on = entry.opens_phrases;
                if entry.phrases != 0 {
                    (lists, end) = (entry.phrases, next);
                }
            }
            if lists != 0 {
                let length = end - at;
                for (token, number) in contexts[at..end].iter_mut().zip(1..) {
                    let position = match number {
                        1 if length == 1 => 1,
                        1 => 2,
                        _ if number == length => 4,
                        _ => 3,
                    };
                    token.phrase = ListedPhrase { lists, length: length.min(4) as u8, position };
                }
            }
            at = end;
        }
    }
}
