//! What words say of the tokens around them, as a model tells: added up once for a word, and not once for each time that
//! it stands in a text.
//!
//! Each thread remembers it for the words that it has met near names. The surprising part is that this makes no
//! difference to what is found: sums of whole numbers are the same in any order.

use std::ops::Range;

use crate::entities::crf::model::{Model, Sum, Sums, WIDE, add_sum};
use crate::entities::features::Features;
use crate::entities::features::word_types::AROUND;

/// A single text can have more words than that; of the others it is added up again each time.
const REMEMBERED: usize = 1 << 15;

/// What words say.
#[derive(Debug, Default)]
pub struct Said {
    sums: Vec<Sums>,
    /// For each number of a form where its sums are, from 1 on; 0 where they are not yet added up.
    places: Vec<u32>,
    generation: (u64, u64),
}

impl Said {
    /// Forgets all if the numbers of forms mean others than before.
    pub fn begin(&mut self, features: &Features) {
        if self.generation != features.generation() {
            self.sums.clear();
            self.places.clear();
            self.generation = features.generation();
        }
        self.places.resize(features.forms(), 0);
    }

    /// Adds up what the words in and around some tokens say, where it is not known yet.
    pub fn listen(
        &mut self,
        features: &Features,
        tokens: &Range<usize>,
        sentence: &Range<usize>,
        model: &Model,
    ) {
        let around = tokens.start.saturating_sub(2).max(sentence.start)..(tokens.end + 2).min(sentence.end);
        for at in around {
            let place = &mut self.places[features.form_number(at) as usize];
            if *place == 0 && self.sums.len() < REMEMBERED {
                self.sums.push(model.sums(features.form(at)));
                *place = self.sums.len() as u32;
            }
        }
    }

    /// What the words around a token say of it.
    pub fn of(&self, features: &Features, at: usize, sentence: &Range<usize>, model: &Model) -> Sum {
        let mut sum = [0; WIDE];
        for place in 0..AROUND {
            let Some(at) = (at + place).checked_sub(2).filter(|at| sentence.contains(at)) else {
                add_sum(&mut sum, &model.edges()[place]);
                continue;
            };
            let known = (self.places[features.form_number(at) as usize] as usize).checked_sub(1);
            match known.and_then(|known| self.sums.get(known)) {
                Some(sums) => add_sum(&mut sum, &sums[place]),
                None => add_sum(&mut sum, &model.sums(features.form(at))[place]),
            }
        }
        sum
    }
}
