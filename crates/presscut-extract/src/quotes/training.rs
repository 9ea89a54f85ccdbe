//! What a trainer of the quote models needs: the decisions of a text with their features, and models to change.
//!
//! Only with the cargo feature `train`. Takes a [`Document`] and models; gives [`SpanExample`]s and [`PronounExample`]s. The
//! surprising decision: inference knows nothing of this. The examples come from the same functions that compute the
//! features for the models, called in the same order.

use std::ops::Range;

use crate::quotes::attribution::choice::choose_speaker;
use crate::quotes::attribution::pass::AttributionPass;
use crate::quotes::attribution::question::SpeakerQuestion;
use crate::quotes::attribution::ranking_features;
use crate::quotes::classification::{SpanEvidence, classify_spans};
use crate::quotes::context::QuoteContext;
use crate::quotes::coreference::SpeakerResolver;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::detected_quotes::DetectedQuotes;
use crate::quotes::grammar::QuoteGrammar;
use crate::quotes::models::Models;
use crate::quotes::spans::find_quoted_spans;
use crate::{Document, Entity, LocalEntity, Mention, QuoteKind, Span};

pub use crate::quotes::models::calibration::Calibration;
pub use crate::quotes::models::features::Features;
pub use crate::quotes::models::linear::{LinearModel, best_index, softmax};

/// One of the three models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelPart {
    /// Whether a quoted span is speech.
    Speech,
    /// Who spoke it.
    Speaker,
    /// Whom a pronoun means.
    Pronoun,
}

impl Models {
    /// Models of 2^bits weights each, all of them zero: of speech, of speakers, of pronouns.
    pub fn untrained(bits: [u32; 3]) -> Models {
        let [speech, speaker, pronoun] = bits.map(LinearModel::untrained);
        let (speaker_curve, pronoun_curve) = (Calibration::identity(), Calibration::identity());
        Models { speech, speaker, pronoun, speaker_curve, pronoun_curve }
    }

    /// The same models with other curves of confidence: of speakers, of pronouns.
    pub fn calibrated(self, speaker_curve: Calibration, pronoun_curve: Calibration) -> Models {
        Models { speaker_curve, pronoun_curve, ..self }
    }

    /// The bytes that [`Models::read`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let models = [&self.speech, &self.speaker, &self.pronoun].map(LinearModel::to_bytes);
        [models.concat(), self.speaker_curve.to_bytes(), self.pronoun_curve.to_bytes()].concat()
    }

    /// The curve of confidence of speakers.
    pub fn speaker_curve(&self) -> &Calibration {
        &self.speaker_curve
    }

    /// One of the models.
    pub fn part(&self, part: ModelPart) -> &LinearModel {
        match part {
            ModelPart::Speech => &self.speech,
            ModelPart::Speaker => &self.speaker,
            ModelPart::Pronoun => &self.pronoun,
        }
    }

    /// One of the models, to be replaced.
    pub fn part_mut(&mut self, part: ModelPart) -> &mut LinearModel {
        match part {
            ModelPart::Speech => &mut self.speech,
            ModelPart::Speaker => &mut self.speaker,
            ModelPart::Pronoun => &mut self.pronoun,
        }
    }
}

/// A quoted span with the decisions of the models about it and the features that they were made from.
#[derive(Debug, Clone)]
pub struct SpanExample {
    /// What is between the marks.
    pub span: Span,
    /// As decided when its speaker was chosen.
    pub kind: QuoteKind,
    /// The probability that kind and speaker are right, from 0 to 1, before it is calibrated.
    pub confidence: f32,
    /// The tokens of the chosen speaker; `None` for a term and for nobody.
    pub speaker: Option<Range<usize>>,
    /// What its kind is decided from.
    pub speech_features: Features,
    /// Everybody who can have spoken it: the tokens of the phrase (`None` for nobody, the last one) and its features.
    /// Empty for a term.
    pub candidates: Vec<(Option<Range<usize>>, Features)>,
}

