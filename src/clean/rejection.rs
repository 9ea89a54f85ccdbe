//! Why a scrape is no article.

use crate::clean::gate::Judgement;

/// The most bytes of a text: ten long novels. Cleaning copies it about six times.
pub(crate) const MAX_TEXT_BYTES: usize = 8_000_000;

/// Why a scrape is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// It is a page, but no story.
    #[error("is {}, no article: {}", with_article(.0.verdict.as_str()), .0.evidence)]
    NoStory(Judgement),
    /// It is longer than any article.
    #[error(
        "has a text of {:.1} MB, and no article has more than {} MB: cut it into its articles",
        *.0 as f64 / 1e6,
        MAX_TEXT_BYTES / 1_000_000
    )]
    TooLong(usize),
    /// There is no text in it, or only boilerplate.
    #[error("has no text: {found}")]
    NoText {
        /// What there was instead.
        found: String,
    },
}

impl Rejection {
    /// One or two words, for grouping.
    pub fn rule(&self) -> &'static str {
        match self {
            Rejection::NoStory(judgement) => judgement.verdict.as_str(),
            Rejection::TooLong(_) => "too long",
            Rejection::NoText { .. } => "no text",
        }
    }
}

fn with_article(kind: &str) -> String {
    match kind {
        "too short" => kind.to_string(),
        _ if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}
