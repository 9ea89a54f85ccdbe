//! What finding names has to know of a language beyond its model and its gazetteer.
//!
//! Everything else in this room (features, tagging, coreference, reading amounts) asks these questions and knows no
//! language itself. [`crate::entities::english::English`] answers them for English. The surprising part: the first
//! group of answers is part of what a model was trained with, so a change there asks for a new model.

use std::fmt::Debug;
use std::ops::Range;

use crate::Document;
use crate::entities::crf::bioes::{NameClass, TaggedName};

/// What a title says of the gender of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// A man: Mr, Sir, Herr.
    Man,
    /// A woman: Ms, Lady, Frau.
    Woman,
}

/// The words and conventions of one language.
pub trait EntityGrammar: Debug + Send + Sync {
    // Features: the model was trained with these answers.

    /// Whether a word, in small letters, often opens a sentence and seldom a name: "the", "after".
    fn is_sentence_opener(&self, lower: &str) -> bool;
    /// Whether a word is written with a capital anywhere and is no name: "I".
    fn is_capital_pronoun(&self, word: &str) -> bool;
    /// Whether a word can be between two capitalised words of one name: "of", "de", "&".
    fn links_name_words(&self, word: &str) -> bool;
    /// Whether a word is often before a place: "in", "from".
    fn is_place_preposition(&self, word: &str) -> bool;
    /// Whether a word is the definite article.
    fn is_definite_article(&self, word: &str) -> bool;
    /// Whether a token is the clitic of a possessive: "’s".
    fn is_possessive(&self, word: &str) -> bool;

    // The ends of names.

    /// Whether a word is a day of the week.
    fn is_weekday(&self, word: &str) -> bool;
    /// Whether a word is a month.
    fn is_month(&self, word: &str) -> bool;
    /// Whether a word is before a day: "on Tuesday".
    fn is_day_preposition(&self, word: &str) -> bool;

    // Parts of names.

