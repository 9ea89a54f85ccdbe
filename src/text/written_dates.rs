//! Publication times as crawlers and pages write them, read without guessing.
//!
//! ISO 8601 with or without time and zone, RFC 2822, dates in the words of seven languages, 年月日, compact digits, Unix
//! seconds and milliseconds. A day that does not exist is an error. A date that can be two days (03/04/2024) is read as
//! far as it is certain, and keeps its parts: [`Written`].

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use regex::{Captures, Regex};

use crate::model::{BadDate, NumericDate, Precision, Published, Written};
use crate::text::patterns::compile_pattern;
use crate::text::{calendar_words, time_zones};

/// The forms of a date. A time of day may follow each.
static DATE_FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]?(?:\s?[(（][^)）]{1,4}[)）])?",
        r"(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<year>\d{4})",
        // With full stops, the day comes first in all languages that write it so.
        r"(?P<dotted>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s/-]?\s?(?:de |of |d[’'])?(?P<word>\p{L}{3,10})\.?,?[\s/-](?:de |del |of )?(?P<year>\d{4})",
        r"(?P<word>\p{L}{3,10})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?:de |del )?(?P<year>\d{4})",
        // "Oct 03 05:00:00 +0000 2024"
        r"(?P<word>\p{L}{3}) (?P<day>\d{1,2}) (?P<inner>\d{2}:\d{2}:\d{2}(?: [+-]\d{4}| [A-Z]{1,5})?) (?P<year>\d{4})",
    ]
    .into_iter()
    .map(|shape| compile_pattern(&format!("^(?i:{shape})")))
    .collect()
});

/// A time of day, with what separates it from the date.
static TIME_OF_DAY: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?x) ^ (?i:
            (?: [T\s,;|/·•–—@-] | (?:at|um|à|a\ las|às|as|alle|ore|om|kl|klo)\b\.? )*
            (?P<cjk>午前|午後|上午|下午|오전|오후)? \s?
            (?P<hour>\d{1,2})
            (?: (?:[:.h]|\s[h:]\s|[时時点點시]\s?) (?P<minute>\d{2})? 분?分? (?: [:.]? (?P<second>\d{2}) (?:[.,]\d{1,9})? 秒? )? )?
            \s? (?P<half>[ap]\.?\s?m\b\.?)? (?P<unit>\s?(?:Uhr|uur|hrs?|hours|h)\b\.?)?
        )",
    )
});
/// A time of day in the basic form of ISO 8601.
static BASIC_TIME: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(r"^T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d{1,9})?")
});
/// "5:30 pm, " and "2010 GMT (0410 HKT), " before a date.
static TIME_BEFORE_DATE: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?x) ^ (?i: (?P<time> (?:\d{1,2}[:.]\d{2}(?::\d{2})? | \d{1,2}) \s?[ap]\.?m\b\.? | \d{1,2}:\d{2}(?::\d{2})? | \d{4}\b )
            (?P<zone> \s? \(? [A-Z]{1,5} (?:[+-]\d{1,2}(?::?\d{2})?)? \)? (?:\s?\([^)]{1,20}\))? )?
            (?: \s*[,|·–—-]\s* | \s (?:on\s)? ) (?P<date> [\p{L}\d].* ) ) $",
    )
});
static MONTH_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"^(?:(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<cjkyear>\d{4})[年년] ?(?P<cjkmonth>\d{1,2})[月월]|(?P<word>\p{L}{3,10})\.?,? (?:de |del )?(?P<wordyear>\d{4}))$",
    )
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"^(?P<year>\d{4})[年년]?$"));

/// A longer text is no date.
const MAX_DATE_BYTES: usize = 200;

/// The Unix times that are read as dates: 1990 to 2099.
const UNIX_SECONDS: Range<i64> = 631_152_000..4_102_444_800;

/// Reads a publication time that must be certain.
///
/// # Errors
/// Where the text is no date, names a day that does not exist, or could mean two days.
pub fn parse_published(text: &str) -> Result<Published, BadDate> {
    let written = parse_written_date(text)?;
    match written.ambiguous() {
        None => Ok(written.certain),
        Some(numeric) => Err(BadDate(format!(
            "“{}” could be two days: which of {} and {} is the month is not said",
            collapse_spaces(text),
            numeric.first,
            numeric.second
        ))),
    }
}

