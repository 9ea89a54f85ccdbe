//! The names of a workbook's sheets: Excel forbids some characters, more than 31, and the same name twice.
//!
//! Takes any titles, gives a name for each. What is surprising: a name that is taken gets a number, and the number after the
//! last one is remembered, so that a thousand sheets of one title cost no more than a thousand of different ones.

use std::collections::{HashMap, HashSet};

/// The longest name, in UTF-16 units.
const MAX_NAME_UNITS: usize = 31;

/// The names that are taken.
#[derive(Debug, Default)]
pub(crate) struct SheetNames {
    /// In small letters: to Excel, A and a are one name.
    taken: HashSet<String>,
    /// The number that the next sheet of a title gets, by the title in small letters.
    next_number: HashMap<String, usize>,
}

impl SheetNames {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.taken.len()
    }

    /// A new name for a sheet of this title.
    pub fn take(&mut self, title: &str) -> String {
        let title = clean_title(title);
        let number = self.next_number.entry(title.to_lowercase()).or_insert(1);
        loop {
            let name = numbered_name(&title, *number);
            *number += 1;
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
        }
    }
}

/// A title without what no name may have.
fn clean_title(title: &str) -> String {
    let allowed = |c: char| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let clean: String = title.chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches('\'');
    if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "Rows".into() } else { clean.into() }
}

/// As much of a title as a name has room for, with a number from the second on.
fn numbered_name(title: &str, number: usize) -> String {
    let ending = if number == 1 { String::new() } else { format!(" ({number})") };
    let mut room = MAX_NAME_UNITS - ending.len();
    let kept: String = title
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    format!("{}{ending}", kept.trim_end_matches([' ', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_name(title: &str) -> String {
        SheetNames::default().take(title)
    }

    #[test]
    fn sheets_have_names_that_excel_takes() {
        assert_eq!(first_name("Who: says/what?"), "Who says what");
        assert_eq!(first_name("''"), "Rows");
        assert_eq!(first_name("History"), "Rows");
        assert_eq!(first_name(&"x".repeat(40)), "x".repeat(31));
        assert_eq!(first_name(&"😀".repeat(40)).encode_utf16().count(), 30);
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = SheetNames::default();
        let given: Vec<String> =
            ["Speakers", "speakers", "Speakers (3)", "Speakers"].map(|title| names.take(title)).into();
        assert_eq!(given, ["Speakers", "speakers (2)", "Speakers (3)", "Speakers (4)"]);
        assert_eq!(names.take(&"x".repeat(40)), "x".repeat(31));
        assert_eq!(names.take(&"x".repeat(40)), format!("{} (2)", "x".repeat(27)));
        assert_eq!(names.count(), 6);
    }
}
