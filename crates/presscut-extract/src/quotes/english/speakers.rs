//! English phrases that never speak, whatever is quoted beside them: numbers, datelines, places, and whom a question was put to.
//!
//! Takes a [`NounPhrase`] that no reporting word has as its subject; says whether it can have spoken.

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::english::{datelines, subjects};
use crate::quotes::lexicon::{FunctionWord, VerbClass, VerbForm};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// Whether a phrase without a reporting word can be a speaker.
pub fn is_possible_speaker(context: &QuoteContext, phrase: &NounPhrase) -> bool {
    !subjects::is_number(context, phrase)
        && !is_place_of_something(context, phrase)
        && !is_addressed(context, phrase)
        && !datelines::is_in_dateline(context, phrase.tokens.start)
}

/// "in Ghent", "from Paris, Texas".
fn is_place_of_something(context: &QuoteContext, phrase: &NounPhrase) -> bool {
    let start = phrase.tokens.start;
    if phrase.kind != PhraseKind::Name || start == 0 {
        return false;
    }
    let after_place = start > 1
        && context.class(start - 1) == TokenClass::Comma
        && context.class(start - 2) == TokenClass::Capital;
    (after_place || context.function_word(start - 1) == Some(FunctionWord::Preposition))
        && context.is_place(phrase.tokens.clone())
}

/// "Roe was asked", "the minister was told", and the object of "told Roe", "called Roe".
fn is_addressed(context: &QuoteContext, phrase: &NounPhrase) -> bool {
    const BE: &[&str] = &["is", "are", "was", "were", "been", "being"];
    const HEARD: &[&str] = &["quoted", "cited", "heard", "reported", "said", "recorded"];
    let end = phrase.tokens.end;
    let verb = (end..end + 5).find(|&at| {
        !matches!(context.class(at), TokenClass::Function(FunctionWord::Auxiliary | FunctionWord::Adverb))
    });
    let passive = verb.is_some_and(|verb| {
        let past = context
            .reporting_verb(verb)
            .is_some_and(|verb| verb.form == VerbForm::Past && verb.class != VerbClass::Think);
        past && !context.is_any_word(verb, HEARD) && (end..verb).any(|at| context.is_any_word(at, BE))
    });
    let object = phrase.tokens.start.checked_sub(1).is_some_and(|before| {
        let verb = context.reporting_verb(before).filter(|verb| verb.class != VerbClass::Think);
        let told = verb.is_some_and(|verb| !verb.inverts || verb.class == VerbClass::Name);
        told && context.class(before) == TokenClass::Lower
    });
    passive || object
}
