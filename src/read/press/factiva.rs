//! An article of Factiva, whatever its container: by its codes (HD, BY, PD …), or by the order of its lines where it has none.
//!
//! Without codes the number of lines varies, so the line that counts words is the anchor: what is above it is headline and
//! author, what is below it the date, perhaps a time, the paper and its code.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{BlockKind, Scrape};
use crate::read::error::Unreadable;
use crate::read::press::article::{PressArticle, WORD_UNITS};
use crate::read::press::dated_lines::{split_date, with_time};
use crate::read::press::language_names::is_language_name;
use crate::read::press::nexis_labels::is_copyright;
use crate::read::press::sections::{is_page_number, labelled_page};
use crate::text::byline::{has_form_of_names, is_agency, recognise_byline};
use crate::text::characters::one_line;
use crate::text::patterns::compile_pattern;

/// How the database is called in the archive.
pub(crate) const VENDOR: &str = "Factiva";

/// A field: its code, and the paragraphs of its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CodedField {
    /// "HD".
    pub code: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// Every code that Factiva writes.
const CODES: [&str; 35] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "ART", "CX", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "RF", "CT", "CLM", "DLN", "HLP",
    "DE", "CD",
];

/// The code that a line begins with, and the rest of the line: "*HD* …", "HD", "HD\t…".
pub(crate) fn split_code(line: &str) -> Option<(&str, &str)> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"^[\s\x{a0}]*(?:\*(?P<starred>[A-Z]{2,3})\*|(?P<bare>[A-Z]{2,3}))(?P<rest>[\s\x{a0}].*)?$",
        )
    });
    let found = CODE.captures(line)?;
    let code = found.name("starred").or_else(|| found.name("bare"))?;
    let rest = found.name("rest").map_or("", |rest| rest.as_str());
    CODES.contains(&code.as_str()).then_some((code.as_str(), rest.trim()))
}

/// The number of an article in the text that ends it: "Document NORHER0020310314e51700030", "Dokument …".
pub(crate) fn accession_number(text: &str) -> Option<&str> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"(?:^|[\s\x{a0}])(?P<number>[A-Z][A-Z0-9]{2,9}\d{8,}[a-z0-9]*)[\s\x{a0}]*$")
    });
    Some(NUMBER.captures(text.trim())?.name("number")?.as_str())
}

/// Reads an article by its codes.
///
/// # Errors
/// Where it has no text.
pub(crate) fn read_coded(fields: &[CodedField]) -> Result<Scrape, Unreadable> {
    let value = |code: &str| {
        let field = fields.iter().find(|field| field.code == code)?;
        Some(field.paragraphs.join("\n")).filter(|value| !value.trim().is_empty())
    };
    let mut article = PressArticle { vendor: VENDOR, ..PressArticle::default() };
    article.title = value("HD").as_deref().map(one_line);
    article.kicker = value("CLM").as_deref().map(one_line);
    article.byline = value("BY");
    article.section = value("SE");
    article.length = value("WC");
    article.published =
        value("PD").map(|day| with_time(&one_line(&day), value("ET").as_deref().map(str::trim)));
    article.source = value("SN").as_deref().map(one_line);
    article.page = value("PG").as_deref().map(one_line).map(|page| labelled_page(&page).unwrap_or(page));
    article.language = value("LA");
    article.dateline = value("DLN").as_deref().map(one_line);
    article.number = value("AN").and_then(|number| {
        accession_number(&number)
            .map(str::to_string)
            .or_else(|| number.split_whitespace().last().map(str::to_string))
    });
    for field in fields {
        let paragraphs = field.paragraphs.iter().map(|paragraph| one_line(paragraph));
        match field.code.as_str() {
            "LP" | "TD" | "HLP" => article.paragraphs.extend(paragraphs),
            "ART" => article.blocks.extend(paragraphs.map(|text| (BlockKind::Caption, text))),
            "CX" => article.blocks.extend(paragraphs.map(|text| (BlockKind::Correction, text))),
            "CY" => article.blocks.extend(paragraphs.map(|text| (BlockKind::Copyright, text))),
            _ => {}
        }
    }
    take_photo_line(&mut article);
    article.into_scrape()
}

/// Reads an article without codes: the lines above the text, the text, its number.
///
/// # Errors
/// Where it has no text.
pub(crate) fn read_plain(head: PlainHead, number: Option<String>) -> Result<Scrape, Unreadable> {
    let mut article = PressArticle { vendor: VENDOR, number, ..PressArticle::default() };
    let words = head.lines.iter().position(|line| is_word_count(line));
    let at = words.unwrap_or(head.lines.len());
    read_above_words(&head, at, &mut article);
    let below = head.lines.get(at..).unwrap_or_default();
    article.length = below.first().cloned();
    let used = read_below_words(below.get(1..).unwrap_or_default(), &mut article);
    let rest = below.get(1 + used..).unwrap_or_default().iter();
    article.paragraphs = rest.cloned().chain(head.paragraphs).collect();
    take_photo_line(&mut article);
    article.into_scrape()
}

