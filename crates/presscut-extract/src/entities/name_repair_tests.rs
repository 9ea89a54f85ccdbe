//! Names that the tagger joins, cuts or misses, and what makes them right: three texts or more for each kind.

use std::sync::LazyLock;

use crate::{Document, EntityType, Extractor};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// Each mention as written, with its type.
fn mentions(text: &str) -> Vec<(String, EntityType)> {
    let (entities, mentions, _) = EXTRACTOR.find_entities(&Document::new(text));
    mentions.into_iter().map(|mention| (mention.surface, entities[mention.entity.0].kind)).collect()
}

/// The names of the entities of a type, in the order of the text.
fn names(text: &str, kind: EntityType) -> Vec<String> {
    let (entities, _, _) = EXTRACTOR.find_entities(&Document::new(text));
    entities.into_iter().filter(|entity| entity.kind == kind).map(|entity| entity.name).collect()
}

fn has(text: &str, surface: &str, kind: EntityType) {
    let found = mentions(text);
    assert!(found.iter().any(|(name, type_)| name == surface && *type_ == kind), "{surface} in {found:?}");
}

#[test]
fn two_places_with_a_comma_between_them_are_two() {
    for (text, places) in [
        ("The men were held in Reno, Nevada, on Monday.", ["Reno", "Nevada"]),
        ("She works at a laboratory in Bochum, Germany. Many agree.", ["Bochum", "Germany"]),
        ("The family lives in Pocatello, Idaho.", ["Pocatello", "Idaho"]),
        ("Storms hit Lincoln, eastern Nebraska, at night.", ["Lincoln", "Nebraska"]),
    ] {
        assert_eq!(names(text, EntityType::Location), places, "{text}");
    }
}

#[test]
fn a_title_or_a_day_is_no_part_of_a_place() {
    has("The bill failed. North Carolina Sen. Mira Holt said so.", "North Carolina", EntityType::Location);
    has("It was South Carolina Sen. Abel Tamm who left.", "South Carolina", EntityType::Location);
    has("Storms were moving through Oklahoma Friday, forecasters said.", "Oklahoma", EntityType::Location);
    has("New Mexico Gov. Ana Roe signed it.", "New Mexico", EntityType::Location);
    has("Sheffield Wednesday beat Leeds United on Monday.", "Sheffield Wednesday", EntityType::Organization);
}

#[test]
fn a_person_right_behind_a_paper_is_a_name_of_their_own() {
    for text in [
        "Ana Holt came home. Speaking to the Daily Mail Holt said: “We go.”",
        "Mira Holt won. In the Financial Times Holt wrote that she would stay.",
        "Karl Holt is a singer. Speaking to Sky News Holt said he was tired.",
    ] {
        assert!(mentions(text).iter().filter(|(name, _)| name.ends_with("Holt")).count() >= 2, "{text}");
        assert!(
            !mentions(text).iter().any(|(name, _)| name.contains(" Holt") && name.split(' ').count() > 2),
            "{text}"
        );
    }
}

#[test]
fn listed_papers_and_platforms_are_found() {
    for (text, name) in [
        ("She told The Intercept that it was late.", "The Intercept"),
        ("He is looking for work as an Uber Eats driver.", "Uber Eats"),
        ("In a Truth Social post he wrote that it was late.", "Truth Social"),
        ("They plan their marches on WhatsApp groups.", "WhatsApp"),
    ] {
        let found = mentions(text);
        let is_body = |(surface, kind): &(String, EntityType)| {
            name.ends_with(surface.as_str()) && *kind == EntityType::Organization
        };
        assert!(found.iter().any(is_body), "{text}: {found:?}");
    }
    // At the beginning of a sentence, the article of a paper is not told apart from any other.
    assert!(names("The Sun rose at six. It was warm.", EntityType::Organization).is_empty());
}

#[test]
fn x_is_a_platform_where_something_is_posted() {
    for text in [
        "The minister wrote on X that it was late.",
        "In a post on X, the company denied it.",
        "Her X account was closed on Monday.",
        "They met on X, formerly Twitter.",
    ] {
        has(text, "X", EntityType::Organization);
    }
    assert!(names("Mark the spot with an X on the map.", EntityType::Organization).is_empty());
}

#[test]
fn a_description_says_what_a_name_is() {
    has(
        "He is a coordinator at Harrow Grove, a coalition of groups.",
        "Harrow Grove",
        EntityType::Organization,
    );
    has("A researcher at Harrow East Asia suspects it.", "Harrow East Asia", EntityType::Organization);
    has(
        "Money came from Colour of Dawn, a civil rights organization.",
        "Colour of Dawn",
        EntityType::Organization,
    );
    has(
        "A study published in the Tide Journal of Ships found it.",
        "Tide Journal of Ships",
        EntityType::Organization,
    );
}

