//! The lists of facts that go into a model's gazetteer.
//!
//! Takes the folder of a language pack; gives the gazetteer's bytes and the files that went in. The surprising part: a
//! list's place in this file is its bit in the gazetteer, so that the order must not change.

use std::path::Path;

use presscut_extract::Document;
use presscut_extract::training::entities::GazetteerBuilder;
use presscut_extract::training::entities::features::word_types::lower_case;
use presscut_train::artefact::InputFile;

/// Lists of words.
const WORD_LISTS: &[&str] = &[
    "given_names",
    "lists/surnames",
    "lists/countries",
    "lists/nationalities",
    "lists/cities",
    "lists/organization_words",
    "lists/place_words",
    "lists/facility_words",
    "lists/titles",
    "lists/saying",
    "lists/event_words",
    "lists/currencies",
    "lists/given_world",
    "lists/surnames_world",
    "lists/given_us",
    "lists/surnames_us",
    "lists/languages",
    "lists/roles",
    "lists/sport",
];

/// Lists of phrases.
const PHRASE_LISTS: &[&str] = &[
    "lists/country_names",
    "lists/capitals",
    "lists/regions",
    "lists/cities_large",
    "lists/cities_small",
    "lists/organizations",
    "lists/places_known",
    "lists/events_known",
    "lists/media",
    "lists/platforms",
    "lists/sports_clubs",
    "lists/club_towns",
];

/// Clusters of words.
const CLUSTERS: &str = "lists/clusters";

/// Groups of words with similar vectors; made by `word_groups.py`.
const GROUPS: &str = "lists/word_groups";

/// The bytes of the gazetteer of all lists in the folder of a language pack, and the files that they were read from.
pub fn build_gazetteer(folder: &Path) -> std::io::Result<(Vec<u8>, Vec<InputFile>)> {
    let mut files = Vec::new();
    let mut read = |name: &str| {
        let (file, text) = InputFile::read(&folder.join(name).with_extension("txt"))?;
        files.push(file);
        Ok::<String, std::io::Error>(text)
    };
    let mut builder = GazetteerBuilder::default();
    for (list, name) in (0..).zip(WORD_LISTS) {
        builder.add_words(list, &read(name)?);
    }
    for (list, name) in (0..).zip(PHRASE_LISTS) {
        builder.add_phrases(list, &read(name)?, tokenize);
    }
    builder.add_clusters(&read(CLUSTERS)?);
    builder.add_groups(&read(GROUPS)?);
    Ok((builder.build(), files))
}

fn tokenize(phrase: &str) -> Vec<String> {
    let document = Document::new(phrase);
    (0..document.tokens.len()).map(|at| lower_case(document.word(at))).collect()
}
