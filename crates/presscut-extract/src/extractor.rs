//! The front door: a text in, annotations out.
//!
//! An [`Extractor`] is a value that holds its language with all models; nothing is global. The surprising part: it is
//! cheap to share and to clone, but each thread remembers words for the extractor that it used last, so use one for all
//! texts rather than one for each.

use chrono::NaiveDate;

use crate::language::QuoteResources;
use crate::{
    Annotations, BadEntityModel, DateMention, Document, Entity, Language, Mention, MoneyMention, Quote,
    dates, quotes,
};

/// Finds entities, quotes, dates and amounts of money in texts of one language.
///
/// ```
/// use presscut_extract::Extractor;
///
/// let extractor = Extractor::default();
/// let found = extractor.annotate("“No,” said Jane Roe on Tuesday. Roe left.", None);
/// assert_eq!(found.entities[0].name, "Jane Roe");
/// assert_eq!(found.mentions[1].surface, "Roe");
/// assert_eq!(found.quotes[0].speaker.as_deref(), Some("Jane Roe"));
/// ```
#[derive(Debug, Clone)]
pub struct Extractor {
    language: Language,
}

impl Default for Extractor {
    /// An extractor for English news, with the models that are part of the library.
    fn default() -> Extractor {
        Extractor::new(Language::english())
    }
}

impl Extractor {
    /// An extractor for texts of a language.
    pub fn new(language: Language) -> Extractor {
        Extractor { language }
    }

    /// An extractor for English with another entity model, given as the bytes of its file.
    ///
    /// # Errors
    /// Where the bytes are no model of this version.
    pub fn with_entity_model(bytes: Vec<u8>) -> Result<Extractor, BadEntityModel> {
        Ok(Extractor::new(Language::english().with_entity_model(bytes)?))
    }

    /// The language of the texts.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Finds everything in a text. `published` is the day of publication, from which relative dates are counted.
    pub fn annotate(&self, text: &str, published: Option<NaiveDate>) -> Annotations {
        let document = self.segment(text);
        let (entities, mentions, money) = self.find_entities(&document);
        let quotes = self.find_quotes(&document, &entities, &mentions);
        let dates = self.find_dates(&document, published);
        Annotations { entities, mentions, quotes, dates, money }
    }

    /// Splits a text into tokens, sentences and paragraphs, for the methods below to read.
    pub fn segment<'t>(&self, text: &'t str) -> Document<'t> {
        self.language.segment(text)
    }

    /// Finds entities, their mentions in order, and amounts of money.
    pub fn find_entities(&self, document: &Document) -> (Vec<Entity>, Vec<Mention>, Vec<MoneyMention>) {
        self.language.entities().find_entities(document)
    }

    /// Finds quotes and who spoke them; `entities` and `mentions` are those of the same text.
    pub fn find_quotes(&self, document: &Document, entities: &[Entity], mentions: &[Mention]) -> Vec<Quote> {
        let QuoteResources { grammar, models } = self.language.quotes();
        quotes::find_quotes(document, entities, mentions, grammar, models)
    }

    /// Finds dates; `published` is the day of publication, from which relative dates are counted.
    pub fn find_dates(&self, document: &Document, published: Option<NaiveDate>) -> Vec<DateMention> {
        dates::find_dates(document, published, self.language.dates())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::entities::crf::bioes::TAG_COUNT;
    use crate::entities::crf::model::Model;
    use crate::entities::gazetteer::builder::GazetteerBuilder;

    #[test]
    fn extractors_with_different_models_do_not_share_what_they_remember() {
        static USUAL: LazyLock<Extractor> = LazyLock::new(Extractor::default);
        let blank = Model::to_bytes(&GazetteerBuilder::default().build(), &[0.0; TAG_COUNT * TAG_COUNT], &[]);
        let blank = Extractor::with_entity_model(blank).unwrap();
        let text = "The lawmaker Keng-sheng Wang spoke in Taipei on Monday.";
        let expected = USUAL.annotate(text, None);
        assert_eq!(expected.mentions.len(), 2);
        for _ in 0..2 {
            assert_eq!(blank.annotate(text, None).mentions, []);
            assert_eq!(USUAL.annotate(text, None), expected);
            assert_eq!(Extractor::default().annotate(text, None), expected);
        }
    }
}
