//! Reporting words in the narrator's sentences, each with the phrase that it makes a speaker of.
//!
//! Takes a [`Scene`] and a sentence; gives its [`Cue`]s in order. The surprising decision: a cue is looked for
//! without regard to the quotes beside it; which quote belongs to which cue is the attribution's question.

use std::ops::Range;

use crate::quotes::context::{Class, Scene};
use crate::quotes::english::lexicon::{Function, Verb, VerbClass, VerbForm};
use crate::quotes::english::noun_phrases;
use crate::quotes::english::noun_phrases::Phrase;

/// How a cue and its speaker stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Frame {
    /// "Roe said", "Roe, the minister, told reporters".
    SubjectVerb,
    /// "said Roe".
    VerbSubject,
    /// "according to Roe".
    AccordingTo,
    /// "was called … by Roe".
    ByAgent,
    /// "in Roe’s words", "Roe’s claim that".
    Possessive,
    /// "…, Roe said in May, calling it …": the verb has no subject of its own and takes the one before it.
    Inherited,
    /// "a sign saying …", "with a crowd chanting …".
    Participle,
}

/// A reporting word and its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The reporting word.
    pub tokens: Range<usize>,
    /// Whom it makes a speaker.
    pub speaker: Phrase,
    /// How the two stand.
    pub frame: Frame,
    /// What the verb does; [`VerbClass::Say`] for "according to".
    pub class: VerbClass,
}

impl Cue {
    /// The first token of cue and speaker.
    pub fn start(&self) -> usize {
        self.tokens.start.min(self.speaker.tokens.start)
    }

    /// The token after the last of cue and speaker.
    pub fn end(&self) -> usize {
        self.tokens.end.max(self.speaker.tokens.end)
    }
}

/// How far to the left a subject is looked for over commas.
const REACH: usize = 60;

/// The cues of one narrator's sentence, in order.
pub fn in_sentence(scene: &Scene, sentence: &Range<usize>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for token in sentence.clone() {
        // No mark and no number is a reporting word.
        if !matches!(scene.class(token), Class::Lower | Class::Capital | Class::Function(_)) {
            continue;
        }
        let cue = according_to(scene, token, sentence)
            .or_else(|| possessive(scene, token, sentence))
            .or_else(|| verb_cue(scene, token, sentence, cues.last()));
        cues.extend(cue);
    }
    cues
}

/// Whom else the verb of an inherited subject can have for it: what stands right before it, the last clause's
/// subject, and the sentence's.
pub fn others(scene: &Scene, sentence: &Range<usize>, cue: &Cue) -> Vec<Cue> {
    let token = cue.tokens.start;
    let mut found: Vec<Cue> = Vec::new();
    let mut add = |speaker: Option<Phrase>, frame| {
        let Some(speaker) = speaker else { return };
        let known = cue.speaker == speaker || found.iter().any(|other| other.speaker == speaker);
        if !known {
            found.push(Cue { speaker, frame, ..cue.clone() });
        }
    };
    add(noun_phrases::ending_at(scene, token, sentence.start), Frame::Participle);
    add(clause_subject(scene, token, sentence.start), Frame::Inherited);
    add(sentence_subject(scene, sentence, token), Frame::Inherited);
    found
}

/// "…, where fifty protesters had gathered, chanting": the last phrase that stands before a finite verb.
fn clause_subject(scene: &Scene, token: usize, floor: usize) -> Option<Phrase> {
    let floor = floor.max(token.saturating_sub(REACH));
    (floor + 1..token).rev().find_map(|at| {
        let auxiliary = scene.function(at) == Some(Function::Auxiliary);
        let verb = scene.verb(at).is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Third));
        let starts = auxiliary || verb && scene.class(at) == Class::Lower;
        starts.then(|| noun_phrases::ending_at(scene, at, floor)).flatten()
    })
}

