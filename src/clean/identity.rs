//! Texts as they are compared: equal where only spaces, case, marks or the form of letters differ.

use unicode_normalization::UnicodeNormalization;

use crate::fingerprint::sha256_hex;

/// SHA-256, in hexadecimal, of a body in normal form.
pub fn text_key(body: &str) -> String {
    sha256_hex(normal(body).as_bytes())
}

/// A text's letters and digits in compatible form and lower case, words parted by one space.
pub fn normal(body: &str) -> String {
    let mut normal = String::with_capacity(body.len());
    let mut gap = false;
    for c in body.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if gap && !normal.is_empty() {
                normal.push(' ');
            }
            gap = false;
            normal.push(c);
        } else if !matches!(c, '\'' | '’' | '\u{ad}') {
            gap = true;
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::text_key;

    #[test]
    fn marks_case_and_spaces_do_not_make_another_text() {
        assert_eq!(text_key("“It’s  late,” he said."), text_key("\"It's late\" He said"));
        assert_ne!(text_key("It is late"), text_key("It is later"));
    }
}
