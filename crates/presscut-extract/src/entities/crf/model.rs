//! The linear model: its file, and the scores that it gives to hashed features.
//!
//! A row of its table holds what one hashed feature says for each tag, as signed bytes; a token's scores are the sum of
//! its features' rows. The surprising decision: the model is used as it lies in its file. Nothing is unpacked when it is
//! loaded, and an embedded model takes no memory beside the binary.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::entities::crf::bioes::TAG_COUNT;
use crate::entities::crf::viterbi::{Transitions, weigh_transitions};
use crate::entities::features::sink::FeatureSink;
use crate::entities::features::word_types::{CONTEXT_POSITIONS, EDGE, WordType};
use crate::entities::features::{RUN_POSITIONS, put_sentence_group};
use crate::entities::gazetteer::{Gazetteer, word_group::COARSE_GROUPS};

/// The first bytes of a model file; the last one is the version of its layout and features.
const MAGIC: [u8; 8] = *b"presNER\x04";

/// Why some bytes are no entity model for this version of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEntityModel {
    /// Not a model at all.
    #[error(
        "not an entity model: one is made by `cargo run --release -p presscut-train --bin train_entities` in \
         presscut's sources"
    )]
    Foreign,
    /// A model of another version.
    #[error(
        "an entity model of version {found}, and this presscut reads version {}: train it again with \
         `cargo run --release -p presscut-train --bin train_entities` in the sources of this presscut",
        MAGIC[7]
    )]
    Version {
        /// The version that its first bytes say.
        found: u8,
    },
    /// It begins as a model does and goes on as something else.
    #[error("an entity model that is cut off or damaged: copy it again")]
    Damaged,
}

/// The width of a row: one weight for each tag, padded to a multiple of eight.
pub const ROW_WIDTH: usize = TAG_COUNT.next_multiple_of(8);

/// What a feature says for each tag.
#[cfg(any(test, feature = "train"))]
pub type Row = [i8; ROW_WIDTH];

/// A token's scores for each tag. A token has so few features that no sum exceeds sixteen bits.
pub type TagScores = [i16; ROW_WIDTH];

/// What a word adds to the scores of the tokens around it, by its position there.
pub type WordEmissions = [TagScores; CONTEXT_POSITIONS];

/// What a word of a coarse group anywhere in a sentence adds to the scores of a token in a run of capitals, by the token's
/// position there.
pub type GroupEmissions = [TagScores; RUN_POSITIONS];

/// A model, as it lies in its file.
#[derive(Debug)]
pub struct Model {
    /// Tells this model from the others of this process.
    id: u64,
    bytes: Cow<'static, [u8]>,
    /// Where the gazetteer lies in `bytes`.
    gazetteer: Range<usize>,
    /// Where the slots lie: open addressing, part of a feature's hash and the number of its row, from 1 on; 0 is empty.
    slots: Range<usize>,
    /// Where the rows lie.
    rows: Range<usize>,
    /// Which labels the slots have, as far as [`label_place`] tells them apart: one bit for each. It is small enough for the
    /// processor's cache, and half of all features have no row.
    labels: Box<[u64]>,
    transitions: Box<Transitions>,
    /// What the edges of a sentence add to the scores of the tokens near them.
    edges: WordEmissions,
    /// For each coarse group. Sentences have a dozen of them and names have few words, so the sums are made from this
    /// table and not from the rows.
    groups: Vec<GroupEmissions>,
}

/// Five bytes: with four, so few would be left for the hash that many features without a row would be mistaken for
/// others.
type Slot = [u8; 5];

/// The bits of a slot that hold a row's number.
const ROW_BITS: u32 = 18;

/// The most rows that a model can have.
const MAX_ROWS: usize = (1 << ROW_BITS) - 2;

