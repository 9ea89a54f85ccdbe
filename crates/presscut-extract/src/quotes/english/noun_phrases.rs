//! English noun phrases beside a verb: the subject as it is written.
//!
//! Takes a [`QuoteContext`] and a token; gives the [`NounPhrase`] that ends or begins there, without a parser: a phrase is
//! the words that their classes let belong together. The surprising decision: a title belongs to the phrase ("Foreign Minister
//! Ana Roe"), what follows the name does not ("Ana Roe, the minister", "Ana Roe of Acme").

use std::ops::Range;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::lexicon::{FunctionWord, VerbForm};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// Prepositions inside a phrase: "a spokesman for the ministry", "an adviser to Roe".
const INSIDE: &[&str] = &[
    "of",
    "for",
    "at",
    "from",
    "in",
    "with",
    "to",
    "on",
    "near",
    "behind",
    "inside",
    "within",
    "against",
    "alongside",
    "outside",
    "under",
    "by",
];
/// What secretaries and ministers are the secretary or minister of.
const OFFICES: &[&str] = &[
    "State",
    "Defense",
    "Defence",
    "Interior",
    "Labor",
    "Labour",
    "Agriculture",
    "Fisheries",
    "Commerce",
    "Education",
    "Energy",
    "Finance",
    "Health",
    "Justice",
    "Trade",
    "Transport",
    "Transportation",
];
/// A longer phrase is a list or no phrase at all.
const MAX_PHRASE_TOKENS: usize = 24;

/// The phrase whose last token is the one before `end`, not reaching before `floor`.
pub fn phrase_ending_at(context: &QuoteContext, end: usize, floor: usize) -> Option<NounPhrase> {
    let end = skip_brackets(context, end, floor);
    let floor = floor.max(end.saturating_sub(MAX_PHRASE_TOKENS));
    if end <= floor {
        return None;
    }
    let head = end - 1;
    if is_subject_pronoun(context, head) {
        return Some(NounPhrase::new(head..end, PhraseKind::Pronoun));
    }
    let kind = head_kind(context, head)?;
    let mut start = phrase_start(context, end, floor, kind);
    let bare_verb =
        end - start == 1 && context.class(head) == TokenClass::Lower && is_verb_only(context, head);
    if start == end || bare_verb {
        return None;
    }
    while let Some(wider) = widen_over_preposition(context, start, floor, kind) {
        start = wider;
    }
    if let Some(wider) = widen_over_title(context, start, floor).filter(|_| kind == PhraseKind::Name) {
        start = wider;
    } else if let Some(wider) = widen_over_joined(context, start, floor).filter(|_| kind == PhraseKind::Name)
    {
        start = wider;
    } else if start > floor + 1 && context.is_word(start - 1, "and") && kind == PhraseKind::Name {
        start = joined_name(context, start, floor);
    }
    Some(NounPhrase::new(start..end, refine_kind(context, start..end, kind)))
}

/// The phrase whose first token is `start`, ending before `limit`.
pub fn phrase_starting_at(context: &QuoteContext, start: usize, limit: usize) -> Option<NounPhrase> {
    let limit = limit.min(start + MAX_PHRASE_TOKENS);
    if start >= limit {
        return None;
    }
    if is_subject_pronoun(context, start) {
        return Some(NounPhrase::new(start..start + 1, PhraseKind::Pronoun));
    }
    let mut at = start;
    let mut kind = None;
    while at < limit {
        let class = context.class(at);
        let takes = match class {
            TokenClass::Function(FunctionWord::Determiner | FunctionWord::Possessive) => {
                (at == start || context.is_word(at - 1, "of")) && !is_conjunction(context, at)
            }
            TokenClass::Function(FunctionWord::Honorific | FunctionWord::Particle) => true,
            TokenClass::Function(FunctionWord::Preposition) => {
                continues_over_preposition(context, start, at, limit, kind)
            }
            TokenClass::Function(FunctionWord::Conjunction) => {
                context.is_word(at, "and") && kind.is_some() && context.class(at + 1) == TokenClass::Capital
            }
            TokenClass::Capital | TokenClass::Number => true,
            TokenClass::Joiner => true,
            TokenClass::Clitic => at > start,
            TokenClass::Lower if at > start && begins_predicate(context, start, at) => false,
            TokenClass::Lower => {
                kind != Some(PhraseKind::Name) || context.is_speaker_noun(at) || context.is_glued(at)
            }
            _ => false,
        };
        if !takes {
            break;
        }
        kind = match class {
            TokenClass::Capital => Some(PhraseKind::Name),
            TokenClass::Lower | TokenClass::Number => Some(PhraseKind::Nominal),
            TokenClass::Clitic => Some(PhraseKind::Nominal),
            _ => kind,
        };
        at += 1;
    }
    let end = trim_end(context, start, at);
    let kind = kind?;
    (end > start && has_content(context, start..end))
        .then(|| NounPhrase::new(start..end, refine_kind(context, start..end, kind)))
}

