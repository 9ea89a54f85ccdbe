//! The characters of a page, made what they mean: line ends, spaces, invisible marks, composed letters.
//!
//! Quotation marks are left as they are: which of them belong together is for the quote extractor to say.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// One kind of line end, one kind of space, no invisible marks or control characters, composed letters (NFC), no
/// spaces at the ends of lines or runs of them inside.
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut after_return = false;
    let mut space = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Visible characters of ASCII are what they are; most of a text is runs of them.
        let plain = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
        if plain > 0 {
            if space && !tidy.is_empty() && !tidy.ends_with('\n') {
                tidy.push(' ');
            }
            (space, after_return) = (false, false);
            tidy.push_str(&rest[..plain]);
            rest = &rest[plain..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let line_end = matches!(c, '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if line_end {
            if !(c == '\n' && after_return) {
                tidy.push('\n');
            }
            space = false;
        } else if c.is_whitespace() {
            space = true;
        } else if !is_dropped(c) {
            if space && !tidy.is_empty() && !tidy.ends_with('\n') {
                tidy.push(' ');
            }
            space = false;
            tidy.push(c);
        }
        after_return = c == '\r';
    }
    if is_nfc(&tidy) { tidy } else { tidy.nfc().collect() }
}

/// Marks that no reader sees. Joiners stay: emoji and several scripts are written with them.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffc}')
}

/// The text tidied, on one line.
pub fn one_line(text: &str) -> String {
    collapse_whitespace(&tidy(text))
}

/// The text with a single space for every run of white space, and none at its ends.
pub fn collapse_whitespace(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn spaces_line_ends_and_invisible_marks_are_made_plain() {
        assert_eq!(tidy("\u{feff}a\u{a0}\u{a0}b \r\nc\rd\u{2028}e"), "a b\nc\nd\ne");
        assert_eq!(tidy("co\u{ad}op\u{200b}era\u{2060}te \u{0}x"), "cooperate x");
        assert_eq!(tidy("Jose\u{301}  \t García"), "José García");
        assert_eq!(tidy("👩\u{200d}👧"), "👩\u{200d}👧");
    }

    #[test]
    fn tidy_text_stays_as_it_is() {
        for text in ["a\n\nb c", "“‘mixed\" marks’", " x "] {
            assert_eq!(tidy(&tidy(text)), tidy(text));
        }
    }
}
