//! Opening an archive: for reading, without being able to change it, or for writing, made and migrated as needed.
//!
//! A file that is not an archive is refused before SQLite can write to it. The journal is always a WAL, so that readers go
//! on during an import, and an import during reading. It is never switched to another: a program that is killed in a switch
//! leaves a file that no reader can open. The last program to close an archive writes the WAL into it and removes it, so
//! that at rest an archive is one file.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::archive::ArchiveError;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::archive::schema::foreign_objects::{FOREIGN_TIME_LIMIT, foreign_objects, name_in_the_way};
use crate::archive::schema::lock::WriterLock;
use crate::archive::schema::migration_backup::write_backup;
use crate::archive::schema::migrations;
use crate::archive::schema::read_only::open_read_only;
use crate::archive::schema::waiting::wait_for_sqlite;

/// Bytes of a page of a new archive.
const PAGE_BYTES: i32 = 4096;

/// Steps of SQLite's virtual machine between two looks at the clock.
const STEPS_BETWEEN_CHECKS: i32 = 2_000;

/// Opens an archive that exists, in a way that cannot change it.
///
/// # Errors
/// Where there is none, where the file is something else, and where its schema is of another version.
pub fn reading(path: &Path) -> Result<ArchiveReader, ArchiveError> {
    if !path.exists() {
        return Err(ArchiveError::Missing { path: path.into() });
    }
    refuse_other_files(path)?;
    let (connection, side_files) = open_read_only(path)?;
    let mut archive = ArchiveReader::of_file(connection, side_files);
    let connection = archive.connection();
    // Queries read the same articles again and again: with SQLite's default of 2 MB most of their pages are read from
    // the system each time, which takes twice the time. Memory is allocated as it is needed.
    connection.pragma_update(None, "cache_size", -131_072)?;
    refuse_other_databases(path, connection)?;
    let version = migrations::version(connection)?;
    let current = migrations::CURRENT;
    match version {
        _ if version > current => Err(ArchiveError::TooNew { version, current }),
        _ if version < current => Err(ArchiveError::TooOld { version, current }),
        _ => {
            limit_time_if_foreign(&mut archive)?;
            Ok(archive)
        }
    }
}

/// Where views have been put in place of presscut's own, a question of presscut's may never end.
fn limit_time_if_foreign(archive: &mut ArchiveReader) -> Result<(), ArchiveError> {
    let foreign = foreign_objects(archive.connection(), migrations::CURRENT)?;
    if foreign.is_empty() {
        return Ok(());
    }
    let end = Instant::now() + FOREIGN_TIME_LIMIT;
    archive.connection_mut().progress_handler(STEPS_BETWEEN_CHECKS, Some(move || Instant::now() > end))?;
    archive.set_foreign_objects(foreign);
    Ok(())
}

/// Refuses a path without an archive, for commands that change one and make none. An archive with an older schema is not
/// refused, as opening it for writing brings it up to date.
///
/// # Errors
/// Where there is none, where the file is something else, and where its schema is newer than this presscut.
pub fn refuse_missing(path: &Path) -> Result<(), ArchiveError> {
    match reading(path) {
        Ok(_) | Err(ArchiveError::TooOld { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens an archive to write to: made if it does not exist, migrated if it is old, after a copy of it as it was.
///
/// # Errors
/// Where the file is something else, where its schema is newer than this presscut, and where it cannot be written.
pub fn writing(path: &Path) -> Result<ArchiveWriter, ArchiveError> {
    if path.exists() {
        refuse_other_files(path)?;
    }
    let mut connection = Connection::open(path)?;
    connection.busy_handler(Some(wait_for_sqlite))?;
    refuse_other_databases(path, &connection)?;
    // Before anything is set: the journal mode is written into the file.
    let version = migrations::refuse_newer_schema(&connection)?;
    // A migration changes rows, and a foreign trigger would run on that.
    let foreign = foreign_objects(&connection, version)?;
    if !foreign.is_empty() {
        return Err(ArchiveError::ForeignSchema { path: path.into(), what: foreign.join(", ") });
    }
    if let Some(version) = migrations::older_version(&connection)?
        && let Some(taken) = name_in_the_way(&connection, version)?
    {
        let (what, remedy) = (taken.describe(), taken.remedy());
        return Err(ArchiveError::NameTaken { path: path.into(), what, remedy });
    }
    // Only counts for a new file. Larger pages make no import faster, and leave more of the file empty: behind articles, and in
    // tables of few rows.
    connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    connection
        .pragma_update(None, "journal_mode", "wal")
        .map_err(|error| ArchiveError::where_in_use(path, error))?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32768)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.set_prepared_statement_cache_capacity(256);
    let backup = match migrations::older_version(&connection)? {
        Some(version) => Some(write_backup(path, &connection, version)?),
        None => None,
    };
    migrations::migrate(&mut connection)?;
    Ok(ArchiveWriter::new(path, connection, backup))
}

/// Opens an archive to import into: as [`writing`], but on this connection triggers do not fire, foreign keys are not
/// followed, and lists of words are not checked.
///
/// A statement with a trigger is a transaction of its own to FTS5, which then writes its index after every article
/// rather than after some megabytes of them. So an import keeps the index itself, where it adds or changes an article.
/// `CHECK (kind IN (…))` makes SQLite build a table in memory for every row; an import has these words from enums that
/// have no others. Foreign keys would cost two look-ups a mention, for rows that the import itself has just written; code that
/// deletes a row deletes what depends on it, and `presscut check` proves that every reference
/// leads to a row. Query plans do not depend on bound values: else SQLite would prepare many statements anew each time.
///
/// # Errors
/// As [`writing`].
pub fn importing(path: &Path) -> Result<ArchiveWriter, ArchiveError> {
    let archive = writing(path)?;
    let connection = archive.connection();
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "ignore_check_constraints", true)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    Ok(archive)
}

/// Changes an archive in one transaction, under the writer's lock: committed where `work` succeeds, rolled back where it
/// fails.
///
/// # Errors
/// Those of `work`; [`ArchiveError::Busy`] where an import is writing; and those of [`writing`].
pub fn change<T, E: From<ArchiveError>>(
    path: &Path,
    work: impl FnOnce(&ArchiveWriter) -> Result<T, E>,
) -> Result<T, E> {
    let lock = WriterLock::take_soon(path)?;
    let mut archive = writing(path)?;
    let done = archive.in_transaction(work)?;
    close(archive)?;
    drop(lock);
    Ok(done)
}

/// Closes after writing: the WAL's content goes into the file, and the WAL is removed unless another program has the archive
/// open.
///
/// # Errors
/// Where the archive cannot be written.
pub fn close(archive: ArchiveWriter) -> Result<(), ArchiveError> {
    let connection = archive.into_connection();
    // While others are reading, the WAL stays, and the last of them to close removes it: no error, and no waiting.
    connection.busy_timeout(Duration::ZERO)?;
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    connection.close().map_err(|(_, error)| error.into())
}

/// Refuses what is no SQLite file by its first bytes, without SQLite.
fn refuse_other_files(path: &Path) -> Result<(), ArchiveError> {
    let refuse = |what: &str| Err(ArchiveError::NotAnArchive { path: path.into(), what: what.into() });
    match path.metadata() {
        Ok(there) if there.is_dir() => return refuse("it is a folder"),
        // To open a pipe is to wait for somebody who writes to it.
        Ok(there) if !there.is_file() => return refuse("it is a pipe or a device"),
        _ => {}
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
