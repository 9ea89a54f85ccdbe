//! Which names a text has, and which of them mean one entity.

use std::sync::LazyLock;

use crate::{Document, Entity, EntityType, Extractor, Mention, MoneyMention};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

fn find(document: &Document) -> (Vec<Entity>, Vec<Mention>, Vec<MoneyMention>) {
    EXTRACTOR.find_entities(document)
}

/// Each mention as written, with the name of its entity.
fn named(text: &str) -> Vec<(String, String)> {
    let (entities, mentions, _) = find(&Document::new(text));
    mentions.into_iter().map(|mention| (mention.surface, entities[mention.entity.0].name.clone())).collect()
}

fn entity(text: &str, name: &str) -> (EntityType, Vec<String>) {
    let (entities, _, _) = find(&Document::new(text));
    let found = entities.iter().find(|entity| entity.name == name);
    let entity = found.unwrap_or_else(|| panic!("no {name} among {entities:?}"));
    (entity.kind, entity.aliases.clone())
}

#[test]
fn a_surname_means_the_person_named_in_full() {
    let found = named(
        "Japanese Prime Minister Hiroshi Tanabe met President Maria Oduya in Tokyo. Tanabe said that Mr Tanabe had \
         agreed, Oduya said.",
    );
    let people: Vec<&str> =
        found.iter().map(|(_, name)| name.as_str()).filter(|name| name.contains(' ')).collect();
    assert_eq!(people, ["Hiroshi Tanabe", "Maria Oduya", "Hiroshi Tanabe", "Hiroshi Tanabe", "Maria Oduya"]);
}

#[test]
fn titles_are_no_part_of_names() {
    let text = "Japanese Prime Minister Hiroshi Tanabe met Mr Lee in Tokyo.";
    let (_, mentions, _) = find(&Document::new(text));
    let of = |surface: &str| mentions.iter().find(|mention| mention.surface == surface).unwrap();
    assert_eq!(of("Hiroshi Tanabe").title.as_deref(), Some("Japanese Prime Minister"));
    assert_eq!(of("Lee").title.as_deref(), Some("Mr"));
}

#[test]
fn a_parenthesis_gives_other_forms() {
    let text = "Formosa Display Manufacturing Co (FDMC, 福顯) said on Monday that profit rose. FDMC shares fell. Chairman \
                Lin Mei-hua (林美華) said that FDMC would grow.";
    let (kind, aliases) = entity(text, "Formosa Display Manufacturing Co");
    assert_eq!(kind, EntityType::Organization);
    assert_eq!(aliases, ["FDMC", "福顯"]);
    assert_eq!(entity(text, "Lin Mei-hua").1, ["林美華"]);
    let fdmc = named(text).into_iter().filter(|(surface, _)| surface == "FDMC");
    assert!(fdmc.clone().count() >= 2);
    assert!(fdmc.into_iter().all(|(_, name)| name == "Formosa Display Manufacturing Co"));
}

#[test]
fn initials_before_their_long_form_are_one_with_it() {
    let text = "Output will double, FDMC said on Monday. Formosa Display Manufacturing Co (FDMC, 福顯) has two plants.";
    assert_eq!(entity(text, "Formosa Display Manufacturing Co").1, ["FDMC", "福顯"]);
    assert!(named(text).iter().all(|(_, name)| name == "Formosa Display Manufacturing Co"));
}

#[test]
fn names_that_are_always_one_are_one() {
    let found = named("The US said so. Officials in the United States and the U.S. agreed with the EU.");
    let names: Vec<_> = found.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["United States", "United States", "United States", "European Union"]);
}

#[test]
fn possessives_are_no_part_of_a_name() {
    let found = named("Japan’s prime minister thanked Kenya's president in Nairobi.");
    let surfaces: Vec<_> = found.iter().map(|(surface, _)| surface.as_str()).collect();
    assert_eq!(surfaces, ["Japan", "Kenya", "Nairobi"]);
}

