//! A linear model over hashed features: its file, and the scores that it gives to tokens.
//!
//! A row of the table holds what one hashed feature says for each tag, as signed bytes; a token's scores are the sum
//! of its features' rows. The surprising decision: what a word says of the tokens around it is added up once and
//! remembered with the word ([`Sums`]), so that only the features that take several words are looked up again and again.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use super::decode::{Transitions, allowed, best_sequence};
use super::features::{Features, Sink};
use super::lexicon::Lexicon;
use super::tags::{TAGS, Tag};
use super::words::{AROUND, EDGE, Form};

/// The first bytes of a model file; the last one is the version of its layout and features.
const MAGIC: [u8; 8] = *b"presNER\x02";

/// Why a file is no model for this presscut.
#[derive(Debug, thiserror::Error)]
pub enum BadModel {
    /// Not a model at all.
    #[error(
        "not an entity model: one is made by `cargo run --release --example train_entities` in presscut's sources"
    )]
    Foreign,
    /// Of another version.
    #[error(
        "an entity model of version {found}, and this presscut reads version {}: train it again with \
         `cargo run --release --example train_entities` in the sources of this presscut",
        MAGIC[7]
    )]
    Version {
        /// As its head tells.
        found: u8,
    },
    /// The right beginning, and then something else.
    #[error("an entity model that is cut off or damaged: copy it again")]
    Damaged,
}

/// Tags, and room up to a multiple of eight.
pub const WIDE: usize = TAGS.next_multiple_of(8);

/// What a feature says for each tag.
pub type Row = [i8; WIDE];

/// Scores while they are added up. A token has so few features that no sum reaches over its sixteen bits.
pub type Sum = [i16; WIDE];

/// What a word adds to the scores of the tokens around it, by its place there.
pub type Sums = [Sum; AROUND];

/// A model, laid out for use.
#[derive(Debug)]
pub struct Model {
    /// Tells it from other models of this process.
    id: u64,
    lexicon: Lexicon,
    transitions: Box<Transitions>,
    /// Open addressing: part of a feature's hash, and the number of its row, from 1 on; 0 is nothing.
    slots: Vec<u32>,
    rows: Vec<Row>,
    /// What the edges of a sentence add.
    edges: Sums,
}

/// How many bits of a slot are a row's number.
const ROW_BITS: u32 = 18;

/// A model has no more rows than fit their numbers.
pub const MOST_ROWS: usize = (1 << ROW_BITS) - 2;

impl Model {
    /// Lays a model out from the bytes of its file.
    ///
    /// # Errors
    /// Where they are no model, or one of another version.
    pub fn new(bytes: &[u8]) -> Result<Model, BadModel> {
        let (magic, rest) = bytes.split_first_chunk::<8>().ok_or(BadModel::Foreign)?;
        if magic[..7] != MAGIC[..7] {
            return Err(BadModel::Foreign);
        }
        if magic[7] != MAGIC[7] {
            return Err(BadModel::Version { found: magic[7] });
        }
        Model::laid_out(rest).ok_or(BadModel::Damaged)
    }

    fn laid_out(bytes: &[u8]) -> Option<Model> {
        let (lexicon, rest) = Lexicon::from_bytes(bytes)?;
        let (transitions, rest) = rest.split_at_checked(4 * TAGS * TAGS)?;
        let transitions: Vec<f32> =
            transitions.as_chunks().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
        let (slots, rest) = rest.split_first_chunk()?;
        let (rows, rest) = rest.split_first_chunk()?;
        let (slots, rows) = (u32::from_le_bytes(*slots) as usize, u32::from_le_bytes(*rows) as usize);
        let (slot_bytes, rest) = rest.split_at_checked(slots.checked_mul(4)?)?;
        if !slots.is_power_of_two() || rows > MOST_ROWS || rest.len() != rows.checked_mul(TAGS)? {
            return None;
        }
        let slots: Vec<u32> = slot_bytes.as_chunks().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect();
        let in_table = slots.iter().all(|slot| slot & ((1 << ROW_BITS) - 1) <= rows as u32);
        if !in_table || !slots.contains(&0) || transitions.iter().any(|weight| !weight.is_finite()) {
            return None;
        }
        let row = |bytes: &[u8; TAGS]| std::array::from_fn(|tag| bytes.get(tag).map_or(0, |byte| *byte as i8));
        let mut model = Model {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            lexicon,
            transitions: allowed(|from, to| transitions[from * TAGS + to]),
            slots,
            rows: rest.as_chunks().0.iter().map(row).collect(),
            edges: [[0; WIDE]; AROUND],
        };
        model.edges = model.sums(&EDGE);
        Some(model)
    }

