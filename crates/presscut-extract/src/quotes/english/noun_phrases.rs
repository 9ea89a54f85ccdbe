//! Noun phrases beside a verb: the subject as it is written.
//!
//! Takes a [`Scene`] and a place; gives the [`Phrase`] that ends or begins there. Without a parser: a phrase is
//! what the word classes let stand together. The surprising decision: a title belongs to the phrase
//! ("Foreign Minister Ana Roe"), what follows the name does not ("Ana Roe, the minister", "Ana Roe of Acme").

use std::ops::Range;

use crate::quotes::context::{Class, Scene};
use crate::quotes::english::lexicon::{Function, VerbForm};

/// What a phrase's head is.
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
pub struct Phrase {
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// What its head is.
    pub kind: PhraseKind,
}

/// No phrase is longer; a longer one is a list or no phrase at all.
const LONGEST: usize = 24;

/// The phrase whose last token is the one before `end`, not reaching before `floor`.
pub fn ending_at(scene: &Scene, end: usize, floor: usize) -> Option<Phrase> {
    let end = before_brackets(scene, end, floor);
    let floor = floor.max(end.saturating_sub(LONGEST));
    if end <= floor {
        return None;
    }
    let head = end - 1;
    if is_subject_pronoun(scene, head) {
        return Some(Phrase { tokens: head..end, kind: PhraseKind::Pronoun });
    }
    let kind = head_kind(scene, head)?;
    let mut start = run_before(scene, end, floor, kind);
    let bare_verb = end - start == 1 && scene.class(head) == Class::Lower && is_verb_only(scene, head);
    if start == end || bare_verb {
        return None;
    }
    while let Some(wider) = widen_over_preposition(scene, start, floor, kind) {
        start = wider;
    }
    if start > floor + 1 && scene.is_word(start - 1, "and") && kind == PhraseKind::Name {
        start = joined_name(scene, start, floor);
    }
    Some(Phrase { tokens: start..end, kind: kind_of(scene, start..end, kind) })
}

/// The phrase whose first token is `start`, ending before `ceiling`.
pub fn starting_at(scene: &Scene, start: usize, ceiling: usize) -> Option<Phrase> {
    let ceiling = ceiling.min(start + LONGEST);
    if start >= ceiling {
        return None;
    }
    if is_subject_pronoun(scene, start) {
        return Some(Phrase { tokens: start..start + 1, kind: PhraseKind::Pronoun });
    }
    let mut at = start;
    let mut kind = None;
    while at < ceiling {
        let class = scene.class(at);
        let takes = match class {
            Class::Function(Function::Determiner | Function::Possessive) => {
                (at == start || scene.is_word(at - 1, "of")) && !is_conjunction(scene, at)
            }
            Class::Function(Function::Honorific | Function::Particle) => true,
            Class::Function(Function::Preposition) => goes_on_after(scene, start, at, ceiling, kind),
            Class::Function(Function::Conjunction) => {
                scene.is_word(at, "and") && kind.is_some() && scene.class(at + 1) == Class::Capital
            }
            Class::Capital | Class::Number => true,
            Class::Joiner => true,
            Class::Clitic => at > start,
            Class::Lower if at > start && begins_predicate(scene, start, at) => false,
            Class::Lower => kind != Some(PhraseKind::Name) || scene.is_role(at) || scene.is_glued(at),
            _ => false,
        };
        if !takes {
            break;
        }
        kind = match class {
            Class::Capital => Some(PhraseKind::Name),
            Class::Lower | Class::Number => Some(PhraseKind::Nominal),
            Class::Clitic => Some(PhraseKind::Nominal),
            _ => kind,
        };
        at += 1;
    }
    let end = trimmed_end(scene, start, at);
    let kind = kind?;
    (end > start && has_content(scene, start..end))
        .then(|| Phrase { tokens: start..end, kind: kind_of(scene, start..end, kind) })
}

