//! A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), learnt sentence by sentence.
//!
//! The weights move along the gradient of the log-likelihood, each by its own step (AdaGrad); a share of the features is
//! hidden each time that a sentence is learnt from, others each time, so that none is relied on alone. What is given at
//! the end is the mean of the weights over the later rounds.

use presscut::extract::entities::decode::may_follow;
use presscut::extract::entities::tags::{OUTSIDE, TAGS, Tag};

/// Features of tokens, flat: those of token `n` are `features[ends[n - 1]..ends[n]]`.
#[derive(Debug, Default, Clone)]
pub struct Sentence {
    pub features: Vec<u32>,
    pub ends: Vec<u32>,
    pub gold: Vec<Tag>,
}

impl Sentence {
    pub fn of(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] as usize };
        &self.features[start..self.ends[token] as usize]
    }
}

/// Tags, and room up to a multiple of eight.
pub const WIDE: usize = TAGS.next_multiple_of(8);
pub type Row = [f32; WIDE];

pub struct Options {
    pub rate: f32,
    pub hidden: f32,
    pub decay: f32,
    pub seed: u64,
}

pub struct Crf {
    pub rows: Vec<Row>,
    grown: Vec<Row>,
    pub transitions: Vec<Row>,
    transitions_grown: Vec<Row>,
    sum: Vec<Row>,
    transitions_sum: Vec<Row>,
    summed: f32,
    options: Options,
    random: u64,
    possible: Vec<[f32; WIDE]>,
}

impl Crf {
    pub fn new(features: usize, options: Options) -> Crf {
        let possible = (0..TAGS)
            .map(|from| {
                std::array::from_fn(|to| {
                    f32::from(u8::from(to < TAGS && may_follow(from as Tag, to as Tag)))
                })
            })
            .collect();
        let zero = |count: usize| vec![[0.0; WIDE]; count];
        Crf {
            rows: zero(features),
            grown: zero(features),
            transitions: zero(TAGS),
            transitions_grown: zero(TAGS),
            sum: zero(features),
            transitions_sum: zero(TAGS),
            summed: 0.0,
            random: options.seed,
            options,
            possible,
        }
    }

    pub fn round(&mut self, sentences: &[Sentence], order: &[usize]) -> f64 {
        let mut loss = 0.0;
        for &at in order {
            loss += self.learn(&sentences[at]);
        }
        if self.options.decay > 0.0 {
            let keep = 1.0 - self.options.decay;
            self.rows.iter_mut().flatten().for_each(|weight| *weight *= keep);
        }
        loss
    }

    /// Adds the weights as they are to the mean.
    pub fn remember(&mut self) {
        let add = |sum: &mut [Row], rows: &[Row]| {
            for (sum, row) in sum.iter_mut().flatten().zip(rows.iter().flatten()) {
                *sum += row;
            }
        };
        add(&mut self.sum, &self.rows);
        add(&mut self.transitions_sum, &self.transitions);
        self.summed += 1.0;
    }

    pub fn mean(&self) -> (Vec<Row>, Vec<Row>) {
        let mean = |rows: &[Row]| rows.iter().map(|row| row.map(|weight| weight / self.summed)).collect();
        (mean(&self.sum), mean(&self.transitions_sum))
    }

    fn learn(&mut self, sentence: &Sentence) -> f64 {
        let length = sentence.gold.len();
        if length == 0 {
            return 0.0;
        }
        let mut features = Vec::with_capacity(sentence.features.len());
        let mut ends = Vec::with_capacity(length);
        let threshold = (self.options.hidden * 65536.0) as u64;
        let up = 1.0 / (1.0 - self.options.hidden);
        let mut scores = vec![[0.0f32; WIDE]; length];
        for (token, score) in scores.iter_mut().enumerate() {
            for &feature in sentence.of(token) {
                if next(&mut self.random) & 0xffff < threshold {
                    continue;
                }
                features.push(feature);
                add(score, &self.rows[feature as usize]);
            }
            ends.push(features.len());
            score.iter_mut().for_each(|score| *score *= up);
        }
        let (log_z, marginals, expected) = self.marginals(&scores);
        let mut gold_score = 0.0f64;
        let mut last = usize::from(OUTSIDE);
        let mut transition_gradient = expected;
        for row in transition_gradient.iter_mut().flatten() {
            *row = -*row;
        }
        let mut start = 0;
        for (token, &tag) in sentence.gold.iter().enumerate() {
            let tag = usize::from(tag);
            gold_score += f64::from(scores[token][tag] + self.transitions[last][tag]);
            transition_gradient[last][tag] += 1.0;
            last = tag;
            let mut gradient = marginals[token].map(|p| -p);
            gradient[tag] += 1.0;
            let end = ends[token];
            if gradient.iter().any(|g| g.abs() > 0.004) {
                for &feature in &features[start..end] {
                    let feature = feature as usize;
                    step(&mut self.rows[feature], &mut self.grown[feature], &gradient, self.options.rate);
                }
            }
            start = end;
        }
        transition_gradient[last][usize::from(OUTSIDE)] += 1.0;
        gold_score += f64::from(self.transitions[last][usize::from(OUTSIDE)]);
        for (from, gradient) in transition_gradient.iter().enumerate() {
            step(
                &mut self.transitions[from],
                &mut self.transitions_grown[from],
                gradient,
                self.options.rate,
            );
        }
        log_z - gold_score
    }

