//! A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), trained sentence by sentence.
//!
//! The weights move along the gradient of the log-likelihood, each by its own step (AdaGrad). A random share of the
//! features is hidden each time that a sentence is used (dropout), so that the model relies on none alone. The result is
//! the mean of the weights over the later rounds. The surprising part: randomness is a fixed series of numbers, so that
//! the same sentences give the same weights.

use presscut_extract::training::entities::bioes::{OUTSIDE, TAG_COUNT, Tag};
use presscut_extract::training::entities::model::ROW_WIDTH;
use presscut_extract::training::entities::viterbi::{decode_best_tags, may_follow, weigh_transitions};

/// Features of tokens, flat: those of token `n` are `features[ends[n - 1]..ends[n]]`.
#[derive(Debug, Default, Clone)]
pub struct Sentence {
    pub features: Vec<u32>,
    pub ends: Vec<u32>,
    pub gold: Vec<Tag>,
    /// Scores that the features' scores are added to, or none. Where there are any, transitions are not trained.
    pub base: Vec<Row>,
}

impl Sentence {
    pub fn features_of(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] as usize };
        &self.features[start..self.ends[token] as usize]
    }
}

pub type Row = [f32; ROW_WIDTH];

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The length of a step.
    pub rate: f32,
    /// The share of features that is hidden, from 0 to 1.
    pub hidden: f32,
    /// How often all sentences are used.
    pub rounds: usize,
    /// How many models are learned, each with a series of random numbers of its own; the result is their mean.
    pub models: usize,
}

/// Trained weights.
#[derive(Debug, Clone)]
pub struct Weights {
    /// For each feature.
    pub rows: Vec<Row>,
    /// For each tag after each tag.
    pub transitions: Vec<Row>,
}

impl Weights {
    /// Learns from sentences; `start` is what the transitions are at first.
    pub fn learn(
        sentences: &[&Sentence],
        features: usize,
        start: Option<&[Row]>,
        options: Options,
    ) -> Weights {
        let mut mean = Weights::learn_one(sentences, features, start, options, 0);
        for number in 1..options.models {
            let next = Weights::learn_one(sentences, features, start, options, number as u64);
            let share = 1.0 / (number as f32 + 1.0);
            let rows = mean.rows.iter_mut().chain(&mut mean.transitions);
            for (row, next) in rows.zip(next.rows.iter().chain(&next.transitions)) {
                row.iter_mut().zip(next).for_each(|(mean, next)| *mean += (next - *mean) * share);
            }
        }
        mean
    }

    /// One model; `number` chooses its random numbers.
    fn learn_one(
        sentences: &[&Sentence],
        features: usize,
        start: Option<&[Row]>,
        options: Options,
        number: u64,
    ) -> Weights {
        let mut crf = Crf::new(features, options, number);
        if let Some(start) = start {
            crf.transitions = start.to_vec();
        }
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let mut random = 0x2545_f491_4f6c_dd1d_u64 ^ number << 32;
        for round in 1..=options.rounds {
            for at in (1..order.len()).rev() {
                order.swap(at, (next_random(&mut random) % (at as u64 + 1)) as usize);
            }
            order.iter().for_each(|&at| crf.learn(sentences[at]));
            if 2 * round > options.rounds {
                crf.remember();
            }
        }
        crf.mean()
    }

    /// The scores of a sentence's tokens.
    pub fn scores(&self, sentence: &Sentence) -> Vec<Row> {
        let score = |token| {
            let mut sum = sentence.base.get(token).copied().unwrap_or([0.0; ROW_WIDTH]);
            sentence
                .features_of(token)
                .iter()
                .for_each(|&feature| add(&mut sum, &self.rows[feature as usize]));
            sum
        };
        (0..sentence.gold.len()).map(score).collect()
    }

    /// The best tags for a sentence with these scores.
    pub fn tags(&self, scores: &[Row]) -> Vec<Tag> {
        let mut tags = vec![OUTSIDE; scores.len()];
        let score = |at: usize| std::array::from_fn(|tag| scores[at][tag]);
        decode_best_tags(
            score,
            &weigh_transitions(|from, to| self.transitions[from][to]),
            &mut tags,
            &mut Vec::new(),
        );
        tags
    }
}

