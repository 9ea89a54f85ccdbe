//! Words and times in the archive's rows, read back into types: a value that no presscut writes is an error that names its
//! row, never a default.

use std::fmt::Display;

use rusqlite::types::Type;
use rusqlite::{Error, Row};

use crate::model::EntityType;

/// A value that no presscut writes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row} of {table} has the {column} “{value}”, which means nothing to presscut")]
pub struct UnknownValue {
    /// The table.
    pub table: &'static str,
    /// The row's number, or another key where it has none.
    pub row: String,
    /// The column.
    pub column: &'static str,
    /// What it holds.
    pub value: String,
}

/// Where a value is stored, to name it where it cannot be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoredIn<'i, I> {
    /// The table.
    pub table: &'static str,
    /// The row's number, or another key where it has none.
    pub row: &'i I,
}

impl<I: Display> StoredIn<'_, I> {
    /// The value of a column, parsed.
    ///
    /// # Errors
    /// [`UnknownValue`], wrapped, where `parse` gives none.
    pub fn parsed<T>(
        self,
        row: &Row<'_>,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> rusqlite::Result<T> {
        let text: String = row.get(column)?;
        parse(&text).ok_or_else(|| self.unknown(column, text))
    }

    /// The value of a column that may be null, parsed.
    ///
    /// # Errors
    /// [`UnknownValue`], wrapped, where there is a value and `parse` gives none.
    pub fn parsed_optional<T>(
        self,
        row: &Row<'_>,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> rusqlite::Result<Option<T>> {
        match row.get::<_, Option<String>>(column)? {
            Some(text) => parse(&text).map(Some).ok_or_else(|| self.unknown(column, text)),
            None => Ok(None),
        }
    }

    /// The bytes of a column, parsed.
    ///
    /// # Errors
    /// [`UnknownValue`], wrapped, where `parse` gives none.
    pub fn parsed_bytes<T>(
        self,
        row: &Row<'_>,
        column: &'static str,
        parse: impl FnOnce(&[u8]) -> Option<T>,
    ) -> rusqlite::Result<T> {
        let bytes: Vec<u8> = row.get(column)?;
        parse(&bytes).ok_or_else(|| self.unknown(column, format!("{} bytes", bytes.len())))
    }

    /// The entity type in the column `type`.
    ///
    /// # Errors
    /// [`UnknownValue`], wrapped, for any other word.
    pub fn entity_type(self, row: &Row<'_>) -> rusqlite::Result<EntityType> {
        self.parsed(row, "type", EntityType::named)
    }

    fn unknown(self, column: &'static str, value: String) -> Error {
        let unknown = UnknownValue { table: self.table, row: self.row.to_string(), column, value };
        Error::FromSqlConversionFailure(0, Type::Text, Box::new(unknown))
    }
}

/// Where a row of `table` is stored.
pub(crate) fn stored_in<'i, I>(table: &'static str, row: &'i I) -> StoredIn<'i, I> {
    StoredIn { table, row }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::archive::ArchiveError;

    fn read(word: &str) -> Result<EntityType, ArchiveError> {
        let connection = Connection::open_in_memory().unwrap();
        let found = connection
            .query_row("SELECT ?1 AS type", [word], |row| stored_in("entities", &12).entity_type(row));
        Ok(found?)
    }

    #[test]
    fn a_word_that_no_presscut_writes_is_an_error_that_names_its_row() {
        assert_eq!(read("person").unwrap(), EntityType::Person);
        let error = read("planet").unwrap_err();
        assert!(matches!(&error, ArchiveError::UnknownValue(unknown)
            if (unknown.table, unknown.row.as_str(), unknown.column) == ("entities", "12", "type")));
        assert!(error.to_string().contains("row 12 of entities has the type “planet”"), "{error}");
    }
}
