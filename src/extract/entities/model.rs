//! A linear model over hashed features, and the best sequence of tags under it.
//!
//! A row of the table holds what one hashed feature says for each tag, as signed bytes; a token's scores are the sum
//! of its features' rows. Between tokens only transitions that make sense are allowed (an End follows its Begin), each
//! with a weight of its own, and Viterbi's algorithm finds the best sequence of a sentence. Four rows in five say
//! nothing at all: they are left out when a model is loaded, so that what is left fits the processor's cache.

use std::hint::black_box;

use super::features::{FEATURES, Features, NOTHING};
use super::tags::{OUTSIDE, Place, TAGS, Tag, untag};

/// The first bytes of a model file; the last one is the version of its layout and features.
const MAGIC: [u8; 8] = *b"presNER\x01";

/// How many transitions are weighed: every tag after every tag, those that make no sense too.
const TRANSITIONS: usize = TAGS * TAGS;

/// Why a file is no model for this presscut.
#[derive(Debug, thiserror::Error)]
pub enum BadModel {
    /// Not a model, or of another version.
    #[error(
        "not an entity model of this presscut's version: train one with the program in examples/train_entities.rs"
    )]
    Version,
    /// The right beginning, and the wrong length.
    #[error("an entity model that is cut off or damaged: {found} bytes and not {expected}")]
    Length {
        /// As its head tells.
        expected: usize,
        /// As it is.
        found: usize,
    },
}

/// A row as it is added up: eight tags in each number, a byte for each, all of them [`BIAS`] too high so that none is
/// below nothing.
type Row = [u64; TAGS.div_ceil(8)];
const BIAS: i16 = 128;

/// A model, laid out for use.
#[derive(Debug, Clone)]
pub struct Model {
    /// The rows that are not all zero, in the order of their numbers.
    rows: Vec<Row>,
    /// A bit for each row of the file: whether it is among them.
    there: Vec<u64>,
    /// How many of them stand before each word of those bits.
    before: Vec<u32>,
    transitions: Box<Transitions>,
    mask: u64,
}

impl Model {
    /// Lays a model out from the bytes of its file.
    ///
    /// # Errors
    /// Where they are no model, or one of another version.
    pub fn new(bytes: &[u8]) -> Result<Model, BadModel> {
        let (head, rest) = bytes.split_first_chunk::<9>().ok_or(BadModel::Version)?;
        let (magic, bits) = (&head[..8], head[8]);
        if magic != MAGIC || !(8..=24).contains(&bits) {
            return Err(BadModel::Version);
        }
        let expected = TRANSITIONS + (TAGS << bits);
        if rest.len() != expected {
            return Err(BadModel::Length { expected, found: rest.len() });
        }
        let (transitions, table) = rest.split_at(TRANSITIONS);
        let weight = |from: usize, to: usize| f32::from(transitions[from * TAGS + to] as i8);
        let mut model = Model {
            rows: Vec::with_capacity((1 << bits) / 4),
            there: vec![0; (1 << bits) / 64],
            before: Vec::with_capacity((1 << bits) / 64),
            transitions: allowed(weight),
            mask: (1 << bits) - 1,
        };
        for (word, rows) in model.there.iter_mut().zip(table.chunks(64 * TAGS)) {
            model.before.push(model.rows.len() as u32);
            for (at, row) in rows.chunks_exact(TAGS).enumerate() {
                if row.iter().fold(0, |all, weight| all | weight) != 0 {
                    *word |= 1 << at;
                    model.rows.push(packed(row));
                }
            }
        }
        Ok(model)
    }

