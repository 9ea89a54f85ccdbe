//! English: the words and conventions that finding names in English news goes by.
//!
//! Answers the questions of [`EntityGrammar`]. Longer lists are text files in `languages/en`; here are the short ones
//! that are part of a rule. The surprising decision: honorifics and currencies of many languages count as English,
//! because English-language papers all over the world write them.

mod bare_names;
mod descriptions;
pub(crate) mod money_words;
mod titles;

use std::ops::Range;

use crate::Document;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::{EntityGrammar, Gender};

/// The English language.
#[derive(Debug, Clone, Copy)]
pub struct English;

impl EntityGrammar for English {
    fn is_sentence_opener(&self, lower: &str) -> bool {
        SENTENCE_OPENERS.contains(&lower)
    }

    fn is_capital_pronoun(&self, word: &str) -> bool {
        word == "I"
    }

    fn links_name_words(&self, word: &str) -> bool {
        matches!(
            word,
            "of" | "the"
                | "and"
                | "for"
                | "de"
                | "la"
                | "al"
                | "bin"
                | "van"
                | "von"
                | "el"
                | "del"
                | "da"
                | "dos"
                | "du"
                | "&"
                | "-"
                | "’s"
                | "'s"
                | "on"
        )
    }

    fn is_place_preposition(&self, word: &str) -> bool {
        matches!(word, "in" | "at" | "In" | "At" | "from" | "to")
    }

    fn is_definite_article(&self, word: &str) -> bool {
        matches!(word, "the" | "The")
    }

    fn is_possessive(&self, word: &str) -> bool {
        matches!(word, "’s" | "'s")
    }

