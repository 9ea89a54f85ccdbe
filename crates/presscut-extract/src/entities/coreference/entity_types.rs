//! One type for a name throughout an article: the tagger sees one sentence at a time.
//!
//! Takes tagged names; gives them back with the class that the article as a whole supports. The surprising decision: a company that is named after a person stays a company where it is named by that one word,
//! while a place that is named like a person of the article is that person.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Document;
use crate::document::TokenKind;
use crate::entities::coreference::descriptions::described_classes;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;

/// The first words of organisations' names of several words: Ford, if there is Ford Motor Co.
pub(super) fn first_words_of_organizations<'t>(
    document: &Document<'t>,
    names: &[TaggedName],
) -> FxHashSet<&'t str> {
    let several =
        names.iter().filter(|name| name.class == NameClass::Organization && name.end - name.start > 1);
    several.map(|name| document.word(name.start)).collect()
}

/// How often each name has each class, in the order of the text.
type ClassCounts<'t> = FxHashMap<&'t str, Vec<(NameClass, usize)>>;

/// Gives each name the class that the article as a whole supports.
pub(super) fn unify_classes(
    document: &Document,
    mut names: Vec<TaggedName>,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let described = described_classes(document, &names, grammar);
    for name in &mut names {
        if let Some(class) = described.get(document.slice(name.start..name.end))
            && (name.class != NameClass::Person
                || matches!(class, NameClass::Facility | NameClass::Organization))
        {
            name.class = *class;
        }
    }
    let counts = count_classes(document, &names);
    let evidence = NameEvidence::collect(document, &names, grammar);
    for name in &mut names {
        let text = document.slice(name.start..name.end);
        if let Some(class) = evidence.class_of(document, name, &counts) {
            name.class = class;
            continue;
        }
        let Some(counted) = counts.get(text) else { continue };
        let own = counted.iter().find(|(class, _)| *class == name.class).map_or(0, |(_, count)| *count);
        // Where no class is clearly more frequent, each name keeps its own.
        if let Some((class, _)) = counted.iter().find(|(_, count)| *count > 2 * own) {
            name.class = *class;
        }
    }
    names
}

fn count_classes<'t>(document: &Document<'t>, names: &[TaggedName]) -> ClassCounts<'t> {
    let mut counts = ClassCounts::default();
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
struct NameEvidence<'t> {
    grammar: &'t dyn EntityGrammar,
    /// First words of organisations' names.
    organization_openers: FxHashSet<&'t str>,
    /// Names of companies without their company form: "Ford Motor".
    bare_companies: FxHashSet<&'t str>,
    /// Names of bodies without the noun for what they are: "Big Sund", if there is Big Sund Records.
    bare_bodies: FxHashSet<&'t str>,
    /// First words of people's full names.
    given_names: FxHashSet<&'t str>,
    /// Last words of people's full names.
    surnames: FxHashSet<&'t str>,
    /// Words that name a person by themselves.
    single_words: FxHashSet<&'t str>,
}

