//! The subjects of a text's sentences, each looked for once.
//!
//! Takes a [`QuoteContext`] and a grammar; gives [`NounPhrase`]s. Every pronoun asks for the subjects of the same sentences.

use std::cell::RefCell;

use crate::quotes::context::QuoteContext;
use crate::quotes::grammar::QuoteGrammar;
use crate::quotes::noun_phrase::NounPhrase;

/// The subjects that were asked for so far.
pub struct SentenceSubjects<'s, 'd, 't> {
    context: &'s QuoteContext<'d, 't>,
    grammar: &'s QuoteGrammar,
    /// By the number of the sentence.
    known: RefCell<Vec<Lookup>>,
}

#[derive(Clone)]
enum Lookup {
    NotAsked,
    Found(Option<NounPhrase>),
}

impl<'s, 'd, 't> SentenceSubjects<'s, 'd, 't> {
    /// Nothing is looked for yet.
    pub fn new(context: &'s QuoteContext<'d, 't>, grammar: &'s QuoteGrammar) -> Self {
        let known = RefCell::new(vec![Lookup::NotAsked; context.sentences.len()]);
        SentenceSubjects { context, grammar, known }
    }

    /// The subject of a whole sentence.
    pub fn subject(&self, sentence: usize) -> Option<NounPhrase> {
        let mut known = self.known.borrow_mut();
        if let Lookup::Found(subject) = &known[sentence] {
            return subject.clone();
        }
        let range = &self.context.sentences[sentence];
        let subject = (self.grammar.sentence_subject)(self.context, range, range.end);
        known[sentence] = Lookup::Found(subject.clone());
        subject
    }
}
