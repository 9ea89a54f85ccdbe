//! What a name is, by what it is elsewhere in the same article: the recogniser sees one sentence at a time.
//!
//! The surprising decision: a company that is named after a person stays a company where it is named by that one word,
//! while a place that is named like a person of the article is that person.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::bioes::{Class, Found};

/// The words with which the names of organisations of several words begin: Ford, where there is Ford Motor Co.
pub fn companies<'t>(document: &Document<'t>, names: &[Found]) -> FxHashSet<&'t str> {
    let several = names.iter().filter(|name| name.class == Class::Organization && name.end - name.start > 1);
    several.map(|name| document.word(name.start)).collect()
}

/// How often each name is what, in the order in which it is first found to be so.
type Counts<'t> = FxHashMap<&'t str, Vec<(Class, usize)>>;

/// Gives each name the class that the article as a whole speaks for.
pub fn with_one_type(document: &Document, mut names: Vec<Found>) -> Vec<Found> {
    let counts = counts(document, &names);
    let seen = Seen::of(document, &names);
    for name in &mut names {
        let text = document.slice(name.start..name.end);
        if let Some(class) = seen.class(document, name, &counts) {
            name.class = class;
            continue;
        }
        let Some(counted) = counts.get(text) else { continue };
        let own = counted.iter().find(|(class, _)| *class == name.class).map_or(0, |(_, count)| *count);
        // Of classes that are equally frequent, each name keeps its own.
        if let Some((class, _)) = counted.iter().find(|(_, count)| *count > 2 * own) {
            name.class = *class;
        }
    }
    names
}

fn counts<'t>(document: &Document<'t>, names: &[Found]) -> Counts<'t> {
    let mut counts = Counts::default();
    for name in names {
        let counted = counts.entry(document.slice(name.start..name.end)).or_default();
        match counted.iter_mut().find(|(class, _)| *class == name.class) {
            Some((_, count)) => *count += 1,
            None => counted.push((name.class, 1)),
        }
    }
    counts
}

/// What the longer names of an article say of the shorter ones.
struct Seen<'t> {
    companies: FxHashSet<&'t str>,
    /// Names of companies without what says that they are companies.
    firms: FxHashSet<&'t str>,
    given: FxHashSet<&'t str>,
    surnames: FxHashSet<&'t str>,
    /// Words that name a person alone.
    alone: FxHashSet<&'t str>,
}

impl<'t> Seen<'t> {
    fn of(document: &Document<'t>, names: &[Found]) -> Seen<'t> {
        let people = || names.iter().filter(|name| name.class == Class::Person);
        let full = || people().filter(|name| name.end - name.start > 1);
        let firms = names.iter().filter(|name| {
            name.class == Class::Organization
                && name.end - name.start > 2
                && is_company_form(document.word(name.end - 1))
        });
        Seen {
            companies: companies(document, names),
            firms: firms.map(|name| document.slice(name.start..name.end - 1)).collect(),
            given: full().map(|name| document.word(name.start)).collect(),
            surnames: full().map(|name| document.word(name.end - 1)).collect(),
            alone: people()
                .filter(|name| name.end - name.start == 1)
                .map(|name| document.word(name.start))
                .collect(),
        }
    }

    /// The class that a longer name gives to this one.
    fn class(&self, document: &Document, name: &Found, counts: &Counts) -> Option<Class> {
        let (first, last) = (document.word(name.start), document.word(name.end - 1));
        let mistaken = matches!(
            name.class,
            Class::Location
                | Class::Organization
                | Class::Misc
                | Class::Norp
                | Class::Facility
                | Class::Product
        );
        if name.end - name.start > 1 {
            let named = |class: Class| {
                matches!(class, Class::Person | Class::Location | Class::Misc | Class::Product)
            };
            if named(name.class) && self.firms.contains(document.slice(name.start..name.end)) {
                return Some(Class::Organization);
            }
            let words = (name.start..name.end).all(|at| {
                document.tokens[at].kind == TokenKind::Word
                    && document.word(at).starts_with(char::is_uppercase)
            });
            let person =
                matches!(name.class, Class::Location | Class::Misc) && words && name.end - name.start <= 3;
            return (person && self.alone.contains(last) && !self.companies.contains(first))
                .then_some(Class::Person);
        }
        if !mistaken || (name.class == Class::Organization && self.companies.contains(first)) {
            return None;
        }
        // A surname is its bearer's, whatever a preposition before it makes it look like.
        if self.surnames.contains(first)
            && matches!(name.class, Class::Location | Class::Organization | Class::Misc)
        {
            return Some(Class::Person);
        }
        let count = |class: Class| {
            let counted = counts.get(first).into_iter().flatten();
            counted.filter(|(other, _)| *other == class).map(|(_, count)| *count).sum::<usize>()
        };
        let by_name = self.surnames.contains(first) || self.given.contains(first);
        (by_name && count(Class::Person) >= count(name.class)).then_some(Class::Person)
    }
}

fn is_company_form(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.').to_lowercase().as_str(),
        "co" | "company"
            | "corp"
            | "corporation"
            | "inc"
            | "ltd"
            | "limited"
            | "plc"
            | "llc"
            | "ag"
            | "sa"
            | "nv"
            | "gmbh"
            | "bhd"
            | "tbk"
            | "holdings"
            | "holding"
            | "group"
    )
}
