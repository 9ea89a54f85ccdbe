//! The English names of holidays, and the holiday that each means.
//!
//! To add a holiday, add its names to [`HOLIDAY_NAMES`]. A day that differs between countries, such as Independence Day,
//! is found and not dated.

use std::sync::LazyLock;

use chrono::Weekday;
use rustc_hash::FxHashMap;

use crate::dates::holiday::Holiday;
use crate::dates::holiday::Holiday::{
    Easter, ElectionDay, Fixed, LastWeekday, LunarNewYear, NthWeekday, Thanksgiving, VariesByCountry,
};

/// Names in lower case and without apostrophes. A longer name comes before a shorter one that it begins with.
const HOLIDAY_NAMES: &[(&str, Holiday)] = &[
    ("christmas eve", Fixed(12, 24)),
    ("christmas day", Fixed(12, 25)),
    ("christmas", Fixed(12, 25)),
    ("boxing day", Fixed(12, 26)),
    ("new years eve", Fixed(12, 31)),
    ("new years day", Fixed(1, 1)),
    ("new year day", Fixed(1, 1)),
    ("martin luther king jr day", NthWeekday(1, Weekday::Mon, 3)),
    ("martin luther king day", NthWeekday(1, Weekday::Mon, 3)),
    ("inauguration day", Fixed(1, 20)),
    ("groundhog day", Fixed(2, 2)),
    ("valentines day", Fixed(2, 14)),
    ("presidents day", NthWeekday(2, Weekday::Mon, 3)),
    ("international womens day", Fixed(3, 8)),
    ("saint patricks day", Fixed(3, 17)),
    ("st patricks day", Fixed(3, 17)),
    ("april fools day", Fixed(4, 1)),
    ("anzac day", Fixed(4, 25)),
    ("may day", Fixed(5, 1)),
    ("mothers day", NthWeekday(5, Weekday::Sun, 2)),
    ("memorial day", LastWeekday(5, Weekday::Mon)),
    ("fathers day", NthWeekday(6, Weekday::Sun, 3)),
    ("juneteenth", Fixed(6, 19)),
    ("canada day", Fixed(7, 1)),
    ("fourth of july", Fixed(7, 4)),
    ("july fourth", Fixed(7, 4)),
    ("bastille day", Fixed(7, 14)),
    ("labor day", NthWeekday(9, Weekday::Mon, 1)),
    ("columbus day", NthWeekday(10, Weekday::Mon, 2)),
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
    ("independence day", VariesByCountry),
    ("labour day", VariesByCountry),
    ("national day", VariesByCountry),
];

/// The words of a name, and the holiday that it means.
pub type HolidayName = (Vec<&'static str>, Holiday);

static NAMES_BY_FIRST_STEM: LazyLock<FxHashMap<&str, Vec<HolidayName>>> = LazyLock::new(|| {
    let mut names: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (name, holiday) in HOLIDAY_NAMES {
        let words: Vec<&str> = name.split(' ').collect();
        names.entry(strip_s(words[0])).or_default().push((words, *holiday));
    }
    names
});

/// The names that may begin with a word, as the text writes it.
pub fn names_starting_with(word: &str) -> &'static [HolidayName] {
    let word: String = word.chars().filter(|c| !is_apostrophe(*c)).collect();
    NAMES_BY_FIRST_STEM.get(strip_s(&word.to_ascii_lowercase())).map_or(&[], Vec::as_slice)
}

/// The words with which names begin, with and without an "s".
pub fn first_words() -> impl Iterator<Item = &'static str> {
    let first_words = HOLIDAY_NAMES.iter().filter_map(|(name, _)| name.split(' ').next());
    first_words.flat_map(|word| [word, strip_s(word)])
}

/// "valentine" for "valentines": the word before an apostrophe.
pub fn strip_s(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}