    fn is_weekday(&self, word: &str) -> bool {
        matches!(word, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
    }

    fn is_month(&self, word: &str) -> bool {
        matches!(
            word,
            "January" | "February" | "March" | "April" | "May" | "June" | "July" | "August" | "September"
        ) || matches!(word, "October" | "November" | "December")
    }

    fn is_day_preposition(&self, word: &str) -> bool {
        word.eq_ignore_ascii_case("on")
    }

    fn is_title_abbreviation(&self, word: &str) -> bool {
        descriptions::is_title_abbreviation(word)
    }

    fn is_part_of_place(&self, word: &str) -> bool {
        descriptions::is_part_of_place(word)
    }

    fn strip_place_description<'n>(&self, name: &'n str) -> &'n str {
        descriptions::strip_place_description(name)
    }

    fn strip_body_noun<'n>(&self, name: &'n str) -> &'n str {
        descriptions::strip_body_noun(name)
    }

    fn is_party_adjective(&self, words: &str) -> bool {
        matches!(
            words,
            "Republican" | "Democratic" | "Democrat" | "Conservative" | "Labour" | "Tory" | "Independent"
        )
    }

    fn is_state_abbreviation(&self, word: &str) -> bool {
        descriptions::is_state_abbreviation(word)
    }

    fn is_headline_verb(&self, word: &str) -> bool {
        descriptions::is_headline_verb(word)
    }

    fn is_party_letter(&self, word: &str) -> bool {
        matches!(word, "D" | "R" | "I")
    }

    fn is_given_name(&self, word: &str) -> bool {
        bare_names::is_given_name(word)
    }

    fn is_school_word(&self, word: &str) -> bool {
        matches!(word, "University" | "College" | "Institute" | "Universidad" | "Université")
    }

    fn is_body_word(&self, word: &str) -> bool {
        descriptions::is_body_word(word)
    }

    fn is_body_of_place(&self, word: &str) -> bool {
        matches!(word, "Bank" | "University" | "College" | "Diocese" | "Archdiocese" | "Chamber" | "Museum")
    }

    fn is_party_people(&self, word: &str) -> bool {
        matches!(word, "Democrats" | "Republicans" | "Conservatives" | "Tories" | "Liberals")
    }

    fn is_site_word(&self, word: &str) -> bool {
        matches!(
            word,
            "Center" | "Centre" | "Hall" | "Park" | "Garden" | "Gardens" | "Field" | "Theatre" | "Theater"
        )
    }

    fn is_office_word(&self, word: &str) -> bool {
        matches!(word, "Office" | "Department" | "Bureau")
    }

    fn opens_society_name(&self, word: &str) -> bool {
        matches!(word, "Friends" | "Sons" | "Daughters" | "Citizens" | "Doctors" | "Mothers")
    }

    fn described_class(&self, noun: &str) -> Option<NameClass> {
        descriptions::described_class(noun)
    }

    fn is_agency_credit(&self, agency: &str, word: &str) -> bool {
        matches!(agency, "AP" | "AFP" | "PA" | "UPI") && matches!(word, "Photo" | "Photos" | "Images")
    }

    fn precedes_paper(&self, before: &str, word: &str) -> bool {
        matches!(word, "told" | "tells" | "telling")
            || word == "by" && matches!(before, "obtained" | "reported" | "published" | "seen")
    }

    fn is_lone_role(&self, word: &str) -> bool {
        matches!(word, "EVP" | "SVP" | "VP" | "CEO" | "CFO" | "COO" | "CTO" | "MD" | "MPs" | "MEP" | "MEPs")
            || matches!(
                word,
                "SUV" | "SUVs" | "ATM" | "ATMs" | "DVD" | "DVDs" | "GPS" | "JPEG" | "PDF" | "PDFs"
            )
    }

    fn is_site_noun(&self, noun: &str) -> bool {
        matches!(noun, "hospital" | "airport" | "stadium" | "arena" | "prison" | "cathedral")
    }

    fn is_plural_body_noun(&self, noun: &str) -> bool {
        descriptions::is_plural_body_noun(noun)
    }

    fn class_by_last_word(&self, class: NameClass, last: &str) -> Option<NameClass> {
        descriptions::class_by_last_word(class, last)
    }

    fn is_platform_letter(&self, word: &str) -> bool {
        word == "X"
    }

    fn is_posting_word(&self, word: &str) -> bool {
        descriptions::is_posting_word(word)
    }

    fn is_account_word(&self, word: &str) -> bool {
        matches!(
            word,
            "user" | "username" | "handle" | "account" | "poster" | "commenter" | "blogger" | "streamer"
        )
    }

    fn is_naming_word(&self, word: &str) -> bool {
        matches!(word, "named" | "called" | "as" | "name")
    }

    fn joins_equals(&self, word: &str) -> bool {
        matches!(word, "and" | "or")
    }

    fn is_publishing_word(&self, word: &str) -> bool {
        matches!(word, "published" | "appeared" | "reported" | "printed")
    }

    fn is_indefinite_article(&self, word: &str) -> bool {
        matches!(word, "a" | "an")
    }

    fn ends_description(&self, word: &str) -> bool {
        descriptions::ends_description(word)
    }

    fn is_occupation(&self, word: &str) -> bool {
        descriptions::is_occupation(word)
    }

    fn title_before(&self, document: &Document, name: usize, floor: usize) -> Option<Range<usize>> {
        titles::title_before(document, name, floor)
    }

    fn strip_honorifics(&self, document: &Document, name: TaggedName) -> TaggedName {
        titles::strip_honorifics(document, name)
    }

    fn title_gender(&self, title: &str) -> Option<Gender> {
        titles::title_gender(title)
    }

    fn distinguishes_bearers(&self, title_word: &str) -> bool {
        titles::distinguishes_bearers(title_word)
    }

    fn universal_names(&self) -> &'static [(&'static str, &'static [&'static str])] {
        UNIVERSAL_NAMES
    }

    fn is_opening_adjective(&self, word: &str) -> bool {
        matches!(
            word,
            "New" | "Former" | "Ex" | "Troubled" | "Struggling" | "Relegated" | "Promoted" | "Rival"
        )
    }

    fn is_name_suffix(&self, lower: &str) -> bool {
        matches!(lower, "jr" | "jnr" | "sr" | "snr" | "ii" | "iii" | "iv")
    }

    fn is_listed_surname(&self, lower: &str) -> bool {
        bare_names::is_listed_surname(lower)
    }

    fn is_lone_given_name(&self, lower: &str) -> bool {
        bare_names::is_lone_given_name(lower)
    }

    fn are_titles(&self, words: &[&str]) -> bool {
        titles::are_titles(words)
    }

    fn names_whole_body(&self, lower: &str) -> bool {
        matches!(
            lower,
            "senate"
                | "house"
                | "congress"
                | "parliament"
                | "cabinet"
                | "treasury"
                | "commons"
                | "lords"
                | "pentagon"
        )
    }

    fn names_state(&self, place: &str, after: &str) -> bool {
        after == "state" && bare_names::is_also_capital(place)
    }

    fn is_body_of_each_country(&self, words: &[String]) -> bool {
        bare_names::is_body_of_each_country(words)
    }

    fn is_company_form(&self, word: &str) -> bool {
        matches!(
            word.trim_end_matches('.').to_lowercase().as_str(),
            "co" | "company"
                | "corp"
                | "corporation"
                | "inc"
                | "ltd"
                | "limited"
                | "plc"
                | "llc"
                | "ag"
                | "sa"
                | "nv"
                | "gmbh"
                | "kg"
                | "kgaa"
                | "cos"
                | "bros"
                | "cie"
                | "pty"
                | "pte"
                | "bhd"
                | "tbk"
                | "holdings"
                | "holding"
                | "group"
        )
    }

    fn joins_alternatives(&self, word: &str) -> bool {
        word == "or"
    }

    fn strip_people_plural(&self, lower: &mut String) {
        if ["ans", "is", "ists", "rats", "ims"].iter().any(|end| lower.ends_with(end)) && lower.len() > 5 {
            lower.pop();
        }
    }

    fn currency_code(&self, before: &str, name: &str) -> Option<&'static str> {
        money_words::currency_code(before, name)
    }

    fn multiplier(&self, lower: &str) -> Option<f64> {
        money_words::multiplier(lower)
    }

    fn is_hundredth(&self, lower: &str) -> bool {
        matches!(lower, "cent" | "cents" | "pence")
    }

    fn number_word(&self, lower: &str) -> Option<f64> {
        money_words::number_word(lower)
    }
}

/// Names that always mean one entity, with their spellings in small letters.
const UNIVERSAL_NAMES: &[(&str, &[&str])] = &[
    (
        "United States",
        &[
            "us",
            "u.s.",
            "u.s",
            "usa",
            "u.s.a.",
            "united states",
            "united states of america",
            "the united states",
            "the us",
            "america",
        ],
    ),
    ("United Kingdom", &["uk", "u.k.", "united kingdom", "the united kingdom", "the uk"]),
    ("European Union", &["eu", "e.u.", "european union", "the european union"]),
    ("United Nations", &["un", "u.n.", "united nations", "the united nations"]),
    ("United Arab Emirates", &["uae", "u.a.e.", "united arab emirates"]),
];

/// Words that often open a sentence and seldom a name, in small letters.
const SENTENCE_OPENERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "even",
    "every",
    "few",
    "following",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "just",
    "like",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "no",
    "not",
    "now",
    "of",
    "on",
    "once",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "several",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "under",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "yet",
    "you",
    "your",
];
