//! A foreign SQLite database, opened so that it can do no harm, and the choice of what to read in it.
//!
//! Nothing in it is trusted: views and triggers may call no function with side effects, nothing can be written, and each
//! step has a time limit. The file is a copy and opened as immutable, so that no journal beside it is looked for.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::read::error::Unreadable;
use crate::read::record_options::{RecordOptions, TableChoice};
use crate::read::records::table_columns::{holds_text, require_text_column};
use crate::text::sql_names::quoted_name;

/// What SQLite may take for the next rows, and for looking at what is there.
const MAX_STEP_TIME: Duration = Duration::from_secs(20);

/// How many steps of SQLite's machine go between two looks at the clock.
const OPS_BETWEEN_LOOKS: i32 = 10_000;

/// The `application_id` of presscut's own archives; `archive::schema::migrations` has the same number.
const PRESSCUT_ARCHIVE_ID: i32 = 0x5063_7574;

/// Tables that a reason names at most.
const MAX_NAMED_TABLES: usize = 20;

/// A database, and the clock that stops what takes too long.
pub(crate) struct ForeignDatabase {
    /// Read-only.
    pub connection: Connection,
    started: Instant,
    /// Milliseconds after `started` at which SQLite is stopped.
    deadline: Arc<AtomicU64>,
}

/// What is read of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowQuery {
    /// A table whose rows have numbers of their own.
    Numbered {
        /// The table.
        table: String,
    },
    /// A view, a table without such numbers, or the user's own SQL.
    Sql {
        /// What it is called in an origin.
        name: String,
        /// The statement.
        sql: String,
    },
}

/// A table or view.
struct Listed {
    name: String,
    is_view: bool,
    has_rowid: bool,
    columns: Vec<String>,
}

impl ForeignDatabase {
    /// Opens a copy of a database.
    ///
    /// # Errors
    /// Where it is none, or damaged, or an archive of presscut.
    pub fn open(path: &Path, max_value_bytes: usize) -> Result<ForeignDatabase, Unreadable> {
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let mut address = url::Url::from_file_path(path).map_err(|()| broken("its copy has no address"))?;
        address.set_query(Some("immutable=1"));
        let connection = Connection::open_with_flags(address.as_str(), flags).map_err(broken)?;
        let started = Instant::now();
        let deadline = Arc::new(AtomicU64::new(0));
        let mut database = ForeignDatabase { connection, started, deadline };
        database.restrict(max_value_bytes).map_err(broken)?;
        database.start_step();
        let id: i32 = database
            .connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(broken)?;
        if id == PRESSCUT_ARCHIVE_ID {
            let reason =
                "is an archive of presscut: `presscut merge FILE` brings what it holds into this one";
            return Err(Unreadable::new("not text", reason));
        }
        Ok(database)
    }

