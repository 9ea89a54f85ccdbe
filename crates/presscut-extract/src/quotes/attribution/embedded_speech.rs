//! Speech inside reported speech: in "Roe said that Doe had called him “a clown”", Doe speaks.
//!
//! Takes a [`SpeakerQuestion`] and the candidate that the model chose; gives the candidate whose own clause has the quoted
//! words, if that is another. The surprising decision: a pronoun as the inner subject changes nothing, since it often means
//! the outer speaker ("Roe said he told her “…”").

use crate::quotes::attribution::candidates::{CandidateSource, SpeakerCandidate};
use crate::quotes::attribution::question::SpeakerQuestion;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::cue::{Cue, CuePattern};
use crate::quotes::lexicon::{FunctionWord, ReportingVerb, VerbClass, VerbForm};
use crate::quotes::noun_phrase::PhraseKind;

/// The candidate whose clause, nearer to the quote than that of the one chosen, says that it speaks.
pub fn inner_speaker(context: &QuoteContext, question: &SpeakerQuestion, chosen: usize) -> Option<usize> {
    let open = context.spans[question.span].open;
    let candidates = &question.candidates;
    let outer = &candidates[chosen];
    if outer.source != CandidateSource::OwnCue {
        return None;
    }
    let outer_cue = outer.cue.as_ref().filter(|cue| cue.tokens.end <= open)?;
    let is_inner = |candidate: &SpeakerCandidate| {
        candidate.source == CandidateSource::OwnCue
            && candidate.cue.as_ref().is_some_and(|cue| {
                cue.start() >= outer_cue.tokens.end
                    && cue.end() <= open
                    && cue.speaker.kind != PhraseKind::Pronoun
                    // "told a woman who had said that …": who is told speaks only in what is told of her.
                    && context.function_word(cue.speaker.tokens.end) != Some(FunctionWord::Relative)
                    && context.word_hash(cue.speaker.last_token())
                        != context.word_hash(outer_cue.speaker.last_token())
                    && has_quote(context, cue, open)
            })
    };
    let inner = (0..candidates.len()).filter(|&number| is_inner(&candidates[number]));
    inner.max_by_key(|&number| candidates[number].cue.as_ref().map_or(0, |cue| cue.tokens.start))
}

/// Whether a cue's own clause goes on to the quote, as what somebody says or calls something.
fn has_quote(context: &QuoteContext, cue: &Cue, open: usize) -> bool {
    let mark = open.wrapping_sub(1);
    let is_mark = matches!(context.class(mark), TokenClass::Colon | TokenClass::Comma);
    let until = if is_mark { mark } else { open };
    let reaches = (cue.end()..until).all(|token| is_inside_clause(context, token));
    match cue.pattern {
        CuePattern::SubjectVerb | CuePattern::ByAgent => {
            reaches
                && context
                    .reporting_verb(cue.tokens.start)
                    .is_some_and(|verb| is_speech(context, cue.tokens.start, verb, until))
        }
        CuePattern::Possessive => reaches && is_claim(context, cue, open),
        _ => false,
    }
}

/// "had told him that …", "called him “…”", "spoke of “…”"; not "showed", "wanted", "backed".
fn is_speech(context: &QuoteContext, token: usize, verb: ReportingVerb, until: usize) -> bool {
    const TELLING: &[&str] =
        &["told", "tell", "tells", "assured", "informed", "reminded", "ordered", "promised"];
    // These take other objects than words.
    const OTHER: &[&str] = &[
        "wrote",
        "written",
        "posted",
        "read",
        "offered",
        "shared",
        "repeated",
        "agreed",
        "reflected",
        "revealed",
        "related",
        "confirmed",
        "reported",
        "demanded",
        "texted",
        "emailed",
        "messaged",
        "tweeted",
        "cried",
    ];
    const CALLING: &[&str] =
        &["called", "calls", "described", "describes", "dubbed", "labelled", "labeled", "branded", "accused"];
    const SPEAKING: &[&str] = &["spoke", "spoken", "talked"];
    const PRESENT: &[&str] = &["says", "tells", "calls", "describes"];
    const MAX_OBJECT_TOKENS: usize = 4;
    let apart = until - (token + 1).min(until);
    if verb.form == VerbForm::Gerund
        || verb.form == VerbForm::Third && !context.is_any_word(token, PRESENT)
        || verb.form == VerbForm::Base && !follows_perception(context, token)
    {
        return false;
    }
    match verb.class {
        VerbClass::Say if context.is_any_word(token, OTHER) => {
            apart == 0 || context.class(until) == TokenClass::Colon
        }
        VerbClass::Say => verb.inverts || context.is_any_word(token, TELLING),
        VerbClass::Name => context.is_any_word(token, CALLING),
        // "spoke of “…”", but not "spoke “movingly about it”", which is the outer speaker's judgement.
        VerbClass::Think => {
            let about = (token + 1..until).any(|at| context.is_any_word(at, &["of", "about"]));
            context.is_any_word(token, SPEAKING) && about && apart <= MAX_OBJECT_TOKENS
        }
    }
}

/// "heard Roe say": the base form behind who is heard.
fn follows_perception(context: &QuoteContext, token: usize) -> bool {
    const MAX_NAME_TOKENS: usize = 5;
    (token.saturating_sub(MAX_NAME_TOKENS)..token).any(|at| context.is_any_word(at, &["heard", "hear"]))
}

/// "Doe's claim that …", "Doe's description of her as “…”": what the noun holds is Doe's. Not "Doe's claim as “absurd”".
fn is_claim(context: &QuoteContext, cue: &Cue, open: usize) -> bool {
    const CLAIMS: &[&str] = &[
        "claim",
        "claims",
        "assertion",
        "warning",
        "argument",
        "statement",
        "suggestion",
        "allegation",
        "allegations",
        "accusation",
        "accusations",
        "remark",
        "remarks",
        "comment",
        "comments",
        "view",
        "insistence",
    ];
    const DESCRIPTIONS: &[&str] = &["description", "characterization", "characterisation", "portrayal"];
    let noun = cue.tokens.start;
    let after = cue.end();
    let is_owned = context.function_word(noun.wrapping_sub(1)) != Some(FunctionWord::Possessive);
    is_owned
        && (context.is_any_word(noun, CLAIMS) && context.is_word(after, "that")
            || context.is_any_word(noun, DESCRIPTIONS)
                && context.is_word(after, "of")
                && context.is_word(open.wrapping_sub(1), "as"))
}

/// Whether no clause of its own can begin at a token.
pub fn is_inside_clause(context: &QuoteContext, token: usize) -> bool {
    !matches!(
        context.class(token),
        TokenClass::Comma
            | TokenClass::Stop
            | TokenClass::Dash
            | TokenClass::Colon
            | TokenClass::Quoted
            | TokenClass::Function(FunctionWord::Relative)
    )
}
