//! Which quoted spans are one utterance: those that an attribution splits, and those that run over paragraphs.
//!
//! Takes the attributed spans of a text; numbers their utterances from 0 in the order of the text.

use crate::quotes::attributed_span::AttributedSpan;
use crate::quotes::attribution::neighbours::continues_utterance;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cued_context::CuedContext;
use crate::{AttributionMethod, QuoteKind};

/// Numbers the utterances. The second half of a whole utterance becomes direct speech too.
pub fn number_utterances(text: &CuedContext, spans: &mut [AttributedSpan]) {
    let mut next = 0;
    for number in 0..spans.len() {
        let split = number > 0 && is_split(text, spans, number);
        if split && is_second_half(text.context, spans, number) {
            spans[number].kind = QuoteKind::Direct;
        }
        if split || continues_utterance(text.context, number) {
            spans[number].utterance = spans[number - 1].utterance;
        } else {
            spans[number].utterance = next;
            next += 1;
        }
    }
}

/// “We go,” he said, “but not yet.”: the second half of a whole utterance is not a fragment.
fn is_second_half(context: &QuoteContext, spans: &[AttributedSpan], number: usize) -> bool {
    let after_comma = context.class(context.spans[number].open - 1) == TokenClass::Comma;
    after_comma && spans[number].kind == QuoteKind::Partial && spans[number - 1].kind == QuoteKind::Direct
}

/// “…,” he said. “…” and “…,” he said, “…”: two spans with nothing between them but their attribution.
fn is_split(text: &CuedContext, spans: &[AttributedSpan], number: usize) -> bool {
    const MAX_TOKENS_BETWEEN: usize = 40;
    let context = text.context;
    let (first, second) = (&spans[number - 1], &spans[number]);
    let (Some(one), Some(other)) = (&first.attribution, &second.attribution) else { return false };
    let (before, this) = (&context.spans[number - 1], &context.spans[number]);
    if before.paragraph != this.paragraph
        || one.speaker != other.speaker
        || one.method != AttributionMethod::CueAfter
    {
        return false;
    }
    let between = before.end()..this.open;
    let cues = text.cues(text.span_sentences[number - 1]);
    let at_most_one_cue = cues.iter().filter(|cue| between.contains(&cue.tokens.start)).count() <= 1;
    let stops = between.clone().filter(|&token| context.class(token) == TokenClass::Stop).count();
    at_most_one_cue && stops <= 1 && between.len() <= MAX_TOKENS_BETWEEN
}
