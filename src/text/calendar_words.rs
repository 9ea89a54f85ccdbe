//! Names of months and weekdays in English, French, German, Spanish, Portuguese, Italian and Dutch.
//!
//! An abbreviation is any prefix of three letters or more that only one month has: "juil" but not "jui".

/// A shorter word is no abbreviation of a month.
const MIN_ABBREVIATION_BYTES: usize = 3;

/// The names of each month, without accents.
const MONTHS: [&[&str]; 12] = [
    &["january", "janvier", "januar", "enero", "janeiro", "gennaio", "januari", "janner"],
    &["february", "fevrier", "februar", "febrero", "fevereiro", "febbraio", "februari"],
    &["march", "mars", "marz", "maerz", "marzo", "marco", "maart", "mrt"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maio", "maggio", "mei"],
    &["june", "juin", "juni", "junio", "junho", "giugno"],
    &["july", "juillet", "juli", "julio", "julho", "luglio"],
    &["august", "aout", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "setembro", "settembre", "setiembre"],
    &["october", "octobre", "oktober", "octubre", "outubro", "ottobre"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "decembre", "dezember", "diciembre", "dezembro", "dicembre"],
];

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "segunda-feira",
    "terca-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];

/// The number of the month that a word names, from 1.
pub fn month_number(word: &str) -> Option<u32> {
    let word = strip_accents(word);
    let numbered = || (1..).zip(MONTHS);
    if let Some((number, _)) = numbered().find(|(_, names)| names.contains(&word.as_str())) {
        return Some(number);
    }
    if word.len() < MIN_ABBREVIATION_BYTES {
        return None;
    }
    let mut matching = numbered().filter(|(_, names)| names.iter().any(|name| name.starts_with(&word)));
    let (number, _) = matching.next()?;
    matching.next().is_none().then_some(number)
}

/// The text after the weekday, or the article and weekday, at its beginning ("le jeudi 3 octobre 2024"); `None` where it
/// begins with neither.
pub fn skip_weekday(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(' ')?;
    let rest = rest.trim_start_matches([' ', ',', '|', '·']);
    let word = strip_accents(word.trim_matches(['.', ',', '(', ')']));
    if matches!(word.as_str(), "le" | "el" | "il" | "am" | "den" | "op" | "on" | "the") {
        return Some(skip_weekday(rest).unwrap_or(rest));
    }
    let is_weekday = word.len() >= 2 && WEEKDAYS.iter().any(|day| day.starts_with(&word));
    is_weekday.then_some(rest)
}

/// The word in lower case and without accents.
fn strip_accents(word: &str) -> String {
    let bare = |c| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' | 'ì' => 'i',
        'ó' | 'ò' | 'ô' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    word.to_lowercase().chars().map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_name_and_abbreviation() {
        for (word, number) in [
            ("October", Some(10)),
            ("SEPT", Some(9)),
            ("août", Some(8)),
            ("März", Some(3)),
            ("março", Some(3)),
            ("Mai", Some(5)),
            ("juil", Some(7)),
            ("jui", None),
            ("ja", None),
            ("Febtober", None),
            ("the", None),
        ] {
            assert_eq!(month_number(word), number, "{word}");
        }
    }

    #[test]
    fn weekdays_are_skipped() {
        for text in ["Thu, 3", "jeudi 3", "le jeudi 3", "quinta-feira, 3", "Sábado 3", "Do. 3", "am 3"] {
            assert_eq!(skip_weekday(text), Some("3"), "{text}");
        }
        assert_eq!(skip_weekday("October 3"), None);
    }
}
