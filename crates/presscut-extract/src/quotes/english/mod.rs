//! What is English in the attribution of quotes: reporting verbs, cue grammar, noun phrases, indirect speech.

pub(crate) mod cues;
pub(crate) mod indirect;
pub(crate) mod lexicon;
pub(crate) mod noun_phrases;
