//! Everybody who can have spoken a quoted span, as far as the sentences around it name them.
//!
//! Takes a [`CuedContext`], the number of a span and the speakers of its neighbours; gives [`SpeakerCandidate`]s. The
//! surprising decision: nothing is weighed here. A candidate says where it was found, and the ranking decides; so a new
//! source of candidates needs no rule elsewhere. The order of [`CandidateSource`] is part of the model's features and must
//! not change.

use std::ops::Range;

use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cue::{Cue, CuePattern};
use crate::quotes::cued_context::CuedContext;
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// Where a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidateSource {
    /// The speaker of a reporting word in the quote's own sentence.
    OwnCue,
    /// The same, in the sentence before.
    CueBefore,
    /// The same, in the sentence after.
    CueAfter,
    /// A phrase of the quote's own sentence.
    OwnPhrase,
    /// The subject of the sentence before.
    SubjectBefore,
    /// A name behind a dash after the quote: “…” — Roe.
    Signed,
    /// Who spoke the span before.
    Previous,
    /// Who spoke the span before that.
    SecondPrevious,
    /// Who speaks the next span of the paragraph.
    Next,
    /// Nobody is named.
    Nobody,
}

/// Somebody who can have spoken a span.
#[derive(Debug, Clone, PartialEq)]
pub struct SpeakerCandidate {
    /// Where it was found.
    pub source: CandidateSource,
    /// Its phrase; `None` for nobody.
    pub speaker: Option<NounPhrase>,
    /// The reporting word, where there is one.
    pub cue: Option<Cue>,
    /// How many of the same source are nearer to the span, on the same side.
    pub nearer: usize,
    /// How the neighbour was attributed, where this is a neighbour's speaker.
    pub neighbour: Option<SpeakerAttribution>,
}

/// Candidates of one source and side; farther ones are not meant.
const MAX_CANDIDATES_PER_SOURCE: usize = 8;

/// The speakers of the spans beside one.
#[derive(Debug, Clone, Copy, Default)]
pub struct NeighbourSpeakers<'a> {
    /// Who spoke before, the last one first.
    pub before: [Option<&'a SpeakerAttribution>; 2],
    /// Who speaks the next span, by its own cue.
    pub next: Option<&'a SpeakerAttribution>,
}

/// The candidates of a span; the last one is nobody.
pub fn find_candidates(
    text: &CuedContext,
    span: usize,
    neighbours: NeighbourSpeakers,
) -> Vec<SpeakerCandidate> {
    let context = text.context;
    let mut found = Vec::with_capacity(24);
    let own = text.span_sentences[span];
    let (open, after) = (context.spans[span].open, context.spans[span].end());
    let cues = text.cues(own);
    let split = cues.partition_point(|cue| cue.tokens.start < open);
    push_cues(&mut found, CandidateSource::OwnCue, cues[..split].iter().rev());
    push_cues(
        &mut found,
        CandidateSource::OwnCue,
        cues[split..].iter().filter(|cue| cue.tokens.start >= after),
    );
    push_alternatives(&mut found, text, &context.sentences[own], &cues[..split]);
    let before_own = own.checked_sub(1).filter(|&before| !is_heading(context, before));
    if let Some(before) = before_own {
        push_cues(&mut found, CandidateSource::CueBefore, text.cues(before).iter().rev().take(4));
    }
    if is_in_paragraph_of(context, span, own + 1) {
        push_cues(&mut found, CandidateSource::CueAfter, text.cues(own + 1).iter().take(2));
    }
    let phrases = find_phrases(text, &context.sentences[own], open);
    push_phrases(&mut found, CandidateSource::OwnPhrase, &phrases, open);
    if let Some(before) = before_own {
        let before = &context.sentences[before];
        let subjects: Vec<NounPhrase> = find_phrases(text, before, before.end).into_iter().take(2).collect();
        push_phrases(&mut found, CandidateSource::SubjectBefore, &subjects, open);
    }
    if let Some(speaker) = signature(text, after).or_else(|| transcript_label(context, span)) {
        found.push(candidate(CandidateSource::Signed, Some(speaker), 0));
    }
    for (source, neighbour) in
        [CandidateSource::Previous, CandidateSource::SecondPrevious].into_iter().zip(neighbours.before)
    {
        push_neighbour(&mut found, source, neighbour);
    }
    push_neighbour(&mut found, CandidateSource::Next, neighbours.next);
    found.push(candidate(CandidateSource::Nobody, None, 0));
    found
}

