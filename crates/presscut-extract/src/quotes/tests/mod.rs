//! Whole texts in, quotes out, by theme.

pub(crate) mod attribution;
pub(crate) mod bystanders;
pub(crate) mod indirect;
pub(crate) mod kinds;
pub(crate) mod marks;
pub(crate) mod passed_on;
pub(crate) mod properties;
pub(crate) mod resolution;
pub(crate) mod speakers;

use crate::quotes::{Models, QuoteGrammar, english_grammar, find_quotes};
use crate::{Document, Extractor};
use crate::{Entity, EntityType, LocalEntity, Mention, Quote, QuoteKind, Span};
use std::sync::LazyLock;

static RESOURCES: LazyLock<(QuoteGrammar, Models)> =
    LazyLock::new(|| (english_grammar(), Models::embedded().unwrap()));

/// All quotes by the English grammar and the embedded models.
fn find_english_quotes(text: &str, entities: &[Entity], mentions: &[Mention]) -> Vec<Quote> {
    let (grammar, models) = &*RESOURCES;
    find_quotes(&Document::new(text), entities, mentions, grammar, models)
}

/// The quotes between marks.
fn quotes(text: &str) -> Vec<Quote> {
    let all = find_english_quotes(text, &[], &[]);
    all.into_iter().filter(|quote| quote.kind != QuoteKind::Indirect).collect()
}

/// The indirect quotes: speaker, cue, content.
fn reported(text: &str) -> Vec<[String; 3]> {
    let all = find_english_quotes(text, &[], &[]);
    let reported = all.into_iter().filter(|quote| quote.kind == QuoteKind::Indirect);
    reported
        .map(|quote| [quote.speaker.unwrap_or_default(), quote.cue.unwrap_or_default(), quote.text])
        .collect()
}

fn texts(text: &str) -> Vec<String> {
    quotes(text).into_iter().map(|quote| quote.text).collect()
}

fn kinds(text: &str) -> Vec<(String, QuoteKind)> {
    quotes(text).into_iter().map(|quote| (quote.text, quote.kind)).collect()
}

/// The speakers as written, one a quote; "-" for none.
fn speakers(text: &str) -> Vec<String> {
    quotes(text).into_iter().map(|quote| quote.speaker.unwrap_or_else(|| "-".into())).collect()
}

fn utterances(text: &str) -> Vec<usize> {
    quotes(text).into_iter().map(|quote| quote.utterance.0).collect()
}

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// What each speaker means, with the entities that are found in the text; "-" for nobody named.
fn meant(text: &str) -> Vec<String> {
    let found = EXTRACTOR.annotate(text, None);
    let quoted = found.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect);
    let name = |entity: crate::LocalEntity| found.entities[entity.0].name.clone();
    quoted.map(|quote| quote.speaker_entity.map_or("-".into(), name)).collect()
}

/// The canonical names of the speakers. Each person or organization is given by its forms, the name first.
fn names(text: &str, people: &[&[&str]], organizations: &[&[&str]]) -> Vec<String> {
    let mut entities = Vec::new();
    let mut mentions = Vec::new();
    let all = people.iter().map(|forms| (*forms, EntityType::Person));
    for (forms, kind) in all.chain(organizations.iter().map(|forms| (*forms, EntityType::Organization))) {
        let entity = LocalEntity(entities.len());
        let aliases = forms[1..].iter().map(|form| (*form).to_owned()).collect();
        entities.push(Entity { name: forms[0].to_owned(), kind, aliases, is_identified: true });
        for form in forms {
            for (byte, _) in text.match_indices(form) {
                let start = text[..byte].chars().count();
                let span = Span::new(start, start + form.chars().count());
                mentions.push(Mention { span, surface: (*form).to_owned(), entity, title: None });
            }
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    mentions.dedup_by(|next, kept| next.span.overlaps(&kept.span));
    find_english_quotes(text, &entities, &mentions)
        .into_iter()
        .filter(|quote| quote.kind != QuoteKind::Indirect)
        .map(|quote| quote.speaker_entity.map_or("-".into(), |entity| entities[entity.0].name.clone()))
        .collect()
}
