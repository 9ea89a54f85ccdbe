//! Factiva as XML (PPSResponse), as it was exported until 2012.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::model::{BlockKind, Scrape};
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::press::article::PressArticle;
use crate::read::press::factiva::VENDOR;
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::read::records::feed_elements::{FeedElement, parse_elements};
use crate::text::characters::one_line;

/// Factiva as XML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "factiva-xml",
    description: "Factiva as XML, until 2012",
    precedence: 44,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat { cut: Cut::Before, mark: article_tag, is_article: None, parse };

fn article_tag() -> &'static Regex {
    static TAG: LazyLock<Regex> = LazyLock::new(|| mark(r"(?i-u)<(?:\w+:)?ppsarticle[\s>]"));
    &TAG
}

fn recognise(head: &TextHead<'_>) -> bool {
    static NAMESPACE: LazyLock<Regex> =
        LazyLock::new(|| mark(r"(?i-u)<(?:\w+:)?PPSResponse\b|global\.factiva\.com/pps/"));
    head.trimmed.starts_with(b"<") && (article_tag().is_match(head.bytes) || NAMESPACE.is_match(head.bytes))
}

fn parse(xml: &str) -> Result<Scrape, Unreadable> {
    // A hit of the search is marked inside its word.
    static HIT: LazyLock<regex::Regex> =
        LazyLock::new(|| crate::text::patterns::compile_pattern(r"</?(?:\w+:)?hlt(?:\s[^<>]*)?>"));
    let root = parse_elements(&HIT.replace_all(xml, ""));
    let line =
        |name: &str| root.find(name).map(|found| one_line(&all_text(found))).filter(|line| !line.is_empty());
    let paragraphs = |name: &str| -> Vec<String> {
        let Some(part) = root.find(name) else { return Vec::new() };
        match part.children.is_empty() {
            true => vec![one_line(&part.text)],
            false => part.children.iter().map(|paragraph| one_line(&all_text(paragraph))).collect(),
        }
    };
    let day = root.find("publicationdate").and_then(|date| {
        let moment = date.child("datetime").or_else(|| date.child("date"));
        let day = date.child("date").map(|day| one_line(&day.text));
        let time = date.child("time").map(|time| one_line(&time.text));
        match (date.child("datetime"), day, time) {
            (None, Some(day), Some(time)) => Some(format!("{day} {time}")),
            _ => moment.map(|moment| one_line(&moment.text)),
        }
    });
    let captions = paragraphs("artwork").into_iter().map(|text| (BlockKind::Caption, text));
    let corrections = paragraphs("corrections").into_iter().map(|text| (BlockKind::Correction, text));
    let article = PressArticle {
        vendor: VENDOR,
        number: line("accessionno"),
        title: Some(paragraphs("headline").join(" ")),
        byline: line("byline"),
        source: line("sourcename"),
        published: day,
        section: line("sectionname"),
        page: line("page").or_else(|| line("pages")),
        language: line("baselanguage"),
        length: line("wordcount").map(|words| format!("{words} words")),
        paragraphs: ["leadparagraph", "tailparagraphs"].into_iter().flat_map(paragraphs).collect(),
        blocks: captions.chain(corrections).collect(),
        ..PressArticle::default()
    };
    article.into_scrape()
}

fn all_text(element: &FeedElement) -> String {
    let mut text = element.text.clone();
    for child in &element.children {
        text.push(' ');
        text.push_str(&all_text(child));
    }
    text
}
