//! Names of languages as the interfaces of databases write them: of an article in German, "German", "Deutsch", "Allemand".

use crate::text::language_codes::language_code;

/// The codes of the languages of the press, with their names in English, German, French, Spanish, Italian, Dutch, Swedish,
/// Norwegian and Danish, in lower case.
const NAMES: &[(&str, &[&str])] = &[
    ("en", &["english", "englisch", "anglais", "inglés", "inglese", "engels", "engelska", "engelsk"]),
    ("de", &["german", "deutsch", "allemand", "alemán", "tedesco", "duits", "tyska", "tysk"]),
    ("fr", &["french", "französisch", "français", "francés", "francese", "frans", "franska", "fransk"]),
    ("es", &["spanish", "spanisch", "espagnol", "español", "spagnolo", "spaans", "spanska", "spansk"]),
    ("it", &["italian", "italienisch", "italien", "italiano", "italiaans", "italienska", "italiensk"]),
    (
        "nl",
        &[
            "dutch",
            "niederländisch",
            "holländisch",
            "néerlandais",
            "neerlandés",
            "olandese",
            "nederlands",
            "nederländska",
            "nederlandsk",
        ],
    ),
    (
        "pt",
        &[
            "portuguese",
            "portugiesisch",
            "portugais",
            "portugués",
            "portoghese",
            "portugees",
            "portugisiska",
            "portugisisk",
        ],
    ),
    ("sv", &["swedish", "schwedisch", "suédois", "sueco", "svedese", "zweeds", "svenska", "svensk"]),
    ("no", &["norwegian", "norwegisch", "norvégien", "noruego", "norvegese", "noors", "norska", "norsk"]),
    ("da", &["danish", "dänisch", "danois", "danés", "danese", "deens", "danska", "dansk"]),
    ("fi", &["finnish", "finnisch", "finnois", "finés", "finlandese", "fins", "finska", "finsk"]),
    ("pl", &["polish", "polnisch", "polonais", "polaco", "polacco", "pools", "polska", "polsk"]),
    ("ru", &["russian", "russisch", "russe", "ruso", "russo", "ryska", "russisk"]),
    ("zh", &["chinese", "chinesisch", "chinois", "chino", "cinese", "chinees", "kinesiska", "kinesisk"]),
    ("ja", &["japanese", "japanisch", "japonais", "japonés", "giapponese", "japans", "japanska", "japansk"]),
    ("ar", &["arabic", "arabisch", "arabe", "árabe", "arabo", "arabiska", "arabisk"]),
    ("tr", &["turkish", "türkisch", "turc", "turco", "turks", "turkiska", "tyrkisk"]),
    ("ca", &["catalan", "katalanisch", "catalán", "catalano", "catalaans", "katalanska"]),
];

/// The code of a language that is named in any of these languages, or by its own name or code.
pub(crate) fn code_of_language(written: &str) -> Option<String> {
    // "ENGLISH; French", "Norwegian (Bokmål)"
    let first = written.split([';', ',', '(', '/']).next().unwrap_or_default().trim().to_lowercase();
    let named = NAMES.iter().find(|(_, names)| names.contains(&first.as_str()));
    named.map(|(code, _)| (*code).to_string()).or_else(|| language_code(&first))
}

/// Whether a line is the name of a language and nothing else.
pub(crate) fn is_language_name(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    NAMES.iter().any(|(_, names)| names.contains(&line.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_names_in_the_interfaces() {
        for (written, code) in [
            ("ENGLISH", "en"),
            ("Deutsch", "de"),
            ("Allemand", "de"),
            ("ENGLISCH; DEUTSCH", "en"),
            ("EN", "en"),
            ("Norwegian (Bokmål)", "no"),
        ] {
            assert_eq!(code_of_language(written).as_deref(), Some(code), "{written}");
        }
        assert!(!is_language_name("Business"));
    }
}
