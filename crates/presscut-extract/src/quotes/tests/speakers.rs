//! Constructions in which a name stands beside the speaker: the role's name, whom the speaker speaks for, where it was said.

use crate::quotes::tests::{meant, speakers};
use crate::{QuoteKind, quotes::tests::kinds};

#[test]
fn the_apposition_after_a_role_names_the_speaker() {
    for text in [
        "The harbour master, Tessa Vane, said: “We had no choice at all.”",
        "“We had no choice at all,” said the harbour master, Tessa Vane.",
        "“We had no choice at all,” the port’s chief engineer, Tessa Vane, wrote in a letter.",
        "“We had no choice at all,” said his lawyer, Tessa Vane.",
        "“We had no choice at all,” said one of the pilots, Tessa Vane, 34.",
        "“We had no choice at all,” said the mother of Otto Brandt, Tessa Vane.",
        "Another pilot, Tessa Vane, added: “We had no choice at all.”",
        "“We had no choice at all,” said a neighbour – Tessa Vane – on Friday.",
    ] {
        assert_eq!(speakers(text), ["Tessa Vane"], "{text}");
    }
}

#[test]
fn a_place_or_another_source_after_a_role_is_no_apposition() {
    assert_eq!(speakers("“We had no choice,” said the mayor of Ghent, Belgium."), ["the mayor of Ghent"]);
    assert_eq!(speakers("“We had no choice,” said a pilot from Oslo, Norway."), ["a pilot from Oslo"]);
    assert_eq!(
        speakers("According to port officials, Norway’s ministry “had no choice” that day."),
        ["port officials"]
    );
}

#[test]
fn ages_towns_and_offices_after_a_name_are_not_the_speaker() {
    for text in [
        "Tessa Vane, 60, from Lundby, said: “We had no choice at all.”",
        "Tessa Vane, 60, from Lundby, West Harbour, said: “We had no choice at all.”",
        "Tessa Vane, mayor of Ghent, Belgium, said: “We had no choice at all.”",
        "Tessa Vane, chair of the port council said: “We had no choice at all.”",
        "One of the pilots, Tessa Vane, 42, a teacher from Lundby, said: “We had no choice at all.”",
    ] {
        assert_eq!(speakers(text), ["Tessa Vane"], "{text}");
    }
}

#[test]
fn who_speaks_for_or_about_somebody_is_not_that_person() {
    for text in [
        "“He was kind to all,” said the widow of Otto Brandt.",
        "“He was kind to all,” said a friend of Otto Brandt.",
        "“He was kind to all,” said a lawyer for Otto Brandt.",
        "“He was kind to all,” an adviser to Otto Brandt said.",
        "“He was kind to all,” a lawyer representing Otto Brandt said.",
        "“He was kind to all,” a lawyer hired by Otto Brandt said.",
        "“He was kind to all,” said the man who knew Otto Brandt.",
        "The man who knew Otto Brandt said: “He was kind to all.”",
        "“He was kind to all,” the office of Otto Brandt said.",
        "“He was kind to all,” Otto Brandt’s sister said.",
        "A lawyer acting on behalf of Otto Brandt said: “He was kind to all.”",
        "Otto Brandt was asked, “Were you kind to all of them?”",
    ] {
        assert_eq!(meant(text), ["-"], "{text}");
    }
    assert_eq!(meant("A man named Otto Brandt said: “We were kind to all.”"), ["Otto Brandt"]);
}

#[test]
fn a_surname_that_is_a_role_or_a_word_is_a_name_where_somebody_is_introduced_by_it() {
    for (name, surname) in [
        ("Lena Bishop", "Bishop"),
        ("Stephen King", "King"),
        ("Tom Banks", "Banks"),
        ("Anna Page", "Page"),
        ("Peter Baker", "Baker"),
        ("Maria Law", "Law"),
        ("Theresa May", "May"),
        ("Karen Hunter", "Hunter"),
    ] {
        let text = format!(
            "The doctor {name}, 45, runs a clinic in Lundby.\n\n“We need more beds,” {surname} said."
        );
        assert_eq!(meant(&text), [name], "{text}");
    }
    let text =
        "Dr Lena Bishop runs a clinic. “We need beds,” Bishop said.\n\n“We need prayers,” the bishop said.";
    assert_eq!(meant(text), ["Lena Bishop", "-"]);
}

#[test]
fn a_dateline_a_place_and_an_adverb_never_speak() {
    for text in [
        "LUNDBY, May 16 (Wire) - The port is “open for all ships”, the ministry said.",
        "LUNDBY: The port is “open for all ships”, the ministry said.",
        "Oslo (Wire) — The port is “open for all ships”, the ministry said.",
        "Additionally, the ministry called the port “a danger to all ships”.",
        "Nearly a year later, the ministry called the port “open for all ships”.",
    ] {
        let found = speakers(text);
        assert_eq!(found, ["the ministry"], "{text}");
    }
}

