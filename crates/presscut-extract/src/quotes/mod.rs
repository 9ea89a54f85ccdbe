//! Quotes: whole utterances, fragments, terms and indirect speech, with who spoke them.
//!
//! The way of a text: `spans` pairs the quotation marks; `context` finds the narrator's sentences around them;
//! `cued_context` adds the reporting words; `classification` decides what each span is; `attribution` chooses who spoke it;
//! `coreference` finds the entity that the speaker means. Two values are passed in: a [`QuoteGrammar`], which holds all
//! that depends on the language, and [`Models`], which weigh the features that the steps compute. The surprising decision:
//! a speaker as written comes from the text alone, so that it does not change when the entities do.

pub(crate) mod attributed_span;
pub(crate) mod attribution;
pub(crate) mod classification;
pub(crate) mod context;
pub(crate) mod coreference;
pub(crate) mod cue;
pub(crate) mod cued_context;
pub(crate) mod detected_quotes;
pub(crate) mod english;
pub(crate) mod grammar;
pub(crate) mod indirect_quote;
pub(crate) mod lexicon;
pub(crate) mod models;
pub(crate) mod noun_phrase;
pub(crate) mod spans;
pub(crate) mod surnames;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod token_class;
#[cfg(feature = "train")]
pub mod training;

use crate::{Document, Entity, Mention, Quote};
#[cfg(feature = "train")]
use crate::{QuoteKind, Span};
use context::QuoteContext;
use coreference::SpeakerResolver;
use cued_context::CuedContext;
use detected_quotes::DetectedQuotes;

pub use english::english_grammar;
pub use grammar::QuoteGrammar;
pub use models::Models;
#[cfg(feature = "train")]
pub use models::bad_model::BadModel;

/// Finds the quotes of a text, direct and indirect, in order. `entities` and `mentions` are those of the same text.
pub fn find_quotes(
    document: &Document,
    entities: &[Entity],
    mentions: &[Mention],
    grammar: &QuoteGrammar,
    models: &Models,
) -> Vec<Quote> {
    let spans = spans::find_quoted_spans(document, grammar.apostrophes);
    let context = QuoteContext::new(document, &spans, &grammar.lexicon);
    let text = CuedContext::of_all_sentences(&context, grammar);
    let detected = DetectedQuotes::detect(&text, models);
    if detected.is_empty() {
        return Vec::new();
    }
    let mut resolver = SpeakerResolver::new(&text, entities, mentions, models);
    detected.resolve(&context, &mut resolver)
}

/// Finds what is between quotation marks, in order, without its kind and its speaker.
#[cfg(feature = "train")]
pub fn find_quoted_spans(document: &Document, grammar: &QuoteGrammar) -> Vec<Span> {
    let spans = spans::find_quoted_spans(document, grammar.apostrophes);
    spans.into_iter().map(|span| document.span(span.inner)).collect()
}

/// Finds what is between quotation marks and what it is, without its speaker.
#[cfg(feature = "train")]
pub fn classify_quoted_spans(
    document: &Document,
    grammar: &QuoteGrammar,
    models: &Models,
) -> Vec<(Span, QuoteKind)> {
    let spans = spans::find_quoted_spans(document, grammar.apostrophes);
    if spans.is_empty() {
        return Vec::new();
    }
    let context = QuoteContext::new(document, &spans, &grammar.lexicon);
    let text = CuedContext::around_spans(&context, grammar);
    let classified = classification::classify_spans(&text, &models.speech);
    let places = spans.iter().map(|span| document.span(span.inner.clone()));
    places.zip(classified.iter().map(|span| span.kind)).collect()
}
