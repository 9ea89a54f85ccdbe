//! Texts in HTML: nothing in them becomes markup.
//!
//! maud 0.27 and askama 0.16 were tried: neither escapes NUL and carriage return, and the pages would differ.

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
