//! Whether an expression lies before or after publication, by the words around it.
//!
//! "said on Tuesday" is the last Tuesday, "will meet on Tuesday" the next. The nearest cue before the expression in its
//! sentence decides; only where there is none, the nearest after it. A cue is a verb, read together with its auxiliary:
//! "met" and "had been due" point to the past, "will meet", "is due", "to be met" and "meets" to the future.

pub(crate) mod clause_subjects;
pub(crate) mod days_from_now;
pub(crate) mod tense_cues;
pub(crate) mod verb_classes;

use std::ops::Range;

use crate::dates::english::lexicon::Meaning;
use crate::dates::english::scanner::Scanner;
use crate::dates::expression::{Direction, Tense};
use clause_subjects::{follows_absolute, follows_singular_noun, is_habitual};
use tense_cues::{
    ALLEGATION_PARTICIPLES, APPEARANCE_WORDS, ARRANGEMENT_WORDS, DETERMINERS, EVENT_NOUNS, INFINITIVE_WORDS,
    MONTHLY_FIGURES, OUTCOME_NOUNS, SCHEDULED_EVENT_NOUNS, TENSE_CUES, TenseCue,
};
use verb_classes::{
    DEFERRAL_VERBS, FINDING_VERBS, IMPLICATIVE_VERBS, REQUEST_VERBS, SAYING_VERBS, WITHHOLDING_VERBS,
    certainty_of_intent,
};

/// How far from the expression a cue can be.
const CUE_WINDOW_TOKENS: usize = 20;

/// How far before "in" the figure of a comparison can begin: "from $1.2 billion a year in March".
const COMPARED_FIGURE_TOKENS: usize = 6;

/// How far before "in" the word "looming" can be: "the looming first vote on the plan in July".
const COMING_EVENT_TOKENS: usize = 6;

/// How far after an expression that opens its sentence the verb can be: "In January, a week after …, a bomb killed".
const OPENING_WINDOW_TOKENS: usize = 40;

/// A cue this near certainly belongs to the expression; a verb of saying has to be nearer.
const OWN_CUE_TOKENS: usize = 10;
const OWN_SAYING_TOKENS: usize = 4;

/// The cue that gives an expression its tense.
pub struct TenseAround {
    pub tense: Tense,
    /// The token of the cue, where it is one word of the sentence.
    pub cue: Option<usize>,
}

/// The tense of the expression that covers `tokens`; `None` where there is no cue.
pub fn tense_around(scanner: &Scanner, tokens: Range<usize>) -> Option<Tense> {
    cue_around(scanner, tokens).map(|around| around.tense)
}

/// The tense of the expression that covers `tokens`, with its cue; `None` where there is none.
pub fn cue_around(scanner: &Scanner, tokens: Range<usize>) -> Option<TenseAround> {
    let document = scanner.document;
    let sentence = document.sentences.get(document.sentence_of(tokens.start))?.clone();
    if let Some(direction) = direction_beside(scanner, &sentence, &tokens) {
        return Some(TenseAround { tense: Tense::certain(direction), cue: None });
    }
    if is_report_of_month(scanner, &tokens) {
        return None;
    }
    // "Tuesday's vote" without a verb before it is most likely past.
    if scanner.is_mark(tokens.end, &["'s", "’s"]) {
        let tense = Tense { certain: false, ..Tense::certain(Direction::Past) };
        return Some(TenseAround { tense, cue: None });
    }
    let first = sentence.start.max(tokens.start.saturating_sub(CUE_WINDOW_TOKENS));
    let opens = tokens.start <= sentence.start + 1;
    let window = if opens { OPENING_WINDOW_TOKENS } else { CUE_WINDOW_TOKENS };
    let last = sentence.end.min(tokens.end + window);
    let before =
        (first..tokens.start).rev().find_map(|token| Some((token, direction_of_cue(scanner, token)?)));
    let before = before.filter(|&(verb, _)| !is_habitual(scanner, verb, &tokens));
    let Some((token, direction)) = before else {
        let (token, direction) =
            (tokens.end..last).find_map(|token| Some((token, direction_of_cue(scanner, token)?)))?;
        let by_saying = SAYING_VERBS.contains(&scanner.text(token));
        let certain = token - tokens.end < OWN_CUE_TOKENS;
        return Some(TenseAround { tense: Tense { direction, certain, by_saying }, cue: Some(token) });
    };
    // "A concert planned for Saturday was cancelled."
    let cancelled =
        is_bare_participle(scanner, token) && matches!(scanner.text(tokens.end), "was" | "were" | "had");
    let direction = if cancelled { Direction::Past } else { direction };
    // "She said it is closing the bridge on Dec. 7": her saying is another day's.
    let by_saying = SAYING_VERBS.contains(&scanner.text(token));
    let own = if by_saying { OWN_SAYING_TOKENS } else { OWN_CUE_TOKENS };
    let certain = tokens.start - token <= own && !is_open_arrangement(scanner, token);
    Some(TenseAround { tense: Tense { direction, certain, by_saying }, cue: Some(token) })
}

