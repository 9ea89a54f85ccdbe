//! Classes of verbs that decide what a date beside them means, whatever their form.
//!
//! [`crate::dates::english::tense`] asks for them by name. The surprising one: the infinitive after an implicative verb
//! has happened ("managed to raise it by Monday"), after any other it is still to come ("asked them to pay by Monday").

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

/// Verbs of withholding: "would not say on Tuesday" points to the past.
pub const WITHHOLDING_VERBS: &[&str] =
    &["say", "comment", "discuss", "elaborate", "identify", "disclose", "confirm", "name", "give", "reveal"];
