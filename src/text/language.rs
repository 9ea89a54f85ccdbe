//! The language of a text, where it can be told with certainty: by script, or by the commonest words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The words that make up a third of any text in their language.
const COMMON: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "said", "has", "by",
            "it", "he", "be", "at", "from", "are",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "zu", "mit", "ist", "des", "nicht", "auf", "ein",
            "eine", "dem", "sich", "für", "im", "auch",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "des", "et", "du", "un", "une", "dans", "que", "est", "pour", "qui", "sur",
            "par", "au", "pas", "plus", "avec",
        ],
    ),
    (
        "es",
        &[
            "el", "la", "los", "las", "del", "que", "en", "un", "una", "por", "con", "se", "para", "su",
            "al", "es", "lo", "como", "más",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "as", "do", "da", "dos", "das", "que", "em", "um", "uma", "para", "com", "não", "por",
            "no", "na", "ao", "foi",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "la", "un", "una", "per", "non", "con", "del", "della", "sono", "da", "le",
            "gli", "nel", "alla", "più", "anche",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "van", "en", "dat", "niet", "zijn", "op", "te", "voor", "met", "aan", "door",
            "ook", "bij", "wordt", "naar", "heeft",
        ],
    ),
];

/// The numbers of the languages that have a word among their commonest, as bits.
static LANGUAGES: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut languages: FxHashMap<&str, u8> = FxHashMap::default();
    for (number, (_, words)) in COMMON.iter().enumerate() {
        for word in *words {
            *languages.entry(word).or_default() |= 1 << number;
        }
    }
    languages
});

/// How much of a text is looked at, in words.
const WORDS: usize = 400;

/// A two-letter code, if it is certain.
pub fn guess(text: &str) -> Option<String> {
    let languages = &*LANGUAGES;
    let mut lower = String::new();
    // The words one after another, for their letters.
    let mut letters = String::new();
    let mut counts = [0usize; COMMON.len()];
    let mut words = 0usize;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(WORDS) {
        words += 1;
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.push_str(&word.to_lowercase());
        }
        letters.push_str(&lower);
        let common = languages.get(lower.as_str()).copied().unwrap_or(0);
        for (number, count) in counts.iter_mut().enumerate() {
            *count += usize::from(common >> number & 1);
        }
    }
    if let Some(code) = by_script(&letters) {
        return Some(code.to_string());
    }
    if words < 20 {
        return None;
    }
    let share = |count: usize| count as f64 / words as f64;
    let mut shares: Vec<(f64, &str)> =
        counts.iter().zip(COMMON).map(|(&count, (code, _))| (share(count), *code)).collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    (shares[0].0 > 0.15 && shares[0].0 > 1.5 * shares[1].0).then(|| shares[0].1.to_string())
}

/// The languages that their script gives away, if most letters are of it.
fn by_script(letters: &str) -> Option<&'static str> {
    // None of the scripts below is written with the letters of ASCII.
    let foreign = letters.bytes().filter(|byte| !byte.is_ascii()).count();
    let count = letters.chars().count();
    if foreign < count / 2 {
        return None;
    }
    let most = |belongs: fn(char) -> bool| letters.chars().filter(|&c| belongs(c)).count() * 2 > count;
    let has = |belongs: fn(char) -> bool| letters.chars().any(belongs);
    match count {
        0..20 => None,
        _ if most(|c| matches!(c, '\u{ac00}'..='\u{d7af}')) => Some("ko"),
        _ if most(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')) => {
            Some(if has(|c| matches!(c, '\u{3040}'..='\u{30ff}')) { "ja" } else { "zh" })
        }
        _ if most(|c| matches!(c, '\u{370}'..='\u{3ff}')) => Some("el"),
        _ if most(|c| matches!(c, '\u{590}'..='\u{5ff}')) => Some("he"),
        _ if most(|c| matches!(c, '\u{e00}'..='\u{e7f}')) => Some("th"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn languages_are_told_only_where_it_is_certain() {
        let english = "The council of Port Arden said on Tuesday that it was to close the hall for two years, and that the work is paid by the state.";
        let german = "Der Rat der Stadt hat am Dienstag beschlossen, die Halle für zwei Jahre zu schließen, und das ist nicht die erste, die mit dem Geld der Stadt";
        assert_eq!(guess(english).as_deref(), Some("en"));
        assert_eq!(guess(german).as_deref(), Some("de"));
        assert_eq!(
            guess("東京都は火曜日に港の橋を二年間閉鎖すると発表しました。住民は反対している。").as_deref(),
            Some("ja")
        );
        assert_eq!(guess("No."), None);
        assert_eq!(
            guess(
                "Harbor Bridge Quay Street Arden Ferry Company Tomas Okafor Marek Lind Priya Raman Ilse Brandt Nora Quint Eino Vik Astrid Holm"
            ),
            None
        );
    }
}
