//! The length of a text in words.
//!
//! Scripts without spaces between words are segmented by a dictionary (icu_segmenter); unicode-segmentation has none and
//! takes each Chinese character for a word. Korean has spaces and is counted by them, as word processors do.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::text::shingles::is_unspaced;

/// The number of words, as a word processor counts them: runs without spaces that have a letter or digit; the words in a
/// run of Chinese, Japanese, Thai, Lao, Khmer or Burmese.
pub fn word_count(body: &str) -> usize {
    let (mut count, mut counted) = (0, false);
    let mut rest = body.as_bytes();
    while let Some(&first) = rest.first() {
        let (space, letter, length) = if first.is_ascii() {
            // Where one letter has been counted, the others of its run do not.
            let run = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            (matches!(first, b' ' | b'\t'..=b'\r'), run > 0, run.max(1))
        } else {
            match body[body.len() - rest.len()..].chars().next() {
                Some(c) if is_unspaced(c) => return count_with_dictionary(body),
                Some(c) => (c.is_whitespace(), c.is_alphanumeric(), c.len_utf8()),
                None => (false, false, 1),
            }
        };
        count += usize::from(letter && !counted);
        counted = !space && (counted || letter);
        rest = &rest[length..];
    }
    count
}

/// The number of words of a text that has letters of scripts without spaces.
fn count_with_dictionary(body: &str) -> usize {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let has_letter = |word: &str| word.contains(char::is_alphanumeric);
    let words_of = |run: &str| -> usize {
        if !run.contains(is_unspaced) {
            return usize::from(has_letter(run));
        }
        let ends: Vec<usize> = segmenter.segment_str(run).collect();
        ends.windows(2).filter(|pair| has_letter(&run[pair[0]..pair[1]])).count()
    };
    body.split(char::is_whitespace).map(words_of).sum()
}

#[cfg(test)]
mod tests {
    use super::word_count;

    #[test]
    fn words_are_runs_without_spaces_that_have_a_letter_or_digit() {
        for (body, count) in [
            ("", 0),
            ("The ferry — a wooden one — sank.", 6),
            ("“Éclair”\u{a0}für 3\u{2003}Kronen … \n\n- 2,5 %", 5),
            ("東京 で", 2),
            ("\u{1c}a\u{b}b", 2),
        ] {
            assert_eq!(word_count(body), count, "{body}");
        }
    }

    #[test]
    fn words_without_spaces_between_them_are_counted_by_a_dictionary() {
        for (body, count) in [
            ("我们昨天在图书馆看书。", 6),
            ("他在2031年买了iPhone，不是吗？", 8),
            ("私は昨日、図書館で本を読みました。", 10),
            ("ฉันไปโรงเรียนทุกวัน", 5),
            ("The 图书馆 opens at 9.", 6),
            ("부두 노동자들이 파업했다.", 3),
        ] {
            assert_eq!(word_count(body), count, "{body}");
        }
    }
}
