//! A linear model over hashed features: its file, and the scores that it gives to tokens.
//!
//! A row of the table holds what one hashed feature says for each tag, as signed bytes; a token's scores are the sum
//! of its features' rows. The surprising decision: what a word says of the tokens around it is added up once and
//! remembered with the word ([`Said`]), so that only the features that take several words are looked up again and again.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::entities::crf::bioes::{OUTSIDE, TAGS, Tag};
use crate::entities::crf::candidate_windows::Island;
use crate::entities::crf::emission_cache::Said;
use crate::entities::crf::viterbi::{Transitions, allowed, best_sequence};
use crate::entities::features::second_pass::Second;
use crate::entities::features::word_types::{AROUND, EDGE, Form};
use crate::entities::features::{Features, Sink};
use crate::entities::gazetteer::Lexicon;

/// The first bytes of a model file; the last one is the version of its layout and features.
const MAGIC: [u8; 8] = *b"presNER\x03";

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

/// A model. It is used as it lies in its file: nothing is unpacked when it is loaded.
#[derive(Debug)]
pub struct Model {
    /// Tells it from other models of this process.
    id: u64,
    lexicon: Lexicon<'static>,
    transitions: Box<Transitions>,
    /// Open addressing: part of a feature's hash, and the number of its row, from 1 on; 0 is nothing.
    slots: &'static [Slot],
    rows: &'static [[u8; WIDE]],
    /// What the edges of a sentence add.
    edges: Sums,
}

/// Five bytes: four would leave so few for the hash that many features without a row were taken for others.
type Slot = [u8; 5];

/// How many bits of a slot are a row's number.
const ROW_BITS: u32 = 18;

/// A model has no more rows than fit their numbers.
pub const MOST_ROWS: usize = (1 << ROW_BITS) - 2;

impl Model {
    /// Reads a model from the bytes of its file, which stay for as long as the process lives, as the model does.
    ///
    /// # Errors
    /// Where they are no model, or one of another version.
    pub fn new(bytes: &'static [u8]) -> Result<Model, BadModel> {
        let (magic, rest) = bytes.split_first_chunk::<8>().ok_or(BadModel::Foreign)?;
        if magic[..7] != MAGIC[..7] {
            return Err(BadModel::Foreign);
        }
        if magic[7] != MAGIC[7] {
            return Err(BadModel::Version { found: magic[7] });
        }
        Model::laid_out(rest).ok_or(BadModel::Damaged)
    }

    fn laid_out(bytes: &'static [u8]) -> Option<Model> {
        let (lexicon, rest) = Lexicon::from_bytes(bytes)?;
        let (transitions, rest) = rest.split_at_checked(4 * TAGS * TAGS)?;
        let transitions: Vec<f32> =
            transitions.as_chunks().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
        let (slots, rest) = rest.split_first_chunk()?;
        let (rows, rest) = rest.split_first_chunk()?;
        let (slots, rows) = (u32::from_le_bytes(*slots) as usize, u32::from_le_bytes(*rows) as usize);
        let (slot_bytes, rest) = rest.split_at_checked(slots.checked_mul(size_of::<Slot>())?)?;
        let fits = slots.is_power_of_two() && rows <= MOST_ROWS && rest.len() == rows.checked_mul(WIDE)?;
        if !fits || transitions.iter().any(|weight| !weight.is_finite()) {
            return None;
        }
        let mut model = Model {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            lexicon,
            transitions: allowed(|from, to| transitions[from * TAGS + to]),
            slots: slot_bytes.as_chunks().0,
            rows: rest.as_chunks().0,
            edges: [[0; WIDE]; AROUND],
        };
        model.edges = model.sums(&EDGE);
        Some(model)
    }

