//! How certainly the words around a date say that something will happen then.
//!
//! Takes a date that lies after publication. The cue that gives the date its tense decides: "will" and "is due" are
//! certain, "plans to" and "is expected to" likely, "may" and "if" possible. The surprising decision: a verb of the past
//! before a date to come says nothing ("he won in a state that votes in November"), unless an event that is held on
//! appointed days stands beside it ("the November election").

use std::ops::Range;

use crate::Certainty;
use crate::dates::english::lexicon::Meaning;
use crate::dates::english::scanner::Scanner;
use crate::dates::english::tense::tense_cues::SCHEDULED_EVENT_NOUNS;
use crate::dates::english::tense::verb_classes::{SAYING_VERBS, certainty_of_intent};
use crate::dates::english::tense::{TenseAround, auxiliary_before, cue_around, direction_of_cue};
use crate::dates::expression::{Direction, Placement};

/// How far a cue of its own, or an event, can be from its date.
const EVENT_TOKENS: usize = 4;

/// How far before a date "until" and "by" look for the verb that they belong to.
const VERB_TOKENS: usize = 20;

/// Modal verbs and conjunctions that leave open whether it happens. Verbs of intent have their own certainty.
const OPEN_WORDS: &[&str] = &[
    "may",
    "might",
    "could",
    "can",
    "should",
    "must",
    "if",
    "unless",
    "whether",
    "would",
    "wouldn’t",
    "wouldn't",
    "wanted",
];

/// What is planned, as an adjective.
const PLANNED_WORDS: &[&str] = &["upcoming", "forthcoming"];

/// Nouns of what is to be done by a day or on it.
const PLAN_NOUNS: &[&str] = &[
    "plan", "plans", "deadline", "target", "goal", "schedule", "date", "release", "opening", "start",
    "return",
];

/// How certainly the text says that something will happen on a date after publication; `None` where it does not.
pub fn certainty_ahead(scanner: &Scanner, tokens: &Range<usize>, placement: Placement) -> Option<Certainty> {
    if is_counted_from(scanner, tokens) {
        return None;
    }
    let attribute = is_attribute(scanner, tokens);
    let event = stands_beside_event(scanner, tokens, attribute) && !is_kind_by_year_end(scanner, tokens);
    let around = cue_around(scanner, tokens.clone());
    let by_tense = match around {
        Some(TenseAround { tense, cue }) if tense.direction == Direction::Future => {
            let certainty = match cue {
                Some(cue) => certainty_of_cue(scanner, cue),
                None => certainty_beside(scanner, tokens),
            };
            Some(if tense.certain { certainty } else { certainty.min(Certainty::Likely) })
        }
        _ => None,
    };
    match by_tense {
        // "He will speak of the Pope calling Christmas a sham".
        Some(certainty) if is_bare_holiday(scanner, tokens) => Some(certainty.min(Certainty::Possible)),
        // "He will press it in the 2031 campaign": the year belongs to a name.
        Some(certainty) if attribute && !event => Some(certainty.min(Certainty::Possible)),
        Some(certainty) => Some(certainty),
        None if event && placement != Placement::Open => Some(Certainty::Likely),
        None if placement == Placement::Stated => Some(Certainty::Possible),
        None => None,
    }
}

/// "the day after Christmas", "two days before the Nov. 3 vote": what happens is on another day.
fn is_counted_from(scanner: &Scanner, tokens: &Range<usize>) -> bool {
    let counted = |back: usize| tokens.start.checked_sub(back).map(|token| scanner.meaning(token));
    scanner.is_any_word(tokens.start.wrapping_sub(1), &["before", "after"])
        && matches!(counted(2), Some(Meaning::Unit { .. }))
}

/// A holiday that no preposition makes a time: a subject or an object.
fn is_bare_holiday(scanner: &Scanner, tokens: &Range<usize>) -> bool {
    const LEADS: &[&str] = &[
        "on", "at", "by", "before", "after", "until", "till", "for", "from", "to", "over", "during", "since",
        "this", "next", "through", "around", "in", "and", "or", "is", "of",
    ];
    let lead = tokens.start.checked_sub(1).map_or("", |before| scanner.text(before));
    let is_holiday = scanner.read_holiday(tokens.start).is_some_and(|(end, _)| end == tokens.end);
    is_holiday && !LEADS.contains(&lead) && !scanner.opens_sentence(tokens.start)
}

/// "its year-end budget agreement": a kind of agreement.
fn is_kind_by_year_end(scanner: &Scanner, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    scanner.is_word(last, "end")
        && scanner.is_joining_hyphen(last.wrapping_sub(1))
        && scanner.is_noun_like(tokens.end)
}

/// The certainty that a future cue gives.
fn certainty_of_cue(scanner: &Scanner, cue: usize) -> Certainty {
    let word = scanner.text(cue);
    // "plans to meet", "is expected to meet": the word before "to" says it; "is to meet" is certain.
    let word = if word == "to" { cue.checked_sub(1).map_or("", |before| scanner.text(before)) } else { word };
    if let Some(certainty) = certainty_of_intent(word) {
        return certainty;
    }
    match word {
        // "said that it would meet" is "will" in the words of a report.
        "would" if is_reported(scanner, cue) => Certainty::Likely,
        word if OPEN_WORDS.contains(&word) => Certainty::Possible,
        word if PLANNED_WORDS.contains(&word) => Certainty::Likely,
        // "was due to speak on Friday".
        _ if matches!(auxiliary_before(scanner, cue), "was" | "were") => Certainty::Likely,
        _ if follows_condition(scanner, cue) || follows_open_modal(scanner, cue) => Certainty::Possible,
        _ => Certainty::Certain,
    }
}