/// Reads a publication time as far as it is certain.
///
/// # Errors
/// Where the text is no date, or names a day that does not exist.
pub fn parse_written_date(text: &str) -> Result<Written, BadDate> {
    let text = collapse_spaces(text).replace('−', "-");
    if !text.contains(|c: char| c.is_ascii_digit()) || text.len() > MAX_DATE_BYTES {
        return Err(not_a_date(&text));
    }
    if let Some(published) = read_unix_time(&text) {
        return Ok(Written::plain(published));
    }
    let without_weekday = calendar_words::skip_weekday(&text);
    let mut wrong = None;
    for candidate in [Some(text.as_str()), without_weekday].into_iter().flatten() {
        for read in [read_date(&text, candidate), read_time_then_date(&text, candidate)].into_iter().flatten()
        {
            match read {
                Ok(written) => return Ok(written),
                Err(error) => wrong = wrong.or(Some(error)),
            }
        }
    }
    if let Some(error) = wrong {
        return Err(error);
    }
    read_month_or_year(&text)?.map(Written::plain).ok_or_else(|| not_a_date(&text))
}

fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn not_a_date(text: &str) -> BadDate {
    let shown: String = text.chars().take(80).collect();
    BadDate(format!("“{shown}” is no date that can be read: write 2024-10-03"))
}

/// Reads a date with or without a time of day after it. `whole` is shown in errors.
fn read_date(whole: &str, text: &str) -> Option<Result<Written, BadDate>> {
    let mut wrong = None;
    for shape in DATE_FORMS.iter() {
        let Some(found) = shape.captures(text) else { continue };
        let rest = &text[found.get(0).map_or(0, |date| date.end())..];
        let is_compact = found[0].bytes().all(|byte| byte.is_ascii_digit());
        if rest.starts_with(|c: char| c.is_ascii_digit()) && !is_compact {
            continue;
        }
        let month = match found.name("word").map(|word| calendar_words::month_number(word.as_str())) {
            Some(None) => continue,
            Some(Some(month)) => Some(month),
            None => None,
        };
        let Some(clock) = TimeAfterDate::read(found.name("inner").map_or(rest, |inner| inner.as_str()))
        else {
            continue;
        };
        match build_date(whole, &found, month, clock) {
            Ok(written) => return Some(Ok(written)),
            Err(error) => wrong = Some(Err(error)),
        }
    }
    wrong
}