/// Whether a month names a report, whatever is said of the report: "if the May report was weak" is the nearest May.
fn is_report_of_month(scanner: &Scanner, tokens: &Range<usize>) -> bool {
    let month = tokens.len() == 1 && matches!(scanner.meaning(tokens.start), Meaning::Month { .. });
    let the = tokens.start.checked_sub(1).is_some_and(|before| scanner.is_word(before, "the"));
    let noun = |at: usize| MONTHLY_FIGURES.contains(&scanner.text(at));
    // "June inflation will go up".
    let opens = scanner.opens_sentence(tokens.start);
    let near = noun(tokens.end) || scanner.is_noun_like(tokens.end) && noun(tokens.end + 1);
    month && (the || opens) && near
}

/// The direction that the words right beside an expression give it, before any other cue.
fn direction_beside(scanner: &Scanner, sentence: &Range<usize>, tokens: &Range<usize>) -> Option<Direction> {
    match tokens.start.checked_sub(1).map_or("", |before| scanner.text(before)) {
        // "built a lead ahead of Friday's election".
        "of" if follows_words(scanner, tokens.start - 1, &["ahead"]) => {
            let past = has_past_perfect(scanner, sentence.start..tokens.start);
            Some(if past { Direction::Past } else { Direction::Future })
        }
        // "asked for answers no later than May 31".
        "than"
            if (follows_words(scanner, tokens.start - 1, &["no", "later"])
                || follows_words(scanner, tokens.start - 1, &["not", "later"]))
                && !has_past_perfect(scanner, sentence.start..tokens.start) =>
        {
            Some(Direction::Future)
        }
        // "had filed reports by Wednesday" points to the past.
        "by" if has_past_perfect(scanner, tokens.end..sentence.end.min(tokens.end + OWN_CUE_TOKENS)) => {
            Some(Direction::Past)
        }
        "By" => direction_of_next_clause(scanner, tokens.start),
        "by" | "until" | "till" if has_past_perfect(scanner, sentence.start..tokens.start) => None,
        lead @ ("by" | "until" | "till") => {
            Some(direction_of_limit(scanner, sentence.start, tokens.start, lead))
        }
        // "the looming vote in July", "the coming talks in May".
        "in" | "on" if follows_coming_event(scanner, tokens.start - 1) => Some(Direction::Future),
        _ if scanner.is_mark(tokens.end, &["'s", "’s"]) => {
            direction_of_possessive(scanner, sentence.start, tokens)
        }
        // "after her March comment".
        "his" | "her" | "its" | "their" if names_past_event(scanner, tokens.end) => Some(Direction::Past),
        // "Ishii on Wednesday announced".
        _ if is_followed_by_past_verb(scanner, tokens.end) => Some(Direction::Past),
        // "the critics who on Sunday called": the verb comes after.
        _ if follows_relative_pronoun(scanner, tokens.start) => {
            let last = sentence.end.min(tokens.end + OWN_CUE_TOKENS);
            (tokens.end..last).find_map(|token| direction_of_cue(scanner, token))
        }
        // "The party is on Sunday."
        "on" if follows_present_be(scanner, tokens.start - 1) => Some(Direction::Future),
        // "I will never forget that Saturday."
        "that" if matches!(scanner.meaning(tokens.start), Meaning::Weekday { .. }) => Some(Direction::Past),
        "since" => Some(Direction::Past),
        // "less hawkish than in April", "more than forecast in July".
        "in" | "on" if follows_comparison(scanner, tokens.start - 1) => Some(Direction::Past),
        // "extended the loans through January".
        "through" if extends_something(scanner, sentence.start, tokens.start) => Some(Direction::Future),
        "starting" | "beginning" | "Starting" | "Beginning" => Some(Direction::Future),
        _ => None,
    }
}

