//! Word types: what is known of a word by itself, its letters, shape, affixes, lists, cluster and groups.
//!
//! Takes tokens; gives the numbers of their [`WordType`]s. The types are remembered from text to text, since most words
//! of a text were in the texts before it. The surprising decision: when there are too many, all are forgotten at once;
//! results do not depend on what is remembered.

use rustc_hash::FxHashMap;

use crate::Document;
use crate::document::vocabulary::WordMemo;
use crate::document::{Token, TokenKind};
use crate::entities::features::sink::{FeatureFamily, FeatureSink};
use crate::entities::gazetteer::{Gazetteer, word_group};
use crate::entities::grammar::EntityGrammar;
use crate::hashing::hash_word;

/// How a word is written. Each token has its own copy, so that looking at neighbours is cheap.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordForm {
    /// Begins with a capital letter.
    pub capital: bool,
    /// More than one letter, all of them capital.
    pub all_capital: bool,
    /// Begins with a small letter.
    pub lower: bool,
    /// Neither a word in small letters nor a mark: a capital, a number, a currency, another script.
    pub stands_out: bool,
    /// A function word that often opens a sentence.
    pub sentence_opener: bool,
    /// "I".
    pub capital_pronoun: bool,
}

/// What is known of a word in any position.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordType {
    /// The hash of the word in small letters; numbers differ by their form only.
    pub word: u64,
    /// The hash of its shape: "Xxx", "XX", "xx", "dd"; runs of one kind are cut at two.
    pub shape: u64,
    prefixes: [u64; 3],
    /// Its last letters, one to four.
    pub suffixes: [u64; 4],
    /// How it is written.
    pub form: WordForm,
    /// The number of the word in small letters among the words remembered.
    pub spelling: u32,
    /// The path to its cluster; 0 for none.
    pub cluster: u32,
    /// Its groups of words with similar vectors; see `gazetteer::word_group`.
    pub groups: [u16; 3],
    /// The lists of words that have it, one bit each.
    pub lists: u32,
    /// The lists of phrases that have it as a whole phrase, one bit each.
    pub phrases: u16,
    /// Whether longer phrases begin with it.
    pub opens_phrases: bool,
}

/// The bits of the lists that features ask for by name.
pub mod word_list {
    /// Titles before a person's name: minister, mr, judge.
    pub const TITLE: u32 = 1 << 8;
    /// Forms of reporting verbs.
    pub const SAYING: u32 = 1 << 9;
    /// Currencies, and words for large numbers.
    pub const CURRENCY: u32 = 1 << 11;
    /// WordTypes of sport.
    pub const SPORT: u32 = 1 << 18;
}

/// The bits of the lists of phrases that are asked for by name, in the order of the trainer's lists.
pub(crate) mod phrase_list {
    /// Countries, capitals, regions, cities, other places.
    pub const PLACES: u16 = 0b0101_1111;
    /// Organisations, papers and broadcasters, platforms, clubs.
    pub const BODIES: u16 = 1 << 5 | 1 << 8 | 1 << 9 | CLUBS;
    /// Sports clubs.
    pub const CLUBS: u16 = 1 << 10;
    /// Towns whose clubs are called by their names.
    pub const CLUB_TOWNS: u16 = 1 << 11;
}

/// The positions around a token whose words are evidence for it: two before, its own, two after.
pub const CONTEXT_POSITIONS: usize = 5;

/// The word type before the beginning and after the end of a sentence.
pub const EDGE: WordType = WordType {
    word: 1,
    shape: 1,
    prefixes: [1; 3],
    suffixes: [1; 4],
    form: WordForm {
        capital: false,
        all_capital: false,
        lower: false,
        stands_out: false,
        sentence_opener: false,
        capital_pronoun: false,
    },
    spelling: 0,
    cluster: 1,
    groups: [0; 3],
    lists: 0,
    phrases: 0,
    opens_phrases: false,
};

impl WordType {
    fn new(word: &str, kind: TokenKind, gazetteer: Gazetteer, grammar: &dyn EntityGrammar) -> WordType {
        let lower = lower_case(word);
        let number = kind == TokenKind::Number;
        let bytes = lower.as_bytes();
        let first = word.chars().next().unwrap_or(' ');
        let key = hash_word(bytes.iter().copied());
        let entry =
            if kind == TokenKind::Word { gazetteer.get(key).unwrap_or_default() } else { Default::default() };
        WordType {
            word: if number { number_form(word) } else { key },
            shape: hash_shape(word),
            prefixes: std::array::from_fn(|n| {
                hash_affix(bytes.iter().take(n + 2).copied(), bytes.len(), n + 2)
            }),
            suffixes: std::array::from_fn(|n| {
                hash_affix(bytes.iter().rev().take(n + 1).copied(), bytes.len(), n + 1)
            }),
            form: WordForm {
                capital: first.is_uppercase(),
                all_capital: word.len() > 1
                    && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
                    && !number,
                lower: first.is_lowercase(),
                stands_out: first.is_alphanumeric() && !first.is_lowercase()
                    || entry.lists & word_list::CURRENCY != 0
                    || word.chars().any(char::is_uppercase),
                sentence_opener: grammar.is_sentence_opener(&lower),
                capital_pronoun: grammar.is_capital_pronoun(word),
            },
            spelling: 0,
            cluster: if kind == TokenKind::Word { cluster_of(word, &lower, gazetteer) } else { 0 },
            groups: entry.groups,
            lists: entry.lists,
            phrases: entry.phrases,
            opens_phrases: entry.opens_phrases,
        }
    }