/// The candidate that nobody is named.
pub fn nobody() -> SpeakerCandidate {
    candidate(CandidateSource::Nobody, None, 0)
}

/// Whether a quoted span is a heading: a paragraph of its own, short, that no mark ends and nothing introduces.
pub fn is_quoted_heading(context: &QuoteContext, number: usize) -> bool {
    const MAX_HEADING_TOKENS: usize = 24;
    let span = &context.spans[number];
    let paragraphs = &context.document.paragraphs;
    let paragraph = &paragraphs[span.paragraph];
    let is_paragraph = span.closed && span.open == paragraph.start && span.end() == paragraph.end;
    let introduced = span.paragraph == 0
        || context.class(paragraph.start - 1) == TokenClass::Colon
        || context.spans.get(number.wrapping_sub(1)).is_some_and(|before| !before.closed);
    let last = context.word(span.inner.end - 1);
    let is_ended = matches!(last, "." | "!" | "?" | "," | "…" | ";" | "—") || last.starts_with("..");
    is_paragraph && !introduced && !is_ended && span.inner.len() <= MAX_HEADING_TOKENS
}

/// The other spans that have the words of a span, in order.
pub fn spans_with_words_of<'s>(context: &'s QuoteContext, number: usize) -> impl Iterator<Item = usize> + 's {
    let words = &context.spans[number].inner;
    (0..context.spans.len()).filter(move |&other| {
        let inner = &context.spans[other].inner;
        other != number
            && inner.len() >= words.len()
            && (inner.start..=inner.end - words.len()).any(|start| {
                words
                    .clone()
                    .zip(start..)
                    .all(|(one, other)| context.word_hash(one) == context.word_hash(other))
            })
    })
}

fn candidate(source: CandidateSource, speaker: Option<NounPhrase>, nearer: usize) -> SpeakerCandidate {
    SpeakerCandidate { source, speaker, cue: None, nearer, neighbour: None }
}

fn push_neighbour(
    found: &mut Vec<SpeakerCandidate>,
    source: CandidateSource,
    neighbour: Option<&SpeakerAttribution>,
) {
    found.extend(neighbour.map(|neighbour| SpeakerCandidate {
        neighbour: Some(neighbour.clone()),
        ..candidate(source, Some(neighbour.speaker.clone()), 0)
    }));
}

fn push_cues<'c>(
    found: &mut Vec<SpeakerCandidate>,
    source: CandidateSource,
    cues: impl Iterator<Item = &'c Cue>,
) {
    for (nearer, cue) in cues.take(MAX_CANDIDATES_PER_SOURCE).enumerate() {
        let speaker = Some(cue.speaker.clone());
        found.push(SpeakerCandidate { source, speaker, cue: Some(cue.clone()), nearer, neighbour: None });
    }
}

/// The other subjects that the nearest verbs before the quote can have.
fn push_alternatives(
    found: &mut Vec<SpeakerCandidate>,
    text: &CuedContext,
    sentence: &Range<usize>,
    before: &[Cue],
) {
    const MAX_CUES: usize = 2;
    for (nearer, cue) in before.iter().rev().take(MAX_CUES).enumerate() {
        if matches!(cue.pattern, CuePattern::Inherited | CuePattern::Participle) {
            found.extend((text.grammar.alternative_cues)(text.context, sentence, cue).into_iter().map(
                |cue| SpeakerCandidate {
                    source: CandidateSource::OwnCue,
                    speaker: Some(cue.speaker.clone()),
                    cue: Some(cue),
                    nearer,
                    neighbour: None,
                },
            ));
        }
    }
}

fn push_phrases(
    found: &mut Vec<SpeakerCandidate>,
    source: CandidateSource,
    phrases: &[NounPhrase],
    open: usize,
) {
    let split = phrases.partition_point(|phrase| phrase.tokens.start < open);
    let sides = [phrases[..split].iter().rev().collect::<Vec<_>>(), phrases[split..].iter().collect()];
    for side in sides {
        for (nearer, phrase) in side.into_iter().take(MAX_CANDIDATES_PER_SOURCE).enumerate() {
            let known = found.iter().any(|candidate| {
                candidate.source == CandidateSource::OwnCue
                    && candidate.cue.as_ref().is_some_and(|cue| cue.pattern != CuePattern::Inherited)
                    && candidate.speaker.as_ref().is_some_and(|speaker| speaker.overlaps(phrase))
            });
            // "A self-declared “bridge nerd”": what runs into the quote says what it is.
            if !known && phrase.tokens.end != open {
                found.push(candidate(source, Some(phrase.clone()), nearer));
            }
        }
    }
}

