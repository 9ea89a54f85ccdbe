//! What is known of a word by itself: its letters, its shape and affixes, its lists and cluster.
//!
//! Takes tokens, gives [`Form`]s; each thread remembers the forms of the words that it has met, since most words of a
//! text were in the texts before it. The surprising decision: all are forgotten at once when they are too many, and no
//! text is read otherwise for it.

use rustc_hash::FxHashMap;

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::model::Model;
use crate::entities::features::{Family, Sink, hash};
use crate::entities::gazetteer::Lexicon;

/// What is known of a word, wherever it stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Form {
    /// The word without its case; digits are all alike.
    pub word: u64,
    /// "Xxxx", "XX", "xxxx", "dd": runs of the same kind are cut at two.
    pub shape: u64,
    prefixes: [u64; 3],
    /// Its last letters, one to four.
    pub suffixes: [u64; 4],
    /// Begins with a capital letter.
    pub capital: bool,
    /// Of letters, all of them capital, and more than one.
    pub all_capital: bool,
    /// Begins with a small letter.
    pub lower: bool,
    /// Neither a word in small letters nor a mark: a capital, a number, another script.
    pub stands_out: bool,
    /// One of the small words with which sentences begin.
    pub small: bool,
    /// "I".
    pub pronoun: bool,
    /// The number of the word without its case, among the words remembered.
    pub spelling: u32,
    /// The path to its cluster.
    pub cluster: u32,
    /// The lists of words that it is on.
    pub lists: u32,
    /// The lists of phrases that it is on by itself.
    pub phrases: u16,
    /// Whether phrases begin with it.
    pub opens_phrases: bool,
}

/// Lists whose bits other parts ask for.
pub mod list {
    /// Titles before a person's name: minister, mr, judge.
    pub const TITLE: u32 = 1 << 8;
    /// Forms of reporting verbs.
    pub const SAYING: u32 = 1 << 9;
    /// Currencies, and words for large numbers.
    pub const CURRENCY: u32 = 1 << 11;
    /// Words of sport.
    pub const SPORT: u32 = 1 << 18;
}

/// The places around a token whose words say something of it: two before, itself, two after.
pub const AROUND: usize = 5;

/// What stands before the beginning and after the end of a sentence.
pub const EDGE: Form = Form {
    word: 1,
    shape: 1,
    prefixes: [1; 3],
    suffixes: [1; 4],
    capital: false,
    all_capital: false,
    lower: false,
    stands_out: false,
    small: false,
    pronoun: false,
    spelling: 0,
    cluster: 1,
    lists: 0,
    phrases: 0,
    opens_phrases: false,
};

impl Form {
    fn new(word: &str, kind: TokenKind, lexicon: Lexicon) -> Form {
        let lower = in_small_letters(word);
        let number = kind == TokenKind::Number;
        let bytes = lower.as_bytes();
        let first = word.chars().next().unwrap_or(' ');
        let key = hash(bytes.iter().copied());
        let known =
            if kind == TokenKind::Word { lexicon.get(key).unwrap_or_default() } else { Default::default() };
        Form {
            word: if number { number_word(word) } else { key },
            shape: shape(word),
            prefixes: std::array::from_fn(|n| affix(bytes.iter().take(n + 2).copied(), bytes.len(), n + 2)),
            suffixes: std::array::from_fn(|n| {
                affix(bytes.iter().rev().take(n + 1).copied(), bytes.len(), n + 1)
            }),
            capital: first.is_uppercase(),
            all_capital: word.len() > 1
                && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
                && !number,
            lower: first.is_lowercase(),
            stands_out: first.is_alphanumeric() && !first.is_lowercase()
                || known.lists & list::CURRENCY != 0
                || word.chars().any(char::is_uppercase),
            small: SMALL.contains(&lower.as_str()),
            pronoun: word == "I",
            spelling: 0,
            cluster: if kind == TokenKind::Word { cluster(word, &lower, lexicon) } else { 0 },
            lists: known.lists,
            phrases: known.phrases,
            opens_phrases: known.goes_on,
        }
    }

