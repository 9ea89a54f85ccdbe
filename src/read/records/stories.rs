//! `.story` files of the CNN and Daily Mail collection: the text, and under it what editors set off, each after a line
//! "@highlight".

use crate::model::{Block, BlockKind, Scrape};
use crate::read::encoding;
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::record::{Parser, Record};
use crate::read::records::whole_stream::WholeStreamSplitter;

/// Stories with highlights.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "story",
    description: "One story with its highlights under it (@highlight)",
    precedence: 95,
    kind: FormatKind::Text { extensions: &["story"], recognise, open },
};

/// The line above a highlight.
const MARK: &str = "@highlight";

fn recognise(head: &TextHead<'_>) -> bool {
    let has_mark =
        || head.bytes.split(|&byte| byte == b'\n').any(|line| line.trim_ascii() == MARK.as_bytes());
    head.is_named_as(&FORMAT) || has_mark()
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let TextStream { stream, template, options, sampling, .. } = text;
    let splitter = WholeStreamSplitter::new(stream, template, options.limits);
    Ok(FormatRecords::single(splitter, sampling.charset_of_single_record(), StoryParser))
}

/// Parses a story.
struct StoryParser;

impl Parser for StoryParser {
    fn parse(&self, record: &Record) -> Result<Scrape, Unreadable> {
        let decoded = encoding::decode(&record.bytes, record.charset);
        let mut parts = split_highlights(&decoded.text).into_iter();
        let story = parts.next().unwrap_or_default();
        let line = story.lines().count() + 1;
        let blocks = parts
            .map(|text| Block { kind: BlockKind::Highlight, text, line })
            .filter(|block| !block.text.is_empty())
            .collect();
        let (facts, text) = split_facts(&story);
        if text.trim().is_empty() {
            return Err(Unreadable::new("empty", "has no text above its highlights"));
        }
        Ok(Scrape {
            origin: record.origin.clone(),
            encoding: Some(decoded.encoding_name()),
            text: text.trim_end().to_string(),
            byline: facts.byline,
            published: facts.published,
            modified: facts.modified,
            blocks,
            ..Scrape::default()
        })
    }
}

/// The text, and each highlight on one line.
fn split_highlights(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if line.trim() == MARK {
            parts.push(String::new());
            continue;
        }
        let is_story = parts.len() == 1;
        if let Some(part) = parts.last_mut() {
            match is_story {
                true => part.extend([line, "\n"]),
                false => part.extend([if part.is_empty() { "" } else { " " }, line.trim()]),
            }
        }
    }
    parts.iter_mut().skip(1).for_each(|part| *part = part.trim().to_string());
    parts
}

/// What is in pieces above a story of the Daily Mail: "By", ".", "Jane Roe", ".", "PUBLISHED:", …
#[derive(Debug, Default, PartialEq, Eq)]
struct StoryFacts {
    byline: Option<String>,
    published: Option<String>,
    modified: Option<String>,
}

/// Splits the facts from the text under them.
fn split_facts(story: &str) -> (StoryFacts, &str) {
    let mut facts = StoryFacts::default();
    let mut label = None;
    let mut at = 0;
    for line in story.split_inclusive('\n') {
        let piece = line.trim();
        match (piece, label) {
            ("" | "." | "|" | "Follow @@", _) => {}
            ("By", _) => label = Some("By"),
            ("PUBLISHED:" | "UPDATED:" | "Created:" | "Last updated:", _) => label = Some(piece),
            (_, Some("By")) => (facts.byline, label) = (Some(piece.to_string()), None),
            (_, Some("UPDATED:" | "Last updated:")) => {
                (facts.modified, label) = (Some(piece.to_string()), None)
            }
            (_, Some(_)) => (facts.published, label) = (Some(piece.to_string()), None),
            (_, None) => break,
        }
        at += line.len();
    }
    (facts, &story[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_in_pieces_are_told_from_the_text() {
        let story = "By\n\n.\n\nJane Roe\n\n.\n\nPUBLISHED:\n\n.\n\n07:54 EST, 3 January 2031\n\n.\n\nIt closed.\n\nBy then.\n";
        let (facts, text) = split_facts(story);
        assert_eq!(facts.byline.as_deref(), Some("Jane Roe"));
        assert_eq!(facts.published.as_deref(), Some("07:54 EST, 3 January 2031"));
        assert_eq!(text, "It closed.\n\nBy then.\n");
        assert_eq!(split_facts("It closed.").1, "It closed.");
    }

    #[test]
    fn highlights_are_under_their_marks() {
        assert_eq!(split_highlights("A\n\n@highlight\n\nB\nc\n\n@highlight\n\nD\n"), ["A\n\n", "B c", "D"]);
    }
}
