//! The text around the quotes, ready to be searched for who spoke: each token's word class, and the sentences as the
//! narrator wrote them.
//!
//! Takes a [`Document`] and its stretches; gives a [`Scene`]. The surprising decision: a full stop inside of a quote
//! does not end the narrator's sentence. “It is late. We go,” Roe said. is one sentence here, with a hole in it.

use std::ops::Range;

use crate::document::TokenKind;
use crate::quotes::Document;
use crate::quotes::english::lexicon;
use crate::quotes::english::lexicon::{Entry, Function, Verb};
use crate::quotes::models::linear::word_number;
use crate::quotes::spans::Stretch;

/// What a token is to the narrator's sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Inside of a quote, or one of its marks.
    Quoted,
    /// A word of a closed class.
    Function(Function),
    /// A content word written with a capital.
    Capital,
    /// A content word in lower case.
    Lower,
    /// Digits.
    Number,
    /// The "’s" of a possessive or contraction.
    Clitic,
    /// ,
    Comma,
    /// :
    Colon,
    /// A dash, or a hyphen that stands free.
    Dash,
    /// A hyphen or slash inside of a word, an ampersand between two.
    Joiner,
    /// . ! ? ;
    Stop,
    /// ( or [
    OpenBracket,
    /// ) or ]
    CloseBracket,
    /// Anything else.
    Other,
}

/// A document with its stretches, seen as the narrator's text.
pub struct Scene<'d, 't> {
    /// The text.
    pub document: &'d Document<'t>,
    /// What stands between marks.
    pub stretches: &'d [Stretch],
    /// The narrator's sentences, in order; together they cover all tokens.
    pub sentences: Vec<Range<usize>>,
    tokens: Vec<Seen>,
}

/// What is known of one token.
#[derive(Debug, Clone, Copy)]
struct Seen {
    number: u64,
    class: Class,
    entry: Entry,
}

impl<'d, 't> Scene<'d, 't> {
    /// Classes every token. Linear in the document's length.
    pub fn new(document: &'d Document<'t>, stretches: &'d [Stretch]) -> Scene<'d, 't> {
        let sentences = narrator_sentences(document, stretches);
        let mut tokens: Vec<Seen> =
            (0..document.tokens.len()).map(|token| classify(document, token)).collect();
        for stretch in stretches {
            for token in &mut tokens[stretch.open..stretch.after()] {
                token.class = Class::Quoted;
            }
        }
        Scene { document, stretches, sentences, tokens }
    }

    /// The class of a token; past the end, a stop.
    #[inline]
    pub fn class(&self, token: usize) -> Class {
        self.tokens.get(token).map_or(Class::Stop, |seen| seen.class)
    }

    /// The closed class of a token, if it has one.
    #[inline]
    pub fn function(&self, token: usize) -> Option<Function> {
        match self.class(token) {
            Class::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The verb form that a token can be, outside of quotes.
    #[inline]
    pub fn verb(&self, token: usize) -> Option<Verb> {
        let seen = self.tokens.get(token)?;
        if seen.class == Class::Quoted { None } else { seen.entry.verb }
    }

    /// Whether a token is a noun for somebody that can be quoted.
    #[inline]
    pub fn is_role(&self, token: usize) -> bool {
        self.entry(token).role
    }

    /// Whether a token is an adjective that stands before such a noun.
    pub fn is_role_adjective(&self, token: usize) -> bool {
        self.entry(token).adjective
    }

    /// Whether a token is a noun that tells of speech when somebody owns it.
    pub fn is_speech_noun(&self, token: usize) -> bool {
        self.entry(token).speech
    }

    /// What the lexicon knows of a token, inside of quotes as well.
    #[inline]
    pub fn entry(&self, token: usize) -> Entry {
        self.tokens.get(token).map_or_else(Entry::default, |seen| seen.entry)
    }

    /// The number of a token's word, as features have it.
    #[inline]
    pub fn number(&self, token: usize) -> u64 {
        self.tokens.get(token).map_or(0, |seen| seen.number)
    }

    /// The text of a token.
    #[inline]
    pub fn word(&self, token: usize) -> &'t str {
        self.document.word(token)
    }

    /// Whether a token is this word, in any case.
    #[inline]
    pub fn is_word(&self, token: usize, word: &str) -> bool {
        let Some(place) = self.document.tokens.get(token) else { return false };
        let bytes = place.start as usize..place.end as usize;
        bytes.len() == word.len()
            && self.document.text.as_bytes()[bytes].eq_ignore_ascii_case(word.as_bytes())
    }

    /// Whether a token follows the one before it without white space.
    pub fn is_glued(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|token| !token.space_before)
    }

