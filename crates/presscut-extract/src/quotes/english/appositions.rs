//! English appositions that name a role: "the mayor, Ana Roe,", "one of the traders, Ato Mark, 34,".
//!
//! Takes a role's [`NounPhrase`]; gives the name behind it, or the role where none follows. The surprising decision: a place
//! after a comma is no apposition ("the mayor of Ghent, Belgium,"), and a single name after a role that ends in a place
//! counts as one.

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::english::noun_phrases;
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// The name that follows a role as its apposition; otherwise the phrase itself.
pub fn named_by_apposition(context: &QuoteContext, phrase: NounPhrase, limit: usize) -> NounPhrase {
    name_after(context, &phrase, limit).unwrap_or(phrase)
}

fn name_after(context: &QuoteContext, phrase: &NounPhrase, limit: usize) -> Option<NounPhrase> {
    if phrase.kind != PhraseKind::Nominal || is_plural(context, phrase) {
        return None;
    }
    let complement = complement_end(context, phrase.tokens.end, limit);
    let mark = complement.unwrap_or(phrase.tokens.end);
    if !matches!(context.class(mark), TokenClass::Comma | TokenClass::Dash) {
        return None;
    }
    let found = noun_phrases::phrase_starting_at(context, mark + 1, limit)?;
    let starts = matches!(
        context.class(found.tokens.start),
        TokenClass::Capital | TokenClass::Lower | TokenClass::Function(FunctionWord::Honorific)
    );
    let capitals = found.tokens.clone().filter(|&token| context.class(token) == TokenClass::Capital).count();
    let role_ends_in_place = context.class(mark - 1) == TokenClass::Capital
        && phrase.tokens.clone().any(|token| context.function_word(token) == Some(FunctionWord::Preposition));
    // "officials, Ghana's ministry": what owns something opens a phrase of its own.
    let owns = found.tokens.clone().any(|token| context.class(token) == TokenClass::Clitic);
    let is_place = context.is_place(found.tokens.clone()) || capitals < 2 && role_ends_in_place;
    // "the harbour keeper, Ana Roe": behind a word that is no known role only what is plainly a person.
    let is_person = capitals > 1 && context.lexicon_entry(found.tokens.start).given_name;
    // "a man in the Harrow Tower, Acme Holdings": over a complement only what is plainly a person.
    let has_given_name = || {
        let words = found.tokens.start..found.tokens.end - 1;
        words.into_iter().any(|token| {
            context.class(token) == TokenClass::Capital && context.lexicon_entry(token).given_name
        })
    };
    let named = found.kind == PhraseKind::Name
        && starts
        && !is_place
        && !owns
        && (is_person || is_role(context, phrase))
        && (complement.is_none() || has_given_name());
    (named && ends_apposition(context, found.tokens.end, limit))
        .then_some(NounPhrase { outer_start: phrase.outer_start, ..found })
}

/// "a lawyer | in attendance | , Ana Roe": the comma behind what goes on with a role.
fn complement_end(context: &QuoteContext, start: usize, limit: usize) -> Option<usize> {
    const MAX_COMPLEMENT_TOKENS: usize = 8;
    if context.function_word(start) != Some(FunctionWord::Preposition) {
        return None;
    }
    let is_inside = |token: usize| {
        matches!(
            context.class(token),
            TokenClass::Lower
                | TokenClass::Capital
                | TokenClass::Joiner
                | TokenClass::Clitic
                | TokenClass::Function(
                    FunctionWord::Determiner | FunctionWord::Possessive | FunctionWord::Preposition
                )
        ) && context.reporting_verb(token).is_none()
    };
    let end = (start + 1..limit.min(start + MAX_COMPLEMENT_TOKENS)).find(|&token| !is_inside(token))?;
    (context.class(end) == TokenClass::Comma && end > start + 1).then_some(end)
}

/// Somebody by role, or one of several: "another", "the 46-year-old".
fn is_role(context: &QuoteContext, phrase: &NounPhrase) -> bool {
    let tokens = phrase.tokens.clone();
    let role = tokens.clone().any(|token| context.is_speaker_noun(token));
    role || context.is_any_word(tokens.start, &["one", "another"]) || context.is_word(tokens.end - 1, "old")
}

/// "officials", but not "one of the traders".
fn is_plural(context: &QuoteContext, phrase: &NounPhrase) -> bool {
    let tokens = phrase.tokens.clone();
    let is_preposition = |&token: &usize| context.function_word(token) == Some(FunctionWord::Preposition);
    let end = tokens.clone().skip(1).find(is_preposition).unwrap_or(tokens.end);
    context.is_speaker_noun(end - 1) && noun_phrases::is_plural_noun(context.word(end - 1))
}

/// Whether a name ends here and no clause of its own follows: "the minister, Reuters reported".
fn ends_apposition(context: &QuoteContext, token: usize, limit: usize) -> bool {
    token >= limit
        || matches!(
            context.class(token),
            TokenClass::Comma
                | TokenClass::Stop
                | TokenClass::Dash
                | TokenClass::Quoted
                | TokenClass::OpenBracket
                | TokenClass::Colon
                | TokenClass::Function(
                    FunctionWord::Relative
                        | FunctionWord::Preposition
                        | FunctionWord::Conjunction
                        | FunctionWord::Time
                )
        )
}
