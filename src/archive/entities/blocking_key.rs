//! Blocking keys: what names have in common that are certainly one entity.
//!
//! Names whose [`blocking_key`] is equal are one: "Wang Keng-sheng" and "Keng-sheng Wang", "Ford Motor Co" and "Ford Motor
//! Company", "Bashar al-Assad" and "Bashar Assad". People who differ in their
//! [`middle_names`] are compared further by [`clustering`](crate::archive::entities::clustering). An acronym and its long form are one where articles give
//! both, and [`acronym_fits`] says whether they may. The surprising decision: nothing here weighs or counts. Counts change with
//! every import, so names would be merged and split again and again; only what an entity is called
//! ([`display_name`](crate::archive::entities::display_name)) follows them. The lists beside this file (family names,
//! places, organisations) are general knowledge about names in English-language news; only the archive uses them.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::EntityType;
use crate::text::name_key::name_key;

/// What a name has in common with all other names that are certainly the same, by its type and key. Names of one key have
/// one blocking key.
pub fn blocking_key(kind: EntityType, key: &str) -> String {
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    // "The Post" is a paper, and "Post" may be anything.
    let words = match words.split_first() {
        Some((&"the", rest)) if rest.len() > 1 => rest,
        _ => &words[..],
    };
    let block = match kind {
        EntityType::Person => preferred(&PEOPLE, person(words)),
        EntityType::Organization => preferred(&ORGANIZATIONS, organization(words)),
        EntityType::Location => preferred(&PLACES, words.join(" ")),
        EntityType::Norp => norp(words),
        EntityType::Facility | EntityType::Product | EntityType::Misc => words.join(" "),
    };
    // A name of punctuation alone still differs from others.
    if block.is_empty() { key.to_string() } else { block }
}

/// How a family name of East Asia is placed in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameOrder {
    FamilyFirst,
    FamilyLast,
}

static FAMILIES: LazyLock<FxHashMap<&'static str, NameOrder>> = LazyLock::new(|| {
    let mut families = FxHashMap::default();
    for line in lines_of(include_str!("family_names.txt")) {
        let (order, names) = match line.split_once(':') {
            Some(("family last", names)) => (NameOrder::FamilyLast, names),
            _ => (NameOrder::FamilyFirst, line),
        };
        families.extend(names.split_whitespace().map(|name| (name, order)));
    }
    families
});

static COMMON_FAMILIES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lines_of(include_str!("common_family_names.txt")).flat_map(str::split_whitespace).collect()
});

/// The lines of a list, without its head.
fn lines_of(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

/// From each form of a name to the preferred one.
pub(super) type PreferredForms = FxHashMap<String, String>;

pub(super) static PLACES: LazyLock<PreferredForms> =
    LazyLock::new(|| preferred_forms(include_str!("place_names.txt"), |words| words.join(" ")));

pub(super) static ORGANIZATIONS: LazyLock<PreferredForms> =
    LazyLock::new(|| preferred_forms(include_str!("acronyms.txt"), organization));

pub(super) static PEOPLE: LazyLock<PreferredForms> =
    LazyLock::new(|| preferred_forms(include_str!("known_people.txt"), person));

/// The keys of the forms of known people: nothing in them tells two people apart.
static KNOWN_PEOPLE: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let lines = lines_of(include_str!("known_people.txt"));
    lines.flat_map(|line| line.split('|')).map(name_key).collect()
});

fn preferred_forms(list: &str, form: fn(&[&str]) -> String) -> PreferredForms {
    let mut known = PreferredForms::default();
    for line in lines_of(list) {
        let forms: Vec<String> =
            line.split('|').map(|name| form(&name_key(name).split(' ').collect::<Vec<_>>())).collect();
        if let Some(first) = forms.first() {
            known.extend(forms.iter().map(|form| (form.clone(), first.clone())));
        }
    }
    known
}

fn preferred(known: &PreferredForms, form: String) -> String {
    known.get(&form).cloned().unwrap_or(form)
}

