//! Where features go: each is a template's number and a value, hashed to 64 bits.
//!
//! Takes template numbers and values; collects hashes. The surprising part: the lowest three bits of a hash are the
//! feature's family, so that training can leave a family out and measure what it is worth.

use crate::hashing::mix_hashes;

/// What kind of evidence a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeatureFamily {
    /// The word and its neighbours.
    Word,
    /// Letters, affixes, capitals.
    Shape,
    /// Clusters of words that are used alike.
    Cluster,
    /// Lists of facts.
    List,
    /// The run of capitalised words.
    Run,
    /// The same word elsewhere in the document.
    Document,
    /// What the first pass found elsewhere in the document.
    Second,
}

impl FeatureFamily {
    /// Every family, in the order of their numbers.
    #[cfg(any(test, feature = "train"))]
    pub const ALL: [FeatureFamily; 7] = [
        FeatureFamily::Word,
        FeatureFamily::Shape,
        FeatureFamily::Cluster,
        FeatureFamily::List,
        FeatureFamily::Run,
        FeatureFamily::Document,
        FeatureFamily::Second,
    ];

    /// The family of a hashed feature.
    #[cfg(any(test, feature = "train"))]
    pub fn of_feature(feature: u64) -> FeatureFamily {
        FeatureFamily::ALL[(feature & 7) as usize % FeatureFamily::ALL.len()]
    }
}

/// Collects hashed features.
#[derive(Debug, Default)]
pub struct FeatureSink(pub Vec<u64>);

impl FeatureSink {
    /// Adds a feature: its template's number and its value.
    pub fn put(&mut self, family: FeatureFamily, template: u64, value: u64) {
        let hash = mix_hashes(value, template << 32 | 0x9e37);
        self.0.push(hash & !7 | family as u64);
    }

    /// Adds a feature unless its value is 0. Absence has no weight: if it had, the many things that are absent would
    /// outweigh the few that are present.
    pub fn put_nonzero(&mut self, family: FeatureFamily, template: u64, value: u64) {
        if value != 0 {
            self.put(family, template, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_knows_its_family_and_absence_is_no_feature() {
        let mut sink = FeatureSink::default();
        for family in FeatureFamily::ALL {
            sink.put(family, 1001, 77);
        }
        sink.put_nonzero(FeatureFamily::Word, 1001, 0);
        let families: Vec<FeatureFamily> =
            sink.0.iter().map(|hash| FeatureFamily::of_feature(*hash)).collect();
        assert_eq!(families, FeatureFamily::ALL);
    }
}
