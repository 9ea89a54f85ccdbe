//! SQLite: the rows of one table, view or query of a database that another program made.
//!
//! Takes a copy of the file, gives each row as a record whose bytes are its values as JSON. The rows of a table are fetched
//! in batches by their rowid, which is the record's number; those of a view or of the user's SQL are first written to a
//! temporary file, because a statement cannot be held between two records. Memory is bounded either way. The surprising
//! decision: a view or query that gives much more than the file can hold is stopped, since it may never end.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Seek, Write};
use std::path::Path;
use std::sync::Arc;

use rusqlite::types::ValueRef;
use rusqlite::{Row, Statement};
use serde_json::{Map, Value};
use tempfile::{NamedTempFile, SpooledTempFile};

use crate::model::Origin;
use crate::read::containers::archive_members::RejectingParser;
use crate::read::containers::sqlite_tables::{ForeignDatabase, RowQuery, broken};
use crate::read::error::{OpenError, Unreadable};
use crate::read::format::{FormatKind, FormatSpec, TableFile};
use crate::read::record::{ParsableRecord, Parser, Record, RecordSource};
use crate::read::records::json_object::JsonObjectParser;
use crate::read::records::table_columns::require_text_column;
use crate::text::sql_names::quoted_name;

/// SQLite.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "sqlite",
    description: "A SQLite database: one article a row of a table (--table, --sql)",
    precedence: 37,
    kind: FormatKind::Table {
        extensions: &["sqlite", "sqlite3", "db"],
        recognise: |head| head.starts_with(b"SQLite format 3\0"),
        open,
    },
};

/// Bytes of rows that are fetched at once, and rows.
const BATCH_BYTES: usize = 1 << 20;
const BATCH_ROWS: usize = 500;

/// What a view or query may give: this multiple of the file's bytes, and this much more.
const MAX_GROWTH: u64 = 50;
const MIN_QUERY_BYTES: u64 = 256 << 20;

/// Bytes of a query's rows that stay in memory.
const SPOOLED_BYTES: usize = 4 << 20;

fn open(table: TableFile<'_>) -> Result<Box<dyn RecordSource>, OpenError> {
    let TableFile { file, template, options } = table;
    refuse_unwritten_changes(&template)?;
    let database = ForeignDatabase::open(file.path(), options.limits.record)?;
    let parser: Arc<dyn Parser> = Arc::new(JsonObjectParser::new(options, None));
    let rows = |name: &str| {
        let template = Origin { member: Some(member_name(&template, name)), ..template.clone() };
        RowRecords { template, parser: Arc::clone(&parser), max_bytes: options.limits.record }
    };
    match database.choose(options)? {
        RowQuery::Numbered { table } => Ok(Box::new(TableRows {
            rows: rows(&table),
            _file: file,
            database,
            table,
            last_rowid: None,
            batch: VecDeque::new(),
            state: TableState::Reading,
        })),
        RowQuery::Sql { name, sql } => {
            let max_bytes = (file.as_file().metadata()?.len() * MAX_GROWTH).max(MIN_QUERY_BYTES);
            let check =
                |columns: &[&str]| require_text_column(columns.iter().copied(), &options.fields, None);
            let mut spooled = SpooledTempFile::new(SPOOLED_BYTES);
            let ended = spool_rows(&database, &sql, max_bytes, check, &mut spooled)?;
            spooled.rewind()?;
            Ok(Box::new(QueryRows {
                rows: rows(&name),
                lines: BufReader::new(spooled),
                number: 0,
                broken: ended.err(),
            }))
        }
    }
}

