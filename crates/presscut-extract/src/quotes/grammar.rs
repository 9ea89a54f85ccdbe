//! Everything about one language that finding quotes depends on, as one value.
//!
//! [`QuoteGrammar`] is a struct of data (lexicons, word lists) and functions (noun phrases, cues, indirect speech). The
//! finders of spans, kinds, speakers and antecedents take it and know no language themselves. A language is added as a
//! room of its own beside `english` that fills this struct.

use std::ops::Range;

use crate::quotes::context::QuoteContext;
use crate::quotes::coreference::gender::GenderLexicon;
use crate::quotes::coreference::reference_words::ReferenceWords;
use crate::quotes::cue::Cue;
use crate::quotes::indirect_quote::IndirectQuote;
use crate::quotes::lexicon::Lexicon;
use crate::quotes::noun_phrase::NounPhrase;
use crate::quotes::spans::apostrophes::ApostropheRules;
use crate::quotes::spans::quoted_span::QuotedSpan;

/// The grammar of quotation in one language. Positions and ranges are tokens of the document.
#[derive(Debug, Clone)]
pub struct QuoteGrammar {
    /// Reporting verbs, function words, nouns for those who can be quoted.
    pub(crate) lexicon: Lexicon,
    /// Pronouns, titles and given names with their gender.
    pub(crate) genders: GenderLexicon,
    /// Other words that coreference depends on.
    pub(crate) references: ReferenceWords,
    /// What tells apostrophes from quotation marks.
    pub(crate) apostrophes: ApostropheRules,
    /// The conjunction that opens a reported clause: that.
    pub(crate) complementizer: &'static str,
    /// Function words that may be between a cue and its quote: as, on.
    pub(crate) quote_prepositions: &'static [&'static str],
    /// The noun phrase that starts at a token and ends before a limit.
    pub(crate) phrase_starting_at: fn(&QuoteContext, start: usize, limit: usize) -> Option<NounPhrase>,
    /// The first phrase of a sentence that a verb before `limit` can have as its subject.
    pub(crate) sentence_subject:
        fn(&QuoteContext, sentence: &Range<usize>, limit: usize) -> Option<NounPhrase>,
    /// The cues of a narrator's sentence, in order.
    pub(crate) find_cues: fn(&QuoteContext, sentence: &Range<usize>) -> Vec<Cue>,
    /// The same cue with the other subjects that its verb can have.
    pub(crate) alternative_cues: fn(&QuoteContext, sentence: &Range<usize>, &Cue) -> Vec<Cue>,
    /// The first clause of a sentence that one of its cues reports without marks.
    pub(crate) find_indirect_quote:
        fn(&QuoteContext, sentence: &Range<usize>, cues: &[Cue]) -> Option<IndirectQuote>,
    /// Whether a quote names what somebody calls itself, and is spoken by nobody: a self-styled “…”.
    pub(crate) is_self_styled: fn(&QuoteContext, &QuotedSpan) -> bool,
    /// Whether a quote is introduced as the name of a thing: a film called “…”.
    pub(crate) is_introduced_as_name: fn(&QuoteContext, &QuotedSpan) -> bool,
    /// Whether a quote is introduced as somebody's nickname or as a name that somebody goes by: nicknamed “…”.
    pub(crate) is_nickname_introduced: fn(&QuoteContext, &QuotedSpan) -> bool,
    /// Whether a noun means several people by its form: residents.
    pub(crate) is_plural_noun: fn(&str) -> bool,
    /// Whether a phrase without a reporting word can be a speaker at all.
    pub(crate) is_possible_speaker: fn(&QuoteContext, &NounPhrase) -> bool,
}
