//! Who speaks, as written.

use crate::quotes::tests::{quotes, speakers, utterances};

#[test]
fn the_cue_can_follow_the_quote() {
    assert_eq!(speakers("“We will rebuild,” Oduya said in remarks to reporters."), ["Oduya"]);
    assert_eq!(speakers("“We will rebuild,” said Amara Oduya, the governor."), ["Amara Oduya"]);
    assert_eq!(
        speakers("“We will rebuild,” the minister, who took office on Tuesday, told reporters."),
        ["the minister"]
    );
    assert_eq!(speakers("“We will rebuild,” according to a senior official."), ["a senior official"]);
    assert_eq!(speakers("“Will we rebuild?” Oduya asked."), ["Oduya"]);
    assert_eq!(speakers("“We will rebuild,” says the report."), ["the report"]);
    assert_eq!(
        speakers(
            "“It is one idea for the region,” among efforts to build ties and boost trade, Marsh told a meeting."
        ),
        ["Marsh"]
    );
}

#[test]
fn the_cue_can_precede_the_quote() {
    assert_eq!(speakers("Oduya said: “We will rebuild.”"), ["Oduya"]);
    assert_eq!(speakers("Oduya told reporters in Port Ellis on Monday: “We will rebuild.”"), ["Oduya"]);
    assert_eq!(speakers("Oduya, the governor, said that “rain and wind” had done it."), ["Oduya"]);
    assert_eq!(speakers("According to Amara Oduya, “the rain did it, not the wind”."), ["Amara Oduya"]);
    assert_eq!(
        speakers("Marsh spoke for an hour.\n\nThen the governor rose, and she said:\n\n“We will rebuild.”"),
        ["she"]
    );
}

#[test]
fn a_name_includes_its_title_and_not_what_follows() {
    assert_eq!(
        speakers("“Go,” said Foreign Minister Amara Oduya of Port Ellis."),
        ["Foreign Minister Amara Oduya"]
    );
    assert_eq!(speakers("“Go,” Lin Mei-hua (林美華) said."), ["Lin Mei-hua"]);
    assert_eq!(speakers("“Go,” a spokesman for the ministry said."), ["a spokesman for the ministry"]);
}

#[test]
fn a_role_is_whole_and_ends_before_its_verb() {
    assert_eq!(speakers("“It is what it is,” said the 46-year-old."), ["the 46-year-old"]);
    assert_eq!(
        speakers("The spokesman refused to name the buyer, adding: “We will say more when it is sold.”"),
        ["The spokesman"]
    );
    assert_eq!(
        speakers("Oduya's campaign shrugged off Marsh's comments, telling reporters, “Nobody asked him.”"),
        ["Oduya's campaign"]
    );
    assert_eq!(
        speakers("Another intelligence source speaking to Harbour News said, “They are looking into it.”"),
        ["Another intelligence source"]
    );
    assert_eq!(speakers("One message read “harbour for all.”"), ["One message"]);
    assert_eq!(
        speakers("They may vote by letter “where a seat falls vacant,” per the party’s bylaws."),
        ["the party’s bylaws"]
    );
}

#[test]
fn the_words_of_a_sign_are_not_those_of_its_holder() {
    assert_eq!(speakers("Amara Oduya held up a sign saying “We want our harbour back.”"), ["a sign"]);
    assert_eq!(
        speakers("Marsh began to speak, and about 50 protesters stood outside, chanting “Open the harbour!”"),
        ["50 protesters"]
    );
}

#[test]
fn a_split_utterance_is_one_with_one_speaker() {
    let text = "“We will rebuild,” Oduya said. “We will do it soon.”";
    assert_eq!(speakers(text), ["Oduya", "Oduya"]);
    assert_eq!(utterances(text), [0, 0]);
    let inside = "“We,” Oduya said, “will rebuild.”";
    assert_eq!(speakers(inside), ["Oduya", "Oduya"]);
    assert_eq!(utterances(inside), [0, 0]);
}

#[test]
fn a_quote_without_a_cue_takes_the_speaker_of_its_neighbours() {
    assert_eq!(
        speakers("“We will rebuild,” Oduya said.\n\n“The rain is gone and the work begins.”"),
        ["Oduya", "Oduya"]
    );
    assert_eq!(speakers("Oduya was blunt at the hearing:\n\n“We were never told.”"), ["Oduya"]);
}

#[test]
fn the_cue_is_kept_as_written() {
    let cue = |text: &str| quotes(text)[0].cue.clone();
    assert_eq!(cue("“We go,” Oduya warned.").as_deref(), Some("warned"));
    assert_eq!(cue("“We go,” according to Oduya.").as_deref(), Some("according to"));
}
