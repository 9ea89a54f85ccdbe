//! What is reported without quotation marks: "Ana Roe said the bridge would open in May".
//!
//! Takes the cues of each narrator's sentence; gives the clauses that they report. The surprising decision: a sentence
//! that quotes a piece of what was said gives nothing here. The piece is a partial quote already, and nobody wants to
//! count what was said once twice.

use std::ops::Range;

use crate::quotes::attribution::Attributor;
use crate::quotes::context::{Class, Scene};
use crate::quotes::english::cues::{Cue, Frame};
use crate::quotes::english::lexicon::{Function, VerbClass, VerbForm};
use crate::quotes::english::noun_phrases;
use crate::quotes::english::noun_phrases::{Phrase, PhraseKind};

/// A reported clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// What is reported: from the word after "that" to the end of the clause.
    pub content: Range<usize>,
    /// Who said it.
    pub speaker: Phrase,
    /// The reporting word.
    pub cue: Range<usize>,
    /// How its bounds are known.
    pub bounds: Bounds,
}

/// How the bounds of a reported clause are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounds {
    /// "that", "whether" or "if" opens it.
    Conjunction,
    /// It stands right behind the reporting word.
    Bare,
    /// The reporting word stands behind it, or "according to" on either side.
    Comma,
}

impl Reported {
    /// How likely content and speaker are right: counted on a sample that was read by hand.
    pub fn confidence(&self) -> f64 {
        match self.bounds {
            Bounds::Conjunction => 0.93,
            Bounds::Bare => 0.85,
            Bounds::Comma => 0.85,
        }
    }
}

/// The reported clauses of a text, in order.
pub fn find(scene: &Scene, attributor: &Attributor) -> Vec<Reported> {
    let mut found = Vec::new();
    for (number, sentence) in scene.sentences.iter().enumerate() {
        let cues = attributor.cues(number);
        let reporting =
            cues.iter().filter(|cue| cue.class == VerbClass::Say && is_speaker(scene, &cue.speaker));
        found.extend(
            reporting.filter_map(|cue| reported(scene, sentence, cue)).find(|found| is_clause(scene, found)),
        );
    }
    found
}

fn reported(scene: &Scene, sentence: &Range<usize>, cue: &Cue) -> Option<Reported> {
    let (content, bounds) = match cue.frame {
        Frame::AccordingTo => (beside_according_to(scene, sentence, cue)?, Bounds::Comma),
        Frame::SubjectVerb | Frame::Inherited => match after_cue(scene, sentence, cue) {
            Some(found) => found,
            None if cue.frame == Frame::SubjectVerb => (before_cue(scene, sentence, cue)?, Bounds::Comma),
            None => return None,
        },
        Frame::VerbSubject => (before_cue(scene, sentence, cue)?, Bounds::Comma),
        Frame::ByAgent | Frame::Possessive | Frame::Participle => return None,
    };
    Some(Reported { content, speaker: cue.speaker.clone(), cue: cue.tokens.clone(), bounds })
}

/// Whether a phrase can be a speaker: a pronoun, a name, or what has a determiner or names a role; and no verb is in it.
fn is_speaker(scene: &Scene, speaker: &Phrase) -> bool {
    let tokens = speaker.tokens.clone();
    let verb = tokens.clone().any(|token| {
        scene.class(token) == Class::Lower && scene.verb(token).is_some() && !scene.is_role(token)
    });
    let role = tokens.clone().any(|token| scene.is_role(token));
    let determined =
        matches!(scene.class(tokens.start), Class::Function(Function::Determiner | Function::Possessive));
    !verb && (speaker.kind != PhraseKind::Nominal || role || determined)
}

/// The sentence without the marks at its end.
fn end_of(scene: &Scene, sentence: &Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start && matches!(scene.class(end - 1), Class::Stop | Class::Other | Class::Comma) {
        end -= 1;
    }
    end
}

/// "Roe told reporters on Monday that …", "Roe said the …".
fn after_cue(scene: &Scene, sentence: &Range<usize>, cue: &Cue) -> Option<(Range<usize>, Bounds)> {
    const NEAR: usize = 10;
    let end = end_of(scene, sentence);
    let from = cue.tokens.end;
    if from >= end || scene.is_word(cue.tokens.start.wrapping_sub(1), "to") {
        return None;
    }
    let opener = (from..end.min(from + NEAR))
        .take_while(|&token| {
            matches!(
                scene.class(token),
                Class::Lower
                    | Class::Capital
                    | Class::Number
                    | Class::Joiner
                    | Class::Clitic
                    | Class::Function(_)
            )
        })
        .find(|&token| ["that", "whether", "if"].iter().any(|word| scene.is_word(token, word)));
    if let Some(opener) = opener.filter(|&opener| opens_clause(scene, cue, from..opener)) {
        let mut start = opener + 1;
        while start < end && scene.class(start) == Class::Comma {
            start += 1;
        }
        // "a bill that would …", "the leader that he …" tell what a thing is.
        let relative = scene.function(start) == Some(Function::Auxiliary);
        return (!relative && start < end).then_some((start..end, Bounds::Conjunction));
    }
    is_finite(scene, from, end).then_some((from..end, Bounds::Bare))
}

