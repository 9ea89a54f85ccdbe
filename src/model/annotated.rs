//! What the archive stores: a cutting with everything found in it, and what identifies the article.

use crate::model::{Annotations, Cutting, MinHashSketch, Origin};

/// A cutting, read and annotated, ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotated {
    /// Where its record was.
    pub origin: Origin,
    /// The identifier that whoever gave the record has for it; the archive does not keep it.
    pub given_id: Option<String>,
    /// How many bytes the record had.
    pub byte_length: u64,
    /// What makes two scrapes the same article.
    pub identity: Identity,
    /// The sketch of its wording, to find texts that are nearly the same.
    pub sketch: MinHashSketch,
    /// The article, its blocks and teasers.
    pub cutting: Cutting,
    /// Words of the article's body.
    pub words: usize,
    /// What was found in the article's body.
    pub annotations: Annotations,
    /// Why nothing was looked for in the body: "language: fr".
    pub not_extracted: Option<String>,
    /// What was found in each of the cutting's teasers.
    pub teasers: Vec<AnnotatedTeaser>,
}

/// What was found in a teaser.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnotatedTeaser {
    /// The key of its text.
    pub text_key: String,
    /// What was found in it.
    pub annotations: Annotations,
    /// Why nothing was looked for in it: it is on a page in another language.
    pub not_extracted: Option<String>,
}

/// What makes two scrapes the same article: the address; where there is none, the number that a database
/// gives to it; where there is none either, source, day, headline and text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// What tells it from other articles with its text.
    pub publication: PublicationKey,
    /// SHA-256 of the normalised body, in hexadecimal.
    pub text_key: String,
}

/// What tells an article from others with its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PublicationKey {
    /// Its address, in canonical form.
    Address(String),
    /// Without an address, the number that a database gives to it, after the key of the database or, where that is not known,
    /// of the paper.
    VendorNumber {
        /// Of the database or paper, in hexadecimal.
        giver: String,
        /// As the database writes it.
        number: String,
    },
    /// Without either, its imprint: the key of source, day and headline, in hexadecimal. Each may be unknown.
    Imprint(String),
}

impl Identity {
    /// The one text that the archive compares.
    pub fn key(&self) -> String {
        match &self.publication {
            PublicationKey::Address(url) => format!("url:{url}"),
            PublicationKey::VendorNumber { giver, number } => format!("number:{giver}:{number}"),
            PublicationKey::Imprint(imprint) => format!("text:{}:{imprint}", self.text_key),
        }
    }
}