/// "residents", "women", but not "boss" and "witness".
pub fn is_plural_noun(word: &str) -> bool {
    const IRREGULAR: &[&str] = &["people", "police", "children", "youth", "staff", "majority", "minority"];
    word.ends_with("men") || IRREGULAR.contains(&word) || word.ends_with('s') && !word.ends_with("ss")
}

/// "that" before a name opens a clause.
fn is_conjunction(context: &QuoteContext, token: usize) -> bool {
    context.is_word(token, "that") && context.class(token + 1) == TokenClass::Capital
}

fn is_verb_only(context: &QuoteContext, token: usize) -> bool {
    context.reporting_verb(token).is_some()
        && !context.is_speaker_noun(token)
        && !context.is_speech_noun(token)
}

/// Whether a word in lower case is the verb of the phrase before it: "the spokesman | refused", "the ad | says".
fn begins_predicate(context: &QuoteContext, start: usize, at: usize) -> bool {
    if context.is_speaker_noun(at) || context.is_glued(at) || context.class(at - 1) == TokenClass::Joiner {
        return false;
    }
    let word = context.word(at);
    let past = word.len() > 4 && word.ends_with("ed");
    if context.is_speaker_noun(at - 1) {
        return past || is_verb_only(context, at);
    }
    // "the talks | failed"; but "the recent failed talks", "his wounded leg".
    let noun_before = context.class(at - 1) == TokenClass::Lower && !context.is_speaker_adjective(at - 1);
    let noun_next = context.class(at + 1) == TokenClass::Lower;
    let known = context.reporting_verb(at).is_some_and(|verb| verb.form == VerbForm::Past);
    noun_before && !noun_next && at > start + 1 && (past || known)
}

/// Whether some token is a name, a noun or a number.
fn has_content(context: &QuoteContext, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|token| {
        matches!(context.class(token), TokenClass::Capital | TokenClass::Lower | TokenClass::Number)
    })
}

fn is_subject_pronoun(context: &QuoteContext, token: usize) -> bool {
    const NEVER_SUBJECTS: &[&str] = &["him", "them", "us", "himself", "herself", "themselves"];
    context.function_word(token) == Some(FunctionWord::Pronoun)
        && !NEVER_SUBJECTS.iter().any(|word| context.is_word(token, word))
}

/// "Hsu (許) said", "Cruz (R-Tex.) said": the phrase ends before the bracket.
fn skip_brackets(context: &QuoteContext, end: usize, floor: usize) -> usize {
    if end <= floor || context.class(end - 1) != TokenClass::CloseBracket {
        return end;
    }
    let lowest = floor.max(end.saturating_sub(14));
    (lowest..end).rev().find(|&token| context.class(token) == TokenClass::OpenBracket).unwrap_or(end)
}

fn head_kind(context: &QuoteContext, head: usize) -> Option<PhraseKind> {
    match context.class(head) {
        TokenClass::Capital => Some(PhraseKind::Name),
        TokenClass::Lower | TokenClass::Number => Some(PhraseKind::Nominal),
        // "many said", "others said", "some say"
        TokenClass::Function(FunctionWord::Determiner) => Some(PhraseKind::Nominal),
        // "Robert Downey Jr. said"
        TokenClass::Joiner if head > 0 && context.class(head - 1) == TokenClass::Capital => {
            Some(PhraseKind::Name)
        }
        _ => None,
    }
}

/// The first token of the words that belong together before `end`.
fn phrase_start(context: &QuoteContext, end: usize, floor: usize, kind: PhraseKind) -> usize {
    let mut start = end;
    while start > floor {
        let token = start - 1;
        let takes = match context.class(token) {
            TokenClass::Capital | TokenClass::Joiner => true,
            TokenClass::Number => start < end || kind == PhraseKind::Nominal,
            TokenClass::Function(FunctionWord::Honorific) => true,
            TokenClass::Function(FunctionWord::Particle) => {
                start < end && context.class(start) == TokenClass::Capital
            }
            TokenClass::Clitic => start < end,
            TokenClass::Lower => takes_lower(context, token, start, end, kind),
            TokenClass::Function(FunctionWord::Determiner) if is_conjunction(context, token) => return start,
            TokenClass::Function(FunctionWord::Determiner | FunctionWord::Possessive) => {
                return if start < end || kind == PhraseKind::Nominal { token } else { start };
            }
            _ => false,
        };
        if !takes {
            break;
        }
        start = token;
    }
    start
}

