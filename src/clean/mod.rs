//! A scrape made an article: at this point, its fields as they are.

use crate::model::{Article, BadDate, Cutting, Published, Scrape};

/// What a run gives to records that lack it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The publication date.
    pub published: Option<Published>,
    /// The paper.
    pub source: Option<String>,
}

/// Why a scrape is no article.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// Its publication date is none.
    #[error("{0}")]
    BadDate(BadDate),
}

impl Rejection {
    /// One or two words, for grouping.
    pub fn rule(&self) -> &'static str {
        "bad date"
    }
}

/// Makes an article of a scrape.
pub fn clean(scrape: &Scrape, _: &Options) -> Result<Cutting, Rejection> {
    let article = Article { body: scrape.text.clone(), ..Article::from_fields(scrape) };
    Ok(Cutting { article, blocks: Vec::new(), teasers: Vec::new() })
}

/// Reads a publication date.
pub fn parse_published(text: &str) -> Result<Published, BadDate> {
    text.parse().map(Published::day).map_err(|_| BadDate(format!("“{text}” is no date")))
}

/// The people of a byline.
pub fn authors(byline: Option<&str>) -> Vec<String> {
    byline.map(str::to_string).into_iter().collect()
}

/// Addresses as they are compared.
pub mod url {
    /// An address as it is compared.
    pub fn canonical(url: &str) -> Option<String> {
        Some(url.to_string())
    }
}

/// Texts as they are compared.
pub mod identity {
    /// A text as it is compared.
    pub fn text_key(body: &str) -> String {
        crate::archive::ledger::sha256_hex(body.as_bytes())
    }
}
