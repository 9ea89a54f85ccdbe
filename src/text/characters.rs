//! Normalizes the characters of a page: line ends, spaces, invisible marks, composed letters.
//!
//! Quotation marks are left as they are: the quote extractor decides which of them belong together.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// One kind of line end, one kind of space, no invisible marks or control characters, composed letters (NFC), no
/// spaces at the ends of lines or runs of them inside.
pub fn normalize_characters(text: &str) -> String {
    let mut normalized = String::with_capacity(text.len());
    let mut after_return = false;
    let mut space = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let plain = plain_run(rest.as_bytes());
        if plain > 0 {
            if space && !normalized.is_empty() && !normalized.ends_with('\n') {
                normalized.push(' ');
            }
            (space, after_return) = (false, false);
            normalized.push_str(&rest[..plain]);
            rest = &rest[plain..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let line_end = matches!(c, '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if line_end {
            if !(c == '\n' && after_return) {
                normalized.push('\n');
            }
            space = false;
        } else if c.is_whitespace() {
            space = true;
        } else if !is_dropped(c) {
            if space && !normalized.is_empty() && !normalized.ends_with('\n') {
                normalized.push(' ');
            }
            space = false;
            normalized.push(c);
        }
        after_return = c == '\r';
    }
    if normalized.is_ascii() || is_nfc(&normalized) { normalized } else { normalized.nfc().collect() }
}

/// How many bytes from the beginning are kept as they are: visible ASCII, and single spaces inside of it. Most of a text is
/// runs of them.
fn plain_run(bytes: &[u8]) -> usize {
    let mut end = 0;
    loop {
        end += bytes[end..].iter().take_while(|byte| byte.is_ascii_graphic()).count();
        match bytes[end..] {
            [b' ', next, ..] if end > 0 && next.is_ascii_graphic() => end += 1,
            _ => return end,
        }
    }
}

/// Whether a mark is invisible to readers. Joiners stay: emoji and several scripts are written with them.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffc}')
}

/// The text with normal characters, on one line.
pub fn one_line(text: &str) -> String {
    collapse_whitespace(&normalize_characters(text))
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

/// The text without quotation marks and brackets at its end. Marks that close in one language open in another: „German“,
/// »Danish«, 「Japanese」.
pub fn without_closing_marks(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        matches!(
            c,
            '”' | '“' | '’' | '‘' | '"' | '\'' | ')' | ']' | '»' | '«' | '›' | '‹' | '」' | '』' | '）'
        )
    })
    .trim_end()
}

/// Whether a text ends as a sentence does, in any script.
pub fn ends_as_sentence(text: &str) -> bool {
    without_closing_marks(text).ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '։', '።'])
}

#[cfg(test)]
mod tests {
    use super::{ends_as_sentence, normalize_characters};

    #[test]
    fn sentences_end_in_any_script_and_quotation() {
        for text in [
            "It is.",
            "„So ist es.“",
            "»Det er det!«",
            "「そうだ。」",
            "(Is it?)",
            "ऐसा है।",
            "هل هذا صحيح؟",
            "So…”",
        ] {
            assert!(ends_as_sentence(text), "{text}");
        }
        for text in ["Harbour wall", "„Hafen“", "and then,", ""] {
            assert!(!ends_as_sentence(text), "{text}");
        }
    }

    #[test]
    fn spaces_line_ends_and_invisible_marks_are_normalized() {
        assert_eq!(normalize_characters("\u{feff}a\u{a0}\u{a0}b \r\nc\rd\u{2028}e"), "a b\nc\nd\ne");
        assert_eq!(normalize_characters("co\u{ad}op\u{200b}era\u{2060}te \u{0}x"), "cooperate x");
        assert_eq!(normalize_characters("Jose\u{301}  \t García"), "José García");
        assert_eq!(normalize_characters("👩\u{200d}👧"), "👩\u{200d}👧");
    }

    #[test]
    fn normalized_text_stays_as_it_is() {
        for text in ["a\n\nb c", "“‘mixed\" marks’", " x "] {
            assert_eq!(normalize_characters(&normalize_characters(text)), normalize_characters(text));
        }
    }
}
