//! Lists and computed rows, written as the output options say.

use std::io;

use crate::app::ask::rows::{write_select, write_source};
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reported::report_rows;
use crate::cli::{CliError, Global, Outcome};
use crate::output::{Column, IterRows, OwnedCell};
use crate::query::lists::ListQuery;

/// Writes a list of the archive.
pub(crate) fn write_list(
    output: &OutputOptions,
    list: &ListQuery,
    global: &Global,
) -> Result<Outcome, CliError> {
    let plan = output.plan(None)?;
    Ok(report_rows(global, &write_select(&global.db, &list.sql, &list.values, &plan)?))
}

/// Writes rows that were computed; each has one cell for each column.
pub(crate) fn write_rows<const N: usize>(
    output: &OutputOptions,
    columns: [&str; N],
    rows: impl Iterator<Item = [OwnedCell; N]>,
    global: &Global,
) -> Result<Outcome, CliError> {
    let plan = output.plan(None)?;
    let rows = rows.map(|row| Ok::<_, io::Error>(row.to_vec()));
    Ok(report_rows(global, &write_source(&mut IterRows::new(Column::named(columns), rows), &plan)?))
}
