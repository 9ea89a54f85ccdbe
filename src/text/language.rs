//! Language identification: by script, or by the most frequent words. Gives no language where it is not certain.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The most frequent words of each language, which are about a third of any text in it.
const FREQUENT_WORDS: &[(&str, &[&str])] = &[
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

/// For each word, the languages that have it among their most frequent, as bits by their number in [`FREQUENT_WORDS`].
static LANGUAGES_BY_WORD: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut languages: FxHashMap<&str, u8> = FxHashMap::default();
    for (number, (_, words)) in FREQUENT_WORDS.iter().enumerate() {
        for word in *words {
            *languages.entry(word).or_default() |= 1 << number;
        }
    }
    languages
});

/// How much of a text is read.
const MAX_WORDS: usize = 400;

/// Fewer words or letters are no evidence.
const MIN_WORDS: usize = 20;
const MIN_LETTERS: usize = 20;

/// The share of frequent words that a language needs, and how many times the share of the next language it has to be.
const MIN_SHARE: f64 = 0.15;
const MIN_LEAD: f64 = 1.5;

/// The language of a text as an ISO 639-1 code; `None` where it is not certain.
pub fn identify_language(text: &str) -> Option<String> {
    let languages = &*LANGUAGES_BY_WORD;
    let mut lower = String::new();
    // All letters of the text, for its script.
    let mut letters = String::new();
    let mut counts = [0usize; FREQUENT_WORDS.len()];
    let mut words = 0usize;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(MAX_WORDS) {
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
    if let Some(code) = language_of_script(&letters) {
        return Some(code.to_string());
    }
    if words < MIN_WORDS {
        return None;
    }
    let share = |count: usize| count as f64 / words as f64;
    let mut shares: Vec<(f64, &str)> =
        counts.iter().zip(FREQUENT_WORDS).map(|(&count, (code, _))| (share(count), *code)).collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    (shares[0].0 > MIN_SHARE && shares[0].0 > MIN_LEAD * shares[1].0).then(|| shares[0].1.to_string())
}

/// The language of a script that only one language uses, if most letters are of it.
fn language_of_script(letters: &str) -> Option<&'static str> {
    // None of the scripts below is written with the letters of ASCII.
    let foreign = letters.bytes().filter(|byte| !byte.is_ascii()).count();
    let count = letters.chars().count();
    if foreign < count / 2 {
        return None;
    }
    let most = |belongs: fn(char) -> bool| letters.chars().filter(|&c| belongs(c)).count() * 2 > count;
    let has = |belongs: fn(char) -> bool| letters.chars().any(belongs);
    match count {
        0..MIN_LETTERS => None,
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
    use super::identify_language;

    #[test]
    fn a_language_is_identified_only_where_it_is_certain() {
        let english = "The council of Port Arden said on Tuesday that it was to close the hall for two years, and that the work is paid by the state.";
        let german = "Der Rat der Stadt hat am Dienstag beschlossen, die Halle für zwei Jahre zu schließen, und das ist nicht die erste, die mit dem Geld der Stadt";
        assert_eq!(identify_language(english).as_deref(), Some("en"));
        assert_eq!(identify_language(german).as_deref(), Some("de"));
        assert_eq!(
            identify_language("東京都は火曜日に港の橋を二年間閉鎖すると発表しました。住民は反対している。")
                .as_deref(),
            Some("ja")
        );
        assert_eq!(identify_language("No."), None);
        assert_eq!(
            identify_language(
                "Harbor Bridge Quay Street Arden Ferry Company Tomas Okafor Marek Lind Priya Raman Ilse Brandt Nora Quint Eino Vik Astrid Holm"
            ),
            None
        );
    }
}
