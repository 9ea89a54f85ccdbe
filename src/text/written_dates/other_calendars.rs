//! Years and days of other calendars, as papers print them: Thai Buddhist years, Persian days, Taiwanese and Japanese eras.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::{Captures, Regex};

use crate::text::patterns::compile_pattern;

/// The Buddhist year of Thailand less the common year.
const BUDDHIST_YEARS: u32 = 543;

/// Months of the Persian calendar, from 1.
const PERSIAN_MONTHS: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

static PERSIAN_DAY: LazyLock<Regex> = LazyLock::new(|| {
    let months = PERSIAN_MONTHS.join("|");
    compile_pattern(&format!(
        r"(?P<day>\d{{1,2}})\s?(?:ام\s)?(?P<month>{months})(?:\sماه)?\s?,?\s?(?P<year>1[34]\d{{2}})"
    ))
});
/// Years from 1950 to 2041 of the common calendar.
static PERSIAN_DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(r"^(?P<year>13[3-9]\d|14[01]\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})\b")
});
static ERA_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(r"(?P<era>民國|民国|中華民國|令和|平成|昭和)\s?(?P<year>\d{1,3}|元)\s?年")
});
static YEAR_AFTER_THAI: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?P<before>[\u{0E00}-\u{0E7F}]\.?\s?(?:พ\.ศ\.\s?)?)(?P<year>\d{2}|2[45]\d{2})(?P<after>$|[\s,])",
    )
});

/// The text with such dates as ones of the common calendar.
pub(super) fn to_common_calendar(text: &str) -> String {
    if text.is_ascii() {
        return persian_digits(text).unwrap_or_else(|| text.to_string());
    }
    let text = ERA_YEAR.replace_all(text, |found: &Captures<'_>| {
        let before = match &found["era"] {
            "令和" => 2018,
            "平成" => 1988,
            "昭和" => 1925,
            _ => 1911,
        };
        format!("{}年", before + found["year"].parse::<u32>().unwrap_or(1))
    });
    let text = PERSIAN_DAY.replace(&text, |found: &Captures<'_>| {
        let month = PERSIAN_MONTHS.iter().position(|name| *name == &found["month"]).unwrap_or(0) + 1;
        let date = persian_date(number(found, "year"), month as u32, number(found, "day"));
        date.map_or_else(|| found[0].to_string(), |date| date.to_string())
    });
    let text = YEAR_AFTER_THAI.replace(&text, |found: &Captures<'_>| {
        let year = match number(found, "year") {
            short @ 0..100 => 2500 + short,
            year => year,
        };
        format!("{}{}{}", &found["before"], year - BUDDHIST_YEARS, &found["after"])
    });
    persian_digits(&text).unwrap_or_else(|| text.into_owned())
}

fn persian_digits(text: &str) -> Option<String> {
    let found = PERSIAN_DIGITS.captures(text)?;
    let date = persian_date(number(&found, "year"), number(&found, "month"), number(&found, "day"))?;
    Some(format!("{date}{}", &text[found[0].len()..]))
}

fn number(found: &Captures<'_>, name: &str) -> u32 {
    found[name].parse().unwrap_or(0)
}

/// A day of the Persian calendar, by its cycle of 33 years with eight leap days; good for the years 1343 to 1472.
fn persian_date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let most = if month <= 6 { 31 } else { 30 };
    if !(1..=12).contains(&month) || !(1..=most).contains(&day) {
        return None;
    }
    let years = year.checked_sub(979)?;
    let before_year = 365 * years + years / 33 * 8 + (years % 33).div_ceil(4);
    let before_month = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    // Day 1 of the year 979 is day 80 of 1600.
    let days = u64::from(before_year + before_month + day - 1 + 79);
    NaiveDate::from_ymd_opt(1600, 1, 1)?.checked_add_days(Days::new(days)).filter(|date| date.year() < 2100)
}
