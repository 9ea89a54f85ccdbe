//! Factiva as plain text: with codes ("*HD*", or "HD" alone), or without.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::model::Scrape;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::press::factiva::{
    CodedField, PlainHead, accession_number, is_word_count, read_coded, read_plain, split_code,
};
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::read::press::text_blocks::{blocks, paragraphs};
use crate::text::characters::one_line;

/// Factiva as text.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "factiva-text",
    description: "Factiva as text, with codes (*HD*) or without",
    precedence: 43,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat =
    PressFormat { cut: Cut::After, mark: last_line, is_article: Some(is_article), parse };

/// The line that ends an article: its number.
fn last_line() -> &'static Regex {
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        mark(
            r"(?m-u)^[ \t]*(?:\*?AN\*?[ \t\r\n\xA0]+)?(?:(?:\xEF\xBB\xBF)?[A-Z][a-z]{5,9}[ \t]+)?[A-Z][A-Z0-9]{2,9}[0-9]{8,}[a-z0-9]*[ \t]*(?:\r?\n|$)",
        )
    });
    &LAST
}

fn is_article(bytes: &[u8]) -> bool {
    static TEXT: LazyLock<Regex> = LazyLock::new(|| mark(r"(?m-u)^[ \t]*\*?(?:HD|LP|TD)\*?(?:\s|$)"));
    TEXT.is_match(bytes) || last_line().is_match(bytes)
}

fn recognise(head: &TextHead<'_>) -> bool {
    static STARRED: LazyLock<Regex> = LazyLock::new(|| mark(r"(?m-u)^[ \t]*\*(?:HD|SE)\*\s"));
    static CODES: LazyLock<[Regex; 3]> =
        LazyLock::new(|| ["HD", "WC", "PD"].map(|code| mark(&format!(r"(?m-u)^[ \t]*{code}(?:[ \t]|\r?$)"))));
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        mark(
            r"(?mi-u)^\d[\d,. ]{0,8}[ ](?:words|mots|w(?:\xF6|\xC3\xB6)rter|woorden|palabras|parole|ord)\r?$",
        )
    });
    if head.trimmed.starts_with(b"<") || head.trimmed.starts_with(b"{") {
        return false;
    }
    STARRED.is_match(head.bytes)
        || CODES.iter().all(|code| code.is_match(head.bytes))
        || (COUNT.is_match(head.bytes) && last_line().is_match(head.bytes))
}

fn parse(text: &str) -> Result<Scrape, Unreadable> {
    read_text(text)
}

/// Reads the text of an article, of this format or of an RTF file.
pub(crate) fn read_text(text: &str) -> Result<Scrape, Unreadable> {
    let fields = coded_fields(text);
    if fields.iter().any(|field| field.code == "HD")
        && fields.iter().any(|field| matches!(field.code.as_str(), "LP" | "TD"))
    {
        return read_coded(&fields);
    }
    let (head, number) = plain_head(text);
    read_plain(head, number)
}

/// The fields of an article with codes; what is above the first of them is a list of contents.
fn coded_fields(text: &str) -> Vec<CodedField> {
    let mut fields: Vec<(String, Vec<Vec<&str>>)> = Vec::new();
    for block in blocks(text) {
        let mut is_new_block = true;
        for line in block {
            if let Some((code, rest)) = split_code(line.text).filter(|(code, _)| is_next_code(&fields, code))
            {
                let value = if rest.is_empty() { Vec::new() } else { vec![vec![rest]] };
                if code == "HD" && fields.iter().any(|(known, _)| known == "HD") {
                    // A list of contents has headlines too.
                    fields.clear();
                }
                fields.push((code.to_string(), value));
            } else if let Some((_, value)) = fields.last_mut() {
                match value.last_mut().filter(|_| !is_new_block) {
                    Some(paragraph) => paragraph.push(line.text),
                    None => value.push(vec![line.text]),
                }
            }
            is_new_block = false;
        }
    }
    let join = |(code, value): (String, Vec<Vec<&str>>)| CodedField {
        code,
        paragraphs: value.iter().flat_map(|lines| paragraphs(lines)).collect(),
    };
    fields.into_iter().map(join).collect()
}

/// Whether a code may begin a field here: one of the text itself ("IN the end …") comes in the text, before its codes are due.
fn is_next_code(fields: &[(String, Vec<Vec<&str>>)], code: &str) -> bool {
    let is_known = fields.iter().any(|(known, _)| known == code);
    !is_known || matches!(code, "HD" | "SE")
}

/// The lines of an article without codes.
fn plain_head(text: &str) -> (PlainHead, Option<String>) {
    let mut number = None;
    let mut head = PlainHead::default();
    let mut is_below_count = false;
    for block in blocks(text) {
        let texts: Vec<&str> = block.iter().map(|line| line.text).collect();
        if let Some(found) = texts.iter().rev().take(2).find_map(|line| accession_number(line)) {
            number = Some(found.to_string());
            let before: Vec<&str> =
                texts.iter().copied().take_while(|line| accession_number(line).is_none()).collect();
            // The publisher, or the end of the text.
            if before.len() > 1 {
                head.lines.extend(paragraphs(&before));
            }
            break;
        }
        // Lines of the head stand for themselves; those of the text are wrapped.
        match is_below_count
            && !texts.iter().any(|line| is_word_count(line))
            && head.lines.iter().any(|line| is_rights(line))
        {
            true => head.lines.extend(paragraphs(&texts)),
            false => head.lines.extend(texts.iter().map(|line| one_line(line))),
        }
        is_below_count |= texts.iter().any(|line| is_word_count(line));
    }
    (head, number)
}

fn is_rights(line: &str) -> bool {
    crate::read::press::nexis_labels::is_copyright(line)
}
