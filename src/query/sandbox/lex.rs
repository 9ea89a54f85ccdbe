//! SQL split into tokens, without its grammar: enough to separate statements, to colour a line, to see whether it is
//! complete, and to find the names in it.
//!
//! Never fails: what cannot be SQL is a sign, and what is not closed goes to the end and says so. sqlparser 0.64's tokenizer
//! with its SQLite dialect was tried: it refuses a text that is not closed, and does not keep the text of a token, so a
//! line could be neither coloured nor completed while it is being entered.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Blanks.
    Space,
    /// `-- …` or `/* … */`.
    Comment,
    /// A keyword or a name.
    Word,
    /// `'…'`
    Text,
    /// A name in marks: `"…"`, `[…]` or `` `…` ``.
    Quoted,
    /// A number.
    Number,
    /// `:name`, `@name`, `$name` or `?1`.
    Parameter,
    /// Anything else, one character.
    Sign,
}

/// A token, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'s> {
    /// What it is.
    pub kind: TokenKind,
    /// As written.
    pub text: &'s str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Whether it ends as it should: a text without its closing mark does not.
    pub closed: bool,
}

impl<'s> Token<'s> {
    /// Whether it is this word, in whatever case.
    pub fn is(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it counts: no blanks and no comment.
    pub fn is_significant(&self) -> bool {
        !matches!(self.kind, TokenKind::Space | TokenKind::Comment)
    }

    /// The name that it is, without marks.
    pub fn name(&self) -> Option<&'s str> {
        match self.kind {
            TokenKind::Word => Some(self.text),
            TokenKind::Quoted if self.closed && self.text.len() >= 2 => {
                Some(&self.text[1..self.text.len() - 1])
            }
            _ => None,
        }
    }
}

/// All of it, in order, nothing left out.
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < sql.len() {
        let (kind, length, closed) = token(&sql[start..]);
        tokens.push(Token { kind, text: &sql[start..start + length], start, closed });
        start += length;
    }
    tokens
}

/// The first token: what it is, how long, whether it is closed.
fn token(rest: &str) -> (TokenKind, usize, bool) {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return (TokenKind::Space, 0, true) };
    let second = chars.next();
    let while_true = |from: usize, is: fn(char) -> bool| {
        rest[from..].find(|c: char| !is(c)).map_or(rest.len(), |at| from + at)
    };
    match first {
        c if c.is_whitespace() => (TokenKind::Space, while_true(0, char::is_whitespace), true),
        '-' if second == Some('-') => (TokenKind::Comment, rest.find('\n').unwrap_or(rest.len()), true),
        '/' if second == Some('*') => match rest[2..].find("*/") {
            Some(at) => (TokenKind::Comment, at + 4, true),
            None => (TokenKind::Comment, rest.len(), false),
        },
        '\'' => in_marks(rest, '\'', TokenKind::Text),
        '"' | '`' => in_marks(rest, first, TokenKind::Quoted),
        '[' => match rest.find(']') {
            Some(at) => (TokenKind::Quoted, at + 1, true),
            None => (TokenKind::Quoted, rest.len(), false),
        },
        '0'..='9' => (TokenKind::Number, while_true(0, |c| c.is_alphanumeric() || c == '.'), true),
        ':' | '@' | '$' if second.is_some_and(is_word) => {
            (TokenKind::Parameter, while_true(1, is_word), true)
        }
        '?' => (TokenKind::Parameter, while_true(1, |c| c.is_ascii_digit()), true),
        c if is_word(c) => (TokenKind::Word, while_true(0, is_word), true),
        c => (TokenKind::Sign, c.len_utf8(), true),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// A text between two marks; the mark twice is the mark itself.
fn in_marks(rest: &str, mark: char, kind: TokenKind) -> (TokenKind, usize, bool) {
    let mut at = 1;
    while let Some(found) = rest[at..].find(mark) {
        at += found + 1;
        if !rest[at..].starts_with(mark) {
            return (kind, at, true);
        }
        at += 1;
    }
    (kind, rest.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tokens_are_all_of_the_sql(sql in "[ -~\\n'\"\\[\\]`;:/*é台-]{0,80}") {
            let tokens = tokens(&sql);
            prop_assert_eq!(tokens.iter().map(|token| token.text).collect::<String>(), sql);
        }
    }
}
