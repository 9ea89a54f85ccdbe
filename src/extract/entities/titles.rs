//! What stands before a person's name and is no part of it: "Japanese Prime Minister", "Mr", "former defense minister".

use std::ops::Range;

use super::super::Document;
use super::super::document::TokenKind;
use super::gazetteer::{TITLE, lists_with};

/// A title is no longer than this, in tokens.
const LONGEST: usize = 10;

/// The title that ends right before the token `name`; words in small letters count only from a known one on.
pub fn before(document: &Document, name: usize) -> Option<Range<usize>> {
    let sentence = document.sentences.get(document.sentence_of(name))?;
    let first = sentence.start.max(name.saturating_sub(LONGEST));
    let title = |at: usize| lists_with(&document.word(at).trim_end_matches('.').to_lowercase()) & TITLE != 0;
    let capital = |at: usize| document.word(at).starts_with(char::is_uppercase);
    let mut start = name;
    let mut known = false;
    while start > first {
        let at = start - 1;
        let word = document.word(at);
        let stop = word == "." && at > first && title(at - 1);
        let glued = word == "-" && !document.tokens[at].space_before;
        let link = matches!(word, "of" | "for" | "and") && at > first && capital(at - 1) && known;
        let fits = match document.tokens[at].kind {
            TokenKind::Word => capital(at) || title(at) || link,
            TokenKind::Punct => stop || glued,
            _ => false,
        };
        // The opening word of a sentence has its capital from there.
        if !fits || (at == sentence.start && !title(at) && !known && start == name) {
            break;
        }
        known |= title(at);
        start = at;
    }
    // "In Prime Minister": a small word that opens the sentence is no title.
    while start < name && is_opener(document.word(start)) {
        start += 1;
    }
    (known && start < name).then_some(start..name)
}

fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "In" | "On"
            | "At"
            | "The"
            | "A"
            | "An"
            | "When"
            | "While"
            | "As"
            | "But"
            | "And"
            | "For"
            | "With"
            | "By"
            | "After"
            | "Before"
            | "Earlier"
            | "Meanwhile"
            | "Then"
            | "-"
            | "of"
            | "and"
            | "for"
            | "."
    )
}