struct Crf {
    rows: Vec<Row>,
    /// Sums of squared gradients.
    squares: Vec<Row>,
    transitions: Vec<Row>,
    transition_squares: Vec<Row>,
    sum: Vec<Row>,
    transition_sum: Vec<Row>,
    summed: f32,
    options: Options,
    random: u64,
}

impl Crf {
    fn new(features: usize, options: Options, number: u64) -> Crf {
        let zero = |count: usize| vec![[0.0; ROW_WIDTH]; count];
        Crf {
            rows: zero(features),
            squares: zero(features),
            transitions: zero(TAG_COUNT),
            transition_squares: zero(TAG_COUNT),
            sum: zero(features),
            transition_sum: zero(TAG_COUNT),
            summed: 0.0,
            random: 0x9e37_79b9_7f4a_7c15 ^ number << 32,
            options,
        }
    }

    /// Adds the weights as they are to the mean.
    fn remember(&mut self) {
        for (sum, row) in self.sum.iter_mut().zip(&self.rows) {
            add(sum, row);
        }
        for (sum, row) in self.transition_sum.iter_mut().zip(&self.transitions) {
            add(sum, row);
        }
        self.summed += 1.0;
    }

    fn mean(&self) -> Weights {
        let mean = |rows: &[Row]| rows.iter().map(|row| row.map(|weight| weight / self.summed)).collect();
        Weights { rows: mean(&self.sum), transitions: mean(&self.transition_sum) }
    }

    fn learn(&mut self, sentence: &Sentence) {
        if sentence.gold.is_empty() {
            return;
        }
        let (features, ends, scores) = self.hide_features(sentence);
        let (marginals, expected) = marginals(&scores, &self.transitions);
        let mut gradients: Vec<Row> = expected.iter().map(|row| row.map(|often| -often)).collect();
        let mut last = usize::from(OUTSIDE);
        let mut start = 0;
        for ((&tag, marginal), &end) in sentence.gold.iter().zip(&marginals).zip(&ends) {
            let tag = usize::from(tag);
            gradients[last][tag] += 1.0;
            last = tag;
            let mut gradient = marginal.map(|probability| -probability);
            gradient[tag] += 1.0;
            // Most tokens are soon certain, and teach nothing more.
            if gradient.iter().any(|slope| slope.abs() > 0.004) {
                for &feature in &features[start..end] {
                    let feature = feature as usize;
                    step(&mut self.rows[feature], &mut self.squares[feature], &gradient, self.options.rate);
                }
            }
            start = end;
        }
        if !sentence.base.is_empty() {
            return;
        }
        gradients[last][usize::from(OUTSIDE)] += 1.0;
        let squares = self.transition_squares.iter_mut();
        for ((row, squares), gradient) in self.transitions.iter_mut().zip(squares).zip(&gradients) {
            step(row, squares, gradient, self.options.rate);
        }
    }

    /// The sentence without some of its features: those left, where each token's end, and the scores under them.
    fn hide_features(&mut self, sentence: &Sentence) -> (Vec<u32>, Vec<usize>, Vec<Row>) {
        let threshold = (self.options.hidden * 65536.0) as u64;
        let up = 1.0 / (1.0 - self.options.hidden);
        let mut features = Vec::with_capacity(sentence.features.len());
        let (mut ends, mut scores) = (Vec::new(), Vec::new());
        for token in 0..sentence.gold.len() {
            let mut score = [0.0; ROW_WIDTH];
            for &feature in sentence.features_of(token) {
                if next_random(&mut self.random) & 0xffff >= threshold {
                    features.push(feature);
                    add(&mut score, &self.rows[feature as usize]);
                }
            }
            score.iter_mut().for_each(|score| *score *= up);
            if let Some(base) = sentence.base.get(token) {
                add(&mut score, base);
            }
            ends.push(features.len());
            scores.push(score);
        }
        (features, ends, scores)
    }
}

