//! English titles: "Japanese Prime Minister", "Mr", "former defense minister" before a name and outside of it.
//!
//! Finds the title before a name, removes forms of address that the tagger took for part of the name, and says what a
//! title reveals about its bearer. Honorifics of many languages count, before the name (Datuk, Daw, Shri) and after it
//! (Tanaka-san). The surprising decision: the list of titles is here although the model's gazetteer has its own copy,
//! because what is no part of a name is cut off by rule, whichever model found the name.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::Document;
use crate::document::TokenKind;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::Gender;

/// Words of titles, in small letters; of titles of several words, every word.
static TITLE_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines =
        include_str!("../../../languages/en/lists/titles.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// The longest title, in tokens.
const MAX_TITLE_TOKENS: usize = 10;

/// The tokens of the title that ends right before the token `name` and begins no earlier than `floor`. Words in small
/// letters belong to it only from the first known title word on.
pub(super) fn title_before(document: &Document, name: usize, floor: usize) -> Option<Range<usize>> {
    let sentence = document.sentences.get(document.sentence_of(name))?;
    let first = sentence.start.max(name.saturating_sub(MAX_TITLE_TOKENS)).max(floor);
    let title = |at: usize| is_title(document.word(at));
    let capital = |at: usize| document.word(at).starts_with(char::is_uppercase);
    let mut start = name;
    let mut known = false;
    while start > first {
        let at = start - 1;
        let word = document.word(at);
        let stop = word == "." && at > first && title(at - 1);
        let glued = word == "-" && !document.tokens[at].space_before;
        let link = matches!(word, "of" | "for" | "and") && at > first && capital(at - 1) && known;
        let fits = match document.tokens[at].kind {
            TokenKind::Word => capital(at) || title(at) || link,
            TokenKind::Punct => stop || glued,
            _ => false,
        };
        // The capital of a sentence's first word says nothing.
        if !fits || (at == sentence.start && !title(at) && !known && start == name) {
            break;
        }
        known |= title(at);
        start = at;
    }
    // "In Prime Minister": a function word that opens the sentence is no part of the title.
    while start < name && is_no_title_word(document.word(start)) {
        start += 1;
    }
    (known && start < name).then_some(start..name)
}

fn is_title(word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    TITLE_WORDS.contains(lower.as_str()) || HONORIFICS.contains(&lower.as_str()) || word == "U"
}

/// Whether words are titles and nothing else, at least one of them a title of rank or office: "Prime Minister".
pub(super) fn are_titles(words: &[&str]) -> bool {
    !words.is_empty() && words.iter().all(|word| is_title(word) && word.chars().count() > 1)
}

/// Forms of address that are never part of a name, in small letters.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mdm",
    "madam",
    "madame",
    "mme",
    "monsieur",
    "herr",
    "frau",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "shri",
    "smt",
    "shrimati",
    "thiru",
    "datuk",
    "dato",
    "dato’",
    "dato'",
    "datin",
    "tun",
    "encik",
    "puan",
    "khun",
    "bapak",
    "pak",
    "ibu",
    "daw",
    "ato",
    "woizero",
    "alhaji",
    "alhaja",
    "hajiya",
    "mallam",
    "malam",
    "otunba",
    "señor",
    "señora",
    "senhor",
    "senhora",
    "don",
    "doña",
    "dona",
    "president",
    "minister",
    "general",
    "gen",
    "colonel",
    "col",
    "captain",
    "capt",
    "senator",
    "sen",
    "judge",
    "justice",
    "pastor",
    "rev",
    "adv",
    "advocate",
    "cllr",
    "supt",
    "insp",
    "sgt",
    "brig",
    "capt",
    "lt",
    "amb",
    "hon",
    "rabbi",
    "imam",
    "ayatollah",
    "mullah",
    "bishop",
    "archbishop",
    "reverend",
    "sheriff",
    "constable",
    "detective",
    "ambassador",
    "councillor",
    "councilor",
    "councilman",
    "councilwoman",
    "congressman",
    "congresswoman",
];

/// Short forms of ranks and offices that are never part of a name, in small letters.
const RANKS: &[&str] = &[
    "cllr", "cllrs", "det", "insp", "supt", "sgt", "cpl", "pte", "pvt", "wpc", "dci", "dcs", "dsi", "dcc",
    "lt", "maj", "cdr", "cmdr", "ldr", "brig", "revd",
];

/// Short forms that are part of a rank only before another short form: "Ch Supt", "Wg Cdr".
const RANK_PREFIXES: &[&str] = &["ch", "chief", "wg", "flt", "sqn", "asst", "rt", "col", "gen"];

