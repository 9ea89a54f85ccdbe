//! Holidays: their names, the rule that finds them, and the day of each in a year.
//!
//! To add one, add its names and its day to [`HOLIDAYS`]. The Lunar New Year's table is that of the Hong Kong
//! Observatory's Gregorian–lunar calendar conversion tables, 1990 to 2050; Easter is by the algorithm of Meeus
//! ("Astronomical Algorithms", ch. 8), as Butcher gave it in 1876. A day that differs from country to country, such as
//! Independence Day, is found and not dated: the text does not say whose it is.

use std::sync::LazyLock;

use chrono::{NaiveDate, Weekday};
use rustc_hash::FxHashMap;

use crate::dates::english::scanner::{Found, Scanner};
use crate::dates::expression::{Calendar, Which, Year};

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// A month and a day.
    Fixed(u32, u32),
    /// The n-th such day of the week of a month.
    Nth(u32, Weekday, u8),
    /// The last such day of the week of a month.
    Last(u32, Weekday),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// So many days after the fourth Thursday of November.
    Thanksgiving(i64),
    /// The Tuesday after the first Monday of November.
    ElectionDay,
    /// So many days after the Lunar New Year.
    LunarNewYear(i64),
    /// Another day in each country.
    Unknown,
}

use Holiday::{Easter, ElectionDay, Fixed, Last, LunarNewYear, Nth, Thanksgiving, Unknown};

/// Names, without case and apostrophes, and days. A longer name comes before a shorter one that begins it.
const HOLIDAYS: &[(&str, Holiday)] = &[
    ("christmas eve", Fixed(12, 24)),
    ("christmas day", Fixed(12, 25)),
    ("christmas", Fixed(12, 25)),
    ("boxing day", Fixed(12, 26)),
    ("new years eve", Fixed(12, 31)),
    ("new years day", Fixed(1, 1)),
    ("new year day", Fixed(1, 1)),
    ("martin luther king jr day", Nth(1, Weekday::Mon, 3)),
    ("martin luther king day", Nth(1, Weekday::Mon, 3)),
    ("inauguration day", Fixed(1, 20)),
    ("groundhog day", Fixed(2, 2)),
    ("valentines day", Fixed(2, 14)),
    ("presidents day", Nth(2, Weekday::Mon, 3)),
    ("international womens day", Fixed(3, 8)),
    ("saint patricks day", Fixed(3, 17)),
    ("st patricks day", Fixed(3, 17)),
    ("april fools day", Fixed(4, 1)),
    ("anzac day", Fixed(4, 25)),
    ("may day", Fixed(5, 1)),
    ("mothers day", Nth(5, Weekday::Sun, 2)),
    ("memorial day", Last(5, Weekday::Mon)),
    ("fathers day", Nth(6, Weekday::Sun, 3)),
    ("juneteenth", Fixed(6, 19)),
    ("canada day", Fixed(7, 1)),
    ("fourth of july", Fixed(7, 4)),
    ("july fourth", Fixed(7, 4)),
    ("bastille day", Fixed(7, 14)),
    ("labor day", Nth(9, Weekday::Mon, 1)),
    ("columbus day", Nth(10, Weekday::Mon, 2)),
    ("halloween", Fixed(10, 31)),
    ("election day", ElectionDay),
    ("armistice day", Fixed(11, 11)),
    ("remembrance day", Fixed(11, 11)),
    ("veterans day", Fixed(11, 11)),
    ("thanksgiving day", Thanksgiving(0)),
    ("thanksgiving", Thanksgiving(0)),
    ("black friday", Thanksgiving(1)),
    ("cyber monday", Thanksgiving(4)),
    ("shrove tuesday", Easter(-47)),
    ("ash wednesday", Easter(-46)),
    ("palm sunday", Easter(-7)),
    ("maundy thursday", Easter(-3)),
    ("good friday", Easter(-2)),
    ("easter sunday", Easter(0)),
    ("easter monday", Easter(1)),
    ("easter", Easter(0)),
    ("ascension day", Easter(39)),
    ("pentecost", Easter(49)),
    ("lunar new years eve", LunarNewYear(-1)),
    ("lunar new year", LunarNewYear(0)),
    ("chinese new year", LunarNewYear(0)),
    ("independence day", Unknown),
    ("labour day", Unknown),
    ("national day", Unknown),
];

/// A name's words, and its day.
type Name = (Vec<&'static str>, Holiday);

static BY_FIRST_WORD: LazyLock<FxHashMap<&str, Vec<Name>>> = LazyLock::new(|| {
    let mut by_first: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (name, holiday) in HOLIDAYS {
        let words: Vec<&str> = name.split(' ').collect();
        by_first.entry(stem(words[0])).or_default().push((words, *holiday));
    }
    by_first
});

/// The first words of all names, which the lexicon has to know.
pub fn first_words() -> impl Iterator<Item = &'static str> {
    HOLIDAYS.iter().filter_map(|(name, _)| name.split(' ').next()).flat_map(|word| [word, stem(word)])
}

/// "valentine" of "valentines": the word as it stands before an apostrophe.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

