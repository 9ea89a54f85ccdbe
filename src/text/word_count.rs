//! The length of a text in words.

/// The number of words, as a word processor counts them: runs without spaces that have a letter or digit.
pub fn word_count(body: &str) -> usize {
    let (mut count, mut counted) = (0, false);
    for (at, &byte) in body.as_bytes().iter().enumerate() {
        let (space, letter) = match byte {
            _ if byte.is_ascii() => (matches!(byte, b' ' | b'\t'..=b'\r'), byte.is_ascii_alphanumeric()),
            // The first byte of a character decides, the others do not count.
            _ => match body.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) => (c.is_whitespace(), c.is_alphanumeric()),
                None => (false, false),
            },
        };
        count += usize::from(letter && !counted);
        counted = !space && (counted || letter);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::word_count;

    #[test]
    fn words_are_runs_without_spaces_that_have_a_letter_or_digit() {
        for (body, count) in [
            ("", 0),
            ("The ferry — a wooden one — sank.", 6),
            ("“Éclair”\u{a0}für 3\u{2003}Kronen … \n\n- 2,5 %", 5),
            ("東京 で", 2),
            ("\u{1c}a\u{b}b", 2),
        ] {
            assert_eq!(word_count(body), count, "{body}");
        }
    }
}