/// A person: the given and the family name, without the names and initials between them and without the article before an
/// Arabic family name; of East Asian names the family first and the given name as one word, however it is written.
fn person(words: &[&str]) -> String {
    if let Some((family, given)) = east_asian(words) {
        return format!("{family} {given}");
    }
    let last = words.len().saturating_sub(1);
    let is_plain = has_middle_names(words);
    let kept = words.iter().enumerate().filter(|(at, word)| {
        let inside = *at > 0 && *at < last;
        let is_left_out =
            is_plain || is_initial(word) && !is_initial(words[0]) || matches!(**word, "al" | "el");
        !(inside && is_left_out)
    });
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// Whether the words between the first and the last are further given names: not the parts of a family name ("bin", "von"),
/// and not what is before a suffix ("Jr").
fn has_middle_names(words: &[&str]) -> bool {
    const PARTS: &[&str] = &[
        "bin", "ibn", "bint", "abu", "abd", "abdel", "abdul", "ben", "de", "da", "di", "do", "dos", "das",
        "del", "della", "der", "den", "van", "von", "zu", "la", "le", "du", "st", "san", "santa", "mac",
        "mc", "o", "y", "e", "and", "of", "the", "ul", "ur", "al", "el",
    ];
    const SUFFIXES: &[&str] = &["jr", "sr", "jnr", "snr", "ii", "iii", "iv"];
    let [first, inside @ .., last] = words else { return false };
    !inside.is_empty()
        && !is_initial(first)
        && !SUFFIXES.contains(last)
        && !inside.iter().any(|word| PARTS.contains(word))
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1
}

/// The names and initials between a person's given and family name, by the name's key: "j" of "jane j roe", none of "j r
/// roe". People with one blocking key and the same names between are one.
pub fn middle_names(key: &str) -> String {
    let words: Vec<&str> = key.split(' ').collect();
    if is_initial(words[0]) || east_asian(&words).is_some() || KNOWN_PEOPLE.contains(key) {
        return String::new();
    }
    let inside = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    let is_plain = has_middle_names(&words);
    let between = inside.iter().copied().filter(|word| is_plain || is_initial(word));
    between.collect::<Vec<_>>().join(" ")
}

/// Whether names between a given and a family name are initials and nothing else.
pub fn are_initials(middle_names: &str) -> bool {
    middle_names.split(' ').all(is_initial)
}

/// Whether a family name is so common that a middle initial may distinguish two people.
pub fn is_common_family(key: &str) -> bool {
    key.rsplit(' ').next().is_some_and(|family| COMMON_FAMILIES.contains(family))
}

/// The family and the given name, where the family is known for one.
fn east_asian(words: &[&str]) -> Option<(String, String)> {
    let is_family = |word: &str| FAMILIES.contains_key(word);
    match *words {
        // Kim Jong-un, Kim Jong Un, Keng-sheng Wang.
        [a, b, c] => {
            let short =
                |word: &str| word.len() <= 6 && !matches!(word, "al" | "el" | "abu" | "ben" | "bin" | "de");
            let may_be = |word: &str| is_family(word) || matches!(word, "kim" | "lee");
            match () {
                () if may_be(a) && short(b) && short(c) && !is_family(c) => {
                    Some((a.into(), format!("{b}{c}")))
                }
                () if may_be(c) && short(a) && short(b) && !is_family(a) => {
                    Some((c.into(), format!("{a}{b}")))
                }
                () => None,
            }
        }
        // Jinping Xi, Shigeru Tanaka.
        [a, b] if is_family(b) && !is_family(a) => Some((b.into(), a.into())),
        _ => None,
    }
}

/// Words that only mark a company's legal form.
pub fn is_company_form(word: &str) -> bool {
    matches!(
        word,
        "co" | "company"
            | "corp"
            | "corporation"
            | "inc"
            | "incorporated"
            | "ltd"
            | "limited"
            | "plc"
            | "llc"
            | "gmbh"
            | "ag"
            | "nv"
            | "bv"
            | "pte"
            | "sdn"
            | "bhd"
            | "berhad"
            | "pty"
            | "tbk"
            | "spa"
            | "oyj"
    )
}

/// Whether a key has only words of a company's legal form.
pub fn are_company_forms(key: &str) -> bool {
    key.split(' ').filter(|word| !word.is_empty()).all(is_company_form)
}

/// An organisation: without its legal form where two words are left, in American spelling.
pub fn organization(words: &[&str]) -> String {
    let mut words = words;
    while words.len() > 2 && words.last().is_some_and(|word| is_company_form(word)) {
        words = &words[..words.len() - 1];
    }
    if words.len() > 2 && words[0] == "pt" {
        words = &words[1..];
    }
    let spelled = words.iter().filter(|word| **word != "and").map(|word| match *word {
        "centre" => "center",
        "organisation" => "organization",
        "programme" => "program",
        "corp" => "corporation",
        "co" => "company",
        "ltd" => "limited",
        "inc" => "incorporated",
        "dept" => "department",
        "univ" => "university",
        "intl" => "international",
        other => other,
    });
    spelled.collect::<Vec<_>>().join(" ")
}

/// Americans are American.
fn norp(words: &[&str]) -> String {
    let key = words.join(" ");
    match key.strip_suffix('s') {
        Some(one) if ["an", "i", "ist", "rat", "im", "ant", "ner"].iter().any(|end| one.ends_with(end)) => {
            one.into()
        }
        _ => key,
    }
}

/// TSMC, U.N., ISO9: two to eight letters and digits, at least two of them capitals, and nothing else.
pub fn is_acronym(form: &str) -> bool {
    let letters = form.chars().filter(|c| *c != '.');
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters.clone().count())
        && capitals >= 2
        && letters.clone().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether an acronym means one thing everywhere: two or three letters mean many things, even where one article says which,
/// and well-known ones have their own meaning.
pub fn is_distinctive(acronym: &str) -> bool {
    let key = name_key(acronym);
    key.is_ascii() && key.len() >= 4 && !ORGANIZATIONS.contains_key(&key)
}

/// A form in Chinese, Japanese or Korean script that is long enough to mean one person, or one thing.
pub fn is_east_asian_form(form: &str, kind: EntityType) -> bool {
    let length = form.chars().count();
    let least = if kind == EntityType::Person { 3 } else { 2 };
    length >= least && form.chars().all(is_east_asian_script)
}

pub fn is_east_asian_script(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

/// Whether letters can abbreviate a long form: in its order, from its first letter on, and mostly where words begin.
pub fn acronym_fits(acronym: &str, long: &str) -> bool {
    let letters: Vec<char> =
        acronym.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let key = name_key(long);
    let text = key.strip_prefix("the ").unwrap_or(&key);
    let all: Vec<char> = text.chars().collect();
    let (Some(first), true) = (letters.first(), all.len() > letters.len()) else { return false };
    // Letters that are a word of the long form are short for something else.
    if all.first() != Some(first) || text.split(' ').any(|word| word.chars().eq(letters.iter().copied())) {
        return false;
    }
    let (mut at, mut initials) = (0, 0);
    for letter in &letters {
        // The beginning of a later word, if it can be one; any later letter otherwise.
        let begins = |from: &usize| *from == 0 || all[*from - 1] == ' ';
        let rest = at..all.len();
        let initial = rest.clone().find(|from| all[*from] == *letter && begins(from));
        let Some(found) = initial.or_else(|| rest.clone().find(|from| all[*from] == *letter)) else {
            return false;
        };
        initials += usize::from(begins(&found));
        at = found + 1;
    }
    let several = text.contains(' ');
    !several || 2 * initials > letters.len()
}

/// Whether an East Asian name has the order that is unusual in English: family name last, for Japan first.
pub fn is_inverted(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    let Some((family, _)) = east_asian(&words).or_else(|| match *words {
        [a, b] if FAMILIES.contains_key(a) => Some((a.into(), b.into())),
        _ => None,
    }) else {
        return false;
    };
    let first = words.first() == Some(&family.as_str());
    first == (FAMILIES.get(family.as_str()) == Some(&NameOrder::FamilyLast))
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Location, Norp, Organization, Person};

    fn one(kind: EntityType, names: &[&str]) {
        let blocks: Vec<String> = names.iter().map(|name| blocking_key(kind, &name_key(name))).collect();
        assert!(blocks.iter().all(|block| *block == blocks[0]), "{names:?} {blocks:?}");
    }

    fn two(kind: EntityType, a: &str, b: &str) {
        assert_ne!(blocking_key(kind, &name_key(a)), blocking_key(kind, &name_key(b)), "{a} and {b}");
    }

    #[test]
    fn east_asian_names_are_one_in_either_order_and_however_the_given_name_is_written() {
        one(
            Person,
            &["Wang Keng-sheng", "Keng-sheng Wang", "WANG KENG-SHENG", "Wang Keng Sheng", "Wang Kengsheng"],
        );
        one(Person, &["Tanaka Oriko", "Oriko Tanaka"]);
        one(Person, &["Kim Dae Ok", "Kim Dae-ok"]);
        two(Person, "Martin Lee", "Lee Martin");
        two(Person, "Wang Keng-sheng", "Wang Sheng-keng");
    }

    #[test]
    fn marks_and_articles_do_not_tell_names_apart_but_words_do() {
        one(Person, &["Samir al-Haddar", "Samir Haddar", "Samir el-Haddar"]);
        one(Person, &["Søren Łukasz", "Soren Lukasz"]);
        one(Person, &["Jane Q. Roe", "Jane Roe", "Jane A. Q. Roe"]);
        two(Person, "J. Q. Roe", "J. Roe");
        assert_eq!(
            ["jane q roe", "jane roe", "j q roe", "jane ada roe", "jane van roe"].map(middle_names),
            ["q", "", "", "ada", ""]
        );
        one(Person, &["Jane Ada Roe", "Jane Roe"]);
        two(Person, "Jane van Roe", "Jane Roe");
        two(Person, "Jon Roe Jr", "Jon Jr");
        two(Person, "Al Gorman", "Gorman");
        two(Person, "Jorge Rueda", "Jorge Rueda Campos");
        one(
            Organization,
            &["Arden Motor Co", "Arden Motor Company", "Arden Motor Co., Ltd.", "The Arden Motor Corp"],
        );
        one(Organization, &["Sund Centre for Seals", "Sund Center for Seals"]);
        one(Organization, &["WHO", "W.H.O.", "World Health Organisation", "the World Health Organization"]);
        two(Organization, "The Post", "Post");
        two(Organization, "Ministry of Defence", "Ministry of Defense");
        two(Organization, "Arden Inc", "Arden Ltd");
        two(Organization, "Bank of Sund", "Bank of Quillan");
        one(Location, &["Côte d’Ivoire", "Ivory Coast"]);
        one(Norp, &["American", "Americans"]);
        two(Norp, "Queen", "Queens");
    }

    #[test]
    fn known_people_have_one_key_and_no_form_is_on_two_lines() {
        let mut seen = FxHashSet::default();
        for line in lines_of(include_str!("known_people.txt")) {
            let forms: Vec<&str> = line.split(" | ").collect();
            one(Person, &forms);
            assert!(forms.iter().all(|form| seen.insert(name_key(form))), "{line}");
        }
        assert!(seen.len() > 100);
    }

    #[test]
    fn letters_stand_for_a_long_form_in_its_order() {
        for (acronym, long) in [
            ("FDMC", "Formosa Display Manufacturing Co"),
            ("MND", "Ministry of National Defense"),
            ("ASEAN", "Association of Southeast Asian Nations"),
            ("KMT", "Kuomintang"),
            ("U.N.", "United Nations"),
        ] {
            assert!(is_acronym(acronym) && acronym_fits(acronym, long), "{acronym}");
        }
        for (acronym, long) in
            [("FG", "Dublin Central"), ("MOD", "Museum"), ("BRICS", "BRICS Bank of Inner Seas"), ("US", "US")]
        {
            assert!(!acronym_fits(acronym, long), "{acronym}");
        }
        assert!(!is_acronym("Fdmc") && !is_acronym("A") && !is_acronym("G20"));
    }
}