/// "Tuesday's ruling" is past; the words before it place "Tuesday's vote".
fn direction_of_possessive(scanner: &Scanner, sentence: usize, tokens: &Range<usize>) -> Option<Direction> {
    let noun = (tokens.end + 1..tokens.end + 4).take_while(|token| scanner.text(*token) != ",");
    if noun
        .map(|token| scanner.text(token))
        .any(|word| EVENT_NOUNS.contains(&word) || OUTCOME_NOUNS.contains(&word))
    {
        return Some(Direction::Past);
    }
    let first = tokens.start.saturating_sub(OWN_CUE_TOKENS).max(sentence);
    let cue = (first..tokens.start).rev().find(|token| direction_of_cue(scanner, *token).is_some())?;
    // "The rocket that was set to rise on Friday's show" can be of either side.
    if is_open_arrangement(scanner, cue) {
        return None;
    }
    direction_of_cue(scanner, cue)
}

/// Whether a noun follows that is none of [`SCHEDULED_EVENT_NOUNS`].
fn names_past_event(scanner: &Scanner, at: usize) -> bool {
    let noun = scanner.is_noun_like(at);
    noun && !(at..at + 3).any(|token| SCHEDULED_EVENT_NOUNS.contains(&scanner.text(token)))
}

/// Whether a past form, or a verb that says what a poll or report found, follows the expression directly ("the poll in
/// March shows"), and is no participle ("the rally on Saturday organised by Brandt").
fn is_followed_by_past_verb(scanner: &Scanner, at: usize) -> bool {
    let word = scanner.text(at);
    if !scanner.is_lower(at) || matches!(scanner.text(at + 1), "by" | "for") {
        return false;
    }
    match TENSE_CUES.get(word) {
        _ if FINDING_VERBS.contains(&word) => true,
        Some(TenseCue::Past) => !matches!(word, "since" | "been" | "ago" | "was" | "were" | "had" | "did"),
        Some(_) => false,
        None => word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"),
    }
}

/// "It was postponed until Monday" and "it will rain until Monday" end in the future, "it rained until Monday" in the
/// past.
fn direction_of_limit(scanner: &Scanner, sentence: usize, start: usize, lead: &str) -> Direction {
    let first = start.saturating_sub(OWN_CUE_TOKENS).max(sentence);
    let verb = (first..start).rev().find_map(|token| Some((token, direction_of_cue(scanner, token)?)));
    match verb {
        // "By Monday, crews had cleared the road", "by Christmas, Ann was ill".
        None if lead == "by" => direction_of_next_clause(scanner, start).unwrap_or(Direction::Future),
        // "It had raised money by Monday", "it managed to raise it by Monday"; "it asked them to pay by Monday".
        Some((token, Direction::Past)) if lead == "by" => {
            let infinitive = (token..start).any(|to| scanner.text(to) == "to" && scanner.is_lower(to + 1));
            let done = IMPLICATIVE_VERBS.contains(&scanner.text(token));
            let requests = REQUEST_VERBS.contains(&scanner.text(token));
            let plain = !is_passive(scanner, token) && !is_bare_participle(scanner, token) && !requests;
            if plain && (done || !infinitive) { Direction::Past } else { Direction::Future }
        }
        Some((token, Direction::Past))
            if !DEFERRAL_VERBS.contains(&scanner.text(token))
                && !is_passive(scanner, token)
                && scanner.text(token) != "was" =>
        {
            Direction::Past
        }
        _ => Direction::Future,
    }
}

