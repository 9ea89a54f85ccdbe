//! English subjects: the phrase that a verb has before it, in its clause or at the start of its sentence.
//!
//! Takes a [`QuoteContext`] and a verb's token; gives a [`NounPhrase`]. The surprising decision: appositions, relative
//! clauses and words of time between subject and verb are skipped by their commas and word classes, without a parser.

use std::ops::Range;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::english::{appositions, datelines, noun_phrases};
use crate::quotes::lexicon::{FunctionWord, VerbForm};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// Tokens to the left of a verb in which its subject is looked for over commas.
const MAX_SUBJECT_DISTANCE: usize = 60;

/// Pronouns that can be between a subject and its verb.
const EMPHATIC: &[&str] = &["himself", "herself", "themselves", "itself"];

/// The subject before a verb: beside its group, or before the commas of an apposition or a relative clause.
pub fn subject_before(context: &QuoteContext, token: usize, floor: usize) -> Option<NounPhrase> {
    let found = plain_subject_before(context, token, floor)?;
    Some(appositions::named_by_apposition(context, found, token))
}

fn plain_subject_before(context: &QuoteContext, token: usize, floor: usize) -> Option<NounPhrase> {
    let floor = floor.max(token.saturating_sub(MAX_SUBJECT_DISTANCE));
    let mut end = over_time_words(context, verb_group_start(context, token, floor), floor);
    end = verb_group_start(context, end, floor);
    // "as Roe herself said"
    if end > floor + 1 && context.is_any_word(end - 1, EMPHATIC) {
        end -= 1;
    }
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
        _ => {
            let found = counted_phrase(context, end, floor)
                .or_else(|| noun_phrases::phrase_ending_at(context, end, floor))?;
            let found = over_postmodifier(context, found, floor);
            let found = over_office(context, found, floor);
            Some(name_before_comma(context, &found, floor).unwrap_or(found))
        }
    }
}

/// “…,” Ana Roe, a local farmer said: the name before an apposition whose second comma is missing.
fn name_before_comma(context: &QuoteContext, found: &NounPhrase, floor: usize) -> Option<NounPhrase> {
    let start = found.tokens.start;
    let comma = start.checked_sub(1).filter(|&comma| comma > floor)?;
    let is_apposition = found.kind == PhraseKind::Nominal
        && context.is_any_word(start, &["a", "an", "the"])
        && context.class(comma) == TokenClass::Comma;
    let name = is_apposition.then(|| noun_phrases::phrase_ending_at(context, comma, floor)).flatten()?;
    let opens_clause = name.tokens.start > floor
        && context.class(name.tokens.start - 1) == TokenClass::Quoted
        && !context.is_place(name.tokens.clone());
    (opens_clause && name.kind == PhraseKind::Name).then_some(name)
}

