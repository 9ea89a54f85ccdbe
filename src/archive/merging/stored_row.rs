//! A row of one archive on its way to another: its columns by name, numbers of rows to be replaced by those of the other.
//!
//! Both archives have one schema, so that a column that a later schema adds is copied too.

use rusqlite::types::Value;
use rusqlite::{Connection, Params, ToSql};

use crate::archive::ArchiveError;

/// A row, its columns in the order of the table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StoredRow(Vec<(String, Value)>);

impl StoredRow {
    /// The rows that a query gives, with the columns of its `SELECT *`.
    pub fn select(
        connection: &Connection,
        sql: &str,
        parameters: impl Params,
    ) -> Result<Vec<StoredRow>, ArchiveError> {
        let mut statement = connection.prepare_cached(sql)?;
        let columns: Vec<String> = statement.column_names().map(str::to_string).collect();
        let mut rows = statement.query(parameters)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let mut values = Vec::with_capacity(columns.len());
            for (at, column) in columns.iter().enumerate() {
                values.push((column.clone(), row.get(at)?));
            }
            found.push(StoredRow(values));
        }
        Ok(found)
    }

    /// A column's value; null where there is no such column.
    pub fn get(&self, column: &str) -> &Value {
        self.0.iter().find(|(name, _)| name == column).map_or(&Value::Null, |(_, value)| value)
    }

    /// A column's number, if it has one.
    pub fn integer(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// A column's text, if it has one.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same row with another value in a column.
    pub fn with(mut self, column: &str, value: impl Into<Value>) -> StoredRow {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| name == column) {
            Some((_, stored)) => *stored = value,
            None => self.0.push((column.to_string(), value)),
        }
        self
    }

    /// The same row without some columns.
    pub fn without(mut self, columns: &[&str]) -> StoredRow {
        self.0.retain(|(name, _)| !columns.contains(&name.as_str()));
        self
    }

    /// Its columns that are null, filled from another row.
    pub fn filled_from(mut self, other: &StoredRow, columns: &[&str]) -> StoredRow {
        for (name, value) in &mut self.0 {
            if *value == Value::Null && columns.contains(&name.as_str()) {
                *value = other.get(name).clone();
            }
        }
        self
    }

    /// Whether some columns of two rows are equal.
    pub fn agrees(&self, other: &StoredRow, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.get(column) == other.get(column))
    }

    /// Adds it to a table; gives its number.
    pub fn insert(&self, connection: &Connection, table: &str) -> Result<i64, ArchiveError> {
        let columns: Vec<String> = self.0.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        connection
            .prepare_cached(&format!("INSERT INTO {table} ({}) VALUES ({marks})", columns.join(", ")))?
            .execute(self.values().as_slice())?;
        Ok(connection.last_insert_rowid())
    }

    /// Writes its columns over those of a row.
    pub fn update(&self, connection: &Connection, table: &str, id: i64) -> Result<(), ArchiveError> {
        let set: Vec<String> = self.0.iter().map(|(name, _)| format!("\"{name}\" = ?")).collect();
        let mut values = self.values();
        values.push(&id);
        connection
            .prepare_cached(&format!("UPDATE {table} SET {} WHERE id = ?", set.join(", ")))?
            .execute(values.as_slice())?;
        Ok(())
    }

    fn values(&self) -> Vec<&dyn ToSql> {
        self.0.iter().map(|(_, value)| value as &dyn ToSql).collect()
    }
}
