//! The second look at a document: what the names found at first say of the same words elsewhere.
//!
//! Takes the tags of the first pass; gives features that are added to the scores of that pass. The surprising part is
//! that a word's own tag does not count among its votes: "Canatur" is told by what the other places say.

use crate::entities::crf::bioes;
use crate::entities::crf::bioes::{Class, Place, Tag};
use crate::entities::features::word_types::Form;
use crate::entities::features::{Family, Features, Sink, pair};

/// How often a word was found in names of each class, and outside of any (the last).
type Votes = [u16; Class::ALL.len() + 1];

/// The longest name that a word is part of.
#[derive(Debug, Clone, Copy, Default)]
struct Longest {
    class: u8,
    place: u8,
    length: u8,
    start: u32,
    end: u32,
}

/// What the first pass found, by word.
#[derive(Debug)]
pub struct Second<'t> {
    tags: &'t [Tag],
    votes: Vec<Votes>,
    longest: Vec<Longest>,
}

fn number(tag: Tag) -> usize {
    bioes::untag(tag).map_or(Class::ALL.len(), |(class, _)| class as usize)
}

impl<'t> Second<'t> {
    /// Counts what the first pass found; `tags` has one for each token of the document.
    pub fn new(features: &Features, tags: &'t [Tag]) -> Second<'t> {
        let words = features.words_noted();
        let mut second =
            Second { tags, votes: vec![Votes::default(); words], longest: vec![Longest::default(); words] };
        for (at, &tag) in tags.iter().enumerate() {
            if let Some(word) = features.capital_word(at) {
                let votes = &mut second.votes[word][number(tag)];
                *votes = votes.saturating_add(1);
            }
        }
        for name in bioes::names(tags, 0) {
            let length = (name.end - name.start).min(8) as u8;
            let (start, end) = (name.start as u32, name.end as u32);
            for (at, tag) in (name.start..).zip(&tags[name.start..name.end]) {
                let Some(word) = features.capital_word(at) else { continue };
                if second.longest[word].length < length {
                    let place = bioes::untag(*tag).map_or(0, |(_, place)| place as u8);
                    second.longest[word] = Longest { class: name.class as u8, place, length, start, end };
                }
            }
        }
        second
    }

    /// What the second look says of a token. What the first pass made of this very token is not among it: to learn from
    /// that is to learn how the first pass errs, and it errs otherwise in texts that it was trained on.
    pub fn features(&self, features: &Features, at: usize, sink: &mut Sink) {
        let Some(word) = features.capital_word(at) else { return };
        let mut votes = self.votes[word];
        let own = &mut votes[number(self.tags[at])];
        *own = own.saturating_sub(1);
        let total: u32 = votes.iter().map(|votes| u32::from(*votes)).sum();
        // Of classes with equally many votes the first.
        let most = votes.iter().copied().max().unwrap_or(0);
        let winner = votes.iter().position(|votes| *votes == most).unwrap_or(0) as u64;
        if total > 0 {
            let sure = u64::from(u32::from(most) == total) << 1 | u64::from(u32::from(most) * 2 > total);
            let vote = winner << 8 | sure << 4 | u64::from(total.min(3));
            sink.put(Family::Second, 1202, vote);
            sink.put(Family::Second, 1205, pair(vote, u64::from(features.opens(at))));
            sink.put(Family::Second, 1206, pair(winner, cluster(features.form(at))));
        }
        let longest = self.longest[word];
        let inside = (longest.start..longest.end).contains(&(at as u32));
        if longest.length > 0 && !inside {
            let kind = u64::from(longest.class) << 16
                | u64::from(longest.place) << 8
                | u64::from(longest.length.min(3));
            sink.put(Family::Second, 1210, kind);
            let whole = longest.place == Place::Whole as u8;
            sink.put(Family::Second, 1212, pair(u64::from(whole), pair(u64::from(longest.class), winner)));
        }
    }
}

fn cluster(form: &Form) -> u64 {
    u64::from(form.cluster & 0x3ff)
}
