//! Repairs the ends of tagged names: one half of a pair of brackets or quotation marks ("Rand Paul (R-Ky" is Rand Paul),
//! and one person tagged as two.
//!
//! The tagger decides token by token and does not count brackets; what is repaired here is what no name has. The
//! surprising decision: a bracket that closes right after a work or a company belongs to it ("Ping An Insurance
//! (Group)"), while one after a person or a place says something about them.

use crate::Document;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;

/// Repairs the names of a document, which are in order.
pub(crate) fn repair_boundaries(
    document: &Document,
    names: Vec<TaggedName>,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let names = names.into_iter().filter_map(|name| drop_unpaired_marks(document, name));
    let names = names.map(|name| end_company_form(document, drop_party(document, name), grammar));
    let names = names.map(|name| end_at_suffix(document, name, grammar));
    join_split_people(document, names, grammar)
}

/// A name without the party before a politician's state: "D-Ohio" is Ohio, which is a place.
fn drop_party(document: &Document, mut name: TaggedName) -> TaggedName {
    let letter = document.word(name.start);
    let is_party = matches!(letter, "D" | "R" | "I")
        && name.end - name.start > 2
        && document.word(name.start + 1) == "-"
        && !document.tokens[name.start + 1].space_before
        && document.word(name.start + 2).starts_with(char::is_uppercase);
    let follows_person = name.start > 0 && matches!(document.word(name.start - 1), "," | "(");
    if is_party && follows_person {
        name.start += 2;
        name.class = NameClass::Location;
    }
    name
}

/// A company's name with the full stop of its last word ("GmbH & Co.") where the sentence goes on after it; at the end of
/// a sentence nobody can tell whose stop it is.
fn end_company_form(document: &Document, mut name: TaggedName, grammar: &dyn EntityGrammar) -> TaggedName {
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let stop = name.end;
    let last = word(stop - 1);
    let is_abbreviated = name.class == NameClass::Organization
        && name.end - name.start > 1
        && last.len() < 5
        && grammar.is_company_form(last);
    if is_abbreviated && word(stop) == "." && !document.tokens[stop].space_before {
        let next = word(stop + 1);
        let goes_on = next.starts_with(char::is_lowercase) || matches!(next, "," | "(" | ";" | ":" | "&");
        name.end += usize::from(goes_on);
        // "GmbH & Co. KG"
        let form = word(stop + 1);
        if grammar.is_company_form(form) && form.starts_with(char::is_uppercase) {
            name.end = stop + 2;
        }
    }
    name
}

/// "Karl Roe, Jr.": the suffix behind a comma tells a son from his father and belongs to the name.
fn end_at_suffix(document: &Document, mut name: TaggedName, grammar: &dyn EntityGrammar) -> TaggedName {
    let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
    let suffix = word(name.end + 1);
    let is_suffix = name.class == NameClass::Person
        && name.end - name.start > 1
        && word(name.end) == ","
        && matches!(suffix.len(), 2 | 3)
        && suffix.ends_with('r')
        && grammar.is_name_suffix(&suffix.to_lowercase());
    if is_suffix {
        name.end += 2;
    }
    name
}

/// Makes one person of two that are side by side on a line, or have the rest of a hyphenated word between them, and cuts
/// off the day on which somebody did something ("on Tuesday Keng-sheng Wang left"). Nobody writes two people's names
/// without anything between them; a given name before a surname is what the model knows least outside Europe.
fn join_split_people(
    document: &Document,
    names: impl Iterator<Item = TaggedName>,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let mut joined: Vec<TaggedName> = Vec::new();
    for mut name in names {
        let follows_day_preposition =
            name.start > 0 && grammar.is_day_preposition(document.word(name.start - 1));
        if name.class == NameClass::Person && name.end - name.start > 1 && follows_day_preposition {
            name.start += usize::from(grammar.is_weekday(document.word(name.start)));
        }
        match joined.last_mut() {
            Some(last)
                if (last.class, name.class) == (NameClass::Person, NameClass::Person)
                    && !document.slice(last.start..name.end).contains('\n')
                    && (last.end == name.start || is_rest_of_word(document, last.end, name.start)) =>
            {
                last.end = name.end;
            }
            _ => joined.push(name),
        }
    }
    joined
}

/// Whether the tokens from `end` to `start` continue a word after a hyphen: "-sheng".
fn is_rest_of_word(document: &Document, end: usize, start: usize) -> bool {
    let rest = document.slice(end..start);
    let with_word = document.slice(end - 1..start);
    rest.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.chars().all(char::is_lowercase))
        && !with_word.contains(' ')
}

