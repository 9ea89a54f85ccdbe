//! A page's lines as paragraphs.
//!
//! Most pages have one paragraph a line. A page that is evidently hard-wrapped (many lines of much the same length, in groups
//! separated by empty lines, most of them ending inside a sentence) has the lines of each group joined.

use crate::text::characters::{ends_as_sentence, without_closing_marks};

/// A paragraph, with the line of the page on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// From 1.
    pub line: usize,
    /// Without line breaks.
    pub text: String,
}

/// A shorter line is a heading or the end of a paragraph, whatever the page's width.
const MIN_WRAPPED_CHARS: usize = 45;
/// A longer line is a paragraph.
const MAX_WRAPPED_CHARS: usize = 110;

/// Splits a tidied text into paragraphs.
pub(crate) fn split_paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<Paragraph> = (1..)
        .zip(text.lines())
        .map(|(line, text)| Paragraph { line, text: text.trim().to_string() })
        .collect();
    let groups: Vec<&[Paragraph]> =
        lines.split(|line| line.text.is_empty()).filter(|group| !group.is_empty()).collect();
    if is_hard_wrapped(&groups) { groups.into_iter().flat_map(join_lines).collect() } else { groups.concat() }
}

fn char_count(line: &Paragraph) -> usize {
    line.text.chars().count()
}

fn ends_sentence(text: &str) -> bool {
    ends_as_sentence(text) || without_closing_marks(text).ends_with(':')
}

fn is_hard_wrapped(groups: &[&[Paragraph]]) -> bool {
    let inner: Vec<&Paragraph> = groups.iter().flat_map(|group| &group[..group.len() - 1]).collect();
    let full = inner
        .iter()
        .filter(|line| (MIN_WRAPPED_CHARS..=MAX_WRAPPED_CHARS).contains(&char_count(line)))
        .count();
    let open = inner.iter().filter(|line| !ends_sentence(&line.text)).count();
    let longest = groups.iter().flat_map(|group| group.iter()).map(char_count).max().unwrap_or(0);
    inner.len() >= 6
        && longest <= MAX_WRAPPED_CHARS
        && full * 5 >= inner.len() * 4
        && open * 3 >= inner.len() * 2
}

/// Joins the lines of a group; a line too short to have been wrapped ends its paragraph.
fn join_lines(group: &[Paragraph]) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    let mut is_open = false;
    for line in group {
        match joined.last_mut().filter(|_| is_open) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            None => joined.push(line.clone()),
        }
        is_open = char_count(line) >= MIN_WRAPPED_CHARS;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_paragraph_and_empty_lines_are_none() {
        let found = split_paragraphs("One line.\n\n\nAnother, of a page\nthat is not wrapped.");
        let lines: Vec<_> = found.iter().map(|p| (p.line, p.text.as_str())).collect();
        assert_eq!(lines, [(1, "One line."), (4, "Another, of a page"), (5, "that is not wrapped.")]);
    }

    #[test]
    fn a_hard_wrapped_page_is_joined() {
        let paragraph = "The council of Port Arden met for the third time this month to\n\
                         talk about the harbor wall, which has been leaking since the\n\
                         storms of last autumn, and to hear what the engineers who were\n\
                         sent to look at it had found there.";
        let found = split_paragraphs(&format!("A SHORT HEADING\n\n{paragraph}\n\n{paragraph}"));
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].text, paragraph.replace('\n', " "));
        assert_eq!(found[2].line, 8);
    }
}
