//! English indirect speech: "Ana Roe said the bridge would open in May".
//!
//! Takes a narrator's sentence with its cues; gives the clause that one of them reports. The surprising decision: a
//! sentence that quotes a piece of what was said gives nothing here. The piece is a partial quote already, and what was
//! said once must not be counted twice.

use std::ops::Range;

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cue::{Cue, CuePattern};
use crate::quotes::english::noun_phrases;
use crate::quotes::indirect_quote::{ClauseBounds, IndirectQuote};
use crate::quotes::lexicon::{FunctionWord, VerbClass, VerbForm};
use crate::quotes::noun_phrase::{NounPhrase, PhraseKind};

/// The first reported clause of a sentence with these cues.
pub fn find_indirect_quote(
    context: &QuoteContext,
    sentence: &Range<usize>,
    cues: &[Cue],
) -> Option<IndirectQuote> {
    cues.iter()
        .filter(|cue| cue.class == VerbClass::Say && is_possible_speaker(context, &cue.speaker))
        .filter_map(|cue| reported_clause(context, sentence, cue))
        .find(|found| is_clause(context, found))
}

fn reported_clause(context: &QuoteContext, sentence: &Range<usize>, cue: &Cue) -> Option<IndirectQuote> {
    let (content, bounds) = match cue.pattern {
        CuePattern::AccordingTo => (beside_according_to(context, sentence, cue)?, ClauseBounds::Comma),
        CuePattern::SubjectVerb | CuePattern::Inherited => match after_cue(context, sentence, cue) {
            Some(found) => found,
            None if cue.pattern == CuePattern::SubjectVerb => {
                (before_cue(context, sentence, cue)?, ClauseBounds::Comma)
            }
            None => return None,
        },
        CuePattern::VerbSubject => (before_cue(context, sentence, cue)?, ClauseBounds::Comma),
        CuePattern::ByAgent | CuePattern::Possessive | CuePattern::Participle => return None,
    };
    Some(IndirectQuote { content, speaker: cue.speaker.clone(), cue: cue.tokens.clone(), bounds })
}

/// Whether a phrase can be a speaker: a pronoun, a name, or a phrase with a determiner or a role; without a verb in it.
fn is_possible_speaker(context: &QuoteContext, speaker: &NounPhrase) -> bool {
    let tokens = speaker.tokens.clone();
    let verb = tokens.clone().any(|token| {
        context.class(token) == TokenClass::Lower
            && context.reporting_verb(token).is_some()
            && !context.is_speaker_noun(token)
    });
    let role = tokens.clone().any(|token| context.is_speaker_noun(token));
    let determined = matches!(
        context.class(tokens.start),
        TokenClass::Function(FunctionWord::Determiner | FunctionWord::Possessive)
    );
    !verb && (speaker.kind != PhraseKind::Nominal || role || determined)
}

/// The sentence without the marks at its end.
fn trimmed_end(context: &QuoteContext, sentence: &Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start
        && matches!(context.class(end - 1), TokenClass::Stop | TokenClass::Other | TokenClass::Comma)
    {
        end -= 1;
    }
    end
}

/// "Roe told reporters on Monday that …", "Roe said the …".
fn after_cue(
    context: &QuoteContext,
    sentence: &Range<usize>,
    cue: &Cue,
) -> Option<(Range<usize>, ClauseBounds)> {
    const MAX_OPENER_DISTANCE: usize = 10;
    let end = trimmed_end(context, sentence);
    let from = cue.tokens.end;
    if from >= end || context.is_word(cue.tokens.start.wrapping_sub(1), "to") {
        return None;
    }
    let opener = (from..end.min(from + MAX_OPENER_DISTANCE))
        .take_while(|&token| {
            matches!(
                context.class(token),
                TokenClass::Lower
                    | TokenClass::Capital
                    | TokenClass::Number
                    | TokenClass::Joiner
                    | TokenClass::Clitic
                    | TokenClass::Function(_)
            )
        })
        .find(|&token| context.is_any_word(token, &["that", "whether", "if"]));
    if let Some(opener) = opener.filter(|&opener| opens_clause(context, cue, from..opener)) {
        let mut start = opener + 1;
        while start < end && context.class(start) == TokenClass::Comma {
            start += 1;
        }
        // "a bill that would …", "the leader that he …" say what a thing is.
        let relative = context.function_word(start) == Some(FunctionWord::Auxiliary);
        return (!relative && start < end).then_some((start..end, ClauseBounds::Conjunction));
    }
    is_finite(context, from, end).then_some((from..end, ClauseBounds::Bare))
}

