//! The question who spoke one quoted span: its candidates, and what is known before one is chosen.
//!
//! A value only. The attribution pass asks it, the choice answers it, and a trainer learns from it.

use crate::QuoteKind;
use crate::quotes::attribution::candidates::SpeakerCandidate;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;

/// A quoted span whose speaker is to be chosen.
#[derive(Debug, Clone)]
pub struct SpeakerQuestion<'s> {
    /// The number of the span.
    pub span: usize,
    /// What it is; never a term.
    pub kind: QuoteKind,
    /// Whom the rules choose.
    pub rule_answer: Option<SpeakerAttribution>,
    /// Who spoke before.
    pub previous_speaker: Option<&'s SpeakerAttribution>,
    /// Everybody who can have spoken it; never empty, and the last one is nobody.
    pub candidates: Vec<SpeakerCandidate>,
}