#[test]
fn the_agency_of_a_dateline_is_no_place() {
    for text in [
        "MEXICO CITY (AP) — The economy grew on Monday.",
        "BUENOS AIRES (AFP) — The economy grew on Monday.",
        "NEW YORK (AP) – Shares fell on Monday.",
    ] {
        let places = names(text, EntityType::Location);
        assert_eq!(places.len(), 1, "{text}: {places:?}");
        assert!(!names(text, EntityType::Organization).is_empty(), "{text}");
    }
}

#[test]
fn states_in_short_are_places() {
    for (text, state) in [
        ("Sen. Chris Holt (D., Conn.) left.", "Conn."),
        ("She raised money in Palo Alto, Calif., on Monday.", "Calif."),
        ("Rep. Ana Tamm (I., Ariz.) stayed.", "Ariz."),
    ] {
        has(text, state, EntityType::Location);
    }
}

#[test]
fn a_place_is_called_by_its_name_alone() {
    assert_eq!(names("Rain fell in eastern Oklahoma and in Oklahoma.", EntityType::Location), ["Oklahoma"]);
    assert_eq!(names("Fighting in northern Syria went on.", EntityType::Location), ["Syria"]);
    assert_eq!(names("He moved to northwestern Kansas. Kansas is flat.", EntityType::Location), ["Kansas"]);
    assert_eq!(names("He lives in East Timor.", EntityType::Location), ["East Timor"]);
}

#[test]
fn a_user_name_is_a_person_wherever_it_is() {
    for text in [
        "The posts, by a user named tidewatcher7, were found. Several of tidewatcher7’s posts are long.",
        "Somebody with the handle tidewatcher7 wrote it. Then tidewatcher7 was gone.",
        "The tidewatcher7 Reddit account was closed. Nobody knows tidewatcher7.",
    ] {
        let found = mentions(text);
        let users = found.iter().filter(|(name, kind)| name == "tidewatcher7" && *kind == EntityType::Person);
        assert_eq!(users.count(), 2, "{found:?}");
    }
    assert!(
        !mentions("The flight to Lundby took off at gate seven.")
            .iter()
            .any(|(_, kind)| *kind == EntityType::Person)
    );
}

#[test]
fn a_ministry_is_apart_from_the_country_that_owns_it() {
    for (text, places) in [
        ("Russia's Defence Ministry said so on Monday.", ["Russia"]),
        ("Kenya’s Ministry of Health warned on Monday.", ["Kenya"]),
        ("Japan's Foreign Ministry protested on Monday.", ["Japan"]),
    ] {
        assert_eq!(names(text, EntityType::Location), places, "{text}");
    }
}

#[test]
fn a_headline_ends_before_its_verb() {
    for text in [
        "Mira Holt Says Karl Tamm Lied About Taxes",
        "Mira Holt Slams New Harbour Plan In Lundby",
        "Mira Holt Tells Voters To Stay Home On Monday",
    ] {
        let people = names(text, EntityType::Person);
        assert!(
            people.iter().all(|name| !["Says", "Slams", "Tells"].iter().any(|verb| name.contains(verb))),
            "{people:?}"
        );
    }
}

/// The mentions of a text that are no bodies, people or places.
fn lacks(text: &str, surface: &str) {
    let found = mentions(text);
    assert!(found.iter().all(|(name, _)| name != surface), "{surface} in {found:?}");
}

#[test]
fn forms_of_address_of_clerics_and_officers_are_no_part_of_a_name() {
    for (text, name) in [
        ("A blessing came from Rabbi Seth Goldwater of Lundby.", "Seth Goldwater"),
        ("He thanked Bishop Martin Hale on Monday.", "Martin Hale"),
        ("They asked Sheriff Mary Colton about it.", "Mary Colton"),
        ("It was said by Councilwoman Dana Whitfield on Monday.", "Dana Whitfield"),
    ] {
        assert_eq!(names(text, EntityType::Person), [name], "{text}");
    }
}

#[test]
fn an_office_has_the_role_that_it_belongs_to_in_its_name() {
    let text = "The U.S. Attorney’s Office for the Western District of New York said so on Monday.";
    has(text, "U.S. Attorney’s Office for the Western District of New York", EntityType::Organization);
}

#[test]
fn a_bank_has_its_town_in_its_name() {
    let text = "John Hale, the president of the Federal Reserve Bank of New York, said so.";
    has(text, "Federal Reserve Bank of New York", EntityType::Organization);
}