/// The direction of the clause after a comma that follows soon: "by Monday, Ann was ill", "by Monday night, they will be
/// gone". A participle may belong to a noun ("by Monday, a club focused on Oss will be ready") and does not count.
fn direction_of_next_clause(scanner: &Scanner, start: usize) -> Option<Direction> {
    let comma = (start..start + OWN_SAYING_TOKENS).find(|at| scanner.text(*at) == ",")?;
    (comma..comma + OWN_CUE_TOKENS).find_map(|at| {
        let word = scanner.text(at);
        let past = TENSE_CUES.get(word) == Some(&TenseCue::Past) || matches!(word, "was" | "were");
        match direction_of_cue(scanner, at) {
            Some(Direction::Future) => Some(Direction::Future),
            _ if past && !SAYING_VERBS.contains(&word) => Some(Direction::Past),
            _ => None,
        }
    })
}

fn is_passive(scanner: &Scanner, token: usize) -> bool {
    matches!(auxiliary_before(scanner, token), "was" | "were" | "been" | "be" | "is" | "are")
}

fn follows_relative_pronoun(scanner: &Scanner, start: usize) -> bool {
    let back = |count: usize| start.checked_sub(count).map_or("", |token| scanner.text(token));
    let word = if back(1) == "on" { back(2) } else { back(1) };
    matches!(word, "who" | "which")
}

/// Whether these words are right before a token.
fn follows_words(scanner: &Scanner, token: usize, words: &[&str]) -> bool {
    let first = token.checked_sub(words.len());
    first.is_some_and(|first| (first..token).zip(words).all(|(at, word)| scanner.text(at) == *word))
}

/// "than in", "than forecast in", "rose to 42 from 29 in", "compared with 5 percent in", seen from "in".
fn follows_comparison(scanner: &Scanner, token: usize) -> bool {
    let compares = |at: usize| match scanner.text(at) {
        "from" | "against" | "versus" => is_figure(scanner, at + 1),
        "with" | "to" => scanner.text(at.wrapping_sub(1)) == "compared" && is_figure(scanner, at + 1),
        _ => false,
    };
    (token.saturating_sub(2)..token).any(|before| scanner.text(before) == "than")
        || (token.saturating_sub(COMPARED_FIGURE_TOKENS)..token).any(compares)
}

/// "$29.75", "a record 5", "seven".
fn is_figure(scanner: &Scanner, at: usize) -> bool {
    let at = at + usize::from(matches!(scanner.text(at), "a" | "about" | "just" | "only" | "nearly"));
    let at = at + usize::from(scanner.is_mark(at, &["$", "£", "€", "¥"]) || scanner.text(at) == "record");
    matches!(scanner.meaning(at), Meaning::Digits { .. } | Meaning::Figure(_) | Meaning::Cardinal(_))
}

/// Whether an event that is near stands before a preposition: "the looming showdown", "her upcoming trip to Oss".
fn follows_coming_event(scanner: &Scanner, token: usize) -> bool {
    let coming = |at: usize| {
        matches!(scanner.text(at), "looming" | "upcoming" | "forthcoming" | "impending" | "approaching")
            && scanner.is_noun_like(at + 1)
    };
    let first = token.saturating_sub(COMING_EVENT_TOKENS);
    (first..token).rev().take_while(|at| scanner.text(*at) != ",").any(coming)
}

/// Whether the last verb before a token sets a later end: "has extended the loans through", but not "fell through".
fn extends_something(scanner: &Scanner, sentence: usize, start: usize) -> bool {
    let first = start.saturating_sub(CUE_WINDOW_TOKENS).max(sentence);
    let verb = (first..start).rev().find(|token| direction_of_cue(scanner, *token).is_some());
    verb.is_some_and(|verb| matches!(scanner.text(verb), "extended" | "renewed" | "prolonged"))
}

fn follows_present_be(scanner: &Scanner, token: usize) -> bool {
    token > 0 && matches!(scanner.text(token - 1), "is" | "are" | "’s" | "'s") && scanner.is_lower(token)
}

fn has_past_perfect(scanner: &Scanner, before: Range<usize>) -> bool {
    let from = before.end.saturating_sub(CUE_WINDOW_TOKENS).max(before.start);
    (from..before.end).any(|token| scanner.text(token) == "had")
}

