//! The noun phrases before a verb that make it the verb of its clause: "the trial opens", "with the move to end in July".
//!
//! Takes a scanner and a token; gives answers. The surprising decision: a few words back decide, without a parser, so that a
//! noun in a prepositional phrase ("the start of the season opens") is left out.

use std::ops::Range;

use crate::dates::english::scanner::Scanner;
use crate::dates::english::tense::tense_cues::{TENSE_CUES, TenseCue};
use crate::dates::expression::TimeOfDay;

/// Words before a noun of one person or thing.
const SINGULAR_DETERMINERS: &[&str] = &[
    "a", "an", "the", "his", "her", "its", "their", "this", "A", "An", "The", "His", "Her", "Its", "Their",
    "This",
];

/// "the trial opens", "a new season starts": the noun before a verb of the third person has its determiner before it.
pub fn follows_singular_noun(scanner: &Scanner, verb: usize) -> bool {
    const MAX_PHRASE_TOKENS: usize = 3;
    let noun = verb.wrapping_sub(1);
    // "the house starts" can be a figure, "of the house begins" has its subject before.
    scanner.text(verb).ends_with('s')
        && scanner.is_lower(noun)
        && scanner.is_noun_like(noun)
        && (noun.saturating_sub(MAX_PHRASE_TOKENS)..noun).rev().take_while(|at| scanner.is_lower(at + 1)).any(
            |at| {
                SINGULAR_DETERMINERS.contains(&scanner.text(at))
                    && !matches!(
                        scanner.text(at.wrapping_sub(1)),
                        "of" | "in" | "at" | "for" | "from" | "to" | "with" | "by"
                    )
            },
        )
}

/// ", with the move to become final in July": what comes with something is still to come. Seen from "to".
pub fn follows_absolute(scanner: &Scanner, token: usize) -> bool {
    const MAX_PHRASE_TOKENS: usize = 4;
    let with = (token.saturating_sub(MAX_PHRASE_TOKENS)..token).find(|&at| scanner.text(at) == "with");
    with.is_some_and(|with| {
        with > 0
            && scanner.text(with - 1) == ","
            && SINGULAR_DETERMINERS.contains(&scanner.text(with + 1))
            && with + 2 < token
            && scanner.is_lower(token + 1)
            && !SINGULAR_DETERMINERS.contains(&scanner.text(token + 1))
    })
}

/// "The shift starts around 6 a.m.": a time without a day, of what happens every day.
pub fn is_habitual(scanner: &Scanner, verb: usize, tokens: &Range<usize>) -> bool {
    let is_scheduled = TENSE_CUES.get(scanner.text(verb)) == Some(&TenseCue::Scheduling);
    is_scheduled
        && follows_singular_noun(scanner, verb)
        && matches!(scanner.read_time(tokens.start), Some((_, (TimeOfDay::Clock { .. }, None, _))))
}
