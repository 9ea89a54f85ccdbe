//! A statement run to its end, or to a limit, its rows going into a sink one by one; several give a result each.

use rusqlite::Connection;
use rusqlite::types::{Value, ValueRef};

use crate::output::{Cell, Column};
use crate::query::sandbox::errors::explain;
use crate::query::sandbox::lex;
use crate::query::sandbox::{Clock, Stop};
use crate::query::suggest::did_you_mean;
use crate::query::{Answer, DynSink, QueryError};

/// Runs one statement with named parameters; gives at most `limit` rows.
///
/// # Errors
/// Where the SQL is wrong or not allowed, a parameter is missing or unknown, or the rows cannot be written. A time
/// limit is no error.
pub fn run(
    archive: &Connection,
    sql: &str,
    parameters: &[(String, Value)],
    limit: Option<u64>,
    clock: &Clock,
    sink: &mut DynSink,
) -> Result<Answer, QueryError> {
    all_are_used(sql, parameters)?;
    match statement(archive, sql, parameters, limit, clock, sink)? {
        Some(answer) => Ok(answer),
        None => Err(QueryError::Sql("there is no SELECT in it: nothing to show".into())),
    }
}

/// Runs every statement, each with those parameters that it names. What is given of an answer is of all of them together;
/// the sink is told of the columns of each.
///
/// # Errors
/// As for [`run`]; the statements after the one that failed are not run.
pub fn run_all(
    archive: &Connection,
    sql: &str,
    parameters: &[(String, Value)],
    limit: Option<u64>,
    clock: &Clock,
    sink: &mut DynSink,
) -> Result<Answer, QueryError> {
    all_are_used(sql, parameters)?;
    let statements = lex::statements(sql);
    if statements.is_empty() {
        return Err(QueryError::Usage("there is no SQL in it".into()));
    }
    let (mut rows, mut limited) = (0, false);
    for one in statements {
        let answer = statement(archive, one.text, parameters, limit, clock, sink)?;
        let Some(answer) = answer else {
            return Err(QueryError::Sql("there is no SELECT in it: nothing to show".into()));
        };
        rows += answer.rows();
        match answer {
            Answer::Complete { .. } => {}
            Answer::RowLimit { .. } => limited = true,
            Answer::TimeLimit { .. } => return Ok(Answer::TimeLimit { rows }),
            Answer::Interrupted { .. } => return Ok(Answer::Interrupted { rows }),
        }
    }
    Ok(if limited { Answer::RowLimit { rows } } else { Answer::Complete { rows } })
}

/// Whether SQLite can read a statement, and it gives rows.
///
/// # Errors
/// Where the SQL is wrong or not allowed, or changes something.
pub fn readable(archive: &Connection, sql: &str) -> Result<(), QueryError> {
    match archive.prepare(sql).map_err(|error| explain(archive, sql, &error))?.column_count() {
        0 => Err(QueryError::Sql("there is no SELECT in it: nothing to show".into())),
        _ => Ok(()),
    }
}

/// Runs one statement; `None` where it has run to its end and gives no columns.
pub(crate) fn statement(
    archive: &Connection,
    sql: &str,
    parameters: &[(String, Value)],
    limit: Option<u64>,
    clock: &Clock,
    sink: &mut DynSink,
) -> Result<Option<Answer>, QueryError> {
    let mut statement = archive.prepare(sql).map_err(|error| explain(archive, sql, &error))?;
    bind(&mut statement, parameters)?;
    let columns: Vec<Column> =
        statement.column_names().map(|name| Column { name: name.to_string() }).collect();
    let width = columns.len();
    let mut rows = statement.raw_query();
    let mut count = 0;
    let mut begun = width == 0;
    loop {
        clock.resume();
        let row = rows.next();
        clock.pause();
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let answer = match clock.stopped() {
                    Some(Stop::Time) => Answer::TimeLimit { rows: count },
                    Some(Stop::User) => Answer::Interrupted { rows: count },
                    None => return Err(explain(archive, sql, &error)),
                };
                begin(sink, &columns, &mut begun)?;
                return Ok(Some(answer));
            }
        };
        // Only now is it known that the statement runs: a file of nothing but a head is no answer.
        begin(sink, &columns, &mut begun)?;
        let Some(row) = row else {
            return Ok((width > 0).then_some(Answer::Complete { rows: count }));
        };
        if limit == Some(count) {
            return Ok(Some(Answer::RowLimit { rows: count }));
        }
        let mut cells = Vec::with_capacity(width);
        for at in 0..width {
            cells.push(cell(row.get_ref(at)?));
        }
        sink.row(&cells)?;
        count += 1;
    }
}

fn begin(sink: &mut DynSink, columns: &[Column], begun: &mut bool) -> std::io::Result<()> {
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
        let name = statement.parameter_name(at).map(|name| bare(name).to_string());
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return Err(QueryError::Usage("give parameters names (:name), not ?".into()));
        };
        let Some((_, value)) = parameters.iter().find(|(known, _)| *known == name) else {
            return Err(QueryError::Usage(format!(
                "the SQL has a parameter :{name}: give it with -p {name}=VALUE"
            )));
        };
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}

/// A parameter that no statement uses is a slip.
pub(crate) fn all_are_used(sql: &str, parameters: &[(String, Value)]) -> Result<(), QueryError> {
    let used: Vec<&str> = lex::tokens(sql)
        .iter()
        .filter(|token| token.kind == lex::Kind::Parameter)
        .map(|token| bare(token.text))
        .collect();
    match parameters.iter().find(|(name, _)| !used.contains(&name.as_str())) {
        Some((name, _)) => {
            let near = did_you_mean(name, used);
            Err(QueryError::Usage(format!("the SQL has no parameter :{name}{near}")))
        }
        None => Ok(()),
    }
}

fn bare(parameter: &str) -> &str {
    parameter.trim_start_matches([':', '@', '$', '?'])
}
