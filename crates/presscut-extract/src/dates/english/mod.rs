//! What is English in time expressions: the words, the rules that join them, and the cues of tense.

pub(crate) mod lexicon;
pub(crate) mod rules;
pub(crate) mod scanner;
pub(crate) mod tense;
