//! A text cut once into tokens, sentences and paragraphs, for every extractor to read.
//!
//! Takes any text; gives [`Token`]s with byte and character offsets. Nothing is lost between tokens but white
//! space and invisible marks. The surprising decision: hyphenated words come as several tokens ("Keng", "-",
//! "sheng") with [`Token::space_before`] telling that they are glued, because dates, names and compounds each
//! want to join them differently.

use std::ops::Range;

use crate::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes ("don’t", "O’Brien") and the dots of abbreviations by letters ("U.S.", "a.m.").
    Word,
    /// Digits, with inner commas and points: "1,200", "1.4", "2024".
    Number,
    /// The "’s" of a possessive or contraction, cut from its word.
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
    /// Whether white space (or the text's start) stands before it.
    pub space_before: bool,
}

/// A text with its tokens, sentences and paragraphs.
#[derive(Debug)]
pub struct Document<'t> {
    /// The text itself.
    pub text: &'t str,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Its sentences, as ranges of tokens; together they cover all tokens.
    pub sentences: Vec<Range<usize>>,
    /// Its paragraphs, as ranges of tokens; a sentence never crosses one.
    pub paragraphs: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    /// Cuts a text. Linear in its length.
    pub fn new(text: &'t str) -> Document<'t> {
        let (tokens, breaks) = tokenize(text);
        let paragraphs = ranges(&breaks, tokens.len());
        let mut document = Document { text, tokens, sentences: Vec::new(), paragraphs };
        document.sentences = document.find_sentences();
        document
    }

    /// The text of a token.
    #[inline]
    pub fn word(&self, token: usize) -> &'t str {
        let token = &self.tokens[token];
        &self.text[token.start as usize..token.end as usize]
    }

    /// The text from the first token of a range to its last.
    pub fn slice(&self, tokens: Range<usize>) -> &'t str {
        if tokens.is_empty() {
            return "";
        }
        &self.text[self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize]
    }

    /// The characters from the first token of a (not empty) range to its last.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        Span::new(
            self.tokens[tokens.start].char_start as usize,
            self.tokens[tokens.end - 1].char_end as usize,
        )
    }

    /// The tokens that lie in a span of characters, wholly or in part.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|token| token.char_end as usize <= span.start);
        let to = self.tokens.partition_point(|token| (token.char_start as usize) < span.end);
        from..to.max(from)
    }

    /// The number of the sentence that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= token)
    }

    /// The number of the paragraph that a token belongs to.
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.end <= token)
    }

    fn find_sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        for paragraph in &self.paragraphs {
            let mut start = paragraph.start;
            let mut at = paragraph.start;
            while at < paragraph.end {
                if let Some(end) = self.sentence_end(at, paragraph.end) {
                    sentences.push(start..end);
                    start = end;
                    at = end;
                } else {
                    at += 1;
                }
            }
            if start < paragraph.end {
                sentences.push(start..paragraph.end);
            }
        }
        sentences
    }

    /// If the token ends a sentence: the token after the sentence, its closing marks included.
    fn sentence_end(&self, at: usize, limit: usize) -> Option<usize> {
        let word = self.word(at);
        let dotted = self.tokens[at].kind == TokenKind::Word && word.ends_with('.');
        let stop = matches!(word, "." | "!" | "?" | "…" | "。" | "！" | "？") || word.starts_with("..");
        if !stop && !dotted {
            return None;
        }
        let mut next = at + 1;
        while next < limit && !self.tokens[next].space_before && is_closing(self.word(next)) {
            next += 1;
        }
        if next >= limit {
            return Some(next);
        }
        if !self.tokens[next].space_before {
            let cjk = matches!(word, "。" | "！" | "？");
            return cjk.then_some(next);
        }
        let opener = self.word(self.after_opening_marks(next, limit));
        let starts = opener.chars().next().is_some_and(|c| !c.is_lowercase());
        if !starts {
            return None;
        }
        let doubtful = next == at + 1 && (dotted || (word == "." && self.is_abbreviation(at)));
        (!doubtful || (self.may_end_sentence(at) && is_sentence_opener(opener))).then_some(next)
    }

    fn after_opening_marks(&self, mut at: usize, limit: usize) -> usize {
        while at + 1 < limit && self.tokens[at].kind == TokenKind::Punct {
            at += 1;
        }
        at
    }

    /// Whether the word before the stop at `at` is one that is written with a stop anywhere.
    fn is_abbreviation(&self, at: usize) -> bool {
        if at == 0 || self.tokens[at].space_before {
            return false;
        }
        let word = self.word(at - 1);
        let single_capital = self.tokens[at - 1].kind == TokenKind::Word
            && word.chars().count() == 1
            && word.chars().all(char::is_uppercase);
        single_capital || ABBREVIATIONS.contains(&word)
    }

    /// Abbreviations that stand at a sentence's end as well as before a name: "U.S.", "p.m.", "Inc.".
    fn may_end_sentence(&self, at: usize) -> bool {
        let word = self.word(at);
        if word != "." {
            return true;
        }
        !NEVER_LAST.contains(&self.word(at - 1))
    }
}