    /// Whether a word, without its full stop, is the short form of a title before a name: "Sen".
    fn is_title_abbreviation(&self, word: &str) -> bool;
    /// Whether a word says in which part of a place something is: "eastern".
    fn is_part_of_place(&self, word: &str) -> bool;
    /// The name of a place without the words in small letters before it: "western Ruvalia", "the port of Lundby".
    fn strip_place_description<'n>(&self, name: &'n str) -> &'n str;
    /// The name of a body without the noun in small letters after it: "Green Dawn party".
    fn strip_body_noun<'n>(&self, name: &'n str) -> &'n str;
    /// Whether words are what members of a party are called: "Republican".
    fn is_party_adjective(&self, words: &str) -> bool;
    /// Whether a word, without its full stop, is the short form of a state: "Conn".
    fn is_state_abbreviation(&self, word: &str) -> bool;
    /// Whether a word is a verb of headlines, in capitals as titles are: "Says".
    fn is_headline_verb(&self, word: &str) -> bool;
    /// Whether letters are those of a politician’s party before the state: "D", "R".
    fn is_party_letter(&self, word: &str) -> bool;
    /// Whether a word is a given name.
    fn is_given_name(&self, word: &str) -> bool;
    /// Whether a word is in the names of universities and colleges.
    fn is_school_word(&self, word: &str) -> bool;
    /// Whether names of bodies have the word: "University".
    fn is_body_word(&self, word: &str) -> bool;

    /// Whether a word is of bodies that are called by the place behind "of": "Bank".
    fn is_body_of_place(&self, word: &str) -> bool;
    /// Whether a word means the members of a party: "Democrats".
    fn is_party_people(&self, word: &str) -> bool;
    /// Whether a word ends the names of sites and of bodies: "Center".
    fn is_site_word(&self, word: &str) -> bool;
    /// Whether a word is of bodies that belong to an office: "Office", after "Sheriff’s".
    fn is_office_word(&self, word: &str) -> bool;
    /// Whether names of societies begin with a word and "of": "Friends".
    fn opens_society_name(&self, word: &str) -> bool;

    // Descriptions of names.

    /// What a name is that a noun, in small letters, describes: "charity".
    fn described_class(&self, noun: &str) -> Option<NameClass>;
    /// Whether two words are the credit of an agency's picture: "AP Photo".
    fn is_agency_credit(&self, agency: &str, word: &str) -> bool;
    /// Whether two words are before the paper that is told or has got something: "told", "obtained by".
    fn precedes_paper(&self, before: &str, word: &str) -> bool;
    /// Whether a word is the short form of a role or a thing and no name: "CEO", "SUV".
    fn is_lone_role(&self, word: &str) -> bool;
    /// Whether a noun, in small letters, is of sites that bear people's names: "airport".
    fn is_site_noun(&self, noun: &str) -> bool;
    /// Whether a noun, in small letters, means several bodies: "companies".
    fn is_plural_body_noun(&self, noun: &str) -> bool;
    /// What a name of this class is by its last word, where that is another class: "Lundby Open".
    fn class_by_last_word(&self, class: NameClass, last: &str) -> Option<NameClass>;
    /// Whether a letter is the name of a platform, where something is posted on it: "X".
    fn is_platform_letter(&self, word: &str) -> bool;
    /// Whether a word is about posting on a platform: "wrote", "account".
    fn is_posting_word(&self, word: &str) -> bool;
    /// Whether a word is before or after a user name: "user", "account".
    fn is_account_word(&self, word: &str) -> bool;
    /// Whether a word is between a noun and a name: "named".
    fn is_naming_word(&self, word: &str) -> bool;
    /// Whether a word joins things of one kind: "and", "or".
    fn joins_equals(&self, word: &str) -> bool;
    /// Whether a word is what papers and journals do with a text: "published".
    fn is_publishing_word(&self, word: &str) -> bool;
    /// Whether a word is the indefinite article.
    fn is_indefinite_article(&self, word: &str) -> bool;
    /// Whether a description ends before a word: "that", "in", "said".
    fn ends_description(&self, word: &str) -> bool;
    /// Whether a word says what somebody does for a living: "researcher".
    fn is_occupation(&self, word: &str) -> bool;

    // Titles.

    /// The tokens of the title that ends right before the token `name` and begins no earlier than `floor`.
    fn title_before(&self, document: &Document, name: usize, floor: usize) -> Option<Range<usize>>;
    /// A person's name without the forms of address that the tagger took for part of it. Other names are unchanged.
    fn strip_honorifics(&self, document: &Document, name: TaggedName) -> TaggedName;
    /// The gender that a title says, if any.
    fn title_gender(&self, title: &str) -> Option<Gender>;
    /// Whether a word of a title, in small letters, tells two bearers of one name apart: "senator", but not "former".
    fn distinguishes_bearers(&self, title_word: &str) -> bool;

    // Coreference.

    /// Names that mean one entity in any article, with the spellings (in small letters) that mean it.
    fn universal_names(&self) -> &'static [(&'static str, &'static [&'static str])];
    /// Whether an adjective can stand before a name at the start of a sentence, where it has a capital: "New".
    fn is_opening_adjective(&self, word: &str) -> bool;

    /// Whether a word follows a family name without being one: "jr".
    fn is_name_suffix(&self, lower: &str) -> bool;
    /// Whether a word, in small letters, is a surname that many have.
    fn is_listed_surname(&self, lower: &str) -> bool;
    /// Whether a word, in small letters, is a given name that is seldom a surname: alone it names nobody.
    fn is_lone_given_name(&self, lower: &str) -> bool;
    /// Whether words of a person's name are titles and nothing else: "Prime Minister".
    fn are_titles(&self, words: &[&str]) -> bool;
    /// Whether a word, in small letters, is the whole name of a body that other bodies' names begin with: "senate".
    fn names_whole_body(&self, lower: &str) -> bool;
    /// Whether a word after a place says that the state of that name is meant, not its capital: ("Washington", "state").
    fn names_state(&self, place: &str, after: &str) -> bool;
    /// Whether words, in small letters, name a body that each country has: "defence ministry".
    fn is_body_of_each_country(&self, words: &[String]) -> bool;
    /// Whether a word says that a name is a company's: "Ltd".
    fn is_company_form(&self, word: &str) -> bool;
    /// Whether a word joins two forms of one name: "(TSMC or 台積電)".
    fn joins_alternatives(&self, word: &str) -> bool;
    /// Makes the singular of a people's name, in small letters: "americans" is "american".
    fn strip_people_plural(&self, lower: &mut String);

    // Money.

    /// The ISO 4217 code of a currency's name, in small letters, given the word before it: ("us", "dollars") is USD.
    fn currency_code(&self, before: &str, name: &str) -> Option<&'static str>;
    /// What a word, in small letters, multiplies an amount by: "million", "bn", "crore".
    fn multiplier(&self, lower: &str) -> Option<f64>;
    /// Whether a word, in small letters, means a hundredth of the unit: "cents".
    fn is_hundredth(&self, lower: &str) -> bool;
    /// The number that a word, in small letters, means: "seven".
    fn number_word(&self, lower: &str) -> Option<f64>;
}