    /// A model's bytes: `weights` has a row of [`TAGS`] for each hash, `transitions` one for each tag after each tag.
    /// Both are scaled so that the largest weights just fit.
    pub fn bytes(weights: &[f32], transitions: &[f32]) -> Vec<u8> {
        let bits = (weights.len() / TAGS).ilog2() as u8;
        // The few largest weights are cut, so that the many small ones keep their differences.
        let mut sizes: Vec<f32> =
            weights.iter().map(|weight| weight.abs()).filter(|size| *size > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let largest = sizes.get(sizes.len() * 9999 / 10_000).copied().unwrap_or(1.0);
        let scale = 127.0 / largest;
        let byte = |weight: &f32| (weight * scale).round().clamp(-127.0, 127.0) as i8 as u8;
        let mut bytes = MAGIC.to_vec();
        bytes.push(bits);
        bytes.extend(transitions.iter().map(byte));
        bytes.extend(weights.iter().map(byte));
        bytes
    }

    /// The best tags for a sentence.
    pub fn tag(
        &self,
        features: &Features,
        sentence: std::ops::Range<usize>,
        scratch: &mut Scratch,
    ) -> Vec<Tag> {
        let Scratch { rows, ends, scores, back } = scratch;
        rows.clear();
        ends.clear();
        scores.clear();
        let mut hashes = [0; FEATURES];
        // First all rows of the sentence, then their sums: so the processor fetches many of them at a time.
        for at in sentence.clone() {
            features.of(at, &sentence, &mut hashes);
            self.find_rows(&hashes, rows);
            ends.push(rows.len());
        }
        let mut start = 0;
        for &end in ends.iter() {
            scores.push(self.sum(&rows[start..end]));
            start = end;
        }
        best_sequence(scores, &self.transitions, back)
    }

    /// Adds the rows of a token's features, those that there are, to `found`. Looks at each, so that it is on its way
    /// when it is needed.
    fn find_rows(&self, hashes: &[u64; FEATURES], found: &mut Vec<u32>) {
        // Without a branch that nobody could foresee.
        let mut numbers = [0; FEATURES];
        let mut count = 0;
        for &hash in hashes {
            let number = (hash & self.mask) as usize;
            numbers[count] = number;
            let there = self.there[number / 64] >> (number % 64) & 1 == 1;
            count += usize::from(there & (hash != NOTHING));
        }
        let mut seen = 0;
        let mut rows = [0; FEATURES];
        for (row, number) in rows.iter_mut().zip(&numbers[..count]) {
            let word = number / 64;
            let earlier = (self.there[word] & ((1 << (number % 64)) - 1)).count_ones();
            *row = self.before[word] + earlier;
            seen ^= self.rows[*row as usize][0];
        }
        black_box(seen);
        found.extend_from_slice(&rows[..count]);
    }

    /// The sum of rows.
    fn sum(&self, rows: &[u32]) -> [f32; TAGS] {
        // Four tags in each number: those of a row's even bytes, and those of its odd ones. A token has so few features
        // that no sum reaches over its sixteen bits.
        const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
        let (mut even, mut odd) = ([0; TAGS.div_ceil(8)], [0; TAGS.div_ceil(8)]);
        for &row in rows {
            let row = &self.rows[row as usize];
            for ((even, odd), weights) in even.iter_mut().zip(&mut odd).zip(row) {
                *even += weights & EVEN;
                *odd += weights >> 8 & EVEN;
            }
        }
        let bias = BIAS * rows.len() as i16;
        std::array::from_fn(|tag| {
            let (sums, byte) = (if tag % 2 == 0 { &even } else { &odd }, tag % 8 / 2 * 2);
            f32::from((sums[tag / 8] >> (8 * byte)) as u16 as i16 - bias)
        })
    }
}

fn packed(row: &[u8]) -> Row {
    let biased = |weight: &u8| (i16::from(*weight as i8) + BIAS) as u64;
    std::array::from_fn(|at| {
        let tags = row.iter().skip(8 * at).take(8).zip(0..);
        tags.fold(0, |packed, (weight, byte)| packed | biased(weight) << (8 * byte))
    })
}

/// Room that is used again from sentence to sentence.
#[derive(Default)]
pub struct Scratch {
    rows: Vec<u32>,
    /// Where each token's rows end.
    ends: Vec<usize>,
    scores: Vec<[f32; TAGS]>,
    back: Vec<[u32; TAGS]>,
}

/// Whether a tag may follow another; the start and the end of a sentence are like [`OUTSIDE`].
pub fn may_follow(from: Tag, to: Tag) -> bool {
    let open = match untag(from) {
        Some((class, Place::Begin | Place::Inside)) => Some(class),
        _ => None,
    };
    match (open, untag(to)) {
        (Some(open), Some((class, Place::Inside | Place::End))) => open == class,
        (Some(_), _) => false,
        (None, Some((_, Place::Inside | Place::End))) => false,
        (None, _) => true,
    }
}

/// The transitions that make sense, with their weights.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// For every tag after every tag; those that make no sense are infinitely bad.
    weights: [[f32; TAGS]; TAGS],
    /// By how much those from closed tags differ at the most.
    spread: f32,
}

