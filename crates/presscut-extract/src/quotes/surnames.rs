//! Surnames that are also a role or another word of the lexicon: Baker, King, Page, Law, May.
//!
//! Takes the classed tokens of a text; makes names of those that are a surname there. A word is a surname where the text has
//! introduced somebody of that name: after a given name, after a title or a role, or before an age. The surprising
//! decision: it holds for the whole text, also before the introduction, since headlines and captions come first.

use rustc_hash::FxHashSet;

use crate::Document;
use crate::quotes::lexicon::{FunctionWord, Lexicon, WordEntry};
use crate::quotes::token_class::{ContextToken, TokenClass};

/// Makes names of the words that are somebody's surname in this text. `ambiguous` are the tokens for which
/// [`is_ambiguous`] holds, in order.
pub(super) fn reclassify_surnames(
    document: &Document,
    lexicon: &Lexicon,
    tokens: &mut [ContextToken],
    ambiguous: &[usize],
) {
    let introduced: FxHashSet<u64> = ambiguous
        .iter()
        .filter(|&&token| token > 0 && is_introduced(document, lexicon, tokens, token))
        .map(|&token| tokens[token].hash)
        .collect();
    if introduced.is_empty() {
        return;
    }
    for &token in ambiguous {
        if introduced.contains(&tokens[token].hash) && stands_for_a_name(document, tokens, token) {
            tokens[token].class = TokenClass::Capital;
            tokens[token].entry = WordEntry::default();
        }
    }
}

/// Whether the lexicon takes a word for something else than a name. Only words with a capital are asked about.
#[inline]
pub(super) fn is_ambiguous(token: ContextToken) -> bool {
    let ContextToken { class, entry, .. } = token;
    let known =
        entry.function.is_some() || entry.speaker_noun || entry.speaker_adjective || entry.verb.is_some();
    known && matches!(class, TokenClass::Capital | TokenClass::Function(_))
}

/// "Jane Baker", "Mr Baker", "spokesman Ato Baker", "Ato Baker, 60,".
fn is_introduced(document: &Document, lexicon: &Lexicon, tokens: &[ContextToken], token: usize) -> bool {
    let class = |at: usize| tokens.get(at).map(|token| token.class);
    if !document.tokens[token].space_before
        || matches!(
            class(token + 1),
            Some(TokenClass::Capital | TokenClass::Function(FunctionWord::Honorific))
        )
        || document.sentence_of(token) != document.sentence_of(token - 1)
    {
        return false;
    }
    // The stop of "Mr." and "J." belongs to what is before it.
    let before =
        if class(token - 1) == Some(TokenClass::Joiner) { token.saturating_sub(2) } else { token - 1 };
    let (first, entry) = (tokens[before].class, tokens[before].entry);
    if first == TokenClass::Function(FunctionWord::Honorific) {
        // "Mr King", but not "King Prince".
        return tokens[token].class != TokenClass::Function(FunctionWord::Honorific) || !entry.speaker_noun;
    }
    if first != TokenClass::Capital || entry.speaker_noun || entry.speaker_adjective {
        return false;
    }
    let age = class(token + 1) == Some(TokenClass::Comma)
        && class(token + 2) == Some(TokenClass::Number)
        && document.word(token + 2).len() <= 2;
    let role = before.checked_sub(1).is_some_and(|at| {
        tokens[at].class == TokenClass::Function(FunctionWord::Honorific)
            || tokens[at].class == TokenClass::Lower
                && tokens[at].entry.speaker_noun
                && !tokens[at].entry.body
    });
    // "Victoria Police", "the Georgia Governor".
    let place = tokens[token].entry.body || lexicon.is_place(document.word(before));
    age || role || entry.given_name && !place
}

/// Whether a word is written as the surname would be: with a capital, and not as a title before a name or a word that opens a
/// sentence.
fn stands_for_a_name(document: &Document, tokens: &[ContextToken], token: usize) -> bool {
    let next = tokens.get(token + 1);
    let before = token.checked_sub(1).map(|before| &tokens[before]);
    let after_name =
        before.is_some_and(|before| before.class == TokenClass::Capital && !before.entry.speaker_noun);
    let after_determiner = before.is_some_and(|before| {
        matches!(before.class, TokenClass::Function(FunctionWord::Determiner | FunctionWord::Possessive))
    });
    // "Baker Jane Roe", "King Felipe": a title, unless it is the second part of a name itself.
    let title = next.is_some_and(|next| next.class == TokenClass::Capital) && !after_name;
    let opens = before.is_none() || document.sentence_of(token) != document.sentence_of(token - 1);
    // "May I", "Will they": a small word that opens a sentence is a name only where a verb or a clitic follows.
    let is_function = matches!(tokens[token].class, TokenClass::Function(_));
    let verb_next = next.is_some_and(|next| {
        next.entry.verb.is_some()
            || matches!(
                next.class,
                TokenClass::Clitic
                    | TokenClass::Comma
                    | TokenClass::Function(FunctionWord::Auxiliary | FunctionWord::Adverb)
            )
    });
    !(title || after_determiner || opens && is_function && !verb_next)
}
