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

/// Function words that may stand around roles and labels.
const FILLERS: &[&str] = &[
    "and", "of", "for", "the", "at", "in", "our", "us", "à", "für", "des", "with", "on", "me", "all", "this",
    "author's",
];
/// Words of sentences, in lower case: written as here they are no names.
const SENTENCE_WORDS: &[&str] = &[
    "of", "the", "for", "at", "is", "was", "für", "nach", "bis", "mit", "im", "am", "auf", "pour", "sur",
    "dans", "para", "con", "sobre", "voor", "met", "to", "with", "on", "a",
];
/// Those of them that are no names with a capital either.
const SENTENCE_OPENINGS: &[&str] =
    &["nach", "für", "mit", "auf", "pour", "sobre", "with", "from", "über", "voor"];

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
    if words.len() > MAX_NAME_WORDS || names_nobody(part, &words) {
        return None;
    }
    let has_role = words.iter().any(|word| roles::is_role(word));
    let is_sentence = words.iter().any(|word| {
        SENTENCE_WORDS.contains(word) || SENTENCE_OPENINGS.contains(&word.to_lowercase().as_str())
    });
    if has_form_of_name(part) && !part.contains(|c: char| c.is_ascii_digit()) {
        if is_desk(part) || has_role {
            return Some(AuthorKind::Organisation);
        }
        return (!is_sentence).then_some(AuthorKind::Person);
    }
    // "Redaktion der Inselzeitung", "Guardian staff reporter", "t-online"
    if is_first && (is_desk(part) || has_role) {
        let is_name = |word: &&str| is_name_word(word) && !roles::may_be_role(word);
        return (words.iter().any(is_name) || is_desk(words[0])).then_some(AuthorKind::Organisation);
    }
    let is_pen_name = is_first
        && words.len() <= MAX_PEN_NAME_WORDS
        && !is_sentence
        && !words.iter().any(|word| roles::is_label(word));
    is_pen_name.then_some(AuthorKind::Person)
}

/// Whether words are a role, a label, a degree, a day, an introduction or a whole sentence.
fn names_nobody(part: &str, words: &[&str]) -> bool {
    let is_filler = |word: &&str| {
        let lower = word.to_lowercase();
        roles::may_be_role(word)
            || roles::is_label(word)
            || PARTICLES.contains(&lower.as_str())
            || FILLERS.contains(&lower.as_str())
    };
    words.iter().all(is_filler)
        || words.iter().all(|word| roles::is_degree(word))
        || words.iter().any(|word| roles::is_day(word))
        || (words.len() == 1 && roles::is_no_name_alone(words[0]))
        || is_east_asian_sentence(part, words)
        || strip_introduction(&format!("{part} Ada Quill")) == "Ada Quill"
}

/// A sentence in Chinese or Japanese is one word.
fn is_east_asian_sentence(part: &str, words: &[&str]) -> bool {
    let is_east_asian =
        |c: char| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let names = words.iter().flat_map(|word| word.split('・'));
    let longest = names.map(|name| name.chars().count()).max();
    part.contains(is_east_asian) && longest > Some(MAX_EAST_ASIAN_NAME_CHARS) && !is_desk(part)
}