/// The probability of each tag of each token, and how often each transition is to be expected: forwards and backwards
/// over the sentence, each token's sums scaled to one.
fn marginals(scores: &[Row], transitions: &[Row]) -> (Vec<Row>, Vec<Row>) {
    let outside = usize::from(OUTSIDE);
    let odds = |from: usize, to: usize| {
        let possible = to < TAG_COUNT && may_follow(from as Tag, to as Tag);
        if possible { transitions[from][to].exp() } else { 0.0 }
    };
    let transitions: Vec<Row> = (0..TAG_COUNT).map(|from| std::array::from_fn(|to| odds(from, to))).collect();
    let local: Vec<Row> = scores.iter().map(odds_of).collect();
    let forwards = forwards(&local, &transitions);
    let mut beta: Row = std::array::from_fn(|tag| transitions.get(tag).map_or(0.0, |row| row[outside]));
    let mut expected = vec![[0.0; ROW_WIDTH]; TAG_COUNT];
    let mut marginals = vec![[0.0; ROW_WIDTH]; scores.len()];
    let last = product(&forwards[scores.len() - 1], &beta);
    for (row, probability) in expected.iter_mut().zip(last) {
        row[outside] += probability;
    }
    let start: Row = std::array::from_fn(|tag| f32::from(u8::from(tag == outside)));
    for token in (0..scores.len()).rev() {
        marginals[token] = product(&forwards[token], &beta);
        let right: Row = std::array::from_fn(|tag| local[token][tag] * beta[tag]);
        let dot = |row: &Row| row.iter().zip(&right).map(|(odds, right)| odds * right).sum::<f32>();
        let before: Row = std::array::from_fn(|from| transitions.get(from).map_or(0.0, dot));
        let left = if token > 0 { &forwards[token - 1] } else { &start };
        let all: f32 = left.iter().zip(&before).map(|(a, b)| a * b).sum::<f32>().max(1e-30);
        for ((expected, odds), left) in expected.iter_mut().zip(&transitions).zip(left) {
            let weight = left / all;
            if weight > 1e-12 {
                for ((expected, odds), right) in expected.iter_mut().zip(odds).zip(&right) {
                    *expected += weight * odds * right;
                }
            }
        }
        let sum: f32 = before.iter().sum::<f32>().max(1e-30);
        beta = before.map(|beta| beta / sum);
    }
    (marginals, expected)
}

fn odds_of(score: &Row) -> Row {
    let most = score[..TAG_COUNT].iter().copied().fold(f32::NEG_INFINITY, f32::max);
    std::array::from_fn(|tag| if tag < TAG_COUNT { (score[tag] - most).max(-60.0).exp() } else { 0.0 })
}

fn forwards(local: &[Row], transitions: &[Row]) -> Vec<Row> {
    let mut alphas: Vec<Row> = Vec::with_capacity(local.len());
    for own in local {
        let mut next = match alphas.last() {
            None => transitions[usize::from(OUTSIDE)],
            Some(alpha) => {
                let mut next = [0.0; ROW_WIDTH];
                for (weight, odds) in alpha.iter().zip(transitions).filter(|(weight, _)| **weight > 1e-20) {
                    next.iter_mut().zip(odds).for_each(|(next, odds)| *next += weight * odds);
                }
                next
            }
        };
        next.iter_mut().zip(own).for_each(|(next, own)| *next *= own);
        let sum: f32 = next.iter().sum::<f32>().max(1e-30);
        alphas.push(next.map(|alpha| alpha / sum));
    }
    alphas
}

/// The product of two rows, scaled to one.
fn product(a: &Row, b: &Row) -> Row {
    let product: Row = std::array::from_fn(|tag| a[tag] * b[tag]);
    let sum: f32 = product.iter().sum::<f32>().max(1e-30);
    product.map(|one| one / sum)
}

fn add(sum: &mut Row, row: &Row) {
    for (sum, weight) in sum.iter_mut().zip(row) {
        *sum += weight;
    }
}

fn step(row: &mut Row, squares: &mut Row, gradient: &Row, rate: f32) {
    for ((weight, squares), gradient) in row.iter_mut().zip(squares).zip(gradient) {
        *squares += gradient * gradient;
        *weight += rate * gradient / (*squares + 1e-6).sqrt();
    }
}

/// The next of a series of pseudo-random numbers (xorshift, Marsaglia 2003).
pub fn next_random(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}
