//! Which cue speaks which quote, by rule: in the quote's own sentence, in the one before, or by its subject.
//!
//! Takes a [`CuedContext`] and the number of a quoted span; gives a [`SpeakerAttribution`] or none. The surprising
//! decision: what the rules find is a feature for the model that decides, not the decision.

use crate::AttributionMethod;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cue::{Cue, CuePattern};
use crate::quotes::cued_context::CuedContext;
use crate::quotes::lexicon::{FunctionWord, VerbClass};
use crate::quotes::noun_phrase::NounPhrase;

/// The cues of one side of a quote that are looked at, from the nearest on.
const MAX_CUES: usize = 6;

/// The attribution that a cue gives.
pub fn attribution_by_cue(cue: &Cue, method: AttributionMethod, distance: usize) -> SpeakerAttribution {
    SpeakerAttribution {
        speaker: cue.speaker.clone(),
        cue: Some(cue.tokens.clone()),
        class: cue.class,
        pattern: cue.pattern,
        method,
        distance,
    }
}

/// The attribution of a span to a speaker without a reporting word.
pub fn attribution_without_cue(
    context: &QuoteContext,
    speaker: NounPhrase,
    method: AttributionMethod,
    span: usize,
) -> SpeakerAttribution {
    let distance = speaker.tokens.end.abs_diff(context.spans[span].open);
    let (class, pattern) = (VerbClass::Think, CuePattern::SubjectVerb);
    SpeakerAttribution { speaker, cue: None, class, pattern, method, distance }
}

/// The rules over one text.
#[derive(Clone, Copy)]
pub struct AttributionRules<'r, 'c, 'd, 't> {
    text: &'r CuedContext<'c, 'd, 't>,
    context: &'c QuoteContext<'d, 't>,
}

impl<'r, 'c, 'd, 't> AttributionRules<'r, 'c, 'd, 't> {
    /// The rules for the spans of a text.
    pub fn new(text: &'r CuedContext<'c, 'd, 't>) -> Self {
        AttributionRules { text, context: text.context }
    }

    /// The speaker that a cue in the span's own sentence gives.
    pub fn in_own_sentence(&self, span: usize) -> Option<SpeakerAttribution> {
        self.cue_right_before(span)
            .or_else(|| self.cue_right_after(span))
            .or_else(|| self.cue_earlier(span))
            .or_else(|| self.cue_later(span))
    }

