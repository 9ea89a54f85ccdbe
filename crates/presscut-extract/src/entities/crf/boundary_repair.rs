//! Where a name ends when a mark in it has lost its other half: "Rand Paul (R-Ky" is Rand Paul, "''Training Day" is
//! Training Day.
//!
//! The recogniser tags word by word and does not count brackets. What is put right here is what no name has: one half of
//! a pair. The surprising decision: a bracket that closes right after a work or a company belongs to it ("Ping An
//! Insurance (Group)"), while one after a person or a place says something of them.

use crate::Document;
use crate::entities::crf::bioes::{Class, Found};

/// The name without halves of pairs; nothing if that is all it is. Sums and dates have marks of their own, and stay.
pub fn mended(document: &Document, name: Found) -> Option<Found> {
    if matches!(name.class, Class::Money | Class::Date) {
        return Some(name);
    }
    let name = dash_apart(document, brackets_paired(document, quotes_paired(document, name)));
    without_marks(document, name)
}

/// With both of a pair of brackets, or with neither.
fn brackets_paired(document: &Document, mut name: Found) -> Found {
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let mut open = Vec::new();
    for at in name.start..name.end {
        match word(at) {
            "(" | "[" => open.push(at),
            ")" | "]" if open.pop().is_none() => match () {
                // "[Chris] Holt"
                () if at + 1 == name.end => name.end = at,
                () if name.start > 0 && matches!(word(name.start - 1), "(" | "[") => name.start -= 1,
                () => name.start = at + 1,
            },
            _ => {}
        }
    }
    let Some(&first) = open.first() else { return name };
    // Square brackets hold what an editor has added to the name that was said.
    let part_of_it =
        word(first) == "[" || !matches!(name.class, Class::Person | Class::Location | Class::Norp);
    match () {
        () if first == name.start => name.start += 1,
        () if part_of_it && open.len() == 1 && matches!(word(name.end), ")" | "]") => name.end += 1,
        () => name.end = first,
    }
    name
}

/// Without quotation marks around it, and up to one inside that has no partner there.
fn quotes_paired(document: &Document, mut name: Found) -> Found {
    let marks: Vec<usize> = (name.start..name.end).filter(|at| is_quote(document.word(*at))).collect();
    let mut marks = &marks[..];
    // "Ernesto ``Che'' Guevara" has both, and so has "``Che'' Guevara".
    while let [one, other, rest @ ..] = marks
        && opens(document, *one)
        && !opens(document, *other)
        && (*one > name.start || other + 1 < name.end)
    {
        marks = rest;
    }
    match marks {
        [] => {}
        [first, rest @ ..] if *first == name.start => {
            name.start += 1;
            name.end = rest.first().copied().unwrap_or(name.end);
        }
        [first, ..] => name.end = *first,
    }
    name
}

/// Marks that are written with two keys, or with one that does not tell which side it is on.
fn is_quote(word: &str) -> bool {
    matches!(word, "''" | "``" | "\"")
}

/// Whether a quotation mark stands before a word, and not after one.
fn opens(document: &Document, at: usize) -> bool {
    document.word(at) == "``" || document.tokens[at].space_before
}

/// A person up to a dash after which the sentence goes on: "Mr. Sanders - an independent".
fn dash_apart(document: &Document, mut name: Found) -> Found {
    let goes_on = |at: &usize| {
        let is_small = || document.word(at + 1).starts_with(char::is_lowercase);
        matches!(document.word(*at), "-" | "–" | "—" | "--")
            && document.tokens[*at].space_before
            && is_small()
    };
    if name.class == Class::Person
        && let Some(dash) = (name.start + 1..name.end.saturating_sub(1)).find(goes_on)
    {
        name.end = dash;
    }
    name
}

