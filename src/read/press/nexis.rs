//! A document of Nexis or LexisNexis, whatever its container, as an article.
//!
//! Takes the lines of one document: a head without labels (headline, paper, date, in one of two orders), labels, the text,
//! then labels or headed parts again. The surprising decision: the date line is the anchor. It is the one line of the head that can
//! be told by itself, in any language, so that a cover before the first document and lines of editions do no harm.

use crate::model::{BlockKind, Scrape};
use crate::read::error::Unreadable;
use crate::read::press::article::PressArticle;
use crate::read::press::dated_lines::split_date;
use crate::read::press::nexis_labels::{NexisHead, NexisLabel, head_of, is_copyright, split_label};
use crate::text::characters::one_line;

/// How the database is called in the archive.
const VENDOR: &str = "Nexis";

/// A line of a head is no longer; a paragraph may begin with a date too.
const MAX_HEAD_LINE_CHARS: usize = 160;

/// Lines that may go on under a label before the next one.
const MAX_CONTINUATION_LINES: usize = 3;

/// The order of what has no label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadOrder {
    /// Headline, paper, date: since Nexis Uni. Labels are in small letters.
    TitleFirst,
    /// Paper, date, headline: before. Labels are in capitals.
    SourceFirst,
}

/// A line of a document: of a wrapped text, a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DocumentLine {
    /// Its text; a headline may have line breaks in it.
    pub text: String,
    /// Whether the document says that it is a heading of the first level.
    pub is_heading: bool,
    /// Whether it is centred.
    pub is_centred: bool,
    /// Lines of one number have no empty line between them.
    pub block: usize,
}

/// Reads a document.
///
/// # Errors
/// Where it has no text, or is a message of the database.
pub(crate) fn read_document(lines: Vec<DocumentLine>, order: HeadOrder) -> Result<Scrape, Unreadable> {
    let lines: Vec<DocumentLine> = lines.into_iter().filter(|line| !line.text.trim().is_empty()).collect();
    if lines.iter().any(|line| line.text.contains("We are sorry but there is an error in this document")) {
        let reason =
            "has no text: the database wrote an error message instead of the document; download it again";
        return Err(Unreadable::new("no text", reason));
    }
    let document = Document { lines: &lines, order };
    let mut article = PressArticle { vendor: VENDOR, ..PressArticle::default() };
    let body_head = document.body_head();
    let first_label = document.first_label(body_head);
    let below_head = document.read_head(first_label.or(body_head), &mut article);
    let body = document.read_labels(below_head, body_head, &mut article);
    let end = document.end_of_body(body);
    document.read_body(body, end, &mut article);
    document.read_tail(end, &mut article);
    article.into_scrape()
}

struct Document<'l> {
    lines: &'l [DocumentLine],
    order: HeadOrder,
}

