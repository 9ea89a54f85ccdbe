//! Bulk inserts: many rows of one table with few statements: an article has dozens of mentions, and a statement each would cost more
//! than the rows.
//!
//! The statements say `OR FAIL`: they stop at a row that cannot go in without undoing those before it. That is what the
//! importer wants, which gives up the whole batch then, and it spares SQLite the savepoint that it opens to undo a part.
//! The full-text index writes itself to disk at every savepoint. (SQLite opens one all the same where the `INTEGER PRIMARY
//! KEY` is among the columns, since the value given for it may be no integer: rows that bring their number go in one by one.)

use std::array::from_fn;

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use crate::archive::ArchiveError;

/// Rows that go in with one statement: as many as are left, in these steps. Larger steps than these gain nothing.
const ROWS_PER_STATEMENT: [usize; 4] = [64, 16, 4, 1];

/// The statements that insert rows of `N` columns into a table.
#[derive(Debug)]
pub(crate) struct BulkInsert<const N: usize>([String; ROWS_PER_STATEMENT.len()]);

impl<const N: usize> BulkInsert<N> {
    /// Into these columns of a table.
    pub fn into_table(table: &str, columns: [&str; N]) -> BulkInsert<N> {
        let row = format!("({})", vec!["?"; N].join(", "));
        BulkInsert(from_fn(|step| {
            let rows = vec![row.as_str(); ROWS_PER_STATEMENT[step]].join(", ");
            format!("INSERT OR FAIL INTO {table} ({}) VALUES {rows}", columns.join(", "))
        }))
    }

    /// Inserts `count` rows, in their order.
    pub fn insert<'v>(
        &self,
        connection: &Connection,
        count: usize,
        rows: impl IntoIterator<Item = [ToSqlOutput<'v>; N]>,
    ) -> Result<(), ArchiveError> {
        let (mut rows, mut left) = (rows.into_iter(), count);
        for (sql, step) in self.0.iter().zip(ROWS_PER_STATEMENT) {
            if left < step {
                continue;
            }
            let mut statement = connection.prepare_cached(sql)?;
            while left >= step {
                for (at, value) in rows.by_ref().take(step).flatten().enumerate() {
                    statement.raw_bind_parameter(at + 1, value)?;
                }
                statement.raw_execute()?;
                left -= step;
            }
        }
        Ok(())
    }
}

/// An integer, to be bound.
pub(crate) fn integer_value<'v>(number: i64) -> ToSqlOutput<'v> {
    ToSqlOutput::Owned(Value::Integer(number))
}

/// A text, to be bound; nothing is copied.
pub(crate) fn text_value(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

/// A value or NULL, to be bound.
pub(crate) fn optional_value<'v, T>(
    value: Option<T>,
    give: impl FnOnce(T) -> ToSqlOutput<'v>,
) -> ToSqlOutput<'v> {
    value.map_or(ToSqlOutput::Owned(Value::Null), give)
}
