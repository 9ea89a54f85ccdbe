//! English words before a quote that make it a term: a title, a nickname, what somebody calls itself.

use crate::quotes::context::{QuoteContext, TokenClass};
use crate::quotes::lexicon::FunctionWord;
use crate::quotes::spans::quoted_span::QuotedSpan;

/// a self-declared “…”, the self-styled “…”, the so-called “…”.
pub fn is_self_styled(context: &QuoteContext, span: &QuotedSpan) -> bool {
    const STYLED: &[&str] = &["declared", "described", "styled", "proclaimed", "professed", "called"];
    span.open >= 3
        && context.is_any_word(span.open - 1, STYLED)
        && context.class(span.open - 2) == TokenClass::Joiner
        && context.is_any_word(span.open - 3, &["self", "so"])
}

/// the so-called “…”, known as “…”, a film called “…”.
pub fn is_introduced_as_name(context: &QuoteContext, span: &QuotedSpan) -> bool {
    const NAMING: &[&str] =
        &["called", "titled", "entitled", "dubbed", "nicknamed", "named", "so-called", "known"];
    let Some(before) = span.open.checked_sub(1) else { return false };
    if context.is_any_word(before, NAMING) {
        // "Roe called “absurd”" is not English; "the so-called", "a film called" name things.
        return before.checked_sub(1).is_some_and(|at| {
            matches!(
                context.class(at),
                TokenClass::Lower | TokenClass::Joiner | TokenClass::Comma | TokenClass::Capital
            ) || context.function_word(at) == Some(FunctionWord::Auxiliary)
        });
    }
    context.is_word(before, "as") && before > 0 && context.is_word(before - 1, "known")
}