/// Short forms that are names, places or words too, and a rank only in capitals before a given name and a surname.
const CAPITAL_RANKS: &[&str] = &["PC", "DC", "DI", "DS", "ACC", "CI", "CSO", "PCSO"];

/// Whether the first word of a name is a rank; `next` is the word after it and `following` how many there are.
fn is_rank(word: &str, next: &str, following: usize) -> bool {
    let short = |word: &str| word.trim_end_matches('.').to_lowercase();
    let (lower, next) = (short(word), short(next));
    let is_short_rank = |word: &str| RANKS.contains(&word) || HONORIFICS.contains(&word);
    RANKS.contains(&lower.as_str())
        || RANK_PREFIXES.contains(&lower.as_str()) && following > 1 && is_short_rank(&next)
        || CAPITAL_RANKS.contains(&word) && following > 1
}

/// A person's name without the forms of address that the tagger took for part of it.
pub(super) fn strip_honorifics(document: &Document, mut name: TaggedName) -> TaggedName {
    if name.class != NameClass::Person {
        return name;
    }
    while name.end - name.start > 1 {
        let word = document.word(name.start);
        let lower = word.trim_end_matches('.').to_lowercase();
        let next = document.word(name.start + 1);
        let malay = lower == "tan" && next.eq_ignore_ascii_case("sri");
        // Don and Sen are names too where one word follows.
        let several = name.end - name.start > 2
            || !matches!(lower.as_str(), "don" | "dona" | "sen" | "gen" | "col" | "tun");
        let rank = is_rank(word, next, name.end - name.start - 1);
        let address =
            HONORIFICS.contains(&lower.as_str()) && several || rank || word == "U" || malay || word == ".";
        if !address || next == "-" {
            break;
        }
        name.start += 1;
        if malay && name.end - name.start > 1 {
            name.start += 1;
        }
    }
    if name.end - name.start > 2
        && document.word(name.end - 2) == "-"
        && matches!(document.word(name.end - 1), "san" | "sama" | "ssi" | "nim" | "ji")
    {
        name.end -= 2;
    }
    name
}

/// The gender that a title says, if any.
pub(super) fn title_gender(title: &str) -> Option<Gender> {
    title.split_whitespace().find_map(|word| match word.trim_end_matches('.').to_lowercase().as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" | "monsieur" | "herr" | "señor" | "encik" | "shri"
        | "chairman" | "spokesman" | "pak" | "bapak" => Some(Gender::Man),
        "mrs" | "ms" | "miss" | "mdm" | "madam" | "madame" | "dame" | "lady" | "queen" | "princess"
        | "frau" | "señora" | "puan" | "datin" | "smt" | "daw" | "chairwoman" | "spokeswoman" | "ibu" => {
            Some(Gender::Woman)
        }
        _ => None,
    })
}

/// Whether a word of a title, in small letters, tells two bearers of one name apart.
pub(super) fn distinguishes_bearers(word: &str) -> bool {
    word.chars().count() > 3 && !matches!(word, "former" | "vice" | "deputy" | "acting" | "prime")
}

/// Whether a title cannot begin with this word.
fn is_no_title_word(word: &str) -> bool {
    matches!(
        word,
        "In" | "On"
            | "At"
            | "The"
            | "A"
            | "An"
            | "When"
            | "While"
            | "As"
            | "But"
            | "And"
            | "For"
            | "With"
            | "By"
            | "After"
            | "Before"
            | "Earlier"
            | "Meanwhile"
            | "Then"
            | "-"
            | "of"
            | "and"
            | "for"
            | "."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_no_part_of_a_name() {
        for (text, expected) in [
            ("Cllr Anne Hobbs", "Anne Hobbs"),
            ("Cllr. Hobbs", "Hobbs"),
            ("Det Ch Insp Mark Lowry", "Mark Lowry"),
            ("Det Insp Kemp", "Kemp"),
            ("Ch Supt Alan Grey", "Alan Grey"),
            ("PC Dan Orme", "Dan Orme"),
            ("DI Sarah Kemp", "Sarah Kemp"),
            ("Wg Cdr Paul Ives", "Paul Ives"),
            ("Sqn Ldr Paul Ives", "Paul Ives"),
            ("DC Comics", "DC Comics"),
            ("Di Quill", "Di Quill"),
            ("Ch Tamm Quill", "Ch Tamm Quill"),
        ] {
            let document = Document::new(text);
            let end = document.tokens.len();
            let name = strip_honorifics(&document, TaggedName { start: 0, end, class: NameClass::Person });
            assert_eq!(document.slice(name.start..name.end), expected);
        }
    }
}
