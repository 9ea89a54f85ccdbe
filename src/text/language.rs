//! Language identification: what a text is written in, whatever its page declares.
//!
//! Frequent English words decide first: they are a fifth of any English text and hardly ever in another, and counting
//! them costs next to nothing. Only where they are few, trigrams decide (whatlang). A declared language other than English is
//! believed unless the text shows that it is wrong: templates declare English over texts in any language, and
//! identifiers mistake one language for its neighbour. A text that is certainly not English, in a language that
//! nobody names, is [`UNDETERMINED`].
//!
//! whatlang and not lingua, which knows more languages and carries hundreds of times as much data, nor whichlang, which
//! knows 16 and takes Danish for Swedish and Zulu for Turkish.

use std::collections::HashSet;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashSet};
use whatlang::{Detector, Lang};

use crate::text::language_codes::{code_of, lang_of, language_code};

/// The code of ISO 639-2 for a language that is not known: here of a text that is certainly not English.
pub const UNDETERMINED: &str = "und";

/// The code of English.
pub const ENGLISH: &str = "en";

/// Words that are frequent in English and rare in languages with the same letters: "in", "was" and "her" are German too.
static ENGLISH_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let words = "the of and that with said has from are have will which this their been were not but they his who \
                 it its after more would about there when what than into you your she him them these those being \
                 because while where how could should";
    let mut set = HashSet::with_hasher(FxBuildHasher);
    set.extend(words.split(' '));
    set
});

/// For each first letter the lengths of the words that begin with it, one bit each: most words need no look at the list.
static ENGLISH_OUTLINES: LazyLock<[u8; 32]> = LazyLock::new(|| {
    let mut outlines = [0; 32];
    for word in ENGLISH_WORDS.iter() {
        outlines[usize::from(word.as_bytes()[0] & 31)] |= 1 << word.len();
    }
    outlines
});

/// No frequent word has more letters.
const MAX_WORD_LETTERS: usize = 7;

/// Frequent words of languages that whatlang does not know.
const OTHER_FREQUENT_WORDS: [(&str, &str); 6] = [
    ("is", "og að sem á í við ekki hann með það fyrir þess verið hefur þetta segir þegar eða voru hún"),
    ("sw", "na ya wa kwa ni katika za la kuwa huo hii alisema cha vya hiyo kama lakini yake watu baada"),
    ("ga", "agus an na ar go le is sa leis do bhí atá ag don dúirt ó gur bliain seo ní"),
    ("sq", "të e në dhe për një me që nga është i ka se nuk më do kanë janë tha si"),
    ("eu", "eta da ez du zuen izan dira bat ere egin dute esan baina duen dela zen hau oso beste zituen"),
    ("so", "oo ka ku la ayaa iyo in u ay uu waxaa ah si waxa badan sheegay kale soo ee"),
];

/// Bytes of a text that are read: all of it, or as much from its beginning, its middle and its end.
const SAMPLE_BYTES: usize = 2400;

/// Words, or letters that are not ASCII, below which a text is no evidence.
const MIN_WORDS: usize = 16;
const MIN_FOREIGN_LETTERS: usize = 20;

/// Words that are compared with what is declared.
const MIN_DECLARED_WORDS: usize = 6;

/// Words that outweigh a declaration.
const MANY_WORDS: usize = 60;

/// The share of frequent words from which a text is English, and below which it is not: in English news it is 0.05 at
/// least and 0.24 mostly, in other languages 0.02 at most.
const ENGLISH_SHARE: f64 = 0.1;
const SHORT_ENGLISH_SHARE: f64 = 0.2;
const FOREIGN_SHARE: f64 = 0.03;

/// The share of its frequent words from which a text is in a language that whatlang does not know.
const OTHER_SHARE: f64 = 0.15;

/// How sure whatlang has to be where it does not call its answer reliable: 0 to 1.
const MIN_CONFIDENCE: f64 = 0.2;

/// The language of a text as an ISO 639-1 code; `None` where it is declared nowhere and the text is too short to show it.
pub fn identify_language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(language_code);
    let sample = Sample::of(text);
    let is_foreign_declared = declared.as_deref().is_some_and(|code| code != ENGLISH);
    let needed = match is_foreign_declared && sample.words < MANY_WORDS {
        // A title that is quoted in a short text has some.
        true => SHORT_ENGLISH_SHARE,
        false => ENGLISH_SHARE,
    };
    if sample.english_share() >= needed && sample.english > 2 {
        return Some(ENGLISH.into());
    }
    match declared {
        Some(code) if is_foreign_declared => Some(weigh_declaration(code, &sample)),
        declared if !sample.is_evidence() => declared,
        declared => identify_undeclared(&sample).map_or(declared, |code| Some(code.into())),
    }
}

/// The language of a text that is declared to be another than English.
fn weigh_declaration(declared: String, sample: &Sample<'_>) -> String {
    if sample.words < MIN_DECLARED_WORDS && !sample.is_evidence() {
        return declared;
    }
    let guess = Guess::of(sample);
    let known = lang_of(&declared);
    let is_nearer_to_english = || {
        let between = known.map(|lang| Detector::with_allowlist(vec![Lang::Eng, lang]));
        between.is_some_and(|between| between.detect_lang(&sample.joined()) == Some(Lang::Eng))
    };
    let has_english_words = sample.english_share() >= FOREIGN_SHARE;
    if guess.code == ENGLISH && (guess.is_reliable || has_english_words)
        || has_english_words && is_nearer_to_english()
    {
        return ENGLISH.into();
    }
    // whatlang takes a language that it does not know for a neighbour.
    match known.is_some() && guess.is_reliable && sample.is_long() {
        true => guess.code.into(),
        false => declared,
    }
}

