//! What the recogniser sees of a token, as hashes: the word, its shape and affixes, its cluster and lists, its
//! neighbours, the run of capitals that it stands in, and what the same document says elsewhere of the same word.
//!
//! Words are hashed (FNV-1a, 64 bits) and never kept, so a model trained on a text does not hold it. What a word says
//! by itself is in [`crate::entities::features::word_types`]; here is what it says together with its surroundings.

pub(crate) mod document_features;
pub mod second_pass;
pub mod word_types;

use std::ops::Range;

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::candidate_windows;
use crate::entities::crf::candidate_windows::Island;
use crate::entities::gazetteer::{Lexicon, phrase_hash};
use document_features::Elsewhere;
use word_types::{AROUND, EDGE, Form, Words, list};

/// What kind of thing a feature is about; a model can be trained without one, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// The word and its neighbours.
    Word,
    /// Letters, affixes, capitals.
    Shape,
    /// Words that stand in like places.
    Cluster,
    /// Lists of facts.
    List,
    /// The run of capitals.
    Run,
    /// What the document says elsewhere.
    Document,
    /// What was found elsewhere in a first pass.
    Second,
}

impl Family {
    /// Every family, in the order of their numbers.
    pub const ALL: [Family; 7] = [
        Family::Word,
        Family::Shape,
        Family::Cluster,
        Family::List,
        Family::Run,
        Family::Document,
        Family::Second,
    ];

    /// The family of a feature.
    pub fn of(feature: u64) -> Family {
        Family::ALL[(feature & 7) as usize % Family::ALL.len()]
    }
}

/// Collects features.
#[derive(Debug, Default)]
pub struct Sink(pub Vec<u64>);

impl Sink {
    /// A feature: its template's number, and its value.
    pub fn put(&mut self, family: Family, template: u64, value: u64) {
        let hash = pair(value, template << 32 | 0x9e37);
        self.0.push(hash & !7 | family as u64);
    }

    /// A feature whose value 0 says nothing. Nothing has no weights: were it to have some, the many things that are not
    /// there would outweigh the few that are.
    pub fn put_some(&mut self, family: Family, template: u64, value: u64) {
        if value != 0 {
            self.put(family, template, value);
        }
    }
}

/// What is known of a token beside its word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    /// The number of its word's form.
    pub form: u32,
    pub opens: bool,
    /// May be a part of a name by itself.
    pub stands_out: bool,
    pub parenthesised: bool,
    /// The run of capitals that it stands in.
    pub run: Run,
    /// The number of what the document says of its word, from 1 on.
    pub elsewhere: u32,
    /// The lists of the longest phrase that it is part of, and its place there.
    pub phrase: Phrase,
}

/// A run of capitalised words, small words between them allowed ("Bank of Japan").
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    pub length: u8,
    /// 9 for the last word, else how many stand before it, at most 5.
    pub place: u8,
    pub start: u32,
    pub end: u32,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Phrase {
    pub lists: u16,
    pub length: u8,
    /// 1 for the only word, 2 the first, 3 between, 4 the last.
    pub place: u8,
}

/// The features of all tokens of a document.
pub struct Features<'w> {
    words: &'w Words,
    seen: Vec<Seen>,
    elsewhere: Vec<Elsewhere>,
    /// How much the document speaks of sport: 0 to 2. There a country is a team.
    sport: u8,
    islands: Vec<Island>,
}

impl<'w> Features<'w> {
    /// Looks at a document whose words have the forms of these numbers.
    pub fn new(document: &Document, numbers: &[u32], words: &'w Words, lexicon: Lexicon) -> Features<'w> {
        let mut seen = look(document, numbers);
        candidate_windows::note(document, words, &mut seen);
        note_runs(document, words, &mut seen);
        note_phrases(document, lexicon, words, &mut seen);
        let elsewhere = document_features::note(document, words, &mut seen);
        let sport = seen.iter().filter(|token| words.form(token.form).lists & list::SPORT != 0).count();
        let sport = u8::from(100 * sport > seen.len()) + u8::from(40 * sport > seen.len());
        let islands = candidate_windows::find(document, &seen);
        Features { words, seen, elsewhere, sport, islands }
    }

    /// The stretches where names may be; what is not in one is outside of any name.
    pub fn islands(&self) -> &[Island] {
        &self.islands
    }

    /// How many tokens the document has.
    pub fn tokens(&self) -> usize {
        self.seen.len()
    }

    /// How many forms there are, and which they are.
    pub(crate) fn forms(&self) -> usize {
        self.words.forms()
    }

    pub(crate) fn generation(&self) -> (u64, u64) {
        self.words.generation()
    }

    /// The number of the form of a token's word.
    pub(crate) fn form_number(&self, at: usize) -> u32 {
        self.seen[at].form
    }

    /// The form of a token's word.
    pub(crate) fn form(&self, at: usize) -> &'w Form {
        self.words.form(self.seen[at].form)
    }

