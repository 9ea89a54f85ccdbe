//! Bylines recognised on a line of their own, above or below a story, and in what a page shows as a byline.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::byline::introductions::{Introduction, find_introduced};
use crate::text::byline::names::{AuthorKind, is_caseless, is_name_word};
use crate::text::byline::organisations::is_agency;
use crate::text::byline::roles::{is_degree, is_label, is_no_name_alone, is_role, may_be_role};
use crate::text::byline::split::{Author, read_authors, text_before_time};
use crate::text::patterns::compile_pattern;

/// Longer lines are no bylines.
const MAX_BYLINE_CHARS: usize = 120;
const MAX_BYLINE_WORDS: usize = 14;
const MAX_ROLE_WORDS: usize = 6;

/// Function words between names and roles.
const FUNCTION_WORDS: &[&str] = &[
    "and", "with", "in", "for", "of", "the", "at", "to", "from", "on", "und", "mit", "aus", "für", "et",
    "avec", "à", "pour", "con", "para", "com", "met", "voor", "och", "og", "med", "på", "i", "y", "e", "ja",
    "ve", "и", "та", "w", "oraz", "a", "en", "dan",
];

static NAME_AND_ROLE: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"^(\S[^,/|–—]{2,60})\s*(?:[,/|]|\s[–—-]\s)\s*(\S.{2,60})$"));

/// The byline on a line, without "By": "By Jane Roe / Staff reporter" → "Jane Roe / Staff reporter".
///
/// A byline has only names and roles, and does not end like a sentence.
pub fn recognise_byline(line: &str) -> Option<String> {
    if line.chars().count() > MAX_BYLINE_CHARS
        || ends_as_sentence(line)
        || line.ends_with(['-', '–', '—', '_'])
    {
        return None;
    }
    if let Some((rest, introduction)) = find_introduced(line) {
        let rest = rest.trim_end_matches([')', '）', '】', ']']);
        let authors = read_authors(rest);
        let is_sure =
            introduction == Introduction::Certain || (!authors.is_empty() && authors.iter().all(is_full));
        return (is_sure && is_names_and_roles(rest)).then(|| rest.to_string());
    }
    let found = NAME_AND_ROLE.captures(line)?;
    let (name, role) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let names = name.split_whitespace().count() >= 2 && is_names_and_roles(name);
    let is_role = role.split_whitespace().any(may_be_role);
    (names && is_role && role.split_whitespace().count() <= MAX_ROLE_WORDS).then(|| line.to_string())
}

/// Whether a name cannot be a word of a sentence: it has two words, or is an organisation's.
fn is_full(author: &Author) -> bool {
    author.name.contains(' ') || is_caseless(&author.name) || author.kind == AuthorKind::Organisation
}

fn ends_as_sentence(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    line.ends_with(['!', '?', '…', ':', ';', '。'])
        || (line.ends_with('.') && !matches!(last, "Jr." | "Sr." | "Ph.D." | "M.D."))
}

pub(super) fn trim_punctuation(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_names_and_roles(text: &str) -> bool {
    let words: Vec<&str> = text
        .split([' ', '/', '|', '·', '、'])
        .map(trim_punctuation)
        .filter(|word| !word.is_empty())
        .collect();
    let Some(first) = words.first() else { return false };
    if words.len() > MAX_BYLINE_WORDS || is_no_name_alone(first) && words.len() == 1 {
        return false;
    }
    let fits = |word: &&str| {
        is_name_word(word)
            || FUNCTION_WORDS.contains(&word.to_lowercase().as_str())
            || may_be_role(word)
            || is_degree(word)
    };
    first.chars().next().is_some_and(|c| !c.is_lowercase())
        && words.iter().all(fits)
        && !words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()))
        && words.iter().any(|word| !is_role(word) || is_caseless(word))
}

/// The authors in a short text that a page shows as a byline; none where it has more than names, roles and a date.
pub fn authors_of_shown_line(text: &str) -> Vec<Author> {
    let names = text_before_time(text.trim());
    let names = find_introduced(names).map_or(names, |(rest, _)| rest);
    if names.chars().count() > MAX_BYLINE_CHARS || !is_names_and_roles(&without_brackets(names)) {
        return Vec::new();
    }
    read_authors(names)
}

fn without_brackets(text: &str) -> String {
    text.split(['(', '（', '[']).next().unwrap_or_default().to_string()
}

/// Whether a line says who wrote something: it begins with words that only bylines begin with, or with "Von" and
/// full names.
pub fn says_who_wrote(text: &str) -> bool {
    let line = text_before_time(text.trim());
    let Some((_, introduction)) = find_introduced(line) else { return false };
    let authors = authors_of_shown_line(line);
    !authors.is_empty() && (introduction == Introduction::Certain || authors.iter().all(is_full))
}

/// Whether a line has nothing but a role: "Staff Writer", "Redakteurin".
pub(crate) fn is_role_line(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let fits = |word: &str| {
        may_be_role(word) || FUNCTION_WORDS.contains(&trim_punctuation(word).to_lowercase().as_str())
    };
    words.clone().count() <= MAX_ROLE_WORDS && words.clone().all(fits) && words.any(is_role)
}

/// Whether a word stands beside names in bylines, and says nothing of a story: "by", "und", "reporter", "AFP", "follow".
pub(crate) fn is_word_beside_names(word: &str) -> bool {
    const INTRODUCTIONS: &[&str] = &[
        "von",
        "vom",
        "par",
        "por",
        "di",
        "da",
        "door",
        "av",
        "af",
        "przez",
        "od",
        "oleh",
        "text",
        "texte",
        "texto",
        "testo",
        "tekst",
        "teksti",
        "words",
        "written",
        "reported",
        "story",
        "geschrieben",
        "verfasst",
        "skrevet",
        "escrito",
        "scritto",
        "geschreven",
        "記者",
        "记者",
        "기자",
        "文",
        "автор",
        "текст",
    ];
    may_be_role(word)
        || is_degree(&word.to_uppercase())
        || is_label(word)
        || is_agency(word)
        || INTRODUCTIONS.contains(&word)
        || FUNCTION_WORDS.contains(&word)
}

/// Whether a line may be full names with signs between them, by the form of its words.
pub(crate) fn has_form_of_names(line: &str) -> bool {
    let mut words = line.split([' ', '/', '|', ',']).map(trim_punctuation).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    words.clone().nth(1).is_some() && words.all(|word| is_name_word(word) && !is_number(word))
}

/// Whether one of the words belongs to a label or a button: a line of them is no byline.
pub(crate) fn has_label(line: &str) -> bool {
    line.split_whitespace().any(is_label)
}
