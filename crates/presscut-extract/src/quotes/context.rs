//! The text around the quotes, ready for the search for speakers: the class of each token, and the sentences as the
//! narrator wrote them.
//!
//! Takes a [`Document`], its quoted spans and a [`Lexicon`]; gives a [`QuoteContext`]. The surprising decision: a full stop
//! inside a quote does not end the narrator's sentence. “It is late. We go,” Roe said. is one sentence here, with a hole
//! in it.

use std::cell::RefCell;
use std::ops::Range;

use crate::Document;
use crate::document::TokenKind;
use crate::document::vocabulary::WordMemo;
use crate::quotes::lexicon::{FunctionWord, Lexicon, ReportingVerb, WordEntry};
use crate::quotes::models::features::word_hash;
use crate::quotes::spans::quoted_span::QuotedSpan;
use crate::quotes::surnames;
use crate::quotes::token_class::ContextToken;
pub use crate::quotes::token_class::TokenClass;

/// A document with its quoted spans, as the narrator's text.
pub struct QuoteContext<'d, 't> {
    /// The text.
    pub document: &'d Document<'t>,
    /// The spans between quotation marks, in order.
    pub spans: &'d [QuotedSpan],
    /// The narrator's sentences, in order; together they cover all tokens.
    pub sentences: Vec<Range<usize>>,
    tokens: Vec<ContextToken>,
    lexicon: &'d Lexicon,
}

impl<'d, 't> QuoteContext<'d, 't> {
    /// Classes every token. Linear in the document's length.
    pub fn new(
        document: &'d Document<'t>,
        spans: &'d [QuotedSpan],
        lexicon: &'d Lexicon,
    ) -> QuoteContext<'d, 't> {
        let sentences = narrator_sentences(document, spans);
        let mut tokens: Vec<ContextToken> = Vec::with_capacity(document.tokens.len());
        let mut ambiguous = Vec::new();
        KNOWN_WORDS.with_borrow_mut(|(known_by, memo)| {
            if *known_by != lexicon.id() {
                (*known_by, *memo) = (lexicon.id(), WordMemo::default());
            }
            memo.prepare_for(document.generation());
            for number in 0..document.tokens.len() {
                let known = memo.get_or_look_up(document.word_number(number), || {
                    KnownWord::new(document, lexicon, number)
                });
                let (token, has_capital) = classify(document, known, number);
                if has_capital && surnames::is_ambiguous(token) {
                    ambiguous.push(number);
                }
                tokens.push(token);
            }
        });
        surnames::reclassify_surnames(document, lexicon, &mut tokens, &ambiguous);
        for span in spans {
            for token in &mut tokens[span.open..span.end()] {
                token.class = TokenClass::Quoted;
            }
        }
        QuoteContext { document, spans, sentences, tokens, lexicon }
    }

    /// The class of a token; past the end, a stop.
    #[inline]
    pub fn class(&self, token: usize) -> TokenClass {
        self.tokens.get(token).map_or(TokenClass::Stop, |token| token.class)
    }

    /// The closed class of a token, if it has one.
    #[inline]
    pub fn function_word(&self, token: usize) -> Option<FunctionWord> {
        match self.class(token) {
            TokenClass::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The form of a reporting verb that a token can be, outside quotes.
    #[inline]
    pub fn reporting_verb(&self, token: usize) -> Option<ReportingVerb> {
        let token = self.tokens.get(token)?;
        if token.class == TokenClass::Quoted { None } else { token.entry.verb }
    }

    /// Whether a token is a noun for somebody who can be quoted.
    #[inline]
    pub fn is_speaker_noun(&self, token: usize) -> bool {
        self.lexicon_entry(token).speaker_noun
    }

    /// Whether a token is a noun for one person who can be quoted, and not for a body or a thing.
    pub fn is_person_noun(&self, token: usize) -> bool {
        let entry = self.lexicon_entry(token);
        entry.speaker_noun && !entry.body
    }

    /// Whether these tokens together are the name of a place.
    pub fn is_place(&self, tokens: Range<usize>) -> bool {
        !tokens.is_empty() && self.lexicon.is_place(self.document.slice(tokens))
    }

    /// Whether a token is an adjective before such a noun.
    pub fn is_speaker_adjective(&self, token: usize) -> bool {
        self.lexicon_entry(token).speaker_adjective
    }

    /// Whether a token is a noun for speech when somebody owns it.
    pub fn is_speech_noun(&self, token: usize) -> bool {
        self.lexicon_entry(token).speech_noun
    }

    /// What the lexicon knows of a token, inside quotes as well.
    #[inline]
    pub fn lexicon_entry(&self, token: usize) -> WordEntry {
        self.tokens.get(token).map_or_else(WordEntry::default, |token| token.entry)
    }

    /// The hash of a token's word, as features have it; 0 past the end.
    #[inline]
    pub fn word_hash(&self, token: usize) -> u64 {
        self.tokens.get(token).map_or(0, |token| token.hash)
    }

    /// The text of a token.
    #[inline]
    pub fn word(&self, token: usize) -> &'t str {
        self.document.word(token)
    }

    /// Whether a token is this word, in any case.
    #[inline]
    pub fn is_word(&self, token: usize, word: &str) -> bool {
        let Some(found) = self.document.tokens.get(token) else { return false };
        let bytes = found.start as usize..found.end as usize;
        bytes.len() == word.len()
            && self.document.text.as_bytes()[bytes].eq_ignore_ascii_case(word.as_bytes())
    }

    /// Whether a token is one of these words, in any case.
    pub fn is_any_word(&self, token: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(token, word))
    }