/// "that" before a name opens a clause.
fn is_conjunction(scene: &Scene, token: usize) -> bool {
    scene.is_word(token, "that") && scene.class(token + 1) == Class::Capital
}

fn is_verb_only(scene: &Scene, token: usize) -> bool {
    scene.verb(token).is_some() && !scene.is_role(token) && !scene.is_speech_noun(token)
}

/// Whether a word in lower case is the verb of the phrase before it: "the spokesman | refused", "the ad | says".
fn begins_predicate(scene: &Scene, start: usize, at: usize) -> bool {
    if scene.is_role(at) || scene.is_glued(at) || scene.class(at - 1) == Class::Joiner {
        return false;
    }
    let word = scene.word(at);
    let past = word.len() > 4 && word.ends_with("ed");
    if scene.is_role(at - 1) {
        return past || is_verb_only(scene, at);
    }
    // "the talks | failed"; but "the recent failed talks", "his wounded leg".
    let noun_before = scene.class(at - 1) == Class::Lower && !scene.is_role_adjective(at - 1);
    let noun_next = scene.class(at + 1) == Class::Lower;
    let known = scene.verb(at).is_some_and(|verb| verb.form == VerbForm::Past);
    noun_before && !noun_next && at > start + 1 && (past || known)
}

/// Whether tokens hold a word that names or describes.
fn has_content(scene: &Scene, tokens: Range<usize>) -> bool {
    tokens
        .into_iter()
        .any(|token| matches!(scene.class(token), Class::Capital | Class::Lower | Class::Number))
}

fn is_subject_pronoun(scene: &Scene, token: usize) -> bool {
    const NEVER_SUBJECTS: &[&str] = &["him", "them", "us", "himself", "herself", "themselves"];
    scene.function(token) == Some(Function::Pronoun)
        && !NEVER_SUBJECTS.iter().any(|word| scene.is_word(token, word))
}

/// "Hsu (許) said", "Cruz (R-Tex.) said": the phrase ends before the bracket.
fn before_brackets(scene: &Scene, end: usize, floor: usize) -> usize {
    if end <= floor || scene.class(end - 1) != Class::CloseBracket {
        return end;
    }
    let lowest = floor.max(end.saturating_sub(14));
    (lowest..end).rev().find(|&token| scene.class(token) == Class::OpenBracket).unwrap_or(end)
}

fn head_kind(scene: &Scene, head: usize) -> Option<PhraseKind> {
    match scene.class(head) {
        Class::Capital => Some(PhraseKind::Name),
        Class::Lower | Class::Number => Some(PhraseKind::Nominal),
        // "many said", "others said", "some say"
        Class::Function(Function::Determiner) => Some(PhraseKind::Nominal),
        // "Robert Downey Jr. said"
        Class::Joiner if head > 0 && scene.class(head - 1) == Class::Capital => Some(PhraseKind::Name),
        _ => None,
    }
}

