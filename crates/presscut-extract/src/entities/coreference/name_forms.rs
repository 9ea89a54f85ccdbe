//! Compares forms of names: their words, part of a person's name, the initials of a long form.
//!
//! Takes names as text; gives words to compare and answers. The surprising decision: hyphens separate words, so that
//! "Keng-sheng" and "Keng sheng" are the same.

use unicode_normalization::UnicodeNormalization;

use crate::entities::grammar::EntityGrammar;

/// A form with single spaces, whatever white space it has in the text.
pub fn collapse_white_space(surface: &str) -> String {
    surface.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name as they are compared: in small letters, without full stops and without a leading article.
pub fn words_of(form: &str, grammar: &dyn EntityGrammar) -> Vec<String> {
    let small = |word: &str| -> String {
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return word.to_ascii_lowercase();
        }
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = form.split([' ', '-', '‑']).map(small).filter(|word| !word.is_empty());
    let words: Vec<String> = words.collect();
    match words.split_first() {
        Some((first, rest)) if grammar.is_definite_article(first) && !rest.is_empty() => rest.to_vec(),
        _ => words,
    }
}

/// The words of a person's name, without the article of an Arabic family name.
pub fn words_of_person(form: &str, grammar: &dyn EntityGrammar) -> Vec<String> {
    let words = words_of(form, grammar);
    if words.len() < 2 {
        return words;
    }
    let last = words.len() - 1;
    let kept =
        words.iter().enumerate().filter(|(at, word)| *at == last || !matches!(word.as_str(), "al" | "el"));
    kept.map(|(_, word)| word.clone()).collect()
}

/// The words of a people's name, in the singular: Americans are American.
pub fn words_of_people(form: &str, grammar: &dyn EntityGrammar) -> Vec<String> {
    let mut words = words_of(form, grammar);
    if let Some(last) = words.last_mut() {
        grammar.strip_people_plural(last);
    }
    words
}

/// Whether a person's name is part of a fuller one: the surname, the given name, or both with less between them.
pub fn is_part_of_person(part: &[String], full: &[String], grammar: &dyn EntityGrammar) -> bool {
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return false };
    if part.len() == full.len() && part.len() > 1 {
        // The same words in another order: Wang Keng-sheng, Keng-sheng Wang.
        let sorted = |words: &[String]| {
            let mut words = words.to_vec();
            words.sort_unstable();
            words
        };
        return sorted(part) == sorted(full);
    }
    if part.len() >= full.len() {
        return false;
    }
    if part.len() == 1 {
        // An initial is no name.
        return first.chars().count() > 1
            && (full.first() == Some(first)
                || full.last() == Some(first)
                || full.iter().rev().nth(1) == Some(first) && ends_in_suffix(full, grammar));
    }
    let fits =
        |short: &str, long: &str| short == long || (short.chars().count() == 1 && long.starts_with(short));
    let rest = full.last().filter(|_| !ends_in_suffix(full, grammar)).or(full.iter().rev().nth(1));
    let in_order = {
        let mut all = full.iter();
        part.iter().all(|word| all.any(|other| other == word))
    };
    in_order
        || (full.first().is_some_and(|other| fits(first, other) || fits(other, first)) && rest == Some(last))
}

/// Whether a single word is inside a longer name: a middle name, the first of two family names.
pub fn is_within_person(part: &[String], full: &[String]) -> bool {
    matches!(part, [word] if word.chars().count() > 2 && full.len() > 2 && full.contains(word))
}

/// Whether two surnames of five letters or more are one with a slip: the first and last letter are the same, and one letter in
/// three at most differs, is missing or is too many.
pub fn is_misspelt(one: &str, other: &str) -> bool {
    let (one, other) = (fold_letters(one), fold_letters(other));
    let length = one.chars().count().min(other.chars().count());
    length > 4
        && one.chars().next() == other.chars().next()
        && one.chars().next_back() == other.chars().next_back()
        && strsim::levenshtein(&one, &other) * 3 <= length
}

/// The letters of a word without their accents.
fn fold_letters(word: &str) -> String {
    word.nfd().filter(|c| c.is_alphabetic()).collect()
}

/// Whether a name ends in a suffix such as "jr" and not in a family name.
pub fn ends_in_suffix(words: &[String], grammar: &dyn EntityGrammar) -> bool {
    words.last().is_some_and(|word| grammar.is_name_suffix(word))
}

/// Whether two words name one country or its people: "russias" and "russian", "japan" and "japanese".
pub fn shares_stem(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count() >= 4
}

/// Whether letters are the initials of a long form: "MND" of "Ministry of National Defense".
pub fn are_initials(letters: &str, long: &str) -> bool {
    let words: Vec<&str> = long.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        return false;
    }
    let initials = |small: bool| -> String {
        words
            .iter()
            .filter(|word| small || word.starts_with(char::is_uppercase))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    initials(false) == letters || initials(true) == letters
}

/// The letters of an acronym, "TSMC" or "U.N."; `None` if the form is a word.
pub fn acronym_letters(form: &str) -> Option<String> {
    let letters: String = form.chars().filter(|c| *c != '.').collect();
    let all = letters.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    (letters.chars().count() >= 2 && all && letters.contains(char::is_uppercase)).then_some(letters)
}
