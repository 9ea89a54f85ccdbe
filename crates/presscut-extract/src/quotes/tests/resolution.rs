//! Whom the speaker means, with entities made by hand.

use crate::quotes::tests::{names, quotes};

const ODUYA: &[&str] = &["Amara Oduya", "Oduya"];
const MARSH: &[&str] = &["Peter Marsh", "Marsh"];
const MINISTRY: &[&str] = &["Ministry of Works"];

#[test]
fn a_surname_means_its_person() {
    let text = "Governor Amara Oduya came. “We go,” Oduya said.";
    assert_eq!(names(text, &[ODUYA], &[]), ["Amara Oduya"]);
}

#[test]
fn a_pronoun_means_who_spoke_last() {
    let text =
        "Governor Amara Oduya came with Peter Marsh.\n\n“We go,” Oduya said.\n\n“It is late,” she said.";
    assert_eq!(names(text, &[ODUYA, MARSH], &[]), ["Amara Oduya", "Amara Oduya"]);
}

#[test]
fn gender_decides_between_two() {
    let text = "Peter Marsh met Maria Keane on Monday. “It is late,” he said. “Not for me,” she said.";
    let keane: &[&str] = &["Maria Keane", "Keane"];
    assert_eq!(names(text, &[MARSH, keane], &[]), ["Peter Marsh", "Maria Keane"]);
    let unknown: &[&str] = &["Qi Zhou", "Zhou"];
    let text = "Mrs Zhou met Peter Marsh. “It is late,” she said.";
    assert_eq!(names(text, &[MARSH, unknown], &[]), ["Qi Zhou"]);
}

#[test]
fn a_pronoun_means_the_subject_and_not_the_object() {
    let text = "Peter Marsh rebuked Tom Keane on Monday. “It is late,” he said.";
    assert_eq!(names(text, &[MARSH, &["Tom Keane", "Keane"]], &[]), ["Peter Marsh"]);
}

#[test]
fn a_role_means_who_was_given_it() {
    let text = "Peter Marsh, the mayor, met Governor Tom Keane. “We go,” the governor said. “We stay,” the mayor said.";
    assert_eq!(names(text, &[MARSH, &["Tom Keane", "Keane"]], &[]), ["Tom Keane", "Peter Marsh"]);
    let text = "The Ministry of Works closed the road. “It is unsafe,” the ministry said.";
    assert_eq!(names(text, &[], &[MINISTRY]), ["Ministry of Works"]);
}

#[test]
fn a_speaker_without_a_name_means_nobody() {
    let text = "Peter Marsh came. “We go,” a senior official said. “We stay,” residents said.";
    assert_eq!(names(text, &[MARSH], &[]), ["-", "-"]);
}

#[test]
fn a_kind_of_body_means_the_only_one_that_the_text_has_named() {
    let (acme, union): (&[&str], &[&str]) = (&["Norvik"], &["Union of Dockers"]);
    let text = "Norvik cut its flights to Ghent. It gave no reason. “We had no choice,” the airline said.";
    assert_eq!(names(text, &[], &[acme]), ["Norvik"]);
    let text = "The Lundby Storm Center warned of hail. “It will be rough,” wrote the center.";
    assert_eq!(names(text, &[], &[&["Lundby Storm Center"]]), ["Lundby Storm Center"]);
    // The union says by its name that it is no airline; of two bodies, neither is meant.
    let text = "Norvik met the Union of Dockers on Monday. “We had no choice,” the airline said.";
    assert_eq!(names(text, &[], &[acme, union]), ["Norvik"]);
    let text = "Norvik met Sudair on Monday. “We had no choice,” the airline said.";
    assert_eq!(names(text, &[], &[acme, &["Sudair"]]), ["-"]);
    let text = "“We had no choice,” the airline said.\n\nNorvik is old.";
    assert_eq!(names(text, &[], &[acme]), ["-"]);
}

#[test]
fn the_words_of_a_document_are_its_owners() {
    for text in [
        "Norvik’s report called it “a very long night”.",
        "A statement from Norvik called it “a very long night”.",
        "A study by Norvik called it “a very long night”.",
        "Norvik’s analysis of the fire called it “a very long night”.",
    ] {
        assert_eq!(names(text, &[], &[&["Norvik"]]), ["Norvik"], "{text}");
    }
    // A person who belongs to somebody is somebody else, and so is who reads a document.
    let text =
        "Norvik’s lawyer called it “a very long night”. A letter to Norvik called it “a loss to us all”.";
    assert_eq!(names(text, &[], &[&["Norvik"]]), ["-", "-"]);
}

#[test]
fn a_speaker_whom_the_text_may_have_named_is_less_certain() {
    let confidence = |text: &str| crate::quotes::tests::quotes(text)[0].confidence;
    let sure = confidence("“We have no choice at all,” residents said.");
    let unsure = confidence("“We have no choice at all,” they said.");
    assert!(unsure < 0.75 && sure > 0.85, "{unsure} {sure}");
}

#[test]
fn a_description_means_whoever_the_sentence_before_is_about() {
    for description in ["the winger", "the singer", "the mother of two", "the former champion", "the farmer"]
    {
        let text = format!(
            "Tessa Vane was on the train with her sons. “I thought it was late,” {description} said."
        );
        assert_eq!(names(&text, &[&["Tessa Vane", "Vane"]], &[]), ["Tessa Vane"], "{text}");
    }
    let two = "Otto Brandt beat Tessa Vane in the final. “My legs were gone,” said the former champion.";
    let people: &[&[&str]] = &[&["Otto Brandt", "Brandt"], &["Tessa Vane", "Vane"]];
    assert_eq!(names(two, people, &[]), ["Otto Brandt"]);
}

#[test]
fn an_office_after_a_sentence_about_somebody_is_not_theirs() {
    for office in ["the judge", "the coach", "the driver", "the officer who found her"] {
        let text = format!("Tessa Vane was jailed on Monday. “She is a danger to all,” {office} said.");
        assert_eq!(names(&text, &[&["Tessa Vane", "Vane"]], &[]), ["-"], "{text}");
    }
}

#[test]
fn a_definite_role_that_nobody_is_found_for_is_less_sure() {
    for text in
        ["“We will not sell it,” said the Harbours Minister.", "“We will not sell it,” said the Dane."]
    {
        let found = quotes(text);
        assert!(found[0].confidence < 0.9, "{text}: {}", found[0].confidence);
    }
}
