//! Wikitext as text: links by what is shown of them, without templates, tables, files, notes and the lists of sources.
//!
//! The templates that stand for words inside a sentence ("{{w|Carrow|the town}}") give their words. No template is expanded.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::html::fragment::html_to_text;

/// Headings after which nothing of the story follows.
const LAST_HEADINGS: [&str; 12] = [
    "sources",
    "source",
    "references",
    "external links",
    "see also",
    "related news",
    "sister links",
    "notes",
    "further reading",
    "quellen",
    "bibliography",
    "footnotes",
];

/// Templates that stand for words: their last parameter is shown.
const WORD_TEMPLATES: [&str; 6] = ["w", "wikipedia", "lang", "nowrap", "sic", "small"];

/// Namespaces of links that are no words: pictures and categories.
const SILENT_LINKS: [&str; 8] =
    ["file:", "image:", "category:", "media:", "datei:", "bild:", "kategorie:", "fichier:"];

/// How deep templates may be nested: what is deeper is left out as it is.
const MAX_PASSES: usize = 20;

/// The day that a page of a news wiki says it was published: `{{date|March 9, 2021}}`.
pub(crate) fn publication_date(wikitext: &str) -> Option<String> {
    static DATE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\{\{\s*(?:date|datum|byline\s*\|\s*date=)\s*\|?\s*([^|{}]+)").ok());
    let found = DATE.as_ref()?.captures(wikitext)?;
    Some(found[1].trim().to_string()).filter(|date| date.contains(|c: char| c.is_ascii_digit()))
}

/// The paragraphs of a page.
pub(crate) fn wikitext_paragraphs(wikitext: &str) -> Vec<String> {
    let text = before_last_heading(&remove_comments(wikitext)).to_string();
    let text = remove_pairs(&text, "{|", "|}");
    let text = resolve_links(&resolve_templates(&text));
    let text = text.replace("'''''", "").replace("'''", "").replace("''", "");
    let mut paragraphs = Vec::new();
    for block in text.split('\n') {
        let line = block.trim();
        let line = match line.strip_prefix('=') {
            Some(_) => line.trim_matches('=').trim(),
            None => line.trim_start_matches(['*', '#', ':', ';']).trim(),
        };
        let line = if line.contains(['<', '&']) { html_to_text(line) } else { line.to_string() };
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_switch = line.starts_with("__") && line.ends_with("__");
        if line.contains(char::is_alphanumeric) && !is_switch {
            paragraphs.push(line);
        }
    }
    paragraphs
}

/// Comments, notes and what is never shown.
fn remove_comments(text: &str) -> String {
    static HIDDEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?is)<!--.*?(?:-->|\z)|<ref[^>]*/>|<ref[^>]*>.*?</ref>|<(gallery|math|timeline|score)[^>]*>.*?</(gallery|math|timeline|score)>").ok()
    });
    HIDDEN.as_ref().map_or_else(|| text.to_string(), |hidden| hidden.replace_all(text, "").into_owned())
}

/// The text above the first heading after which only sources follow.
fn before_last_heading(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let heading = line.trim();
        if heading.starts_with('=') && heading.ends_with('=') {
            let name = heading.trim_matches('=').trim().to_lowercase();
            if LAST_HEADINGS.contains(&name.as_str()) {
                return &text[..at];
            }
        }
        at += line.len();
    }
    text
}

/// Removes what is between two marks, nested or not, and the marks.
fn remove_pairs(text: &str, open: &str, close: &str) -> String {
    let (mut kept, mut depth, mut rest) = (String::with_capacity(text.len()), 0_usize, text);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(open) {
            (depth, rest) = (depth + 1, after);
        } else if let Some(after) = rest.strip_prefix(close).filter(|_| depth > 0) {
            (depth, rest) = (depth - 1, after);
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            if depth == 0 {
                kept.push_str(&rest[..length]);
            }
            rest = &rest[length..];
        }
    }
    kept
}

/// Replaces templates from the inside out: by their words, or by nothing.
fn resolve_templates(text: &str) -> String {
    static INNERMOST: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{\{[^{}]*\}\}").ok());
    let Some(innermost) = INNERMOST.as_ref() else { return text.to_string() };
    let mut text = text.to_string();
    for _ in 0..MAX_PASSES {
        let replaced = innermost.replace_all(&text, |found: &regex::Captures<'_>| {
            let inner = found[0].trim_start_matches('{').trim_end_matches('}').to_string();
            words_of_template(&inner)
        });
        if replaced == text {
            break;
        }
        text = replaced.into_owned();
    }
    remove_pairs(&text, "{{", "}}")
}

fn words_of_template(inner: &str) -> String {
    let mut parts = inner.split('|').map(str::trim);
    let name = parts.next().unwrap_or_default().to_lowercase();
    if !WORD_TEMPLATES.contains(&name.as_str()) {
        return String::new();
    }
    let shown: Vec<&str> = parts.filter(|part| !part.contains('=') && !part.is_empty()).collect();
    shown.last().copied().unwrap_or_default().to_string()
}

/// Replaces links by what is shown of them.
fn resolve_links(text: &str) -> String {
    static INNERMOST: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\[\[([^\[\]]*)\]\]").ok());
    static OUTSIDE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\[(?:https?:|ftp:|mailto:|//)[^\s\]]*\s*([^\]]*)\]").ok());
    let mut text = text.to_string();
    for _ in 0..MAX_PASSES {
        let Some(link) = INNERMOST.as_ref() else { break };
        let replaced = link.replace_all(&text, |found: &regex::Captures<'_>| words_of_link(&found[1]));
        if replaced == text {
            break;
        }
        text = replaced.into_owned();
    }
    OUTSIDE.as_ref().map_or_else(|| text.clone(), |link| link.replace_all(&text, "$1").into_owned())
}

fn words_of_link(inner: &str) -> String {
    let target = inner.split('|').next().unwrap_or_default().trim().to_lowercase();
    if SILENT_LINKS.iter().any(|silent| target.starts_with(silent)) {
        return String::new();
    }
    inner.rsplit('|').next().unwrap_or_default().trim_start_matches(':').to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_gives_the_words_that_a_reader_sees() {
        let page = "{{date|March 9, 2031}}\n[[File:Quay.jpg|thumb|The [[quay]] of {{w|Arden}}]]\nThe '''council''' of {{w|Port Arden|Arden}} closed [[North Quay|the ''quay'']].<ref name=\"a\">x</ref>\n\n== Reaction ==\n* “No,” said [https://a.example/ the union]. {{quote {{x}}}}\n{| class=x\n| a\n|}\n== Sources ==\n*{{source|url=x}}\n[[Category:Arden]]";
        assert_eq!(
            wikitext_paragraphs(page),
            ["The council of Arden closed the quay.", "Reaction", "“No,” said the union."]
        );
        assert_eq!(publication_date(page).as_deref(), Some("March 9, 2031"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[\\[\\]{}|'=<>a-cé\n:]{0,80}") {
            wikitext_paragraphs(&text);
        }
    }
}
