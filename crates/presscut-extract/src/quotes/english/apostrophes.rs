//! English apostrophes: letters left out at the front of a word, and plurals that own something.

use crate::Document;
use crate::quotes::spans::apostrophes::ApostropheRules;
use crate::quotes::spans::marks::is_digit;

/// How English uses the apostrophe.
pub const ENGLISH_APOSTROPHES: ApostropheRules = ApostropheRules { is_elision, takes_apostrophe };

/// the ministers’ plan, goin’ home.
fn takes_apostrophe(word: &str) -> bool {
    word.ends_with('s') || word.ends_with("in") || word.ends_with('z') || word.ends_with('x')
}

/// ’90s, ’n’, ’em, ’tis: an apostrophe for letters left out at the front of a word.
fn is_elision(document: &Document, token: usize) -> bool {
    const ELIDED: &[&str] = &[
        "n", "em", "til", "till", "tis", "twas", "twill", "cause", "cos", "coz", "bout", "round", "nuff",
        "neath", "gainst", "d", "ll", "re", "ve", "m", "t", "im", "er", "kay", "sup", "ere",
    ];
    let word = document.word(token + 1);
    let decade = word.len() == 2
        && is_digit(word.chars().next())
        && (document.tokens.get(token + 2).is_none_or(|next| next.space_before)
            || matches!(document.word(token + 2), "s" | "," | "." | "-" | ";"));
    decade || ELIDED.contains(&word.to_lowercase().as_str())
}
