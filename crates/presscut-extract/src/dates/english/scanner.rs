//! A reader over a document's looked-up tokens: the small questions that every rule asks.

use crate::Document;
use crate::dates::english::lexicon::{Lex, Role, Unit, look_up};
use crate::dates::expression::Amount;

/// A document with the meaning that each of its tokens can have in a time expression.
pub struct Scanner<'d, 't> {
    pub document: &'d Document<'t>,
    lexes: Vec<Lex>,
    /// Where an expression can begin.
    begins: Vec<bool>,
    /// Whether the text writes "23/10/2024", day first.
    pub day_first: bool,
}

/// Where an expression can begin: no rule passes over more than a few weak words before it comes to a strong one, and
/// none begins with a weak word and then one that it does not know.
fn begins(roles: &[Role]) -> Vec<bool> {
    const NEAR: usize = 5;
    let mut begins = vec![false; roles.len()];
    let (mut distance, mut next) = (usize::MAX, Role::None);
    for (at, role) in roles.iter().enumerate().rev() {
        distance = if *role == Role::Strong { 0 } else { distance.saturating_add(1) };
        begins[at] = match role {
            Role::None | Role::Inner => false,
            Role::Weak => distance <= NEAR && next != Role::None,
            Role::Strong => true,
        };
        next = *role;
    }
    begins
}

/// What a rule found, and the token after it.
pub type Found<T> = Option<(usize, T)>;

impl<'d, 't> Scanner<'d, 't> {
    pub fn new(document: &'d Document<'t>) -> Scanner<'d, 't> {
        let (lexes, roles): (Vec<Lex>, Vec<Role>) = look_up(document).into_iter().unzip();
        let mut scanner = Scanner { document, begins: begins(&roles), lexes, day_first: false };
        scanner.day_first = scanner.writes_day_first();
        scanner
    }

    /// Whether the text has its days before its months: a date with slashes that can be read in one way decides, and
    /// without such, whether "3 October" is written more often than "October 3".
    fn writes_day_first(&self) -> bool {
        let (mut before, mut after) = (0, 0);
        for at in 0..self.len() {
            match self.lexes[at] {
                Lex::Digits { length: 1..=2, .. } if self.text(at + 1) == "/" => match self.slashed(at) {
                    Some((13..=31, 1..=12)) => return true,
                    Some((1..=12, 13..=31)) => return false,
                    _ => {}
                },
                Lex::Month { .. } => {
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
    fn slashed(&self, at: usize) -> Option<(u32, u32)> {
        let ((first, _), (second, _), _) = (self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?);
        (self.text(at + 3) == "/").then_some((first, second))
    }

    pub fn len(&self) -> usize {
        self.lexes.len()
    }

    pub fn lex(&self, at: usize) -> Lex {
        self.lexes.get(at).copied().unwrap_or(Lex::Other)
    }

    /// Whether an expression can begin at a token at all.
    pub fn may_begin(&self, at: usize) -> bool {
        self.begins.get(at).copied().unwrap_or_default()
    }

    /// What stands there, to the letter; empty past the end.
    pub fn text(&self, at: usize) -> &'t str {
        if at < self.lexes.len() { self.document.word(at) } else { "" }
    }

    /// The word that a rule can ask for by name; units, months … have none.
    pub fn word(&self, at: usize) -> &'static str {
        match self.lex(at) {
            Lex::Word(word) => word,
            _ => "",
        }
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    pub fn is_unit(&self, at: usize, unit: Unit) -> bool {
        self.lex(at) == Lex::Unit { unit, plural: false }
    }

    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.contains(&word)
    }

    /// The token after a word that may stand here.
    pub fn after(&self, at: usize, words: &[&str]) -> usize {
        at + usize::from(self.is_any(at, words))
    }

    /// The word before a token; empty at the start.
    pub fn before(&self, at: usize) -> &'static str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        marks.contains(&self.text(at))
    }

    /// Whether no space stands before a token.
    pub fn glued(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| !token.space_before)
    }

    /// Whether a hyphen or dash, without spaces, joins two tokens here.
    pub fn joined(&self, at: usize) -> bool {
        self.is_mark(at, &["-", "–", "‑"]) && self.glued(at) && self.glued(at + 1)
    }

