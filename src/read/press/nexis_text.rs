//! LexisNexis as plain text, as it was exported until 2019.
//!
//! Documents are separated at their counters ("1 of 3 DOCUMENTS"); a file of one document may have none.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::model::Scrape;
use crate::read::error::Unreadable;
use crate::read::format::{FormatKind, FormatSpec, TextHead};
use crate::read::press::nexis::{DocumentLine, HeadOrder, is_document_counter, read_document};
use crate::read::press::nexis_labels::split_label;
use crate::read::press::splitter::{Cut, PressFormat, mark, open_export};
use crate::read::press::text_blocks::{TextLine, blocks, join_wrapped, paragraphs};

/// LexisNexis as text.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "nexis-text",
    description: "LexisNexis as text (TXT), until 2019",
    precedence: 41,
    kind: FormatKind::Text { extensions: &[], recognise, open: |text| open_export(text, EXPORT) },
};

const EXPORT: PressFormat = PressFormat {
    cut: Cut::Before,
    mark: counter,
    is_article: Some(|bytes| !bytes.trim_ascii().is_empty()),
    parse,
};

/// A counter of documents on a line of its own.
fn counter() -> &'static Regex {
    static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
        mark(
            r"(?mi-u)^[ \t\xA0]*(?:\d+[ \t]+(?:of|von|de|van|di)[ \t]+\d+[ \t]+(?:documents?|dokumente?|documenten|documentos?|documenti)|(?:document|dokument|documento)[ \t]+\d+[ \t]+(?:of|von|de|van|di)[ \t]+\d+)[ \t]*\r?$",
        )
    });
    &COUNTER
}

fn recognise(head: &TextHead<'_>) -> bool {
    // ProQuest counts "Document 1 of 3" too, and says where its text begins.
    static OTHERS: LazyLock<Regex> =
        LazyLock::new(|| mark(r"(?mi-u)^(?:full text:|proquest document id:|_{40,})"));
    static LABELS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            r"(?m-u)^(?:LENGTH|L(?:\xC4|\xC3\x84)NGE|LONGUEUR|LENGTE):\s+[\d.,]+\s+\w+",
            r"(?m-u)^(?:LOAD-DATE|UPDATE|DATE-CHARGEMENT|LAAD-DATUM|LANGUAGE|SPRACHE|LANGUE|TAAL|PUBLICATION-TYPE|TYPE-PUBLICATION):\s",
        ]
        .map(mark)
        .into()
    });
    (counter().is_match(head.bytes) || LABELS.iter().all(|label| label.is_match(head.bytes)))
        && !head.trimmed.starts_with(b"<")
        && !head.trimmed.starts_with(b"{")
        && !OTHERS.is_match(head.bytes)
}

fn parse(text: &str) -> Result<Scrape, Unreadable> {
    read_document(document_lines(text), HeadOrder::SourceFirst)
}

/// The lines of a document: wrapped ones joined, centred ones and labels apart.
pub(crate) fn document_lines(text: &str) -> Vec<DocumentLine> {
    let mut lines = Vec::new();
    let mut is_below_head = false;
    for (number, block) in blocks(text).into_iter().enumerate() {
        let mut add = |text: String, is_centred: bool| {
            lines.push(DocumentLine { text, is_centred, block: number, ..DocumentLine::default() });
        };
        let is_centred = match is_below_head {
            true => block.iter().all(|line| line.is_centred),
            false => block.iter().any(|line| line.is_centred) || is_document_counter(block[0].text),
        };
        is_below_head |= !is_centred;
        if is_centred {
            block.iter().for_each(|line| add(line.text.to_string(), line.is_centred));
            continue;
        }
        let is_label = |line: &TextLine<'_>| split_label(line.text, false).is_some();
        for part in block.chunk_by(|_, next| !is_label(next)) {
            let texts: Vec<&str> = part.iter().map(|line| line.text).collect();
            match is_label(&part[0]) {
                true => add(join_wrapped(&texts), false),
                false => paragraphs(&texts).into_iter().for_each(|paragraph| add(paragraph, false)),
            }
        }
    }
    lines
}
