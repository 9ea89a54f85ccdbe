//! Forms and what they come to, by kind. Publication is Thursday, 2024-10-03 unless a test says otherwise.

use chrono::NaiveDate;

use chrono::Datelike;
use proptest::prelude::*;

use super::find;
use super::interval::days_of;
use crate::extract::Document;
use crate::model::DateType;

fn on(day: Option<&str>, text: &str) -> Vec<(String, String)> {
    let anchor = day.map(|day| day.parse::<NaiveDate>().unwrap());
    let found = find(&Document::new(text), anchor);
    found.into_iter().map(|date| (date.text, date.value)).collect()
}

#[track_caller]
fn gives(text: &str, expected: &[(&str, &str)]) {
    let found = on(Some("2024-10-03"), text);
    let found: Vec<_> = found.iter().map(|(text, value)| (text.as_str(), value.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn explicit_dates() {
    gives("It opened on Oct. 3, 2024, they said.", &[("Oct. 3, 2024", "2024-10-03")]);
    gives("It opened on 3 October 2024.", &[("3 October 2024", "2024-10-03")]);
    gives("It opened on the 3rd of October.", &[("the 3rd of October", "2024-10-03")]);
    gives("It opened on Thursday, Oct. 3.", &[("Thursday, Oct. 3", "2024-10-03")]);
    gives("Version of 2024-10-03.", &[("2024-10-03", "2024-10-03")]);
    gives("Dated 10/3/24.", &[("10/3/24", "2024-10-03")]);
    gives("Dated 23/10/2024.", &[("23/10/2024", "2024-10-23")]);
    gives("Dated 03/10/2024 and 23/10/2024.", &[("03/10/2024", "2024-10-03"), ("23/10/2024", "2024-10-23")]);
    gives("It opened in October 2021.", &[("October 2021", "2021-10")]);
    gives("Not since May.", &[("May", "2024-05")]);
    gives(
        "In 1776, in 2019 and in nineteen ninety-six.",
        &[("1776", "1776"), ("2019", "2019"), ("nineteen ninety-six", "1996")],
    );
    gives("The class of ’96 met.", &[("’96", "1996")]);
}

#[test]
fn decades_centuries_quarters_seasons() {
    gives("Since the late 1960s, and the '90s.", &[("the late 1960s", "196"), ("the '90s", "199")]);
    gives("Of the 20th century.", &[("the 20th century", "19")]);
    gives("Sales rose in the third quarter of 2023.", &[("the third quarter of 2023", "2023-Q3")]);
    gives("Sales for Q2 2024 rose.", &[("Q2 2024", "2024-Q2")]);
    gives("In the first half of 2023 it fell.", &[("the first half of 2023", "2023-H1")]);
    gives(
        "It opened last summer, in spring 2020.",
        &[("last summer", "2024-SU"), ("spring 2020", "2020-SP")],
    );
    gives("Sales in fiscal 2023 and FY2024.", &[("fiscal 2023", "2023"), ("FY2024", "2024")]);
}

#[test]
fn relative_dates() {
    gives("Ishii yesterday said so.", &[("yesterday", "2024-10-02")]);
    gives("It opened the day before yesterday.", &[("the day before yesterday", "2024-10-01")]);
    gives("He spoke on Thursday last week.", &[("Thursday last week", "2024-09-26")]);
    gives("Work begins later this year.", &[("later this year", "2024")]);
    gives("It fell last month and last week.", &[("last month", "2024-09"), ("last week", "2024-W39")]);
    gives("Two years ago it was sold.", &[("Two years ago", "2022")]);
    gives("Ten days ago it was sold.", &[("Ten days ago", "2024-09-23")]);
    gives("A week ago Friday it was sold.", &[("A week ago Friday", "2024-09-20")]);
    gives("By late 2028 it will run.", &[("late 2028", "2028")]);
    gives("It fell at the end of March.", &[("the end of March", "2024-03")]);
    gives("The year-end report.", &[("year-end", "2024-12-31")]);
}

#[test]
fn tense_decides_the_side() {
    gives("She said on Tuesday that it was done.", &[("Tuesday", "2024-10-01")]);
    gives("They will meet on Tuesday.", &[("Tuesday", "2024-10-08")]);
    gives("They had filed reports by Wednesday.", &[("Wednesday", "2024-10-02")]);
    gives("She will be named commander in December.", &[("December", "2024-12")]);
    gives("He died on Sept. 20.", &[("Sept. 20", "2024-09-20")]);
    gives("The dividend is payable Jan. 2.", &[("Jan. 2", "2025-01-02")]);
    gives("They are expected to vote in November.", &[("November", "2024-11")]);
    gives("The court ruled in November.", &[("November", "2023-11")]);
}

#[test]
fn dates_from_other_dates_of_the_text() {
    gives(
        "The war began on June 25, 1950. Two days later Seoul fell. The following year it was retaken.",
        &[("June 25, 1950", "1950-06-25"), ("Two days later", "1950-06-27"), ("The following year", "1951")],
    );
    gives("It ran May 3-5, 2023.", &[("May 3", "2023-05-03"), ("5, 2023", "2023-05-05")]);
    gives("On April 24 and 25 they met.", &[("April 24", "2024-04-24"), ("25", "2024-04-25")]);
    gives(
        "From 2016 to 2019 and 2021-2022.",
        &[("2016", "2016"), ("2019", "2019"), ("2021", "2021"), ("2022", "2022")],
    );
}

#[test]
fn times_of_day() {
    gives("They met at 5 p.m. Monday.", &[("5 p.m. Monday", "2024-09-30T17:00")]);
    gives("At 5am today it rained.", &[("5am today", "2024-10-03T05:00")]);
    gives("It fell on Monday morning.", &[("Monday morning", "2024-09-30TMO")]);
    gives("Last night it rained.", &[("Last night", "2024-10-02TNI")]);
    gives("It began at 17:30 GMT.", &[("17:30 GMT", "2024-10-03T17:30Z")]);
    gives("It will be over by noon Saturday.", &[("noon Saturday", "2024-10-05T12:00")]);
}

#[test]
fn durations_and_sets() {
    gives("It lasted nearly two years.", &[("nearly two years", "P2Y")]);
    gives("The eight-year war.", &[("eight-year", "P8Y")]);
    gives("For the past three months it fell.", &[("the past three months", "P3M")]);
    gives("It took a year and a half.", &[("a year and a half", "P1Y6M")]);
    gives("It took 2 1/2 hours.", &[("2 1/2 hours", "PT2H30M")]);
    gives("It went on for weeks.", &[("weeks", "PXW")]);
    gives(
        "It runs every Monday, twice a week and daily.",
        &[("every Monday", "XXXX-WXX-1"), ("twice a week", "P1W"), ("daily", "P1D")],
    );
    let found = find(&Document::new("It runs every Monday, and three times a day."), None);
    let sets: Vec<_> =
        found.iter().map(|set| (set.quantifier.as_deref(), set.frequency.as_deref())).collect();
    assert_eq!(sets, [(Some("EVERY"), None), (None, Some("3X"))]);
}

#[test]
fn holidays_and_eras() {
    gives("On Christmas Eve it will snow.", &[("Christmas Eve", "2024-12-24")]);
    gives("Since Lunar New Year 2023.", &[("Lunar New Year 2023", "2023-01-22")]);
    gives("After 9/11 all changed.", &[("9/11", "2001-09-11")]);
    gives(
        "In Reiwa 6, year 113 of the Republic.",
        &[("Reiwa 6", "2024"), ("year 113 of the Republic", "2024")],
    );
}

#[test]
fn what_is_no_date_is_left_alone() {
    for text in [
        "You may march for a second.",
        "Fab 25 has 1,200 workers.",
        "Theresa May met Jan Novak.",
        "They won 3-2 on penalties.",
        "He took Flight 1990 to Oss.",
        "“Friday Night Lights” was a hit.",
        "The 6-year-old boy and the man, 52 years old.",
        "About 2000 people came.",
        "It cost $1999.",
        "Three-quarters of them left 7-Eleven.",
        "The bill is dated February 30, 2024.",
        "The March on the capital was long.",
        "It was a day’s work.",
    ] {
        let found: Vec<_> = on(Some("2024-10-03"), text);
        assert_eq!(found, [], "{text}");
    }
}

#[test]
fn without_a_publication_date_nothing_is_guessed() {
    let found =
        on(None, "On Tuesday she said that yesterday, last year and on Oct. 3 it rained. In 2020 too.");
    let found: Vec<_> = found.iter().map(|(text, value)| (text.as_str(), value.as_str())).collect();
    assert_eq!(
        found,
        [
            ("Tuesday", "XXXX-WXX-2"),
            ("yesterday", "XXXX-XX-XX"),
            ("last year", "XXXX"),
            ("Oct. 3", "XXXX-10-03"),
            ("2020", "2020")
        ]
    );
}

#[test]
fn days_follow_the_value() {
    let anchor = NaiveDate::from_ymd_opt(2024, 10, 3);
    let found = find(&Document::new("By late 2028, and for the past two weeks, on the sixth day."), anchor);
    let days: Vec<_> = found
        .iter()
        .map(|date| (date.earliest.unwrap().to_string(), date.latest.unwrap().to_string()))
        .collect();
    assert_eq!(
        days,
        [("2028-09-01".into(), "2028-12-31".into()), ("2024-09-19".into(), "2024-10-03".to_string())]
    );
}

proptest! {
    #[test]
    fn days_lie_in_the_value_and_spans_are_in_order(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..12),
        anchor in (1i32..=9998, 1u32..=366),
    ) {
        let text = pieces.concat();
        let anchor = NaiveDate::from_yo_opt(anchor.0, anchor.1);
        let mut last = 0;
        for date in find(&Document::new(&text), anchor) {
            prop_assert!(date.span.start >= last);
            last = date.span.end;
            prop_assert_eq!(date.span.slice(&text), Some(date.text.as_str()));
            prop_assert!(date.earliest <= date.latest);
            prop_assert_eq!(date.earliest.is_some(), date.latest.is_some());
            if let (DateType::Date | DateType::Time, Some(earliest), Some(latest)) = (date.kind, date.earliest, date.latest) {
                let (start, end) = days_of(&date.value).unwrap();
                prop_assert!(start <= earliest && latest <= end, "{} {earliest} {latest}", date.value);
                prop_assert!((1..=9999).contains(&earliest.year()) && (1..=9999).contains(&latest.year()));
            }
        }
    }
}

/// Pieces of expressions, which together make many that nobody would write.
const PIECES: &[&str] = &[
    "on ",
    "the ",
    "last ",
    "next ",
    "early ",
    "late ",
    "end of ",
    "Monday ",
    "Oct. ",
    "February ",
    "May ",
    "30",
    "31, ",
    "2024 ",
    "1999",
    "-",
    "to ",
    "and ",
    "two ",
    "weeks ",
    "years ",
    "ago ",
    "later ",
    "earlier ",
    "this ",
    "quarter ",
    "third ",
    "century ",
    "’s ",
    "'90s ",
    "9/11 ",
    "10/3/24 ",
    "a ",
    "half ",
    "5 p.m. ",
    "night ",
    "winter ",
    "fiscal ",
    "Easter ",
    "Lunar New Year ",
    "weekend ",
    "yesterday ",
    "10,000 ",
    "decades ",
    "from now ",
    "said ",
    "will ",
    ". ",
    "\n\n",
    "é台 ",
    "9999 ",
    "year 113 of the Republic ",
    "every ",
    "day ",
    "before ",
    "following ",
    "same ",
];

#[test]
fn adversarial_text_is_read_in_linear_time() {
    let text = "on on on Monday Monday 2024-2024-".repeat(30_000);
    assert!(find(&Document::new(&text), NaiveDate::from_ymd_opt(2024, 10, 3)).len() > 10_000);
    let text = "two and a half and twenty-one or the the early late mid ".repeat(20_000);
    find(&Document::new(&text), None);
}
