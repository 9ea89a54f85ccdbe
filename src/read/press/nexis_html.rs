//! LexisNexis as HTML, as it was exported until 2019.
//!
//! Comments part the documents, not elements; the classes of elements have other names in each file. So a document is rendered
//! as text, and read as such.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::model::Scrape;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::html::fragment::html_to_text;
use crate::read::html::limits::enforce_limits;
use crate::read::press::nexis::{DocumentLine, HeadOrder, read_document};
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::text::characters::one_line;

/// LexisNexis as HTML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "nexis-html",
    description: "LexisNexis as HTML, until 2019",
    precedence: 46,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat { cut: Cut::Before, mark: document_tag, is_article: None, parse };

/// What opens a document: `<DOC NUMBER=1>` inside a comment, or `<DOCFULL>` where that is missing.
fn document_tag() -> &'static Regex {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        mark(r"(?-u)(?:<!--\s*Hide XML section from browser\s*)?<DOC NUMBER=\d+>\s*<DOCFULL>(?:\s*-->)?")
    });
    &TAG
}

fn recognise(head: &TextHead<'_>) -> bool {
    head.trimmed.starts_with(b"<") && document_tag().is_match(head.bytes)
}

fn parse(html: &str) -> Result<Scrape, Unreadable> {
    static COMMENTS: LazyLock<regex::Regex> =
        LazyLock::new(|| crate::text::patterns::compile_pattern(r"(?s)<!--.*?(?:-->|$)"));
    static SELF_CLOSED: LazyLock<regex::Regex> =
        LazyLock::new(|| crate::text::patterns::compile_pattern(r"(?i)<(div|p|span)\b([^<>]*)/>"));
    let html = COMMENTS.replace_all(html, "");
    let html = SELF_CLOSED.replace_all(&html, "");
    let text = html_to_text(&enforce_limits(&html)?);
    let lines = text.split("\n\n").enumerate().flat_map(|(block, part)| {
        part.lines()
            .map(move |line| DocumentLine { text: line.trim().to_string(), block, ..DocumentLine::default() })
            .collect::<Vec<_>>()
    });
    read_document(join_title_lines(lines.collect()), HeadOrder::SourceFirst)
}

/// Lines with one line each; a line break in a headline leaves it in two lines of one block, which reading joins.
fn join_title_lines(lines: Vec<DocumentLine>) -> Vec<DocumentLine> {
    lines.into_iter().map(|line| DocumentLine { text: one_line(&line.text), ..line }).collect()
}