    /// The logarithm of the sum over all sequences, the probability of each tag of each token, and how often each
    /// transition is to be expected.
    fn marginals(&self, scores: &[Row]) -> (f64, Vec<Row>, Vec<Row>) {
        let length = scores.len();
        let outside = usize::from(OUTSIDE);
        let transitions: Vec<Row> = (0..TAGS)
            .map(|from| {
                std::array::from_fn(|to| {
                    if self.possible[from][to] > 0.0 { self.transitions[from][to].exp() } else { 0.0 }
                })
            })
            .collect();
        let mut log_z = 0.0f64;
        let mut local: Vec<Row> = Vec::with_capacity(length);
        for score in scores {
            let most = score[..TAGS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            log_z += f64::from(most);
            local.push(std::array::from_fn(|tag| {
                if tag < TAGS { (score[tag] - most).max(-60.0).exp() } else { 0.0 }
            }));
        }
        let mut alphas: Vec<Row> = Vec::with_capacity(length);
        let mut alpha: Row = std::array::from_fn(|tag| transitions[outside][tag] * local[0][tag]);
        for token in 0..length {
            if token > 0 {
                let mut next = [0.0; WIDE];
                for from in 0..TAGS {
                    let weight = alpha[from];
                    if weight > 1e-20 {
                        for (next, transition) in next.iter_mut().zip(&transitions[from]) {
                            *next += weight * transition;
                        }
                    }
                }
                alpha = std::array::from_fn(|tag| next[tag] * local[token][tag]);
            }
            let sum: f32 = alpha.iter().sum::<f32>().max(1e-30);
            log_z += f64::from(sum.ln());
            alpha.iter_mut().for_each(|a| *a /= sum);
            alphas.push(alpha);
        }
        let mut beta: Row =
            std::array::from_fn(|tag| if tag < TAGS { transitions[tag][outside] } else { 0.0 });
        let end: f32 = (0..TAGS).map(|tag| alpha[tag] * beta[tag]).sum::<f32>().max(1e-30);
        log_z += f64::from(end.ln());
        let mut expected = vec![[0.0; WIDE]; TAGS];
        let mut marginals = vec![[0.0; WIDE]; length];
        for (tag, row) in expected.iter_mut().enumerate() {
            row[outside] += alpha[tag] * beta[tag] / end;
        }
        for token in (0..length).rev() {
            let alpha = &alphas[token];
            let z: f32 = alpha.iter().zip(&beta).map(|(a, b)| a * b).sum::<f32>().max(1e-30);
            marginals[token] = std::array::from_fn(|tag| alpha[tag] * beta[tag] / z);
            let right: Row = std::array::from_fn(|tag| local[token][tag] * beta[tag]);
            let mut before = [0.0; WIDE];
            for (from, before) in before.iter_mut().enumerate().take(TAGS) {
                *before = transitions[from].iter().zip(&right).map(|(t, r)| t * r).sum();
            }
            let start: Row = std::array::from_fn(|tag| f32::from(u8::from(tag == outside)));
            let left = if token > 0 { &alphas[token - 1] } else { &start };
            let z: f32 = left.iter().zip(&before).map(|(a, b)| a * b).sum::<f32>().max(1e-30);
            for from in 0..TAGS {
                let weight = left[from] / z;
                if weight > 1e-12 {
                    for to in 0..TAGS {
                        expected[from][to] += weight * transitions[from][to] * right[to];
                    }
                }
            }
            let sum: f32 = before.iter().sum::<f32>().max(1e-30);
            beta = before.map(|b| b / sum);
        }
        (log_z, marginals, expected)
    }
}

fn add(sum: &mut Row, row: &Row) {
    for (sum, weight) in sum.iter_mut().zip(row) {
        *sum += weight;
    }
}

fn step(row: &mut Row, grown: &mut Row, gradient: &Row, rate: f32) {
    for ((weight, grown), gradient) in row.iter_mut().zip(grown).zip(gradient) {
        *grown += gradient * gradient;
        *weight += rate * gradient / (*grown + 1e-6).sqrt();
    }
}

/// The next of a series of numbers that looks like chance (xorshift, Marsaglia 2003).
pub fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}
