//! What stands beside a person's name and is no part of it: "Japanese Prime Minister", "Mr", "former defense minister".
//!
//! Honorifics of many languages count, before the name (Datuk, Daw, Shri) and after it (Tanaka-san). What a title says of
//! its bearer, an office or a gender, tells two people of one name apart.

use std::ops::Range;

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::bioes::{Class, Found};
use crate::entities::gazetteer::title_words::{TITLE, lists_with};

/// A title is no longer than this, in tokens.
const LONGEST: usize = 10;

/// The title that ends right before the token `name`, and begins no earlier than `floor`; words in small letters count
/// only from a known one on.
pub fn before(document: &Document, name: usize, floor: usize) -> Option<Range<usize>> {
    let sentence = document.sentences.get(document.sentence_of(name))?;
    let first = sentence.start.max(name.saturating_sub(LONGEST)).max(floor);
    let title = |at: usize| is_title(document.word(at));
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

fn is_title(word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    lists_with(&lower) & TITLE != 0 || HONORIFICS.contains(&lower.as_str()) || word == "U"
}

/// Forms of address that are never a part of a name, in small letters.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mdm",
    "madam",
    "madame",
    "mme",
    "monsieur",
    "herr",
    "frau",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "shri",
    "smt",
    "shrimati",
    "thiru",
    "datuk",
    "dato",
    "dato’",
    "dato'",
    "datin",
    "tun",
    "encik",
    "puan",
    "khun",
    "bapak",
    "pak",
    "ibu",
    "daw",
    "ato",
    "woizero",
    "alhaji",
    "alhaja",
    "hajiya",
    "mallam",
    "malam",
    "otunba",
    "señor",
    "señora",
    "senhor",
    "senhora",
    "don",
    "doña",
    "dona",
    "president",
    "minister",
    "general",
    "gen",
    "colonel",
    "col",
    "captain",
    "capt",
    "senator",
    "sen",
    "judge",
    "justice",
    "pastor",
    "rev",
];

/// A person's name without the forms of address that the recogniser took for a part of it.
pub fn without(document: &Document, mut name: Found) -> Option<Found> {
    if name.class != Class::Person {
        return Some(name);
    }
    while name.end - name.start > 1 {
        let word = document.word(name.start);
        let lower = word.trim_end_matches('.').to_lowercase();
        let next = document.word(name.start + 1);
        let malay = lower == "tan" && next.eq_ignore_ascii_case("sri");
        // Don and Sri are names too, where one word follows.
        let several = name.end - name.start > 2
            || !matches!(lower.as_str(), "don" | "dona" | "sen" | "gen" | "col" | "tun");
        let address = HONORIFICS.contains(&lower.as_str()) && several || word == "U" || malay || word == ".";
        if !address || next == "-" {
            break;
        }
        name.start += 1;
        if malay && name.end - name.start > 1 {
            name.start += 1;
        }
    }
    if name.end - name.start > 2
        && document.word(name.end - 2) == "-"
        && matches!(document.word(name.end - 1), "san" | "sama" | "ssi" | "nim" | "ji")
    {
        name.end -= 2;
    }
    Some(name)
}

/// What a title says of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Man,
    Woman,
}

/// The gender that a title says, if it does.
pub fn gender(title: &str) -> Option<Gender> {
    title.split_whitespace().find_map(|word| match word.trim_end_matches('.').to_lowercase().as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" | "monsieur" | "herr" | "señor" | "encik" | "shri"
        | "chairman" | "spokesman" | "pak" | "bapak" => Some(Gender::Man),
        "mrs" | "ms" | "miss" | "mdm" | "madam" | "madame" | "dame" | "lady" | "queen" | "princess"
        | "frau" | "señora" | "puan" | "datin" | "smt" | "daw" | "chairwoman" | "spokeswoman" | "ibu" => {
            Some(Gender::Woman)
        }
        _ => None,
    })
}

/// Whether a word of a title, in small letters, tells one bearer of a name from another.
pub fn tells(word: &str) -> bool {
    word.chars().count() > 3 && !matches!(word, "former" | "vice" | "deputy" | "acting" | "prime")
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
