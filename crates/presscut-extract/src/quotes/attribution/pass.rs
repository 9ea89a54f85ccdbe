//! One pass over the spans of a text in which each gets its speaker.
//!
//! [`AttributionPass`] asks a [`SpeakerQuestion`] for each span in order and takes the answer before it asks the next. The
//! surprising decision: whoever runs the pass chooses the answers, so that a trainer runs the same pass and sees each
//! question without a trace of training in here.

use rustc_hash::FxHashSet;

use crate::quotes::attributed_span::AttributedSpan;
use crate::quotes::attribution::candidates::{self, CandidateSource};
use crate::quotes::attribution::choice::SpeakerChoice;
use crate::quotes::attribution::neighbours;
use crate::quotes::attribution::question::SpeakerQuestion;
use crate::quotes::attribution::rules::attribution_without_cue;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::attribution::utterances;
use crate::quotes::context::TokenClass;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::noun_phrase::PhraseKind;
use crate::{AttributionMethod, QuoteKind};

/// How often a paragraph that opens with a mark after one whose quote is not closed goes on with the same quote.
const CONTINUED_PROBABILITY: f32 = 0.99;

/// How often the label of a transcript's paragraph is its speaker: an estimate.
const LABEL_PROBABILITY: f32 = 0.98;
/// From this number of labelled spans on, a text is a transcript.
const MIN_LABELS: usize = 3;

/// The spans of a text, on their way from classified to attributed.
pub struct AttributionPass<'p, 'c, 'd, 't> {
    text: &'p CuedContext<'c, 'd, 't>,
    spans: Vec<AttributedSpan>,
    /// Whether the spans are a transcript's, each with its speaker in capitals: “ROE: We go.”
    is_transcript: bool,
}

impl<'p, 'c, 'd, 't> AttributionPass<'p, 'c, 'd, 't> {
    /// Starts with spans whose kind is known.
    pub fn new(text: &'p CuedContext<'c, 'd, 't>, classified: Vec<AttributedSpan>) -> Self {
        let classified = terms_throughout(text, classified);
        let labelled =
            (0..classified.len()).filter_map(|span| candidates::transcript_label(text.context, span));
        AttributionPass {
            text,
            is_transcript: labelled.take(MIN_LABELS).count() == MIN_LABELS,
            spans: classified,
        }
    }

