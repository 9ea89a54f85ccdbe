//! Why a question was not answered.

use crate::archive::ArchiveError;
use crate::query::catalogue::bad_query::BadQuery;
use crate::query::resolve::NotResolved;

/// Why a question was not answered. The messages are for people and say what to do.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// There is no canned query of this name.
    #[error("there is no query {name}{near}: `presscut query` lists them")]
    UnknownQuery {
        /// As the user gave it.
        name: String,
        /// " (did you mean …?)", or nothing.
        near: String,
    },
    /// A canned query's file is wrong.
    #[error(transparent)]
    BadQuery(#[from] BadQuery),
    /// A name that is no entity's or source's, or that can be several.
    #[error(transparent)]
    NotResolved(NotResolved),
    /// A value that a canned query's parameter does not take, or a parameter that it does not have.
    #[error("{reason}. Parameters of {query}: {parameters}")]
    Parameter {
        /// What is wrong.
        reason: String,
        /// The query's name.
        query: String,
        /// Its parameters.
        parameters: String,
    },
    /// There is no statement in the SQL.
    #[error("there is no SQL in it")]
    NoSql,
    /// A statement that gives no rows, where rows are wanted.
    #[error("there is no SELECT in it: nothing to show")]
    NothingToShow,
    /// Several statements, where one is wanted.
    #[error("there is more than one statement: give them one at a time")]
    SeveralStatements,
    /// The SQL uses `?`.
    #[error("give parameters names (:name), not ?")]
    UnnamedParameter,
    /// The SQL uses a parameter that has no value.
    #[error("the SQL has a parameter :{name}: give it with -p {name}=VALUE")]
    MissingParameter {
        /// Its name, without the colon.
        name: String,
    },
    /// A value was given for a parameter that the SQL does not use.
    #[error("the SQL has no parameter :{name}{near}")]
    UnusedParameter {
        /// Its name, without the colon.
        name: String,
        /// " (did you mean …?)", or nothing.
        near: String,
    },
    /// Anything else that is wrong with what the user asked for.
    #[error("{0}")]
    Usage(String),
    /// The SQL is wrong, or does what is not allowed.
    #[error("{0}")]
    Sql(String),
    /// The archive cannot be opened, or is being written.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// SQLite failed.
    #[error("the archive could not be read: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The rows could not be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl QueryError {
    /// Whether the question itself is wrong, so that asking it in another way helps.
    pub fn is_usage(&self) -> bool {
        match self {
            QueryError::UnknownQuery { .. }
            | QueryError::Parameter { .. }
            | QueryError::NoSql
            | QueryError::UnnamedParameter
            | QueryError::MissingParameter { .. }
            | QueryError::UnusedParameter { .. }
            | QueryError::Usage(_) => true,
            QueryError::NotResolved(error) => !matches!(error, NotResolved::Sqlite(_)),
            QueryError::BadQuery(_)
            | QueryError::NothingToShow
            | QueryError::SeveralStatements
            | QueryError::Sql(_)
            | QueryError::Archive(_)
            | QueryError::Sqlite(_)
            | QueryError::Io(_) => false,
        }
    }
}

impl From<NotResolved> for QueryError {
    fn from(error: NotResolved) -> QueryError {
        match error {
            NotResolved::Sqlite(error) => QueryError::Sqlite(error),
            other => QueryError::NotResolved(other),
        }
    }
}
