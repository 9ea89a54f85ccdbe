//! The features of a speaker candidate, from which the model decides who spoke.
//!
//! Takes a [`SpeakerQuestion`] and a [`SpeakerCandidate`]; gives features to a sink: the model's sum, or a trainer's list.
//! The surprising decision: what the rules chose is one feature among the others, so that the model learns where to
//! trust them and where not.

use crate::quotes::attribution::candidates::SpeakerCandidate;
use crate::quotes::attribution::question::SpeakerQuestion;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::attribution::templates;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cue::CuePattern;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::models::features::{FeatureSink, distance_bucket, feature_hash};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// Added to a template's number where the value is combined with the kind of the quote.
const WITH_KIND: u32 = 64;
/// Added where the value is combined with the source of the candidate and nothing else.
const WITH_SOURCE_ONLY: u32 = 128;

/// Adds values to a sink, each combined with the candidate's source.
struct TemplateWriter<'s, S: FeatureSink> {
    sink: &'s mut S,
    kind: u64,
    /// The source of the candidate, and whether it is before or after the quote.
    source: u64,
}

impl<S: FeatureSink> TemplateWriter<'_, S> {
    /// Adds a value with the source of the candidate; and the same with the kind of the quote.
    #[inline]
    fn add(&mut self, template: u32, value: u64) {
        self.sink.take(feature_hash(template, value << 8 | self.source));
        self.sink.take(feature_hash(template + WITH_KIND, value << 12 | self.source << 4 | self.kind));
    }

    /// Adds a value with the source of the candidate alone.
    #[inline]
    fn add_with_source(&mut self, template: u32, value: u64) {
        self.sink.take(feature_hash(template + WITH_SOURCE_ONLY, value << 8 | self.source));
    }
}

/// Adds what speaks for and against a candidate.
pub fn add_features(
    sink: &mut impl FeatureSink,
    text: &CuedContext,
    question: &SpeakerQuestion,
    candidate: &SpeakerCandidate,
) {
    let context = text.context;
    let (open, after) = (context.spans[question.span].open, context.spans[question.span].end());
    let side = candidate.speaker.as_ref().map_or(0, |speaker| {
        let start = candidate.cue.as_ref().map_or(speaker.tokens.start, |cue| cue.tokens.start);
        1 + u64::from(start >= open)
    });
    let source = candidate.source as u64 | side << 4;
    let mut to = TemplateWriter { sink, kind: question.kind as u64, source };
    to.add(templates::NEARER, candidate.nearer.min(4) as u64);
    add_rule_features(&mut to, question, candidate);
    add_span_features(&mut to, text, question.span);
    if let Some(neighbour) = &candidate.neighbour {
        add_neighbour_features(&mut to, context, question, neighbour);
    }
    if let Some(speaker) = &candidate.speaker {
        add_phrase_features(&mut to, context, speaker);
        if candidate.neighbour.is_none() {
            let same =
                question.previous_speaker.is_some_and(|last| same_head(context, &last.speaker, speaker));
            to.add(templates::SAME_HEAD_AS_PREVIOUS, u64::from(same));
            add_between_features(&mut to, context, candidate, speaker, (open, after));
        }
    }
    add_cue_features(&mut to, context, candidate, (open, after));
}

fn add_rule_features(
    to: &mut TemplateWriter<impl FeatureSink>,
    question: &SpeakerQuestion,
    candidate: &SpeakerCandidate,
) {
    let Some(rule) = &question.rule_answer else { return to.add(templates::RULE_AGREEMENT, 99) };
    let same_speaker = candidate.speaker.as_ref().is_some_and(|speaker| speaker.overlaps(&rule.speaker));
    let same_cue = match (&candidate.cue, &rule.cue) {
        (Some(cue), Some(tokens)) => cue.tokens == *tokens,
        (None, None) => true,
        _ => false,
    };
    let agrees = u64::from(same_speaker) + 2 * u64::from(same_cue);
    to.add(templates::RULE_AGREEMENT, agrees << 4 | rule.method as u64);
    to.add_with_source(
        templates::RULE_DETAIL,
        agrees << 12 | (rule.method as u64) << 8 | distance_bucket(rule.distance) << 4 | rule.pattern as u64,
    );
}

