//! The catalogue: every file of `canned/`, by subject, in the order in which the list shows them; and over them the
//! user's own, which [`user_queries`] finds in folders.
//!
//! To add a query: one `.sql` file in `canned/` with a head ([`canned_query`]), and its name in `SUBJECTS`. Help,
//! completion, the shell, reports and the Datasette export then know it; `docs/queries.md` lists it.

pub mod bad_query;
pub mod canned_query;
pub mod chart_header;
pub mod day_phrases;
pub mod dialect;
pub mod headings;
pub mod parameter_values;
pub mod parameters;
pub mod placeholders;
pub mod report;
pub mod schema_check;
pub mod user_queries;

use crate::query::QueryError;
use crate::query::suggest::did_you_mean;
use canned_query::{CannedQuery, QueryOrigin};

macro_rules! catalogue {
    ($($subject:literal: [$($name:literal),* $(,)?]),* $(,)?) => {
        &[$(($subject, &[$(($name, include_str!(concat!("canned/", $name, ".sql")))),*])),*]
    };
}

/// A subject, and the names and texts of its queries.
type Subject = (&'static str, &'static [(&'static str, &'static str)]);

const SUBJECTS: &[Subject] = catalogue![
    "Articles": [
        "articles",
        "articles-mentioning",
        "longest",
        "sections",
        "bylines",
        "datelines",
        "captions",
        "revisions",
    ],
    "People and things": [
        "entities",
        "entity-timeline",
        "entity-sources",
        "first-mentions",
        "rising",
        "rank-changes",
        "silent",
        "co-mentions",
        "named-together",
        "in-context",
        "as-written",
        "entity-gap",
    ],
    "Quotes": [
        "quotes-by-speaker",
        "said-before",
        "quotes-about",
        "speakers",
        "speakers-about",
        "speakers-by-source",
        "same-quote",
        "reporting-verbs",
        "unnamed-sources",
        "unattributed",
    ],
    "Dates": ["dates-ahead", "timeline"],
    "Papers and stories": [
        "sources",
        "volume",
        "publication-times",
        "stories",
        "first-with",
        "coverage-gap",
        "keywords",
        "wire-share",
        "duplicates",
    ],
    "The archive itself": ["gaps", "cut-off", "not-read", "rejects-by-reason"],
];

/// The subjects of the list, with the names of their queries.
pub fn subjects() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    SUBJECTS.iter().map(|(subject, files)| (*subject, files.iter().map(|(name, _)| *name).collect()))
}

/// All canned queries of presscut's own.
///
/// # Errors
/// Where the head of one is wrong.
pub fn all() -> Result<Vec<CannedQuery>, QueryError> {
    SUBJECTS.iter().flat_map(|(_, files)| *files).map(|(name, text)| read(name, text)).collect()
}

/// The one of a name, if there is one.
///
/// # Errors
/// Where its head is wrong.
pub fn find(name: &str) -> Result<Option<CannedQuery>, QueryError> {
    let mut files = SUBJECTS.iter().flat_map(|(_, files)| *files);
    files.find(|(known, _)| *known == name).map(|(name, text)| read(name, text)).transpose()
}

/// The one of a name.
///
/// # Errors
/// Where there is none, with those that are near.
pub fn query_named(name: &str) -> Result<CannedQuery, QueryError> {
    find(name)?.ok_or_else(|| unknown_query(name, subjects().flat_map(|(_, names)| names)))
}

/// The error that there is no query of a name.
pub(crate) fn unknown_query<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> QueryError {
    QueryError::UnknownQuery { name: name.to_string(), near: did_you_mean(name, known) }
}

fn read(name: &str, text: &str) -> Result<CannedQuery, QueryError> {
    Ok(CannedQuery::parse(name, QueryOrigin::Catalogue, text)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::schema::migrations;
    use crate::query::sandbox;
    use crate::text::name_key;
    use rusqlite::Connection;

    /// What DESIGN keeps out of canned queries, since DuckDB and Spark do not have it, or have it otherwise.
    const NOT_PORTABLE: &[&str] = &[
        "strftime(",
        "julianday(",
        "date(",
        "datetime(",
        "group_concat(",
        "rowid",
        " glob ",
        " match ",
        "ifnull(",
        "iif(",
        "instr(",
        "printf(",
        "typeof(",
        "total(",
        " is not distinct",
        " rtrim(",
        " ltrim(",
        " limit :",
    ];

    #[test]
    fn every_query_is_sound_and_prepares() {
        let mut archive = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut archive).unwrap();
        sandbox::restrict_to_reading(&mut archive, None).unwrap();
        let all = all().unwrap();
        for query in &all {
            query.check(&archive).unwrap();
            assert!(query.title.len() < 60, "{}", query.name);
            assert!(query.about.ends_with('.'), "{}", query.name);
            let needed = query.parameters.iter().filter(|parameter| parameter.default.is_required());
            for parameter in needed {
                assert!(parameter.example.is_some(), "{}: {} has no example", query.name, parameter.name);
            }
            assert!(query.statement().contains("\nORDER BY "), "{} has no order", query.name);
        }
        let mut names: Vec<&str> = all.iter().map(|query| query.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all.len(), "a name is there twice");
        assert!(names.iter().all(|name| name_key::name_key(name).replace(' ', "-") == **name));
    }

    #[test]
    fn every_query_is_in_the_documents_as_it_says_of_itself() {
        let documents = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/queries.md");
        let documents = std::fs::read_to_string(documents).unwrap();
        for query in all().unwrap() {
            let row = format!("| `{}` | {} |", query.name, query.about);
            assert!(documents.contains(&row), "docs/queries.md lacks {row}");
        }
    }

    #[test]
    fn every_query_keeps_to_sql_that_other_engines_share() {
        for query in all().unwrap() {
            let sql = query.statement().to_lowercase();
            for word in NOT_PORTABLE {
                assert!(!sql.contains(word), "{} has {word}", query.name);
            }
            assert!(!sql.contains("having") || sql.contains("group by"), "{}", query.name);
        }
    }
}
