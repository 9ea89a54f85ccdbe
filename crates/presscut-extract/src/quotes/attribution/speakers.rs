//! From attributions to speakers: every stretch of a text gets its kind, its speaker and its utterance.
//!
//! Takes a [`Scene`] and the [`Models`]; gives one [`Spoken`] for each stretch. The surprising decision: the kind is
//! decided from the stretch's own sentence before any neighbour lends it a speaker, so that a scare quote in a speech
//! does not become speech.

use crate::QuoteKind;
use crate::quotes::attribution::candidates;
use crate::quotes::attribution::candidates::{Candidate, Neighbours};
use crate::quotes::attribution::ranking;
use crate::quotes::attribution::ranking::Question;
use crate::quotes::attribution::{Attribution, Attributor, Method};
use crate::quotes::context::{Class, Scene};
use crate::quotes::models::linear::{Features, probability, softmax};
use crate::quotes::models::{Case, Models};
use crate::quotes::spans::kind;

/// What is known of a stretch.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// Utterance, fragment or term.
    pub kind: QuoteKind,
    /// Who speaks, and how that is known.
    pub attribution: Option<Attribution>,
    /// Its utterance's number.
    pub utterance: usize,
    /// How sure all of this is, from 0 to 1.
    pub confidence: f32,
}

/// Decides the kind of every stretch; of speech, who speaks as far as the rules find it in the stretch's own sentence.
pub fn kinds(
    scene: &Scene,
    attributor: &Attributor,
    models: &Models,
    mut cases: Option<&mut Vec<Case>>,
) -> Vec<Spoken> {
    let mut spoken: Vec<Spoken> = Vec::with_capacity(scene.stretches.len());
    for number in 0..scene.stretches.len() {
        let own = attributor.own(number);
        let shape = kind::shape(scene, &scene.stretches[number], attributor.sentence_of[number]);
        let mut score = models.kinds.start();
        kind::features(&mut score, scene, attributor, (number, shape), own.as_ref(), spoken.last());
        let share = probability(score.value());
        let is_speech = kind::plain(scene, number, shape, own.as_ref()).unwrap_or(share >= 0.5);
        let confidence = if is_speech { share } else { 1.0 - share }.max(0.5);
        let kind = match is_speech {
            false => QuoteKind::Term,
            true if kind::is_whole(shape, own.as_ref()) => QuoteKind::Direct,
            true => QuoteKind::Partial,
        };
        if let Some(cases) = cases.as_deref_mut() {
            let mut kind_features = Features::new();
            let about = (number, shape);
            kind::features(&mut kind_features, scene, attributor, about, own.as_ref(), spoken.last());
            cases.push(Case { kind, confidence, kind_features, candidates: Vec::new() });
        }
        let attribution = if kind == QuoteKind::Term { None } else { own };
        spoken.push(Spoken { kind, attribution, utterance: number, confidence });
    }
    spoken
}

/// Decides kind, speaker and utterance of every stretch. Whoever learns from the decisions gives a place for the cases.
pub fn assign(
    scene: &Scene,
    attributor: &Attributor,
    models: &Models,
    mut cases: Option<&mut Vec<Case>>,
) -> Vec<Spoken> {
    let mut spoken = kinds(scene, attributor, models, cases.as_deref_mut());
    for number in 0..spoken.len() {
        if spoken[number].kind != QuoteKind::Term {
            let (attribution, share) =
                choose(scene, attributor, models, &spoken, number, cases.as_deref_mut());
            spoken[number].attribution = attribution;
            spoken[number].confidence *= share;
            if is_nobodys(scene, number, &spoken[number], share) {
                spoken[number] =
                    Spoken { kind: QuoteKind::Term, attribution: None, ..spoken[number].clone() };
            }
            if let Some(cases) = cases.as_deref_mut() {
                cases[number].confidence = spoken[number].confidence;
            }
        }
    }
    number_utterances(scene, attributor, &mut spoken);
    spoken
}

/// Whether a fragment is a term after all: a few words, and nobody near who is likely to have said them.
fn is_nobodys(scene: &Scene, number: usize, spoken: &Spoken, share: f32) -> bool {
    const LIKELY: f32 = 0.3;
    let cue = spoken.attribution.as_ref().is_some_and(|attribution| attribution.cue.is_some());
    let unlikely = share < LIKELY || spoken.attribution.is_none();
    spoken.kind == QuoteKind::Partial && !cue && unlikely && scene.stretches[number].inner.len() <= 4
}

