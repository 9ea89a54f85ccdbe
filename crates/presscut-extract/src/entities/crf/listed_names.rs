//! Names that the tagger missed or gave another class, although they are on a list of papers, platforms, clubs and bodies
//! and written as nothing else is: "The Intercept", "Uber Eats", "WhatsApp".
//!
//! Takes the names of a document and its listed phrases; gives the names with those added. The surprising decision: a single
//! word counts only with a capital inside it, since most others (Time, Nature, Orange) are words too.

use std::ops::Range;

use crate::Document;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::features::{DocumentFeatures, word_types::phrase_list};
use crate::entities::grammar::EntityGrammar;

/// Adds the listed names of a document to the tagged ones, which are in order.
pub(crate) fn add_listed_names(
    document: &Document,
    mut names: Vec<TaggedName>,
    features: &DocumentFeatures,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let mut added = Vec::new();
    for (mut tokens, lists) in features.listed_phrases() {
        if lists & phrase_list::BODIES == 0 || lists & phrase_list::PLACES != 0 {
            continue;
        }
        if !is_written_as_name(document, &tokens, features, grammar) {
            continue;
        }
        let from = names.partition_point(|name| name.end <= tokens.start);
        let to = names.partition_point(|name| name.start < tokens.end);
        match &mut names[from..to.max(from)] {
            [] if !is_part_of_longer(document, &tokens, features) => {
                // The article stays outside of a name where the paper’s name can do without it.
                if grammar.is_definite_article(document.word(tokens.start)) && tokens.len() > 2 {
                    tokens.start += 1;
                }
                added.push(TaggedName {
                    start: tokens.start,
                    end: tokens.end,
                    class: NameClass::Organization,
                });
            }
            [name]
                if is_same_name(document, name, &tokens, grammar)
                    && (may_be_body(name.class) || is_no_person(document, name, grammar)) =>
            {
                name.class = NameClass::Organization;
            }
            _ => {}
        }
    }
    insert_names(&mut names, added);
    add_states(document, names, grammar)
}

/// Puts names where they belong in the order of the text.
pub(crate) fn insert_names(names: &mut Vec<TaggedName>, added: Vec<TaggedName>) {
    if !added.is_empty() {
        names.extend(added);
        names.sort_by_key(|name| name.start);
    }
}

/// Adds the short forms of states behind a place or a politician’s party: "Lundby, Calif.", "(D., Conn.)". They are places,
/// whatever the tagger took them for.
fn add_states(
    document: &Document,
    mut names: Vec<TaggedName>,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let mut added = Vec::new();
    for at in 2..document.tokens.len() {
        let separator = word(at - 1);
        if !matches!(separator, "," | "-") || !grammar.is_state_abbreviation(word(at)) {
            continue;
        }
        let has_stop = word(at).ends_with('.');
        if !has_stop && (word(at + 1) != "." || document.tokens[at + 1].space_before) {
            continue;
        }
        let tokens = at..at + 1 + usize::from(!has_stop);
        let (from, to) = (
            names.partition_point(|name| name.end <= at),
            names.partition_point(|name| name.start < tokens.end),
        );
        let place = names[..from]
            .last()
            .is_some_and(|name| name.end + 1 == at && separator == "," && name.class == NameClass::Location);
        let letter = if word(at - 2) == "." { at.checked_sub(3) } else { Some(at - 2) };
        let party = letter.is_some_and(|letter| {
            grammar.is_party_letter(word(letter)) && letter > 0 && matches!(word(letter - 1), "(" | ",")
        });
        if !(place || party) {
            continue;
        }
        let state = TaggedName { start: tokens.start, end: tokens.end, class: NameClass::Location };
        match &mut names[from..to.max(from)] {
            [] => added.push(state),
            [name] if name.start == at && name.end <= tokens.end => *name = state,
            _ => {}
        }
    }
    insert_names(&mut names, added);
    names
}

/// Classes that the tagger confuses with bodies.
fn may_be_body(class: NameClass) -> bool {
    matches!(
        class,
        NameClass::Misc | NameClass::Product | NameClass::Norp | NameClass::Location | NameClass::Facility
    )
}

/// Whether a name that was taken for a person's is none that a person has: it does not begin with a given name.
fn is_no_person(document: &Document, name: &TaggedName, grammar: &dyn EntityGrammar) -> bool {
    name.class == NameClass::Person
        && name.end - name.start > 1
        && !grammar.is_given_name(document.word(name.start))
}

/// Whether a tagged name is a listed phrase, with or without its article.
fn is_same_name(
    document: &Document,
    name: &TaggedName,
    tokens: &Range<usize>,
    grammar: &dyn EntityGrammar,
) -> bool {
    let with_article = grammar.is_definite_article(document.word(tokens.start));
    name.end == tokens.end && (name.start == tokens.start || with_article && name.start == tokens.start + 1)
}

/// Whether the words of a listed phrase are written as a name and not as words of a sentence.
fn is_written_as_name(
    document: &Document,
    tokens: &Range<usize>,
    features: &DocumentFeatures,
    grammar: &dyn EntityGrammar,
) -> bool {
    let word = |at: usize| document.word(at);
    let capital = |at: usize| word(at).starts_with(char::is_uppercase);
    if !document.slice(tokens.clone()).contains(char::is_lowercase) {
        return false;
    }
    if tokens.len() == 1 {
        let inner = word(tokens.start).chars().zip(word(tokens.start).chars().skip(1));
        return capital(tokens.start)
            && inner.into_iter().any(|(one, next)| one.is_lowercase() && next.is_uppercase());
    }
    let marked = tokens.clone().all(|at| {
        capital(at) || grammar.links_name_words(word(at)) || !word(at).starts_with(char::is_alphabetic)
    });
    // "The Day after": the article of a sentence’s first word says nothing.
    let opens = tokens.len() == 2
        && grammar.is_definite_article(word(tokens.start))
        && features.opens_sentence(tokens.start);
    marked && capital(tokens.end - 1) && !opens
}

/// Whether capitals right before or after a phrase show that it is part of a longer name: "Daily Mail Trophy".
fn is_part_of_longer(document: &Document, tokens: &Range<usize>, features: &DocumentFeatures) -> bool {
    let capital = |at: usize| {
        at < document.tokens.len()
            && document.word(at).starts_with(char::is_uppercase)
            && document.sentence_of(at) == document.sentence_of(tokens.start)
    };
    let before = tokens.start.checked_sub(1).is_some_and(|at| capital(at) && !features.opens_sentence(at));
    let hyphen = tokens.end < document.tokens.len() && document.word(tokens.end) == "-";
    before || capital(tokens.end) || hyphen
}
