//! Packs trained weights into a model file: as signed bytes, and only those of the features that say most.
//!
//! The surprising decision: rows of frequent features come first, so that they lie together in the processor's cache.

use presscut_extract::training::entities::bioes::TAG_COUNT;
use presscut_extract::training::entities::model::{Model, Row as PackedRow};

use super::corpus::{Article, FeatureTable, FeaturedArticle, Part};
use super::crf::{Row, Weights};

/// How often each feature occurs in the articles to train on.
pub fn count_occurrences(seen: &[FeaturedArticle], articles: &[Article], features: usize) -> Vec<u32> {
    let mut often = vec![0; features];
    let train = seen.iter().zip(articles).filter(|(_, article)| article.part == Part::Train);
    for feature in train.flat_map(|(seen, _)| &seen.sentences).flat_map(|sentence| &sentence.features) {
        often[*feature as usize] += 1;
    }
    often
}

/// A model's bytes. Of the first pass at most `most` rows are kept, those with the largest weights and most occurrences.
pub fn pack_model(
    gazetteer: &[u8],
    (first, table, often): (&Weights, &FeatureTable, &[u32]),
    (second, second_table): (&Weights, &FeatureTable),
    most: usize,
) -> Vec<u8> {
    let scale = 127.0 / clipped_maximum(&first.rows);
    let packed =
        |row: &Row| -> PackedRow { row.map(|weight| (weight * scale).round().clamp(-127.0, 127.0) as i8) };
    let size = |number: &usize| {
        let largest = first.rows[*number].iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
        largest * (often[*number] as f32).sqrt()
    };
    let mut numbers: Vec<usize> = (0..first.rows.len()).collect();
    numbers.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    numbers.truncate(most);
    numbers.sort_by_key(|number| (std::cmp::Reverse(often[*number]), *number));
    let own = numbers.iter().map(|&number| (table.hashes[number], packed(&first.rows[number])));
    let of_second = second_table.hashes.iter().zip(&second.rows).map(|(hash, row)| (*hash, packed(row)));
    let rows: Vec<(u64, PackedRow)> =
        own.chain(of_second).filter(|(_, row)| row.iter().any(|weight| *weight != 0)).collect();
    let transitions: Vec<f32> = first.transitions.iter().flat_map(|row| row[..TAG_COUNT].to_vec()).collect();
    let transitions: Vec<f32> = transitions.iter().map(|weight| (weight * scale).round()).collect();
    println!("{} of {} rows", rows.len(), first.rows.len() + second.rows.len());
    Model::to_bytes(gazetteer, &transitions, &rows)
}

/// The largest weight, apart from a few that are far larger and are clipped, so that the many small ones keep their
/// differences.
fn clipped_maximum(rows: &[Row]) -> f32 {
    let mut sizes: Vec<f32> =
        rows.iter().flatten().map(|weight| weight.abs()).filter(|size| *size > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() * 99_999 / 100_000).copied().unwrap_or(1.0)
}