    /// The number of the narrator's sentence that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= token)
    }
}

fn classify(document: &Document, token: usize) -> Seen {
    let word = document.word(token);
    let number = word_number(word);
    let mut entry = Entry::default();
    let class = match document.tokens[token].kind {
        TokenKind::Number => Class::Number,
        TokenKind::Clitic => Class::Clitic,
        TokenKind::Word => {
            entry = lexicon::lookup_numbered(word, number);
            let capital = word.chars().next().is_some_and(|c| !c.is_lowercase());
            word_class(document, token, capital, entry)
        }
        TokenKind::Punct => punctuation_class(document, token, word),
    };
    Seen { number, class, entry }
}

fn word_class(document: &Document, token: usize, capital: bool, entry: Entry) -> Class {
    let content = if capital { Class::Capital } else { Class::Lower };
    if entry.function.is_some() && is_in_compound(document, token) {
        return content;
    }
    match entry.function {
        // "May", "Will", "Mark Van Dyke": a capital inside of a sentence is a name, but for days and months.
        Some(Function::Particle) if capital => Class::Capital,
        Some(Function::Auxiliary | Function::Adverb) if capital && follows_lower(document, token) => {
            Class::Capital
        }
        Some(Function::Honorific) if !capital => content,
        Some(function) => Class::Function(function),
        None => content,
    }
}

/// The "year" of "the 46-year-old": a word of a closed class is none behind a hyphen.
fn is_in_compound(document: &Document, token: usize) -> bool {
    let hyphen = |at: usize| document.word(at) == "-";
    let glued = |at: usize| document.tokens.get(at).is_some_and(|token| !token.space_before);
    token > 1 && glued(token) && glued(token - 1) && hyphen(token - 1)
}

fn follows_lower(document: &Document, token: usize) -> bool {
    token > 0 && document.word(token - 1).chars().next_back().is_some_and(char::is_alphabetic)
}

fn punctuation_class(document: &Document, token: usize, word: &str) -> Class {
    let glued_left = !document.tokens[token].space_before && token > 0;
    let glued_right = document.tokens.get(token + 1).is_some_and(|next| !next.space_before);
    match word {
        "," => Class::Comma,
        ":" => Class::Colon,
        "." if glued_left && is_abbreviated(document, token) => Class::Joiner,
        "." | "!" | "?" | ";" | "…" => Class::Stop,
        "-" | "/" | "&" | "‑" if glued_left && glued_right => Class::Joiner,
        "&" => Class::Joiner,
        "-" | "--" | "---" | "–" | "—" | "―" => Class::Dash,
        "(" | "[" => Class::OpenBracket,
        ")" | "]" => Class::CloseBracket,
        "’" | "'" if glued_left => Class::Clitic,
        "@" | "#" if glued_right => Class::Joiner,
        _ if word.starts_with("..") => Class::Stop,
        _ => Class::Other,
    }
}

/// The stop of "Sen." or "J." before a name.
fn is_abbreviated(document: &Document, token: usize) -> bool {
    let before = document.word(token - 1);
    let short = before.chars().count() <= 5 && before.chars().next().is_some_and(char::is_uppercase);
    let goes_on = document.tokens.get(token + 1).is_some_and(|next| next.kind != TokenKind::Punct)
        || document
            .tokens
            .get(token + 1)
            .is_some_and(|next| document.text[next.start as usize..].starts_with(','));
    short && goes_on && document.sentence_of(token) == document.sentence_of(token + 1)
}

/// The document's sentences without the breaks that fall inside of a quote.
fn narrator_sentences(document: &Document, stretches: &[Stretch]) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::with_capacity(document.sentences.len());
    let mut next = 0;
    for sentence in &document.sentences {
        while next < stretches.len() && stretches[next].after() <= sentence.start {
            next += 1;
        }
        let inside = stretches.get(next).is_some_and(|stretch| stretch.open < sentence.start);
        match sentences.last_mut() {
            Some(last) if inside && last.end == sentence.start => last.end = sentence.end,
            _ => sentences.push(sentence.clone()),
        }
    }
    sentences
}
