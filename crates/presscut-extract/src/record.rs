//! Annotations as the JSON of an extraction record, one object a text.
//!
//! Keys keep the order in which they are documented, so that two runs can be compared line by line.

use serde_json::{Map, Value, json};

use crate::{Annotations, LocalEntity, QuoteKind};

/// Whether `quotes` tells of what is reported without quotation marks, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indirect {
    /// Only of what stands between marks.
    LeftOut,
    /// Of both.
    Shown,
}

/// The `entities`, `quotes` and `dates` of an extraction record.
pub fn fields(found: &Annotations, indirect: Indirect) -> Map<String, Value> {
    let name = |entity: LocalEntity| found.entities[entity.0].name.as_str();
    let mut entities: Vec<(usize, Value)> = found
        .mentions
        .iter()
        .map(|mention| {
            let value = json!({
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.surface,
                "type": found.entities[mention.entity.0].kind.as_str(),
                "name": name(mention.entity),
                "title": mention.title,
            });
            (mention.span.start, value)
        })
        .collect();
    entities.extend(found.sums.iter().map(|sum| {
        let value = json!({
            "start": sum.span.start,
            "end": sum.span.end,
            "text": sum.text,
            "type": "money",
            "name": null,
            "currency": sum.currency,
            "amount": sum.amount,
        });
        (sum.span.start, value)
    }));
    entities.sort_by_key(|(start, _)| *start);
    let entities: Vec<Value> = entities.into_iter().map(|(_, value)| value).collect();
    let quotes: Vec<Value> = found
        .quotes
        .iter()
        .filter(|quote| quote.kind != QuoteKind::Indirect || indirect == Indirect::Shown)
        .map(|quote| {
            json!({
                "start": quote.span.start,
                "end": quote.span.end,
                "text": quote.text,
                "kind": quote.kind.as_str(),
                "speaker": quote.speaker,
                "speaker_name": quote.speaker_entity.map(name),
                "cue": quote.cue,
                "method": quote.method.map(|method| method.as_str()),
                "confidence": quote.confidence,
                "utterance": quote.utterance.0,
            })
        })
        .collect();
    let dates: Vec<Value> = found
        .dates
        .iter()
        .map(|date| {
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
        })
        .collect();
    let mut fields = Map::new();
    fields.insert("entities".into(), entities.into());
    fields.insert("quotes".into(), quotes.into());
    fields.insert("dates".into(), dates.into());
    fields
}
