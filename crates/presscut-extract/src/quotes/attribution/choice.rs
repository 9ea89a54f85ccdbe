//! The choice of a speaker: the candidate that the model weighs most, with the probability that it is right.
//!
//! Takes a [`SpeakerQuestion`] and a model; gives a [`SpeakerChoice`]. The surprising decision: candidates with the same
//! last word share their probability, since they are one speaker written twice.

use crate::AttributionMethod;
use crate::quotes::attribution::candidates::{CandidateSource, SpeakerCandidate};
use crate::quotes::attribution::embedded_speech;
use crate::quotes::attribution::neighbours;
use crate::quotes::attribution::question::SpeakerQuestion;
use crate::quotes::attribution::ranking_features;
use crate::quotes::attribution::rules::{attribution_by_cue, attribution_without_cue};
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cue::{Cue, CuePattern};
use crate::quotes::cued_context::CuedContext;
use crate::quotes::lexicon::{FunctionWord, VerbClass, VerbForm};
use crate::quotes::models::linear::{LinearModel, best_index, softmax};
use crate::quotes::noun_phrase::PhraseKind;

/// How often the one whose words are passed on is the speaker, where the model would have chosen who passes them on: an estimate.
const PASSED_ON_PROBABILITY: f32 = 0.9;

/// What is left of the probability where a full stop is between the reporting word and the quote: an estimate.
const ACROSS_STOP_FACTOR: f32 = 0.85;

/// A chosen speaker.
#[derive(Debug, Clone)]
pub struct SpeakerChoice {
    /// Who speaks; `None` for nobody.
    pub attribution: Option<SpeakerAttribution>,
    /// The probability that the choice is right, from 0 to 1.
    pub probability: f32,
}

/// Chooses the speaker of a span among its candidates.
pub fn choose_speaker(text: &CuedContext, question: &SpeakerQuestion, model: &LinearModel) -> SpeakerChoice {
    let candidates = &question.candidates;
    let score = |candidate: &SpeakerCandidate| {
        let mut sum = model.start_sum();
        ranking_features::add_features(&mut sum, text, question, candidate);
        sum.score()
    };
    let scores: Vec<f32> = candidates.iter().map(score).collect();
    let shares = softmax(&scores);
    let best = best_index(&scores).unwrap_or(0);
    let passed_on = speaker_passed_on(text.context, question, &scores, best)
        .or_else(|| embedded_speech::inner_speaker(text.context, question, best));
    let trusted = passed_on.map_or(0.0, |_| shares[best] * PASSED_ON_PROBABILITY);
    let best = passed_on.unwrap_or(best);
    let probability: f32 = (0..candidates.len())
        .filter(|&other| is_same_speaker(text.context, &candidates[best], &candidates[other]))
        .map(|other| shares[other])
        .sum();
    let attribution = attribution_to(text.context, question, &candidates[best]);
    let across =
        if is_across_stop(text.context, question, &candidates[best]) { ACROSS_STOP_FACTOR } else { 1.0 };
    SpeakerChoice { attribution, probability: probability.max(trusted) * across }
}

/// "Roe said it was late. “…so we left,”": a stop that ends no sentence, since what follows has no capital, is right before the
/// mark, and the reporting word is before that.
fn is_across_stop(context: &QuoteContext, question: &SpeakerQuestion, chosen: &SpeakerCandidate) -> bool {
    let open = context.spans[question.span].open;
    let is_before = chosen.cue.as_ref().is_some_and(|cue| cue.tokens.start < open);
    chosen.source == CandidateSource::OwnCue
        && is_before
        && open.checked_sub(1).is_some_and(|before| context.class(before) == TokenClass::Stop)
}

/// The candidate that speaks where the one chosen only passes it on: Roe called it “a farce,” according to the Post; “It is late,”
/// Roe said, per the Post; the mess grew in what Roe called “a farce”.
fn speaker_passed_on(
    context: &QuoteContext,
    question: &SpeakerQuestion,
    scores: &[f32],
    chosen: usize,
) -> Option<usize> {
    let open = context.spans[question.span].open;
    let candidates = &question.candidates;
    if let Some(caller) = candidates.iter().position(|candidate| calls_it(context, candidate, open)) {
        return (caller != chosen).then_some(caller);
    }
    let cue = candidates[chosen].cue.as_ref()?;
    let follows = |other: &Cue| {
        context.class(cue.start().wrapping_sub(1)) == TokenClass::Comma && other.end() + 1 == cue.start()
    };
    if cue.pattern != CuePattern::AccordingTo {
        return None;
    }
    let is_after = cue.start() >= context.spans[question.span].end();
    let speaks = |candidate: &SpeakerCandidate| {
        candidate.cue.as_ref().is_some_and(|other| {
            let own = candidate.source == CandidateSource::OwnCue && governs(context, other, open);
            other.tokens != cue.tokens && (own && is_after || other.class == VerbClass::Say && follows(other))
        })
    };
    let found = (0..candidates.len()).filter(|&number| speaks(&candidates[number]));
    found.max_by(|&one, &other| scores[one].total_cmp(&scores[other]))
}

