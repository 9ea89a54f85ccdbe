//! The learner: log-linear models by stochastic gradient steps of falling size, averaged on the way.

use presscut_extract::training::quotes::{LinearModel, best_index, softmax};

/// The share of a weight that decays with each of its steps, so that rare features weigh little.
const DECAY: f32 = 0.01;

/// AdaGrad on the logarithm of the right answers' share, and the average of the weights on the way.
pub struct Learner {
    /// The model as it is now.
    pub now: LinearModel,
    squares: Vec<f32>,
    sums: Vec<f64>,
    /// When each weight was last added to its sum.
    since: Vec<u64>,
    steps: u64,
    /// The size of the steps.
    pub rate: f32,
    bits: u32,
}

impl Learner {
    /// A learner of 2^`bits` weights, all of them zero.
    pub fn new(bits: u32) -> Learner {
        let size = 1 << bits;
        Learner {
            now: LinearModel::untrained(bits),
            squares: vec![1.0; size],
            sums: vec![0.0; size],
            since: vec![0; size],
            steps: 0,
            rate: 1.0,
            bits,
        }
    }

    /// One step towards the right answers; gives whether the best one was right before.
    pub fn step(&mut self, slots: &[Vec<usize>], right: impl Fn(usize) -> bool) -> bool {
        self.steps += 1;
        let weights = self.now.weights_mut();
        let scores: Vec<f32> =
            slots.iter().map(|slots| slots.iter().map(|&slot| weights[slot]).sum()).collect();
        let shares = softmax(&scores);
        let sum: f32 = (0..slots.len()).filter(|&at| right(at)).map(|at| shares[at]).sum();
        for (at, slots) in slots.iter().enumerate() {
            let wanted = if right(at) { shares[at] / sum.max(1e-6) } else { 0.0 };
            let pull = wanted - shares[at];
            if pull.abs() < 1e-4 {
                continue;
            }
            for &slot in slots {
                self.sums[slot] += f64::from(weights[slot]) * (self.steps - self.since[slot]) as f64;
                self.since[slot] = self.steps;
                let slope = pull - DECAY * weights[slot];
                self.squares[slot] += slope * slope;
                weights[slot] += self.rate * slope / self.squares[slot].sqrt();
            }
        }
        best_index(&scores).is_some_and(right)
    }

    /// The mean of the weights after each step.
    pub fn average(&mut self) -> LinearModel {
        let mut model = LinearModel::untrained(self.bits);
        for (slot, weight) in model.weights_mut().iter_mut().enumerate() {
            let last = f64::from(self.now.weights_mut()[slot]) * (self.steps - self.since[slot]) as f64;
            *weight = ((self.sums[slot] + last) / self.steps.max(1) as f64) as f32;
        }
        model
    }
}

/// The mean of models of one size, weight by weight.
pub fn mean(mut models: Vec<LinearModel>, bits: u32) -> LinearModel {
    let share = 1.0 / models.len() as f32;
    let mut sum = LinearModel::untrained(bits);
    for model in &mut models {
        for (total, weight) in sum.weights_mut().iter_mut().zip(model.weights_mut()) {
            *total += *weight * share;
        }
    }
    sum
}

/// Puts numbers into an order that `random` decides.
pub fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}
