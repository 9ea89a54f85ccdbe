//! Joins tagged names that are one: "U.S. Attorney’s | Office for the North", "Sund Reserve Bank | of | Lundby", "Harrow.com | Inc".
//!
//! Takes the names of a document, in order; gives them back in order. The surprising decision: what an office is the office
//! of has to be a role ("the sheriff’s"), since "Roe’s Office of Trade" is a person’s body.

use rustc_hash::FxHashSet;

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;

/// Joins the names of a document that are parts of one.
pub(crate) fn join_names(
    document: &Document,
    names: Vec<TaggedName>,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let whole: FxHashSet<&str> = names.iter().map(|name| document.slice(name.start..name.end)).collect();
    let mut joined: Vec<TaggedName> = Vec::with_capacity(names.len());
    let starts: FxHashSet<usize> = names.iter().map(|name| name.start).collect();
    for mut name in names {
        name.end = full_end(document, &name, &starts, grammar);
        let start =
            office_start(document, &name, grammar).or_else(|| society_start(document, &name, grammar));
        if let Some(start) = start {
            // What is inside the longer name is no name of its own.
            while joined.last().is_some_and(|last| last.start >= start) {
                joined.pop();
            }
            if joined.last().is_none_or(|last| last.end <= start) {
                joined.push(TaggedName { start, end: name.end, class: NameClass::Organization });
                continue;
            }
        }
        match joined.last_mut() {
            Some(last) if is_one(document, last, &name, &whole, grammar) => {
                last.end = name.end;
                last.class = NameClass::Organization;
            }
            _ => joined.push(name),
        }
    }
    joined
}

/// Where a body’s name ends: after the rest of a word with a hyphen ("Lundby News-Register"), and after "in", "to" or "and" and
/// capitals that are no name of their own ("Centre for Tide Impact in Harbour Health").
fn full_end(
    document: &Document,
    name: &TaggedName,
    starts: &FxHashSet<usize>,
    grammar: &dyn EntityGrammar,
) -> usize {
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let is_free_capital = |at: usize| {
        word(at).starts_with(char::is_uppercase)
            && word(at).contains(char::is_lowercase)
            && !starts.contains(&at)
            && !grammar.is_weekday(word(at))
            && !grammar.is_month(word(at))
            && document.sentence_of(at) == document.sentence_of(name.start)
    };
    if name.class != NameClass::Organization || name.end - name.start < 2 {
        return name.end;
    }
    let glued = |at: usize| !document.tokens[at].space_before;
    let hyphen = word(name.end) == "-" && glued(name.end) && word(name.end + 2) != "-";
    if hyphen && is_free_capital(name.end + 1) && glued(name.end + 1) {
        return name.end + 2;
    }
    let opens = grammar.is_body_word(word(name.start)) || grammar.is_body_word(word(name.start + 1));
    let has_purpose = (name.start + 1..name.end).any(|at| matches!(word(at), "for" | "of"));
    // "the Chamber of Trade and Chairman of"
    let is_role = word(name.end) == "and" && grammar.is_occupation(&word(name.end + 1).to_lowercase());
    if opens
        && has_purpose
        && !is_role
        && matches!(word(name.end), "in" | "to" | "and")
        && is_free_capital(name.end + 1)
    {
        return (name.end + 2..).find(|&at| !is_free_capital(at)).unwrap_or(name.end);
    }
    name.end
}

/// Whether two names are one body: a company and its form, a bank and its town, the parts of a name with a hyphen that the
/// text has elsewhere.
fn is_one(
    document: &Document,
    first: &TaggedName,
    second: &TaggedName,
    whole: &FxHashSet<&str>,
    grammar: &dyn EntityGrammar,
) -> bool {
    let is_body = first.class == NameClass::Organization;
    let is_form = |name: &TaggedName| {
        name.end - name.start == 1 && {
            let form = document.word(name.start);
            form.starts_with(char::is_uppercase) && form.len() < 5 && grammar.is_company_form(form)
        }
    };
    let between = document.slice(first.end..second.start);
    let last = document.word(first.end - 1);
    let in_line = !document.slice(first.start..second.end).contains('\n');
    in_line
        && (is_body && matches!(between, "" | "." | ".com" | "," | ".com,") && is_form(second)
            || is_body
                && between == "of"
                && second.class == NameClass::Location
                && grammar.is_body_of_place(last)
            || is_body
                && between == "for the"
                && second.class == NameClass::Location
                && grammar.is_office_word(last)
            || between == "-"
                && second.class == NameClass::Organization
                && whole.contains(document.slice(first.start..second.end)))
}

