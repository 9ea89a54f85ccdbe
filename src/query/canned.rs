//! The catalogue: every file of `canned/`, in the order in which the list shows them.

use super::QueryError;
use super::catalogue::Canned;
use super::nearest::did_you_mean;

macro_rules! catalogue {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("canned/", $name, ".sql")))),*]
    };
}

const FILES: &[(&str, &str)] = catalogue![
    "articles",
    "articles-mentioning",
    "quotes-by-speaker",
    "speakers",
    "entities",
    "entity-timeline",
    "co-mentions",
    "dates-ahead",
    "sources",
    "stories",
    "gaps",
];

/// All canned queries.
///
/// # Errors
/// Where the head of one is wrong.
pub fn all() -> Result<Vec<Canned>, QueryError> {
    let read = |(name, text): &(&str, &str)| {
        Canned::read(name, text).map_err(|error| QueryError::Usage(error.to_string()))
    };
    FILES.iter().map(read).collect()
}

/// The one of a name.
///
/// # Errors
/// Where there is none, with those that are near.
pub fn named(name: &str) -> Result<Canned, QueryError> {
    let all = all()?;
    let near = did_you_mean(name, all.iter().map(|query| query.name.as_str()));
    all.into_iter().find(|query| query.name == name).ok_or_else(|| {
        QueryError::Usage(format!("there is no query {name}{near}: `presscut query` lists them"))
    })
}
