//! The day of a holiday in a year.
//!
//! The table of Lunar New Years is that of the Hong Kong Observatory's Gregorian–lunar calendar conversion tables, 1990
//! to 2050. Easter is by the algorithm of Meeus ("Astronomical Algorithms", ch. 8), published by Butcher in 1876.

use chrono::{NaiveDate, Weekday};

use crate::dates::holiday::Holiday;

/// The year of the first entry of [`LUNAR_NEW_YEARS`].
const FIRST_LUNAR_NEW_YEAR: i32 = 1990;

/// Month and day (as MDD) of the Lunar New Year, one entry a year.
const LUNAR_NEW_YEARS: [u32; 61] = [
    127, 215, 204, 123, 210, 131, 219, 207, 128, 216, // 1990
    205, 124, 212, 201, 122, 209, 129, 218, 207, 126, // 2000
    214, 203, 123, 210, 131, 219, 208, 128, 216, 205, // 2010
    125, 212, 201, 122, 210, 129, 217, 206, 126, 213, // 2020
    203, 123, 211, 131, 219, 208, 128, 215, 204, 124, // 2030
    212, 201, 122, 210, 130, 217, 206, 126, 214, 202, // 2040
    123, // 2050
];

/// The day of a holiday in a year; `None` where it has none or it is not known.
pub fn day_of_holiday(holiday: Holiday, year: i32) -> Option<NaiveDate> {
    match holiday {
        Holiday::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Holiday::NthWeekday(month, weekday, n) => {
            NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)
        }
        Holiday::LastWeekday(month, weekday) => {
            (4..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n))
        }
        Holiday::Easter(days) => add_days(easter_sunday(year)?, days),
        Holiday::Thanksgiving(days) => {
            add_days(NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Thu, 4)?, days)
        }
        Holiday::ElectionDay => add_days(NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Mon, 1)?, 1),
        Holiday::LunarNewYear(days) => add_days(lunar_new_year(year)?, days),
        Holiday::VariesByCountry => None,
    }
}

fn add_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

fn lunar_new_year(year: i32) -> Option<NaiveDate> {
    let entry = usize::try_from(year.checked_sub(FIRST_LUNAR_NEW_YEAR)?).ok()?;
    let month_and_day = *LUNAR_NEW_YEARS.get(entry)?;
    NaiveDate::from_ymd_opt(year, month_and_day / 100, month_and_day % 100)
}

/// The variables have the names that Meeus gives them.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31).ok()? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_have_their_days() {
        for (holiday, year, expected) in [
            (Holiday::Fixed(12, 24), 2024, "2024-12-24"),
            (Holiday::Easter(0), 2024, "2024-03-31"),
            (Holiday::Easter(-2), 2025, "2025-04-18"),
            (Holiday::Easter(-46), 2024, "2024-02-14"),
            (Holiday::Thanksgiving(0), 2024, "2024-11-28"),
            (Holiday::Thanksgiving(4), 2024, "2024-12-02"),
            (Holiday::LastWeekday(5, Weekday::Mon), 2024, "2024-05-27"),
            (Holiday::NthWeekday(9, Weekday::Mon, 1), 2024, "2024-09-02"),
            (Holiday::ElectionDay, 2024, "2024-11-05"),
            (Holiday::NthWeekday(5, Weekday::Sun, 2), 2024, "2024-05-12"),
            (Holiday::LunarNewYear(0), 2024, "2024-02-10"),
            (Holiday::LunarNewYear(-1), 2025, "2025-01-28"),
            (Holiday::LunarNewYear(0), 2050, "2050-01-23"),
        ] {
            assert_eq!(day_of_holiday(holiday, year).unwrap().to_string(), expected, "{holiday:?}");
        }
        assert_eq!(day_of_holiday(Holiday::LunarNewYear(0), 1989), None);
        assert_eq!(day_of_holiday(Holiday::LunarNewYear(0), 2051), None);
        assert_eq!(day_of_holiday(Holiday::VariesByCountry, 2024), None);
    }
}
