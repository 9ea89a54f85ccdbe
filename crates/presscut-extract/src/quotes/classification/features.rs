//! The features of a quoted span, from which the model decides whether it is speech.
//!
//! Takes a span with the speaker that its own sentence gives; gives features to a sink: the model's sum, or a trainer's
//! list. The surprising decision: most features are of the words around the marks and few of those between them. What is
//! quoted is new each time; how it is introduced is not.

use crate::document::TokenKind;
use crate::quotes::attributed_span::AttributedSpan;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::classification::shape::SpanShape;
use crate::quotes::classification::templates;
use crate::quotes::context::QuoteContext;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::lexicon::{FunctionWord, WordEntry};
use crate::quotes::models::features::{FeatureSink, distance_bucket, feature_hash};
use crate::quotes::spans::quoted_span::QuotedSpan;

/// Adds what speaks for and against a span being speech. `own` is the speaker that a cue in its own sentence gives,
/// `previous` the span before.
pub fn add_features(
    sink: &mut impl FeatureSink,
    text: &CuedContext,
    (number, shape): (usize, SpanShape),
    own: Option<&SpeakerAttribution>,
    previous: Option<&AttributedSpan>,
) {
    let context = text.context;
    let span = &context.spans[number];
    let words = distance_bucket(shape.words);
    let look = u64::from(shape.capital)
        | u64::from(shape.title) << 1
        | u64::from(shape.opens_sentence) << 2
        | u64::from(shape.ends_sentence) << 3
        | u64::from(shape.introduced) << 4;
    let mut add = |template: u32, value: u64| sink.take(feature_hash(template, value));
    add(templates::BIAS, 0);
    add(templates::WORD_COUNT, words);
    add(templates::SHAPE, look);
    add(templates::SHAPE_AND_WORD_COUNT, look << 4 | words);
    let rule = own.map_or(99, |own| own.method as u64 | (own.class as u64) << 4 | (own.pattern as u64) << 8);
    let cue = own.and_then(|own| own.cue.as_ref()).map_or(0, |cue| context.word_hash(cue.start));
    add(templates::RULE, rule);
    add(templates::RULE_AND_SHAPE, rule << 5 | look);
    add(templates::RULE_AND_WORD_COUNT, rule << 4 | words);
    add(
        templates::METHOD_AND_DISTANCE,
        own.map_or(99, |own| own.method as u64 | distance_bucket(own.distance) << 4),
    );
    add(templates::CUE_WORD, cue);
    add(templates::CUE_WORD_AND_METHOD, cue ^ own.map_or(99, |own| own.method as u64 | words << 4));
    add_words_around(&mut add, context, span, look, words);
    add_words_inside(&mut add, text, span, words);
    let position = position(text, number);
    add(templates::POSITION_AND_WORD_COUNT, position << 4 | words);
    add(templates::POSITION_AND_SHAPE, position << 5 | look);
    let last = previous.map_or(9, |previous| previous.kind as u64);
    add(templates::PREVIOUS_KIND, last << 8 | position);
    add(templates::PREVIOUS_KIND_AND_COUNT, last << 12 | position << 4 | words);
    add(templates::INTRODUCED_AS_NAME, u64::from((text.grammar.is_introduced_as_name)(context, span)));
}

/// The words on either side.
fn add_words_around(
    add: &mut impl FnMut(u32, u64),
    context: &QuoteContext,
    span: &QuotedSpan,
    look: u64,
    words: u64,
) {
    let number = |token: Option<usize>| token.map_or(0, |token| context.word_hash(token));
    let class = |token: Option<usize>| token.map_or(0, |token| context.class_number(token));
    let (one, two) = (span.open.checked_sub(1), span.open.checked_sub(2));
    let (next, next_but_one) = (Some(span.end()), Some(span.end() + 1));
    add(templates::WORD_BEFORE, number(one));
    add(templates::WORD_BEFORE_AND_SHAPE, number(one) ^ look);
    add(templates::TWO_WORDS_BEFORE, number(two) ^ number(one).rotate_left(7));
    add(templates::CLASS_BEFORE, class(one) << 4 | words);
    add(templates::TWO_CLASSES_BEFORE, class(one) << 20 | class(two) << 10 | look);
    add(templates::WORD_AFTER, number(next));
    add(templates::WORD_AFTER_AND_SHAPE, number(next) ^ look << 3);
    add(templates::TWO_CLASSES_AFTER, class(next) << 10 | class(next_but_one));
    add(templates::CLASS_AFTER, class(next) << 4 | words);
    add(templates::CLASSES_AROUND, class(one) << 20 | class(next) << 10 | look);
    add(templates::SECOND_WORD_AFTER, number(next_but_one));
    add(templates::SECOND_WORD_BEFORE, number(two));
}