impl Scanner<'_, '_> {
    /// Days that a name tells: "Christmas Eve", "New Year's Day", "last Thanksgiving", "the Lunar New Year 2023", "9/11".
    pub fn holiday(&self, at: usize) -> Found<Calendar> {
        if self.digits(at) == Some((9, 1)) && self.text(at + 1) == "/" && self.digits(at + 2) == Some((11, 2))
        {
            let date = self.glued(at + 3) && self.is_mark(at + 3, &["/"]);
            return (!date).then_some((at + 3, Calendar::Day { year: Year::Known(2001), month: 9, day: 11 }));
        }
        let (start, which) = match self.word(at) {
            "last" => (at + 1, Which::Last),
            "this" => (self.after(at + 1, &["past", "coming"]), Which::This),
            "next" => (at + 1, Which::Next),
            "the" => (at + 1, Which::Bare),
            _ => (at, Which::Bare),
        };
        let (end, holiday) = self.holiday_name(start)?;
        // "the Lunar New Year", "the Fourth of July"; "the Christmas party" is no day.
        let article = start > at && which == Which::Bare;
        if article && !matches!(holiday, LunarNewYear(_) | Fixed(7, 4)) {
            return None;
        }
        let (end, year) = self.year_after(end, true).unwrap_or((end, Year::Which(which)));
        Some((end, Calendar::Holiday { holiday, year }))
    }

    /// A holiday's name, without what stands before it.
    pub fn holiday_name(&self, at: usize) -> Found<Holiday> {
        if !self.is_capital(at) {
            return None;
        }
        let first = self.text(at).to_ascii_lowercase();
        let first: String = first.chars().filter(|c| !is_apostrophe(*c)).collect();
        let names = BY_FIRST_WORD.get(stem(&first))?;
        names.iter().find_map(|(words, holiday)| Some((self.name_end(at, words)?, *holiday)))
    }

    /// The token after a name that stands here. "Years" is "Year" and "’s", and "Fools" "Fools" and "’".
    fn name_end(&self, at: usize, words: &[&str]) -> Option<usize> {
        let mut token = at;
        for (n, word) in words.iter().enumerate() {
            // "St. Patrick’s", "Fools’ Day".
            token += usize::from(n > 0 && self.glued(token) && self.is_mark(token, &["'", "’", "."]));
            let stem = stem(word);
            let text = self.text(token);
            let plain = text.len() == word.len() && text.eq_ignore_ascii_case(word);
            let possessive = text.eq_ignore_ascii_case(stem) && self.is_mark(token + 1, &["'s", "’s"]);
            if !(plain || possessive && stem != *word) {
                return None;
            }
            token += 1 + usize::from(possessive && !plain);
        }
        // "Christmas carols", "Easter eggs": a name alone is a day where no noun follows it.
        let compound = words.len() == 1 && (self.is_noun_like(token) || self.joined(token));
        (!compound).then_some(token)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

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

impl Holiday {
    /// Its day in a year.
    pub fn day_in(self, year: i32) -> Option<NaiveDate> {
        let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        match self {
            Fixed(month, day) => fixed(month, day),
            Nth(month, weekday, n) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, n),
            Last(month, weekday) => {
                (4..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n))
            }
            Easter(days) => later(easter(year)?, days),
            Thanksgiving(days) => {
                later(NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Thu, 4)?, days)
            }
            ElectionDay => later(NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Mon, 1)?, 1),
            LunarNewYear(days) => {
                let date = *LUNAR_NEW_YEARS.get(usize::try_from(year.checked_sub(1990)?).ok()?)?;
                later(fixed(date / 100, date % 100)?, days)
            }
            Unknown => None,
        }
    }

    /// Its value where the year is not known: "XXXX-12-25".
    pub fn open_value(self) -> String {
        match self {
            Fixed(month, day) => format!("XXXX-{month:02}-{day:02}"),
            _ => "XXXX-XX-XX".into(),
        }
    }
}

fn later(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::TimeDelta::try_days(days)?)
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
        let named = |name: &str| HOLIDAYS.iter().find(|(own, _)| *own == name).unwrap().1;
        for (holiday, year, expected) in [
            ("easter", 2024, "2024-03-31"),
            ("good friday", 2025, "2025-04-18"),
            ("ash wednesday", 2024, "2024-02-14"),
            ("thanksgiving", 2024, "2024-11-28"),
            ("cyber monday", 2024, "2024-12-02"),
            ("memorial day", 2024, "2024-05-27"),
            ("labor day", 2024, "2024-09-02"),
            ("election day", 2024, "2024-11-05"),
            ("mothers day", 2024, "2024-05-12"),
            ("lunar new year", 2024, "2024-02-10"),
            ("lunar new years eve", 2025, "2025-01-28"),
            ("lunar new year", 2050, "2050-01-23"),
        ] {
            assert_eq!(named(holiday).day_in(year).unwrap().to_string(), expected, "{holiday}");
        }
        assert_eq!(named("lunar new year").day_in(1989), None);
        assert_eq!(named("independence day").day_in(2024), None);
    }
}
