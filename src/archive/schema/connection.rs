//! Connections by what they may do: [`ArchiveReader`] only reads, [`ArchiveWriter`] may write too.
//!
//! Both are made by [`open`](crate::archive::schema::open). A writer dereferences to a reader, so a function that asks
//! for a reader takes either. SQL runs on the connection inside, which only `archive` and `query` ask for. The
//! surprising decision: there is no type for a transaction. [`ArchiveWriter::in_transaction`] lends the writer to a
//! closure, and commits where the closure succeeds.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use crate::archive::ArchiveError;
use crate::archive::schema::foreign_objects::FOREIGN_TIME_LIMIT;
use crate::archive::schema::migrations;
use crate::archive::schema::read_only::SideFiles;

/// A connection that may only read.
#[derive(Debug)]
pub struct ArchiveReader {
    connection: Connection,
    /// What somebody else has put into its schema in place of presscut's own.
    foreign_objects: Vec<String>,
    /// Dropped after the connection, as it is declared after it.
    _side_files: SideFiles,
}

impl ArchiveReader {
    /// For questions that need no archive: a database in memory without any table.
    ///
    /// # Errors
    /// Where SQLite cannot make one.
    pub fn without_archive() -> Result<ArchiveReader, ArchiveError> {
        Ok(Connection::open_in_memory()?.into())
    }

    /// An archive in memory that has every table and no row, to check SQL against.
    ///
    /// # Errors
    /// Where SQLite cannot make one.
    pub fn of_empty_archive() -> Result<ArchiveReader, ArchiveError> {
        let mut connection = Connection::open_in_memory()?;
        migrations::migrate(&mut connection)?;
        Ok(connection.into())
    }

    /// An archive that was opened for reading.
    pub(super) fn of_file(connection: Connection, side_files: SideFiles) -> ArchiveReader {
        ArchiveReader { connection, foreign_objects: Vec::new(), _side_files: side_files }
    }

    /// What the schema has that is not presscut's own and acts on presscut's tables; nearly always nothing.
    pub(crate) fn foreign_objects(&self) -> &[String] {
        &self.foreign_objects
    }

    /// How long any question may run, where that is not for the user to say.
    pub(crate) fn time_ceiling(&self) -> Option<Duration> {
        (!self.foreign_objects.is_empty()).then_some(FOREIGN_TIME_LIMIT)
    }

    /// Notes what is foreign in the schema.
    pub(super) fn set_foreign_objects(&mut self, objects: Vec<String>) {
        self.foreign_objects = objects;
    }

    /// The connection itself.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The connection itself, to register functions and limits on.
    pub(crate) fn connection_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl From<Connection> for ArchiveReader {
    fn from(connection: Connection) -> ArchiveReader {
        ArchiveReader::of_file(connection, SideFiles::none())
    }
}

/// A connection that may write.
#[derive(Debug)]
pub struct ArchiveWriter {
    path: PathBuf,
    reader: ArchiveReader,
    migration_backup: Option<PathBuf>,
}

impl ArchiveWriter {
    /// `migration_backup` is the copy that was made of an archive of an older schema.
    pub(crate) fn new(
        path: &Path,
        connection: Connection,
        migration_backup: Option<PathBuf>,
    ) -> ArchiveWriter {
        ArchiveWriter { path: path.into(), reader: connection.into(), migration_backup }
    }

    /// The copy of the archive as it was, where opening it has changed its schema.
    pub fn migration_backup(&self) -> Option<&Path> {
        self.migration_backup.as_deref()
    }

    /// Runs `work` in one transaction: committed where it succeeds, rolled back where it fails.
    ///
    /// # Errors
    /// Those of `work`; [`ArchiveError::InUse`] where another program is writing.
    pub fn in_transaction<T, E: From<ArchiveError>>(
        &mut self,
        work: impl FnOnce(&ArchiveWriter) -> Result<T, E>,
    ) -> Result<T, E> {
        let begun = self.connection().execute_batch("BEGIN IMMEDIATE");
        begun.map_err(|error| ArchiveError::where_in_use(&self.path, error))?;
        let result = work(self).and_then(|done| {
            self.connection().execute_batch("COMMIT").map_err(ArchiveError::from)?;
            Ok(done)
        });
        if result.is_err() && !self.connection().is_autocommit() {
            // The error that led here is the one to report; closing the connection rolls back too.
            let _ = self.connection().execute_batch("ROLLBACK");
        }
        result
    }

    /// Gives up the types, to close the connection.
    pub(crate) fn into_connection(self) -> Connection {
        self.reader.connection
    }
}

impl Deref for ArchiveWriter {
    type Target = ArchiveReader;

    fn deref(&self) -> &ArchiveReader {
        &self.reader
    }
}

impl DerefMut for ArchiveWriter {
    fn deref_mut(&mut self) -> &mut ArchiveReader {
        &mut self.reader
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(archive: &ArchiveReader) -> i64 {
        archive.connection().query_row("SELECT count(*) FROM sources", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_transaction_is_kept_where_its_work_succeeds_and_leaves_nothing_where_it_fails() {
        let empty = ArchiveReader::of_empty_archive().unwrap();
        let mut archive = ArchiveWriter::new(Path::new(":memory:"), empty.connection, None);
        let insert = "INSERT INTO sources (name) VALUES (?1)";
        let kept: Result<(), ArchiveError> = archive.in_transaction(|archive| {
            archive.connection().execute(insert, ["The Harbour Post"])?;
            Ok(())
        });
        assert!(kept.is_ok());
        let failed: Result<(), ArchiveError> = archive.in_transaction(|archive| {
            archive.connection().execute(insert, ["The Arden Post"])?;
            archive.connection().execute(insert, ["The Harbour Post"])?;
            Ok(())
        });
        assert!(matches!(failed, Err(ArchiveError::Sqlite(_))));
        assert_eq!(count(&archive), 1);
        // A writer goes on after a failed transaction.
        archive.in_transaction(|archive| Ok::<_, ArchiveError>(count(archive))).unwrap();
    }
}