impl<'t> NameEvidence<'t> {
    fn collect(
        document: &Document<'t>,
        names: &[TaggedName],
        grammar: &'t dyn EntityGrammar,
    ) -> NameEvidence<'t> {
        let people = || names.iter().filter(|name| name.class == NameClass::Person);
        let full = || people().filter(|name| name.end - name.start > 1);
        let companies = names.iter().filter(|name| {
            name.class == NameClass::Organization
                && name.end - name.start > 2
                && grammar.is_company_form(document.word(name.end - 1))
        });
        let bodies = names.iter().filter(|name| {
            let last = document.word(name.end - 1);
            name.class == NameClass::Organization
                && name.end - name.start > 2
                && (grammar.is_body_word(last)
                    || grammar.class_by_last_word(NameClass::Misc, last) == Some(NameClass::Organization))
        });
        NameEvidence {
            grammar,
            bare_bodies: bodies.map(|name| document.slice(name.start..name.end - 1)).collect(),
            organization_openers: first_words_of_organizations(document, names),
            bare_companies: companies.map(|name| document.slice(name.start..name.end - 1)).collect(),
            given_names: full().map(|name| document.word(name.start)).collect(),
            surnames: full().map(|name| document.word(name.end - 1)).collect(),
            single_words: people()
                .filter(|name| name.end - name.start == 1)
                .map(|name| document.word(name.start))
                .collect(),
        }
    }

    /// Whether many people have a word as their given name or surname.
    fn known_surname(&self, word: &str) -> bool {
        self.grammar.is_listed_surname(&word.to_lowercase()) || self.grammar.is_given_name(word)
    }

    /// The same for a name of several words.
    fn class_of_several_words(&self, document: &Document, name: &TaggedName) -> Option<NameClass> {
        let (first, last) = (document.word(name.start), document.word(name.end - 1));
        let named = |class: NameClass| {
            matches!(class, NameClass::Person | NameClass::Location | NameClass::Misc | NameClass::Product)
        };
        if named(name.class) && self.bare_companies.contains(document.slice(name.start..name.end)) {
            return Some(NameClass::Organization);
        }
        let is_thing = matches!(name.class, NameClass::Misc | NameClass::Product);
        if is_thing && self.bare_bodies.contains(document.slice(name.start..name.end)) {
            return Some(NameClass::Organization);
        }
        let words = (name.start..name.end).all(|at| {
            document.tokens[at].kind == TokenKind::Word && document.word(at).starts_with(char::is_uppercase)
        });
        let person = matches!(name.class, NameClass::Location | NameClass::Misc)
            && words
            && name.end - name.start <= 3;
        (person && self.single_words.contains(last) && !self.organization_openers.contains(first))
            .then_some(NameClass::Person)
    }

    /// The class that longer names of the article give to this one; `None` for its own.
    fn class_of(&self, document: &Document, name: &TaggedName, counts: &ClassCounts) -> Option<NameClass> {
        let first = document.word(name.start);
        let doubtful = matches!(
            name.class,
            NameClass::Location
                | NameClass::Organization
                | NameClass::Misc
                | NameClass::Norp
                | NameClass::Facility
                | NameClass::Product
        );
        if name.end - name.start > 1 {
            return self.class_of_several_words(document, name);
        }
        let opens_body = self.organization_openers.contains(first);
        let count = |class: NameClass| {
            let counted = counts.get(first).into_iter().flatten();
            counted.filter(|(other, _)| *other == class).map(|(_, count)| *count).sum::<usize>()
        };
        // "Sund" beside "Sund.com Inc.", where it is as often a body by itself as a place.
        let as_body = count(NameClass::Organization);
        if name.class == NameClass::Location && opens_body && as_body > 0 && as_body >= count(name.class) {
            return Some(NameClass::Organization);
        }
        // "Sund" beside "Sund Space Systems", where nobody is called Sund.
        const MAX_SHORT_FORMS: usize = 2;
        let is_short_form = name.class == NameClass::Person
            && opens_body
            && count(name.class) <= MAX_SHORT_FORMS
            && !self.surnames.contains(first)
            && !self.given_names.contains(first)
            && !self.known_surname(first)
            && self.grammar.title_before(document, name.start, 0).is_none();
        if is_short_form {
            return Some(NameClass::Organization);
        }
        if !doubtful || (name.class == NameClass::Organization && opens_body) {
            return None;
        }
        // A surname means its bearer, even after a preposition of place.
        if self.surnames.contains(first)
            && matches!(name.class, NameClass::Location | NameClass::Organization | NameClass::Misc)
        {
            return Some(NameClass::Person);
        }
        let by_name = self.surnames.contains(first) || self.given_names.contains(first);
        (by_name && count(NameClass::Person) >= count(name.class)).then_some(NameClass::Person)
    }
}
