//! Whom the speaker means, with entities made by hand.

use crate::quotes::tests::names;

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