/// "according to Roe", "per Roe", "in Roe's words".
fn according_to(scene: &Scene, token: usize, sentence: &Range<usize>) -> Option<Cue> {
    if is_per(scene, token, sentence) {
        let speaker = noun_phrases::starting_at(scene, token + 1, sentence.end)?;
        let tokens = token..token + 1;
        return Some(Cue { tokens, speaker, frame: Frame::AccordingTo, class: VerbClass::Say });
    }
    if !scene.is_word(token, "according") || !scene.is_word(token + 1, "to") {
        return None;
    }
    let speaker = noun_phrases::starting_at(scene, token + 2, sentence.end)?;
    Some(Cue { tokens: token..token + 2, speaker, frame: Frame::AccordingTo, class: VerbClass::Say })
}

/// “…,” per the bylaws; and no "5 % per year".
fn is_per(scene: &Scene, token: usize, sentence: &Range<usize>) -> bool {
    scene.is_word(token, "per")
        && (token == sentence.start || matches!(scene.class(token - 1), Class::Quoted | Class::Comma))
        && (scene.class(token + 1) == Class::Capital
            || scene.is_word(token + 1, "the")
            || scene.function(token + 1) == Some(Function::Possessive))
}

fn possessive(scene: &Scene, token: usize, sentence: &Range<usize>) -> Option<Cue> {
    if scene.class(token) != Class::Lower || !scene.is_speech_noun(token) || token < sentence.start + 1 {
        return None;
    }
    let mut owner_end = token;
    while owner_end > sentence.start && scene.class(owner_end - 1) == Class::Lower {
        owner_end -= 1;
    }
    let owner = owner_end.checked_sub(1).filter(|&owner| owner >= sentence.start)?;
    let speaker = match scene.class(owner) {
        Class::Function(Function::Possessive) => {
            Phrase { tokens: owner..owner + 1, kind: noun_phrases::PhraseKind::Pronoun }
        }
        Class::Clitic => noun_phrases::ending_at(scene, owner, sentence.start)?,
        _ => return None,
    };
    Some(Cue { tokens: token..token + 1, speaker, frame: Frame::Possessive, class: VerbClass::Think })
}

fn verb_cue(scene: &Scene, token: usize, sentence: &Range<usize>, last: Option<&Cue>) -> Option<Cue> {
    let verb = scene.verb(token)?;
    if !is_used_as_verb(scene, token, sentence.start, verb) {
        return None;
    }
    let tokens = token..token + 1;
    let made = |speaker, frame| Cue { tokens: tokens.clone(), speaker, frame, class: verb.class };
    if is_passive(scene, token, sentence.start, verb) || is_seen_by(scene, token, verb) {
        return by_agent(scene, token, sentence).map(|speaker| made(speaker, Frame::ByAgent));
    }
    let inverted =
        || inverted_subject(scene, token, sentence, verb).map(|speaker| made(speaker, Frame::VerbSubject));
    if verb.class == VerbClass::Say
        && starts_clause(scene, token, sentence.start)
        && let Some(cue) = inverted()
    {
        return Some(cue);
    }
    let bare_gerund = verb.form == VerbForm::Gerund && !has_auxiliary(scene, token, sentence.start);
    if bare_gerund && verb.class == VerbClass::Say && token > sentence.start && scene.is_role(token - 1) {
        // "a sign saying", "protesters chanting"
        let speaker = noun_phrases::ending_at(scene, token, sentence.start);
        return speaker.map(|speaker| made(speaker, Frame::Participle));
    }
    if !bare_gerund {
        if let Some(speaker) = subject_before(scene, token, sentence.start) {
            return Some(made(speaker, Frame::SubjectVerb));
        }
        if let Some(speaker) = by_agent(scene, token, sentence).filter(|_| verb.class == VerbClass::Name) {
            return Some(made(speaker, Frame::ByAgent));
        }
    }
    let speaker = last.map(|cue| cue.speaker.clone()).or_else(|| sentence_subject(scene, sentence, token))?;
    Some(made(speaker, Frame::Inherited))
}