    /// A model's bytes: `rows` are features and what they say, `transitions` what each tag after each tag adds, on
    /// the same scale.
    pub fn bytes(lexicon: &[u8], transitions: &[f32], rows: &[(u64, Row)]) -> Vec<u8> {
        let size = (rows.len() * 5 / 4 + 1).next_power_of_two();
        let mut slots = vec![0u64; size];
        for ((hash, _), number) in rows.iter().zip(1..) {
            let mut at = slot_of(*hash, size);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = label(*hash) | number;
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(lexicon);
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
    pub fn lexicon(&self) -> Lexicon<'static> {
        self.lexicon
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

    /// The best tags for a document, one for each of its tokens; `said` remembers what words say from document to document.
    pub fn tag(&self, features: &Features, said: &mut Said) -> Vec<Tag> {
        let (mut sink, mut back) = (Sink::default(), Vec::new());
        let mut first = vec![OUTSIDE; features.tokens()];
        let mut sums: Vec<Sum> = Vec::new();
        said.begin(features);
        for Island { tokens, sentence } in features.islands() {
            let start = sums.len();
            said.listen(features, tokens, sentence, self);
            for at in tokens.clone() {
                let mut sum = said.of(features, at, sentence, self);
                sink.0.clear();
                features.in_context(at, sentence, &mut sink);
                self.add(&sink.0, &mut sum);
                sums.push(sum);
            }
            self.best(&sums[start..], &mut first[tokens.clone()], &mut back);
        }
        let second = Second::new(features, &first);
        let mut tags = first.clone();
        let mut rest = &mut sums[..];
        for Island { tokens, .. } in features.islands() {
            let (sums, others) = rest.split_at_mut(tokens.len());
            rest = others;
            let mut more = false;
            for (at, sum) in tokens.clone().zip(sums.iter_mut()) {
                sink.0.clear();
                second.features(features, at, &mut sink);
                more |= !sink.0.is_empty();
                self.add(&sink.0, sum);
            }
            // Where nothing was added the best tags are those of the first pass.
            if more {
                self.best(sums, &mut tags[tokens.clone()], &mut back);
            }
        }
        tags
    }

    fn best(&self, sums: &[Sum], tags: &mut [Tag], back: &mut Vec<[u32; TAGS]>) {
        let score = |at: usize| std::array::from_fn(|tag| f32::from(sums[at][tag]));
        best_sequence(score, &self.transitions, tags, back);
    }

    /// Adds the rows of features to a sum. All slots are looked at first, then all rows: so the processor fetches many of
    /// them at a time.
    fn add(&self, features: &[u64], sum: &mut Sum) {
        let mut total = Total::default();
        for features in features.chunks(TOGETHER) {
            let mut slots = [0; TOGETHER];
            for (slot, &feature) in slots.iter_mut().zip(features) {
                *slot = number_of(&self.slots[slot_of(feature, self.slots.len())]);
            }
            let mut rows = [0; TOGETHER];
            let mut count = 0;
            for (&feature, &slot) in features.iter().zip(&slots) {
                rows[count] = self.row(feature, slot);
                count += usize::from(rows[count] > 0);
            }
            for row in rows[..count].iter().filter_map(|row| self.rows.get(*row as usize - 1)) {
                total.add(row);
            }
        }
        total.add_to(sum);
    }

    /// The number of a feature's row, from 1 on, or 0; `slot` is what stands where its search begins.
    fn row(&self, feature: u64, mut slot: u64) -> u32 {
        let (start, label) = (slot_of(feature, self.slots.len()), label(feature));
        // No further than once round the table: the bytes may be anybody's.
        for step in 1..=self.slots.len() {
            if slot == 0 {
                return 0;
            }
            if slot >> ROW_BITS << ROW_BITS == label {
                return (slot - label) as u32;
            }
            slot = number_of(&self.slots[(start + step) & (self.slots.len() - 1)]);
        }
        0
    }
}

/// So many features are looked up together.
const TOGETHER: usize = 32;

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// The slot at which a feature's search begins. Its lowest bits tell its family and not more.
fn slot_of(feature: u64, slots: usize) -> usize {
    (feature >> 3) as usize & (slots - 1)
}

/// The part of a feature's hash that a slot keeps, where it stands there.
fn label(feature: u64) -> u64 {
    feature >> (64 - 8 * size_of::<Slot>()) >> ROW_BITS << ROW_BITS
}

fn number_of(slot: &Slot) -> u64 {
    let [low @ .., high] = *slot;
    u64::from(u32::from_le_bytes(low)) | u64::from(high) << 32
}

/// Rows while they are added up, four weights in a number: a weight is counted from its least value on, so that no sum
/// runs over into the next.
#[derive(Debug, Default)]
struct Total {
    /// Of each eight weights the even ones, and the odd ones.
    lanes: [[u64; 2]; WIDE / 8],
    rows: i16,
}

/// What makes weights that count from zero of signed bytes.
const SIGNS: u64 = 0x8080_8080_8080_8080;
const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

impl Total {
    fn add(&mut self, row: &[u8; WIDE]) {
        let (eights, _) = row.as_chunks::<8>();
        for ([even, odd], eight) in self.lanes.iter_mut().zip(eights) {
            let weights = u64::from_le_bytes(*eight) ^ SIGNS;
            *even = even.wrapping_add(weights & EVEN);
            *odd = odd.wrapping_add(weights >> 8 & EVEN);
        }
        self.rows += 1;
    }

    fn add_to(&self, sum: &mut Sum) {
        let (eights, _) = sum.as_chunks_mut::<8>();
        for (eight, [even, odd]) in eights.iter_mut().zip(&self.lanes) {
            for at in 0..4 {
                let weight = |lanes: u64| {
                    ((lanes >> (16 * at)) as u16 as i16).wrapping_sub(self.rows.wrapping_mul(128))
                };
                eight[2 * at] = eight[2 * at].wrapping_add(weight(*even));
                eight[2 * at + 1] = eight[2 * at + 1].wrapping_add(weight(*odd));
            }
        }
    }
}

/// Adds what a word says to a sum.
pub fn add_sum(sum: &mut Sum, other: &Sum) {
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum = sum.wrapping_add(*other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::features::hash;
    use crate::entities::gazetteer::{Builder, phrase_hash};

    fn lexicon() -> Vec<u8> {
        let mut builder = Builder::default();
        builder.words(8, "mayor");
        builder
            .phrases(1, "New Ruvalia", |phrase| phrase.to_lowercase().split(' ').map(String::from).collect());
        builder.clusters("37 Mayor mayor");
        builder.build()
    }

    fn with_rows(rows: &[(u64, Row)]) -> Vec<u8> {
        let transitions = [0.0; TAGS * TAGS];
        Model::bytes(&lexicon(), &transitions, rows)
    }

    #[test]
    fn the_scores_of_a_token_are_the_sums_of_its_rows() {
        let row = |number: usize| -> Row { std::array::from_fn(|tag| (number * 7 + tag * 3) as u8 as i8) };
        // Features whose searches begin at the same slot, and one that has no row.
        let features: Vec<u64> = (1..40u64).map(|number| number << 50 | (number % 5) << 3).collect();
        let rows: Vec<(u64, Row)> =
            features.iter().enumerate().map(|(number, &feature)| (feature, row(number))).collect();
        let model = Model::new(with_rows(&rows).leak()).unwrap();
        let mut sum = [0; WIDE];
        model.add(&[features[3], features[8], features[13], 77 << 50, features[3]], &mut sum);
        let expected: Sum =
            std::array::from_fn(|tag| [3, 8, 13, 3].iter().map(|&number| i16::from(row(number)[tag])).sum());
        assert_eq!(sum, expected);
    }

    #[test]
    fn a_lexicon_knows_its_words_phrases_and_clusters() {
        let bytes = lexicon();
        let (lexicon, rest) = Lexicon::from_bytes(&bytes).unwrap();
        let word = |word: &str| hash(word.bytes());
        assert!(rest.is_empty());
        assert_eq!(lexicon.get(word("mayor")).map(|known| (known.lists, known.cluster)), Some((1 << 8, 37)));
        assert_eq!(lexicon.get(word("Mayor")).map(|known| (known.lists, known.cluster)), Some((0, 37)));
        assert_eq!(lexicon.get(word("new")).map(|known| (known.goes_on, known.phrases)), Some((true, 0)));
        let whole = phrase_hash(Some(word("new")), word("ruvalia"));
        assert_eq!(lexicon.get(whole).map(|known| (known.goes_on, known.phrases)), Some((false, 2)));
        assert_eq!(lexicon.get(word("harbour")), None);
    }

    #[test]
    fn bytes_that_were_damaged_are_refused_or_read_without_harm() {
        let whole = with_rows(&[(8, [1; WIDE]), (16, [2; WIDE])]);
        for length in 0..whole.len() {
            assert!(Model::new(whole[..length].to_vec().leak()).is_err(), "cut to {length} bytes");
        }
        for at in 8..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] = 0xff;
            if let Ok(model) = Model::new(damaged.leak()) {
                model.lexicon().get(77);
                model.add(&[8, 16, 24], &mut [0; WIDE]);
            }
        }
    }

    #[test]
    fn what_is_no_model_is_refused() {
        assert!(matches!(Model::new(b"presNE"), Err(BadModel::Foreign)));
        assert!(matches!(Model::new(b"presNER\x01\x0c...."), Err(BadModel::Version { found: 1 })));
        assert!(matches!(Model::new(b"presNER\x03\x0c...."), Err(BadModel::Damaged)));
    }
}
