//! Whether canned queries prepare where no archive is at hand: against an archive with nothing in it.

use rusqlite::Connection;

use crate::archive::schema::migrations;
use crate::query::catalogue::bad_query::BadQuery;
use crate::query::catalogue::canned_query::CannedQuery;
use crate::query::{QueryError, sandbox};

/// An empty archive in memory, restricted like every other.
pub struct SchemaCheck(Connection);

impl SchemaCheck {
    /// Makes one.
    ///
    /// # Errors
    /// Where SQLite does not.
    pub fn of_empty_archive() -> Result<SchemaCheck, QueryError> {
        let mut schema = Connection::open_in_memory()?;
        migrations::migrate(&mut schema)?;
        sandbox::restrict_to_reading(&mut schema, None)?;
        Ok(SchemaCheck(schema))
    }

    /// Lets SQLite read a query.
    ///
    /// # Errors
    /// Where it cannot, with the line.
    pub fn check(&self, query: &CannedQuery) -> Result<(), BadQuery> {
        query.check(&self.0)
    }
}