    /// The question who spoke a span; `None` for a term. The answers for all spans before it must be in.
    pub fn question(&self, number: usize) -> Option<SpeakerQuestion<'_>> {
        let span = &self.spans[number];
        if span.kind == QuoteKind::Term {
            return None;
        }
        if let Some(question) = self.question_without_context(number) {
            return Some(question);
        }
        let by_rules = || neighbours::speaker_by_rules(self.text, &self.spans, number);
        let speakers = neighbours::neighbour_speakers(self.text.context, &self.spans, number);
        Some(SpeakerQuestion {
            span: number,
            kind: span.kind,
            rule_answer: span.attribution.clone().or_else(by_rules),
            previous_speaker: speakers.before[0],
            candidates: candidates::find_candidates(self.text, number, speakers),
        })
    }

    /// The question about a span that the sentences around it do not answer: a heading in quotation marks, which is spoken by
    /// whoever says these words in the text; and an open quote whose speaker is named where it goes on.
    fn question_without_context(&self, number: usize) -> Option<SpeakerQuestion<'_>> {
        let context = self.text.context;
        let known = |found: Option<&SpeakerAttribution>| {
            let mut only = candidates::nobody();
            if let Some(found) = found {
                only = candidates::SpeakerCandidate {
                    source: CandidateSource::Next,
                    speaker: Some(found.speaker.clone()),
                    neighbour: Some(found.clone()),
                    ..only
                };
            }
            let kind = self.spans[number].kind;
            Some(SpeakerQuestion {
                span: number,
                kind,
                rule_answer: None,
                previous_speaker: None,
                candidates: vec![only],
            })
        };
        if candidates::is_quoted_heading(context, number) {
            let repeated = candidates::spans_with_words_of(context, number)
                .find_map(|other| self.spans[other].attribution.as_ref());
            // A pronoun of a later paragraph says nothing to who reads the heading.
            return known(repeated.filter(|found| found.speaker.kind != PhraseKind::Pronoun));
        }
        if self.spans[number].attribution.is_some() || neighbours::continues_utterance(context, number) {
            return None;
        }
        let goes_on =
            (number + 1..self.spans.len()).take_while(|&next| neighbours::continues_utterance(context, next));
        let named = goes_on.filter_map(|next| self.spans[next].attribution.as_ref()).find(|found| {
            matches!(found.method, AttributionMethod::CueAfter | AttributionMethod::SentenceAfter)
        });
        named.and_then(|named| known(Some(named)))
    }

    /// A span as far as it is decided.
    #[cfg(feature = "train")]
    pub fn span(&self, number: usize) -> &AttributedSpan {
        &self.spans[number]
    }

    /// Takes the answer to the question of a span.
    pub fn answer(&mut self, number: usize, choice: SpeakerChoice) {
        let is_term = self.is_term_after_all(number, &choice);
        let span = &mut self.spans[number];
        span.confidence *= choice.probability;
        span.attribution = choice.attribution;
        if is_term {
            span.kind = QuoteKind::Term;
            span.attribution = None;
        }
    }

    /// The speaker of a span that the text itself decides: its label in a transcript; that of the paragraph before, where it
    /// continues its quote with an open mark.
    pub fn decided(&self, number: usize) -> Option<(SpeakerAttribution, f32)> {
        self.labelled(number).or_else(|| self.continued(number))
    }

    fn labelled(&self, number: usize) -> Option<(SpeakerAttribution, f32)> {
        let context = self.text.context;
        let label = self.is_transcript.then(|| candidates::transcript_label(context, number))??;
        let speaker = attribution_without_cue(context, label, AttributionMethod::Signed, number);
        Some((speaker, LABEL_PROBABILITY))
    }

    fn continued(&self, number: usize) -> Option<(SpeakerAttribution, f32)> {
        let context = self.text.context;
        let before = neighbours::continues_utterance(context, number).then(|| &self.spans[number - 1])?;
        let span = &context.spans[number];
        // “…¶“…,” says Roe: who speaks both is said at the end.
        let own_cue = self.spans[number].attribution.as_ref().is_some_and(|own| {
            matches!(own.method, AttributionMethod::CueAfter | AttributionMethod::CueBefore)
        });
        if own_cue {
            return None;
        }
        let is_paragraph = span.end() + 1 >= context.document.paragraphs[span.paragraph].end;
        if self.spans[number].kind == QuoteKind::Term && !is_paragraph {
            return None;
        }
        let speaker = before.attribution.as_ref()?.by_method(AttributionMethod::Continued);
        Some((speaker, before.confidence))
    }

    /// Gives a span the speaker that the text itself decides. The open marks or labels decide, not the model.
    pub fn take_decided(&mut self, number: usize, speaker: SpeakerAttribution, confidence: f32) {
        let span = &mut self.spans[number];
        span.attribution = Some(speaker);
        span.confidence = confidence * CONTINUED_PROBABILITY;
        span.kind = QuoteKind::Direct;
    }

    /// Whether a fragment is a term after all: a few words, and nobody near who is likely to have said them.
    fn is_term_after_all(&self, number: usize, choice: &SpeakerChoice) -> bool {
        const MIN_PROBABILITY: f32 = 0.3;
        const MAX_TOKENS: usize = 4;
        let has_cue = choice.attribution.as_ref().is_some_and(|attribution| attribution.cue.is_some());
        let is_unlikely = choice.probability < MIN_PROBABILITY || choice.attribution.is_none();
        self.spans[number].kind == QuoteKind::Partial
            && !has_cue
            && is_unlikely
            && self.text.context.spans[number].inner.len() <= MAX_TOKENS
    }

    /// The attributed spans, with their utterances numbered.
    pub fn finish(mut self) -> Vec<AttributedSpan> {
        utterances::number_utterances(self.text, &mut self.spans);
        self.spans
    }
}

/// Makes terms of the fragments that are a term elsewhere in the text: a title is a title wherever it stands.
fn terms_throughout(text: &CuedContext, mut classified: Vec<AttributedSpan>) -> Vec<AttributedSpan> {
    const MAX_TOKENS: usize = 4;
    let context = text.context;
    let words = |number: usize| {
        let inner = context.spans[number].inner.clone();
        let last = inner.end - 1;
        let is_stop = matches!(context.word(last), "." | ",");
        inner.start..if is_stop { last } else { inner.end }
    };
    let is_name = |number: &usize| {
        let words = words(*number);
        // "“Go!”" is chanted.
        let is_called = matches!(context.word(context.spans[*number].inner.end - 1), "!" | "?");
        !words.is_empty()
            && words.len() <= MAX_TOKENS
            && !is_called
            && context.word(words.start).starts_with(char::is_uppercase)
    };
    let terms: FxHashSet<&str> = (0..classified.len())
        .filter(|&number| classified[number].kind == QuoteKind::Term)
        .filter(is_name)
        .map(|number| context.document.slice(words(number)))
        .collect();
    for number in (0..classified.len()).filter(is_name) {
        let span = &mut classified[number];
        let before = context.spans[number].open.checked_sub(1).map(|at| context.class(at));
        let is_inside = matches!(
            before,
            Some(TokenClass::Lower | TokenClass::Capital | TokenClass::Function(_) | TokenClass::Clitic)
        );
        if span.kind != QuoteKind::Term && is_inside && terms.contains(context.document.slice(words(number)))
        {
            (span.kind, span.attribution) = (QuoteKind::Term, None);
        }
    }
    classified
}
