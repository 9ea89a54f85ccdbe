//! Properties of every text: spans are in order, days are inside the value, values are valid TIMEX3, time is linear.

use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use regex::Regex;

use crate::DateType;
use crate::Document;
use crate::dates::english::DATE_GRAMMAR;
use crate::dates::find_dates;
use crate::dates::resolve::interval::days_of_value;

proptest! {
    #[test]
    fn days_lie_in_the_value_and_spans_are_in_order(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..12),
        anchor in (1i32..=9998, 1u32..=366),
    ) {
        let text = pieces.concat();
        let anchor = NaiveDate::from_yo_opt(anchor.0, anchor.1);
        let mut last = 0;
        for date in find_dates(&Document::new(&text), anchor, DATE_GRAMMAR) {
            prop_assert!(date.span.start >= last);
            last = date.span.end;
            prop_assert_eq!(date.span.slice(&text), Some(date.text.as_str()));
            prop_assert!(date.earliest <= date.latest);
            prop_assert_eq!(date.earliest.is_some(), date.latest.is_some());
            prop_assert!(grammar(date.kind).is_match(&date.value), "{:?} {}", date.kind, date.value);
            if let (DateType::Date | DateType::Time, Some(earliest), Some(latest)) = (date.kind, date.earliest, date.latest) {
                let (start, end) = days_of_value(&date.value).unwrap();
                prop_assert!(start <= earliest && latest <= end, "{} {earliest} {latest}", date.value);
                prop_assert!((1..=9999).contains(&earliest.year()) && (1..=9999).contains(&latest.year()));
            }
        }
    }
}

/// Pieces of expressions, joined at random into many that nobody would write.
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
    "half past ",
    "past ",
    "Reiwa ",
    "BC ",
    "AD ",
    "the week of ",
    "and ",
    "fortnight ",
    "minutes ",
    "of the year ",
    "Tuesdays ",
    "nights ",
    "T05:00 ",
    "3.10.2024 ",
    "around ",
    "12 ",
    "in the morning ",
    "recent ",
    "twice ",
    "the first ",
    "Monday in ",
    "week of ",
    "last day of ",
    "the day before ",
    "the month before ",
    "centuries ",
    "decade ",
    "(0735 GMT) ",
    "1835 ",
    "XIX ",
    "Jul ",
    "and a half ",
    "9 p.m.",
];

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}", anchor in prop::option::of(1i32..=9999)) {
        let anchor = anchor.and_then(|year| NaiveDate::from_ymd_opt(year, 2, 28));
        for date in find_dates(&Document::new(&text), anchor, DATE_GRAMMAR) {
            prop_assert_eq!(date.span.slice(&text), Some(date.text.as_str()));
        }
    }
}

/// The values that TIMEX3 allows.
fn grammar(kind: DateType) -> Regex {
    let date = r"(?:(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-(?:WE|WD|[1-7]))?|-Q[1-4X]|-H[12]|-(?:SP|SU|FA|WI))?|\d{2,3}|XXX?|BC\d{4}|(?:PAST|PRESENT|FUTURE)_REF)";
    let length = r"P(?:(?:\d+|X)(?:Y|M|W|D|WE|Q|DE|CE)|\d+\.5(?:W|WE|Q))*(?:T(?:(?:\d+|X)[HMS]|\d+\.5S)+)?";
    let time = r"T(?:\d\d:\d\dZ?|MO|AF|EV|NI)";
    let whole = match kind {
        DateType::Date => format!("^{date}$"),
        DateType::Time => format!("^{date}{time}$"),
        DateType::Duration => format!("^{length}$"),
        DateType::Set => format!("^(?:{length}|{date}(?:{time})?)$"),
    };
    Regex::new(&whole).unwrap()
}

/// The processor time of this thread, where the system gives it (Linux), so that other work on the machine does not count.
fn processor_time() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

#[test]
fn a_megabyte_made_to_be_slow_is_read_in_linear_time() {
    let unit = "on on on Monday Monday 2024-2024-";
    let fastest = |bytes: usize| {
        let text = unit.repeat(bytes / unit.len());
        let document = Document::new(&text);
        let read = |()| {
            let (start, begun) = (Instant::now(), processor_time());
            assert!(
                find_dates(&document, NaiveDate::from_ymd_opt(2024, 10, 3), DATE_GRAMMAR).len() > bytes / 20
            );
            processor_time().zip(begun).map_or_else(|| start.elapsed(), |(end, begun)| end - begun)
        };
        std::iter::repeat_n((), 3).map(read).min().unwrap()
    };
    // Four times the text; sixteen times the time if each date looked at all the others.
    let (quarter, whole) = (fastest(250_000), fastest(1_000_000));
    assert!(whole < quarter * 10, "{quarter:?} for a quarter, {whole:?} for the whole");
}

#[test]
fn words_of_numbers_without_end_are_read() {
    let text = "two and a half and twenty-one or the the early late mid ".repeat(20_000);
    assert_eq!(find_dates(&Document::new(&text), None, DATE_GRAMMAR).len(), 0);
}