    /// The cues of the span's sentence that end before it, the nearest first.
    fn cues_before(&self, span: usize) -> impl Iterator<Item = &'r Cue> {
        let open = self.context.spans[span].open;
        let cues = self.text.cues(self.text.span_sentences[span]);
        let until = cues.partition_point(|cue| cue.tokens.start < open);
        let ends_before = move |cue: &&Cue| cue.end() <= open || cue.pattern == CuePattern::ByAgent;
        cues[..until].iter().rev().filter(ends_before)
    }

    /// Roe said: “…”. Nothing is between the cue and the quote but "that", a colon or a comma.
    fn cue_right_before(&self, span: usize) -> Option<SpeakerAttribution> {
        let open = self.context.spans[span].open;
        let cue = self.cues_before(span).find(|cue| cue.end() <= open)?;
        let gap = cue.end()..open;
        let is_linked =
            gap.len() <= 3 && gap.clone().all(|token| self.is_link(token)) && cue.class != VerbClass::Think;
        let after_colon = self.context.class(open.wrapping_sub(1)) == TokenClass::Colon;
        (is_linked || after_colon && cue.class == VerbClass::Say)
            .then(|| attribution_by_cue(cue, AttributionMethod::CueBefore, gap.len()))
    }

    /// Roe said that the plan was “…”. The nearest cue that says or names; failing that, the nearest.
    fn cue_earlier(&self, span: usize) -> Option<SpeakerAttribution> {
        let mut best: Option<&Cue> = None;
        for cue in self.cues_before(span).take(MAX_CUES) {
            if best.is_none_or(|best| best.class == VerbClass::Think && cue.class != VerbClass::Think) {
                best = Some(cue);
            }
        }
        let (cue, open) = (best?, self.context.spans[span].open);
        Some(attribution_by_cue(cue, AttributionMethod::SentenceBefore, open.saturating_sub(cue.end())))
    }

    /// Whether a token may be between a cue and its quote.
    fn is_link(&self, token: usize) -> bool {
        match self.context.class(token) {
            TokenClass::Comma | TokenClass::Colon | TokenClass::Dash | TokenClass::Other => true,
            TokenClass::Function(FunctionWord::Conjunction) => {
                self.context.is_word(token, self.text.grammar.complementizer)
            }
            TokenClass::Function(FunctionWord::Time | FunctionWord::Adverb) => true,
            TokenClass::Function(_) => self.context.is_any_word(token, self.text.grammar.quote_prepositions),
            _ => false,
        }
    }

    /// The first token after the quote that is a word.
    fn first_word_after(&self, span: usize) -> usize {
        let mut at = self.context.spans[span].end();
        let limit = at + 2;
        while at < limit
            && matches!(self.context.class(at), TokenClass::Comma | TokenClass::Dash | TokenClass::Other)
        {
            at += 1;
        }
        at
    }

    /// “…,” Roe said.
    fn cue_right_after(&self, span: usize) -> Option<SpeakerAttribution> {
        let at = self.first_word_after(span);
        let sentence = self.context.sentence_of(at);
        let own = self.text.span_sentences[span];
        if sentence != own && !self.attribution_follows(span, sentence) {
            return None;
        }
        let cue = self.text.cues(sentence).iter().find(|cue| {
            cue.start() >= at
                && cue.start() <= at + 1
                && cue.class == VerbClass::Say
                && cue.pattern != CuePattern::Inherited
        })?;
        if sentence != own && !self.is_bare(cue, sentence) {
            return None;
        }
        let apart = (at..cue.tokens.start).any(|token| self.context.class(token) == TokenClass::Quoted);
        (!apart).then(|| attribution_by_cue(cue, AttributionMethod::CueAfter, cue.start() - at))
    }

    /// “Is it?” Roe asked. The quote's own stop ended the sentence, and the attribution is in the next.
    fn attribution_follows(&self, span: usize, sentence: usize) -> bool {
        let after = self.context.spans[span].end();
        self.context.spans[span].closed
            && sentence == self.text.span_sentences[span] + 1
            && self.context.document.paragraph_of(after) == self.context.spans[span].paragraph
    }

    /// Whether a cue's sentence says no more than that somebody spoke.
    fn is_bare(&self, cue: &Cue, sentence: usize) -> bool {
        let end = self.context.sentences[sentence].end;
        let rest = cue.end()..end;
        rest.len() <= 8
            && !rest
                .clone()
                .any(|token| matches!(self.context.class(token), TokenClass::Quoted | TokenClass::Colon))
            && !(rest.start < end && self.context.is_word(rest.start, self.text.grammar.complementizer))
    }

    /// “…” among efforts to …, Roe said.
    fn cue_later(&self, span: usize) -> Option<SpeakerAttribution> {
        let after = self.context.spans[span].end();
        let cues = self.text.cues(self.text.span_sentences[span]);
        let from = cues.partition_point(|cue| cue.tokens.start < after);
        let cue = cues[from..].iter().take(MAX_CUES).find(|cue| {
            cue.start() >= after
                && cue.class == VerbClass::Say
                && cue.pattern != CuePattern::Inherited
                && (cue.start() == after
                    || !matches!(
                        self.context.class(cue.start() - 1),
                        TokenClass::Function(FunctionWord::Relative)
                    ))
        })?;
        Some(attribution_by_cue(cue, AttributionMethod::SentenceAfter, cue.start() - after))
    }

    /// The subject of the quote's sentence.
    pub fn sentence_subject(&self, span: usize) -> Option<SpeakerAttribution> {
        let open = self.context.spans[span].open;
        let sentence = &self.context.sentences[self.text.span_sentences[span]];
        let speaker = (self.text.grammar.sentence_subject)(self.context, sentence, open)?;
        Some(attribution_without_cue(self.context, speaker, AttributionMethod::Subject, span))
    }

    /// Whether a quote is a paragraph of its own.
    fn is_paragraph(&self, span: usize) -> bool {
        let span = &self.context.spans[span];
        let paragraph = &self.context.document.paragraphs[span.paragraph];
        span.open == paragraph.start && span.end() + 1 >= paragraph.end
    }

    /// The sentence before the quote's, where it ends with a colon or has a cue, in the same paragraph or at the
    /// end of the one before: "Roe said that it was late.¶“…”".
    pub fn in_previous_sentence(&self, span: usize) -> Option<SpeakerAttribution> {
        let own = self.text.span_sentences[span];
        let previous = own.checked_sub(1)?;
        let range = self.context.sentences[previous].clone();
        let colon = self.context.class(range.end - 1) == TokenClass::Colon;
        let same_paragraph =
            self.context.document.paragraph_of(range.start) == self.context.spans[span].paragraph;
        if !colon && !same_paragraph && !self.is_paragraph(span) {
            return None;
        }
        let cue = self.text.cues(previous).iter().rev().find(|cue| cue.class == VerbClass::Say || colon);
        if let Some(cue) = cue {
            let distance = range.end - cue.end().min(range.end);
            return Some(attribution_by_cue(cue, AttributionMethod::SentencePrevious, distance));
        }
        if !colon {
            return None;
        }
        Some(SpeakerAttribution {
            speaker: (self.text.grammar.sentence_subject)(self.context, &range, range.end)?,
            cue: None,
            class: VerbClass::Say,
            pattern: CuePattern::SubjectVerb,
            method: AttributionMethod::SentencePrevious,
            distance: range.len(),
        })
    }
}
