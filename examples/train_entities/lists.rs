//! The lists of facts that go into a model.

use presscut::extract::Document;
use presscut::extract::entities::lexicon::Builder;
use presscut::extract::entities::words::in_small_letters;

macro_rules! list {
    ($name:literal) => {
        include_str!(concat!("../../src/extract/entities/lists/", $name, ".txt"))
    };
}

/// Lists of words; the model knows them by their place here.
const WORDS: &[&str] = &[
    include_str!("../../src/extract/quotes/given_names.txt"),
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
    include_str!("../../src/extract/quotes/role_nouns.txt"),
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

/// All lists as the bytes of one lexicon.
pub fn lexicon() -> Vec<u8> {
    let mut builder = Builder::default();
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