/// Whether a verb of saying comes before in the sentence.
fn is_reported(scanner: &Scanner, token: usize) -> bool {
    let first = token.saturating_sub(VERB_TOKENS).max(sentence_start(scanner, token));
    (first..token).any(|token| SAYING_VERBS.contains(&scanner.text(token)))
        && !(first..token).any(|token| matches!(scanner.text(token), "if" | "If"))
}

/// Whether "if" opens the clause of a cue: "if it meets on Tuesday".
fn follows_condition(scanner: &Scanner, token: usize) -> bool {
    let first = token.saturating_sub(EVENT_TOKENS).max(sentence_start(scanner, token));
    (first..token).any(|token| matches!(scanner.text(token), "if" | "If" | "unless" | "whether"))
}

/// "may be scheduled", "could be opened".
fn follows_open_modal(scanner: &Scanner, token: usize) -> bool {
    let first = token.saturating_sub(3).max(sentence_start(scanner, token));
    (first..token).any(|token| matches!(scanner.text(token), "may" | "might" | "could" | "should"))
}

fn sentence_start(scanner: &Scanner, token: usize) -> usize {
    let document = scanner.document;
    document.sentences.get(document.sentence_of(token)).map_or(0, |sentence| sentence.start)
}

/// The certainty of "until Monday", "by Friday", "starting Tuesday": that of the verb before, which can be past: "it was
/// closed until Monday".
fn certainty_beside(scanner: &Scanner, tokens: &Range<usize>) -> Certainty {
    let first = tokens.start.saturating_sub(VERB_TOKENS).max(sentence_start(scanner, tokens.start));
    let verb = (first..tokens.start)
        .rev()
        .find_map(|token| direction_of_cue(scanner, token).map(|direction| (token, direction)));
    let lead = tokens.start.checked_sub(1).map_or("", |before| scanner.text(before));
    match verb {
        Some((token, Direction::Future)) => certainty_of_cue(scanner, token),
        _ if lead == "by" => Certainty::Likely,
        _ => Certainty::Certain,
    }
}

/// Whether the date belongs to a noun that it precedes: "the 2031 campaign", "its May report".
fn is_attribute(scanner: &Scanner, tokens: &Range<usize>) -> bool {
    let next = tokens.end;
    let noun = scanner.is_noun_like(next) && !scanner.text(next).ends_with("ly")
        || scanner.is_capital(next) && !scanner.opens_sentence(next);
    let led = tokens.start.checked_sub(1).map_or("", |before| scanner.text(before));
    let owned = matches!(led, "the" | "The" | "a" | "its" | "his" | "her" | "their" | "'s" | "’s")
        || scanner.text(tokens.start) == "the";
    // "the weak August performance"; "will meet Tuesday lawmakers from" is American for "on Tuesday".
    let free = matches!(scanner.meaning(tokens.start), Meaning::Weekday { .. } | Meaning::Word(_))
        || tokens.start == 0
        || scanner.is_mark(tokens.start - 1, &[",", "“", "\"", "(", "—", "–"])
        || matches!(
            led,
            "in" | "on"
                | "by"
                | "until"
                | "till"
                | "for"
                | "from"
                | "of"
                | "before"
                | "after"
                | "to"
                | "through"
                | "since"
                | "during"
                | "at"
                | "between"
                | "over"
                | "within"
                | "as"
        );
    (owned || !free) && (noun || scanner.is_joining_hyphen(next))
}

/// Whether an event that is held on appointed days, or a plan, stands beside the date: "the November election", "the
/// debate on Monday", "Tuesday’s hearing", "the Nov. 1 deadline".
fn stands_beside_event(scanner: &Scanner, tokens: &Range<usize>, attribute: bool) -> bool {
    let is_event = |token: usize| {
        let word = scanner.text(token);
        SCHEDULED_EVENT_NOUNS.contains(&word) || PLAN_NOUNS.contains(&word)
    };
    let same_phrase = |token: usize| {
        !scanner.is_mark(token, &[",", ".", ";", ":", "(", ")", "—"])
            && scanner.meaning(token) == Meaning::Other
    };
    let after = (tokens.end..tokens.end + EVENT_TOKENS).take_while(|token| {
        same_phrase(*token) || scanner.is_mark(*token, &["'s", "’s"]) || is_event(*token)
    });
    let first = tokens.start.saturating_sub(EVENT_TOKENS);
    let before = (first..tokens.start).rev().take_while(|token| {
        same_phrase(*token)
            || scanner.is_any_word(*token, &["on", "in", "for", "of", "the", "at", "a"])
            || is_event(*token)
    });
    // In "the debate of the 2031 campaign", the year belongs to the campaign.
    after.clone().any(is_event) || !attribute && before.clone().any(is_event)
}
