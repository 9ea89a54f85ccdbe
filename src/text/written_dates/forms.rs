//! The forms of dates, in the canonical form, each with what may follow it.
//!
//! Takes canonical text, gives the date; `None` where it has none of the forms.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate, NaiveTime};
use regex::{Captures, Regex};

use crate::model::{BadDate, DateOrder, NumericDate, Precision, Published, Written};
use crate::text::patterns::compile_pattern;
use crate::text::written_dates::canonical::MONTHS;
use crate::text::written_dates::clock::TimeAfterDate;

/// The forms of a date. A time of day may follow each.
static DATE_FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let word = format!("(?P<word>{})", MONTHS.join("|"));
    [
        // ISO 8601, and as Korean and Hungarian have it: "2024. 3. 5."
        r"(?P<year>\d{4})(?:-|\s?/\s?|\.\s?)(?P<month>\d{1,2})(?:-|\s?/\s?|\.\s?)(?P<day>\d{1,2})\.?",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<first>\d{1,2})\s?[/-]\s?(?P<second>\d{1,2})\s?[/-]\s?(?P<year>\d{4})",
        // With full stops, the day comes first in all languages that write it so.
        r"(?P<dotted>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\.?",
        r"(?P<day>\d{1,2})[\s/.,-]{0,3}WORD[\s/.,-]{0,3}(?P<year>\d{4})\.?",
        r"WORD[\s/.-]{0,3}(?P<day>\d{1,2})[\s/.,-]{1,3}(?P<year>\d{4})",
        // "Oct 03 05:00:00 +0000 2024"
        r"WORD (?P<day>\d{1,2}),? (?P<inner>\d{2}:\d{2}(?::\d{2})?(?: [ap]m)?(?: ?[+-]\d{4}| [A-Z]{1,5})?) (?P<year>\d{4})",
        // "2024. Mar 5.", and Latvian "2024. 5. Mar"
        r"(?P<year>\d{4})[\s/.,-]{1,3}WORD[\s/.,-]{1,3}(?P<day>\d{1,2})\.?",
        r"(?P<year>\d{4})[\s.,]{1,3}(?P<day>\d{1,2})[\s.,]{1,3}WORD",
        // Two digits of a year.
        r"(?P<day>\d{1,2})[\s/.-]{1,3}WORD[\s/.,-]{1,3}['’]?(?P<short>\d{2})",
        r"WORD[\s.]{0,2}(?P<day>\d{1,2}),\s?['’]?(?P<short>\d{2})",
        r"(?P<dotted>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<short>\d{2})\.?",
        r"(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<short>\d{2})",
    ]
    .into_iter()
    .map(|shape| compile_pattern(&format!("^(?i:{})", shape.replace("WORD", &word))))
    .collect()
});

/// "5:30 pm, " and "2010 GMT (0410 HKT) " before a date.
static TIME_BEFORE_DATE: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?x) ^ (?i: (?P<time>
                (?:\d{1,2}[:.]\d{2}(?::\d{2})? | \d{1,2}) \s?[ap]m\b
              | \d{1,2}(?:[:h]|\sh\s)\d{2}(?::\d{2})? (?:\s?h\b)? | \d{1,2}[.]\d{2} \s?h\b | \d{1,2}\s?h\b | \d{4}\b )
            (?P<zone> \s? \(? [A-Z]{1,5} (?:[+-]\d{1,2}(?::?\d{2})?)? \)? (?:\s?\([^)]{1,20}\))? )?
            (?: \s*[,|·–—/-]\s* | \s+ ) (?P<date> [A-Z\d].* ) ) $",
    )
});
static MONTH_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    let word = MONTHS.join("|");
    compile_pattern(&format!(
        r"^(?:(?P<year>\d{{4}})-(?P<month>\d{{1,2}})|(?P<latemonth>\d{{1,2}})[/.](?P<lateyear>\d{{4}})|(?P<word>{word})[.,]?\s?(?P<wordyear>\d{{4}})|(?P<firstyear>\d{{4}})[.,]?\s(?P<lateword>{word}))\.?$"
    ))
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"^(?P<year>\d{4})[年년]?$"));

/// The first year that two digits mean: 70 is 1970, 69 is 2069.
const FIRST_SHORT_YEAR: u32 = 70;

/// Reads a date with or without a time of day after it. `whole` is shown in errors.
pub(super) fn read_date(whole: &str, text: &str) -> Option<Result<Written, BadDate>> {
    let mut wrong = None;
    for shape in DATE_FORMS.iter() {
        let Some(found) = shape.captures(text) else { continue };
        let rest = &text[found.get(0).map_or(0, |date| date.end())..];
        let is_compact = found[0].bytes().all(|byte| byte.is_ascii_digit());
        // Two digits before a colon are an hour.
        let is_cut =
            rest.starts_with(|c: char| c.is_ascii_digit() || (c == ':' && found.name("short").is_some()));
        if is_cut && !is_compact {
            continue;
        }
        let Some(clock) = TimeAfterDate::read(found.name("inner").map_or(rest, |inner| inner.as_str()))
        else {
            continue;
        };
        match build_date(whole, &found, clock) {
            Ok(written) => return Some(Ok(written)),
            Err(error) => wrong = wrong.or(Some(Err(error))),
        }
    }
    wrong
}

