//! The key by which names are compared: without case, diacritics and punctuation.
//!
//! Takes a name as somebody wrote it, gives its key. The surprising decision: initials at the beginning of a name are one
//! word, whatever stops and spaces they have, so that "J. K. Rowan", "J.K. Rowan" and "JK Rowan" have one key, as "U. S.",
//! "U.S." and "US" have. A single initial between two names stays a word: it tells people apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::letter_folding::push_plain;

/// "Dr. Müller-Lüdenscheidt" → "dr muller ludenscheidt". Letters and digits of every script are kept, words are
/// separated by one space, and a name of punctuation alone has an empty key.
pub fn name_key(name: &str) -> String {
    // Nearly all names are ASCII, which has no diacritics.
    let key = if name.is_ascii() {
        key_of_letters(name.len(), name.chars().map(|c| c.to_ascii_lowercase()))
    } else {
        let mut plain = String::with_capacity(name.len());
        for c in name.nfkd().filter(|&c| !is_combining_mark(c)) {
            push_plain(&mut plain, c);
        }
        let small = plain.chars().flat_map(char::to_lowercase);
        key_of_letters(plain.len(), small.map(|c| if c == 'ς' { 'σ' } else { c }))
    };
    join_initials(key)
}

/// The key of a name, or the name itself where it has no letter and no digit: such names still differ from each other.
pub fn key_or_name(name: &str) -> String {
    Some(name_key(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| name.to_string())
}

/// The key of today for a key that an earlier presscut made: keys of its names have one key still.
pub(crate) fn renewed_key(key: &str) -> String {
    match name_key(key) {
        renewed if renewed.is_empty() => key.to_string(),
        renewed => renewed,
    }
}

fn key_of_letters(length: usize, letters: impl Iterator<Item = char>) -> String {
    let mut key = String::with_capacity(length);
    let mut gap = false;
    for c in letters {
        if c.is_alphanumeric() {
            if gap && !key.is_empty() {
                key.push(' ');
            }
            gap = false;
            key.push(c);
        } else if !matches!(c, '\'' | '’' | '.' | '\u{ad}') {
            // An apostrophe or the full stop of an abbreviation does not end a word: O'Brien, U.S.
            gap = true;
        }
    }
    key
}

/// The key with the initials that it begins with as one word.
fn join_initials(key: String) -> String {
    let is_initial = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let initials = key.split(' ').take_while(is_initial).count();
    if initials < 2 {
        return key;
    }
    let mut joined = String::with_capacity(key.len());
    for (at, word) in key.split(' ').enumerate() {
        if at >= initials {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{name_key, renewed_key};

    #[test]
    fn names_are_compared_without_case_marks_and_punctuation() {
        assert_eq!(name_key("  Dr. Müller-Lüdenscheidt "), "dr muller ludenscheidt");
        assert_eq!(name_key("O’Brien"), name_key("O'BRIEN"));
        assert_eq!(name_key("Wang Keng-sheng"), name_key("Wang Keng Sheng"));
        assert_eq!(name_key("台積電"), "台積電");
        assert_eq!(name_key("“…”"), "");
    }

    #[test]
    fn letters_with_strokes_ligatures_and_accents_of_other_scripts_are_plain() {
        for (name, key) in [
            ("Paweł Gołąb", "pawel golab"),
            ("Pål Økland", "pal okland"),
            ("Đặng Văn Đức", "dang van duc"),
            ("Ömer IŞIK", "omer isik"),
            ("Bjørn Straßer", "bjorn strasser"),
            ("Sœur Lætitia", "soeur laetitia"),
            ("Παπαδόπουλος", "παπαδοπουλοσ"),
            ("ПЁТР Чайковский", "петр чаиковскии"),
        ] {
            assert_eq!(name_key(name), key);
            assert_eq!(renewed_key(&name.to_lowercase()), key);
        }
    }

    #[test]
    fn initials_have_one_key_with_and_without_stops_and_spaces() {
        for same in [["U.S.", "US", "U. S."], ["J. K. Rowan", "J.K. Rowan", "JK Rowan"]] {
            assert!(same.iter().all(|name| name_key(name) == name_key(same[0])), "{same:?}");
        }
        assert_eq!(name_key("Jane A. Q. Roe"), "jane a q roe");
        assert_eq!(name_key("J. Roe"), "j roe");
    }
}
