//! Which side of the publication an expression lies on, by the words around it.
//!
//! "said on Tuesday" is the last Tuesday and "will meet on Tuesday" the next. The nearest telling word before the
//! expression in its sentence decides, and only where there is none, the nearest after it. A telling word is a verb
//! whose form and whose helping verb are read together: "met" and "had been due" look back, "will meet", "is due", "to
//! be met" and "meets" look ahead.

pub(crate) mod tense_cues;

use std::ops::Range;

use crate::dates::english::scanner::Scanner;
use crate::dates::expression::{Side, Tense};
use tense_cues::{
    ARRANGED, BLAMED, DECIDED, DETERMINERS, HAPPENED, KEPT_BACK, LOOK_AHEAD, SAYING, SCHEDULED, SIGNS, Sign,
};

/// How many tokens away a word still tells something.
const REACH: usize = 20;

/// How near a telling word is surely the expression's own, and how near a verb of saying is.
const OWN: usize = 10;
const OWN_SAYING: usize = 4;

/// The tense of the expression that covers `tokens`; `None` where nothing tells.
pub fn tense(scanner: &Scanner, tokens: Range<usize>) -> Option<Tense> {
    let document = scanner.document;
    let sentence = document.sentences.get(document.sentence_of(tokens.start))?.clone();
    match tokens.start.checked_sub(1).map_or("", |before| scanner.text(before)) {
        // "had filed reports by Wednesday" looks back.
        "by" | "until" | "till" if !past_perfect(scanner, sentence.start..tokens.start) => {
            return Some(Tense { side: Side::Future, sure: true });
        }
        _ if scanner.is_mark(tokens.end, &["'s", "’s"]) => {
            return Some(Tense { side: owner(scanner, sentence.start, &tokens), sure: true });
        }
        // "after her March comment".
        "his" | "her" | "its" | "their" if names_what_was(scanner, tokens.end) => {
            return Some(Tense { side: Side::Past, sure: true });
        }
        // "Ishii on Wednesday announced".
        _ if verb_follows(scanner, tokens.end) => return Some(Tense { side: Side::Past, sure: true }),
        // "the critics who on Sunday called": the verb comes after.
        _ if follows_relative(scanner, tokens.start) => {
            let last = sentence.end.min(tokens.end + OWN);
            if let Some(side) = (tokens.end..last).find_map(|token| cue(scanner, token)) {
                return Some(Tense { side, sure: true });
            }
        }
        "since" => return Some(Tense { side: Side::Past, sure: true }),
        "starting" | "beginning" | "Starting" | "Beginning" => {
            return Some(Tense { side: Side::Future, sure: true });
        }
        _ => {}
    }
    let first = sentence.start.max(tokens.start.saturating_sub(REACH));
    let last = sentence.end.min(tokens.end + REACH);
    let before = (first..tokens.start).rev().find_map(|token| Some((token, cue(scanner, token)?)));
    let Some((token, side)) = before else {
        let (token, side) = (tokens.end..last).find_map(|token| Some((token, cue(scanner, token)?)))?;
        return Some(Tense { side, sure: token - tokens.end < OWN });
    };
    // "A concert planned for Saturday was cancelled."
    let cancelled =
        is_bare_participle(scanner, token) && matches!(scanner.text(tokens.end), "was" | "were" | "had");
    let side = if cancelled { Side::Past } else { side };
    // "She said it is closing the bridge on Dec. 7": her saying is another day's.
    let own = if SAYING.contains(&scanner.text(token)) { OWN_SAYING } else { OWN };
    Some(Tense { side, sure: tokens.start - token <= own })
}

/// "Tuesday's ruling" is known, "Tuesday's vote" too unless the words before look ahead.
fn owner(scanner: &Scanner, sentence: usize, tokens: &Range<usize>) -> Side {
    let noun = (tokens.end + 1..tokens.end + 4).take_while(|token| scanner.text(*token) != ",");
    if noun.map(|token| scanner.text(token)).any(|word| HAPPENED.contains(&word) || DECIDED.contains(&word)) {
        return Side::Past;
    }
    let first = tokens.start.saturating_sub(OWN).max(sentence);
    (first..tokens.start).rev().find_map(|token| cue(scanner, token)).unwrap_or(Side::Past)
}

