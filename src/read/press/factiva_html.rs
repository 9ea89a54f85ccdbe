//! Factiva as HTML, with and without codes.
//!
//! `.article` elements are nested in one another there, so an article begins at the inner one, whose class names the language.

use std::sync::LazyLock;

use dom_query::{Document, Selection};
use regex::bytes::Regex;

use crate::model::Scrape;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::html::fragment::html_to_text;
use crate::read::html::limits::enforce_limits;
use crate::read::press::factiva::{
    CodedField, PlainHead, accession_number, read_coded, read_plain, split_code,
};
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::text::characters::one_line;

/// Factiva as HTML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "factiva-html",
    description: "Factiva as HTML, with indexing or without",
    precedence: 42,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat { cut: Cut::Before, mark: article_tag, is_article: None, parse };

fn article_tag() -> &'static Regex {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| mark(r#"(?i-u)<div[^<>]*\bclass\s*=\s*["']?article\s+[a-z]{2,5}Article\b"#));
    &TAG
}

fn recognise(head: &TextHead<'_>) -> bool {
    static PARAGRAPH: LazyLock<Regex> =
        LazyLock::new(|| mark("(?i-u)articleParagraph|class=[\"']index[\"']"));
    head.trimmed.starts_with(b"<") && article_tag().is_match(head.bytes) && PARAGRAPH.is_match(head.bytes)
}

fn parse(html: &str) -> Result<Scrape, Unreadable> {
    let document = Document::fragment(enforce_limits(html)?);
    let rows = coded_fields(&document);
    if rows.iter().any(|field| field.code == "HD" || field.code == "LP") {
        return read_coded(&rows);
    }
    let (head, number) = plain_head(&document);
    read_plain(head, number)
}

/// The text of an element, a paragraph a line.
fn lines_of(element: &Selection<'_>) -> Vec<String> {
    let text = html_to_text(&element.inner_html());
    text.split("\n\n").map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect()
}

/// The rows of a coded article.
fn coded_fields(document: &Document) -> Vec<CodedField> {
    let mut fields = Vec::new();
    for row in document.select("tr").iter() {
        let code = one_line(&row.select("td.index").first().text());
        let value = row.select("td").iter().nth(1);
        if let (Some((code, _)), Some(value)) = (split_code(&code), value) {
            fields.push(CodedField { code: code.to_string(), paragraphs: lines_of(&value) });
        }
    }
    fields
}

/// The blocks of an article without codes.
fn plain_head(document: &Document) -> (PlainHead, Option<String>) {
    let article = document.select("div[class*=Article]").first();
    let mut head = PlainHead::default();
    let mut number = None;
    for child in article.children().iter() {
        let lines = lines_of(&child);
        let text = one_line(&lines.join(" "));
        if text.is_empty() {
            continue;
        }
        let has_class = |name: &str| child.attr("class").is_some_and(|class| class.contains(name));
        if has_class("articleParagraph") {
            head.paragraphs.extend(lines);
        } else if head.paragraphs.is_empty() {
            let is_title = child.attr("id").as_deref() == Some("hd")
                || child.select("#hd").exists()
                || has_class("Headline");
            if is_title {
                head.title = Some(text.clone());
            } else if has_class("author") {
                head.author = Some(text.clone());
            }
            head.lines.push(text);
        } else if let Some(found) = accession_number(&text) {
            number = Some(found.to_string());
        }
    }
    (head, number)
}
