//! A language pack: all that extraction knows of one language, as one value.
//!
//! A [`Language`] has the rules that split its texts, and its models and grammars for entities, quotes and dates. Its
//! data are in `languages/CODE/`; what is a language by nature in the code is in folders of that name (`english`). To
//! add a language, write such a folder and one constructor here. The surprising decision: a pack carries its own
//! version, and rows in an archive record it, because new lists or models find other things in the same texts.

use std::sync::Arc;

use crate::dates::DateGrammar;
use crate::dates::english::DATE_GRAMMAR;
use crate::document::segmentation::Segmentation;
use crate::document::{Document, english};
use crate::entities::EntityFinder;
use crate::entities::crf::model::{BadEntityModel, Model};
use crate::entities::english::English;
use crate::entities::english::money_words::named_currency_codes;
use crate::entities::money::written_currency_codes;
use crate::quotes::{Models, QuoteGrammar, english_grammar};

/// The version of the English pack, as a literal for [`EXTRACTOR_VERSION`].
macro_rules! english_version {
    () => {
        "6"
    };
}

/// What rows in an archive record as the version of the extractors that found them: this library's version, "+", and the
/// version of the English language pack. Count the pack's version up with every change of what is found in a text,
/// whether by data (`languages/en`) or by code: `presscut reextract` reads again what another version has read.
pub const EXTRACTOR_VERSION: &str = concat!("presscut ", env!("CARGO_PKG_VERSION"), "+", english_version!());

/// A model that is part of this library, by the hash that its `MODEL.toml` gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbeddedModel {
    /// What it does: `entities` or `quotes`.
    pub name: &'static str,
    /// SHA-256 of its file, in hexadecimal.
    pub sha256: &'static str,
}

/// The models that are part of this library.
pub fn embedded_models() -> [EmbeddedModel; 2] {
    let model = |name, record: &'static str| EmbeddedModel {
        name,
        sha256: record
            .lines()
            .find_map(|line| line.strip_prefix("sha256 = "))
            .unwrap_or("")
            .trim_matches('"'),
    };
    [
        model("entities", include_str!("../languages/en/models/entities/MODEL.toml")),
        model("quotes", include_str!("../languages/en/models/quotes/MODEL.toml")),
    ]
}

/// The code of a currency as annotations hold it, for annotations that are read back from a file; `None` for what no text
/// is read as.
pub fn currency_with_code(code: &str) -> Option<&'static str> {
    written_currency_codes().chain(named_currency_codes()).find(|known| *known == code)
}

/// One language: its rules, lists and models. Clones share them.
#[derive(Debug, Clone)]
pub struct Language {
    code: &'static str,
    version: &'static str,
    segmentation: &'static Segmentation,
    entities: Arc<EntityFinder>,
    quotes: Arc<QuoteResources>,
    dates: DateGrammar,
}

/// What finding quotes needs.
#[derive(Debug)]
pub(crate) struct QuoteResources {
    /// The grammar of quotation.
    pub grammar: QuoteGrammar,
    /// The models of speech, speakers and pronouns.
    pub models: Models,
}

impl Language {
    /// English, with the models that are part of the library.
    pub fn english() -> Language {
        // They are part of the library, and a test reads them.
        let model = embedded_english_model().expect("the embedded entity model");
        let models = Models::embedded().expect("the embedded quote models");
        Language {
            code: "en",
            version: english_version!(),
            segmentation: &english::SEGMENTATION,
            entities: Arc::new(EntityFinder::new(model, &English)),
            quotes: Arc::new(QuoteResources { grammar: english_grammar(), models }),
            dates: DATE_GRAMMAR,
        }
    }

    /// The same language with another entity model, given as the bytes of its file.
    ///
    /// # Errors
    /// Where the bytes are no model of this version.
    pub fn with_entity_model(self, bytes: Vec<u8>) -> Result<Language, BadEntityModel> {
        let finder = EntityFinder::new(Model::from_bytes(bytes)?, self.entities.grammar());
        Ok(Language { entities: Arc::new(finder), ..self })
    }

    /// The language's code after ISO 639-1: "en".
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The version of the language pack.
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// Splits a text by this language's rules.
    pub(crate) fn segment<'t>(&self, text: &'t str) -> Document<'t> {
        Document::segment(text, self.segmentation)
    }

    /// What finds entities.
    pub(crate) fn entities(&self) -> &EntityFinder {
        &self.entities
    }

    /// What finds quotes and their speakers.
    pub(crate) fn quotes(&self) -> &QuoteResources {
        &self.quotes
    }

    /// What finds dates.
    pub(crate) fn dates(&self) -> DateGrammar {
        self.dates
    }
}

fn embedded_english_model() -> Result<Model, BadEntityModel> {
    Model::from_bytes(&include_bytes!("../languages/en/models/entities/model.bin")[..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_models_can_be_read() {
        assert_eq!(embedded_english_model().map(|_| ()), Ok(()));
        let english = Language::english();
        assert_eq!((english.code(), english.version()), ("en", "6"));
    }

    #[test]
    fn the_extractors_version_ends_in_that_of_the_language_pack() {
        let expected = format!("presscut {}+{}", env!("CARGO_PKG_VERSION"), Language::english().version());
        assert_eq!(EXTRACTOR_VERSION, expected);
    }

    #[test]
    fn a_model_that_is_none_is_refused() {
        let refused = Language::english().with_entity_model(b"presNER".to_vec());
        assert_eq!(refused.map(|_| ()), Err(BadEntityModel::Foreign));
    }
}
