//! Why the bytes of a model file are not models.

/// What is wrong with the bytes of a file of quote models.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadModel {
    /// The file ends inside a model.
    #[error("the {model} model is cut off: {expected} bytes expected, {found} found")]
    Truncated {
        /// Which of the models.
        model: &'static str,
        /// Bytes that its head or its size asks for.
        expected: usize,
        /// Bytes that are left in the file.
        found: usize,
    },
    /// The number of weights is none that a trainer writes.
    #[error("the {model} model has 2^{bits} weights; 2^1 to 2^24 are possible")]
    Size {
        /// Which of the models.
        model: &'static str,
        /// The binary logarithm of the number of weights.
        bits: u8,
    },
    /// The factor of the weights is not a positive number.
    #[error("the {model} model multiplies its weights by {scale}, which is not a positive number")]
    Scale {
        /// Which of the models.
        model: &'static str,
        /// The factor as read.
        scale: f32,
    },
    /// The points of a curve are no rising shares.
    #[error("the {model} has points that fall or are no shares between 0 and 1")]
    Curve {
        /// Which of the curves.
        model: &'static str,
    },
    /// Bytes follow the last model.
    #[error("{0} bytes follow the last model")]
    TrailingBytes(usize),
}
