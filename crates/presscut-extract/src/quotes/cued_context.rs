//! A text's context with the cues of its sentences and the grammar that found them.
//!
//! Takes a [`QuoteContext`] and a [`QuoteGrammar`]; gives the [`CuedContext`] that classification, attribution and
//! training read. The surprising decision: cues are found once for a sentence and not once for a quote, since several
//! quotes share a sentence.

use crate::quotes::context::QuoteContext;
use crate::quotes::cue::Cue;
use crate::quotes::grammar::QuoteGrammar;

/// A text that is ready for attribution.
pub struct CuedContext<'c, 'd, 't> {
    /// The text around the quotes.
    pub context: &'c QuoteContext<'d, 't>,
    /// The grammar of its language.
    pub grammar: &'c QuoteGrammar,
    /// The number of the narrator's sentence of each quoted span.
    pub span_sentences: Vec<usize>,
    /// By the number of the sentence.
    cues: Vec<Vec<Cue>>,
}

impl<'c, 'd, 't> CuedContext<'c, 'd, 't> {
    /// Finds the cues of the sentences with quoted spans and of those right before and after them.
    #[cfg(feature = "train")]
    pub fn around_spans(context: &'c QuoteContext<'d, 't>, grammar: &'c QuoteGrammar) -> Self {
        let span_sentences = sentences_of_spans(context);
        let mut cues = vec![Vec::new(); context.sentences.len()];
        let mut next = 0;
        for &sentence in &span_sentences {
            for near in next.max(sentence.saturating_sub(1))..(sentence + 2).min(cues.len()) {
                cues[near] = (grammar.find_cues)(context, &context.sentences[near]);
                next = near + 1;
            }
        }
        CuedContext { context, grammar, span_sentences, cues }
    }

    /// Finds the cues of all sentences, as indirect quotes need them.
    pub fn of_all_sentences(context: &'c QuoteContext<'d, 't>, grammar: &'c QuoteGrammar) -> Self {
        let span_sentences = sentences_of_spans(context);
        let cues = context.sentences.iter().map(|sentence| (grammar.find_cues)(context, sentence)).collect();
        CuedContext { context, grammar, span_sentences, cues }
    }

    /// The cues of a sentence, in order; none past the last sentence.
    pub fn cues(&self, sentence: usize) -> &[Cue] {
        self.cues.get(sentence).map(Vec::as_slice).unwrap_or_default()
    }
}

fn sentences_of_spans(context: &QuoteContext) -> Vec<usize> {
    context.spans.iter().map(|span| context.sentence_of(span.open)).collect()
}
