//! What the recogniser sees of a token, as hashes: the word, its shape and affixes, its neighbours, the run of capitals
//! that it stands in, and what the same document says elsewhere of the same word.
//!
//! Words are hashed (FNV-1a, 64 bits) and never kept, so a model trained on a text does not hold it. The surprising
//! part is the document: "Ishiba" in its tenth sentence is seen together with the "Shigeru" of the first.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::super::Document;
use super::super::document::TokenKind;
use super::gazetteer;

/// How many features a token has.
pub const FEATURES: usize = 44;

/// A feature that says nothing of a token. It has no weights: were it to have some, the many things that are not there
/// would outweigh the few that are.
pub const NOTHING: u64 = 0;

/// What is known of a word, wherever it stands.
#[derive(Debug, Clone, Copy, Default)]
struct Form {
    /// The word without its case; digits are all alike.
    word: u64,
    /// "Xxxx", "XX", "xxxx", "dd": runs of the same kind are cut at two.
    shape: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 4],
    capital: bool,
    /// Of letters, all of them capital, and more than one.
    all_capital: bool,
    lower: bool,
    gazetteers: u16,
}

/// What is known of a token by itself.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    form: Form,
    opens: bool,
    /// The run of capitals that it stands in.
    run: Run,
    document: Elsewhere,
    parenthesised: bool,
}

/// A run of capitalised words, small words between them allowed ("Bank of Japan").
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    length: u8,
    place: u8,
    first: u64,
    last: u64,
    before: u64,
    after: u64,
}

/// What a document says of a word elsewhere.
#[derive(Debug, Clone, Copy, Default)]
struct Elsewhere {
    /// How it is written inside of sentences: bit 0 capitalised, bit 1 in small letters.
    cases: u8,
    /// In the longest run with this word: the word before it, after it, the first and the last.
    before: u64,
    after: u64,
    first: u64,
    last: u64,
    length: u8,
    /// Evidence beside it anywhere: bit 0 a title before, bit 1 a reporting verb beside, bit 2 "in" or "at" before it,
    /// bit 3 a possessive after it, bit 4 "the" before it.
    company: u8,
}

/// The features of all tokens of a document.
pub struct Features {
    seen: Vec<Seen>,
    sentences: Vec<std::ops::Range<usize>>,
}

impl Features {
    /// Looks at a document.
    pub fn new(document: &Document) -> Features {
        let mut seen = look(document);
        note_runs(document, &mut seen);
        note_document(document, &mut seen);
        Features { seen, sentences: document.sentences.clone() }
    }

    /// The sentences, as ranges of tokens.
    pub fn sentences(&self) -> &[std::ops::Range<usize>] {
        &self.sentences
    }

