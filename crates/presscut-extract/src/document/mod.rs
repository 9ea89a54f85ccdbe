//! A text split once into tokens, sentences and paragraphs, for every extractor to read.
//!
//! Takes any text; gives a [`Document`]. The surprising decision: hyphenated words are several tokens ("Keng", "-",
//! "sheng"), and [`Token::space_before`] says which are joined, because dates, names and compounds each join them
//! differently.

pub mod characters;
pub mod english;
pub mod segmentation;
mod sentences;
mod token;
mod tokenizer;
pub(crate) mod vocabulary;

use std::ops::Range;

use crate::Span;
use segmentation::Segmentation;
use vocabulary::Generation;

pub use characters::is_cjk;
pub use token::{Token, TokenKind};

/// A text with its tokens, sentences and paragraphs.
#[derive(Debug)]
pub struct Document<'t> {
    /// The text itself.
    pub text: &'t str,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Its sentences, as ranges of tokens; together they cover all tokens.
    pub sentences: Vec<Range<usize>>,
    /// Its paragraphs, as ranges of tokens; a sentence never crosses one.
    pub paragraphs: Vec<Range<usize>>,
    /// The numbers of the words of its tokens.
    words: Vec<u32>,
    generation: Generation,
}

impl<'t> Document<'t> {
    /// Splits an English text.
    pub fn new(text: &'t str) -> Document<'t> {
        Document::segment(text, &english::SEGMENTATION)
    }

    /// Splits a text by a language's rules, in time linear in its length.
    pub(crate) fn segment(text: &'t str, rules: &Segmentation) -> Document<'t> {
        let (tokens, paragraph_starts) = tokenizer::tokenize(text, rules);
        let paragraphs = ranges_between(&paragraph_starts, tokens.len());
        let sentences = sentences::find_sentences(text, &tokens, &paragraphs, rules);
        let places = tokens.iter().map(|token| token.start as usize..token.end as usize);
        let (words, generation) = vocabulary::number_words(text, places);
        Document { text, tokens, sentences, paragraphs, words, generation }
    }

    /// The text of a token.
    #[inline]
    pub fn word(&self, token: usize) -> &'t str {
        let token = &self.tokens[token];
        &self.text[token.start as usize..token.end as usize]
    }

    /// The number of a token's word, under which a [`WordMemo`](vocabulary::WordMemo) of this generation knows it.
    #[inline]
    pub(crate) fn word_number(&self, token: usize) -> u32 {
        self.words[token]
    }

    /// What the numbers of its words mean.
    pub(crate) fn generation(&self) -> Generation {
        self.generation
    }

    /// The text from the first token of a range to its last.
    pub fn slice(&self, tokens: Range<usize>) -> &'t str {
        if tokens.is_empty() {
            return "";
        }
        &self.text[self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize]
    }

    /// The characters from the first token of a range to its last; the range must not be empty.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        Span::new(
            self.tokens[tokens.start].char_start as usize,
            self.tokens[tokens.end - 1].char_end as usize,
        )
    }

    /// The tokens that are in a span of characters, wholly or in part.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|token| token.char_end as usize <= span.start);
        let to = self.tokens.partition_point(|token| (token.char_start as usize) < span.end);
        from..to.max(from)
    }

    /// The number of a token's sentence.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= token)
    }

    /// The number of a token's paragraph.
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.end <= token)
    }
}

/// The ranges that begin at `starts`; the last ends at `end`.
fn ranges_between(starts: &[usize], end: usize) -> Vec<Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        (0..document.tokens.len()).map(|token| document.word(token)).collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        document.sentences.iter().map(|sentence| document.slice(sentence.clone())).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_different_tokens() {
        assert_eq!(
            words("Japan’s 1,200 ministers’ plan"),
            ["Japan", "’s", "1,200", "ministers", "’", "plan"]
        );
        assert_eq!(words("He don’t know O'Brien."), ["He", "don’t", "know", "O'Brien", "."]);
        assert_eq!(words("at 5am on 10/3/24"), ["at", "5", "am", "on", "10", "/", "3", "/", "24"]);
        assert_eq!(
            words("the U.S. and a.m. but J. Doe"),
            ["the", "U.S.", "and", "a.m.", "but", "J", ".", "Doe"]
        );
        assert_eq!(words("(TSMC, 台積電)"), ["(", "TSMC", ",", "台積電", ")"]);
        assert_eq!(words("the 1990s -- 22nd..."), ["the", "1990", "s", "--", "22", "nd", "..."]);
        assert_eq!(words("end.Next"), ["end", ".", "Next"]);
    }

    #[test]
    fn offsets_count_characters_and_bytes() {
        let document = Document::new("“台積電” said");
        let token = document.tokens[1];
        assert_eq!((token.char_start, token.char_end, token.start, token.end), (1, 4, 3, 12));
        assert_eq!(document.span(1..4).slice(document.text), Some("台積電” said"));
        assert_eq!(document.tokens_in(Span::new(2, 7)), 1..4);
    }

    #[test]
    fn a_stop_ends_a_sentence_but_not_in_an_abbreviation() {
        assert_eq!(
            sentences("Mr. Roe met Gov. J. Doe on Oct. 3. “It is late.” He left the U.S. The end"),
            ["Mr. Roe met Gov. J. Doe on Oct. 3.", "“It is late.”", "He left the U.S.", "The end"]
        );
        assert_eq!(sentences("The U.S. Navy came.\nIt went"), ["The U.S. Navy came.", "It went"]);
        assert_eq!(sentences("“Is it?” she asked. No"), ["“Is it?” she asked.", "No"]);
    }

    #[test]
    fn a_line_break_ends_a_paragraph_unless_the_line_goes_on() {
        let document = Document::new("One line\nthat goes on.\nNext\n\nlast");
        assert_eq!(document.paragraphs.len(), 3);
    }
}
