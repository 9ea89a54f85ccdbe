//! A search as the user writes it, parsed. Never an error: what is no sign of the search is a word.
//!
//! Words are looked for together; "in quotation marks" as a phrase; with a star at the end by their beginning; with a minus
//! before not at all; OR between two means either; `NEAR(a b, 5)` and `a NEAR b` mean close together; `title:`, `source:`,
//! `speaker:`, `before:` and `after:` say where and when.

use crate::query::search::days::first_day;

/// A search, parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedSearch {
    /// Any of these, and of each all terms.
    pub any: Vec<Vec<Term>>,
    /// None of these.
    pub not: Vec<Term>,
    /// Where and when.
    pub fields: Vec<Field>,
}

/// One thing to find in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where there are several, they are close together.
    pub phrases: Vec<Phrase>,
    /// How close, in words.
    pub within: u32,
    /// Whether it has to be in the headline.
    pub title: bool,
}

/// Words that are beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As written.
    pub text: String,
    /// Whether the last word is only the beginning of one.
    pub prefix: bool,
}

/// Where or when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// In a paper whose name or domain has this in it; or in no such paper.
    Source(String, bool),
    /// Said by somebody of this name; or by nobody of it.
    Speaker(String, bool),
    /// Published before this day.
    Before(String),
    /// Published on this day or after it.
    After(String),
}

/// A piece of a search.
enum Piece {
    Term(Term),
    Not(Term),
    Field(Field),
    Or,
    And,
    Near(u32),
}

/// How close NEAR is where it does not say, as in FTS5.
const DEFAULT_NEAR_WORDS: u32 = 10;

impl ParsedSearch {
    /// Parses a search.
    pub fn parse(search: &str) -> ParsedSearch {
        let mut read = ParsedSearch::default();
        let mut alternative: Vec<Term> = Vec::new();
        let mut near: Option<u32> = None;
        // FTS5 takes a zero byte for the end of its query, in the middle of a word that is quoted.
        let search = search.replace('\0', " ");
        for piece in pieces(&search) {
            match piece {
                Piece::Term(term) => match (near.take(), alternative.last_mut()) {
                    (Some(within), Some(last)) if !last.title && !term.title => {
                        last.phrases.extend(term.phrases);
                        last.within = within;
                    }
                    _ => alternative.push(term),
                },
                Piece::Not(term) => read.not.push(term),
                Piece::Field(field) => read.fields.push(field),
                Piece::Or => read.any.push(std::mem::take(&mut alternative)),
                Piece::And => {}
                Piece::Near(within) => near = Some(within),
            }
        }
        read.any.push(alternative);
        read.any.retain(|terms| !terms.is_empty());
        read
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.any.is_empty() && self.fields.is_empty()
    }
}

impl Term {
    fn words(text: &str, prefix: bool) -> Option<Term> {
        // What has no letter would match nothing, and hide the rest.
        let phrase = text.replace('"', " ");
        phrase.contains(char::is_alphanumeric).then(|| Term {
            phrases: vec![Phrase { text: phrase.trim().trim_end_matches('*').to_string(), prefix }],
            within: DEFAULT_NEAR_WORDS,
            title: false,
        })
    }
}

fn pieces(search: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = search.trim_start();
    while !rest.is_empty() {
        if let Some((term, after)) = near_group(rest) {
            pieces.push(Piece::Term(term));
            rest = after.trim_start();
            continue;
        }
        let (negative, inner) = match rest.strip_prefix('-') {
            Some(inner) if inner.starts_with(|c: char| c == '"' || c.is_alphanumeric()) => (true, inner),
            _ => (false, rest),
        };
        if let Some((piece, after)) = field(inner, negative) {
            pieces.push(piece);
            rest = after.trim_start();
            continue;
        }
        let (text, quoted, after) = text(inner);
        rest = after.trim_start();
        if !quoted
            && !negative
            && let Some((operator, after)) = operator(text, rest, pieces.is_empty())
        {
            pieces.push(operator);
            rest = after;
            continue;
        }
        let Some(term) = Term::words(text, !quoted && text.ends_with('*')) else { continue };
        pieces.push(if negative { Piece::Not(term) } else { Piece::Term(term) });
    }
    pieces
}

/// A word in capitals that is an operator, and what comes after it; NOT takes the term after it along.
fn operator<'t>(word: &str, rest: &'t str, is_first: bool) -> Option<(Piece, &'t str)> {
    match word {
        "OR" => Some((Piece::Or, rest)),
        "AND" => Some((Piece::And, rest)),
        "NOT" if !rest.is_empty() => {
            let (next, quoted, after) = text(rest);
            let term = Term::words(next, !quoted && next.ends_with('*'))?;
            Some((Piece::Not(term), after.trim_start()))
        }
        _ => {
            let within = match word.strip_prefix("NEAR")? {
                "" => DEFAULT_NEAR_WORDS,
                number => number.strip_prefix('/')?.parse().ok()?,
            };
            (!rest.is_empty() && !is_first).then_some((Piece::Near(within), rest))
        }
    }
}

