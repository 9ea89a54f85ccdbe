//! A document with the meanings of its tokens, and the small questions that every rule asks of them.
//!
//! Positions are indices of tokens. Questions about positions past the end answer "no", "" or `None`.

use std::cell::Cell;
use std::ops::Range;

use crate::Document;
use crate::dates::english::lexicon::{Meaning, Trigger};
use crate::dates::expression::DateRole;
use crate::dates::units::Unit;

/// How many tokens a rule may pass before it reaches a strong trigger.
const MAX_TOKENS_TO_TRIGGER: usize = 5;

/// A document with the meaning that each of its tokens can have in a time expression.
pub struct Scanner<'d> {
    pub document: &'d Document<'d>,
    meanings: Vec<(Meaning, Trigger)>,
    /// Whether an expression can begin at each token.
    starts: Vec<bool>,
    /// Whether the text writes "23/10/2024", with the day first.
    pub day_first: bool,
    /// The first tokens of the blocks, which blank lines separate.
    block_starts: Vec<usize>,
    /// The block that rules see: the tokens after it are "" and nothing to them.
    first_seen: Cell<usize>,
    end_seen: Cell<usize>,
}

/// What a rule has read, after the token that follows it.
pub type Match<T> = Option<(usize, T)>;

/// Marks where an expression can begin: at a strong trigger, or at a weak one with a strong one near and a word that
/// is known right after it.
fn mark_starts(tokens: &[(Meaning, Trigger)]) -> Vec<bool> {
    let mut starts = vec![false; tokens.len()];
    let (mut distance, mut next) = (usize::MAX, Trigger::None);
    for (at, (_, trigger)) in tokens.iter().enumerate().rev() {
        distance = if *trigger == Trigger::Strong { 0 } else { distance.saturating_add(1) };
        starts[at] = match trigger {
            Trigger::None | Trigger::Inside => false,
            Trigger::Weak => distance <= MAX_TOKENS_TO_TRIGGER && next != Trigger::None,
            Trigger::Strong => true,
        };
        next = *trigger;
    }
    starts
}

/// The paragraphs before which there is a blank line.
fn find_block_starts(document: &Document) -> Vec<usize> {
    let is_after_blank_line = |start: &usize| {
        let Some(before) = start.checked_sub(1) else { return false };
        let gap = document.tokens[before].end as usize..document.tokens[*start].start as usize;
        document.text[gap].bytes().filter(|byte| *byte == b'\n').count() > 1
    };
    let starts = document.paragraphs.iter().map(|paragraph| paragraph.start);
    starts.filter(|start| *start < document.tokens.len()).filter(is_after_blank_line).collect()
}

