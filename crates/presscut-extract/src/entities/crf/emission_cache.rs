//! The emission cache: the scores that a word adds to the tokens around it, computed once for each word.
//!
//! Each thread keeps them from text to text for the words that it has met near names. The surprising part: the cache
//! cannot change what is found, because sums of whole numbers are the same in any order.

use std::ops::Range;

use crate::entities::crf::model::{Model, ROW_WIDTH, TagScores, WordEmissions, add_scores};
use crate::entities::features::DocumentFeatures;
use crate::entities::features::word_types::CONTEXT_POSITIONS;

/// Words remembered at most. One text can have more; the emissions of the others are computed each time.
const MAX_CACHED_WORDS: usize = 1 << 15;

/// The emissions of words, by the numbers of their types.
#[derive(Debug, Default)]
pub struct EmissionCache {
    emissions: Vec<WordEmissions>,
    /// For each word type the index of its emissions, from 1 on; 0 where they are not computed yet.
    indices: Vec<u32>,
    generation: (u64, u64),
}

impl EmissionCache {
    /// Forgets everything if the numbers of word types have another meaning than before, or another model is used.
    pub fn prepare_for(&mut self, features: &DocumentFeatures) {
        if self.generation != features.generation() {
            self.emissions.clear();
            self.indices.clear();
            self.generation = features.generation();
        }
        self.indices.resize(features.word_type_count(), 0);
    }

    /// Computes the emissions of the words in and around some tokens, where they are not known yet.
    pub fn fill(
        &mut self,
        features: &DocumentFeatures,
        tokens: &Range<usize>,
        sentence: &Range<usize>,
        model: &Model,
    ) {
        let around = tokens.start.saturating_sub(2).max(sentence.start)..(tokens.end + 2).min(sentence.end);
        for at in around {
            let index = &mut self.indices[features.word_type_number(at) as usize];
            if *index == 0 && self.emissions.len() < MAX_CACHED_WORDS {
                self.emissions.push(model.word_emissions(features.word_type(at)));
                *index = self.emissions.len() as u32;
            }
        }
    }

    /// The sum of what the words around a token add to its scores.
    pub fn sum_around(
        &self,
        features: &DocumentFeatures,
        at: usize,
        sentence: &Range<usize>,
        model: &Model,
    ) -> TagScores {
        let mut scores = [0; ROW_WIDTH];
        for position in 0..CONTEXT_POSITIONS {
            let Some(at) = (at + position).checked_sub(2).filter(|at| sentence.contains(at)) else {
                add_scores(&mut scores, &model.edge_emissions()[position]);
                continue;
            };
            let index = (self.indices[features.word_type_number(at) as usize] as usize).checked_sub(1);
            match index.and_then(|index| self.emissions.get(index)) {
                Some(emissions) => add_scores(&mut scores, &emissions[position]),
                None => add_scores(&mut scores, &model.word_emissions(features.word_type(at))[position]),
            }
        }
        scores
    }
}
