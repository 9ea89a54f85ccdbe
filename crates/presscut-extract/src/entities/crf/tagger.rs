//! The tagger: two passes of scoring and decoding over a document's candidate windows.
//!
//! Takes a document's features and a model; gives one tag a token. The surprising decision: the scores that single words
//! add to the tokens around them come from the [`EmissionCache`], so that only the features that combine several words
//! are looked up for each token.

use std::ops::Range;

use crate::entities::crf::bioes::{OUTSIDE, TAG_COUNT, Tag};
use crate::entities::crf::candidate_windows::CandidateWindow;
use crate::entities::crf::emission_cache::EmissionCache;
use crate::entities::crf::model::{Model, ROW_WIDTH, TagScores, add_scores};
use crate::entities::crf::viterbi::decode_best_tags;
use crate::entities::features::{DocumentFeatures, RUN_POSITIONS, set_bits};
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
    let mut sentence_scores = SentenceScores::default();
    cache.prepare_for(features);
    for CandidateWindow { tokens, sentence } in features.candidate_windows() {
        let start = all_scores.len();
        sentence_scores.prepare_for(features, sentence);
        cache.fill(features, tokens, sentence, model);
        for at in tokens.clone() {
            let mut scores = cache.sum_around(features, at, sentence, model);
            if let Some(position) = features.run_position(at) {
                add_scores(&mut scores, sentence_scores.at_position(position, model));
            }
            sink.0.clear();
            features.put_contextual(at, sentence, &mut sink);
            model.add_rows(&sink.0, &mut scores);
            all_scores.push(scores);
        }
        decode(model, &all_scores[start..], &mut tags[tokens.clone()], back);
    }
    (tags, all_scores)
}

/// What the words of a sentence, by their groups, add to the scores of the tokens in its runs of capitals.
#[derive(Default)]
struct SentenceScores {
    sentence: Range<usize>,
    /// The coarse groups of its words, one bit each.
    groups: u128,
    /// The sums by position in a run, where they have been asked for.
    sums: [Option<TagScores>; RUN_POSITIONS],
}

impl SentenceScores {
    /// Looks at a sentence, unless it is the one that was looked at last.
    fn prepare_for(&mut self, features: &DocumentFeatures, sentence: &Range<usize>) {
        if self.sentence != *sentence {
            let groups = features.sentence_groups(sentence);
            *self = SentenceScores { sentence: sentence.clone(), groups, sums: Default::default() };
        }
    }

    fn at_position(&mut self, position: usize, model: &Model) -> &TagScores {
        let groups = self.groups;
        self.sums[position].get_or_insert_with(|| {
            let mut sum = [0; ROW_WIDTH];
            for emissions in set_bits(groups).filter_map(|group| model.group_emissions().get(group)) {
                add_scores(&mut sum, &emissions[position]);
            }
            sum
        })
    }
}

fn decode(model: &Model, scores: &[TagScores], tags: &mut [Tag], back: &mut Vec<[u32; TAG_COUNT]>) {
    let score = |at: usize| std::array::from_fn(|tag| f32::from(scores[at][tag]));
    decode_best_tags(score, model.transitions(), tags, back);
}
