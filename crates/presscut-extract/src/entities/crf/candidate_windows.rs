//! Candidate windows: the tokens that may be part of a name, and a few tokens around them.
//!
//! Takes the contexts of a document's tokens; gives ranges of tokens. The rest of a text, half of the news, is outside
//! of any name and never tagged. The surprising decision: the capital of "The" or "He" at the beginning of a sentence
//! makes no candidate.

use std::ops::Range;

use crate::Document;
use crate::entities::features::token_context::TokenContext;

/// Tokens on both sides of a candidate that may belong to its name.
const WINDOW_MARGIN_TOKENS: usize = 2;

/// A part of a sentence where names may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateWindow {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of its sentence.
    pub sentence: Range<usize>,
}

/// Marks the tokens that may be part of a name by themselves: capitals, numbers, currencies, other scripts.
pub(crate) fn mark_candidates(document: &Document, contexts: &mut [TokenContext]) {
    for sentence in &document.sentences {
        for at in sentence.clone() {
            let form = contexts[at].form;
            let capital = |at: usize| sentence.contains(&at) && contexts[at].form.capital;
            // "I" is a capital anywhere.
            let lone_pronoun = form.capital_pronoun && at.checked_sub(1).is_none_or(|at| !capital(at));
            let plain_opener =
                form.sentence_opener && (contexts[at].opens_sentence || lone_pronoun) && !capital(at + 1);
            contexts[at].is_candidate = form.stands_out && !plain_opener;
        }
    }
}

/// The windows around candidates, in order; windows that touch are one.
pub(crate) fn find_candidate_windows(document: &Document, contexts: &[TokenContext]) -> Vec<CandidateWindow> {
    let mut windows: Vec<CandidateWindow> = Vec::new();
    for sentence in &document.sentences {
        let mut open: Option<Range<usize>> = None;
        for at in sentence.clone().filter(|&at| contexts[at].is_candidate) {
            let start = at.saturating_sub(WINDOW_MARGIN_TOKENS).max(sentence.start);
            let end = (at + 1 + WINDOW_MARGIN_TOKENS).min(sentence.end);
            match &mut open {
                Some(window) if start <= window.end => window.end = end,
                _ => {
                    let tokens = open.replace(start..end);
                    windows
                        .extend(tokens.map(|tokens| CandidateWindow { tokens, sentence: sentence.clone() }));
                }
            }
        }
        windows.extend(open.map(|tokens| CandidateWindow { tokens, sentence: sentence.clone() }));
    }
    windows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::english::English;
    use crate::entities::features::token_context;
    use crate::entities::features::word_types::WordTypes;
    use crate::entities::gazetteer::Gazetteer;

    /// The windows of a text, as they are written.
    fn windows(text: &str) -> Vec<&str> {
        let (document, mut words) = (Document::new(text), WordTypes::default());
        let (gazetteer, _) = Gazetteer::from_bytes(&[0; 8]).unwrap();
        let numbers = words.number_tokens(&document, 0, gazetteer, &English);
        let mut contexts = token_context::make_contexts(&document, &numbers, &words);
        mark_candidates(&document, &mut contexts);
        let windows = find_candidate_windows(&document, &contexts);
        windows.into_iter().map(|window| document.slice(window.tokens)).collect()
    }

    #[test]
    fn a_window_has_two_tokens_on_both_sides_of_a_candidate() {
        let text =
            "a ship that left the port of Tarvana with grain and with oil was lost near Port of the Saints";
        assert_eq!(windows(text), ["port of Tarvana with grain", "lost near Port of the Saints"]);
    }

    #[test]
    fn a_sentence_opener_is_a_candidate_only_where_a_capital_follows() {
        assert_eq!(windows("The harbour was closed and I left. He said so."), [""; 0]);
        assert_eq!(windows("The Tarvana was late."), ["The Tarvana was late"]);
        assert_eq!(windows("they left. Ships were late."), ["Ships were late"]);
    }

    #[test]
    fn no_window_reaches_into_another_sentence() {
        assert_eq!(windows("They met Roe. Then they left Tarvana."), ["They met Roe.", "they left Tarvana."]);
    }
}
