//! Statements run to their end, or to a limit, their rows going into a sink one by one; several give a result each.

use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::{Value, ValueRef};
use smallvec::SmallVec;

use crate::output::{Cell, Column, RowSource, Sink, StopReason, StreamEnd};
use crate::query::QueryError;
use crate::query::sandbox::clock::{Clock, StoppedBy};
use crate::query::sandbox::errors::explain;
use crate::query::sandbox::script::Statement;
use crate::query::suggest::did_you_mean;

/// Rows of at most this many columns go through without an allocation.
const USUAL_COLUMNS: usize = 16;

/// The rows of statements, each with a result of its own and with those parameters that it names.
pub struct StatementRows<'a> {
    archive: &'a Connection,
    clock: &'a Clock,
    time: Option<Duration>,
    statements: Vec<Statement<'a, 'a>>,
    parameters: &'a [(String, Value)],
}

impl<'a> StatementRows<'a> {
    /// Rows of `statements`, for at most `time` together.
    pub(crate) fn new(
        archive: &'a Connection,
        clock: &'a Clock,
        time: Option<Duration>,
        statements: Vec<Statement<'a, 'a>>,
        parameters: &'a [(String, Value)],
    ) -> StatementRows<'a> {
        StatementRows { archive, clock, time, statements, parameters }
    }
}

impl RowSource for StatementRows<'_> {
    type Error = QueryError;

    fn results(&self) -> usize {
        self.statements.len()
    }

    /// Gives at most `limit` rows of each statement. How it ended is of all of them together.
    ///
    /// # Errors
    /// Where the SQL is wrong or not allowed, a parameter is missing or unknown, or the rows cannot be written; the
    /// statements after the one that failed are not run. A time limit is no error.
    fn stream_into(&mut self, limit: Option<u64>, sink: &mut dyn Sink) -> Result<StreamEnd, QueryError> {
        refuse_unused(&self.statements, self.parameters)?;
        if self.statements.is_empty() {
            return Err(QueryError::NoSql);
        }
        self.clock.start(self.time);
        let (mut rows, mut limited) = (0, false);
        for statement in &self.statements {
            let end = run_statement(self.archive, statement, self.parameters, limit, self.clock, sink)?;
            let Some(end) = end else { return Err(QueryError::NothingToShow) };
            rows += end.rows;
            match end.stopped {
                None => {}
                Some(StopReason::RowLimit) => limited = true,
                Some(reason) => return Ok(StreamEnd::stopped(rows, reason)),
            }
        }
        Ok(StreamEnd { rows, stopped: limited.then_some(StopReason::RowLimit) })
    }
}

/// Whether SQLite can read a statement, and it gives rows.
///
/// # Errors
/// Where the SQL is wrong or not allowed, or changes something.
pub fn check_readable(archive: &Connection, statement: &Statement) -> Result<(), QueryError> {
    match archive.prepare(statement.text).map_err(|error| explain(archive, statement, &error))?.column_count()
    {
        0 => Err(QueryError::NothingToShow),
        _ => Ok(()),
    }
}

/// Runs one statement; `None` where it has run to its end and gives no columns.
pub(crate) fn run_statement(
    archive: &Connection,
    statement: &Statement,
    parameters: &[(String, Value)],
    limit: Option<u64>,
    clock: &Clock,
    sink: &mut dyn Sink,
) -> Result<Option<StreamEnd>, QueryError> {
    let explained = |error| explain(archive, statement, &error);
    let mut prepared = archive.prepare(statement.text).map_err(explained)?;
    bind(&mut prepared, parameters)?;
    let columns: Vec<Column> =
        prepared.column_names().map(|name| Column { name: name.to_string() }).collect();
    let width = columns.len();
    let mut rows = prepared.raw_query();
    let mut count = 0;
    let mut begun = width == 0;
    loop {
        clock.resume();
        let row = rows.next();
        clock.pause();
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let reason = match clock.stopped() {
                    Some(StoppedBy::Time) => StopReason::TimeLimit,
                    Some(StoppedBy::User) => StopReason::Interrupted,
                    None => return Err(explained(error)),
                };
                begin(sink, &columns, &mut begun)?;
                return Ok(Some(StreamEnd::stopped(count, reason)));
            }
        };
        // Only now is it known that the statement runs: a file of nothing but a head is no answer.
        begin(sink, &columns, &mut begun)?;
        let Some(row) = row else {
            return Ok((width > 0).then_some(StreamEnd::complete(count)));
        };
        if limit == Some(count) {
            return Ok(Some(StreamEnd::stopped(count, StopReason::RowLimit)));
        }
        let mut cells = SmallVec::<[Cell; USUAL_COLUMNS]>::with_capacity(width);
        for at in 0..width {
            cells.push(cell(row.get_ref(at)?));
        }
        sink.row(&cells)?;
        count += 1;
    }
}

fn begin(sink: &mut dyn Sink, columns: &[Column], begun: &mut bool) -> std::io::Result<()> {
    if std::mem::replace(begun, true) { Ok(()) } else { sink.begin(columns) }
}

fn cell(value: ValueRef) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Cell::Text(text),
            Err(_) => Cell::Blob(bytes),
        },
        ValueRef::Blob(bytes) => Cell::Blob(bytes),
    }
}

/// Binds every parameter of the statement, by its name without the sign.
pub(crate) fn bind(
    statement: &mut rusqlite::Statement,
    parameters: &[(String, Value)],
) -> Result<(), QueryError> {
    for at in 1..=statement.parameter_count() {
        let name = statement.parameter_name(at).map(|name| without_sign(name).to_string());
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return Err(QueryError::UnnamedParameter);
        };
        let Some((_, value)) = parameters.iter().find(|(known, _)| *known == name) else {
            return Err(QueryError::MissingParameter { name });
        };
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}

/// A parameter that no statement uses is a slip.
pub(crate) fn refuse_unused(
    statements: &[Statement],
    parameters: &[(String, Value)],
) -> Result<(), QueryError> {
    let used: Vec<&str> = statements.iter().flat_map(Statement::parameters).map(without_sign).collect();
    match parameters.iter().find(|(name, _)| !used.contains(&name.as_str())) {
        Some((name, _)) => {
            let near = did_you_mean(name, used);
            Err(QueryError::UnusedParameter { name: name.clone(), near })
        }
        None => Ok(()),
    }
}

fn without_sign(parameter: &str) -> &str {
    parameter.trim_start_matches([':', '@', '$', '?'])
}