/// The name without halves of pairs; `None` if nothing is left. Money and dates have marks of their own and are unchanged.
fn drop_unpaired_marks(document: &Document, name: TaggedName) -> Option<TaggedName> {
    if matches!(name.class, NameClass::Money | NameClass::Date) {
        return Some(name);
    }
    let name = pair_brackets(document, pair_quotation_marks(document, name));
    drop_trailing_marks(document, end_at_dash(document, name))
}

/// The name with both of a pair of brackets, or with neither.
fn pair_brackets(document: &Document, mut name: TaggedName) -> TaggedName {
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
    let Some(&first) = open.first() else {
        // "Mira Holt (W.Va.)": what a whole pair of brackets at the end says of a person or a place.
        let is_said = matches!(name.class, NameClass::Person | NameClass::Location)
            && name.end.checked_sub(1).is_some_and(|last| word(last) == ")");
        let bracket = (name.start + 1..name.end).rev().find(|&at| is_said && word(at) == "(");
        name.end = bracket.unwrap_or(name.end);
        return name;
    };
    // Square brackets hold what an editor added to a name.
    let belongs = word(first) == "["
        || !matches!(name.class, NameClass::Person | NameClass::Location | NameClass::Norp);
    match () {
        () if first == name.start => name.start += 1,
        () if belongs && open.len() == 1 && matches!(word(name.end), ")" | "]") => name.end += 1,
        () => name.end = first,
    }
    name
}

