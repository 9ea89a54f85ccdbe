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
use crate::text::written_dates::parse_written_date;

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

/// What a line at the edge says of the authors; nothing where it has only the letters of an editor.
pub(crate) fn byline_of_edge_line(line: &str) -> Option<String> {
    let names: Vec<String> = if names_agencies_only(line) {
        agencies_in_line(line).filter(|name| is_agency(name)).map(str::to_string).collect()
    } else if let Some(byline) = recognise_byline(line) {
        return Some(byline);
    } else {
        read_authors(line).into_iter().map(|author| author.name).collect()
    };
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// The date, as written, in a line that [`classify_edge_line`] takes for a time: "le 3 mars 2031 à 10h30".
pub(crate) fn date_in_time_line(line: &str) -> Option<&str> {
    const MAX_WORDS_BEFORE_DATE: usize = 6;
    read_time_line(line)?;
    let starts = line.match_indices(' ').map(|(at, _)| at + 1);
    let mut rests = std::iter::once(0).chain(starts).take(MAX_WORDS_BEFORE_DATE).map(|at| line[at..].trim());
    rests.find(|rest| parse_written_date(rest).is_ok())
}

/// Whether a line has the names of known authors, and nothing else but what accompanies names.
fn names_only(line: &str, authors: &[String]) -> bool {
    let is_mail_address = |word: &&str| word.contains('@');
    let words_of_line: Vec<&str> = line.split_whitespace().filter(|word| !is_mail_address(word)).collect();
    let mut rest = words_of_line.join(" ").to_lowercase();
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

/// "(dpa)", "AFP / Reuters", "Quelle: dpa/abc", "mit Material von dpa", "(nq)"
fn names_agencies_only(line: &str) -> bool {
    if line.chars().count() > MAX_AGENCY_LINE_CHARS || line.ends_with(['.', '!', '?']) {
        return false;
    }
    if line.starts_with('(') && line.ends_with(')') && is_signature(&line[1..line.len() - 1]) {
        return true;
    }
    agencies_in_line(line).any(is_agency)
        && agencies_in_line(line).all(|name| is_agency(name) || is_signature(name))
}

fn agencies_in_line(line: &str) -> impl Iterator<Item = &str> {
    let names = line.split(['/', ',', '|', ';', '(', ')', '[', ']', ':', '–']).map(without_source_words);
    names.filter(|name| !name.is_empty())
}

/// A longer line is no list of agencies.
const MAX_AGENCY_LINE_CHARS: usize = 60;

/// Letters by which an editor signs: "nq", in lower case.
fn is_signature(text: &str) -> bool {
    let text = text.trim();
    (2..=5).contains(&text.chars().count()) && text.chars().all(char::is_lowercase)
}

/// The name after "Source:", "mit Material von" and their like.
fn without_source_words(name: &str) -> &str {
    const SOURCE_WORDS: &[&str] = &[
        "quelle",
        "quellen",
        "source",
        "sources",
        "fuente",
        "fonte",
        "bron",
        "kilde",
        "källa",
        "lähde",
        "źródło",
        "kaynak",
        "mit",
        "material",
        "von",
        "with",
        "from",
        "avec",
        "con",
        "information",
        "de",
        "der",
        "des",
        "agentur",
        "agenturen",
    ];
    let mut rest = name.trim();
    while let Some((word, after)) = rest.split_once(' ').or((!rest.is_empty()).then_some((rest, ""))) {
        if !SOURCE_WORDS.contains(&word.to_lowercase().as_str()) {
            break;
        }
        rest = after.trim_start();
    }
    rest
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
            "Nora Quint nora.quint@echo.example",
            "Nora Quint, Reporterin (quint@echo.example)",
            "Eino Vik 기자 vik@echo.example",
            "(dpa)",
            "Quelle: APA/dpa",
            "mit dpa",
            "SDA/sep",
            "(nq)",
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
            ("Aktualisiert am 03.03.2031 - 10:30 UhrLesezeit: 3 Min.", Updated),
            ("Publié le 3 mars 2031Lecture 4 min.", Published),
            ("Lesezeit: 3 Min.", Furniture),
            ("Lesedauer: 4 Minuten", Furniture),
            ("Written: 2031-03-03 15:03:30 / Updated: 2031-03-03 15:30:46", Published),
        ] {
            assert_eq!(kind(line), Some(is), "{line}");
        }
    }

    #[test]
    fn a_time_line_gives_its_date() {
        assert_eq!(date_in_time_line("Veröffentlicht am 3. März 2031"), Some("am 3. März 2031"));
        assert_eq!(date_in_time_line("Lesezeit: 3 Min."), None);
    }

    #[test]
    fn a_line_of_agencies_names_them() {
        assert_eq!(byline_of_edge_line("Quelle: APA/dpa").as_deref(), Some("APA, dpa"));
        assert_eq!(byline_of_edge_line("Von Nora Quint").as_deref(), Some("Nora Quint"));
        assert_eq!(byline_of_edge_line("(nq)"), None);
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
            "mit",
            "00:00 / 03:15",
            "ab/cd",
            "Quelle des Flusses",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }
}