    /// Whether a token follows the one before it without white space.
    pub fn is_glued(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|token| !token.space_before)
    }

    /// A token's class as a number of features: also whether a content word is a reporting verb or a speaker noun.
    #[inline]
    pub fn class_number(&self, token: usize) -> u64 {
        match self.class(token) {
            TokenClass::Quoted => 1,
            TokenClass::Function(function) => 32 + function as u64,
            TokenClass::Capital => 2,
            TokenClass::Lower => {
                3 + 16 * u64::from(self.reporting_verb(token).is_some())
                    + 128 * u64::from(self.is_speaker_noun(token))
            }
            TokenClass::Number => 4,
            TokenClass::Clitic => 5,
            TokenClass::Comma => 6,
            TokenClass::Colon => 7,
            TokenClass::Dash => 8,
            TokenClass::Joiner => 9,
            TokenClass::Stop => 10,
            TokenClass::OpenBracket => 11,
            TokenClass::CloseBracket => 12,
            TokenClass::Other => 13,
        }
    }

    /// The number of the narrator's sentence that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= token)
    }
}

/// What is known of a word wherever it is.
#[derive(Debug, Clone, Copy)]
struct KnownWord {
    hash: u64,
    entry: WordEntry,
    /// Whether it is a word with a capital.
    capital: bool,
}

thread_local! {
    /// The words that this thread has met, and the lexicon that knows them.
    static KNOWN_WORDS: RefCell<(u64, WordMemo<KnownWord>)> = RefCell::default();
}

impl KnownWord {
    fn new(document: &Document, lexicon: &Lexicon, token: usize) -> KnownWord {
        let word = document.word(token);
        let hash = word_hash(word);
        if document.tokens[token].kind != TokenKind::Word {
            return KnownWord { hash, entry: WordEntry::default(), capital: false };
        }
        let capital = word.chars().next().is_some_and(|c| !c.is_lowercase());
        KnownWord { hash, entry: lexicon.look_up_hashed(word, hash), capital }
    }
}

/// Classes a token; says also whether it is a word with a capital.
fn classify(document: &Document, known: KnownWord, token: usize) -> (ContextToken, bool) {
    let KnownWord { hash, entry, capital } = known;
    let class = match document.tokens[token].kind {
        TokenKind::Number => TokenClass::Number,
        TokenKind::Clitic => TokenClass::Clitic,
        TokenKind::Word => word_class(document, token, capital, entry),
        TokenKind::Punct => punctuation_class(document, token, document.word(token)),
    };
    (ContextToken { hash, class, entry }, capital)
}

fn word_class(document: &Document, token: usize, capital: bool, entry: WordEntry) -> TokenClass {
    let content = if capital { TokenClass::Capital } else { TokenClass::Lower };
    if entry.function.is_some() && is_in_compound(document, token) {
        return content;
    }
    if capital && entry.function.is_some() && is_initialism(document, token) {
        return TokenClass::Capital;
    }
    match entry.function {
        // "May", "Will", "Mark Van Dyke": a capital inside a sentence is a name, except for days and months.
        Some(FunctionWord::Particle) if capital => TokenClass::Capital,
        Some(FunctionWord::Auxiliary | FunctionWord::Adverb) if capital && follows_lower(document, token) => {
            TokenClass::Capital
        }
        Some(FunctionWord::Honorific) if !capital => content,
        Some(function) => TokenClass::Function(function),
        None => content,
    }
}

