//! Quotation marks: the tokens that are one, and whether each can open or close.
//!
//! Takes a paragraph; gives its [`QuotationMark`]s in order. Apostrophes, inches and the quotes of left-over HTML
//! attributes are left out where their neighbours show them.

use std::ops::Range;

use crate::Document;
use crate::document::TokenKind;
use crate::quotes::spans::apostrophes::ApostropheRules;

/// A token that is a quotation mark, with what it can be by its shape and by the white space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotationMark {
    /// Its token.
    pub token: usize,
    /// Double or single.
    pub level: MarkLevel,
    /// Whether it can open a quote.
    pub opens: bool,
    /// Whether it can close one.
    pub closes: bool,
    /// Among single closing marks: cannot be an apostrophe, since punctuation is before or after it.
    pub firm: bool,
    /// Shaped to open only: “ ‘ « „.
    pub directed_open: bool,
}

/// The two levels of quotation marks, which can be nested in either order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkLevel {
    /// “ ” " « » and the like.
    Double,
    /// ‘ ’ ' ‹ › and the like.
    Single,
}

/// The marks of a paragraph, in order.
pub fn find_marks(
    document: &Document,
    paragraph: Range<usize>,
    apostrophes: ApostropheRules,
) -> Vec<QuotationMark> {
    let mut marks = Vec::new();
    let mut in_markup = false;
    for token in paragraph.clone() {
        if document.tokens[token].kind != TokenKind::Punct {
            continue;
        }
        let word = document.word(token);
        if word == "\"" {
            // The values of attributes in left-over markup (<a href="…">) are not speech.
            let after_equals = token > paragraph.start && document.word(token - 1) == "=";
            if in_markup || after_equals {
                in_markup = after_equals;
                continue;
            }
        }
        marks.extend(classify_mark(document, &paragraph, token, apostrophes));
    }
    marks
}

/// The mark at a token, if it is one; apostrophes and inches are left out where their neighbours show them.
fn classify_mark(
    document: &Document,
    paragraph: &Range<usize>,
    token: usize,
    apostrophes: ApostropheRules,
) -> Option<QuotationMark> {
    let level = match document.word(token) {
        "“" | "”" | "\"" | "„" | "‟" | "«" | "»" | "``" | "''" | "’’" | "＂" | "「" | "」" | "『" | "』" => {
            MarkLevel::Double
        }
        "‘" | "’" | "'" | "‚" | "‛" | "‹" | "›" | "`" => MarkLevel::Single,
        _ => return None,
    };
    let word = document.word(token);
    let glued_left = token > paragraph.start && !document.tokens[token].space_before;
    let glued_right = token + 1 < paragraph.end && !document.tokens[token + 1].space_before;
    let before = glued_left.then(|| last_char(document, token - 1)).flatten();
    let after = glued_right.then(|| first_char(document, token + 1)).flatten();
    // 6’2”, 6'2": a digit on the left and, for feet, one on the right; and inches where nothing is open are
    // settled by the pairing, which never opens a quote with a mark after a digit.
    if level == MarkLevel::Single && is_digit(before) && is_digit(after) {
        return None;
    }
    if level == MarkLevel::Double && is_digit(before) && token >= paragraph.start + 3 {
        let feet = matches!(document.word(token - 2), "'" | "’" | "′");
        if feet && !document.tokens[token - 2].space_before && !document.tokens[token - 1].space_before {
            return None;
        }
    }
    let free_left = before.is_none_or(|c| !c.is_alphanumeric() && !is_sentence_mark(c));
    let free_right = after.is_none_or(|c| !c.is_alphanumeric());
    let directed_open =
        matches!(word, "“" | "‘" | "„" | "‚" | "«" | "‹" | "``" | "`" | "「" | "『" | "‟" | "‛");
    let directed_close = matches!(word, "”" | "’’" | "」" | "』");
    let cjk = matches!(word, "「" | "」" | "『" | "』" | "»" | "«");
    let mut opens = (glued_right && free_left) || (directed_open && (glued_right || free_left));
    let mut closes = glued_left || (free_right && !directed_open);
    if directed_close && glued_left {
        opens = cjk && word == "»" && free_left;
    }
    if level == MarkLevel::Single {
        closes = glued_left && free_right;
        opens &= free_left && glued_right && !(apostrophes.is_elision)(document, token);
    }
    let firm = closes && (before.is_some_and(is_firm) || after.is_some_and(is_firm));
    Some(QuotationMark { token, level, opens, closes, firm, directed_open })
}

/// The last character of a token.
pub fn last_char(document: &Document, token: usize) -> Option<char> {
    document.word(token).chars().next_back()
}

/// The first character of a token.
pub fn first_char(document: &Document, token: usize) -> Option<char> {
    document.word(token).chars().next()
}

/// Whether there is a character and it is an ASCII digit.
pub fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

fn is_sentence_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | ';' | '%' | ')' | '…')
}

fn is_firm(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | '…' | '—' | '–' | ')' | ']' | '"' | '”' | '“')
}