/// Weighs the transitions that make sense.
pub fn allowed(weight: impl Fn(usize, usize) -> f32) -> Box<Transitions> {
    let one = |from: usize, to: usize| {
        if may_follow(from as Tag, to as Tag) { weight(from, to) } else { f32::NEG_INFINITY }
    };
    let weights: [[f32; TAGS]; TAGS] = std::array::from_fn(|from| std::array::from_fn(|to| one(from, to)));
    let finite = CLOSED.iter().flat_map(|&from| weights[from]).filter(|weight| weight.is_finite());
    let (least, most) = finite.fold((0f32, 0f32), |(least, most), one| (least.min(one), most.max(one)));
    Box::new(Transitions { weights, spread: most - least })
}

/// Viterbi's algorithm. Of sequences that are equally good, the one with the lower tags.
///
/// Inside of a name there are one or two ways on. Between names every way is open, but a tag that is worse than the best
/// one by more than any transition could make good need not be asked: one or two are left of nineteen.
pub fn best_sequence(
    scores: &[[f32; TAGS]],
    transitions: &Transitions,
    back: &mut Vec<[u32; TAGS]>,
) -> Vec<Tag> {
    let Some(first) = scores.first() else { return Vec::new() };
    back.clear();
    let Transitions { weights, spread } = transitions;
    let mut best: [f32; TAGS] = std::array::from_fn(|tag| first[tag] + weights[usize::from(OUTSIDE)][tag]);
    for row in &scores[1..] {
        let most = CLOSED.iter().fold(f32::NEG_INFINITY, |most, &tag| best[tag].max(most));
        let mut candidates = CLOSED.into_iter().filter(|&from| best[from] + spread >= most);
        let first = candidates.next().unwrap_or(usize::from(OUTSIDE));
        // The tags that nothing closed leads to are infinitely bad here, and stay so. Pointers are as wide as scores, so
        // that both are chosen in one step.
        let mut pointers = [first as u32; TAGS];
        let mut next: [f32; TAGS] = std::array::from_fn(|tag| best[first] + weights[first][tag]);
        for from in candidates {
            for tag in 0..TAGS {
                let score = best[from] + weights[from][tag];
                let better = score > next[tag];
                next[tag] = if better { score } else { next[tag] };
                pointers[tag] = if better { from as u32 } else { pointers[tag] };
            }
        }
        for begin in (1..TAGS).step_by(4) {
            let inside = begin + 1;
            for tag in [inside, inside + 1] {
                let (short, long) = (best[begin] + weights[begin][tag], best[inside] + weights[inside][tag]);
                let better = long > short;
                next[tag] = if better { long } else { short };
                pointers[tag] = if better { inside as u32 } else { begin as u32 };
            }
        }
        for (score, own) in next.iter_mut().zip(row) {
            *score += own;
        }
        back.push(pointers);
        best = next;
    }
    let mut last = usize::from(OUTSIDE);
    for tag in (0..TAGS).filter(|&tag| may_follow(tag as Tag, OUTSIDE)) {
        if best[tag] > best[last] {
            last = tag;
        }
    }
    let mut tags = vec![last as Tag];
    for pointers in back.iter().rev() {
        last = pointers[last] as usize;
        tags.push(last as Tag);
    }
    tags.reverse();
    tags
}

/// The tags after which a name may begin: outside, and the end and the whole of each class.
const CLOSED: [usize; 1 + TAGS / 2] = {
    let mut closed = [0; 1 + TAGS / 2];
    let mut at = 1;
    while at < closed.len() {
        // Of each class's four tags the last two.
        closed[at] = 4 * ((at - 1) / 2) + 3 + (at - 1) % 2;
        at += 1;
    }
    closed
};

#[cfg(test)]
mod tests {
    use super::super::tags::{Class, tag};
    use super::*;