/// How far to the left the words stand together.
fn run_before(scene: &Scene, end: usize, floor: usize, kind: PhraseKind) -> usize {
    let mut start = end;
    while start > floor {
        let token = start - 1;
        let takes = match scene.class(token) {
            Class::Capital | Class::Joiner => true,
            Class::Number => start < end || kind == PhraseKind::Nominal,
            Class::Function(Function::Honorific) => true,
            Class::Function(Function::Particle) => start < end && scene.class(start) == Class::Capital,
            Class::Clitic => start < end,
            Class::Lower => takes_lower(scene, token, start, end, kind),
            Class::Function(Function::Determiner) if is_conjunction(scene, token) => return start,
            Class::Function(Function::Determiner | Function::Possessive) => {
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
fn takes_lower(scene: &Scene, token: usize, start: usize, end: usize, kind: PhraseKind) -> bool {
    if start == end {
        return true;
    }
    if kind == PhraseKind::Nominal {
        return true;
    }
    scene.is_role(token)
        || scene.is_role_adjective(token)
        || scene.class(start) == Class::Joiner
        || (scene.class(start) == Class::Lower && scene.verb(token).is_none())
}

/// "a spokesman for the ministry", "the Ministry of Defence", "officials in Lagos": the start of the phrase before
/// the preposition that stands before `start`, where the two are one phrase.
fn widen_over_preposition(scene: &Scene, start: usize, floor: usize, kind: PhraseKind) -> Option<usize> {
    const INSIDE: &[&str] = &["of", "for", "at", "from", "in", "with"];
    if start < floor + 2 || scene.function(start - 1) != Some(Function::Preposition) {
        return None;
    }
    let preposition = scene.word(start - 1);
    if !INSIDE.contains(&preposition) {
        return None;
    }
    let left_head = start - 2;
    let left = match scene.class(left_head) {
        Class::Capital => PhraseKind::Name,
        Class::Lower => PhraseKind::Nominal,
        // "one of her ads", "some of the voters"
        Class::Function(Function::Determiner) | Class::Number if preposition == "of" => {
            return (left_head >= floor).then_some(left_head);
        }
        _ => return None,
    };
    let of = preposition == "of";
    let wanted = match left {
        // "Secretary of State Jon Roe"; but in "Jon Roe of Acme" the name is the whole subject, below.
        PhraseKind::Name => of,
        _ => scene.is_role(left_head) || (of && kind == PhraseKind::Nominal),
    };
    wanted.then(|| run_before(scene, start - 1, floor, left)).filter(|&wider| wider < start - 1)
}

/// "Obama and Roe said": the start of the first name.
fn joined_name(scene: &Scene, start: usize, floor: usize) -> usize {
    if scene.class(start - 2) != Class::Capital {
        return start;
    }
    let first = run_before(scene, start - 1, floor, PhraseKind::Name);
    let stands_first = first == floor || !matches!(scene.class(first - 1), Class::Lower | Class::Function(_));
    if stands_first { first } else { start }
}

/// "Jon Roe of Acme" → "Jon Roe": what follows a person's name is cut off again.
fn kind_of(scene: &Scene, tokens: Range<usize>, kind: PhraseKind) -> PhraseKind {
    match kind {
        PhraseKind::Name if is_role_only(scene, &tokens) => PhraseKind::Nominal,
        kind => kind,
    }
}

/// "Officials", "The President": capitals alone do not make a name.
fn is_role_only(scene: &Scene, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|token| scene.class(token) != Class::Capital || scene.is_role(token))
}

fn goes_on_after(scene: &Scene, start: usize, at: usize, ceiling: usize, kind: Option<PhraseKind>) -> bool {
    const INSIDE: &[&str] = &["of", "for", "at", "from", "in", "with"];
    if at == start || at + 1 >= ceiling || !INSIDE.contains(&scene.word(at)) {
        return false;
    }
    let next_is_noun = matches!(
        scene.class(at + 1),
        Class::Capital | Class::Function(Function::Determiner | Function::Possessive | Function::Honorific)
    ) || (scene.class(at + 1) == Class::Lower && scene.is_word(at, "of"));
    let head_is_role = scene.is_role(at - 1);
    match kind {
        Some(PhraseKind::Nominal) => next_is_noun && head_is_role,
        Some(_) => next_is_noun && head_is_role && (scene.is_word(at, "of") || scene.is_word(at, "for")),
        // "one of her ads"
        None => next_is_noun && scene.is_word(at, "of"),
    }
}

fn trimmed_end(scene: &Scene, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start {
        match scene.class(end - 1) {
            Class::Function(Function::Preposition | Function::Conjunction | Function::Determiner)
            | Class::Function(Function::Possessive | Function::Particle) => end -= 1,
            Class::Joiner if !scene.is_word(end - 1, ".") => end -= 1,
            Class::Clitic => end -= 1,
            _ => break,
        }
    }
    end
}