/// "the report", "his claims", "an added": a form that is a noun or adjective here.
fn is_used_as_verb(scene: &Scene, token: usize, floor: usize, verb: Verb) -> bool {
    if scene.class(token) == Class::Capital && token > floor && scene.class(token - 1) != Class::Quoted {
        return false;
    }
    if token == floor {
        return verb.form == VerbForm::Gerund || verb.form == VerbForm::Past;
    }
    // "federal and state officials"
    if verb.form == VerbForm::Base && scene.is_role(token) && scene.is_role(token + 1) {
        return false;
    }
    let before = scene.class(token - 1);
    match before {
        Class::Function(Function::Determiner) => {
            verb.form != VerbForm::Base
                && verb.form != VerbForm::Gerund
                && plural_determiner(scene, token - 1)
        }
        Class::Function(Function::Possessive | Function::Honorific) | Class::Clitic | Class::Joiner => {
            before == Class::Clitic && verb.form == VerbForm::Gerund
        }
        Class::Function(Function::Preposition) => {
            let infinitive = matches!(verb.form, VerbForm::Base | VerbForm::Past);
            verb.form == VerbForm::Gerund || infinitive && scene.is_word(token - 1, "to")
        }
        // "a harsh statement", "state media": the plural present needs a plural or an auxiliary before it.
        Class::Lower if verb.form == VerbForm::Base => {
            scene.word(token - 1).ends_with('s')
                || scene.is_word(token - 1, "people")
                || scene.is_word(token, "say")
        }
        Class::Lower if verb.form == VerbForm::Third => !scene.word(token - 1).ends_with('s'),
        _ => true,
    }
}

fn plural_determiner(scene: &Scene, token: usize) -> bool {
    [
        "many", "some", "most", "several", "few", "all", "others", "one", "another", "both", "that", "this",
        "more",
    ]
    .iter()
    .any(|word| scene.is_word(token, word))
}

/// The first token of the auxiliaries and adverbs before a verb.
fn verb_group_start(scene: &Scene, token: usize, floor: usize) -> usize {
    let mut start = token;
    while start > floor && token - start < 8 {
        let before = start - 1;
        let belongs = matches!(scene.class(before), Class::Function(Function::Auxiliary | Function::Adverb))
            || (scene.is_word(before, "to") && scene.class(before) != Class::Quoted)
            || (scene.class(before) == Class::Clitic && is_contraction(scene, before));
        if !belongs {
            break;
        }
        start = before;
    }
    start
}

/// "he’s": the clitic of a pronoun is a verb.
fn is_contraction(scene: &Scene, clitic: usize) -> bool {
    clitic > 0 && scene.function(clitic - 1) == Some(Function::Pronoun)
}

fn has_auxiliary(scene: &Scene, token: usize, floor: usize) -> bool {
    (verb_group_start(scene, token, floor)..token)
        .any(|at| scene.function(at) == Some(Function::Auxiliary) || scene.class(at) == Class::Clitic)
}

fn is_passive(scene: &Scene, token: usize, floor: usize, verb: Verb) -> bool {
    const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being"];
    if verb.form != VerbForm::Past {
        return false;
    }
    let group = verb_group_start(scene, token, floor);
    let auxiliary = (group..token).rev().find(|&at| scene.function(at) != Some(Function::Adverb));
    auxiliary.is_some_and(|at| BE.iter().any(|be| scene.is_word(at, be)))
        // "is quoted as saying" makes its subject the speaker.
        && !(scene.is_word(token, "quoted") || scene.is_word(token, "cited"))
}

/// "an option seen by organizers as": a participle with its agent.
fn is_seen_by(scene: &Scene, token: usize, verb: Verb) -> bool {
    const NO_OBJECT: &[&str] = &["stood", "came", "went", "said", "put"];
    verb.form == VerbForm::Past
        && scene.is_word(token + 1, "by")
        && scene.class(token + 1) != Class::Quoted
        && !NO_OBJECT.iter().any(|word| scene.is_word(token, word))
}

