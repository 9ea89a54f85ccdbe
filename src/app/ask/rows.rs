//! Rows of an archive, or of anything else, written by a plan: what every command that lists something ends in.

use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::output::{OutputPlan, RowsAbout, WrittenRows, write_rows};
use crate::output::RowSource;
use crate::query::sandbox::script::SqlScript;
use crate::query::{QuerySession, Value, open_archive};

/// Writes the rows of one SELECT of presscut's own.
///
/// # Errors
/// Where there is no archive, or the rows cannot be written.
pub fn write_select(
    archive: &Path,
    sql: &str,
    values: &[(String, Value)],
    plan: &OutputPlan,
) -> Result<WrittenRows, AskError> {
    let session = QuerySession::begin(open_archive(archive)?, archive, plan.time, plan.provenance())?;
    write_single_result(&session, &RowsAbout { sql, values, ..RowsAbout::default() }, plan)
}

/// Writes rows that come from no archive.
///
/// # Errors
/// Where they cannot be found or written.
pub fn write_source<E: Into<AskError>>(
    source: &mut dyn RowSource<Error = E>,
    plan: &OutputPlan,
) -> Result<WrittenRows, AskError> {
    write_rows(plan, &RowsAbout::default(), source)
}

/// Writes the rows of the one statement in `about`.
pub(crate) fn write_single_result(
    session: &QuerySession,
    about: &RowsAbout,
    plan: &OutputPlan,
) -> Result<WrittenRows, AskError> {
    let script = SqlScript::parse(about.sql);
    let mut rows = session.single_result(&script, about.values)?;
    let about = RowsAbout { archive: session.state(), archive_file: session.path(), ..*about };
    write_rows(plan, &about, &mut rows)
}