/// "what the port called a “disgrace”": the subject of the clause.
fn calls_it(context: &QuoteContext, candidate: &SpeakerCandidate, open: usize) -> bool {
    const MAX_TOKENS_APART: usize = 2;
    candidate.source == CandidateSource::OwnCue
        && candidate.cue.as_ref().is_some_and(|cue| {
            let start = cue.speaker.tokens.start;
            let before = start.wrapping_sub(1);
            cue.class == VerbClass::Name
                && cue.speaker.kind != PhraseKind::Pronoun
                && cue.pattern == CuePattern::SubjectVerb
                && cue.end() <= open
                && open - cue.end() <= MAX_TOKENS_APART
                && context.is_word(before, "what")
                && (cue.end()..open).all(|token| embedded_speech::is_inside_clause(context, token))
        })
}

/// Whether the words from the mark on are what a verb before it says or calls something.
fn governs(context: &QuoteContext, cue: &Cue, open: usize) -> bool {
    const MAX_TOKENS_APART: usize = 12;
    let verb = cue.tokens.start;
    let before = verb.wrapping_sub(1);
    // "and called it"; not "a clearly identified group".
    let has_subject = match cue.pattern {
        CuePattern::SubjectVerb => true,
        CuePattern::Inherited => context.function_word(before) == Some(FunctionWord::Conjunction),
        _ => false,
    };
    // "Ruvalian attacks on": only the past is surely a verb.
    let is_past = context.reporting_verb(verb).is_some_and(|verb| verb.form == VerbForm::Past);
    has_subject
        && is_past
        && cue.class != VerbClass::Think
        && cue.end() <= open
        && open - cue.end() <= MAX_TOKENS_APART
        && (cue.end()..open).all(|token| embedded_speech::is_inside_clause(context, token))
}

/// Whether two candidates are one speaker, as far as their last words show.
fn is_same_speaker(context: &QuoteContext, one: &SpeakerCandidate, other: &SpeakerCandidate) -> bool {
    match (&one.speaker, &other.speaker) {
        (Some(one), Some(other)) => {
            context.word(one.last_token()).eq_ignore_ascii_case(context.word(other.last_token()))
        }
        (None, None) => true,
        _ => false,
    }
}

fn attribution_to(
    context: &QuoteContext,
    question: &SpeakerQuestion,
    candidate: &SpeakerCandidate,
) -> Option<SpeakerAttribution> {
    let speaker = candidate.speaker.clone()?;
    let method = method_of(context, question, candidate);
    if let Some(neighbour) = &candidate.neighbour {
        let continues =
            method == AttributionMethod::Running && neighbours::continues_utterance(context, question.span);
        return Some(neighbour.by_method(if continues { AttributionMethod::Continued } else { method }));
    }
    let open = context.spans[question.span].open;
    Some(match &candidate.cue {
        Some(cue) => attribution_by_cue(cue, method, cue.end().abs_diff(open)),
        None => attribution_without_cue(context, speaker, method, question.span),
    })
}

/// How a chosen candidate is known, by where it was found.
fn method_of(
    context: &QuoteContext,
    question: &SpeakerQuestion,
    candidate: &SpeakerCandidate,
) -> AttributionMethod {
    match candidate.source {
        CandidateSource::OwnCue | CandidateSource::CueAfter => method_of_cue(context, question, candidate),
        CandidateSource::CueBefore | CandidateSource::SubjectBefore => AttributionMethod::SentencePrevious,
        CandidateSource::OwnPhrase => AttributionMethod::Subject,
        CandidateSource::Signed => AttributionMethod::Signed,
        CandidateSource::Previous
        | CandidateSource::SecondPrevious
        | CandidateSource::Next
        | CandidateSource::Nobody => {
            let span = &context.spans[question.span];
            let is_in_paragraph = |token: usize| context.document.paragraph_of(token) == span.paragraph;
            match candidate.neighbour.as_ref().map(|neighbour| neighbour.speaker.tokens.start) {
                Some(at) if context.sentence_of(at) == context.sentence_of(span.open) => {
                    AttributionMethod::Split
                }
                Some(at) if is_in_paragraph(at) => AttributionMethod::Paragraph,
                _ => AttributionMethod::Running,
            }
        }
    }
}

/// By the side of the quote on which its cue is, and whether it is right beside it.
fn method_of_cue(
    context: &QuoteContext,
    question: &SpeakerQuestion,
    candidate: &SpeakerCandidate,
) -> AttributionMethod {
    const MAX_ADJACENT_GAP: usize = 2;
    let span = &context.spans[question.span];
    let Some(cue) = &candidate.cue else { return AttributionMethod::CueBefore };
    if cue.tokens.start >= span.open {
        let is_adjacent = cue.start().saturating_sub(span.end()) <= MAX_ADJACENT_GAP;
        if is_adjacent { AttributionMethod::CueAfter } else { AttributionMethod::SentenceAfter }
    } else {
        let is_adjacent = span.open.saturating_sub(cue.end()) <= MAX_ADJACENT_GAP;
        if is_adjacent { AttributionMethod::CueBefore } else { AttributionMethod::SentenceBefore }
    }
}