/// Words written with a stop that does not end their sentence.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Fr", "Sr", "Jr", "St", "Sen", "Rep", "Gov", "Gen", "Lt",
    "Col", "Capt", "Cmdr", "Maj", "Sgt", "Adm", "Brig", "Pres", "Hon", "Messrs", "Supt", "Insp", "Det",
    "Amb", "Atty", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun", "No", "Nos", "no", "vs", "v",
    "etc", "approx", "est", "ca", "cf", "Inc", "Corp", "Co", "Ltd", "Bros", "Pte", "Sdn", "Bhd", "Ave",
    "Blvd", "Rd", "Mt", "Ft", "Dept", "Univ", "Assn", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del",
    "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb",
    "Nev", "Okla", "Ore", "Pa", "Penn", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo", "al", "ed", "eds",
    "fig", "vol", "pp", "Ph", "Pvt", "Spc", "Cpl", "Ret", "Hr",
];

/// Of those, the ones that a name or number always follows.
const NEVER_LAST: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Fr", "St", "Sen", "Rep", "Gov", "Gen", "Lt", "Col",
    "Capt", "Cmdr", "Maj", "Sgt", "Adm", "Brig", "Pres", "Hon", "Messrs", "Supt", "Insp", "Det", "Amb",
    "Nos", "vs", "v", "cf", "Mt", "Ft", "Pvt", "Spc", "Cpl",
];

/// After a doubtful stop, words that open a sentence far more often than they follow an abbreviation.
fn is_sentence_opener(word: &str) -> bool {
    const OPENERS: &[&str] = &[
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "You",
        "His",
        "Her",
        "Their",
        "Its",
        "Our",
        "My",
        "In",
        "On",
        "At",
        "But",
        "And",
        "Or",
        "So",
        "If",
        "When",
        "While",
        "As",
        "After",
        "Before",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Here",
        "For",
        "From",
        "With",
        "By",
        "To",
        "Since",
        "Although",
        "Though",
        "However",
        "Both",
        "Some",
        "Many",
        "Most",
        "Other",
        "Others",
        "Earlier",
        "Later",
        "Last",
        "What",
        "Who",
        "Why",
        "How",
        "Not",
        "According",
        "Meanwhile",
        "Separately",
        "Such",
        "Under",
        "During",
        "Because",
        "Yet",
        "Still",
        "Then",
        "Now",
    ];
    OPENERS.contains(&word)
}

fn is_closing(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»" | "›" | "」" | "』")
}

