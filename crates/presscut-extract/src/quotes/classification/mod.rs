//! The kind of each quoted span: whole utterance, quoted fragment, or a term that nobody speaks.
//!
//! Takes a [`CuedContext`]; gives one [`AttributedSpan`] for each span, with the speaker that its own sentence gives. A
//! model separates speech from terms; a rule separates utterances from fragments. The surprising decision: the kind is
//! decided from the span's own sentence, before any neighbour gives it a speaker, so that a scare quote inside a speech
//! does not become speech.

pub(crate) mod features;
pub(crate) mod shape;
pub(crate) mod templates;

use crate::quotes::attributed_span::AttributedSpan;
use crate::quotes::attribution::rules::AttributionRules;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::context::TokenClass;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::lexicon::VerbClass;
use crate::quotes::models::features::FeatureSink;
use crate::quotes::models::linear::{LinearModel, probability};
use crate::{AttributionMethod, QuoteKind};
use shape::SpanShape;

/// Decides the kind of every span; of speech, also who speaks as far as its own sentence has a cue for it.
pub fn classify_spans(text: &CuedContext, model: &LinearModel) -> Vec<AttributedSpan> {
    let mut classified: Vec<AttributedSpan> = Vec::with_capacity(text.context.spans.len());
    for number in 0..text.context.spans.len() {
        classified.push(classify_span(text, number, classified.last(), model));
    }
    classified
}

fn classify_span(
    text: &CuedContext,
    number: usize,
    previous: Option<&AttributedSpan>,
    model: &LinearModel,
) -> AttributedSpan {
    let mut sum = model.start_sum();
    let evidence = SpanEvidence::gather(text, number);
    evidence.add_features(&mut sum, text, previous);
    let speech = probability(sum.score());
    let is_speech = evidence.is_plainly_speech(text).unwrap_or(speech >= 0.5);
    let confidence = if is_speech { speech } else { 1.0 - speech }.max(0.5);
    let kind = match is_speech {
        false => QuoteKind::Term,
        true if shape::is_whole_utterance(evidence.shape, evidence.own.as_ref()) => QuoteKind::Direct,
        true => QuoteKind::Partial,
    };
    let attribution = if kind == QuoteKind::Term { None } else { evidence.own };
    AttributedSpan { kind, attribution, utterance: number, confidence }
}

/// What the kind of a span is decided from.
pub struct SpanEvidence {
    number: usize,
    shape: SpanShape,
    /// The speaker that a cue in its own sentence gives.
    own: Option<SpeakerAttribution>,
}

impl SpanEvidence {
    /// Measures the span with this number and applies the rules to its sentence.
    pub fn gather(text: &CuedContext, number: usize) -> SpanEvidence {
        let span = &text.context.spans[number];
        SpanEvidence {
            number,
            shape: shape::measure_shape(text.context, span, text.span_sentences[number]),
            own: AttributionRules::new(text).in_own_sentence(number),
        }
    }

    /// Adds the features of the span; `previous` is the classified span before it.
    pub fn add_features(
        &self,
        sink: &mut impl FeatureSink,
        text: &CuedContext,
        previous: Option<&AttributedSpan>,
    ) {
        features::add_features(sink, text, (self.number, self.shape), self.own.as_ref(), previous);
    }

    /// What needs no model: words right beside a verb of saying are speech (`Some(true)`), a name in capitals inside a
    /// sentence is a term (`Some(false)`).
    fn is_plainly_speech(&self, text: &CuedContext) -> Option<bool> {
        const TITLE_WORDS: std::ops::RangeInclusive<usize> = 2..=5;
        const MAX_NICKNAME_WORDS: usize = 5;
        let (context, shape, own) = (text.context, self.shape, self.own.as_ref());
        let span = &context.spans[self.number];
        let said_before = own.is_some_and(|own| own.method == AttributionMethod::CueBefore);
        let said_after = own.is_some_and(|own| {
            own.method == AttributionMethod::CueAfter && own.class == VerbClass::Say && own.distance == 0
        });
        if shape.words > 0 && said_after && shape.opens_sentence && span.closed {
            return Some(true);
        }
        let is_nickname =
            shape.words <= MAX_NICKNAME_WORDS && (text.grammar.is_nickname_introduced)(context, span);
        if is_nickname
            || (text.grammar.is_self_styled)(context, span)
            || shape::is_nickname(context, span, shape)
        {
            return Some(false);
        }
        // It was “a sad day”, said Roe: the comma outside the marks ends what is said.
        let said_outside = said_after && context.class(span.end()) == TokenClass::Comma && !shape.title;
        if shape.words > 1 && said_outside && span.closed {
            return Some(true);
        }
        if shape::is_own_sentence(context, span, shape) {
            return Some(true);
        }
        let is_inside = !shape.opens_sentence && !shape.introduced && !said_before;
        if shape.words == 0 || is_inside && shape.title && TITLE_WORDS.contains(&shape.words) {
            return Some(false);
        }
        None
    }
}
