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

/// Nouns for what is quoted behind them as a word, not as what somebody said.
const WORD_NOUNS: &[&str] = &["term", "expression", "label", "moniker"];

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

/// nicknamed “…”, goes by the name “…”, gave her name only as “…”, a man called “…” by his friends, alias “…”.
pub fn is_nickname_introduced(context: &QuoteContext, span: &QuotedSpan) -> bool {
    const NICKNAMING: &[&str] =
        &["nicknamed", "alias", "aka", "pseudonym", "codenamed", "surnamed", "née", "nee"];
    const NAME_NOUNS: &[&str] = &[
        "name",
        "names",
        "nickname",
        "nicknames",
        "moniker",
        "pseudonym",
        "alias",
        "handle",
        "sobriquet",
        "username",
        "surname",
        "codename",
    ];
    const IDENTIFIED: &[&str] = &[
        "named",
        "identified",
        "known",
        "name",
        "names",
        "himself",
        "herself",
        "themselves",
        "listed",
        "registered",
    ];
    let Some(mut at) = span.open.checked_sub(1) else { return false };
    let is_name = is_word_denied(context, at)
        || is_named_thing(context, span)
        || is_known_so(context, span)
        || is_called_so(context, span)
        || is_called_so_by_many(context, at)
        || is_word_itself(context, at)
        || is_titled_work(context, span);
    if is_name {
        return true;
    }
    let back = |at: usize, words: &[&str]| context.is_any_word(at, words);
    // "only as", "simply", "of".
    while at > 0 && (back(at, &["only", "simply", "just", "as", "of", ",", "is", "was"])) {
        at -= 1;
    }
    let skipped_as = (at + 1..span.open).any(|token| context.is_word(token, "as"));
    if back(at, NICKNAMING) || back(at, NAME_NOUNS) && is_name_of_somebody(context, at, skipped_as) {
        return true;
    }
    // "described himself as “chuffed to bits”" is said.
    let describes = at > 0
        && context.is_any_word(at, &["himself", "herself", "themselves"])
        && context.is_any_word(at - 1, &["described", "describes", "describe", "describing"]);
    if skipped_as && back(at, IDENTIFIED) && !describes {
        return true;
    }
    // "goes by “…”", "who went by “…”".
    back(at, &["by"]) && at > 0 && back(at - 1, &["go", "goes", "went", "going", "gone"])
}

/// "the “one shore, two ferries” formula": what is between an article and a noun for a plan is its name.
fn is_named_thing(context: &QuoteContext, span: &QuotedSpan) -> bool {
    const PLANS: &[&str] = &[
        "formula",
        "doctrine",
        "slogan",
        "movement",
        "programme",
        "program",
        "campaign",
        "initiative",
        "framework",
        "hashtag",
        "motto",
    ];
    let before = span.open.wrapping_sub(1);
    let article = context.function_word(before) == Some(FunctionWord::Determiner)
        || context.function_word(before) == Some(FunctionWord::Possessive);
    article && span.closed && context.is_any_word(span.end(), PLANS)
}

/// "is often called “tide lung”", "what’s called “tide lung”", "the term is “tide lung”"; but not "is called “a farce” by Roe".
fn is_called_so(context: &QuoteContext, span: &QuotedSpan) -> bool {
    const CALLED: &[&str] = &["called", "termed"];
    const PRESENT: &[&str] = &["is", "are", "’s", "'s"];
    const MAX_TOKENS_TO_AGENT: usize = 4;
    const MAX_TOKENS_TO_TERM: usize = 4;
    let mut at = span.open - 1;
    if context.is_any_word(at, PRESENT) {
        let lowest = at.saturating_sub(MAX_TOKENS_TO_TERM);
        return (lowest..at).any(|noun| context.is_any_word(noun, WORD_NOUNS));
    }
    if !context.is_any_word(at, CALLED) || at == 0 {
        return false;
    }
    at -= 1;
    while at > 0 && context.function_word(at) == Some(FunctionWord::Adverb) {
        at -= 1;
    }
    let agent = span.end()..span.end() + MAX_TOKENS_TO_AGENT;
    context.is_any_word(at, PRESENT) && !agent.into_iter().any(|token| context.is_word(token, "by"))
}

