//! An article of a press database as its fields, whatever the format of the export, made a scrape.
//!
//! Readers of formats fill in what the export says, as it is written; what is the same in all of them is done here: bylines
//! without "By", section and page apart, the length checked for its unit.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Block, BlockKind, PublishedFrom, Scrape};
use crate::read::error::Unreadable;
use crate::read::press::language_names::code_of_language;
use crate::read::press::sections::{SectionAndPage, read_section};
use crate::text::characters::one_line;
use crate::text::patterns::compile_pattern;

/// What an export says of an article.
#[derive(Debug, Default)]
pub(crate) struct PressArticle {
    /// The database.
    pub vendor: &'static str,
    /// The number that it gives to the article.
    pub number: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// What is above it.
    pub kicker: Option<String>,
    /// Who wrote it, as written; a second line is a role.
    pub byline: Option<String>,
    /// The paper.
    pub source: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// The section, as written, perhaps with the page.
    pub section: Option<String>,
    /// The page, where it is apart.
    pub page: Option<String>,
    /// The place.
    pub dateline: Option<String>,
    /// The language by its name or code.
    pub language: Option<String>,
    /// The address at the paper, or at the database.
    pub url: Option<String>,
    /// The length, as written: "1,097 words".
    pub length: Option<String>,
    /// The text.
    pub paragraphs: Vec<String>,
    /// What belongs to it and is not its text.
    pub blocks: Vec<(BlockKind, String)>,
    /// Why there may be no text.
    pub why_no_text: Option<&'static str>,
}

impl PressArticle {
    /// The scrape of it.
    ///
    /// # Errors
    /// Where there is no text.
    pub fn into_scrape(self) -> Result<Scrape, Unreadable> {
        let title = self.title.as_deref().map(one_line).filter(|title| !title.is_empty());
        let mut paragraphs: Vec<String> = self.paragraphs;
        paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
        let text = paragraphs.join("\n\n");
        if !text.contains(char::is_alphanumeric) {
            let why = self.why_no_text.unwrap_or("the export gives no text of it");
            let what = title.map_or(String::new(), |title| format!(" (“{title}”)"));
            return Err(Unreadable::new("no text", format!("has no text: {why}{what}")));
        }
        let SectionAndPage { section, page } = self.section.as_deref().map(read_section).unwrap_or_default();
        let last_line = text.lines().count() + 1;
        let blocks = self.blocks.into_iter().filter(|(_, text)| !text.trim().is_empty());
        let blocks = blocks.map(|(kind, text)| Block {
            kind,
            text,
            line: if matches!(kind, BlockKind::Abstract | BlockKind::Highlight) { 1 } else { last_line },
        });
        Ok(Scrape {
            text,
            title,
            kicker: self.kicker,
            byline: self.byline.as_deref().and_then(read_byline),
            published_from: self.published.as_ref().map(|_| PublishedFrom::RecordField),
            published: self.published,
            section,
            page: self.page.or(page),
            vendor: Some(Cow::Borrowed(self.vendor)),
            vendor_number: self.number,
            stated_words: self.length.as_deref().and_then(stated_words),
            dateline: self.dateline,
            language: self.language.as_deref().and_then(code_of_language),
            source: self.source,
            url: self.url,
            blocks: blocks.collect(),
            ..Scrape::default()
        })
    }
}

/// A byline as one line: without "By", without what others contributed, the role of a second line after a comma.
fn read_byline(written: &str) -> Option<String> {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(
            r"(?i)\s*[;.,]\s+(?:special (?:to|for) |exclusive to |with reporting |additional reporting|compiled from |[^;]*\b(?:reported|contributed|compiled) (?:from|to|by|reporting)).*$",
        )
    });
    static INTRODUCTION: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(r"^(?i:by|von|vom|par|door|por|av|af|di|från|fra)[:\s]+(?P<names>\S.*)$")
    });
    let lines: Vec<String> = written.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    let whole = lines.join(", ");
    let whole = OTHERS.replace(&whole, "").into_owned();
    let names = INTRODUCTION
        .captures(&whole)
        .map_or(whole.as_str(), |found| found.name("names").map_or("", |names| names.as_str()));
    let names = names.trim_matches([' ', ',', ';', '.']).to_string();
    let is_nobody = ["anonymous", "none", "anon", "n.n.", "unknown", "staff"]
        .iter()
        .any(|nobody| names.eq_ignore_ascii_case(nobody));
    (!is_nobody && names.contains(char::is_alphabetic)).then_some(names)
}

/// "Last, First; Last, First" with the first names first.
pub(crate) fn first_names_first(written: &str) -> String {
    let people = written.split(';').map(str::trim).filter(|person| !person.is_empty());
    let turned = people.map(|person| match person.split_once(',') {
        Some((last, first)) if !first.contains(',') && !first.trim().is_empty() => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => person.to_string(),
    });
    turned.collect::<Vec<_>>().join(", ")
}

/// The number of words in "1,097 words", "877 Wörter", "1 204 mots"; `None` where something else is counted.
pub(crate) fn stated_words(written: &str) -> Option<u64> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        compile_pattern(&format!(
            r"^\s*(?P<count>\d{{1,3}}(?:[ \x{{a0}}\x{{202f}},.’']?\d{{3}})*|\d+)\s*(?i:{WORD_UNITS})\b"
        ))
    });
    let count = WORDS.captures(written)?;
    count["count"].chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// "words" in the languages of the databases' interfaces, for patterns.
pub(crate) const WORD_UNITS: &str =
    "words?|mots?|wörter|wort|worte|woorden|palabras|palavras|parole|ord|слов[а-я]*|słów|slov";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names_alone() {
        for (written, names) in [
            ("By JORUN HATCH, Special to the Observer", Some("JORUN HATCH")),
            (
                "By Per Asling and Mirja Kosk; Per Asling reported from Upper Tarn",
                Some("Per Asling and Mirja Kosk"),
            ),
            ("Von Lena Ahr", Some("Lena Ahr")),
            ("Lennart Ruse\nEconomics Correspondent", Some("Lennart Ruse, Economics Correspondent")),
            ("Anonymous", None),
            ("  ", None),
        ] {
            assert_eq!(read_byline(written).as_deref(), names, "{written}");
        }
        assert_eq!(first_names_first("Asling, Per; Kosk, Mirja"), "Per Asling, Mirja Kosk");
        assert_eq!(first_names_first("Harbour Wire"), "Harbour Wire");
    }

    #[test]
    fn lengths_are_read_in_the_interfaces_languages() {
        for (written, words) in [
            ("376  words", Some(376)),
            ("1,097 words", Some(1097)),
            ("877 Wörter", Some(877)),
            ("1 204 mots", Some(1204)),
            ("1.204 woorden", Some(1204)),
            ("412 字", None),
            ("3 pages", None),
        ] {
            assert_eq!(stated_words(written), words, "{written}");
        }
    }
}
