//! Initials in a search: "US" and "U.S." find each other.
//!
//! Takes the text of a phrase, gives the ways in which the index can have it: to the index "US" is one word and "U.S." two.
//! The surprising decision: initials that are a common word too (us, it, who) are only meant where they are written as
//! initials, and then the texts found have to have them so.

use std::borrow::Cow;

/// Letters in capitals that are looked for as initials too, at most.
const MAX_CAPITALS: usize = 6;

/// Letters of a single small word that are looked for as initials too, at most.
const MAX_SMALL_LETTERS: usize = 3;

/// Initials that are words of the language too, in small letters.
const COMMON_WORDS: &[&str] = &[
    "aid", "all", "am", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "do", "for", "go",
    "he", "her", "his", "ice", "if", "in", "is", "it", "may", "me", "my", "no", "not", "of", "on", "or",
    "our", "out", "so", "the", "to", "up", "us", "was", "we", "who",
];

/// A phrase as the index can have it: with its initials as one word, and with each letter as a word. One spelling where
/// there are none.
pub(crate) fn spellings(text: &str) -> Vec<Cow<'_, str>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = words.len() == 1;
    let all: Vec<Option<String>> = words
        .iter()
        .map(|word| written_initials(word).or_else(|| small.then(|| small_initials(word)).flatten()))
        .collect();
    if all.iter().all(Option::is_none) {
        return vec![text.into()];
    }
    let spelled = |separator: &str| {
        let word = |(word, letters): (&&str, &Option<String>)| match letters {
            Some(letters) => letters.chars().map(String::from).collect::<Vec<_>>().join(separator),
            None => word.to_string(),
        };
        words.iter().zip(&all).map(word).collect::<Vec<_>>().join(" ").into()
    };
    vec![spelled(""), spelled(" ")]
}

/// The initials among the words of a phrase that a text has to have in capitals, since they are a common word otherwise.
pub(crate) fn only_in_capitals(text: &str) -> Vec<String> {
    let written = text.split_whitespace().filter_map(written_initials);
    written.filter(|letters| is_common_word(letters)).collect()
}

/// Whether letters are a common word too.
pub(crate) fn is_common_word(letters: &str) -> bool {
    COMMON_WORDS.contains(&letters.to_lowercase().as_str())
}

/// The letters of "U.S.", "u.s." and "US", in capitals; `None` for any other word.
pub(crate) fn written_initials(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let count = letters.chars().count();
    let has_stops = word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    let in_capitals = count <= MAX_CAPITALS && !word.contains('.') && letters.chars().all(char::is_uppercase);
    (count >= 2 && (has_stops || in_capitals)).then(|| letters.to_uppercase())
}

fn small_initials(word: &str) -> Option<String> {
    let is_small =
        (2..=MAX_SMALL_LETTERS).contains(&word.len()) && word.chars().all(|c| c.is_ascii_alphabetic());
    is_small.then(|| word.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_looked_for_with_and_without_stops() {
        for (text, both) in [
            ("US", &["US", "U S"][..]),
            ("U.S.", &["US", "U S"]),
            ("g.o.p", &["GOP", "G O P"]),
            ("us", &["US", "U S"]),
            ("U.S. Navy", &["US Navy", "U S Navy"]),
            ("J.K. Rowan", &["JK Rowan", "J K Rowan"]),
            ("ferry", &["ferry"]),
            ("tell us", &["tell us"]),
            ("St. Ives", &["St. Ives"]),
            ("arden.example", &["arden.example"]),
            ("2.5", &["2.5"]),
        ] {
            assert_eq!(spellings(text), both, "{text}");
        }
        assert_eq!(only_in_capitals("U.S. GOP it"), ["US"]);
    }
}
