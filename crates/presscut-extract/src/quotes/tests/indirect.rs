//! Indirect speech.

use crate::quotes::tests::{kinds, reported};

#[track_caller]
fn assert_reported(text: &str, speaker: &str, cue: &str, content: &str) {
    assert_eq!(reported(text), [[speaker, cue, content].map(str::to_owned)], "{text}");
}

#[test]
fn a_reported_clause_has_speaker_cue_and_content() {
    assert_reported(
        "Oduya said that the bridge would open in May.",
        "Oduya",
        "said",
        "the bridge would open in May",
    );
    assert_reported(
        "Oduya said she had not read the report.",
        "Oduya",
        "said",
        "she had not read the report",
    );
    assert_reported(
        "Oduya told reporters in Port Ellis on Monday that the ferry was late.",
        "Oduya",
        "told",
        "the ferry was late",
    );
    assert_reported(
        "The bridge would open in May, Oduya said.",
        "Oduya",
        "said",
        "The bridge would open in May",
    );
    assert_reported(
        "The bridge opened in May, according to the harbour board.",
        "the harbour board",
        "according to",
        "The bridge opened in May",
    );
    assert_reported(
        "According to Oduya, the bridge opened in May.",
        "Oduya",
        "According to",
        "the bridge opened in May",
    );
}

#[test]
fn a_phrase_that_is_not_a_clause_is_not_reported() {
    assert_eq!(reported("Oduya told the harbour board on Monday."), Vec::<[String; 3]>::new());
    assert_eq!(reported("Oduya announced a plan that would close the quay."), Vec::<[String; 3]>::new());
    assert_eq!(reported("If it rains, Oduya said, the ferry stays."), Vec::<[String; 3]>::new());
    assert_eq!(reported("The law requires boards to disclose their income."), Vec::<[String; 3]>::new());
}

#[test]
fn a_sentence_with_a_partial_quote_gives_no_indirect_one() {
    let text = "Oduya said that the delay was “a national embarrassment” for the province.";
    assert_eq!(reported(text), Vec::<[String; 3]>::new());
    assert_eq!(kinds(text).len(), 1);
}
