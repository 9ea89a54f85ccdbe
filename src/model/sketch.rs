//! A text's sketch: so few numbers that two texts which share much of their wording can be found and compared by them.

/// Steps along two sketches after which it is seen whether it is worth going on.
const WALK: usize = 16;

/// The smallest hashes of a text's shingles (runs of words), in order, each once; empty where the text is too short to
/// be told from others by its wording.
///
/// Of a text with no more shingles than a sketch holds it has them all, and comparing is exact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The most hashes that a sketch holds.
    pub const LONGEST: usize = 128;

    /// Texts of fewer shingles have no sketch: two sentences of a service that sends hundreds like them.
    const SHORTEST: usize = 20;

    /// So many hashes, the smallest, find a text. Of two texts of which one holds six tenths of the other, two of
    /// twelve are shared in 97 of 100 cases; of texts that have a sentence in common, hardly ever.
    pub const KEYS: usize = 12;

    /// A text that is less than this part of another is not a version of it, though every word stands there.
    const SMALLEST_PART: usize = 5;

    /// Of a text's shingles.
    pub fn of_shingles(mut hashes: Vec<u32>) -> Sketch {
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() < Sketch::SHORTEST {
            return Sketch::default();
        }
        hashes.truncate(Sketch::LONGEST);
        Sketch(hashes)
    }

    /// Whether the text is too short to be compared.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The hashes under which the text is found.
    pub fn keys(&self) -> &[u32] {
        &self.0[..self.0.len().min(Sketch::KEYS)]
    }

    /// How much of the shorter text stands in the longer one, from 0 to 1 (Broder, 1997: containment); an estimate where
    /// one of them has more shingles than a sketch holds.
    pub fn containment(&self, other: &Sketch) -> f64 {
        self.containment_from(other, 0.0).unwrap_or(0.0)
    }

    /// [`Sketch::containment`], where it is at least so much: `None` is found out sooner.
    pub fn containment_from(&self, other: &Sketch, least: f64) -> Option<f64> {
        let reach = self.reach().min(other.reach());
        let within = |sketch: &Sketch| sketch.0.partition_point(|&hash| hash <= reach);
        let (own, others) = (&self.0[..within(self)], &other.0[..within(other)]);
        let (fewer, more) = if own.len() <= others.len() { (own, others) } else { (others, own) };
        if fewer.is_empty() || fewer.len() * Sketch::SMALLEST_PART < more.len() {
            return None;
        }
        let enough = (least * fewer.len() as f64).ceil() as usize;
        // Both are in order: one walk along them, without branches on what is found, which nobody could foresee.
        let (mut shared, mut at, mut at_more) = (0, 0, 0);
        while at < fewer.len() && at_more < more.len() {
            if shared + (fewer.len() - at) < enough {
                return None;
            }
            // No step goes further than one hash in either.
            for _ in 0..WALK.min(fewer.len() - at).min(more.len() - at_more) {
                let (hash, other) = (fewer[at], more[at_more]);
                shared += usize::from(hash == other);
                at += usize::from(hash <= other);
                at_more += usize::from(other <= hash);
            }
        }
        Some(shared as f64 / fewer.len() as f64).filter(|containment| *containment >= least)
    }

    /// Up to which hash it knows all of the text's.
    fn reach(&self) -> u32 {
        match self.0.last() {
            Some(&last) if self.0.len() == Sketch::LONGEST => last,
            _ => u32::MAX,
        }
    }

    /// As the archive keeps it: four bytes a hash, the lowest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    /// From what [`Sketch::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Sketch {
        let hashes =
            bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        Sketch(hashes.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Sketch;

    #[test]
    fn a_part_is_contained_whole_and_a_small_part_is_nothing() {
        let whole = Sketch::of_shingles((0..100).collect());
        let half = Sketch::of_shingles((0..50).collect());
        let other = Sketch::of_shingles((25..75).collect());
        assert_eq!(whole.containment(&half), 1.0);
        assert_eq!(half.containment(&other), 0.5);
        assert_eq!(whole.containment(&Sketch::of_shingles((0..19).collect())), 0.0);
    }

    #[test]
    fn of_long_texts_it_is_estimated_from_the_hashes_that_both_know() {
        // Every second hash of a long text, spread over all numbers.
        let spread = |n: u32| n.wrapping_mul(2_654_435_761);
        let long = Sketch::of_shingles((0..4000).map(spread).collect());
        let half = Sketch::of_shingles((0..2000).map(spread).collect());
        let both = long.containment(&half);
        assert!(both > 0.9, "{both}");
        assert_eq!(long.containment(&Sketch::of_shingles((0..400).map(spread).collect())), 0.0);
        assert_eq!(Sketch::from_bytes(&long.to_bytes()), long);
    }
}
