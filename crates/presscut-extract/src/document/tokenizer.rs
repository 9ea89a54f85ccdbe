//! Splits a text into tokens and finds where its paragraphs begin.
//!
//! Takes any text; gives [`Token`]s with byte and character offsets. Nothing between tokens is lost but white space and
//! invisible characters. The surprising decision: a single line break ends a paragraph unless the next line begins in
//! small letters.

use crate::document::characters::{is_apostrophe, is_cjk, is_invisible, is_letter, is_mark};
use crate::document::segmentation::Segmentation;
use crate::document::token::{Token, TokenKind};

/// Splits a text into tokens; also gives the numbers of the tokens at which paragraphs begin.
pub(super) fn tokenize(text: &str, rules: &Segmentation) -> (Vec<Token>, Vec<usize>) {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut breaks = Vec::new();
    let mut cursor = Cursor { text, byte: 0, char: 0, clitic: rules.clitic_letter };
    let mut space = true;
    let mut newlines = 0;
    while let Some(c) = cursor.peek() {
        if c == ' ' {
            space = true;
            cursor.bump(c);
            continue;
        }
        if !c.is_ascii_graphic() && (c.is_whitespace() || is_invisible(c)) {
            newlines += usize::from(c == '\n' || c == '\u{2029}');
            space |= c.is_whitespace();
            cursor.bump(c);
            continue;
        }
        if tokens.is_empty() || newlines > 1 || (newlines == 1 && !c.is_lowercase()) {
            breaks.push(tokens.len());
        }
        newlines = 0;
        let (byte, char) = (cursor.byte, cursor.char);
        let kind = cursor.take_plain_token().unwrap_or_else(|| cursor.take_token(c));
        tokens.push(Token {
            start: byte as u32,
            end: cursor.byte as u32,
            char_start: char as u32,
            char_end: cursor.char as u32,
            kind,
            space_before: space,
        });
        space = false;
    }
    (tokens, breaks)
}

struct Cursor<'t> {
    text: &'t str,
    /// The current byte.
    byte: usize,
    /// The current character.
    char: usize,
    clitic: Option<char>,
}

impl Cursor<'_> {
    #[inline]
    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.byte) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text[self.byte..].chars().next(),
        }
    }

    #[inline]
    fn bump(&mut self, c: char) {
        self.byte += c.len_utf8();
        self.char += 1;
    }

    fn bump_while(&mut self, keep: impl Fn(char) -> bool) {
        while let Some(c) = self.peek().filter(|&c| keep(c)) {
            self.bump(c);
        }
    }

    /// Passes the ASCII letters ahead, of which most words consist.
    fn bump_ascii_letters(&mut self) {
        let ahead = &self.text.as_bytes()[self.byte..];
        let letters = ahead.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        self.byte += letters;
        self.char += letters;
    }

    /// Takes a word of ASCII letters or a mark that no rule looks at, which most tokens are. `None` where the next character
    /// has to be looked at.
    fn take_plain_token(&mut self) -> Option<TokenKind> {
        let ahead = &self.text.as_bytes()[self.byte..];
        let letters = ahead.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (kind, length) = match (ahead.get(letters), letters) {
            (Some(b',' | b'"' | b'(' | b')' | b':' | b';' | b'?' | b'!' | b'/' | b'$' | b'%'), 0) => {
                (TokenKind::Punct, 1)
            }
            (_, 0) => return None,
            // An apostrophe or a full stop can belong to the word.
            (Some(next), _) if !next.is_ascii() || matches!(next, b'\'' | b'.') => return None,
            _ => (TokenKind::Word, letters),
        };
        self.byte += length;
        self.char += length;
        Some(kind)
    }

    fn take_token(&mut self, first: char) -> TokenKind {
        if first.is_ascii_digit() || (first.is_numeric() && !first.is_alphabetic()) {
            self.take_number();
            return TokenKind::Number;
        }
        if is_letter(first) {
            self.take_word(first);
            return TokenKind::Word;
        }
        if is_apostrophe(first) && self.at_clitic() {
            self.bump(first);
            let clitic = self.clitic;
            self.bump_while(|c| is_letter_of(clitic, c));
            return TokenKind::Clitic;
        }
        let is_double = first == '’' && self.at_two_closing_marks();
        self.bump(first);
        if is_double {
            self.bump(first);
        }
        if matches!(first, '-' | '.' | '`' | '\'') {
            self.bump_while(|c| c == first);
        }
        TokenKind::Punct
    }

    /// Whether two closing single marks are ahead, and no third: agencies write them for a closing double one.
    fn at_two_closing_marks(&self) -> bool {
        let ahead = &self.text[self.byte..];
        ahead.starts_with("’’") && !ahead.starts_with("’’’")
    }

    fn take_number(&mut self) {
        loop {
            self.bump_while(|c| c.is_numeric() && !is_letter(c));
            let mut ahead = self.text[self.byte..].chars();
            let (sign, digit) = (ahead.next(), ahead.next());
            match (sign, digit) {
                (Some(c @ (',' | '.')), Some(d)) if d.is_ascii_digit() => self.bump(c),
                _ => return,
            }
        }
    }

    fn take_word(&mut self, first: char) {
        if is_cjk(first) {
            return self.bump_while(is_cjk);
        }
        let start = self.byte;
        loop {
            self.bump_ascii_letters();
            self.bump_while(belongs_to_word);
            let mut ahead = self.text[self.byte..].chars();
            match (ahead.next(), ahead.next()) {
                (Some(c), Some(after)) if is_apostrophe(c) && is_letter(after) && !self.at_clitic() => {
                    self.bump(c)
                }
                (Some('.'), after) if self.is_letters_and_dots(start) => match after {
                    Some(after) if is_letter(after) && self.letter_then_dot() => self.bump('.'),
                    _ if self.text[start..self.byte].contains('.') => return self.bump('.'),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Whether the token so far is single letters with full stops between them: "U", "U.S".
    fn is_letters_and_dots(&self, start: usize) -> bool {
        self.text[start..self.byte].split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some() && letters.next().is_none()
        })
    }

    /// Whether a letter between two full stops is ahead: ".S.".
    fn letter_then_dot(&self) -> bool {
        let mut ahead = self.text[self.byte..].chars().skip(2);
        ahead.next() == Some('.')
    }

    /// Whether the clitic is ahead: an apostrophe, its letter, and then no other letter.
    fn at_clitic(&self) -> bool {
        let mut ahead = self.text[self.byte..].chars();
        let mark = ahead.next().is_some_and(is_apostrophe);
        let letter = ahead.next().is_some_and(|c| is_letter_of(self.clitic, c));
        let glued = self.text[..self.byte]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '.' | '”' | '"'));
        mark && letter && glued && !ahead.next().is_some_and(|c| c.is_alphanumeric())
    }
}

/// Whether a character goes on with a word of a script that has spaces between words.
fn belongs_to_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    (is_letter(c) && !is_cjk(c)) || is_mark(c) || is_invisible(c)
}

/// Whether a character is the clitic's letter, small or capital.
fn is_letter_of(clitic: Option<char>, c: char) -> bool {
    clitic.is_some_and(|letter| c.eq_ignore_ascii_case(&letter))
}
