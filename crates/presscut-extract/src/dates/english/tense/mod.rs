//! Whether an expression lies before or after publication, by the words around it.
//!
//! "said on Tuesday" is the last Tuesday, "will meet on Tuesday" the next. The nearest cue before the expression in its
//! sentence decides; only where there is none, the nearest after it. A cue is a verb, read together with its auxiliary:
//! "met" and "had been due" point to the past, "will meet", "is due", "to be met" and "meets" to the future.

pub(crate) mod tense_cues;

use std::ops::Range;

use crate::dates::english::scanner::Scanner;
use crate::dates::expression::{Direction, Tense};
use tense_cues::{
    ALLEGATION_PARTICIPLES, ARRANGEMENT_WORDS, DETERMINERS, EVENT_NOUNS, FUTURE_INFINITIVE_WORDS,
    OUTCOME_NOUNS, SAYING_VERBS, SCHEDULED_EVENT_NOUNS, TENSE_CUES, TenseCue, WITHHOLDING_VERBS,
};

/// How far from the expression a cue can be.
const CUE_WINDOW_TOKENS: usize = 20;

/// A cue this near certainly belongs to the expression; a verb of saying has to be nearer.
const OWN_CUE_TOKENS: usize = 10;
const OWN_SAYING_TOKENS: usize = 4;

/// The tense of the expression that covers `tokens`; `None` where there is no cue.
pub fn tense_around(scanner: &Scanner, tokens: Range<usize>) -> Option<Tense> {
    let document = scanner.document;
    let sentence = document.sentences.get(document.sentence_of(tokens.start))?.clone();
    match tokens.start.checked_sub(1).map_or("", |before| scanner.text(before)) {
        // "had filed reports by Wednesday" points to the past.
        "by" | "until" | "till" if !has_past_perfect(scanner, sentence.start..tokens.start) => {
            return Some(Tense::certain(Direction::Future));
        }
        _ if scanner.is_mark(tokens.end, &["'s", "’s"]) => {
            return Some(Tense::certain(direction_of_possessive(scanner, sentence.start, &tokens)));
        }
        // "after her March comment".
        "his" | "her" | "its" | "their" if names_past_event(scanner, tokens.end) => {
            return Some(Tense::certain(Direction::Past));
        }
        // "Ishii on Wednesday announced".
        _ if is_followed_by_past_verb(scanner, tokens.end) => {
            return Some(Tense::certain(Direction::Past));
        }
        // "the critics who on Sunday called": the verb comes after.
        _ if follows_relative_pronoun(scanner, tokens.start) => {
            let last = sentence.end.min(tokens.end + OWN_CUE_TOKENS);
            if let Some(direction) = (tokens.end..last).find_map(|token| direction_of_cue(scanner, token)) {
                return Some(Tense::certain(direction));
            }
        }
        // "The party is on Sunday."
        "on" if follows_present_be(scanner, tokens.start - 1) => {
            return Some(Tense::certain(Direction::Future));
        }
        "since" => return Some(Tense::certain(Direction::Past)),
        "starting" | "beginning" | "Starting" | "Beginning" => {
            return Some(Tense::certain(Direction::Future));
        }
        _ => {}
    }
    let first = sentence.start.max(tokens.start.saturating_sub(CUE_WINDOW_TOKENS));
    let last = sentence.end.min(tokens.end + CUE_WINDOW_TOKENS);
    let before =
        (first..tokens.start).rev().find_map(|token| Some((token, direction_of_cue(scanner, token)?)));
    let Some((token, direction)) = before else {
        let (token, direction) =
            (tokens.end..last).find_map(|token| Some((token, direction_of_cue(scanner, token)?)))?;
        let by_saying = SAYING_VERBS.contains(&scanner.text(token));
        return Some(Tense { direction, certain: token - tokens.end < OWN_CUE_TOKENS, by_saying });
    };
    // "A concert planned for Saturday was cancelled."
    let cancelled =
        is_bare_participle(scanner, token) && matches!(scanner.text(tokens.end), "was" | "were" | "had");
    let direction = if cancelled { Direction::Past } else { direction };
    // "She said it is closing the bridge on Dec. 7": her saying is another day's.
    let by_saying = SAYING_VERBS.contains(&scanner.text(token));
    let own = if by_saying { OWN_SAYING_TOKENS } else { OWN_CUE_TOKENS };
    Some(Tense { direction, certain: tokens.start - token <= own, by_saying })
}

