//! Everybody who could have spoken a stretch, as far as the sentences around it name them.
//!
//! Takes the cues of a text and a stretch; gives its [`Candidate`]s. The surprising decision: nothing is weighed here.
//! A candidate says where it was found, and the ranking decides; so that a new place to look costs no rule elsewhere.

use std::ops::Range;

use crate::quotes::attribution::{Attribution, Attributor};
use crate::quotes::context::{Class, Scene};
use crate::quotes::english::cues;
use crate::quotes::english::cues::{Cue, Frame};
use crate::quotes::english::lexicon::{Function, VerbClass};
use crate::quotes::english::noun_phrases;
use crate::quotes::english::noun_phrases::Phrase;

/// Where a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The speaker of a reporting word in the quote's own sentence.
    OwnCue,
    /// The same, in the sentence before.
    CueBefore,
    /// The same, in the sentence after.
    CueAfter,
    /// A phrase of the quote's own sentence.
    OwnPhrase,
    /// The subject of the sentence before.
    SubjectBefore,
    /// A name behind a dash after the quote: “…” — Roe.
    Signed,
    /// Who spoke the stretch before.
    Last,
    /// Who spoke the stretch before that.
    LastButOne,
    /// Who speaks the next stretch of the paragraph.
    Next,
    /// Nobody is named.
    Nobody,
}

/// Somebody who could have spoken a stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Where it was found.
    pub place: Place,
    /// Its phrase; `None` for nobody.
    pub speaker: Option<Phrase>,
    /// The reporting word, where there is one.
    pub cue: Option<Cue>,
    /// How many of its place stand nearer to the stretch, on the same side.
    pub nearer: usize,
    /// What it was attributed by, where it is a neighbour's speaker.
    pub lent: Option<Attribution>,
}

/// No more than these of a place; further ones are too far off to be meant.
const MOST: usize = 8;

/// What the neighbours of a stretch say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Neighbours<'a> {
    /// Who spoke before, the last one first.
    pub before: [Option<&'a Attribution>; 2],
    /// Who speaks the next stretch, by its own cue.
    pub next: Option<&'a Attribution>,
}

/// The candidates of a stretch; the last one is nobody.
pub fn of_stretch(
    scene: &Scene,
    attributor: &Attributor,
    stretch: usize,
    neighbours: Neighbours,
) -> Vec<Candidate> {
    let mut found = Vec::with_capacity(24);
    let own = attributor.sentence_of[stretch];
    let (open, after) = (scene.stretches[stretch].open, scene.stretches[stretch].after());
    let cues = attributor.cues(own);
    let split = cues.partition_point(|cue| cue.tokens.start < open);
    push_cues(&mut found, Place::OwnCue, cues[..split].iter().rev());
    push_cues(&mut found, Place::OwnCue, cues[split..].iter().filter(|cue| cue.tokens.start >= after));
    push_others(&mut found, scene, &scene.sentences[own], &cues[..split]);
    if own > 0 {
        push_cues(&mut found, Place::CueBefore, attributor.cues(own - 1).iter().rev().take(4));
    }
    if same_paragraph(scene, stretch, own + 1) {
        push_cues(&mut found, Place::CueAfter, attributor.cues(own + 1).iter().take(2));
    }
    let phrases = phrases_of(scene, &scene.sentences[own], open);
    push_phrases(&mut found, Place::OwnPhrase, &phrases, open);
    if own > 0 {
        let before = &scene.sentences[own - 1];
        let subjects: Vec<Phrase> = phrases_of(scene, before, before.end).into_iter().take(2).collect();
        push_phrases(&mut found, Place::SubjectBefore, &subjects, open);
    }
    if let Some(speaker) = signed(scene, after) {
        found.push(plain(Place::Signed, Some(speaker), 0));
    }
    for (place, lent) in [Place::Last, Place::LastButOne].into_iter().zip(neighbours.before) {
        push_lent(&mut found, place, lent);
    }
    push_lent(&mut found, Place::Next, neighbours.next);
    found.push(plain(Place::Nobody, None, 0));
    found
}

fn plain(place: Place, speaker: Option<Phrase>, nearer: usize) -> Candidate {
    Candidate { place, speaker, cue: None, nearer, lent: None }
}