    /// The token after a hyphen that may stand here.
    pub fn after_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.joined(at))
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.text(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether all letters of a token are capitals.
    pub fn is_upper(&self, at: usize) -> bool {
        let text = self.text(at);
        text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
    }

    /// Whether a word follows that is most likely a noun or an adjective: it is written small, has no meaning to a
    /// rule, and is none of the small words that follow a date as often.
    pub fn is_noun_like(&self, at: usize) -> bool {
        const SMALL: &[&str] = &[
            "when", "while", "where", "which", "who", "whose", "because", "as", "is", "was", "are", "were",
            "has", "had", "have", "will", "would", "could", "can", "should", "may", "might", "if", "though",
            "although", "than", "that", "it", "he", "she", "they", "we", "you", "his", "her", "their", "its",
            "our", "said", "says", "into", "onto", "with", "without", "against", "amid", "under", "not",
            "so", "via", "are", "did", "does", "do",
        ];
        self.is_lower(at) && self.lex(at) == Lex::Other && !SMALL.contains(&self.text(at))
    }

    pub fn is_lower(&self, at: usize) -> bool {
        self.text(at).chars().next().is_some_and(char::is_lowercase)
    }

    /// Whether a token opens its sentence, quotation marks aside.
    pub fn opens_sentence(&self, at: usize) -> bool {
        let sentence = self.document.sentence_of(at);
        let start = self.document.sentences.get(sentence).map_or(0, |sentence| sentence.start);
        (start..at).all(|token| !self.text(token).chars().any(char::is_alphanumeric))
    }

    /// Digits alone, with how many there are.
    pub fn digits(&self, at: usize) -> Option<(u32, u8)> {
        match self.lex(at) {
            Lex::Digits { value, length } => Some((value, length)),
            _ => None,
        }
    }

    /// "3", "2 1/2", "two", "twenty-four", "a couple of", "several", "two or three" (which is [`Amount::Some`]).
    pub fn amount(&self, at: usize) -> Found<Amount> {
        let (end, amount) = self.simple_amount(at)?;
        let link = match () {
            () if self.is_any(end, &["to", "or"]) => Some(end + 1),
            () if self.joined(end) && self.is_any(end + 1, &["to", "or"]) && self.joined(end + 2) => {
                Some(end + 3)
            }
            () if self.joined(end) => Some(end + 1),
            () => None,
        };
        // "two to three weeks" are two at least, "two or three" are some.
        if let Some((after, Amount::Whole(more))) = link.and_then(|at| self.number(at)) {
            let range = !self.is(end, "or") && matches!(amount, Amount::Whole(few) if few < more);
            return Some((after, if range { amount } else { Amount::Some }));
        }
        Some((end, amount))
    }

    fn simple_amount(&self, at: usize) -> Found<Amount> {
        let article = self.is_any(at, &["a", "an"]);
        let next = at + usize::from(article);
        match self.word(next) {
            "few" | "several" | "many" | "numerous" | "countless" => return Some((next + 1, Amount::Some)),
            "some" if !article => {
                return Some(self.number(next + 1).unwrap_or((next + 1, Amount::Some)));
            }
            "couple" => return Some((self.after(next + 1, &["of"]), Amount::Whole(2))),
            "dozen" => return Some((next + 1, Amount::Whole(12))),
            "number" if article && self.is(next + 1, "of") => return Some((next + 2, Amount::Some)),
            "dozens" | "hundreds" | "thousands" if self.is(next + 1, "of") => {
                return Some((next + 2, Amount::Some));
            }
            "half" => {
                let end = self.after(self.after_hyphen(next + 1), &["a", "an"]);
                return Some((end, Amount::AndHalf(0)));
            }
            _ => {}
        }
        if article && self.lex(next) != Lex::Cardinal(100) && self.lex(next) != Lex::Cardinal(1000) {
            return Some((next, Amount::Whole(1)));
        }
        self.number(next)
    }

    /// "3", "1,200", "2.5", "2 1/2", "twenty-four", "two and a half".
    pub fn number(&self, at: usize) -> Found<Amount> {
        let (end, amount) = match self.lex(at) {
            Lex::Digits { value, .. } => (at + 1, Amount::Whole(value)),
            Lex::Figure(value) if value.fract() == 0.0 => (at + 1, Amount::Whole(value as u32)),
            Lex::Figure(value) if value.fract() == 0.5 => {
                return Some((at + 1, Amount::AndHalf(value as u32)));
            }
            Lex::Figure(_) => return Some((at + 1, Amount::Some)),
            Lex::Cardinal(_) => {
                let (end, value) = self.cardinal(at)?;
                (end, Amount::Whole(value))
            }
            _ => return None,
        };
        let Amount::Whole(whole) = amount else { return Some((end, amount)) };
        let fraction = |at: usize| {
            self.digits(at) == Some((1, 1)) && self.text(at + 1) == "/" && self.digits(at + 2) == Some((2, 1))
        };
        if self.text(end) == "½" {
            return Some((end + 1, Amount::AndHalf(whole)));
        }
        if fraction(self.after_hyphen(end)) {
            return Some((self.after_hyphen(end) + 3, Amount::AndHalf(whole)));
        }
        let and = self.after_hyphen(end);
        if self.is(and, "and") && self.is(self.after_hyphen(and + 1), "a") {
            let half = self.after_hyphen(self.after_hyphen(and + 1) + 1);
            if self.is(half, "half") {
                return Some((self.after_hyphen(half + 1), Amount::AndHalf(whole)));
            }
        }
        Some((end, amount))
    }

    /// A number in words: "two thousand and one", "twenty-four", "a hundred".
    pub fn cardinal(&self, at: usize) -> Found<u32> {
        let (mut total, mut part, mut end) = (0u32, 0u32, at);
        let mut last = u32::MAX;
        loop {
            let next = if end > at { self.after_hyphen(self.after(end, &["and"])) } else { end };
            let Lex::Cardinal(value) = self.lex(next) else { break };
            match value {
                1000 => {
                    total += part.max(1) * 1000;
                    part = 0;
                    last = 1000;
                }
                100 => {
                    part = part.max(1) * 100;
                    last = 100;
                }
                // "nineteen ninety-six" is no sum, and "five and six" neither.
                _ if value >= last || (last < 20) || (last < 100 && value >= 10) => break,
                _ => {
                    part += value;
                    last = value;
                }
            }
            end = next + 1;
            if total > 9_000 || part > 9_000 {
                break;
            }
        }
        (end > at).then_some((end, total + part))
    }

    /// "1st", "3rd", "third", "twenty-first": from 1.
    pub fn ordinal(&self, at: usize) -> Found<u32> {
        match self.lex(at) {
            Lex::Ordinal(value) => Some((at + 1, value)),
            Lex::Cardinal(tens @ (20 | 30)) if self.joined(at + 1) => match self.lex(at + 2) {
                Lex::Ordinal(ones) if ones < 10 => Some((at + 3, tens + ones)),
                _ => None,
            },
            Lex::Digits { value, length: 1..=2 }
                if self.glued(at + 1) && self.is_any(at + 1, &["st", "nd", "rd", "th"]) =>
            {
                Some((at + 2, value))
            }
            _ => None,
        }
    }
}
