//! Lists and computed rows, written by the output options that every command with rows has.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};
use crate::query::lists::ListQuery;

/// Writes a list of the archive.
pub(crate) fn write_list(
    output: &OutputOptions,
    list: &ListQuery,
    global: &Global,
) -> Result<Outcome, CliError> {
    output.answer(global, open::reading(&global.db)?, &list.sql, &list.values, None)
}

/// Writes rows that were computed.
pub(crate) fn write_rows(
    output: &OutputOptions,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    global: &Global,
) -> Result<Outcome, CliError> {
    let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
    let table = Connection::open_in_memory()?;
    table
        .execute_batch(&format!("CREATE TABLE pairs (n INTEGER PRIMARY KEY, {}); BEGIN", names.join(", ")))?;
    let marks = vec!["?"; columns.len()].join(", ");
    for row in rows {
        table.execute(
            &format!("INSERT INTO pairs ({}) VALUES ({marks})", names.join(", ")),
            rusqlite::params_from_iter(row),
        )?;
    }
    table.execute_batch("COMMIT")?;
    output.answer(global, table, &format!("SELECT {} FROM pairs ORDER BY n", names.join(", ")), &[], None)
}