    /// The hashed features of a token; `sentence` bounds what counts as its neighbours.
    pub fn of(&self, at: usize, sentence: &std::ops::Range<usize>, into: &mut [u64; FEATURES]) {
        const EDGE: Seen = Seen {
            form: Form {
                word: 1,
                shape: 1,
                prefixes: [1; 3],
                suffixes: [1; 4],
                capital: false,
                all_capital: false,
                lower: false,
                gazetteers: 0,
            },
            opens: false,
            run: Run { length: 0, place: 0, first: 0, last: 0, before: 0, after: 0 },
            document: Elsewhere { cases: 0, before: 0, after: 0, first: 0, last: 0, length: 0, company: 0 },
            parenthesised: false,
        };
        let near = |offset: isize| {
            at.checked_add_signed(offset)
                .filter(|at| sentence.contains(at))
                .map_or(&EDGE, |at| &self.seen[at])
        };
        let (b2, b1, t, a1, a2) = (near(-2), near(-1), near(0), near(1), near(2));
        let flags = u64::from(t.form.capital)
            | u64::from(t.opens) << 1
            | u64::from(t.form.all_capital) << 2
            | u64::from(t.parenthesised) << 3
            | u64::from(t.document.cases) << 4;
        let gazetteers = |seen: &Seen| u64::from(seen.form.gazetteers);
        let place = u64::from(t.run.length) << 8 | u64::from(t.run.place);
        let both = |a: u64, b: u64| if a == 0 { 0 } else { pair(a, b) };
        let document = u64::from(t.document.length);
        *into = [
            7,
            t.form.word,
            b1.form.word,
            a1.form.word,
            b2.form.word,
            a2.form.word,
            pair(b1.form.word, t.form.word),
            pair(t.form.word, a1.form.word),
            pair(b1.form.word, a1.form.word),
            pair(b2.form.word, b1.form.word),
            pair(a1.form.word, a2.form.word),
            t.form.shape,
            pair(b1.form.shape, t.form.shape),
            pair(t.form.shape, a1.form.shape),
            pair(pair(b1.form.shape, t.form.shape), a1.form.shape),
            t.form.suffixes[0],
            t.form.suffixes[1],
            t.form.suffixes[2],
            t.form.suffixes[3],
            t.form.prefixes[0],
            t.form.prefixes[1],
            t.form.prefixes[2],
            b1.form.suffixes[2],
            a1.form.suffixes[2],
            flags,
            pair(flags, b1.form.word),
            pair(flags, a1.form.word),
            gazetteers(t),
            both(
                gazetteers(t) | gazetteers(b1) | gazetteers(a1),
                pair(gazetteers(t), pair(gazetteers(b1), gazetteers(a1))),
            ),
            both(gazetteers(b1), flags),
            both(gazetteers(a1), flags),
            place,
            both(t.run.last, place),
            both(t.run.first, place),
            both(t.run.before, u64::from(t.run.place)),
            both(t.run.after, u64::from(t.run.place)),
            both(t.run.last, t.run.after),
            both(t.document.before, u64::from(t.form.capital)),
            both(t.document.after, u64::from(t.form.capital)),
            both(t.document.last, document),
            both(t.document.first, document),
            both(u64::from(t.document.company), flags),
            both(u64::from(t.document.company), t.form.suffixes[1]),
            both(t.run.last, t.run.before),
        ];
        for (template, feature) in (1u64..).zip(into.iter_mut()) {
            if *feature != NOTHING {
                *feature = pair(*feature, template << 32 | 0x9e37).max(1);
            }
        }
    }
}

/// Mixes two hashes.
fn pair(a: u64, b: u64) -> u64 {
    let mixed =
        (a ^ b.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

/// FNV-1a.
pub(super) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

thread_local! {
    /// The forms of the words that this thread has met: most words of a text were in the texts before it.
    static FORMS: RefCell<FxHashMap<Box<str>, Form>> = RefCell::new(FxHashMap::default());
}

/// So many words are remembered; then all are forgotten.
const REMEMBERED: usize = 1 << 15;

/// Longer words are seldom met again.
const LONGEST_REMEMBERED: usize = 32;

fn look(document: &Document) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(document.tokens.len());
    let mut depth = 0u32;
    FORMS.with_borrow_mut(|forms| {
        for (at, token) in document.tokens.iter().enumerate() {
            let word = document.word(at);
            depth = match word {
                "(" => depth + 1,
                ")" => depth.saturating_sub(1),
                _ => depth,
            };
            // What kind of token a word is can be seen from its first letter: it needs no place in the key.
            let known = forms.get(word).copied();
            let form = known.unwrap_or_else(|| {
                let form = form(word, token.kind);
                if word.len() <= LONGEST_REMEMBERED {
                    if forms.len() >= REMEMBERED {
                        forms.clear();
                    }
                    forms.insert(word.into(), form);
                }
                form
            });
            seen.push(Seen { form, parenthesised: depth > 0, ..Seen::default() });
        }
    });
    for sentence in &document.sentences {
        let opening = sentence.clone().find(|&at| document.tokens[at].kind == TokenKind::Word);
        if let Some(at) = opening {
            seen[at].opens = true;
        }
    }
    seen
}

fn form(word: &str, kind: TokenKind) -> Form {
    let lower: String = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        // Letter by letter: a sigma at a word's end is one like any other.
        word.chars().flat_map(char::to_lowercase).collect()
    };
    let number = kind == TokenKind::Number;
    let bytes = lower.as_bytes();
    let first = word.chars().next().unwrap_or(' ');
    Form {
        word: if number { number_word(word) } else { hash(bytes.iter().copied()) },
        shape: shape(word),
        prefixes: std::array::from_fn(|n| affix(bytes.iter().take(n + 2).copied(), bytes.len(), n + 2)),
        suffixes: std::array::from_fn(|n| affix(bytes.iter().rev().take(n + 1).copied(), bytes.len(), n + 1)),
        capital: first.is_uppercase(),
        all_capital: word.len() > 1
            && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
            && !number,
        lower: first.is_lowercase(),
        gazetteers: if kind == TokenKind::Word { gazetteer::lists_with(&lower) } else { 0 },
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

/// Small words that stand inside of names.
fn links(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "for"
            | "de"
            | "la"
            | "al"
            | "bin"
            | "van"
            | "von"
            | "el"
            | "del"
            | "da"
            | "dos"
            | "du"
            | "&"
            | "-"
            | "’s"
            | "'s"
            | "on"
    )
}

fn note_runs(document: &Document, seen: &mut [Seen]) {
    for sentence in &document.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if !seen[at].form.capital {
                at += 1;
                continue;
            }
            let end = run_end(document, seen, at, sentence.end);
            let word = |at: usize| seen[at].form.word;
            let run = Run {
                length: (end - at).min(7) as u8,
                place: 0,
                first: word(at),
                last: word(end - 1),
                before: if at > sentence.start { word(at - 1) } else { 1 },
                after: if end < sentence.end { word(end) } else { 1 },
            };
            for (place, token) in (0..).zip(at..end) {
                let last = token + 1 == end;
                seen[token].run = Run { place: if last { 9 } else { std::cmp::min(place, 5) }, ..run };
            }
            at = end;
        }
    }
}

