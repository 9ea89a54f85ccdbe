//! English words around names that say what they name: "Harrow Green, a charity", "a chemist at Orrin Labs", "western
//! Ruvalia", "Sen.", "Conn.".
//!
//! Takes words in small letters or as written; answers what they are. The surprising decision: nouns that mean a body and a
//! place alike (state, school, hospital) are on neither list.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::entities::crf::bioes::NameClass;

/// What a name is that a noun describes: "a charity", "a village".
pub(super) fn described_class(noun: &str) -> Option<NameClass> {
    if BODY_NOUNS.contains(&noun) {
        Some(NameClass::Organization)
    } else if PLACE_NOUNS.contains(&noun) {
        Some(NameClass::Location)
    } else {
        None
    }
}

/// Whether a noun means several bodies: "companies", "clubs".
pub(super) fn is_plural_body_noun(noun: &str) -> bool {
    let Some(stem) = noun.strip_suffix('s') else { return false };
    BODY_NOUNS.contains(&stem)
        || matches!(stem, "provider" | "producer" | "vendor" | "contractor" | "carmaker")
        || stem.strip_suffix("ie").is_some_and(|stem| {
            BODY_NOUNS.iter().any(|body| body.strip_suffix('y').is_some_and(|body| body == stem))
        })
}

/// What a name of this class is by its last word, where the tagger is often wrong: "Lundby Open" is no body, "Harrow Belt" a
/// place, "Journal of Tides" (the other way round) a body.
pub(super) fn class_by_last_word(class: NameClass, last: &str) -> Option<NameClass> {
    let is = |words: &[&str]| words.contains(&last);
    match class {
        NameClass::Organization
            if is(&["Open", "Championship", "Championships", "Cup", "Games", "Prix", "Olympics"]) =>
        {
            Some(NameClass::Misc)
        }
        NameClass::Organization | NameClass::Misc
            if is(&["Belt", "Rockies", "Peninsula", "Archipelago", "Highlands"]) =>
        {
            Some(NameClass::Location)
        }
        NameClass::Location | NameClass::Facility if is(&["Office", "Department", "Ministry", "Police"]) => {
            Some(NameClass::Organization)
        }
        NameClass::Facility if is(&["Court"]) => Some(NameClass::Organization),
        NameClass::Person | NameClass::Misc | NameClass::Product if COMPANY_WORDS.contains(&last) => {
            Some(NameClass::Organization)
        }
        NameClass::Organization if SITE_WORDS.contains(&last) => Some(NameClass::Facility),
        NameClass::Misc if is(&["Journal", "Gazette", "Tribune", "Herald"]) => Some(NameClass::Organization),
        _ => None,
    }
}

/// Whether a word is about posting on a platform.
pub(super) fn is_posting_word(word: &str) -> bool {
    matches!(
        word,
        "wrote"
            | "writes"
            | "written"
            | "writing"
            | "posted"
            | "posts"
            | "post"
            | "posting"
            | "tweeted"
            | "shared"
    ) || matches!(
        word,
        "said" | "says" | "statement" | "message" | "account" | "accounts" | "video" | "announced"
    ) || matches!(
        word,
        "published" | "users" | "user" | "feed" | "profile" | "thread" | "platform" | "commented"
    )
}

/// Whether a word, as written and without a full stop, is the short form of a title before a name.
pub(super) fn is_title_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Sen"
            | "Sens"
            | "Gov"
            | "Govs"
            | "Rep"
            | "Reps"
            | "Gen"
            | "Col"
            | "Capt"
            | "Lt"
            | "Sgt"
            | "Maj"
            | "Rev"
    ) || matches!(word, "Prof" | "Dr" | "Mr" | "Mrs" | "Ms" | "Det" | "Insp" | "Supt" | "Cllr" | "Hon")
}

/// Whether a word says in which part of a place something is: "eastern", "north-western" (each part), "central".
pub(super) fn is_part_of_place(word: &str) -> bool {
    let directions = [
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper",
        "lower",
    ];
    directions.contains(&word)
        || ["north", "south"].iter().any(|start| {
            let rest = word.strip_prefix(start).map(|rest| rest.trim_start_matches('-'));
            matches!(rest, Some("east" | "west" | "eastern" | "western"))
        })
        || matches!(word, "mid" | "inner" | "outer" | "downtown" | "rural" | "coastal")
}

/// Whether a word, as written and without its full stop, is the short form of a state of the United States that the press
/// uses.
pub(super) fn is_state_abbreviation(word: &str) -> bool {
    STATE_ABBREVIATIONS.contains(&word)
}

/// Whether a description of a name ends before a word, in small letters.
pub(super) fn ends_description(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "which"
            | "who"
            | "whose"
            | "where"
            | "when"
            | "based"
            | "in"
            | "of"
            | "for"
            | "at"
            | "with"
            | "from"
            | "by"
    ) || matches!(
        word,
        "on" | "to" | "and" | "or" | "near" | "said" | "says" | "is" | "was" | "has" | "had" | "will" | "led"
    ) || matches!(word, "run" | "founded" | "owned" | "located" | "headquartered" | "known" | "called" | "as")
}

/// Words in the names of bodies, in small letters.
static BODY_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../languages/en/lists/organization_words.txt")).collect());