/// Passes a database whose changes are all in its file.
fn refuse_unwritten_changes(template: &Origin) -> Result<(), Unreadable> {
    let mut journal = template.path.as_os_str().to_os_string();
    journal.push("-wal");
    let is_filled = Path::new(&journal).metadata().is_ok_and(|journal| journal.len() > 0);
    if template.member.is_some() || !is_filled {
        return Ok(());
    }
    let reason = format!(
        "is a SQLite database with changes in {} that are not in the file yet: close the program that writes it, or run sqlite3 FILE \"PRAGMA wal_checkpoint(TRUNCATE)\"",
        Path::new(&journal).display()
    );
    Err(Unreadable::new("broken table", reason))
}

/// A table inside a member of an archive file.
fn member_name(template: &Origin, table: &str) -> String {
    match &template.member {
        Some(outer) => format!("{outer}/{table}"),
        None => table.to_string(),
    }
}

/// Makes records of rows.
struct RowRecords {
    template: Origin,
    parser: Arc<dyn Parser>,
    /// The most bytes of a row as JSON.
    max_bytes: usize,
}

impl RowRecords {
    fn record(&self, number: u64, mut bytes: Vec<u8>) -> ParsableRecord {
        let too_long = bytes.len() > self.max_bytes;
        bytes.truncate(self.max_bytes);
        let origin = Origin { record: number, ..self.template.clone() };
        (Record { origin, bytes, too_long, ..Record::default() }, Arc::clone(&self.parser))
    }

    /// What follows the row of this number and cannot be read.
    fn rejected(&self, after: u64, why: &rusqlite::Error) -> ParsableRecord {
        let reason = match why.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => {
                "the next row took SQLite too long".to_string()
            }
            _ => why.to_string(),
        };
        let reason = format!("the rows cannot be read on after row {after}: {reason}");
        let origin = Origin { record: after + 1, ..self.template.clone() };
        let why = Unreadable::new("broken table", reason);
        (Record { origin, ..Record::default() }, Arc::new(RejectingParser(why)))
    }
}

/// The rows of a table, in batches by rowid.
struct TableRows {
    rows: RowRecords,
    /// Kept as long as the database is open.
    _file: NamedTempFile,
    database: ForeignDatabase,
    table: String,
    last_rowid: Option<i64>,
    batch: VecDeque<(i64, Vec<u8>)>,
    state: TableState,
}

/// How far a table was read.
enum TableState {
    Reading,
    Broken(rusqlite::Error),
    Ended,
}

impl TableRows {
    /// Fetches the rows after the last one; gives whether there were any.
    fn fetch(&mut self) -> rusqlite::Result<bool> {
        self.database.start_step();
        let table = quoted_name(&self.table);
        let sql = match self.last_rowid {
            Some(_) => {
                format!("SELECT _rowid_, * FROM {table} NOT INDEXED WHERE _rowid_ > ?1 ORDER BY _rowid_")
            }
            None => format!("SELECT _rowid_, * FROM {table} NOT INDEXED ORDER BY _rowid_"),
        };
        let mut statement = self.database.connection.prepare_cached(&sql)?;
        let names = column_names(&statement);
        let mut rows = match self.last_rowid {
            Some(last) => statement.query([last])?,
            None => statement.query([])?,
        };
        let mut bytes = 0;
        while bytes < BATCH_BYTES && self.batch.len() < BATCH_ROWS {
            let Some(row) = rows.next()? else { break };
            let rowid: i64 = row.get(0)?;
            // A damaged table can lead in a circle, in which SQLite goes round for ever.
            if self.last_rowid.is_some_and(|last| rowid <= last) {
                return Err(rows_out_of_order());
            }
            let json = row_as_json(row, &names, 1)?;
            bytes += json.len();
            self.last_rowid = Some(rowid);
            self.batch.push_back((rowid, json));
        }
        Ok(!self.batch.is_empty())
    }
}

/// Rows that come back, or in another order than their rowids.
fn rows_out_of_order() -> rusqlite::Error {
    let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(corrupt, Some("its rows are not in the order of their rowids".to_owned()))
}