/// "Tuesday's ruling" is past, and so is "Tuesday's vote" unless the words before it point to the future.
fn direction_of_possessive(scanner: &Scanner, sentence: usize, tokens: &Range<usize>) -> Direction {
    let noun = (tokens.end + 1..tokens.end + 4).take_while(|token| scanner.text(*token) != ",");
    if noun
        .map(|token| scanner.text(token))
        .any(|word| EVENT_NOUNS.contains(&word) || OUTCOME_NOUNS.contains(&word))
    {
        return Direction::Past;
    }
    let first = tokens.start.saturating_sub(OWN_CUE_TOKENS).max(sentence);
    (first..tokens.start).rev().find_map(|token| direction_of_cue(scanner, token)).unwrap_or(Direction::Past)
}

/// Whether a noun follows that is none of [`SCHEDULED_EVENT_NOUNS`].
fn names_past_event(scanner: &Scanner, at: usize) -> bool {
    let noun = scanner.is_noun_like(at);
    noun && !(at..at + 3).any(|token| SCHEDULED_EVENT_NOUNS.contains(&scanner.text(token)))
}

/// Whether a past form follows the expression directly, and is no participle ("the rally on Saturday organised by Brandt").
fn is_followed_by_past_verb(scanner: &Scanner, at: usize) -> bool {
    let word = scanner.text(at);
    if !scanner.is_lower(at) || matches!(scanner.text(at + 1), "by" | "for") {
        return false;
    }
    match TENSE_CUES.get(word) {
        Some(TenseCue::Past) => !matches!(word, "since" | "been" | "ago" | "was" | "were" | "had" | "did"),
        Some(_) => false,
        None => word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"),
    }
}

fn follows_relative_pronoun(scanner: &Scanner, start: usize) -> bool {
    let back = |count: usize| start.checked_sub(count).map_or("", |token| scanner.text(token));
    let word = if back(1) == "on" { back(2) } else { back(1) };
    matches!(word, "who" | "which")
}

fn follows_present_be(scanner: &Scanner, token: usize) -> bool {
    token > 0 && matches!(scanner.text(token - 1), "is" | "are" | "’s" | "'s") && scanner.is_lower(token)
}

fn has_past_perfect(scanner: &Scanner, before: Range<usize>) -> bool {
    let from = before.end.saturating_sub(CUE_WINDOW_TOKENS).max(before.start);
    (from..before.end).any(|token| scanner.text(token) == "had")
}

/// "planned" without an auxiliary: the verb of the sentence comes later.
fn is_bare_participle(scanner: &Scanner, token: usize) -> bool {
    ARRANGEMENT_WORDS.contains(&scanner.text(token)) && auxiliary_before(scanner, token).is_empty()
}