/// "scheduled a visit on June 10", "were due to file by June 10": of the past, for a day that can be either.
fn is_open_arrangement(scanner: &Scanner, token: usize) -> bool {
    let token = token - usize::from(scanner.text(token) == "to" && token > 0);
    let arrangement = ARRANGEMENT_WORDS.contains(&scanner.text(token));
    let active = || is_bare_participle(scanner, token) && DETERMINERS.contains(&scanner.text(token + 1));
    arrangement && (matches!(auxiliary_before(scanner, token), "was" | "were") || active())
}

/// "planned" without an auxiliary: the verb of the sentence comes later.
fn is_bare_participle(scanner: &Scanner, token: usize) -> bool {
    ARRANGEMENT_WORDS.contains(&scanner.text(token)) && auxiliary_before(scanner, token).is_empty()
}

/// The direction that a word gives, if it is a cue.
pub fn direction_of_cue(scanner: &Scanner, token: usize) -> Option<Direction> {
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
        Some(TenseCue::Future) if word == "going" && was_going(scanner, token) => {
            return Some(Direction::Past);
        }
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
        // "purported to be gathered", "believed to be built": of no time.
        "be" if follows_appearance(scanner, token) => None,
        "be" => Some(Direction::Future),
        "is" | "are" if !ALLEGATION_PARTICIPLES.contains(&word) => Some(Direction::Future),
        _ => Some(Direction::Past),
    }
}

/// "agreed to meet" and "to be met" point to the future; "rose to five" is no cue.
fn direction_of_to(scanner: &Scanner, token: usize) -> Option<Direction> {
    if token > 0 && scanner.text(token - 1) == "going" && was_going(scanner, token - 1) {
        return Some(Direction::Past);
    }
    let be = scanner.text(token + 1) == "be" && !follows_appearance(scanner, token + 2);
    // "agreed to a call": no verb follows.
    let led = token > 0
        && scanner.is_lower(token + 1)
        && leads_to_infinitive(scanner.text(token - 1))
        && !DETERMINERS.contains(&scanner.text(token + 1));
    // "had been due to expire".
    let past =
        token > 0 && ARRANGEMENT_WORDS.contains(&scanner.text(token - 1)) && follows_had(scanner, token - 1);
    match (past, be || led || follows_absolute(scanner, token)) {
        (true, _) => Some(Direction::Past),
        (false, true) => Some(Direction::Future),
        _ => None,
    }
}

/// "purported to be gathered", seen from the participle.
fn follows_appearance(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(4)..token).any(|at| {
        APPEARANCE_WORDS.contains(&scanner.text(at))
            && scanner.text(at + 1) == "to"
            && scanner.text(at + 2) == "be"
    })
}

/// "It was always going to be close": seen from the past.
fn was_going(scanner: &Scanner, going: usize) -> bool {
    matches!(auxiliary_before(scanner, going), "was" | "were")
}

/// Whether the infinitive after a word is still to come.
fn leads_to_infinitive(word: &str) -> bool {
    certainty_of_intent(word).is_some() || INFINITIVE_WORDS.contains(&word)
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
    // "prices rose due to the drought".
    if word == "due" && next == "to" && DETERMINERS.contains(&scanner.text(token + 2)) {
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
        || before.ends_with("ly")
        || follows_singular_noun(scanner, token);
    (free && !matches!(before, "is" | "was" | "does" | "has" | "this" | "its" | "his"))
        .then_some(Direction::Future)
}

/// The auxiliary before a participle, with at most two adverbs between them; "" where there is none.
pub fn auxiliary_before<'t>(scanner: &Scanner<'t>, token: usize) -> &'t str {
    const HELPERS: &[&str] = &["be", "is", "are", "being", "was", "were", "been", "had", "has", "have"];
    (1..=3)
        .map_while(|back| token.checked_sub(back))
        .map(|before| scanner.text(before))
        .find(|word| {
            HELPERS.contains(word)
                || !(word.ends_with("ly") || matches!(*word, "not" | "also" | "again" | "always"))
        })
        .filter(|word| HELPERS.contains(word))
        .unwrap_or_default()
}
