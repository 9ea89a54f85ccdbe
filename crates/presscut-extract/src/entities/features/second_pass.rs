//! The second pass over a document: what the names that the first pass found say of the same words elsewhere.
//!
//! Takes the tags of the first pass; gives features whose scores are added to those of that pass. The surprising part:
//! a token's own tag does not count among the votes for its word, only the tags of the word's other occurrences do.

use crate::entities::crf::bioes;
use crate::entities::crf::bioes::{BioesPosition, NameClass, Tag};
use crate::entities::features::DocumentFeatures;
use crate::entities::features::sink::{FeatureFamily, FeatureSink};
use crate::entities::gazetteer::word_group;
use crate::hashing::mix_hashes as pair;

/// How often a word was tagged as part of a name of each class, and (last) as outside of any.
type Votes = [u16; NameClass::ALL.len() + 1];

/// The longest name that has a word.
#[derive(Debug, Clone, Copy, Default)]
struct LongestName {
    class: u8,
    position: u8,
    length: u8,
    start: u32,
    end: u32,
}

/// What the first pass found, by word.
#[derive(Debug)]
pub struct SecondPass<'t> {
    tags: &'t [Tag],
    votes: Vec<Votes>,
    longest: Vec<LongestName>,
}

/// The place of a tag's class among the votes.
fn vote_index(tag: Tag) -> usize {
    bioes::decode_tag(tag).map_or(NameClass::ALL.len(), |(class, _)| class as usize)
}

impl<'t> SecondPass<'t> {
    /// Counts what the first pass found; `tags` has one tag for each token of the document.
    pub fn new(features: &DocumentFeatures, tags: &'t [Tag]) -> SecondPass<'t> {
        let words = features.document_word_count();
        let mut second = SecondPass {
            tags,
            votes: vec![Votes::default(); words],
            longest: vec![LongestName::default(); words],
        };
        for (at, &tag) in tags.iter().enumerate() {
            if let Some(word) = features.capital_word(at) {
                let votes = &mut second.votes[word][vote_index(tag)];
                *votes = votes.saturating_add(1);
            }
        }
        for name in bioes::names_from_tags(tags, 0) {
            let length = (name.end - name.start).min(8) as u8;
            let (start, end) = (name.start as u32, name.end as u32);
            for (at, tag) in (name.start..).zip(&tags[name.start..name.end]) {
                let Some(word) = features.capital_word(at) else { continue };
                if second.longest[word].length < length {
                    let position = bioes::decode_tag(*tag).map_or(0, |(_, position)| position as u8);
                    second.longest[word] =
                        LongestName { class: name.class as u8, position, length, start, end };
                }
            }
        }
        second
    }

    /// Puts the features of a token. The tag that the first pass gave this very token is left out: learning from it means
    /// learning how the first pass errs, and on the texts it was trained on it errs differently.
    pub fn put_features(&self, features: &DocumentFeatures, at: usize, sink: &mut FeatureSink) {
        let Some(word) = features.capital_word(at) else { return };
        let mut votes = self.votes[word];
        let own = &mut votes[vote_index(self.tags[at])];
        *own = own.saturating_sub(1);
        let total: u32 = votes.iter().map(|votes| u32::from(*votes)).sum();
        // Ties go to the first class.
        let most = votes.iter().copied().max().unwrap_or(0);
        let winner = votes.iter().position(|votes| *votes == most).unwrap_or(0) as u64;
        if total > 0 {
            let sure = u64::from(u32::from(most) == total) << 1 | u64::from(u32::from(most) * 2 > total);
            let vote = winner << 8 | sure << 4 | u64::from(total.min(3));
            sink.put(FeatureFamily::Second, 1202, vote);
            sink.put(FeatureFamily::Second, 1205, pair(vote, u64::from(features.opens_sentence(at))));
            sink.put(FeatureFamily::Second, 1206, pair(winner, u64::from(features.word_type(at).groups[word_group::COARSE])));
        }
        let longest = self.longest[word];
        let inside = (longest.start..longest.end).contains(&(at as u32));
        if longest.length > 0 && !inside {
            let kind = u64::from(longest.class) << 16
                | u64::from(longest.position) << 8
                | u64::from(longest.length.min(3));
            sink.put(FeatureFamily::Second, 1210, kind);
            let whole = longest.position == BioesPosition::Whole as u8;
            sink.put(
                FeatureFamily::Second,
                1212,
                pair(u64::from(whole), pair(u64::from(longest.class), winner)),
            );
        }
    }
}