fn by_agent(scene: &Scene, token: usize, sentence: &Range<usize>) -> Option<Phrase> {
    let end = sentence.end.min(token + 25);
    let by = (token + 1..end).find(|&at| scene.is_word(at, "by") && scene.class(at) != Class::Quoted)?;
    noun_phrases::starting_at(scene, by + 1, sentence.end)
}

/// Whether what stands before the verb group ends a quote or a clause, so that the subject must follow.
fn starts_clause(scene: &Scene, token: usize, floor: usize) -> bool {
    token == floor
        || matches!(scene.class(token - 1), Class::Quoted | Class::Comma | Class::Dash | Class::Other)
        || scene.is_word(token - 1, "as")
        || scene.is_word(token - 1, "But")
        || scene.is_word(token - 1, "And")
}

fn inverted_subject(scene: &Scene, token: usize, sentence: &Range<usize>, verb: Verb) -> Option<Phrase> {
    if !verb.inverts || !matches!(verb.form, VerbForm::Past | VerbForm::Third) {
        return None;
    }
    // A comma between subject and verb: "Roe, the minister, said Monday" has its subject before.
    let speaker = noun_phrases::starting_at(scene, token + 1, sentence.end)?;
    if scene.class(token + 1) == Class::Lower && !(speaker.tokens.clone()).any(|at| scene.is_role(at)) {
        return None;
    }
    // "…, said Roe won": a clause of its own follows.
    let next = speaker.tokens.end;
    let clause_follows = scene.verb(next).is_some_and(|verb| verb.form != VerbForm::Gerund)
        || scene.function(next) == Some(Function::Auxiliary);
    (!clause_follows).then_some(speaker)
}

/// The subject before a verb: beside its group, or before the commas of an apposition or a relative clause.
pub fn subject_before(scene: &Scene, token: usize, floor: usize) -> Option<Phrase> {
    let floor = floor.max(token.saturating_sub(REACH));
    let mut end = over_time_words(scene, verb_group_start(scene, token, floor), floor);
    end = verb_group_start(scene, end, floor);
    if end <= floor {
        return None;
    }
    match scene.class(end - 1) {
        Class::Comma | Class::Dash | Class::CloseBracket => before_parenthesis(scene, end - 1, floor),
        Class::Function(Function::Relative) => antecedent(scene, end - 1, floor),
        // "a headline that said", but not "he said that called for"
        _ if scene.is_word(end - 1, "that") => {
            let noun = end - 1 > floor && scene.verb(end - 2).is_none() || scene.is_role(end - 2);
            noun.then(|| antecedent(scene, end - 1, floor)).flatten()
        }
        _ => over_postmodifier(scene, noun_phrases::ending_at(scene, end, floor)?, floor),
    }
}

/// "A source speaking to the Star said", "people familiar with the talks said": the phrase before what tells more of it.
fn over_postmodifier(scene: &Scene, found: Phrase, floor: usize) -> Option<Phrase> {
    const FAMILIAR: &[&str] = &["familiar", "close", "briefed", "involved"];
    let start = found.tokens.start;
    if start < floor + 3 || scene.function(start - 1) != Some(Function::Preposition) {
        return Some(found);
    }
    let word = start - 2;
    let more = scene.class(word) == Class::Lower
        && (scene.word(word).ends_with("ing") || FAMILIAR.iter().any(|known| scene.is_word(word, known)));
    if !more || scene.class(word - 1) != Class::Lower || !scene.is_role(word - 1) {
        return Some(found);
    }
    noun_phrases::ending_at(scene, word, floor).or(Some(found))
}

