//! Annotations as the JSON of a lake's record, and back: entities, mentions, quotes, dates and amounts of money.
//!
//! Offsets count characters of the body, as in the archive. A mention names its entity by its place among `entities`.

use chrono::NaiveDate;
use presscut_extract::{Span, currency_with_code};
use serde::{Deserialize, Serialize};

use crate::model::{
    Annotations, AttributionMethod, Certainty, DateMention, DateType, Entity, EntityType, LocalEntity,
    Mention, MoneyMention, Quote, QuoteKind, Utterance,
};
use crate::text::name_key::key_or_name;

/// What is wrong with a line, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct BadLine(pub String);

/// What was found in one text.
#[derive(Serialize, Deserialize)]
pub(crate) struct AnnotationLines {
    entities: Vec<EntityLine>,
    mentions: Vec<MentionLine>,
    quotes: Vec<QuoteLine>,
    dates: Vec<DateLine>,
    money: Vec<MoneyLine>,
}

#[derive(Serialize, Deserialize)]
struct EntityLine {
    name: String,
    r#type: String,
    /// What names are compared by across articles; computed, and not read back.
    key: String,
    is_identified: bool,
    aliases: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct MentionLine {
    start: usize,
    end: usize,
    surface: String,
    entity: usize,
    title: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct QuoteLine {
    start: usize,
    end: usize,
    text: String,
    kind: String,
    utterance: usize,
    speaker: Option<String>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    speaker_entity: Option<usize>,
    cue: Option<String>,
    method: Option<String>,
    confidence: f64,
}

/// A date in a text.
#[derive(Serialize, Deserialize)]
pub(crate) struct DateLine {
    start: usize,
    end: usize,
    text: String,
    r#type: String,
    value: String,
    r#mod: Option<String>,
    quant: Option<String>,
    freq: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
    sentence_start: usize,
    sentence_end: usize,
    ahead: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct MoneyLine {
    start: usize,
    end: usize,
    text: String,
    currency: Option<String>,
    amount: Option<f64>,
}

/// What a word means; nothing for no word.
///
/// # Errors
/// Where it means nothing.
pub(crate) fn known_word<T>(
    word: Option<&str>,
    what: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, BadLine> {
    match word {
        None => Ok(None),
        Some(word) => match read(word) {
            Some(value) => Ok(Some(value)),
            None => Err(BadLine(format!("{word:?} is no {what}"))),
        },
    }
}

/// What a word means.
///
/// # Errors
/// Where it means nothing.
pub(crate) fn needed_word<T>(word: &str, what: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, BadLine> {
    read(word).ok_or_else(|| BadLine(format!("{word:?} is no {what}")))
}

/// Annotations as they are written.
pub(crate) fn to_lines(found: Annotations) -> AnnotationLines {
    AnnotationLines {
        entities: found.entities.into_iter().map(entity_line).collect(),
        mentions: found.mentions.into_iter().map(mention_line).collect(),
        quotes: found.quotes.into_iter().map(quote_line).collect(),
        dates: to_date_lines(found.dates),
        money: found.money.into_iter().map(money_line).collect(),
    }
}

/// Annotations as they were written.
///
/// # Errors
/// Where a word is none of its kind, a span ends before it begins, or an entity is not there.
pub(crate) fn from_lines(lines: AnnotationLines) -> Result<Annotations, BadLine> {
    let entities = lines.entities.into_iter().map(read_entity).collect::<Result<Vec<_>, _>>()?;
    let count = entities.len();
    Ok(Annotations {
        mentions: lines
            .mentions
            .into_iter()
            .map(|line| read_mention(line, count))
            .collect::<Result<_, _>>()?,
        quotes: lines.quotes.into_iter().map(|line| read_quote(line, count)).collect::<Result<_, _>>()?,
        dates: from_date_lines(lines.dates)?,
        money: lines.money.into_iter().map(read_money).collect::<Result<_, _>>()?,
        entities,
    })
}

/// Dates as they are written.
pub(crate) fn to_date_lines(dates: Vec<DateMention>) -> Vec<DateLine> {
    dates.into_iter().map(date_line).collect()
}

/// Dates as they were written.
///
/// # Errors
/// Where a word is none of its kind, or a span ends before it begins.
pub(crate) fn from_date_lines(lines: Vec<DateLine>) -> Result<Vec<DateMention>, BadLine> {
    lines.into_iter().map(read_date).collect()
}

fn span(start: usize, end: usize) -> Result<Span, BadLine> {
    match start <= end {
        true => Ok(Span { start, end }),
        false => Err(BadLine(format!("the span {start}–{end} ends before it begins"))),
    }
}

fn local(entity: usize, count: usize) -> Result<LocalEntity, BadLine> {
    match entity < count {
        true => Ok(LocalEntity(entity)),
        false => Err(BadLine(format!("there is no entity {entity}"))),
    }
}

fn entity_line(entity: Entity) -> EntityLine {
    EntityLine {
        key: key_or_name(&entity.name),
        name: entity.name,
        r#type: entity.kind.as_str().into(),
        is_identified: entity.is_identified,
        aliases: entity.aliases,
    }
}

fn read_entity(line: EntityLine) -> Result<Entity, BadLine> {
    let EntityLine { name, r#type, is_identified, aliases, .. } = line;
    Ok(Entity {
        name,
        kind: needed_word(&r#type, "type of entity", EntityType::named)?,
        aliases,
        is_identified,
    })
}

fn mention_line(mention: Mention) -> MentionLine {
    let Mention { span, surface, entity, title } = mention;
    MentionLine { start: span.start, end: span.end, surface, entity: entity.0, title }
}

fn read_mention(line: MentionLine, count: usize) -> Result<Mention, BadLine> {
    let MentionLine { start, end, surface, entity, title } = line;
    Ok(Mention { span: span(start, end)?, surface, entity: local(entity, count)?, title })
}

fn quote_line(quote: Quote) -> QuoteLine {
    QuoteLine {
        start: quote.span.start,
        end: quote.span.end,
        text: quote.text,
        kind: quote.kind.as_str().into(),
        utterance: quote.utterance.0,
        speaker: quote.speaker,
        speaker_start: quote.speaker_span.map(|span| span.start),
        speaker_end: quote.speaker_span.map(|span| span.end),
        speaker_entity: quote.speaker_entity.map(|entity| entity.0),
        cue: quote.cue,
        method: quote.method.map(|method| method.as_str().into()),
        confidence: quote.confidence,
    }
}

fn read_quote(line: QuoteLine, count: usize) -> Result<Quote, BadLine> {
    let speaker_span = line.speaker_start.zip(line.speaker_end);
    Ok(Quote {
        span: span(line.start, line.end)?,
        text: line.text,
        kind: needed_word(&line.kind, "kind of quote", QuoteKind::named)?,
        utterance: Utterance(line.utterance),
        speaker: line.speaker,
        speaker_span: speaker_span.map(|(start, end)| span(start, end)).transpose()?,
        speaker_entity: line.speaker_entity.map(|entity| local(entity, count)).transpose()?,
        cue: line.cue,
        method: known_word(line.method.as_deref(), "method of attribution", AttributionMethod::named)?,
        confidence: line.confidence,
    })
}

fn date_line(date: DateMention) -> DateLine {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    DateLine {
        start: date.span.start,
        end: date.span.end,
        text: date.text,
        r#type: date.kind.as_str().into(),
        value: date.value,
        r#mod: date.modifier,
        quant: date.quantifier,
        freq: date.frequency,
        earliest: day(date.earliest),
        latest: day(date.latest),
        sentence_start: date.sentence.start,
        sentence_end: date.sentence.end,
        ahead: date.ahead.map(|certainty| certainty.as_str().into()),
    }
}

fn read_date(line: DateLine) -> Result<DateMention, BadLine> {
    let day =
        |text: &Option<String>| known_word(text.as_deref(), "day", |text| text.parse::<NaiveDate>().ok());
    Ok(DateMention {
        span: span(line.start, line.end)?,
        earliest: day(&line.earliest)?,
        latest: day(&line.latest)?,
        text: line.text,
        kind: needed_word(&line.r#type, "type of date", DateType::named)?,
        value: line.value,
        modifier: line.r#mod,
        quantifier: line.quant,
        frequency: line.freq,
        sentence: span(line.sentence_start, line.sentence_end)?,
        ahead: known_word(line.ahead.as_deref(), "certainty", Certainty::named)?,
    })
}

fn money_line(money: MoneyMention) -> MoneyLine {
    let MoneyMention { span, text, currency, amount } = money;
    MoneyLine { start: span.start, end: span.end, text, currency: currency.map(str::to_string), amount }
}

fn read_money(line: MoneyLine) -> Result<MoneyMention, BadLine> {
    Ok(MoneyMention {
        span: span(line.start, line.end)?,
        text: line.text,
        currency: known_word(line.currency.as_deref(), "currency", currency_with_code)?,
        amount: line.amount,
    })
}
