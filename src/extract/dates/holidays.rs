//! The day of a holiday in a year.
//!
//! The Lunar New Year's table is that of the Hong Kong Observatory's Gregorian–lunar calendar conversion tables,
//! 1990 to 2050; Easter is by the algorithm of Meeus ("Astronomical Algorithms", ch. 8), as Butcher gave it in 1876.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Month and day (MDD) of the Lunar New Year from 1990 on.
const LUNAR_NEW_YEARS: [u32; 61] = [
    127, 215, 204, 123, 210, 131, 219, 207, 128, 216, // 1990
    205, 124, 212, 201, 122, 209, 129, 218, 207, 126, // 2000
    214, 203, 123, 210, 131, 219, 208, 128, 216, 205, // 2010
    125, 212, 201, 122, 210, 129, 217, 206, 126, 213, // 2020
    203, 123, 211, 131, 219, 208, 128, 215, 204, 124, // 2030
    212, 201, 122, 210, 130, 217, 206, 126, 214, 202, // 2040
    123, // 2050
];

/// The day of a holiday, by the name that [`super::calendar`] gives it.
pub fn day_of(holiday: &str, year: i32) -> Option<NaiveDate> {
    let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let nth = |month, weekday, n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n);
    match holiday {
        "christmas" => fixed(12, 25),
        "christmas eve" => fixed(12, 24),
        "boxing day" => fixed(12, 26),
        "new year's day" => fixed(1, 1),
        "new year's eve" => fixed(12, 31),
        "independence day" => fixed(7, 4),
        "halloween" => fixed(10, 31),
        "valentine's day" => fixed(2, 14),
        "veterans day" => fixed(11, 11),
        "thanksgiving" => nth(11, Weekday::Thu, 4),
        "labor day" => nth(9, Weekday::Mon, 1),
        "memorial day" => {
            let last = fixed(5, 31)?;
            last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_monday())))
        }
        "easter" => easter(year),
        "good friday" => easter(year)?.checked_sub_days(Days::new(2)),
        "lunar new year" => {
            let date = *LUNAR_NEW_YEARS.get(usize::try_from(year.checked_sub(1990)?).ok()?)?;
            fixed(date / 100, date % 100)
        }
        _ => None,
    }
}

fn easter(year: i32) -> Option<NaiveDate> {
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
            ("easter", 2024, "2024-03-31"),
            ("good friday", 2025, "2025-04-18"),
            ("thanksgiving", 2024, "2024-11-28"),
            ("memorial day", 2024, "2024-05-27"),
            ("labor day", 2024, "2024-09-02"),
            ("lunar new year", 2024, "2024-02-10"),
            ("lunar new year", 2025, "2025-01-29"),
            ("lunar new year", 2050, "2050-01-23"),
        ] {
            assert_eq!(day_of(holiday, year).unwrap().to_string(), expected, "{holiday}");
        }
        assert_eq!(day_of("lunar new year", 1989), None);
    }
}