/// A word in lower case belongs to a nominal phrase; to a name only as a title ("spokesman Jon Roe") or after a
/// possessive ("Roe's brother Jon").
fn takes_lower(context: &QuoteContext, token: usize, start: usize, end: usize, kind: PhraseKind) -> bool {
    if start == end {
        return true;
    }
    if kind == PhraseKind::Nominal {
        return true;
    }
    context.is_speaker_noun(token)
        || context.is_speaker_adjective(token)
        || context.class(start) == TokenClass::Joiner
        || token > 0 && context.is_glued(token) && context.is_word(token - 1, ".")
        || (context.class(start) == TokenClass::Lower && context.reporting_verb(token).is_none())
}

/// "a spokesman for the ministry", "the Ministry of Defence", "officials in Lagos": the start of the phrase before
/// the preposition before `start`, where the two are one phrase.
fn widen_over_preposition(
    context: &QuoteContext,
    start: usize,
    floor: usize,
    kind: PhraseKind,
) -> Option<usize> {
    if start < floor + 2 || context.function_word(start - 1) != Some(FunctionWord::Preposition) {
        return None;
    }
    let preposition = context.word(start - 1);
    if !INSIDE.contains(&preposition) {
        return None;
    }
    let left_head = start - 2;
    let left = match context.class(left_head) {
        TokenClass::Capital => PhraseKind::Name,
        // "the King of Spain"
        TokenClass::Function(FunctionWord::Honorific) if context.is_speaker_noun(left_head) => {
            PhraseKind::Name
        }
        TokenClass::Lower => PhraseKind::Nominal,
        // "one of her ads", "some of the voters"
        TokenClass::Function(FunctionWord::Determiner) | TokenClass::Number if preposition == "of" => {
            return (left_head >= floor).then_some(left_head);
        }
        // "three in ten"
        TokenClass::Number if preposition == "in" && kind == PhraseKind::Nominal => return Some(left_head),
        _ => return None,
    };
    let of = preposition == "of";
    let wanted = match left {
        // "Secretary of State Jon Roe"; but in "Jon Roe of Acme" the name is the whole subject, below.
        PhraseKind::Name => of || context.is_speaker_noun(left_head),
        _ => context.is_speaker_noun(left_head) || of,
    };
    let wider = wanted.then(|| phrase_start(context, start - 1, floor, left))?;
    // "the office of Ana Roe" is a role or a body where a determiner opens it; "talk of Ana Roe" is none.
    let is_whole = kind == PhraseKind::Nominal
        || context.is_speaker_noun(left_head)
        || left == PhraseKind::Name
        || matches!(
            context.class(wider),
            TokenClass::Function(FunctionWord::Determiner | FunctionWord::Possessive)
        );
    (is_whole && wider < start - 1).then_some(wider)
}

/// "the Select Committee on Competition Between Norway and Spain": a preposition with a capital belongs to the name around it. Gives
/// the start of the whole name.
fn widen_over_title(context: &QuoteContext, start: usize, floor: usize) -> Option<usize> {
    let joined = start > floor + 2 && context.is_word(start - 1, "and");
    let first = if joined { phrase_start(context, start - 1, floor, PhraseKind::Name) } else { start };
    let preposition = first.checked_sub(1).filter(|&preposition| preposition > floor)?;
    let titled = context.function_word(preposition) == Some(FunctionWord::Preposition)
        && context.word(preposition).starts_with(char::is_uppercase)
        && context.class(preposition - 1) == TokenClass::Capital;
    if !titled || first == start && joined {
        return None;
    }
    let mut whole = phrase_start(context, preposition, floor, PhraseKind::Name);
    while let Some(wider) = widen_over_preposition(context, whole, floor, PhraseKind::Name) {
        whole = wider;
    }
    Some(whole)
}

/// "a spokesman for the Sund and Ghent Harbour Union": the start of the role before a name that has "and" in it.
fn widen_over_joined(context: &QuoteContext, start: usize, floor: usize) -> Option<usize> {
    if start < floor + 3
        || !context.is_word(start - 1, "and")
        || context.class(start - 2) != TokenClass::Capital
    {
        return None;
    }
    let first = phrase_start(context, start - 1, floor, PhraseKind::Name);
    let preposition = first.checked_sub(1).filter(|&preposition| preposition > floor)?;
    let is_complement =
        context.is_any_word(preposition, &["for", "of"]) && context.is_person_noun(preposition - 1);
    is_complement.then(|| widen_over_preposition(context, first, floor, PhraseKind::Name)).flatten()
}