    /// Whether a token opens its sentence.
    pub(crate) fn opens(&self, at: usize) -> bool {
        self.seen[at].opens
    }

    /// How many different words the document has.
    pub(crate) fn words_noted(&self) -> usize {
        self.elsewhere.len()
    }

    /// The number of a token's word among those, if it has a capital here.
    pub(crate) fn capital_word(&self, at: usize) -> Option<usize> {
        if self.seen[at].stands_out && self.form(at).capital {
            (self.seen[at].elsewhere as usize).checked_sub(1)
        } else {
            None
        }
    }

    /// The forms of the words around a token, by place.
    pub fn around(&self, at: usize, sentence: &Range<usize>) -> [&'w Form; AROUND] {
        std::array::from_fn(|place| self.form_at((at + place).checked_sub(2), sentence))
    }

    fn form_at(&self, at: Option<usize>, sentence: &Range<usize>) -> &'w Form {
        at.filter(|at| sentence.contains(at)).map_or(&EDGE, |at| self.words.form(self.seen[at].form))
    }

    /// All features of a token; `sentence` bounds what counts as its neighbours.
    pub fn all(&self, at: usize, sentence: &Range<usize>, sink: &mut Sink) {
        for (place, form) in self.around(at, sentence).into_iter().enumerate() {
            form.features(place, sink);
        }
        self.in_context(at, sentence, sink);
    }

    /// The features that take more than one word. Most tokens have none: small words say what they say by themselves,
    /// and so do their neighbours, but for those that may tie two parts of a name together.
    pub fn in_context(&self, at: usize, sentence: &Range<usize>, sink: &mut Sink) {
        let token = &self.seen[at];
        let [_, b1, t, a1, _] = self.around(at, sentence);
        let stands_out =
            |at: Option<usize>| at.is_some_and(|at| sentence.contains(&at) && self.seen[at].stands_out);
        let (before, after) = (stands_out(at.checked_sub(1)), stands_out(Some(at + 1)));
        let ties = before && (after || stands_out(Some(at + 2))) || stands_out(at.checked_sub(2)) && after;
        if !(token.stands_out || ties) {
            return;
        }
        sink.put(Family::Word, 1001, pair(b1.word, t.word));
        sink.put(Family::Word, 1002, pair(t.word, a1.word));
        sink.put(Family::Shape, 1010, pair(b1.shape, t.shape));
        sink.put(Family::Shape, 1011, pair(t.shape, a1.shape));
        sink.put(Family::Shape, 1012, pair(pair(b1.shape, t.shape), a1.shape));
        let flags = 1
            + (u64::from(t.capital)
                | u64::from(token.opens) << 1
                | u64::from(t.all_capital) << 2
                | u64::from(token.parenthesised) << 3);
        let cases = flags | self.of_document(token).map_or(0, |own| u64::from(own.cases)) << 8;
        sink.put(Family::Shape, 1013, flags);
        sink.put(Family::Document, 1014, cases);
        sink.put(Family::Shape, 1015, pair(cases, b1.word));
        sink.put(Family::Shape, 1016, pair(cases, a1.word));
        let c = |form: &Form, bits: u32| u64::from(form.cluster & ((1 << bits) - 1));
        sink.put(Family::Cluster, 1020, pair(c(b1, 18), c(t, 18)));
        sink.put(Family::Cluster, 1021, pair(c(t, 18), c(a1, 18)));
        sink.put(Family::Cluster, 1022, pair(pair(c(b1, 8), c(t, 8)), c(a1, 8)));
        sink.put(Family::Cluster, 1023, pair(c(b1, 18), flags));
        sink.put(Family::Cluster, 1024, pair(c(a1, 18), flags));
        sink.put(Family::Cluster, 1025, pair(pair(c(b1, 18), c(a1, 18)), flags));
        self.lists(token, [b1, t, a1], flags, sink);
        if token.run.length > 0 {
            self.run(token, sentence, flags, sink);
        }
        if let Some(own) = self.of_document(token) {
            own.features(t, flags, sink);
        }
    }

    fn of_document(&self, token: &Seen) -> Option<&Elsewhere> {
        self.elsewhere.get((token.elsewhere as usize).checked_sub(1)?)
    }

    fn lists(&self, token: &Seen, [b1, t, a1]: [&Form; 3], flags: u64, sink: &mut Sink) {
        let lists = |form: &Form| u64::from(form.lists);
        if (t.lists | b1.lists | a1.lists) != 0 {
            sink.put(Family::List, 1030, pair(lists(t), pair(lists(b1), lists(a1))));
        }
        if t.lists != 0 {
            sink.put(Family::List, 1031, pair(lists(t), flags));
        }
        if b1.lists != 0 {
            sink.put(Family::List, 1032, pair(lists(b1), flags));
        }
        if a1.lists != 0 {
            sink.put(Family::List, 1033, pair(lists(a1), flags));
        }
        let Phrase { lists, place, length } = token.phrase;
        if lists != 0 {
            let mut rest = lists;
            while rest != 0 {
                let one = u64::from(rest.trailing_zeros()) << 8 | u64::from(place);
                sink.put(Family::List, 1034, one);
                sink.put(Family::List, 1035, one << 8 | u64::from(token.run.length.min(4)));
                rest &= rest - 1;
            }
            sink.put(Family::List, 1036, u64::from(lists) << 16 | u64::from(place) << 8 | u64::from(length));
            sink.put(Family::List, 1037, pair(u64::from(lists) << 8 | u64::from(place), flags));
        }
    }

    fn run(&self, token: &Seen, sentence: &Range<usize>, flags: u64, sink: &mut Sink) {
        let run = token.run;
        let place = u64::from(run.length) << 8 | u64::from(run.place);
        let form = |at: Option<usize>| self.form_at(at, sentence);
        let (start, end) = (run.start as usize, run.end as usize);
        let (first, last) = (form(Some(start)), form(Some(end - 1)));
        let (before, after) = (form(start.checked_sub(1)), form(Some(end)));
        let before2 = form(start.checked_sub(2));
        sink.put(Family::Run, 1040, place);
        sink.put(Family::Run, 1041, pair(last.word, place));
        sink.put(Family::Run, 1042, pair(first.word, place));
        sink.put(Family::Run, 1043, pair(before.word, u64::from(run.place)));
        sink.put(Family::Run, 1044, pair(after.word, u64::from(run.place)));
        sink.put(Family::Cluster, 1047, pair(u64::from(before.cluster), place));
        sink.put(Family::Cluster, 1048, pair(u64::from(after.cluster), place));
        sink.put(Family::Cluster, 1049, pair(u64::from(last.cluster), place));
        sink.put(Family::Cluster, 1050, pair(u64::from(first.cluster), place));
        sink.put(Family::List, 1051, pair(u64::from(last.lists), place));
        sink.put(Family::List, 1052, pair(u64::from(first.lists), place));
        sink.put(Family::List, 1053, pair(u64::from(before.lists), place));
        sink.put(Family::Run, 1054, pair(pair(before2.word, before.word), u64::from(run.place)));
        sink.put(
            Family::Cluster,
            1055,
            pair(pair(u64::from(before.cluster), u64::from(after.cluster)), place),
        );
        sink.put(Family::Run, 1057, pair(pair(before.word, after.word), place));
        sink.put(Family::List, 1058, pair(u64::from(after.lists), place));
        if self.sport > 0 {
            let sport = u64::from(self.sport);
            let lists = u64::from(token.phrase.lists) << 8 | u64::from(token.phrase.place);
            sink.put(Family::Document, 1060, pair(sport << 8 | u64::from(run.length == 1), lists));
            sink.put(Family::Document, 1061, pair(sport, pair(before.word, place)));
            sink.put(Family::Document, 1062, pair(sport, pair(after.word, place)));
        }
        // No further than the longest names go: a whole text of capitals is one run.
        let whole = (start..end.min(start + 8)).fold(flags & 1, |sum, at| pair(sum, form(Some(at)).word));
        sink.put(Family::Run, 1056, pair(whole, u64::from(run.place)));
    }
}