/// Chooses the speaker of a stretch among its candidates; gives how sure the choice is, too.
fn choose(
    scene: &Scene,
    attributor: &Attributor,
    models: &Models,
    spoken: &[Spoken],
    number: usize,
    cases: Option<&mut Vec<Case>>,
) -> (Option<Attribution>, f32) {
    let rule = spoken[number].attribution.clone().or_else(|| by_rule(scene, attributor, spoken, number));
    let neighbours = neighbours(scene, spoken, number);
    let last = neighbours.before[0];
    let question = Question { stretch: number, kind: spoken[number].kind, rule: rule.as_ref(), last };
    let found = candidates::of_stretch(scene, attributor, number, neighbours);
    let score = |candidate: &Candidate| {
        let mut score = models.speaker.start();
        ranking::features(&mut score, scene, attributor, question, candidate);
        score.value()
    };
    let scores: Vec<f32> = found.iter().map(score).collect();
    let shares = softmax(&scores);
    // Of equals the first; there is always one, since nobody is a candidate too.
    let best =
        (0..found.len()).rev().max_by(|&one, &other| scores[one].total_cmp(&scores[other])).unwrap_or(0);
    let share = (0..found.len())
        .filter(|&other| same_speaker(scene, &found[best], &found[other]))
        .map(|other| shares[other])
        .sum();
    let chosen = attribution(scene, attributor, &found[best], question);
    if let Some(cases) = cases {
        let with_features = found.iter().map(|candidate| {
            let mut features = Features::new();
            ranking::features(&mut features, scene, attributor, question, candidate);
            (candidate.speaker.as_ref().map(|speaker| speaker.tokens.clone()), features)
        });
        cases[number].candidates = with_features.collect();
    }
    (chosen, share)
}

/// Whether two candidates are one speaker, as far as their last words show.
fn same_speaker(scene: &Scene, one: &Candidate, other: &Candidate) -> bool {
    match (&one.speaker, &other.speaker) {
        (Some(one), Some(other)) => {
            scene.word(one.tokens.end - 1).eq_ignore_ascii_case(scene.word(other.tokens.end - 1))
        }
        (None, None) => true,
        _ => false,
    }
}

fn attribution(
    scene: &Scene,
    attributor: &Attributor,
    candidate: &Candidate,
    question: Question,
) -> Option<Attribution> {
    let speaker = candidate.speaker.clone()?;
    let method = ranking::method(candidate, question, scene);
    if let Some(from) = &candidate.lent {
        let method = if method == Method::Running && continues(scene, question.stretch) {
            Method::Continued
        } else {
            method
        };
        return Some(lent(from, method));
    }
    let found = match &candidate.cue {
        Some(cue) => {
            attributor.attribution(cue, method, cue.end().abs_diff(scene.stretches[question.stretch].open))
        }
        None => attributor.without_cue(speaker, method, question.stretch),
    };
    Some(found)
}

/// Who spoke before, and who speaks next by its own cue.
fn neighbours<'s>(scene: &Scene, spoken: &'s [Spoken], number: usize) -> Neighbours<'s> {
    const NEAR: usize = 8;
    let mut before = spoken[number.saturating_sub(NEAR)..number]
        .iter()
        .rev()
        .filter_map(|spoken| spoken.attribution.as_ref());
    let last = before.next();
    let other = last.and_then(|last| {
        before
            .find(|other| scene.word(other.speaker.tokens.end - 1) != scene.word(last.speaker.tokens.end - 1))
    });
    let next = (number + 1..(number + 4).min(spoken.len()))
        .take_while(|&next| scene.stretches[next].paragraph == scene.stretches[number].paragraph)
        .find_map(|next| spoken[next].attribution.as_ref());
    Neighbours { before: [last, other], next }
}

/// Who speaks a quote whose own sentence has nobody, by the rules.
fn by_rule(scene: &Scene, attributor: &Attributor, spoken: &[Spoken], number: usize) -> Option<Attribution> {
    continued(scene, spoken, number)
        .or_else(|| same_sentence(attributor, spoken, number))
        .or_else(|| attributor.previous(number))
        .or_else(|| same_paragraph(scene, spoken, number))
        .or_else(|| attributor.subject(number))
        .or_else(|| running(scene, spoken, number))
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
        let split = number > 0 && is_split(scene, attributor, spoken, number);
        let joins = split || number > 0 && continues(scene, number);
        if split && goes_on(scene, spoken, number) {
            spoken[number].kind = QuoteKind::Direct;
        }
        if joins {
            spoken[number].utterance = spoken[number - 1].utterance;
        } else {
            spoken[number].utterance = next;
            next += 1;
        }
    }
}

/// “We go,” he said, “but not yet.”: the second half of a whole utterance is no fragment.
fn goes_on(scene: &Scene, spoken: &[Spoken], number: usize) -> bool {
    let comma = scene.class(scene.stretches[number].open - 1) == Class::Comma;
    comma && spoken[number].kind == QuoteKind::Partial && spoken[number - 1].kind == QuoteKind::Direct
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
