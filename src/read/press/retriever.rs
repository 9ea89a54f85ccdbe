//! Retriever (Mediearkivet, Atekst) as text, Swedish, Norwegian and Danish.
//!
//! A rule of equal signs follows each article, and none comes before the first: that one has the list of contents above it. The line
//! "Paper, date" is the anchor.

use std::sync::LazyLock;

use regex::Regex;
use regex::bytes::Regex as BytesRegex;

use crate::model::{BlockKind, Scrape};
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::press::article::PressArticle;
use crate::read::press::sections::labelled_page;
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::read::press::text_blocks::{blocks, join_wrapped, paragraphs};
use crate::text::patterns::compile_pattern;

/// Retriever.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "retriever",
    description: "Retriever (Mediearkivet, Atekst) as text",
    precedence: 48,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat { cut: Cut::After, mark: rule, is_article: Some(is_article), parse };

fn rule() -> &'static BytesRegex {
    static RULE: LazyLock<BytesRegex> = LazyLock::new(|| mark(r"(?m-u)^[ \t]*={40,}[ \t]*(?:\r?\n|$)"));
    &RULE
}

/// "Publicerat i print.", "Publisert på nett", "Sänt i …".
fn published_line() -> &'static BytesRegex {
    static LINE: LazyLock<BytesRegex> = LazyLock::new(|| {
        mark(
            r"(?m-u)^[ \t]*(?:Publicera[dt] (?:i|p)|Publisert (?:i|p)|Publiceret (?:i|p)|Offentliggjort (?:i|p)|S(?:\xE4|\xC3\xA4)nt (?:i|p)|Sendt (?:i|p))",
        )
    });
    &LINE
}

fn is_article(bytes: &[u8]) -> bool {
    published_line().is_match(bytes)
}

fn recognise(head: &TextHead<'_>) -> bool {
    !head.trimmed.starts_with(b"<") && rule().is_match(head.bytes) && published_line().is_match(head.bytes)
}

/// "Sundvikens Tidning, 2031-05-26 09:31", "Fjordbladet, 22.05.2031".
static PAPER_AND_DATE: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"^(?P<paper>.{2,80}?),\s+(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?:,?\s+(?:kl\.?\s*)?(?P<time>\d{1,2}[:.]\d{2}))?$",
    )
});

fn is_published_line(line: &str) -> bool {
    published_line().is_match(line.as_bytes())
}

fn parse(text: &str) -> Result<Scrape, Unreadable> {
    let mut article = PressArticle { vendor: "Retriever", ..PressArticle::default() };
    let blocks = blocks(text);
    // The head is the block that has the line with paper and date; the list of contents has them after its mark.
    let is_anchor = |line: &str| !line.starts_with('>') && PAPER_AND_DATE.is_match(line);
    let head = blocks.iter().position(|block| block.iter().any(|line| is_anchor(line.text)));
    let Some(head) = head else {
        return Err(Unreadable::new(
            "no text",
            "has no line with the paper and the date, as Retriever writes it",
        ));
    };
    let lines: Vec<&str> = blocks[head].iter().map(|line| line.text).collect();
    let anchor = lines.iter().position(|line| is_anchor(line)).unwrap_or_default();
    let mut above: Vec<&str> = lines[..anchor].to_vec();
    if above.is_empty() && head > 0 {
        above = blocks[head - 1].iter().map(|line| line.text).filter(|line| !line.starts_with('>')).collect();
    }
    // "INRIKES." between the headline and the paper.
    if above.len() > 1
        && let Some(section) = above.pop_if(|last| last.ends_with('.') && !last.contains(char::is_lowercase))
    {
        article.section = Some(section.trim_end_matches('.').to_string());
    }
    article.title = Some(join_wrapped(&above));
    if let Some(found) = PAPER_AND_DATE.captures(lines[anchor]) {
        article.source = Some(found["paper"].trim().to_string());
        let time =
            found.name("time").map_or(String::new(), |time| format!(" {}", time.as_str().replace('.', ":")));
        article.published = Some(format!("{}{time}", &found["date"]));
    }
    let mut body_lines: Vec<&str> = Vec::new();
    for line in &lines[anchor + 1..] {
        match labelled_page(line) {
            Some(page) if line.chars().count() < 30 => article.page = Some(page),
            _ if is_published_line(line) => {}
            _ => body_lines.push(line),
        }
    }
    if !body_lines.is_empty() {
        article.paragraphs.extend(paragraphs(&body_lines));
    }
    for block in &blocks[head + 1..] {
        let lines: Vec<&str> = block.iter().map(|line| line.text).collect();
        if !read_block(&lines, &mut article) {
            break;
        }
    }
    article.into_scrape()
}

/// Reads a block of the text; gives whether more may follow.
fn read_block(lines: &[&str], article: &mut PressArticle) -> bool {
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"(?i)^(?:se webb?artikk?eln?|läs hela artikeln|les hele (?:artikkelen|saken)|læs hele artiklen|se hele artikkelen|se web-?artiklen).*?(?P<url>https?://\S+)",
        )
    });
    static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"^(?i:bild(?:e)?text(?:er)?|billedtekst(?:er)?|bildetekst(?:er)?|foto)\s*:\s*(?P<caption>.*)$",
        )
    });
    let Some(first) = lines.first() else { return true };
    if first.starts_with("====") {
        return false;
    }
    let whole = join_wrapped(lines);
    if let Some(found) = LINK.captures(&whole) {
        article.url = Some(found["url"].to_string());
    } else if first.starts_with('©') || first.starts_with("(c)") {
        let rights = whole.split("<br>").next().unwrap_or(&whole).trim().to_string();
        article.blocks.push((BlockKind::Copyright, rights));
    } else if let Some(found) = CAPTION.captures(&whole) {
        article.blocks.push((BlockKind::Caption, found["caption"].to_string()));
    } else if is_published_line(first) && lines.len() == 1 {
    } else {
        article.paragraphs.extend(paragraphs(lines));
    }
    true
}