/// Mixes two hashes.
pub fn pair(a: u64, b: u64) -> u64 {
    let mixed =
        (a ^ b.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

/// FNV-1a, mixed once more so that every bit is as good as another.
pub fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let sum = bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    pair(sum, 1)
}

fn look(document: &Document, numbers: &[u32]) -> Vec<Seen> {
    let mut depth = 0u32;
    let see = |(at, form): (usize, &u32)| {
        // Only marks of one letter count, which are cheap to tell.
        let token = &document.tokens[at];
        if token.kind == TokenKind::Punct && token.end - token.start == 1 {
            depth = match document.word(at) {
                "(" => depth + 1,
                ")" => depth.saturating_sub(1),
                _ => depth,
            };
        }
        Seen { form: *form, parenthesised: depth > 0, ..Seen::default() }
    };
    let mut seen: Vec<Seen> = numbers.iter().enumerate().map(see).collect();
    for sentence in &document.sentences {
        let opening = sentence.clone().find(|&at| document.tokens[at].kind == TokenKind::Word);
        if let Some(at) = opening {
            seen[at].opens = true;
        }
    }
    seen
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

fn note_runs(document: &Document, words: &Words, seen: &mut [Seen]) {
    for sentence in &document.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if !words.form(seen[at].form).capital {
                at += 1;
                continue;
            }
            let end = run_end(document, words, seen, at, sentence.end);
            let run = Run { length: (end - at).min(7) as u8, place: 0, start: at as u32, end: end as u32 };
            for (place, token) in (0..).zip(at..end) {
                let last = token + 1 == end;
                seen[token].run = Run { place: if last { 9 } else { std::cmp::min(place, 5) }, ..run };
            }
            at = end;
        }
    }
}

