//! A text's MinHash sketch (bottom-k): a few numbers by which two texts that share much of their wording are found and compared.

use crate::model::gap_code;

/// Steps along two sketches between two checks whether the least containment can still be reached.
const STEPS_PER_CHECK: usize = 16;

/// The smallest hashes of a text's shingles (runs of words), in order, each once; empty where the text is too short to
/// be distinguished from others by its wording.
///
/// Where a text has no more shingles than a sketch holds, the sketch has them all, and comparing is exact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MinHashSketch(Vec<u32>);

impl MinHashSketch {
    /// The most hashes that a sketch holds.
    pub const MAX_HASHES: usize = 128;

    /// Texts of fewer shingles have no sketch: two sentences of an agency that sends hundreds like them.
    const MIN_SHINGLES: usize = 20;

    /// The number of hashes, the smallest, under which a text is found in the index. Of two texts of which one holds six tenths of the other, two of
    /// twelve are shared in 97 of 100 cases; of texts that have a sentence in common, hardly ever.
    pub const INDEX_HASHES: usize = 12;

    /// A text whose sketch has this many times fewer hashes than another's is no version of it, even where the other contains
    /// every word.
    const MAX_LENGTH_RATIO: usize = 5;

    /// Of a text's shingles.
    pub fn of_shingles(mut hashes: Vec<u32>) -> MinHashSketch {
        // Most texts have several times as many hashes as a sketch holds: only the smallest of them are put in order. Some
        // more than needed, since a text can repeat itself.
        const SORTED_HASHES: usize = MinHashSketch::MAX_HASHES + MinHashSketch::MAX_HASHES / 2;
        if hashes.len() > 2 * SORTED_HASHES {
            hashes.select_nth_unstable(SORTED_HASHES);
            let mut least = hashes[..SORTED_HASHES].to_vec();
            least.sort_unstable();
            least.dedup();
            if least.len() >= MinHashSketch::MAX_HASHES {
                least.truncate(MinHashSketch::MAX_HASHES);
                return MinHashSketch(least);
            }
        }
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() < MinHashSketch::MIN_SHINGLES {
            return MinHashSketch::default();
        }
        hashes.truncate(MinHashSketch::MAX_HASHES);
        MinHashSketch(hashes)
    }

    /// Of hashes that [`MinHashSketch::hashes`] gave.
    pub fn from_hashes(mut hashes: Vec<u32>) -> MinHashSketch {
        hashes.sort_unstable();
        hashes.truncate(MinHashSketch::MAX_HASHES);
        MinHashSketch(hashes)
    }

    /// The hashes, the lowest first.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// Whether the text is too short to be compared.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The hashes under which the text is found in the index.
    pub fn index_hashes(&self) -> &[u32] {
        &self.0[..self.0.len().min(MinHashSketch::INDEX_HASHES)]
    }

    /// How much of the shorter text the longer one contains, from 0 to 1 (Broder, 1997: containment); an estimate where
    /// one of them has more shingles than a sketch holds.
    pub fn containment(&self, other: &MinHashSketch) -> f64 {
        self.containment_at_least(other, 0.0).unwrap_or(0.0)
    }

    /// [`MinHashSketch::containment`], where it is at least `least`: `None` is found sooner.
    pub fn containment_at_least(&self, other: &MinHashSketch, least: f64) -> Option<f64> {
        let limit = self.complete_up_to().min(other.complete_up_to());
        let within = |sketch: &MinHashSketch| sketch.0.partition_point(|&hash| hash <= limit);
        let (own, others) = (&self.0[..within(self)], &other.0[..within(other)]);
        let (fewer, more) = if own.len() <= others.len() { (own, others) } else { (others, own) };
        if fewer.is_empty() || fewer.len() * MinHashSketch::MAX_LENGTH_RATIO < more.len() {
            return None;
        }
        let enough = (least * fewer.len() as f64).ceil() as usize;
        // Both are in order: one merge of them, without branches on what is found, which no processor could predict.
        let (mut shared, mut at, mut at_more) = (0, 0, 0);
        while at < fewer.len() && at_more < more.len() {
            if shared + (fewer.len() - at) < enough {
                return None;
            }
            // No step goes further than one hash in either.
            for _ in 0..STEPS_PER_CHECK.min(fewer.len() - at).min(more.len() - at_more) {
                let (hash, other) = (fewer[at], more[at_more]);
                shared += usize::from(hash == other);
                at += usize::from(hash <= other);
                at_more += usize::from(other <= hash);
            }
        }
        Some(shared as f64 / fewer.len() as f64).filter(|containment| *containment >= least)
    }

    /// The highest hash up to which the sketch has all of the text's hashes.
    fn complete_up_to(&self) -> u32 {
        match self.0.last() {
            Some(&last) if self.0.len() == MinHashSketch::MAX_HASHES => last,
            _ => u32::MAX,
        }
    }

    /// As the archive keeps it: the gaps between the hashes, in Rice's code.
    pub fn to_bytes(&self) -> Vec<u8> {
        gap_code::encode(&self.0)
    }

    /// From what [`MinHashSketch::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> MinHashSketch {
        MinHashSketch::from_hashes(gap_code::decode(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::MinHashSketch;

    #[test]
    fn a_part_is_contained_whole_and_a_small_part_is_nothing() {
        let whole = MinHashSketch::of_shingles((0..100).collect());
        let half = MinHashSketch::of_shingles((0..50).collect());
        let other = MinHashSketch::of_shingles((25..75).collect());
        assert_eq!(whole.containment(&half), 1.0);
        assert_eq!(half.containment(&other), 0.5);
        assert_eq!(whole.containment(&MinHashSketch::of_shingles((0..19).collect())), 0.0);
    }

    #[test]
    fn of_long_texts_it_is_estimated_from_the_hashes_that_both_know() {
        // Every second hash of a long text, spread over all numbers.
        let spread = |n: u32| n.wrapping_mul(2_654_435_761);
        let long = MinHashSketch::of_shingles((0..4000).map(spread).collect());
        let half = MinHashSketch::of_shingles((0..2000).map(spread).collect());
        let both = long.containment(&half);
        assert!(both > 0.9, "{both}");
        assert_eq!(long.containment(&MinHashSketch::of_shingles((0..400).map(spread).collect())), 0.0);
        assert_eq!(MinHashSketch::from_bytes(&long.to_bytes()), long);
    }
}