/// "what doctors call “tide lung”": a name that many use now.
fn is_called_so_by_many(context: &QuoteContext, verb: usize) -> bool {
    const MAX_SUBJECT_TOKENS: usize = 3;
    let lowest = verb.saturating_sub(MAX_SUBJECT_TOKENS + 1);
    let opener = (lowest..verb).rev().find(|&at| context.is_word(at, "what"));
    context.is_word(verb, "call")
        && opener.is_some_and(|what| {
            what + 1 < verb && (what + 1..verb).all(|at| context.class(at) == TokenClass::Lower)
        })
}

/// "The word “pier” comes from": the subject is the word itself.
fn is_word_itself(context: &QuoteContext, noun: usize) -> bool {
    const WORDS: &[&str] = &["word", "words", "phrase", "term", "expression"];
    let article = noun.wrapping_sub(1);
    context.is_any_word(noun, WORDS)
        && context.is_word(article, "the")
        && context.sentences[context.sentence_of(noun)].start == article
}

/// the song “Long Way Down”, his film, “Long Way Down”, under the headline “Pier in flames”.
fn is_titled_work(context: &QuoteContext, span: &QuotedSpan) -> bool {
    const MIN_LONG_WORD: usize = 4;
    const WORKS: &[&str] = &[
        "song",
        "film",
        "movie",
        "novel",
        "album",
        "single",
        "musical",
        "documentary",
        "sitcom",
        "painting",
        "poem",
        "memoir",
        "track",
        "podcast",
        "play",
        "book",
        "drama",
        "opera",
        "ballet",
        "exhibition",
    ];
    let comma = context.class(span.open.wrapping_sub(1)) == TokenClass::Comma;
    let noun = span.open.wrapping_sub(1 + usize::from(comma));
    if context.is_any_word(noun, &["headline", "headlines"]) {
        return !comma;
    }
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    context.is_any_word(noun, WORKS)
        && is_capital(context.word(span.inner.start))
        && span.inner.clone().all(|token| {
            let word = context.word(token);
            word.chars().count() < MIN_LONG_WORD || is_capital(word)
        })
}

/// "or “halls” as they are known": what follows says that it is a name.
fn is_known_so(context: &QuoteContext, span: &QuotedSpan) -> bool {
    let after = span.end() + usize::from(context.class(span.end()) == TokenClass::Comma);
    span.closed
        && context.is_word(after, "as")
        && context.function_word(after + 1) == Some(FunctionWord::Pronoun)
        && (after + 2..after + 6).any(|at| context.is_any_word(at, &["known", "called"]))
}

/// "he never used the term “…”"
fn is_word_denied(context: &QuoteContext, noun: usize) -> bool {
    const MAX_TOKENS_TO_DENIAL: usize = 5;
    let lowest = noun.saturating_sub(MAX_TOKENS_TO_DENIAL);
    context.is_any_word(noun, WORD_NOUNS)
        && (lowest..noun)
            .any(|at| context.is_any_word(at, &["never", "not"]) || context.word(at).ends_with("n’t"))
}

/// "by the name", "under the pseudonym", "whose nickname is", "her name only as"; not "he called the name “stupid”".
fn is_name_of_somebody(context: &QuoteContext, noun: usize, skipped_as: bool) -> bool {
    let Some(before) = noun.checked_sub(1) else { return false };
    let owned = context.function_word(before) == Some(FunctionWord::Possessive)
        || context.class(before) == TokenClass::Clitic;
    let under = (before.saturating_sub(2)..=before).any(|at| {
        context.is_any_word(
            at,
            &["by", "under", "using", "with", "has", "had", "got", "earned", "gave", "given"],
        )
    });
    owned || skipped_as || under
}
