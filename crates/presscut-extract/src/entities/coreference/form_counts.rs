//! How often an article uses each form of a name, and which first words only one body has.
//!
//! Takes the tagged names of a document. Coreference asks it before it joins a short form with a long one.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Document;
use crate::entities::coreference::name_forms::{collapse_white_space, words_of, words_of_person};
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;

/// The different names of an article in the order of the text, each with its class and how often it is used.
pub(super) struct DistinctNames<'t>(Vec<(&'t str, NameClass, usize)>);

impl<'t> DistinctNames<'t> {
    pub(super) fn collect(document: &Document<'t>, names: &[TaggedName]) -> DistinctNames<'t> {
        let mut distinct = DistinctNames(Vec::new());
        let mut numbers: FxHashMap<(&str, u8), usize> = FxHashMap::default();
        for name in names {
            let form = document.slice(name.start..name.end);
            let number = *numbers.entry((form, name.class as u8)).or_insert(distinct.0.len());
            match distinct.0.get_mut(number) {
                Some((.., uses)) => *uses += 1,
                None => distinct.0.push((form, name.class, 1)),
            }
        }
        distinct
    }

    fn iter(&self) -> impl Iterator<Item = (&'t str, NameClass, usize)> {
        self.0.iter().copied()
    }
}

/// How often the article uses each form of a name, by its words: of organisations and of people.
#[derive(Debug, Default)]
pub(super) struct FormCounts(FxHashMap<Vec<String>, usize>);

impl FormCounts {
    pub(super) fn collect(names: &DistinctNames, grammar: &dyn EntityGrammar) -> FormCounts {
        let mut counts = FormCounts::default();
        for (form, class, uses) in names.iter() {
            let words = match class {
                NameClass::Organization => words_of(&collapse_white_space(form), grammar),
                NameClass::Person => words_of_person(&collapse_white_space(form), grammar),
                _ => continue,
            };
            *counts.0.entry(words).or_default() += uses;
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
    pub(super) fn collect(names: &DistinctNames, grammar: &dyn EntityGrammar) -> SoleOpeners {
        let mut longest: FxHashMap<String, Option<Vec<String>>> = FxHashMap::default();
        let mut others: FxHashSet<String> = FxHashSet::default();
        for (form, class, _) in names.iter() {
            let is_other = matches!(class, NameClass::Location | NameClass::Norp | NameClass::Person);
            if !is_other && class != NameClass::Organization {
                continue;
            }
            let words = words_of(&collapse_white_space(form), grammar);
            match &words[..] {
                [word] if is_other => {
                    others.insert(word.clone());
                }
                [first, _, ..] if !is_other => {
                    let known = longest.entry(first.clone()).or_insert_with(|| Some(words.clone()));
                    *known = match known.take() {
                        Some(known) if words.starts_with(&known) => Some(words),
                        Some(known) if known.starts_with(&words) => Some(known),
                        _ => None,
                    };
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
