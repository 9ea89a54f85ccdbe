//! What the tagger sees of a token, as hashed features: the word, its shape and affixes, its cluster and lists, its
//! neighbours, its run of capitals, and what the same document says elsewhere of the same word.
//!
//! Takes a document and the types of its words; gives features token by token. What a word says by itself is in
//! [`word_types`]; here is what it says together with its surroundings. The surprising part: words are hashed and
//! never kept, so that a model does not hold the texts that it was trained on.

pub mod document_features;
pub mod second_pass;
pub mod sink;
pub mod token_context;
pub mod word_types;

use std::ops::Range;

use crate::Document;
use crate::entities::crf::candidate_windows;
use crate::entities::crf::candidate_windows::CandidateWindow;
use crate::entities::gazetteer::{Gazetteer, word_group};
use crate::entities::grammar::EntityGrammar;
use crate::hashing::mix_hashes as pair;
use document_features::DocumentWord;
use sink::{FeatureFamily, FeatureSink};
use token_context::{ListedPhrase, TokenContext};
use word_types::{CONTEXT_POSITIONS, EDGE, WordType, WordTypes, word_list};

/// The features of all tokens of a document.
pub struct DocumentFeatures<'w> {
    words: &'w WordTypes,
    tokens: Vec<TokenContext>,
    document_words: Vec<DocumentWord>,
    /// How much of the document is about sport, from 0 to 2. There a country is a team.
    sport: u8,
    windows: Vec<CandidateWindow>,
}

