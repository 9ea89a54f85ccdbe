//! English names that say too little alone: a given name without a surname, a ministry without its country, a state that has
//! the name of a city.
//!
//! Takes words, answers whether they are such names. The surprising decision: a given name that is also among the 25,000
//! surnames of the census may be a surname (Clinton, Jordan), so only the commonest of these are taken for given names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Given names that are no surname, in small letters.
static GIVEN_NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let surnames: FxHashSet<&str> = words(include_str!("../../../languages/en/lists/surnames_us.txt"))
        .chain(words(include_str!("../../../languages/en/lists/surnames.txt")))
        .collect();
    words(include_str!("../../../languages/en/lists/given_us.txt"))
        .filter(|word| !surnames.contains(word) && !MONONYMS.contains(word))
        .chain(COMMON_GIVEN_NAMES.iter().copied())
        .collect()
});

/// Given names that many have and that are surnames too, seldom in the news.
const COMMON_GIVEN_NAMES: &[&str] = &[
    "james",
    "john",
    "robert",
    "michael",
    "david",
    "william",
    "richard",
    "joseph",
    "charles",
    "christopher",
    "daniel",
    "matthew",
    "mark",
    "steven",
    "stephen",
    "paul",
    "andrew",
    "joshua",
    "kenneth",
    "kevin",
    "brian",
    "edward",
    "ronald",
    "timothy",
    "jason",
    "jeffrey",
    "gary",
    "nicholas",
    "eric",
    "jonathan",
    "larry",
    "justin",
    "brandon",
    "benjamin",
    "samuel",
    "frank",
    "raymond",
    "jack",
    "dennis",
    "jerry",
    "peter",
    "bob",
    "bill",
    "jim",
    "tom",
    "joe",
    "mike",
    "steve",
    "dave",
    "dan",
    "ben",
    "sam",
    "nick",
    "chris",
    "matt",
    "tim",
    "greg",
    "tony",
    "rob",
    "andy",
    "ed",
    "fred",
    "maria",
    "anna",
    "laura",
    "lisa",
    "nancy",
    "linda",
    "barbara",
    "susan",
    "karen",
    "betty",
    "helen",
    "sandra",
    "donna",
    "carol",
    "ruth",
    "sharon",
    "michelle",
    "emily",
    "amy",
    "angela",
    "anne",
    "mary",
    "alice",
    "julia",
    "jane",
    "rose",
    "grace",
    "sophie",
    "emma",
    "olivia",
    "hannah",
    "lucy",
    "kate",
    "charlotte",
];

/// Given names by which artists and athletes are known alone.
const MONONYMS: &[&str] =
    &["adele", "cher", "aaliyah", "selena", "shakira", "rihanna", "zendaya", "dido", "enya", "pele"];

/// The words of a list, without its head.
fn words(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// The surnames of the lists, in small letters.
static SURNAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lists = [
        include_str!("../../../languages/en/lists/surnames_us.txt"),
        include_str!("../../../languages/en/lists/surnames_world.txt"),
        include_str!("../../../languages/en/lists/surnames.txt"),
    ];
    lists.into_iter().flat_map(words).collect()
});

/// Whether a word, in small letters, is a surname of the lists.
pub(super) fn is_listed_surname(lower: &str) -> bool {
    SURNAMES.contains(lower)
}

/// All given names of the lists, in small letters.
static ALL_GIVEN_NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lists = [
        include_str!("../../../languages/en/lists/given_us.txt"),
        include_str!("../../../languages/en/given_names.txt"),
    ];
    lists.into_iter().flat_map(words).collect()
});

/// Whether a word is a given name, as written.
pub(super) fn is_given_name(word: &str) -> bool {
    ALL_GIVEN_NAMES.contains(word.to_lowercase().as_str())
}

pub(super) fn is_lone_given_name(lower: &str) -> bool {
    GIVEN_NAMES.contains(lower)
}

/// What a ministry is of.
const PORTFOLIOS: &[&str] = &[
    "affairs",
    "agriculture",
    "air",
    "and",
    "commerce",
    "communications",
    "culture",
    "defence",
    "defense",
    "development",
    "digital",
    "economic",
    "economy",
    "education",
    "employment",
    "energy",
    "environment",
    "external",
    "family",
    "finance",
    "fisheries",
    "foreign",
    "forestry",
    "health",
    "higher",
    "home",
    "housing",
    "human",
    "industry",
    "information",
    "infrastructure",
    "interior",
    "internal",
    "justice",
    "labor",
    "labour",
    "land",
    "mines",
    "national",
    "natural",
    "of",
    "oil",
    "petroleum",
    "planning",
    "public",
    "railway",
    "religious",
    "resources",
    "rural",
    "science",
    "security",
    "social",
    "sport",
    "sports",
    "technology",
    "the",
    "tourism",
    "trade",
    "transport",
    "transportation",
    "urban",
    "water",
    "welfare",
    "women",
    "works",
    "youth",
];

pub(super) fn is_body_of_each_country(words: &[String]) -> bool {
    let ministry = |word: &String| word == "ministry";
    let is_ministry = words.len() > 1
        && words.iter().filter(|word| ministry(word)).count() == 1
        && words.iter().all(|word| ministry(word) || PORTFOLIOS.contains(&word.as_str()));
    is_ministry || matches!(words, [first, last] if first == "central" && last == "bank")
}

/// States whose capital or largest city has the same name.
const STATES_AND_CITIES: &[&str] = &[
    "Aguascalientes",
    "Bauchi",
    "Campeche",
    "Chihuahua",
    "Colima",
    "Durango",
    "Enugu",
    "Gombe",
    "Guanajuato",
    "Kaduna",
    "Kano",
    "Kassala",
    "Katsina",
    "Khartoum",
    "Lagos",
    "Mexico",
    "New York",
    "Oaxaca",
    "Puebla",
    "Querétaro",
    "Queretaro",
    "Rio de Janeiro",
    "Salzburg",
    "San Luis Potosí",
    "San Luis Potosi",
    "São Paulo",
    "Sao Paulo",
    "Sokoto",
    "Tlaxcala",
    "Veracruz",
    "Washington",
    "Zacatecas",
];

pub(super) fn is_also_capital(place: &str) -> bool {
    STATES_AND_CITIES.contains(&place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_that_may_be_surnames_are_told_apart() {
        for name in ["sarah", "melanie", "bob", "james", "emma"] {
            assert!(is_lone_given_name(name), "{name}");
        }
        for name in ["clinton", "jordan", "adele", "obama", "tanabe", "li"] {
            assert!(!is_lone_given_name(name), "{name}");
        }
    }
}
