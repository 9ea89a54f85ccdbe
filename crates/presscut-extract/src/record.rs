//! Annotations as the JSON of an extraction record, one object a text.
//!
//! Keys keep the order in which they are documented, so that two runs can be compared line by line.

use serde_json::{Map, Value, json};

use crate::{Annotations, DateMention, LocalEntity, Mention, MoneyMention, Quote, QuoteKind};

/// Whether a record has the quotes that are reported without quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndirectQuotes {
    /// Only quotes with quotation marks.
    Omit,
    /// All quotes.
    Include,
}

/// The fields `entities`, `quotes` and `dates` of an extraction record. Amounts of money are among the entities, with
/// the type "money".
pub fn annotation_fields(found: &Annotations, indirect: IndirectQuotes) -> Map<String, Value> {
    let mut entities: Vec<(usize, Value)> =
        found.mentions.iter().map(|mention| (mention.span.start, mention_json(found, mention))).collect();
    entities.extend(found.money.iter().map(|money| (money.span.start, money_json(money))));
    entities.sort_by_key(|(start, _)| *start);
    let entities: Vec<Value> = entities.into_iter().map(|(_, value)| value).collect();
    let quotes: Vec<Value> = found
        .quotes
        .iter()
        .filter(|quote| quote.kind != QuoteKind::Indirect || indirect == IndirectQuotes::Include)
        .map(|quote| quote_json(found, quote))
        .collect();
    let dates: Vec<Value> = found.dates.iter().map(date_json).collect();
    let mut fields = Map::new();
    fields.insert("entities".into(), entities.into());
    fields.insert("quotes".into(), quotes.into());
    fields.insert("dates".into(), dates.into());
    fields
}

/// The name of an entity; `None` where its forms do not say who it is.
fn entity_name(found: &Annotations, entity: LocalEntity) -> Option<&str> {
    let entity = &found.entities[entity.0];
    entity.is_identified.then_some(entity.name.as_str())
}

fn mention_json(found: &Annotations, mention: &Mention) -> Value {
    json!({
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.surface,
        "type": found.entities[mention.entity.0].kind.as_str(),
        "name": entity_name(found, mention.entity),
        "title": mention.title,
    })
}

fn money_json(money: &MoneyMention) -> Value {
    json!({
        "start": money.span.start,
        "end": money.span.end,
        "text": money.text,
        "type": "money",
        "name": null,
        "currency": money.currency,
        "amount": money.amount,
    })
}

fn quote_json(found: &Annotations, quote: &Quote) -> Value {
    json!({
        "start": quote.span.start,
        "end": quote.span.end,
        "text": quote.text,
        "kind": quote.kind.as_str(),
        "speaker": quote.speaker,
        "speaker_name": quote.speaker_entity.and_then(|entity| entity_name(found, entity)),
        "cue": quote.cue,
        "method": quote.method.map(|method| method.as_str()),
        "confidence": quote.confidence,
        "utterance": quote.utterance.0,
    })
}

fn date_json(date: &DateMention) -> Value {
    json!({
        "start": date.span.start,
        "end": date.span.end,
        "text": date.text,
        "type": date.kind.as_str(),
        "value": date.value,
        "mod": date.modifier,
        "quant": date.quantifier,
        "freq": date.frequency,
        "earliest": date.earliest.map(|day| day.to_string()),
        "latest": date.latest.map(|day| day.to_string()),
    })
}