    fn restrict(&mut self, max_value_bytes: usize) -> rusqlite::Result<()> {
        let connection = &self.connection;
        for (config, is_on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
        ] {
            connection.set_db_config(config, is_on)?;
        }
        connection
            .execute_batch("PRAGMA query_only = 1; PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0")?;
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        connection.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, 0)?;
        let longest = i32::try_from(max_value_bytes.saturating_mul(2)).unwrap_or(i32::MAX);
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, longest)?;
        let (started, deadline) = (self.started, Arc::clone(&self.deadline));
        self.connection.progress_handler(
            OPS_BETWEEN_LOOKS,
            Some(move || started.elapsed().as_millis() as u64 > deadline.load(Ordering::Relaxed)),
        )
    }

    /// Gives SQLite time for what comes next.
    pub fn start_step(&self) {
        let end = self.started.elapsed() + MAX_STEP_TIME;
        self.deadline.store(end.as_millis() as u64, Ordering::Relaxed);
    }

    /// What the user chose to read, or else the one table that has a column for the text.
    ///
    /// # Errors
    /// Where there is no such table, or more than one; the reason lists them.
    pub fn choose(&self, options: &RecordOptions) -> Result<RowQuery, Unreadable> {
        match &options.table {
            Some(TableChoice::Sql(sql)) => Ok(RowQuery::Sql { name: "--sql".to_string(), sql: sql.clone() }),
            Some(TableChoice::Table(name)) => {
                let listed = self.list().map_err(broken)?;
                let found = listed.iter().find(|listed| listed.name.eq_ignore_ascii_case(name));
                let Some(found) = found else {
                    let reason = format!("has no table “{name}”; it has: {}", names(listed.iter()));
                    return Err(Unreadable::new("no such table", reason));
                };
                require_text_column(found.columns.iter().map(String::as_str), &options.fields, None)?;
                Ok(found.query())
            }
            None => self.choose_table(options),
        }
    }

    fn choose_table(&self, options: &RecordOptions) -> Result<RowQuery, Unreadable> {
        let listed = self.list().map_err(broken)?;
        let has_text =
            |listed: &&Listed| listed.columns.iter().any(|column| holds_text(column, &options.fields));
        let is_whole = |listed: &&Listed| listed.columns.iter().any(|column| options.fields.is_text(column));
        let tables = || listed.iter().filter(|listed| !listed.is_view);
        // A table of articles goes before one that has no more than descriptions.
        let candidates: Vec<&Listed> = match tables().any(|listed| is_whole(&listed)) {
            true => tables().filter(is_whole).collect(),
            false => tables().filter(has_text).collect(),
        };
        match candidates.as_slice() {
            [one] => Ok(one.query()),
            [] => {
                let reason = format!(
                    "is a SQLite database without a table that has a column known to hold a text; it has: {}. Say --table NAME --map text=COLUMN, or --sql \"SELECT … AS text FROM …\"",
                    described(listed.iter())
                );
                Err(Unreadable::new("no text column", reason))
            }
            several => {
                let reason = format!(
                    "is a SQLite database with {} tables that may hold articles: {}. Say which: --table NAME, or --sql \"SELECT … AS text FROM …\"",
                    several.len(),
                    described(several.iter().copied())
                );
                Err(Unreadable::new("several tables", reason))
            }
        }
    }

    /// The tables and views that a person made.
    fn list(&self) -> rusqlite::Result<Vec<Listed>> {
        self.start_step();
        let mut tables = self.connection.prepare(
            "SELECT name, type, wr FROM pragma_table_list
             WHERE schema = 'main' AND type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        )?;
        let found: Vec<(String, String, bool)> = tables
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut columns =
            self.connection.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 1")?;
        let listed = found.into_iter().map(|(name, kind, without_rowid)| {
            self.start_step();
            // The columns of a broken view cannot be known.
            let columns = columns
                .query_map([&name], |row| row.get(0))
                .and_then(Iterator::collect::<rusqlite::Result<Vec<String>>>)
                .unwrap_or_default();
            let is_view = kind == "view";
            Listed { name, is_view, has_rowid: !is_view && !without_rowid, columns }
        });
        Ok(listed.collect())
    }
}

impl Listed {
    fn query(&self) -> RowQuery {
        // A column may be called rowid and be something else.
        let hides_rowid = self.columns.iter().any(|column| column.eq_ignore_ascii_case("_rowid_"));
        match self.has_rowid && !hides_rowid {
            true => RowQuery::Numbered { table: self.name.clone() },
            false => RowQuery::Sql {
                name: self.name.clone(),
                sql: format!("SELECT * FROM {}", quoted_name(&self.name)),
            },
        }
    }
}

fn names<'l>(listed: impl Iterator<Item = &'l Listed>) -> String {
    let names: Vec<&str> = listed.take(MAX_NAMED_TABLES).map(|listed| listed.name.as_str()).collect();
    if names.is_empty() { "none".to_string() } else { names.join(", ") }
}

/// Tables with their columns.
fn described<'l>(listed: impl Iterator<Item = &'l Listed>) -> String {
    let described: Vec<String> = listed
        .take(MAX_NAMED_TABLES)
        .map(|listed| format!("{} ({})", listed.name, listed.columns.join(", ")))
        .collect();
    if described.is_empty() { "no table".to_string() } else { described.join("; ") }
}

/// The error for a database that cannot be read.
pub(crate) fn broken(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::new("broken table", format!("is a SQLite database that cannot be read: {error}"))
}
