//! The lists of facts that go into a model.

use presscut_extract::Document;
use presscut_extract::entities::features::word_types::in_small_letters;
use presscut_extract::entities::gazetteer::GazetteerBuilder;

macro_rules! list {
    ($name:literal) => {
        include_str!(concat!("../../../../presscut-extract/languages/en/lists/", $name, ".txt"))
    };
}

/// Lists of words; the model knows them by their place here.
const WORDS: &[&str] = &[
    include_str!("../../../../presscut-extract/languages/en/given_names.txt"),
    list!("surnames"),
    list!("countries"),
    list!("nationalities"),
    list!("cities"),
    list!("organization_words"),
    list!("place_words"),
    list!("facility_words"),
    list!("titles"),
    list!("saying"),
    list!("event_words"),
    list!("currencies"),
    list!("given_world"),
    list!("surnames_world"),
    list!("given_us"),
    list!("surnames_us"),
    list!("languages"),
    include_str!("../../../../presscut-extract/languages/en/role_nouns.txt"),
    list!("sport"),
];

/// Lists of phrases.
const PHRASES: &[&str] = &[
    list!("country_names"),
    list!("capitals"),
    list!("regions"),
    list!("cities_large"),
    list!("cities_small"),
    list!("organizations"),
    list!("places_known"),
    list!("events_known"),
];

/// All lists as the bytes of one gazetteer.
pub fn gazetteer() -> Vec<u8> {
    let mut builder = GazetteerBuilder::default();
    for (list, text) in (0..).zip(WORDS) {
        builder.words(list, text);
    }
    for (list, text) in (0..).zip(PHRASES) {
        builder.phrases(list, text, tokens);
    }
    builder.clusters(list!("clusters"));
    builder.build()
}

fn tokens(phrase: &str) -> Vec<String> {
    let document = Document::new(phrase);
    (0..document.tokens.len()).map(|at| in_small_letters(document.word(at))).collect()
}
