//! The lists of the commands that show what the archive keeps beside articles: imports, rejects, sources, entities, quotes,
//! decisions and corrections.
//!
//! Takes a typed filter, gives the SQL with its values; it is run as a canned query is, so that a list comes out in every
//! format, with limits and a manifest.

pub mod entities;
pub mod forgotten;
pub mod imports;
pub mod marks;
pub mod quotes;
pub mod rejects;
pub mod sources;

use rusqlite::types::Value;

/// A list, ready to be run.
#[derive(Debug, Clone, PartialEq)]
pub struct ListQuery {
    /// Its SQL.
    pub sql: String,
    /// The values of its parameters, by name.
    pub values: Vec<(String, Value)>,
}

impl ListQuery {
    fn new(sql: impl Into<String>) -> ListQuery {
        ListQuery { sql: sql.into(), values: Vec::new() }
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> ListQuery {
        self.values.push((name.to_string(), value.into()));
        self
    }
}
