//! How certainly a text says that something will happen.

use chrono::NaiveDate;

use crate::Certainty::{self, Certain, Likely, Possible};
use crate::Document;
use crate::dates::english::DATE_GRAMMAR;
use crate::dates::find_dates;

#[track_caller]
fn assert_ahead(table: &[(&str, Option<Certainty>)]) {
    let published = NaiveDate::from_ymd_opt(2031, 3, 13);
    for (text, expected) in table {
        let found = find_dates(&Document::new(text), published, DATE_GRAMMAR);
        let ahead: Vec<_> = found.iter().filter_map(|date| date.ahead).collect();
        assert_eq!(ahead, expected.iter().copied().collect::<Vec<_>>(), "{text}: {found:#?}");
    }
}

#[test]
fn a_verb_of_the_future_is_certain() {
    assert_ahead(&[
        ("The bridge will open on Monday.", Some(Certain)),
        ("The trial is due to begin in May.", Some(Certain)),
        ("The port is closed until Friday.", Some(Certain)),
        ("The talks were postponed until Friday.", Some(Certain)),
        ("The fair is on Sunday.", Some(Certain)),
        ("Registration opens on April 5.", Some(Certain)),
    ]);
}

#[test]
fn a_plan_and_an_appointed_event_are_likely() {
    assert_ahead(&[
        ("The council plans to sell it in May.", Some(Likely)),
        ("The bridge is expected to open in May.", Some(Likely)),
        ("She said the bridge would open in May.", Some(Likely)),
        ("He leads the polls before the April 5 election.", Some(Likely)),
        ("Both speak at the debate on April 5, 2031.", Some(Likely)),
        ("The council announced plans to cut it by 2040.", Some(Likely)),
    ]);
}

#[test]
fn a_condition_and_a_bare_date_are_possible() {
    assert_ahead(&[
        ("The bridge may open on Monday.", Some(Possible)),
        ("The flights could be moved to Monday.", Some(Possible)),
        ("The fair is lost if it rains on Monday.", Some(Possible)),
        ("The 2032 figures are wrong.", Some(Possible)),
    ]);
}

#[test]
fn what_has_happened_is_not_ahead() {
    assert_ahead(&[
        ("The bridge opened on Monday.", None),
        ("They had raised it by Monday.", None),
        ("They managed to raise it by Monday.", None),
        ("I will never forget that Saturday evening.", None),
        ("It rained until Monday.", None),
        ("The poll in January shows that it will be close.", None),
        ("He is less sure than in April.", None),
    ]);
}

#[test]
fn what_is_named_beside_a_date_to_come_is_not_on_it() {
    assert_ahead(&[
        ("He will speak of the singer calling Christmas a sham.", Some(Possible)),
        ("They will meet at Christmas.", Some(Certain)),
        ("They backed a year-end budget deal.", None),
        ("Perhaps 2031 will be the year this gets fixed.", Some(Certain)),
        ("The shop will close on the day after Easter.", Some(Certain)),
    ]);
}

#[test]
fn a_date_has_its_sentence() {
    let text = "It rained. The bridge will open on Monday, Brandt said. It is old.";
    let found = find_dates(&Document::new(text), NaiveDate::from_ymd_opt(2031, 3, 13), DATE_GRAMMAR);
    assert_eq!(found[0].sentence.slice(text), Some("The bridge will open on Monday, Brandt said."));
}
