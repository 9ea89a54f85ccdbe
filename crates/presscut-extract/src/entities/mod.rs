//! People, organisations, places …: where they are named, and which names are one entity inside an article.
//!
//! Takes a [`Document`]; gives entities, their mentions and amounts of money. A linear model over hashed features
//! ([`features`], [`crf`]) tags the names in each sentence; [`coreference`] makes one entity of the names that mean one;
//! [`money`] reads amounts. What all of them have to know of a language they ask its [`EntityGrammar`]. The surprising
//! decision: money and dates are tagged by the same model as names, so that they are not mistaken for names.

pub(crate) mod coreference;
pub mod crf;
pub mod english;
pub mod features;
pub mod gazetteer;
pub mod grammar;
pub(crate) mod money;
#[cfg(test)]
mod name_repair_tests;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use crate::{Document, Entity, Mention, MoneyMention};
use crf::bioes::{TaggedName, names_from_tags};
use crf::boundary_repair::repair_boundaries;
use crf::emission_cache::EmissionCache;
use crf::listed_names::add_listed_names;
use crf::model::Model;
use crf::name_joins::join_names;
use crf::name_splits::split_names;
use crf::names_by_context::add_names_by_context;
use crf::tagger::tag_tokens;
use features::DocumentFeatures;
use features::word_types::WordTypes;
use grammar::EntityGrammar;

/// Finds entities by one model and one language's grammar.
#[derive(Debug)]
pub struct EntityFinder {
    model: Model,
    grammar: &'static dyn EntityGrammar,
}

thread_local! {
    /// The words that this thread has met, under the model that it used last. A finder owns its model, so that two
    /// finders in one process never share what is remembered here.
    static WORD_CACHE: RefCell<(WordTypes, EmissionCache)> = RefCell::default();
}

impl EntityFinder {
    /// A finder that uses a model trained with this grammar.
    pub fn new(model: Model, grammar: &'static dyn EntityGrammar) -> EntityFinder {
        EntityFinder { model, grammar }
    }

    /// What the finder knows of its language beside the model.
    pub fn grammar(&self) -> &'static dyn EntityGrammar {
        self.grammar
    }

    /// The entities of a text, their mentions in order and without overlaps, and the amounts of money in it.
    pub fn find_entities(&self, document: &Document) -> (Vec<Entity>, Vec<Mention>, Vec<MoneyMention>) {
        let names = self.tag_names(document);
        let money = money::extract_money(document, &names, self.grammar);
        let (entities, mentions) = coreference::resolve_entities(document, names, self.grammar);
        (entities, mentions, money)
    }

    /// The names that the model finds in a document, in order and without overlaps, money and dates among them.
    pub fn tag_names(&self, document: &Document) -> Vec<TaggedName> {
        WORD_CACHE.with_borrow_mut(|(words, emissions)| {
            let (model, grammar) = (&self.model, self.grammar);
            let gazetteer = model.gazetteer();
            let numbers = words.number_tokens(document, model.id(), gazetteer, grammar);
            let features = DocumentFeatures::new(document, &numbers, words, gazetteer, grammar);
            let names = names_from_tags(&tag_tokens(model, &features, emissions), 0);
            let names = repair_boundaries(document, names, grammar);
            let names = split_names(document, names, &features, grammar);
            let names = join_names(document, names, grammar);
            let names = add_listed_names(document, names, &features, grammar);
            add_names_by_context(document, names, &features, grammar)
        })
    }
}
