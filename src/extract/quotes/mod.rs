//! What stands between quotation marks: whole utterances, fragments and mere terms, and who spoke them.
//!
//! In five steps: [`marks`] pairs the quotation marks; [`scene`] sees the narrator's sentences around them; [`cues`]
//! and [`attribution`] find by rule who speaks; two small models ([`learning`]) decide what each stretch is and which of
//! its [`candidates`] spoke it, with the rules' answer as one of their features; [`resolve`] finds whom the speaker means.
//! The surprising decision: a speaker as written comes from the text alone, so that it does
//! not change when the entities do.

mod attribution;
mod candidates;
mod cues;
mod gender;
mod kind;
pub mod learning;
mod lexicon;
pub mod linear;
pub mod marks;
mod phrase;
mod ranking;
mod resolve;
mod scene;
mod speakers;
#[cfg(test)]
mod tests;

use super::Document;
use crate::model::{Entity, Mention, Quote, QuoteKind, Span, Utterance};
use speakers::Spoken;

/// Finds the quotes of a text, in order. `entities` and `mentions` are those of the same text.
pub fn find(document: &Document, entities: &[Entity], mentions: &[Mention]) -> Vec<Quote> {
    let stretches = marks::stretches(document);
    if stretches.is_empty() {
        return Vec::new();
    }
    let scene = scene::Scene::new(document, &stretches);
    let models = learning::Models::embedded();
    let spoken = speakers::assign(&scene, models, None);
    let mut resolver = resolve::Resolver::new(&scene, entities, mentions, &models.pronoun, None);
    let mut quotes = Vec::with_capacity(stretches.len());
    for (stretch, spoken) in stretches.iter().zip(&spoken) {
        let span = document.span(stretch.inner.clone());
        quotes.push(quote(&scene, span, document.slice(stretch.inner.clone()), spoken, &mut resolver));
    }
    quotes
}

fn quote(
    scene: &scene::Scene,
    span: Span,
    text: &str,
    spoken: &Spoken,
    resolver: &mut resolve::Resolver,
) -> Quote {
    let speech = spoken.kind != QuoteKind::Term;
    let attribution = spoken.attribution.as_ref().filter(|_| speech);
    let speaker = attribution.map(|attribution| &attribution.speaker);
    Quote {
        span,
        text: text.to_owned(),
        kind: spoken.kind,
        utterance: Utterance(spoken.utterance),
        speaker: speaker.map(|speaker| scene.document.slice(speaker.tokens.clone()).to_owned()),
        speaker_span: speaker.map(|speaker| scene.document.span(speaker.tokens.clone())),
        speaker_entity: speaker.and_then(|speaker| resolver.resolve(speaker)),
        cue: attribution
            .and_then(|attribution| attribution.cue.clone())
            .map(|cue| scene.document.slice(cue).to_owned()),
        method: attribution.map(|attribution| attribution.method),
        confidence: (f64::from(spoken.confidence) * 1000.0).round() / 1000.0,
    }
}