    /// What the word says of a token that stands `place - 2` tokens before it.
    pub fn features(&self, place: usize, sink: &mut Sink) {
        let base = 100 * place as u64;
        sink.put(Family::Word, base, self.word);
        if place.abs_diff(2) == 2 {
            sink.put_some(Family::Cluster, base + 1, u64::from(self.cluster));
            sink.put_some(Family::Cluster, base + 2, u64::from(self.cluster & 0x3ff));
            return;
        }
        for (number, bits) in [(4, 4u64), (5, 6), (6, 10), (7, 18)] {
            if self.cluster != 0 {
                sink.put(Family::Cluster, base + number, u64::from(self.cluster) & ((1 << bits) - 1));
            }
        }
        let mut lists = self.lists;
        while lists != 0 {
            sink.put(Family::List, base + 8, u64::from(lists.trailing_zeros()));
            lists &= lists - 1;
        }
        sink.put_some(Family::List, base + 9, u64::from(self.lists));
        sink.put(Family::Shape, base + 12, self.suffixes[2]);
        sink.put(Family::Shape, base + 13, self.shape);
        if place != 2 {
            return;
        }
        sink.put(Family::Shape, base + 20, 7);
        for (number, affix) in (30..).zip(self.prefixes.iter().chain(&self.suffixes)) {
            sink.put(Family::Shape, base + number, *affix);
        }
    }
}

/// Words with which sentences begin, and names do not, unless a capital follows.
const SMALL: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "even",
    "every",
    "few",
    "following",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "just",
    "like",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "no",
    "not",
    "now",
    "of",
    "on",
    "once",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "several",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "under",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "yet",
    "you",
    "your",
];

/// Letter by letter: a sigma at a word's end is one like any other.
pub fn in_small_letters(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.chars().flat_map(char::to_lowercase).collect()
    }
}

/// The cluster of a word as it is written, or with a capital, or in small letters.
fn cluster(word: &str, lower: &str, lexicon: Lexicon) -> u32 {
    let of = |word: &str| lexicon.get(hash(word.bytes())).map_or(0, |known| known.cluster);
    let own = of(word);
    if own != 0 || word == lower {
        return own;
    }
    let mut letters = lower.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match of(&title) {
        0 => of(lower),
        found => found,
    }
}

fn affix(bytes: impl Iterator<Item = u8>, length: usize, wanted: usize) -> u64 {
    if length < wanted { 2 } else { hash(bytes) }
}

/// Numbers are told apart by their form alone, years aside.
fn number_word(word: &str) -> u64 {
    let form = match (word.len(), word.bytes().all(|byte| byte.is_ascii_digit())) {
        (4, true) if word.starts_with("19") || word.starts_with("20") => 1,
        (1, true) => 2,
        (2, true) => 3,
        (_, true) => 4,
        _ => 5,
    };
    1000 + form
}

fn shape(word: &str) -> u64 {
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
    hash(kinds)
}

/// The forms of the words met.
#[derive(Debug, Default)]
pub struct Words {
    numbers: FxHashMap<Box<str>, u32>,
    forms: Vec<Form>,
    /// Of the words without their case, by hash.
    spellings: FxHashMap<u64, u32>,
    /// How often all was forgotten.
    forgotten: u64,
    model: u64,
}

/// So many words are remembered from text to text; then all are forgotten.
const REMEMBERED: usize = 1 << 15;

impl Words {
    /// The numbers of the forms of a document's words, as a model sees them.
    pub fn for_model(&mut self, document: &Document, model: &Model) -> Vec<u32> {
        if self.model != model.id() {
            self.forget();
            self.model = model.id();
        }
        self.read(document, model.lexicon())
    }

    /// The numbers of the forms of a document's words.
    pub fn read(&mut self, document: &Document, lexicon: Lexicon) -> Vec<u32> {
        if self.forms.len() > REMEMBERED {
            self.forget();
        }
        let mut number = |(at, token): (usize, &crate::document::Token)| {
            let word = document.word(at);
            // What kind of token a word is can be seen from its first letter: it needs no place in the key.
            if let Some(number) = self.numbers.get(word) {
                return *number;
            }
            let number = self.forms.len() as u32;
            let mut form = Form::new(word, token.kind, lexicon);
            let next = self.spellings.len() as u32;
            form.spelling = *self.spellings.entry(form.word).or_insert(next);
            self.forms.push(form);
            self.numbers.insert(word.into(), number);
            number
        };
        document.tokens.iter().enumerate().map(&mut number).collect()
    }

    fn forget(&mut self) {
        *self = Words { model: self.model, forgotten: self.forgotten + 1, ..Words::default() };
    }

    /// Changes whenever the numbers of forms mean others.
    pub fn generation(&self) -> (u64, u64) {
        (self.model, self.forgotten)
    }

    /// How many different words there are, case aside.
    pub fn spellings(&self) -> usize {
        self.spellings.len()
    }

    /// How many forms there are.
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// The form with this number.
    pub fn form(&self, number: u32) -> &Form {
        &self.forms[number as usize]
    }
}
