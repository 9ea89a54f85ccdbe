//! What the spans beside a quoted span say of its speaker.
//!
//! Takes the spans of a text as far as they are attributed; gives the speakers of the neighbours, and whom the rules
//! choose for a span whose own sentence names nobody.

use crate::AttributionMethod;
use crate::quotes::attributed_span::AttributedSpan;
use crate::quotes::attribution::candidates::NeighbourSpeakers;
use crate::quotes::attribution::rules::AttributionRules;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::context::QuoteContext;
use crate::quotes::cued_context::CuedContext;

/// Spans before or after one that are looked at for a speaker.
const MAX_SPAN_DISTANCE: usize = 8;

/// Who spoke before a span, and who speaks next by its own cue.
pub fn neighbour_speakers<'s>(
    context: &QuoteContext,
    spans: &'s [AttributedSpan],
    number: usize,
) -> NeighbourSpeakers<'s> {
    const MAX_SPANS_AFTER: usize = 3;
    let last_word = |attribution: &SpeakerAttribution| context.word(attribution.speaker.last_token());
    let mut before = spans[number.saturating_sub(MAX_SPAN_DISTANCE)..number]
        .iter()
        .rev()
        .filter_map(|span| span.attribution.as_ref());
    let last = before.next();
    let other = last.and_then(|last| before.find(|other| last_word(other) != last_word(last)));
    let next = (number + 1..(number + 1 + MAX_SPANS_AFTER).min(spans.len()))
        .take_while(|&next| context.spans[next].paragraph == context.spans[number].paragraph)
        .find_map(|next| spans[next].attribution.as_ref());
    NeighbourSpeakers { before: [last, other], next }
}

/// Who speaks a span whose own sentence has no cue for it, by the rules in the order in which they are trusted.
pub fn speaker_by_rules(
    text: &CuedContext,
    spans: &[AttributedSpan],
    number: usize,
) -> Option<SpeakerAttribution> {
    let (context, rules) = (text.context, AttributionRules::new(text));
    speaker_of_continued(context, spans, number)
        .or_else(|| speaker_in_sentence(text, spans, number))
        .or_else(|| rules.in_previous_sentence(number))
        .or_else(|| speaker_in_paragraph(context, spans, number))
        .or_else(|| rules.sentence_subject(number))
        .or_else(|| speaker_of_running(context, spans, number))
}

/// The paragraph before ended inside a quote, and this one opens with a mark: the utterance continues.
pub fn continues_utterance(context: &QuoteContext, number: usize) -> bool {
    let Some(before) = number.checked_sub(1) else { return false };
    let (last, this) = (&context.spans[before], &context.spans[number]);
    !last.closed
        && last.paragraph + 1 == this.paragraph
        && last.inner.end == context.document.paragraphs[last.paragraph].end
        && this.open == context.document.paragraphs[this.paragraph].start
}

fn speaker_of_continued(
    context: &QuoteContext,
    spans: &[AttributedSpan],
    number: usize,
) -> Option<SpeakerAttribution> {
    let before = continues_utterance(context, number).then(|| &spans[number - 1])?;
    Some(before.attribution.as_ref()?.by_method(AttributionMethod::Continued))
}

fn speaker_in_sentence(
    text: &CuedContext,
    spans: &[AttributedSpan],
    number: usize,
) -> Option<SpeakerAttribution> {
    let before = number.checked_sub(1)?;
    let same_sentence = text.span_sentences[before] == text.span_sentences[number];
    if !same_sentence {
        return None;
    }
    Some(spans[before].attribution.as_ref()?.by_method(AttributionMethod::Split))
}

fn speaker_in_paragraph(
    context: &QuoteContext,
    spans: &[AttributedSpan],
    number: usize,
) -> Option<SpeakerAttribution> {
    let paragraph = context.spans[number].paragraph;
    let is_same = |other: &usize| context.spans[*other].paragraph == paragraph;
    let before = (number.saturating_sub(MAX_SPAN_DISTANCE)..number).rev().take_while(is_same);
    let after = (number + 1..(number + MAX_SPAN_DISTANCE).min(spans.len())).take_while(is_same);
    let found = before.chain(after).find_map(|other| spans[other].attribution.as_ref())?;
    Some(found.by_method(AttributionMethod::Paragraph))
}

/// A quote that is a paragraph of its own has the speaker of the paragraph before.
fn speaker_of_running(
    context: &QuoteContext,
    spans: &[AttributedSpan],
    number: usize,
) -> Option<SpeakerAttribution> {
    const MAX_PARAGRAPHS: usize = 2;
    const MAX_SPANS: usize = 4;
    let before = number.checked_sub(1)?;
    let is_near = context.spans[number].paragraph - context.spans[before].paragraph <= MAX_PARAGRAPHS;
    let found = (0..number).rev().take(MAX_SPANS).find_map(|other| spans[other].attribution.as_ref())?;
    is_near.then(|| found.by_method(AttributionMethod::Running))
}