/// A pronoun among the speakers of a text, with the people whom it can mean.
#[derive(Debug, Clone)]
pub struct PronounExample {
    /// The tokens of the pronoun.
    pub pronoun: Range<usize>,
    /// Whom it can mean, with the features; never empty.
    pub antecedents: Vec<(LocalEntity, Features)>,
}

/// The quoted spans of a text, with the decisions that these models make.
pub fn collect_span_examples(
    document: &Document,
    grammar: &QuoteGrammar,
    models: &Models,
) -> Vec<SpanExample> {
    let spans = find_quoted_spans(document, grammar.apostrophes);
    let context = QuoteContext::new(document, &spans, &grammar.lexicon);
    let text = CuedContext::around_spans(&context, grammar);
    let classified = classify_spans(&text, &models.speech);
    let mut examples = Vec::with_capacity(spans.len());
    for (number, span) in spans.iter().enumerate() {
        let previous = number.checked_sub(1).map(|previous| &classified[previous]);
        let mut speech_features = Features::new();
        SpanEvidence::gather(&text, number).add_features(&mut speech_features, &text, previous);
        examples.push(SpanExample {
            span: document.span(span.inner.clone()),
            kind: classified[number].kind,
            confidence: classified[number].confidence,
            speaker: None,
            speech_features,
            candidates: Vec::new(),
        });
    }
    let mut pass = AttributionPass::new(&text, classified);
    for (number, example) in examples.iter_mut().enumerate() {
        if let Some((speaker, confidence)) = pass.decided(number) {
            // No question for the model: the open marks decide.
            pass.take_decided(number, speaker, confidence);
        } else if let Some(question) = pass.question(number) {
            example.candidates = candidate_features(&text, &question);
            let choice = choose_speaker(&text, &question, &models.speaker);
            pass.answer(number, choice);
        }
        let span = pass.span(number);
        example.kind = span.kind;
        example.confidence = span.confidence;
        example.speaker = span.attribution.as_ref().map(|attribution| attribution.speaker.tokens.clone());
    }
    examples
}

fn candidate_features(
    text: &CuedContext,
    question: &SpeakerQuestion,
) -> Vec<(Option<Range<usize>>, Features)> {
    let with_features = question.candidates.iter().map(|candidate| {
        let mut features = Features::new();
        ranking_features::add_features(&mut features, text, question, candidate);
        (candidate.speaker.as_ref().map(|speaker| speaker.tokens.clone()), features)
    });
    with_features.collect()
}

/// The pronouns among the speakers of a text, under these models. `entities` and `mentions` are those of the same text.
pub fn collect_pronoun_examples(
    document: &Document,
    entities: &[Entity],
    mentions: &[Mention],
    grammar: &QuoteGrammar,
    models: &Models,
) -> Vec<PronounExample> {
    let spans = find_quoted_spans(document, grammar.apostrophes);
    let context = QuoteContext::new(document, &spans, &grammar.lexicon);
    let text = CuedContext::of_all_sentences(&context, grammar);
    let detected = DetectedQuotes::detect(&text, models);
    let mut resolver = SpeakerResolver::new(&text, entities, mentions, models);
    let mut examples: Vec<PronounExample> = Vec::new();
    let mut last_speaker: Option<&Range<usize>> = None;
    for speaker in detected.speakers().flatten() {
        // Several quotes can share one phrase; it is one example.
        if last_speaker != Some(&speaker.tokens) {
            let antecedents = resolver.antecedents(speaker);
            if !antecedents.is_empty() {
                let with_features =
                    antecedents.into_iter().map(|antecedent| (antecedent.entity, antecedent.features));
                let pronoun = speaker.tokens.clone();
                examples.push(PronounExample { pronoun, antecedents: with_features.collect() });
            }
        }
        resolver.resolve(speaker);
        last_speaker = Some(&speaker.tokens);
    }
    examples
}
