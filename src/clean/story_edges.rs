//! Lines about a story at its edges: who wrote it, what they are, when it appeared.
//!
//! Takes a line above or below a story and the names of its authors, gives the kind of block that it is. The surprising
//! decision: a line is taken only if every word of it is accounted for, as a name of a known author, a word of roles,
//! labels or times, or a number.

use crate::model::BlockKind;
use crate::text::byline::{
    is_agency, is_role_line, is_word_beside_names, read_authors, recognise_byline, says_who_wrote,
};
use crate::text::calendar_words::month_number;

/// A longer line is prose.
const MAX_EDGE_LINE_CHARS: usize = 160;
/// A longer line with nothing but words for times is prose as well.
const MAX_TIME_LINE_CHARS: usize = 100;

/// Words that introduce the time of publication, in lower case.
const PUBLISHED_WORDS: &[&str] = &[
    "published", "posted", "publication", "date", "issued", "veröffentlicht", "erschienen", "erstellt", "stand", "publié",
    "publiée", "publicado", "publicada", "pubblicato", "pubblicata", "gepubliceerd", "geplaatst", "udgivet", "offentliggjort",
    "publisert", "publicerad", "publicerat", "julkaistu", "opublikowano", "dodano", "publikace", "vydáno", "publikováno",
    "közzétéve", "publicat", "yayınlanma", "yayın", "eklenme", "опубликовано", "опубліковано", "diterbitkan", "tayang", "입력",
    "등록", "발행", "公開", "配信", "发布时间", "发布", "時間", "时间", "來源",
];

/// Words that introduce the time of a change, in lower case.
const UPDATED_WORDS: &[&str] = &[
    "updated", "modified", "revised", "edited", "aktualisiert", "geändert", "update", "mis", "mise", "jour", "modifié",
    "actualizado", "actualizada", "atualizado", "atualizada", "modificado", "aggiornato", "aggiornata", "modificato",
    "bijgewerkt", "gewijzigd", "opdateret", "ændret", "oppdatert", "endret", "uppdaterad", "uppdaterat", "päivitetty",
    "muokattu", "aktualizacja", "zaktualizowano", "aktualizováno", "frissítve", "actualizat", "güncelleme", "güncellenme",
    "güncellendi", "обновлено", "оновлено", "diperbarui", "수정", "更新",
];

/// Other words of lines that say a time, in lower case.
const TIME_WORDS: &[&str] = &[
    "on", "at", "the", "last", "first", "of", "and", "am", "um", "uhr", "vom", "den", "der", "zuletzt", "le", "à", "a", "h", "min",
    "mins", "heures", "el", "las", "hora", "horas", "de", "del", "às", "il", "alle", "ore", "op", "om", "uur", "d", "kl", "klo",
    "tid", "den", "o", "godz", "v", "saat", "tarihi", "в", "о", "г", "года", "pada", "pm", "noon", "ist", "est", "edt", "et", "gmt",
    "utc", "cet", "cest", "bst", "mez", "mesz", "wib", "msk", "read", "reading", "time", "minute", "minutes", "lesezeit", "lesedauer",
    "minuten", "lecture", "lectura", "lettura", "leestijd", "læsetid", "lesetid", "lästid", "lukuaika", "t", "z", "st", "nd", "rd", "th",
    "ago", "dernière", "última", "ultimo", "siste", "sist", "senast", "senest", "sidst", "오전", "오후", "午前", "午後",
];

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

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty())
}

fn is_time_word(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        || TIME_WORDS.contains(&word)
        || PUBLISHED_WORDS.contains(&word)
        || UPDATED_WORDS.contains(&word)
        || (word.chars().count() >= 3 && month_number(word).is_some())
        || crate::text::calendar_words::skip_weekday(&format!("{word} 1")).is_some()
}

/// "Publié le 3 mars 2031 à 10h30", "Stand: 03.03.2031, 10:30 Uhr", "Lesezeit: 3 Min."
fn classify_time_line(line: &str) -> Option<BlockKind> {
    let line = line.to_lowercase();
    let is_sentence = line.ends_with('.') && !line.ends_with("min.");
    if line.chars().count() > MAX_TIME_LINE_CHARS || is_sentence || !words(&line).all(is_time_word) {
        return None;
    }
    let has = |known: &[&str]| words(&line).any(|word| known.contains(&word));
    let numbers = words(&line).filter(|word| word.contains(|c: char| c.is_ascii_digit())).count();
    let months = words(&line).filter(|word| word.chars().count() >= 3 && month_number(word).is_some()).count();
    let is_date = numbers >= 3 || (numbers >= 2 && months >= 1);
    match (numbers, has(PUBLISHED_WORDS), has(UPDATED_WORDS)) {
        (1.., true, _) => Some(BlockKind::Published),
        (1.., false, true) => Some(BlockKind::Updated),
        (1, ..) if ["lesezeit", "lesedauer", "lecture", "lectura", "lettura", "leestijd", "læsetid", "lesetid", "lästid", "lukuaika"]
            .iter()
            .any(|reading| line.contains(reading)) =>
        {
            Some(BlockKind::Furniture)
        }
        _ if is_date => Some(BlockKind::Published),
        _ => None,
    }
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