/// Where "the U.S. Attorney’s Office for the North" begins, whose "Office for the North" was tagged.
fn office_start(document: &Document, name: &TaggedName, grammar: &dyn EntityGrammar) -> Option<usize> {
    const MAX_OWNER_TOKENS: usize = 6;
    let clitic = name.start.checked_sub(1)?;
    let is_office =
        name.class == NameClass::Organization && grammar.is_office_word(document.word(name.start));
    if !is_office || !grammar.is_possessive(document.word(clitic)) {
        return None;
    }
    let lowest = clitic.saturating_sub(MAX_OWNER_TOKENS);
    let is_capital = |&at: &usize| {
        document.tokens[at].kind == TokenKind::Word && document.word(at).starts_with(char::is_uppercase)
    };
    let start = (lowest..clitic).rev().take_while(is_capital).last()?;
    let owner = document.word(clitic - 1).to_lowercase();
    let start = start + usize::from(grammar.is_definite_article(document.word(start)));
    (start < clitic && grammar.is_occupation(&owner)).then_some(start)
}

/// Where "Friends of Harrow Park" begins, whose "Harrow Park" was tagged.
fn society_start(document: &Document, name: &TaggedName, grammar: &dyn EntityGrammar) -> Option<usize> {
    let start = name.start.checked_sub(2)?;
    let is_thing = matches!(name.class, NameClass::Organization | NameClass::Location | NameClass::Facility);
    let inside = start
        .checked_sub(1)
        .is_some_and(|before| document.sentence_of(before) == document.sentence_of(start));
    (is_thing
        && inside
        && document.word(start + 1) == "of"
        && grammar.opens_society_name(document.word(start)))
    .then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::english::English;

    /// The names after joining, of those that stand between brackets: [body], {place}.
    fn joined(marked: &str) -> Vec<String> {
        let mut text = String::new();
        let mut spans = Vec::new();
        for c in marked.chars() {
            match c {
                '[' | '{' => spans.push((text.chars().count(), 0)),
                ']' | '}' => spans.last_mut().unwrap().1 = text.chars().count(),
                c => text.push(c),
            }
        }
        let classes = marked.chars().filter(|c| matches!(c, '[' | '{'));
        let document = Document::new(&text);
        let names = spans
            .iter()
            .zip(classes)
            .map(|(&(start, end), mark)| {
                let tokens = document.tokens_in(crate::Span::new(start, end));
                let class = if mark == '[' { NameClass::Organization } else { NameClass::Location };
                TaggedName { start: tokens.start, end: tokens.end, class }
            })
            .collect();
        let names = join_names(&document, names, &English);
        names.iter().map(|name| document.slice(name.start..name.end).to_string()).collect()
    }

    #[test]
    fn parts_of_one_body_are_joined() {
        assert_eq!(joined("He left the {Ruvalia} Attorney’s [Office]."), ["Ruvalia Attorney’s Office"]);
        assert_eq!(joined("He left Roe’s [Office of Trade]."), ["Office of Trade"]);
        assert_eq!(joined("At the [Sund Bank] of {Lundby} he won."), ["Sund Bank of Lundby"]);
        assert_eq!(joined("The [Sund Choir] of {Lundby} sang."), ["Sund Choir", "Lundby"]);
        assert_eq!(joined("It is [Harrow].com [Inc] now."), ["Harrow.com Inc"]);
        assert_eq!(joined("She runs Friends of [Harrow Park] too."), ["Friends of Harrow Park"]);
        assert_eq!(joined("She has friends of [Harrow Park] too."), ["Harrow Park"]);
    }
}