#[test]
fn what_a_list_of_companies_has_are_companies() {
    let text = "NASA chose nine companies: Astrobotic, Deep Space Systems, Draper, Firefly Aerospace, Intuitive Machines and Moon Express.";
    let found = names(text, EntityType::Organization);
    assert!(found.contains(&"Draper".to_string()), "{found:?}");
    let people = "The companies were led by Ana Roe, Karl Tamm and Mira Holt.";
    assert_eq!(names(people, EntityType::Person).len(), 3);
}

#[test]
fn a_noun_for_a_body_or_a_workplace_shows_a_body() {
    has("She starts work with internet firm Foursprig on Monday.", "Foursprig", EntityType::Organization);
    has(
        "Eswar Tamm, a trade professor at Cornell, said the plan was late.",
        "Cornell",
        EntityType::Organization,
    );
    has("Myers, who left in March, told Variety: “I am done.”", "Variety", EntityType::Organization);
    has("A bridge in Olympia (AP Photo/Elaine Thompson) fell.", "AP", EntityType::Organization);
    lacks("She told Monday that it was late.", "Monday");
}

#[test]
fn what_bears_a_persons_name_is_not_that_person() {
    has("He was taken to Walter Reed hospital on Saturday.", "Walter Reed", EntityType::Facility);
    has("A note by Dick Hale Productions said so.", "Dick Hale Productions", EntityType::Organization);
}

#[test]
fn a_paper_and_its_column_are_two() {
    let text = "It was said in The Washington Post's Fact Checker on Monday.";
    let found = mentions(text);
    assert!(found.iter().any(|(name, _)| name.ends_with("Washington Post")), "{found:?}");
}

#[test]
fn parts_of_web_addresses_are_no_names() {
    let text = "Here she walks in, at last. pic.twitter.com/CIHDX5qmux It was seen by many in Lundby.";
    lacks(text, "CIHDX");
}

#[test]
fn a_day_a_month_or_a_word_of_a_sentence_is_no_body() {
    for (text, word) in [
        ("He said it in a letter to both sides on Thursday evening.", "Thursday"),
        ("She left in March after the vote.", "March"),
        ("The Dock Workers’ Union met. Dock workers voted to go home.", "Dock"),
    ] {
        lacks(text, word);
    }
}

#[test]
fn a_body_without_its_last_word_is_a_body() {
    let text =
        "Swift left Big Machine Records. Her fight with Big Machine is old. Fans of Big Machine were sad.";
    let found = names(text, EntityType::Organization);
    assert!(found.iter().all(|name| name.starts_with("Big Machine")) && !found.is_empty(), "{found:?}");
}

#[test]
fn two_listed_places_are_two() {
    let text = "Prices rose across the line to Reno and Carson City on Monday.";
    assert_eq!(names(text, EntityType::Location), ["Reno", "Carson City"]);
    assert_eq!(names("He flew to Trinidad and Tobago.", EntityType::Location), ["Trinidad and Tobago"]);
}

#[test]
fn a_surname_before_a_body_and_a_place_before_a_party_are_apart() {
    let text = "Sasha Luccioni spoke first. Luccioni of Mila helped organize a workshop on climate change.";
    assert_eq!(names(text, EntityType::Person), ["Sasha Luccioni"]);
    let text = "Kentucky Democrats beat the incumbent, and Louisiana Democrats won.";
    assert!(names(text, EntityType::Organization).is_empty(), "{:?}", mentions(text));
}

#[test]
fn a_suffix_behind_a_comma_is_part_of_the_name() {
    let found = names("Karl Roe fell. “He was good,” said Karl Roe, Jr. on Monday.", EntityType::Person);
    assert!(found.iter().any(|name| name.starts_with("Karl Roe, Jr")), "{found:?}");
}

#[test]
fn an_adjective_that_opens_a_sentence_is_no_part_of_a_club() {
    let text = "New Sheffield Wednesday striker Karl Roe is glad. Sheffield Wednesday paid little, and Sheffield Wednesday won.";
    assert!(!names(text, EntityType::Organization).iter().any(|name| name.starts_with("New")), "{text}");
}

#[test]
fn a_state_in_brackets_or_a_party_is_no_part_of_a_name() {
    has("It failed. Sen. Mira Holt (W.Va.) said so on Monday.", "Mira Holt", EntityType::Person);
    let text = "The Senate met. Senate Democratic leaders met the Senate Republican leaders in Lundby.";
    assert!(
        !names(text, EntityType::Organization)
            .iter()
            .any(|name| name.ends_with("ic") || name.ends_with("an"))
    );
}
