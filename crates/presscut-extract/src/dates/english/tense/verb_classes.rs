//! Classes of verbs that decide what a date beside them means, whatever their form.
//!
//! [`crate::dates::english::tense`] asks for them by name. The surprising one: the infinitive after an implicative verb
//! has happened ("managed to raise it by Monday"), after any other it is still to come ("asked them to pay by Monday").

use crate::Certainty;

/// Verbs of intent and expectation, in the forms that point to the future ("agreed to meet on Tuesday"), with how certain they
/// make what they lead to.
pub const INTENT_WORDS: &[(&str, Certainty)] = &[
    ("plan", Certainty::Likely),
    ("plans", Certainty::Likely),
    ("planning", Certainty::Likely),
    ("planned", Certainty::Likely),
    ("intends", Certainty::Likely),
    ("intend", Certainty::Likely),
    ("intended", Certainty::Likely),
    ("expects", Certainty::Likely),
    ("expect", Certainty::Likely),
    ("expected", Certainty::Likely),
    ("supposed", Certainty::Likely),
    ("vowed", Certainty::Likely),
    ("vowing", Certainty::Likely),
    ("vows", Certainty::Likely),
    ("pledged", Certainty::Likely),
    ("pledges", Certainty::Likely),
    ("pledging", Certainty::Likely),
    ("promised", Certainty::Likely),
    ("promises", Certainty::Likely),
    ("promising", Certainty::Likely),
    ("agreed", Certainty::Likely),
    ("agree", Certainty::Likely),
    ("agrees", Certainty::Likely),
    ("decided", Certainty::Likely),
    ("prepares", Certainty::Likely),
    ("preparing", Certainty::Likely),
    ("poised", Certainty::Likely),
    ("hope", Certainty::Possible),
    ("hopes", Certainty::Possible),
    ("hoping", Certainty::Possible),
    ("aims", Certainty::Possible),
    ("aiming", Certainty::Possible),
    ("threatening", Certainty::Possible),
    ("want", Certainty::Possible),
    ("wants", Certainty::Possible),
    ("likely", Certainty::Possible),
    ("call", Certainty::Possible),
    ("called", Certainty::Possible),
    ("proposal", Certainty::Possible),
    ("proposed", Certainty::Possible),
    ("ready", Certainty::Possible),
];

/// How certain a verb of intent makes what it leads to; `None` for other words.
pub fn certainty_of_intent(word: &str) -> Option<Certainty> {
    INTENT_WORDS.iter().find(|(intent, _)| *intent == word).map(|&(_, certainty)| certainty)
}

/// Verbs of saying: the reported clause has a tense of its own.
pub const SAYING_VERBS: &[&str] = &[
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

/// Verbs whose present tense says what something of the past has found: "the poll in March shows".
pub const FINDING_VERBS: &[&str] =
    &["show", "shows", "suggest", "suggests", "find", "finds", "indicates", "reveals"];

/// Verbs whose past form sets a limit to come: "postponed until Monday", "gave them until Monday".
pub const DEFERRAL_VERBS: &[&str] = &[
    "postponed",
    "delayed",
    "extended",
    "adjourned",
    "suspended",
    "deferred",
    "pushed",
    "moved",
    "put",
    "closed",
    "shut",
    "barred",
    "banned",
    "cancelled",
    "canceled",
    "gave",
    "given",
    "had",
    "set",
    "scheduled",
    "halted",
    "frozen",
    "blocked",
    "remanded",
    "booked",
    "reserved",
    "jailed",
];

/// Verbs whose infinitive has happened too: "managed to raise it by Monday".
pub const IMPLICATIVE_VERBS: &[&str] = &[
    "managed",
    "helped",
    "began",
    "started",
    "failed",
    "continued",
    "got",
    "forced",
    "served",
    "went",
    "came",
];

/// Verbs of asking, whose object is still to come: "asked for answers by Monday".
pub const REQUEST_VERBS: &[&str] =
    &["asked", "demanded", "requested", "sought", "ordered", "urged", "required", "invited", "told"];

/// Verbs of withholding: "would not say on Tuesday" points to the past.
pub const WITHHOLDING_VERBS: &[&str] =
    &["say", "comment", "discuss", "elaborate", "identify", "disclose", "confirm", "name", "give", "reveal"];