/// The words between the marks.
fn add_words_inside(add: &mut impl FnMut(u32, u64), text: &CuedContext, span: &QuotedSpan, words: u64) {
    let context = text.context;
    let document = context.document;
    let (first, last) = (span.inner.start, span.inner.end - 1);
    let number = |token: usize| context.word_hash(token);
    let mark = u64::from(document.word(span.open).len() > 1)
        | u64::from(matches!(document.word(span.open), "'" | "‘" | "’" | "`")) << 1
        | u64::from(span.closed) << 2;
    let stop = if document.tokens[last].kind == TokenKind::Punct { number(last) } else { 0 };
    add(templates::FIRST_WORD, number(first));
    add(templates::FIRST_WORD_AND_COUNT, number(first) ^ words);
    add(templates::LAST_WORD, number(last));
    add(templates::FINAL_MARK, stop);
    add(templates::FINAL_MARK_AND_CLASS_AFTER, stop ^ context.class_number(span.end()));
    add(templates::MARKS, mark << 4 | words);
    let mut seen = 0u64;
    let mut capitals = 0;
    for token in span.inner.clone().take(40) {
        let entry = lexicon_entry(text, token);
        seen |= match entry.function {
            Some(FunctionWord::Pronoun) => 1,
            Some(FunctionWord::Auxiliary) => 2,
            Some(FunctionWord::Preposition) => 4,
            Some(FunctionWord::Possessive) => 8,
            Some(FunctionWord::Conjunction) => 16,
            Some(FunctionWord::Determiner) => 32,
            _ => 0,
        };
        capitals += u64::from(document.word(token).chars().all(char::is_uppercase));
    }
    add(templates::FUNCTION_WORDS, seen);
    add(templates::FUNCTION_WORDS_AND_COUNT, seen << 4 | words);
    add(
        templates::FIRST_FUNCTION,
        lexicon_entry(text, first).function.map_or(99, |function| function as u64) << 4 | words,
    );
    let shouted = capitals as usize >= span.inner.len().div_ceil(2);
    add(templates::SHOUTED, u64::from(shouted) << 4 | words);
    if span.inner.len() > 1 {
        add(templates::FIRST_TWO_WORDS, number(first) ^ number(first + 1).rotate_left(9));
    }
}

/// Whether a span opens or ends its paragraph, and whether the spans beside it are in its sentence.
fn position(text: &CuedContext, number: usize) -> u64 {
    let context = text.context;
    let span = &context.spans[number];
    let paragraph = &context.document.paragraphs[span.paragraph];
    let beside = |other: Option<usize>| {
        let same = |other: usize| text.span_sentences.get(other) == Some(&text.span_sentences[number]);
        u64::from(other.is_some_and(same))
    };
    u64::from(span.open == paragraph.start)
        | u64::from(span.end() + 1 >= paragraph.end) << 1
        | beside(number.checked_sub(1)) << 2
        | beside(Some(number + 1)) << 3
}

/// What the lexicon knows of a token; also of the "n’t" that the context takes for a mere clitic.
fn lexicon_entry(text: &CuedContext, token: usize) -> WordEntry {
    match text.context.document.tokens[token].kind {
        TokenKind::Clitic => text.grammar.lexicon.look_up(text.context.word(token)),
        _ => text.context.lexicon_entry(token),
    }
}
