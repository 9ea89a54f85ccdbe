//! A date found among other words: "By Jane Roe 8 January 2020, 3:51 pm 11 comments".

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Precision;
use crate::text::patterns::compile_pattern;
use crate::text::written_dates::parse::parse_written_date;

/// A year in full, or a date in digits whose year has two. Words with a year of two digits are too often no date.
static YEAR_OR_DIGITS: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"\d{4}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}\b|年|พ\.ศ"));

/// The first date in a short text of other words; it has a day at least.
pub fn find_written_date(text: &str) -> Option<&str> {
    /// A longer text is prose.
    const MAX_WORDS: usize = 30;
    /// No date is longer.
    const MAX_DATE_WORDS: usize = 9;
    /// No date is shorter.
    const MIN_DATE_BYTES: usize = 8;
    if !YEAR_OR_DIGITS.is_match(text) {
        return None;
    }
    let words: Vec<(usize, &str)> = text
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .take(MAX_WORDS + 1)
        .collect();
    if words.len() > MAX_WORDS {
        return None;
    }
    let is_date = |candidate: &str| {
        parse_written_date(candidate)
            .is_ok_and(|date| date.certain.precision >= Precision::Day || date.numeric.is_some())
    };
    let begins = |&from: &usize| {
        !matches!(
            words[from].1,
            "on" | "On"
                | "at"
                | "the"
                | "The"
                | "le"
                | "el"
                | "il"
                | "am"
                | "Am"
                | "op"
                | "|"
                | "-"
                | "–"
                | "·"
                | "—"
                | "de"
        )
    };
    (0..words.len()).filter(begins).find_map(|from| {
        (from + 1..=words.len().min(from + MAX_DATE_WORDS)).rev().find_map(|to| {
            let (last, word) = words[to - 1];
            let candidate = text
                .get(words[from].0..last + word.len())?
                .trim_matches(['|', ',', ';', '·', '(', ')', '.', ' ', '–', '—']);
            (candidate.len() >= MIN_DATE_BYTES && YEAR_OR_DIGITS.is_match(candidate) && is_date(candidate))
                .then_some(candidate)
        })
    })
}