    /// A model's bytes: `rows` are features and what they say, `transitions` one for each tag after each tag, on the
    /// same scale.
    pub fn bytes(lexicon: &Lexicon, transitions: &[f32], rows: &[(u64, Row)]) -> Vec<u8> {
        let size = (rows.len() * 5 / 4 + 1).next_power_of_two();
        let mut slots = vec![0u32; size];
        for ((hash, _), number) in rows.iter().zip(1..) {
            let mut at = slot_of(*hash, size);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = label(*hash) | number;
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(lexicon.to_bytes());
        bytes.extend(transitions.iter().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend((size as u32).to_le_bytes());
        bytes.extend((rows.len() as u32).to_le_bytes());
        bytes.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
        bytes.extend(rows.iter().flat_map(|(_, row)| row[..TAGS].iter().map(|weight| *weight as u8)));
        bytes
    }

    /// A number that no other model of this process has.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The words and phrases that the model knows.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What the edges of a sentence add to the scores of the tokens around them.
    pub fn edges(&self) -> &Sums {
        &self.edges
    }

    /// What a word adds to the scores of the tokens around it.
    pub fn sums(&self, form: &Form) -> Sums {
        let mut sink = Sink::default();
        std::array::from_fn(|place| {
            sink.0.clear();
            form.features(place, &mut sink);
            let mut sum = [0; WIDE];
            self.add(&sink.0, &mut sum);
            sum
        })
    }

    /// The best tags for a sentence.
    pub fn tag(&self, features: &Features, sentence: Range<usize>, scratch: &mut Scratch) -> Vec<Tag> {
        let Scratch { sink, scores, back } = scratch;
        scores.clear();
        for at in sentence.clone() {
            let mut sum = [0; WIDE];
            features.add_words(at, &sentence, self, &mut sum);
            sink.0.clear();
            features.in_context(at, &sentence, sink);
            self.add(&sink.0, &mut sum);
            scores.push(std::array::from_fn(|tag| f32::from(sum[tag])));
        }
        best_sequence(scores, &self.transitions, back)
    }

    /// Adds the rows of features to a sum.
    fn add(&self, features: &[u64], sum: &mut Sum) {
        for &feature in features {
            if let Some(row) = self.row(feature) {
                add_row(sum, row);
            }
        }
    }

    fn row(&self, feature: u64) -> Option<&Row> {
        let mut at = slot_of(feature, self.slots.len());
        let label = label(feature);
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if slot >> ROW_BITS << ROW_BITS == label {
                return self.rows.get((slot - label) as usize - 1);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// The slot at which a feature's search begins. Its lowest bits tell its family and not more.
fn slot_of(feature: u64, slots: usize) -> usize {
    (feature >> 3) as usize & (slots - 1)
}

/// The part of a feature's hash that a slot keeps.
fn label(feature: u64) -> u32 {
    (feature >> 32) as u32 >> ROW_BITS << ROW_BITS
}

fn add_row(sum: &mut Sum, row: &Row) {
    for (sum, weight) in sum.iter_mut().zip(row) {
        *sum += i16::from(*weight);
    }
}

/// Adds what a word says to a sum.
pub fn add_sum(sum: &mut Sum, other: &Sum) {
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += other;
    }
}

/// Room that is used again from sentence to sentence.
#[derive(Default)]
pub struct Scratch {
    sink: Sink,
    scores: Vec<[f32; TAGS]>,
    back: Vec<[u32; TAGS]>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_is_refused() {
        assert!(matches!(Model::new(b"presNE"), Err(BadModel::Foreign)));
        assert!(matches!(Model::new(b"presNER\x01\x0c...."), Err(BadModel::Version { found: 1 })));
        assert!(matches!(Model::new(b"presNER\x02\x0c...."), Err(BadModel::Damaged)));
    }
}
