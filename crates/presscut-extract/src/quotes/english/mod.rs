//! What is English in finding quotes: reporting verbs, cue grammar, noun phrases, indirect speech, gendered words.
//!
//! Takes the lists of `languages/en`; gives one [`QuoteGrammar`]. Nothing outside this room names an English word.

pub(crate) mod apostrophes;
pub(crate) mod appositions;
pub(crate) mod cues;
pub(crate) mod datelines;
pub(crate) mod gender;
pub(crate) mod indirect;
pub(crate) mod lexicon;
pub(crate) mod noun_phrases;
pub(crate) mod quotatives;
pub(crate) mod speakers;
pub(crate) mod subjects;
pub(crate) mod terms;

use crate::quotes::coreference::reference_words::ReferenceWords;
use crate::quotes::grammar::QuoteGrammar;

const REFERENCES: ReferenceWords = ReferenceWords {
    organization_pronouns: &["it", "its"],
    organization_nouns: &[
        "company",
        "firm",
        "group",
        "agency",
        "organization",
        "organisation",
        "newspaper",
        "paper",
    ],
    definite_determiners: &["the", "that", "this"],
    indefinite_determiners: &["a", "an", "another", "one"],
    descriptive_nouns: &[
        "man",
        "woman",
        "mother",
        "father",
        "mum",
        "dad",
        "expert",
        "star",
        "veteran",
        "pensioner",
        "teenager",
        "actor",
        "actress",
        "singer",
        "player",
        "striker",
        "midfielder",
        "defender",
        "goalkeeper",
        "author",
        "novelist",
        "comedian",
        "rapper",
        "musician",
        "chef",
        "designer",
        "filmmaker",
        "entrepreneur",
        "billionaire",
        "tycoon",
        "activist",
        "campaigner",
        "fan",
    ],
    conjunctions: &["and"],
    copulas: &["is", "was"],
};

/// The grammar of quotation in English. It reads its word lists, so build it once.
pub fn english_grammar() -> QuoteGrammar {
    QuoteGrammar {
        lexicon: lexicon::english_lexicon(),
        genders: gender::english_genders(),
        references: REFERENCES,
        apostrophes: apostrophes::ENGLISH_APOSTROPHES,
        complementizer: "that",
        quote_prepositions: &["as", "on"],
        phrase_starting_at: noun_phrases::phrase_starting_at,
        sentence_subject: subjects::sentence_subject,
        find_cues: cues::find_cues,
        alternative_cues: cues::alternative_cues,
        find_indirect_quote: indirect::find_indirect_quote,
        is_self_styled: terms::is_self_styled,
        is_introduced_as_name: terms::is_introduced_as_name,
        is_nickname_introduced: terms::is_nickname_introduced,
        is_plural_noun: noun_phrases::is_plural_noun,
        is_possible_speaker: speakers::is_possible_speaker,
    }
}
