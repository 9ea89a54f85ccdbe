//! The key by which names are compared: without case, diacritics and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// "Dr. Müller-Lüdenscheidt" → "dr muller ludenscheidt". Letters and digits of every script are kept, words are
/// separated by one space, and a name of punctuation alone has an empty key.
pub fn name_key(name: &str) -> String {
    // Nearly all names are ASCII, which has no diacritics.
    if name.is_ascii() {
        key_of_letters(name.len(), name.chars().map(|c| c.to_ascii_lowercase()))
    } else {
        key_of_letters(
            name.len(),
            name.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase),
        )
    }
}

/// The key of a name, or the name itself where it has no letter and no digit: such names still differ from each other.
pub fn key_or_name(name: &str) -> String {
    Some(name_key(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| name.to_string())
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

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn names_are_compared_without_case_marks_and_punctuation() {
        assert_eq!(name_key("  Dr. Müller-Lüdenscheidt "), "dr muller ludenscheidt");
        assert_eq!(name_key("U.S."), name_key("US"));
        assert_eq!(name_key("O’Brien"), name_key("O'BRIEN"));
        assert_eq!(name_key("Wang Keng-sheng"), name_key("Wang Keng Sheng"));
        assert_eq!(name_key("台積電"), "台積電");
        assert_eq!(name_key("“…”"), "");
    }
}