/// The language of a text of which nobody has said that it is not English; `None` where it is not certain.
fn identify_undeclared(sample: &Sample<'_>) -> Option<&'static str> {
    let guess = Guess::of(sample);
    if guess.code == ENGLISH {
        return guess.is_reliable.then_some(ENGLISH);
    }
    if sample.english_share() >= FOREIGN_SHARE {
        return (guess.is_reliable && sample.is_long()).then_some(guess.code);
    }
    if let Some(code) = sample.other_language() {
        return Some(code);
    }
    if guess.is_reliable {
        return Some(guess.code);
    }
    // Tables and lists of names have few frequent words too, but then hardly a word in lower case.
    match sample.lower_case >= MIN_WORDS {
        true if guess.confidence >= MIN_CONFIDENCE => Some(guess.code),
        true if sample.lower_case >= MANY_WORDS => Some(UNDETERMINED),
        _ => None,
    }
}

/// What whatlang takes a text for.
struct Guess {
    code: &'static str,
    confidence: f64,
    is_reliable: bool,
}

impl Guess {
    fn of(sample: &Sample<'_>) -> Guess {
        match whatlang::detect(&sample.joined()) {
            Some(info) => Guess {
                code: code_of(info.lang()),
                confidence: info.confidence(),
                is_reliable: info.is_reliable(),
            },
            None => Guess { code: UNDETERMINED, confidence: 0.0, is_reliable: false },
        }
    }
}

/// As much of a text as is read, with its words counted.
struct Sample<'t> {
    pieces: Vec<&'t str>,
    words: usize,
    /// Frequent English words.
    english: usize,
    /// Words that begin with no capital letter.
    lower_case: usize,
    /// Letters that are not ASCII.
    foreign_letters: usize,
    letters: usize,
}

impl<'t> Sample<'t> {
    fn of(text: &'t str) -> Sample<'t> {
        let mut sample = Sample {
            pieces: pieces_of(text),
            words: 0,
            english: 0,
            lower_case: 0,
            foreign_letters: 0,
            letters: 0,
        };
        for at in 0..sample.pieces.len() {
            sample.count_words(sample.pieces[at]);
        }
        sample
    }

    fn count_words(&mut self, piece: &str) {
        let bytes = piece.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let is_ascii = bytes.get(at + letters).is_none_or(u8::is_ascii);
            let length = match is_ascii {
                true => letters,
                false => {
                    let rest = &piece[at..];
                    rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
                }
            };
            if length > 0 {
                self.count_word(&piece[at..at + length], is_ascii);
            }
            // What is no letter may have several bytes.
            at += if length > 0 || byte.is_ascii() {
                length.max(1)
            } else {
                piece[at..].chars().next().map_or(1, char::len_utf8)
            };
        }
    }

    fn count_word(&mut self, word: &str, is_ascii: bool) {
        self.words += 1;
        self.lower_case += usize::from(!word.starts_with(char::is_uppercase));
        if !is_ascii {
            self.letters += word.chars().count();
            self.foreign_letters += word.chars().filter(|c| !c.is_ascii()).count();
            return;
        }
        self.letters += word.len();
        if word.len() <= MAX_WORD_LETTERS {
            let mut lower = [0; MAX_WORD_LETTERS];
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            let is_frequent = ENGLISH_OUTLINES[usize::from(lower[0] & 31)] & 1 << word.len() != 0
                && std::str::from_utf8(lower).is_ok_and(|lower| ENGLISH_WORDS.contains(lower));
            self.english += usize::from(is_frequent);
        }
    }

    fn joined(&self) -> String {
        self.pieces.join("\n")
    }

    fn english_share(&self) -> f64 {
        self.english as f64 / self.words.max(1) as f64
    }

    /// Whether most letters are of another script than the Latin one. Its words are not counted then: many scripts have no
    /// spaces between them.
    fn is_other_script(&self) -> bool {
        self.foreign_letters >= MIN_FOREIGN_LETTERS && self.foreign_letters * 2 > self.letters
    }

    fn is_evidence(&self) -> bool {
        self.words >= MIN_WORDS || self.is_other_script()
    }

    fn is_long(&self) -> bool {
        self.words >= MANY_WORDS || self.is_other_script()
    }

    /// The language that whatlang does not know and whose frequent words the text has.
    fn other_language(&self) -> Option<&'static str> {
        let share_of = |frequent: &str| {
            let words = self.pieces.iter().flat_map(|piece| piece.split(|c: char| !c.is_alphabetic()));
            let found = words
                .filter(|word| !word.is_empty() && frequent.split(' ').any(|frequent| frequent == *word));
            found.count() as f64 / self.words.max(1) as f64
        };
        OTHER_FREQUENT_WORDS
            .iter()
            .map(|(code, frequent)| (share_of(frequent), *code))
            .filter(|(share, _)| *share >= OTHER_SHARE)
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, code)| code)
    }
}

/// The text, or pieces from its beginning, middle and end: what a page is mostly written in decides.
fn pieces_of(text: &str) -> Vec<&str> {
    if text.len() <= SAMPLE_BYTES {
        return vec![text];
    }
    let length = SAMPLE_BYTES / 3;
    [0, (text.len() - length) / 2, text.len() - length]
        .into_iter()
        .map(|start| &text[char_boundary(text, start)..char_boundary(text, start + length)])
        .collect()
}

/// The first place from `at` on where a character begins, or the end.
fn char_boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