/// The first phrase of a sentence that a verb can have as its subject: after an opening "In Lagos," or "On Monday,".
pub fn sentence_subject(context: &QuoteContext, sentence: &Range<usize>, limit: usize) -> Option<NounPhrase> {
    let mut at = datelines::clause_start(context, sentence);
    let limit = limit.min(sentence.end).min(at + MAX_SUBJECT_DISTANCE);
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
            return Some(appositions::named_by_apposition(context, found, sentence.end));
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

/// The phrase before its modifier: "a lawyer representing Roe said", "a source speaking to the Star said", "a researcher based at
/// Acme said", "people familiar with the talks said", "the man who knew Roe said"; but "a man named Roe said" is Roe.
fn over_postmodifier(context: &QuoteContext, found: NounPhrase, floor: usize) -> NounPhrase {
    const MAX_MODIFIER_TOKENS: usize = 9;
    let start = found.tokens.start;
    let lowest = floor.max(start.saturating_sub(MAX_MODIFIER_TOKENS));
    for at in (lowest..start).rev() {
        let noun =
            || noun_phrases::phrase_ending_at(context, at, floor).filter(|noun| noun.tokens.start < at);
        match context.class(at) {
            TokenClass::Function(FunctionWord::Relative) => {
                let has_verb = at + 1 < start;
                let person = at > floor && context.is_speaker_noun(at - 1);
                return if has_verb && person { noun().unwrap_or(found) } else { found };
            }
            TokenClass::Lower if opens_modifier(context, at, floor) => return noun().unwrap_or(found),
            TokenClass::Lower | TokenClass::Joiner | TokenClass::Clitic | TokenClass::Capital => {}
            TokenClass::Function(
                FunctionWord::Preposition
                | FunctionWord::Determiner
                | FunctionWord::Possessive
                | FunctionWord::Adverb
                | FunctionWord::Auxiliary,
            ) => {}
            _ => return found,
        }
    }
    found
}

/// Whether a word after a role opens a modifier of it: "representing", "hired by", "familiar with"; not "known as", "named".
fn opens_modifier(context: &QuoteContext, token: usize, floor: usize) -> bool {
    const ADJECTIVES: &[&str] = &[
        "familiar",
        "close",
        "briefed",
        "involved",
        "present",
        "aware",
        "responsible",
        "loyal",
        "opposed",
        "related",
        "next",
        "critical",
        "sympathetic",
        "able",
        "unable",
    ];
    const NAMING: &[&str] = &["named", "called", "nicknamed", "identified", "known", "dubbed"];
    if token < floor + 1
        || context.class(token - 1) != TokenClass::Lower
        || !(context.is_speaker_noun(token - 1) || is_thing_of_person(context, token - 1, floor))
    {
        return false;
    }
    let word = context.word(token);
    let participle = word.len() > 4
        && (word.ends_with("ed") || context.is_any_word(token, &["held", "led", "hit", "hurt", "seen"]));
    let before_preposition = context.function_word(token + 1) == Some(FunctionWord::Preposition);
    !context.is_any_word(token, NAMING)
        && !context.is_speaker_noun(token)
        && (word.len() > 4 && word.ends_with("ing")
            || (participle || ADJECTIVES.contains(&word)) && before_preposition)
}

/// "the authors of the study": the noun at a token belongs to somebody.
fn is_thing_of_person(context: &QuoteContext, noun: usize, floor: usize) -> bool {
    let of =
        [1, 2].into_iter().filter_map(|back| noun.checked_sub(back)).find(|&at| context.is_word(at, "of"));
    of.is_some_and(|of| of > floor && context.is_person_noun(of - 1))
}

/// "the mother of three said": the phrase with the number at its end.
fn counted_phrase(context: &QuoteContext, end: usize, floor: usize) -> Option<NounPhrase> {
    const COUNTS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let count = end - 1;
    let is_count = context.class(count) == TokenClass::Number || context.is_any_word(count, COUNTS);
    if !is_count || count <= floor + 1 || !context.is_word(count - 1, "of") {
        return None;
    }
    let noun = noun_phrases::phrase_ending_at(context, count - 1, floor)?;
    (noun.kind == PhraseKind::Nominal && context.is_person_noun(noun.last_token()))
        .then_some(NounPhrase { tokens: noun.tokens.start..end, ..noun })
}

/// "Roe, chair of the council said", "Roe, 60, said": the name before the office or the age, where the comma that would close
/// it is missing or was passed.
fn over_office(context: &QuoteContext, found: NounPhrase, floor: usize) -> NounPhrase {
    let start = found.tokens.start;
    let comma = start.wrapping_sub(1);
    if start <= floor + 1 || context.class(comma) != TokenClass::Comma {
        return found;
    }
    let bare_office = found.kind == PhraseKind::Nominal
        && context.is_person_noun(start)
        && !noun_phrases::is_plural_noun(context.word(start))
        && found.tokens.clone().any(|token| context.function_word(token) == Some(FunctionWord::Preposition));
    if !bare_office && !is_number(context, &found) {
        return found;
    }
    match noun_phrases::phrase_ending_at(context, comma, floor) {
        Some(name) if name.kind == PhraseKind::Name && is_clause_subject(context, &name, floor) => name,
        _ => found,
    }
}

/// "60", "2,000", "500 BC": no speaker.
pub fn is_number(context: &QuoteContext, phrase: &NounPhrase) -> bool {
    const ERAS: &[&str] = &["BC", "AD", "BCE", "CE", "am", "pm", "a.m.", "p.m."];
    let mut tokens = phrase.tokens.clone();
    let is_counted = context.class(tokens.start) == TokenClass::Number;
    tokens.all(|token| {
        matches!(context.class(token), TokenClass::Number | TokenClass::Joiner)
            || is_counted && context.is_any_word(token, ERAS)
    })
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
        if is_number(context, &found)
            || context.class(closing) == TokenClass::Comma && is_apposed_place(context, &found, floor)
        {
            continue;
        }
        if is_clause_subject(context, &found, floor) {
            return Some(before_apposed_role(context, found, floor));
        }
        best.get_or_insert(found);
    }
    best.filter(|found| found.kind == PhraseKind::Name)
}

/// "Roe, from Ghent, Belgium, said": the second place.
fn is_apposed_place(context: &QuoteContext, found: &NounPhrase, floor: usize) -> bool {
    let start = found.tokens.start;
    start > floor + 1
        && context.class(start - 1) == TokenClass::Comma
        && context.class(start - 2) == TokenClass::Capital
        && context.is_place(found.tokens.clone())
}

/// "Roe, mayor of Ghent, Belgium, said": the name before a role that is its apposition, over ages between them.
fn before_apposed_role(context: &QuoteContext, found: NounPhrase, floor: usize) -> NounPhrase {
    const MAX_APPOSITIONS: usize = 3;
    if found.kind != PhraseKind::Nominal {
        return found;
    }
    let mut start = found.tokens.start;
    for _ in 0..MAX_APPOSITIONS {
        if start <= floor + 1 || context.class(start - 1) != TokenClass::Comma {
            return found;
        }
        match noun_phrases::phrase_ending_at(context, start - 1, floor) {
            Some(name) if name.kind == PhraseKind::Name && is_clause_subject(context, &name, floor) => {
                return name;
            }
            Some(other) if is_number(context, &other) || other.kind == PhraseKind::Nominal => {
                start = other.tokens.start
            }
            _ => return found,
        }
    }
    found
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
        // "he said his neighbour, Ana Roe, had called it"
        TokenClass::Lower => context.is_any_word(start - 1, &["said", "says", "claimed", "claims"]),
        _ => false,
    }
}
