//! Marks of every kind, paired.

use crate::quotes::tests::{quotes, texts, utterances};

#[test]
fn curly_straight_low_and_pointed_marks_pair() {
    assert_eq!(texts("“We will rebuild,” Oduya said."), ["We will rebuild,"]);
    assert_eq!(texts("\"We will rebuild,\" Oduya said."), ["We will rebuild,"]);
    assert_eq!(texts("„Wir bauen auf“, sagte sie."), ["Wir bauen auf"]);
    assert_eq!(texts("«We will rebuild», Oduya said."), ["We will rebuild"]);
    assert_eq!(texts("« We will rebuild », Oduya said."), ["We will rebuild"]);
    assert_eq!(texts("»We will rebuild«, Oduya said."), ["We will rebuild"]);
    assert_eq!(texts("``We will rebuild,'' Oduya said."), ["We will rebuild,"]);
    assert_eq!(texts("''We will rebuild,'' Oduya said. ''At once.''"), ["We will rebuild,", "At once."]);
    assert_eq!(texts("「再建します」と述べた。"), ["再建します"]);
    assert_eq!(texts("\" We will rebuild ,\" Oduya said."), ["We will rebuild ,"]);
}

#[test]
fn british_single_marks_are_not_apostrophes() {
    assert_eq!(
        texts("‘We’ll rebuild the ministers’ offices’, Oduya said."),
        ["We’ll rebuild the ministers’ offices"]
    );
    assert_eq!(
        texts("'We'll rebuild the ministers' offices', Oduya said."),
        ["We'll rebuild the ministers' offices"]
    );
    assert_eq!(texts("She called the ministers’ ‘plan’ a joke."), ["plan"]);
    assert_eq!(texts("The ministers' offices and the workers' hall burned."), Vec::<String>::new());
    assert_eq!(texts("It was rock ’n’ roll, in the ’90s, for ’em."), Vec::<String>::new());
    assert_eq!(texts("It was rock 'n' roll in the '90s and the players' league."), Vec::<String>::new());
    assert_eq!(texts("‘It is over,’ he said. ‘We lost.’"), ["It is over,", "We lost."]);
}

#[test]
fn inches_and_markup_are_not_marks() {
    assert_eq!(texts("He is 6’2” and she is 5'9\" tall."), Vec::<String>::new());
    assert_eq!(texts("<a href=\"x.html\" title=\"no\">“Yes,” she said.</a>"), ["Yes,"]);
    assert_eq!(texts("“He is like 6’2”,” Oduya said."), ["He is like 6’2”,"]);
}

#[test]
fn a_quote_inside_a_quote_has_no_row() {
    assert_eq!(texts("“He said ‘no’ to me,” she said."), ["He said ‘no’ to me,"]);
    assert_eq!(texts("‘He said “no” to me,’ she said."), ["He said “no” to me,"]);
    assert_eq!(texts("\"He said 'no' to me,\" she said."), ["He said 'no' to me,"]);
    assert_eq!(texts("'He said \"no\" to me,' she said."), ["He said \"no\" to me,"]);
}

#[test]
fn a_missing_closing_mark_ends_at_the_paragraph_or_the_next_mark() {
    assert_eq!(texts("“We go.\n\nThe rain fell."), ["We go."]);
    assert_eq!(texts("“We go, he said. “And soon.”"), ["We go, he said.", "And soon."]);
    assert_eq!(texts("“We go,“ he said. It rained."), ["We go,"]);
    assert_eq!(texts("It was a “health plan“ and no more."), ["health plan"]);
}

#[test]
fn an_utterance_over_paragraphs_is_one() {
    let text = "Oduya said: “We go.\n\n“We go now.\n\n“And we stay.”\n\n“No,” Marsh said.";
    assert_eq!(texts(text), ["We go.", "We go now.", "And we stay.", "No,"]);
    assert_eq!(utterances(text), [0, 0, 0, 1]);
    let british = "Oduya said: ‘We go.\n\n‘We go now.’";
    assert_eq!(texts(british), ["We go.", "We go now."]);
    assert_eq!(utterances(british), [0, 0]);
}

#[test]
fn spans_count_characters() {
    let text = "Zoë: “Ça va,” she said.";
    let quote = &quotes(text)[0];
    assert_eq!(quote.span.slice(text), Some("Ça va,"));
    assert_eq!((quote.span.start, quote.span.end), (6, 12));
}

#[test]
fn a_lone_mark_at_the_end_of_the_text_is_not_a_quote() {
    assert_eq!(texts("‹“''\n\n'"), Vec::<String>::new());
    assert_eq!(texts("‘We go\n\n‘"), Vec::<String>::new());
}
