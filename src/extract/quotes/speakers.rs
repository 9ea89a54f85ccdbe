//! From attributions to speakers: every stretch of a text gets its kind, its speaker and its utterance.
//!
//! Takes a [`Scene`]; gives one [`Spoken`] for each stretch. The surprising decision: the kind is decided from the
//! stretch's own sentence before any neighbour lends it a speaker, so that a scare quote in a speech does not
//! become speech.

use super::attribution::{Attribution, Attributor, Method};
use super::kind;
use super::scene::{Class, Scene};
use crate::model::QuoteKind;

/// What is known of a stretch.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// Utterance, fragment or term.
    pub kind: QuoteKind,
    /// Who speaks, and how that is known.
    pub attribution: Option<Attribution>,
    /// Its utterance's number.
    pub utterance: usize,
}

/// Decides kind, speaker and utterance of every stretch.
pub fn assign(scene: &Scene) -> Vec<Spoken> {
    let attributor = Attributor::new(scene);
    let mut spoken: Vec<Spoken> = Vec::with_capacity(scene.stretches.len());
    for (number, stretch) in scene.stretches.iter().enumerate() {
        let own = attributor.own(number);
        let shape = kind::shape(scene, stretch, attributor.sentence_of[number]);
        let kind = kind::decide(scene, stretch, shape, own.as_ref());
        let attribution = if kind == QuoteKind::Term { None } else { own };
        spoken.push(Spoken { kind, attribution, utterance: number });
    }
    lean_on_neighbours(scene, &attributor, &mut spoken);
    number_utterances(scene, &attributor, &mut spoken);
    spoken
}

/// Gives speakers to the quotes whose own sentence has none.
fn lean_on_neighbours(scene: &Scene, attributor: &Attributor, spoken: &mut [Spoken]) {
    for number in 0..spoken.len() {
        if spoken[number].kind == QuoteKind::Term || spoken[number].attribution.is_some() {
            continue;
        }
        let found = continued(scene, spoken, number)
            .or_else(|| same_sentence(attributor, spoken, number))
            .or_else(|| attributor.previous(number))
            .or_else(|| same_paragraph(scene, spoken, number))
            .or_else(|| attributor.subject(number))
            .or_else(|| running(scene, spoken, number));
        spoken[number].attribution = found;
    }
}

fn lent(attribution: &Attribution, method: Method) -> Attribution {
    Attribution { method, ..attribution.clone() }
}

/// The paragraph before ended inside of a quote, and this one opens with a mark: the utterance goes on.
fn continues(scene: &Scene, number: usize) -> bool {
    let Some(before) = number.checked_sub(1) else { return false };
    let (last, this) = (&scene.stretches[before], &scene.stretches[number]);
    !last.closed
        && last.paragraph + 1 == this.paragraph
        && last.inner.end == scene.document.paragraphs[last.paragraph].end
        && this.open == scene.document.paragraphs[this.paragraph].start
}

fn continued(scene: &Scene, spoken: &[Spoken], number: usize) -> Option<Attribution> {
    let before = continues(scene, number).then(|| &spoken[number - 1])?;
    before.attribution.as_ref().map(|attribution| lent(attribution, Method::Continued))
}

fn same_sentence(attributor: &Attributor, spoken: &[Spoken], number: usize) -> Option<Attribution> {
    let before = number.checked_sub(1)?;
    (attributor.sentence_of[before] == attributor.sentence_of[number])
        .then(|| spoken[before].attribution.as_ref().map(|found| lent(found, Method::Split)))
        .flatten()
}

fn same_paragraph(scene: &Scene, spoken: &[Spoken], number: usize) -> Option<Attribution> {
    let paragraph = scene.stretches[number].paragraph;
    let same = |other: &usize| scene.stretches[*other].paragraph == paragraph;
    let near = 8;
    let before = (number.saturating_sub(near)..number).rev().take_while(same);
    let after = (number + 1..(number + near).min(spoken.len())).take_while(same);
    before
        .chain(after)
        .find_map(|other| spoken[other].attribution.as_ref())
        .map(|attribution| lent(attribution, Method::Paragraph))
}

/// A quote that is a paragraph of its own goes on with the speaker of the paragraph before.
fn running(scene: &Scene, spoken: &[Spoken], number: usize) -> Option<Attribution> {
    let paragraph = scene.stretches[number].paragraph;
    let before = number.checked_sub(1)?;
    let near = paragraph - scene.stretches[before].paragraph <= 2;
    let attribution = (0..number).rev().take(4).find_map(|other| spoken[other].attribution.as_ref())?;
    near.then(|| lent(attribution, Method::Running))
}

/// Stretches are one utterance when one attribution splits them, or when they run over paragraphs.
fn number_utterances(scene: &Scene, attributor: &Attributor, spoken: &mut [Spoken]) {
    let mut next = 0;
    for number in 0..spoken.len() {
        let joins = number > 0 && (continues(scene, number) || is_split(scene, attributor, spoken, number));
        if joins {
            spoken[number].utterance = spoken[number - 1].utterance;
        } else {
            spoken[number].utterance = next;
            next += 1;
        }
    }
}

/// “…,” he said. “…” and “…,” he said, “…”: two stretches with nothing between them but their attribution.
fn is_split(scene: &Scene, attributor: &Attributor, spoken: &[Spoken], number: usize) -> bool {
    let (first, second) = (&spoken[number - 1], &spoken[number]);
    let (Some(one), Some(other)) = (&first.attribution, &second.attribution) else { return false };
    let (before, this) = (&scene.stretches[number - 1], &scene.stretches[number]);
    if before.paragraph != this.paragraph || one.speaker != other.speaker || one.method != Method::CueAfter {
        return false;
    }
    let between = before.after()..this.open;
    let cues = attributor.cues(attributor.sentence_of[number - 1]);
    let one_cue = cues.iter().filter(|cue| between.contains(&cue.tokens.start)).count() <= 1;
    let stops = between.clone().filter(|&token| scene.class(token) == Class::Stop).count();
    one_cue && stops <= 1 && between.len() <= 40
}

/// How sure an attribution is.
pub fn confidence(spoken: &Spoken) -> f64 {
    match &spoken.attribution {
        None => 0.5,
        Some(attribution) => match attribution.method {
            Method::CueBefore | Method::CueAfter => 0.97,
            Method::Split | Method::Continued => 0.9,
            Method::SentenceBefore => 0.85,
            Method::SentenceAfter => 0.8,
            Method::SentencePrevious | Method::Paragraph => 0.75,
            Method::Subject => 0.6,
            Method::Running => 0.6,
        },
    }
}
