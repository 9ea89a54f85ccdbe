//! English verbs that are in no list and report all the same, by their place beside a quote: “…,” harrumphed Ana Roe.
//!
//! Takes a [`QuoteContext`] and a token; gives the [`ReportingVerb`] that it is used as. The surprising decision: the comma,
//! question mark or dash at the end of the quote decides. A quote that ends in a full stop needs no verb.

use crate::document::TokenKind;
use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::lexicon::{FunctionWord, ReportingVerb, VerbClass, VerbForm};

/// The verb that a past form right beside a quote is used as: “…,” harrumphed Roe; “…,” Roe harrumphed.
pub fn quotative_verb(context: &QuoteContext, token: usize) -> Option<ReportingVerb> {
    if context.class(token) != TokenClass::Lower {
        return None;
    }
    let word = context.word(token);
    let is_past = word.len() > 4 && word.ends_with("ed");
    if !is_past || context.is_speaker_noun(token) || context.is_speaker_adjective(token) {
        return None;
    }
    let reports = follows_open_quote(context, token) && starts_subject(context, token + 1)
        || subject_start(context, token).is_some_and(|start| follows_open_quote(context, start))
            && ends_clause(context, token + 1);
    reports.then_some(ReportingVerb { class: VerbClass::Say, form: VerbForm::Past, inverts: true })
}

/// Whether a quote that needs a verb ends right before a token.
fn follows_open_quote(context: &QuoteContext, token: usize) -> bool {
    let Some(before) = token.checked_sub(1) else { return false };
    match context.class(before) {
        // ”, harrumphed Roe.
        TokenClass::Comma => before.checked_sub(1).is_some_and(|at| context.class(at) == TokenClass::Quoted),
        TokenClass::Quoted => {
            let is_mark = context.document.tokens[before].kind == TokenKind::Punct;
            let last = if is_mark { before.saturating_sub(1) } else { before };
            matches!(context.word(last), "," | "!" | "?" | "…" | "—" | "–" | "-")
        }
        _ => false,
    }
}

fn starts_subject(context: &QuoteContext, token: usize) -> bool {
    matches!(
        context.class(token),
        TokenClass::Capital | TokenClass::Function(FunctionWord::Honorific | FunctionWord::Possessive)
    ) || context.is_any_word(token, &["the", "a", "an", "one", "another"])
}

/// The first token of a short name or pronoun that ends before a verb.
fn subject_start(context: &QuoteContext, verb: usize) -> Option<usize> {
    const MAX_NAME_TOKENS: usize = 5;
    let last = verb.checked_sub(1)?;
    if context.function_word(last) == Some(FunctionWord::Pronoun) {
        return Some(last);
    }
    let is_name = |token: usize| {
        matches!(
            context.class(token),
            TokenClass::Capital | TokenClass::Joiner | TokenClass::Function(FunctionWord::Honorific)
        )
    };
    let start =
        (verb.saturating_sub(MAX_NAME_TOKENS)..verb).rev().take_while(|&token| is_name(token)).last()?;
    Some(start)
}

fn ends_clause(context: &QuoteContext, token: usize) -> bool {
    matches!(
        context.class(token),
        TokenClass::Stop
            | TokenClass::Comma
            | TokenClass::Quoted
            | TokenClass::Dash
            | TokenClass::Function(
                FunctionWord::Preposition
                    | FunctionWord::Adverb
                    | FunctionWord::Time
                    | FunctionWord::Conjunction
            )
    )
}