/// Whether the words between a reporting word and "that" let it open a clause: whom it was told, where and when.
fn opens_clause(context: &QuoteContext, cue: &Cue, between: Range<usize>) -> bool {
    const ADDRESSED: &[&str] = &[
        "told", "tells", "tell", "telling", "warned", "assured", "reminded", "informed", "warns", "warning",
    ];
    const PLACE_OR_TIME: &[&str] =
        &["in", "on", "at", "to", "during", "through", "via", "before", "after", "by"];
    let addressed = context.is_any_word(cue.tokens.start, ADDRESSED);
    match context.class(between.start) {
        _ if between.is_empty() || addressed => true,
        TokenClass::Function(FunctionWord::Time | FunctionWord::Adverb) => true,
        TokenClass::Function(FunctionWord::Preposition) => context.is_any_word(between.start, PLACE_OR_TIME),
        _ => false,
    }
}

/// Whether a subject with its finite verb begins at a token: "the timing was", "she opposes".
fn is_finite(context: &QuoteContext, from: usize, end: usize) -> bool {
    let Some(subject) = noun_phrases::phrase_starting_at(context, from, end) else { return false };
    let mut next = subject.tokens.end;
    while next < end && context.function_word(next) == Some(FunctionWord::Adverb) {
        next += 1;
    }
    if next >= end {
        return false;
    }
    let finite = context
        .reporting_verb(next)
        .is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Third));
    match context.class(next) {
        TokenClass::Function(FunctionWord::Auxiliary) => true,
        TokenClass::Clitic => subject.kind == PhraseKind::Pronoun,
        TokenClass::Lower => {
            finite || subject.kind == PhraseKind::Pronoun || has_verb_ending(context.word(next))
        }
        _ => false,
    }
}

/// "The bridge will open in May, Roe said."
fn before_cue(context: &QuoteContext, sentence: &Range<usize>, cue: &Cue) -> Option<Range<usize>> {
    let start = cue.start();
    let comma = start.checked_sub(1).filter(|&comma| comma > sentence.start)?;
    // "If it fails, Roe said, there are others": the comma after the cue shows that the clause continues.
    let ends = match context.class(cue.end()) {
        TokenClass::Comma | TokenClass::Quoted | TokenClass::Dash | TokenClass::Colon => false,
        TokenClass::Function(function) => function != FunctionWord::Conjunction,
        _ => true,
    };
    if context.class(comma) != TokenClass::Comma || !ends || sentence.end - cue.end() > 12 {
        return None;
    }
    Some(sentence.start..comma)
}

/// "…, according to Roe", "According to Roe, …".
fn beside_according_to(context: &QuoteContext, sentence: &Range<usize>, cue: &Cue) -> Option<Range<usize>> {
    if cue.tokens.start == sentence.start {
        let end = trimmed_end(context, sentence);
        let comma = (cue.end()..end).find(|&token| context.class(token) == TokenClass::Comma)?;
        return Some(comma + 1..end);
    }
    let comma = cue.tokens.start - 1;
    (comma > sentence.start && context.class(comma) == TokenClass::Comma).then_some(sentence.start..comma)
}

/// Whether it is a clause without a quote: long enough, with a verb.
fn is_clause(context: &QuoteContext, found: &IndirectQuote) -> bool {
    const MIN_WORDS: usize = 3;
    let content = found.content.clone();
    let words = |token: &usize| {
        matches!(
            context.class(*token),
            TokenClass::Lower | TokenClass::Capital | TokenClass::Number | TokenClass::Function(_)
        )
    };
    let quoted = content.clone().any(|token| context.class(token) == TokenClass::Quoted);
    let verb = content.clone().take(30).any(|token| {
        context.function_word(token) == Some(FunctionWord::Auxiliary)
            || context.reporting_verb(token).is_some()
            || (context.class(token) == TokenClass::Lower && has_verb_ending(context.word(token)))
            || (context.class(token) == TokenClass::Clitic
                && context.function_word(token.saturating_sub(1)) == Some(FunctionWord::Pronoun))
    });
    !quoted && verb && content.filter(words).count() >= MIN_WORDS
}

/// "opened", "opens": a guess from the ending alone.
fn has_verb_ending(word: &str) -> bool {
    word.len() > 3 && (word.ends_with("ed") || (word.ends_with('s') && !word.ends_with("ss")))
}
