//! Texts as they are compared: equal where only spaces, case, marks or the form of letters differ.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::text::fingerprint::sha256_hex;

/// SHA-256, in hexadecimal, of a body in normal form.
pub fn text_key(body: &str) -> String {
    sha256_hex(normal(body).as_bytes())
}

/// A text's letters and digits in compatible form and lower case, words parted by one space.
pub fn normal(body: &str) -> String {
    let mut normal = Normal { text: Vec::with_capacity(body.len()), gap: false };
    // A space is never composed with what stands beside it, so that each word can be looked at alone: few need work.
    for word in body.split(' ') {
        if word.is_ascii() {
            word.bytes().for_each(|byte| normal.add_ascii(byte));
        } else if is_nfkc_quick(word.chars()) == IsNormalized::Yes {
            word.chars().for_each(|c| normal.add(c));
        } else {
            word.nfkc().for_each(|c| normal.add(c));
        }
        normal.gap = true;
    }
    // What is added to it is whole characters.
    String::from_utf8(normal.text).unwrap_or_default()
}

/// Letters and digits as they are compared, as UTF-8.
struct Normal {
    text: Vec<u8>,
    gap: bool,
}

impl Normal {
    /// Adds a character of a text in compatible form.
    fn add(&mut self, c: char) {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.add_ascii(byte),
            _ => c.to_lowercase().for_each(|c| self.add_lower(c)),
        }
    }

    fn add_ascii(&mut self, byte: u8) {
        if byte.is_ascii_alphanumeric() {
            self.part();
            self.text.push(byte.to_ascii_lowercase());
        } else if byte != b'\'' {
            self.gap = true;
        }
    }

    fn add_lower(&mut self, c: char) {
        if c.is_alphanumeric() {
            self.part();
            self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else if !matches!(c, '\'' | '’' | '\u{ad}') {
            self.gap = true;
        }
    }

    /// Parts the word that begins from the one before it.
    fn part(&mut self) {
        if self.gap && !self.text.is_empty() {
            self.text.push(b' ');
        }
        self.gap = false;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::text_key;

    #[test]
    fn marks_case_and_spaces_do_not_make_another_text() {
        assert_eq!(text_key("“It’s  late,” he said."), text_key("\"It's late\" He said"));
        assert_ne!(text_key("It is late"), text_key("It is later"));
    }

    proptest! {
        /// Looked at word by word, a text has the form that it has as a whole.
        #[test]
        fn the_key_of_a_text_is_that_of_its_compatible_form(text in "(?s)[ a-zA-Z.'’“…ﬁ½\u{a0}\u{301}\u{327}éÅ가한ᄀ\u{1161}ｶﾞ\u{3099}かİß]{0,40}") {
            prop_assert_eq!(text_key(&text), text_key(&text.nfkc().collect::<String>()));
        }
    }
}
