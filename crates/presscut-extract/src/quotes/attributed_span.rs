//! A quoted span with what it is and who speaks.
//!
//! A value only. Classification makes it, attribution completes it.

use crate::QuoteKind;
use crate::quotes::attribution::speaker_attribution::SpeakerAttribution;

/// What is known of a quoted span.
#[derive(Debug, Clone)]
pub struct AttributedSpan {
    /// Whole utterance, fragment or term.
    pub kind: QuoteKind,
    /// Who speaks, and how that is known.
    pub attribution: Option<SpeakerAttribution>,
    /// The number of its utterance.
    pub utterance: usize,
    /// The probability that all of this is right, from 0 to 1.
    pub confidence: f32,
}
