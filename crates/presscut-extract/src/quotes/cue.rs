//! A cue: a reporting word with the phrase that it makes a speaker.
//!
//! A value only. The language's grammar finds the cues; attribution decides which quote each belongs to. The order of
//! [`CuePattern`] is part of the models' features and must not change.

use std::ops::Range;

use crate::quotes::lexicon::VerbClass;
use crate::quotes::noun_phrase::NounPhrase;

/// The syntactic pattern that connects a cue and its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CuePattern {
    /// "Roe said", "Roe, the minister, told reporters".
    SubjectVerb,
    /// "said Roe".
    VerbSubject,
    /// "according to Roe".
    AccordingTo,
    /// "was called … by Roe".
    ByAgent,
    /// "in Roe’s words", "Roe’s claim that".
    Possessive,
    /// "…, Roe said in May, calling it …": the verb has no subject of its own and takes the one before it.
    Inherited,
    /// "a sign saying …", "with a crowd chanting …".
    Participle,
}

/// A reporting word and its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The tokens of the reporting word.
    pub tokens: Range<usize>,
    /// The phrase that it makes a speaker.
    pub speaker: NounPhrase,
    /// How the two are connected.
    pub pattern: CuePattern,
    /// What the verb does with the quoted words; [`VerbClass::Say`] for "according to".
    pub class: VerbClass,
}

impl Cue {
    /// The first token of cue and speaker.
    pub fn start(&self) -> usize {
        self.tokens.start.min(self.speaker.outer_start)
    }

    /// The token after the last of cue and speaker.
    pub fn end(&self) -> usize {
        self.tokens.end.max(self.speaker.tokens.end)
    }
}
