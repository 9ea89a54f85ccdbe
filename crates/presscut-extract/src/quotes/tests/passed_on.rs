//! Words that pass through several hands: who speaks, who passes it on, and whose words a document has.

use crate::quotes::tests::{kinds, names, speakers, texts};
use crate::{QuoteKind, quotes::tests::meant};

const VANE: &[&str] = &["Tessa Vane", "Vane"];
const BRANDT: &[&str] = &["Otto Brandt", "Brandt"];
const SUND: &[&str] = &["Sund Ferries"];
const LINES: &[&str] = &["Harrow Lines"];

#[test]
fn who_passes_words_on_does_not_speak() {
    for text in [
        "Tessa Vane called the plan “absurd,” according to the Lundby Post.",
        "Tessa Vane, who owns a boat, sold it – and called the plan “absurd,” according to the Lundby Post.",
        "Tessa Vane described the ferry as “a disgrace,” according to a transcript.",
        "“We are tired of all this,” Tessa Vane said, per the Lundby Post.",
    ] {
        assert_eq!(speakers(text), ["Tessa Vane"], "{text}");
    }
    let reported = "The ferry was late, and the plan is “absurd,” according to Tessa Vane.";
    assert_eq!(speakers(reported), ["Tessa Vane"]);
}

#[test]
fn who_is_heard_speaks() {
    let text = "The jury heard Brandt admit to “forgetting” the lamp.";
    assert_eq!(speakers(text), ["Brandt"]);
    let text = "Neighbours heard Brandt shout: “We go home now.”";
    assert_eq!(speakers(text), ["Brandt"]);
}

#[test]
fn a_statement_has_the_words_of_whoever_issued_it() {
    for text in [
        "On Monday, Sund Ferries issued a statement. “We never agreed to sell it,” the statement read.",
        "Sund Ferries issued a statement on its plans.\n\nHarrow Lines was silent.\n\n“We never agreed to sell it,” the statement continued.",
        "Sund Ferries denied it in a statement. “We never agreed to sell it,” the statement concluded.",
        "In March, Sund Ferries published a letter. “We never agreed to sell it,” the letter said.",
    ] {
        assert_eq!(names(text, &[], &[SUND, LINES]), ["Sund Ferries"], "{text}");
    }
    let obtained = "Harrow Lines obtained a statement. “We never agreed to sell it,” the statement read.";
    assert_eq!(names(obtained, &[], &[SUND, LINES]), ["-"]);
}

#[test]
fn the_company_is_not_the_one_that_only_describes_a_thing() {
    let text = "Otto Brandt sued Sund Ferries over a Harrow Lines film. “We never agreed to sell it,” the company said.";
    assert_eq!(names(text, &[BRANDT], &[SUND, LINES]), ["Sund Ferries"]);
}

#[test]
fn who_was_she_once_is_not_he() {
    let text = "Zorro Vane is the lawyer of Otto Brandt. “He is sorry for all of it,” she said in a letter. Brandt was held for a call in which he said he would “come over with a lamp.”";
    assert_eq!(names(text, &[&["Zorro Vane", "Vane"], BRANDT], &[]), ["Zorro Vane", "Otto Brandt"]);
}

#[test]
fn a_role_at_a_body_is_whoever_was_introduced_with_it() {
    for text in [
        "Sund Ferries director Tessa Vane spoke first. The Sund Ferries director said: “We are late again.”",
        "Tessa Vane, director of Sund Ferries, spoke first. “We are late again,” the Sund Ferries director said.",
    ] {
        assert_eq!(names(text, &[VANE], &[SUND, LINES]), ["Tessa Vane"], "{text}");
    }
    let other = "Sund Ferries director Tessa Vane spoke first. Harrow Lines fell. The Harrow Lines director said: “We are late again.”";
    assert_eq!(names(other, &[VANE], &[SUND, LINES]), ["-"]);
}

