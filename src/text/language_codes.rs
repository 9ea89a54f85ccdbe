//! Codes of languages: what is declared or identified, as the two letters of ISO 639-1.

use whatlang::Lang;

/// What ISO 639 has for a text whose language is not known, that is none, or that is in several.
const NO_LANGUAGE: [&str; 5] = ["und", "mul", "zxx", "mis", "unk"];

/// Other codes of three letters that are declared: the bibliographic ones of ISO 639-2, and languages that the identifier has
/// under the code of one of their varieties.
const OTHER_CODES: [(&str, &str); 22] = [
    ("ger", "de"),
    ("fre", "fr"),
    ("dut", "nl"),
    ("cze", "cs"),
    ("slo", "sk"),
    ("rum", "ro"),
    ("gre", "el"),
    ("chi", "zh"),
    ("zho", "zh"),
    ("per", "fa"),
    ("fas", "fa"),
    ("ice", "is"),
    ("isl", "is"),
    ("wel", "cy"),
    ("baq", "eu"),
    ("eus", "eu"),
    ("alb", "sq"),
    ("sqi", "sq"),
    ("swa", "sw"),
    ("swh", "sw"),
    ("gle", "ga"),
    ("fil", "tl"),
];

/// The code of a language as it is declared: "en-GB", "eng" and "English" are "en". `None` where none is named, or something
/// else, such as a character set.
pub fn language_code(declared: &str) -> Option<String> {
    let declared = declared.trim().to_lowercase();
    let mut subtags = declared.split(['-', '_', '.', ',', ';', ' ']);
    let code = subtags.next().unwrap_or_default();
    let is_word = !code.is_empty() && code.chars().all(char::is_alphabetic);
    // "utf-8" has a part that no language tag has.
    if !is_word || NO_LANGUAGE.contains(&code) || subtags.any(is_digit) {
        return None;
    }
    match code.len() {
        // Pages say "nb" and "no" of the same language.
        2 => Some(if code == "nb" { "no" } else { code }.into()),
        3 => Some(match OTHER_CODES.iter().find(|(other, _)| *other == code) {
            Some((_, two)) => (*two).to_string(),
            None => Lang::from_code(code).map_or_else(|| code.to_string(), |lang| code_of(lang).to_string()),
        }),
        _ => {
            let named =
                |lang: &&Lang| lang.eng_name().to_lowercase() == code || lang.name().to_lowercase() == code;
            Lang::all().iter().find(named).map(|lang| code_of(*lang).to_string())
        }
    }
}

fn is_digit(subtag: &str) -> bool {
    subtag.len() == 1 && subtag.starts_with(|c: char| c.is_ascii_digit())
}

/// A language that the identifier knows, by its code.
pub fn lang_of(code: &str) -> Option<Lang> {
    Lang::all().iter().copied().find(|lang| code_of(*lang) == code)
}

/// The code of a language that the identifier knows.
pub fn code_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::language_code;

    #[test]
    fn a_language_has_one_code_however_it_is_declared() {
        for (declared, code) in [
            ("en-GB", Some("en")),
            (" EN_us ", Some("en")),
            ("eng", Some("en")),
            ("English", Some("en")),
            ("Deutsch", Some("de")),
            ("ger", Some("de")),
            ("nb-NO", Some("no")),
            ("nn", Some("nn")),
            ("isl", Some("is")),
            ("sme", Some("sme")),
            ("zh-Hant-TW", Some("zh")),
            ("utf-8", None),
            ("iso-8859-1", None),
            ("gb2312", None),
            ("und", None),
            ("", None),
            ("Martian", None),
        ] {
            assert_eq!(language_code(declared).as_deref(), code, "{declared}");
        }
    }
}
