//! Names of months and weekdays in the languages of the press.
//!
//! Takes a word in any case, with or without accents; gives the month or whether it is a weekday. The names are data:
//! `names.txt`, from the Unicode CLDR. Beside them an abbreviation is any beginning of three letters or more that only
//! one month has in all languages together: "juil" but not "jui". What would surprise: no language is asked for, because
//! crawlers write dates in the language of their machine and pages in that of their template.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

const NAMES: &str = include_str!("names.txt");

/// A shorter word is no abbreviation that CLDR does not list.
const MIN_ABBREVIATION_CHARS: usize = 3;

/// The names, folded.
struct Names {
    months: FxHashMap<String, u32>,
    /// Beginnings of months' names; 0 where two months share one.
    month_beginnings: FxHashMap<String, u32>,
    weekdays: FxHashSet<String>,
    weekday_beginnings: FxHashSet<String>,
}

static WORDS: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names {
        months: FxHashMap::default(),
        month_beginnings: FxHashMap::default(),
        weekdays: FxHashSet::default(),
        weekday_beginnings: FxHashSet::default(),
    };
    for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
        let Some((head, list)) = line.split_once(": ") else { continue };
        let month: Option<u32> = head.split(' ').next_back().and_then(|number| number.parse().ok());
        for name in list.split(", ").map(fold_word) {
            match month {
                Some(month) => names.add_month(name, month),
                None => names.add_weekday(name),
            }
        }
    }
    names
});

impl Names {
    fn add_month(&mut self, name: String, month: u32) {
        for beginning in beginnings(&name) {
            let known = self.month_beginnings.entry(beginning.to_string()).or_insert(month);
            if *known != month {
                *known = 0;
            }
        }
        self.months.insert(name, month);
    }

    fn add_weekday(&mut self, name: String) {
        // A single sign is a number or a letter too, and Vietnamese numbers its days.
        if name.chars().count() < 2 || name.contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        self.weekday_beginnings.extend(beginnings(&name).map(str::to_string));
        self.weekdays.insert(name);
    }
}

/// The beginnings of a name that can be its abbreviation.
fn beginnings(name: &str) -> impl Iterator<Item = &str> {
    let ends = name.char_indices().map(|(at, _)| at).skip(MIN_ABBREVIATION_CHARS);
    ends.map(|end| &name[..end]).filter(|beginning| !beginning.ends_with(' '))
}

/// The number of the month that a word names, from 1.
pub fn month_number(word: &str) -> Option<u32> {
    let word = fold_word(word);
    let found = WORDS.months.get(&word).or_else(|| WORDS.month_beginnings.get(&word)).copied();
    // Hebrew writes "in" into the word: במרץ.
    let found = found.or_else(|| word.strip_prefix('ב').and_then(|month| WORDS.months.get(month).copied()));
    found.filter(|&month| month > 0)
}

/// Whether a word names a day of the week.
pub fn is_weekday(word: &str) -> bool {
    let word = fold_word(word);
    WORDS.weekdays.contains(&word) || WORDS.weekday_beginnings.contains(&word)
}

/// A word as it is compared: in lower case, without accents, marks of abbreviation and hyphens.
pub fn fold_word(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd() {
        for c in c.to_lowercase() {
            match c {
                '\u{300}'..='\u{36f}' | '\u{653}'..='\u{655}' | '\u{93c}' => {}
                'ı' => folded.push('i'),
                'ł' => folded.push('l'),
                'ø' => folded.push('o'),
                'đ' => folded.push('d'),
                'ς' => folded.push('σ'),
                '-' => folded.push(' '),
                // Abbreviations of Hebrew and Hindi.
                '׳' | '॰' => folded.push('.'),
                _ => folded.push(c),
            }
        }
    }
    folded.truncate(folded.trim_end_matches([' ', '.', '\'', '’']).len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_name_and_abbreviation() {
        for (word, number) in [
            ("October", Some(10)),
            ("SEPT", Some(9)),
            ("août", Some(8)),
            ("März", Some(3)),
            ("março", Some(3)),
            ("Mai", Some(5)),
            ("juil", Some(7)),
            ("jui", None),
            ("ja", None),
            ("Febtober", None),
            ("the", None),
            ("maaliskuuta", Some(3)),
            ("sierpnia", Some(8)),
            ("ŞUBAT", Some(2)),
            ("Ιουλίου", Some(7)),
            ("березня", Some(3)),
            ("במרץ", Some(3)),
            ("मार्च", Some(3)),
            ("มี.ค.", Some(3)),
            ("أغسطس", Some(8)),
            ("كانون الثاني", Some(1)),
        ] {
            assert_eq!(month_number(word), number, "{word}");
        }
    }

    #[test]
    fn weekdays_are_known() {
        for word in
            ["Thu", "jeudi", "quinta-feira", "Sábado", "Do", "pon.", "Ti", "вторник", "Salı", "火曜日"]
        {
            assert!(is_weekday(word), "{word}");
        }
        for word in ["October", "x", "Uhr", "GMT", "and"] {
            assert!(!is_weekday(word), "{word}");
        }
    }
}
