//! The learned part: a model of what is speech, one of who spoke it, and one of whom "he" and "she" mean; and how often the
//! decisions of the last two were right on texts that they had not read.
//!
//! [`Models`] is a value that is read once and passed to [`find_quotes`](crate::quotes::find_quotes). Bytes that are no
//! models are a [`BadModel`], never models that know nothing. The features that they weigh are made beside the decisions
//! that need them: in `classification`, `attribution` and `coreference`.

pub(crate) mod bad_model;
pub(crate) mod calibration;
pub(crate) mod features;
pub(crate) mod linear;

use bad_model::BadModel;
use calibration::Calibration;
use linear::LinearModel;

/// The three models of quotes, and two curves of confidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Models {
    /// Whether a quoted span is speech.
    pub(crate) speech: LinearModel,
    /// Who spoke it.
    pub(crate) speaker: LinearModel,
    /// Whom "he" and "she" mean.
    pub(crate) pronoun: LinearModel,
    /// How often kind and speaker are right, by the models' probability.
    pub(crate) speaker_curve: Calibration,
    /// How often a pronoun means the person chosen, by the model's probability.
    pub(crate) pronoun_curve: Calibration,
}

impl Models {
    /// The models of English that are part of this crate.
    ///
    /// # Errors
    /// [`BadModel`] where the file that was compiled in is damaged.
    pub fn embedded() -> Result<Models, BadModel> {
        Models::read(include_bytes!("../../../languages/en/models/quotes/model.bin"))
    }

    /// Reads models from the bytes that the trainer writes: one after the other, and nothing after them.
    ///
    /// # Errors
    /// [`BadModel`] says which model is damaged and how.
    pub fn read(bytes: &[u8]) -> Result<Models, BadModel> {
        let (speech, rest) = LinearModel::read(bytes, "speech")?;
        let (speaker, rest) = LinearModel::read(rest, "speaker")?;
        let (pronoun, rest) = LinearModel::read(rest, "pronoun")?;
        let (speaker_curve, rest) = Calibration::read(rest, "speaker curve")?;
        let (pronoun_curve, rest) = Calibration::read(rest, "pronoun curve")?;
        if !rest.is_empty() {
            return Err(BadModel::TrailingBytes(rest.len()));
        }
        Ok(Models { speech, speaker, pronoun, speaker_curve, pronoun_curve })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_models_are_whole() {
        let models = Models::embedded().unwrap();
        let bytes = include_bytes!("../../../languages/en/models/quotes/model.bin");
        assert_eq!(models, Models::read(bytes).unwrap());
        assert_eq!(Models::read(&[&bytes[..], &[0]].concat()), Err(BadModel::TrailingBytes(1)));
        let cut = Models::read(&bytes[..bytes.len() - 1]);
        assert!(matches!(cut, Err(BadModel::Truncated { model: "pronoun curve", .. })), "{cut:?}");
    }
}
