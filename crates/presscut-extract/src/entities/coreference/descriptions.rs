//! What a text says of the kind of thing that a name is: "Harrow Green, a charity", "a chemist at Orrin Labs", "the retailer
//! Sund".
//!
//! Takes tagged names; gives the class that a description shows, by the name as written. The surprising decision: only what a
//! place preposition does not govern is described, since "In Lundby, a company said" says nothing of Lundby.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;

/// The classes that descriptions show, by the name as written.
pub(super) fn described_classes<'t>(
    document: &Document<'t>,
    names: &[TaggedName],
    grammar: &dyn EntityGrammar,
) -> FxHashMap<&'t str, NameClass> {
    let mut described = FxHashMap::default();
    let people: FxHashSet<&str> = names
        .iter()
        .filter(|name| name.class == NameClass::Person && name.end - name.start > 1)
        .map(|name| document.word(name.end - 1))
        .collect();
    for name in names {
        if let Some(class) = class_of_no_person(document, name, grammar, &people) {
            described.insert(document.slice(name.start..name.end), class);
            continue;
        }
        if is_site(document, name, grammar) {
            described.insert(document.slice(name.start..name.end), NameClass::Facility);
            continue;
        }
        let doubtful = matches!(
            name.class,
            NameClass::Location
                | NameClass::Organization
                | NameClass::Misc
                | NameClass::Facility
                | NameClass::Product
        );
        if !doubtful {
            continue;
        }
        let last = document.word(name.end - 1);
        let by_last_word = grammar.class_by_last_word(name.class, last).filter(|_| name.end - name.start > 1);
        let class = by_last_word.or_else(|| class_by_publishing(document, name, grammar));
        let class = class
            .or_else(|| class_in_apposition(document, name, grammar))
            .or_else(|| class_by_noun_before(document, name, grammar))
            .or_else(|| class_by_workplace(document, name, grammar));
        // Where it is a body already, others of its name are, too.
        let is_sure = class == Some(NameClass::Organization)
            && class_by_noun_before(document, name, grammar) == class
            && !people.contains(document.word(name.end - 1));
        if let Some(class) = class.filter(|class| *class != name.class || is_sure) {
            described.insert(document.slice(name.start..name.end), class);
        }
    }
    described
}

/// "Ana Roe Productions", "the gas company Sund": what was taken for a person is a body by its last word, or by the noun before
/// it where nobody has that surname.
fn class_of_no_person(
    document: &Document,
    name: &TaggedName,
    grammar: &dyn EntityGrammar,
    people: &FxHashSet<&str>,
) -> Option<NameClass> {
    if name.class != NameClass::Person || grammar.title_before(document, name.start, 0).is_some() {
        return None;
    }
    if name.end - name.start > 1 {
        let by_noun = || {
            let is_given = grammar.is_given_name(document.word(name.start));
            class_by_noun_before(document, name, grammar).filter(|_| !is_given)
        };
        return grammar.class_by_last_word(name.class, document.word(name.end - 1)).or_else(by_noun);
    }
    if people.contains(document.word(name.start)) {
        return None;
    }
    class_by_noun_before(document, name, grammar)
}

/// "at Karl Roe hospital", "Ana Roe airport": what bears somebody's name is not that person.
fn is_site(document: &Document, name: &TaggedName, grammar: &dyn EntityGrammar) -> bool {
    let next = name.end;
    name.class == NameClass::Person
        && name.end - name.start > 1
        && next < document.tokens.len()
        && grammar.is_site_noun(document.word(next))
}

/// "Harrow Green, a charity that", "Harrow Green, an environmental group,".
fn class_in_apposition(
    document: &Document,
    name: &TaggedName,
    grammar: &dyn EntityGrammar,
) -> Option<NameClass> {
    const MAX_APPOSITION_TOKENS: usize = 7;
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let governed = name
        .start
        .checked_sub(1)
        .is_some_and(|before| grammar.is_place_preposition(word(before)) && word(before) != "at");
    let is_place = matches!(name.class, NameClass::Location | NameClass::Facility);
    if governed && is_place || word(name.end) != "," || !grammar.is_indefinite_article(word(name.end + 1)) {
        return None;
    }
    let first = name.end + 2;
    let is_inside = |&at: &usize| {
        let word = word(at);
        let small = word.starts_with(char::is_lowercase) && !grammar.ends_description(word);
        at < document.tokens.len()
            && (small
                || word == "-"
                || document.tokens[at].kind == TokenKind::Word && word.starts_with(char::is_uppercase))
    };
    let last = (first..first + MAX_APPOSITION_TOKENS).take_while(is_inside).last()?;
    grammar.described_class(&word(last).to_lowercase())
}

/// "the retailer Sund", "the city of Lundby".
fn class_by_noun_before(
    document: &Document,
    name: &TaggedName,
    grammar: &dyn EntityGrammar,
) -> Option<NameClass> {
    let noun = name.start.checked_sub(1).map(|at| document.word(at))?;
    if noun == "of" {
        let noun = name.start.checked_sub(2).map(|at| document.word(at))?;
        return grammar.described_class(noun).filter(|class| *class == NameClass::Location);
    }
    let article = name.start.checked_sub(2).map(|at| document.word(at))?;
    let is_definite = grammar.is_definite_article(article) || article.starts_with(char::is_lowercase);
    let class = grammar.described_class(noun).filter(|class| *class == NameClass::Organization);
    class.filter(|_| is_definite && name.class != NameClass::Location)
}

/// "published in the Tide Review": what texts are published in is a paper, unless it is a place.
fn class_by_publishing(
    document: &Document,
    name: &TaggedName,
    grammar: &dyn EntityGrammar,
) -> Option<NameClass> {
    let mut at = name.start.checked_sub(1)?;
    if grammar.is_definite_article(document.word(at)) {
        at = at.checked_sub(1)?;
    }
    let published = grammar.is_place_preposition(document.word(at))
        && at.checked_sub(1).is_some_and(|verb| grammar.is_publishing_word(document.word(verb)));
    (published && matches!(name.class, NameClass::Misc | NameClass::Product))
        .then_some(NameClass::Organization)
}

/// "a chemist at Orrin Labs": people work at bodies; one word can be a place.
fn class_by_workplace(
    document: &Document,
    name: &TaggedName,
    grammar: &dyn EntityGrammar,
) -> Option<NameClass> {
    let at = name.start.checked_sub(1)?;
    let role = at.checked_sub(1)?;
    let works = name.end - name.start > 1
        && matches!(name.class, NameClass::Location | NameClass::Misc)
        && document.word(at) == "at"
        && grammar.is_occupation(document.word(role));
    works.then_some(NameClass::Organization)
}
