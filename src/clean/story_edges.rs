//! Lines about a story at its edges: who wrote it, what they are, when it appeared.
//!
//! Takes a line above or below a story and the names of its authors, gives the kind of block that it is. The surprising
//! decision: a line is taken only if every word of it is accounted for, as a name of a known author, a word of roles,
//! labels or times, or a number.

use crate::model::BlockKind;
use crate::text::byline::{
    is_agency, is_role_line, is_word_beside_names, read_authors, recognise_byline, says_who_wrote,
};
use crate::text::time_lines::{TimeLine, is_time_word, read_time_line, words};

/// A longer line is prose.
const MAX_EDGE_LINE_CHARS: usize = 160;
/// The kind of a line above a story, if it says who wrote it or when; `after_byline` says that the line before does.
pub(crate) fn classify_edge_line(line: &str, authors: &[String], after_byline: bool) -> Option<BlockKind> {
    if line.chars().count() > MAX_EDGE_LINE_CHARS {
        return None;
    }
    if names_only(line, authors) || names_agencies_only(line) || (after_byline && is_role_line(line)) {
        return Some(BlockKind::Byline);
    }
    classify_time_line(line)
}

/// The same for a line below a story, where a byline has to be certain.
pub(crate) fn classify_last_line(line: &str, authors: &[String]) -> Option<BlockKind> {
    if line.chars().count() > MAX_EDGE_LINE_CHARS {
        return None;
    }
    let is_byline = recognise_byline(line).is_some() && says_who_wrote(line);
    if is_byline { Some(BlockKind::Byline) } else { classify_edge_line(line, authors, false) }
}

/// What a line at the edge says of the authors.
pub(crate) fn byline_of_edge_line(line: &str) -> Option<String> {
    let names = || {
        let names: Vec<String> = read_authors(line).into_iter().map(|author| author.name).collect();
        Some(names.join(", ")).filter(|names| !names.is_empty())
    };
    recognise_byline(line).or_else(names)
}

/// Whether a line has the names of known authors, and nothing else but what accompanies names.
fn names_only(line: &str, authors: &[String]) -> bool {
    let mut rest = line.to_lowercase();
    let mut names_author = false;
    for author in authors {
        let author = author.to_lowercase();
        if let Some(at) = rest.find(&author) {
            rest.replace_range(at..at + author.len(), " ");
            names_author = true;
        }
    }
    names_author && words(&rest).all(|word| is_word_beside_names(word) || is_time_word(word))
}

/// "(dpa)", "AFP / Reuters"
fn names_agencies_only(line: &str) -> bool {
    let mut names = line
        .split(['/', ',', '|', ';', '(', ')', '[', ']'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .peekable();
    line.chars().count() < 40 && names.peek().is_some() && names.all(is_agency)
}

/// "Publié le 3 mars 2031 à 10h30", "Stand: 03.03.2031, 10:30 Uhr", "Lesezeit: 3 Min."
fn classify_time_line(line: &str) -> Option<BlockKind> {
    Some(match read_time_line(line)? {
        TimeLine::Published => BlockKind::Published,
        TimeLine::Updated => BlockKind::Updated,
        TimeLine::ReadingTime => BlockKind::Furniture,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;

    fn kind(line: &str) -> Option<BlockKind> {
        classify_edge_line(line, &["Nora Quint".to_string(), "Eino Vik".to_string()], false)
    }

    #[test]
    fn lines_with_the_known_authors_alone_are_bylines() {
        for line in [
            "Nora Quint",
            "NORA QUINT",
            "Von Nora Quint und Eino Vik",
            "Eino Vik, Nora Quint",
            "Nora Quint, Redakteurin",
            "Par Nora Quint avec AFP",
            "Nora Quint – 3. März 2031, 10:30 Uhr",
            "Nora Quint Follow",
            "(dpa)",
        ] {
            assert_eq!(kind(line), Some(Byline), "{line}");
        }
    }

    #[test]
    fn times_are_taken_in_many_languages() {
        for (line, is) in [
            ("Publié le 3 mars 2031 à 10h30", Published),
            ("Stand: 03.03.2031, 10:30 Uhr", Published),
            ("Veröffentlicht am 3. März 2031", Published),
            ("Publicado: 3 de marzo de 2031", Published),
            ("Pubblicato il 3 marzo 2031 alle 10:30", Published),
            ("Oppdatert 03.03.2031 kl. 10:30", Updated),
            ("Actualizado a las 10:30", Updated),
            ("입력 2031.03.03 10:30", Published),
            ("Lesezeit: 3 Min.", Furniture),
        ] {
            assert_eq!(kind(line), Some(is), "{line}");
        }
    }

    #[test]
    fn paragraphs_stay() {
        for line in [
            "Nora Quint saw the wall break.",
            "“I saw it,” Nora Quint said.",
            "Nora Quint and the wall",
            "On 3 March 2031 the wall broke.",
            "2031",
            "At 10:30",
            "The wall, 3 March",
            "Paul Achterberg",
            "Reuters was there.",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }
}
