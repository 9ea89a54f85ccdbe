//! Whether a person is spoken of as he or as she, where the text or the given name shows it.
//!
//! Takes what is written before and in a name; gives a [`Gender`], or `None` where nothing tells. The surprising
//! decision: an honorific outweighs the name, and a name that either sex bears says nothing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::quotes::models::linear::word_number;

/// The pronoun that a person takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// she
    Female,
    /// he
    Male,
}

/// By the names' numbers.
static GIVEN_NAMES: LazyLock<FxHashMap<u64, Gender>> = LazyLock::new(|| {
    let mut names: FxHashMap<u64, Option<Gender>> = FxHashMap::default();
    for line in include_str!("../../../languages/en/given_names.txt").lines() {
        let mut words = line.split_whitespace();
        let gender = match words.next() {
            Some("female") => Gender::Female,
            Some("male") => Gender::Male,
            _ => continue,
        };
        for word in words {
            // A name in both lists is nobody's evidence.
            names.entry(word_number(word)).and_modify(|known| *known = None).or_insert(Some(gender));
        }
    }
    names.into_iter().filter_map(|(name, gender)| Some((name, gender?))).collect()
});

const MALE_TITLES: &[&str] = &[
    "mr",
    "sir",
    "lord",
    "king",
    "prince",
    "baron",
    "sheikh",
    "imam",
    "pope",
    "father",
    "fr",
    "brother",
    "son",
    "husband",
    "uncle",
    "chairman",
    "spokesman",
    "businessman",
    "congressman",
    "councilman",
    "actor",
    "señor",
    "monsieur",
    "duke",
    "count",
    "ayatollah",
    "rabbi",
    "archbishop",
    "cardinal",
];

const FEMALE_TITLES: &[&str] = &[
    "mrs",
    "ms",
    "miss",
    "dame",
    "lady",
    "queen",
    "princess",
    "baroness",
    "mother",
    "sister",
    "daughter",
    "wife",
    "aunt",
    "widow",
    "chairwoman",
    "spokeswoman",
    "businesswoman",
    "congresswoman",
    "councilwoman",
    "actress",
    "señora",
    "madame",
    "duchess",
    "countess",
];

/// By the words' numbers.
static TITLES: LazyLock<FxHashMap<u64, Gender>> = LazyLock::new(|| {
    let male = MALE_TITLES.iter().map(|word| (word_number(word), Gender::Male));
    male.chain(FEMALE_TITLES.iter().map(|word| (word_number(word), Gender::Female))).collect()
});

/// The gender that a pronoun shows.
pub fn of_pronoun(word: &str) -> Option<Gender> {
    match word.to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender that a word of a title shows: Mr, Mrs, spokeswoman, king.
pub fn of_title_word(word: &str) -> Option<Gender> {
    TITLES.get(&word_number(word.trim_end_matches('.'))).copied()
}

/// The gender that a full name's first part shows; a surname alone shows none.
pub fn of_name(name: &str) -> Option<Gender> {
    let mut parts = name.split_whitespace();
    let first = parts.next()?.trim_end_matches('.');
    parts.next()?;
    let number = if first.is_ascii() { word_number(first) } else { word_number(&first.to_lowercase()) };
    GIVEN_NAMES.get(&number).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_shows_a_gender_and_a_surname_does_not() {
        assert_eq!(of_name("Maria Oduya"), Some(Gender::Female));
        assert_eq!(of_name("Takeshi Mori"), Some(Gender::Male));
        assert_eq!(of_name("Maria"), None);
        assert_eq!(of_name("Qwx Oduya"), None);
        assert_eq!(of_title_word("Mrs."), Some(Gender::Female));
        assert_eq!(of_pronoun("His"), Some(Gender::Male));
    }
}
