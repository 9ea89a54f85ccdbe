//! English subjects: the phrase that a verb has before it, in its clause or at the start of its sentence.
//!
//! Takes a [`QuoteContext`] and a verb's token; gives a [`NounPhrase`]. The surprising decision: appositions, relative
//! clauses and words of time between subject and verb are skipped by their commas and word classes, without a parser.

use std::ops::Range;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::english::noun_phrases;
use crate::quotes::lexicon::{FunctionWord, VerbForm};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// Tokens to the left of a verb in which its subject is looked for over commas.
const MAX_SUBJECT_DISTANCE: usize = 60;

/// The subject before a verb: beside its group, or before the commas of an apposition or a relative clause.
pub fn subject_before(context: &QuoteContext, token: usize, floor: usize) -> Option<NounPhrase> {
    let floor = floor.max(token.saturating_sub(MAX_SUBJECT_DISTANCE));
    let mut end = over_time_words(context, verb_group_start(context, token, floor), floor);
    end = verb_group_start(context, end, floor);
    if end <= floor {
        return None;
    }
    match context.class(end - 1) {
        TokenClass::Comma | TokenClass::Dash | TokenClass::CloseBracket => {
            before_parenthesis(context, end - 1, floor)
        }
        TokenClass::Function(FunctionWord::Relative) => antecedent(context, end - 1, floor),
        // "a headline that said", but not "he said that called for"
        _ if context.is_word(end - 1, "that") => {
            let noun = end - 1 > floor && context.reporting_verb(end - 2).is_none()
                || context.is_speaker_noun(end - 2);
            noun.then(|| antecedent(context, end - 1, floor)).flatten()
        }
        _ => over_postmodifier(context, noun_phrases::phrase_ending_at(context, end, floor)?, floor),
    }
}

/// The first phrase of a sentence that a verb can have as its subject: after an opening "In Lagos," or "On Monday,".
pub fn sentence_subject(context: &QuoteContext, sentence: &Range<usize>, limit: usize) -> Option<NounPhrase> {
    let mut at = sentence.start;
    let limit = limit.min(sentence.end).min(sentence.start + MAX_SUBJECT_DISTANCE);
    let mut skipped = 0;
    while at < limit && skipped < 4 {
        while at < limit
            && matches!(
                context.class(at),
                TokenClass::Function(FunctionWord::Adverb | FunctionWord::Conjunction | FunctionWord::Time)
                    | TokenClass::Comma
                    | TokenClass::Other
                    | TokenClass::Dash
            )
        {
            at += 1;
        }
        if at >= limit {
            return None;
        }
        let opens_adverbial = context.function_word(at) == Some(FunctionWord::Preposition)
            || context.reporting_verb(at).is_some_and(|verb| matches!(verb.form, VerbForm::Gerund));
        if !opens_adverbial
            && context.class(at) != TokenClass::Quoted
            && let Some(found) = noun_phrases::phrase_starting_at(context, at, limit)
        {
            return Some(found);
        }
        at = (at..limit).find(|&token| context.class(token) == TokenClass::Comma)? + 1;
        skipped += 1;
    }
    None
}

/// "…, where fifty protesters had gathered, chanting": the last phrase before a finite verb.
pub fn clause_subject(context: &QuoteContext, token: usize, floor: usize) -> Option<NounPhrase> {
    let floor = floor.max(token.saturating_sub(MAX_SUBJECT_DISTANCE));
    (floor + 1..token).rev().find_map(|at| {
        let auxiliary = context.function_word(at) == Some(FunctionWord::Auxiliary);
        let verb = context
            .reporting_verb(at)
            .is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Third));
        let starts = auxiliary || verb && context.class(at) == TokenClass::Lower;
        starts.then(|| noun_phrases::phrase_ending_at(context, at, floor)).flatten()
    })
}

/// The first token of the auxiliaries and adverbs before a verb.
pub fn verb_group_start(context: &QuoteContext, token: usize, floor: usize) -> usize {
    let mut start = token;
    while start > floor && token - start < 8 {
        let before = start - 1;
        let belongs = matches!(
            context.class(before),
            TokenClass::Function(FunctionWord::Auxiliary | FunctionWord::Adverb)
        ) || (context.is_word(before, "to") && context.class(before) != TokenClass::Quoted)
            || (context.class(before) == TokenClass::Clitic && is_contraction(context, before));
        if !belongs {
            break;
        }
        start = before;
    }
    start
}

