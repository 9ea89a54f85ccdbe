//! Quotes drawn at random, for a person to check. The same archive and the same seed give the same sample.

use std::path::PathBuf;

use crate::archive::ArchiveError;
use crate::archive::schema::open;
use crate::query::lists::ListQuery;
use crate::query::lists::quotes;

/// What to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleRequest {
    /// The archive's file.
    pub archive: PathBuf,
    /// How many quotes.
    pub count: usize,
    /// Another seed gives another sample.
    pub seed: u64,
    /// Of this kind only; `None`: direct, partial and term.
    pub kind: Option<String>,
}

/// Draws a sample; quotes in copies of other articles are left out.
///
/// # Errors
/// Where there is no archive.
pub fn draw(request: &SampleRequest) -> Result<ListQuery, ArchiveError> {
    let archive = open::reading(&request.archive)?;
    let mut ids = quotes::numbers(&archive, request.kind.as_deref())?;
    keep_random(&mut ids, request.count, request.seed);
    Ok(quotes::sample(&ids))
}

/// Keeps `count` of them at random: the first steps of a Fisher–Yates shuffle, on numbers by SplitMix64.
fn keep_random(ids: &mut Vec<i64>, count: usize, seed: u64) {
    let mut state = seed;
    let mut random = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let count = count.min(ids.len());
    for at in 0..count {
        let left = (ids.len() - at) as u64;
        ids.swap(at, at + (random() % left) as usize);
    }
    ids.truncate(count);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_no_quote_twice_and_comes_again() {
        let all: Vec<i64> = (1..=50).collect();
        let drawn = |seed| {
            let mut ids = all.clone();
            keep_random(&mut ids, 20, seed);
            ids
        };
        let mut one = drawn(1);
        assert_eq!(one, drawn(1));
        assert_ne!(one, drawn(2));
        one.sort();
        one.dedup();
        assert_eq!(one.len(), 20);
        let mut few = vec![4, 5];
        keep_random(&mut few, 9, 3);
        assert_eq!(few.len(), 2);
    }
}
