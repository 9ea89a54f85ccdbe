//! Rows of SQL on a connection that a command has opened itself.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::app::ask::AskError;
use crate::app::output::{RowsAbout, write_rows};
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reported::report_rows;
use crate::cli::{CliError, Global, Outcome};
use crate::query::QuerySession;
use crate::query::sandbox::script::SqlScript;
use std::time::Duration;

impl OutputOptions {
    /// Asks the archive one question for at most `time`, and writes the rows.
    pub fn answer(
        &self,
        global: &Global,
        archive: Connection,
        sql: &str,
        values: &[(String, Value)],
        time: Option<Duration>,
    ) -> Result<Outcome, CliError> {
        let plan = self.plan(time)?;
        let session =
            QuerySession::begin(archive, &global.db, plan.time, plan.provenance()).map_err(AskError::from)?;
        let script = SqlScript::parse(sql);
        let mut rows = session.single_result(&script, values).map_err(AskError::from)?;
        let about = RowsAbout { sql, values, archive: session.state(), ..RowsAbout::default() };
        Ok(report_rows(global, &write_rows(&plan, &about, &mut rows)?))
    }
}