/// Reads a time of day before a date: "5:30 pm, 3 October 2024".
fn read_time_then_date(whole: &str, text: &str) -> Option<Result<Written, BadDate>> {
    let found = TIME_BEFORE_DATE.captures(text)?;
    let time = found["time"].to_string();
    // "2010 GMT": four digits are a time only with a zone.
    let time = match found.name("zone") {
        Some(_) if time.len() == 4 && !time.contains([':', '.']) => format!("{}:{}", &time[..2], &time[2..]),
        None if time.len() == 4 && !time.contains([':', '.', 'm', 'M']) => return None,
        _ => time,
    };
    let date = &found["date"];
    let date = calendar_words::skip_weekday(date).unwrap_or(date);
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

fn read_month_or_year(text: &str) -> Result<Option<Published>, BadDate> {
    if let Some(found) = MONTH_OF_YEAR.captures(text) {
        let (year, month) = match (found.name("word"), found.name("cjkyear")) {
            (Some(word), _) => {
                (captured_number(&found, "wordyear"), calendar_words::month_number(word.as_str()))
            }
            (None, Some(_)) => {
                (captured_number(&found, "cjkyear"), Some(captured_number(&found, "cjkmonth")))
            }
            (None, None) => (captured_number(&found, "year"), Some(captured_number(&found, "month"))),
        };
        if let Some(month) = month {
            return start_of_period(text, year, month, Precision::Month).map(Some);
        }
    }
    match YEAR.captures(text) {
        Some(found) => start_of_period(text, captured_number(&found, "year"), 1, Precision::Year).map(Some),
        None => Ok(None),
    }
}

fn start_of_period(text: &str, year: u32, month: u32, precision: Precision) -> Result<Published, BadDate> {
    let date = existing_day(text, year, month, 1)?;
    Ok(Published { precision, ..Published::day(date) })
}

/// Digits alone: seconds or milliseconds since 1970, if that is a time from 1990 to 2099.
fn read_unix_time(text: &str) -> Option<Published> {
    let digits = text.split('.').next().filter(|digits| matches!(digits.len(), 9 | 10 | 13))?;
    let count: i64 = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let seconds = if digits.len() == 13 { count / 1000 } else { count };
    let time = DateTime::from_timestamp(seconds, 0).filter(|_| UNIX_SECONDS.contains(&seconds))?;
    Some(Published {
        local: time.naive_utc(),
        offset: FixedOffset::east_opt(0),
        precision: Precision::Minute,
    })
}

/// What follows a date.
enum TimeAfterDate {
    /// Nothing.
    None,
    /// A time of day.
    Time(NaiveTime, Option<FixedOffset>),
    /// It looks like a time of day, and does not exist: "25:00".
    Invalid,
}

impl TimeAfterDate {
    /// Reads what follows a date; `None` where it is neither empty nor a time of day.
    fn read(text: &str) -> Option<TimeAfterDate> {
        if text.trim_matches([' ', ',', '.', '|', '·']).is_empty() {
            return Some(TimeAfterDate::None);
        }
        let basic = BASIC_TIME.captures(text).map(|found| (found, true));
        let extended = TIME_OF_DAY.captures(text).map(|found| (found, false));
        [basic, extended].into_iter().flatten().find_map(|(found, is_basic)| {
            let end = found.get(0)?.end();
            let has = |name: &str| found.name(name).is_some_and(|part| !part.as_str().is_empty());
            // A bare number is no time of day, except after ISO 8601's "T".
            let is_time = is_basic
                || has("minute")
                || has("half")
                || has("unit")
                || text[..end].contains(['T', '时', '時', '点', '點', '시']);
            let zone = time_zones::read_zone(&text[end..]).filter(|_| is_time)?;
            Some(TimeAfterDate::from_parts(&found, is_basic, zone.offset()))
        })
    }

    fn from_parts(found: &Captures<'_>, is_basic: bool, offset: Option<FixedOffset>) -> TimeAfterDate {
        let mut hour = captured_number(found, "hour");
        let half = if is_basic { None } else { found.name("half").or_else(|| found.name("cjk")) };
        let is_afternoon = half.map(|half| {
            half.as_str().starts_with(['p', 'P', '下']) || matches!(half.as_str(), "午後" | "오후")
        });
        match is_afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let (minute, second) = (captured_number(found, "minute"), captured_number(found, "second"));
        // A leap second is read as the second before it.
        match NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second }) {
            Some(time) => TimeAfterDate::Time(time, offset),
            None => TimeAfterDate::Invalid,
        }
    }
}

fn build_date(
    text: &str,
    found: &Captures<'_>,
    month: Option<u32>,
    clock: TimeAfterDate,
) -> Result<Written, BadDate> {
    let (time, offset) = match clock {
        TimeAfterDate::None => (None, None),
        TimeAfterDate::Time(time, offset) => (Some(time), offset),
        TimeAfterDate::Invalid => {
            return Err(BadDate(format!("“{text}” has a time of day that no clock shows")));
        }
    };
    let year = captured_number(found, "year");
    if found.name("first").is_some() {
        let (first, second) = (captured_number(found, "first"), captured_number(found, "second"));
        let numeric = NumericDate { first, second, year: year as i32, time, offset };
        let order = numeric.order().or((first == second).then_some(crate::model::DateOrder::DayFirst));
        let certain = match order {
            Some(order) => numeric.read(order),
            None if numeric.is_ambiguous() => numeric.certain(),
            None => None,
        };
        let certain = certain.filter(|_| year >= 1).ok_or_else(|| no_such_day(text))?;
        return Ok(Written { certain, numeric: Some(numeric) });
    }
    let month = month.unwrap_or_else(|| captured_number(found, "month"));
    let (month, day) = match found.name("dotted") {
        Some(_) if month > 12 => (captured_number(found, "dotted"), month),
        Some(_) => (month, captured_number(found, "dotted")),
        None => (month, captured_number(found, "day")),
    };
    let date = existing_day(text, year, month, day)?;
    Ok(Written::plain(match time {
        None => Published::day(date),
        Some(time) => Published { local: date.and_time(time), offset, precision: Precision::Minute },
    }))
}

fn existing_day(text: &str, year: u32, month: u32, day: u32) -> Result<NaiveDate, BadDate> {
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.filter(|_| year >= 1).ok_or_else(|| no_such_day(text))
}

