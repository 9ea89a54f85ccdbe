//! A statement run to its end, or to a limit, its rows going into a sink one by one.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};

use super::nearest::did_you_mean;
use super::sandbox::Clock;
use super::{Answer, DynSink, QueryError};
use crate::output::{Cell, Column};

/// Runs one statement with named parameters; gives at most `limit` rows.
///
/// # Errors
/// Where the SQL is wrong or not allowed, a parameter is missing or unknown, or the rows cannot be written. A time
/// limit is no error.
pub fn run(
    archive: &Connection,
    sql: &str,
    parameters: &[(String, rusqlite::types::Value)],
    limit: Option<u64>,
    clock: &Clock,
    sink: &mut DynSink,
) -> Result<Answer, QueryError> {
    let mut statement = archive.prepare(sql).map_err(|error| explain(archive, sql, &error))?;
    if statement.column_count() == 0 {
        return Err(QueryError::Sql("there is no SELECT in it: nothing to show".into()));
    }
    bind(&mut statement, parameters)?;
    let columns: Vec<Column> =
        statement.column_names().map(|name| Column { name: name.to_string() }).collect();
    let width = columns.len();
    let mut rows = statement.raw_query();
    let mut count = 0;
    let mut begun = false;
    loop {
        let row = match rows.next() {
            Ok(row) => row,
            Err(_) if clock.is_up() => {
                begin(sink, &columns, &mut begun)?;
                return Ok(Answer::TimeLimit { rows: count });
            }
            Err(error) => return Err(explain(archive, sql, &error)),
        };
        // Only now is it known that the statement runs: a file of nothing but a head is no answer.
        begin(sink, &columns, &mut begun)?;
        let Some(row) = row else { return Ok(Answer::Complete { rows: count }) };
        if limit == Some(count) {
            return Ok(Answer::RowLimit { rows: count });
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
fn bind(
    statement: &mut rusqlite::Statement,
    parameters: &[(String, rusqlite::types::Value)],
) -> Result<(), QueryError> {
    let mut used = Vec::new();
    for at in 1..=statement.parameter_count() {
        let name =
            statement.parameter_name(at).map(|name| name.trim_start_matches([':', '@', '$']).to_string());
        let Some(name) = name else {
            return Err(QueryError::Usage("give parameters names (:name), not ?".into()));
        };
        let Some((_, value)) = parameters.iter().find(|(known, _)| *known == name) else {
            return Err(QueryError::Usage(format!(
                "the SQL has a parameter :{name}: give it with -p {name} VALUE"
            )));
        };
        statement.raw_bind_parameter(at, value)?;
        used.push(name);
    }
    match parameters.iter().find(|(name, _)| !used.contains(name)) {
        Some((name, _)) => {
            let near = did_you_mean(name, used.iter().map(String::as_str));
            Err(QueryError::Usage(format!("the SQL has no parameter :{name}{near}")))
        }
        None => Ok(()),
    }
}

/// An error of SQLite's in words that say what to do.
fn explain(archive: &Connection, sql: &str, error: &rusqlite::Error) -> QueryError {
    let (code, message) = match error {
        rusqlite::Error::SqlInputError { error, msg, offset, .. } => {
            let near = unknown_name(archive, msg);
            (Some(error.code), format!("{msg}{near}{}", marked(sql, *offset)))
        }
        rusqlite::Error::SqliteFailure(error, message) => {
            let message = message.clone().unwrap_or_else(|| error.to_string());
            let near = unknown_name(archive, &message);
            (Some(error.code), message + &near)
        }
        rusqlite::Error::MultipleStatement => {
            (None, "there is more than one statement: give them one at a time".to_string())
        }
        other => (None, other.to_string()),
    };
    QueryError::Sql(match code {
        Some(ErrorCode::AuthorizationForStatementDenied) => {
            "this is not allowed: `presscut sql` reads the archive; it changes nothing, and reaches no other file".into()
        }
        Some(ErrorCode::ReadOnly) => "this is not allowed: `presscut sql` only reads the archive".into(),
        Some(ErrorCode::OutOfMemory) => {
            "the query needs more memory than it may have (512 MB): ask for less at a time".into()
        }
        Some(ErrorCode::TooBig) => "a text in the query is longer than it may be (64 MB)".into(),
        _ => message,
    })
}

/// "no such column: quots" → " (did you mean quotes?)".
fn unknown_name(archive: &Connection, message: &str) -> String {
    let (sql, name) = match message.split_once(": ") {
        Some(("no such table", name)) => (
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'articles_fts_%'",
            name,
        ),
        Some(("no such column", name)) => (
            "SELECT DISTINCT c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type IN ('table', 'view')",
            name,
        ),
        _ => return String::new(),
    };
    let names = || -> rusqlite::Result<Vec<String>> {
        archive.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let names = names().unwrap_or_default();
    let bare = name.rsplit('.').next().unwrap_or(name);
    did_you_mean(bare, names.iter().map(String::as_str))
}

/// The line of the SQL with a mark under the place.
fn marked(sql: &str, offset: i32) -> String {
    let Some(offset) = usize::try_from(offset).ok().filter(|&offset| sql.is_char_boundary(offset)) else {
        return String::new();
    };
    let start = sql[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = sql[offset..].find('\n').map_or(sql.len(), |at| offset + at);
    // Of a long line, what stands around the place.
    let from = sql[start..offset].char_indices().rev().nth(50).map_or(start, |(at, _)| start + at);
    let to = sql[offset..end].char_indices().nth(40).map_or(end, |(at, _)| offset + at);
    let blank: String = sql[from..offset].chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    format!("\n  {}\n  {blank}^ here", &sql[from..to])
}
