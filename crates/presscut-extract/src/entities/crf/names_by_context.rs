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
    let full: FxHashSet<&str> = names.iter().map(|name| document.slice(name.start..name.end)).collect();
    names.retain(|name| {
        !is_in_address(document, name)
            && !is_no_name(document, name, grammar)
            && !is_common_word(document, name, &full, grammar)
    });
    add_bodies_by_context(document, &mut names, features, grammar);
    name_listed_bodies(document, &mut names, features, grammar);
    name_sites(document, &mut names, grammar);
    if features.is_about_sport() {
        name_clubs(document, &mut names, features, grammar);
        name_clubs_with_article(document, &mut names, grammar);
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

/// "the five companies — Blue Sund, Orrin Labs, Tyne and Harrow Space": what a list of bodies has in it are bodies, whatever
/// the tagger took some of them for.
fn name_listed_bodies(
    document: &Document,
    names: &mut [TaggedName],
    features: &DocumentFeatures,
    grammar: &dyn EntityGrammar,
) {
    const MIN_NAMES: usize = 3;
    const MAX_TOKENS_BEFORE: usize = 12;
    let known: FxHashSet<usize> = features
        .listed_phrases()
        .filter(|(_, lists)| lists & phrase_list::BODIES != 0)
        .map(|(tokens, _)| tokens.start)
        .collect();
    let mut found: FxHashSet<&str> = FxHashSet::default();
    let mut first = 0;
    while first < names.len() {
        let mut end = first + 1;
        while end < names.len() && are_listed(document, &names[end - 1], &names[end], grammar) {
            end += 1;
        }
        let run = &mut names[first..end];
        let bodies = run.iter().filter(|name| name.class == NameClass::Organization).count();
        let opening = run[0].start;
        let introduced = || {
            (opening.saturating_sub(MAX_TOKENS_BEFORE)..opening).any(|at| {
                document.sentence_of(at) == document.sentence_of(opening)
                    && grammar.is_plural_body_noun(document.word(at))
            })
        };
        // "Sund, Amazon and Orrin all declined": a listed body among bodies.
        let all_but_one = bodies + 1 == run.len()
            && run.iter().all(|name| name.class == NameClass::Organization || known.contains(&name.start));
        if run.len() >= MIN_NAMES && (all_but_one || 2 * bodies >= run.len() && introduced()) {
            for name in run.iter_mut().filter(|name| may_be_listed_body(name.class)) {
                name.class = NameClass::Organization;
                if name.end - name.start > 1 {
                    found.insert(document.slice(name.start..name.end));
                }
            }
        }
        first = end;
    }
    let is_found = |name: &TaggedName| found.contains(document.slice(name.start..name.end));
    for name in names.iter_mut().filter(|name| may_be_listed_body(name.class) && is_found(name)) {
        name.class = NameClass::Organization;
    }
}

/// "CEO", "on Thursday", "in March": one word that names nobody.
fn is_no_name(document: &Document, name: &TaggedName, grammar: &dyn EntityGrammar) -> bool {
    let word = document.word(name.start);
    let dated = name.start > 0
        && matches!(
            document.word(name.start - 1),
            "in" | "on" | "since" | "until" | "by" | "last" | "next" | "of"
        );
    name.end - name.start == 1
        && !matches!(name.class, NameClass::Person | NameClass::Date | NameClass::Money)
        && (grammar.is_lone_role(word) || grammar.is_weekday(word) || dated && grammar.is_month(word))
}

/// "Dock workers voted" where the text has the Dock Workers’ Union: the first word of a sentence, before the noun that follows
/// it in a longer name too.
fn is_common_word(
    document: &Document,
    name: &TaggedName,
    full: &FxHashSet<&str>,
    grammar: &dyn EntityGrammar,
) -> bool {
    let opens = document.sentences[document.sentence_of(name.start)].start == name.start;
    if !opens
        || name.end - name.start > 1
        || name.class != NameClass::Organization
        || document.tokens.get(name.end).is_none()
    {
        return false;
    }
    let (word, noun) = (document.word(name.start), document.word(name.end));
    grammar.is_occupation(noun)
        && full.iter().any(|other| {
            let mut words = other.split([' ', '’', '\'']);
            words.next() == Some(word)
                && words.next().is_some_and(|second| second.to_lowercase() == noun && second != noun)
        })
}

/// Whether a name is a part of a web address: "pic.example.com/AbCd".
fn is_in_address(document: &Document, name: &TaggedName) -> bool {
    const MAX_TOKENS_BACK: usize = 8;
    let lowest = name.start.saturating_sub(MAX_TOKENS_BACK);
    let glued = (lowest..name.start).rev().take_while(|&at| !document.tokens[at + 1].space_before);
    let slash = glued.into_iter().find(|&at| document.word(at) == "/");
    let is_host = |at: usize| {
        let host = document.word(at);
        !host.is_empty() && host.chars().all(|c| c.is_ascii_lowercase())
    };
    slash.is_some_and(|slash| {
        let dot = slash.checked_sub(2).filter(|&dot| document.word(dot) == ".");
        !document.tokens[slash].space_before && is_host(slash - 1) && dot.is_some()
    })
}

/// Adds bodies that the tagger missed and their surroundings show: "a professor at Orrin", "the internet firm Sund", "told
/// Tide Weekly" where that is a listed paper, and the agency of "AP Photo".
fn add_bodies_by_context(
    document: &Document,
    names: &mut Vec<TaggedName>,
    features: &DocumentFeatures,
    grammar: &dyn EntityGrammar,
) {
    let is_name = |at: usize| {
        at < document.tokens.len()
            && document.tokens[at].kind == TokenKind::Word
            && document.word(at).starts_with(char::is_uppercase)
            && document.word(at).len() > 2
            && !grammar.is_weekday(document.word(at))
    };
    let word = |at: usize| document.word(at);
    let papers: FxHashSet<usize> = features
        .listed_phrases()
        .filter(|(tokens, lists)| tokens.len() == 1 && lists & phrase_list::BODIES != 0)
        .map(|(tokens, _)| tokens.start)
        .collect();
    let mut added: Vec<TaggedName> = Vec::new();
    for at in 2..document.tokens.len() {
        let agency = grammar.is_agency_credit(word(at - 1), word(at));
        let start = if agency { at - 1 } else { at };
        if !is_name(at) && !agency || added.last().is_some_and(|last| last.end > start) {
            continue;
        }
        let before = word(at - 1);
        let works = before == "at" && grammar.is_occupation(word(at - 2));
        let is_kind = word(at - 2).starts_with(char::is_lowercase)
            && grammar.described_class(before) == Some(NameClass::Organization);
        let told = grammar.precedes_paper(word(at - 2), before) && papers.contains(&at);
        if !(agency || works || is_kind || told) {
            continue;
        }
        let end = if agency { at } else { (at + 1..).find(|&next| !is_name(next)).unwrap_or(at + 1) };
        let from = names.partition_point(|name| name.end <= start);
        let free = names.get(from).is_none_or(|name| name.start >= end);
        match names.get_mut(from) {
            _ if free => added.push(TaggedName { start, end, class: NameClass::Organization }),
            Some(name) if agency && name.start == start && name.end == at + 1 => {
                *name = TaggedName { end, class: NameClass::Organization, ..*name };
            }
            _ => {}
        }
    }
    insert_names(names, added);
}

/// Classes that the tagger gives to companies whose names it does not know.
fn may_be_listed_body(class: NameClass) -> bool {
    matches!(
        class,
        NameClass::Person | NameClass::Misc | NameClass::Product | NameClass::Location | NameClass::Facility
    )
}

/// Whether nothing but a comma, "and" or a short form in brackets is between two names.
fn are_listed(
    document: &Document,
    first: &TaggedName,
    second: &TaggedName,
    grammar: &dyn EntityGrammar,
) -> bool {
    let between = first.end..second.start;
    !between.is_empty()
        && between.len() <= 2
        && document.sentence_of(first.start) == document.sentence_of(second.start)
        && between.into_iter().all(|at| {
            let word = document.word(at);
            matches!(word, "," | "(" | ")") || grammar.joins_equals(word)
        })
}

/// "in Harrow Center": with a preposition of place and no article it is the site; but "a doctor at Harrow Center" works for it.
fn name_sites(document: &Document, names: &mut [TaggedName], grammar: &dyn EntityGrammar) {
    let is_site = |name: &TaggedName| {
        let before = name.start.checked_sub(1).map_or("", |at| document.word(at));
        let works = name.start.checked_sub(2).is_some_and(|at| grammar.is_occupation(document.word(at)));
        name.class == NameClass::Organization
            && name.end - name.start > 1
            && grammar.is_site_word(document.word(name.end - 1))
            && matches!(before, "in" | "at" | "inside" | "outside")
            && !works
    };
    for name in names.iter_mut().filter(|name| is_site(name)) {
        name.class = NameClass::Facility;
    }
}

/// "a goal for the Wild": in a report on sport, one word with an article that is nobody's surname is a club.
fn name_clubs_with_article(document: &Document, names: &mut [TaggedName], grammar: &dyn EntityGrammar) {
    let people: FxHashSet<&str> = names
        .iter()
        .filter(|name| name.class == NameClass::Person && name.end - name.start > 1)
        .flat_map(|name| (name.start..name.end).map(|at| document.word(at)))
        .collect();
    let is_club = |name: &TaggedName| {
        name.class == NameClass::Person
            && name.end - name.start == 1
            && name.start > 0
            && grammar.is_definite_article(document.word(name.start - 1))
            && !people.contains(document.word(name.start))
    };
    for name in names.iter_mut().filter(|name| is_club(name)) {
        name.class = NameClass::Organization;
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
    // "away to West Lundby": a club of several words is called by its whole name where no town is meant.
    let whole: FxHashSet<std::ops::Range<usize>> = features
        .listed_phrases()
        .filter(|(tokens, lists)| tokens.len() > 1 && lists & phrase_list::CLUBS != 0)
        .map(|(tokens, _)| tokens)
        .collect();
    for name in names.iter_mut().filter(|name| name.class == NameClass::Location) {
        let inside = name.start > 0 && matches!(document.word(name.start - 1), "in" | "from" | "near");
        if !inside && whole.contains(&(name.start..name.end)) {
            name.class = NameClass::Organization;
        }
    }
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
