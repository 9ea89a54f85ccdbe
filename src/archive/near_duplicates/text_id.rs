//! The number of a text, which copies share, and which article of several is the first.

/// A row of `texts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TextId(pub i64);

/// The order of a story's or of copies' articles, the first one first: the earliest published, as far as its day is known,
/// then one with an address, then by identity. Terms of an ORDER BY over `articles`.
pub(crate) const ORIGINAL_FIRST: &str =
    "published_day IS NULL, coalesce(published_utc, published_at), url IS NULL, identity";
