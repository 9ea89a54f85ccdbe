//! The visible form of a quoted span, and what it shows without a model: whole utterance, fragment, nickname.
//!
//! Takes a span with the speaker that its own sentence gives; gives measures and plain decisions.

use crate::AttributionMethod;
use crate::document::TokenKind;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::spans::quoted_span::QuotedSpan;

/// The visible form of a quoted span, inside and around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpanShape {
    /// Its words and numbers.
    pub words: usize,
    /// Whether its first word has a capital.
    pub capital: bool,
    /// Whether all its long words have one: a title.
    pub title: bool,
    /// Whether it is first in its sentence.
    pub opens_sentence: bool,
    /// Whether it is last in its sentence.
    pub ends_sentence: bool,
    /// Whether it follows a colon or a comma.
    pub introduced: bool,
}

/// Measures the span in the sentence with this number.
pub fn measure_shape(context: &QuoteContext, span: &QuotedSpan, sentence: usize) -> SpanShape {
    let document = context.document;
    let words = span
        .inner
        .clone()
        .filter(|&token| matches!(document.tokens[token].kind, TokenKind::Word | TokenKind::Number));
    let (mut count, mut long, mut long_capitals) = (0, 0, 0);
    let mut capital = None;
    for token in words {
        let word = document.word(token);
        let upper = word.chars().next().is_some_and(|c| !c.is_lowercase());
        capital.get_or_insert(upper);
        count += 1;
        if word.chars().count() > 3 || upper {
            long += 1;
            long_capitals += usize::from(upper);
        }
    }
    let range = &context.sentences[sentence];
    let before = span.open.checked_sub(1).filter(|&before| before >= range.start);
    let introduced =
        before.is_some_and(|before| matches!(context.class(before), TokenClass::Colon | TokenClass::Comma));
    SpanShape {
        words: count,
        capital: capital.unwrap_or(false),
        title: long > 0 && long == long_capitals,
        opens_sentence: before.is_none(),
        ends_sentence: span.end() >= range.end || context.class(span.end()) == TokenClass::Stop,
        introduced,
    }
}

/// Whether speech is a whole utterance and not a piece of a reported sentence: it has a capital where a sentence begins,
/// or nothing but its attribution around it.
pub fn is_whole_utterance(shape: SpanShape, own: Option<&SpeakerAttribution>) -> bool {
    let tight = own
        .is_some_and(|own| matches!(own.method, AttributionMethod::CueBefore | AttributionMethod::CueAfter));
    let sentence_like = shape.capital && (shape.opens_sentence || shape.introduced || tight);
    sentence_like && (shape.words > 2 || tight) || (shape.opens_sentence && (shape.ends_sentence || tight))
}

/// Ana “Nan” Roe.
pub fn is_nickname(context: &QuoteContext, span: &QuotedSpan, shape: SpanShape) -> bool {
    const MAX_WORDS: usize = 2;
    let is_name = |token: usize| context.class(token) == TokenClass::Capital;
    shape.title && shape.words <= MAX_WORDS && span.open > 0 && is_name(span.open - 1) && is_name(span.end())
}