impl Document<'_> {
    fn text(&self, at: usize) -> &str {
        self.lines[at].text.trim()
    }

    fn label(&self, at: usize) -> Option<(NexisLabel, &str)> {
        split_label(self.lines.get(at)?.text.trim(), self.order == HeadOrder::TitleFirst)
    }

    /// A label below the text, in capitals or with the space that never breaks: "Note: …" is text.
    fn label_below(&self, at: usize) -> Option<(NexisLabel, &str)> {
        split_label(self.lines.get(at)?.text.trim(), false).filter(|(label, _)| !label.is_above())
    }

    fn label_above(&self, at: usize) -> Option<(NexisLabel, &str)> {
        self.label(at).filter(|(label, _)| label.is_above())
    }

    /// Where the word is that heads the text.
    fn body_head(&self) -> Option<usize> {
        if self.order == HeadOrder::SourceFirst {
            return None;
        }
        let found = (0..self.lines.len()).find(|&at| head_of(self.text(at)) == Some(NexisHead::Body))?;
        // The paper, the date and the headline are above it.
        (found >= 2).then_some(found)
    }

    /// Where the first label above the text is.
    fn first_label(&self, body_head: Option<usize>) -> Option<usize> {
        (0..body_head.unwrap_or(self.lines.len())).find(|&at| {
            let is_first = self.label_above(at).is_some();
            // "Source: …" of a cover is above the document.
            is_first && !matches!(self.label(at), Some((NexisLabel::OtherAbove, _)))
        })
    }

    /// The first date line of the head that is not about rights.
    fn date_line(&self, mut within: impl Iterator<Item = usize>) -> Option<usize> {
        within.find(|&at| {
            let line = self.text(at);
            line.chars().count() <= MAX_HEAD_LINE_CHARS && !is_copyright(line) && split_date(line).is_some()
        })
    }

    /// Reads what has no label, above `end`; gives the first line below it.
    fn read_head(&self, end: Option<usize>, article: &mut PressArticle) -> usize {
        match self.order {
            HeadOrder::TitleFirst => self.read_title_first(end, article),
            HeadOrder::SourceFirst => self.read_source_first(end, article),
        }
    }

    fn read_title_first(&self, end: Option<usize>, article: &mut PressArticle) -> usize {
        const MAX_HEAD_LINES: usize = 8;
        let limit = end.unwrap_or(self.lines.len());
        let heading = (0..limit).rev().find(|&at| self.lines[at].is_heading);
        let (title, date) = match heading {
            Some(title) => {
                let head_end = limit.min(title + MAX_HEAD_LINES);
                (title, self.date_line(title + 1..head_end))
            }
            None => {
                // The last date above the labels: a cover has dates too.
                let Some(date) = self.date_line((0..limit).rev()) else { return limit.min(1) };
                (date.saturating_sub(2), Some(date))
            }
        };
        article.title = Some(one_line(self.text(title)));
        let head_end = date.unwrap_or(limit.min(title + 3));
        article.source = (title + 1..head_end)
            .map(|at| one_line(self.text(at)))
            .find(|line| !is_copyright(line))
            .filter(|_| date != Some(title));
        article.published = match date {
            Some(date) => split_date(self.text(date)).map(|(date, _)| date.to_string()),
            // A season is no date, but it is what the paper says.
            None => (title + 2..head_end)
                .map(|at| self.text(at))
                .find(|line| !is_copyright(line))
                .map(str::to_string),
        };
        end.unwrap_or(date.map_or(limit.min(title + 3), |date| date + 1))
    }

    fn read_source_first(&self, end: Option<usize>, article: &mut PressArticle) -> usize {
        const MAX_LINES_WITHOUT_LABELS: usize = 12;
        let limit = end.unwrap_or(self.lines.len().min(MAX_LINES_WITHOUT_LABELS));
        let is_counter = |at: &usize| is_document_counter(self.text(*at));
        let start = (0..limit).rev().find(is_counter).map_or(0, |at| at + 1);
        let date = self.date_line(start..limit);
        let before_date = date.unwrap_or(limit.min(start + 2));
        let source = (start..before_date).find(|&at| !is_copyright(self.text(at)));
        article.source = source.map(|at| one_line(self.text(at)));
        // Without a date that can be read, the second line is one that cannot: "Winter 2008/2009".
        let date_line = date.or_else(|| {
            let next = source? + 1;
            (next < limit && self.lines[next].is_centred).then_some(next)
        });
        article.published = date_line.map(|at| {
            let line = self.text(at);
            split_date(line).map_or(line, |(date, _)| date).to_string()
        });
        // Lines under the date, and centred ones, are editions.
        let mut at = date_line.map_or(before_date, |at| at + 1);
        let date_block = date_line.map(|at| self.lines[at].block);
        while at < limit
            && (Some(self.lines[at].block) == date_block
                || self.lines[at].is_centred
                || is_edition(self.text(at))
                || is_copyright(self.text(at)))
        {
            at += 1;
        }
        let title_end = match end {
            Some(end) => end,
            None => (at..limit).find(|&next| self.lines[next].block != self.lines[at].block).unwrap_or(limit),
        };
        let title: Vec<String> = (at..title_end).map(|at| one_line(self.text(at))).collect();
        article.title = Some(title.join(" ")).filter(|title| !title.is_empty());
        title_end.max(at)
    }

    /// Reads the labels above the text; gives the first line of the text.
    fn read_labels(&self, from: usize, body_head: Option<usize>, article: &mut PressArticle) -> usize {
        let mut at = from;
        let mut last: Option<NexisLabel> = None;
        while at < body_head.unwrap_or(self.lines.len()) {
            if let Some((label, value)) = self.label_above(at) {
                self.take_label(label, value, article);
                last = Some(label);
            } else if body_head.is_some() || self.label_follows(at, last) {
                if last == Some(NexisLabel::Highlight) && !is_copyright(self.text(at)) {
                    article.blocks.push((BlockKind::Highlight, self.text(at).to_string()));
                }
            } else {
                break;
            }
            at += 1;
        }
        // "BODY:" of a text.
        let is_body_label = |at: usize| {
            at < self.lines.len()
                && self.text(at).ends_with(':')
                && head_of(self.text(at)) == Some(NexisHead::Body)
        };
        body_head.map_or(if is_body_label(at) { at + 1 } else { at }, |head| head + 1)
    }

    /// Whether a line without label belongs to the label before it, because another one follows.
    fn label_follows(&self, at: usize, last: Option<NexisLabel>) -> bool {
        let is_next = |next: usize| self.label_above(next).is_some();
        let copyright_first = last.is_none() && is_copyright(self.text(at));
        copyright_first
            || (last.is_some()
                && (at + 1..=at + MAX_CONTINUATION_LINES).any(is_next)
                && at < self.lines.len())
    }

    fn take_label(&self, label: NexisLabel, value: &str, article: &mut PressArticle) {
        let value = value.trim().to_string();
        if value.is_empty() {
            return;
        }
        match label {
            NexisLabel::Title => article.title = Some(value),
            NexisLabel::Byline => article.byline = Some(value),
            NexisLabel::Section => article.section = Some(value),
            NexisLabel::Length => article.length = Some(value),
            NexisLabel::Dateline => article.dateline = Some(value),
            NexisLabel::Highlight => article.blocks.push((BlockKind::Highlight, value)),
            NexisLabel::Address => article.url = Some(value),
            NexisLabel::Language => article.language = Some(value),
            NexisLabel::Graphic => article.blocks.push((BlockKind::Caption, value)),
            NexisLabel::Correction => article.blocks.push((BlockKind::Correction, value)),
            NexisLabel::OtherAbove | NexisLabel::Updated | NexisLabel::Strong | NexisLabel::OtherBelow => {}
        }
    }

    /// Where the text ends.
    fn end_of_body(&self, body: usize) -> usize {
        let is_end = |at: usize| match self.label_below(at) {
            Some((label, value)) => label.ends_text(value),
            None => self.heads_tail(at),
        };
        let end = (body..self.lines.len()).find(|&at| is_end(at)).unwrap_or(self.lines.len());
        // Captions, corrections and addresses may come first. "NOTE: …" inside a text is followed by more of it.
        let is_label_below = |at: usize| self.label_below(at).is_some();
        let mut first = end;
        let mut unlabelled = 0;
        for at in (body..end).rev() {
            match () {
                () if is_label_below(at) => (first, unlabelled) = (at, 0),
                () if is_copyright(self.text(at)) && unlabelled == 0 && first == at + 1 => first = at,
                () if unlabelled < MAX_CONTINUATION_LINES && end < self.lines.len() => unlabelled += 1,
                () => break,
            }
        }
        let opens_long_part =
            |at: usize| matches!(self.label(at), Some((NexisLabel::Graphic | NexisLabel::Correction, _)));
        match first + 1 < end && !is_label_below(first + 1) && !opens_long_part(first) && first > body {
            // A paragraph with a label-like word, then more text.
            true if !(first + 1..end).all(|at| is_label_below(at) || is_copyright(self.text(at))) => end,
            _ => first,
        }
    }

    /// Whether a line heads a part below the text.
    fn heads_tail(&self, at: usize) -> bool {
        self.order == HeadOrder::TitleFirst
            && head_of(self.text(at)).is_some_and(|head| head != NexisHead::Body)
    }

    fn read_body(&self, body: usize, end: usize, article: &mut PressArticle) {
        let mut paragraphs: Vec<String> = (body..end.max(body))
            .flat_map(|at| self.text(at).lines().map(str::trim).map(str::to_string))
            .filter(|line| !line.is_empty())
            .collect();
        take_abstract(&mut paragraphs, article);
        if let Some(address) = paragraphs.pop_if(|last| is_address(last)) {
            article.url = Some(address);
        }
        while paragraphs.pop_if(|last| is_copyright(last)).is_some() {}
        article.paragraphs = paragraphs;
    }

    /// Reads what is below the text.
    fn read_tail(&self, from: usize, article: &mut PressArticle) {
        let mut part: Option<BlockKind> = None;
        for at in from..self.lines.len() {
            let line = self.text(at);
            if let Some((label, value)) = self.label_below(at) {
                self.take_label(label, value, article);
                part = match label {
                    NexisLabel::Graphic => Some(BlockKind::Caption),
                    NexisLabel::Correction => Some(BlockKind::Correction),
                    _ => None,
                };
            } else if let Some(head) = head_of(line).filter(|_| self.order == HeadOrder::TitleFirst) {
                part = match head {
                    NexisHead::Graphic => Some(BlockKind::Caption),
                    NexisHead::Correction => Some(BlockKind::Correction),
                    NexisHead::Notes => Some(BlockKind::Furniture),
                    NexisHead::Related => Some(BlockKind::ReadMore),
                    NexisHead::Body | NexisHead::Classification | NexisHead::End => None,
                };
            } else if is_copyright(line) {
                article.blocks.push((BlockKind::Copyright, one_line(line)));
            } else if is_address(line) && article.url.is_none() {
                article.url = Some(line.to_string());
            } else if let Some(kind) = part {
                article.blocks.push((kind, one_line(line)));
            }
        }
    }
}