#[test]
fn people_are_no_body_that_has_them_in_its_name() {
    let text = "Doctors for Lundby wrote first. “We cannot wait any longer,” the doctors said.";
    assert_eq!(names(text, &[], &[&["Doctors for Lundby"]]), ["-"]);
}

#[test]
fn a_role_behind_a_quoted_title_is_whoever_spoke() {
    let text = "“We never take it for granted,” said Tessa Vane. “It was late,” the “Tides” actress said.";
    assert_eq!(meant(text)[..2], ["Tessa Vane", "Tessa Vane"]);
}

#[test]
fn the_apposition_can_follow_where_the_role_is() {
    for text in [
        "“We had no choice,” said another witness in the harbour trial, former pilot Mary Vane.",
        "A lawyer in attendance, Mary Vane, tweeted that it was “a very good day for all of us.”",
    ] {
        assert!(speakers(text)[0].ends_with("Mary Vane"), "{text}: {:?}", speakers(text));
    }
    let tower = "“We had no choice,” said a resident in the block, Harrow Court.";
    assert_eq!(speakers(tower), ["a resident"]);
}

#[test]
fn an_emphatic_pronoun_is_between_the_subject_and_its_verb() {
    let text = "It is late, as Vane herself said: “We had no choice at all.”";
    assert_eq!(speakers(text), ["Vane"]);
    let text = "Brandt himself called it “a bad idea”.";
    assert_eq!(speakers(text), ["Brandt"]);
}

#[test]
fn a_company_can_have_a_web_address_as_its_name() {
    let text = "Harrow.com Inc., the largest shop, last year pledged: “We will be clean by then.”";
    assert_eq!(speakers(text), ["Harrow.com Inc."]);
}

#[test]
fn a_complement_can_have_and_in_its_name() {
    let text = "“We work with all of them,” a spokesman for the Pilots and Harbours Union said.";
    assert_eq!(speakers(text), ["a spokesman for the Pilots and Harbours Union"]);
}

#[test]
fn two_single_marks_close_a_double_one() {
    let text = "“It was an attempt to mislead us,’’ Vane told the Post. “And it is wrong.”";
    assert_eq!(texts(text), ["It was an attempt to mislead us,", "And it is wrong."]);
    assert_eq!(speakers(text), ["Vane", "Vane"]);
    let nested = "“He said ‘we go home’,” Vane said.";
    assert_eq!(texts(nested), ["He said ‘we go home’,"]);
}

#[test]
fn a_title_is_a_title_wherever_it_stands() {
    let text = "Vane was voted off “Tide Dance.” “We had no choice at all,” Vane said on “Tide Dance.”";
    let found = kinds(text);
    assert_eq!(found[2], ("Tide Dance.".to_string(), QuoteKind::Term), "{found:?}");
}

#[test]
fn a_role_is_whoever_has_it_as_a_title_later() {
    let text = "Ruvalia’s ambassador to Sund warned that it “will not sit on our hands”. Ruvalia’s ambassador to Sund, Tessa Vane, left.";
    assert_eq!(names(text, &[VANE], &[]), ["Tessa Vane"]);
}

#[test]
fn a_body_is_meant_by_the_noun_that_introduced_it() {
    let text =
        "The group, Harrow Lines, wrote first. Sund Ferries was silent. “It is not over,” the group said.";
    assert_eq!(names(text, &[], &[SUND, LINES]), ["Harrow Lines"]);
}

#[test]
fn who_published_it_is_not_who_wrote_it() {
    let text = "The authors of the research published in the journal Tide Medicine argued that it was “a public concern”.";
    assert_eq!(speakers(text), ["The authors of the research"]);
}

#[test]
fn the_name_of_a_plan_is_a_term() {
    for text in [
        "Vane said she is committed to the “one shore, two ferries” formula.",
        "Vane said she never used the term “three friends” and left.",
    ] {
        assert_eq!(kinds(text)[0].1, QuoteKind::Term, "{text}");
    }
}

