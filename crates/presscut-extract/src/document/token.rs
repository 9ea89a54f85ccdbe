//! Tokens: where they are in the text, and what they are made of.

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes ("don’t", "O’Brien") and the full stops of letter abbreviations ("U.S.", "a.m.").
    Word,
    /// Digits, with inner commas and points: "1,200", "1.4", "2024".
    Number,
    /// The "’s" of a possessive or contraction, separated from its word.
    Clitic,
    /// Any other visible character; a run of the same "-", ".", "`" or "'" is one token.
    Punct,
}

/// One token: where it is, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// First character in the text.
    pub char_start: u32,
    /// The character after the last.
    pub char_end: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space, or the beginning of the text, is before it.
    pub space_before: bool,
}
