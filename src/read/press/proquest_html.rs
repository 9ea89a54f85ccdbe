//! ProQuest as HTML: an anchor before each document, its fields as paragraphs, its text in an element that HTML does not know.
//!
//! The text is cut out before anything is parsed: it is a paragraph of paragraphs, or a whole page, inside a paragraph, which
//! a browser's parser takes apart.

use std::sync::LazyLock;

use regex::Regex;
use regex::bytes::Regex as BytesRegex;

use crate::model::Scrape;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::html::fragment::html_to_text;
use crate::read::press::proquest::read_lines;
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::text::patterns::compile_pattern;

/// ProQuest as HTML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "proquest-html",
    description: "ProQuest as HTML",
    precedence: 45,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat { cut: Cut::Before, mark: anchor, is_article: None, parse };

fn anchor() -> &'static BytesRegex {
    static ANCHOR: LazyLock<BytesRegex> =
        LazyLock::new(|| mark(r#"(?i-u)<a\s[^<>]*\bname\s*=\s*["']?DocID_MSTAR_"#));
    &ANCHOR
}

fn recognise(head: &TextHead<'_>) -> bool {
    head.trimmed.starts_with(b"<") && anchor().is_match(head.bytes)
}

fn parse(html: &str) -> Result<Scrape, Unreadable> {
    static TEXT: LazyLock<Regex> =
        LazyLock::new(|| compile_pattern(r"(?is)<text\b[^<>]*>(?P<text>.*?)</text\s*>"));
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"(?i)DocID_MSTAR_(?P<number>\d+)"));
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"(?is)<title\b[^<>]*>.*?</title\s*>|<meta\b[^<>]*>|<head\b.*?</head\s*>")
    });
    let number = NUMBER.captures(html).map(|found| found["number"].to_string());
    let text = TEXT.captures(html).map(|found| {
        let text = HEAD.replace_all(&found["text"], "").into_owned();
        lines_of(&text)
    });
    let rest = TEXT.replace(html, "");
    read_lines(&lines_of(&rest), text, number)
}

/// The paragraphs of a piece of HTML.
fn lines_of(html: &str) -> Vec<String> {
    let text = html_to_text(html);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}
