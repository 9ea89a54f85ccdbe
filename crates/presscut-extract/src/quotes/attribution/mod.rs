//! Who spoke each quoted span, as written in the text.
//!
//! Takes a [`CuedContext`] and its classified spans; gives them back with speaker, utterance and confidence. Rules over cues
//! propose a speaker, everybody near is a candidate, and a linear model chooses. The surprising decision: the speaker as
//! written depends on the text alone, so that it does not change when the entities do.

pub(crate) mod candidates;
pub(crate) mod choice;
pub(crate) mod embedded_speech;
pub(crate) mod neighbours;
pub(crate) mod pass;
pub(crate) mod question;
pub(crate) mod ranking_features;
pub(crate) mod rules;
pub(crate) mod speaker_attribution;
pub(crate) mod templates;
pub(crate) mod utterances;

use crate::quotes::attributed_span::AttributedSpan;
use crate::quotes::cued_context::CuedContext;
use crate::quotes::models::linear::LinearModel;
use pass::AttributionPass;

/// Chooses the speaker of every span that is speech, and numbers the utterances.
pub fn attribute_spans(
    text: &CuedContext,
    classified: Vec<AttributedSpan>,
    model: &LinearModel,
) -> Vec<AttributedSpan> {
    let mut pass = AttributionPass::new(text, classified);
    for number in 0..text.context.spans.len() {
        if let Some((speaker, confidence)) = pass.decided(number) {
            pass.take_decided(number, speaker, confidence);
        } else if let Some(question) = pass.question(number) {
            let choice = choice::choose_speaker(text, &question, model);
            pass.answer(number, choice);
        }
    }
    pass.finish()
}
