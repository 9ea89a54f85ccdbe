//! English words that show a gender: pronouns, titles and given names.
//!
//! Takes the lists of `languages/en`; gives a [`GenderLexicon`].

use crate::quotes::coreference::gender::{Gender, GenderLexicon};

const PRONOUNS: [(&str, Gender); 8] = [
    ("he", Gender::Male),
    ("him", Gender::Male),
    ("his", Gender::Male),
    ("himself", Gender::Male),
    ("she", Gender::Female),
    ("her", Gender::Female),
    ("hers", Gender::Female),
    ("herself", Gender::Female),
];

/// Given names on the lists that men and women bear in English news, in lower case: they show nothing.
const NAMES_OF_BOTH: &[&str] = &[
    "alexis",
    "ashley",
    "blair",
    "casey",
    "courtney",
    "dana",
    "daniele",
    "devon",
    "dominique",
    "gabriele",
    "jaime",
    "jamie",
    "jan",
    "jessie",
    "jocelyn",
    "jody",
    "kelly",
    "kendall",
    "kerry",
    "kim",
    "lee",
    "leigh",
    "leslie",
    "lindsay",
    "lindsey",
    "loren",
    "lynn",
    "marion",
    "meredith",
    "michele",
    "morgan",
    "noa",
    "noor",
    "nour",
    "peyton",
    "quinn",
    "reese",
    "riley",
    "robin",
    "rowan",
    "sasha",
    "shannon",
    "shelby",
    "sidney",
    "simone",
    "stacy",
    "sydney",
    "taylor",
    "tracy",
    "vivian",
    "yuki",
];

/// The gendered words of English.
pub fn english_genders() -> GenderLexicon {
    let titles = read_list(include_str!("../../../languages/en/gendered_titles.txt"));
    let names = read_list(include_str!("../../../languages/en/given_names.txt"))
        .filter(|(name, _)| !NAMES_OF_BOTH.contains(name));
    GenderLexicon::new(PRONOUNS, titles, names)
}

/// The words of a list, each line of which begins with the gender of its words.
fn read_list(file: &'static str) -> impl Iterator<Item = (&'static str, Gender)> {
    file.lines().flat_map(|line| {
        let mut words = line.split_whitespace();
        let gender = match words.next() {
            Some("female") => Some(Gender::Female),
            Some("male") => Some(Gender::Male),
            _ => None,
        };
        words.filter_map(move |word| Some((word, gender?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_shows_a_gender_and_a_surname_does_not() {
        let genders = english_genders();
        assert_eq!(genders.gender_of_name("Maria Oduya"), Some(Gender::Female));
        assert_eq!(genders.gender_of_name("Takeshi Mori"), Some(Gender::Male));
        assert_eq!(genders.gender_of_name("Lindsey Oduya"), None);
        assert_eq!(genders.gender_of_name("Maria"), None);
        assert_eq!(genders.gender_of_name("Qwx Oduya"), None);
        assert_eq!(genders.gender_of_title_word("Mrs."), Some(Gender::Female));
        assert_eq!(genders.gender_of_title_word("king"), Some(Gender::Male));
        assert_eq!(genders.gender_of_pronoun("His"), Some(Gender::Male));
    }
}
