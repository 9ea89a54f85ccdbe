//! Names that only their surroundings show: "posted on X", the agency of a dateline ("LUNDBY (AP) —"), a club that is called
//! by its town ("facing Harrow, Lundby and Sund United"), somebody under a user name.
//!
//! Takes the names of a document, in order; gives them back in order, with those added or given another class. The
//! surprising decision: a town is a club only where it is in one list with a club.

use rustc_hash::FxHashSet;

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::crf::listed_names::insert_names;
use crate::entities::features::{DocumentFeatures, word_types::phrase_list};
use crate::entities::grammar::EntityGrammar;

/// Finds the names that their surroundings show.
pub(crate) fn add_names_by_context(
    document: &Document,
    mut names: Vec<TaggedName>,
    features: &DocumentFeatures,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    name_agencies(document, &mut names);
    if features.is_about_sport() {
        name_clubs(document, &mut names, features, grammar);
    }
    let mut added = Vec::new();
    for at in 1..document.tokens.len() {
        if grammar.is_platform_letter(document.word(at)) && is_platform(document, at, grammar) {
            let from = names.partition_point(|name| name.end <= at);
            let to = names.partition_point(|name| name.start <= at);
            let platform = TaggedName { start: at, end: at + 1, class: NameClass::Organization };
            match &mut names[from..to.max(from)] {
                [] => added.push(platform),
                [name] if name.end - name.start == 1 => *name = platform,
                _ => {}
            }
        }
    }
    insert_names(&mut names, added);
    add_handles(document, names, grammar)
}

/// "a user named tidewatcher7", "the handle tidewatcher7": who writes under a name that is no name is a person, wherever the
/// text has that word.
fn add_handles(document: &Document, names: Vec<TaggedName>, grammar: &dyn EntityGrammar) -> Vec<TaggedName> {
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let is_introduced = |at: usize| {
        let named = at > 1 && grammar.is_naming_word(word(at - 1)) && grammar.is_account_word(word(at - 2));
        named
            || at > 0 && grammar.is_account_word(word(at - 1))
            || (at + 2..at + 4).any(|after| grammar.is_account_word(word(after)))
    };
    let found: Vec<usize> = (0..document.tokens.len()).filter(|&at| is_handle(document, at)).collect();
    let text = |at: usize| document.slice(at..at + HANDLE_TOKENS);
    let handles: FxHashSet<&str> =
        found.iter().filter(|&&at| is_introduced(at)).map(|&at| text(at)).collect();
    if handles.is_empty() {
        return names;
    }
    let places: Vec<usize> = found.into_iter().filter(|&at| handles.contains(text(at))).collect();
    let mut kept: Vec<TaggedName> = Vec::with_capacity(names.len());
    for mut name in names {
        // "the tidewatcher7 Chatter account"
        if places.contains(&name.start) {
            name.start += HANDLE_TOKENS;
        }
        if name.start < name.end {
            kept.push(name);
        }
    }
    let is_free = |at: &usize| {
        let from = kept.partition_point(|name| name.end <= *at);
        kept.get(from).is_none_or(|name| name.start >= at + HANDLE_TOKENS)
    };
    let person = |at: usize| TaggedName { start: at, end: at + HANDLE_TOKENS, class: NameClass::Person };
    let added: Vec<TaggedName> = places.into_iter().filter(is_free).map(person).collect();
    insert_names(&mut kept, added);
    kept
}

/// A user name is a word and a number right behind it.
const HANDLE_TOKENS: usize = 2;

/// Whether a token and the next are written as user names are: a word that is not all in capitals, and a number behind it.
fn is_handle(document: &Document, at: usize) -> bool {
    const MIN_LETTERS: usize = 3;
    let word = document.word(at);
    word.chars().filter(char::is_ascii_lowercase).count() >= MIN_LETTERS
        && word.chars().all(|c| c.is_ascii_alphabetic())
        && document
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == TokenKind::Number && !next.space_before)
}

/// "wrote on X", "in a post on X", "her X account", "X, formerly Twitter".
fn is_platform(document: &Document, at: usize, grammar: &dyn EntityGrammar) -> bool {
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let posted = word(at - 1) == "on"
        && (at.saturating_sub(7)..at - 1).any(|before| {
            document.sentence_of(before) == document.sentence_of(at) && grammar.is_posting_word(word(before))
        });
    let noun = grammar.is_posting_word(word(at + 1)) && word(at + 1).starts_with(char::is_lowercase);
    let formerly = (at + 1..at + 4).any(|after| word(after) == "formerly");
    // "X-ray", "X." as an initial.
    let goes_on = matches!(word(at + 1), "-" | "’" | "'")
        || word(at + 1) == "." && word(at + 2).starts_with(char::is_uppercase) && word(at - 1) != "on";
    let alone = !goes_on;
    alone && (posted || noun || formerly)
}

/// "LUNDBY (AP) —": what a dateline has in parentheses before its dash is an agency.
fn name_agencies(document: &Document, names: &mut [TaggedName]) {
    const MAX_DATELINE_TOKENS: usize = 12;
    let Some(paragraph) = document.paragraphs.first() else { return };
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let end = paragraph.end.min(MAX_DATELINE_TOKENS);
    let inside = names.iter_mut().take_while(|name| name.end < end);
    for name in inside.filter(|name| name.class == NameClass::Location && name.start > 1) {
        let in_brackets = word(name.start - 1) == "(" && word(name.end) == ")";
        if in_brackets && matches!(word(name.end + 1), "—" | "–" | "-" | "--" | "―") {
            name.class = NameClass::Organization;
        }
    }
}

/// "facing Harrow, Lundby and Sund United": towns in a list with a club are clubs too, where a club is called so.
fn name_clubs(
    document: &Document,
    names: &mut [TaggedName],
    features: &DocumentFeatures,
    grammar: &dyn EntityGrammar,
) {
    let is_joined = |first: &TaggedName, second: &TaggedName| {
        let between = first.end..second.start;
        between.len() == 1 && {
            let word = document.word(between.start);
            word == "," || grammar.joins_equals(word)
        } || between.len() == 2
            && document.word(between.start) == ","
            && grammar.joins_equals(document.word(between.start + 1))
    };
    let clubs: Vec<std::ops::Range<usize>> = features
        .listed_phrases()
        .filter(|(_, lists)| lists & (phrase_list::CLUBS | phrase_list::CLUB_TOWNS) != 0)
        .map(|(tokens, _)| tokens)
        .collect();
    let is_listed = |name: &TaggedName| clubs.contains(&(name.start..name.end));
    // Twice, so that a club decides for both sides of it.
    for _ in 0..2 {
        for at in 1..names.len() {
            let (first, second) = (names[at - 1], names[at]);
            if !is_joined(&first, &second) || !is_listed(&first) || !is_listed(&second) {
                continue;
            }
            match (first.class, second.class) {
                (NameClass::Organization, NameClass::Location) => names[at].class = NameClass::Organization,
                (NameClass::Location, NameClass::Organization) => {
                    names[at - 1].class = NameClass::Organization
                }
                _ => {}
            }
        }
    }
}
