//! Which side of the publication an expression lies on, by the words around it.
//!
//! "said on Tuesday" is the last Tuesday and "will meet on Tuesday" the next. The nearest telling word before the
//! expression in its sentence decides, and only where there is none, the nearest after it.

use std::ops::Range;

use super::expression::{Side, Tense};
use super::scanner::Scanner;

/// How many tokens away a word still tells something.
const REACH: usize = 14;

/// How many tokens away a word all but surely speaks of the expression: "ruled in November".
const CLOSE: usize = 3;

const FUTURE: &[&str] = &[
    "will",
    "shall",
    "would",
    "won’t",
    "won't",
    "scheduled",
    "expected",
    "due",
    "planned",
    "planning",
    "plans",
    "plan",
    "slated",
    "upcoming",
    "until",
    "forthcoming",
    "intends",
    "intend",
    "going",
    "expects",
    "expect",
    "hopes",
    "set",
    "poised",
    "tomorrow",
    "payable",
    "effective",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
];

/// Past forms that do not end in "-ed".
const PAST: &[&str] = &[
    "said", "was", "were", "had", "did", "met", "told", "came", "went", "took", "made", "gave", "got", "saw",
    "found", "left", "held", "began", "fell", "rose", "won", "lost", "led", "struck", "broke", "spoke",
    "wrote", "became", "ran", "sent", "spent", "brought", "bought", "sold", "shot", "paid", "kept", "stood",
    "felt", "heard", "grew", "knew", "threw", "drove", "flew", "drew", "sank", "sought", "taught", "caught",
    "fought", "thought", "built", "slid", "since", "been", "ago", "done", "seen", "taken", "given", "died",
    "hit", "wore", "chose", "quit", "withdrew",
];

/// Words that only look like it.
const NO_PAST: &[&str] =
    &["seabed", "hundred", "sacred", "naked", "wicked", "riverbed", "hatred", "kindred", "embed"];

/// Verbs and adjectives whose "to" looks ahead: "agreed to meet on Tuesday".
const LOOK_AHEAD: &[&str] = &[
    "agreed",
    "agree",
    "agrees",
    "plans",
    "plan",
    "planned",
    "expected",
    "scheduled",
    "due",
    "set",
    "going",
    "want",
    "wants",
    "hopes",
    "hope",
    "likely",
    "vowed",
    "pledged",
    "promised",
    "intends",
    "intended",
    "decided",
    "ready",
    "have",
    "has",
    "is",
    "are",
    "was",
    "were",
    "order",
    "call",
    "called",
    "vote",
    "voted",
    "proposal",
    "proposed",
];

/// The tense of the expression that covers `tokens`; `None` where nothing tells.
pub fn tense(scanner: &Scanner, tokens: Range<usize>) -> Option<Tense> {
    let document = scanner.document;
    let sentence = document.sentences.get(document.sentence_of(tokens.start))?.clone();
    match tokens.start.checked_sub(1).map_or("", |before| scanner.text(before)) {
        // "had filed reports by Wednesday" looks back.
        "by" | "until" | "till" if !past_perfect(scanner, sentence.start..tokens.start) => {
            return Some(Tense { side: Side::Future, close: true });
        }
        "since" => return Some(Tense { side: Side::Past, close: true }),
        _ => {}
    }
    let first = sentence.start.max(tokens.start.saturating_sub(REACH));
    let last = sentence.end.min(tokens.end + REACH);
    let told = |token: usize, away: usize| Some(Tense { side: cue(scanner, token)?, close: away <= CLOSE });
    let before = (first..tokens.start).rev().find_map(|token| told(token, tokens.start - token));
    before.or_else(|| (tokens.end..last).find_map(|token| told(token, token + 1 - tokens.end)))
}

fn past_perfect(scanner: &Scanner, before: Range<usize>) -> bool {
    let from = before.end.saturating_sub(REACH).max(before.start);
    (from..before.end).any(|token| scanner.text(token) == "had")
}

fn cue(scanner: &Scanner, token: usize) -> Option<Side> {
    let word = scanner.text(token);
    if !scanner.is_lower(token) {
        return None;
    }
    if word == "to" {
        let be = scanner.text(token + 1) == "be";
        let ahead =
            be || token > 0 && LOOK_AHEAD.contains(&scanner.text(token - 1)) && scanner.is_lower(token + 1);
        return ahead.then_some(Side::Future);
    }
    if FUTURE.contains(&word) || word.ends_with("’ll") || word.ends_with("'ll") {
        return Some(Side::Future);
    }
    let participle =
        word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && !NO_PAST.contains(&word);
    let past = PAST.contains(&word) || participle;
    // "will be named", "to be completed".
    let passive = participle && token > 0 && scanner.text(token - 1) == "be";
    if passive { Some(Side::Future) } else { past.then_some(Side::Past) }
}