#[test]
fn what_somebody_called_it_is_theirs() {
    let text = "Students at Sund halls were the latest to spark fury with what the port called an “outrageous” party.";
    assert_eq!(speakers(text), ["the port"]);
    let text = "“We go,” Otto Brandt said. They resent threats by Karl Vane to cut pay because of what he called the “crisis”.";
    assert_eq!(names(text, &[BRANDT, &["Karl Vane"]], &[]), ["Otto Brandt", "Karl Vane"]);
    let text = "Vane wrote of halls, or “dorms” as they are known there.";
    assert_eq!(kinds(text)[0].1, QuoteKind::Term);
}

#[test]
fn what_something_is_called_is_a_term() {
    for text in [
        "When the substance is feathers, the illness is called “tide duvet lung.” Vane said so.",
        "Mold can lead to what’s called “farmer’s lung,” not to be confused with a tan.",
        "When it is on a bird, the term often used is “bird fancier’s lung.” It is rare.",
    ] {
        assert_eq!(kinds(text)[0].1, QuoteKind::Term, "{text}");
    }
    let agent = "The plan is called “a farce and a shame” by Tessa Vane.";
    assert_eq!(speakers(agent), ["Tessa Vane"]);
}

#[test]
fn a_suffix_is_no_surname_behind_an_office() {
    let text = "“We had no choice at all,” Ruvalian Secretary of Fisheries Otto Brandt Jr told the Post. Brandt left.";
    assert_eq!(meant(text), ["Otto Brandt Jr"]);
}

#[test]
fn who_speaks_inside_reported_speech_is_the_speaker() {
    for text in [
        "Otto Brandt said that Tessa Vane had called him “a clown in a suit.”",
        "Otto Brandt said Tessa Vane told him: “The pier is yours now.”",
        "Otto Brandt claimed he heard Tessa Vane say “the pier is on fire” that night.",
        "Otto Brandt said he was told by Tessa Vane that the pier was “in good hands.”",
        "Otto Brandt denied a claim by Tessa Vane that the pier was “falling to pieces.”",
        "Otto Brandt rejected Tessa Vane’s claim that the pier was “falling to pieces.”",
        "Otto Brandt responded to Tessa Vane’s description of him as “a clown in a suit.”",
        "Otto Brandt thinks it is good but Tessa Vane calls it “a waste of good money.”",
    ] {
        assert_eq!(names(text, &[VANE, BRANDT], &[]), ["Tessa Vane"], "{text}");
    }
    let both = "Otto Brandt called it “a great day”, while Tessa Vane spoke of “a disaster for us all”.";
    assert_eq!(names(both, &[VANE, BRANDT], &[]), ["Otto Brandt", "Tessa Vane"]);
    let unnamed = "Tessa Vane said a doctor told her: “You will never run again.”";
    assert_eq!(speakers(unnamed), ["a doctor"]);
}

#[test]
fn what_somebody_says_of_others_is_not_theirs() {
    for text in [
        "Otto Brandt said Tessa Vane backed “a plan without any sense.”",
        "Otto Brandt said that Tessa Vane spoke “movingly about the lost boats.”",
        "Otto Brandt told a woman who had suggested that they may stay that “this is not the time to stay.”",
        "Otto Brandt said the report showed “a lack of care at sea.”",
    ] {
        assert_eq!(names(text, &[VANE, BRANDT], &[]), ["Otto Brandt"], "{text}");
    }
}

#[test]
fn a_formula_before_a_name_makes_it_the_speaker() {
    for text in [
        "In the words of Tessa Vane, the crew are “the best in the land.”",
        "To quote Tessa Vane, the crew are “the best in the land.”",
    ] {
        assert_eq!(speakers(text), ["Tessa Vane"], "{text}");
    }
}

#[test]
fn an_apposition_without_its_second_comma_is_no_speaker_of_its_own() {
    let text = "“It was cold and dark at sea,” Tessa Vane, a retired diver said.";
    assert_eq!(speakers(text), ["Tessa Vane"]);
}
