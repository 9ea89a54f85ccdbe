//! Who is named beside a speaker without being one, and quotes that the sentence before says nothing of.

use crate::quotes::tests::{names, speakers};

const HOLT: &[&str] = &["Mark Holt", "Holt"];
const TAMM: &[&str] = &["Peter Tamm", "Tamm"];
const ROE: &[&str] = &["Maria Roe", "Roe"];

#[test]
fn who_is_only_named_beside_somebody_is_not_the_pronoun() {
    for text in [
        "Holt grew up in Lundby. “It was cold,” Holt says.\n\nDrawn to figures like Peter Tamm, he turned to law.\n\n“I had \
         to,” he explains.",
        "Holt came home. “It was cold,” Holt said.\n\nHis work echoes Peter Tamm’s rules of trade.\n\n“I had to learn,” he \
         said.",
        "Holt came home. “It was cold,” Holt said.\n\nHe won the match against Peter Tamm.\n\n“I had to run,” he said.",
    ] {
        assert_eq!(
            names(text, &[&["Mark Holt", "Holt"], &["Peter Tamm"]], &[]),
            ["Mark Holt", "Mark Holt"],
            "{text}"
        );
    }
}

#[test]
fn who_is_named_in_reported_speech_is_not_the_pronoun() {
    for text in [
        "“It is late,” Holt said.\n\nHolt said that Peter Tamm sold the mine.\n\nTamm then left the country.\n\n“We have waited \
         for years,” he said.",
        "“It is late,” Holt said. Holt said that the mine was bought by Peter Tamm.\n\nTamm sold it again.\n\n“The fields are \
         full of stones,” he said.",
        "“It is late,” Holt said.\n\nHolt told the court that Peter Tamm had the keys. Tamm had kept them.\n\n“I never saw \
         them,” he said.",
    ] {
        let found = names(text, &[HOLT, TAMM], &[]);
        assert_eq!(found.last().map(String::as_str), Some("Mark Holt"), "{text}");
    }
}

#[test]
fn a_given_name_of_both_sexes_leaves_its_bearer_to_either_pronoun() {
    for given in ["Lindsey", "Robin", "Ashley"] {
        for (pronoun, other) in [("he", "Ana Sund"), ("she", "Karl Sund")] {
            let full = format!("{given} Holt");
            let text = format!("{other} left. {full} stayed. “It is late,” {pronoun} said.");
            assert_eq!(names(&text, &[&[&full], &[other]], &[]), [full.as_str()], "{text}");
        }
    }
}

#[test]
fn an_unnamed_person_near_is_meant_before_a_named_one_far_away() {
    for near in [
        "Holt took his first victim on Monday. She had been “walking home late”, and Holt saw her.",
        "Holt met a neighbour in the street. She was “too tired to run”, as it seemed.",
        "Holt was seen by a witness at noon. She was “certain of it” and went to the police.",
    ] {
        let text = format!(
            "“I knew it,” Maria Roe said.\n\nHolt was free.\n\nHolt had a house.\n\nHolt had a car.\n\n{near}"
        );
        let found = names(&text, &[HOLT, ROE], &[]);
        assert_eq!(found.first().map(String::as_str), Some("Maria Roe"));
        assert!(!found[1..].iter().any(|name| name == "Maria Roe"), "{found:?} {text}");
    }
}

#[test]
fn a_heading_in_quotation_marks_is_spoken_by_whoever_says_it_below() {
    let heading = |heading: &str, below: &str| {
        speakers(&format!("Holt came home and was tired of it all.\n\n‘{heading}’\n\n{below}")).swap_remove(0)
    };
    let below = "The street was dark. “The house was cold and empty when we came,” said Maria Roe.";
    assert_eq!(heading("The house was cold and empty", below), "Maria Roe");
    assert_eq!(heading("Nothing is left of the old town", below), "-");
    assert_eq!(heading("We could hear them run away", "It was a long night, Holt said."), "-");
}

#[test]
fn an_open_quote_has_the_speaker_who_is_named_where_it_goes_on() {
    for end in ["explains Maria Roe from Lundby.", "Maria Roe said.", "said Maria Roe, a gardener."] {
        let text = format!(
            "The experts recommend ivy for the kitchen. “Ivy is easy to grow and looks good.\n\n“It is one of the best \
             plants for the air,” {end}"
        );
        assert_eq!(speakers(&text), ["Maria Roe", "Maria Roe"], "{text}");
    }
}

#[test]
fn a_body_is_meant_by_the_words_of_its_name() {
    const AUTHORITY: &[&str] = &["Civil Harbour Authority of Sund", "CHAS"];
    for speaker in
        ["Sund's civil harbour authority", "The civil harbour authority", "The nation's harbour authority"]
    {
        let text = format!(
            "{speaker} called it “a grave mistake”. The Civil Harbour Authority of Sund met on Monday."
        );
        let found = names(&text, &[], &[AUTHORITY]);
        assert_eq!(found, ["Civil Harbour Authority of Sund"], "{text}");
    }
}

#[test]
fn a_year_is_no_speaker() {
    for year in ["500 BC", "79 AD", "1,200 BCE"] {
        let text = format!(
            "They lit the streets as early as {year} saying “the lamps of old used oil in front of homes”."
        );
        assert!(!speakers(&text)[0].contains(char::is_numeric), "{text}");
    }
}

#[test]
fn they_is_the_one_user_whom_the_text_names() {
    const USER: &[&str] = &["tidewatcher7"];
    for text in [
        "The posts were written by tidewatcher7. In one they wrote “the bees are happy and well”.",
        "The account of tidewatcher7 was closed. “I am done with all of it,” they wrote.",
        "A user, tidewatcher7, was found. They said: “I never meant to stay here.”",
        "Nobody knows the user. In March tidewatcher7 wrote: “I never meant to stay here.”",
    ] {
        assert_eq!(names(text, &[USER], &[]), ["tidewatcher7"], "{text}");
    }
    let several =
        "The user tidewatcher7 was found. Neighbours came out. “We are tired of it all,” they said.";
    assert_eq!(names(several, &[USER], &[]), ["-"]);
}

#[test]
fn a_count_of_children_is_the_end_of_its_phrase() {
    for (text, speaker) in [
        ("Asked about it, the mother of three replied, “It is late.”", "the mother of three"),
        ("A father of four said: “We go.”", "A father of four"),
        ("The grandmother of 12 said, “We go home now.”", "The grandmother of 12"),
    ] {
        assert_eq!(speakers(text), [speaker], "{text}");
    }
}