/// "he’s": the clitic of a pronoun is a verb.
fn is_contraction(context: &QuoteContext, clitic: usize) -> bool {
    clitic > 0 && context.function_word(clitic - 1) == Some(FunctionWord::Pronoun)
}

/// "A source speaking to the Star said", "people familiar with the talks said": the phrase before its modifier.
fn over_postmodifier(context: &QuoteContext, found: NounPhrase, floor: usize) -> Option<NounPhrase> {
    const FAMILIAR: &[&str] = &["familiar", "close", "briefed", "involved"];
    let start = found.tokens.start;
    if start < floor + 3 || context.function_word(start - 1) != Some(FunctionWord::Preposition) {
        return Some(found);
    }
    let word = start - 2;
    let more = context.class(word) == TokenClass::Lower
        && (context.word(word).ends_with("ing") || context.is_any_word(word, FAMILIAR));
    if !more || context.class(word - 1) != TokenClass::Lower || !context.is_speaker_noun(word - 1) {
        return Some(found);
    }
    noun_phrases::phrase_ending_at(context, word, floor).or(Some(found))
}

/// "Roe on Monday said", "Roe last week said".
fn over_time_words(context: &QuoteContext, end: usize, floor: usize) -> usize {
    let mut start = end;
    while start > floor
        && (context.function_word(start - 1) == Some(FunctionWord::Time)
            || (start < end && context.class(start - 1) == TokenClass::Number))
    {
        start -= 1;
    }
    if start < end && start > floor {
        let before = start - 1;
        if context.is_any_word(before, &["on", "in", "late", "early", "this", "earlier"]) {
            return before;
        }
        // "Monday said" alone would be part of a name.
        return start;
    }
    end
}

/// The antecedent of "who": the phrase before it, over a comma.
fn antecedent(context: &QuoteContext, relative: usize, floor: usize) -> Option<NounPhrase> {
    let end = if relative > floor && context.class(relative - 1) == TokenClass::Comma {
        relative - 1
    } else {
        relative
    };
    noun_phrases::phrase_ending_at(context, end, floor)
}

/// "Roe, the minister, said", "Roe, who is 61, said", "Roe — a Democrat — said": the phrase before the mark that
/// opens what the mark at `closing` closes.
fn before_parenthesis(context: &QuoteContext, closing: usize, floor: usize) -> Option<NounPhrase> {
    let same = |token: usize| match context.class(closing) {
        TokenClass::Dash => context.class(token) == TokenClass::Dash,
        TokenClass::CloseBracket => context.class(token) == TokenClass::OpenBracket,
        _ => context.class(token) == TokenClass::Comma,
    };
    let mut best: Option<NounPhrase> = None;
    let mut end = closing;
    while end > floor {
        end -= 1;
        if matches!(context.class(end), TokenClass::Quoted | TokenClass::Stop)
            && context.class(closing) == TokenClass::Comma
            && best.is_some()
        {
            break;
        }
        if !same(end) {
            continue;
        }
        let Some(found) = noun_phrases::phrase_ending_at(context, end, floor) else { continue };
        if is_clause_subject(context, &found, floor) {
            return Some(found);
        }
        best.get_or_insert(found);
    }
    best.filter(|found| found.kind == PhraseKind::Name)
}

/// Whether a phrase is where a clause begins: first, after a mark or a conjunction; not after a preposition.
fn is_clause_subject(context: &QuoteContext, found: &NounPhrase, floor: usize) -> bool {
    let start = found.tokens.start;
    if start <= floor {
        return true;
    }
    match context.class(start - 1) {
        TokenClass::Comma => {
            // "…, a professor, said": an apposition is not a subject, and a place after a comma is not one either.
            let article = context.is_any_word(start, &["a", "an"]);
            !article || start <= floor + 1
        }
        TokenClass::Quoted | TokenClass::Colon | TokenClass::Stop | TokenClass::Dash => true,
        TokenClass::Function(FunctionWord::Conjunction | FunctionWord::Adverb | FunctionWord::Time) => true,
        _ => false,
    }
}
