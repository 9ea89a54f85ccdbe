//! The catalogue of canned queries as a list: presscut's own by subject, then the user's.

use std::path::{Path, PathBuf};

use crate::app::ask::error::AskError;
use crate::query::catalogue;
use crate::query::catalogue::canned_query::QueryOrigin;
use crate::query::catalogue::schema_check::SchemaCheck;
use crate::query::catalogue::user_queries::{ListedQuery, new_query};

pub use crate::query::catalogue::user_queries::QueryFolders;

/// Queries under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryGroup {
    /// The subject; `None` for the user's own queries.
    pub subject: Option<&'static str>,
    /// The queries, in the order in which they are shown.
    pub queries: Vec<QueryEntry>,
}

/// A query of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryEntry {
    /// Its name.
    pub name: String,
    /// What it is for; or why it cannot be used.
    pub about: Result<String, String>,
    /// Its file, where it is the user's own.
    pub file: Option<PathBuf>,
    /// The queries of the same name that it hides.
    pub hides: Vec<QueryOrigin>,
}

/// Lists all canned queries. Those of the user's own are checked against an empty archive.
///
/// # Errors
/// Where a folder of queries cannot be read.
pub fn list_queries(archive: &Path, queries: Option<&Path>) -> Result<Vec<QueryGroup>, AskError> {
    let mut listed = QueryFolders::for_archive(archive, queries).list()?;
    let check = SchemaCheck::of_empty_archive()?;
    let mut groups = Vec::new();
    for (subject, names) in catalogue::subjects() {
        let of_subject = names.into_iter().filter_map(|name| Some(entry(name, listed.remove(name)?, &check)));
        groups.push(QueryGroup { subject: Some(subject), queries: of_subject.collect() });
    }
    if !listed.is_empty() {
        let own = listed.into_iter().map(|(name, listed)| entry(&name, listed, &check)).collect();
        groups.push(QueryGroup { subject: None, queries: own });
    }
    Ok(groups)
}

fn entry(name: &str, listed: ListedQuery, check: &SchemaCheck) -> QueryEntry {
    let about = match listed.query {
        Ok(query) if query.origin == QueryOrigin::Catalogue => Ok(query.about),
        Ok(query) => check.check(&query).map(|()| query.about).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let file = match listed.origin {
        QueryOrigin::File(path) => Some(path),
        QueryOrigin::Catalogue => None,
    };
    QueryEntry { name: name.to_string(), about, file, hides: listed.hides }
}

/// Starts a query of the user's own; gives its file.
///
/// # Errors
/// Where the name cannot be a file's, or the file is there already.
pub fn start_query(archive: &Path, queries: Option<&Path>, name: &str) -> Result<PathBuf, AskError> {
    Ok(new_query(QueryFolders::for_archive(archive, queries).new_queries(), name)?)
}