fn push_lent(found: &mut Vec<Candidate>, place: Place, lent: Option<&Attribution>) {
    found.extend(
        lent.map(|lent| Candidate {
            lent: Some(lent.clone()),
            ..plain(place, Some(lent.speaker.clone()), 0)
        }),
    );
}

fn push_cues<'c>(found: &mut Vec<Candidate>, place: Place, cues: impl Iterator<Item = &'c Cue>) {
    for (nearer, cue) in cues.take(MOST).enumerate() {
        let speaker = Some(cue.speaker.clone());
        found.push(Candidate { place, speaker, cue: Some(cue.clone()), nearer, lent: None });
    }
}

/// Who else the nearest verbs before the quote can have for a subject.
fn push_others(found: &mut Vec<Candidate>, scene: &Scene, sentence: &Range<usize>, before: &[Cue]) {
    const NEAREST: usize = 2;
    for (nearer, cue) in before.iter().rev().take(NEAREST).enumerate() {
        if matches!(cue.frame, Frame::Inherited | Frame::Participle) {
            found.extend(cues::others(scene, sentence, cue).into_iter().map(|cue| Candidate {
                place: Place::OwnCue,
                speaker: Some(cue.speaker.clone()),
                cue: Some(cue),
                nearer,
                lent: None,
            }));
        }
    }
}

fn push_phrases(found: &mut Vec<Candidate>, place: Place, phrases: &[Phrase], open: usize) {
    let split = phrases.partition_point(|phrase| phrase.tokens.start < open);
    let sides = [phrases[..split].iter().rev().collect::<Vec<_>>(), phrases[split..].iter().collect()];
    for side in sides {
        for (nearer, phrase) in side.into_iter().take(MOST).enumerate() {
            let known = found.iter().any(|candidate| {
                candidate.place == Place::OwnCue
                    && candidate.cue.as_ref().is_some_and(|cue| cue.frame != Frame::Inherited)
                    && candidate
                        .speaker
                        .as_ref()
                        .is_some_and(|speaker| overlaps(&speaker.tokens, &phrase.tokens))
            });
            // "A self-declared “bridge nerd”": what runs into the quote tells what it is.
            if !known && phrase.tokens.end != open {
                found.push(plain(place, Some(phrase.clone()), nearer));
            }
        }
    }
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn same_paragraph(scene: &Scene, stretch: usize, sentence: usize) -> bool {
    scene.sentences.get(sentence).is_some_and(|range| {
        let paragraph = &scene.document.paragraphs[scene.stretches[stretch].paragraph];
        range.start < paragraph.end
    })
}

/// The phrases of a sentence, in order: a few at its start, and those nearest to `near`.
fn phrases_of(scene: &Scene, sentence: &Range<usize>, near: usize) -> Vec<Phrase> {
    const REACH: usize = 50;
    let mut phrases = Vec::new();
    let start = if near > sentence.start + 2 * REACH { near - 2 * REACH } else { sentence.start };
    let mut at = start;
    let end = sentence.end.min(near + REACH);
    while at < end {
        let opens = matches!(
            scene.class(at),
            Class::Capital
                | Class::Function(
                    Function::Determiner | Function::Possessive | Function::Honorific | Function::Pronoun
                )
        ) || (scene.class(at) == Class::Lower && scene.is_role(at));
        match if opens { noun_phrases::starting_at(scene, at, end) } else { None } {
            Some(found) => {
                at = found.tokens.end.max(at + 1);
                phrases.push(found);
            }
            None => at += 1,
        }
    }
    phrases
}

/// “…” — Ana Roe; and the same on the line below.
fn signed(scene: &Scene, after: usize) -> Option<Phrase> {
    let dash = (after..after + 2).find(|&token| scene.class(token) == Class::Dash)?;
    let end = scene.document.paragraphs.get(scene.document.paragraph_of(dash))?.end;
    let found = noun_phrases::starting_at(scene, dash + 1, end)?;
    let short = end - found.tokens.end <= 12;
    (short && found.kind == noun_phrases::PhraseKind::Name).then_some(found)
}

/// What a cue does; for a phrase without one, nothing.
pub fn class_of(candidate: &Candidate) -> Option<VerbClass> {
    candidate.cue.as_ref().map(|cue| cue.class)
}