/// "Roe on Monday said", "Roe last week said".
fn over_time_words(scene: &Scene, end: usize, floor: usize) -> usize {
    let mut start = end;
    while start > floor
        && (scene.function(start - 1) == Some(Function::Time)
            || (start < end && scene.class(start - 1) == Class::Number))
    {
        start -= 1;
    }
    if start < end && start > floor {
        let before = start - 1;
        if ["on", "in", "late", "early", "this", "earlier"].iter().any(|word| scene.is_word(before, word)) {
            return before;
        }
        // "Monday said" alone would be a name's part.
        return start;
    }
    end
}

/// The antecedent of "who": the phrase before it, over a comma.
fn antecedent(scene: &Scene, relative: usize, floor: usize) -> Option<Phrase> {
    let end =
        if relative > floor && scene.class(relative - 1) == Class::Comma { relative - 1 } else { relative };
    noun_phrases::ending_at(scene, end, floor)
}

/// "Roe, the minister, said", "Roe, who is 61, said", "Roe — a Democrat — said": the phrase before the mark that
/// opens what the mark at `closing` closes.
fn before_parenthesis(scene: &Scene, closing: usize, floor: usize) -> Option<Phrase> {
    let same = |token: usize| match scene.class(closing) {
        Class::Dash => scene.class(token) == Class::Dash,
        Class::CloseBracket => scene.class(token) == Class::OpenBracket,
        _ => scene.class(token) == Class::Comma,
    };
    let mut best: Option<Phrase> = None;
    let mut end = closing;
    while end > floor {
        end -= 1;
        if matches!(scene.class(end), Class::Quoted | Class::Stop)
            && scene.class(closing) == Class::Comma
            && best.is_some()
        {
            break;
        }
        if !same(end) {
            continue;
        }
        let Some(found) = noun_phrases::ending_at(scene, end, floor) else { continue };
        if is_clause_subject(scene, &found, floor) {
            return Some(found);
        }
        best.get_or_insert(found);
    }
    best.filter(|found| found.kind == noun_phrases::PhraseKind::Name)
}

/// Whether a phrase stands where a clause begins: first, after a mark or a conjunction; not after a preposition.
fn is_clause_subject(scene: &Scene, found: &Phrase, floor: usize) -> bool {
    let start = found.tokens.start;
    if start <= floor {
        return true;
    }
    match scene.class(start - 1) {
        Class::Comma => {
            // "…, a professor, said": an apposition is no subject, and a place after a comma is none either.
            let article = ["a", "an"].iter().any(|word| scene.is_word(start, word));
            !article || start <= floor + 1
        }
        Class::Quoted | Class::Colon | Class::Stop | Class::Dash => true,
        Class::Function(Function::Conjunction | Function::Adverb | Function::Time) => true,
        _ => false,
    }
}

/// The first phrase of a sentence that a verb could have for its subject: after an opening "In Lagos," or "On Monday,".
pub fn sentence_subject(scene: &Scene, sentence: &Range<usize>, before: usize) -> Option<Phrase> {
    let mut at = sentence.start;
    let ceiling = before.min(sentence.end).min(sentence.start + REACH);
    let mut skipped = 0;
    while at < ceiling && skipped < 4 {
        while at < ceiling
            && matches!(
                scene.class(at),
                Class::Function(Function::Adverb | Function::Conjunction | Function::Time)
                    | Class::Comma
                    | Class::Other
                    | Class::Dash
            )
        {
            at += 1;
        }
        if at >= ceiling {
            return None;
        }
        let opens_adverbial = scene.function(at) == Some(Function::Preposition)
            || scene.verb(at).is_some_and(|verb| matches!(verb.form, VerbForm::Gerund));
        if !opens_adverbial
            && scene.class(at) != Class::Quoted
            && let Some(found) = noun_phrases::starting_at(scene, at, ceiling)
        {
            return Some(found);
        }
        at = (at..ceiling).find(|&token| scene.class(token) == Class::Comma)? + 1;
        skipped += 1;
    }
    None
}
