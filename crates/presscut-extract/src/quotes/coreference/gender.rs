//! Whether the narrator writes he or she of a person, as far as the text or the given name shows it.
//!
//! Takes a pronoun, a word of a title, or a name; gives a [`Gender`], or `None` where nothing shows it. The words are those
//! of one language; its room fills the [`GenderLexicon`]. The surprising decision: an honorific outweighs the name, and a
//! name that both sexes bear says nothing.

use rustc_hash::FxHashMap;

use crate::quotes::models::features::word_hash;

/// The gender of the pronoun that a person takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// she
    Female,
    /// he
    Male,
}

/// The words of one language that show a gender, all in lower case.
#[derive(Debug, Clone)]
pub struct GenderLexicon {
    pronouns: FxHashMap<&'static str, Gender>,
    /// By word hash.
    title_words: FxHashMap<u64, Gender>,
    /// By word hash.
    given_names: FxHashMap<u64, Gender>,
}

impl GenderLexicon {
    /// A lexicon of pronouns, words of titles and given names. A name that is listed with both genders is left out.
    pub fn new(
        pronouns: impl IntoIterator<Item = (&'static str, Gender)>,
        title_words: impl IntoIterator<Item = (&'static str, Gender)>,
        given_names: impl IntoIterator<Item = (&'static str, Gender)>,
    ) -> GenderLexicon {
        let mut names: FxHashMap<u64, Option<Gender>> = FxHashMap::default();
        for (name, gender) in given_names {
            names.entry(word_hash(name)).and_modify(|known| *known = None).or_insert(Some(gender));
        }
        GenderLexicon {
            pronouns: pronouns.into_iter().collect(),
            title_words: title_words.into_iter().map(|(word, gender)| (word_hash(word), gender)).collect(),
            given_names: names.into_iter().filter_map(|(name, gender)| Some((name, gender?))).collect(),
        }
    }

    /// The gender that a pronoun shows.
    pub fn gender_of_pronoun(&self, word: &str) -> Option<Gender> {
        self.pronouns.get(word.to_lowercase().as_str()).copied()
    }

    /// The gender that a word of a title shows: Mr, Mrs, spokeswoman, king.
    pub fn gender_of_title_word(&self, word: &str) -> Option<Gender> {
        self.title_words.get(&word_hash(word.trim_end_matches('.'))).copied()
    }

    /// The gender that the first part of a full name shows; a surname alone shows none.
    pub fn gender_of_name(&self, name: &str) -> Option<Gender> {
        let mut parts = name.split_whitespace();
        let first = parts.next()?.trim_end_matches('.');
        parts.next()?;
        let hash = if first.is_ascii() { word_hash(first) } else { word_hash(&first.to_lowercase()) };
        self.given_names.get(&hash).copied()
    }
}
