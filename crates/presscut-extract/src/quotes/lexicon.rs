//! What is known of a word on its own: reporting verbs, function words, and nouns for those who can be quoted.
//!
//! [`Lexicon`] holds the entries of one language; the language's own room fills it. The surprising decision: a word can be
//! a verb and a noun at once ("report", "claims"); its neighbours decide which one it is, not the lexicon. The order of
//! the enums here is part of the models' features and must not change.

use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::quotes::models::features::word_hash;

/// What a reporting verb does with the quoted words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerbClass {
    /// Takes the words as its object: said, told, wrote.
    Say,
    /// Gives a thing a name or a quality: called, dubbed, dismissed.
    Name,
    /// Says what somebody holds, feels, wants or does: believes, feared, issued.
    Think,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// say, tell; also the plural present.
    Base,
    /// says.
    Third,
    /// said, told.
    Past,
    /// saying.
    Gerund,
}

/// One form of a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportingVerb {
    /// What it does.
    pub class: VerbClass,
    /// Its form.
    pub form: VerbForm,
    /// Whether its subject may follow it: "said Roe", but not "told Roe".
    pub inverts: bool,
}

/// The closed class of a function word; all other words are content words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionWord {
    /// he, she, they.
    Pronoun,
    /// who, whom, which.
    Relative,
    /// the, a, some.
    Determiner,
    /// his, their.
    Possessive,
    /// is, has, would, not.
    Auxiliary,
    /// also, later.
    Adverb,
    /// yesterday, Monday, last week.
    Time,
    /// of, in.
    Preposition,
    /// and, because, that.
    Conjunction,
    /// de, van, bin.
    Particle,
    /// Mr, Sen, Dr.
    Honorific,
}

/// What the lexicon knows of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordEntry {
    /// Its closed class, if it is a function word.
    pub function: Option<FunctionWord>,
    /// The form of a reporting verb that it can be.
    pub verb: Option<ReportingVerb>,
    /// Whether it is a noun for somebody (or a text) that can be quoted: minister, report.
    pub speaker_noun: bool,
    /// Whether it is an adjective before such a noun: former, senior.
    pub speaker_adjective: bool,
    /// Whether it is a noun for speech when somebody owns it: Roe's claim.
    pub speech_noun: bool,
    /// Whether such a speaker is a body or a thing and never one person: council, report.
    pub body: bool,
    /// Whether it is a given name of people.
    pub given_name: bool,
}

/// The words of one language that attribution depends on.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Tells this lexicon and its clones from the others of this process.
    id: u64,
    /// By word hash. A word outside the lists shares the hash of one inside them once in 10^15.
    entries: FxHashMap<u64, WordEntry>,
    /// Names of places, by the hash of their letters.
    places: FxHashSet<u64>,
    /// What the form of a word that is in no list says of it, its letters as written.
    guess_entry: fn(&str) -> WordEntry,
}

impl Lexicon {
    /// No listed word has more bytes: longer ones are numbers, addresses or other scripts.
    const MAX_WORD_BYTES: usize = 20;

    /// A lexicon of words in lower case, and of places as they are written.
    pub fn new<'p>(
        entries: FxHashMap<String, WordEntry>,
        places: impl IntoIterator<Item = &'p str>,
        guess_entry: fn(&str) -> WordEntry,
    ) -> Lexicon {
        let entries = entries.into_iter().map(|(word, entry)| (word_hash(&word), entry)).collect();
        static NEXT_ID: AtomicU64 = AtomicU64::new(1);
        Lexicon {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            entries,
            places: places.into_iter().map(name_hash).collect(),
            guess_entry,
        }
    }

    /// A number that no other lexicon of this process has, its clones aside.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Whether a name of one or more words is that of a place, in any case.
    pub fn is_place(&self, name: &str) -> bool {
        self.places.contains(&name_hash(name))
    }

    /// Looks a word up, in any case.
    pub fn look_up(&self, word: &str) -> WordEntry {
        self.look_up_hashed(word, word_hash(word))
    }

    /// The same for a word whose hash is known.
    pub fn look_up_hashed(&self, word: &str, hash: u64) -> WordEntry {
        if word.len() > Lexicon::MAX_WORD_BYTES {
            return WordEntry::default();
        }
        let hash = if word.is_ascii() { hash } else { name_hash(word) };
        self.entries.get(&hash).copied().unwrap_or_else(|| (self.guess_entry)(word))
    }
}

fn name_hash(name: &str) -> u64 {
    if name.is_ascii() { word_hash(name) } else { word_hash(&name.to_lowercase()) }
}