/// The name without quotation marks around it, and up to one inside that has no partner there.
fn pair_quotation_marks(document: &Document, mut name: TaggedName) -> TaggedName {
    let marks: Vec<usize> =
        (name.start..name.end).filter(|at| is_straight_quote(document.word(*at))).collect();
    let mut marks = &marks[..];
    // Both of a pair are inside: "Ernesto ``Che'' Guevara", "``Che'' Guevara".
    while let [one, other, rest @ ..] = marks
        && opens_quote(document, *one)
        && !opens_quote(document, *other)
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

/// Quotation marks of two characters, and the one whose form does not tell its side.
fn is_straight_quote(word: &str) -> bool {
    matches!(word, "''" | "``" | "\"")
}

/// Whether a quotation mark is before a word and not after one.
fn opens_quote(document: &Document, at: usize) -> bool {
    document.word(at) == "``" || document.tokens[at].space_before
}

/// A person's name up to a dash after which the sentence goes on: "Mr. Sanders - an independent".
fn end_at_dash(document: &Document, mut name: TaggedName) -> TaggedName {
    let goes_on = |at: &usize| {
        let is_small = || document.word(at + 1).starts_with(char::is_lowercase);
        matches!(document.word(*at), "-" | "–" | "—" | "--")
            && document.tokens[*at].space_before
            && is_small()
    };
    if name.class == NameClass::Person
        && let Some(dash) = (name.start + 1..name.end.saturating_sub(1)).find(goes_on)
    {
        name.end = dash;
    }
    name
}

/// The name without marks that were between two parts, one of which is gone.
fn drop_trailing_marks(document: &Document, mut name: TaggedName) -> Option<TaggedName> {
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

    /// What is left of a name that is the first part of a text.
    fn repaired(class: NameClass, text: &str, rest: &str) -> Option<String> {
        let whole = format!("{text}{rest}");
        let document = Document::new(&whole);
        let end = document.tokens.iter().filter(|token| (token.start as usize) < text.len()).count();
        let name = drop_unpaired_marks(&document, TaggedName { start: 0, end, class })?;
        Some(document.slice(name.start..name.end).to_string())
    }

    #[test]
    fn a_bracket_without_its_other_half_ends_a_name() {
        for (class, text, rest, name) in [
            (NameClass::Person, "Mira Holt (D-Nev", ".) said so.", "Mira Holt"),
            (NameClass::Location, "Quillan (Upper Sund", ") is far.", "Quillan"),
            (NameClass::Organization, "Sund Insurance (Group", ") fell.", "Sund Insurance (Group)"),
            (
                NameClass::Misc,
                "Ferry (Amendment) Act, 2022 (Act 79",
                ") passed.",
                "Ferry (Amendment) Act, 2022 (Act 79)",
            ),
            (
                NameClass::Misc,
                "Ferry (Amendment) Act, 2022 (Act 79",
                ", passed.",
                "Ferry (Amendment) Act, 2022",
            ),
            (NameClass::Person, "Abel) Tamm", " won.", "Tamm"),
            (NameClass::Person, "Abel [Tamm", "] won.", "Abel [Tamm]"),
            (NameClass::Person, "Abel T.)", " won.", "Abel T."),
            (NameClass::Person, "(Abel Tamm", ") won.", "Abel Tamm"),
            (NameClass::Organization, "Bank (Sund) Ltd", " won.", "Bank (Sund) Ltd"),
        ] {
            assert_eq!(repaired(class, text, rest).as_deref(), Some(name), "{text}{rest}");
        }
        assert_eq!(repaired(NameClass::Misc, "(", "x"), None);
        let document = Document::new("Then [Abel] Tamm won.");
        let name = drop_unpaired_marks(&document, TaggedName { start: 2, end: 5, class: NameClass::Person })
            .unwrap();
        assert_eq!(document.slice(name.start..name.end), "[Abel] Tamm");
    }

    #[test]
    fn a_quotation_mark_without_its_other_half_ends_a_name() {
        for (class, text, name) in [
            (NameClass::Misc, "''Grey Tide", "Grey Tide"),
            (NameClass::Misc, "Grey Tide''", "Grey Tide"),
            (NameClass::Misc, "''Grey Tide''", "Grey Tide"),
            (NameClass::Misc, "Grey Tide'' and ''Low Water", "Grey Tide"),
            (NameClass::Person, "Holt ''kind", "Holt"),
            (NameClass::Location, "The Echo, ''Tides", "The Echo"),
            (NameClass::Person, "Ernst ``Kit'' Palgrave", "Ernst ``Kit'' Palgrave"),
            (NameClass::Person, "Ernst \"Kit\" Palgrave", "Ernst \"Kit\" Palgrave"),
            (NameClass::Person, "\"Kit\" Palgrave", "\"Kit\" Palgrave"),
            (NameClass::Misc, "''Grey Tide of ''Low", "Grey Tide of"),
            (NameClass::Person, "Little Kit\" Palgrave", "Little Kit"),
        ] {
            assert_eq!(repaired(class, text, " of old.").as_deref(), Some(name), "{text}");
        }
    }

    /// The name of the tokens that `name` covers, after all repairs, and its class.
    fn repaired_in(text: &str, name: &str, class: NameClass) -> (String, NameClass) {
        let document = Document::new(text);
        let start = text.find(name).unwrap();
        let tokens = document.tokens_in(crate::Span::new(
            text[..start].chars().count(),
            text[..start + name.len()].chars().count(),
        ));
        let tagged = TaggedName { start: tokens.start, end: tokens.end, class };
        let names = repair_boundaries(&document, vec![tagged], &crate::entities::english::English);
        (document.slice(names[0].start..names[0].end).to_string(), names[0].class)
    }

    #[test]
    fn a_party_is_no_part_of_a_state() {
        let of = |text: &str, name: &str| repaired_in(text, name, NameClass::Organization);
        let place = |name: &str| (name.to_string(), NameClass::Location);
        assert_eq!(of("Sen. Mira Holt, D-Ohio, said so.", "D-Ohio"), place("Ohio"));
        assert_eq!(of("Abel Tamm (R-New Jersey) left.", "R-New Jersey"), place("New Jersey"));
        let band = of("They heard R-Quill on Monday.", "R-Quill");
        assert_eq!(band, ("R-Quill".to_string(), NameClass::Organization));
    }

    #[test]
    fn a_company_has_the_full_stop_of_its_form_inside_a_sentence() {
        let of = |text: &str, name: &str| repaired_in(text, name, NameClass::Organization).0;
        assert_eq!(of("Müller-Sund GmbH & Co. said so.", "Müller-Sund GmbH & Co"), "Müller-Sund GmbH & Co.");
        assert_eq!(of("Halden Foods, Inc. (HF) fell.", "Halden Foods, Inc"), "Halden Foods, Inc.");
        assert_eq!(of("Weber GmbH & Co. KG said so.", "Weber GmbH & Co"), "Weber GmbH & Co. KG");
        assert_eq!(
            of("They sued Halden Foods, Inc. Then it fell.", "Halden Foods, Inc"),
            "Halden Foods, Inc"
        );
        assert_eq!(of("The Grand Hotel. said so.", "Grand Hotel"), "Grand Hotel");
    }

    #[test]
    fn a_person_ends_where_a_dash_goes_on_with_the_sentence() {
        assert_eq!(repaired(NameClass::Person, "Holt - an", " independent - won.").as_deref(), Some("Holt"));
        assert_eq!(repaired(NameClass::Person, "Holt - Tamm", " won.").as_deref(), Some("Holt - Tamm"));
        assert_eq!(repaired(NameClass::Person, "Holt-Tamm", " won.").as_deref(), Some("Holt-Tamm"));
        assert_eq!(repaired(NameClass::Misc, "Tides - a story", " won.").as_deref(), Some("Tides - a story"));
    }
}