/// A noun that is none of [`SCHEDULED`].
fn names_what_was(scanner: &Scanner, at: usize) -> bool {
    let noun = scanner.is_noun_like(at);
    noun && !(at..at + 3).any(|token| SCHEDULED.contains(&scanner.text(token)))
}

/// A past form at once after the expression, that is no participle ("the rally on Saturday organised by Brandt").
fn verb_follows(scanner: &Scanner, at: usize) -> bool {
    let word = scanner.text(at);
    if !scanner.is_lower(at) || matches!(scanner.text(at + 1), "by" | "for") {
        return false;
    }
    match SIGNS.get(word) {
        Some(Sign::Past) => !matches!(word, "since" | "been" | "ago" | "was" | "were" | "had" | "did"),
        Some(_) => false,
        None => word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"),
    }
}

fn follows_relative(scanner: &Scanner, start: usize) -> bool {
    let back = |count: usize| start.checked_sub(count).map_or("", |token| scanner.text(token));
    let word = if back(1) == "on" { back(2) } else { back(1) };
    matches!(word, "who" | "which")
}

fn past_perfect(scanner: &Scanner, before: Range<usize>) -> bool {
    let from = before.end.saturating_sub(REACH).max(before.start);
    (from..before.end).any(|token| scanner.text(token) == "had")
}

/// "planned" without a helping verb: the verb of the sentence comes later.
fn is_bare_participle(scanner: &Scanner, token: usize) -> bool {
    ARRANGED.contains(&scanner.text(token)) && helper(scanner, token).is_empty()
}

/// What a word says, if it says anything.
fn cue(scanner: &Scanner, token: usize) -> Option<Side> {
    let word = scanner.text(token);
    if !scanner.is_lower(token) {
        // "Asked on Monday whether she would run".
        let opens = word.len() > 4 && word.ends_with("ed") && scanner.opens_sentence(token);
        return (opens && scanner.is_lower(token + 1) && word != "United").then_some(Side::Past);
    }
    if word == "to" {
        return to(scanner, token);
    }
    let sign = SIGNS.get(word).copied();
    // "the plan" says nothing, "plans for Monday" and "plan to meet" do.
    if matches!(word, "plan" | "plans" | "hope" | "hopes") && !matches!(scanner.text(token + 1), "to" | "for")
    {
        return None;
    }
    let participle = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    match sign {
        Some(Sign::Ahead) => return ahead(scanner, token, word),
        Some(Sign::Arranged) => return arranged(scanner, token, word),
        Some(Sign::Announced) => return announced(scanner, token),
        Some(Sign::NoPast) => return None,
        Some(Sign::Happened) => return happened(scanner, token),
        // "I am telling you".
        Some(Sign::Past) if word == "telling" && is_mine(scanner, token) => return None,
        Some(Sign::Past) => {}
        None if word.ends_with("’ll") || word.ends_with("'ll") => return Some(Side::Future),
        None if !participle => return None,
        None => {}
    }
    // "a still unspecified date", "the planned vote": no verbs.
    let before = token.checked_sub(1).map_or("", |before| scanner.text(before));
    if participle
        && matches!(before, "a" | "an" | "the" | "its" | "his" | "her" | "their" | "this" | "still" | "of")
    {
        return None;
    }
    match helper(scanner, token) {
        // "will be named", "to be completed".
        "be" if could_not(scanner, token) => Some(Side::Past),
        "be" => Some(Side::Future),
        "is" | "are" if !BLAMED.contains(&word) => Some(Side::Future),
        _ => Some(Side::Past),
    }
}