/// Whether a sentence is a heading: a short paragraph of its own that no mark ends.
fn is_heading(context: &QuoteContext, sentence: usize) -> bool {
    const MAX_HEADING_TOKENS: usize = 16;
    let range = &context.sentences[sentence];
    let document = context.document;
    let is_paragraph = (document.paragraphs.get(document.paragraph_of(range.start)))
        .is_some_and(|paragraph| paragraph.start == range.start && paragraph.end == range.end);
    let is_ended = matches!(
        context.class(range.end - 1),
        TokenClass::Stop
            | TokenClass::Colon
            | TokenClass::Comma
            | TokenClass::Quoted
            | TokenClass::Other
            | TokenClass::Dash
    );
    is_paragraph && !is_ended && range.len() <= MAX_HEADING_TOKENS
}

fn is_in_paragraph_of(context: &QuoteContext, span: usize, sentence: usize) -> bool {
    context.sentences.get(sentence).is_some_and(|range| {
        let paragraph = &context.document.paragraphs[context.spans[span].paragraph];
        range.start < paragraph.end
    })
}

/// The phrases of a sentence near a token, in order.
fn find_phrases(text: &CuedContext, sentence: &Range<usize>, near: usize) -> Vec<NounPhrase> {
    const MAX_TOKENS_BEFORE: usize = 100;
    const MAX_TOKENS_AFTER: usize = 50;
    let context = text.context;
    let mut phrases = Vec::new();
    let start =
        if near > sentence.start + MAX_TOKENS_BEFORE { near - MAX_TOKENS_BEFORE } else { sentence.start };
    let mut at = start;
    let end = sentence.end.min(near + MAX_TOKENS_AFTER);
    while at < end {
        let opens = matches!(
            context.class(at),
            TokenClass::Capital
                | TokenClass::Function(
                    FunctionWord::Determiner
                        | FunctionWord::Possessive
                        | FunctionWord::Honorific
                        | FunctionWord::Pronoun
                )
        ) || (context.class(at) == TokenClass::Lower && context.is_speaker_noun(at));
        match if opens { (text.grammar.phrase_starting_at)(context, at, end) } else { None } {
            Some(found) => {
                at = found.tokens.end.max(at + 1);
                if (text.grammar.is_possible_speaker)(context, &found) {
                    phrases.push(found);
                }
            }
            None => at += 1,
        }
    }
    phrases
}

/// “ROE: We go.”: the speaker's name in capitals inside the marks, as transcripts have it.
pub fn transcript_label(context: &QuoteContext, span: usize) -> Option<NounPhrase> {
    const MAX_LABEL_TOKENS: usize = 4;
    let inner = &context.spans[span].inner;
    let colon = (inner.start + 1..inner.end.min(inner.start + MAX_LABEL_TOKENS + 1))
        .find(|&token| context.word(token) == ":")?;
    let is_label = (inner.start..colon).all(|token| {
        context.word(token).chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\''))
    });
    let long = context.word(colon - 1).chars().count() > 1;
    (is_label && long).then(|| NounPhrase::new(inner.start..colon, PhraseKind::Name))
}

/// “…” — Ana Roe; the same on the line below; and the headline ‘…’: Ana Roe.
fn signature(text: &CuedContext, after: usize) -> Option<NounPhrase> {
    let context = text.context;
    if context.class(after) == TokenClass::Colon {
        let paragraph = context.document.paragraphs.get(context.document.paragraph_of(after))?;
        let found = (text.grammar.phrase_starting_at)(context, after + 1, paragraph.end)?;
        return (found.tokens.end == paragraph.end).then_some(found);
    }
    let dash = (after..after + 2).find(|&token| context.class(token) == TokenClass::Dash)?;
    let end = context.document.paragraphs.get(context.document.paragraph_of(dash))?.end;
    let found = (text.grammar.phrase_starting_at)(context, dash + 1, end)?;
    let short = end - found.tokens.end <= 12;
    (short && found.kind == PhraseKind::Name).then_some(found)
}