    /// Puts what the word says of a token from this position in the token's surroundings, 0 to 4; 2 is the token itself.
    pub fn put_features(&self, position: usize, sink: &mut FeatureSink) {
        let base = 100 * position as u64;
        sink.put(FeatureFamily::Word, base, self.word);
        let is_far = position.abs_diff(2) == 2;
        for (level, group) in (0..).zip(self.groups) {
            if !is_far || level != word_group::MIDDLE {
                sink.put_nonzero(FeatureFamily::Cluster, base + 50 + level as u64, u64::from(group));
            }
        }
        if is_far {
            sink.put_nonzero(FeatureFamily::Cluster, base + 1, u64::from(self.cluster));
            sink.put_nonzero(FeatureFamily::Cluster, base + 2, u64::from(self.cluster & 0x3ff));
            return;
        }
        for (number, bits) in [(4, 4u64), (5, 6), (6, 10), (7, 18)] {
            if self.cluster != 0 {
                sink.put(FeatureFamily::Cluster, base + number, u64::from(self.cluster) & ((1 << bits) - 1));
            }
        }
        let mut lists = self.lists;
        while lists != 0 {
            sink.put(FeatureFamily::List, base + 8, u64::from(lists.trailing_zeros()));
            lists &= lists - 1;
        }
        sink.put_nonzero(FeatureFamily::List, base + 9, u64::from(self.lists));
        sink.put(FeatureFamily::Shape, base + 12, self.suffixes[2]);
        sink.put(FeatureFamily::Shape, base + 13, self.shape);
        if position != 2 {
            return;
        }
        sink.put(FeatureFamily::Shape, base + 20, 7);
        for (number, affix) in (30..).zip(self.prefixes.iter().chain(&self.suffixes)) {
            sink.put(FeatureFamily::Shape, base + number, *affix);
        }
    }
}

/// A word in small letters, letter by letter: a sigma at a word's end is treated like any other. Both apostrophes are one.
pub fn lower_case(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
    }
}

/// The cluster of a word as it is written, or else with one capital, or else in small letters.
fn cluster_of(word: &str, lower: &str, gazetteer: Gazetteer) -> u32 {
    let look_up = |word: &str| gazetteer.get(hash_word(word.bytes())).map_or(0, |entry| entry.cluster);
    let own = look_up(word);
    if own != 0 || word == lower {
        return own;
    }
    let mut letters = lower.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match look_up(&title) {
        0 => look_up(lower),
        found => found,
    }
}

fn hash_affix(bytes: impl Iterator<Item = u8>, length: usize, wanted: usize) -> u64 {
    if length < wanted { 2 } else { hash_word(bytes) }
}

/// A number in place of a word's hash: numbers differ by their form only, and years are a form of their own.
fn number_form(word: &str) -> u64 {
    let form = match (word.len(), word.bytes().all(|byte| byte.is_ascii_digit())) {
        (4, true) if word.starts_with("19") || word.starts_with("20") => 1,
        (1, true) => 2,
        (2, true) => 3,
        (_, true) => 4,
        _ => 5,
    };
    1000 + form
}

fn hash_shape(word: &str) -> u64 {
    let mut last = (0u8, 0u8);
    let kinds = word.chars().filter_map(|c| {
        let kind = match c {
            _ if c.is_uppercase() => b'X',
            _ if c.is_lowercase() => b'x',
            _ if c.is_numeric() => b'd',
            _ if c.is_alphabetic() => b'c',
            _ => return Some(c as u32 as u8),
        };
        last = if last.0 == kind { (kind, last.1.saturating_add(1)) } else { (kind, 1) };
        (last.1 <= 2).then_some(kind)
    });
    hash_word(kinds)
}

/// The types of the words met so far.
#[derive(Debug, Default)]
pub struct WordTypes {
    numbers: WordMemo<u32>,
    types: Vec<WordType>,
    /// The numbers of words in small letters, by hash.
    spellings: FxHashMap<u64, u32>,
    /// How often all was forgotten.
    forgotten: u64,
    /// The model whose gazetteer the types come from.
    model: u64,
}

impl WordTypes {
    /// The numbers of the types of a document's words, one a token. `model` is the number of the model that `gazetteer`
    /// belongs to; with another model than last time, all types are forgotten first.
    pub fn number_tokens(
        &mut self,
        document: &Document,
        model: u64,
        gazetteer: Gazetteer,
        grammar: &dyn EntityGrammar,
    ) -> Vec<u32> {
        if self.numbers.prepare_for(document.generation()) || self.model != model {
            *self = WordTypes { model, forgotten: self.forgotten + 1, ..WordTypes::default() };
            self.numbers.prepare_for(document.generation());
        }
        let WordTypes { numbers, types, spellings, .. } = self;
        let number = |(at, token): (usize, &Token)| {
            // A word's first letter decides the kind of its token, so one type is enough for a word.
            numbers.get_or_look_up(document.word_number(at), || {
                let mut word_type = WordType::new(document.word(at), token.kind, gazetteer, grammar);
                let next = spellings.len() as u32;
                word_type.spelling = *spellings.entry(word_type.word).or_insert(next);
                types.push(word_type);
                types.len() as u32 - 1
            })
        };
        document.tokens.iter().enumerate().map(number).collect()
    }

    /// Changes whenever the numbers of types get another meaning.
    pub fn generation(&self) -> (u64, u64) {
        (self.model, self.forgotten)
    }

    /// How many different words there are, case aside.
    pub fn spelling_count(&self) -> usize {
        self.spellings.len()
    }

    /// How many types there are.
    pub fn type_count(&self) -> usize {
        self.types.len()
    }

    /// The type with this number.
    pub fn get(&self, number: u32) -> &WordType {
        &self.types[number as usize]
    }
}