fn add_span_features(to: &mut TemplateWriter<impl FeatureSink>, text: &CuedContext, number: usize) {
    let context = text.context;
    let span = &context.spans[number];
    let sentence = &context.sentences[text.span_sentences[number]];
    let opens = span.open == sentence.start;
    let ends = span.end() >= sentence.end || context.class(span.end()) == TokenClass::Stop;
    let paragraph = &context.document.paragraphs[span.paragraph];
    let opens_paragraph = span.open == paragraph.start;
    let ends_paragraph = span.end() + 1 >= paragraph.end;
    let shape = u64::from(opens)
        | u64::from(ends) << 1
        | u64::from(opens_paragraph) << 2
        | u64::from(ends_paragraph) << 3;
    to.add(templates::SPAN_SHAPE, shape);
    let left = if opens { 99 } else { context.class_number(span.open - 1) };
    to.add(templates::LEFT_CLASS, left);
    to.add_with_source(templates::BOTH_CLASSES, context.class_number(span.end()) << 8 | left);
    let first = distance_bucket(span.inner.len());
    to.add_with_source(templates::SPAN_LENGTH, first);
}

fn add_neighbour_features(
    to: &mut TemplateWriter<impl FeatureSink>,
    context: &QuoteContext,
    question: &SpeakerQuestion,
    neighbour: &SpeakerAttribution,
) {
    let number = question.span;
    let span = &context.spans[number];
    let from = &neighbour.speaker.tokens;
    let paragraph = context.document.paragraph_of(from.start);
    let apart = span.paragraph.abs_diff(paragraph).min(4) as u64;
    let sentences = context.sentence_of(span.open).abs_diff(context.sentence_of(from.start)).min(6) as u64;
    to.add(templates::NEIGHBOUR_METHOD, apart << 4 | neighbour.method as u64);
    to.add(templates::NEIGHBOUR_DISTANCE, apart << 4 | sentences);
    // A quote with a reporting word of its own, right beside it, does not take the speaker of its neighbours.
    let own =
        question.rule_answer.as_ref().filter(|rule| rule.cue.is_some() && rule.speaker != neighbour.speaker);
    let own = own.map_or(15, |rule| rule.method as u64);
    to.add(templates::OWN_CUE_AND_NEIGHBOUR, own << 4 | neighbour.method as u64);
    let before = number.checked_sub(1).map(|before| &context.spans[before]);
    if let Some(before) = before {
        let near = span.paragraph - before.paragraph;
        let unclosed = u64::from(!before.closed);
        let between = distance_bucket(span.open.saturating_sub(before.end()));
        to.add(templates::GAP_TO_PREVIOUS_SPAN, (near.min(3) as u64) << 8 | unclosed << 4 | between);
    }
}

/// Whether two phrases have the same last word.
fn same_head(context: &QuoteContext, one: &NounPhrase, other: &NounPhrase) -> bool {
    context.word(one.last_token()) == context.word(other.last_token())
}

fn add_phrase_features(
    to: &mut TemplateWriter<impl FeatureSink>,
    context: &QuoteContext,
    speaker: &NounPhrase,
) {
    let tokens = &speaker.tokens;
    let kind = speaker.kind as u64;
    let determined = matches!(
        context.class(tokens.start),
        TokenClass::Function(FunctionWord::Determiner | FunctionWord::Possessive | FunctionWord::Honorific)
    );
    let role = tokens.clone().any(|token| context.is_speaker_noun(token));
    let head = tokens.end - 1;
    let name = tokens.clone().any(|token| context.class(token) == TokenClass::Capital);
    let shape = u64::from(determined) | u64::from(role) << 1 | u64::from(name) << 2 | kind << 3;
    to.add(templates::PHRASE_SHAPE, shape);
    to.add_with_source(templates::PHRASE_LENGTH, (tokens.len().min(8) as u64) << 4 | kind);
    to.add(
        templates::HEAD_AND_FIRST_CLASS,
        context.class_number(head) << 9 | context.class_number(tokens.start),
    );
    if speaker.kind != PhraseKind::Name {
        to.add_with_source(templates::HEAD_WORD, context.word_hash(head));
        to.add_with_source(templates::FIRST_WORD, context.word_hash(tokens.start));
    }
    let before = speaker.outer_start.checked_sub(1);
    let before_class = before.map_or(0, |before| context.class_number(before));
    to.add(templates::CLASS_BEFORE_PHRASE, before_class << 2 | kind);
    if let Some(before) =
        before.filter(|&before| matches!(context.class(before), TokenClass::Function(_) | TokenClass::Lower))
    {
        to.add_with_source(templates::WORD_BEFORE_PHRASE, context.word_hash(before));
    }
    to.add(templates::CLASS_AFTER_PHRASE, context.class_number(tokens.end) << 2 | kind);
    if matches!(context.class(tokens.end), TokenClass::Function(_) | TokenClass::Lower) {
        to.add_with_source(templates::WORD_AFTER_PHRASE, context.word_hash(tokens.end));
    }
    let sentence = &context.sentences[context.sentence_of(tokens.start)];
    to.add(
        templates::POSITION_IN_SENTENCE,
        distance_bucket(speaker.outer_start.saturating_sub(sentence.start)),
    );
}