/// The "year" of "the 46-year-old": after a hyphen, a function word is a content word.
fn is_in_compound(document: &Document, token: usize) -> bool {
    let hyphen = |at: usize| document.word(at) == "-";
    let glued = |at: usize| document.tokens.get(at).is_some_and(|token| !token.space_before);
    token > 1 && glued(token) && glued(token - 1) && hyphen(token - 1)
}

/// "US", "WHO", "IT" among words that are not all in capitals.
fn is_initialism(document: &Document, token: usize) -> bool {
    let upper = |token: usize| {
        let word = document.word(token);
        word.len() > 1 && word.chars().all(char::is_uppercase)
    };
    let is_word = |token: &usize| document.tokens[*token].kind == TokenKind::Word;
    let from = token.saturating_sub(3);
    let to = (token + 4).min(document.tokens.len());
    let mut others = (from..to).filter(|&other| other != token).filter(is_word).peekable();
    upper(token) && others.peek().is_some() && !others.any(upper)
}

fn follows_lower(document: &Document, token: usize) -> bool {
    token > 0 && document.word(token - 1).chars().next_back().is_some_and(char::is_alphabetic)
}

fn punctuation_class(document: &Document, token: usize, word: &str) -> TokenClass {
    let glued_left = !document.tokens[token].space_before && token > 0;
    let glued_right = || document.tokens.get(token + 1).is_some_and(|next| !next.space_before);
    // Marks of one byte are compared as bytes, since most marks are.
    match word.as_bytes() {
        [b','] => TokenClass::Comma,
        [b':'] => TokenClass::Colon,
        [b'.'] if glued_left && is_abbreviated(document, token) => TokenClass::Joiner,
        [b'.'] if glued_left && glued_right() && is_in_domain(document, token) => TokenClass::Joiner,
        [b'.' | b'!' | b'?' | b';'] => TokenClass::Stop,
        [b'-' | b'/'] if glued_left && glued_right() => TokenClass::Joiner,
        [b'&'] => TokenClass::Joiner,
        [b'-'] => TokenClass::Dash,
        [b'(' | b'['] => TokenClass::OpenBracket,
        [b')' | b']'] => TokenClass::CloseBracket,
        [b'\''] if glued_left => TokenClass::Clitic,
        [b'@' | b'#'] if glued_right() => TokenClass::Joiner,
        [_] => TokenClass::Other,
        _ => match word {
            "…" => TokenClass::Stop,
            "‑" if glued_left && glued_right() => TokenClass::Joiner,
            "--" | "---" | "–" | "—" | "―" => TokenClass::Dash,
            "’" if glued_left => TokenClass::Clitic,
            _ if word.starts_with("..") => TokenClass::Stop,
            _ => TokenClass::Other,
        },
    }
}

/// The stop of "Harrow.com".
fn is_in_domain(document: &Document, token: usize) -> bool {
    let capital = document.word(token - 1).starts_with(char::is_uppercase);
    capital && matches!(document.word(token + 1), "com" | "org" | "net" | "co" | "ai" | "io" | "gov" | "uk")
}

/// The stop of "Sen." or "J." before a name.
fn is_abbreviated(document: &Document, token: usize) -> bool {
    let before = document.word(token - 1);
    let short = before.chars().count() <= 5 && before.chars().next().is_some_and(char::is_uppercase);
    let sentence_continues = document.tokens.get(token + 1).is_some_and(|next| {
        next.kind != TokenKind::Punct || document.text[next.start as usize..].starts_with(',')
    });
    short && sentence_continues && document.sentence_of(token) == document.sentence_of(token + 1)
}

/// The document's sentences without the breaks inside a quote.
fn narrator_sentences(document: &Document, spans: &[QuotedSpan]) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::with_capacity(document.sentences.len());
    let mut next = 0;
    for sentence in &document.sentences {
        while next < spans.len() && spans[next].end() <= sentence.start {
            next += 1;
        }
        let inside = spans.get(next).is_some_and(|span| span.open < sentence.start);
        match sentences.last_mut() {
            Some(last) if inside && last.end == sentence.start => last.end = sentence.end,
            _ => sentences.push(sentence.clone()),
        }
    }
    sentences
}
