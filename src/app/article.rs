//! One article with all that belongs to it, its versions, and what changed between two of them.

use std::path::Path;

use crate::archive::ArchiveError;
use crate::archive::articles::{full_article, revisions};
use crate::archive::schema::open;

pub use crate::app::article_diff::{ArticleDiff, FieldChange, ParagraphChange, Piece};
pub use crate::archive::articles::full_article::{ArticleRow, FullArticle, QuoteRow};
pub use crate::archive::articles::revisions::Version;
pub use crate::archive::marks::shown::ShownNote;

/// Which earlier version the current one is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The one before it.
    Previous,
    /// The one of this number.
    Version(i64),
}

/// Why an article is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ArticleError {
    /// There is none of that number.
    #[error(
        "there is no article {0}: `presscut query articles` and `presscut search WORDS` list the numbers"
    )]
    Unknown(i64),
    /// It was never changed.
    #[error("it has one version only: nothing to compare")]
    OneVersion,
    /// It has no such version, or this is the current one.
    #[error("there is no earlier version of that number; these are: {}", numbers(.earlier))]
    UnknownVersion {
        /// The earlier versions.
        earlier: Vec<i64>,
    },
    /// The archive's own.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

fn numbers(versions: &[i64]) -> String {
    versions.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// An article or teaser with its entities, quotes, dates and teasers.
///
/// # Errors
/// Where there is none of that number.
pub fn show(archive: &Path, id: i64) -> Result<FullArticle, ArticleError> {
    full_article::full_article(&open::reading(archive)?, id)?.ok_or(ArticleError::Unknown(id))
}

/// The versions of an article or teaser, oldest first, the current one last.
///
/// # Errors
/// Where there is none of that number.
pub fn versions(archive: &Path, id: i64) -> Result<Vec<Version>, ArticleError> {
    let versions = revisions::versions(&open::reading(archive)?, id)?;
    if versions.is_empty() { Err(ArticleError::Unknown(id)) } else { Ok(versions) }
}

/// What changed since an earlier version.
///
/// # Errors
/// Where there is no such article, or no such earlier version.
pub fn diff(archive: &Path, id: i64, since: Since) -> Result<ArticleDiff, ArticleError> {
    let versions = versions(archive, id)?;
    let Some((current, earlier)) = versions.split_last() else { return Err(ArticleError::Unknown(id)) };
    let chosen = match since {
        Since::Previous => earlier.last(),
        Since::Version(number) => earlier.iter().find(|version| version.revision == number),
    };
    match (chosen, earlier) {
        (Some(chosen), _) => Ok(ArticleDiff::between(chosen, current)),
        (None, []) => Err(ArticleError::OneVersion),
        (None, earlier) => Err(ArticleError::UnknownVersion {
            earlier: earlier.iter().map(|version| version.revision).collect(),
        }),
    }
}
