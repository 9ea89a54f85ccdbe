//! Coreference inside an article: which names mean one entity.
//!
//! Takes tagged names; gives entities and mentions of them. Names are one where the text gives evidence: the same words;
//! a surname or a given name after the full name; the initials of a long form; what a parenthesis after a name gives
//! ("Taiwan Semiconductor Manufacturing Co (TSMC, 台積電)"). Where a short name fits two people, it means the one who was
//! named last. A title alone is no name; a given name alone is one that names nobody across articles. The surprising decision: a name that the tagger gave several classes in one article has the class that it
//! was given most often.

mod clusters;
mod descriptions;
mod entity_types;
mod form_counts;
mod name_forms;

use rustc_hash::FxHashSet;

use crate::Document;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;
use crate::{Entity, EntityType, LocalEntity, Mention};
use clusters::NameClusters;
use entity_types::{first_words_of_organizations, unify_classes};

/// The entities that names mean and the mentions of them, both in the order of the text. Names of money and dates are
/// skipped.
pub(crate) fn resolve_entities(
    document: &Document,
    names: Vec<TaggedName>,
    grammar: &dyn EntityGrammar,
) -> (Vec<Entity>, Vec<Mention>) {
    let names: Vec<TaggedName> =
        names.into_iter().map(|name| grammar.strip_honorifics(document, name)).collect();
    let names = unify_classes(document, names, grammar);
    let names = add_lone_surnames(document, names, grammar);
    let mut clusters = NameClusters::new(document, grammar, &names);
    let mut mentions = Vec::with_capacity(names.len());
    // The title of one person does not reach back over another.
    let mut floor = 0;
    let surnames = surnames_of(document, &names, grammar);
    // The country, or its people, that was named last: its first and last token.
    let mut country: Option<(usize, usize)> = None;
    for name in names {
        let Some(kind) = name.class.entity_type() else { continue };
        let Some(name) = strip_possessive(document, name, grammar) else { continue };
        if kind == EntityType::Person && is_bare_title(document, &name, &surnames, grammar) {
            continue;
        }
        let title = (kind == EntityType::Person)
            .then(|| grammar.title_before(document, name.start, floor))
            .flatten()
            .map(|tokens| document.slice(tokens).to_string());
        let qualifier = country.filter(|(_, end)| is_before(document, *end, name.start, grammar));
        let entity = match qualifier.filter(|_| kind == EntityType::Organization) {
            Some((start, _)) => clusters.cluster_of_country(&name, start),
            None if is_state(document, &name, kind, grammar) => clusters.cluster_of_state(&name),
            None => clusters.cluster_of(&name, kind, title.as_deref()),
        };
        if matches!(kind, EntityType::Location | EntityType::Norp) {
            country = Some((name.start, name.end));
        }
        if kind == EntityType::Person {
            floor = name.end;
        }
        mentions.push(Mention {
            span: document.span(name.start..name.end),
            surface: document.slice(name.start..name.end).to_string(),
            entity: LocalEntity(entity),
            title,
        });
        clusters.read_parenthesis(name.end, entity);
    }
    clusters.into_entities(mentions)
}

/// Whether a token comes right after a name that ends before `end`, or after its possessive: "Russia’s Defence Ministry".
fn is_before(document: &Document, end: usize, token: usize, grammar: &dyn EntityGrammar) -> bool {
    end == token
        || end + 1 == token
            && (grammar.is_possessive(document.word(end)) || matches!(document.word(end), "’" | "'"))
}

/// Whether a place is a state that has the name of a city, and the text says so: "Washington state".
fn is_state(document: &Document, name: &TaggedName, kind: EntityType, grammar: &dyn EntityGrammar) -> bool {
    kind == EntityType::Location
        && name.end < document.tokens.len()
        && grammar.names_state(document.slice(name.start..name.end), document.word(name.end))
}

/// Whether a person's name is a title and nothing else, and nobody in the article has it as a surname.
fn is_bare_title(
    document: &Document,
    name: &TaggedName,
    surnames: &FxHashSet<&str>,
    grammar: &dyn EntityGrammar,
) -> bool {
    let words: Vec<&str> = (name.start..name.end).map(|at| document.word(at)).collect();
    !words.iter().any(|word| surnames.contains(word)) && grammar.are_titles(&words)
}

/// The last words of people's full names.
fn surnames_of<'t>(
    document: &Document<'t>,
    names: &[TaggedName],
    grammar: &dyn EntityGrammar,
) -> FxHashSet<&'t str> {
    let full = names.iter().filter(|name| name.class == NameClass::Person && name.end - name.start > 1);
    full.map(|name| document.word(name.end - 1))
        .filter(|word| word.chars().count() > 2 && !grammar.is_name_suffix(&word.to_lowercase()))
        .collect()
}

/// A name without a possessive after it: "Japan’s" is a mention of Japan. `None` if no letters are left.
fn strip_possessive(
    document: &Document,
    mut name: TaggedName,
    grammar: &dyn EntityGrammar,
) -> Option<TaggedName> {
    let is_mark = |word: &str| grammar.is_possessive(word) || matches!(word, "’" | "'" | ",");
    while name.end > name.start && is_mark(document.word(name.end - 1)) {
        name.end -= 1;
    }
    let letters = document.slice(name.start..name.end).contains(char::is_alphanumeric);
    letters.then_some(name)
}

/// Adds the places where the tagger found nothing and a person who is named in full elsewhere is named by the surname
/// alone.
fn add_lone_surnames(
    document: &Document,
    mut names: Vec<TaggedName>,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let surnames = surnames_of(document, &names, grammar);
    if surnames.is_empty() {
        return names;
    }
    let organization_openers = first_words_of_organizations(document, &names);
    let capital = |at: usize| at < document.tokens.len() && document.word(at).starts_with(char::is_uppercase);
    let mut covered = names.iter().flat_map(|name| name.start..name.end).peekable();
    let mut added = Vec::new();
    for at in 0..document.tokens.len() {
        let word = document.word(at);
        // Most words are in small letters and can be skipped at once.
        if word.starts_with(|c: char| c.is_ascii_lowercase()) || !surnames.contains(word) {
            continue;
        }
        while covered.next_if(|token| *token < at).is_some() {}
        let alone = !capital(at + 1)
            && (at == 0 || !capital(at - 1) || document.sentence_of(at) != document.sentence_of(at - 1));
        if covered.peek() != Some(&at) && alone && !organization_openers.contains(word) {
            added.push(TaggedName { start: at, end: at + 1, class: NameClass::Person });
        }
    }
    names.extend(added);
    names.sort_by_key(|name| name.start);
    names
}
