//! What one part of a byline names: a person, an organisation, or nobody.

use crate::text::byline::introductions::strip_introduction;
use crate::text::byline::organisations::{is_agency, is_desk};
use crate::text::byline::roles;

/// Who an author is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorKind {
    /// A person, by name or pen name.
    Person,
    /// A news agency, a desk, a newsroom or a paper.
    Organisation,
}

/// A longer text is no name.
const MAX_NAME_CHARS: usize = 70;
const MAX_EAST_ASIAN_NAME_CHARS: usize = 10;
const MAX_NAME_WORDS: usize = 7;
/// Names in lower case, as users of a site choose them, are short.
const MAX_PEN_NAME_WORDS: usize = 3;

/// Words inside names that are in lower case.
const PARTICLES: &[&str] = &[
    "de", "la", "van", "von", "der", "den", "bin", "al", "el", "da", "dos", "das", "do", "du", "le", "ibn",
    "des", "del", "della", "degli", "di", "dal", "af", "av", "zu", "zur", "zum", "vom", "y", "e", "i", "ter",
    "ten", "te", "het", "'t", "bint", "ben", "abu", "ul", "ur", "st", "san", "lo", "las", "los", "dei", "ap",
    "o", "en", "und",
];

/// Whether a word may be one of a name, by its letters.
pub(super) fn is_name_word(word: &str) -> bool {
    let word = word.trim_start_matches(['‘', '’', '\'', '"', '“', '„', '«', '(']);
    let Some(first) = word.chars().next() else { return false };
    if PARTICLES.contains(&word) {
        return true;
    }
    // "d'Angelo", "al-Masri", "ʻAbd", "dell'Orto"
    let has_capital_inside = [
        "d'", "d’", "l'", "l’", "al-", "el-", "ul-", "ad-", "as-", "ash-", "dell'", "dell’", "dall'", "o'",
        "o’", "mc", "de",
    ]
    .iter()
    .any(|start| word.strip_prefix(start).is_some_and(|rest| rest.starts_with(char::is_uppercase)));
    first.is_uppercase() || has_capital_inside || (first.is_alphabetic() && !first.is_lowercase())
}

/// Whether every word is one of a name, and one of them is capitalised or caseless.
pub(super) fn has_form_of_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.clone().all(is_name_word) && words.any(|word| !PARTICLES.contains(&word))
}

/// Whether a text has no letters with capitals: Chinese, Japanese, Korean, Arabic, Hindi.
pub(super) fn is_caseless(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase() && !c.is_uppercase())
}

/// Whom a part of a byline names; `is_first` says that nobody was named before it, where a pen name may be.
pub(super) fn kind_of_name(part: &str, is_first: bool) -> Option<AuthorKind> {
    if !part.contains(char::is_alphabetic)
        || part.chars().count() > MAX_NAME_CHARS
        || part.contains(['=', '{', '}', '<', '>', '@', '#', '?', '!', '…', '_', ':'])
    {
        return None;
    }
    if is_agency(part) {
        return Some(AuthorKind::Organisation);
    }
    let words: Vec<&str> =
        part.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let is_filler = |word: &&str| {
        roles::may_be_role(word)
            || roles::is_label(word)
            || PARTICLES.contains(&word.to_lowercase().as_str())
            || matches!(
                word.to_lowercase().as_str(),
                "and"
                    | "of"
                    | "for"
                    | "the"
                    | "at"
                    | "in"
                    | "our"
                    | "us"
                    | "à"
                    | "à l'"
                    | "für"
                    | "des"
                    | "with"
                    | "on"
                    | "me"
                    | "all"
                    | "this"
                    | "author's"
            )
    };
    if words.iter().all(is_filler) || words.iter().all(|word| roles::is_degree(word)) {
        return None;
    }
    if words.iter().any(|word| roles::is_day(word)) || (words.len() == 1 && roles::is_no_name_alone(words[0]))
    {
        return None;
    }
    // A sentence in Chinese or Japanese is one word.
    let is_east_asian =
        |c: char| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let longest =
        words.iter().map(|word| word.split('・').map(|name| name.chars().count()).max().unwrap_or(0)).max();
    if part.contains(is_east_asian) && longest > Some(MAX_EAST_ASIAN_NAME_CHARS) && !is_desk(part) {
        return None;
    }
    let introduced = format!("{part} Ada Quill");
    if strip_introduction(&introduced) == "Ada Quill" {
        return None;
    }
    let has_digit = part.contains(|c: char| c.is_ascii_digit());
    let has_sentence_word = words.iter().any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "nach" | "für" | "mit" | "auf" | "pour" | "sobre" | "with" | "from" | "über" | "voor"
        ) || matches!(
            *word,
            "of" | "the"
                | "for"
                | "at"
                | "is"
                | "was"
                | "für"
                | "nach"
                | "bis"
                | "mit"
                | "im"
                | "am"
                | "auf"
                | "pour"
                | "sur"
                | "dans"
                | "para"
                | "con"
                | "sobre"
                | "voor"
                | "met"
                | "to"
                | "with"
                | "on"
                | "a"
        )
    });
    if has_form_of_name(part) && !has_digit {
        if is_desk(part) || words.iter().any(|word| roles::is_role(word)) {
            return Some(AuthorKind::Organisation);
        }
        return (words.len() <= MAX_NAME_WORDS && !has_sentence_word).then_some(AuthorKind::Person);
    }
    // "Redaktion der Inselzeitung", "Guardian staff reporter", "t-online"
    if words.len() <= MAX_NAME_WORDS
        && is_first
        && (is_desk(part) || words.iter().any(|word| roles::is_role(word)))
    {
        let names_something =
            words.iter().any(|word| is_name_word(word) && !roles::may_be_role(word)) || is_desk(words[0]);
        return names_something.then_some(AuthorKind::Organisation);
    }
    let is_pen_name = is_first
        && words.len() <= MAX_PEN_NAME_WORDS
        && !has_sentence_word
        && !words.iter().any(|word| roles::is_role(word) || roles::is_label(word));
    is_pen_name.then_some(AuthorKind::Person)
}