/// Reads a time of day before a date: "5:30 pm, 3 Oct 2024".
pub(super) fn read_time_then_date(whole: &str, text: &str) -> Option<Result<Written, BadDate>> {
    let found = TIME_BEFORE_DATE.captures(text)?;
    let time = found["time"].to_string();
    // "2010 GMT": four digits are a time only with a zone.
    let is_bare = time.len() == 4 && time.bytes().all(|byte| byte.is_ascii_digit());
    let time = match found.name("zone") {
        Some(_) if is_bare => format!("{}:{}", &time[..2], &time[2..]),
        None if is_bare => return None,
        _ => time,
    };
    let date = &found["date"];
    let zone = found.name("zone").map_or("", |zone| zone.as_str());
    // A date has one time only, so no other may follow it.
    let is_day = |read: Result<Written, BadDate>| {
        read.is_ok_and(|date| {
            date.certain.precision == Precision::Day || date.ambiguous().is_some_and(|n| n.time.is_none())
        })
    };
    if !read_date(whole, date).is_some_and(is_day) {
        return None;
    }
    read_date(whole, &format!("{date} {time}{zone}"))
}

/// Reads a month or a year alone.
pub(super) fn read_month_or_year(whole: &str, text: &str) -> Result<Option<Published>, BadDate> {
    if let Some(found) = MONTH_OF_YEAR.captures(text) {
        let year = ["year", "lateyear", "wordyear", "firstyear"].iter().find_map(|name| number(&found, name));
        let named = found.name("word").or_else(|| found.name("lateword"));
        let month = match named {
            Some(word) => month_of(word.as_str()),
            None => number(&found, "month").or_else(|| number(&found, "latemonth")),
        };
        if let (Some(year), Some(month)) = (year, month) {
            return start_of_period(whole, year, month, Precision::Month).map(Some);
        }
    }
    match YEAR.captures(text).and_then(|found| number(&found, "year")) {
        Some(year) => start_of_period(whole, year, 1, Precision::Year).map(Some),
        None => Ok(None),
    }
}

fn start_of_period(text: &str, year: u32, month: u32, precision: Precision) -> Result<Published, BadDate> {
    let date = existing_day(text, year, month, 1)?;
    Ok(Published { precision, ..Published::day(date) })
}

fn build_date(text: &str, found: &Captures<'_>, clock: TimeAfterDate) -> Result<Written, BadDate> {
    if clock == TimeAfterDate::Invalid {
        return Err(BadDate(format!("“{text}” has a time of day that no clock shows")));
    }
    let year = match number(found, "short") {
        Some(short) if short < FIRST_SHORT_YEAR => 2000 + short,
        Some(short) => 1900 + short,
        None => number(found, "year").unwrap_or(0),
    };
    if let (Some(first), Some(second)) = (number(found, "first"), number(found, "second")) {
        return build_numeric(text, (first, second, year), clock);
    }
    let word = found.name("word").and_then(|word| month_of(word.as_str()));
    let month = word.or_else(|| number(found, "month")).unwrap_or(0);
    let (month, day) = match number(found, "dotted") {
        Some(first) if month > 12 => (first, month),
        Some(first) => (month, first),
        None => (month, number(found, "day").unwrap_or(0)),
    };
    timed(text, existing_day(text, year, month, day)?, clock).map(Written::plain)
}

/// A date of two numbers and a year, whose order it may show.
fn build_numeric(
    text: &str,
    (first, second, year): (u32, u32, u32),
    clock: TimeAfterDate,
) -> Result<Written, BadDate> {
    let (time, offset) = match clock {
        TimeAfterDate::Time(time, zone) => (Some(time), zone.offset()),
        _ => (None, None),
    };
    let mut numeric = NumericDate { first, second, year: year as i32, time, offset };
    let order = numeric.order().or((first == second).then_some(DateOrder::DayFirst));
    let certain = match order {
        Some(order) => {
            let read = numeric.read(order);
            if let (TimeAfterDate::Time(_, zone), Some(read)) = (clock, &read) {
                numeric.offset = zone.offset_at(read.local);
            }
            numeric.read(order)
        }
        None if numeric.is_ambiguous() => numeric.certain(),
        None => None,
    };
    let certain = certain.filter(|_| year >= 1).ok_or_else(|| no_such_day(text))?;
    // Of an ambiguous date at 24:00 the day is kept; of a certain one, 24:00 is the next day.
    if let (TimeAfterDate::EndOfDay(_), false) = (clock, numeric.is_ambiguous()) {
        return timed(text, certain.local.date(), clock).map(Written::plain);
    }
    Ok(Written { certain, numeric: Some(numeric) })
}

fn timed(text: &str, date: NaiveDate, clock: TimeAfterDate) -> Result<Published, BadDate> {
    Ok(match clock {
        TimeAfterDate::Time(time, zone) => {
            let local = date.and_time(time);
            Published { local, offset: zone.offset_at(local), precision: Precision::Minute }
        }
        TimeAfterDate::EndOfDay(zone) => {
            let next = date.checked_add_days(Days::new(1)).ok_or_else(|| no_such_day(text))?;
            let offset = zone.offset_at(date.and_time(NaiveTime::MIN));
            Published { offset, precision: Precision::Minute, ..Published::day(next) }
        }
        TimeAfterDate::None | TimeAfterDate::Invalid => Published::day(date),
    })
}

fn existing_day(text: &str, year: u32, month: u32, day: u32) -> Result<NaiveDate, BadDate> {
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.filter(|_| year >= 1).ok_or_else(|| no_such_day(text))
}

fn no_such_day(text: &str) -> BadDate {
    BadDate(format!("“{text}” is no day of any calendar"))
}

fn month_of(word: &str) -> Option<u32> {
    (1..).zip(MONTHS).find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(number, _)| number)
}

fn number(found: &Captures<'_>, name: &str) -> Option<u32> {
    found.name(name).and_then(|digits| digits.as_str().parse().ok())
}
