//! Texts in HTML: nothing in them becomes markup.
//!
//! maud 0.27 and askama 0.16 were tried: neither escapes NUL and carriage return, and the pages would differ.

/// A note in HTML, in an element: what is between backticks, names of columns and queries, is code.
pub(crate) fn escaped_note(note: &str) -> String {
    let parts: Vec<String> = note.split('`').map(escaped).collect();
    // A backtick without a partner is one.
    if parts.len().is_multiple_of(2) {
        return escaped(note);
    }
    let marked = parts.iter().enumerate().map(|(at, part)| match at % 2 {
        0 => part.clone(),
        _ => format!("<code>{part}</code>"),
    });
    marked.collect()
}

/// A text in HTML, in an element or in an attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No parser of HTML lets these through.
            '\0' => safe.push('\u{fffd}'),
            // A lone return would come back as a line feed.
            '\r' => safe.push_str("&#13;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Whether a text is an address of the web and nothing else.
pub(crate) fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_backticks_are_code_and_a_lone_backtick_is_itself() {
        let note = "`left_out` counts utterances below `min_confidence` & <b>";
        let expected =
            "<code>left_out</code> counts utterances below <code>min_confidence</code> &amp; &lt;b&gt;";
        assert_eq!(escaped_note(note), expected);
        assert_eq!(escaped_note("a ` b"), "a ` b");
    }
}
