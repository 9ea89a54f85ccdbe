//! Utterances, fragments and terms.

use crate::QuoteKind;
use crate::QuoteKind::{Direct, Partial, Term};
use crate::quotes::tests::kinds;

fn only_kind(text: &str) -> QuoteKind {
    let found = kinds(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].1
}

#[test]
fn a_whole_sentence_is_direct() {
    assert_eq!(only_kind("“The bridge will open in May,” Oduya said."), Direct);
    assert_eq!(only_kind("Oduya said: “The bridge will open in May.”"), Direct);
    assert_eq!(only_kind("Oduya told reporters, “The bridge will open in May.”"), Direct);
    assert_eq!(only_kind("“Yes,” she said."), Direct);
    let halves = kinds("“The bridge will open in May,” Oduya said, “but not for lorries.”");
    assert_eq!(halves.iter().map(|(_, kind)| *kind).collect::<Vec<_>>(), [Direct, Direct]);
}

#[test]
fn a_piece_of_a_reported_sentence_is_partial() {
    assert_eq!(only_kind("Oduya said the delay was “a national embarrassment” for the province."), Partial);
    assert_eq!(only_kind("Oduya called the delay “absurd” and left."), Partial);
    assert_eq!(only_kind("The delay was described by Oduya as “deeply regrettable”."), Partial);
}

#[test]
fn titles_nicknames_and_scare_quotes_are_terms() {
    assert_eq!(only_kind("Oduya said that the idea of a “Baltic Union” floated by Marsh was old."), Term);
    assert_eq!(only_kind("A self-declared “bridge nerd” and former engineer, Oduya has raised hopes."), Term);
    assert_eq!(only_kind("The film “The Last Ferry” opens on Friday."), Term);
    assert_eq!(only_kind("Jon “The Hammer” Marsh lost the fight."), Term);
    assert_eq!(only_kind("It was Jon “Jack” Marsh who lost the fight."), Term);
    assert_eq!(only_kind("Police raided the so-called “ghost factory” on Monday."), Term);
}

#[test]
fn a_sentence_between_marks_is_speech() {
    for text in [
        "Otto Brandt nodded. “Yes.”",
        "“It was never safe.” Otto Brandt shakes his head as he looks at it.",
        "“Go home,” Otto Brandt was told by Tessa Vane.",
        "Tessa Vane described herself as “chuffed to bits”.",
    ] {
        assert!(kinds(text).iter().all(|(_, kind)| *kind != QuoteKind::Term), "{text}");
    }
}

#[test]
fn titles_words_and_headlines_are_terms() {
    for text in [
        "The song, “Long Way Down,” was written by Otto Brandt.",
        "The word “pier” comes from Latin, said Otto Brandt.",
        "What doctors call “tide lung” is a rare illness.",
        "Under the headline “Pier in flames”, the paper showed a picture.",
    ] {
        assert!(kinds(text).iter().all(|(_, kind)| *kind == QuoteKind::Term), "{text}");
    }
}
