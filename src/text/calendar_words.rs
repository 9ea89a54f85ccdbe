//! The months and weekdays of the languages that crawls bring: English, French, German, Spanish, Portuguese, Italian, Dutch.
//!
//! An abbreviation is any beginning of a name, of three letters or more, that only one month has: "juil" but not "jui".

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

/// The number of the month that a word names.
pub fn month(word: &str) -> Option<u32> {
    let word = plain(word);
    let numbered = || (1..).zip(MONTHS);
    if let Some((number, _)) = numbered().find(|(_, names)| names.contains(&word.as_str())) {
        return Some(number);
    }
    if word.len() < 3 {
        return None;
    }
    let mut begun = numbered().filter(|(_, names)| names.iter().any(|name| name.starts_with(&word)));
    let (number, _) = begun.next()?;
    begun.next().is_none().then_some(number)
}

/// What follows the weekday that a date begins with, and an article before it: "le jeudi 3 octobre 2024".
pub fn after_weekday(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(' ')?;
    let rest = rest.trim_start_matches([' ', ',', '|', '·']);
    let word = plain(word.trim_matches(['.', ',', '(', ')']));
    if matches!(word.as_str(), "le" | "el" | "il" | "am" | "den" | "op" | "on" | "the") {
        return Some(after_weekday(rest).unwrap_or(rest));
    }
    let is_weekday = word.len() >= 2 && WEEKDAYS.iter().any(|day| day.starts_with(&word));
    is_weekday.then_some(rest)
}

/// Lower case, without accents.
fn plain(word: &str) -> String {
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
    fn months_are_known_by_name_and_beginning() {
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
            assert_eq!(month(word), number, "{word}");
        }
    }

    #[test]
    fn weekdays_are_passed_over() {
        for text in ["Thu, 3", "jeudi 3", "le jeudi 3", "quinta-feira, 3", "Sábado 3", "Do. 3", "am 3"] {
            assert_eq!(after_weekday(text), Some("3"), "{text}");
        }
        assert_eq!(after_weekday("October 3"), None);
    }
}