impl Model {
    /// Reads a model from the bytes of its file, borrowed from the binary or owned.
    ///
    /// # Errors
    /// Where they are no model, a damaged one, or one of another version.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Model, BadEntityModel> {
        let bytes = bytes.into();
        let magic = bytes.first_chunk::<8>().ok_or(BadEntityModel::Foreign)?;
        if magic[..7] != MAGIC[..7] {
            return Err(BadEntityModel::Foreign);
        }
        if magic[7] != MAGIC[7] {
            return Err(BadEntityModel::Version { found: magic[7] });
        }
        Model::lay_out(bytes).ok_or(BadEntityModel::Damaged)
    }

    /// Finds the parts of a model; `None` where they do not fit together.
    fn lay_out(bytes: Cow<'static, [u8]>) -> Option<Model> {
        let (_, rest) = Gazetteer::from_bytes(&bytes[MAGIC.len()..])?;
        let gazetteer = MAGIC.len()..bytes.len() - rest.len();
        let (transitions, rest) = rest.split_at_checked(4 * TAG_COUNT * TAG_COUNT)?;
        let transitions: Vec<f32> =
            transitions.as_chunks().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
        let (slot_count, rest) = rest.split_first_chunk()?;
        let (row_count, rest) = rest.split_first_chunk()?;
        let slot_count = u32::from_le_bytes(*slot_count) as usize;
        let row_count = u32::from_le_bytes(*row_count) as usize;
        let slots_start = bytes.len() - rest.len();
        let (_, rest) = rest.split_at_checked(slot_count.checked_mul(size_of::<Slot>())?)?;
        let rows_start = bytes.len() - rest.len();
        let fits = slot_count.is_power_of_two()
            && row_count <= MAX_ROWS
            && rest.len() == row_count.checked_mul(ROW_WIDTH)?;
        if !fits || transitions.iter().any(|weight| !weight.is_finite()) {
            return None;
        }
        let mut model = Model {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            gazetteer,
            slots: slots_start..rows_start,
            rows: rows_start..bytes.len(),
            labels: mark_labels(bytes[slots_start..rows_start].as_chunks().0),
            transitions: weigh_transitions(|from, to| transitions[from * TAG_COUNT + to]),
            edges: [[0; ROW_WIDTH]; CONTEXT_POSITIONS],
            groups: Vec::new(),
            bytes,
        };
        model.edges = model.word_emissions(&EDGE);
        model.groups = (0..COARSE_GROUPS).map(|group| model.sum_group_rows(group)).collect();
        Some(model)
    }

    /// The bytes of a model file: `rows` are hashed features and what they say, `transitions` what each tag after each
    /// tag adds, on the same scale.
    #[cfg(any(test, feature = "train"))]
    pub fn to_bytes(gazetteer: &[u8], transitions: &[f32], rows: &[(u64, Row)]) -> Vec<u8> {
        let size = (rows.len() * 5 / 4 + 1).next_power_of_two();
        let mut slots = vec![0u64; size];
        for ((hash, _), number) in rows.iter().zip(1..) {
            let mut at = first_slot(*hash, size);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = slot_label(*hash) | number;
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(gazetteer);
        bytes.extend(transitions.iter().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend((size as u32).to_le_bytes());
        bytes.extend((rows.len() as u32).to_le_bytes());
        bytes.extend(slots.iter().flat_map(|slot| slot.to_le_bytes().into_iter().take(size_of::<Slot>())));
        bytes.extend(rows.iter().flat_map(|(_, row)| row.iter().map(|weight| *weight as u8)));
        bytes
    }

    /// A number that no other model of this process has.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The words and phrases that the model knows.
    pub fn gazetteer(&self) -> Gazetteer<'_> {
        // The same bytes were read when the model was loaded.
        Gazetteer::from_bytes(&self.bytes[self.gazetteer.clone()])
            .map_or(Gazetteer::EMPTY, |(gazetteer, _)| gazetteer)
    }

    /// The weights of the transitions between tags.
    pub fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// What the edges of a sentence add to the scores of the tokens near them.
    pub fn edge_emissions(&self) -> &WordEmissions {
        &self.edges
    }

    /// What the words of each coarse group add to the scores of tokens in the same sentence.
    pub fn group_emissions(&self) -> &[GroupEmissions] {
        &self.groups
    }

    fn sum_group_rows(&self, group: usize) -> GroupEmissions {
        std::array::from_fn(|position| {
            let (mut sink, mut scores) = (FeatureSink::default(), [0; ROW_WIDTH]);
            put_sentence_group(group, position, &mut sink);
            self.add_rows(&sink.0, &mut scores);
            scores
        })
    }

    /// What a word adds to the scores of the tokens around it.
    pub fn word_emissions(&self, word: &WordType) -> WordEmissions {
        const USUAL_FEATURES: usize = 64;
        let mut sink = FeatureSink(Vec::with_capacity(USUAL_FEATURES));
        std::array::from_fn(|position| {
            sink.0.clear();
            word.put_features(position, &mut sink);
            let mut scores = [0; ROW_WIDTH];
            self.add_rows(&sink.0, &mut scores);
            scores
        })
    }

    /// Adds the rows of some features to a token's scores. First all slots are read, then the first and last byte of all
    /// rows, and only then are rows summed: so the processor fetches many of them at a time, instead of waiting for each.
    pub fn add_rows(&self, features: &[u64], scores: &mut TagScores) {
        let slots: &[Slot] = self.bytes[self.slots.clone()].as_chunks().0;
        let rows: &[[u8; ROW_WIDTH]] = self.bytes[self.rows.clone()].as_chunks().0;
        let mut total = *scores;
        for features in features.chunks(BATCH_FEATURES) {
            let mut likely = [0; BATCH_FEATURES];
            let mut count = 0;
            for &feature in features {
                likely[count] = feature;
                count += usize::from(self.may_have_row(feature));
            }
            let mut found = [0; BATCH_FEATURES];
            for (slot, &feature) in found.iter_mut().zip(&likely[..count]) {
                *slot = slot_value(&slots[first_slot(feature, slots.len())]);
            }
            let mut batch = [&[0; ROW_WIDTH]; BATCH_FEATURES];
            let mut numbered = 0;
            for (&feature, &slot) in likely[..count].iter().zip(&found) {
                let number = find_row(slots, feature, slot) as usize;
                if let Some(row) = number.checked_sub(1).and_then(|at| rows.get(at)) {
                    batch[numbered] = row;
                    numbered += 1;
                }
            }
            // Without a branch between them, the processor asks for all of them at once.
            let touched = batch[..numbered].iter().fold(0, |all, row| all ^ row[0] ^ row[ROW_WIDTH - 1]);
            std::hint::black_box(touched);
            for row in &batch[..numbered] {
                for (score, weight) in total.iter_mut().zip(*row) {
                    *score = score.wrapping_add(i16::from(*weight as i8));
                }
            }
        }
        *scores = total;
    }

    /// Whether a feature can have a row; one in fourteen of those that have none seems to.
    #[inline]
    fn may_have_row(&self, feature: u64) -> bool {
        let place = label_place(slot_label(feature));
        self.labels.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

/// The bits of a label that [`label_place`] keeps.
const LABEL_PLACE_BITS: u32 = 21;

/// The place of a slot's label in [`Model::labels`].
#[inline]
fn label_place(slot: u64) -> usize {
    (slot >> (8 * size_of::<Slot>() as u32 - LABEL_PLACE_BITS)) as usize
}

fn mark_labels(slots: &[Slot]) -> Box<[u64]> {
    let mut labels = vec![0; (1 << LABEL_PLACE_BITS) / 64];
    for slot in slots.iter().map(slot_value).filter(|slot| *slot != 0) {
        let place = label_place(slot);
        labels[place / 64] |= 1 << (place % 64);
    }
    labels.into_boxed_slice()
}

/// The number of a feature's row, from 1 on, or 0; `slot` is the value of the slot where its search begins.
#[inline]
fn find_row(slots: &[Slot], feature: u64, mut slot: u64) -> u32 {
    let (start, label) = (first_slot(feature, slots.len()), slot_label(feature));
    // At most once around the table: a damaged file may have no empty slot.
    for step in 1..=slots.len() {
        if slot == 0 {
            return 0;
        }
        if slot >> ROW_BITS << ROW_BITS == label {
            return (slot - label) as u32;
        }
        slot = slot_value(&slots[(start + step) & (slots.len() - 1)]);
    }
    0
}

/// Features that are looked up together.
const BATCH_FEATURES: usize = 64;

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// The slot where the search for a feature begins. The lowest bits of its hash are its family and are not used.
fn first_slot(feature: u64, slots: usize) -> usize {
    (feature >> 3) as usize & (slots - 1)
}

/// The part of a feature's hash that its slot holds, in its place there.
fn slot_label(feature: u64) -> u64 {
    feature >> (64 - 8 * size_of::<Slot>()) >> ROW_BITS << ROW_BITS
}

fn slot_value(slot: &Slot) -> u64 {
    let [low @ .., high] = *slot;
    u64::from(u32::from_le_bytes(low)) | u64::from(high) << 32
}

/// Adds one token's scores to another's.
pub fn add_scores(scores: &mut TagScores, other: &TagScores) {
    for (score, other) in scores.iter_mut().zip(other) {
        *score = score.wrapping_add(*other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gazetteer with one slot, which is empty.
    const GAZETTEER: [u8; 16] = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    fn with_rows(rows: &[(u64, Row)]) -> Vec<u8> {
        let transitions = [0.0; TAG_COUNT * TAG_COUNT];
        Model::to_bytes(&GAZETTEER, &transitions, rows)
    }

    #[test]
    fn the_scores_of_a_token_are_the_sums_of_its_rows() {
        let row = |number: usize| -> Row { std::array::from_fn(|tag| (number * 7 + tag * 3) as u8 as i8) };
        // Features whose searches begin at the same slot.
        let features: Vec<u64> = (1..40u64).map(|number| number << 50 | (number % 5) << 3).collect();
        let rows: Vec<(u64, Row)> =
            features.iter().enumerate().map(|(number, &feature)| (feature, row(number))).collect();
        let model = Model::from_bytes(with_rows(&rows)).unwrap();
        let mut scores = [0; ROW_WIDTH];
        // One of them has no row.
        model.add_rows(&[features[3], features[8], features[13], 77 << 50, features[3]], &mut scores);
        let expected: TagScores =
            std::array::from_fn(|tag| [3, 8, 13, 3].iter().map(|&number| i16::from(row(number)[tag])).sum());
        assert_eq!(scores, expected);
    }

    #[test]
    fn damaged_bytes_are_refused_or_read_without_a_panic() {
        let whole = with_rows(&[(8, [1; ROW_WIDTH]), (16, [2; ROW_WIDTH])]);
        for length in 0..whole.len() {
            assert!(Model::from_bytes(whole[..length].to_vec()).is_err(), "cut to {length} bytes");
        }
        for at in 8..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] = 0xff;
            if let Ok(model) = Model::from_bytes(damaged) {
                model.gazetteer().get(77);
                model.add_rows(&[8, 16, 24], &mut [0; ROW_WIDTH]);
            }
        }
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        assert!(matches!(Model::from_bytes(&b"presNE"[..]), Err(BadEntityModel::Foreign)));
        assert!(matches!(
            Model::from_bytes(&b"presNER\x01\x0c...."[..]),
            Err(BadEntityModel::Version { found: 1 })
        ));
        assert!(matches!(Model::from_bytes(&b"presNER\x04\x0c...."[..]), Err(BadEntityModel::Damaged)));
    }
}