impl<'w> DocumentFeatures<'w> {
    /// Looks at a document. `word_types` has the number of each token's word type in `words`.
    pub fn new(
        document: &Document,
        word_types: &[u32],
        words: &'w WordTypes,
        gazetteer: Gazetteer,
        grammar: &dyn EntityGrammar,
    ) -> DocumentFeatures<'w> {
        let mut tokens = token_context::make_contexts(document, word_types, words);
        candidate_windows::mark_candidates(document, &mut tokens);
        token_context::note_runs(document, grammar, &mut tokens);
        token_context::note_phrases(document, gazetteer, words, &mut tokens);
        let document_words = document_features::note_document_words(document, words, grammar, &mut tokens);
        let sport =
            tokens.iter().filter(|token| words.get(token.word_type).lists & word_list::SPORT != 0).count();
        let sport = u8::from(100 * sport > tokens.len()) + u8::from(40 * sport > tokens.len());
        let windows = candidate_windows::find_candidate_windows(document, &tokens);
        DocumentFeatures { words, tokens, document_words, sport, windows }
    }

    /// The windows where names may be. Tokens outside of them are outside of any name.
    pub fn candidate_windows(&self) -> &[CandidateWindow] {
        &self.windows
    }

    /// How many tokens the document has.
    pub fn token_count(&self) -> usize {
        self.tokens.len()
    }

    /// How many word types are known.
    pub(crate) fn word_type_count(&self) -> usize {
        self.words.type_count()
    }

    /// What the numbers of word types mean; see [`WordTypes::generation`].
    pub(crate) fn generation(&self) -> (u64, u64) {
        self.words.generation()
    }

    /// The number of the type of a token's word.
    pub(crate) fn word_type_number(&self, at: usize) -> u32 {
        self.tokens[at].word_type
    }

    /// The type of a token's word.
    pub(crate) fn word_type(&self, at: usize) -> &'w WordType {
        self.words.get(self.tokens[at].word_type)
    }

    /// Whether a token opens its sentence.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        self.tokens[at].opens_sentence
    }

    /// How many different words the document has.
    pub(crate) fn document_word_count(&self) -> usize {
        self.document_words.len()
    }

    /// The number of a token's word among those of the document, if the token is a capitalised candidate.
    pub(crate) fn capital_word(&self, at: usize) -> Option<usize> {
        if self.tokens[at].is_candidate && self.tokens[at].form.capital {
            (self.tokens[at].document_word as usize).checked_sub(1)
        } else {
            None
        }
    }

    /// Whether much of the document is about sport.
    pub(crate) fn is_about_sport(&self) -> bool {
        self.sport > 0
    }

    /// The listed phrases of the document, of which no longer one covers them: their tokens, and one bit for each list.
    pub(crate) fn listed_phrases(&self) -> impl Iterator<Item = (Range<usize>, u16)> {
        const ONLY: u8 = 1;
        const FIRST: u8 = 2;
        const LAST: u8 = 4;
        let starts =
            self.tokens.iter().enumerate().filter(|(_, token)| matches!(token.phrase.position, ONLY | FIRST));
        starts.map(|(start, token)| {
            let length = match token.phrase.position {
                ONLY => 1,
                _ => {
                    1 + self.tokens[start..].iter().take_while(|token| token.phrase.position != LAST).count()
                }
            };
            (start..start + length, token.phrase.lists)
        })
    }

    /// The types of the words around a token: two before, its own, two after.
    fn word_types_around(&self, at: usize, sentence: &Range<usize>) -> [&'w WordType; CONTEXT_POSITIONS] {
        std::array::from_fn(|position| self.word_type_at((at + position).checked_sub(2), sentence))
    }

    fn word_type_at(&self, at: Option<usize>, sentence: &Range<usize>) -> &'w WordType {
        at.filter(|at| sentence.contains(at)).map_or(&EDGE, |at| self.word_type(at))
    }

    /// Puts all features of a token; its neighbours are those in `sentence`.
    #[cfg(feature = "train")]
    pub fn put_all(&self, at: usize, sentence: &Range<usize>, sink: &mut FeatureSink) {
        for (position, word) in self.word_types_around(at, sentence).into_iter().enumerate() {
            word.put_features(position, sink);
        }
        self.put_contextual(at, sentence, sink);
        if let Some(position) = self.run_position(at) {
            for group in set_bits(self.sentence_groups(sentence)) {
                put_sentence_group(group, position, sink);
            }
        }
    }

    /// The coarse groups of the words in small letters of a sentence, one bit each.
    pub(crate) fn sentence_groups(&self, sentence: &Range<usize>) -> u128 {
        let words = self.tokens[sentence.clone()].iter().filter(|token| token.form.lower);
        words.fold(0, |groups, word| match word.coarse_group {
            0 => groups,
            group => groups | 1u128.checked_shl(u32::from(group) - 1).unwrap_or(0),
        })
    }

    /// Where a token is in its run of capitals, from 0 to [`RUN_POSITIONS`]; `None` outside of one.
    pub(crate) fn run_position(&self, at: usize) -> Option<usize> {
        let run = self.tokens[at].run;
        (run.length > 0).then(|| usize::from(run.position).min(RUN_POSITIONS - 1))
    }

    /// Puts the features that combine several words. Most tokens have none: the features of single words suffice for
    /// small words, except for those that may tie two parts of a name together.
    pub fn put_contextual(&self, at: usize, sentence: &Range<usize>, sink: &mut FeatureSink) {
        let token = &self.tokens[at];
        let [_, b1, t, a1, _] = self.word_types_around(at, sentence);
        let is_candidate =
            |at: Option<usize>| at.is_some_and(|at| sentence.contains(&at) && self.tokens[at].is_candidate);
        let (follows, precedes) = (is_candidate(at.checked_sub(1)), is_candidate(Some(at + 1)));
        let ties = follows && (precedes || is_candidate(Some(at + 2)))
            || is_candidate(at.checked_sub(2)) && precedes;
        if !(token.is_candidate || ties) {
            return;
        }
        sink.put(FeatureFamily::Word, 1001, pair(b1.word, t.word));
        sink.put(FeatureFamily::Word, 1002, pair(t.word, a1.word));
        sink.put(FeatureFamily::Shape, 1010, pair(b1.shape, t.shape));
        sink.put(FeatureFamily::Shape, 1011, pair(t.shape, a1.shape));
        sink.put(FeatureFamily::Shape, 1012, pair(pair(b1.shape, t.shape), a1.shape));
        let flags = 1
            + (u64::from(t.form.capital)
                | u64::from(token.opens_sentence) << 1
                | u64::from(t.form.all_capital) << 2
                | u64::from(token.parenthesised) << 3);
        let cases = flags | self.document_word(token).map_or(0, |own| u64::from(own.cases)) << 8;
        sink.put(FeatureFamily::Shape, 1013, flags);
        sink.put(FeatureFamily::Document, 1014, cases);
        sink.put(FeatureFamily::Shape, 1015, pair(cases, b1.word));
        sink.put(FeatureFamily::Shape, 1016, pair(cases, a1.word));
        let [before, own, after] = [b1, t, a1].map(middle_group);
        let [before_coarse, own_coarse, after_coarse] = [b1, t, a1].map(coarse_group);
        sink.put(FeatureFamily::Cluster, 1020, pair(before, own));
        sink.put(FeatureFamily::Cluster, 1021, pair(own, after));
        sink.put(FeatureFamily::Cluster, 1022, pair(pair(before_coarse, own_coarse), after_coarse));
        sink.put(FeatureFamily::Cluster, 1023, pair(before, flags));
        sink.put(FeatureFamily::Cluster, 1024, pair(after, flags));
        sink.put(FeatureFamily::Cluster, 1025, pair(pair(before, after), flags));
        self.put_list_features(token, [b1, t, a1], flags, sink);
        if token.run.length > 0 {
            self.put_run_features(token, sentence, flags, sink);
        }
        if let Some(own) = self.document_word(token) {
            own.put_features(t, flags, sink);
        }
    }

    fn document_word(&self, token: &TokenContext) -> Option<&DocumentWord> {
        self.document_words.get((token.document_word as usize).checked_sub(1)?)
    }

    fn put_list_features(
        &self,
        token: &TokenContext,
        [b1, t, a1]: [&WordType; 3],
        flags: u64,
        sink: &mut FeatureSink,
    ) {
        let lists = |word: &WordType| u64::from(word.lists);
        if (t.lists | b1.lists | a1.lists) != 0 {
            sink.put(FeatureFamily::List, 1030, pair(lists(t), pair(lists(b1), lists(a1))));
        }
        if t.lists != 0 {
            sink.put(FeatureFamily::List, 1031, pair(lists(t), flags));
        }
        if b1.lists != 0 {
            sink.put(FeatureFamily::List, 1032, pair(lists(b1), flags));
        }
        if a1.lists != 0 {
            sink.put(FeatureFamily::List, 1033, pair(lists(a1), flags));
        }
        let ListedPhrase { lists, position, length } = token.phrase;
        if lists != 0 {
            let mut rest = lists;
            while rest != 0 {
                let one = u64::from(rest.trailing_zeros()) << 8 | u64::from(position);
                sink.put(FeatureFamily::List, 1034, one);
                sink.put(FeatureFamily::List, 1035, one << 8 | u64::from(token.run.length.min(4)));
                rest &= rest - 1;
            }
            sink.put(
                FeatureFamily::List,
                1036,
                u64::from(lists) << 16 | u64::from(position) << 8 | u64::from(length),
            );
            sink.put(FeatureFamily::List, 1037, pair(u64::from(lists) << 8 | u64::from(position), flags));
        }
    }

    fn put_run_features(
        &self,
        token: &TokenContext,
        sentence: &Range<usize>,
        flags: u64,
        sink: &mut FeatureSink,
    ) {
        let run = token.run;
        let place = u64::from(run.length) << 8 | u64::from(run.position);
        let word = |at: Option<usize>| self.word_type_at(at, sentence);
        let (start, end) = (run.start as usize, run.end as usize);
        let (first, last) = (word(Some(start)), word(Some(end - 1)));
        let (before, after) = (word(start.checked_sub(1)), word(Some(end)));
        let before2 = word(start.checked_sub(2));
        sink.put(FeatureFamily::Run, 1040, place);
        sink.put(FeatureFamily::Run, 1041, pair(last.word, place));
        sink.put(FeatureFamily::Run, 1042, pair(first.word, place));
        sink.put(FeatureFamily::Run, 1043, pair(before.word, u64::from(run.position)));
        sink.put(FeatureFamily::Run, 1044, pair(after.word, u64::from(run.position)));
        sink.put(FeatureFamily::Cluster, 1047, pair(middle_group(before), place));
        sink.put(FeatureFamily::Cluster, 1048, pair(middle_group(after), place));
        sink.put(FeatureFamily::Cluster, 1049, pair(middle_group(last), place));
        sink.put(FeatureFamily::Cluster, 1050, pair(middle_group(first), place));
        sink.put(FeatureFamily::List, 1051, pair(u64::from(last.lists), place));
        sink.put(FeatureFamily::List, 1052, pair(u64::from(first.lists), place));
        sink.put(FeatureFamily::List, 1053, pair(u64::from(before.lists), place));
        sink.put(FeatureFamily::Run, 1054, pair(pair(before2.word, before.word), u64::from(run.position)));
        sink.put(FeatureFamily::Cluster, 1055, pair(pair(middle_group(before), middle_group(after)), place));
        sink.put(FeatureFamily::Run, 1057, pair(pair(before.word, after.word), place));
        sink.put(FeatureFamily::List, 1058, pair(u64::from(after.lists), place));
        if self.sport > 0 {
            let sport = u64::from(self.sport);
            let lists = u64::from(token.phrase.lists) << 8 | u64::from(token.phrase.position);
            sink.put(FeatureFamily::Document, 1060, pair(sport << 8 | u64::from(run.length == 1), lists));
            sink.put(FeatureFamily::Document, 1061, pair(sport, pair(before.word, place)));
            sink.put(FeatureFamily::Document, 1062, pair(sport, pair(after.word, place)));
        }
        // At most eight words: a whole text in capitals is one run.
        let whole = (start..end.min(start + 8)).fold(flags & 1, |hash, at| pair(hash, word(Some(at)).word));
        sink.put(FeatureFamily::Run, 1056, pair(whole, u64::from(run.position)));
    }
}

/// The positions in a run of capitals: up to five words before it, and the last word.
pub(crate) const RUN_POSITIONS: usize = 7;

/// The bits that are set, from the lowest on.
pub(crate) fn set_bits(mut bits: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(bit)
    })
}

/// Puts what a word of this coarse group, from 0 on, in a sentence says of a token at this position in a run of capitals of
/// the sentence.
pub(crate) fn put_sentence_group(group: usize, position: usize, sink: &mut FeatureSink) {
    sink.put(FeatureFamily::Cluster, 1070, (group as u64) << 8 | position as u64);
}

/// The group of a word's vector, of some 500.
fn middle_group(word: &WordType) -> u64 {
    u64::from(word.groups[word_group::MIDDLE])
}

/// The group of a word's vector, of 128.
fn coarse_group(word: &WordType) -> u64 {
    u64::from(word.groups[word_group::COARSE])
}
