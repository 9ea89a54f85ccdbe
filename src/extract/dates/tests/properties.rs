//! What holds for every text: spans in order, days inside of values, values that can be read back, and linear time.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::super::find;
use super::super::interval::days_of;
use crate::extract::Document;
use crate::model::DateType;

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