/// Without marks that were between two parts, of which one has gone.
fn without_marks(document: &Document, mut name: Found) -> Option<Found> {
    while name.start < name.end
        && matches!(document.word(name.end - 1), "," | ";" | "-" | "–" | "—" | "--" | "(" | "[")
    {
        name.end -= 1;
    }
    (name.start < name.end).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name that is made of a whole text's first tokens.
    fn of(class: Class, text: &str, rest: &str) -> Option<String> {
        let whole = format!("{text}{rest}");
        let document = Document::new(&whole);
        let end = document.tokens.iter().filter(|token| (token.start as usize) < text.len()).count();
        let name = mended(&document, Found { start: 0, end, class })?;
        Some(document.slice(name.start..name.end).to_string())
    }

    #[test]
    fn a_bracket_without_its_other_half_ends_a_name() {
        for (class, text, rest, name) in [
            (Class::Person, "Mira Holt (D-Nev", ".) said so.", "Mira Holt"),
            (Class::Location, "Quillan (Upper Sund", ") is far.", "Quillan"),
            (Class::Organization, "Sund Insurance (Group", ") fell.", "Sund Insurance (Group)"),
            (
                Class::Misc,
                "Ferry (Amendment) Act, 2022 (Act 79",
                ") passed.",
                "Ferry (Amendment) Act, 2022 (Act 79)",
            ),
            (Class::Misc, "Ferry (Amendment) Act, 2022 (Act 79", ", passed.", "Ferry (Amendment) Act, 2022"),
            (Class::Person, "Abel) Tamm", " won.", "Tamm"),
            (Class::Person, "Abel [Tamm", "] won.", "Abel [Tamm]"),
            (Class::Person, "Abel T.)", " won.", "Abel T."),
            (Class::Person, "(Abel Tamm", ") won.", "Abel Tamm"),
            (Class::Organization, "Bank (Sund) Ltd", " won.", "Bank (Sund) Ltd"),
        ] {
            assert_eq!(of(class, text, rest).as_deref(), Some(name), "{text}{rest}");
        }
        assert_eq!(of(Class::Misc, "(", "x"), None);
        let document = Document::new("Then [Abel] Tamm won.");
        let name = mended(&document, Found { start: 2, end: 5, class: Class::Person }).unwrap();
        assert_eq!(document.slice(name.start..name.end), "[Abel] Tamm");
    }

    #[test]
    fn a_quotation_mark_without_its_other_half_ends_a_name() {
        for (class, text, name) in [
            (Class::Misc, "''Grey Tide", "Grey Tide"),
            (Class::Misc, "Grey Tide''", "Grey Tide"),
            (Class::Misc, "''Grey Tide''", "Grey Tide"),
            (Class::Misc, "Grey Tide'' and ''Low Water", "Grey Tide"),
            (Class::Person, "Holt ''kind", "Holt"),
            (Class::Location, "The Echo, ''Tides", "The Echo"),
            (Class::Person, "Ernst ``Kit'' Palgrave", "Ernst ``Kit'' Palgrave"),
            (Class::Person, "Ernst \"Kit\" Palgrave", "Ernst \"Kit\" Palgrave"),
            (Class::Person, "\"Kit\" Palgrave", "\"Kit\" Palgrave"),
            (Class::Misc, "''Grey Tide of ''Low", "Grey Tide of"),
            (Class::Person, "Little Kit\" Palgrave", "Little Kit"),
        ] {
            assert_eq!(of(class, text, " of old.").as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn a_person_ends_where_a_dash_goes_on_with_the_sentence() {
        assert_eq!(of(Class::Person, "Holt - an", " independent - won.").as_deref(), Some("Holt"));
        assert_eq!(of(Class::Person, "Holt - Tamm", " won.").as_deref(), Some("Holt - Tamm"));
        assert_eq!(of(Class::Person, "Holt-Tamm", " won.").as_deref(), Some("Holt-Tamm"));
        assert_eq!(of(Class::Misc, "Tides - a story", " won.").as_deref(), Some("Tides - a story"));
    }
}