/// "agreed to meet" and "to be met" look ahead; "rose to five" says nothing.
fn to(scanner: &Scanner, token: usize) -> Option<Side> {
    let be = scanner.text(token + 1) == "be";
    // "agreed to a call": no verb follows.
    let led = token > 0
        && scanner.is_lower(token + 1)
        && LOOK_AHEAD.contains(&scanner.text(token - 1))
        && !DETERMINERS.contains(&scanner.text(token + 1));
    // "had been due to expire".
    let past = token > 0 && ARRANGED.contains(&scanner.text(token - 1)) && had_been(scanner, token - 1);
    match (past, be || led) {
        (true, _) => Some(Side::Past),
        (false, true) => Some(Side::Future),
        _ => None,
    }
}

/// "would have met", "neither could be found" and "would not say" look back.
fn ahead(scanner: &Scanner, token: usize, word: &str) -> Option<Side> {
    let not = scanner.text(token + 1) == "not";
    let kept = word.starts_with("would")
        && KEPT_BACK.contains(&scanner.text(token + 1 + usize::from(not)))
        && (not || word != "would");
    let past =
        scanner.text(token + 1) == "have" || word == "could" && (not || negated(scanner, token)) || kept;
    Some(if past { Side::Past } else { Side::Future })
}

/// "could not be reached", "neither could be found": before a participle.
fn could_not(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(4)..token).any(|before| {
        let not = scanner.text(before + 1) == "not" || negated(scanner, before);
        scanner.text(before) == "could" && not || matches!(scanner.text(before), "couldn’t" | "couldn't")
    })
}

/// "I am telling".
fn is_mine(scanner: &Scanner, token: usize) -> bool {
    token > 0 && matches!(scanner.text(token - 1), "am" | "are" | "’m" | "'m" | "’re" | "'re" | "I’m" | "I'm")
}

/// "the win on Tuesday"; "they win on Tuesday" is none of it.
fn happened(scanner: &Scanner, token: usize) -> Option<Side> {
    let noun = (token.saturating_sub(2)..token).any(|before| DETERMINERS.contains(&scanner.text(before)));
    noun.then_some(Side::Past)
}

fn negated(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(10)..token)
        .any(|before| matches!(scanner.text(before), "neither" | "Neither" | "nobody"))
}

fn arranged(scanner: &Scanner, token: usize, word: &str) -> Option<Side> {
    // "set aside", "set fire": no arrangement.
    let next = scanner.text(token + 1);
    // "no more likely".
    if word == "likely" && token > 0 && matches!(scanner.text(token - 1), "more" | "less") {
        return None;
    }
    if word == "set" && !matches!(next, "to" | "for") && helper(scanner, token) != "is" {
        return Some(Side::Past);
    }
    Some(if had_been(scanner, token) { Side::Past } else { Side::Future })
}

fn had_been(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(4)..token).any(|before| scanner.text(before) == "had")
}

/// "will meet", "did not meet", "to meet", "the meet": what stands before tells, and not the verb.
fn announced(scanner: &Scanner, token: usize) -> Option<Side> {
    let before = token.checked_sub(1).map_or("", |before| scanner.text(before));
    let free = before.is_empty()
        || before == ","
        || scanner.is_capital(token - 1)
        || matches!(before, "and" | "who" | "which" | "that" | "he" | "she" | "it" | "they" | "we" | "when")
        || before.ends_with('s') && scanner.is_lower(token - 1) && !before.ends_with("ss")
        || before.ends_with("ly");
    (free && !matches!(before, "is" | "was" | "does" | "has" | "this" | "its" | "his"))
        .then_some(Side::Future)
}

/// The helping verb before a participle, over an adverb or two.
fn helper<'t>(scanner: &Scanner<'_, 't>, token: usize) -> &'t str {
    const HELPERS: &[&str] = &["be", "is", "are", "being", "was", "were", "been", "had", "has", "have"];
    (1..=3)
        .map_while(|back| token.checked_sub(back))
        .map(|before| scanner.text(before))
        .find(|word| {
            HELPERS.contains(word) || !(word.ends_with("ly") || matches!(*word, "not" | "also" | "again"))
        })
        .filter(|word| HELPERS.contains(word))
        .unwrap_or_default()
}