impl RecordSource for TableRows {
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        loop {
            if let Some((rowid, json)) = self.batch.pop_front() {
                return Some(Ok(self.rows.record(u64::try_from(rowid).unwrap_or(0), json)));
            }
            match std::mem::replace(&mut self.state, TableState::Ended) {
                TableState::Ended => return None,
                TableState::Broken(error) => {
                    let after = self.last_rowid.and_then(|rowid| u64::try_from(rowid).ok()).unwrap_or(0);
                    return Some(Ok(self.rows.rejected(after, &error)));
                }
                TableState::Reading => match self.fetch() {
                    Ok(true) => self.state = TableState::Reading,
                    Ok(false) => return None,
                    Err(error) => self.state = TableState::Broken(error),
                },
            }
        }
    }

    fn skipped(&self) -> u64 {
        0
    }
}

/// The rows of a view or query, from a file with one a line.
struct QueryRows {
    rows: RowRecords,
    lines: BufReader<SpooledTempFile>,
    number: u64,
    /// Why the rows end early.
    broken: Option<rusqlite::Error>,
}

impl RecordSource for QueryRows {
    fn next_record(&mut self) -> Option<io::Result<ParsableRecord>> {
        let mut line = Vec::new();
        match self.lines.read_until(b'\n', &mut line) {
            Err(error) => return Some(Err(error)),
            Ok(0) => return self.broken.take().map(|error| Ok(self.rows.rejected(self.number, &error))),
            Ok(_) => {}
        }
        line.pop();
        self.number += 1;
        Some(Ok(self.rows.record(self.number, line)))
    }

    fn skipped(&self) -> u64 {
        0
    }
}

/// Writes the rows of a statement, one a line; the inner result says why they ended early.
fn spool_rows(
    database: &ForeignDatabase,
    sql: &str,
    max_bytes: u64,
    check: impl Fn(&[&str]) -> Result<(), Unreadable>,
    into: &mut SpooledTempFile,
) -> Result<Result<(), rusqlite::Error>, OpenError> {
    database.start_step();
    let wrong = |error: rusqlite::Error| {
        Unreadable::new("wrong SQL", format!("cannot be asked with --sql or read as a view: {error}"))
    };
    let mut statement = database.connection.prepare(sql).map_err(wrong)?;
    if !statement.readonly() {
        return Err(Unreadable::new("wrong SQL", "is only read: --sql takes one SELECT").into());
    }
    let names = column_names(&statement);
    check(&names.iter().map(String::as_str).collect::<Vec<_>>())?;
    let mut rows = statement.query([]).map_err(broken)?;
    let mut written = 0;
    loop {
        database.start_step();
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(Ok(())),
            Err(error) => return Ok(Err(error)),
        };
        let json = match row_as_json(row, &names, 0) {
            Ok(json) => json,
            Err(error) => return Ok(Err(error)),
        };
        written += json.len() as u64 + 1;
        if written > max_bytes {
            let reason = "it gives far more than the file holds, and may have no end".to_string();
            return Ok(Err(rusqlite::Error::UserFunctionError(reason.into())));
        }
        into.write_all(&json)?;
        into.write_all(b"\n")?;
    }
}

fn column_names(statement: &Statement<'_>) -> Vec<String> {
    statement.column_names().map(str::to_string).collect()
}

/// A row as a JSON object, from a column on. Bytes are text if they can be.
fn row_as_json(row: &Row<'_>, names: &[String], from: usize) -> rusqlite::Result<Vec<u8>> {
    let mut object = Map::new();
    for (at, name) in names.iter().enumerate().skip(from) {
        let value = match row.get_ref(at)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Text(bytes) => Value::String(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Blob(bytes) => {
                std::str::from_utf8(bytes).map_or(Value::Null, |text| Value::String(text.to_string()))
            }
        };
        // The first of two columns with one name counts.
        object.entry(name.as_str()).or_insert(value);
    }
    Ok(Value::Object(object).to_string().into_bytes())
}