/// The token after a run of capitals: up to two small words are passed over if a capital follows.
fn run_end(document: &Document, seen: &[Seen], start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    loop {
        let mut next = end;
        while next < limit && next < end + 2 && !seen[next].form.capital && links(document.word(next)) {
            next += 1;
        }
        if next < limit && seen[next].form.capital {
            end = next + 1;
        } else {
            return end;
        }
    }
}

fn note_document(document: &Document, seen: &mut [Seen]) {
    let mut words: FxHashMap<u64, Elsewhere> = FxHashMap::default();
    for sentence in &document.sentences {
        for at in sentence.clone() {
            let token = seen[at];
            if !(token.form.capital || token.form.lower) {
                continue;
            }
            let before = if at > sentence.start { document.word(at - 1) } else { "" };
            let after = if at + 1 < sentence.end { document.word(at + 1) } else { "" };
            let entry = words.entry(token.form.word).or_default();
            if token.form.lower {
                entry.cases |= 2;
                continue;
            }
            if !token.opens {
                entry.cases |= 1;
            }
            let beside = |gazetteer: u16, at: Option<&Seen>| {
                at.is_some_and(|seen| seen.form.gazetteers & gazetteer != 0)
            };
            let previous = at.checked_sub(1).filter(|at| sentence.contains(at)).map(|at| &seen[at]);
            let following = Some(at + 1).filter(|at| sentence.contains(at)).map(|at| &seen[at]);
            entry.company |= u8::from(beside(gazetteer::TITLE, previous))
                | u8::from(beside(gazetteer::SAYING, previous) || beside(gazetteer::SAYING, following)) << 1
                | u8::from(matches!(before, "in" | "at" | "In" | "At" | "from" | "to")) << 2
                | u8::from(matches!(after, "’s" | "'s")) << 3
                | u8::from(matches!(before, "the" | "The")) << 4;
            if token.run.length > entry.length {
                let inner = |at: Option<usize>| {
                    at.filter(|at| sentence.contains(at)).map_or(1, |at| seen[at].form.word)
                };
                entry.length = token.run.length;
                entry.first = token.run.first;
                entry.last = token.run.last;
                entry.before = if token.run.place == 0 { 1 } else { inner(at.checked_sub(1)) };
                entry.after = if token.run.place == 9 { 1 } else { inner(Some(at + 1)) };
            }
        }
    }
    for token in seen.iter_mut() {
        if let Some(entry) = words.get(&token.form.word) {
            token.document = *entry;
        }
    }
}