/// Nouns for people by what they do, in small letters.
static OCCUPATIONS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let nouns = words(include_str!("../../../languages/en/role_nouns.txt"));
    nouns.take_while(|word| *word != "body").collect()
});

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// Whether a word is a verb of headlines, in capitals as titles are.
pub(super) fn is_headline_verb(word: &str) -> bool {
    matches!(
        word,
        "Says" | "Said" | "Tells" | "Told" | "Asks" | "Calls" | "Slams" | "Warns" | "Urges" | "Vows"
    ) || matches!(
        word,
        "Claims" | "Wants" | "Gets" | "Blasts" | "Hammers" | "Accuses" | "Denies" | "Admits" | "Is"
    ) || matches!(
        word,
        "Wins" | "Defends" | "Rips" | "Attacks" | "Responds" | "Reveals" | "Thinks" | "Was" | "Has"
    )
}

/// Whether a word, as written, is one that names of bodies have.
pub(super) fn is_body_word(word: &str) -> bool {
    BODY_WORDS.contains(word.to_lowercase().as_str())
}

/// Whether a word is what somebody does for a living.
pub(super) fn is_occupation(word: &str) -> bool {
    OCCUPATIONS.contains(word)
}

/// The name of a place without the words in small letters before it: "western Ruvalia" is Ruvalia, and so is "the western
/// Ruvalian island of Sund" Sund.
pub(super) fn strip_place_description(name: &str) -> &str {
    if let Some((before, place)) = name.rsplit_once(" of ") {
        let noun = before.rsplit(' ').next().unwrap_or(before);
        let is_described = matches!(described_class(noun), Some(NameClass::Location))
            || matches!(noun, "state" | "port" | "region");
        if is_described && place.starts_with(char::is_uppercase) {
            return place;
        }
    }
    let mut rest = name;
    while let Some((first, after)) = rest.split_once(' ') {
        if !is_part_of_place(first) || !first.starts_with(char::is_lowercase) {
            break;
        }
        rest = after;
    }
    if rest.starts_with(char::is_uppercase) { rest } else { name }
}

/// The name of a body without a noun in small letters after it: "Green Dawn party" is Green Dawn.
pub(super) fn strip_body_noun(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((before, noun))
            if described_class(noun) == Some(NameClass::Organization)
                && before.starts_with(char::is_uppercase) =>
        {
            before
        }
        _ => name,
    }
}

/// Nouns for bodies of people.
const BODY_NOUNS: &[&str] = &[
    "agency",
    "airline",
    "alliance",
    "association",
    "band",
    "bank",
    "biotech",
    "brand",
    "broadcaster",
    "brokerage",
    "builder",
    "campaign",
    "carmaker",
    "carrier",
    "chain",
    "charity",
    "chipmaker",
    "club",
    "coalition",
    "commission",
    "committee",
    "company",
    "conglomerate",
    "consortium",
    "consultancy",
    "cooperative",
    "corporation",
    "council",
    "developer",
    "drugmaker",
    "federation",
    "firm",
    "foundation",
    "fund",
    "group",
    "insurer",
    "institute",
    "journal",
    "label",
    "lender",
    "magazine",
    "maker",
    "manufacturer",
    "militia",
    "miner",
    "ministry",
    "movement",
    "network",
    "newspaper",
    "ngo",
    "nonprofit",
    "operator",
    "organisation",
    "organization",
    "outlet",
    "outfit",
    "partnership",
    "party",
    "publisher",
    "regulator",
    "retailer",
    "startup",
    "studio",
    "supermarket",
    "supplier",
    "tank",
    "tabloid",
    "union",
    "university",
    "utility",
    "watchdog",
    "website",
];

/// Words that end the names of companies, as written.
const COMPANY_WORDS: &[&str] = &[
    "Productions",
    "Records",
    "Pictures",
    "Entertainment",
    "Studios",
    "Films",
    "Holdings",
    "Partners",
    "Associates",
    "Technologies",
    "Systems",
    "Foundation",
    "Institute",
    "Industries",
    "Capital",
    "Pharmaceuticals",
];

/// Words that end the names of sites, as written.
const SITE_WORDS: &[&str] = &[
    "Arena",
    "Stadium",
    "Bridge",
    "Boulevard",
    "Avenue",
    "Airport",
    "Building",
    "Tower",
    "Towers",
    "Coliseum",
    "Ballpark",
    "Speedway",
    "Room",
];

/// Nouns for places.
const PLACE_NOUNS: &[&str] = &[
    "archipelago",
    "borough",
    "city",
    "county",
    "district",
    "hamlet",
    "island",
    "mountain",
    "municipality",
    "neighborhood",
    "neighbourhood",
    "peninsula",
    "province",
    "river",
    "settlement",
    "suburb",
    "town",
    "township",
    "valley",
    "village",
];

/// The Associated Press's short forms of states, without their last full stop.
const STATE_ABBREVIATIONS: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md",
    "Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Vt",
    "Va", "Wash", "Wis", "Wyo", "N.H.", "N.J.", "N.M.", "N.Y.", "N.C.", "N.D.", "R.I.", "S.C.", "S.D.",
    "W.Va", "D.C.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_say_what_a_name_is() {
        assert_eq!(described_class("charity"), Some(NameClass::Organization));
        assert_eq!(described_class("village"), Some(NameClass::Location));
        assert_eq!(described_class("hospital"), None);
        assert_eq!(strip_place_description("southwestern Ruvalia"), "Ruvalia");
        assert_eq!(strip_place_description("western Ruvalian island of Sund"), "Sund");
        assert_eq!(strip_place_description("Isle of Sund"), "Isle of Sund");
        assert_eq!(strip_body_noun("Green Dawn party"), "Green Dawn");
        assert_eq!(strip_body_noun("Green Dawn Party"), "Green Dawn Party");
        assert!(is_occupation("researcher") && !is_occupation("university"));
        assert!(
            is_part_of_place("northwestern")
                && is_part_of_place("south-east")
                && !is_part_of_place("northerly")
        );
    }
}