/// "ABSTRACT", the summary, "FULL TEXT", the text.
fn take_abstract(paragraphs: &mut Vec<String>, article: &mut PressArticle) {
    let is_head = |line: &String, word: &str| line.trim_end_matches(':').eq_ignore_ascii_case(word);
    if !paragraphs.first().is_some_and(|first| is_head(first, "abstract")) {
        return;
    }
    let full_text = |line: &String| is_head(line, "full text") || is_head(line, "fulltext");
    let Some(at) = paragraphs.iter().position(full_text) else { return };
    let summary: Vec<String> = paragraphs.drain(..=at).collect();
    let summary = &summary[1..summary.len() - 1];
    article.blocks.extend(summary.iter().map(|line| (BlockKind::Abstract, line.clone())));
}

/// Whether a line is an address and nothing else.
pub(crate) fn is_address(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(' ')
}

/// "1 of 3 DOCUMENTS", "Dokument 1 von 3", "Document 1 de 3".
pub(crate) fn is_document_counter(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_of = |word: &&str| matches!(word.to_lowercase().as_str(), "of" | "von" | "de" | "van" | "di");
    let is_document = |word: &&str| {
        let word = word.to_lowercase();
        ["document", "dokument", "documento"].iter().any(|stem| word.starts_with(stem))
    };
    match words[..] {
        [one, of, all, documents] => {
            is_number(&one) && is_of(&of) && is_number(&all) && is_document(&documents)
                || is_document(&one) && is_number(&of) && is_of(&all) && is_number(&documents)
        }
        _ => false,
    }
}

/// "Late Edition - Final", "Correction Appended".
fn is_edition(line: &str) -> bool {
    const MAX_EDITION_CHARS: usize = 50;
    let folded = line.to_lowercase();
    line.chars().count() <= MAX_EDITION_CHARS
        && (folded == "correction appended"
            || ["edition", "ausgabe", "editie", "édition"].iter().any(|word| folded.ends_with(word))
            || folded.contains("edition - ")
            || folded.contains(" edition"))
}
