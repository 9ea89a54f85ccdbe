//! The archive's tables and columns, and the functions that SQL has here, as rows.

use std::io;
use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::ask::rows::{write_single_result, write_source};
use crate::app::output::{OutputPlan, RowsAbout, WrittenRows};
use crate::output::{Column, IterRows, OwnedCell};
use crate::query::{QuerySession, functions, open_archive, vocabulary};

/// Writes the columns of every table and view, or of one.
///
/// # Errors
/// Where there is no such table, or the rows cannot be written.
pub fn write_schema(archive: &Path, table: Option<&str>, plan: &OutputPlan) -> Result<WrittenRows, AskError> {
    let connection = open_archive(archive)?;
    let (sql, values) = vocabulary::schema_sql(&connection, table)?;
    let session = QuerySession::begin(connection, archive, plan.time, plan.provenance())?;
    write_single_result(&session, &RowsAbout { sql: &sql, values: &values, ..RowsAbout::default() }, plan)
}

/// Writes the functions beyond SQLite's own. They are the same for every archive, and are there without one.
///
/// # Errors
/// Where the rows cannot be written.
pub fn write_functions(plan: &OutputPlan) -> Result<WrittenRows, AskError> {
    write_source(&mut function_rows(), plan)
}

/// The functions as rows.
pub(crate) fn function_rows() -> IterRows<impl Iterator<Item = Result<Vec<OwnedCell>, io::Error>>> {
    let rows = functions::FUNCTIONS.iter().map(|function| {
        let functions::Function { form, about, example, gives, .. } = function;
        Ok([form, about, example, gives].map(|text| OwnedCell::from(*text)).to_vec())
    });
    IterRows::new(Column::named(["function", "about", "example", "gives"]), rows)
}