/// `NEAR(ferry "outer islands", 5)`
fn near_group(rest: &str) -> Option<(Term, &str)> {
    let inside = rest.strip_prefix("NEAR(")?;
    let end = inside.find(')')?;
    let (words, within) = match inside[..end].rsplit_once(',') {
        Some((words, number)) => (words, number.trim().parse().ok()?),
        None => (&inside[..end], DEFAULT_NEAR_WORDS),
    };
    let mut phrases = Vec::new();
    let mut left = words.trim_start();
    while !left.is_empty() {
        let (one, quoted, after) = text(left);
        let prefix = !quoted && one.ends_with('*');
        phrases.extend(Term::words(one, prefix).into_iter().flat_map(|term| term.phrases));
        left = after.trim_start();
    }
    (phrases.len() > 1).then_some((Term { phrases, within, title: false }, &inside[end + 1..]))
}

/// `name:value`, where there is such a field and a value that it can have.
fn field(rest: &str, negative: bool) -> Option<(Piece, &str)> {
    let (name, value) = rest.split_once(':')?;
    let (value, quoted, after) = match value.starts_with(char::is_whitespace) {
        true => return None,
        false => text(value),
    };
    let field = match name.to_lowercase().as_str() {
        "title" => {
            let term = Term::words(value, !quoted && value.ends_with('*'))?;
            let term = Term { title: true, ..term };
            return Some((if negative { Piece::Not(term) } else { Piece::Term(term) }, after));
        }
        _ if !value.contains(char::is_alphanumeric) => return None,
        "source" => Field::Source(value.into(), negative),
        "speaker" => Field::Speaker(value.into(), negative),
        "before" if !negative => Field::Before(first_day(value)?),
        "after" if !negative => Field::After(first_day(value)?),
        _ => return None,
    };
    Some((Piece::Field(field), after))
}

/// The first word, or the text between the quotation marks; and what comes after it.
fn text(from: &str) -> (&str, bool, &str) {
    let word = |text: &'_ str| text.find(char::is_whitespace).unwrap_or(text.len());
    if let Some(phrase) = from.strip_prefix(['"', '“', '„']) {
        return match phrase.find(['"', '”', '“']) {
            Some(end) => {
                let mark = phrase[end..].chars().next().map_or(1, char::len_utf8);
                (&phrase[..end], true, &phrase[end + mark..])
            }
            // A quotation mark that is never closed is no mark.
            None => (&phrase[..word(phrase)], false, &phrase[word(phrase)..]),
        };
    }
    (&from[..word(from)], false, &from[word(from)..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// "a+b|c -d {After(…)}"
    fn shown(search: &str) -> String {
        let read = ParsedSearch::parse(search);
        let term = |term: &Term| {
            let near = if term.phrases.len() > 1 { format!("~{}", term.within) } else { String::new() };
            let title = if term.title { "title:" } else { "" };
            let phrase = |phrase: &Phrase| format!("{}{}", phrase.text, if phrase.prefix { "*" } else { "" });
            let phrases: Vec<String> = term.phrases.iter().map(phrase).collect();
            format!("{title}{}{near}", phrases.join("/"))
        };
        let any: Vec<String> =
            read.any.iter().map(|terms| terms.iter().map(term).collect::<Vec<_>>().join("+")).collect();
        let not: String = read.not.iter().map(|not| format!(" -{}", term(not))).collect();
        let fields: String = read.fields.iter().map(|field| format!(" {field:?}")).collect();
        format!("{}{not}{fields}", any.join("|"))
    }

    #[test]
    fn the_signs_of_a_search() {
        for (search, read) in [
            ("ferry strike", "ferry+strike"),
            ("\"harbor wall\" leak*", "harbor wall+leak*"),
            ("“harbor wall”", "harbor wall"),
            ("ferry -bus -\"night train\"", "ferry -bus -night train"),
            ("ferry OR bus AND tram", "ferry|bus+tram"),
            ("ferry NOT bus", "ferry -bus"),
            ("NEAR(ferry \"outer islands\", 5)", "ferry/outer islands~5"),
            ("ferry NEAR strike", "ferry/strike~10"),
            ("ferr* NEAR/3 strike*", "ferr*/strike*~3"),
            ("title:ferry strike", "title:ferry+strike"),
            ("title:\"harbor wall\"", "title:harbor wall"),
            (
                "ferry source:\"Arden Post\" -source:echo",
                "ferry Source(\"Arden Post\", false) Source(\"echo\", true)",
            ),
            ("speaker:Okafor", " Speaker(\"Okafor\", false)"),
            ("after:2031-03 before:2032", " After(\"2031-03-01\") Before(\"2032-01-01\")"),
        ] {
            assert_eq!(shown(search), read, "{search}");
        }
    }

    #[test]
    fn anything_else_is_words() {
        for (search, read) in [
            ("O'Neil", "O'Neil"),
            ("C++", "C++"),
            ("\"unbalanced words", "unbalanced+words"),
            ("(NEAR x", "(NEAR+x"),
            ("NEAR", "NEAR"),
            ("ferry NEAR", "ferry+NEAR"),
            ("NEAR(ferry)", "NEAR(ferry)"),
            ("before:soon", "before:soon"),
            ("title: x", "title:+x"),
            ("https://a.example/b", "https://a.example/b"),
            ("台積電 — now", "台積電+now"),
            ("OR ferry OR", "ferry"),
            ("", ""),
            ("- \"\" *** OR", ""),
            ("fer\0ry \0", "fer+ry"),
        ] {
            assert_eq!(shown(search), read, "{search}");
        }
        assert!(ParsedSearch::parse("-ferry").is_empty());
    }

    proptest! {
        #[test]
        fn nothing_typed_is_an_error(search in "(title:|source:|before:|NEAR\\(|NEAR/|OR |-|\"|“|[ -~é台]){0,12}") {
            ParsedSearch::parse(&search);
        }
    }
}
