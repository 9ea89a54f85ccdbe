//! Who speaks a quoted span, and how that is known.
//!
//! A value only.

use std::ops::Range;

use crate::AttributionMethod;
use crate::quotes::cue::CuePattern;
use crate::quotes::lexicon::VerbClass;
use crate::quotes::noun_phrase::NounPhrase;

/// The speaker of a quoted span with the evidence for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerAttribution {
    /// The speaker as written.
    pub speaker: NounPhrase,
    /// The tokens of the reporting word, where there is one.
    pub cue: Option<Range<usize>>,
    /// What the reporting word does.
    pub class: VerbClass,
    /// How cue and speaker are connected.
    pub pattern: CuePattern,
    /// The rule that decided.
    pub method: AttributionMethod,
    /// Tokens between the quote and its cue.
    pub distance: usize,
}

impl SpeakerAttribution {
    /// The same speaker, known by another method.
    pub fn by_method(&self, method: AttributionMethod) -> SpeakerAttribution {
        SpeakerAttribution { method, ..self.clone() }
    }
}