/// Cuts into tokens; also gives the token numbers at which paragraphs begin.
fn tokenize(text: &str) -> (Vec<Token>, Vec<usize>) {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut breaks = Vec::new();
    let mut cursor = Cursor { text, byte: 0, char: 0 };
    let mut space = true;
    let mut newlines = 0;
    while let Some(c) = cursor.peek() {
        if c.is_whitespace() || is_invisible(c) {
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
        let kind = cursor.take_token(c);
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

fn ranges(starts: &[usize], end: usize) -> Vec<Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

struct Cursor<'t> {
    text: &'t str,
    byte: usize,
    char: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.byte..].chars().next()
    }

    fn bump(&mut self, c: char) {
        self.byte += c.len_utf8();
        self.char += 1;
    }

    fn bump_while(&mut self, keep: impl Fn(char) -> bool) {
        while let Some(c) = self.peek().filter(|&c| keep(c)) {
            self.bump(c);
        }
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
            self.bump_while(|c| c == 's' || c == 'S');
            return TokenKind::Clitic;
        }
        self.bump(first);
        if matches!(first, '-' | '.' | '`' | '\'') {
            self.bump_while(|c| c == first);
        }
        TokenKind::Punct
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
            self.bump_while(|c| (is_letter(c) && !is_cjk(c)) || is_mark(c) || is_invisible(c));
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

    /// Whether what was taken so far is letters, each followed by a stop, but for the last: "U", "U.S".
    fn is_letters_and_dots(&self, start: usize) -> bool {
        self.text[start..self.byte].split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some() && letters.next().is_none()
        })
    }

    /// Whether ".X." stands ahead: one letter between stops.
    fn letter_then_dot(&self) -> bool {
        let mut ahead = self.text[self.byte..].chars().skip(2);
        ahead.next() == Some('.')
    }

    /// Whether an apostrophe with "s" and then no letter stands ahead.
    fn at_clitic(&self) -> bool {
        let mut ahead = self.text[self.byte..].chars();
        let mark = ahead.next().is_some_and(is_apostrophe);
        let s = matches!(ahead.next(), Some('s' | 'S'));
        let glued = self.text[..self.byte]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '.' | '”' | '"'));
        mark && s && glued && !ahead.next().is_some_and(|c| c.is_alphanumeric())
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

/// Combining marks that follow a letter and belong to it.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Characters with no width that may stand inside of a word: soft hyphen, joiners, byte order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// Scripts written without spaces between words: a run of them is one token.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        (0..document.tokens.len()).map(|token| document.word(token)).collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        document.sentences.iter().map(|sentence| document.slice(sentence.clone())).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        assert_eq!(
            words("Japan’s 1,200 ministers’ plan"),
            ["Japan", "’s", "1,200", "ministers", "’", "plan"]
        );
        assert_eq!(words("He don’t know O'Brien."), ["He", "don’t", "know", "O'Brien", "."]);
        assert_eq!(words("at 5am on 10/3/24"), ["at", "5", "am", "on", "10", "/", "3", "/", "24"]);
        assert_eq!(
            words("the U.S. and a.m. but J. Doe"),
            ["the", "U.S.", "and", "a.m.", "but", "J", ".", "Doe"]
        );
        assert_eq!(words("(TSMC, 台積電)"), ["(", "TSMC", ",", "台積電", ")"]);
        assert_eq!(words("the 1990s -- 22nd..."), ["the", "1990", "s", "--", "22", "nd", "..."]);
        assert_eq!(words("end.Next"), ["end", ".", "Next"]);
    }

    #[test]
    fn offsets_count_characters_and_bytes() {
        let document = Document::new("“台積電” said");
        let token = document.tokens[1];
        assert_eq!((token.char_start, token.char_end, token.start, token.end), (1, 4, 3, 12));
        assert_eq!(document.span(1..4).slice(document.text), Some("台積電” said"));
        assert_eq!(document.tokens_in(Span::new(2, 7)), 1..4);
    }

    #[test]
    fn a_stop_ends_a_sentence_but_not_in_an_abbreviation() {
        assert_eq!(
            sentences("Mr. Roe met Gov. J. Doe on Oct. 3. “It is late.” He left the U.S. The end"),
            ["Mr. Roe met Gov. J. Doe on Oct. 3.", "“It is late.”", "He left the U.S.", "The end"]
        );
        assert_eq!(sentences("The U.S. Navy came.\nIt went"), ["The U.S. Navy came.", "It went"]);
        assert_eq!(sentences("“Is it?” she asked. No"), ["“Is it?” she asked.", "No"]);
    }

    #[test]
    fn a_line_break_parts_paragraphs_unless_the_line_goes_on() {
        let document = Document::new("One line\nthat goes on.\nNext\n\nlast");
        assert_eq!(document.paragraphs.len(), 3);
    }
}
