//! What an entity is called: the commonest of its full forms, in the commonest spelling.
//!
//! Takes names with how often each is used, gives ranks; the lowest is shown. Names of one key are spellings
//! ([`spelling_rank`]); names of different keys that mean one entity are its names ([`name_rank`]). The surprising decision:
//! a form that is no full name (an acronym of a long form, a surname alone, a plural, capitals throughout, brackets, an East Asian name in the
//! order that is unusual in English) loses however
//! common it is, and a name that the lists beside this file prefer wins.

use std::cmp::Reverse;

use crate::archive::entities::blocking_key::{
    ORGANIZATIONS, PLACES, blocking_key, is_acronym, is_company_form, is_east_asian_script, is_inverted,
    organization,
};
use crate::model::EntityType;
use crate::text::name_key::name_key;

/// The order of the spellings of one name: the commonest first, but none with brackets or quotation marks, and none in
/// capitals throughout where that shouts: for a person, and for a name of several words. Of equally common ones the one with
/// its marks and hyphens.
pub fn spelling_rank(kind: EntityType, spelling: &str, uses: i64) -> impl Ord + use<> {
    let can_shout = kind == EntityType::Person || spelling.contains(' ');
    (has_stray_marks(spelling), can_shout && is_shouted(spelling), Reverse(uses), letters_rank(spelling))
}

/// The order of the names of one entity: a long form before its acronym, then the commonest, then the fuller form of an
/// organisation.
pub fn name_rank(kind: EntityType, name: &str, uses: i64) -> impl Ord + use<> {
    let acronym = is_acronym(name) || name.chars().all(is_east_asian_script);
    let key = name_key(name);
    let (own, known) = match kind {
        EntityType::Location => (key.clone(), PLACES.get(&key)),
        EntityType::Organization => {
            let own = organization(&key.split(' ').collect::<Vec<_>>());
            let known = ORGANIZATIONS.get(&own);
            (own, known)
        }
        _ => (String::new(), None),
    };
    let is_shown = known.is_some_and(|shown| *shown == own);
    let is_other = known.is_some_and(|shown| *shown != own);
    let company = key.split(' ').filter(|word| is_company_form(word)).count();
    let inverted = kind == EntityType::Person && is_inverted(&key);
    let is_alone = kind == EntityType::Person && !key.contains(' ');
    let plural = kind == EntityType::Norp && blocking_key(kind, &key) != key;
    let article = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    (
        (
            has_stray_marks(name),
            acronym && !is_shown,
            is_other || is_alone,
            is_shouted(name) && !is_shown,
            plural,
            inverted,
        ),
        (Reverse(uses), article, Reverse(company)),
        letters_rank(name),
    )
}

fn is_shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase) || !name.chars().any(char::is_uppercase)
}

fn has_stray_marks(name: &str) -> bool {
    name.contains(['(', ')', '[', ']', '"', '“', '”', '`']) || name.contains("''")
}

/// With its accents, with its hyphens, with few capitals; and then by the letter.
fn letters_rank(name: &str) -> impl Ord + use<> {
    let marks = name.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    let hyphens = name.matches('-').count();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    (Reverse(marks), Reverse(hyphens), is_shouted(name), capitals, name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Location, Norp, Organization, Person};

    fn best_name(kind: EntityType, names: &[(&str, i64)]) -> String {
        let best = names.iter().min_by_key(|(name, uses)| name_rank(kind, name, *uses));
        best.map(|(name, _)| (*name).to_string()).unwrap()
    }

    fn best_spelling(kind: EntityType, spellings: &[(&str, i64)]) -> String {
        let best = spellings.iter().min_by_key(|(spelling, uses)| spelling_rank(kind, spelling, *uses));
        best.map(|(spelling, _)| (*spelling).to_string()).unwrap()
    }

    #[test]
    fn an_entity_is_called_by_its_commonest_full_form() {
        for (kind, names, best) in [
            (
                Organization,
                &[("FDMC", 90), ("Formosa Display", 3), ("Formosa Display Co", 5)][..],
                "Formosa Display Co",
            ),
            (Organization, &[("Formosa Display", 9), ("Formosa Display Co", 5)], "Formosa Display"),
            (Organization, &[("Formosa Display", 5), ("Formosa Display Co", 5)], "Formosa Display Co"),
            (Organization, &[("The Arden Post", 2), ("Arden Post", 2)], "Arden Post"),
            (Organization, &[("North Atlantic Treaty Organization", 80), ("NATO", 2)], "NATO"),
            (Person, &[("Oriko Tanaka", 1), ("Tanaka Oriko", 3)], "Oriko Tanaka"),
            (Person, &[("Jane Q. Roe", 2), ("Jane Roe", 30)], "Jane Roe"),
            (Person, &[("Roe", 90), ("Jane Roe", 2)], "Jane Roe"),
            (Location, &[("Côte d'Ivoire", 40), ("Ivory Coast", 1)], "Ivory Coast"),
            (Norp, &[("Americans", 9), ("American", 1)], "American"),
        ] {
            assert_eq!(best_name(kind, names), best, "{names:?}");
        }
    }

    #[test]
    fn a_name_has_its_commonest_spelling() {
        for (kind, spellings, best) in [
            (Location, &[("Méndia", 1), ("Mendia", 238)][..], "Mendia"),
            (Location, &[("Méndia", 3), ("Mendia", 3)], "Méndia"),
            (Organization, &[("G.O.P.", 4), ("GOP", 9)], "GOP"),
            (Organization, &[("Nato", 4), ("NATO", 9)], "NATO"),
            (Organization, &[("ARDEN POST", 9), ("Arden Post", 1)], "Arden Post"),
            (
                Person,
                &[("WANG KENG-SHENG", 9), ("Wang Keng Sheng", 1), ("Wang Keng-sheng", 1)],
                "Wang Keng-sheng",
            ),
            (Person, &[("ROE", 9), ("Roe", 1)], "Roe"),
            (Person, &[("Jose Nunez", 1), ("José Núñez", 1)], "José Núñez"),
        ] {
            assert_eq!(best_spelling(kind, spellings), best, "{spellings:?}");
        }
    }
}
