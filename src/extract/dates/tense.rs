//! Which side of the publication an expression lies on, by the words around it.
//!
//! "said on Tuesday" is the last Tuesday and "will meet on Tuesday" the next. The nearest telling word before the
//! expression in its sentence decides, and only where there is none, the nearest after it. A telling word is a verb
//! whose form and whose helping verb are read together: "met" and "had been due" look back, "will meet", "is due", "to
//! be met" and "meets" look ahead.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::expression::{Side, Tense};
use super::scanner::Scanner;

/// How many tokens away a word still tells something.
const REACH: usize = 20;

/// How near a telling word is surely the expression's own, and how near a verb of saying is.
const OWN: usize = 10;
const OWN_SAYING: usize = 4;

/// Verbs of saying: what was said has a tense of its own.
const SAYING: &[&str] = &[
    "said",
    "told",
    "reported",
    "announced",
    "added",
    "warned",
    "noted",
    "estimated",
    "indicated",
    "predicted",
];

/// Helping verbs that look ahead, and words that do it alone.
const AHEAD: &[&str] = &[
    "will",
    "shall",
    "would",
    "won’t",
    "won't",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "upcoming",
    "forthcoming",
    "tomorrow",
    "payable",
    "effective",
    "going",
    "plans",
    "plan",
    "planning",
    "intends",
    "intend",
    "expects",
    "expect",
    "hopes",
    "hope",
    "poised",
];

/// Participles and adjectives that look ahead, unless "had been" stands before them.
const ARRANGED: &[&str] =
    &["scheduled", "expected", "due", "planned", "slated", "set", "likely", "supposed", "projected"];

/// Verbs that announce what is to come when they are in the present: "meets on Tuesday".
const ANNOUNCED: &[&str] = &[
    "meet",
    "meets",
    "begin",
    "begins",
    "start",
    "starts",
    "open",
    "opens",
    "end",
    "ends",
    "expire",
    "expires",
    "close",
    "closes",
    "arrive",
    "arrives",
    "leave",
    "leaves",
    "depart",
    "departs",
    "visit",
    "visits",
    "host",
    "hosts",
    "plays",
    "return",
    "returns",
    "takes",
    "launch",
    "launches",
    "resume",
    "resumes",
    "heads",
    "celebrate",
    "celebrates",
];

/// Past forms that do not end in "-ed".
const PAST: &[&str] = &[
    "said", "was", "were", "had", "did", "met", "told", "came", "went", "took", "made", "gave", "got", "saw",
    "found", "left", "held", "began", "fell", "rose", "won", "lost", "led", "struck", "broke", "spoke",
    "wrote", "became", "ran", "sent", "spent", "brought", "bought", "sold", "shot", "paid", "kept", "stood",
    "felt", "heard", "grew", "knew", "threw", "drove", "flew", "drew", "sank", "sought", "taught", "caught",
    "fought", "thought", "built", "slid", "since", "been", "ago", "done", "seen", "taken", "given", "died",
    "hit", "wore", "chose", "quit", "withdrew", "known", "shown", "stepped", "swept", "put", "sat", "lay",
];

/// Words that only look like it.
const NO_PAST: &[&str] = &[
    "seabed",
    "hundred",
    "sacred",
    "naked",
    "wicked",
    "riverbed",
    "hatred",
    "kindred",
    "embed",
    "united",
    "limited",
    "armed",
    "so-called",
    "red",
    "bed",
    "aged",
    "unprecedented",
    "alleged",
    "beloved",
    "rugged",
];

/// Participles of what was said of a thing: "is accused of killing him on Monday" looks back.
const BLAMED: &[&str] = &[
    "accused",
    "charged",
    "alleged",
    "suspected",
    "believed",
    "thought",
    "said",
    "reported",
    "blamed",
    "wanted",
    "known",
    "based",
    "concerned",
];

/// Words whose "to" looks ahead: "agreed to meet on Tuesday".
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
    "slated",
    "poised",
    "supposed",
    "prepares",
    "preparing",
    "wait",
];

/// What a word can be a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Ahead,
    Arranged,
    Announced,
    Past,
    /// It ends like a participle and is none.
    NoPast,
}

static SIGNS: LazyLock<FxHashMap<&'static str, Sign>> = LazyLock::new(|| {
    let lists = [
        (NO_PAST, Sign::NoPast),
        (PAST, Sign::Past),
        (ANNOUNCED, Sign::Announced),
        (ARRANGED, Sign::Arranged),
        (AHEAD, Sign::Ahead),
    ];
    lists.iter().flat_map(|(words, sign)| words.iter().map(|word| (*word, *sign))).collect()
});

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
            // "Tuesday's ruling" is known, unless it is to come.
            let first = tokens.start.saturating_sub(OWN).max(sentence.start);
            let side =
                (first..tokens.start).rev().find_map(|token| cue(scanner, token)).unwrap_or(Side::Past);
            return Some(Tense { side, sure: true });
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
        return None;
    }
    if word == "to" {
        return to(scanner, token);
    }
    let sign = SIGNS.get(word).copied();
    // "the plan" says nothing, "plans for Monday" and "plan to meet" do.
    if matches!(word, "plan" | "plans" | "hope" | "hopes")
        && !matches!(scanner.text(token + 1), "to" | "for" | "on")
    {
        return None;
    }
    let participle = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    match sign {
        Some(Sign::Ahead) => return ahead(scanner, token, word),
        Some(Sign::Arranged) => return arranged(scanner, token, word),
        Some(Sign::Announced) => return announced(scanner, token),
        Some(Sign::NoPast) => return None,
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
        "be" => Some(Side::Future),
        "is" | "are" if !BLAMED.contains(&word) => Some(Side::Future),
        _ => Some(Side::Past),
    }
}

/// "agreed to meet" and "to be met" look ahead; "rose to five" says nothing.
fn to(scanner: &Scanner, token: usize) -> Option<Side> {
    let be = scanner.text(token + 1) == "be";
    let led = token > 0 && LOOK_AHEAD.contains(&scanner.text(token - 1)) && scanner.is_lower(token + 1);
    // "had been due to expire".
    let past = token > 0 && ARRANGED.contains(&scanner.text(token - 1)) && had_been(scanner, token - 1);
    match (past, be || led) {
        (true, _) => Some(Side::Past),
        (false, true) => Some(Side::Future),
        _ => None,
    }
}

/// "would have met" and "neither could be found" look back.
fn ahead(scanner: &Scanner, token: usize, word: &str) -> Option<Side> {
    let past = scanner.text(token + 1) == "have"
        || word == "could" && (scanner.text(token + 1) == "not" || negated(scanner, token));
    Some(if past { Side::Past } else { Side::Future })
}

fn negated(scanner: &Scanner, token: usize) -> bool {
    (token.saturating_sub(10)..token)
        .any(|before| matches!(scanner.text(before), "neither" | "Neither" | "nobody"))
}

fn arranged(scanner: &Scanner, token: usize, word: &str) -> Option<Side> {
    // "set aside", "set fire": no arrangement.
    let next = scanner.text(token + 1);
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