impl<'d> Scanner<'d> {
    /// A document with what its lexicon says of its tokens.
    pub fn new(document: &'d Document<'d>, meanings: Vec<(Meaning, Trigger)>) -> Scanner<'d> {
        let end_seen = Cell::new(meanings.len());
        let mut scanner = Scanner {
            document,
            starts: mark_starts(&meanings),
            meanings,
            day_first: false,
            block_starts: find_block_starts(document),
            first_seen: Cell::new(0),
            end_seen,
        };
        scanner.day_first = scanner.writes_day_first();
        scanner.end_seen.set(0);
        scanner.see_block_of(0);
        scanner
    }

    /// Moves to the block of a token, so that no expression is joined across a blank line.
    pub fn see_block_of(&self, token: usize) {
        if (self.first_seen.get()..self.end_seen.get()).contains(&token) {
            return;
        }
        let next = self.block_starts.partition_point(|start| *start <= token);
        self.first_seen.set(next.checked_sub(1).map_or(0, |block| self.block_starts[block]));
        self.end_seen.set(self.block_starts.get(next).copied().unwrap_or(self.meanings.len()));
    }

    #[inline]
    fn is_seen(&self, at: usize) -> bool {
        at < self.end_seen.get()
    }

    /// Whether the text writes the day before the month. A date with slashes that has one reading only decides; without
    /// one, whether "3 October" is more frequent than "October 3".
    fn writes_day_first(&self) -> bool {
        let (mut before, mut after) = (0, 0);
        for at in 0..self.len() {
            match self.meanings[at].0 {
                Meaning::Digits { length: 1..=2, .. } if self.text(at + 1) == "/" => {
                    match self.read_slashed_pair(at) {
                        Some((13..=31, 1..=12)) => return true,
                        Some((1..=12, 13..=31)) => return false,
                        _ => {}
                    }
                }
                Meaning::Month { .. } => {
                    let stop = at + 1 + usize::from(self.text(at + 1) == ".");
                    let day = |at: usize| self.digits(at).is_some_and(|(_, length)| length <= 2);
                    before += usize::from(at > 0 && day(at - 1));
                    after += usize::from(day(stop));
                }
                _ => {}
            }
        }
        before > after
    }

    /// The first two figures of "23/10/2024".
    fn read_slashed_pair(&self, at: usize) -> Option<(u32, u32)> {
        let ((first, _), (second, _), _) = (self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?);
        (self.text(at + 3) == "/").then_some((first, second))
    }

    pub fn len(&self) -> usize {
        self.meanings.len()
    }

    pub fn meaning(&self, at: usize) -> Meaning {
        if self.is_seen(at) { self.meanings[at].0 } else { Meaning::Other }
    }

    /// Whether an expression can begin at a token at all.
    pub fn can_start_expression(&self, at: usize) -> bool {
        self.starts.get(at).copied().unwrap_or_default()
    }

    /// The token as the text writes it.
    pub fn text(&self, at: usize) -> &'d str {
        if self.is_seen(at) { self.document.word(at) } else { "" }
    }

    /// The token as a word that rules ask for by name, in lower case. Empty for units, months and the like.
    pub fn word(&self, at: usize) -> &'static str {
        match self.meaning(at) {
            Meaning::Word(word) => word,
            _ => "",
        }
    }

    pub fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    pub fn is_unit(&self, at: usize, unit: Unit) -> bool {
        self.meaning(at) == Meaning::Unit { unit, plural: false }
    }

    pub fn is_any_word(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.contains(&word)
    }

    /// The token after one of these words, or `at` itself where none of them is.
    pub fn skip_any(&self, at: usize, words: &[&str]) -> usize {
        at + usize::from(self.is_any_word(at, words))
    }

    /// The word before a token.
    pub fn word_before(&self, at: usize) -> &'static str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// Whether a token is one of these marks; none begins with a letter or digit, so that most tokens need no comparison.
    #[inline]
    pub fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        let text = self.text(at);
        let word = text.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric);
        !word && marks.contains(&text)
    }

    /// Whether no white space precedes a token.
    pub fn is_glued(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| !token.space_before)
    }

    /// Whether the token is a hyphen or dash that joins its neighbours without spaces.
    pub fn is_joining_hyphen(&self, at: usize) -> bool {
        self.is_mark(at, &["-", "–", "‑"]) && self.is_glued(at) && self.is_glued(at + 1)
    }

    /// The token after a joining hyphen, or `at` itself where there is none.
    pub fn skip_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.is_joining_hyphen(at))
    }

    #[inline]
    pub fn is_capital(&self, at: usize) -> bool {
        match self.text(at).as_bytes().first() {
            Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
            _ => self.text(at).chars().next().is_some_and(char::is_uppercase),
        }
    }

    /// Whether all letters of a token are capitals.
    pub fn is_upper(&self, at: usize) -> bool {
        let text = self.text(at);
        text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
    }

    /// Whether the token is most likely a noun or an adjective: it is in lower case, has no meaning to a rule, and is
    /// none of the function words that often follow a date.
    pub fn is_noun_like(&self, at: usize) -> bool {
        const FUNCTION_WORDS: &[&str] = &[
            "when", "while", "where", "which", "who", "whose", "because", "as", "is", "was", "are", "were",
            "has", "had", "have", "will", "would", "could", "can", "should", "may", "might", "if", "though",
            "although", "than", "that", "it", "he", "she", "they", "we", "you", "his", "her", "their", "its",
            "our", "said", "says", "into", "onto", "with", "without", "against", "amid", "under", "not",
            "so", "via", "are", "did", "does", "do",
        ];
        self.is_lower(at) && self.meaning(at) == Meaning::Other && !FUNCTION_WORDS.contains(&self.text(at))
    }

    #[inline]
    pub fn is_lower(&self, at: usize) -> bool {
        match self.text(at).as_bytes().first() {
            Some(first) if first.is_ascii() => first.is_ascii_lowercase(),
            _ => self.text(at).chars().next().is_some_and(char::is_lowercase),
        }
    }

    /// Whether a token opens its sentence, quotation marks aside.
    pub fn opens_sentence(&self, at: usize) -> bool {
        let sentence = self.document.sentence_of(at);
        let start = self.document.sentences.get(sentence).map_or(0, |sentence| sentence.start);
        (start..at).all(|token| !self.text(token).chars().any(char::is_alphanumeric))
    }

    /// What a date does in its sentence, by the words beside it.
    pub fn role_of_date(&self, tokens: Range<usize>) -> DateRole {
        let led = matches!(
            self.word_before(tokens.start),
            "in" | "on" | "of" | "during" | "between" | "from" | "early" | "late" | "mid" | "and"
        );
        let attack = self.digits(tokens.end.wrapping_sub(1)) == Some((11, 2));
        let attribute = self.is_noun_like(tokens.end) && !led || attack && self.is_lower(tokens.end);
        match () {
            () if attribute => DateRole::Attribute,
            () if self.is_word(tokens.start.wrapping_sub(1), "in") && self.opens_clause(tokens.start - 1) => {
                DateRole::Scene
            }
            () if led || self.opens_sentence(tokens.start) => DateRole::Adverbial,
            () => DateRole::Attribute,
        }
    }

    /// Whether a token opens its sentence, "But" and "And" aside.
    fn opens_clause(&self, at: usize) -> bool {
        let link = at > 0 && matches!(self.text(at - 1), "But" | "And" | "but" | "and");
        self.opens_sentence(at - usize::from(link)) || link && at > 1 && self.text(at - 2) == ","
    }

    /// Whether a token's word follows a name or a title anywhere in the text: "Theresa May", "Mrs. May".
    pub fn is_surname_elsewhere(&self, at: usize) -> bool {
        let word = self.document.word(at);
        (1..self.len()).filter(|token| self.document.word(*token) == word).any(|token| {
            let dotted = token > 1 && self.document.word(token - 1) == ".";
            let before = token - 1 - usize::from(dotted);
            let name = self.document.word(before).starts_with(char::is_uppercase);
            name && self.meanings[before].0 == Meaning::Other
        })
    }

    /// The value of a token of digits, and how many digits it has.
    pub fn digits(&self, at: usize) -> Option<(u32, u8)> {
        match self.meaning(at) {
            Meaning::Digits { value, length } => Some((value, length)),
            _ => None,
        }
    }
}
