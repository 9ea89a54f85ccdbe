//! A linear model over hashed features, and the best sequence of tags under it.
//!
//! A row of the table holds what one hashed feature says for each tag, as signed bytes; a token's scores are the sum
//! of its features' rows. Between tokens only transitions that make sense are allowed (an End follows its Begin), each
//! with a weight of its own, and Viterbi's algorithm finds the best sequence of a sentence.

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

/// A model, laid out for use over the bytes of its file.
#[derive(Debug, Clone, Copy)]
pub struct Model<'b> {
    rows: &'b [u8],
    transitions: &'b [u8],
    mask: u64,
}

impl<'b> Model<'b> {
    /// Takes a model's bytes as they are.
    ///
    /// # Errors
    /// Where they are no model, or one of another version.
    pub fn new(bytes: &'b [u8]) -> Result<Model<'b>, BadModel> {
        let (head, rest) = bytes.split_first_chunk::<9>().ok_or(BadModel::Version)?;
        let (magic, bits) = (&head[..8], head[8]);
        if magic != MAGIC || !(8..=24).contains(&bits) {
            return Err(BadModel::Version);
        }
        let expected = TRANSITIONS + (TAGS << bits);
        if rest.len() != expected {
            return Err(BadModel::Length { expected, found: rest.len() });
        }
        let (transitions, rows) = rest.split_at(TRANSITIONS);
        Ok(Model { rows, transitions, mask: (1 << bits) - 1 })
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
        scratch.scores.clear();
        let mut hashes = [0; FEATURES];
        for at in sentence.clone() {
            features.of(at, &sentence, &mut hashes);
            let mut sums = [0i16; TAGS];
            for hash in hashes.into_iter().filter(|hash| *hash != NOTHING) {
                let row = (hash & self.mask) as usize * TAGS;
                // A row of known length is added up in a few steps.
                if let Some(row) = self.rows.get(row..).and_then(|rest| rest.first_chunk::<TAGS>()) {
                    for (sum, &weight) in sums.iter_mut().zip(row) {
                        *sum += i16::from(weight as i8);
                    }
                }
            }
            scratch.scores.push(sums.map(f32::from));
        }
        let weight = |from: usize, to: usize| f32::from(self.transitions[from * TAGS + to] as i8);
        let transitions = scratch.transitions.get_or_insert_with(|| allowed(weight));
        best_sequence(&scratch.scores, transitions, &mut scratch.back)
    }
}

/// Room that is used again from sentence to sentence, for one model.
#[derive(Default)]
pub struct Scratch {
    scores: Vec<[f32; TAGS]>,
    transitions: Option<Box<Transitions>>,
    back: Vec<[Tag; TAGS]>,
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

/// A weight for every tag after every tag; those that make no sense are infinitely bad.
pub type Transitions = [[f32; TAGS]; TAGS];

/// The transitions that make sense, with their weights.
pub fn allowed(weight: impl Fn(usize, usize) -> f32) -> Box<Transitions> {
    let one = |from: usize, to: usize| {
        if may_follow(from as Tag, to as Tag) { weight(from, to) } else { f32::NEG_INFINITY }
    };
    Box::new(std::array::from_fn(|from| std::array::from_fn(|to| one(from, to))))
}

/// Viterbi's algorithm. Of sequences that are equally good, the one with the lower tags.
pub fn best_sequence(
    scores: &[[f32; TAGS]],
    transitions: &Transitions,
    back: &mut Vec<[Tag; TAGS]>,
) -> Vec<Tag> {
    let Some(first) = scores.first() else { return Vec::new() };
    back.clear();
    let mut best: [f32; TAGS] =
        std::array::from_fn(|tag| first[tag] + transitions[usize::from(OUTSIDE)][tag]);
    for row in &scores[1..] {
        // As wide as the scores, so that both are chosen in the same step.
        let mut pointers = [0u32; TAGS];
        let mut next = [f32::NEG_INFINITY; TAGS];
        for (from, weights) in transitions.iter().enumerate() {
            let so_far = best[from];
            if so_far == f32::NEG_INFINITY {
                continue;
            }
            // All tags at once: the processor compares several in one step.
            for tag in 0..TAGS {
                let score = so_far + weights[tag];
                let better = score > next[tag];
                next[tag] = if better { score } else { next[tag] };
                pointers[tag] = if better { from as u32 } else { pointers[tag] };
            }
        }
        for (score, own) in next.iter_mut().zip(row) {
            *score += own;
        }
        back.push(pointers.map(|from| from as Tag));
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
        last = usize::from(pointers[last]);
        tags.push(last as Tag);
    }
    tags.reverse();
    tags
}

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

    #[test]
    fn what_is_no_model_is_refused() {
        assert!(matches!(Model::new(b"presNER"), Err(BadModel::Version)));
        assert!(matches!(Model::new(b"presNER\x00\x0c...."), Err(BadModel::Version)));
        assert!(matches!(Model::new(b"presNER\x01\x0c...."), Err(BadModel::Length { .. })));
    }
}
