//! A linear model over hashed features: a weight for each feature, and their sums.
//!
//! Takes feature hashes; gives sums of weights. The surprising decision: weights are summed as the whole numbers that the
//! file holds and scaled once at the end, so that the order of the features does not change the sum.

use crate::quotes::models::bad_model::BadModel;
use crate::quotes::models::features::FeatureSink;

/// Bytes before the weights: one for the size, four for the scale.
const HEAD_BYTES: usize = 5;
/// The largest binary logarithm of a model's number of weights.
const MAX_BITS: u8 = 24;

/// The weights of one model.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearModel {
    /// By how many bits a feature hash is shifted to the right to give the index of its weight.
    shift: u32,
    /// The factor of each weight.
    scale: f32,
    weights: Weights,
}

/// As they are read, a byte each, they stay in the processor's cache; as they are learned they are exact.
#[derive(Debug, Clone, PartialEq)]
enum Weights {
    Quantised(Vec<i8>),
    #[cfg(any(test, feature = "train"))]
    Exact(Vec<f32>),
}

impl LinearModel {
    /// Reads a model from the start of `bytes`; gives it and the bytes that follow it. `name` is for errors.
    pub fn read<'b>(bytes: &'b [u8], name: &'static str) -> Result<(LinearModel, &'b [u8]), BadModel> {
        let truncated =
            |expected, found: &[u8]| BadModel::Truncated { model: name, expected, found: found.len() };
        let (head, rest) = bytes.split_at_checked(HEAD_BYTES).ok_or(truncated(HEAD_BYTES, bytes))?;
        let bits = head[0];
        if !(1..=MAX_BITS).contains(&bits) {
            return Err(BadModel::Size { model: name, bits });
        }
        let scale = f32::from_le_bytes([head[1], head[2], head[3], head[4]]);
        if !scale.is_finite() || scale <= 0.0 {
            return Err(BadModel::Scale { model: name, scale });
        }
        let (values, rest) = rest.split_at_checked(1 << bits).ok_or(truncated(1 << bits, rest))?;
        let weights = Weights::Quantised(values.iter().map(|&byte| byte as i8).collect());
        Ok((LinearModel { shift: 32 - u32::from(bits), scale, weights }, rest))
    }

    /// The index of a feature's weight.
    #[inline]
    pub fn weight_index(&self, feature: u32) -> usize {
        (feature >> self.shift) as usize
    }

    /// The sum of the features' weights.
    pub fn score(&self, features: &[u32]) -> f32 {
        let mut sum = self.start_sum();
        features.iter().for_each(|&feature| sum.take(feature));
        sum.score()
    }

    /// A sum without any feature yet.
    pub fn start_sum(&self) -> WeightSum<'_> {
        WeightSum { model: self, sum: 0.0 }
    }
}

/// The sum of features' weights, without a list of the features.
#[derive(Debug)]
pub struct WeightSum<'m> {
    model: &'m LinearModel,
    /// Before scaling: whole numbers, for a model that was read.
    sum: f32,
}

impl WeightSum<'_> {
    /// The scaled sum.
    pub fn score(&self) -> f32 {
        self.sum * self.model.scale
    }
}

impl FeatureSink for WeightSum<'_> {
    #[inline]
    fn take(&mut self, feature: u32) {
        let index = self.model.weight_index(feature);
        self.sum += match &self.model.weights {
            Weights::Quantised(weights) => f32::from(weights[index]),
            #[cfg(any(test, feature = "train"))]
            Weights::Exact(weights) => weights[index],
        };
    }
}

/// What a trainer needs: a model to start from, weights to change, bytes to write.
#[cfg(any(test, feature = "train"))]
impl LinearModel {
    /// A model of 2^`bits` weights, all of them zero.
    pub fn untrained(bits: u32) -> LinearModel {
        LinearModel { shift: 32 - bits, scale: 1.0, weights: Weights::Exact(vec![0.0; 1 << bits]) }
    }

    /// The bytes that [`LinearModel::read`] reads: the size, the scale, and one byte a weight.
    pub fn to_bytes(&self) -> Vec<u8> {
        let weights = self.exact_weights();
        let greatest = weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
        let scale = if greatest > 0.0 { greatest / 127.0 } else { 1.0 };
        let mut bytes = vec![(32 - self.shift) as u8];
        bytes.extend(scale.to_le_bytes());
        bytes.extend(weights.iter().map(|weight| (weight / scale).round() as i8 as u8));
        bytes
    }

    /// The weights, to be changed.
    pub fn weights_mut(&mut self) -> &mut [f32] {
        if let Weights::Quantised(_) = self.weights {
            self.weights = Weights::Exact(self.exact_weights());
            self.scale = 1.0;
        }
        match &mut self.weights {
            Weights::Exact(weights) => weights,
            Weights::Quantised(_) => &mut [],
        }
    }

    fn exact_weights(&self) -> Vec<f32> {
        match &self.weights {
            Weights::Quantised(weights) => weights.iter().map(|&byte| f32::from(byte) * self.scale).collect(),
            Weights::Exact(weights) => weights.clone(),
        }
    }
}

/// The probability of a yes that has this score, where a no has the score 0.
pub fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The probabilities of answers with these scores; they sum to one.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// The index of the highest score, of equals the first; `None` where there are no scores.
pub fn best_index(scores: &[f32]) -> Option<usize> {
    (0..scores.len()).rev().max_by(|&one, &other| scores[one].total_cmp(&scores[other]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let mut model = LinearModel::untrained(4);
        model.weights_mut()[3] = 127.0;
        model.weights_mut()[9] = -64.0;
        model.to_bytes()
    }

    #[test]
    fn a_model_comes_back_from_its_bytes() {
        let bytes = [written(), vec![7, 7]].concat();
        let (read, rest) = LinearModel::read(&bytes, "speaker").unwrap();
        assert_eq!((read.to_bytes(), rest), (written(), &[7u8, 7][..]));
        assert_eq!(read.score(&[3 << 28, 9 << 28]), 63.0);
    }

    #[test]
    fn corrupt_bytes_are_an_error() {
        let bytes = written();
        let error = |bytes: &[u8]| LinearModel::read(bytes, "speaker").unwrap_err();
        let cut = BadModel::Truncated { model: "speaker", expected: 16, found: 5 };
        assert_eq!(error(&bytes[..10]), cut);
        assert_eq!(error(&bytes[..3]), BadModel::Truncated { model: "speaker", expected: 5, found: 3 });
        let patched = |at: usize, byte: u8| {
            let mut bytes = bytes.clone();
            bytes[at] = byte;
            bytes
        };
        assert_eq!(error(&patched(0, 25)), BadModel::Size { model: "speaker", bits: 25 });
        assert!(matches!(error(&patched(4, 0xff)), BadModel::Scale { model: "speaker", .. }));
    }

    #[test]
    fn probabilities_sum_to_one_and_the_first_of_equals_is_best() {
        assert!((softmax(&[1.0, 2.0, 3.0]).iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(best_index(&[1.0, 3.0, 3.0]), Some(1));
        assert_eq!(best_index(&[]), None);
    }
}