    #[test]
    fn a_name_begins_before_it_ends() {
        let begin = tag(Class::Person, Place::Begin);
        let end = tag(Class::Person, Place::End);
        assert!(may_follow(begin, end) && may_follow(OUTSIDE, begin) && may_follow(end, begin));
        assert!(!may_follow(OUTSIDE, end) && !may_follow(begin, OUTSIDE));
        assert!(!may_follow(begin, tag(Class::Location, Place::End)));
        // The first token would like to begin a name; nothing lets it end, so it does not begin.
        let mut scores = [[0.0; TAGS]; 2];
        scores[0][usize::from(begin)] = 5.0;
        scores[1][usize::from(OUTSIDE)] = 9.0;
        assert_eq!(best_sequence(&scores, &allowed(|_, _| 0.0), &mut Vec::new())[1], OUTSIDE);
    }

    /// Every sequence that makes sense, tried.
    fn best_of_all(scores: &[[f32; TAGS]], transitions: &Transitions) -> Vec<Tag> {
        let mut paths = vec![(0.0, vec![OUTSIDE])];
        for row in scores {
            let longer = |(sum, path): &(f32, Vec<Tag>)| {
                let (sum, path) = (*sum, path.clone());
                let from = usize::from(path[path.len() - 1]);
                (0..TAGS).filter(move |&tag| transitions.weights[from][tag].is_finite()).map(move |tag| {
                    (sum + transitions.weights[from][tag] + row[tag], [&path[..], &[tag as Tag]].concat())
                })
            };
            paths = paths.iter().flat_map(longer).collect();
        }
        paths.retain(|(_, path)| may_follow(path[path.len() - 1], OUTSIDE));
        let best = paths.iter().map(|(sum, _)| *sum).fold(f32::NEG_INFINITY, f32::max);
        // Of equals the one whose last tag is the lowest, then the one before it.
        let equal = paths.into_iter().filter(|(sum, _)| *sum == best).map(|(_, path)| path);
        let path = equal.min_by_key(|path| path.iter().rev().copied().collect::<Vec<Tag>>());
        path.map(|path| path[1..].to_vec()).unwrap_or_default()
    }

    #[test]
    fn no_sequence_is_better_than_the_best() {
        let mut random = 7u64;
        let mut number = |limit: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((random >> 33) % (2 * limit + 1)) as f32 - limit as f32
        };
        for limit in [1, 3, 10, 40] {
            for _ in 0..5 {
                let weights: Vec<f32> = (0..TRANSITIONS).map(|_| number(10)).collect();
                let transitions = allowed(|from, to| weights[from * TAGS + to]);
                let scores: Vec<[f32; TAGS]> =
                    (0..3).map(|_| std::array::from_fn(|_| number(limit))).collect();
                let found = best_sequence(&scores, &transitions, &mut Vec::new());
                assert_eq!(found, best_of_all(&scores, &transitions));
            }
        }
    }

    #[test]
    fn the_scores_of_a_token_are_the_sums_of_its_rows() {
        let row = |number: usize, tag: usize| match number % 5 {
            0 => 127,
            1 => -127,
            2 => (tag as i16 * 6 - 100) as i8,
            3 if tag == 36 => -1,
            _ => 0,
        };
        let mut bytes = MAGIC.to_vec();
        bytes.push(8);
        bytes.extend([0; TRANSITIONS]);
        bytes.extend((0..256).flat_map(|number| (0..TAGS).map(move |tag| row(number, tag) as u8)));
        let model = Model::new(&bytes).unwrap();
        assert_eq!(model.rows.len(), 256 - 51, "the empty rows are left out");
        for first in [5u64, 6, 7, 8, 9, 200] {
            // Features beyond the table are folded into it; one that says nothing has no row.
            let mut hashes = std::array::from_fn(|at| first + 256 * 5 * (at as u64 % 3));
            hashes[3] = NOTHING;
            hashes[4] = first + 1;
            let mut found = Vec::new();
            model.find_rows(&hashes, &mut found);
            let sum = |tag: usize| {
                let rows = hashes.iter().filter(|hash| **hash != NOTHING);
                rows.map(|hash| f32::from(row((hash % 256) as usize, tag))).sum::<f32>()
            };
            assert_eq!(model.sum(&found), std::array::from_fn(sum));
        }
    }

    #[test]
    fn what_is_no_model_is_refused() {
        assert!(matches!(Model::new(b"presNER"), Err(BadModel::Version)));
        assert!(matches!(Model::new(b"presNER\x00\x0c...."), Err(BadModel::Version)));
        assert!(matches!(Model::new(b"presNER\x01\x0c...."), Err(BadModel::Length { .. })));
    }
}