/// Whether what stands between a reporting word and "that" lets it open a clause: whom it was told, where and when.
fn opens_clause(scene: &Scene, cue: &Cue, between: Range<usize>) -> bool {
    const TOLD: &[&str] = &[
        "told", "tells", "tell", "telling", "warned", "assured", "reminded", "informed", "warns", "warning",
    ];
    let told = TOLD.iter().any(|word| scene.is_word(cue.tokens.start, word));
    match scene.class(between.start) {
        _ if between.is_empty() || told => true,
        Class::Function(Function::Time | Function::Adverb) => true,
        Class::Function(Function::Preposition) => {
            ["in", "on", "at", "to", "during", "through", "via", "before", "after", "by"]
                .iter()
                .any(|word| scene.is_word(between.start, word))
        }
        _ => false,
    }
}

/// Whether a subject with its finite verb stands at a place: "the timing was", "she opposes".
fn is_finite(scene: &Scene, from: usize, end: usize) -> bool {
    let Some(subject) = noun_phrases::starting_at(scene, from, end) else { return false };
    let mut next = subject.tokens.end;
    while next < end && scene.function(next) == Some(Function::Adverb) {
        next += 1;
    }
    if next >= end {
        return false;
    }
    let finite = scene.verb(next).is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Third));
    match scene.class(next) {
        Class::Function(Function::Auxiliary) => true,
        Class::Clitic => subject.kind == PhraseKind::Pronoun,
        Class::Lower => finite || subject.kind == PhraseKind::Pronoun || has_verb_ending(scene.word(next)),
        _ => false,
    }
}

/// "The bridge will open in May, Roe said."
fn before_cue(scene: &Scene, sentence: &Range<usize>, cue: &Cue) -> Option<Range<usize>> {
    let start = cue.start();
    let comma = start.checked_sub(1).filter(|&comma| comma > sentence.start)?;
    // "If it fails, Roe said, there are others": the comma after the cue says that the clause goes on.
    let ends = match scene.class(cue.end()) {
        Class::Comma | Class::Quoted | Class::Dash | Class::Colon => false,
        Class::Function(function) => function != Function::Conjunction,
        _ => true,
    };
    if scene.class(comma) != Class::Comma || !ends || sentence.end - cue.end() > 12 {
        return None;
    }
    Some(sentence.start..comma)
}

/// "…, according to Roe", "According to Roe, …".
fn beside_according_to(scene: &Scene, sentence: &Range<usize>, cue: &Cue) -> Option<Range<usize>> {
    if cue.tokens.start == sentence.start {
        let end = end_of(scene, sentence);
        let comma = (cue.end()..end).find(|&token| scene.class(token) == Class::Comma)?;
        return Some(comma + 1..end);
    }
    let comma = cue.tokens.start - 1;
    (comma > sentence.start && scene.class(comma) == Class::Comma).then_some(sentence.start..comma)
}

/// Whether it is a clause without a quote: long enough, with a verb.
fn is_clause(scene: &Scene, found: &Reported) -> bool {
    const LEAST: usize = 3;
    let content = found.content.clone();
    let words = |token: &usize| {
        matches!(scene.class(*token), Class::Lower | Class::Capital | Class::Number | Class::Function(_))
    };
    let quoted = content.clone().any(|token| scene.class(token) == Class::Quoted);
    let verb = content.clone().take(30).any(|token| {
        scene.function(token) == Some(Function::Auxiliary)
            || scene.verb(token).is_some()
            || (scene.class(token) == Class::Lower && has_verb_ending(scene.word(token)))
            || (scene.class(token) == Class::Clitic
                && scene.function(token.saturating_sub(1)) == Some(Function::Pronoun))
    });
    !quoted && verb && content.filter(words).count() >= LEAST
}

/// "opened", "opens": a guess that a clause may lean on.
fn has_verb_ending(word: &str) -> bool {
    word.len() > 3 && (word.ends_with("ed") || (word.ends_with('s') && !word.ends_with("ss")))
}
