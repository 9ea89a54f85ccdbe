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

/// Roe nodded. “Yes.” “We never did,” Doe was told: a sentence that the marks hold whole, or that goes on behind a comma.
pub fn is_own_sentence(context: &QuoteContext, span: &QuotedSpan, shape: SpanShape) -> bool {
    const MIN_WORDS: usize = 3;
    const MIN_WORDS_BEFORE_COMMA: usize = 2;
    let last = context.word(span.inner.end - 1);
    let is_ended = matches!(last, "." | "!" | "?") && shape.ends_sentence;
    let goes_on = last == "," && shape.words >= MIN_WORDS_BEFORE_COMMA;
    let paragraph = context.document.paragraphs[span.paragraph].start;
    // A title has capitals throughout; “Yes.” alone is speech where a sentence stands before it.
    let is_answer = shape.words < MIN_WORDS && span.open > paragraph && is_ended;
    span.closed
        && shape.opens_sentence
        && shape.capital
        && (is_answer || !shape.title && (is_ended && shape.words >= MIN_WORDS || goes_on))
}

/// Ana “Nan” Roe.
pub fn is_nickname(context: &QuoteContext, span: &QuotedSpan, shape: SpanShape) -> bool {
    const MAX_WORDS: usize = 2;
    let is_name = |token: usize| context.class(token) == TokenClass::Capital;
    shape.title && shape.words <= MAX_WORDS && span.open > 0 && is_name(span.open - 1) && is_name(span.end())
}
