//! JSON as pages have it in scripts: inside comments and CDATA marks, HTML-escaped, with line breaks and quotation marks
//! inside strings, with comments between values and commas too many.
//!
//! Takes a script's text, gives its values. What is valid JSON is read as such; only the rest is mended first.

use dom_query::Document;
use serde_json::Value;

/// The values in a script, in order; none where it cannot be read.
pub(crate) fn parse_script(script: &str) -> Vec<Value> {
    let script = script.trim();
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let is_escaped = !script.contains('"') && (script.contains("&quot;") || script.contains("&#34;"));
    let decoded = if is_escaped { Document::fragment(script).text().to_string() } else { script.to_string() };
    let mended = mend_json(&strip_marks(&decoded));
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(&mended).into_iter::<Value>() {
        let Ok(value) = value else { break };
        values.push(value);
    }
    values
}

/// Without the marks that hide a script from old browsers, and without what is before its first and after its last value.
fn strip_marks(script: &str) -> String {
    let mut text = script.to_string();
    for mark in ["<![CDATA[", "]]>", "<!]]>", "<!--", "-->"] {
        text = text.replace(mark, "\n");
    }
    let start = text.find(['{', '[']).unwrap_or(text.len());
    let end = text.rfind(['}', ']']).map_or(start, |at| at + 1);
    text.get(start..end).unwrap_or_default().to_string()
}

/// JSON without comments, without commas before a closing bracket, and with strings as JSON wants them.
fn mend_json(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '"' => read_string(after, &mut mended),
            '/' if after.starts_with('/') => after.find('\n').map_or("", |end| &after[end..]),
            '/' if after.starts_with('*') => after.find("*/").map_or("", |end| &after[end + 2..]),
            '}' | ']' => {
                let end = mended.trim_end().len();
                if mended[..end].ends_with(',') {
                    mended.truncate(end - 1);
                }
                mended.push(c);
                after
            }
            // A statement's end, after a value.
            ';' => after,
            _ => {
                mended.push(c);
                after
            }
        };
    }
    mended
}

/// Copies a string whose opening mark was read; gives what follows it. A quotation mark that no comma, colon or bracket
/// follows is one of the text.
fn read_string<'t>(text: &'t str, mended: &mut String) -> &'t str {
    mended.push('"');
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'))) => {
                    mended.push('\\');
                    mended.push(next);
                }
                Some((_, next)) => mended.push(next),
                None => {}
            },
            '"' => {
                let after = &text[at + 1..];
                let next = after.trim_start();
                if next.is_empty()
                    || next.starts_with([',', ':', '}', ']'])
                    || next.starts_with("//")
                    || next.starts_with("/*")
                {
                    mended.push('"');
                    return after;
                }
                mended.push_str("\\\"");
            }
            c if c.is_control() => mended.push(' '),
            c => mended.push(c),
        }
    }
    mended.push('"');
    ""
}

#[cfg(test)]
mod tests {
    use super::parse_script;
    use serde_json::json;

    #[test]
    fn scripts_are_read_whatever_is_around_their_json() {
        let wall = json!({"headline": "Wall"});
        for script in [
            r#"{"headline": "Wall"}"#,
            "//<![CDATA[\n{\"headline\": \"Wall\"}\n//]]>",
            "<!--//--><![CDATA[//><!--\n{\"headline\": \"Wall\"}\n//--><!]]>",
            "/* <![CDATA[ */ {\"headline\": \"Wall\"}; /* ]]> */",
            "<!-- {\"headline\": \"Wall\"} -->",
            "{&quot;headline&quot;: &quot;Wall&quot;}",
            "{\"headline\": \"Wall\",}",
            "{ // of the story\n\"headline\": \"Wall\" /* new */ }",
        ] {
            assert_eq!(parse_script(script), std::slice::from_ref(&wall), "{script}");
        }
    }

    #[test]
    fn strings_are_mended() {
        for (script, headline) in [
            ("{\"headline\": \"Wall\nleaks\"}", "Wall leaks"),
            (r#"{"headline": "The "old" wall", "x": 1}"#, "The \"old\" wall"),
            (r#"{"headline": "Quill\'s wall",}"#, "Quill's wall"),
            (r#"{"headline": "See https://a.example/1",}"#, "See https://a.example/1"),
        ] {
            assert_eq!(parse_script(script)[0]["headline"], headline, "{script}");
        }
    }

    #[test]
    fn several_values_are_read_and_rubbish_is_not() {
        assert_eq!(parse_script("{\"a\": 1}\n{\"b\": 2}"), [json!({"a": 1}), json!({"b": 2})]);
        assert!(parse_script("{\"@type\": ").is_empty());
        assert!(parse_script("").is_empty());
    }
}
