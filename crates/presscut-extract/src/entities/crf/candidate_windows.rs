//! Where names may be: the words that stand out, and a few tokens around them. The rest of a text is outside of any
//! name, and is neither looked at nor tagged; that is half of the news.
//!
//! The surprising decision: "The" and "He" at the beginning of a sentence do not stand out for their capital.

use std::ops::Range;

use crate::Document;
use crate::entities::features::Seen;
use crate::entities::features::word_types::Words;

/// So many tokens on both sides of a word that stands out may belong to its name.
const REACH: usize = 2;

/// A stretch of a sentence where names may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Island {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Those of the sentence around it.
    pub sentence: Range<usize>,
}

/// Notes which tokens stand out: capitals, numbers, currencies, other scripts.
pub(crate) fn note(document: &Document, words: &Words, seen: &mut [Seen]) {
    for sentence in &document.sentences {
        for at in sentence.clone() {
            let form = words.form(seen[at].form);
            let capital = |at: usize| sentence.contains(&at) && words.form(seen[at].form).capital;
            // "I" is a capital anywhere.
            let small = form.small
                && (seen[at].opens || form.pronoun && at.checked_sub(1).is_none_or(|at| !capital(at)))
                && !capital(at + 1);
            seen[at].stands_out = form.stands_out && !small;
        }
    }
}

/// The stretches around what stands out, in order.
pub(crate) fn find(document: &Document, seen: &[Seen]) -> Vec<Island> {
    let mut islands: Vec<Island> = Vec::new();
    for sentence in &document.sentences {
        let mut open: Option<Range<usize>> = None;
        for at in sentence.clone().filter(|&at| seen[at].stands_out) {
            let around = at.saturating_sub(REACH).max(sentence.start)..(at + 1 + REACH).min(sentence.end);
            match &mut open {
                Some(island) if around.start <= island.end => island.end = around.end,
                _ => {
                    let tokens = open.replace(around);
                    islands.extend(tokens.map(|tokens| Island { tokens, sentence: sentence.clone() }));
                }
            }
        }
        islands.extend(open.map(|tokens| Island { tokens, sentence: sentence.clone() }));
    }
    islands
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::features::Features;
    use crate::entities::features::word_types::Words;

    /// The stretches of a text where names may be, as they are written.
    fn islands(text: &str) -> Vec<&str> {
        let (document, mut words) = (Document::new(text), Words::default());
        let lexicon = crate::entities::model().lexicon();
        let numbers = words.read(&document, lexicon);
        let features = Features::new(&document, &numbers, &words, lexicon);
        features.islands().iter().map(|island| document.slice(island.tokens.clone())).collect()
    }

    #[test]
    fn two_tokens_on_both_sides_of_what_stands_out_are_looked_at() {
        let text =
            "a ship that left the port of Tarvana with grain and with oil was lost near Port of the Saints";
        assert_eq!(islands(text), ["port of Tarvana with grain", "lost near Port of the Saints"]);
    }

    #[test]
    fn the_words_with_which_sentences_begin_stand_out_where_a_capital_follows() {
        assert_eq!(islands("The harbour was closed and I left. He said so."), [""; 0]);
        assert_eq!(islands("The Tarvana was late."), ["The Tarvana was late"]);
        assert_eq!(islands("they left. Ships were late."), ["Ships were late"]);
    }

    #[test]
    fn no_stretch_reaches_into_another_sentence() {
        assert_eq!(islands("They met Roe. Then they left Tarvana."), ["They met Roe.", "they left Tarvana."]);
    }
}