#[test]
fn a_heading_is_not_the_speaker_of_the_paragraph_after_it() {
    let text = "“We had no choice,” Vane said.\n\nMarsh under fire\n\n“It was late and it rained for hours.”";
    assert_eq!(speakers(text), ["Vane", "Vane"]);
}

#[test]
fn a_verb_in_no_list_reports_where_it_completes_a_quote() {
    assert_eq!(speakers("“It rains all day long,” harrumphed Tessa Vane."), ["Tessa Vane"]);
    assert_eq!(speakers("“It rains all day long!” Tessa Vane harrumphed."), ["Tessa Vane"]);
    assert_eq!(speakers("“It rains all day long”, harrumphed the pilot."), ["the pilot"]);
    for verb in
        ["grumbled", "fumed", "reckons", "enthused", "moaned", "tweeted", "seethed", "quipped", "bellowed"]
    {
        assert_eq!(
            speakers(&format!("“It rains all day long,” {verb} Tessa Vane.")),
            ["Tessa Vane"],
            "{verb}"
        );
    }
}

#[test]
fn a_nickname_between_marks_is_a_term() {
    for text in [
        "“It rained all day long,” said a pilot nicknamed “the Heron”.",
        "“It rained all day long,” said a man who goes by the name “Heron.”",
        "“It rained all day long,” said a man who goes by “Heron”.",
        "“It rained all day long,” said a woman who gave her name only as “Heron”.",
        "“It rained all day long,” said a man known only as “the Heron”.",
    ] {
        let found: Vec<QuoteKind> = kinds(text).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(found, [QuoteKind::Direct, QuoteKind::Term], "{text}");
    }
}

#[test]
fn a_pronoun_means_the_nearest_person_whom_it_fits() {
    let text = "Otto Brandt’s sister, Tessa Vane, was there. “He was kind,” she said.";
    assert_eq!(meant(text), ["Tessa Vane"]);
    let text = "Maria Keane met a widow from Lundby. The widow wept. “He was kind to me,” she said.";
    assert_eq!(meant(text), ["-"]);
    let text = "Otto Brandt’s widow was at home.\n\n“He was kind to me,” she said.";
    assert_eq!(meant(text), ["-"]);
    let text = "The singer Maria Keane, 36, spoke to fans. “I am tired now,” said the 36-year-old.";
    assert_eq!(meant(text), ["Maria Keane"]);
}

#[test]
fn a_paragraph_that_opens_with_a_mark_goes_on_with_the_quote_before_it() {
    let text = "A pilot, Otto Brandt, 60, from Lundby, said: “We watch the sea.\n\n“Marsh and Keane have left.\n\n“It is late.”";
    assert_eq!(speakers(text), ["Otto Brandt", "Otto Brandt", "Otto Brandt"]);
}

#[test]
fn a_paragraph_that_goes_on_with_a_quote_can_name_the_speaker_itself() {
    let text = "Marsh came to the port.\n\n“We watch the sea.\n\n“It is late,” said Otto Brandt.";
    assert_eq!(speakers(text)[1], "Otto Brandt");
}

#[test]
fn a_statement_in_the_paragraph_before_gives_a_quote_of_its_own_its_speaker() {
    let text = "“It is daily life now,” Ms Vane said.\n\nAnother villager, Otto Brandt, said they often go without \
                water.\n\n“We have been without water for three days. Nobody has come to help us.”";
    assert_eq!(speakers(text), ["Ms Vane", "Otto Brandt"]);
}

#[test]
fn the_paragraphs_of_a_transcript_have_their_labels_as_speakers() {
    let text = "The transcript:\n\n“VANE: Why did you leave the port?\n\n“BRANDT: It was late.\n\n“It rained, \
                and Marsh had gone.\n\n“VANE: Did you call him?\n\n“BRANDT: We did.”";
    assert_eq!(speakers(text), ["VANE", "BRANDT", "BRANDT", "VANE", "BRANDT"]);
    let text = "“WARNING: It is deep,” the sign said.";
    assert_eq!(speakers(text), ["the sign"]);
}

#[test]
fn a_name_with_a_preposition_in_capitals_is_one_speaker() {
    let text =
        "The Select Committee on Trade Between Norway and the Baltic Ports said it was “a very bad deal”.";
    assert_eq!(speakers(text), ["The Select Committee on Trade Between Norway and the Baltic Ports"]);
}