/// The token after a run of capitals: up to two small words are passed over if a capital follows.
fn run_end(document: &Document, words: &Words, seen: &[Seen], start: usize, limit: usize) -> usize {
    let capital = |at: usize| words.form(seen[at].form).capital;
    let mut end = start + 1;
    loop {
        let mut next = end;
        while next < limit && next < end + 2 && !capital(next) && links(document.word(next)) {
            next += 1;
        }
        if next < limit && capital(next) {
            end = next + 1;
        } else {
            return end;
        }
    }
}

/// No phrase of the lists has more tokens.
const LONGEST_PHRASE: usize = 8;

/// Finds the longest phrases of the lists, from left to right.
fn note_phrases(document: &Document, lexicon: Lexicon, words: &Words, seen: &mut [Seen]) {
    for sentence in &document.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let form = words.form(seen[at].form);
            if !form.capital || !(form.opens_phrases || form.phrases != 0) {
                at += 1;
                continue;
            }
            let (mut lists, mut end) = (form.phrases, at + 1);
            let (mut sum, mut goes_on) = (form.word, form.opens_phrases);
            let mut next = at + 1;
            while goes_on && next < sentence.end.min(at + LONGEST_PHRASE) {
                sum = phrase_hash(Some(sum), words.form(seen[next].form).word);
                let Some(known) = lexicon.get(sum) else { break };
                next += 1;
                goes_on = known.goes_on;
                if known.phrases != 0 {
                    (lists, end) = (known.phrases, next);
                }
            }
            if lists != 0 {
                let length = end - at;
                for (token, number) in seen[at..end].iter_mut().zip(1..) {
                    let place = match number {
                        1 if length == 1 => 1,
                        1 => 2,
                        _ if number == length => 4,
                        _ => 3,
                    };
                    token.phrase = Phrase { lists, length: length.min(4) as u8, place };
                }
            }
            at = end;
        }
    }
}
