//! Lines that say when something appeared or was changed, and nothing else, in the languages of many papers.
//!
//! Takes a line, gives what it says. It reads no date: that a line is about time is known by its words alone, so that a
//! date that cannot be read is no text of a story either.

use crate::text::calendar_words::{is_weekday, month_number};

/// A longer line is prose.
const MAX_TIME_LINE_CHARS: usize = 100;

/// Words that introduce the time of publication, in lower case.
const PUBLISHED_WORDS: &[&str] = &[
    "published",
    "written",
    "posted",
    "publication",
    "date",
    "issued",
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "stand",
    "publié",
    "publiée",
    "publicado",
    "publicada",
    "pubblicato",
    "pubblicata",
    "gepubliceerd",
    "geplaatst",
    "udgivet",
    "offentliggjort",
    "publisert",
    "publicerad",
    "publicerat",
    "julkaistu",
    "opublikowano",
    "dodano",
    "publikace",
    "vydáno",
    "publikováno",
    "közzétéve",
    "publicat",
    "yayınlanma",
    "yayın",
    "eklenme",
    "опубликовано",
    "опубліковано",
    "diterbitkan",
    "tayang",
    "입력",
    "등록",
    "발행",
    "公開",
    "配信",
    "发布时间",
    "发布",
    "時間",
    "时间",
    "來源",
];

/// Words that introduce the time of a change, in lower case.
const UPDATED_WORDS: &[&str] = &[
    "updated",
    "modified",
    "revised",
    "edited",
    "aktualisiert",
    "geändert",
    "update",
    "mis",
    "mise",
    "jour",
    "modifié",
    "actualizado",
    "actualizada",
    "atualizado",
    "atualizada",
    "modificado",
    "aggiornato",
    "aggiornata",
    "modificato",
    "bijgewerkt",
    "gewijzigd",
    "opdateret",
    "ændret",
    "oppdatert",
    "endret",
    "uppdaterad",
    "uppdaterat",
    "päivitetty",
    "muokattu",
    "aktualizacja",
    "zaktualizowano",
    "aktualizováno",
    "frissítve",
    "actualizat",
    "güncelleme",
    "güncellenme",
    "güncellendi",
    "обновлено",
    "оновлено",
    "diperbarui",
    "수정",
    "更新",
];

/// Words for the time that reading takes, in lower case.
const READING_TIME: &[&str] = &[
    "lesezeit",
    "lesedauer",
    "lecture",
    "lectura",
    "lettura",
    "leestijd",
    "læsetid",
    "lesetid",
    "lästid",
    "lukuaika",
];

/// Other words of lines that say a time, in lower case.
const TIME_WORDS: &[&str] = &[
    "on",
    "at",
    "the",
    "last",
    "first",
    "of",
    "and",
    "am",
    "um",
    "uhr",
    "vom",
    "den",
    "der",
    "zuletzt",
    "le",
    "à",
    "a",
    "h",
    "min",
    "mins",
    "heures",
    "el",
    "las",
    "hora",
    "horas",
    "de",
    "del",
    "às",
    "il",
    "alle",
    "ore",
    "op",
    "om",
    "uur",
    "d",
    "kl",
    "klo",
    "tid",
    "o",
    "godz",
    "v",
    "saat",
    "tarihi",
    "в",
    "о",
    "г",
    "года",
    "pada",
    "pm",
    "noon",
    "ist",
    "est",
    "edt",
    "et",
    "gmt",
    "utc",
    "cet",
    "cest",
    "bst",
    "mez",
    "mesz",
    "wib",
    "msk",
    "read",
    "reading",
    "time",
    "minute",
    "minutes",
    "minuten",
    "t",
    "z",
    "st",
    "nd",
    "rd",
    "th",
    "ago",
    "dernière",
    "última",
    "ultimo",
    "siste",
    "sist",
    "senast",
    "senest",
    "sidst",
    "오전",
    "오후",
    "午前",
    "午後",
];

/// The words of a line in lower case.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty())
}

/// Whether a word in lower case is one of a time, or a number.
pub(crate) fn is_time_word(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        || TIME_WORDS.contains(&word)
        || READING_TIME.contains(&word)
        || PUBLISHED_WORDS.contains(&word)
        || UPDATED_WORDS.contains(&word)
        || (word.chars().count() >= 3 && month_number(word).is_some())
        || is_weekday(word)
}

/// What a line says that has nothing but a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeLine {
    /// When something appeared.
    Published,
    /// When it was changed.
    Updated,
    /// How long it takes to read.
    ReadingTime,
}

/// A line with a blank where a word in title case follows another without one: "10:30 UhrLesezeit: 3 Min." is how two
/// elements look that only a style keeps apart.
fn part_glued_words(line: &str) -> String {
    let mut parted = String::with_capacity(line.len() + 2);
    let mut last_is_lower = false;
    for c in line.chars() {
        if last_is_lower && c.is_uppercase() {
            parted.push(' ');
        }
        last_is_lower = c.is_lowercase();
        parted.push(c);
    }
    parted
}

/// "Publié le 3 mars 2031 à 10h30", "Stand: 03.03.2031, 10:30 Uhr", "Lesezeit: 3 Min."
pub(crate) fn read_time_line(line: &str) -> Option<TimeLine> {
    let line = part_glued_words(line).to_lowercase();
    let is_sentence = line.ends_with('.') && !line.ends_with("min.");
    if line.chars().count() > MAX_TIME_LINE_CHARS || is_sentence || !words(&line).all(is_time_word) {
        return None;
    }
    let has = |known: &[&str]| words(&line).any(|word| known.contains(&word));
    let is_number = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    let numbers = words(&line).filter(is_number).count();
    // "10:30" is no number of a date.
    let clocks = line
        .split_whitespace()
        .filter(|word| word.contains(':'))
        .map(|word| words(word).filter(is_number).count());
    let numbers_of_date = numbers - clocks.sum::<usize>();
    let months =
        words(&line).filter(|word| word.chars().count() >= 3 && month_number(word).is_some()).count();
    let is_date = numbers_of_date >= 3 || (numbers_of_date >= 2 && months >= 1);
    match (numbers, has(PUBLISHED_WORDS), has(UPDATED_WORDS)) {
        (1.., true, _) => Some(TimeLine::Published),
        (1.., false, true) => Some(TimeLine::Updated),
        (1, ..) if READING_TIME.iter().any(|reading| line.contains(reading)) => Some(TimeLine::ReadingTime),
        _ if is_date => Some(TimeLine::Published),
        _ => None,
    }
}
