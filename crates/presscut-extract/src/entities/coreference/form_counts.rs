//! How often an article uses each form of a name, and which first words only one body has.
//!
//! Takes the tagged names of a document. Coreference asks it before it joins a short form with a long one.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Document;
use crate::entities::coreference::name_forms::{collapse_white_space, words_of, words_of_person};
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;

/// How often the article uses each form of a name, by its words: of organisations and of people.
#[derive(Debug, Default)]
pub(super) struct FormCounts(FxHashMap<Vec<String>, usize>);

impl FormCounts {
    pub(super) fn collect(
        document: &Document,
        names: &[TaggedName],
        grammar: &dyn EntityGrammar,
    ) -> FormCounts {
        let mut counts = FormCounts::default();
        for name in names {
            let form = collapse_white_space(document.slice(name.start..name.end));
            let words = match name.class {
                NameClass::Organization => words_of(&form, grammar),
                NameClass::Person => words_of_person(&form, grammar),
                _ => continue,
            };
            *counts.0.entry(words).or_default() += 1;
        }
        counts
    }

    /// How often a form is used.
    pub(super) fn uses(&self, form: &[String]) -> usize {
        self.0.get(form).copied().unwrap_or(0)
    }

    /// Whether a form is used at least as often as another.
    pub(super) fn is_as_common(&self, form: &[String], other: &[String]) -> bool {
        self.uses(form) >= self.uses(other)
    }
}

/// The first words that only one organisation of the article begins with: "Samsung" means "Samsung Electronics".
#[derive(Debug)]
pub(super) struct SoleOpeners(FxHashSet<String>);

impl SoleOpeners {
    pub(super) fn collect(
        document: &Document,
        names: &[TaggedName],
        grammar: &dyn EntityGrammar,
    ) -> SoleOpeners {
        let mut longest: FxHashMap<String, Option<Vec<String>>> = FxHashMap::default();
        let mut others: FxHashSet<String> = FxHashSet::default();
        for name in names {
            let form = collapse_white_space(document.slice(name.start..name.end));
            let words = words_of(&form, grammar);
            match (name.class, &words[..]) {
                (NameClass::Organization, [first, _, ..]) => {
                    let known = longest.entry(first.clone()).or_insert_with(|| Some(words.clone()));
                    *known = match known.take() {
                        Some(known) if words.starts_with(&known) => Some(words),
                        Some(known) if known.starts_with(&words) => Some(known),
                        _ => None,
                    };
                }
                (NameClass::Location | NameClass::Norp | NameClass::Person, [word]) => {
                    others.insert(word.clone());
                }
                _ => {}
            }
        }
        let only = longest
            .into_iter()
            .filter(|(word, long)| long.is_some() && word.len() > 2 && !others.contains(word));
        SoleOpeners(only.map(|(word, _)| word).collect())
    }

    /// Whether a word is such a first word.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}
