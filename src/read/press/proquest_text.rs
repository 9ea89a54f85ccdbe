//! ProQuest as plain text: documents between lines of underscores, a list of contents first.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::model::Scrape;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::press::proquest::{read_lines, split_label};
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::read::press::text_blocks::{blocks, paragraphs};

/// ProQuest as text.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "proquest-text",
    description: "ProQuest as text",
    precedence: 39,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat { cut: Cut::After, mark: rule, is_article: Some(is_article), parse };

fn rule() -> &'static Regex {
    static RULE: LazyLock<Regex> = LazyLock::new(|| mark(r"(?m-u)^[ \t]*_{40,}[ \t]*(?:\r?\n|$)"));
    &RULE
}

fn is_article(bytes: &[u8]) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        mark(
            r"(?mi-u)^[ \t]*(?:full ?text ?:|publication ?title ?:|publication ?info ?:|proquest ?document ?id ?:)",
        )
    });
    LABEL.is_match(bytes)
}

fn recognise(head: &TextHead<'_>) -> bool {
    !head.trimmed.starts_with(b"<") && rule().is_match(head.bytes) && is_article(head.bytes)
}

fn parse(text: &str) -> Result<Scrape, Unreadable> {
    let mut lines = Vec::new();
    for block in blocks(text) {
        let texts: Vec<&str> =
            block.iter().map(|line| line.text).filter(|line| !line.starts_with("____")).collect();
        for part in texts.chunk_by(|_, next| split_label(next).is_none()) {
            lines.extend(paragraphs(part));
        }
    }
    read_lines(&lines, None, None)
}