/// "Obama and Roe said": the start of the first name.
fn joined_name(context: &QuoteContext, start: usize, floor: usize) -> usize {
    if context.class(start - 2) != TokenClass::Capital {
        return start;
    }
    let first = phrase_start(context, start - 1, floor, PhraseKind::Name);
    let is_first =
        first == floor || !matches!(context.class(first - 1), TokenClass::Lower | TokenClass::Function(_));
    if is_first { first } else { start }
}

/// The kind of a whole phrase: that of its head. A "name" of role words alone is nominal, and so is a role with a name
/// behind it: "the widow of Karl Roe", "the US President".
fn refine_kind(context: &QuoteContext, tokens: Range<usize>, kind: PhraseKind) -> PhraseKind {
    let is_role = || {
        is_role_only(context, &tokens)
            || context.class(tokens.end - 1) == TokenClass::Capital && context.is_person_noun(tokens.end - 1)
            || is_role_with_complement(context, &tokens)
    };
    match kind {
        PhraseKind::Name if is_role() => PhraseKind::Nominal,
        kind => kind,
    }
}

/// "a lawyer for Karl Roe", "the President of France", "one of the Stones"; but not "Secretary of State Ana Roe", "the Bank of
/// England".
fn is_role_with_complement(context: &QuoteContext, tokens: &Range<usize>) -> bool {
    let is_preposition = |&token: &usize| context.function_word(token) == Some(FunctionWord::Preposition);
    let Some(preposition) = tokens.clone().skip(1).find(is_preposition) else { return false };
    let head = preposition - 1;
    match context.class(head) {
        TokenClass::Lower | TokenClass::Function(FunctionWord::Determiner) | TokenClass::Number => true,
        TokenClass::Capital | TokenClass::Function(FunctionWord::Honorific) => {
            context.is_person_noun(head) && !ends_in_person(context, preposition + 1..tokens.end)
        }
        _ => false,
    }
}

/// Whether what follows "Secretary of" has a person's name after the office: "State Ana Roe".
fn ends_in_person(context: &QuoteContext, tokens: Range<usize>) -> bool {
    const SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III", "IV"];
    let is_part =
        |&token: &usize| context.class(token) == TokenClass::Capital && !context.is_any_word(token, SUFFIXES);
    let capitals: Vec<usize> = tokens.filter(is_part).collect();
    match capitals.as_slice() {
        [] | [_] => false,
        [office, _] => context.lexicon_entry(*office).speaker_noun,
        [office, .., given, _] => {
            context.lexicon_entry(*given).given_name
                || capitals.len() == 3
                    && (context.lexicon_entry(*office).speaker_noun || context.is_any_word(*office, OFFICES))
        }
    }
}

/// "Officials", "The President": capitals alone do not make a name.
fn is_role_only(context: &QuoteContext, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|token| context.class(token) != TokenClass::Capital || context.is_speaker_noun(token))
}

fn continues_over_preposition(
    context: &QuoteContext,
    start: usize,
    at: usize,
    limit: usize,
    kind: Option<PhraseKind>,
) -> bool {
    if at == start || at + 1 >= limit || !INSIDE.contains(&context.word(at)) {
        return false;
    }
    let next_is_noun = matches!(
        context.class(at + 1),
        TokenClass::Capital
            | TokenClass::Function(
                FunctionWord::Determiner | FunctionWord::Possessive | FunctionWord::Honorific
            )
    ) || (context.class(at + 1) == TokenClass::Lower && context.is_word(at, "of"));
    let head_is_role = context.is_speaker_noun(at - 1);
    match kind {
        Some(PhraseKind::Nominal) => next_is_noun && (head_is_role || context.is_word(at, "of")),
        Some(_) => next_is_noun && head_is_role,
        // "one of her ads"
        None => next_is_noun && context.is_word(at, "of"),
    }
}

fn trim_end(context: &QuoteContext, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start {
        match context.class(end - 1) {
            TokenClass::Function(
                FunctionWord::Preposition | FunctionWord::Conjunction | FunctionWord::Determiner,
            )
            | TokenClass::Function(FunctionWord::Possessive | FunctionWord::Particle) => end -= 1,
            TokenClass::Joiner if !context.is_word(end - 1, ".") => end -= 1,
            TokenClass::Clitic => end -= 1,
            _ => break,
        }
    }
    end
}
