//! A story that a page holds as data, for machines or for a script that shows it.
//!
//! Takes a parsed page, gives the story's text: `articleBody` of its JSON-LD, or the longest HTML in the state that a framework
//! left for its script. Both are used only where the page shows no story.

use std::sync::LazyLock;

use dom_query::Document;
use regex::Regex;
use serde_json::Value;

use crate::read::html::fragment::{html_to_text, is_markup};
use crate::text::patterns::compile_pattern;

/// The story in the page's JSON-LD.
pub(crate) fn story_in_linked_data(document: &Document) -> Option<String> {
    let scripts = document.select("script[type='application/ld+json']");
    let stated = scripts.iter().map(|script| script.text()).filter(|text| text.contains("articleBody"));
    let mut statements = stated.filter_map(|text| parse_json(&text));
    statements.find_map(|statement| {
        let body = |value: &Value| value.get("articleBody").and_then(Value::as_str).map(html_to_text);
        values_of(&statement).into_iter().find_map(body)
    })
}

/// The longest piece of HTML that a script of the page holds as a string of JSON; `page` still has its scripts.
pub(crate) fn story_in_scripts(page: &str) -> Option<String> {
    let mut longest = "";
    let mut rest = page;
    while let Some(start) = rest.find("<script") {
        rest = &rest[start..];
        let end = rest.find("</script").unwrap_or(rest.len());
        let (script, after) = rest.split_at(end);
        for literal in string_literals(script) {
            if literal.len() > longest.len() && holds_paragraphs(literal) {
                longest = literal;
            }
        }
        rest = after.get(1..).unwrap_or_default();
    }
    let html: String = serde_json::from_str(longest).ok()?;
    Some(html_to_text(&html)).filter(|_| is_markup(&html))
}

/// Whether a page leaves its text to a script: it asks for JavaScript where there is none, or the element that an application
/// fills is empty. `page` still has its scripts.
pub(crate) fn is_built_by_script(page: &str) -> bool {
    static EMPTY_ROOT: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r#"(?i)<(?:div|main|section|app-root)\s[^>]*id=["']?(?:root|app|__next|__nuxt|app-root|react-root|svelte|main-app)["']?[^>]*>\s*</|<app-root[^>]*>\s*</app-root"#,
        )
    });
    static WITHOUT_SCRIPTS: LazyLock<Regex> =
        LazyLock::new(|| compile_pattern(r"(?is)<noscript[^>]*>(.{0,2000}?)</noscript"));
    static ASKS_FOR_SCRIPTS: LazyLock<Regex> =
        LazyLock::new(|| compile_pattern(r"(?i)(?:^|>)[^<]*java-?script"));
    let asks = || WITHOUT_SCRIPTS.captures_iter(page).any(|found| ASKS_FOR_SCRIPTS.is_match(&found[1]));
    page.contains("<script") && (EMPTY_ROOT.is_match(page) || asks())
}

/// The strings of a script, with their quotation marks.
fn string_literals(script: &str) -> impl Iterator<Item = &str> {
    let bytes = script.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|byte| *byte == b'"')?;
        let mut end = start + 1;
        while *bytes.get(end)? != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        at = end + 1;
        script.get(start..=end)
    })
}

fn holds_paragraphs(literal: &str) -> bool {
    literal.contains("</p>") || literal.contains("<\\/p>") || literal.contains("u003c/p")
}

fn parse_json(text: &str) -> Option<Value> {
    serde_json::from_str(&text.trim().replace(['\n', '\r', '\t'], " ")).ok()
}

/// A value and all that is in it, in the order in which it is written.
fn values_of(value: &Value) -> Vec<&Value> {
    let mut left = vec![value];
    let mut values = Vec::new();
    while let Some(value) = left.pop() {
        values.push(value);
        match value {
            Value::Array(inner) => left.extend(inner.iter().rev()),
            Value::Object(inner) => left.extend(inner.values().rev()),
            _ => {}
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_a_script_fills_are_recognised() {
        for page in [
            "<div id=root></div><script src=x></script>",
            "<DIV class=x ID='__next'> </DIV><script>y</script>",
            "<noscript><p>Bitte aktivieren Sie JavaScript.</p></noscript><script>y</script>",
        ] {
            assert!(is_built_by_script(page), "{page}");
        }
        for page in [
            "<div id=root></div>",
            "<div id=root><p>It is.</p></div><script>y</script>",
            "<noscript><img src=x></noscript><script>JavaScript</script>",
        ] {
            assert!(!is_built_by_script(page), "{page}");
        }
    }

    #[test]
    fn a_story_is_found_in_either_kind_of_data() {
        let story = "<p>The pier of Tarn leaks.</p><p>It is to be rebuilt.</p>";
        let text = "The pier of Tarn leaks.\n\nIt is to be rebuilt.";
        let linked = serde_json::json!({"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "articleBody": story}]});
        let document = Document::from(format!("<script type='application/ld+json'>{linked}</script>"));
        assert_eq!(story_in_linked_data(&document).as_deref(), Some(text));
        let page = |script: &str| format!("<script>x = \"\\\"\"; {script}</script><script>y = \"z");
        let state =
            serde_json::json!({"props": {"teaser": "<p>Short</p>", "body": [{"html": story}], "n": 1}});
        assert_eq!(story_in_scripts(&page(&format!("push({state})"))).as_deref(), Some(text));
        let escaped = state.to_string().replace('<', "\\u003c");
        assert_eq!(story_in_scripts(&page(&escaped)).as_deref(), Some(text));
        assert_eq!(story_in_scripts(&page("{\"a\": \"b\"}")), None);
    }
}