#[test]
fn two_people_with_one_surname_stay_two() {
    let found = named(
        "Chen Wei-ting and Chen Mei-ling met in Taipei. Chen Wei-ting left early. Lawmaker Chen Mei-ling stayed.",
    );
    let names: Vec<_> =
        found.iter().map(|(_, name)| name.as_str()).filter(|name| name.starts_with("Chen")).collect();
    assert_eq!(names, ["Chen Wei-ting", "Chen Mei-ling", "Chen Wei-ting", "Chen Mei-ling"]);
}

#[test]
fn money_and_dates_are_no_entities() {
    assert_eq!(named("It cost US$5 million on Oct. 3, 2024."), []);
}

#[test]
fn initials_are_understood_after_their_long_form() {
    let found = named(
        "The Ruvalian Grain Board (RGB) met in Nairobi. Exports rose, RGB said on Monday, and the RGB will meet again.",
    );
    let board = found.iter().filter(|(_, name)| name == "Ruvalian Grain Board");
    assert_eq!(board.count(), 4, "{found:?}");
}

#[test]
fn a_given_name_and_a_surname_are_one_person() {
    let found =
        named("The lawmaker Keng-sheng Wang spoke in Taipei on Monday. Lawmaker Keng-sheng Wang left again.");
    let people: Vec<&str> =
        found.iter().map(|(_, name)| name.as_str()).filter(|name| name.contains("Keng")).collect();
    assert_eq!(people, ["Keng-sheng Wang"; 2], "{found:?}");
}

#[test]
fn amounts_of_money_are_found_beside_entities() {
    let document = Document::new("The bridge cost US$5 million, Mayor Hiroshi Tanabe said in Nairobi.");
    let money: Vec<String> = find(&document).2.into_iter().map(|money| money.text).collect();
    assert_eq!(money, ["US$5 million"]);
}

/// The names of the entities, each once, in order; of those that say who it is.
fn entity_names(text: &str) -> Vec<String> {
    let (entities, _, _) = find(&Document::new(text));
    entities.into_iter().filter(|entity| entity.is_identified).map(|entity| entity.name).collect()
}

#[test]
fn a_short_name_joins_a_longer_one_that_came_first_and_is_as_common() {
    for (text, names) in [
        (
            "The Arden Post Crossword was set by Nora Quint. The Arden Post printed it on Monday, and the Arden Post \
             apologised.",
            &["Arden Post Crossword", "Nora Quint", "Arden Post"][..],
        ),
        (
            "The Senate met on Monday. The Senate Budget Committee approved the bill, and the Senate voted.",
            &["Senate", "Senate Budget Committee"],
        ),
        (
            "Calder Marine Holdings said on Monday that profit rose. Calder Marine will hire, Calder Marine said.",
            &["Calder Marine Holdings"],
        ),
    ] {
        assert_eq!(entity_names(text), names, "{text}");
    }
}

#[test]
fn father_and_son_stay_two() {
    for (text, people) in [
        (
            "Duncan Marlow spoke in Calder on Monday. His son, Duncan Marlow Jr., left early. Duncan Marlow stayed, and \
             Duncan Marlow Jr. came back.",
            ["Duncan Marlow", "Duncan Marlow Jr."],
        ),
        (
            "Peter Vance Sr., 80, and his son, Peter Vance Jr., run the shop in Calder. Peter Vance Jr. said it would \
             close. Peter Vance Sr. agreed.",
            ["Peter Vance Sr", "Peter Vance Jr."],
        ),
        (
            "Ana Reyes met Luis Reyes in Calder on Monday. Ana Reyes said so. Luis Reyes left.",
            ["Ana Reyes", "Luis Reyes"],
        ),
    ] {
        let mut found = entity_names(text);
        found.retain(|name| name != "Calder");
        assert_eq!(found, people, "{text}");
    }
}

