//! Publication times as crawlers and pages write them, read without guessing.
//!
//! ISO 8601 with or without time and zone, RFC 2822, English dates in words, compact digits, Unix seconds and
//! milliseconds. A date that no calendar has is an error, and so is one that could be two: 03/04/2024.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use regex::{Captures, Regex};

use crate::model::{BadDate, Precision, Published};

const TIME: &str = r"(?:[T ,]*(?:\s*(?:at|@|-|–|\||·)\s*)?(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Z]{2,4})?\)?)?";

static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"));
static DAY_MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<word>\p{L}{3,9})\.?,?[ -](?P<year>\d{4})")
});
static MONTH_DAY_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<word>\p{L}{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"));
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second_part>\d{1,2})[/.-](?P<year>\d{4})")
});
static COMPACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern_of(
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    )
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern_of(r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<word>\p{L}{3,9})\.?,? (?P<wordyear>\d{4}))")
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern_of(r"(?P<year>\d{4})"));

fn pattern(date: &str) -> Regex {
    pattern_of(&format!(r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?{date}{TIME}"))
}

fn pattern_of(whole: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns are constants, each compiled by a test")]
    Regex::new(&format!("^(?i:{whole})$")).expect("a constant pattern")
}

/// Reads a publication time.
///
/// # Errors
/// Where the text is no date, names a day that no calendar has, or could mean two days.
pub fn parse_published(text: &str) -> Result<Published, BadDate> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(published) = unix_time(&text) {
        return Ok(published);
    }
    if let Some(found) = NUMERIC
        .captures(&text)
        .filter(|_| !text.starts_with("19") || text.len() < 5 || !YEAR_FIRST.is_match(&text))
    {
        let (month, day) = month_and_day(&found, &text)?;
        return build(&text, number(&found, "year"), month, day, &found);
    }
    for shape in [&YEAR_FIRST, &DAY_MONTH_YEAR, &MONTH_DAY_YEAR, &COMPACT] {
        let Some(found) = shape.captures(&text) else { continue };
        let month = match found.name("word") {
            Some(word) => match month_number(word.as_str()) {
                Some(month) => month,
                None => continue,
            },
            None => number(&found, "month"),
        };
        return build(&text, number(&found, "year"), month, number(&found, "day"), &found);
    }
    if let Some(published) = month_or_year(&text)? {
        return Ok(published);
    }
    Err(BadDate(format!("“{text}” is no date that can be read: write 2024-10-03")))
}

fn month_or_year(text: &str) -> Result<Option<Published>, BadDate> {
    if let Some(found) = MONTH.captures(text) {
        let (year, month) = match found.name("word") {
            Some(word) => (number(&found, "wordyear"), month_number(word.as_str())),
            None => (number(&found, "year"), Some(number(&found, "month"))),
        };
        if let Some(month) = month {
            return start_of(text, year, month, Precision::Month).map(Some);
        }
    }
    match YEAR.captures(text) {
        Some(found) => start_of(text, number(&found, "year"), 1, Precision::Year).map(Some),
        None => Ok(None),
    }
}

fn start_of(text: &str, year: u32, month: u32, precision: Precision) -> Result<Published, BadDate> {
    let date = calendar(text, year, month, 1)?;
    Ok(Published { precision, ..Published::day(date) })
}

/// Digits alone: seconds or milliseconds since 1970, if that is a time between 1990 and 2100.
fn unix_time(text: &str) -> Option<Published> {
    let digits = text.split('.').next().filter(|digits| matches!(digits.len(), 9 | 10 | 13))?;
    let count: i64 = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let seconds = if digits.len() == 13 { count / 1000 } else { count };
    let time =
        DateTime::from_timestamp(seconds, 0).filter(|_| (631_152_000..4_102_444_800).contains(&seconds))?;
    Some(Published {
        local: time.naive_utc(),
        offset: FixedOffset::east_opt(0),
        precision: Precision::Minute,
    })
}

fn month_and_day(found: &Captures<'_>, text: &str) -> Result<(u32, u32), BadDate> {
    let (first, second) = (number(found, "first"), number(found, "second_part"));
    let dotted = &found["mark"] == ".";
    match (first, second) {
        (13.., _) => Ok((second, first)),
        (_, 13..) => Ok((first, second)),
        _ if first == second => Ok((first, second)),
        // With full stops the day comes first wherever it is written so.
        _ if dotted => Ok((second, first)),
        _ => Err(BadDate(format!(
            "“{text}” could be two days: which of {first} and {second} is the month is not said"
        ))),
    }
}

fn build(text: &str, year: u32, month: u32, day: u32, found: &Captures<'_>) -> Result<Published, BadDate> {
    let date = calendar(text, year, month, day)?;
    if found.name("hour").is_none() {
        return Ok(Published::day(date));
    }
    let mut hour = number(found, "hour");
    match found.name("half").map(|half| half.as_str().starts_with(['p', 'P'])) {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let (minute, second) = (number(found, "minute"), number(found, "second"));
    let time = NaiveTime::from_hms_opt(hour, minute, second.min(59))
        .ok_or_else(|| BadDate(format!("“{text}” has a time of day that no clock shows")))?;
    let offset = found.name("zone").and_then(|zone| zone_offset(zone.as_str()));
    Ok(Published { local: date.and_time(time), offset, precision: Precision::Minute })
}

fn calendar(text: &str, year: u32, month: u32, day: u32) -> Result<NaiveDate, BadDate> {
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.filter(|_| year >= 1).ok_or_else(|| BadDate(format!("“{text}” is no day of any calendar")))
}

fn number(found: &Captures<'_>, name: &str) -> u32 {
    found.name(name).and_then(|digits| digits.as_str().parse().ok()).unwrap_or(0)
}

fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let known = |month: &str| {
        month == word
            || (word == "sept" && month == "september")
            || (word.len() == 3 && month.starts_with(&word))
    };
    Some(MONTHS.iter().position(|month| known(month))? as u32 + 1)
}

/// Zones by number, and by those names that mean one zone only.
fn zone_offset(zone: &str) -> Option<FixedOffset> {
    let hours = |hours: f64| FixedOffset::east_opt((hours * 3600.0) as i32);
    let named = match zone.to_uppercase().as_str() {
        "Z" | "UTC" | "GMT" => 0.0,
        "EDT" => -4.0,
        "EST" => -5.0,
        "PDT" => -7.0,
        "PST" => -8.0,
        "BST" | "CET" | "WAT" => 1.0,
        "CEST" | "SAST" | "CAT" => 2.0,
        "EAT" => 3.0,
        "PKT" => 5.0,
        "HKT" | "SGT" => 8.0,
        "JST" | "KST" => 9.0,
        "AEST" => 10.0,
        "AEDT" => 11.0,
        _ => {
            let sign = match zone.as_bytes().first()? {
                b'+' => 1.0,
                b'-' => -1.0,
                _ => return None,
            };
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let (h, m) = digits.split_at_checked(2)?;
            return hours(sign * (h.parse::<f64>().ok()? + m.parse::<f64>().unwrap_or(0.0) / 60.0));
        }
    };
    hours(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> String {
        parse_published(text).map_or_else(|error| format!("error: {error}"), |published| published.to_iso())
    }

    #[test]
    fn the_usual_forms_are_read_as_precisely_as_they_are_given() {
        for (text, is) in [
            ("2024-10-03", "2024-10-03"),
            ("2024-10-03T05:00:00Z", "2024-10-03T05:00:00Z"),
            ("2024-10-03 05:00:00+08:00", "2024-10-03T05:00:00+08:00"),
            ("2024-10-03T05:00:00.123456+0530", "2024-10-03T05:00:00+05:30"),
            ("2024-10-03 05:00:00", "2024-10-03T05:00:00"),
            ("2024/10/3", "2024-10-03"),
            ("20241003", "2024-10-03"),
            ("20241003T050102Z", "2024-10-03T05:01:02Z"),
            ("Thu, 03 Oct 2024 05:00:00 GMT", "2024-10-03T05:00:00Z"),
            ("Thu, 3 Oct 2024 05:00:00 -0400", "2024-10-03T05:00:00-04:00"),
            ("Oct 3, 2024", "2024-10-03"),
            ("Oct. 3, 2024, 5:30 p.m. EDT", "2024-10-03T17:30:00-04:00"),
            ("Thursday, October 3rd, 2024 at 12:05 am", "2024-10-03T00:05:00"),
            ("3 October 2024 05:00 GMT", "2024-10-03T05:00:00Z"),
            ("March 16, 2031, 10:30 am", "2031-03-16T10:30:00"),
            ("03-Oct-2024", "2024-10-03"),
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024 08:15", "2024-12-31T08:15:00"),
            ("3.10.2024", "2024-10-03"),
            ("October 2024", "2024-10"),
            ("2024-10", "2024-10"),
            ("2024", "2024"),
            ("1727931600", "2024-10-03T05:00:00Z"),
            ("1727931600000", "2024-10-03T05:00:00Z"),
        ] {
            assert_eq!(iso(text), is, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_two_is_an_error_that_says_so() {
        assert_eq!(iso("2024-02-31"), "error: “2024-02-31” is no day of any calendar");
        assert!(iso("03/04/2024").contains("could be two days"));
        for text in ["", "yesterday", "Febtober 3, 2024", "2024-13-01", "25:00", "2024-10-03 25:00"] {
            assert!(iso(text).starts_with("error"), "{text}: {}", iso(text));
        }
    }
}