/// What stands above and in an article without codes.
#[derive(Debug, Default)]
pub(crate) struct PlainHead {
    /// The lines down to the text, or including it where it is not separate.
    pub lines: Vec<String>,
    /// The headline, where it is marked.
    pub title: Option<String>,
    /// The author, where he is marked.
    pub author: Option<String>,
    /// The text, where it is separate.
    pub paragraphs: Vec<String>,
}

/// "877 Wörter", "1,204 words".
pub(crate) fn is_word_count(line: &str) -> bool {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(&format!(r"^\d[\d,.  \x{{a0}}]*\s*(?i:{WORD_UNITS}|字|字数|語|단어|λέξεις|kelime)$"))
    });
    COUNT.is_match(line.trim())
}

/// Section, headline and author: those that are marked, and the others by their order.
fn read_above_words(head: &PlainHead, words: usize, article: &mut PressArticle) {
    // "Special to the Gazette" below the author.
    let is_special = |line: &&String| line.to_lowercase().starts_with("special to ");
    let words =
        words - usize::from(words > 1 && head.lines[..words].last().is_some_and(|line| is_special(&line)));
    let above = &head.lines[..words];
    let title_at = match &head.title {
        Some(title) => above.iter().position(|line| line == title),
        None => {
            match above {
                [] => None,
                [_] => Some(0),
                [.., last] if is_author(last) => Some(above.len() - 2),
                [_, _] => Some(1),
                // Section, headline, an author who is not told by his name.
                _ => Some(above.len() - 2),
            }
        }
    };
    article.title = head.title.clone().or_else(|| title_at.map(|at| above[at].clone()));
    let Some(title_at) = title_at else {
        article.byline = head.author.clone();
        return;
    };
    // "International; 2": the rank in the section says nothing.
    article.section = above[..title_at].first().map(|section| {
        let parts =
            section.split(';').map(str::trim).filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
        parts.collect::<Vec<_>>().join("; ")
    });
    let below = above.get(title_at + 1..).unwrap_or_default();
    article.byline = head.author.clone().or_else(|| below.first().cloned());
}

/// Whether a line above the text names its author: by an introduction, an agency, or a few words with the form of names.
fn is_author(line: &str) -> bool {
    const MAX_NAME_WORDS: usize = 4;
    recognise_byline(line).is_some()
        || is_agency(line)
        || line.split_whitespace().count() <= MAX_NAME_WORDS && has_form_of_names(line)
}

/// Date, time, paper, code, edition, page, language, rights; gives how many lines they are.
fn read_below_words(lines: &[String], article: &mut PressArticle) -> usize {
    const MAX_LINES: usize = 9;
    static CODE: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"^[A-Z][A-Z0-9]{1,9}$"));
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"^\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?(?i:[ap]\.?m\.?|uhr|h))?(?:\s[A-Z]{2,4})?$")
    });
    let Some(first) = lines.first() else { return 0 };
    let mut at = 0;
    if split_date(first).is_some() {
        let time = lines.get(1).filter(|line| TIME.is_match(line.trim()));
        article.published = Some(with_time(first, time.map(String::as_str)));
        at = if time.is_some() { 2 } else { 1 };
    }
    article.source = lines.get(at).cloned();
    at += 1;
    let end = lines.len().min(at + MAX_LINES);
    let rights = (at..end).find(|&line| is_copyright(&lines[line]));
    let language = (at..end).find(|&line| is_language_name(&lines[line]));
    // What is below the last of these is text.
    let Some(last) = rights.or(language) else { return at.min(lines.len()) };
    for line in &lines[at..last] {
        let is_page = is_page_number(line) || labelled_page(line).is_some();
        if is_language_name(line) {
            article.language = Some(line.clone());
        } else if is_page && !CODE.is_match(line) || is_page && article.page.is_none() && line.len() <= 4 {
            article.page = labelled_page(line).or_else(|| Some(line.trim().to_string()));
        }
    }
    if let Some(at) = language {
        article.language = Some(lines[at].clone());
    }
    if let Some(at) = rights {
        article.blocks.push((BlockKind::Copyright, lines[at].clone()));
    }
    last + 1
}

/// "Photo: …" as the last paragraph is a caption.
fn take_photo_line(article: &mut PressArticle) {
    const LABELS: [&str; 9] = [
        "photo:",
        "photos:",
        "graphic:",
        "foto:",
        "bild:",
        "picture:",
        "caption:",
        "illustration:",
        "photo ",
    ];
    while article.paragraphs.len() > 1
        && let Some(last) = article.paragraphs.pop_if(|last| {
            let folded = last.to_lowercase();
            LABELS.iter().take(8).any(|label| folded.starts_with(label))
        })
    {
        article.blocks.push((BlockKind::Caption, last));
    }
}