fn no_such_day(text: &str) -> BadDate {
    BadDate(format!("“{text}” is no day of any calendar"))
}

fn captured_number(found: &Captures<'_>, name: &str) -> u32 {
    found.name(name).and_then(|digits| digits.as_str().parse().ok()).unwrap_or(0)
}

/// The first date in a short text of other words; it has a day at least.
pub fn find_written_date(text: &str) -> Option<&str> {
    /// A longer text is prose.
    const MAX_WORDS: usize = 30;
    /// No date is longer.
    const MAX_DATE_WORDS: usize = 9;
    /// No date is shorter.
    const MIN_DATE_BYTES: usize = 8;
    let words: Vec<(usize, &str)> = text
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .take(MAX_WORDS + 1)
        .collect();
    if words.len() > MAX_WORDS {
        return None;
    }
    let is_date = |candidate: &str| {
        parse_written_date(candidate)
            .is_ok_and(|date| date.certain.precision >= Precision::Day || date.numeric.is_some())
    };
    let begins = |&from: &usize| {
        !matches!(words[from].1, "on" | "On" | "at" | "the" | "The" | "le" | "el" | "il" | "am" | "op")
    };
    (0..words.len()).filter(begins).find_map(|from| {
        (from + 1..=words.len().min(from + MAX_DATE_WORDS)).rev().find_map(|to| {
            let (last, word) = words[to - 1];
            let candidate = text
                .get(words[from].0..last + word.len())?
                .trim_matches(['|', ',', ';', '·', '(', ')', '.', ' ']);
            (candidate.contains(|c: char| c.is_ascii_digit())
                && candidate.len() >= MIN_DATE_BYTES
                && is_date(candidate))
            .then_some(candidate)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> String {
        parse_published(text).map_or_else(|error| format!("error: {error}"), |published| published.to_iso())
    }

    fn all_are(cases: &[(&str, &str)]) {
        for (text, is) in cases {
            assert_eq!(iso(text), *is, "{text}");
        }
    }

    #[test]
    fn common_forms_are_read_with_the_precision_that_they_have() {
        all_are(&[
            ("2024-10-03", "2024-10-03"),
            ("2024-10-03T05:00:00Z", "2024-10-03T05:00:00Z"),
            ("2024-10-03T05:00:00.000Z", "2024-10-03T05:00:00Z"),
            ("2024-10-03 05:00:00+08:00", "2024-10-03T05:00:00+08:00"),
            ("2024-10-03T05:00:00.123456+0530", "2024-10-03T05:00:00+05:30"),
            ("2024-10-03T05:00+08", "2024-10-03T05:00:00+08:00"),
            ("2024-10-03 05:00:00", "2024-10-03T05:00:00"),
            ("2024/10/3", "2024-10-03"),
            ("20241003", "2024-10-03"),
            ("20241003T050102Z", "2024-10-03T05:01:02Z"),
            ("20241003050102", "2024-10-03T05:01:02"),
            ("20241003T0501+0800", "2024-10-03T05:01:00+08:00"),
            ("Thu, 03 Oct 2024 05:00:00 GMT", "2024-10-03T05:00:00Z"),
            ("Thu, 3 Oct 2024 05:00:00 -0400", "2024-10-03T05:00:00-04:00"),
            ("Thu Oct 03 05:00:00 +0000 2024", "2024-10-03T05:00:00Z"),
            ("Thu Oct 03 2024 05:00:00 GMT+0800 (Singapore Standard Time)", "2024-10-03T05:00:00+08:00"),
            ("Oct 3, 2024", "2024-10-03"),
            ("28 Apr, 2020", "2020-04-28"),
            ("Oct. 3, 2024, 5:30 p.m. EDT", "2024-10-03T17:30:00-04:00"),
            ("Thursday, October 3rd, 2024 at 12:05 am", "2024-10-03T00:05:00"),
            ("3 October 2024 05:00 GMT", "2024-10-03T05:00:00Z"),
            ("March 16, 2031, 10:30 am", "2031-03-16T10:30:00"),
            ("May 10, 2022 01:52:54 PM", "2022-05-10T13:52:54"),
            ("5:30 pm, 3 October 2024", "2024-10-03T17:30:00"),
            ("2010 GMT (0410 HKT) March 14, 2021", "2021-03-14T20:10:00Z"),
            ("03-Oct-2024", "2024-10-03"),
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024 08:15", "2024-12-31T08:15:00"),
            ("04/04/2024", "2024-04-04"),
            ("3.10.2024", "2024-10-03"),
            ("October 2024", "2024-10"),
            ("2024-10", "2024-10"),
            ("2024", "2024"),
            ("1727931600", "2024-10-03T05:00:00Z"),
            ("1727931600000", "2024-10-03T05:00:00Z"),
        ]);
    }

    #[test]
    fn time_zones_are_read() {
        all_are(&[
            ("2024-10-03 05:00 GMT+8", "2024-10-03T05:00:00+08:00"),
            ("2024-10-03 05:00 UTC+08:00", "2024-10-03T05:00:00+08:00"),
            ("2024-10-03 05:00 +0800", "2024-10-03T05:00:00+08:00"),
            ("3 Oct 2024, 5:00 am (SGT)", "2024-10-03T05:00:00+08:00"),
            ("3 Oct 2024, 5:00 am IST", "2024-10-03T05:00:00"),
            ("2024-10-03T05:00:00−03:00", "2024-10-03T05:00:00-03:00"),
            ("09 Jun 2020, 02:32 PM IST", "2020-06-09T14:32:00"),
        ]);
    }

    #[test]
    fn months_of_other_languages_are_known() {
        all_are(&[
            ("3 octobre 2024", "2024-10-03"),
            ("1er août 2024 à 5h30", "2024-08-01T05:30:00"),
            ("le jeudi 3 octobre 2024 à 17 h 05", "2024-10-03T17:05:00"),
            ("Donnerstag, 3. Oktober 2024, 5:30 Uhr", "2024-10-03T05:30:00"),
            ("3. März 2024", "2024-03-03"),
            ("3 de octubre de 2024", "2024-10-03"),
            ("jueves, 3 de octubre del 2024 17:05", "2024-10-03T17:05:00"),
            ("3 de março de 2024 às 5h30", "2024-03-03T05:30:00"),
            ("giovedì 3 ottobre 2024", "2024-10-03"),
            ("3 mei 2024 om 05.30 uur", "2024-05-03T05:30:00"),
            ("2024年10月3日 5時30分", "2024-10-03T05:30:00"),
            ("2024年10月3日(木) 午後5時05分", "2024-10-03T17:05:00"),
            ("2024年10月3日 12时", "2024-10-03T12:00:00"),
            ("2024年10月", "2024-10"),
            ("octobre 2024", "2024-10"),
        ]);
    }

    #[test]
    fn text_that_is_no_date_is_an_error() {
        assert_eq!(iso("2024-02-31"), "error: “2024-02-31” is no day of any calendar");
        let errors = [
            "",
            "yesterday",
            "Febtober 3, 2024",
            "2024-13-01",
            "25:00",
            "2024-10-03 25:00",
            "3 October 2024 and more",
            "31/31/2024",
            "0/4/2024",
            "Oct 3, 2024 12",
        ];
        for text in errors {
            assert!(iso(text).starts_with("error"), "{text}: {}", iso(text));
        }
    }

    #[test]
    fn of_an_ambiguous_date_only_the_year_is_certain() {
        assert!(iso("03/04/2024").contains("could be two days"));
        let written = parse_written_date("03/04/2024 05:00 GMT").unwrap();
        assert_eq!(written.certain.to_iso(), "2024");
        let read = |order| written.in_order(Some(order)).to_iso();
        assert_eq!(read(crate::model::DateOrder::DayFirst), "2024-04-03T05:00:00Z");
        assert_eq!(read(crate::model::DateOrder::MonthFirst), "2024-03-04T05:00:00Z");
    }

    #[test]
    fn dates_are_found_among_other_words() {
        for (text, date) in [
            ("Staff Consortium | May 10, 2022 01:52:54 PM", Some("May 10, 2022 01:52:54 PM")),
            ("By Jane Roe 8 January 2020, 3:51 pm 11 comments", Some("8 January 2020, 3:51 pm")),
            ("Published: 28 Apr, 2020 CET.", Some("28 Apr, 2020")),
            ("Posted on 03/04/2024 by Jane", Some("03/04/2024")),
            ("no date at 12", None),
        ] {
            assert_eq!(find_written_date(text), date, "{text}");
        }
    }
}
