//! Opening an archive: for reading, without being able to change it, or for writing, made and migrated as needed.
//!
//! A file that is not an archive is refused before SQLite is given a chance to write to it. For writing the
//! journal is a WAL, so that readers go on during an import; [`close`] turns it back into a rollback journal,
//! so that at rest an archive is one file that opens on read-only media.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::archive::ArchiveError;
use crate::archive::schema::migrations;

/// How long a writer waits for another before it says so.
const BUSY: Duration = Duration::from_secs(10);

/// Opens an archive that is there, in a way that cannot change it.
pub fn reading(path: &Path) -> Result<Connection, ArchiveError> {
    if !path.exists() {
        return Err(ArchiveError::Missing { path: path.into() });
    }
    refuse_other_files(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // Queries go back to the same articles again and again: with SQLite's own 2 MB most of their pages are read from
    // the system each time, which takes twice the time. It is taken as it is needed.
    connection.pragma_update(None, "cache_size", -131_072)?;
    refuse_other_databases(path, &connection)?;
    let version = migrations::version(&connection)?;
    let current = migrations::CURRENT;
    match version {
        _ if version > current => Err(ArchiveError::TooNew { version, current }),
        _ if version < current => Err(ArchiveError::TooOld { version, current }),
        _ => Ok(connection),
    }
}

/// Refuses a path without an archive: a command that changes one makes none. An archive of an older presscut is none to
/// refuse, as opening it for writing brings it up to date.
pub fn refuse_missing(path: &Path) -> Result<(), ArchiveError> {
    match reading(path) {
        Ok(_) | Err(ArchiveError::TooOld { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens an archive to write to: made if it is not there, migrated if it is old.
pub fn writing(path: &Path) -> Result<Connection, ArchiveError> {
    if path.exists() {
        refuse_other_files(path)?;
    }
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    refuse_other_databases(path, &connection)?;
    // Only counts for a new file; larger pages make bodies and FTS segments cheaper to write.
    connection.pragma_update(None, "page_size", 16384)?;
    connection.pragma_update(None, "journal_mode", "wal").map_err(|error| in_use(path, error))?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32768)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.set_prepared_statement_cache_capacity(256);
    migrations::migrate(&mut connection)?;
    Ok(connection)
}

/// Opens an archive to import into: as [`writing`], but on this connection triggers do not fire, foreign keys are not
/// followed, and lists of words are not checked.
///
/// A statement with a trigger is a transaction of its own to FTS5, which then writes its index after every article
/// rather than after some megabytes of them. So an import keeps the index itself, where it adds or changes an article.
/// `CHECK (kind IN (…))` makes SQLite build a table in memory for every row; an import has these words from types that
/// know no others. Foreign keys would cost two look-ups a mention, for rows that the import itself has just written; what
/// hangs on a row that goes is taken away by whoever takes the row, and `presscut check` proves that every reference
/// leads to a row. Plans do not look at the values that a statement is given: else SQLite would make many of them anew each
/// time.
pub fn importing(path: &Path) -> Result<Connection, ArchiveError> {
    let connection = writing(path)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "ignore_check_constraints", true)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    Ok(connection)
}

/// An error of SQLite, where it means that somebody else keeps the archive, in words that say so.
pub(crate) fn in_use(path: &Path, error: rusqlite::Error) -> ArchiveError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy) => ArchiveError::InUse { path: path.into() },
        _ => error.into(),
    }
}

/// Closes after writing: the WAL's content goes into the file, and the side files go away.
pub fn close(connection: Connection) -> Result<(), ArchiveError> {
    // While others are reading, the WAL stays, and the last of them to close tidies up: no error.
    let _: Result<String, _> =
        connection.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get(0));
    connection.close().map_err(|(_, error)| error.into())
}

/// Looks at the first bytes, without SQLite.
fn refuse_other_files(path: &Path) -> Result<(), ArchiveError> {
    let refuse = |what: &str| Err(ArchiveError::NotAnArchive { path: path.into(), what: what.into() });
    if path.is_dir() {
        return refuse("it is a folder");
    }
    let mut head = [0; 16];
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return refuse(&format!("it cannot be opened: {error}")),
    };
    match file.read(&mut head) {
        Ok(0) => Ok(()),
        Ok(16) if head == *b"SQLite format 3\0" => Ok(()),
        Ok(_) => refuse("it is not a SQLite file"),
        Err(error) => refuse(&format!("it cannot be read: {error}")),
    }
}

/// Refuses a SQLite file of another program.
fn refuse_other_databases(path: &Path, connection: &Connection) -> Result<(), ArchiveError> {
    let refuse = |what: String| Err(ArchiveError::NotAnArchive { path: path.into(), what });
    let id: i32 = match connection.pragma_query_value(None, "application_id", |row| row.get(0)) {
        Ok(id) => id,
        Err(error) => return refuse(error.to_string()),
    };
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (id, tables) {
        (migrations::APPLICATION_ID, _) | (0, 0) => Ok(()),
        _ => refuse("it is a SQLite database of another program".into()),
    }
}
