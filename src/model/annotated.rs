//! What the archive stores: a cutting with everything found in it, and what identifies the article.

use crate::model::{Annotations, Cutting, MinHashSketch, Origin};

/// A cutting, read and annotated, ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotated {
    /// Where its record was.
    pub origin: Origin,
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
    /// For each of the cutting's teasers: the key of its text, and what was found in it.
    pub teasers: Vec<(String, Annotations)>,
}

/// What makes two scrapes the same article: the address, or, where there is none, the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The address in canonical form, if the scrape has one.
    pub url_key: Option<String>,
    /// SHA-256 of the normalised body, in hexadecimal.
    pub text_key: String,
}

impl Identity {
    /// The one text that the archive compares.
    pub fn key(&self) -> String {
        match &self.url_key {
            Some(url) => format!("url:{url}"),
            None => format!("text:{}", self.text_key),
        }
    }
}
