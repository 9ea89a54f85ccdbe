//! The tagger: two passes of scoring and decoding over a document's candidate windows.
//!
//! Takes a document's features and a model; gives one tag a token. The surprising decision: the scores that single words
//! add to the tokens around them come from the [`EmissionCache`], so that only the features that combine several words
//! are looked up for each token.

use crate::entities::crf::bioes::{OUTSIDE, TAG_COUNT, Tag};
use crate::entities::crf::candidate_windows::CandidateWindow;
use crate::entities::crf::emission_cache::EmissionCache;
use crate::entities::crf::model::{Model, TagScores};
use crate::entities::crf::viterbi::decode_best_tags;
use crate::entities::features::DocumentFeatures;
use crate::entities::features::second_pass::SecondPass;
use crate::entities::features::sink::FeatureSink;

/// The best tags for a document, one for each of its tokens.
pub(crate) fn tag_tokens(model: &Model, features: &DocumentFeatures, cache: &mut EmissionCache) -> Vec<Tag> {
    let mut back = Vec::new();
    let (first, mut scores) = tag_first_pass(model, features, cache, &mut back);
    let second = SecondPass::new(features, &first);
    let mut tags = first.clone();
    let mut sink = FeatureSink::default();
    let mut rest = &mut scores[..];
    for CandidateWindow { tokens, .. } in features.candidate_windows() {
        let (scores, others) = rest.split_at_mut(tokens.len());
        rest = others;
        let mut changed = false;
        for (at, scores) in tokens.clone().zip(scores.iter_mut()) {
            sink.0.clear();
            second.put_features(features, at, &mut sink);
            changed |= !sink.0.is_empty();
            model.add_rows(&sink.0, scores);
        }
        // Where nothing was added, the best tags are those of the first pass.
        if changed {
            decode(model, scores, &mut tags[tokens.clone()], &mut back);
        }
    }
    tags
}

/// The tags of the first pass, and the scores of the tokens in candidate windows, one window after the other.
fn tag_first_pass(
    model: &Model,
    features: &DocumentFeatures,
    cache: &mut EmissionCache,
    back: &mut Vec<[u32; TAG_COUNT]>,
) -> (Vec<Tag>, Vec<TagScores>) {
    let mut sink = FeatureSink::default();
    let mut tags = vec![OUTSIDE; features.token_count()];
    let mut all_scores: Vec<TagScores> = Vec::new();
    cache.prepare_for(features);
    for CandidateWindow { tokens, sentence } in features.candidate_windows() {
        let start = all_scores.len();
        cache.fill(features, tokens, sentence, model);
        for at in tokens.clone() {
            let mut scores = cache.sum_around(features, at, sentence, model);
            sink.0.clear();
            features.put_contextual(at, sentence, &mut sink);
            model.add_rows(&sink.0, &mut scores);
            all_scores.push(scores);
        }
        decode(model, &all_scores[start..], &mut tags[tokens.clone()], back);
    }
    (tags, all_scores)
}

fn decode(model: &Model, scores: &[TagScores], tags: &mut [Tag], back: &mut Vec<[u32; TAG_COUNT]>) {
    let score = |at: usize| std::array::from_fn(|tag| f32::from(scores[at][tag]));
    decode_best_tags(score, model.transitions(), tags, back);
}