/// The direction that a word gives, if it is a cue.
fn direction_of_cue(scanner: &Scanner, token: usize) -> Option<Direction> {
    let word = scanner.text(token);
    if !scanner.is_lower(token) {
        // "Asked on Monday whether she would run".
        let opens = word.len() > 4 && word.ends_with("ed") && scanner.opens_sentence(token);
        return (opens && scanner.is_lower(token + 1) && word != "United").then_some(Direction::Past);
    }
    if word == "to" {
        return direction_of_to(scanner, token);
    }
    let cue = TENSE_CUES.get(word).copied();
    // "the plan" is no cue; "plans for Monday" and "plan to meet" are.
    if matches!(word, "plan" | "plans" | "hope" | "hopes") && !matches!(scanner.text(token + 1), "to" | "for")
    {
        return None;
    }
    let participle = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    match cue {
        Some(TenseCue::Future) => return direction_of_modal(scanner, token, word),
        Some(TenseCue::Arrangement) => return direction_of_arrangement(scanner, token, word),
        Some(TenseCue::Scheduling) => return direction_of_present_verb(scanner, token),
        Some(TenseCue::NonParticiple) => return None,
        Some(TenseCue::Event) => return direction_of_event_noun(scanner, token),
        // "I am telling you".
        Some(TenseCue::Past) if word == "telling" && follows_present_copula(scanner, token) => return None,
        Some(TenseCue::Past) => {}
        None if word.ends_with("’ll") || word.ends_with("'ll") => return Some(Direction::Future),
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
    match auxiliary_before(scanner, token) {
        // "will be named", "to be completed".
        "be" if follows_could_not(scanner, token) => Some(Direction::Past),
        "be" => Some(Direction::Future),
        "is" | "are" if !ALLEGATION_PARTICIPLES.contains(&word) => Some(Direction::Future),
        _ => Some(Direction::Past),
    }
}

/// "agreed to meet" and "to be met" point to the future; "rose to five" is no cue.
fn direction_of_to(scanner: &Scanner, token: usize) -> Option<Direction> {
    let be = scanner.text(token + 1) == "be";
    // "agreed to a call": no verb follows.
    let led = token > 0
        && scanner.is_lower(token + 1)
        && FUTURE_INFINITIVE_WORDS.contains(&scanner.text(token - 1))
        && !DETERMINERS.contains(&scanner.text(token + 1));
    // "had been due to expire".
    let past =
        token > 0 && ARRANGEMENT_WORDS.contains(&scanner.text(token - 1)) && follows_had(scanner, token - 1);
    match (past, be || led) {
        (true, _) => Some(Direction::Past),
        (false, true) => Some(Direction::Future),
        _ => None,
    }
}

/// A modal verb points to the future; "would have met", "neither could be found" and "would not say" to the past.
fn direction_of_modal(scanner: &Scanner, token: usize, word: &str) -> Option<Direction> {
    let not = scanner.text(token + 1) == "not";
    let kept = word.starts_with("would")
        && WITHHOLDING_VERBS.contains(&scanner.text(token + 1 + usize::from(not)))
        && (not || word != "would");
    let past = scanner.text(token + 1) == "have"
        || word == "could" && (not || follows_negation(scanner, token))
        || kept;
    Some(if past { Direction::Past } else { Direction::Future })
}

/// "could not be reached", "neither could be found", seen from the participle.
fn follows_could_not(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(4)..token).any(|before| {
        let not = scanner.text(before + 1) == "not" || follows_negation(scanner, before);
        scanner.text(before) == "could" && not || matches!(scanner.text(before), "couldn’t" | "couldn't")
    })
}

/// "I am telling".
fn follows_present_copula(scanner: &Scanner, token: usize) -> bool {
    token > 0 && matches!(scanner.text(token - 1), "am" | "are" | "’m" | "'m" | "’re" | "'re" | "I’m" | "I'm")
}

/// "the win on Tuesday", but not "they win on Tuesday".
fn direction_of_event_noun(scanner: &Scanner, token: usize) -> Option<Direction> {
    let noun = (token.saturating_sub(2)..token).any(|before| DETERMINERS.contains(&scanner.text(before)));
    noun.then_some(Direction::Past)
}

fn follows_negation(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(10)..token)
        .any(|before| matches!(scanner.text(before), "neither" | "Neither" | "nobody"))
}

fn direction_of_arrangement(scanner: &Scanner, token: usize, word: &str) -> Option<Direction> {
    // "set aside" and "set fire" are no arrangements.
    let next = scanner.text(token + 1);
    // "no more likely".
    if word == "likely" && token > 0 && matches!(scanner.text(token - 1), "more" | "less") {
        return None;
    }
    if word == "set" && !matches!(next, "to" | "for") && auxiliary_before(scanner, token) != "is" {
        return Some(Direction::Past);
    }
    Some(if follows_had(scanner, token) { Direction::Past } else { Direction::Future })
}

fn follows_had(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(4)..token).any(|before| scanner.text(before) == "had")
}

/// "meets on Tuesday"; in "will meet", "did not meet" and "to meet" the words before are the cue, not the verb.
fn direction_of_present_verb(scanner: &Scanner, token: usize) -> Option<Direction> {
    let before = token.checked_sub(1).map_or("", |before| scanner.text(before));
    let free = before.is_empty()
        || before == ","
        || scanner.is_capital(token - 1)
        || matches!(before, "and" | "who" | "which" | "that" | "he" | "she" | "it" | "they" | "we" | "when")
        || before.ends_with('s') && scanner.is_lower(token - 1) && !before.ends_with("ss")
        || before.ends_with("ly");
    (free && !matches!(before, "is" | "was" | "does" | "has" | "this" | "its" | "his"))
        .then_some(Direction::Future)
}

/// The auxiliary before a participle, with at most two adverbs between them; "" where there is none.
fn auxiliary_before<'t>(scanner: &Scanner<'t>, token: usize) -> &'t str {
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
