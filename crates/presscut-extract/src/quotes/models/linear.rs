//! A linear model over hashed features: what its features weigh, and nothing else.
//!
//! Takes feature numbers; gives sums. The surprising decision: features are never named in the file. A feature is its
//! hash, so the model has one size whatever it learned from, and none of the texts' words can be read out of it.

/// The numbers of an example's features, before they are cut to a model's size.
pub type Features = Vec<u32>;

/// What features go to: a list of them, or the sum of their weights.
pub trait Sink {
    /// Takes one feature.
    fn take(&mut self, feature: u32);
}

impl Sink for Features {
    #[inline]
    fn take(&mut self, feature: u32) {
        self.push(feature);
    }
}

/// The sum of features' weights, without a list of them.
#[derive(Debug)]
pub struct Score<'m> {
    model: &'m Linear,
    /// In the model's unit; whole numbers, so that their order does not matter.
    sum: f32,
}

impl Score<'_> {
    /// The sum of the weights.
    pub fn value(&self) -> f32 {
        self.sum * self.model.scale
    }
}

impl Sink for Score<'_> {
    #[inline]
    fn take(&mut self, feature: u32) {
        let slot = self.model.slot(feature);
        self.sum += match &self.model.weights {
            Weights::Read(weights) => f32::from(weights[slot]),
            Weights::Learned(weights) => weights[slot],
        };
    }
}

/// The weights of one model.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    shift: u32,
    /// What a weight is multiplied by.
    scale: f32,
    weights: Weights,
}

/// As they are read, a byte each, they stay near the processor; as they are learned they are exact.
#[derive(Debug, Clone, PartialEq)]
enum Weights {
    Read(Vec<i8>),
    Learned(Vec<f32>),
}

impl Linear {
    /// A model of 2^`bits` weights, all of them zero.
    pub fn zero(bits: u32) -> Linear {
        Linear { shift: 32 - bits, scale: 1.0, weights: Weights::Learned(vec![0.0; 1 << bits]) }
    }

    /// Reads a model as [`Linear::to_bytes`] wrote it; gives what follows it too.
    pub fn read(bytes: &[u8]) -> Option<(Linear, &[u8])> {
        let (head, rest) = bytes.split_at_checked(5)?;
        let bits = u32::from(head[0]).clamp(1, 24);
        let scale = f32::from_le_bytes([head[1], head[2], head[3], head[4]]);
        let (values, rest) = rest.split_at_checked(1 << bits)?;
        let weights = Weights::Read(values.iter().map(|&byte| byte as i8).collect());
        Some((Linear { shift: 32 - bits, scale, weights }, rest))
    }

    /// One byte a weight: the size, the scale, the weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        let weights = self.exact();
        let greatest = weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
        let scale = if greatest > 0.0 { greatest / 127.0 } else { 1.0 };
        let mut bytes = vec![(32 - self.shift) as u8];
        bytes.extend(scale.to_le_bytes());
        bytes.extend(weights.iter().map(|weight| (weight / scale).round() as i8 as u8));
        bytes
    }

    /// Where a feature's weight stands.
    #[inline]
    pub fn slot(&self, feature: u32) -> usize {
        (feature >> self.shift) as usize
    }

    /// The sum of the features' weights.
    pub fn score(&self, features: &[u32]) -> f32 {
        let mut score = self.start();
        features.iter().for_each(|&feature| score.take(feature));
        score.value()
    }

    /// A sum that is still empty.
    pub fn start(&self) -> Score<'_> {
        Score { model: self, sum: 0.0 }
    }

    /// The weights, for whoever learns them.
    pub fn weights_mut(&mut self) -> &mut [f32] {
        if let Weights::Read(_) = self.weights {
            self.weights = Weights::Learned(self.exact());
            self.scale = 1.0;
        }
        match &mut self.weights {
            Weights::Learned(weights) => weights,
            Weights::Read(_) => &mut [],
        }
    }

    fn exact(&self) -> Vec<f32> {
        match &self.weights {
            Weights::Read(weights) => weights.iter().map(|&byte| f32::from(byte) * self.scale).collect(),
            Weights::Learned(weights) => weights.clone(),
        }
    }
}

/// The number of a feature: of which template, and with what value.
#[inline]
pub fn feature(template: u32, value: u64) -> u32 {
    let mixed = (value ^ (u64::from(template) << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// A number for a word in any case.
#[inline]
pub fn word_number(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How likely what has this score is, against what has none.
pub fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The shares that scores give, summing to one.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_comes_back_from_its_bytes() {
        let mut model = Linear::zero(4);
        model.weights_mut()[3] = 127.0;
        model.weights_mut()[9] = -64.0;
        let bytes = [model.to_bytes(), vec![7, 7]].concat();
        let (read, rest) = Linear::read(&bytes).unwrap();
        assert_eq!((read.to_bytes(), rest), (model.to_bytes(), &[7u8, 7][..]));
        assert_eq!(read.score(&[3 << 28, 9 << 28]), 63.0);
        assert_eq!(Linear::read(&bytes[..10]), None);
    }

    #[test]
    fn shares_sum_to_one_and_words_have_no_case() {
        assert!((softmax(&[1.0, 2.0, 3.0]).iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(word_number("Said"), word_number("said"));
        assert_ne!(feature(1, 5), feature(2, 5));
    }
}