/// What is between the candidate and the quote.
fn add_between_features(
    to: &mut TemplateWriter<impl FeatureSink>,
    context: &QuoteContext,
    candidate: &SpeakerCandidate,
    speaker: &NounPhrase,
    (open, after): (usize, usize),
) {
    let (start, end) = candidate
        .cue
        .as_ref()
        .map_or((speaker.outer_start, speaker.tokens.end), |cue| (cue.start(), cue.end()));
    let between = if end <= open {
        end..open
    } else if start >= after {
        after..start
    } else {
        open..open
    };
    let (mut commas, mut stops, mut verbs, mut subjects) = (0u64, 0u64, 0u64, 0u64);
    let (mut quoted, mut relative) = (0, 0);
    for token in between.clone().take(120) {
        match context.class(token) {
            TokenClass::Comma => commas += 1,
            TokenClass::Stop => stops += 1,
            TokenClass::Quoted => quoted = 1,
            TokenClass::Function(FunctionWord::Pronoun) => subjects += 1,
            TokenClass::Function(FunctionWord::Relative) => relative = 1,
            _ => {}
        }
        verbs += u64::from(context.reporting_verb(token).is_some());
    }
    let (commas, stops, verbs, subjects) = (commas.min(3), stops.min(2), verbs.min(3), subjects.min(2));
    to.add(templates::TOKENS_BETWEEN, distance_bucket(between.len()));
    to.add(templates::MARKS_BETWEEN, commas << 4 | stops << 2 | quoted);
    to.add(templates::VERBS_BETWEEN, verbs << 4 | subjects << 2 | relative);
    let link = if between.len() <= 4 {
        between.clone().fold(1, |sum, token| sum * 31 + link_number(context, token))
    } else {
        0
    };
    to.add(templates::LINK_BETWEEN, link);
    let across = context.document.paragraph_of(start) != context.document.paragraph_of(open);
    to.add(templates::ACROSS_PARAGRAPHS, u64::from(across));
    let last = if end <= open { open.wrapping_sub(1) } else { start.wrapping_sub(1) };
    to.add(templates::LAST_CLASS_BETWEEN, context.class_number(last));
}

fn link_number(context: &QuoteContext, token: usize) -> u64 {
    match context.class(token) {
        TokenClass::Function(_) => context.word_hash(token) & 0xffff,
        _ => context.class_number(token),
    }
}

fn add_cue_features(
    to: &mut TemplateWriter<impl FeatureSink>,
    context: &QuoteContext,
    candidate: &SpeakerCandidate,
    (open, after): (usize, usize),
) {
    let Some(cue) = &candidate.cue else { return to.add(templates::CUE_PATTERN, 0) };
    let class = 1 + cue.class as u64;
    let pattern = cue.pattern as u64;
    to.add(templates::CUE_PATTERN, pattern << 3 | class);
    let word = context.word_hash(cue.tokens.start);
    to.add(templates::CUE_WORD, word);
    to.add_with_source(templates::CUE_WORD_AND_PATTERN, word << 3 | pattern);
    let apart = if cue.tokens.start >= cue.speaker.tokens.end {
        cue.tokens.start - cue.speaker.tokens.end
    } else {
        cue.speaker.outer_start.saturating_sub(cue.tokens.end)
    };
    to.add(templates::CUE_TO_SPEAKER, distance_bucket(apart) << 3 | pattern);
    let before = cue.tokens.start.checked_sub(1).map_or(0, |before| context.class_number(before));
    to.add(templates::CLASS_BEFORE_CUE, before << 3 | pattern);
    let inherited = u64::from(cue.pattern == CuePattern::Inherited);
    let distance = distance_bucket(open.abs_diff(cue.tokens.end));
    to.add(templates::CUE_DISTANCE, distance << 1 | inherited);
    let gap = if cue.start() >= after { cue.start() - after } else { open.saturating_sub(cue.end()) };
    let tight = distance_bucket(gap) << 8 | pattern << 4 | class << 2;
    to.add(templates::CUE_GAP, tight | cue.speaker.kind as u64);
    to.add_with_source(templates::CUE_WORD_AND_GAP, word ^ distance_bucket(gap));
    let object = context.class_number(cue.tokens.end);
    to.add_with_source(templates::CLASS_AFTER_CUE, object << 3 | pattern);
}