#[test]
fn the_ministries_of_two_countries_stay_two() {
    for (text, names) in [
        (
            "Russia's Defence Ministry said on Monday that a drone fell. Ukraine's Defence Ministry denied it. The \
             Russian Defence Ministry repeated it.",
            &["Russia", "Russia's Defence Ministry", "Ukraine", "Ukraine's Defence Ministry"][..],
        ),
        (
            "Japan’s Foreign Ministry protested in Tokyo. China’s Foreign Ministry answered in Beijing.",
            &["Japan", "Japan’s Foreign Ministry", "Tokyo", "China", "China’s Foreign Ministry", "Beijing"],
        ),
        (
            "The Kenyan Ministry of Health warned on Monday. The Ugandan Ministry of Health did not. Kenya's Ministry of \
             Health warned again.",
            &["Kenyan Ministry of Health", "Ugandan Ministry of Health", "Kenya"],
        ),
    ] {
        assert_eq!(entity_names(text), names, "{text}");
    }
}

#[test]
fn a_state_and_a_city_of_one_name_stay_two() {
    for (text, names) in [
        (
            "Officials in Washington state met in Washington on Monday. Washington state will vote.",
            &["Washington state", "Washington"][..],
        ),
        ("The mayor of Mexico City met the president of Mexico.", &["Mexico City", "Mexico"]),
        ("He was born in New York state and lives in New York.", &["New York state", "New York"]),
    ] {
        assert_eq!(entity_names(text), names, "{text}");
    }
}

#[test]
fn a_given_name_or_a_title_alone_is_no_entity() {
    for (text, names) in [
        ("Sarah said on Monday that the ferry was late. Sarah waited with Nora Quint.", &["Nora Quint"][..]),
        ("“We wait,” said Bob, who lives in Nairobi. Bob has two children.", &["Nairobi"]),
        ("Prime Minister Nora Quint left. The Prime Minister spoke in Nairobi.", &["Nora Quint", "Nairobi"]),
        ("Sarah Quint spoke in Nairobi. Sarah left again.", &["Sarah Quint", "Nairobi"]),
    ] {
        assert_eq!(entity_names(text), names, "{text}");
    }
}

mod properties {
    use proptest::prelude::*;

    use super::{EXTRACTOR, find};
    use crate::Document;
    use crate::entities::crf::bioes::TaggedName;

    fn tag_names(document: &Document) -> Vec<TaggedName> {
        EXTRACTOR.language().entities().tag_names(document)
    }

    /// Names, marks and letters of all kinds, in any order.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<String>(),
            "[A-Z][a-z]{1,9}",
            "[A-Z]{2,5}",
            "[a-z]{1,9}",
            "[0-9,.]{1,6}",
            Just("United States".to_string()),
            Just("of the".to_string()),
            Just("(".to_string()),
            Just(")".to_string()),
            Just("’s".to_string()),
            Just(".\n\n".to_string()),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_re_slice_to_their_surface(text in text()) {
            let document = Document::new(&text);
            let (entities, mentions, money) = find(&document);
            let mut last = 0;
            for mention in &mentions {
                prop_assert!(last <= mention.span.start && mention.span.start < mention.span.end);
                prop_assert_eq!(mention.span.slice(&text), Some(mention.surface.as_str()));
                prop_assert!(mention.entity.0 < entities.len());
                last = mention.span.end;
            }
            for money in money {
                prop_assert_eq!(money.span.slice(&text), Some(money.text.as_str()));
            }
        }

        #[test]
        fn texts_that_were_read_before_change_nothing(text in text(), before in text()) {
            let document = Document::new(&text);
            let alone = std::thread::scope(|scope| {
                scope.spawn(|| tag_names(&document)).join().unwrap_or_default()
            });
            tag_names(&Document::new(&before));
            prop_assert_eq!(tag_names(&document), alone);
        }
    }
}
