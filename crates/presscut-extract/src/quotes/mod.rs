//! What stands between quotation marks: whole utterances, fragments and mere terms, and who spoke them.
//!
//! In five steps: [`marks`] pairs the quotation marks; [`scene`] sees the narrator's sentences around them; [`cues`]
//! and [`attribution`] find by rule who speaks; two small models ([`learning`]) decide what each stretch is and which of
//! its [`candidates`] spoke it, with the rules' answer as one of their features; [`resolve`] finds whom the speaker means.
//! The surprising decision: a speaker as written comes from the text alone, so that it does
//! not change when the entities do.

pub(crate) mod attribution;
pub(crate) mod context;
pub(crate) mod coreference;
pub mod english;
pub mod models;
pub mod spans;
#[cfg(test)]
pub(crate) mod tests;

use crate::Document;
use crate::{Entity, LocalEntity, Mention, Method, Quote, QuoteKind, Span, Utterance};
use attribution::Attributor;
use attribution::speakers::Spoken;
use context::Scene;
use coreference::Resolver;
use english::indirect::Reported;
use english::noun_phrases::Phrase;
use models::Models;

/// Finds the quotes of a text, in order, and what is reported without marks. `entities` and `mentions` are those of the
/// same text.
pub fn find(document: &Document, entities: &[Entity], mentions: &[Mention]) -> Vec<Quote> {
    find_by(document, entities, mentions, Models::embedded())
}

/// The same by other models than those that presscut is shipped with.
pub fn find_by(
    document: &Document,
    entities: &[Entity],
    mentions: &[Mention],
    models: &Models,
) -> Vec<Quote> {
    let stretches = spans::stretches(document);
    let scene = Scene::new(document, &stretches);
    let found = Found::new(&scene, models);
    if found.order.is_empty() {
        return Vec::new();
    }
    let mut resolver = Resolver::new(&scene, entities, mentions, &models.pronoun, None);
    let meant = found.resolve(&mut resolver);
    found.order.iter().zip(meant).map(|(&one, meant)| found.quote(&scene, one, meant)).collect()
}

/// Finds what stands between quotation marks and what it is, without asking who speaks.
pub fn kinds(document: &Document) -> Vec<(Span, QuoteKind)> {
    let stretches = spans::stretches(document);
    if stretches.is_empty() {
        return Vec::new();
    }
    let scene = Scene::new(document, &stretches);
    let spoken = attribution::speakers::kinds(&scene, &Attributor::new(&scene), Models::embedded(), None);
    let spans = stretches.iter().map(|stretch| document.span(stretch.inner.clone()));
    spans.zip(spoken.iter().map(|spoken| spoken.kind)).collect()
}

/// What was found in a text before it is known whom its speakers mean.
struct Found {
    spoken: Vec<Spoken>,
    reported: Vec<Reported>,
    /// All of them as they stand in the text.
    order: Vec<One>,
}

/// One of what was found, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum One {
    Quoted(usize),
    Reported(usize),
}

impl Found {
    fn new(scene: &Scene, models: &Models) -> Found {
        let attributor = Attributor::of_all_sentences(scene);
        let spoken = attribution::speakers::assign(scene, &attributor, models, None);
        let reported = english::indirect::find(scene, &attributor);
        let quoted = scene.stretches.iter().enumerate();
        let mut places: Vec<(usize, One)> =
            quoted.map(|(number, stretch)| (stretch.inner.start, One::Quoted(number))).collect();
        places.extend(reported.iter().enumerate().map(|(n, one)| (one.content.start, One::Reported(n))));
        places.sort_by_key(|&(place, _)| place);
        let order = places.into_iter().map(|(_, one)| one).collect();
        Found { spoken, reported, order }
    }

    fn speaker(&self, one: One) -> Option<&Phrase> {
        match one {
            One::Quoted(number) => self.spoken[number].attribution.as_ref().map(|found| &found.speaker),
            One::Reported(number) => Some(&self.reported[number].speaker),
        }
    }

    /// Whom the speakers mean, in the order of the text.
    fn resolve(&self, resolver: &mut Resolver) -> Vec<Option<LocalEntity>> {
        self.order
            .iter()
            .map(|&one| self.speaker(one).and_then(|speaker| resolver.resolve(speaker)))
            .collect()
    }

    fn quote(&self, scene: &Scene, one: One, meant: Option<LocalEntity>) -> Quote {
        let document = scene.document;
        let speaker = self.speaker(one);
        let (tokens, kind, utterance, cue, method, confidence) = match one {
            One::Quoted(number) => {
                let spoken = &self.spoken[number];
                let attribution = spoken.attribution.as_ref();
                let cue = attribution.and_then(|attribution| attribution.cue.clone());
                let method = attribution.map(|attribution| attribution.method);
                let tokens = scene.stretches[number].inner.clone();
                (tokens, spoken.kind, spoken.utterance, cue, method, f64::from(spoken.confidence))
            }
            One::Reported(number) => {
                let reported = &self.reported[number];
                // After those of the quotes, which are numbered from 0.
                let utterance = self.spoken.len() + number;
                let (kind, cue) = (QuoteKind::Indirect, Some(reported.cue.clone()));
                (
                    reported.content.clone(),
                    kind,
                    utterance,
                    cue,
                    Some(Method::Reported),
                    reported.confidence(),
                )
            }
        };
        Quote {
            span: document.span(tokens.clone()),
            text: document.slice(tokens).to_owned(),
            kind,
            utterance: Utterance(utterance),
            speaker: speaker.map(|speaker| document.slice(speaker.tokens.clone()).to_owned()),
            speaker_span: speaker.map(|speaker| document.span(speaker.tokens.clone())),
            speaker_entity: meant,
            cue: cue.map(|cue| document.slice(cue).to_owned()),
            method,
            confidence: (confidence * 1000.0).round() / 1000.0,
        }
    }
}
