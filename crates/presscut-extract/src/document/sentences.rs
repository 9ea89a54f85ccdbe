//! Splits paragraphs into sentences.
//!
//! Takes tokens; gives ranges of tokens. The surprising decision: after an abbreviation a sentence ends only if the next
//! word is one of a list of usual openers, since a capital alone is as likely to be a name ("the U.S. Navy").

use std::ops::Range;

use crate::document::segmentation::Segmentation;
use crate::document::token::{Token, TokenKind};

/// The sentences of a text as ranges of tokens; none crosses a paragraph.
pub(super) fn find_sentences(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Range<usize>],
    rules: &Segmentation,
) -> Vec<Range<usize>> {
    Splitter { text, tokens, rules }.find_sentences(paragraphs)
}

struct Splitter<'d> {
    text: &'d str,
    tokens: &'d [Token],
    rules: &'d Segmentation,
}

impl<'d> Splitter<'d> {
    fn word(&self, at: usize) -> &'d str {
        &self.text[self.tokens[at].start as usize..self.tokens[at].end as usize]
    }

    fn find_sentences(&self, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        for paragraph in paragraphs {
            let mut start = paragraph.start;
            let mut at = paragraph.start;
            while at < paragraph.end {
                if let Some(end) = self.sentence_end(at, paragraph.end) {
                    sentences.push(start..end);
                    start = end;
                    at = end;
                } else {
                    at += 1;
                }
            }
            if start < paragraph.end {
                sentences.push(start..paragraph.end);
            }
        }
        sentences
    }

    /// If the token at `at` ends a sentence: the token after the sentence and its closing marks.
    fn sentence_end(&self, at: usize, limit: usize) -> Option<usize> {
        let kind = self.tokens[at].kind;
        let word = self.word(at);
        let dotted = kind == TokenKind::Word && word.as_bytes().last() == Some(&b'.');
        let stop = kind == TokenKind::Punct
            && (matches!(word, "." | "!" | "?" | "…" | "。" | "！" | "？") || word.starts_with(".."));
        if !stop && !dotted {
            return None;
        }
        let mut next = at + 1;
        while next < limit && !self.tokens[next].space_before && is_closing(self.word(next)) {
            next += 1;
        }
        if next >= limit {
            return Some(next);
        }
        if !self.tokens[next].space_before {
            let cjk = matches!(word, "。" | "！" | "？");
            return cjk.then_some(next);
        }
        let opener = self.word(self.after_opening_marks(next, limit));
        let starts = opener.chars().next().is_some_and(|c| !c.is_lowercase());
        if !starts {
            return None;
        }
        let doubtful = next == at + 1 && (dotted || (word == "." && self.is_abbreviation(at)));
        (!doubtful || (self.may_end_sentence(at) && self.rules.sentence_openers.contains(&opener)))
            .then_some(next)
    }

    fn after_opening_marks(&self, mut at: usize, limit: usize) -> usize {
        while at + 1 < limit && self.tokens[at].kind == TokenKind::Punct {
            at += 1;
        }
        at
    }

    /// Whether the word before the full stop at `at` is written with a full stop anywhere in a sentence.
    fn is_abbreviation(&self, at: usize) -> bool {
        if at == 0 || self.tokens[at].space_before {
            return false;
        }
        let word = self.word(at - 1);
        let single_capital = self.tokens[at - 1].kind == TokenKind::Word
            && word.chars().count() == 1
            && word.chars().all(char::is_uppercase);
        single_capital || self.rules.abbreviations.contains(&word)
    }

    /// Whether the abbreviation at `at` can also end a sentence: "U.S.", "p.m.", "Inc.".
    fn may_end_sentence(&self, at: usize) -> bool {
        let word = self.word(at);
        if word != "." {
            return true;
        }
        !self.rules.never_last.contains(&self.word(at - 1))
    }
}

fn is_closing(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "''" | "’’" | ")" | "]" | "»" | "›" | "」" | "』")
}
