//! Integrum as HTML: a report in Windows-1251, each article opened by a line that names its source ("ИС:").

use std::sync::LazyLock;

use regex::Regex;
use regex::bytes::Regex as BytesRegex;

use crate::model::Scrape;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::html::fragment::html_to_text;
use crate::read::html::limits::enforce_limits;
use crate::read::press::article::PressArticle;
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::text::characters::one_line;
use crate::text::patterns::compile_pattern;

/// Integrum as HTML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "integrum",
    description: "Integrum as HTML",
    precedence: 49,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat { cut: Cut::Before, mark: source_label, is_article: None, parse };

/// "ИС:" in Windows-1251 or UTF-8.
fn source_label() -> &'static BytesRegex {
    static LABEL: LazyLock<BytesRegex> = LazyLock::new(|| mark(r"(?-u)\^?(?:\xC8\xD1|\xD0\x98\xD0\xA1):"));
    &LABEL
}

fn recognise(head: &TextHead<'_>) -> bool {
    static HEADLINE: LazyLock<BytesRegex> = LazyLock::new(|| mark(r"(?-u)(?:\xC7\xC3|\xD0\x97\xD0\x93):"));
    head.trimmed.starts_with(b"<") && source_label().is_match(head.bytes) && HEADLINE.is_match(head.bytes)
}

fn parse(html: &str) -> Result<Scrape, Unreadable> {
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| compile_pattern(r"^\^?(?P<label>\p{Lu}{2}):\s*(?P<value>.*)$"));
    let text = html_to_text(&enforce_limits(html)?);
    let mut article =
        PressArticle { vendor: "Integrum", language: Some("ru".into()), ..PressArticle::default() };
    for line in text.lines().map(one_line).filter(|line| !line.is_empty()) {
        let Some(found) = LABEL.captures(&line) else {
            article.paragraphs.push(line);
            continue;
        };
        let value = Some(found["value"].to_string()).filter(|value| !value.is_empty());
        match &found["label"] {
            "ИС" => article.source = value,
            "ДТ" => article.published = value,
            "ЗГ" => article.title = value,
            "АВ" => article.byline = value,
            "РБ" => article.section = value,
            "ТЕ" | "ТК" => article.paragraphs.extend(value),
            // The number of the issue, and others.
            _ => {}
        }
    }
    article.into_scrape()
}
