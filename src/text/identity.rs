//! The normal form in which texts are compared: spaces, case, punctuation and the form of letters make no difference.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::text::fingerprint::sha256_hex;

/// SHA-256, in hexadecimal, of the normal form of a text.
pub fn text_key(body: &str) -> String {
    sha256_hex(normalize_text(body).as_bytes())
}

/// Whether two texts have one normal form.
pub fn is_same_text(one: &str, other: &str) -> bool {
    normalize_text(one) == normalize_text(other)
}

/// The key of an article's source, day and headline, in hexadecimal. Each may be unknown.
pub fn imprint_key(source: Option<&str>, day: Option<&str>, headline: Option<&str>) -> String {
    let parts = [source, day, headline].map(|part| part.map(normalize_text).unwrap_or_default());
    // As short as is safe: only articles with one text are told apart by it.
    sha256_hex(parts.join("\u{1f}").as_bytes()).chars().take(IMPRINT_DIGITS).collect()
}

/// Hexadecimal digits of the key of an imprint.
const IMPRINT_DIGITS: usize = 16;

/// The letters and digits of a text in compatibility form (NFKC) and lower case, with one space between words.
pub fn normalize_text(body: &str) -> String {
    let mut normal = NormalForm { text: Vec::with_capacity(body.len()), gap: false };
    let mut rest = body;
    while !rest.is_empty() {
        // Runs of ASCII, most of a text, need no look at characters. A run ends at a space, so that no mark after it belongs to
        // its last letter.
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let run = if ascii == rest.len() { ascii } else { rest[..ascii].rfind(' ').map_or(0, |at| at + 1) };
        normal.add_ascii_run(&rest.as_bytes()[..run]);
        rest = &rest[run..];
        // A space never composes with its neighbours, so each word can be normalized alone, and few words need it.
        let end = rest.find(' ').unwrap_or(rest.len());
        let word = &rest[..end];
        if word.is_empty() {
            continue;
        }
        if is_nfkc_quick(word.chars()) == IsNormalized::Yes {
            word.chars().for_each(|c| normal.add(c));
        } else {
            word.nfkc().for_each(|c| normal.add(c));
        }
        rest = &rest[end..];
    }
    // Only whole characters are added.
    String::from_utf8(normal.text).unwrap_or_default()
}

/// A normal form under construction, as UTF-8.
struct NormalForm {
    text: Vec<u8>,
    /// Whether a space is due before the next letter.
    gap: bool,
}

impl NormalForm {
    /// Adds a character in compatibility form.
    fn add(&mut self, c: char) {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.add_ascii(byte),
            _ => c.to_lowercase().for_each(|c| self.add_lower(c)),
        }
    }

    fn add_ascii_run(&mut self, mut run: &[u8]) {
        while let Some(&first) = run.first() {
            let word = run.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if word == 0 {
                self.gap |= first != b'\'';
                run = &run[1..];
                continue;
            }
            self.write_gap();
            let start = self.text.len();
            self.text.extend_from_slice(&run[..word]);
            self.text[start..].make_ascii_lowercase();
            run = &run[word..];
        }
    }

    fn add_ascii(&mut self, byte: u8) {
        if byte.is_ascii_alphanumeric() {
            self.write_gap();
            self.text.push(byte.to_ascii_lowercase());
        } else if byte != b'\'' {
            self.gap = true;
        }
    }

    fn add_lower(&mut self, c: char) {
        if c.is_alphanumeric() {
            self.write_gap();
            self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else if !matches!(c, '\'' | '’' | '\u{ad}') {
            self.gap = true;
        }
    }

    /// Writes the space that is due before a word.
    fn write_gap(&mut self) {
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
    fn punctuation_case_and_spaces_do_not_make_another_text() {
        assert_eq!(text_key("“It’s  late,” he said."), text_key("\"It's late\" He said"));
        assert_ne!(text_key("It is late"), text_key("It is later"));
    }

    proptest! {
        /// Word by word, a text has the same normal form as in one piece.
        #[test]
        fn the_key_of_a_text_is_that_of_its_compatible_form(text in "(?s)[ a-zA-Z.'’“…ﬁ½\u{a0}\u{301}\u{327}éÅ가한ᄀ\u{1161}ｶﾞ\u{3099}かİß]{0,40}") {
            prop_assert_eq!(text_key(&text), text_key(&text.nfkc().collect::<String>()));
        }
    }
}
